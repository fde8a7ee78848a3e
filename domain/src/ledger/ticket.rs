//! A ticket: money taken or given back, with everything that says for what, as values.

use super::EntryRef;
use crate::menu::VatClass;
use crate::money::{Cents, VatRate};
use crate::orders::{ServiceMode, words};
use crate::payments::{Taken, TenderKind};
use serde::{Deserialize, Serialize};

/// What a ticket does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Operation {
    /// An order is settled in full.
    Sale,
    /// A part of an order is paid before.
    Advance,
    /// Money of an earlier entry goes back.
    Refund,
    /// All that remains of an earlier entry goes back.
    Cancellation,
    /// An earlier entry was signed for something that never happened: it is taken back whole.
    Reversal,
}

words!(Operation {
    Sale = "sale",
    Advance = "advance",
    Refund = "refund",
    Cancellation = "cancellation",
    Reversal = "reversal",
});

impl Operation {
    /// Whether it corrects an earlier entry.
    pub fn corrects(self) -> bool {
        matches!(self, Operation::Refund | Operation::Cancellation | Operation::Reversal)
    }
}

/// Whether something sold is goods or a service: they are reported apart (CGI art. 290 and 290 A).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Nature {
    /// Goods.
    Goods,
    /// A service.
    Service,
}

words!(Nature { Goods = "goods", Service = "service" });

impl Nature {
    /// What is eaten in the shop is a service; what is taken away or brought is goods
    /// (Council implementing regulation (EU) 282/2011, art. 6).
    pub fn of(mode: ServiceMode) -> Nature {
        match mode {
            ServiceMode::EatIn => Nature::Service,
            ServiceMode::TakeAway | ServiceMode::Delivery => Nature::Goods,
        }
    }
}

/// The shop as the law wants it named on each ticket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShopIdentity {
    /// Its name.
    pub name: String,
    /// Its address, on one line.
    pub address: String,
    /// Its SIRET, fourteen digits.
    pub siret: String,
    /// Its NAF code: `5610C`.
    pub naf: String,
    /// Its VAT number: `FR` and eleven characters.
    pub vat_number: String,
}

/// The order, as people name it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderName {
    /// The reference for ever: `MOZ1-2026-000123`. None: taken while the server was away.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// What is called out: `A-042`.
    pub number: String,
}

impl OrderName {
    /// As papers name it: what was called out, and the reference where there is one.
    pub fn show(&self) -> String {
        let reference = self.reference.iter().map(String::as_str);
        std::iter::once(self.number.as_str()).chain(reference).collect::<Vec<_>>().join(" ")
    }
}

/// One thing sold, paid in part, or given back. What is given back has a quantity below zero.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TicketLine {
    /// What it is called.
    pub label: String,
    /// How many; below zero for what is given back; never 0.
    pub quantity: i64,
    /// The price of one, VAT included.
    pub unit_price: Cents,
    /// Money off all of them; below zero for what is given back.
    pub discount: Cents,
    /// The rate.
    pub vat_rate: VatRate,
    /// How it is taxed.
    pub vat_class: VatClass,
    /// Goods or service.
    pub nature: Nature,
    /// What all of it costs, VAT included: quantity × unit price − discount.
    pub gross: Cents,
    /// The line of the corrected entry that is given back, from 1. None: a part of the price is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of_line: Option<u32>,
}

/// What one rate contributes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RateTotal {
    /// The rate.
    pub rate: VatRate,
    /// VAT included.
    pub gross: Cents,
    /// Without VAT: `gross − vat`.
    pub net: Cents,
    /// The tax.
    pub vat: Cents,
}

impl RateTotal {
    /// An amount and the tax within it.
    pub fn new(rate: VatRate, gross: Cents, vat: Cents) -> RateTotal {
        RateTotal { rate, gross, net: gross - vat, vat }
    }
}

/// Money of one kind. Without change, `received` is `amount`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TenderLine {
    /// What it comes as.
    pub tender: TenderKind,
    /// What of it is for the ticket; below zero: it goes back.
    pub amount: Cents,
    /// What was put on the counter; `amount` where money goes back.
    pub received: Cents,
    /// What was given back of it: cash alone gives change.
    pub change: Cents,
    /// Which of several payers gave it, from 1: a payer's vouchers are limited, over all tickets of an
    /// order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payer: Option<u32>,
}

impl From<Taken> for TenderLine {
    fn from(Taken { tender, amount, received, change, payer }: Taken) -> TenderLine {
        TenderLine { tender, amount, received, change, payer }
    }
}

impl From<TenderLine> for Taken {
    fn from(TenderLine { tender, amount, received, change, payer }: TenderLine) -> Taken {
        Taken { tender, amount, received, change, payer }
    }
}

impl TenderLine {
    /// Exactly so much of one kind.
    pub fn exact(tender: TenderKind, amount: Cents) -> TenderLine {
        TenderLine { tender, amount, received: amount, change: Cents::ZERO, payer: None }
    }

    /// Cash, and what of it is given back.
    pub fn cash(amount: Cents, received: Cents) -> TenderLine {
        let (tender, change) = (TenderKind::Cash, received - amount);
        TenderLine { tender, amount, received, change, payer: None }
    }

    /// Money that goes back to the customer.
    pub fn back(tender: TenderKind, amount: Cents) -> TenderLine {
        TenderLine::exact(tender, Cents(-amount.0))
    }
}

/// An advance that a sale deducts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deduction {
    /// The advance.
    pub entry: EntryRef,
    /// What remained of it, lowest rate first.
    pub rates: Vec<RateTotal>,
}

/// Money taken or given back. Written once: no field is ever filled in later, and none is a key of a
/// row. A field that a later version adds is left out of the text where it is none, so that older
/// texts are read back to the byte.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ticket {
    /// Who took the money, by name.
    pub cashier: String,
    /// The shop.
    pub shop: ShopIdentity,
    /// The version of the program.
    pub software_version: String,
    /// What it does.
    pub operation: Operation,
    /// Made while learning: it stands in a chain of its own and counts nowhere.
    pub training: bool,
    /// The order.
    pub order: OrderName,
    /// How the customer gets it.
    pub mode: ServiceMode,
    /// What for. Of an advance, and of a part of a price given back: one line a kind of tax.
    pub lines: Vec<TicketLine>,
    /// How many lines there are.
    pub lines_count: u32,
    /// Totals per rate, lowest first: the lines' less what is deducted.
    pub rates: Vec<RateTotal>,
    /// What is taken, or below zero given back, VAT included.
    pub total: Cents,
    /// Money, by kind; it sums to the total.
    pub tenders: Vec<TenderLine>,
    /// Advances that a sale deducts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub deducted: Vec<Deduction>,
    /// The entry that money goes back of, or that is taken back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corrects: Option<EntryRef>,
    /// What a reversal takes back was: that says which sign each amount has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reverses: Option<Operation>,
    /// Whether that entry is an advance.
    #[serde(default, skip_serializing_if = "is_false")]
    pub of_advance: bool,
    /// What remained of that entry before, lowest rate first: from it follows the VAT given back.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub remained: Vec<RateTotal>,
    /// Why money goes back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// Whether a field is left out of the text.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde asks for")]
fn is_false(field: &bool) -> bool {
    !field
}
