//! Why stock is not counted, moved, ordered or sent.

mod inventory;
mod movement;
mod quantity;

pub use inventory::InventoryRefused;
pub use movement::MovementRefused;
pub use quantity::QuantityRefused;
