//! What a screen can ask of the backend.
//!
//! Each call is a struct named by its intent; [`Call`] ties it to its reply, its capability, the
//! windows it may come from and the roles that may make it. A screen writes
//! `call(PlaceOrder { … }).await` and gets a `PlacedOrder`; the backend matches exhaustively over
//! the capability's enum. A missing arm or a wrong reply does not compile.

use crate::shops::WindowKind;
use crate::staff::Role;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use uuid::Uuid;

/// Names one tap for ever. Made by the screen (UUIDv7) before the first try and sent again
/// unchanged on each retry, so that a command is applied at most once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CommandId(pub Uuid);

/// Who may make a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// Anyone before the screen, signed in or not.
    Anyone,
    /// Whoever is signed in at that window.
    SignedIn,
    /// A signed-in person of one of these roles.
    Roles(&'static [Role]),
}

impl Who {
    /// Whether a person of `role` (none: nobody is signed in) may make the call.
    pub fn admits(self, role: Option<Role>) -> bool {
        match self {
            Who::Anyone => true,
            Who::SignedIn => role.is_some(),
            Who::Roles(roles) => role.is_some_and(|role| roles.contains(&role)),
        }
    }
}

/// What is known of a call without making it.
#[derive(Clone, Copy, Debug)]
pub struct CallFacts {
    /// The struct's name.
    pub name: &'static str,
    /// The capability it belongs to: the name of the Tauri command that carries it.
    pub capability: &'static str,
    /// The windows it may come from.
    pub windows: &'static [WindowKind],
    /// Who may make it.
    pub who: Who,
    /// Whether it is a command: named for ever, applied at most once, written to the journal first.
    pub is_command: bool,
}

/// One thing a screen can ask.
pub trait Call: Serialize + DeserializeOwned + Into<Self::Request> + Sized + 'static {
    /// What comes back.
    type Reply: Serialize + DeserializeOwned + 'static;
    /// The capability's enum of calls.
    type Request: Serialize + DeserializeOwned;
    /// What is known of the call.
    const FACTS: CallFacts;
}

/// Lists a capability's calls: makes its request enum and ties each call to its reply. A call that
/// is a command says in which of its fields its [`CommandId`] is.
#[macro_export]
macro_rules! calls {
    (
        $(#[$about:meta])*
        $capability:literal $request:ident {
            $( $call:ident -> $reply:ty, $who:expr, [$($window:ident),+] $(, $command:ident)?; )+
        }
    ) => {
        $(#[$about])*
        #[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
        pub enum $request {
            $(
                #[doc = concat!("See [`", stringify!($call), "`].")]
                $call($call),
            )+
        }

        impl $request {
            /// The facts of every call of this capability.
            pub const ALL: &'static [$crate::contract::CallFacts] =
                &[$(<$call as $crate::contract::Call>::FACTS),+];

            /// The facts of this call.
            pub fn facts(&self) -> $crate::contract::CallFacts {
                match self {
                    $($request::$call(_) => <$call as $crate::contract::Call>::FACTS,)+
                }
            }

            /// The name of the command, where the call is one.
            pub fn command(&self) -> Option<$crate::contract::CommandId> {
                match self {
                    $($request::$call(_call) => [$(_call.$command)?].first().copied(),)+
                }
            }
        }

        $(
            impl From<$call> for $request {
                fn from(call: $call) -> $request {
                    $request::$call(call)
                }
            }

            impl $crate::contract::Call for $call {
                type Reply = $reply;
                type Request = $request;
                const FACTS: $crate::contract::CallFacts = $crate::contract::CallFacts {
                    name: stringify!($call),
                    capability: $capability,
                    windows: &[$($crate::shops::WindowKind::$window),+],
                    who: $who,
                    is_command: !<[&str]>::is_empty(&[$(stringify!($command))?]),
                };
            }
        )+
    };
}

/// Every call of every capability: the table that tests walk.
pub fn every_call() -> impl Iterator<Item = &'static CallFacts> {
    [
        crate::screens::ScreensCall::ALL,
        crate::server::ServerCall::ALL,
        crate::shops::ShopsCall::ALL,
        crate::staff::StaffCall::ALL,
        crate::menu::MenuCall::ALL,
        crate::stock::StockCall::ALL,
        crate::orders::OrdersCall::ALL,
        crate::ledger::LedgerCall::ALL,
        crate::printing::PrintingCall::ALL,
        crate::payments::PaymentsCall::ALL,
        crate::invoices::InvoicesCall::ALL,
        crate::kitchen::KitchenCall::ALL,
        crate::messages::MessagesCall::ALL,
        crate::customers::CustomersCall::ALL,
        crate::runs::RunsCall::ALL,
        crate::online::OnlineCall::ALL,
        crate::delivery::DeliveryCall::ALL,
        crate::journal::JournalCall::ALL,
        crate::terminals::TerminalsCall::ALL,
        crate::settings::SettingsCall::ALL,
    ]
    .into_iter()
    .flatten()
}

/// What changed, as told to every window of the shop. Small on purpose: a listener fetches again
/// what it shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// The shop it happened in.
    pub shop: crate::shops::ShopId,
    /// What changed.
    pub kind: ChangeKind,
    /// The order it happened to, where there is one.
    pub order: Option<crate::orders::OrderId>,
    /// The order's version after the change; 0 where there is none.
    pub version: i64,
}

/// The kinds of news.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// An order, and the stock it needs.
    Order,
    /// A kitchen screen has drawn orders: nothing moved.
    Shown,
    /// Stock alone.
    Stock,
    /// The menu or its prices.
    Menu,
    /// Staff or shop.
    Shop,
    /// What is known of customers.
    Customers,
    /// Messages to people: one was written, went, or did not go.
    Messages,
    /// A run, or which drivers are here.
    Runs,
}

/// What the backend tells its windows without being asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum News {
    /// Something changed on the server.
    Changed(Change),
    /// The connection to the server came back (or was opened): fetch everything shown again.
    Online,
    /// The connection to the server is lost.
    Offline,
    /// The server does not let this terminal in any more. Nobody tries until somebody asks.
    Revoked,
    /// The printers of this terminal stand otherwise.
    Printers,
    /// The counter of this terminal is in training from now on, or no longer.
    Training(bool),
    /// The card payments of this terminal stand otherwise.
    Cards,
    /// Somebody calls this shop, with that number (as it is kept): a counter may take it.
    Calling(String),
    /// The journal of this terminal stands otherwise.
    Journal(crate::journal::JournalStands),
}
