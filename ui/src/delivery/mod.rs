//! The office's page of deliveries: the group's rules, and where its shops are.

mod page;
mod place;
mod rules;

pub use page::DeliveryPage;
