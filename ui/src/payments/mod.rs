//! The card terminal at the counter: what it was asked and what became of it, at the order's payment and
//! in the top bar.

mod alert;
mod back;
mod payment;
mod sending;

pub use alert::CardsButton;
pub use back::CardBack;
pub use payment::CardPayment;
pub use sending::{CardsProvider, fresh, send, use_cards};
