//! The storm of `tests/capability/storm.rs`, for longer than a test run has time for.

use crate::project::cargo;
use crate::steps::Steps;

/// Lasts so many minutes; the same seed brings the same faults in the same order.
pub fn run(steps: &mut Steps, minutes: u64, seed: Option<u64>) -> anyhow::Result<()> {
    let mut storm = cargo(&["test", "--test", "capability", "storm", "--", "--nocapture"]);
    storm.env("OC_PIZZA_STORM_MINUTES", minutes.to_string());
    if let Some(seed) = seed {
        storm.env("OC_PIZZA_STORM_SEED", seed.to_string());
    }
    steps.command(&format!("a storm of {minutes} minutes"), &mut storm)
}
