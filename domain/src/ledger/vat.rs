//! What a shop's days came to per rate, goods and services apart, with the money: for the accountant,
//! and for the reporting of sales to private customers (CGI art. 290 and 290 A).

use super::{Nature, RateTotal, TenderTotal, Ticket};
use crate::language::{Language, Spoken};
use crate::money::{Cents, VatRate};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// The columns of the export, in French, the language of who reads it.
pub const VAT_COLUMNS: [&str; 11] = [
    "magasin",
    "date",
    "ligne",
    "categorie",
    "taux",
    "moyen",
    "ttc",
    "ht",
    "tva",
    "tickets",
    "cloture",
];

/// The sums of days, to be written as CSV.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VatExport(BTreeMap<(String, NaiveDate, Nature), Sums>);

/// What was sold as one nature on one day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Sums {
    tickets: u64,
    rates: BTreeMap<VatRate, (GrossAndTax, u64)>,
    tenders: BTreeMap<crate::payments::TenderKind, (Cents, u64)>,
    open: bool,
}

/// VAT included, and the tax.
type GrossAndTax = (Cents, Cents);

impl VatExport {
    /// Counts a ticket of a shop's day in; `closed` is whether its register has closed that day. One
    /// made while learning never counts.
    pub fn add(&mut self, shop: &str, day: NaiveDate, closed: bool, ticket: &Ticket) {
        if ticket.training {
            return;
        }
        // An order is had in one way: all of its lines are goods, or all a service.
        let key = (shop.to_owned(), day, Nature::of(ticket.mode));
        let sums = self.0.entry(key).or_default();
        sums.tickets += 1;
        sums.open |= !closed;
        for it in &ticket.rates {
            let ((gross, vat), tickets) = sums.rates.entry(it.rate).or_default();
            *gross += it.gross;
            *vat += it.vat;
            *tickets += 1;
        }
        let mut tenders: BTreeMap<_, Cents> = BTreeMap::new();
        for it in &ticket.tenders {
            *tenders.entry(it.tender).or_default() += it.amount;
        }
        for (tender, amount) in tenders {
            let (sum, tickets) = sums.tenders.entry(tender).or_default();
            *sum += amount;
            *tickets += 1;
        }
    }

    /// What the days of the export came to per rate, whatever they sold.
    pub fn rates(&self) -> Vec<RateTotal> {
        let mut all: BTreeMap<VatRate, GrossAndTax> = BTreeMap::new();
        for (rate, ((gross, vat), _)) in self.0.values().flat_map(|sums| &sums.rates) {
            let sum = all.entry(*rate).or_default();
            sum.0 += *gross;
            sum.1 += *vat;
        }
        all.into_iter().map(|(rate, (gross, vat))| RateTotal::new(rate, gross, vat)).collect()
    }

    /// The same per kind of money.
    pub fn tenders(&self) -> Vec<TenderTotal> {
        let mut all: BTreeMap<_, Cents> = BTreeMap::new();
        for (tender, (amount, _)) in self.0.values().flat_map(|sums| &sums.tenders) {
            *all.entry(*tender).or_default() += *amount;
        }
        all.into_iter().map(|(tender, amount)| TenderTotal { tender, amount }).collect()
    }

    /// How many tickets there are.
    pub fn tickets(&self) -> u64 {
        self.0.values().map(|sums| sums.tickets).sum()
    }

    /// The file: a line for each rate of each day, goods and services apart, then a line for each kind
    /// of money. What spreadsheets in France open by themselves: a mark that it is UTF-8, semicolons,
    /// decimal commas, days first, lines that end as Windows has them.
    pub fn csv(&self) -> String {
        let mut csv = format!("\u{feff}{}\r\n", VAT_COLUMNS.join(";"));
        for ((shop, day, nature), sums) in &self.0 {
            let nature = match nature {
                Nature::Goods => "biens",
                Nature::Service => "services",
            };
            let day = day.format("%d/%m/%Y");
            let closed = if sums.open { "non" } else { "oui" };
            for (rate, ((gross, vat), tickets)) in &sums.rates {
                let (rate, net) = (decimal(i64::from(rate.0)), decimal((*gross - *vat).0));
                let (gross, vat) = (decimal(gross.0), decimal(vat.0));
                csv += &format!(
                    "{shop};{day};tva;{nature};{rate};;{gross};{net};{vat};{tickets};{closed}\r\n"
                );
            }
            for (tender, (amount, tickets)) in &sums.tenders {
                let (tender, amount) = (tender.say(Language::Fr), decimal(amount.0));
                csv += &format!(
                    "{shop};{day};reglement;{nature};;{tender};{amount};;;{tickets};{closed}\r\n"
                );
            }
        }
        csv
    }
}

/// Hundredths, with a decimal comma.
fn decimal(hundredths: i64) -> String {
    let (sign, size) = (if hundredths < 0 { "-" } else { "" }, hundredths.unsigned_abs());
    format!("{sign}{},{:02}", size / 100, size % 100)
}
