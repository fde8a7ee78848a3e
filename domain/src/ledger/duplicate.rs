//! A duplicata: each print of an entry after its first.

use super::{Chain, EntryRef, Flaw};
use serde::{Deserialize, Serialize};

/// A further print of an entry, numbered, so that none can be taken for the original.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Duplicate {
    /// What is printed again.
    pub of: EntryRef,
    /// Which duplicata of it, from 1.
    pub copy: u32,
    /// Who had it printed, by name.
    pub cashier: String,
    /// The version of the program.
    pub software_version: String,
    /// Of something made while learning.
    pub training: bool,
}

impl Duplicate {
    /// Whether it can be one: of something that is printed, numbered from 1.
    ///
    /// # Errors
    /// The first rule it breaks.
    pub fn check(&self) -> Result<(), Flaw> {
        if self.copy == 0 {
            return Err(Flaw::Copy);
        }
        let is_training = self.of.chain == Chain::Training;
        if self.of.chain == Chain::Events || is_training != self.training {
            return Err(Flaw::Original);
        }
        Ok(())
    }
}
