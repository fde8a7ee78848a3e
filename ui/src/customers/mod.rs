//! The office's page of customers: found, read, changed, handed out and forgotten.

mod erase;
mod file;
mod form;
mod merge;
mod page;

pub use page::CustomersPage;
