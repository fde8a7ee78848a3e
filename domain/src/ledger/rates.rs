//! Amounts by VAT rate, and the tax of what is taken or given back of them in parts.

use super::RateTotal;
use crate::money::{Cents, VatRate};
use std::collections::BTreeMap;

/// An amount and the tax within it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Taxed {
    /// VAT included.
    pub gross: Cents,
    /// The tax.
    pub vat: Cents,
}

/// Amounts by rate.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rates(BTreeMap<VatRate, Taxed>);

impl Rates {
    /// Sums amounts per rate and taxes each sum once ([`VatRate::tax_within`]).
    pub fn taxed(amounts: impl IntoIterator<Item = (VatRate, Cents)>) -> Rates {
        let mut rates = Rates::default();
        for (rate, amount) in amounts {
            rates.0.entry(rate).or_default().gross += amount;
        }
        for (rate, taxed) in &mut rates.0 {
            taxed.vat = rate.tax_within(taxed.gross);
        }
        rates
    }

    /// The same totals, to be reckoned with.
    pub fn of<'a>(totals: impl IntoIterator<Item = &'a RateTotal>) -> Rates {
        let mut rates = Rates::default();
        rates.add(totals);
        rates
    }

    /// What is taken of each of these, with its tax, where `paid` was taken before.
    pub fn of_parts(paid: &Rates, parts: impl IntoIterator<Item = (VatRate, Cents)>) -> Rates {
        let mut rates = Rates::taxed(parts);
        for (rate, part) in &mut rates.0 {
            part.vat = tax_of_part(*rate, paid.at(*rate), part.gross);
        }
        rates
    }

    /// What goes back of each of these, with its tax, where this remained; all below zero.
    pub fn giving_back(&self, backs: impl IntoIterator<Item = (VatRate, Cents)>) -> Rates {
        let mut rates = Rates::taxed(backs);
        for (rate, back) in &mut rates.0 {
            let vat = tax_given_back(*rate, self.at(*rate), back.gross);
            *back = Taxed { gross: Cents(-back.gross.0), vat: Cents(-vat.0) };
        }
        rates
    }

    /// Adds totals.
    pub fn add<'a>(&mut self, totals: impl IntoIterator<Item = &'a RateTotal>) {
        for total in totals {
            let taxed = self.0.entry(total.rate).or_default();
            taxed.gross += total.gross;
            taxed.vat += total.vat;
        }
    }

    /// Takes totals off; a rate that was not there goes below zero.
    pub fn take<'a>(&mut self, totals: impl IntoIterator<Item = &'a RateTotal>) {
        for total in totals {
            let taxed = self.0.entry(total.rate).or_default();
            taxed.gross = taxed.gross - total.gross;
            taxed.vat = taxed.vat - total.vat;
        }
    }

    /// What there is at a rate.
    pub fn at(&self, rate: VatRate) -> Taxed {
        self.0.get(&rate).copied().unwrap_or_default()
    }

    /// All of it, lowest rate first.
    pub fn iter(&self) -> impl Iterator<Item = (VatRate, Taxed)> {
        self.0.iter().map(|(rate, taxed)| (*rate, *taxed))
    }

    /// As a ticket has it, lowest rate first.
    pub fn totals(&self) -> Vec<RateTotal> {
        self.iter().map(|(rate, taxed)| RateTotal::new(rate, taxed.gross, taxed.vat)).collect()
    }

    /// As a ticket has it, without the rates at which there is nothing.
    pub fn totals_left(&self) -> Vec<RateTotal> {
        let mut totals = self.totals();
        totals.retain(|total| total.gross != Cents::ZERO || total.vat != Cents::ZERO);
        totals
    }

    /// VAT included.
    pub fn gross(&self) -> Cents {
        self.0.values().map(|taxed| taxed.gross).sum()
    }
}

/// The tax of a part taken in advance, where `paid` was taken before: what the tax of all taken
/// rises by, so that parts sum to the tax of the whole (CGI art. 269 2 a and c: an advance is taxed
/// when it is taken). It stays within a cent of the part's own tax, whatever was given back before.
pub fn tax_of_part(rate: VatRate, paid: Taxed, part: Cents) -> Cents {
    let own = rate.tax_within(part);
    let rise = rate.tax_within(paid.gross + part) - paid.vat;
    rise.clamp(Cents::ZERO.max(own - Cents(1)), part.min(own + Cents(1)))
}

/// The tax that goes back with `back`, where `left` remained before: what remained less what remains
/// after (CGI art. 272 1), so that nothing remains when all went back. Neither it nor what remains is
/// ever more than its amount.
pub fn tax_given_back(rate: VatRate, left: Taxed, back: Cents) -> Cents {
    let after = left.gross - back;
    if after == Cents::ZERO {
        return left.vat;
    }
    left.vat - rate.tax_within(after).clamp(left.vat - back, left.vat)
}
