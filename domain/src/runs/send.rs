//! Sending a driver off, and saying that an order could not be handed over.

use super::{COUNTED_MAX, EndRun, FLOAT_MAX, FailReason, RunId, RunRefused};
use crate::contract::CommandId;
use crate::delivery::STOPS_MAX;
use crate::language::{Language, either};
use crate::money::Cents;
use crate::orders::OrderId;
use crate::staff::StaffId;
use crate::text::checked;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The longest run, in minutes.
pub const RUN_MINUTES_MAX: u32 = 600;
/// The longest note about an order that came back, in characters.
pub const NOTE_CHARACTERS_MAX: usize = 140;

/// A driver leaves with these orders. Each is out for delivery from then on; the driver gets a text message
/// an order, each customer one that says when he comes. Only with the server, and now: one that was held up
/// for more than a moment is not sent by itself later.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SendRun {
    /// Names this tap.
    pub command: CommandId,
    /// The run.
    pub run: RunId,
    /// Who drives.
    pub driver: StaffId,
    /// The orders, in the order in which they are visited.
    pub stops: Vec<StopAsked>,
    /// There and back, in minutes ([`super::PlannedRun::minutes`]).
    pub minutes: u32,
    /// Whether the minutes are an estimate.
    pub is_estimate: bool,
    /// What he carries in change.
    pub float: Cents,
}

/// An order to be brought.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StopAsked {
    /// The order.
    pub order: OrderId,
    /// From leaving to its door ([`super::PlannedStop::minutes`]).
    pub minutes: u32,
}

/// A run that left.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunSent {
    /// The run.
    pub run: RunId,
    /// When it left, by the server's clock.
    pub left_at: DateTime<Utc>,
    /// Who drives.
    pub driver_name: String,
    /// What is called out of each order, in the order in which they are visited.
    pub numbers: Vec<String>,
    /// Whether messages to the driver were written; he has no number else, and has to be told by hand.
    pub driver_is_told: bool,
    /// To how many customers one was written.
    pub customers_told: u32,
}

/// An order could not be handed over and comes back: it may be sent again, or given up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FailStop {
    /// Names this tap.
    pub command: CommandId,
    /// The run.
    pub run: RunId,
    /// The order.
    pub order: OrderId,
    /// Why.
    pub reason: FailReason,
    /// In the driver's words.
    pub note: Option<String>,
}

impl SendRun {
    /// Checks what can be told without the server.
    ///
    /// # Errors
    /// No order or too many, one twice, times that cannot be, a float that no driver carries.
    pub fn check(&self) -> Result<(), RunRefused> {
        check_orders(self.stops.iter().map(|stop| stop.order))?;
        let in_order = self.stops.windows(2).all(|two| two[0].minutes <= two[1].minutes);
        let last = self.stops.last().map_or(0, |stop| stop.minutes);
        if !in_order || last > self.minutes || self.minutes > RUN_MINUTES_MAX {
            return Err(RunRefused::Minutes);
        }
        match (Cents::ZERO..=FLOAT_MAX).contains(&self.float) {
            true => Ok(()),
            false => Err(RunRefused::Float),
        }
    }
}

/// Checks the orders of a run: some, not more than a way takes, each once.
///
/// # Errors
/// As it says.
pub(super) fn check_orders(orders: impl Iterator<Item = OrderId>) -> Result<(), RunRefused> {
    let orders: Vec<_> = orders.collect();
    match orders.len() {
        0 => Err(RunRefused::Empty),
        many if many > STOPS_MAX => Err(RunRefused::TooMany { orders: many }),
        some if orders.iter().collect::<BTreeSet<_>>().len() < some => Err(RunRefused::Twice),
        _ => Ok(()),
    }
}

impl super::PlanRun {
    /// Checks what can be told without the server.
    ///
    /// # Errors
    /// No order or too many, or one twice.
    pub fn check(&self) -> Result<(), RunRefused> {
        check_orders(self.orders.iter().copied())
    }
}

impl FailStop {
    /// The note, trimmed.
    ///
    /// # Errors
    /// It is too long, or no text; another reason than those named wants one.
    pub fn noted(&self) -> Result<Option<String>, RunRefused> {
        let note = checked(self.note.as_deref(), "note", NOTE_CHARACTERS_MAX)?;
        if self.reason == FailReason::Other && note.is_none() {
            return Err(RunRefused::NoNote);
        }
        Ok(note)
    }
}

impl EndRun {
    /// Checks what was counted.
    ///
    /// # Errors
    /// It is no sum that a driver brings.
    pub fn check(&self) -> Result<(), RunRefused> {
        match (Cents::ZERO..=COUNTED_MAX).contains(&self.counted) {
            true => Ok(()),
            false => Err(RunRefused::Counted),
        }
    }
}

impl super::RunsCall {
    /// What a command was, in words; none: it is no command.
    pub fn told(&self, language: Language) -> Option<String> {
        use super::RunsCall::*;
        Some(match self {
            SendRun(run) => {
                let (orders, float) = (run.stops.len(), run.float);
                either(
                    language,
                    format!(
                        "Départ en course : {orders} commandes, fonds {}",
                        float.show(Language::Fr)
                    ),
                    format!("Run sent: {orders} orders, float {}", float.show(Language::En)),
                )
            }
            FailStop(_) => either(language, "Commande non livrée", "Order not delivered"),
            SendAgain(_) => either(language, "Commande à relivrer", "Order to be sent again"),
            EndRun(end) => either(
                language,
                format!("Retour de course : {} comptés", end.counted.show(Language::Fr)),
                format!("Run back: {} counted", end.counted.show(Language::En)),
            ),
            _ => return None,
        })
    }
}
