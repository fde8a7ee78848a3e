//! What the tests of the ledger share: a till, orders, and money for them.

mod archive;
mod canonical;
mod chains;
mod closings;
mod forged;
mod giving_back;
mod parts;
mod register;
mod reversal;
mod tickets;
mod training;
mod vat;
mod watch;

use super::*;
use crate::menu::VatClass;
use crate::money::{Cents, VatRate};
use crate::orders::ServiceMode;
use crate::payments::TenderKind;
use chrono::NaiveDate;
use proptest::prelude::*;

/// Rates as they come on one bill, with a class that has them.
const TAXED: [(u32, VatClass); 4] = [
    (1000, VatClass::Prepared),
    (1000, VatClass::OpenDrink),
    (550, VatClass::Packed),
    (2000, VatClass::Alcohol),
];

fn till() -> Till {
    Till {
        cashier: "Léa".into(),
        shop: ShopIdentity {
            name: "OC Pizza Bastille".into(),
            address: "12 rue de la Roquette, 75011 Paris".into(),
            siret: "12345678900012".into(),
            naf: "5610C".into(),
            vat_number: "FR32123456789".into(),
        },
        software_version: "0.1.0".into(),
        training: false,
    }
}

fn line(label: &str, quantity: i64, unit_price: i64, discount: i64, taxed: usize) -> TicketLine {
    let (rate, vat_class) = TAXED[taxed];
    TicketLine {
        label: label.into(),
        quantity,
        unit_price: Cents(unit_price),
        discount: Cents(discount),
        vat_rate: VatRate(rate),
        vat_class,
        nature: Nature::Goods,
        gross: Cents(quantity * unit_price - discount),
        of_line: None,
    }
}

fn bill(lines: Vec<TicketLine>) -> Bill {
    let order = OrderName { reference: Some("BAS1-2026-000042".into()), number: "A-042".into() };
    Bill { order, mode: ServiceMode::TakeAway, lines }
}

/// Any order that costs something.
fn bills() -> impl Strategy<Value = Bill> {
    let line =
        (1i64..6, 0i64..3_000, 0i64..=100, 0usize..4).prop_map(|(many, price, off, taxed)| {
            line("Reine", many, price, many * price * off / 400, taxed)
        });
    prop::collection::vec(line, 1..7)
        .prop_map(bill)
        .prop_filter("an order for nothing is settled without money", |it| it.total().0 > 0)
}

/// Money that makes an amount, in one or two kinds; below zero, money that goes back.
fn money(amount: Cents, cash_percent: i64) -> Vec<TenderLine> {
    let cash = Cents(amount.0 * cash_percent / 100);
    let card = amount - cash;
    let mut tenders = vec![];
    if cash > Cents::ZERO {
        tenders.push(TenderLine::cash(cash, Cents((cash.0 / 500 + 1) * 500)));
    } else if cash < Cents::ZERO {
        tenders.push(TenderLine::exact(TenderKind::Cash, cash));
    }
    if card != Cents::ZERO {
        tenders.push(TenderLine::exact(TenderKind::Card, card));
    }
    tenders
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn sale_ref(number: u64) -> EntryRef {
    EntryRef { register: RegisterCode("BAS1-1".into()), chain: Chain::Sales, number }
}
