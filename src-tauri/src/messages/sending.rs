//! Sends what waits: claims a few messages, words each, tries it and notes what came of it.
//!
//! Any counter and any office does, for every shop. Claiming and noting are a statement each, and nothing is
//! held open between them: who is lost there leaves a claim that runs out, and a person looks
//! ([`domain::messages::after_lease`]).

use super::store::{self, Claimed};
use super::templates;
use crate::app::App;
use crate::error::Error;
use crate::outside::digitaleo::{DigitaleoAccount, Sms, SmsGateway};
use crate::outside::email::{Attachment, EmailGateway, Letter, Smtp, Tried};
use crate::printing::as_pdf;
use crate::settings::{mail, outside};
use chrono::{DateTime, TimeDelta, Utc};
use domain::messages::{
    AT_ONCE, Attempt, Channel, Fact, Facts, LEASE, MessageState, Next, Outcome, TRY_MAX, after_try,
};
use domain::{Language, Spoken};
use std::collections::BTreeSet;
use std::convert::Infallible;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::Notify;
use tokio::time::{Instant, sleep, timeout};

/// How often it is looked, whether something was heard or not: other shops' messages are looked for at this
/// pace, so that one message does not wake every terminal of the group.
const PAUSE: Duration = Duration::from_secs(5);
/// How often a server that is away is told again what a try brought.
const NOTE_AGAIN: Duration = Duration::from_millis(500);

/// Wakes who sends.
#[derive(Default)]
pub struct Outbox {
    wake: Notify,
    /// When what was tried here is to be tried again.
    again: Mutex<BTreeSet<Instant>>,
}

impl Outbox {
    /// Something happened to the messages of this shop.
    pub fn look(&self) {
        self.wake.notify_one();
    }

    fn again(&self) -> MutexGuard<'_, BTreeSet<Instant>> {
        self.again.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A message is to be tried again in so long: a driver's five tries have a minute.
    fn look_in(&self, wait: Duration) {
        self.again().insert(Instant::now() + wait);
    }

    /// How long it is until it is looked again, unless something is heard.
    fn pause(&self) -> Duration {
        let (mut again, now) = (self.again(), Instant::now());
        let due = again.iter().take_while(|at| **at <= now).count();
        if due > 0 {
            again.retain(|at| *at > now);
            return Duration::ZERO;
        }
        again.first().map_or(PAUSE, |at| (*at - now).min(PAUSE))
    }
}

/// Sends for as long as the program runs.
pub async fn keep_sent(app: &App) -> Infallible {
    loop {
        let _ = timeout(app.outbox().pause(), app.outbox().wake.notified()).await;
        while !app.is_away() && app.works() {
            match send_due(app).await {
                Ok(sent) if sent == AT_ONCE as usize => {}
                Ok(_) => break,
                Err(error) => {
                    let error = error.in_words(Language::En);
                    tracing::info!("messages are sent later: {error:#}");
                    break;
                }
            }
        }
    }
}

/// Sends the next few, one after the other; how many that were.
///
/// # Errors
/// The server does not answer, or this terminal cannot read what it has to send with.
pub async fn send_due(app: &App) -> Result<usize, Error> {
    let means = app.carry(Means::of(app)).await?;
    let terminal = app.identity().terminal;
    let claimed = app.carry(store::claim(app.database(), terminal, &means.channels())).await?;
    let since = Instant::now();
    for message in &claimed {
        send(app, &means, message, since).await;
    }
    Ok(claimed.len())
}

/// What this terminal can send with.
struct Means<'a> {
    /// None: the group has none. Then nobody can, and a try says so.
    email: Option<Smtp>,
    /// The same of text messages.
    sms: Option<DigitaleoAccount<'a>>,
    /// Those that the group has something for which cannot be had here.
    elsewhere: Vec<Channel>,
}

impl<'a> Means<'a> {
    async fn of(app: &'a App) -> Result<Means<'a>, Error> {
        let mut means = Means { email: None, sms: None, elsewhere: Vec::new() };
        means.email = means.had(Channel::Email, mail::smtp(app).await)?;
        means.sms = means.had(Channel::Sms, outside::sms(app).await)?;
        Ok(means)
    }

    /// What was found for a channel. Another terminal may have what is missing in this one's keyring.
    fn had<T>(
        &mut self,
        channel: Channel,
        found: Result<Option<T>, Error>,
    ) -> Result<Option<T>, Error> {
        match found {
            Err(Error::Refused(refused)) => {
                tracing::warn!(?refused, channel = channel.word(), "nothing is sent so from here");
                self.elsewhere.push(channel);
                Ok(None)
            }
            found => found,
        }
    }

    fn channels(&self) -> Vec<Channel> {
        let there = [Channel::Sms, Channel::Email].into_iter();
        there.filter(|it| !self.elsewhere.contains(it)).collect()
    }

    async fn carry(&self, letter: &Letter, channel: Channel) -> Tried {
        match (channel, &self.email, &self.sms) {
            (Channel::Email, Some(email), _) => email.send(letter).await,
            (Channel::Email, None, _) => Tried::not("no mail server is set for the group"),
            (Channel::Sms, _, Some(account)) => text(account, letter).await,
            (Channel::Sms, _, None) => {
                Tried::not("no service for text messages is set for the group")
            }
        }
    }
}

/// Hands a letter over as a text message, once.
async fn text(account: &DigitaleoAccount<'_>, letter: &Letter) -> Tried {
    let sms = Sms { to: letter.to.clone(), text: letter.text.clone() };
    match account.send(&sms).await {
        Ok(()) => Tried { outcome: Outcome::Sent, fault: None },
        Err(not) => Tried { outcome: not.outcome, fault: Some(not.fault.say(Language::En)) },
    }
}

/// The longest that a try takes here.
fn longest(app: &App) -> TimeDelta {
    TimeDelta::from_std(app.outside().limits().whole()).unwrap_or(TRY_MAX)
}

/// Tries one and notes it. `since`: when it was claimed.
async fn send(app: &App, means: &Means<'_>, message: &Claimed, since: Instant) {
    let began_at = at(message, since);
    let (tried, text) = match began_at + longest(app) > message.claimed_at + LEASE {
        // The PC slept: whoever comes after might be at it before this try is over.
        true => (Tried::not("the terminal stood still"), None),
        false => match letter(app, message).await {
            Ok(letter) => (means.carry(&letter, message.channel).await, Some(letter.text)),
            Err(error) => (Tried::not(&format!("{:#}", error.in_words(Language::En))), None),
        },
    };
    let attempt = Attempt {
        kind: message.kind,
        channel: message.channel,
        has_other: message.has_other,
        nth: message.nth,
        began_at,
        expires_at: message.expires_at,
    };
    let next = after_try(&attempt, tried.outcome, at(message, since));
    if tried.outcome != Outcome::Sent {
        // Why is in its row: a service may name the customer in its answer, and a log is read by many.
        tracing::warn!(
            message = message.id.0,
            nth = message.nth,
            outcome = ?tried.outcome,
            state = next.state.word(),
            "a message did not go"
        );
    }
    if next.state == MessageState::ToSend {
        let wait = next.at - at(message, since);
        app.outbox().look_in(wait.to_std().unwrap_or_default());
    }
    note(app, message, &next, (tried.fault.as_deref(), text.as_deref()), since).await;
}

/// Now, by the server's clock as it was when the message was claimed: a PC's own may be wrong, and may jump.
fn at(message: &Claimed, since: Instant) -> DateTime<Utc> {
    message.claimed_at + TimeDelta::from_std(since.elapsed()).unwrap_or(LEASE)
}

/// Notes what becomes of a message, again and again for as long as the claim lasts: after that nobody here
/// knows better than the person who looks.
async fn note(
    app: &App,
    message: &Claimed,
    next: &Next,
    said: (Option<&str>, Option<&str>),
    since: Instant,
) {
    let (terminal, id) = (app.identity().terminal, message.id.0);
    while at(message, since) < message.claimed_at + LEASE {
        let noting =
            async { Ok(store::record(app.database(), terminal, message, next, said).await?) };
        match app.carry(noting).await {
            Ok(true) => return,
            Ok(false) => {
                tracing::warn!(
                    message = id,
                    "what became of a message is noted already, or came late"
                );
                return;
            }
            Err(error) => {
                let error = error.in_words(Language::En);
                tracing::info!(message = id, "what became of a message is noted later: {error:#}");
            }
        }
        sleep(NOTE_AGAIN).await;
    }
    tracing::error!(
        message = id,
        "what became of a message could not be noted: it is to be checked"
    );
}

/// A message in words.
async fn letter(app: &App, message: &Claimed) -> Result<Letter, Error> {
    let Claimed { kind, channel, language, .. } = *message;
    let wording = templates::worded_from(app, (kind, channel, language));
    let (subject, text) = app.carry(wording).await?;
    let by_hand = message.typed.clone();
    Ok(Letter {
        id: format!("message-{}", message.id.0),
        to: message.to.clone(),
        subject: subject.write_subject(&message.facts, language),
        text: by_hand.unwrap_or_else(|| text.write(channel, &message.facts, language)),
        attachments: attachments(&message.facts)?,
        at: app.now(),
    })
}

/// What goes with a message: the purchase orders in its facts, made anew by whoever sends.
fn attachments(facts: &Facts) -> Result<Vec<Attachment>, Error> {
    let attached = |fact: &Fact| {
        let Fact::Purchase(view) = fact else { return None };
        let name = format!("{}.pdf", view.reference);
        Some(as_pdf(view.document(), &view.reference).map(|pdf| Attachment { name, pdf }))
    };
    Ok(facts.values().filter_map(attached).collect::<Result<_, _>>()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_tried_a_message_looks_again_when_its_next_try_is_due() {
        let outbox = Outbox::default();
        assert_eq!(outbox.pause(), PAUSE);
        // A driver's next try is in twelve seconds: until the last look before that all is as ever.
        outbox.look_in(Duration::from_secs(12));
        assert_eq!(outbox.pause(), PAUSE);
        outbox.look_in(Duration::from_secs(2));
        assert!(outbox.pause() <= Duration::from_secs(2));
        outbox.look_in(Duration::ZERO);
        assert_eq!(outbox.pause(), Duration::ZERO, "it is due");
        let next = outbox.pause();
        assert!(next > Duration::ZERO && next <= Duration::from_secs(2), "each is looked for once");
    }
}
