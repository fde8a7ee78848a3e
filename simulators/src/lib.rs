//! The services outside, played on this machine: each with state, so that what was sent can be listed, and
//! with the faults that it documents, which the test chooses. What was asked is kept, word for word.
//!
//! The shipped program knows nothing of this: it is told other addresses.

mod addresses;
mod digitaleo;
mod entered;
mod google;
mod paypal;
mod stage;
mod tiles;

pub use addresses::{Addresses, Book};
pub use digitaleo::{Account, Digitaleo, Post, SentSms};
pub use entered::Played;
pub use google::{Google, Ways};
pub use paypal::{Paypal, Purchase, Purse};
pub use stage::Asked;
pub use tiles::{Ground, Tiles};
