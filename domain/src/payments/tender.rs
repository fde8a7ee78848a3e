//! What money comes as.

use crate::language::{Language, Spoken, either};
use crate::orders::words;
use serde::{Deserialize, Serialize};

/// What money comes as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TenderKind {
    /// Notes and coins.
    Cash,
    /// A card on the terminal beside the till.
    Card,
    /// A cheque.
    Cheque,
    /// A meal voucher, on paper.
    MealVoucher,
    /// PayPal, on the customer's telephone.
    Paypal,
}

words!(TenderKind {
    Cash = "cash",
    Card = "card",
    Cheque = "cheque",
    MealVoucher = "meal_voucher",
    Paypal = "paypal",
});

impl Spoken for TenderKind {
    fn say(&self, language: Language) -> String {
        match self {
            TenderKind::Cash => either(language, "Espèces", "Cash"),
            TenderKind::Card => either(language, "Carte", "Card"),
            TenderKind::Cheque => either(language, "Chèque", "Cheque"),
            TenderKind::MealVoucher => either(language, "Titre-restaurant", "Meal voucher"),
            TenderKind::Paypal => either(language, "PayPal", "PayPal"),
        }
    }
}
