//! Money: what it comes as, what may be taken and given back, and the register it lies in.

mod tender;

pub use tender::TenderKind;
