//! The office's page of costs: what each product's ingredients cost, and what is left of its price.

mod page;

pub use page::MarginsPage;
