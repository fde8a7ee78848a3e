//! Why a product is not taken off sale by hand.

use crate::failure::Refusal;
use crate::language::{Language, Spoken, either};

/// A product that cannot be suspended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SuspendRefused {
    /// The menu has no such product.
    Unknown,
}

impl Spoken for SuspendRefused {
    fn say(&self, language: Language) -> String {
        match self {
            SuspendRefused::Unknown => either(
                language,
                "Ce produit n’est plus à la carte.",
                "This product is no longer on the menu.",
            ),
        }
    }
}

impl Refusal for SuspendRefused {}
