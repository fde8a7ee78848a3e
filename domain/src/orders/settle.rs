//! Settling an order (UC19, UC20): all of what is due or a part of it, by several payers and tenders.

use super::{OrderId, OrderState};
use crate::contract::CommandId;
use crate::failure::{FailureCode, Field, Refusal};
use crate::language::{Language, Spoken, either};
use crate::ledger::EntryRef;
use crate::money::Cents;
use crate::online::OnlineRefused;
use crate::payments::{Given, Payer, PaymentRefused, Taken, TenderKind};
use serde::{Deserialize, Serialize};

/// Takes money for an order: all that is due of it, or a part as an advance. An order that is handed
/// over is closed by the rest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SettleOrder {
    /// Names this tap.
    pub command: CommandId,
    /// The order.
    pub order: OrderId,
    /// What was due when the customer gave it.
    pub due: Cents,
    /// Who gives what.
    pub payers: Vec<Payer>,
    /// Whether it is refused where it does not reach; else what is missing stays due.
    pub in_full: bool,
}

impl SettleOrder {
    /// All that is due, by one payer with one thing.
    pub fn at_once(command: CommandId, order: OrderId, due: Cents, given: Given) -> SettleOrder {
        let payer = Payer { given: vec![given], ..Payer::default() };
        SettleOrder { command, order, due, payers: vec![payer], in_full: true }
    }
}

/// A settled order, or one of which a part is paid.
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
    /// The same, thing by thing.
    pub taken: Vec<Taken>,
    /// What is still due.
    pub left: Cents,
    /// The entry of the ledger that says so.
    pub entry: EntryRef,
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
    /// What is given cannot be taken.
    Given(PaymentRefused),
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
    /// PayPal takes its money at this moment.
    Taking {
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
            SettleRefused::Given(refused) => refused.say(language),
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
            SettleRefused::Taking { number } => {
                OnlineRefused::Taking { number: number.clone() }.say(language)
            }
        }
    }
}

impl Refusal for SettleRefused {
    fn code(&self) -> FailureCode {
        match self {
            SettleRefused::Given(refused) => refused.code(),
            _ => FailureCode::Conflict,
        }
    }

    fn field(&self) -> Option<Field> {
        match self {
            SettleRefused::Given(refused) => refused.field(),
            _ => None,
        }
    }
}

impl From<PaymentRefused> for SettleRefused {
    fn from(refused: PaymentRefused) -> SettleRefused {
        SettleRefused::Given(refused)
    }
}
