//! What the listener hears of the server, and what is answered while that is away: what was read of
//! it last.
//!
//! Whether it is away is said by the listener alone. A call that fails while that listens is a
//! failure, and the screen asks again; what was read before would hide that.

use super::{App, Asking, Capability, locked};
use crate::error::Error;
use crate::journal::{Journal, Snapshot};
use crate::ledger::events;
use domain::contract::{CallFacts, Change, ChangeKind};
use domain::journal::JournalRefused;
use domain::ledger::EventCode;
use domain::shops::ShopId;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::sync::atomic::Ordering;

/// The calls that read what a counter, a kitchen or a board shows.
const KEPT: [&str; 14] = [
    "ReadTerminal",
    "ReadMenu",
    "ListStaff",
    "ListManagers",
    "ReadStock",
    "ListOpenOrders",
    "ListEndedOrders",
    "ReadLoad",
    "ReadBoard",
    "ReadTill",
    "ReadKitchen",
    "ReadInventory",
    "ListLacking",
    "ReadDeliveries",
];

impl App {
    /// Whether the listener lost the server, or never reached it.
    pub fn is_away(&self) -> bool {
        self.away.load(Ordering::Acquire)
    }

    fn set_away(&self, away: bool) {
        let before = self.away.swap(away, Ordering::AcqRel);
        if before != away
            && let Some(journal) = self.usable_journal()
        {
            journal.server_is_away(away);
        }
        if before != away {
            let code = if away { EventCode::OfflineBegan } else { EventCode::OfflineEnded };
            events::note(self, code, None, None);
        }
    }

    /// To be told every change the listener hears.
    pub fn heard(&self, change: &Change) {
        match change.kind {
            ChangeKind::Menu => self.forget_menu(),
            ChangeKind::Shop => self.shop_changed(),
            ChangeKind::Messages => self.wake_outbox(change.shop),
            ChangeKind::Order
            | ChangeKind::Shown
            | ChangeKind::Stock
            | ChangeKind::Customers
            | ChangeKind::Runs => {}
        }
    }

    /// Messages of this shop are looked for at once, and those of others at their own pace: one message is
    /// not to wake every terminal of the group.
    fn wake_outbox(&self, shop: ShopId) {
        if locked(&self.shop).as_ref().is_some_and(|here| here.id == shop) {
            self.outbox.look();
        }
    }

    /// To be told when the listener listens again: what changed meanwhile was not heard.
    pub fn reconnected(&self) {
        self.set_away(false);
        self.knows_register.store(false, Ordering::Release);
        self.forget_menu();
        self.shop_changed();
    }

    fn shop_changed(&self) {
        *locked(&self.shop) = None;
        self.papers_changed.store(true, Ordering::Release);
        events::look_for_office_events(self);
    }

    /// To be told when the listener lost the server, or cannot reach it.
    pub fn disconnected(&self) {
        self.set_away(true);
    }

    /// Answers a call that is no command.
    pub(super) async fn read<R: Capability>(
        &self,
        facts: &CallFacts,
        request: R,
        asking: Asking,
    ) -> Result<Value, Error> {
        if let Some(answer) = Box::pin(self.read_away(&request, asking.clone())).await? {
            return Ok(answer);
        }
        if !KEPT.contains(&facts.name) {
            return self.attempted(request, asking, false).await;
        }
        let what = format!("{} {}", facts.name, asking.window.word());
        if let Some(snapshot) = self.snapshot(&what) {
            return Ok(snapshot.value.as_ref().clone());
        }
        let answer = self.attempted(request, asking, false).await;
        if let Ok(value) = &answer {
            self.keep_value(&what, value.clone());
        }
        answer
    }

    /// Keeps what was read, for when the server is away.
    pub(crate) fn keep(&self, what: &str, read: &impl Serialize) {
        match serde_json::to_value(read) {
            Ok(value) => self.keep_value(what, value),
            Err(error) => tracing::warn!(%error, what, "what was read could not be kept"),
        }
    }

    /// Keeps what is being made, behind whoever waits for an answer.
    pub(crate) fn keep_behind<T: Serialize>(
        &self,
        what: &str,
        making: impl Future<Output = Option<T>> + Send + 'static,
    ) {
        let Some(Ok(journal)) = self.journal.clone() else { return };
        let (what, now) = (self.here(what), self.now());
        tokio::spawn(async move {
            let made = making.await.map(|made| serde_json::to_value(made));
            if let Some(Ok(value)) = made {
                journal.keep(&what, value, now);
            }
        });
    }

    /// What was read last, while the server is away.
    pub(crate) fn kept<T: DeserializeOwned>(&self, what: &str) -> Option<T> {
        // An older program may have kept it in another form: then there is none.
        serde_json::from_value(self.snapshot(what)?.value.as_ref().clone()).ok()
    }

    /// What was kept last, whether the server is away or not.
    pub(crate) fn kept_ever<T: DeserializeOwned>(&self, what: &str) -> Option<T> {
        let snapshot = self.usable_journal()?.snapshot(&self.here(what))?;
        // As above.
        serde_json::from_value(snapshot.value.as_ref().clone()).ok()
    }

    /// Keeps these under their whole names, all or none, and waits until they are in the file. It is
    /// under way when this returns.
    ///
    /// # Errors
    /// They are not.
    pub(crate) fn keep_together(
        &self,
        kept: Vec<(String, Value)>,
    ) -> impl Future<Output = Result<(), JournalRefused>> {
        let keeping = self.usable_journal().map(|journal| journal.keep_together(kept, self.now()));
        async move {
            match keeping {
                Some(keeping) => keeping.await,
                None => Ok(()),
            }
        }
    }

    fn keep_value(&self, what: &str, value: Value) {
        if let Some(journal) = self.usable_journal() {
            journal.keep(&self.here(what), value, self.now());
        }
    }

    pub(super) fn snapshot(&self, what: &str) -> Option<Snapshot> {
        self.usable_journal().filter(|_| self.is_away())?.snapshot(&self.here(what))
    }

    /// The name of something of this shop: a terminal may come to stand in another.
    pub(crate) fn here(&self, what: &str) -> String {
        format!("{} {what}", self.shop_code().unwrap_or_default())
    }

    pub(super) fn usable_journal(&self) -> Option<&Journal> {
        self.journal().ok().flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::contract::every_call;

    #[test]
    fn what_is_kept_is_read_and_asks_for_nothing() {
        for name in KEPT {
            let call = every_call().find(|call| call.name == name);
            assert!(call.is_some_and(|call| !call.is_command), "{name}");
        }
    }
}
