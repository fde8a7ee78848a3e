//! The office's page of terminals: which there are and how they are, letting one in, putting one
//! out.

mod code;
mod listing;
mod page;
mod presence;
mod revoke;
mod table;

pub use page::TerminalsPage;
