//! The office's page of payments on the telephone: how each stands, what PayPal kept of it, and what a person has to
//! look at.

mod deciding;
mod end;
mod filter;
mod gather;
mod list;
mod page;
mod row;
mod table;

pub use page::OnlineOfficePage;
