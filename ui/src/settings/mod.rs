//! The office's page of services: which of the group's secrets are set, by whom and when; setting,
//! replacing and forgetting one; and the server of mail.

mod enter;
mod forget;
mod mail;
mod page;
mod rows;

pub use page::ServicesPage;
