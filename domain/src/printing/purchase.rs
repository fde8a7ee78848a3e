//! A purchase order as a supplier gets it, on paper or as a PDF; always in French.

use super::document::{Align, Document, Style};
use super::receipt::print_shop;
use super::times::day;
use crate::language::Language;
use crate::ledger::ShopIdentity;
use crate::menu::Unit;
use crate::money::Cents;
use crate::stock::show_quantity;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

const FR: Language = Language::Fr;

/// One ingredient of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PurchaseLineView {
    /// The ingredient's name.
    pub name: String,
    /// How much, in the unit: whole lots.
    pub quantity: i64,
    /// The unit.
    pub unit: Unit,
    /// How much a lot is.
    pub lot: i64,
    /// What all of it costs, without VAT, where that is known.
    pub price: Option<Cents>,
}

/// A purchase order as it is sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PurchaseView {
    /// Who buys, and where the goods go.
    pub shop: ShopIdentity,
    /// Who sells.
    pub supplier: String,
    /// Its reference, which the supplier's papers repeat.
    pub reference: String,
    /// The day it is sent.
    pub day: NaiveDate,
    /// Who sends it.
    pub by: String,
    /// What is ordered.
    pub lines: Vec<PurchaseLineView>,
    /// What all of it costs, without VAT; none where a price is not known.
    pub total: Option<Cents>,
}

impl PurchaseView {
    /// It, laid out.
    pub fn document(&self) -> Document {
        let mut paper = Document::default();
        print_shop(&mut paper, &self.shop);
        paper.rule();
        paper.centred(format!("BON DE COMMANDE {}", self.reference), Style::TALL);
        paper.pair("Fournisseur", &self.supplier, Style::PLAIN);
        paper.pair("Date", day(self.day), Style::PLAIN);
        paper.pair("Commandé par", &self.by, Style::PLAIN);
        paper.rule();
        self.print_lines(&mut paper);
        paper.rule();
        if let Some(total) = self.total {
            paper.pair("Total HT", total.show(FR), Style::BOLD);
        }
        paper.blank();
        paper.text(
            format!("Rappelez la référence {} sur le bon de livraison.", self.reference),
            Style::PLAIN,
        );
        paper.cut();
        paper
    }

    fn print_lines(&self, paper: &mut Document) {
        let are_priced = self.lines.iter().any(|line| line.price.is_some());
        let row = |line: &PurchaseLineView| {
            let price = line.price.map_or_else(String::new, |price| price.show(FR));
            let cells = [line.name.clone(), line.lots(), line.quantity(), price];
            cells.into_iter().take(if are_priced { 4 } else { 3 }).collect()
        };
        let head = ["Article", "Lots", "Quantité", "Prix HT"];
        let columns = [Align::Left, Align::Right, Align::Right, Align::Right];
        let shown = if are_priced { 4 } else { 3 };
        let rows = self.lines.iter().map(row).collect();
        paper.table(&columns[..shown], &head[..shown], rows);
    }
}

impl PurchaseLineView {
    /// `2 × 10 kg`; nothing where a lot is one piece.
    fn lots(&self) -> String {
        match (self.unit, self.lot) {
            (Unit::Pc, 1) | (_, ..=0) => String::new(),
            (unit, lot) => {
                format!("{}\u{a0}×\u{a0}{}", self.quantity / lot, show_quantity(lot, unit, FR))
            }
        }
    }

    fn quantity(&self) -> String {
        show_quantity(self.quantity, self.unit, FR)
    }
}

#[cfg(test)]
mod tests;
