//! The office's page of services: which of the group's secrets are set, by whom and when; setting,
//! replacing and forgetting one.

mod enter;
mod forget;
mod page;
mod rows;

pub use page::ServicesPage;
