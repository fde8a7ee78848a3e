//! Messages to people as a counter and an office show them alike: how one stands, what is decided about it,
//! what it comes to; and the word in a counter's top bar while somebody has to decide.

mod alerts;
mod decide;
mod look;

pub use alerts::AlertsButton;
pub use decide::{Decision, decisions, use_deciding};
pub use look::{chip, cost, sign, text, when};
