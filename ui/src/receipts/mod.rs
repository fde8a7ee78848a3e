//! The office's page of receipts: what came, with which paper, for which order, at what price.

mod page;

pub use page::{ReceiptsPage, receipt};
