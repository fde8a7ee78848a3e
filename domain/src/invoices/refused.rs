//! Why no invoice is made.

use crate::failure::{FailureCode, Field, Refusal};
use crate::language::{Language, Spoken, either};
use crate::text::TextRefused;

/// An invoice that is not made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InvoiceRefused {
    /// It is no ticket: nothing was paid.
    NoTicket,
    /// Made while learning: nothing was sold.
    Training,
    /// The ticket has one.
    Made {
        /// Its number, as printed.
        number: String,
    },
    /// Nobody said whom it is for.
    NoCompany,
    /// Something of the company is missing.
    Missing {
        /// Which field.
        field: &'static str,
    },
    /// A text that cannot be taken.
    Text(TextRefused),
    /// Not a SIREN.
    Siren,
    /// Not a VAT number, or not that company's.
    VatNumber,
    /// Money went back of a ticket that has no invoice.
    NothingToCorrect,
    /// There is none to print.
    None,
    /// Another counter made one, or printed this one, at the same moment.
    Overtaken,
}

impl From<TextRefused> for InvoiceRefused {
    fn from(refused: TextRefused) -> InvoiceRefused {
        InvoiceRefused::Text(refused)
    }
}

impl Spoken for InvoiceRefused {
    fn say(&self, language: Language) -> String {
        match self {
            InvoiceRefused::NoTicket => either(
                language,
                "Une facture se fait d’un ticket encaissé.",
                "An invoice is made of a ticket that was paid.",
            ),
            InvoiceRefused::Training => either(
                language,
                "Ce ticket est d’une formation : rien n’a été vendu.",
                "This ticket is a training’s: nothing was sold.",
            ),
            InvoiceRefused::Made { number } => either(
                language,
                format!("Ce ticket a déjà sa facture : {number}."),
                format!("This ticket has its invoice already: {number}."),
            ),
            InvoiceRefused::NoCompany => either(
                language,
                "Indiquez la société à facturer.",
                "Say which company the invoice is for.",
            ),
            InvoiceRefused::Missing { .. } => {
                either(language, "À remplir pour une facture.", "Needed for an invoice.")
            }
            InvoiceRefused::Text(refused) => refused.say(language),
            InvoiceRefused::Siren => either(
                language,
                "Ce n’est pas un numéro SIREN : neuf chiffres, 552 100 554.",
                "That is not a SIREN: nine digits, 552 100 554.",
            ),
            InvoiceRefused::VatNumber => either(
                language,
                "Ce n’est pas le numéro de TVA de cette société : FR 96 552 100 554.",
                "That is not this company’s VAT number: FR 96 552 100 554.",
            ),
            InvoiceRefused::NothingToCorrect => either(
                language,
                "Le ticket remboursé n’a pas de facture : il n’y a pas d’avoir à faire.",
                "The refunded ticket has no invoice: there is no credit note to make.",
            ),
            InvoiceRefused::None => {
                either(language, "Ce ticket n’a pas de facture.", "This ticket has no invoice.")
            }
            InvoiceRefused::Overtaken => either(
                language,
                "Une autre caisse était plus rapide : réessayez.",
                "Another register was faster: try again.",
            ),
        }
    }
}

impl Refusal for InvoiceRefused {
    fn code(&self) -> FailureCode {
        match self {
            InvoiceRefused::Made { .. } | InvoiceRefused::Overtaken => FailureCode::Conflict,
            _ => FailureCode::Refused,
        }
    }

    fn field(&self) -> Option<Field> {
        match self {
            InvoiceRefused::Missing { field } => Some((*field).to_owned()),
            InvoiceRefused::Text(refused) => refused.field(),
            InvoiceRefused::Siren => Some("company-siren".to_owned()),
            InvoiceRefused::VatNumber => Some("company-vat".to_owned()),
            _ => None,
        }
    }

    fn is_overtaken(&self) -> bool {
        *self == InvoiceRefused::Overtaken
    }
}
