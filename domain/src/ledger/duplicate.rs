//! A duplicata: each print of an entry after its first.

use super::EntryRef;
use serde::{Deserialize, Serialize};

/// A further print of an entry, numbered, so that none can be taken for the original.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Duplicate {
    /// What is printed again.
    pub of: EntryRef,
    /// The how-manieth duplicata of it, from 1.
    pub copy: u32,
    /// Who had it printed, by name.
    pub cashier: String,
    /// The version of the program.
    pub software_version: String,
    /// Of something made while learning.
    pub training: bool,
}
