//! Settling an order (UC19, UC20): cash with change, card confirmed by hand.

use super::{OrderId, OrderState};
use crate::contract::CommandId;
use crate::failure::{FailureCode, Field, Refusal};
use crate::language::{Language, Spoken, either};
use crate::money::Cents;
use crate::payments::TenderKind;
use serde::{Deserialize, Serialize};

/// The most cash one payment can take: ten thousand euros; a slip of the finger, not a customer.
const RECEIVED_MAX: Cents = Cents(1_000_000);

/// What the customer gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tender {
    /// Notes and coins; what is above the amount due is given back.
    Cash {
        /// What was put on the counter.
        received: Cents,
    },
    /// A card; the cashier saw the terminal accept exactly the amount due.
    Card,
}

impl Tender {
    /// What it is.
    pub fn kind(self) -> TenderKind {
        match self {
            Tender::Cash { .. } => TenderKind::Cash,
            Tender::Card => TenderKind::Card,
        }
    }

    /// What was received and what is given back, for an amount due.
    ///
    /// # Errors
    /// When it does not reach, or cannot be.
    pub fn change(self, due: Cents) -> Result<(Cents, Cents), SettleRefused> {
        match self {
            Tender::Card => Ok((due, Cents::ZERO)),
            Tender::Cash { received } if received < due => {
                Err(SettleRefused::Short { missing: due - received })
            }
            Tender::Cash { received } if received > RECEIVED_MAX => Err(SettleRefused::Absurd),
            Tender::Cash { received } => Ok((received, received - due)),
        }
    }
}

/// Takes the money for all that is due of an order. An order that is handed over is closed by it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SettleOrder {
    /// Names this tap.
    pub command: CommandId,
    /// The order.
    pub order: OrderId,
    /// What was due when the customer gave it.
    pub due: Cents,
    /// What the customer gave.
    pub tender: Tender,
}

/// A settled order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settled {
    /// The order.
    pub order: OrderId,
    /// What is called out.
    pub number: String,
    /// Its state now.
    pub state: OrderState,
    /// Its version now.
    pub version: i64,
    /// What was taken.
    pub amount: Cents,
    /// What is given back.
    pub change: Cents,
}

/// Money that goes back to the customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refund {
    /// As what.
    pub tender: TenderKind,
    /// How much.
    pub amount: Cents,
}

/// Money that is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SettleRefused {
    /// No such order in this shop.
    Unknown,
    /// Not enough was given.
    Short {
        /// What is missing.
        missing: Cents,
    },
    /// Nobody gives so much.
    Absurd,
    /// Another counter took the money, or nothing is due.
    PaidAlready {
        /// What is called out.
        number: String,
    },
    /// The order was changed: something else is due now.
    Due {
        /// What is called out.
        number: String,
        /// What is due.
        due: Cents,
    },
    /// It was given up.
    Cancelled {
        /// What is called out.
        number: String,
    },
}

impl Spoken for SettleRefused {
    fn say(&self, language: Language) -> String {
        match self {
            SettleRefused::Unknown => {
                either(language, "Cette commande n’existe pas ici.", "No such order here.")
            }
            SettleRefused::Short { missing } => either(
                language,
                format!("Il manque {}.", missing.show(Language::Fr)),
                format!("{} is missing.", missing.show(Language::En)),
            ),
            SettleRefused::Absurd => either(
                language,
                "Ce montant reçu est trop grand : vérifiez-le.",
                "That amount is too large: check it.",
            ),
            SettleRefused::PaidAlready { number } => either(
                language,
                format!("{number} est déjà réglée : rien n’a été encaissé de plus."),
                format!("{number} is paid already: nothing more was taken."),
            ),
            SettleRefused::Due { number, due } => either(
                language,
                format!("{number} a changé : {} sont dus.", due.show(Language::Fr)),
                format!("{number} has changed: {} is due.", due.show(Language::En)),
            ),
            SettleRefused::Cancelled { number } => either(
                language,
                format!("{number} est annulée : rien n’a été encaissé."),
                format!("{number} is cancelled: nothing was taken."),
            ),
        }
    }
}

impl Refusal for SettleRefused {
    fn code(&self) -> FailureCode {
        match self {
            SettleRefused::Short { .. } | SettleRefused::Absurd => FailureCode::Refused,
            _ => FailureCode::Conflict,
        }
    }

    fn field(&self) -> Option<Field> {
        match self {
            SettleRefused::Short { .. } | SettleRefused::Absurd => Some("received".to_owned()),
            _ => None,
        }
    }
}
