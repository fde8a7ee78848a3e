//! What is done about payments on the telephone: claimed, asked of PayPal step by step, each kept before it is sent
//! and after it was answered, and left when PayPal, the customer or the order has to come first. A terminal that is
//! killed leaves a lease that runs out; whoever comes next repeats what was begun under its name.

mod store;

use super::booking::{self, Booked};
use super::wants::Wants;
use crate::app::App;
use crate::error::Error;
use crate::outside::paypal::{OnlinePayments, PaypalAccount};
use crate::settings::outside;
use chrono::{DateTime, TimeDelta, Utc};
use domain::Language;
use domain::payments::{
    PaypalCall, PaypalIntent, PaypalMeaning, PaypalNext, PaypalNo, PaypalStanding, PaypalWish,
    PaypalWord,
};
use futures_util::StreamExt;
use futures_util::future::join_all;
use futures_util::stream::FuturesUnordered;
use std::convert::Infallible;
use std::time::{Duration, Instant};
pub use store::Claimed;
use store::{AT_ONCE, LEASE, Then};
use tokio::sync::{Notify, watch};
use tokio::time::timeout;

/// How often it is looked for something to do, where nobody calls.
const PAUSE: Duration = Duration::from_secs(5);
/// How often PayPal is asked whether a customer has agreed (outside.md).
const FOLLOWED: TimeDelta = TimeDelta::seconds(15);
/// How many steps are made of one claim; a whole payment has six.
const STEPS_MAX: usize = 12;
/// What cannot be done from here is looked at again then.
const ELSEWHERE: TimeDelta = TimeDelta::minutes(1);
/// Something that PayPal has not decided or not answered is asked for again after this part of its age.
const AGE_PART: i32 = 4;
const AGAIN: (TimeDelta, TimeDelta) = (TimeDelta::seconds(5), TimeDelta::minutes(15));

/// Who carries payments on, within this program.
#[derive(Default)]
pub struct Online {
    wake: Notify,
    changed: watch::Sender<u32>,
}

impl Online {
    /// Something is to be done about a payment.
    pub fn look(&self) {
        self.wake.notify_one();
    }

    /// Every change of a payment that was made here.
    pub fn changes(&self) -> watch::Receiver<u32> {
        self.changed.subscribe()
    }

    fn tell(&self) {
        self.changed.send_modify(|changes| *changes = changes.wrapping_add(1));
    }
}

/// Carries payments on for as long as the program runs. A counter `books` their money, an office does not.
pub async fn keep_carried_on(app: &App, books: bool) -> Infallible {
    let mut under_way = FuturesUnordered::new();
    loop {
        tokio::select! {
            Some(()) = under_way.next() => {}
            _ = timeout(PAUSE, app.online().wake.notified()) => {
                if app.is_away() || !app.works() || under_way.len() >= AT_ONCE {
                    continue;
                }
                match claim(app).await {
                    Ok(claimed) => claimed.into_iter().for_each(|it| under_way.push(carry_on(app, it, books))),
                    Err(error) => {
                        let error = error.in_words(Language::En);
                        tracing::info!("payments are carried on later: {error:#}");
                    }
                }
            }
        }
    }
}

/// Carries on those that are due now, until none is; how many that were.
///
/// # Errors
/// The server does not answer.
pub async fn carry_on_due(app: &App, books: bool) -> Result<usize, Error> {
    let mut all = 0;
    loop {
        let claimed = claim(app).await?;
        if claimed.is_empty() {
            return Ok(all);
        }
        all += claimed.len();
        join_all(claimed.into_iter().map(|it| carry_on(app, it, books))).await;
    }
}

async fn claim(app: &App) -> Result<Vec<Claimed>, Error> {
    app.carry(store::claim(app.database(), app.identity().terminal)).await
}

/// One payment that is this terminal's for a while.
struct Held<'a> {
    app: &'a App,
    claimed: Claimed,
    /// This is a counter: it writes into the ledger.
    books: bool,
    since: Instant,
    /// What was kept last: the lease lasts from then.
    kept: Instant,
}

async fn carry_on(app: &App, claimed: Claimed, books: bool) {
    let (since, intent) = (Instant::now(), claimed.intent.intent);
    let mut held = Held { app, claimed, books, since, kept: since };
    if let Err(error) = Box::pin(held.carry_on()).await {
        // Somebody goes on from what is kept: soon, where the server can be told so, else when the lease runs out.
        let error = error.in_words(Language::En);
        tracing::info!(intent = %intent.0, "a payment is carried on later: {error:#}");
        if let Err(error) = store::give_up(app.database(), &held.claimed).await {
            tracing::info!(intent = %intent.0, "its lease runs out: {error:#}");
        }
    }
    app.online().tell();
}

impl Held<'_> {
    /// Now, by the server's clock as it was when this was claimed.
    fn now(&self) -> DateTime<Utc> {
        self.claimed.at + TimeDelta::from_std(self.since.elapsed()).unwrap_or(LEASE)
    }

    /// As it is known, with what is wanted of it now.
    fn intent(&self) -> PaypalIntent {
        self.claimed.wants.of(&self.claimed.intent, self.now())
    }

    async fn carry_on(&mut self) -> Result<(), Error> {
        let account = match outside::paypal(self.app).await {
            Ok(Some(account)) => account,
            // Another terminal may have what is missing in this one's keyring; or the group takes none any more.
            Ok(None) | Err(Error::Refused(_)) => {
                let at = self.now() + ELSEWHERE;
                return self.leave(&self.intent(), Some(at)).await;
            }
            Err(error) => return Err(error),
        };
        let mut looked = !self.claimed.was_to_check;
        for _ in 0..STEPS_MAX {
            let (now, intent) = (self.now(), self.intent());
            if self.books && self.is_to_be_booked(&intent) {
                match booking::book(self.app, &self.claimed).await? {
                    Booked::Yes => self.claimed.is_booked = true,
                    Booked::NotNow => {}
                    Booked::NotWanted => {
                        self.keep(intent.wishing(PaypalWish::Leave)).await?;
                        continue;
                    }
                }
            }
            let next = match (intent.next(now), &intent.seen.order) {
                // Somebody looked: so does this, before it says the same again.
                (PaypalNext::Show(_), Some(order)) if !looked && intent.doubt.is_none() => {
                    PaypalNext::Call(PaypalCall::Order(order.id.clone()))
                }
                (next, _) => next,
            };
            looked = true;
            match next {
                PaypalNext::Call(call) => {
                    if let Some(at) = self.call(&account, &intent, &call).await? {
                        return self.leave(&self.intent(), Some(at)).await;
                    }
                }
                PaypalNext::Renumber => {
                    let next = store::next_attempt(self.app.database(), intent.order).await?;
                    self.keep(intent.renumbered(next)).await?;
                }
                PaypalNext::Lapse => self.keep(intent.wishing(PaypalWish::Leave)).await?,
                PaypalNext::Show(doubt) => {
                    tracing::warn!(intent = %intent.intent.0, ?doubt, "a payment by PayPal is to be checked");
                    return self.leave(&intent, self.next_look(&intent)).await;
                }
                PaypalNext::Wait | PaypalNext::Over => {
                    return self.leave(&intent, self.next_look(&intent)).await;
                }
            }
        }
        // PayPal goes round in circles: it is not asked for ever.
        let at = self.now() + ELSEWHERE;
        self.leave(&self.intent(), Some(at)).await
    }

    /// Makes a call; when it is to be made again, where it brought nothing on.
    async fn call(
        &mut self,
        account: &PaypalAccount<'_>,
        intent: &PaypalIntent,
        call: &PaypalCall,
    ) -> Result<Option<DateTime<Utc>>, Error> {
        let begun = match call {
            PaypalCall::Step(step) => intent.beginning(*step, self.now()),
            PaypalCall::Order(_) | PaypalCall::Refund(_) => intent.clone(),
        };
        // Before anything is sent: whoever comes after knows what may have been done.
        self.keep(begun.clone()).await?;
        let sent_at = self.now();
        let word = match account.call(call, &begun).await {
            Ok(word) => word,
            Err(fault) => {
                let fault = domain::Spoken::say(&fault, Language::En);
                tracing::info!(intent = %begun.intent.0, "PayPal was not heard: {fault}");
                PaypalWord::Unheard
            }
        };
        let after = begun.after(call, &word, sent_at);
        self.keep(after.clone()).await?;
        let now = self.now();
        let again = match &word {
            PaypalWord::Unheard => true,
            PaypalWord::No(PaypalNo { meaning, .. }) => {
                matches!(meaning, PaypalMeaning::Again | PaypalMeaning::NotAllowed)
            }
            _ => after.next(now) == PaypalNext::Call(call.clone()),
        };
        Ok(again.then(|| now + wait(&after, self.claimed.asked_at, now)))
    }

    /// Whether its money is here, wanted, and not in the ledger.
    fn is_to_be_booked(&self, intent: &PaypalIntent) -> bool {
        !self.claimed.is_booked
            && intent.standing() == PaypalStanding::Taken
            && intent.wish != PaypalWish::Leave
            && intent.doubt.is_none()
    }

    /// When something is to be done about it, though nothing is now.
    fn next_look(&self, intent: &PaypalIntent) -> Option<DateTime<Utc>> {
        if self.is_to_be_booked(intent) {
            // Another counter is at it, or it cannot be now; an office leaves it to one.
            let wait = if self.books { ELSEWHERE } else { FOLLOWED };
            return Some(self.now() + wait);
        }
        let waits = intent.wish == PaypalWish::Hold;
        self.claimed.wants.take_from.filter(|_| waits)
    }

    /// Keeps it, and has it for itself for another while.
    async fn keep(&mut self, after: PaypalIntent) -> Result<(), Error> {
        if after == self.claimed.intent && self.kept.elapsed() < PAUSE {
            return Ok(());
        }
        let wants = self.kept(&after, Then::GoOn).await?;
        (self.claimed.intent, self.claimed.wants) = (after, wants);
        self.kept = Instant::now();
        self.app.online().tell();
        Ok(())
    }

    /// Keeps it, and leaves it to whoever comes then.
    async fn leave(&self, after: &PaypalIntent, at: Option<DateTime<Utc>>) -> Result<(), Error> {
        self.kept(after, Then::Leave(at)).await.map(drop)
    }

    async fn kept(&self, after: &PaypalIntent, then: Then) -> Result<Wants, Error> {
        let (app, terminal) = (self.app, self.app.identity().terminal);
        let keeping =
            async { Ok(store::keep(app.database(), terminal, &self.claimed, after, then).await?) };
        let kept = app.carry(keeping).await?;
        // What is decided of the order meanwhile is wanted by now: it is claimed anew.
        Ok(kept.ok_or_else(|| anyhow::anyhow!("it is another’s, or wanted otherwise by now"))?)
    }
}

/// How long something is waited for: a customer as he is watched, what PayPal does longer and longer.
fn wait(intent: &PaypalIntent, asked_at: DateTime<Utc>, now: DateTime<Utc>) -> TimeDelta {
    let is_asked = intent.begun.is_some() || intent.standing() != PaypalStanding::Open;
    let began = intent.begun.map_or(asked_at, |it| it.first_at);
    match is_asked {
        true => ((now - began) / AGE_PART).clamp(AGAIN.0, AGAIN.1),
        false => FOLLOWED,
    }
}
