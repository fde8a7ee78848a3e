//! What moved in a shop's stock: filtered, page by page, and as a file.

mod filter;
mod gather;
mod page;
mod pages;
mod table;

pub use filter::{Filter, Names};
pub use page::MovementsPage;
pub use pages::Pages;
