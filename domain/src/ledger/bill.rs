//! From an order as it was sold to what is written of its payment: sale, advance, note.

use super::rates::Rates;
use super::{
    BillRefused, Deduction, Note, Operation, OrderName, ShopIdentity, TenderLine, Ticket,
    TicketLine,
};
use crate::language::Language;
use crate::menu::VatClass;
use crate::money::{Cents, VatRate, share};
use crate::orders::ServiceMode;

/// Who takes the money, where, and with which program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Till {
    /// Who, by name.
    pub cashier: String,
    /// The shop.
    pub shop: ShopIdentity,
    /// The version of the program.
    pub software_version: String,
    /// Whether it is done to learn it.
    pub training: bool,
}

/// An order as it was sold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bill {
    /// The order.
    pub order: OrderName,
    /// How the customer gets it.
    pub mode: ServiceMode,
    /// What was sold.
    pub lines: Vec<TicketLine>,
}

impl Till {
    /// A ticket on which nothing stands yet.
    pub(super) fn blank(
        &self,
        operation: Operation,
        order: &OrderName,
        mode: ServiceMode,
    ) -> Ticket {
        Ticket {
            cashier: self.cashier.clone(),
            shop: self.shop.clone(),
            software_version: self.software_version.clone(),
            operation,
            training: self.training,
            order: order.clone(),
            mode,
            lines: vec![],
            lines_count: 0,
            rates: vec![],
            total: Cents::ZERO,
            tenders: vec![],
            deducted: vec![],
            corrects: None,
            reverses: None,
            of_advance: false,
            remained: vec![],
            reason: None,
        }
    }
}

impl Bill {
    /// What the order costs, VAT included.
    pub fn total(&self) -> Cents {
        self.lines.iter().map(|line| line.gross).sum()
    }

    /// What is still to be paid after advances; below zero where they were more.
    pub fn due(&self, advances: &[Deduction]) -> Cents {
        self.total() - paid(advances).gross()
    }

    /// The ticket of an order that is settled in full. Of what was paid before, `advances` has what
    /// remains ([`super::Remaining::deduction`]). Its tax is that of the order less that of the
    /// advances, at each rate.
    ///
    /// # Errors
    /// The money is not what is due, or nothing is due and the advances were more.
    pub fn sale(
        &self,
        till: &Till,
        advances: &[Deduction],
        tenders: &[TenderLine],
    ) -> Result<Ticket, BillRefused> {
        let due = self.due(advances);
        if due < Cents::ZERO {
            return Err(BillRefused::Surplus { surplus: Cents(-due.0) });
        }
        check_money(due, tenders)?;
        let mut rates = self.rates();
        rates.take(advances.iter().flat_map(|advance| &advance.rates));
        let mut ticket = till.blank(Operation::Sale, &self.order, self.mode);
        ticket.lines.clone_from(&self.lines);
        ticket.deducted = advances.to_vec();
        filled(ticket, &rates, tenders)
    }

    /// The ticket of a part that is paid before. It is shared over the rates in proportion to what
    /// remains to be paid at each, by largest remainder: whatever the parts, they sum to the order's
    /// totals per rate once all is paid. `advances` has what was paid before.
    ///
    /// # Errors
    /// The money is nothing, or more than is due.
    pub fn advance(
        &self,
        till: &Till,
        advances: &[Deduction],
        tenders: &[TenderLine],
    ) -> Result<Ticket, BillRefused> {
        let amount: Cents = tenders.iter().map(|tender| tender.amount).sum();
        let due = self.due(advances);
        if amount <= Cents::ZERO {
            return Err(BillRefused::Nothing);
        }
        if amount > due {
            return Err(BillRefused::TooMuch { left: due });
        }
        let paid = paid(advances);
        let sold: Vec<(VatRate, Cents)> =
            self.rates().iter().map(|(rate, taxed)| (rate, taxed.gross)).collect();
        let left: Vec<Cents> = sold
            .iter()
            .map(|(rate, gross)| Cents::ZERO.max(*gross - paid.at(*rate).gross))
            .collect();
        let parts = sold.iter().map(|(rate, _)| *rate).zip(share(amount, &left));
        let mut ticket = till.blank(Operation::Advance, &self.order, self.mode);
        for (rate, part) in parts {
            ticket.lines.extend(parts_of(&self.lines, rate, part, "Acompte"));
        }
        let lines = ticket.lines.iter().map(|line| (line.vat_rate, line.gross));
        let rates = Rates::of_parts(&paid, lines);
        filled(ticket, &rates, tenders)
    }

    /// The note that is handed over before payment; `paid` is not to be paid any more.
    ///
    /// # Errors
    /// The order does not add up, or more is paid than it costs.
    pub fn note(&self, till: &Till, paid: Cents) -> Result<Note, BillRefused> {
        let note = Note {
            cashier: till.cashier.clone(),
            shop: till.shop.clone(),
            software_version: till.software_version.clone(),
            training: till.training,
            order: self.order.clone(),
            lines: self.lines.clone(),
            rates: self.rates().totals(),
            total: self.total(),
            paid,
        };
        note.check().map_err(BillRefused::Flaw)?;
        Ok(note)
    }

    fn rates(&self) -> Rates {
        Rates::taxed(self.lines.iter().map(|line| (line.vat_rate, line.gross)))
    }
}

fn paid(advances: &[Deduction]) -> Rates {
    Rates::of(advances.iter().flat_map(|advance| &advance.rates))
}

/// Whether exactly so much was given.
pub(super) fn check_money(due: Cents, tenders: &[TenderLine]) -> Result<(), BillRefused> {
    let given: Cents = tenders.iter().map(|tender| tender.amount).sum();
    if given == due { Ok(()) } else { Err(BillRefused::Money { due, given }) }
}

/// Ends a ticket of which the lines are there.
pub(super) fn filled(
    mut ticket: Ticket,
    rates: &Rates,
    tenders: &[TenderLine],
) -> Result<Ticket, BillRefused> {
    ticket.lines_count = ticket.lines.len().try_into().unwrap_or(u32::MAX);
    ticket.rates = rates.totals();
    ticket.total = rates.gross();
    ticket.tenders = tenders.to_vec();
    ticket.check().map_err(BillRefused::Flaw)?;
    Ok(ticket)
}

/// A part of a price at one rate, as lines: one a class of tax, since that is how they are reported.
fn parts_of(lines: &[TicketLine], rate: VatRate, part: Cents, label: &str) -> Vec<TicketLine> {
    let mut kinds: Vec<(VatClass, &TicketLine, Cents)> = Vec::new();
    for line in lines.iter().filter(|line| line.vat_rate == rate) {
        match kinds.iter_mut().find(|(class, ..)| *class == line.vat_class) {
            Some((_, _, gross)) => *gross += line.gross,
            None => kinds.push((line.vat_class, line, line.gross)),
        }
    }
    let weights: Vec<Cents> = kinds.iter().map(|(.., gross)| *gross).collect();
    kinds
        .iter()
        .zip(share(part, &weights))
        .filter(|(_, gross)| *gross != Cents::ZERO)
        .map(|((_, line, _), gross)| part_line(line, label, 1, gross))
        .collect()
}

/// A line that is a part of a price: taxed as `line` is.
pub(super) fn part_line(line: &TicketLine, label: &str, quantity: i64, part: Cents) -> TicketLine {
    TicketLine {
        label: format!("{label} ({})", line.vat_rate.show(Language::Fr)),
        quantity,
        unit_price: part,
        discount: Cents::ZERO,
        gross: Cents(part.0 * quantity),
        of_line: None,
        ..line.clone()
    }
}
