//! The rules a ticket and a note hold by themselves: what adds up, and which sign each amount has.

use super::rates::{Rates, tax_given_back};
use super::{Chain, Flaw, Note, Operation, RateTotal, TenderLine, Ticket, TicketLine};
use crate::money::{Cents, VatRate};
use crate::payments::TenderKind;
use std::collections::BTreeSet;

/// The largest amount in an entry: a hundred million euros. Sums of them cannot overflow.
const AMOUNT_MAX: Cents = Cents(10_000_000_000);
/// The largest quantity of a line.
const QUANTITY_MAX: u64 = 1_000_000;
/// The most of anything a ticket lists.
const LISTED_MAX: usize = 10_000;
/// A rate of a hundred percent.
const RATE_MAX: VatRate = VatRate(10_000);

fn hold(rule: bool, flaw: Flaw) -> Result<(), Flaw> {
    if rule { Ok(()) } else { Err(flaw) }
}

impl Ticket {
    /// Whether it adds up by its own rules: lines to totals per rate, those to the total, money to
    /// the total, tax to what is taxed; and whether each amount has the sign of the operation.
    ///
    /// # Errors
    /// The first rule it breaks.
    pub fn check(&self) -> Result<(), Flaw> {
        self.check_sizes()?;
        if self.operation == Operation::Reversal {
            return self.check_reversal();
        }
        hold(self.reverses.is_none(), Flaw::Original)?;
        check_lines(&self.lines, self.operation)?;
        hold(usize::try_from(self.lines_count) == Ok(self.lines.len()), Flaw::LinesCount)?;
        self.check_references()?;
        check_rates(&self.rates)?;
        self.check_vat()?;
        hold(self.rates.iter().map(|rate| rate.gross).sum::<Cents>() == self.total, Flaw::Total)?;
        hold(
            match self.operation {
                Operation::Sale => self.total >= Cents::ZERO,
                Operation::Advance => self.total > Cents::ZERO,
                Operation::Refund => self.total < Cents::ZERO,
                Operation::Cancellation => self.total <= Cents::ZERO,
                Operation::Reversal => false,
            },
            Flaw::Sign,
        )?;
        self.check_tenders()
    }

    /// What takes an entry back is that entry with every sign turned round.
    fn check_reversal(&self) -> Result<(), Flaw> {
        let chain = if self.training { Chain::Training } else { Chain::Sales };
        hold(self.corrects.as_ref().is_some_and(|entry| entry.chain == chain), Flaw::Original)?;
        self.undone().ok_or(Flaw::Original)?.check()
    }

    /// Nothing so large that it could not be summed.
    fn check_sizes(&self) -> Result<(), Flaw> {
        let deducted = || self.deducted.iter().flat_map(|advance| &advance.rates);
        let rates = || self.rates.iter().chain(deducted()).chain(&self.remained);
        let tenders = self.tenders.iter().flat_map(|it| [it.amount, it.received, it.change]);
        check_sizes(&self.lines, rates(), tenders.chain([self.total]))?;
        hold(self.tenders.len() + rates().count() <= LISTED_MAX, Flaw::Amount)
    }

    fn check_references(&self) -> Result<(), Flaw> {
        let chain = if self.training { Chain::Training } else { Chain::Sales };
        hold(self.corrects.is_some() == self.operation.corrects(), Flaw::Original)?;
        hold(self.corrects.iter().all(|entry| entry.chain == chain), Flaw::Original)?;
        let is_correction = self.operation.corrects();
        hold(is_correction || (self.remained.is_empty() && !self.of_advance), Flaw::Original)?;
        let names_lines = self.lines.iter().any(|line| line.of_line.is_some());
        hold(is_correction || !names_lines, Flaw::Original)?;
        check_rates(&self.remained)?;
        hold(self.deducted.is_empty() || self.operation == Operation::Sale, Flaw::Deducted)?;
        let mut named = BTreeSet::new();
        for advance in &self.deducted {
            let is_new = advance.entry.chain == chain && named.insert(&advance.entry);
            hold(is_new, Flaw::Deducted)?;
            check_rates(&advance.rates).map_err(|_| Flaw::Deducted)?;
            let is_money = advance.rates.iter().all(|rate| rate.gross >= Cents::ZERO);
            hold(is_money, Flaw::Deducted)?;
        }
        Ok(())
    }

    /// Each rate's amount is that of the lines, and its tax follows from it.
    fn check_vat(&self) -> Result<(), Flaw> {
        let sold = Rates::taxed(self.lines.iter().map(|line| (line.vat_rate, line.gross)));
        let mut due = sold.clone();
        due.take(self.deducted.iter().flat_map(|advance| &advance.rates));
        let said = Rates::of(&self.rates);
        hold(due.iter().map(|it| it.0).eq(said.iter().map(|it| it.0)), Flaw::Rates)?;
        let remained = Rates::of(&self.remained);
        for (rate, part) in said.iter() {
            hold(part.gross == due.at(rate).gross, Flaw::Rates)?;
            let left = remained.at(rate);
            let fits = match self.operation {
                Operation::Sale => part.vat == due.at(rate).vat,
                // How much was taken before is not here; it moves the tax by a cent at most.
                Operation::Advance => {
                    (Cents::ZERO..=part.gross).contains(&part.vat)
                        && (part.vat - rate.tax_within(part.gross)).0.abs() <= 1
                }
                Operation::Refund | Operation::Cancellation => {
                    let back = Cents(-part.gross.0);
                    hold(back <= left.gross, Flaw::Remained)?;
                    hold((Cents::ZERO..=left.gross).contains(&left.vat), Flaw::Remained)?;
                    part.vat == Cents(-tax_given_back(rate, left, back).0)
                }
                Operation::Reversal => false,
            };
            hold(fits, Flaw::Vat)?;
        }
        let back = |rate| Cents(-said.at(rate).gross.0);
        let is_all = remained.iter().all(|(rate, left)| back(rate) == left.gross);
        hold(self.operation != Operation::Cancellation || is_all, Flaw::Remained)
    }

    fn check_tenders(&self) -> Result<(), Flaw> {
        let sum: Cents = self.tenders.iter().map(|tender| tender.amount).sum();
        hold(sum == self.total, Flaw::Tenders)?;
        let goes_back = self.operation.corrects();
        for TenderLine { tender, amount, received, change, payer } in &self.tenders {
            hold(payer.is_none_or(|payer| payer > 0 && !goes_back), Flaw::Tenders)?;
            hold(
                if goes_back { *amount < Cents::ZERO } else { *amount > Cents::ZERO },
                Flaw::Sign,
            )?;
            hold(*received == *amount + *change && *change >= Cents::ZERO, Flaw::Change)?;
            // What is above the price is given back of cash, and of nothing else.
            let gives_change = *tender == TenderKind::Cash && !goes_back;
            hold(*change == Cents::ZERO || gives_change, Flaw::Change)?;
        }
        Ok(())
    }
}

impl Note {
    /// Whether it adds up: lines to totals per rate, those to the total, of which a part is paid.
    ///
    /// # Errors
    /// The first rule it breaks.
    pub fn check(&self) -> Result<(), Flaw> {
        check_sizes(&self.lines, self.rates.iter(), [self.total, self.paid])?;
        check_lines(&self.lines, Operation::Sale)?;
        check_rates(&self.rates)?;
        let sold = Rates::taxed(self.lines.iter().map(|line| (line.vat_rate, line.gross)));
        hold(sold == Rates::of(&self.rates), Flaw::Rates)?;
        hold(sold.gross() == self.total, Flaw::Total)?;
        hold((Cents::ZERO..=self.total).contains(&self.paid), Flaw::Tenders)
    }
}

/// Nothing so large that it could not be summed.
fn check_sizes<'a>(
    lines: &[TicketLine],
    rates: impl IntoIterator<Item = &'a RateTotal>,
    others: impl IntoIterator<Item = Cents>,
) -> Result<(), Flaw> {
    let fits = |amount: Cents| amount.0.unsigned_abs() <= AMOUNT_MAX.0.unsigned_abs();
    hold(lines.len() <= LISTED_MAX, Flaw::Amount)?;
    for line in lines {
        let amounts = [line.unit_price, line.discount, line.gross];
        let is_rate = line.vat_rate <= RATE_MAX && line.quantity.unsigned_abs() <= QUANTITY_MAX;
        hold(amounts.into_iter().all(fits) && is_rate, Flaw::Amount)?;
    }
    for total in rates {
        let amounts = [total.gross, total.net, total.vat];
        hold(amounts.into_iter().all(fits) && total.rate <= RATE_MAX, Flaw::Amount)?;
    }
    hold(others.into_iter().all(fits), Flaw::Amount)
}

fn check_lines(lines: &[TicketLine], operation: Operation) -> Result<(), Flaw> {
    hold(!lines.is_empty(), Flaw::LinesCount)?;
    for line in lines {
        let sign = if operation.corrects() { -1 } else { 1 };
        let is_signed = line.quantity.signum() == sign
            && line.discount.0 * sign >= 0
            && line.gross.0 * sign >= 0
            && line.unit_price >= Cents::ZERO;
        hold(is_signed, Flaw::Sign)?;
        let gross = Cents(line.unit_price.0 * line.quantity) - line.discount;
        hold(line.gross == gross, Flaw::Lines)?;
    }
    Ok(())
}

/// Lowest first, each once, each the sum of its net amount and its tax.
pub(super) fn check_rates(rates: &[RateTotal]) -> Result<(), Flaw> {
    hold(rates.windows(2).all(|pair| pair[0].rate < pair[1].rate), Flaw::Rates)?;
    hold(rates.iter().all(|rate| rate.net + rate.vat == rate.gross), Flaw::Rates)
}
