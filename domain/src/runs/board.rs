//! What the board of deliveries shows.

use super::{FailReason, RunCash, RunId, RunState, StopState};
use crate::customers::DeliveryAddress;
use crate::delivery::Position;
use crate::messages::MessageState;
use crate::money::Cents;
use crate::orders::{OrderId, OrderState};
use crate::staff::StaffId;
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

/// The board of deliveries of a shop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deliveries {
    /// The shop.
    pub shop: ShopPlace,
    /// Deliveries that are ready or came back, by promised time.
    pub ready: Vec<ReadyDelivery>,
    /// Runs under way, the first that left first.
    pub runs: Vec<Run>,
    /// The drivers of the shop, by name.
    pub drivers: Vec<Driver>,
}

impl Deliveries {
    /// The board as it was read, with what is known of orders since: where one stands, and what of it is due.
    /// Who was handed an order while the server was away has it.
    pub fn since(mut self, known: impl Fn(OrderId) -> Option<(OrderState, Cents)>) -> Deliveries {
        let has_it = |state| matches!(state, OrderState::HandedOver | OrderState::Closed);
        self.ready.retain_mut(|it| match known(it.order) {
            Some((state, _)) if has_it(state) => false,
            Some((_, due)) => {
                it.due = due;
                true
            }
            None => true,
        });
        for stop in self.runs.iter_mut().flat_map(|run| &mut run.stops) {
            let Some((state, due)) = known(stop.order) else { continue };
            (stop.order_state, stop.due) = (state, due);
            if stop.state == StopState::Out && has_it(state) {
                stop.state = StopState::Delivered;
            }
        }
        self
    }
}

/// Where runs begin and end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShopPlace {
    /// The shop's name.
    pub name: String,
    /// Where it is; none: nobody has said so yet, and nothing can be worked out.
    pub position: Option<Position>,
}

/// A delivery that nobody has left with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadyDelivery {
    /// The order.
    pub order: OrderId,
    /// What is called out.
    pub number: String,
    /// [`OrderState::Ready`] or [`OrderState::Returned`].
    pub state: OrderState,
    /// Grows with each change of the order.
    pub version: i64,
    /// As announced.
    pub promised_at: DateTime<Utc>,
    /// Since when it is ready.
    pub ready_since: Option<DateTime<Utc>>,
    /// The name given, if any.
    pub customer_name: Option<String>,
    /// The number to call.
    pub customer_phone: Option<String>,
    /// Where it is brought; its position may be missing.
    pub address: Option<DeliveryAddress>,
    /// What it costs.
    pub total: Cents,
    /// What of that is still to be paid.
    pub due: Cents,
    /// Pizzas in it.
    pub pizzas: u32,
    /// Why it came back, where it did.
    pub went_wrong: Option<WentWrong>,
}

impl ReadyDelivery {
    /// Whether it was promised for a time that is past.
    pub fn is_late(&self, now: DateTime<Utc>) -> bool {
        self.promised_at < now
    }
}

/// Why an order was not handed over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WentWrong {
    /// Why.
    pub reason: FailReason,
    /// In the cashier's words, if there were any.
    pub note: Option<String>,
    /// When that was said.
    pub at: DateTime<Utc>,
    /// Who was to bring it.
    pub driver: String,
}

/// A run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// Its key.
    pub run: RunId,
    /// Where it stands.
    pub state: RunState,
    /// Who drives.
    pub driver: StaffId,
    /// The driver's name.
    pub driver_name: String,
    /// Who sent it.
    pub sent_by: String,
    /// When it left.
    pub left_at: DateTime<Utc>,
    /// How long it is expected to take, there and back.
    pub expected_minutes: u32,
    /// Whether that was an estimate.
    pub is_estimate: bool,
    /// Its stops, in the order in which they are visited.
    pub stops: Vec<Stop>,
    /// The money he has to bring back, as of now.
    pub cash: RunCash,
    /// How it ended, where it did.
    pub ended: Option<RunEnd>,
}

impl Run {
    /// When the driver is expected back.
    pub fn back_at(&self) -> DateTime<Utc> {
        self.left_at + TimeDelta::minutes(i64::from(self.expected_minutes))
    }

    /// How many minutes it took, there and back, until it was settled; none: it is under way.
    pub fn took(&self) -> Option<i64> {
        let ended = self.ended.as_ref()?;
        Some((ended.at - self.left_at).num_minutes())
    }

    /// The stops that came back.
    pub fn failed(&self) -> impl Iterator<Item = &Stop> {
        self.stops.iter().filter(|stop| stop.state == StopState::Failed)
    }

    /// The stops of which nobody has said yet what became of them.
    pub fn still_out(&self) -> impl Iterator<Item = &Stop> {
        self.stops.iter().filter(|stop| stop.state == StopState::Out)
    }

    /// The stops that were handed over and are not paid.
    pub fn unpaid(&self) -> impl Iterator<Item = &Stop> {
        let is_unpaid = |stop: &&Stop| stop.state == StopState::Delivered && stop.due > Cents::ZERO;
        self.stops.iter().filter(is_unpaid)
    }
}

/// An order of a run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stop {
    /// The order.
    pub order: OrderId,
    /// What is called out.
    pub number: String,
    /// What became of it on this run.
    pub state: StopState,
    /// Where the order stands now, which may have gone on another run since.
    pub order_state: OrderState,
    /// The name given, if any.
    pub customer_name: Option<String>,
    /// The number to call.
    pub customer_phone: Option<String>,
    /// Where it is brought.
    pub address: Option<DeliveryAddress>,
    /// As announced.
    pub promised_at: DateTime<Utc>,
    /// When it is expected at the door.
    pub expected_at: DateTime<Utc>,
    /// When it was said what became of it.
    pub done_at: Option<DateTime<Utc>>,
    /// What the order costs.
    pub total: Cents,
    /// What is still to be paid.
    pub due: Cents,
    /// What was taken in cash for it since it left, less what went back.
    pub cash: Cents,
    /// Why it was not handed over.
    pub went_wrong: Option<WentWrong>,
    /// Where the driver's message stands; none: he has no number, and was told by hand.
    pub driver_message: Option<MessageState>,
}

/// How a run ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunEnd {
    /// When.
    pub at: DateTime<Utc>,
    /// Who counted.
    pub by: String,
    /// What was brought back.
    pub counted: Cents,
    /// So much more than what was owed; less below zero.
    pub difference: Cents,
}

/// A driver of the shop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Driver {
    /// Who.
    pub driver: StaffId,
    /// First name, as colleagues say it.
    pub name: String,
    /// Whether he is there.
    pub presence: Presence,
    /// What he carries on his run; else what he carried on the last one, for a screen to propose.
    pub float: Option<Cents>,
    /// Whether a text message reaches him: a number is kept of him.
    pub has_phone: bool,
}

/// Whether a driver is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Presence {
    /// Nobody has said that he is here today.
    Absent,
    /// Here, and free.
    Here,
    /// On a run.
    OnRun {
        /// Which.
        run: RunId,
        /// When he is expected back.
        back_at: DateTime<Utc>,
    },
}

/// An order of which the driver was not told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotTold {
    /// The run.
    pub run: RunId,
    /// What is called out.
    pub number: String,
    /// Who was to be told.
    pub driver: String,
    /// Whether the message may have gone all the same: nobody knows.
    pub may_have_gone: bool,
}
