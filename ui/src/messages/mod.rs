//! The office's pages of messages: what did not go to people, of what customers are told, what messages say,
//! and who is told of what a shop has in store.

mod customers;
mod listing;
mod page;
mod reach;
mod reach_form;
mod row;
mod templates;
mod wording;

pub use page::MessagesPage;
pub use templates::{choices, languages};
