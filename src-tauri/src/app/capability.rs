//! What a capability is to the door: its calls, how they are answered, with a server and without one,
//! and what they write into the ledger.

use super::{App, Asking, Away, Caller};
use crate::error::Error;
use crate::journal::Entry;
use crate::ledger::register::{Draft, Turn};
use crate::{
    customers, delivery, invoices, kitchen, ledger, menu, messages, online, orders, runs, settings,
    shops, staff, stock, terminals,
};
use domain::contract::CallFacts;
use domain::{Call, CommandId};
use serde::Serialize;
use std::time::Duration;

/// A capability's calls, answered.
pub trait Capability: Clone + Serialize + Send {
    /// How long a screen is left without an answer. A server that is there ends a statement
    /// sooner.
    const ANSWER_MAX: Duration = Duration::from_secs(8);

    /// What is known of this call.
    fn facts(&self) -> CallFacts;

    /// Its name, where it is a command.
    fn command(&self) -> Option<CommandId> {
        None
    }

    /// Whether it is made to learn: a counter in training makes no other command.
    fn is_of_training(&self) -> bool {
        false
    }

    /// Whether it can write into the ledger.
    fn books(&self) -> bool {
        false
    }

    /// Whether what nobody closed is closed before it: a day that was left open, its month, its year.
    fn closes_what_is_due(&self) -> bool {
        true
    }

    /// What it writes there, to be signed before it is taken.
    fn draft(
        &self,
        _app: &App,
        _caller: &Caller,
        _turn: &Turn,
    ) -> impl Future<Output = Result<Vec<Draft>, Error>> + Send {
        async { Ok(Vec::new()) }
    }

    /// Carries it out. The reply is the JSON of the call's `Reply`; [`reply`] sees to it.
    fn answer(
        self,
        app: &App,
        asking: Asking,
    ) -> impl Future<Output = Result<serde_json::Value, Error>> + Send;

    /// Answers it from what is known here while the server is away; `entry` is where a command
    /// stands in the journal. None: not without the server.
    fn answer_away(
        &self,
        _app: &App,
        _caller: Caller,
        _entry: Option<Entry>,
    ) -> impl Future<Output = Result<Option<Away>, Error>> + Send {
        async { Ok(None) }
    }
}

/// Ties a use case to its call: only a `C::Reply` can come back for a `C`. The use case has its room on
/// the heap: a capability's match would otherwise carry that of all its calls on the stack.
pub async fn reply<C: Call, F>(
    call: C,
    use_case: impl FnOnce(C) -> F,
) -> Result<serde_json::Value, Error>
where
    C::Reply: Serialize,
    F: Future<Output = Result<C::Reply, Error>>,
{
    let reply = Box::pin(use_case(call)).await?;
    serde_json::to_value(reply).map_err(|error| Error::Internal(error.into()))
}

/// Implements [`Capability`] for a capability's request enum.
macro_rules! capability {
    ($request:ty, $answer:path $(, $away:expr $(, $books:path, $draft:path)?)?) => {
        impl $crate::app::Capability for $request {
            fn facts(&self) -> domain::contract::CallFacts {
                <$request>::facts(self)
            }

            fn command(&self) -> Option<domain::CommandId> {
                <$request>::command(self)
            }

            async fn answer(
                self,
                app: &$crate::app::App,
                asking: $crate::app::Asking,
            ) -> Result<serde_json::Value, $crate::error::Error> {
                let caller = app.caller(asking).await?;
                app.carry($answer(app, caller, self)).await
            }

            $(async fn answer_away(
                &self,
                app: &$crate::app::App,
                caller: $crate::app::Caller,
                entry: Option<$crate::journal::Entry>,
            ) -> Result<Option<$crate::app::Away>, $crate::error::Error> {
                $away(app, caller, entry, self).await
            }

            $(fn is_of_training(&self) -> bool {
                <$request>::is_of_training(self)
            }

            fn books(&self) -> bool {
                $books(self)
            }

            async fn draft(
                &self,
                app: &$crate::app::App,
                caller: &$crate::app::Caller,
                turn: &$crate::ledger::register::Turn,
            ) -> Result<Vec<$crate::ledger::register::Draft>, $crate::error::Error> {
                $draft(app, caller, turn, self).await
            })?)?
        }
    };
}

capability!(domain::shops::ShopsCall, shops::answer);
capability!(domain::staff::StaffCall, staff::answer, staff::answer_away);
capability!(domain::menu::MenuCall, menu::answer);
capability!(domain::stock::StockCall, stock::answer, stock::answer_away);
capability!(
    domain::orders::OrdersCall,
    orders::answer,
    orders::offline::answer,
    orders::drafts::books,
    orders::drafts::draft
);
capability!(
    domain::ledger::LedgerCall,
    ledger::till::answer,
    ledger::till::away,
    ledger::till::books,
    ledger::till::draft
);
capability!(domain::invoices::InvoicesCall, invoices::answer);
capability!(domain::messages::MessagesCall, messages::answer);
capability!(domain::customers::CustomersCall, customers::answer);
capability!(domain::online::OnlineCall, online::answer);
capability!(domain::runs::RunsCall, runs::answer, runs::away);
capability!(domain::delivery::DeliveryCall, delivery::answer, delivery::away);
capability!(domain::kitchen::KitchenCall, kitchen::answer, kitchen::offline::answer);
capability!(domain::terminals::TerminalsCall, terminals::office::answer);
capability!(domain::settings::SettingsCall, settings::office::answer);
