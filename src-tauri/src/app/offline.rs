//! What this terminal answers by itself while the server is away.
//!
//! [`View`] is what was read last with the waiting commands done again; it is made anew for each
//! answer, from the journal alone. A command is answered here once it is in the journal, and told
//! when its answer is there too: a number that was called out is never given again.

use super::{App, Asking, Caller, Capability, locked};
use crate::error::Error;
use crate::journal::{Answered, Entry, Journal, Numbered, Taken};
use crate::{kitchen, orders, stock};
use domain::offline::{RegisterNumber, View, offline_number};
use domain::shops::business_day;
use serde_json::Value;
use std::sync::Arc;
use std::sync::atomic::Ordering;

/// What the register's number is kept as.
const REGISTER: &str = "register";

impl App {
    /// Answers a command that was taken, if the server is away and it can be done without; else it
    /// waits unanswered.
    pub(super) async fn answer_away<R: Capability>(
        &self,
        journal: &Journal,
        entry: Entry,
        mut taken: Taken,
        request: &R,
    ) -> Result<Option<Value>, Error> {
        // With the next answer, and not between the server's return and what waits for it.
        let _alone = self.replaying.lock().await;
        let Some(caller) = self.caller_away(taken.asking.clone()) else { return Ok(None) };
        if let Some(told) = journal.told(entry) {
            // Another try of it was answered meanwhile.
            journal.leave(entry, taken);
            return Ok(Some(told.reply));
        }
        let Some(Away { answered, numbered }) =
            Box::pin(request.answer_away(self, caller, Some(entry))).await?
        else {
            return Ok(None);
        };
        let reply = answered.reply.clone();
        taken.answered = Some(answered);
        journal.answer(entry, taken, numbered).await?;
        Ok(Some(reply))
    }

    /// Answers a call that is no command, if the server is away and it can be done without.
    pub(super) async fn read_away<R: Capability>(
        &self,
        request: &R,
        asking: Asking,
    ) -> Result<Option<Value>, Error> {
        let Some(caller) = self.caller_away(asking) else { return Ok(None) };
        let away = request.answer_away(self, caller, None).await?;
        Ok(away.map(|away| away.answered.reply))
    }

    /// Who makes a call while the server is away; none: it is there, or this terminal has never
    /// stood in a shop.
    pub(super) fn caller_away(&self, asking: Asking) -> Option<Caller> {
        if !self.is_away() {
            return None;
        }
        let known = locked(&self.shop).clone();
        let shop = known.or_else(|| self.kept("shop").map(Arc::new))?;
        let Asking { window, staff, at, ahead, consents, signed, .. } = asking;
        let terminal = self.identity.terminal;
        let waited = Some(ahead.of(at));
        let answered = None;
        Some(Caller { window, staff, shop, terminal, at, waited, consents, answered, signed })
    }

    /// What was taken and waits for the server, in order.
    pub fn waiting(&self) -> Vec<(Entry, Taken)> {
        self.usable_journal().map(Journal::waiting).unwrap_or_default()
    }

    /// The shop as it is known here.
    pub fn view(&self) -> View {
        let at_counter = |what: &str| self.snapshot(&format!("{what} counter"));
        let read = |snapshot: Option<crate::journal::Snapshot>| snapshot.map(|it| it.value);
        let stock = at_counter("ReadStock").or_else(|| self.snapshot("ReadStock kitchen"));
        let mut view = View::read(
            parsed(read(at_counter("ListOpenOrders"))).unwrap_or_default(),
            parsed(read(at_counter("ListEndedOrders"))).unwrap_or_default(),
            parsed(read(stock)).unwrap_or_default(),
            parsed(read(at_counter("ReadLoad"))),
            parsed(read(self.snapshot("ReadKitchen kitchen"))),
        )
        .counting(parsed(read(self.snapshot("ReadInventory kitchen"))).flatten());
        let here = locked(&self.shop).as_ref().map(|shop| shop.id);
        for (_, taken) in
            self.waiting().iter().filter(|(_, taken)| here.is_none() || taken.shop == here)
        {
            orders::offline::again(&mut view, taken);
            kitchen::offline::again(&mut view, taken);
            stock::offline::again(&mut view, taken);
        }
        view
    }

    /// The number that this register gives to the next order; none: it was never told which of the
    /// shop's it is.
    pub async fn number_away(&self, caller: &Caller) -> Result<Option<(String, Numbered)>, Error> {
        let (Some(journal), Some(register)) = (self.journal()?, self.kept(REGISTER)) else {
            return Ok(None);
        };
        let day = business_day(caller.at, caller.shop.day_ends_at);
        let given = journal.next_number(day).await?;
        Ok(Some((offline_number(register, given.nth), given)))
    }

    /// Which of the shop's registers this is, for when the server is away.
    pub(crate) fn keep_register(&self, number: RegisterNumber) {
        self.keep(REGISTER, &number);
        self.knows_register.store(true, Ordering::Release);
    }

    /// Whether that was learnt of the server that is there.
    pub(crate) fn knows_register(&self) -> bool {
        self.knows_register.load(Ordering::Acquire)
    }
}

/// An answer given without the server.
pub struct Away {
    /// The answer.
    pub answered: Answered,
    /// The number that was given with it.
    pub numbered: Option<Numbered>,
}

impl Away {
    /// An answer with nothing sold.
    pub fn of(reply: &impl serde::Serialize) -> Result<Option<Away>, Error> {
        let reply = serde_json::to_value(reply).map_err(|error| Error::Internal(error.into()))?;
        let answered = Answered { reply, sold: None, decided: false };
        Ok(Some(Away { answered, numbered: None }))
    }

    /// The same with what was sold.
    pub fn sold(mut self, sold: domain::offline::SoldOffline, numbered: Option<Numbered>) -> Away {
        self.answered.sold = Some(sold);
        self.numbered = numbered;
        self
    }
}

/// An older program may have kept it in another form: then there is none.
fn parsed<T: serde::de::DeserializeOwned>(value: Option<Arc<Value>>) -> Option<T> {
    T::deserialize(value?.as_ref()).ok()
}
