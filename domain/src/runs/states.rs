//! The life of a run and of each of its stops, as data.

use super::{Run, RunRefused};
use crate::language::{Language, Spoken, either};
use crate::orders::words;
use crate::staff::{COUNTER_ROLES, Role};
use serde::{Deserialize, Serialize};

/// Where a run stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RunState {
    /// The driver is out, or back and not settled.
    UnderWay,
    /// Counted and over.
    Ended,
}

/// What became of an order on a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StopState {
    /// On its way; nobody has said yet what became of it.
    Out,
    /// The customer has it.
    Delivered,
    /// It came back.
    Failed,
}

/// Why an order was not handed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FailReason {
    /// The address or the customer was not found.
    NotFound,
    /// The customer cannot pay.
    CannotPay,
    /// The customer does not want it.
    Refused,
    /// It was spoilt on the way.
    Spoilt,
    /// Something else: the note says what.
    Other,
}

words!(RunState { UnderWay = "under_way", Ended = "ended" });
words!(StopState { Out = "out", Delivered = "delivered", Failed = "failed" });
words!(FailReason {
    NotFound = "not_found",
    CannotPay = "cannot_pay",
    Refused = "refused",
    Spoilt = "spoilt",
    Other = "other",
});

impl FailReason {
    /// Every reason, as a screen lists them.
    pub const ALL: [FailReason; 5] = [
        FailReason::NotFound,
        FailReason::CannotPay,
        FailReason::Refused,
        FailReason::Spoilt,
        FailReason::Other,
    ];
}

impl Spoken for RunState {
    fn say(&self, language: Language) -> String {
        match self {
            RunState::UnderWay => either(language, "en cours", "under way"),
            RunState::Ended => either(language, "terminée", "over"),
        }
    }
}

impl Spoken for StopState {
    fn say(&self, language: Language) -> String {
        match self {
            StopState::Out => either(language, "en route", "on its way"),
            StopState::Delivered => either(language, "livrée", "delivered"),
            StopState::Failed => either(language, "non livrée", "not delivered"),
        }
    }
}

impl Spoken for FailReason {
    fn say(&self, language: Language) -> String {
        match self {
            FailReason::NotFound => either(language, "client introuvable", "customer not found"),
            FailReason::CannotPay => either(language, "ne peut pas payer", "cannot pay"),
            FailReason::Refused => either(language, "refusée par le client", "refused by customer"),
            FailReason::Spoilt => either(language, "abîmée en route", "spoilt on the way"),
            FailReason::Other => either(language, "autre raison", "another reason"),
        }
    }
}

/// A transition of a stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StopStep {
    /// The state it leaves.
    pub from: StopState,
    /// The state it reaches.
    pub to: StopState,
    /// Who may.
    pub roles: &'static [Role],
}

/// The whole table of a stop's life. An order that came back and is sent again is a stop of another run.
pub const STOP_STEPS: &[StopStep] = &[
    StopStep { from: StopState::Out, to: StopState::Delivered, roles: COUNTER_ROLES },
    StopStep { from: StopState::Out, to: StopState::Failed, roles: COUNTER_ROLES },
];

/// A transition of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RunStep {
    /// The state it leaves.
    pub from: RunState,
    /// The state it reaches.
    pub to: RunState,
    /// Who may.
    pub roles: &'static [Role],
}

/// The whole table of a run's life.
pub const RUN_STEPS: &[RunStep] =
    &[RunStep { from: RunState::UnderWay, to: RunState::Ended, roles: COUNTER_ROLES }];

/// Checks that a run can end. The statement that ends it refuses the same, in the same order.
///
/// # Errors
/// It is over, a stop is still out, or one was handed over and is not paid though nobody means that.
pub fn check_end(run: &Run, unpaid_is_meant: bool) -> Result<(), RunRefused> {
    if let Some(ended) = &run.ended {
        let (driver, at) = (run.driver_name.clone(), ended.at);
        return Err(RunRefused::Over { driver, at });
    }
    let numbers = |stops: Vec<&super::Stop>| {
        stops.into_iter().map(|stop| stop.number.clone()).collect::<Vec<_>>()
    };
    let (out, unpaid) = (numbers(run.still_out().collect()), numbers(run.unpaid().collect()));
    match (out.is_empty(), unpaid.is_empty() || unpaid_is_meant) {
        (false, _) => Err(RunRefused::StillOut { numbers: out }),
        (true, false) => Err(RunRefused::Unpaid { numbers: unpaid }),
        (true, true) => Ok(()),
    }
}
