//! What is typed becomes payers and things given; what they come to; what a confirmation does.

use super::hand::Weighed;
use super::pane::wrong;
use super::*;
use chrono::DateTime;
use domain::orders::{Channel, OrderId, OrderState};
use domain::payments::{
    CardPaymentId, GIVEN_MAX, Given, PaymentRefused, TakingRules, TenderKind, by_person,
};
use domain::{CommandId, Language};
use uuid::Uuid;
use yew::Reducible;

/// An order of one pizza at 8.00, unpaid.
fn order(id: u128, state: OrderState) -> OrderSummary {
    let at = DateTime::UNIX_EPOCH;
    OrderSummary {
        order: OrderId(Uuid::from_u128(id)),
        number: format!("A-{id:03}"),
        customer_name: None,
        customer_phone: None,
        delivery: None,
        channel: Channel::Counter,
        mode: ServiceMode::TakeAway,
        state,
        total: Cents(800),
        paid: Cents(0),
        refunded: Cents(0),
        paypal: None,
        held: false,
        pizzas: 1,
        pizzas_started: 0,
        pizzas_left: 1,
        placed_at: at,
        promised_at: at,
        version: 1,
        shown_at: None,
        ended_at: None,
        content: vec![],
    }
}

fn paying() -> Paying {
    let order = order(1, OrderState::Queued);
    Paying::of(order.order, &order.number, Cents(500))
}

fn cash(cents: i64) -> Given {
    Given::Cash { received: Cents(cents) }
}

fn card(cents: i64) -> Given {
    Given::Card { amount: Cents(cents) }
}

fn voucher(cents: i64) -> Given {
    Given::MealVoucher { amount: Cents(cents) }
}

fn cheque(cents: i64) -> Given {
    Given::Cheque { amount: Cents(cents) }
}

fn terms_on(due: i64, day: &str) -> Terms {
    let day = day.parse().expect("a date");
    Terms { due: Due::whole(Cents(due)), rules: TakingRules::default(), day }
}

/// A Thursday's.
fn terms(due: i64) -> Terms {
    terms_on(due, "2026-10-01")
}

fn after(acts: impl IntoIterator<Item = Act>) -> Laid {
    let laid = acts.into_iter().fold(Rc::new(Laid::default()), |laid, act| laid.reduce(act));
    (*laid).clone()
}

fn typed(text: &str) -> Act {
    Act::Type(text.to_owned())
}

fn payer(part: Option<i64>, given: &[Given]) -> Payer {
    Payer { part: part.map(Cents), given: given.to_vec(), ..Payer::default() }
}

/// All of it by one.
fn by_one(given: &[Given]) -> Step {
    Step::Settle(vec![payer(None, given)])
}

fn in_two(due: i64) -> Act {
    Act::Split(by_person(Cents(due), 2).expect("divided"))
}

use TenderKind::{Card, Cash, Cheque, MealVoucher};

#[test]
fn what_is_due_is_what_the_list_says_once_it_knows_the_order() {
    let mut listed = order(1, OrderState::Queued);
    listed.paid = Cents(100);
    let total = listed.total;
    for (orders, amount, total) in [
        (None, 500, Cents(500)),
        (Some(vec![]), 500, Cents(500)),
        (Some(vec![order(2, OrderState::Ready)]), 500, Cents(500)),
        (Some(vec![listed]), 700, total),
    ] {
        let due = Due { amount: Cents(amount), total };
        assert_eq!(due_now(&paying(), orders.as_deref()), due);
    }
}

#[test]
fn what_a_confirmation_does() {
    for (acts, expected) in [
        (vec![], Step::Wait),
        (vec![typed("20")], by_one(&[cash(2000)])),
        (vec![typed("x")], Step::Wait),
        (vec![typed("0")], Step::Wait),
        // One tap, and confirmed.
        (vec![Act::Kind(Card)], by_one(&[card(1250)])),
        (vec![Act::Kind(Cheque)], by_one(&[cheque(1250)])),
        // A voucher has its own value.
        (vec![Act::Kind(MealVoucher)], Step::Wait),
        (vec![Act::Kind(Card), typed("5")], Step::Add(card(500))),
        (vec![Act::Kind(Card), typed("13")], Step::Wait),
        (vec![typed("5")], Step::Add(cash(500))),
        (vec![Act::Add(cash(500)), typed("5")], Step::Add(cash(500))),
        (vec![Act::Add(cash(500)), typed("10")], by_one(&[cash(500), cash(1000)])),
        (vec![Act::Add(voucher(850)), Act::Kind(Card)], by_one(&[voucher(850), card(400)])),
        (vec![Act::Add(voucher(850)), Act::Add(cash(1000))], by_one(&[voucher(850), cash(1000)])),
        (vec![Act::Add(voucher(850)), Act::Remove(0), Act::Kind(Card)], by_one(&[card(1250)])),
        (vec![Act::Add(voucher(1300))], Step::Wait),
        // What was typed as one thing is not another.
        (vec![typed("5"), Act::Kind(Card)], by_one(&[card(1250)])),
        // A second touch does not take the rest.
        (vec![Act::Kind(Card), typed("5"), Act::Add(card(500))], Step::Wait),
        // An advance proposes nothing, and is enough.
        (vec![Act::InFull(false), Act::Kind(Card)], Step::Wait),
        (vec![Act::InFull(false), typed("5")], by_one(&[cash(500)])),
        (vec![typed("5"), Act::InFull(false), Act::InFull(true)], Step::Add(cash(500))),
    ] {
        assert_eq!(after(acts.clone()).step(&terms(1250)), expected, "{acts:?}");
    }
}

#[test]
fn the_button_says_what_it_does() {
    for (acts, expected) in [
        (vec![], "Encaisser en espèces"),
        (vec![typed("20")], "Encaisser en espèces"),
        (vec![Act::Add(voucher(500)), typed("20")], "Encaisser"),
        (vec![Act::Kind(Cheque)], "Encaisser"),
        (vec![Act::Kind(Card)], "Accepté par le terminal\u{a0}: confirmer"),
        (vec![Act::InFull(false), typed("5")], "Encaisser l’acompte"),
        // Whatever it is for, the terminal has to have accepted it.
        (
            vec![Act::InFull(false), Act::Kind(Card), typed("5")],
            "Accepté par le terminal\u{a0}: confirmer",
        ),
        (vec![in_two(1250), typed("20")], "Payeur suivant"),
    ] {
        let (laid, terms) = (after(acts.clone()), terms(1250));
        let word = super::counting::word(&laid.step(&terms), &laid, &terms, false, Language::Fr);
        assert_eq!(word, expected, "{acts:?}");
    }
}

#[test]
fn payers_pay_one_after_the_other() {
    let terms = terms(2501);
    let mut acts = vec![in_two(2501), typed("20")];
    assert_eq!(after(acts.clone()).step(&terms), Step::Next(Some(cash(2000)), 1));
    acts.push(Act::Next(Some(cash(2000)), 1));
    let laid = after(acts.clone());
    assert_eq!(laid.hands[0].stands(&terms), Weighed { left: Cents(0), change: Cents(749) });
    assert_eq!((laid.at, laid.step(&terms)), (1, Step::Wait));
    acts.push(Act::Kind(Card));
    let both = [payer(Some(1251), &[cash(2000)]), payer(Some(1250), &[card(1250)])];
    assert_eq!(after(acts.clone()).step(&terms), Step::Settle(both.to_vec()));
    // What the second is about to give does not count at the turn of another.
    acts.push(Act::Turn(0));
    assert_eq!(after(acts.clone()).step(&terms), Step::Next(None, 1));
    // The second has no money: what he owes stays due.
    acts.push(Act::InFull(false));
    assert_eq!(after(acts).step(&terms), Step::Settle(both[..1].to_vec()));
    // The second comes first.
    let laid = after([in_two(2501), Act::Turn(1), Act::Kind(Card)]);
    assert_eq!(laid.step(&terms), Step::Next(Some(card(1250)), 0));
    let alone = after([in_two(2501), Act::Split(vec![]), typed("30")]);
    assert_eq!(alone.step(&terms), by_one(&[cash(3000)]));
}

#[test]
fn refusals_stand_where_the_mistake_is() {
    let (thursday, sunday) = ("2026-10-01", "2026-10-04");
    for (day, acts, expected) in [
        (thursday, vec![], None),
        (thursday, vec![typed("5")], None),
        (thursday, vec![typed("x")], Some((0, "Tapez un montant"))),
        (thursday, vec![Act::Add(cash(500)), typed("x")], Some((1, "Tapez un montant"))),
        (thursday, vec![Act::Add(voucher(900)), Act::Kind(Card), typed("5")], Some((1, "3,50"))),
        (thursday, vec![Act::Add(voucher(1300)), Act::Kind(Card)], Some((0, "12,50"))),
        (
            thursday,
            vec![Act::Add(cash(1000)), Act::Kind(Cheque), typed("12,50")],
            Some((0, "Espèces")),
        ),
        (thursday, vec![Act::Kind(MealVoucher)], None),
        // Before one is typed.
        (sunday, vec![Act::Kind(MealVoucher)], Some((0, "dimanche"))),
        (sunday, vec![Act::Add(voucher(500))], Some((0, "dimanche"))),
    ] {
        let found = wrong(&after(acts.clone()), &terms_on(1250, day), Language::Fr);
        let (thing, text) = found.unzip();
        assert_eq!(thing, expected.map(|it| it.0), "{acts:?}: {text:?}");
        let text = text.unwrap_or_default();
        assert!(text.contains(expected.map_or("", |it| it.1)), "{acts:?}: {text}");
    }
}

#[test]
fn an_order_that_changed_does_not_add_up() {
    let paid = [in_two(2000), Act::Next(Some(cash(1000)), 1), Act::Add(cash(1000))];
    let part = PaymentRefused::Part { payer: 1, left: Cents(800) };
    for (due, expected) in [
        (2000, None),
        (1800, Some(part)),
        (2300, Some(PaymentRefused::Short { missing: Cents(300) })),
    ] {
        let laid = after(paid.clone());
        assert_eq!(laid.fails_to_add_up(&terms(due)), expected);
        assert_eq!(laid.step(&terms(due)) == Step::Wait, expected.is_some());
    }
    // Less than is due is what adding is for.
    assert_eq!(after([typed("5")]).fails_to_add_up(&terms(1250)), None);
    let many = vec![Act::Add(cash(1)); GIVEN_MAX + 1];
    assert_eq!(after(many).fails_to_add_up(&terms(1250)), Some(PaymentRefused::TooMany));
}

#[test]
fn a_failures_field_names_the_thing() {
    let split =
        |in_full| after([in_two(2000), Act::Turn(1), Act::Add(cash(1000)), Act::InFull(in_full)]);
    for (in_full, field, expected) in [
        (true, "payers.1.given.2", Some((1, Some(2)))),
        (true, "payers.1.given", Some((1, None))),
        (true, "payers.0.part", Some((0, None))),
        (true, "payers.2.given.0", None),
        (true, "payers", None),
        (true, "due", None),
        // The first gives nothing towards an advance, and is not sent.
        (false, "payers.0.given.0", Some((1, Some(0)))),
    ] {
        assert_eq!(split(in_full).place(field, &terms(2000)), expected, "{field}");
    }
}

#[test]
fn what_is_in_doubt_is_shown_as_it_was_typed() {
    let sent = |payers: &[Payer], in_full| SettleOrder {
        command: CommandId(uuid::Uuid::from_u128(1)),
        order: paying().order,
        due: Cents(2000),
        payers: payers.to_vec(),
        in_full,
    };
    let two = [payer(Some(1000), &[cash(1000)]), payer(Some(1000), &[voucher(700), card(300)])];
    for (payers, in_full, kind, typed) in [
        (&[payer(None, &[cash(5000)])][..], true, Cash, "50,00"),
        (&[payer(None, &[voucher(700), cash(500)])], false, Cash, "5,00"),
        (&two, true, Card, "3,00"),
    ] {
        let laid = Laid::of(&sent(payers, in_full));
        assert_eq!((laid.hand().kind, laid.hand().typed.as_str()), (kind, typed));
        assert_eq!(laid.step(&terms(2000)), Step::Settle(payers.to_vec()));
        assert_eq!(laid.in_full, in_full);
    }
    assert_eq!(Laid::of(&sent(&[], true)), Laid::default());
}

/// A card payment that the terminal took.
fn asked_card(payment: u128, cents: i64) -> Given {
    let payment = CardPaymentId(uuid::Uuid::from_u128(payment));
    Given::AskedCard { payment, amount: Cents(cents) }
}

#[test]
fn what_the_terminal_took_lies_there_until_it_is_booked_or_given_back() {
    let took = [asked_card(1, 500)];
    let cards = |of: &[Given]| Act::Cards(of.to_vec());
    let terms = terms(1250);
    // It counts, and cannot be taken away.
    for acts in [
        vec![cards(&took)],
        vec![cards(&took), Act::Remove(0)],
        vec![cards(&took), cards(&took)],
        vec![Act::Kind(Card), typed("5"), cards(&took)],
    ] {
        let laid = after(acts.clone());
        assert_eq!((laid.hand().given.as_slice(), laid.hand().kind), (&took[..], Cash), "{acts:?}");
        assert_eq!(laid.hand().stands(&terms).left, Cents(750));
        assert!(laid.has_card(CardPaymentId(uuid::Uuid::from_u128(1))));
    }
    // What was typed meanwhile stays where nothing new came.
    let laid = after([cards(&took), typed("10"), cards(&took)]);
    assert_eq!(laid.step(&terms), by_one(&[took[0], cash(1000)]));
    // The whole of it at once is settled, and what a card took twice is there twice.
    assert_eq!(after([cards(&[asked_card(2, 1250)])]).step(&terms), by_one(&[asked_card(2, 1250)]));
    let both = [asked_card(1, 500), asked_card(3, 750)];
    assert_eq!(after([cards(&took), cards(&both)]).step(&terms), by_one(&both));
    // Given back by hand at the terminal, it is gone.
    assert!(after([Act::Add(cash(200)), cards(&took), cards(&[])]).hands[0].given == [cash(200)]);
    // In the hand of the payer whose turn it was.
    let laid = after([
        in_two(1250),
        Act::Turn(1),
        cards(&[asked_card(4, 625)]),
        Act::Turn(0),
        cards(&[asked_card(4, 625)]),
    ]);
    assert_eq!((laid.hands[0].given.len(), laid.hands[1].given.len()), (0, 1));
    // What is in doubt is sent again as it was.
    let payers = [payer(None, &[cash(750), asked_card(1, 500)])];
    let sent = SettleOrder {
        command: CommandId(uuid::Uuid::from_u128(1)),
        order: paying().order,
        due: Cents(1250),
        payers: payers.to_vec(),
        in_full: true,
    };
    assert_eq!(Laid::of(&sent).step(&terms), Step::Settle(payers.to_vec()));
}

#[test]
fn only_what_would_be_taken_is_asked_of_a_terminal() {
    let terms = terms(1250);
    for (acts, asks, expected) in [
        (vec![Act::Kind(Card)], true, Some(1250)),
        (vec![Act::Kind(Card)], false, None),
        (vec![Act::Kind(Card), typed("5")], true, Some(500)),
        (vec![Act::Kind(Card), typed("13")], true, None),
        (vec![Act::Kind(Card), typed("x")], true, None),
        (vec![typed("20")], true, None),
        (vec![Act::InFull(false), Act::Kind(Card)], true, None),
        (vec![in_two(1250), Act::Kind(Card)], true, Some(625)),
        (vec![Act::Cards(vec![asked_card(1, 500)]), Act::Kind(Card)], true, Some(750)),
    ] {
        let laid = after(acts.clone());
        let step = laid.step(&terms);
        let found = super::pane::asked(&laid, &terms, asks, &step);
        assert_eq!(found, expected.map(Cents), "{acts:?}");
        let word = super::counting::word(&step, &laid, &terms, asks, Language::Fr);
        assert_eq!(word.starts_with("Envoyer"), found.is_some(), "{acts:?}: {word}");
    }
}
