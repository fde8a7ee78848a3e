//! The card terminal at the counter: what it was asked and what became of it, at the order's payment and
//! in the top bar; and where it is, in the till.

mod alert;
mod back;
mod payment;
mod sending;
mod setting;

pub use alert::CardsButton;
pub use back::CardBack;
pub use payment::CardPayment;
pub use sending::{CardsProvider, fresh, send, use_cards};
pub use setting::CardTerminalPage;
