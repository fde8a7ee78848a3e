//! The account of an order: what it costs, what was taken of it so far, and what the next entry says.

use super::{
    Bill, BillRefused, Deduction, EntryRef, Nature, Note, OrderName, Remaining, TenderLine, Ticket,
    TicketLine, Till,
};
use crate::language::Language;
use crate::menu::{Changes, VatClass};
use crate::money::{Cents, VatRate};
use crate::orders::{OrderId, PricedLine, PricedOrder, ServiceMode};
use crate::payments::{Taken, TenderKind};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// An entry of an order's money.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Booked {
    /// Which.
    pub entry: EntryRef,
    /// What it says.
    pub ticket: Ticket,
}

/// A line of an order as it was sold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountLine {
    /// The name as sold.
    pub name: String,
    /// What was changed on it.
    pub changes: Changes,
    /// How many.
    pub quantity: u32,
    /// The price of one, VAT included.
    pub unit_price: Cents,
    /// Money off all of them.
    pub discount: Cents,
    /// How it is taxed.
    pub vat_class: VatClass,
    /// The rate.
    pub vat_rate: VatRate,
}

/// What is known of an order's money.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// The order.
    pub order: OrderId,
    /// Grows when its content is changed: an account of an earlier one is out of date.
    pub revision: i32,
    /// What of it is paid, and was not given back.
    pub paid: Cents,
    /// What was given back of it while it stood: it is not due again.
    #[serde(default)]
    pub refunded: Cents,
    /// How people name it.
    pub name: OrderName,
    /// How the customer gets it.
    pub mode: ServiceMode,
    /// What was sold.
    pub lines: Vec<AccountLine>,
    /// Its entries, in the order in which they were written.
    pub entries: Vec<Booked>,
}

impl Account {
    /// Of an order that was sold while the server was away; nothing of it is paid.
    pub fn sold(
        order: OrderId,
        number: String,
        mode: ServiceMode,
        priced: &PricedOrder,
    ) -> Account {
        Account {
            order,
            revision: 1,
            paid: Cents::ZERO,
            refunded: Cents::ZERO,
            name: OrderName { reference: None, number },
            mode,
            lines: priced.lines.iter().map(AccountLine::of).collect(),
            entries: Vec::new(),
        }
    }

    /// What the order costs.
    pub fn total(&self) -> Cents {
        self.bill().total()
    }

    /// What is still to be paid.
    pub fn due(&self) -> Cents {
        self.total() - self.refunded - self.paid
    }

    /// The entry that says what is taken now: of all that is due the sale, of a part an advance.
    ///
    /// # Errors
    /// It is not what is due, or an earlier entry does not add up.
    pub fn taking(&self, till: &Till, taken: &[Taken]) -> Result<Ticket, BillRefused> {
        let (bill, advances, tenders) = (self.bill(), self.advances()?, tender_lines(taken));
        let amount: Cents = taken.iter().map(|taken| taken.amount).sum();
        if amount == bill.due(&advances) {
            bill.sale(till, &advances, &tenders)
        } else {
            bill.advance(till, &advances, &tenders)
        }
    }

    /// The note that is handed over before it is paid, with what is left to pay.
    ///
    /// # Errors
    /// The order does not add up.
    pub fn note(&self, till: &Till) -> Result<Note, BillRefused> {
        self.bill().note(till, self.total() - self.due())
    }

    /// What each of so many payers gave in meal vouchers on this order before, less what went back. Of
    /// several, the first is the first again. Who pays alone may be any of those who shared before, and
    /// who paid alone before is taken for the first: so nobody goes beyond what one payer may give.
    pub fn vouchers_before(&self, payers: usize) -> Vec<Cents> {
        let (mut alone, mut apart) = (Cents::ZERO, BTreeMap::<u32, Cents>::new());
        let lines = self.entries.iter().flat_map(|booked| &booked.ticket.tenders);
        for line in lines.filter(|line| line.tender == TenderKind::MealVoucher) {
            match line.payer {
                Some(payer) => *apart.entry(payer).or_default() += line.amount,
                None => alone += line.amount,
            }
        }
        if payers <= 1 {
            let most = apart.into_values().max().unwrap_or_default();
            return vec![alone + most; payers];
        }
        let mut before: Vec<Cents> = (1..)
            .take(payers)
            .map(|payer| apart.get(&payer).copied().unwrap_or_default())
            .collect();
        if let Some(first) = before.first_mut() {
            *first += alone;
        }
        before
    }

    /// The entries by which all that was taken goes back as it came: the sale's, which holds the
    /// advances it deducted, or those of each advance.
    ///
    /// # Errors
    /// An earlier entry does not add up.
    pub fn giving_back(
        &self,
        till: &Till,
        reason: Option<&str>,
    ) -> Result<Vec<Ticket>, BillRefused> {
        let cancelled = |(entry, left): &(EntryRef, Remaining)| {
            let tenders = self.tenders_of(entry);
            left.cancellation(till, &negative(&tenders), reason.map(str::to_owned))
        };
        self.open()?.iter().map(cancelled).collect()
    }

    /// What remains of each sale and advance, in the order of their entries.
    ///
    /// # Errors
    /// An earlier entry does not add up.
    pub fn remaining(&self) -> Result<Vec<(EntryRef, Remaining)>, BillRefused> {
        let mut all: Vec<(EntryRef, Remaining)> = Vec::new();
        for Booked { entry, ticket } in &self.entries {
            match &ticket.corrects {
                None => {
                    let whole = Remaining::of(entry.clone(), ticket).map_err(BillRefused::Flaw)?;
                    all.push((entry.clone(), whole));
                }
                Some(original) => {
                    if let Some((_, left)) = all.iter_mut().find(|(known, _)| known == original) {
                        *left = left.after(ticket).map_err(BillRefused::Flaw)?;
                    }
                }
            }
        }
        Ok(all)
    }

    fn advances(&self) -> Result<Vec<Deduction>, BillRefused> {
        let remaining = self.remaining()?;
        Ok(remaining.iter().filter_map(|(_, left)| left.deduction()).collect())
    }

    pub(super) fn bill(&self) -> Bill {
        let nature = Nature::of(self.mode);
        let lines = self.lines.iter().map(|line| line.on_ticket(nature)).collect();
        Bill { order: self.name.clone(), mode: self.mode, lines }
    }

    /// The money that lies behind an entry: its own, that of the advances it deducted, and what went
    /// back of it already taken off.
    fn tenders_of(&self, entry: &EntryRef) -> Vec<TenderLine> {
        let mut sums: Vec<TenderLine> = Vec::new();
        for line in self.behind(entry).flat_map(|it| &it.ticket.tenders) {
            match sums.iter_mut().find(|sum| sum.tender == line.tender) {
                Some(sum) => sum.amount += line.amount,
                None => sums.push(*line),
            }
        }
        sums.retain(|sum| sum.amount != Cents::ZERO);
        sums
    }

    /// An entry, the advances it deducted, and what went back of them.
    pub(super) fn behind<'a>(&'a self, entry: &'a EntryRef) -> impl Iterator<Item = &'a Booked> {
        let own = self.entries.iter().filter(move |booked| booked.entry == *entry);
        let deducted: Vec<&EntryRef> =
            own.flat_map(|it| it.ticket.deducted.iter().map(|it| &it.entry)).collect();
        self.entries.iter().filter(move |booked| {
            let of = booked.ticket.corrects.as_ref().unwrap_or(&booked.entry);
            of == entry || deducted.contains(&of)
        })
    }
}

impl AccountLine {
    fn of(line: &PricedLine) -> AccountLine {
        AccountLine {
            name: line.name.clone(),
            changes: line.changes.clone(),
            quantity: line.quantity,
            unit_price: line.unit_price,
            discount: line.discount,
            vat_class: line.vat_class,
            vat_rate: line.vat_rate,
        }
    }

    /// What is to be paid for all of it.
    pub fn gross(&self) -> Cents {
        self.unit_price * self.quantity - self.discount
    }

    /// As a ticket names it: with what was changed, in French, the language of the ledger.
    pub fn label(&self) -> String {
        let changes = self.changes.show(Language::Fr);
        std::iter::once(self.name.clone()).chain(changes).collect::<Vec<_>>().join(", ")
    }

    fn on_ticket(&self, nature: Nature) -> TicketLine {
        TicketLine {
            label: self.label(),
            quantity: i64::from(self.quantity),
            unit_price: self.unit_price,
            discount: self.discount,
            vat_rate: self.vat_rate,
            vat_class: self.vat_class,
            nature,
            gross: self.gross(),
            of_line: None,
        }
    }
}

fn tender_lines(taken: &[Taken]) -> Vec<TenderLine> {
    taken.iter().copied().map(TenderLine::from).collect()
}

fn negative(tenders: &[TenderLine]) -> Vec<TenderLine> {
    tenders.iter().map(|it| TenderLine::back(it.tender, it.amount)).collect()
}
