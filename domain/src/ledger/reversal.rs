//! What was signed for something that never happened, taken back whole: the same ticket with every
//! sign turned round, so that both come to nothing at each rate and of each kind of money.

use super::{
    BillRefused, Deduction, EntryRef, Flaw, Operation, RateTotal, TenderLine, Ticket, TicketLine,
    Till,
};
use crate::money::Cents;

impl Ticket {
    /// The ticket that takes this one back, which is that entry. No money moves: none had.
    ///
    /// # Errors
    /// [`Flaw::Original`]: it takes one back itself.
    pub fn reversal(
        &self,
        entry: EntryRef,
        till: &Till,
        reason: String,
    ) -> Result<Ticket, BillRefused> {
        if self.operation == Operation::Reversal {
            return Err(BillRefused::Flaw(Flaw::Original));
        }
        let mut ticket = self.turned_round();
        ticket.cashier.clone_from(&till.cashier);
        ticket.shop = till.shop.clone();
        ticket.software_version.clone_from(&till.software_version);
        ticket.operation = Operation::Reversal;
        ticket.reverses = Some(self.operation);
        ticket.corrects = Some(entry);
        ticket.reason = Some(reason);
        ticket.check().map_err(BillRefused::Flaw)?;
        Ok(ticket)
    }

    /// What a reversal takes back, as far as it says; none: it is no reversal.
    pub(super) fn undone(&self) -> Option<Ticket> {
        let operation = self.reverses.filter(|it| *it != Operation::Reversal)?;
        let corrects = self.corrects.clone().filter(|_| operation.corrects());
        Some(Ticket { operation, reverses: None, corrects, ..self.turned_round() })
    }

    /// How much of its price an advance has paid; below zero where it takes a sale back.
    pub fn takes_off(&self, advance: &Deduction) -> Cents {
        let amount = advance.rates.iter().map(|rate| rate.gross).sum();
        if self.operation == Operation::Reversal { minus(amount) } else { amount }
    }

    fn turned_round(&self) -> Ticket {
        Ticket {
            lines: self.lines.iter().map(line).collect(),
            rates: self.rates.iter().map(rate).collect(),
            total: minus(self.total),
            tenders: self.tenders.iter().map(tender).collect(),
            ..self.clone()
        }
    }
}

fn minus(amount: Cents) -> Cents {
    Cents::ZERO - amount
}

fn line(line: &TicketLine) -> TicketLine {
    TicketLine {
        quantity: -line.quantity,
        discount: minus(line.discount),
        gross: minus(line.gross),
        ..line.clone()
    }
}

fn rate(total: &RateTotal) -> RateTotal {
    RateTotal::new(total.rate, minus(total.gross), minus(total.vat))
}

fn tender(line: &TenderLine) -> TenderLine {
    TenderLine::exact(line.tender, minus(line.amount))
}
