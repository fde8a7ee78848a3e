//! What the card terminal of this counter was asked: on this disk before it is asked, and until its
//! money is booked or given back.
//!
//! A payment is in `<data folder>/cards.sqlite` before the terminal hears of it. What it answers is
//! written before anybody is told. A process that ends in between has heard nothing: the payment comes
//! back as one that a person has to look at, and its order is settled by nothing else until then
//! ([`domain::payments::check_carried`]). What became of the settlement that carries it is heard with
//! the journal's outcome of that command, so that both know the same ([`AskedCards::settled`]).
//!
//! The terminal is on the shop's network, and the file on this PC: it works without the server.

mod answered;
mod store;

use crate::app::Clock;
use crate::home::{CardTerminalConfig, ConfigFile};
use crate::journal::Outcome;
use crate::outside::card_terminal::{Action, Address, CardTerminal, Limits, Till};
use crate::sqlite_file::{self, Connection, Unopened};
use domain::CommandId;
use domain::orders::OrderId;
use domain::payments::{
    AskedCard, CardEnd, CardPaymentId, CardRefused, CardState, CardWord, Cards, TerminalFound,
    Unheard,
};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use store::Opened;
use tokio::sync::{Notify, watch};
use tokio::task::JoinHandle;

/// The card payments of this counter. Dropped, nobody waits for the terminal any more; what it was
/// asked is there when they are opened again.
pub struct AskedCards {
    kept: Arc<Kept>,
    asking: Mutex<Option<Asking>>,
    config: ConfigFile,
    terminal: Mutex<Option<Address>>,
    limits: Limits,
}

/// The terminal is asked.
struct Asking {
    payment: CardPaymentId,
    /// Nobody waits any longer.
    left: Arc<Notify>,
    task: JoinHandle<()>,
}

/// How they stand, on the disk and here.
struct Kept {
    file: tokio::sync::Mutex<Connection>,
    /// Those that are not over, and some that are, by place.
    known: Mutex<BTreeMap<i64, AskedCard>>,
    clock: Clock,
    changes: watch::Sender<u32>,
}

impl AskedCards {
    /// Opens the file, made if missing. A damaged one is put aside, and never deleted. Must be called
    /// within the asynchronous runtime.
    ///
    /// # Errors
    /// When a newer program has written it, it cannot be read or written, or the configuration cannot.
    pub async fn open(
        file: &Path,
        config: ConfigFile,
        clock: Clock,
        limits: Limits,
    ) -> Result<AskedCards, CardRefused> {
        let now = clock();
        let open = async |file: &Path| store::open(file, now).await;
        let (opened, _) =
            sqlite_file::open(file, now, open).await.map_err(|error| match error {
                Unopened::Store(error) => not_kept(&error),
                Unopened::Aside(error) => not_kept(&error),
            })?;
        let Opened::Ours { connection, open } = opened else {
            tracing::error!("the card payments’ file is a newer program’s");
            return Err(CardRefused::NotKept);
        };
        for (_, asked) in open.iter().filter(|(_, it)| it.is_to_check()) {
            tracing::warn!(order = asked.number, payment = %asked.payment.0, "a card payment is to be checked on the terminal");
        }
        let known = config.read().map_err(|error| not_kept(&error))?;
        let terminal = known.and_then(|config| config.card_terminal).map(|it| it.address);
        let kept = Arc::new(Kept {
            file: tokio::sync::Mutex::new(connection),
            known: Mutex::new(open.into_iter().collect()),
            clock,
            changes: watch::Sender::default(),
        });
        let (asking, terminal) = (Mutex::default(), Mutex::new(terminal));
        Ok(AskedCards { kept, asking, config, terminal, limits })
    }

    /// Every change of how they stand.
    pub fn changes(&self) -> watch::Receiver<u32> {
        self.kept.changes.subscribe()
    }

    /// The terminal, and the payments that somebody has to know of.
    pub fn stand(&self) -> Cards {
        let now = (self.kept.clock)();
        let terminal = locked(&self.terminal).as_ref().map(Address::shown);
        let known = locked(&self.kept.known);
        let payments = known.values().filter(|it| it.is_shown(now)).cloned().collect();
        Cards { terminal, payments }
    }

    /// Those of an order.
    pub fn of(&self, order: OrderId) -> Vec<AskedCard> {
        self.stand().of(order).cloned().collect()
    }

    /// A payment that was asked before, however long ago.
    ///
    /// # Errors
    /// The file cannot be read.
    pub async fn known(&self, payment: CardPaymentId) -> Result<Option<AskedCard>, CardRefused> {
        let read = store::read(&mut *self.kept.file.lock().await, payment).await;
        Ok(read.map_err(|error| not_kept(&error))?.map(|(_, asked)| asked))
    }

    /// All that was ever asked for an order, as far back as it is kept.
    ///
    /// # Errors
    /// The file cannot be read.
    pub async fn ever(&self, order: OrderId) -> Result<Vec<AskedCard>, CardRefused> {
        let read = store::of_order(&mut *self.kept.file.lock().await, order).await;
        read.map_err(|error| not_kept(&error))
    }

    /// Asks the terminal: the payment is on the disk when it is, and this returns. One that was asked
    /// before is not asked again.
    ///
    /// # Errors
    /// There is no terminal, it is busy, or the disk takes nothing: nothing is asked.
    pub async fn ask(&self, asked: AskedCard) -> Result<AskedCard, CardRefused> {
        let mut file = self.kept.file.lock().await;
        let address = locked(&self.terminal).clone().ok_or(CardRefused::NoTerminal)?;
        self.is_free()?;
        let place = store::take(&mut file, &asked).await.map_err(|error| not_kept(&error))?;
        let Some(place) = place else {
            let before = store::read(&mut file, asked.payment).await;
            return Ok(before.map_err(|error| not_kept(&error))?.ok_or(CardRefused::Over)?.1);
        };
        self.kept.know(place, asked.clone());
        let terminal = CardTerminal { address, till: Till::default(), limits: self.limits };
        let (kept, left) = (Arc::clone(&self.kept), Arc::new(Notify::new()));
        let (payment, leaving) = (asked.payment, Arc::clone(&left));
        let amount = asked.card.amount;
        let action = if asked.goes_back { Action::Credit } else { Action::Debit };
        let task = tokio::spawn(async move {
            let word = tokio::select! {
                biased;
                word = terminal.ask(action, amount) => word,
                () = leaving.notified() => CardWord::Unheard(Unheard::NotAwaited),
            };
            kept.answered(payment, word).await;
        });
        *locked(&self.asking) = Some(Asking { payment, left, task });
        Ok(asked)
    }

    /// The terminal is not waited for any longer. Its line is cut: some give up by that, others go on,
    /// so that a person has to look.
    ///
    /// # Errors
    /// There is no such payment.
    pub async fn leave(&self, payment: CardPaymentId) -> Result<AskedCard, CardRefused> {
        if let Some(asking) = locked(&self.asking).as_ref().filter(|it| it.payment == payment) {
            asking.left.notify_one();
        }
        let mut changes = self.changes();
        loop {
            changes.mark_unchanged();
            let asked = self.kept.find(payment).ok_or(CardRefused::Over)?.1;
            if asked.card.state != CardState::Asked || changes.changed().await.is_err() {
                return Ok(asked);
            }
        }
    }

    /// A person looked at the terminal.
    ///
    /// # Errors
    /// It may not be said so; or the disk takes nothing.
    pub async fn seen(
        &self,
        payment: CardPaymentId,
        word: CardWord,
        who: &str,
    ) -> Result<AskedCard, CardRefused> {
        self.kept.change(payment, |it, now| it.after(word, Some(who), now)).await
    }

    /// The money went back to the card by hand.
    ///
    /// # Errors
    /// There is none to give back; or the disk takes nothing.
    pub async fn given_back(
        &self,
        payment: CardPaymentId,
        who: &str,
    ) -> Result<AskedCard, CardRefused> {
        self.kept.change(payment, |it, now| it.given_back(who, now)).await
    }

    /// What became of a settlement that carries these.
    pub async fn settled(&self, command: CommandId, carried: &[CardPaymentId], outcome: &Outcome) {
        // What the world refused while nobody waited is in the ledger, until a person gives it up.
        let is_booked = matches!(outcome, Outcome::Applied | Outcome::ToDecide(_));
        for payment in carried {
            if let Err(refused) = self.kept.settled(*payment, command, is_booked).await {
                tracing::error!(?refused, payment = %payment.0, "what became of a card payment is not noted");
            }
        }
    }

    /// Says where the terminal is, from now on; none: there is none.
    ///
    /// # Errors
    /// The terminal is asked right now, or the file of the configuration cannot be written.
    pub fn set_terminal(&self, address: Option<Address>) -> Result<(), CardRefused> {
        self.is_free()?;
        let write = || -> anyhow::Result<()> {
            let mut config = self.config.read_or_introduce(None)?;
            config.card_terminal = address.clone().map(|address| CardTerminalConfig { address });
            self.config.write(&config)
        };
        write().map_err(|error| not_kept(&error))?;
        *locked(&self.terminal) = address;
        self.kept.tell();
        Ok(())
    }

    /// Looks whether a terminal is there.
    ///
    /// # Errors
    /// The terminal is asked right now: it may take one call at a time.
    pub async fn look(&self, address: Address) -> Result<TerminalFound, CardRefused> {
        self.is_free()?;
        let terminal = CardTerminal { address, till: Till::default(), limits: self.limits };
        Ok(terminal.look().await)
    }

    /// Whether the terminal is asked for nothing.
    fn is_free(&self) -> Result<(), CardRefused> {
        let known = locked(&self.kept.known);
        match known.values().find(|it| it.card.state == CardState::Asked) {
            Some(busy) => Err(CardRefused::Busy { number: busy.number.clone() }),
            None => Ok(()),
        }
    }
}

impl Drop for AskedCards {
    fn drop(&mut self) {
        locked(&self.asking).iter().for_each(|asking| asking.task.abort());
    }
}

impl Kept {
    fn find(&self, payment: CardPaymentId) -> Option<(i64, AskedCard)> {
        let known = locked(&self.known);
        let mut found = known.iter().filter(|(_, it)| it.payment == payment);
        found.next().map(|(place, asked)| (*place, asked.clone()))
    }

    /// That is how it stands: everybody is told, and what nobody has to know any more is forgotten here.
    fn know(&self, place: i64, asked: AskedCard) {
        let now = (self.clock)();
        let mut known = locked(&self.known);
        known.retain(|_, it| it.is_shown(now));
        known.insert(place, asked);
        drop(known);
        self.tell();
    }

    fn tell(&self) {
        self.changes.send_modify(|changes| *changes = changes.wrapping_add(1));
    }

    /// Changes one, on the disk first.
    async fn change(
        &self,
        payment: CardPaymentId,
        change: impl FnOnce(&AskedCard, chrono::DateTime<chrono::Utc>) -> Result<AskedCard, CardRefused>,
    ) -> Result<AskedCard, CardRefused> {
        let (mut file, now) = (self.file.lock().await, (self.clock)());
        let (place, before) = match self.find(payment) {
            Some(known) => known,
            None => {
                let read = store::read(&mut file, payment).await;
                read.map_err(|error| not_kept(&error))?.ok_or(CardRefused::Over)?
            }
        };
        let after = change(&before, now)?;
        if after != before {
            let written = store::write(&mut file, &after, now).await;
            written.map_err(|error| not_kept(&error))?;
            self.know(place, after.clone());
        }
        Ok(after)
    }

    /// The terminal has answered, or nobody waits for it any more.
    async fn answered(&self, payment: CardPaymentId, word: CardWord) {
        tracing::info!(payment = %payment.0, ?word, "the card terminal");
        let Err(refused) = self.change(payment, |it, now| it.after(word, None, now)).await else {
            return;
        };
        tracing::error!(?refused, "what the card terminal answered is not noted");
        // Nobody has heard it then, after a restart and now.
        let unheard = CardWord::Unheard(Unheard::NoAnswer);
        if let Some((place, asked)) = self.find(payment)
            && let Ok(after) = asked.after(unheard, None, (self.clock)())
        {
            self.know(place, after);
        }
    }

    async fn settled(
        &self,
        payment: CardPaymentId,
        command: CommandId,
        is_booked: bool,
    ) -> Result<(), CardRefused> {
        let change = |it: &AskedCard, now| match (it.settled_by, it.end, is_booked) {
            (_, None, true) if it.is_taken() => Ok(it.booked(command, now)),
            (Some(by), Some(CardEnd::Booked), false) if by == command => Ok(it.unbooked()),
            _ => Ok(it.clone()),
        };
        let after = self.change(payment, change).await?;
        if !is_booked && after.is_taken() {
            let (order, amount) = (&after.number, after.card.amount.0);
            tracing::error!(
                order, amount, payment = %payment.0,
                "a card was debited and its settlement is refused: to be settled or given back"
            );
        }
        Ok(())
    }
}

/// What a person is told of a file that takes nothing; the rest is for the log.
fn not_kept(error: &(impl std::fmt::Debug + ?Sized)) -> CardRefused {
    tracing::error!(?error, "card payments cannot be kept");
    CardRefused::NotKept
}

/// A lock is only ever held for a copy or a change that cannot panic.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
