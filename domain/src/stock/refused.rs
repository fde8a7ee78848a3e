//! Why stock is not counted, moved, ordered or sent.

mod quantity;

pub use quantity::QuantityRefused;
