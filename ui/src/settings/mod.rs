//! The office's page of services: which of the group's secrets are set, by whom and when; setting,
//! replacing and forgetting one; the server of mail; and where each service is and how it is used.

mod enter;
mod fields;
mod forget;
mod mail;
mod page;
mod rows;
mod set_up;

pub use page::ServicesPage;
