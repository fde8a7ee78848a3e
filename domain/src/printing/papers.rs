//! From what the ledger wrote to what is printed of it. Every figure is the entry's: nothing is
//! worked out here.

use super::closing::{ClosingKind, ClosingView};
use super::document::Document;
use super::receipt::{CashView, DeductionView, LineView, Operation, ReceiptView, TenderView};
use crate::language::{Language, Spoken, typeset};
use crate::ledger::{
    self, Closing, Content, Deduction, EntryRef, EntryShown, Figures, Note, Period, RegisterCode,
    ShopIdentity, TenderLine, Ticket, TicketLine, TillStands,
};
use crate::money::Cents;
use crate::payments::{CashSession, TenderKind};
use chrono::{DateTime, Utc};

/// What the papers are in.
const FR: Language = Language::Fr;
/// Who closes a day that nobody closed.
const NOBODY: &str = "Programme";

/// The paper of an entry: the original, or the duplicata whose number `shown.copies` is. `shop` is
/// that of the register, which closings do not repeat. None: nothing is printed of such an entry.
pub fn document(shown: &EntryShown, shop: &ShopIdentity) -> Option<Document> {
    match &shown.content {
        Content::Ticket(it) => Some(ticket(it, shown).document()),
        Content::Note(it) => Some(note(it, shown).document()),
        Content::Closing(it) => Some(closing(it, shown, shop, None).document()),
        Content::Duplicate(_) | Content::Event(_) => None,
    }
}

/// A ticket: money taken or given back.
pub fn ticket(ticket: &Ticket, shown: &EntryShown) -> ReceiptView {
    let here = &shown.entry.register;
    let of = ticket.corrects.as_ref().map(|of| corrected(of, ticket, here));
    let of = of.unwrap_or_default();
    ReceiptView {
        operation: match ticket.operation {
            ledger::Operation::Sale => Operation::Sale,
            ledger::Operation::Advance => Operation::Advance,
            ledger::Operation::Refund => Operation::Refund { of },
            ledger::Operation::Cancellation => Operation::Cancellation { of },
            ledger::Operation::Reversal => Operation::Reversal { of },
        },
        mode: Some(ticket.mode.say(FR)),
        lines: ticket.lines.iter().map(line).collect(),
        rates: ticket.rates.clone(),
        total: ticket.total,
        deducted: ticket.deducted.iter().map(|it| deduction(ticket, it, here)).collect(),
        tenders: ticket.tenders.iter().map(tender).collect(),
        cash: cash(&ticket.tenders),
        training: ticket.training,
        notices: ticket.reason.iter().map(|why| typeset(&format!("Motif : {why}"))).collect(),
        ..blank(shown, &ticket.cashier, &ticket.shop, &ticket.software_version)
            .of_order(ticket.order.show())
    }
}

/// A note: what is to be paid, handed over before.
pub fn note(note: &Note, shown: &EntryShown) -> ReceiptView {
    ReceiptView {
        operation: Operation::Note,
        lines: note.lines.iter().map(line).collect(),
        rates: note.rates.clone(),
        total: note.total,
        paid: note.paid,
        training: note.training,
        ..blank(shown, &note.cashier, &note.shop, &note.software_version)
            .of_order(note.order.show())
    }
}

/// A closing of a day (Z), a month or a year; with the drawer where its session is known.
pub fn closing(
    closing: &Closing,
    shown: &EntryShown,
    shop: &ShopIdentity,
    drawer: Option<CashSession>,
) -> ClosingView {
    ClosingView {
        kind: match closing.period {
            Period::Day(_) => ClosingKind::Day,
            Period::Month { .. } => ClosingKind::Month,
            Period::Year(_) => ClosingKind::Year,
        },
        shop: shop.clone(),
        register: shown.entry.register.to_string(),
        number: Some(number(&shown.entry)),
        first_day: closing.period.first_day(),
        last_day: closing.period.last_day(),
        at: shown.at.to_utc(),
        since: None,
        cashier: closing.closed_by.clone().unwrap_or_else(|| NOBODY.to_owned()),
        total: closing.figures.total,
        rates: closing.figures.rates.clone(),
        tenders: closing.figures.tenders.clone(),
        tickets: closing.figures.tickets,
        from_to: from_to(&closing.figures),
        advances: closing.advances,
        unpaid: closing.unpaid.clone(),
        perpetual: closing.perpetual,
        perpetual_absolute: closing.perpetual_absolute,
        cash: drawer,
        cash_difference: closing.cash_difference,
        duplicate: copy(shown),
        notes: closing.note.iter().cloned().collect(),
        training: false,
        mark: Some(shown.signature.clone()),
        version: closing.software_version.clone(),
    }
}

/// How a register stands: the X.
pub fn x(
    stands: &TillStands,
    shop: &ShopIdentity,
    (at, cashier): (DateTime<Utc>, &str),
    version: &str,
) -> ClosingView {
    let TillStands { figures, standing, drawer, .. } = stands;
    ClosingView {
        kind: ClosingKind::X,
        shop: shop.clone(),
        register: stands.register.to_string(),
        number: None,
        first_day: stands.day,
        last_day: stands.day,
        at,
        since: drawer.as_ref().map(|drawer| drawer.opened_at),
        cashier: cashier.to_owned(),
        total: figures.total,
        rates: figures.rates.clone(),
        tenders: figures.tenders.clone(),
        tickets: figures.tickets,
        from_to: from_to(figures),
        advances: standing.advances,
        unpaid: stands.unpaid.clone(),
        perpetual: standing.perpetual,
        perpetual_absolute: standing.perpetual_absolute,
        cash: drawer.as_ref().map(|drawer| drawer.session),
        cash_difference: None,
        duplicate: None,
        notes: Vec::new(),
        training: false,
        mark: None,
        version: version.to_owned(),
    }
}

/// What every receipt says of where and when it was made.
fn blank(shown: &EntryShown, cashier: &str, shop: &ShopIdentity, version: &str) -> ReceiptView {
    ReceiptView {
        operation: Operation::Sale,
        shop: shop.clone(),
        register: shown.entry.register.to_string(),
        number: number(&shown.entry),
        at: shown.at.to_utc(),
        cashier: cashier.to_owned(),
        order: None,
        mode: None,
        lines: Vec::new(),
        rates: Vec::new(),
        total: Cents::ZERO,
        paid: Cents::ZERO,
        deducted: Vec::new(),
        tenders: Vec::new(),
        cash: None,
        duplicate: copy(shown),
        training: false,
        mark: Some(shown.signature.clone()),
        version: version.to_owned(),
        notices: Vec::new(),
    }
}

impl ReceiptView {
    fn of_order(self, order: String) -> ReceiptView {
        ReceiptView { order: Some(order), ..self }
    }
}

fn number(entry: &EntryRef) -> String {
    format!("{:06}", entry.number)
}

/// An entry's number, with its register where that is another one.
fn number_at(entry: &EntryRef, here: &RegisterCode) -> String {
    match entry.register == *here {
        true => number(entry),
        false => format!("{} {}", entry.register, number(entry)),
    }
}

fn corrected(of: &EntryRef, by: &Ticket, here: &RegisterCode) -> String {
    let which = match by.reverses {
        Some(ledger::Operation::Refund) => "du remboursement",
        Some(ledger::Operation::Cancellation) => "de l’annulation",
        Some(ledger::Operation::Advance) => "de l’acompte",
        _ if by.of_advance => "de l’acompte",
        _ => "du ticket",
    };
    format!("{which} n° {}", number_at(of, here))
}

fn copy(shown: &EntryShown) -> Option<u32> {
    (shown.copies > 0).then_some(shown.copies)
}

fn from_to(figures: &Figures) -> Option<(String, String)> {
    let shown = |number: u64| format!("{number:06}");
    Some((shown(figures.first?), shown(figures.last?)))
}

fn line(line: &TicketLine) -> LineView {
    LineView {
        quantity: line.quantity,
        label: line.label.clone(),
        unit_price: line.unit_price,
        discount: line.discount,
        amount: line.gross,
        rate: line.vat_rate,
    }
}

fn deduction(by: &Ticket, advance: &Deduction, here: &RegisterCode) -> DeductionView {
    DeductionView { number: number_at(&advance.entry, here), amount: by.takes_off(advance) }
}

fn tender(line: &TenderLine) -> TenderView {
    TenderView { label: line.tender.say(FR), amount: line.amount }
}

/// What was put down in cash, where something of it was given back.
fn cash(tenders: &[TenderLine]) -> Option<CashView> {
    let cash = || tenders.iter().filter(|line| line.tender == TenderKind::Cash);
    let change: Cents = cash().map(|line| line.change).sum();
    let received: Cents = cash().map(|line| line.received).sum();
    (change > Cents::ZERO).then_some(CashView { received, change })
}

#[cfg(test)]
mod tests;
