//! What the shops have: levels and movements, inventories, purchases, transfers, and what it costs.
//!
//! The book's rule: on hand moves only through movements, so that their sum is what is on hand.
//! Quantities are whole numbers of the ingredient's unit (g, ml, pieces) everywhere.

mod forecast;
mod inventory;
mod levels;
mod movement;
mod quantity;
mod refused;
mod rupture;
mod warning;

pub use forecast::{
    PACE_DAYS, Service, WEEKS_BACK, course, days_left, end_of_service, expected_use, forecast,
    same_hours_before,
};
pub use inventory::{
    Count, INVENTORY_STEPS, Inventory, InventoryId, InventoryState, Written, is_doubtful,
};
pub use levels::{Quantities, StockLevel, add_need, makeable};
pub use movement::{Astray, ByHand, CAUSES, Cause, CauseRule, Movement, MovementId, Way, astray};
pub use quantity::{check_quantity, read_change, read_quantity, show_change, show_quantity};
pub use refused::{InventoryRefused, MovementRefused, QuantityRefused};
pub use rupture::{Lacking, Promised, Seen, lacking, no_longer_made};
pub use warning::{Alarm, Elsewhere, Outlook, StockWarning, WarningId, crosses};

use crate::calls;
use crate::contract::Who;
use serde::{Deserialize, Serialize};

/// The levels of this window's shop.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ReadStock {}

calls! {
    /// The calls about stock.
    "stock" StockCall {
        ReadStock -> Vec<StockLevel>, Who::Anyone, [Counter, Kitchen];
    }
}
