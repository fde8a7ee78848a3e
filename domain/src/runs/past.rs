//! The runs that are over, as an office lists them.

use super::{Run, RunId};
use crate::server::ShopChoice;
use crate::staff::StaffId;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// How many runs a page has at most.
pub const PAST_RUNS_PAGE: usize = 30;

/// Runs that are over, the latest first: of a shop, or of every shop that the office sees and the person works in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListRuns {
    /// The code of one shop.
    pub shop: Option<String>,
    /// Of one business day alone: the one that the driver was back on, since what he brought is of its drawer.
    pub day: Option<NaiveDate>,
    /// Of one driver alone.
    pub driver: Option<StaffId>,
    /// Earlier ones than this: the last of the page before.
    pub before: Option<RunId>,
}

/// A page of runs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PastRuns {
    /// The shops that may be seen, by code.
    pub shops: Vec<ShopChoice>,
    /// Who ever drove for the shop that was asked for, by name.
    pub drivers: Vec<RunDriver>,
    /// At most [`PAST_RUNS_PAGE`].
    pub runs: Vec<PastRun>,
    /// Whether there are earlier ones.
    pub earlier: bool,
}

/// Somebody who drove.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunDriver {
    /// Who.
    pub driver: StaffId,
    /// First name, as colleagues say it.
    pub name: String,
}

/// A run that is over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PastRun {
    /// Of which shop.
    pub shop: ShopChoice,
    /// The business day that it ended on.
    pub day: NaiveDate,
    /// What was brought, and what came of it.
    pub run: Run,
}
