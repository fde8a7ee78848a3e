//! Runs, as people see them who only have to know that a driver was not told.

mod not_told;

pub use not_told::NotToldChip;
