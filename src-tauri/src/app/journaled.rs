//! How a call is carried out: who may make it, the journal first where it is a command, and again
//! where a connection was found broken; and what waited for the server, once that is back.

use super::{App, Asking, Capability, locked};
use crate::command;
use crate::error::Error;
use crate::journal::{Entry, Journal, Outcome, Taken};
use crate::ledger;
use crate::ledger::register::Signed;
use crate::ledger::unasked::{UNASKED, Unasked};
use anyhow::Context;
use domain::contract::CallFacts;
use domain::customers::CustomersCall;
use domain::invoices::InvoicesCall;
use domain::journal::JournalRefused;
use domain::kitchen::KitchenCall;
use domain::ledger::{EntryRef, LedgerCall, TrainingRefused};
use domain::offline::NotWithoutServer;
use domain::orders::OrdersCall;
use domain::runs::RunsCall;
use domain::shops::WindowKind;
use domain::staff::{CallRefused, Role};
use domain::stock::StockCall;
use domain::{CommandId, Language};
use futures_util::future::BoxFuture;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::io::ErrorKind;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::time::{sleep, timeout};

/// How long a call waits for a server that went away to be there again, or another in its place.
const PATIENCE: Duration = Duration::from_secs(3);
/// How often something is signed anew because somebody else moved the same money first.
const TRIES_MAX: u32 = 5;
/// The pause before it is looked for again.
const PAUSE: Duration = Duration::from_millis(250);

impl App {
    /// The same with a journal, or with what stands in its way: then nothing is answered but that.
    pub fn with_journal(mut self, journal: Result<Journal, JournalRefused>) -> App {
        if let Ok(journal) = &journal {
            self.training.read(journal);
        }
        self.journal = Some(journal.map(Arc::new));
        self
    }

    /// The journal, if there is one.
    ///
    /// # Errors
    /// It cannot be used, and so nothing may be begun.
    pub fn journal(&self) -> Result<Option<&Journal>, JournalRefused> {
        match &self.journal {
            None => Ok(None),
            Some(Ok(journal)) => Ok(Some(journal.as_ref())),
            Some(Err(refused)) => Err(*refused),
        }
    }

    pub(super) async fn carry_out<R: Capability>(
        &self,
        facts: &CallFacts,
        window: WindowKind,
        request: R,
        language: Language,
    ) -> Result<Value, Error> {
        let staff = self.signed_in(window);
        admit(facts, window, staff.as_ref().map(|staff| staff.role))?;
        self.not_revoked(facts)?;
        self.presence().so_far()?;
        let at = self.now();
        let consents = locked(&self.consents).at(window, at);
        let signed = Vec::new();
        let (ahead, answered) = (self.clock_ahead(), None);
        let asking = Asking { window, staff, language, at, ahead, consents, answered, signed };
        if let Err(refused) = self.learns_or_sells(facts, window, &request) {
            return match request.command() {
                Some(command) => self.said_before(command, refused.into()).await,
                None => Err(refused.into()),
            };
        }
        match request.command() {
            Some(command) => Box::pin(self.booked_command(facts, command, request, asking)).await,
            None => self.read(facts, request, asking).await,
        }
    }

    /// Writes what no screen asks for, once; which entry is the last of it.
    ///
    /// # Errors
    /// It is refused, or the server does not answer: then it waits in the journal.
    pub(crate) async fn write_unasked(
        &self,
        request: Unasked,
        asking: Asking,
    ) -> Result<Option<EntryRef>, Error> {
        self.presence().so_far()?;
        if let Some(journal) = self.journal()?
            && journal.database().is_none()
            && !self.is_away()
        {
            self.recognise(journal).await?;
        }
        let facts = request.facts();
        let command = request.command().context("a command without its name")?;
        let last = Box::pin(self.booked_command(&facts, command, request, asking)).await?;
        Ok(serde_json::from_value(last).context("the last entry")?)
    }

    /// Signs what a command writes into the ledger, takes it, and carries it out.
    async fn booked_command<R: Capability>(
        &self,
        facts: &CallFacts,
        command: CommandId,
        request: R,
        asking: Asking,
    ) -> Result<Value, Error> {
        let mut tries = 0;
        loop {
            let booking = match Box::pin(self.book(&request, command, &asking)).await {
                Ok(booking) => booking,
                Err(error) => return self.said_before(command, error).await,
            };
            let asking = Asking { signed: booking.signed().to_vec(), ..asking.clone() };
            let answer = Box::pin(self.command(facts, command, request.clone(), asking)).await;
            self.booked(booking, &answer).await;
            tries += 1;
            if !is_overtaken(&answer) || tries >= TRIES_MAX {
                return answer;
            }
        }
    }

    /// Whether a counter does this now: in training nothing real is begun, and without it nothing that
    /// is training. What was taken before is ended as it was begun.
    fn learns_or_sells<R: Capability>(
        &self,
        facts: &CallFacts,
        window: WindowKind,
        request: &R,
    ) -> Result<(), TrainingRefused> {
        let is_of_training = request.is_of_training();
        if window != WindowKind::Counter || !(facts.is_command || is_of_training) {
            return Ok(());
        }
        let waits = |command| self.waiting().iter().any(|(_, taken)| taken.command == command);
        match self.training.admits(is_of_training) {
            Err(_) if request.command().is_some_and(waits) => Ok(()),
            admitted => admitted,
        }
    }

    /// A no that was said before anything was begun: the command may have been applied earlier.
    fn said_before(&self, command: CommandId, error: Error) -> BoxFuture<'_, Result<Value, Error>> {
        Box::pin(async move {
            if self.is_away() {
                return Err(error);
            }
            self.carry(command::first_answer(self.database(), command, Err(error))).await
        })
    }

    /// Takes a command and carries it out.
    async fn command<R: Capability>(
        &self,
        facts: &CallFacts,
        command: CommandId,
        request: R,
        asking: Asking,
    ) -> Result<Value, Error> {
        let Some(journal) = self.journal()? else {
            return self.attempted(request, asking, false).await;
        };
        let taken = Taken {
            command,
            asking: asking.clone(),
            terminal: self.identity.terminal,
            shop: locked(&self.shop).as_ref().map(|shop| shop.id),
            database: journal.database(),
            capability: facts.capability.to_owned(),
            request: serde_json::to_value(&request).context("a command as a text")?,
            answered: None,
            signed: asking.signed.clone(),
            given_up: None,
        };
        let (entry, taken) = journal.take(taken).await?;
        if let Some(told) = &taken.answered {
            let told = told.reply.clone();
            self.cards_settled(&taken, &Outcome::Applied).await;
            // It was done when it was first asked, and is booked with what waits.
            if !self.is_away()
                && let Err(error) = self.replay().await
            {
                tracing::info!("what waits still does: {error:?}");
            }
            return Ok(told);
        }
        let untried = self.is_away() && !entry.is_again();
        let mut answer = match self.is_away() {
            false => Box::pin(self.tried(request.clone(), asking, entry.is_again())).await,
            true => Err(Error::broken(ErrorKind::NotConnected)),
        };
        if Outcome::told(&answer).is_none() {
            match Box::pin(self.answer_away(journal, entry, taken.clone(), &request)).await {
                Ok(Some(reply)) => {
                    self.cards_settled(&taken, &Outcome::Applied).await;
                    return Ok(reply);
                }
                // What was tried before may have been done: nobody here can say no to it.
                Ok(None) | Err(_) if !untried => {}
                // It would be done behind what is shown and decided here meanwhile.
                Ok(None) => answer = Err(NotWithoutServer.into()),
                Err(refused) => answer = Err(refused),
            }
        }
        match Outcome::told(&answer) {
            Some(outcome) => self.mark(journal, (entry, &taken), outcome).await,
            None => journal.leave(entry, taken),
        }
        answer
    }

    /// The outcome of a command is known. Its card payments hear of it first: a mark that is lost is
    /// made again.
    pub(crate) async fn mark(
        &self,
        journal: &Journal,
        (entry, taken): (Entry, &Taken),
        outcome: Outcome,
    ) {
        self.cards_settled(taken, &outcome).await;
        journal.mark(entry, outcome, self.now());
    }

    /// Tries a command at the server, after what waits for it.
    async fn tried<R: Capability>(
        &self,
        request: R,
        asking: Asking,
        again: bool,
    ) -> Result<Value, Error> {
        self.replay().await?;
        self.attempted(request, asking, again).await
    }

    /// Applies what waits for the server, in the order in which it was taken.
    ///
    /// # Errors
    /// The server cannot be reached: the rest waits on.
    pub async fn replay(&self) -> Result<(), Error> {
        let Some(journal) = self.journal()? else { return Ok(()) };
        if journal.next_after(None).is_none() {
            return Ok(());
        }
        let _alone = self.replaying.lock().await;
        let database = match journal.database() {
            Some(known) => known,
            None => self.recognise(journal).await?,
        };
        let here = self.shop_id().await?;
        let is_here = |taken: &Taken| {
            // Taken when this terminal stood elsewhere: it waits until it stands there again.
            taken.shop.is_none_or(|shop| shop == here)
                && taken.database.as_ref().is_none_or(|meant| *meant == database)
        };
        // Taken again, a command keeps its place and is signed behind those after it: then it comes
        // once they are written, and is refused only where nothing moves any more.
        while self.replay_once(journal, &is_here, false).await? == Replayed::Behind {}
        Ok(())
    }

    /// Applies each command that waits, and can be applied, once.
    async fn replay_once(
        &self,
        journal: &Journal,
        is_here: &(impl Fn(&Taken) -> bool + Sync),
        to_the_end: bool,
    ) -> Result<Replayed, Error> {
        let (mut last, mut behind, mut moved) = (None, false, false);
        while let Some((entry, taken)) = journal.next_after(last) {
            last = Some(entry);
            if !is_here(&taken) {
                continue;
            }
            let (command, signed) = (taken.command, taken.signed.clone());
            let outcome = match self.outcome(taken.clone(), to_the_end).await? {
                Some(outcome) => outcome,
                None => {
                    behind = true;
                    continue;
                }
            };
            if outcome != Outcome::Applied && !self.append(command, &signed, to_the_end).await? {
                behind = true;
                continue;
            }
            moved = true;
            tracing::info!(command = %command.0, ?outcome, "a command that waited");
            self.mark(journal, (entry, &taken), outcome).await;
        }
        match (behind, moved) {
            (false, _) => Ok(Replayed::All),
            (true, true) => Ok(Replayed::Behind),
            (true, false) => Box::pin(self.replay_once(journal, is_here, true)).await,
        }
    }

    /// What becomes of a command that waited; none: something that waits behind it comes first.
    async fn outcome(&self, taken: Taken, to_the_end: bool) -> Result<Option<Outcome>, Error> {
        if let Some(words) = taken.given_up {
            return Ok(Some(Outcome::GivenUp(words)));
        }
        let language = taken.asking.language;
        let answer = self.apply(taken).await;
        if !to_the_end && is_overtaken(&answer) {
            return Ok(None);
        }
        match Outcome::unheard(&answer, language) {
            Some(outcome) => Ok(Some(outcome)),
            // The server cannot be reached.
            None => answer.map(|_| None),
        }
    }

    /// Offers again what the server was known to have and has no longer: a standby that took over,
    /// or a backup, may know less than this terminal. By id, so that nothing is there twice. What was refused
    /// is decided about anew; of what was given up, the entries are written again.
    ///
    /// # Errors
    /// The server cannot be reached.
    pub async fn offer_again(&self) -> Result<(), Error> {
        let Some(journal) = self.journal()? else { return Ok(()) };
        let database = self.recognise(journal).await?;
        let applied = journal.applied(&database).await?;
        let mut unseen = command::unseen(self.database(), &applied).await?;
        for (command, entries) in journal.refused(&database).await? {
            if ledger::is_missing(self, &entries).await? {
                unseen.push(command);
            }
        }
        if !unseen.is_empty() {
            tracing::warn!(commands = unseen.len(), "the server knows less than the journal");
            // Perhaps not even this terminal's register; its chains go on from what is offered now.
            self.forget_register().await;
            if !journal.signed().await?.is_empty()
                && let Err(error) = self.register().await
            {
                tracing::warn!(?error, "the register was not found there");
            }
        }
        for command in unseen {
            journal.wait_again(command).await?;
        }
        self.replay().await
    }

    /// Writes what was signed for a command that is refused now: the chain has no hole. Where it does
    /// not go on there in the end, that is a defect for the verification to find, and keeps nothing
    /// back. False: something that waits behind it comes first.
    async fn append(
        &self,
        refused: CommandId,
        signed: &[Signed],
        to_the_end: bool,
    ) -> Result<bool, Error> {
        // The account that was kept may have them.
        self.accounts().clear();
        let written = self.carry(ledger::append(self, refused, signed)).await;
        if !to_the_end && is_overtaken(&written) {
            return Ok(false);
        }
        if let Err(error @ Error::Refused(_)) = written {
            tracing::error!(?error, ?signed, "entries of the ledger do not follow");
            return Ok(true);
        }
        written.map(|()| true)
    }

    async fn recognise(&self, journal: &Journal) -> Result<String, Error> {
        let database = command::database(self.database()).await?;
        journal.stands_before(database.clone());
        Ok(database)
    }

    /// Applies what a person decided to try again, alone.
    pub(crate) async fn apply_again(&self, taken: Taken) -> Result<Value, Error> {
        let _alone = self.replaying.lock().await;
        self.apply(taken).await
    }

    async fn apply(&self, taken: Taken) -> Result<Value, Error> {
        let (answered, signed) = (taken.answered, taken.signed);
        let asking = Asking { answered, signed, ..taken.asking };
        match taken.capability.as_str() {
            "orders" => {
                Box::pin(self.attempted(read::<OrdersCall>(taken.request)?, asking, true)).await
            }
            "ledger" => {
                Box::pin(self.attempted(read::<LedgerCall>(taken.request)?, asking, true)).await
            }
            "invoices" => {
                Box::pin(self.attempted(read::<InvoicesCall>(taken.request)?, asking, true)).await
            }
            "customers" => {
                Box::pin(self.attempted(read::<CustomersCall>(taken.request)?, asking, true)).await
            }
            "runs" => {
                Box::pin(self.attempted(read::<RunsCall>(taken.request)?, asking, true)).await
            }
            UNASKED => {
                Box::pin(self.attempted(read::<Unasked>(taken.request)?, asking, true)).await
            }
            "stock" => {
                Box::pin(self.attempted(read::<StockCall>(taken.request)?, asking, true)).await
            }
            "kitchen" => {
                Box::pin(self.attempted(read::<KitchenCall>(taken.request)?, asking, true)).await
            }
            other => Err(anyhow::anyhow!("no commands are known of {other}").into()),
        }
    }

    /// Carries it out, and again where a connection was found broken. What was tried before may have
    /// been applied.
    pub(super) async fn attempted<R: Capability>(
        &self,
        request: R,
        asking: Asking,
        mut tried_before: bool,
    ) -> Result<Value, Error> {
        let mut answer = self.attempt(request.clone(), asking.clone()).await;
        let (failed, mut pause) = (Instant::now(), Duration::ZERO);
        // Asking again is safe, since a command is applied at most once.
        while let Err(error) = &answer
            && error.is_broken_connection()
            && failed.elapsed() < PATIENCE
        {
            tried_before = true;
            sleep(std::mem::replace(&mut pause, PAUSE)).await;
            answer = self.attempt(request.clone(), asking.clone()).await;
        }
        match request.command() {
            Some(command) if tried_before => {
                self.carry(command::first_answer(self.database(), command, answer)).await
            }
            _ => answer,
        }
    }

    async fn attempt<R: Capability>(&self, request: R, asking: Asking) -> Result<Value, Error> {
        let way = self.primary.way();
        match timeout(R::ANSWER_MAX, request.answer(self, asking)).await {
            Ok(answered) => answered,
            // The server's own limit ends statements long before; a peer that vanished has none.
            Err(_) => {
                self.primary.lost(&way);
                Err(Error::broken(ErrorKind::TimedOut))
            }
        }
    }
}

/// How far a replay has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Replayed {
    /// To the end.
    All,
    /// Something was applied, and something waits for that.
    Behind,
}

fn is_overtaken<T>(answer: &Result<T, Error>) -> bool {
    matches!(answer, Err(Error::Refused(refusal)) if refusal.is_overtaken())
}

/// A command as this program knows it.
fn read<R: DeserializeOwned>(request: Value) -> Result<R, Error> {
    let read = serde_json::from_value(request);
    Ok(read.context("the journal holds a command that this program does not know")?)
}

/// Whether a call may come from this window and this role.
fn admit(facts: &CallFacts, window: WindowKind, role: Option<Role>) -> Result<(), CallRefused> {
    if !facts.windows.contains(&window) {
        return Err(CallRefused::Window);
    }
    match role {
        _ if facts.who.admits(role) => Ok(()),
        Some(role) => Err(CallRefused::Role(role)),
        None => Err(CallRefused::NotSignedIn),
    }
}

#[cfg(test)]
mod tests;
