//! The office's page of cash and closings: its shops' business days, and each day's registers.

mod audit;
mod day;
mod days;
mod listing;
mod lost;
mod page;
mod table;

pub use page::RecapsPage;
