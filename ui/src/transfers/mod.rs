//! The office's page of transfers: what is under way between shops, sending, receiving, taking back.

mod done;
mod lines;
mod page;
mod receive;
mod row;
mod send;

pub use page::TransfersPage;
