//! Paying on the customer's telephone (UC04), at the counter: the link that is asked for and shown, how the payment
//! stands, what becomes of it when its order is changed or given up, and what a person has to look at.

mod alert;
mod cancelling;
mod changed;
mod following;
mod held;
mod look;
mod told;
mod watching;
mod way;

pub use alert::OnlineButton;
pub use cancelling::{OnlineGivenUp, back_by_paypal, taken_back};
pub use changed::{OfferAgain, is_asked_for};
pub use following::{actions, arrived, beside, follow};
pub use held::Held;
pub use look::{chip, sign};
pub use watching::{Online, Payer, use_online};
