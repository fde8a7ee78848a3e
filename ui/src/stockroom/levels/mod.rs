//! How each ingredient of a shop stands: the table, another safety stock, and the page of one ingredient.

mod ingredient;
mod listing;
mod page;
mod safety;
mod state;
mod table;

pub use listing::plain;
pub use page::LevelsPage;
