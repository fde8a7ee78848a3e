//! Giving money back of an order that is paid: a part or all of it, whether it is over or not.

use super::{OrderId, Refund};
use crate::contract::CommandId;
use crate::failure::{FailureCode, Field, Refusal};
use crate::language::{Language, Spoken, either};
use crate::ledger::{Back, BillRefused, EntryRef};
use crate::money::Cents;
use crate::payments::{ReasonRefused, RefundRefused};
use crate::staff::ApprovalId;
use serde::{Deserialize, Serialize};

/// Gives back what was paid of an order, as it came. The order stays as it is, and what went back is
/// not due again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefundOrder {
    /// Names this tap.
    pub command: CommandId,
    /// The order.
    pub order: OrderId,
    /// What was paid of it and not given back yet when this was asked: what somebody else gives back
    /// meanwhile is not given back twice.
    pub paid: Cents,
    /// What goes back. Lines are numbered from 1, as the order lists them.
    pub back: Back,
    /// Why; never empty.
    pub reason: String,
    /// A manager's consent, where more goes back than a cashier gives alone.
    pub approval: Option<ApprovalId>,
}

/// What a refund did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refunded {
    /// The order.
    pub order: OrderId,
    /// What was called out.
    pub number: String,
    /// Its version now.
    pub version: i64,
    /// What the customer gets back, by the tender it was paid with.
    pub refunds: Vec<Refund>,
    /// The entry of the ledger that says so; of several, the last.
    pub entry: EntryRef,
}

/// An order's money: what was paid and given back, and for what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadAccount {
    /// The order.
    pub order: OrderId,
}

/// Money that is not given back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GivingBackRefused {
    /// No such order in this shop.
    Unknown,
    /// It was given up, and what was paid of it went back.
    Cancelled {
        /// What is called out.
        number: String,
    },
    /// It is not paid in full.
    NotPaid {
        /// What is called out.
        number: String,
        /// What is due.
        due: Cents,
    },
    /// Money was given back, or taken, since it was asked.
    Meanwhile {
        /// What is called out.
        number: String,
        /// What is paid of it now.
        paid: Cents,
    },
    /// It was changed since it was paid: its lines are not those of the ticket.
    Changed {
        /// What is called out.
        number: String,
    },
    /// Not so, by the rules of giving back.
    Back(RefundRefused),
    /// Not so, by what remains.
    Bill(BillRefused),
}

impl From<RefundRefused> for GivingBackRefused {
    fn from(refused: RefundRefused) -> GivingBackRefused {
        GivingBackRefused::Back(refused)
    }
}

impl From<ReasonRefused> for GivingBackRefused {
    fn from(refused: ReasonRefused) -> GivingBackRefused {
        GivingBackRefused::Back(refused.into())
    }
}

impl From<BillRefused> for GivingBackRefused {
    fn from(refused: BillRefused) -> GivingBackRefused {
        match refused {
            BillRefused::Nothing => RefundRefused::NotAnAmount.into(),
            BillRefused::TooMuch { left } => RefundRefused::Over { most: left }.into(),
            refused => GivingBackRefused::Bill(refused),
        }
    }
}

impl Spoken for GivingBackRefused {
    fn say(&self, language: Language) -> String {
        match self {
            GivingBackRefused::Unknown => {
                either(language, "Cette commande n’existe pas ici.", "No such order here.")
            }
            GivingBackRefused::Cancelled { number } => either(
                language,
                format!("{number} est annulée : ce qui était réglé a déjà été rendu."),
                format!("{number} is cancelled: what was paid was given back then."),
            ),
            GivingBackRefused::NotPaid { number, due } => either(
                language,
                format!(
                    "{number} n’est pas réglée : {} sont dus. On rembourse une commande réglée.",
                    due.show(Language::Fr)
                ),
                format!(
                    "{number} is not paid: {} is due. What is paid in full is refunded.",
                    due.show(Language::En)
                ),
            ),
            GivingBackRefused::Meanwhile { number, paid: Cents::ZERO } => either(
                language,
                format!("{number} vient d’être remboursée ailleurs : il ne reste rien à rendre."),
                format!("{number} was refunded elsewhere just now: nothing is left to give back."),
            ),
            GivingBackRefused::Meanwhile { number, paid } => either(
                language,
                format!(
                    "Le règlement de {number} vient de changer ailleurs : il en reste {}. Rien \
                     n’a été rendu ici.",
                    paid.show(Language::Fr)
                ),
                format!(
                    "What is paid of {number} changed elsewhere just now: {} is left of it. \
                     Nothing was given back here.",
                    paid.show(Language::En)
                ),
            ),
            GivingBackRefused::Changed { number } => either(
                language,
                format!("{number} a été modifiée après son règlement : remboursez un montant."),
                format!("{number} was changed after it was paid: refund an amount."),
            ),
            GivingBackRefused::Back(refused) => refused.say(language),
            GivingBackRefused::Bill(refused) => refused.say(language),
        }
    }
}

impl Refusal for GivingBackRefused {
    fn code(&self) -> FailureCode {
        match self {
            GivingBackRefused::Back(refused) => refused.code(),
            GivingBackRefused::Bill(refused) => refused.code(),
            GivingBackRefused::Changed { .. } => FailureCode::Refused,
            _ => FailureCode::Conflict,
        }
    }

    fn field(&self) -> Option<Field> {
        match self {
            GivingBackRefused::Back(refused) => refused.field(),
            GivingBackRefused::Bill(refused) => refused.field(),
            GivingBackRefused::Changed { .. } => Some("lines".to_owned()),
            _ => None,
        }
    }
}
