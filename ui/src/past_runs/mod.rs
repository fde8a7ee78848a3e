//! The office's page of runs: who left with what, how long it took, what was brought, and what failed.

mod filter;
mod gather;
mod list;
mod page;
mod table;

pub use page::PastRunsPage;
