//! The office's page of purchase orders: the list, an order with what can be done about it, and the form
//! of a draft.

mod acts;
mod form;
mod lines;
mod list;
mod page;
mod sheet;

pub use page::PurchasesPage;
