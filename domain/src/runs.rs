//! Runs (« courses », UC21): which ready deliveries a driver leaves with and in which order, what becomes of
//! each of them, and the money he has to bring back.
//!
//! A run's stop is one order. The order goes with it: it is out for delivery from the moment the run leaves
//! until it is handed over at its door ([`crate::orders::HandOver`], by the cashier when the driver is back)
//! or comes back ([`FailStop`]). What is paid at the door is settled as any order is
//! ([`crate::orders::SettleOrder`]); a run only adds up what was taken in cash.

mod board;
mod cash;
mod past;
mod plan;
mod refused;
mod send;
mod states;

pub use board::{
    Deliveries, Driver, NotTold, Presence, ReadyDelivery, Run, RunEnd, ShopPlace, Stop, WentWrong,
};
pub use cash::{COUNTED_MAX, FLOAT_MAX, RunCash};
pub use past::{ListRuns, PAST_RUNS_PAGE, PastRun, PastRuns, RunDriver};
pub use plan::{
    AT_THE_DOOR, PlanRemark, PlannedRun, PlannedStop, Round, ToVisit, UNKNOWN_LEG, estimated_round,
    planned, round_by,
};
pub use refused::RunRefused;
pub use send::{FailStop, NOTE_CHARACTERS_MAX, RUN_MINUTES_MAX, RunSent, SendRun, StopAsked};
pub use states::{
    FailReason, RUN_STEPS, RunState, RunStep, STOP_STEPS, StopState, StopStep, check_end,
};

use crate::calls;
use crate::contract::{CommandId, Who};
use crate::money::Cents;
use crate::orders::{OrderId, OrderStands};
use crate::staff::{AT_THE_COUNTER, MANAGERS, StaffId};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The most runs of one answer to [`ReadRuns`].
pub const RUNS_SHOWN_MAX: usize = 50;

/// A run, for ever. Made by the counter, so that a retry names the same run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RunId(pub Uuid);

/// The board of this shop's deliveries: what is ready or came back, the runs under way, the drivers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadDeliveries {}

/// The best round for these orders, left now. It reads, and writes nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanRun {
    /// The orders, 1 to [`crate::delivery::STOPS_MAX`].
    pub orders: Vec<OrderId>,
    /// Whether they are visited in this very order: a person has moved them. Else in the quickest.
    pub as_given: bool,
}

/// An order that came back is to be brought again, or may be fetched: it is ready once more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SendAgain {
    /// Names this tap.
    pub command: CommandId,
    /// The order.
    pub order: OrderId,
}

/// The driver is back, and what he brings is counted: the run is over. No stop may be out any more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EndRun {
    /// Names this tap.
    pub command: CommandId,
    /// The run.
    pub run: RunId,
    /// What he gives back in cash, float included.
    pub counted: Cents,
    /// Whether it is meant that an order of it was handed over and is not paid.
    pub unpaid_is_meant: bool,
}

/// A run that is over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunEnded {
    /// The run.
    pub run: RunId,
    /// What he had to bring back.
    pub cash: RunCash,
    /// What he brought.
    pub counted: Cents,
    /// So much more than that; less below zero.
    pub difference: Cents,
}

/// Says whether a driver is here. Nobody is, on a new business day, until somebody says so. May be
/// repeated.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetDriverPresence {
    /// Who.
    pub driver: StaffId,
    /// Whether he is here (or on the way for the shop).
    pub present: bool,
}

/// The runs of this shop that are over, the latest first, [`RUNS_SHOWN_MAX`] at most.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadRuns {
    /// Those that ended before; none: the latest.
    pub before: Option<DateTime<Utc>>,
}

/// The orders under way of which the driver was not told: his message did not go, or may not have. For the
/// alerts of counters and kitchens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadNotTold {}

calls! {
    /// The calls about runs.
    "runs" RunsCall {
        ReadDeliveries -> Deliveries, AT_THE_COUNTER, [Counter];
        PlanRun -> PlannedRun, AT_THE_COUNTER, [Counter];
        SendRun -> RunSent, AT_THE_COUNTER, [Counter], command;
        FailStop -> OrderStands, AT_THE_COUNTER, [Counter], command;
        SendAgain -> OrderStands, AT_THE_COUNTER, [Counter], command;
        EndRun -> RunEnded, AT_THE_COUNTER, [Counter], command;
        SetDriverPresence -> (), AT_THE_COUNTER, [Counter];
        ReadRuns -> Vec<Run>, AT_THE_COUNTER, [Counter];
        ListRuns -> PastRuns, MANAGERS, [Office];
        ReadNotTold -> Vec<NotTold>, Who::SignedIn, [Counter, Kitchen];
    }
}

#[cfg(test)]
mod tests;
