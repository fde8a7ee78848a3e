//! The till: what is typed and sent at it, kept above the sign-in ([`TillProvider`]); what is printed at a
//! tap; and the banner of training. Its pages are `till`.

mod banner;
pub mod counting;
mod day;
mod kept;
mod print;
mod sending;

pub use banner::TrainingBanner;
pub use day::{day, period, second, typed_day};
pub use print::{PrintNoteButton, PrintTicket, PrintXButton, entry_id, sent};
pub use sending::{TillHandle, TillProvider, use_till};
