//! An order of before, and the same once more.

use super::DeliveryAddress;
use crate::menu::Menu;
use crate::money::Cents;
use crate::orders::{LineRequest, OrderId, OrderState, Sale, ServiceMode};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// An order of before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PastOrder {
    /// The order.
    pub order: OrderId,
    /// Its reference for ever.
    pub reference: String,
    /// The name of the shop that made it.
    pub shop: String,
    /// When it was validated.
    pub placed_at: DateTime<Utc>,
    /// How the customer got it.
    pub mode: ServiceMode,
    /// Where it stands.
    pub state: OrderState,
    /// What it cost.
    pub total: Cents,
    /// Where it was brought.
    pub delivery: Option<DeliveryAddress>,
    /// Its lines as they were asked for.
    pub lines: Vec<LineRequest>,
    /// The name of each line as it was sold.
    pub names: Vec<String>,
}

/// The lines of an order of before on today's menu.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Again {
    /// What there still is, at today's prices, without the discounts of then.
    pub lines: Vec<LineRequest>,
    /// The names of what there is no more, or is off sale.
    pub gone: Vec<String>,
}

impl PastOrder {
    /// What was in it, in a few words: `2 × Reine, Tiramisu`.
    pub fn summary(&self) -> String {
        let each = self.lines.iter().zip(&self.names).map(|(line, name)| match line.quantity {
            1 => name.clone(),
            quantity => format!("{quantity}\u{a0}×\u{a0}{name}"),
        });
        each.collect::<Vec<_>>().join(", ")
    }

    /// The same on the menu of today.
    pub fn again(&self, menu: &Menu) -> Again {
        let mut again = Again::default();
        for (at, line) in self.lines.iter().enumerate() {
            match Sale::of(&line.sold, menu) {
                Ok(sale) if sale.suspended().is_none() => again.lines.push(LineRequest {
                    unit_price: sale.price(),
                    discount: None,
                    ..line.clone()
                }),
                _ => again.gone.push(self.names.get(at).cloned().unwrap_or_else(|| "—".to_owned())),
            }
        }
        again
    }
}
