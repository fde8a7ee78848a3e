//! What a customer is given: the ticket, the note, a refund, and each of their duplicates.
//!
//! The views are plain values of the ledger, never worked out here: what is printed again in ten
//! years is what was signed.

use super::document::{Align, Document, Style};
use super::times::to_the_second;
use crate::language::{Language, typeset};
use crate::money::{Cents, VatRate};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

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
        /// The number of the ticket it corrects.
        of: String,
    },
    /// A ticket that is undone.
    Cancellation {
        /// Its number.
        of: String,
    },
}

/// Who sells (CGI ann. II art. 242 nonies A; code de commerce art. R123-237).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShopIdentity {
    /// The shop's name.
    pub name: String,
    /// The company that runs it, with its form and capital, where the name is not enough.
    pub company: Option<String>,
    /// The lines of its address.
    pub address: Vec<String>,
    /// Its telephone number, as people read it.
    pub phone: Option<String>,
    /// Fourteen digits.
    pub siret: String,
    /// Its activity: `56.10C`.
    pub naf: String,
    /// Its number for VAT: `FR…`.
    pub vat_number: String,
}

/// Money off a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DiscountView {
    /// Why.
    pub reason: String,
    /// How much, above zero.
    pub amount: Cents,
}

/// A line as it was signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineView {
    /// How many; below zero where they are taken back.
    pub quantity: i64,
    /// What it is called.
    pub label: String,
    /// What is changed on it, one text each.
    pub changes: Vec<String>,
    /// The price of one, VAT included.
    pub unit_price: Cents,
    /// Money off all of them.
    pub discount: Option<DiscountView>,
    /// What is to be paid for all of them.
    pub amount: Cents,
    /// The rate.
    pub rate: VatRate,
}

/// What one rate adds to the total.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RateView {
    /// The rate.
    pub rate: VatRate,
    /// Without VAT.
    pub net: Cents,
    /// The VAT.
    pub vat: Cents,
    /// With it.
    pub gross: Cents,
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
    pub rates: Vec<RateView>,
    /// With VAT.
    pub total: Cents,
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
    /// The four characters of its signature: [`signature_mark`].
    pub mark: Option<String>,
    /// Version of the program.
    pub version: String,
    /// What the law or the shop has to say below, a paragraph each.
    pub notices: Vec<String>,
}

/// The third, seventh, thirteenth and nineteenth character of a signature, which are printed on
/// each ticket (NF525); none: it is too short to be one.
pub fn signature_mark(signature: &str) -> Option<String> {
    let character = |nth: usize| signature.chars().nth(nth - 1);
    [3, 7, 13, 19].into_iter().map(character).collect()
}

impl ReceiptView {
    /// It, laid out; always in French.
    pub fn document(&self) -> Document {
        let mut paper = Document::default();
        self.shop.print(&mut paper);
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
        }
    }

    fn print_title(&self, paper: &mut Document) {
        paper.rule();
        print_training(paper, self.training);
        paper.centred(format!("{} n° {}", self.title(), self.number), Style::TALL);
        if let Some(nth) = self.duplicate {
            paper.centred(format!("DUPLICATA n° {nth}"), Style::TALL);
        }
        if let Operation::Refund { of } | Operation::Cancellation { of } = &self.operation {
            paper.centred(format!("du ticket n° {of}"), Style::PLAIN);
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
            let amount = line.discount.as_ref().map_or(line.amount, |off| line.amount + off.amount);
            let amount = format!("{} {}", amount.show(FR), self.letter(line.rate));
            paper.pair(format!("{} {}", line.quantity, line.label), amount, Style::PLAIN);
            line.changes.iter().for_each(|change| paper.indented(3, change, Style::PLAIN));
            if line.quantity.abs() != 1 {
                let each = format!("l’unité : {}", line.unit_price.show(FR));
                paper.indented(3, typeset(&each), Style::PLAIN);
            }
            if let Some(off) = &line.discount {
                let off_amount = (Cents::ZERO - off.amount).show(FR);
                let off_amount = format!("{off_amount} {}", self.letter(line.rate));
                paper.pair(
                    format!("\u{a0}\u{a0}\u{a0}Remise ({})", off.reason),
                    off_amount,
                    Style::PLAIN,
                );
            }
        }
        paper.rule();
    }

    /// The letter that ties a line to its rate below.
    fn letter(&self, rate: VatRate) -> char {
        let at = self.rates.iter().position(|view| view.rate == rate);
        at.and_then(|at| ('A'..='Z').nth(at)).unwrap_or('?')
    }

    fn print_totals(&self, paper: &mut Document) {
        let label = match self.operation {
            Operation::Note => "TOTAL TTC à payer",
            Operation::Refund { .. } | Operation::Cancellation { .. } => "TOTAL TTC rendu",
            Operation::Sale | Operation::Advance => "TOTAL TTC",
        };
        paper.pair(label, self.total.show(FR), Style::TALL);
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
        for deducted in &self.deducted {
            let label = format!("Acompte n° {}", deducted.number);
            paper.pair(label, (Cents::ZERO - deducted.amount).show(FR), Style::PLAIN);
        }
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

impl ShopIdentity {
    /// The head of every paper.
    pub(super) fn print(&self, paper: &mut Document) {
        paper.centred(&self.name, Style::DOUBLE);
        let lines = self.company.iter().chain(&self.address);
        lines.for_each(|line| paper.centred(line, Style::PLAIN));
        if let Some(phone) = &self.phone {
            paper.centred(format!("Tél. {phone}"), Style::PLAIN);
        }
        paper.centred(format!("SIRET {} - NAF {}", self.siret, self.naf), Style::PLAIN);
        paper.centred(format!("TVA {}", self.vat_number), Style::PLAIN);
    }
}

/// What is printed in training must not be taken for a ticket.
pub(super) fn print_training(paper: &mut Document, training: bool) {
    if training {
        paper.centred("MODE ÉCOLE", Style::DOUBLE);
        paper.centred("sans valeur, rien n’a été vendu", Style::BOLD);
    }
}

/// The rates, one a row.
pub(super) fn print_rates(
    paper: &mut Document,
    rates: &[RateView],
    name: impl Fn(VatRate) -> String,
) {
    let row = |view: &RateView| {
        vec![name(view.rate), view.net.show(FR), view.vat.show(FR), view.gross.show(FR)]
    };
    let columns = [Align::Left, Align::Right, Align::Right, Align::Right];
    paper.table(&columns, &["TVA", "HT", "Taxe", "TTC"], rates.iter().map(row).collect());
}

#[cfg(test)]
mod tests;
