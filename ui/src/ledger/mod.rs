//! The till: what is typed and sent at it, kept above the sign-in ([`TillProvider`]); what is printed at a
//! tap; and the banner of training. Its pages are `till`.

mod banner;
pub mod counting;
mod day;
mod day_field;
mod kept;
mod print;
mod sending;

pub use banner::TrainingBanner;
pub use day::{day, period, second};
pub use day_field::use_day_field;
pub use print::{PrintNoteButton, PrintTicket, PrintXButton, entry_id, sent};
pub use sending::{TillHandle, TillProvider, use_till};
