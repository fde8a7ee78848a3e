//! Past inventories of a shop: who counted when, what differed from the book and what that is worth; and one
//! of them, line by line.

mod one;
mod page;
mod table;
mod words;

pub use page::InventoriesPage;
