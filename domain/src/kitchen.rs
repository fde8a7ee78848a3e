//! The kitchen: the queue, the recipe on the table, the oven, and the undo of the last tap.

use crate::calls;
use crate::contract::CommandId;
use crate::failure::{FailureCode, Refusal};
use crate::language::{Language, Spoken, either};
use crate::menu::{Changes, Dish, Portion};
use crate::orders::{Difference, ItemState, OrderId, OrderStands, OrderState, ServiceMode, Step};
use crate::staff::IN_THE_KITCHEN;
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

/// One pizza of one order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ItemId(pub i64);

/// How long the last tap can be taken back.
pub const UNDO_WINDOW: TimeDelta = TimeDelta::seconds(10);

/// A pizza on the kitchen's screen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pizza {
    /// The pizza.
    pub item: ItemId,
    /// Its order.
    pub order: OrderId,
    /// The order's number.
    pub number: String,
    /// How the customer gets it.
    pub mode: ServiceMode,
    /// What it is, by keys of the menu.
    pub dish: Dish,
    /// What is on it as sold: its recipe and its drawing, whatever the menu says by now.
    pub portions: Vec<Portion>,
    /// Its name as sold.
    pub name: String,
    /// What the customer wants changed, by name as sold.
    pub changes: Changes,
    /// The cashier's note.
    pub note: Option<String>,
    /// Where it stands.
    pub state: ItemState,
    /// Since when it stands there.
    pub since: DateTime<Utc>,
    /// When the customer was promised it.
    pub promised_at: DateTime<Utc>,
    /// How long it is on its way, in minutes; 0: the customer comes for it.
    #[serde(default)]
    pub travel_minutes: u32,
    /// Minutes in the oven.
    pub cooking_minutes: u32,
    /// Sold while the server was away, or given to the kitchen on paper: the customer may have it already.
    #[serde(default)]
    pub taken_offline: bool,
    /// Claimed by this very terminal: its recipe is opened again after a restart.
    pub mine: bool,
}

impl Pizza {
    /// When it has to be ready, to be there as promised.
    pub fn ready_by(&self) -> DateTime<Utc> {
        self.promised_at - TimeDelta::minutes(i64::from(self.travel_minutes))
    }
}

/// Everything the kitchen's screens show, in the order of the queue.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kitchen {
    /// Nobody makes them yet.
    pub waiting: Vec<Pizza>,
    /// On a table, here or at another station.
    pub preparing: Vec<Pizza>,
    /// In the oven, longest first.
    pub in_oven: Vec<Pizza>,
    /// Orders ready that customers take themselves.
    pub to_serve: u32,
    /// Orders ready that drivers take.
    pub to_deliver: u32,
    /// Orders as they are now, where no kitchen screen has drawn them so yet.
    pub not_shown: Vec<OrderRevision>,
    /// What happened to orders after they came, and was not read here yet; oldest first.
    pub notices: Vec<Notice>,
}

/// One notice to the kitchen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct NoticeId(pub i64);

/// An order was changed or cancelled after it had come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// Its key.
    pub id: NoticeId,
    /// The order.
    pub order: OrderId,
    /// The order's number.
    pub number: String,
    /// When.
    pub at: DateTime<Utc>,
    /// It was given up; otherwise changed.
    pub cancelled: bool,
    /// What it holds more and less of.
    pub differences: Vec<Difference>,
}

/// An order with the content it had: each change of an order makes the next revision of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct OrderRevision {
    /// The order.
    pub order: OrderId,
    /// Which of its contents, from 1.
    pub revision: i32,
}

/// This screen has drawn these orders: the counter sees when. One that was changed meanwhile has
/// not been seen as it is now.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct OrdersShown {
    /// The orders, as they were drawn.
    pub orders: Vec<OrderRevision>,
}

/// Somebody read these notices at this terminal.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct NoticesRead {
    /// The notices.
    pub notices: Vec<NoticeId>,
}

/// What the kitchen of this shop has to do.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ReadKitchen {}

/// Claims the first waiting pizza for this terminal (UC16). Two stations never get the same.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct NextPizza {
    /// Names this tap.
    pub command: CommandId,
}

/// Gives a claimed pizza back to the queue, where it was.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ReleasePizza {
    /// Names this tap.
    pub command: CommandId,
    /// The pizza.
    pub item: ItemId,
}

/// A pizza goes into the oven; its ingredients leave the stock.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ReadyForOven {
    /// Names this tap.
    pub command: CommandId,
    /// The pizza.
    pub item: ItemId,
}

/// A pizza is cooked (UC17); the last one makes its order ready.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PizzaCooked {
    /// Names this tap.
    pub command: CommandId,
    /// The pizza.
    pub item: ItemId,
}

/// Takes back a tap of the last ten seconds, stock included.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct UndoTap {
    /// Names this tap.
    pub command: CommandId,
    /// The pizza.
    pub item: ItemId,
    /// The tap to take back; it must be the pizza's last.
    pub tap: CommandId,
}

/// The pizzas of an order that was taken while the server was away were made then: those that still
/// wait are cooked at once, and what they took leaves the stock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MadeAlready {
    /// Names this tap.
    pub command: CommandId,
    /// The order.
    pub order: OrderId,
}

/// What a tap did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TapDone {
    /// The pizza, as it stands now.
    pub pizza: Pizza,
    /// Its order's state now.
    pub order_state: OrderState,
    /// Its order's version now.
    pub version: i64,
    /// Pizzas of the order not cooked yet.
    pub pizzas_left: u32,
}

calls! {
    /// The calls of the kitchen.
    "kitchen" KitchenCall {
        ReadKitchen -> Kitchen, IN_THE_KITCHEN, [Kitchen];
        NextPizza -> TapDone, IN_THE_KITCHEN, [Kitchen], command;
        ReleasePizza -> TapDone, IN_THE_KITCHEN, [Kitchen], command;
        ReadyForOven -> TapDone, IN_THE_KITCHEN, [Kitchen], command;
        PizzaCooked -> TapDone, IN_THE_KITCHEN, [Kitchen], command;
        UndoTap -> TapDone, IN_THE_KITCHEN, [Kitchen], command;
        MadeAlready -> OrderStands, IN_THE_KITCHEN, [Kitchen], command;
        OrdersShown -> (), IN_THE_KITCHEN, [Kitchen];
        NoticesRead -> (), IN_THE_KITCHEN, [Kitchen];
    }
}

/// A tap that does not fit what is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TapRefused {
    /// Nothing waits.
    QueueEmpty,
    /// No such pizza in this shop.
    Unknown,
    /// Somebody else moved it first.
    Moved {
        /// Where it stands.
        state: ItemState,
    },
    /// Somebody else brought it as far first, or further.
    Overtaken {
        /// Where it stands.
        state: ItemState,
    },
    /// Another station is making it.
    AnotherStation,
    /// The ten seconds are over, or something came after.
    TooLateToUndo,
    /// None of the order's pizzas waits any more, or it was not taken while the server was away.
    NothingToCatchUp,
}

impl TapRefused {
    /// A pizza that stands at `state` was not moved by this step.
    pub fn at(step: Step, state: ItemState) -> TapRefused {
        match step.is_behind(state) {
            true => TapRefused::Overtaken { state },
            false => TapRefused::Moved { state },
        }
    }
}

impl Spoken for TapRefused {
    fn say(&self, language: Language) -> String {
        match self {
            TapRefused::QueueEmpty => {
                either(language, "Aucune pizza n’attend.", "No pizza is waiting.")
            }
            TapRefused::Unknown => {
                either(language, "Cette pizza n’existe pas ici.", "No such pizza here.")
            }
            TapRefused::Moved { state } | TapRefused::Overtaken { state } => either(
                language,
                format!("Cette pizza a déjà bougé : {}.", state.say(Language::Fr)),
                format!("This pizza was moved already: {}.", state.say(Language::En)),
            ),
            TapRefused::AnotherStation => either(
                language,
                "Un autre poste prépare cette pizza.",
                "Another station is making this pizza.",
            ),
            TapRefused::NothingToCatchUp => either(
                language,
                "Cette commande a déjà avancé : rien n’a été changé.",
                "This order has moved on already: nothing was changed.",
            ),
            TapRefused::TooLateToUndo => {
                either(language, "Trop tard pour annuler ce geste.", "Too late to undo that tap.")
            }
        }
    }
}

impl Refusal for TapRefused {
    fn code(&self) -> FailureCode {
        match self {
            TapRefused::QueueEmpty => FailureCode::QueueEmpty,
            _ => FailureCode::Conflict,
        }
    }

    /// A pizza that is as far as the tap would have it, or in somebody else's hands, needs nobody. One
    /// that is further back, given up or unknown may have been made for nothing.
    fn is_settled(&self) -> bool {
        match self {
            TapRefused::QueueEmpty
            | TapRefused::AnotherStation
            | TapRefused::TooLateToUndo
            | TapRefused::NothingToCatchUp
            | TapRefused::Overtaken { .. } => true,
            TapRefused::Unknown | TapRefused::Moved { .. } => false,
        }
    }
}
