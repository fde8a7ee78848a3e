//! Why stock is not counted, moved, ordered or sent.

mod movement;
mod quantity;

pub use movement::MovementRefused;
pub use quantity::QuantityRefused;
