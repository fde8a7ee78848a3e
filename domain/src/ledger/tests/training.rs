//! Training: what a counter does meanwhile, and that whatever is sold to learn is taken by the rules
//! of a real sale and counts nowhere.

use super::register::{Register, flaws, genuine, verify};
use super::*;
use crate::contract::CommandId;
use crate::failure::{FailureCode, Refusal};
use crate::language::{Language, Spoken};
use crate::menu::{Changes, Dish, SizeId};
use crate::money::Totals;
use crate::orders::{
    Channel, OrderContent, OrderId, OrdersCall, PricedLine, PricedOrder, SettleRefused, TrainOrder,
    TrainSale,
};
use crate::payments::{Given, Payer, PaymentRefused, TakingRules, take};
use crate::stock::Quantities;
use chrono::DateTime;
use uuid::Uuid;

fn content() -> OrderContent {
    OrderContent {
        channel: Channel::Counter,
        mode: ServiceMode::TakeAway,
        customer_name: None,
        customer_phone: None,
        delivery: None,
        lines: vec![],
        discount: None,
        menu_version: 1,
        despite_stock: false,
        approval: None,
    }
}

/// The same as a bill's lines, as the menu prices them.
fn priced(bill: &Bill) -> PricedOrder {
    let line = |(at, line): (usize, &TicketLine)| PricedLine {
        line: at,
        formula: None,
        dish: Some(Dish::plain(SizeId(1))),
        name: line.label.clone(),
        changes: Changes::default(),
        quantity: line.quantity.try_into().expect("a few"),
        unit_price: line.unit_price,
        discount: line.discount,
        vat_class: line.vat_class,
        vat_rate: line.vat_rate,
        cooking_minutes: None,
        note: None,
        portions: vec![],
        need: Quantities::new(),
    };
    PricedOrder {
        customer_name: None,
        customer_phone: None,
        delivery: None,
        totals: Totals::of(bill.lines.iter().map(|line| (line.vat_rate, line.gross))),
        lines: bill.lines.iter().enumerate().map(line).collect(),
        discounts: vec![],
        need: Quantities::new(),
        needs_manager: None,
    }
}

fn sale(due: Cents, given: Vec<Given>, in_full: bool) -> TrainSale {
    TrainSale {
        command: CommandId(Uuid::from_u128(1)),
        order: OrderId(Uuid::from_u128(2)),
        nth: 12,
        content: content(),
        due,
        payers: vec![Payer { given, ..Payer::default() }],
        in_full,
    }
}

#[test]
fn a_counter_does_what_is_real_or_what_is_training() {
    for (on, is_of_training, expected) in [
        (false, false, Ok(())),
        (true, true, Ok(())),
        (true, false, Err(TrainingRefused::On)),
        (false, true, Err(TrainingRefused::Off)),
    ] {
        assert_eq!(admits(on, is_of_training), expected);
    }
    for (refused, code, french) in [
        (TrainingRefused::On, FailureCode::Refused, "«\u{a0}Caisse\u{a0}»"),
        (TrainingRefused::Off, FailureCode::Refused, "rien n’a été enregistré"),
        (TrainingRefused::Manager, FailureCode::NeedsManager, "responsable"),
    ] {
        assert_eq!((refused.code(), refused.field()), (code, None));
        assert!(refused.say(Language::Fr).contains(french));
        assert!(refused.say(Language::En).to_lowercase().contains("training"));
    }
}

#[test]
fn of_papers_those_of_the_chain_of_training_are_printed_in_training() {
    let command = CommandId(Uuid::nil());
    for chain in Chain::ALL {
        let entry = EntryRef { chain, ..sale_ref(1) };
        let print = LedgerCall::PrintEntry(PrintEntry { command, entry: entry.clone() });
        assert_eq!(print.is_of_training(), chain == Chain::Training);
        assert!(!LedgerCall::ReadEntry(ReadEntry { entry }).is_of_training());
    }
    assert!(!LedgerCall::CloseDay(CloseDay { command, count: None }).is_of_training());
    assert!(OrdersCall::TrainSale(sale(Cents(1), vec![], true)).is_of_training());
    let (content, promised_at) = (content(), DateTime::UNIX_EPOCH);
    assert!(OrdersCall::TrainOrder(TrainOrder { content, promised_at }).is_of_training());
}

#[test]
fn a_closed_day_takes_no_lesson_and_one_left_open_does_not_matter_to_it() {
    let (monday, tuesday) = (day("2026-11-30"), day("2026-12-01"));
    let mut days = Days::default();
    days.add(monday);
    assert_eq!(days.is_open(tuesday), Ok(()));
    assert!(matches!(days.admits(tuesday), Err(DayRefused::Due { .. })));
    assert!(matches!(
        Days { open: Some(tuesday), ..days }.is_open(monday),
        Err(DayRefused::Closed { .. })
    ));
    days.close(Period::Day(tuesday));
    assert!(matches!(days.is_open(tuesday), Err(DayRefused::Closed { .. })));
}

#[test]
fn a_lesson_is_refused_in_the_words_of_a_payment() {
    let reine = priced(&bill(vec![line("Reine", 2, 1_100, 0, 0)]));
    let (rules, today) = (TakingRules::default(), day("2026-11-30"));
    let cash = |received| vec![Given::Cash { received: Cents(received) }];
    let taken = |sale: &TrainSale| sale.taken(&sale.account(&reine), &rules, today);
    let number = || "École 12".to_owned();
    let due = Cents(2_200);
    let refused = SettleRefused::Due { number: number(), due };
    assert_eq!(taken(&sale(Cents(2_100), cash(5_000), true)), Err(refused));
    let short = PaymentRefused::Short { missing: Cents(200) };
    assert_eq!(taken(&sale(due, cash(2_000), true)), Err(SettleRefused::Given(short)));
    let gift = priced(&bill(vec![line("Reine", 1, 1_100, 1_100, 0)]));
    let free = sale(Cents::ZERO, cash(100), true);
    let paid = SettleRefused::PaidAlready { number: number() };
    assert_eq!(free.taken(&free.account(&gift), &rules, today), Err(paid));
}

proptest! {
    /// Whatever is sold to learn, in full or in part, is what a real ticket would say, in a chain of
    /// its own, and moves no figure of the register.
    #[test]
    fn a_lesson_is_a_ticket_that_counts_nowhere(bill in bills(), percent in 1i64..=130) {
        let (rules, today) = (TakingRules::default(), day("2026-11-30"));
        let due = bill.total();
        let received = Cents((due.0 * percent / 100).max(1));
        let in_full = received >= due;
        let sale = sale(due, vec![Given::Cash { received }], in_full);
        let account = sale.account(&priced(&bill));
        let real = take(crate::payments::Due::whole(due), &sale.payers[0].given, &rules, today, in_full);
        let taken = sale.taken(&account, &rules, today);
        prop_assert_eq!(taken.clone().map_err(|_| ()), real.map_err(|_| ()));
        let Ok(taken) = taken else { return Ok(()) };
        let learning = Till { training: true, ..till() };
        let ticket = account.taking(&learning, &taken).expect("a ticket");
        let sold = account.taking(&till(), &taken).expect("a ticket");
        prop_assert_eq!(&Ticket { training: false, ..ticket.clone() }, &sold);
        prop_assert_eq!(&ticket.order, &OrderName { reference: None, number: "École 12".into() });

        let mut register = Register::open("2026-11-30");
        let sealed = register.write(Content::Ticket(ticket.clone()));
        let settled = sale.settled(&ticket, sealed.entry.reference());
        prop_assert_eq!(settled.amount + settled.left, due);
        prop_assert_eq!(settled.amount + settled.change, received);
        prop_assert_eq!(settled.entry.chain, Chain::Training);
        prop_assert_eq!(&register.running, &Running::default());
        register.sell(&bill, &[]);
        prop_assert_eq!(register.running.figures.total, due);
        prop_assert_eq!(flaws(&verify(&register.rows, &register.heads, genuine)), vec![]);
    }
}
