//! What a register's tickets come to.

use super::rates::Rates;
use super::{Chain, Content, Operation, RateTotal, Sealed, Ticket};
use crate::money::Cents;
use crate::payments::TenderKind;
use serde::{Deserialize, Serialize};

/// Money of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TenderTotal {
    /// What it comes as.
    pub tender: TenderKind,
    /// How much, what was given back taken off.
    pub amount: Cents,
}

/// What the sales of a period come to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figures {
    /// How many tickets: sales, advances, refunds, cancellations and reversals.
    pub tickets: u64,
    /// The number of the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first: Option<u64>,
    /// The number of the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last: Option<u64>,
    /// What was taken less what was given back, VAT included.
    pub total: Cents,
    /// The same per rate, lowest first.
    pub rates: Vec<RateTotal>,
    /// The same per kind of money, in the order of [`TenderKind`].
    pub tenders: Vec<TenderTotal>,
}

impl Figures {
    /// Counts a ticket of the sales chain in. One made while learning never counts.
    pub fn add(&mut self, number: u64, ticket: &Ticket) {
        if ticket.training {
            return;
        }
        let tenders = ticket.tenders.iter();
        self.plus(&Figures {
            tickets: 1,
            first: Some(number),
            last: Some(number),
            total: ticket.total,
            rates: ticket.rates.clone(),
            tenders: tenders
                .map(|line| TenderTotal { tender: line.tender, amount: line.amount })
                .collect(),
        });
    }

    /// Adds what another period, or another register, came to.
    pub fn plus(&mut self, other: &Figures) {
        self.tickets += other.tickets;
        self.first = self.first.into_iter().chain(other.first).min();
        self.last = self.last.max(other.last);
        self.total += other.total;
        let mut rates = Rates::of(&self.rates);
        rates.add(&other.rates);
        self.rates = rates.totals();
        for TenderTotal { tender, amount } in &other.tenders {
            match self.tenders.binary_search_by_key(tender, |it| it.tender) {
                Ok(at) => self.tenders[at].amount += *amount,
                Err(at) => {
                    self.tenders.insert(at, TenderTotal { tender: *tender, amount: *amount });
                }
            }
        }
    }
}

/// What a register has come to since its first ticket.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// Perpetual total: all that was taken less all that was given back, VAT included.
    pub perpetual: Cents,
    /// The same without signs: it never falls.
    pub perpetual_absolute: Cents,
    /// Advances that no sale has deducted yet and that were not given back. Below zero where this
    /// register deducts what another took: the shop's sum is what counts.
    pub advances: Cents,
}

impl Standing {
    /// Counts a ticket of the sales chain in. One made while learning never counts.
    pub fn add(&mut self, ticket: &Ticket) {
        if ticket.training {
            return;
        }
        self.perpetual += ticket.total;
        self.perpetual_absolute += Cents(ticket.total.0.abs());
        self.advances += advances_moved(ticket);
    }
}

/// By how much advances rise that no sale has deducted yet.
fn advances_moved(ticket: &Ticket) -> Cents {
    match ticket.operation {
        Operation::Advance => ticket.total,
        Operation::Sale => {
            let deducted = ticket.deducted.iter().flat_map(|advance| &advance.rates);
            Cents(-deducted.map(|rate| rate.gross.0).sum::<i64>())
        }
        Operation::Refund | Operation::Cancellation if ticket.of_advance => ticket.total,
        Operation::Refund | Operation::Cancellation => Cents::ZERO,
        Operation::Reversal => {
            Cents::ZERO - ticket.undone().map_or(Cents::ZERO, |undone| advances_moved(&undone))
        }
    }
}

/// What a register's open day has come to, and all of it: kept beside the head of its sales.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Running {
    /// Since the last closing.
    pub figures: Figures,
    /// Since the first ticket.
    pub standing: Standing,
    /// The signature of the last sale of the day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_signature: Option<String>,
}

impl Running {
    /// Counts a signed ticket in; whatever else it is given counts nowhere.
    pub fn add(&mut self, sealed: &Sealed) {
        if let (Chain::Sales, Content::Ticket(ticket)) = (sealed.entry.chain, &sealed.entry.content)
        {
            self.figures.add(sealed.entry.number, ticket);
            self.standing.add(ticket);
            self.last_signature = Some(sealed.signature.clone());
        }
    }

    /// Begins the next day.
    pub fn next_day(&mut self) {
        self.figures = Figures::default();
        self.last_signature = None;
    }
}
