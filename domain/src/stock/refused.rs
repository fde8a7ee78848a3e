//! Why stock is not counted, moved, ordered or sent.

mod inventory;
mod line;
mod movement;
mod purchase;
mod quantity;
mod receipt;
mod suspend;
mod transfer;

pub use inventory::InventoryRefused;
pub use line::{LineFault, LineRefused};
pub use movement::MovementRefused;
pub use purchase::PurchaseRefused;
pub use quantity::QuantityRefused;
pub use receipt::ReceiptRefused;
pub use suspend::SuspendRefused;
pub use transfer::TransferRefused;
