//! The office's page of suppliers: who they are, and what each sells to the group.

mod form;
mod offers;
mod page;

pub use page::SuppliersPage;
