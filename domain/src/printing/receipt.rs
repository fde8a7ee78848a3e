//! What a customer is given: the ticket, the note, a refund, and each of their duplicates.
//!
//! The views are plain values of the ledger, never worked out here: what is printed again in ten
//! years is what was signed.

use super::document::{Align, Document, Style};
use super::times::to_the_second;
use crate::language::{Language, typeset};
use crate::ledger::{RateTotal, ShopIdentity};
use crate::money::{Cents, VatRate};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What the paper is in.
const FR: Language = Language::Fr;

/// What an entry of the ledger did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Operation {
    /// Sold and paid.
    Sale,
    /// Money taken before.
    Advance,
    /// Handed over before the payment, eaten here from 25 € (arrêté n° 83-50/A du 3 octobre 1983).
    Note,
    /// Money given back.
    Refund {
        /// Of what: `du ticket n° 000123`.
        of: String,
    },
    /// A ticket that is undone.
    Cancellation {
        /// Which: `du ticket n° 000123`.
        of: String,
    },
    /// An entry that was signed for what never happened, taken back.
    Reversal {
        /// Which: `du ticket n° 000123`.
        of: String,
    },
}

/// A line as it was signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineView {
    /// How many; below zero where they are taken back.
    pub quantity: i64,
    /// What it is called, with what was changed on it.
    pub label: String,
    /// The price of one, VAT included.
    pub unit_price: Cents,
    /// Money off all of them; below zero where they are taken back.
    pub discount: Cents,
    /// What is to be paid for all of them.
    pub amount: Cents,
    /// The rate.
    pub rate: VatRate,
}

/// What was paid before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeductionView {
    /// The number of its entry.
    pub number: String,
    /// How much, above zero.
    pub amount: Cents,
}

/// How it was paid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TenderView {
    /// By what: `Espèces`.
    pub label: String,
    /// How much of the total; below zero where it is given back.
    pub amount: Cents,
}

/// What was put on the counter in cash, and what was given back of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CashView {
    /// Put down.
    pub received: Cents,
    /// Given back.
    pub change: Cents,
}

/// An entry of the ledger as it is printed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceiptView {
    /// What it did.
    pub operation: Operation,
    /// Who sells.
    pub shop: ShopIdentity,
    /// The register.
    pub register: String,
    /// Its number in the register's chain; of a note, in that of the notes.
    pub number: String,
    /// When it was signed.
    pub at: DateTime<Utc>,
    /// Who took the money.
    pub cashier: String,
    /// The order: its number as called out, and its reference.
    pub order: Option<String>,
    /// How the customer gets it: `À emporter`.
    pub mode: Option<String>,
    /// What was sold.
    pub lines: Vec<LineView>,
    /// By rate, lowest first.
    pub rates: Vec<RateTotal>,
    /// With VAT.
    pub total: Cents,
    /// Of a note: what of the total is not to be paid any more.
    #[serde(default)]
    pub paid: Cents,
    /// What was paid before.
    pub deducted: Vec<DeductionView>,
    /// How it was paid.
    pub tenders: Vec<TenderView>,
    /// Cash, where there was some.
    pub cash: Option<CashView>,
    /// Which duplicate this print is; none: the original.
    pub duplicate: Option<u32>,
    /// Made for training: nothing was sold.
    pub training: bool,
    /// The third, seventh, thirteenth and nineteenth character of its signature (NF525).
    pub mark: Option<String>,
    /// Version of the program.
    pub version: String,
    /// What the law or the shop has to say below, a paragraph each.
    pub notices: Vec<String>,
}

impl ReceiptView {
    /// It, laid out; always in French.
    pub fn document(&self) -> Document {
        let mut paper = Document::default();
        print_training(&mut paper, self.training);
        print_shop(&mut paper, &self.shop);
        self.print_title(&mut paper);
        self.print_lines(&mut paper);
        self.print_totals(&mut paper);
        self.print_payment(&mut paper);
        self.print_foot(&mut paper);
        paper.cut();
        paper
    }

    fn title(&self) -> &'static str {
        match self.operation {
            Operation::Sale => "TICKET",
            Operation::Advance => "ACOMPTE",
            Operation::Note => "NOTE",
            Operation::Refund { .. } => "REMBOURSEMENT",
            Operation::Cancellation { .. } => "ANNULATION",
            Operation::Reversal { .. } => "CONTRE-PASSATION",
        }
    }

    fn print_title(&self, paper: &mut Document) {
        paper.rule();
        paper.centred(format!("{} n° {}", self.title(), self.number), Style::TALL);
        if let Some(nth) = self.duplicate {
            paper.centred(format!("DUPLICATA n° {nth}"), Style::TALL);
        }
        if let Operation::Refund { of }
        | Operation::Cancellation { of }
        | Operation::Reversal { of } = &self.operation
        {
            paper.centred(of, Style::PLAIN);
        }
        paper.centred(to_the_second(self.at), Style::PLAIN);
        paper.pair(format!("Caisse {}", self.register), &self.cashier, Style::PLAIN);
        match (&self.order, &self.mode) {
            (Some(order), Some(mode)) => {
                paper.pair(format!("Commande {order}"), mode, Style::PLAIN);
            }
            (Some(order), None) => paper.text(format!("Commande {order}"), Style::PLAIN),
            (None, Some(mode)) => paper.text(mode, Style::PLAIN),
            (None, None) => {}
        }
        paper.rule();
    }

    fn print_lines(&self, paper: &mut Document) {
        for line in &self.lines {
            let letter = self.letter(line.rate);
            let amount = format!("{} {letter}", (line.amount + line.discount).show(FR));
            paper.pair(format!("{} {}", line.quantity, line.label), amount, Style::PLAIN);
            if line.quantity.abs() != 1 {
                let each = format!("l’unité : {}", line.unit_price.show(FR));
                paper.indented(3, typeset(&each), Style::PLAIN);
            }
            if line.discount != Cents::ZERO {
                let off = format!("{} {letter}", (Cents::ZERO - line.discount).show(FR));
                paper.pair("\u{a0}\u{a0}\u{a0}Remise", off, Style::PLAIN);
            }
        }
        paper.rule();
    }

    /// The letter that ties a line to its rate below. An advance may have paid all of a rate, which
    /// then has no total here, and its letter all the same.
    fn letter(&self, rate: VatRate) -> char {
        let lines = self.lines.iter().map(|line| line.rate);
        let rates: BTreeSet<VatRate> =
            self.rates.iter().map(|total| total.rate).chain(lines).collect();
        let at = rates.iter().position(|known| *known == rate);
        at.and_then(|at| ('A'..='Z').nth(at)).unwrap_or('?')
    }

    fn print_totals(&self, paper: &mut Document) {
        let label = match self.operation {
            Operation::Note if self.paid != Cents::ZERO => "RESTE À PAYER",
            Operation::Note => "TOTAL TTC à payer",
            Operation::Refund { .. } | Operation::Cancellation { .. } => "TOTAL TTC rendu",
            Operation::Sale | Operation::Advance | Operation::Reversal { .. } => "TOTAL TTC",
        };
        let deducted: Cents = self.deducted.iter().map(|it| it.amount).sum();
        if deducted != Cents::ZERO {
            paper.pair("Total de la commande", (self.total + deducted).show(FR), Style::PLAIN);
        }
        for advance in &self.deducted {
            let label = format!("Acompte n° {}", advance.number);
            paper.pair(label, (Cents::ZERO - advance.amount).show(FR), Style::PLAIN);
        }
        if self.paid != Cents::ZERO {
            paper.pair("TOTAL TTC", self.total.show(FR), Style::PLAIN);
            paper.pair("Déjà réglé", (Cents::ZERO - self.paid).show(FR), Style::PLAIN);
        }
        paper.pair(label, (self.total - self.paid).show(FR), Style::TALL);
        let net: Cents = self.rates.iter().map(|view| view.net).sum();
        paper.pair("Total HT", net.show(FR), Style::PLAIN);
        let lines = self.lines.len();
        paper.pair("Nombre de lignes", lines.to_string(), Style::PLAIN);
        paper.blank();
        let name = |rate: VatRate| format!("{} {}", self.letter(rate), rate.show(FR));
        print_rates(paper, &self.rates, name);
    }

    fn print_payment(&self, paper: &mut Document) {
        if self.operation == Operation::Note {
            return;
        }
        paper.rule();
        for tender in &self.tenders {
            paper.pair(&tender.label, tender.amount.show(FR), Style::PLAIN);
        }
        if let Some(cash) = self.cash {
            paper.pair("Espèces reçues", cash.received.show(FR), Style::PLAIN);
            paper.pair("Rendu", cash.change.show(FR), Style::PLAIN);
        }
    }

    fn print_foot(&self, paper: &mut Document) {
        paper.rule();
        if self.operation == Operation::Note {
            paper.centred("Note remise avant paiement.", Style::PLAIN);
        }
        self.notices.iter().for_each(|notice| paper.centred(notice, Style::PLAIN));
        let signed = self.mark.as_ref().map(|mark| format!("Signature {mark} - "));
        let signed = signed.unwrap_or_default();
        paper.centred(format!("{signed}OC Pizza {}", self.version), Style::PLAIN);
        print_training(paper, self.training);
    }
}

/// The head of every paper, by itself: what an office looks at before it is printed.
pub fn head(shop: &ShopIdentity) -> Document {
    let mut paper = Document::default();
    print_shop(&mut paper, shop);
    paper
}

/// Who sells: the head of every paper (CGI ann. II art. 242 nonies A; code de commerce
/// art. R123-237).
pub(super) fn print_shop(paper: &mut Document, shop: &ShopIdentity) {
    paper.centred(&shop.name, Style::DOUBLE);
    paper.centred(&shop.address, Style::PLAIN);
    paper.centred(format!("SIRET {} - NAF {}", shop.siret, shop.naf), Style::PLAIN);
    paper.centred(format!("TVA {}", shop.vat_number), Style::PLAIN);
}

/// What is printed in training must not be taken for a ticket: its first and its last words.
pub(super) fn print_training(paper: &mut Document, training: bool) {
    if training {
        paper.centred("MODE ÉCOLE", Style::DOUBLE);
        paper.centred("sans valeur, rien n’a été vendu", Style::BOLD);
    }
}

/// The rates, one a row.
pub(super) fn print_rates(
    paper: &mut Document,
    rates: &[RateTotal],
    name: impl Fn(VatRate) -> String,
) {
    let row = |view: &RateTotal| {
        vec![name(view.rate), view.net.show(FR), view.vat.show(FR), view.gross.show(FR)]
    };
    let columns = [Align::Left, Align::Right, Align::Right, Align::Right];
    paper.table(&columns, &["TVA", "HT", "Taxe", "TTC"], rates.iter().map(row).collect());
}

#[cfg(test)]
mod tests;
