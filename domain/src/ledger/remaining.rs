//! What remains of a sale or an advance, and how money of it goes back.

use super::bill::{check_money, filled, part_line};
use super::rates::Rates;
use super::{
    BillRefused, Deduction, EntryRef, Flaw, Operation, OrderName, TenderLine, Ticket, TicketLine,
    Till,
};
use crate::money::{Cents, share};
use crate::orders::ServiceMode;
use serde::{Deserialize, Serialize};

/// What goes back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Back {
    /// A part of the price, shared over all that remains.
    Amount(Cents),
    /// So many of these lines, numbered from 1.
    Lines(Vec<(u32, u32)>),
}

/// A line and what remains of it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Part {
    line: TicketLine,
    quantity: i64,
    gross: Cents,
}

/// What remains of a sale or an advance. A sale is the whole order: what was paid in advance and
/// deducted goes back with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remaining {
    original: EntryRef,
    operation: Operation,
    order: OrderName,
    mode: ServiceMode,
    parts: Vec<Part>,
    rates: Rates,
}

impl Remaining {
    /// All of an entry.
    ///
    /// # Errors
    /// [`Flaw::Original`]: it is a correction itself.
    pub fn of(original: EntryRef, ticket: &Ticket) -> Result<Remaining, Flaw> {
        if ticket.operation.corrects() {
            return Err(Flaw::Original);
        }
        let part = |line: &TicketLine| Part {
            line: line.clone(),
            quantity: line.quantity,
            gross: line.gross,
        };
        Ok(Remaining {
            original,
            operation: ticket.operation,
            order: ticket.order.clone(),
            mode: ticket.mode,
            parts: ticket.lines.iter().map(part).collect(),
            rates: ticket.whole(),
        })
    }

    /// What remains after a correction, or of an advance after the sale that deducts it: nothing.
    /// What happened to an entry, at whatever register, is taken off in the order it was made.
    ///
    /// # Errors
    /// [`Flaw::Original`]: it is about another entry. [`Flaw::Remained`]: it was made of another
    /// remainder.
    pub fn after(&self, correction: &Ticket) -> Result<Remaining, Flaw> {
        let deducted = correction.deducted.iter().find(|it| it.entry == self.original);
        let remained = match deducted {
            Some(deduction) => &deduction.rates,
            None if correction.corrects.as_ref() == Some(&self.original) => &correction.remained,
            None => return Err(Flaw::Original),
        };
        if *remained != self.rates.totals_left() {
            return Err(Flaw::Remained);
        }
        if deducted.is_some() {
            return Ok(self.used_up());
        }
        let mut left = self.clone();
        left.rates.add(&correction.rates);
        for line in &correction.lines {
            match line.of_line {
                Some(number) => {
                    let part = usize::try_from(number).ok().and_then(|it| it.checked_sub(1));
                    let part = part.and_then(|at| left.parts.get_mut(at)).ok_or(Flaw::Remained)?;
                    part.quantity += line.quantity;
                    part.gross += line.gross;
                }
                None => left.lower(line),
            }
        }
        let is_left = |part: &Part| part.quantity >= 0 && part.gross >= Cents::ZERO;
        if left.parts.iter().all(is_left) { Ok(left) } else { Err(Flaw::Remained) }
    }

    fn used_up(&self) -> Remaining {
        let mut left = Remaining { rates: Rates::default(), ..self.clone() };
        for part in &mut left.parts {
            (part.quantity, part.gross) = (0, Cents::ZERO);
        }
        left
    }

    /// Takes a part of the price off all lines that are taxed like it.
    fn lower(&mut self, back: &TicketLine) {
        let mut alike: Vec<&mut Part> =
            self.parts.iter_mut().filter(|part| is_alike(&part.line, back)).collect();
        let weights: Vec<Cents> = alike.iter().map(|part| part.gross).collect();
        for (part, share) in alike.iter_mut().zip(share(Cents(-back.gross.0), &weights)) {
            part.gross = part.gross - share;
        }
    }

    /// VAT included.
    pub fn total(&self) -> Cents {
        self.rates.gross()
    }

    /// How many of a line, numbered from 1, remain, and what they cost.
    pub fn line(&self, number: u32) -> Option<(i64, Cents)> {
        let at = usize::try_from(number).ok()?.checked_sub(1)?;
        self.parts.get(at).map(|part| (part.quantity, part.gross))
    }

    /// An advance, to be deducted by the sale; none: nothing remains, or it is no advance.
    pub fn deduction(&self) -> Option<Deduction> {
        let is_advance = self.operation == Operation::Advance && self.total() > Cents::ZERO;
        is_advance
            .then(|| Deduction { entry: self.original.clone(), rates: self.rates.totals_left() })
    }

    /// What costs what goes back.
    ///
    /// # Errors
    /// It is nothing, or more than remains.
    pub fn cost(&self, back: &Back) -> Result<Cents, BillRefused> {
        Ok(Cents(-self.lines_back(back)?.iter().map(|line| line.gross.0).sum::<i64>()))
    }

    /// The ticket by which money goes back. Its tax is, at each rate, that of what remained less that
    /// of what remains after it (CGI art. 272 1).
    ///
    /// # Errors
    /// More goes back than remains, or not the money that it costs.
    pub fn refund(
        &self,
        till: &Till,
        back: &Back,
        tenders: &[TenderLine],
        reason: Option<String>,
    ) -> Result<Ticket, BillRefused> {
        let lines = self.lines_back(back)?;
        self.correction(till, Operation::Refund, lines, tenders, reason)
    }

    /// The ticket by which all that remains goes back.
    ///
    /// # Errors
    /// Nothing remains, or the money is not all of it.
    pub fn cancellation(
        &self,
        till: &Till,
        tenders: &[TenderLine],
        reason: Option<String>,
    ) -> Result<Ticket, BillRefused> {
        let all: Vec<TicketLine> = self
            .parts
            .iter()
            .zip(1..)
            .filter(|(part, _)| part.quantity > 0)
            .map(|(part, number)| part.back(number, part.quantity))
            .collect();
        if all.is_empty() {
            return Err(BillRefused::Nothing);
        }
        self.correction(till, Operation::Cancellation, all, tenders, reason)
    }

    fn correction(
        &self,
        till: &Till,
        operation: Operation,
        lines: Vec<TicketLine>,
        tenders: &[TenderLine],
        reason: Option<String>,
    ) -> Result<Ticket, BillRefused> {
        let backs = lines.iter().map(|line| (line.vat_rate, Cents(-line.gross.0)));
        let rates = self.rates.giving_back(backs);
        check_money(rates.gross(), tenders)?;
        let mut ticket = till.blank(operation, &self.order, self.mode);
        ticket.lines = lines;
        ticket.corrects = Some(self.original.clone());
        ticket.of_advance = self.operation == Operation::Advance;
        ticket.remained = self.rates.totals_left();
        ticket.reason = reason;
        filled(ticket, &rates, tenders)
    }

    fn lines_back(&self, back: &Back) -> Result<Vec<TicketLine>, BillRefused> {
        let lines = match back {
            Back::Amount(amount) => self.amount_back(*amount)?,
            Back::Lines(asked) => self.asked_back(asked)?,
        };
        let is_something = lines.iter().any(|line| line.gross != Cents::ZERO);
        if is_something { Ok(lines) } else { Err(BillRefused::Nothing) }
    }

    fn asked_back(&self, asked: &[(u32, u32)]) -> Result<Vec<TicketLine>, BillRefused> {
        let mut numbers: Vec<u32> = asked.iter().map(|(number, _)| *number).collect();
        numbers.sort_unstable();
        numbers.dedup();
        let back = |(number, quantity): &(u32, u32)| {
            let at = usize::try_from(*number).ok()?.checked_sub(1)?;
            let part = self.parts.get(at)?;
            let is_there = (1..=part.quantity).contains(&i64::from(*quantity));
            is_there.then(|| part.back(*number, i64::from(*quantity)))
        };
        let lines = asked.iter().map(back).collect::<Option<Vec<_>>>();
        lines.filter(|_| numbers.len() == asked.len()).ok_or(BillRefused::Line)
    }

    fn amount_back(&self, amount: Cents) -> Result<Vec<TicketLine>, BillRefused> {
        if amount <= Cents::ZERO {
            return Err(BillRefused::Nothing);
        }
        if amount > self.total() {
            return Err(BillRefused::TooMuch { left: self.total() });
        }
        let weights: Vec<Cents> = self.parts.iter().map(|part| part.gross).collect();
        let mut kinds: Vec<(&TicketLine, Cents)> = Vec::new();
        for (part, share) in self.parts.iter().zip(share(amount, &weights)) {
            match kinds.iter_mut().find(|(line, _)| is_alike(line, &part.line)) {
                Some((_, gross)) => *gross += share,
                None => kinds.push((&part.line, share)),
            }
        }
        let given = kinds.into_iter().filter(|(_, gross)| *gross != Cents::ZERO);
        Ok(given.map(|(line, gross)| part_line(line, "Remboursement", -1, gross)).collect())
    }
}

/// Whether two lines are taxed and reported alike.
fn is_alike(one: &TicketLine, other: &TicketLine) -> bool {
    (one.vat_rate, one.vat_class, one.nature) == (other.vat_rate, other.vat_class, other.nature)
}

impl Part {
    /// So many of it, given back: their share of what remains of the price.
    fn back(&self, number: u32, quantity: i64) -> TicketLine {
        let weights = [Cents(quantity), Cents(self.quantity - quantity)];
        let gross = share(self.gross, &weights).first().copied().unwrap_or_default();
        let line = &self.line;
        TicketLine {
            quantity: -quantity,
            discount: gross - Cents(line.unit_price.0 * quantity),
            gross: Cents(-gross.0),
            of_line: Some(number),
            ..line.clone()
        }
    }
}

impl Ticket {
    /// All that can go back of it: of a sale, what the order cost.
    pub(super) fn whole(&self) -> Rates {
        let mut whole = Rates::of(&self.rates);
        whole.add(self.deducted.iter().flat_map(|advance| &advance.rates));
        whole
    }
}
