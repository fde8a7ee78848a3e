//! The office's page of a shop's papers: what its tickets say, its rules of payment, and the notice for
//! where customers pay.

mod form;
mod notice;
mod page;

pub use page::PapersPage;
