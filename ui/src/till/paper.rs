//! An entry of the ledger as its paper shows it: ticket, note, duplicata, closing.

use super::drawer::session_pairs;
use super::figures::{order, rate_rows};
use super::sheet::Row;
use crate::catalogue::{say, say_with};
use crate::ledger::counting::signed;
use crate::ledger::{period, second};
use chrono::{DateTime, FixedOffset};
use domain::ledger::{
    Closing, Content, EntryRef, EntryShown, Note, OrderName, Period, RateTotal, ShopIdentity,
    TenderLine, Ticket, TicketLine,
};
use domain::payments::CashSession;
use domain::{Cents, Language, Spoken};

/// `MOZ1-3 · n° 12`.
fn name(entry: &EntryRef, language: Language) -> String {
    let number = [("number", entry.number.to_string().into())];
    format!("{} · {}", entry.register, say_with(language, "till-number", &number))
}

fn pair(language: Language, key: &str, value: String) -> Row {
    Row::Pair(say(language, key), value)
}

/// Register, number, and when.
pub fn head(entry: &EntryRef, at: Option<DateTime<FixedOffset>>, language: Language) -> Vec<Row> {
    let named = pair(language, "till-register", name(entry, language));
    let at = at.map(|at| pair(language, "till-when", second(at)));
    std::iter::once(named).chain(at).collect()
}

fn shop(shop: &ShopIdentity, training: bool, language: Language) -> Vec<Row> {
    let numbers = format!("SIRET {} · NAF {}", shop.siret, shop.naf);
    let lines = [shop.address.clone(), numbers, shop.vat_number.clone()];
    let training = training.then(|| Row::Title(say(language, "paper-training")));
    let named = Row::Title(shop.name.clone());
    training.into_iter().chain([named]).chain(lines.map(Row::Middle)).collect()
}

fn sold(line: &TicketLine, language: Language) -> Vec<Row> {
    let gross = line.gross.show(language);
    let mut rows = vec![Row::Pair(format!("{} × {}", line.quantity, line.label), gross)];
    let mut more = vec![line.vat_rate.show(language)];
    if line.quantity != 1 {
        more.insert(0, format!("× {}", line.unit_price.show(language)));
    }
    if line.discount != Cents::ZERO {
        let off = [("amount", line.discount.show(language).into())];
        more.push(say_with(language, "paper-discount", &off));
    }
    rows.push(Row::Words(format!("\u{a0}\u{a0}{}", more.join(" · "))));
    rows
}

fn rates(rates: &[RateTotal], language: Language) -> Vec<Row> {
    let heads = ["till-rate", "till-gross", "till-net", "till-vat"];
    let heads = Row::Four(heads.map(|key| say(language, key)));
    std::iter::once(heads).chain(rate_rows(rates, language).into_iter().map(Row::Four)).collect()
}

fn tendered(line: &TenderLine, language: Language) -> Vec<Row> {
    let mut rows = vec![Row::Pair(line.tender.say(language), line.amount.show(language))];
    if line.change != Cents::ZERO {
        rows.push(pair(language, "cash-received", line.received.show(language)));
        rows.push(pair(language, "change-due", line.change.show(language)));
    }
    rows
}

/// What a ticket and a note have in common, from the cashier to the totals.
fn body(
    (cashier, named): (&str, &OrderName),
    lines: &[TicketLine],
    (per_rate, total): (&[RateTotal], Cents),
    language: Language,
) -> Vec<Row> {
    let mut rows = vec![
        pair(language, "till-who", cashier.to_owned()),
        pair(language, "till-order", order(named)),
        Row::Rule,
    ];
    rows.extend(lines.iter().flat_map(|line| sold(line, language)));
    rows.push(Row::Rule);
    rows.push(Row::Strong(say(language, "till-total-gross"), total.show(language)));
    rows.extend(rates(per_rate, language));
    rows
}

fn ticket(ticket: &Ticket, language: Language) -> Vec<Row> {
    let about = (ticket.cashier.as_str(), &ticket.order);
    let mut rows = body(about, &ticket.lines, (&ticket.rates, ticket.total), language);
    for advance in &ticket.deducted {
        rows.push(Row::Pair(
            format!("{} {}", say(language, "paper-deducted"), name(&advance.entry, language)),
            (Cents::ZERO - ticket.takes_off(advance)).show(language),
        ));
    }
    rows.push(Row::Rule);
    rows.extend(ticket.tenders.iter().flat_map(|line| tendered(line, language)));
    if let Some(of) = &ticket.corrects {
        rows.push(pair(language, "paper-corrects", name(of, language)));
    }
    if let Some(reason) = &ticket.reason {
        rows.push(pair(language, "till-reason", reason.clone()));
    }
    rows
}

fn note(note: &Note, language: Language) -> Vec<Row> {
    let about = (note.cashier.as_str(), &note.order);
    let mut rows = body(about, &note.lines, (&note.rates, note.total), language);
    if note.paid != Cents::ZERO {
        let paid = Cents::ZERO - note.paid;
        rows.push(pair(language, "paper-note-paid", paid.show(language)));
        rows.push(Row::Strong(say(language, "paper-note-due"), note.due().show(language)));
    }
    rows.push(Row::Middle(say(language, "paper-note-about")));
    rows
}

/// What a closing says.
pub fn closing(closing: &Closing, language: Language) -> Vec<Row> {
    let figures = &closing.figures;
    let amount = |key, cents: Cents| pair(language, key, cents.show(language));
    let mut rows = vec![
        Row::Title(say(language, closing_word(closing.period))),
        Row::Middle(period(closing.period, language)),
    ];
    let who = closing.closed_by.iter().map(|who| pair(language, "till-who", who.clone()));
    rows.extend(who.chain([Row::Rule]));
    rows.push(Row::Strong(say(language, "till-total-gross"), figures.total.show(language)));
    rows.push(Row::Words(super::figures::tickets(figures, language)));
    rows.extend(rates(&figures.rates, language));
    rows.push(Row::Rule);
    rows.extend(
        figures
            .tenders
            .iter()
            .map(|it| Row::Pair(it.tender.say(language), it.amount.show(language))),
    );
    rows.push(amount("till-advances", closing.advances));
    rows.push(Row::Rule);
    let of = |it: &domain::ledger::Unpaid| Row::Pair(order(&it.order), it.amount.show(language));
    rows.push(Row::Words(say(
        language,
        match closing.unpaid.is_empty() {
            true => "till-unpaid-none",
            false => "paper-unpaid",
        },
    )));
    rows.extend(closing.unpaid.iter().map(of));
    rows.push(Row::Rule);
    rows.push(amount("till-perpetual", closing.perpetual));
    rows.push(amount("till-absolute", closing.perpetual_absolute));
    if let Some(off) = closing.cash_difference {
        rows.push(pair(language, "paper-cash-difference", signed(off, language)));
    }
    rows.extend(closing.note.iter().map(|note| Row::Words(note.clone())));
    rows
}

/// The drawer as it was found.
pub fn session(session: &CashSession, language: Language) -> Vec<Row> {
    let line = |(key, cents): (&'static str, Cents)| pair(language, key, cents.show(language));
    std::iter::once(Row::Rule).chain(session_pairs(session).into_iter().map(line)).collect()
}

/// The word of a closing.
fn closing_word(period: Period) -> &'static str {
    match period {
        Period::Day(_) => "till-kind-day",
        Period::Month { .. } => "till-kind-month",
        Period::Year(_) => "till-kind-year",
    }
}

/// The title of an entry.
pub fn title(content: &Content, language: Language) -> String {
    match content {
        Content::Ticket(ticket) => say(language, &format!("till-kind-{}", ticket.operation.word())),
        Content::Note(_) => say(language, "till-kind-note"),
        Content::Duplicate(_) => say(language, "till-kind-duplicate"),
        Content::Closing(closing) => say(language, closing_word(closing.period)),
        Content::Event(event) => event.code.say(language),
    }
}

/// An entry as its paper shows it.
pub fn paper(shown: &EntryShown, language: Language) -> Vec<Row> {
    let head = head(&shown.entry, Some(shown.at), language);
    let (mut rows, version) = match &shown.content {
        Content::Ticket(it) => {
            let mut rows = shop(&it.shop, it.training, language);
            rows.push(Row::Title(title(&shown.content, language)));
            rows.extend(head.into_iter().chain(ticket(it, language)));
            (rows, Some(&it.software_version))
        }
        Content::Note(it) => {
            let mut rows = shop(&it.shop, it.training, language);
            rows.push(Row::Title(title(&shown.content, language)));
            rows.extend(head.into_iter().chain(note(it, language)));
            (rows, Some(&it.software_version))
        }
        Content::Closing(it) => {
            let rows = head.into_iter().chain(closing(it, language)).collect();
            (rows, Some(&it.software_version))
        }
        Content::Duplicate(it) => {
            let of = format!("{} · {}", it.copy, name(&it.of, language));
            let mut rows = vec![Row::Title(title(&shown.content, language))];
            rows.extend(head);
            rows.push(pair(language, "till-who", it.cashier.clone()));
            rows.push(pair(language, "paper-copy-of", of));
            (rows, Some(&it.software_version))
        }
        Content::Event(event) => {
            let mut rows = vec![Row::Title(title(&shown.content, language))];
            let said = [&event.what, &event.who, &event.detail];
            rows.extend(
                head.into_iter().chain(said.into_iter().flatten().cloned().map(Row::Words)),
            );
            (rows, None)
        }
    };
    rows.push(Row::Rule);
    let version = version.map(|it| format!(" · OC Pizza {it}")).unwrap_or_default();
    rows.push(Row::Middle(format!(
        "{} {}{version}",
        say(language, "paper-signature"),
        shown.signature
    )));
    rows
}

#[cfg(test)]
mod tests;
