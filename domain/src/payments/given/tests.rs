//! Payers at the till.

use super::*;
use crate::failure::Refusal;
use proptest::prelude::*;

const THURSDAY: &str = "2026-10-01";

fn on(day: &str) -> NaiveDate {
    day.parse().expect("a date")
}

fn cash(received: i64) -> Given {
    Given::Cash { received: Cents(received) }
}

fn card(amount: i64) -> Given {
    Given::Card { amount: Cents(amount) }
}

fn cheque(amount: i64) -> Given {
    Given::Cheque { amount: Cents(amount) }
}

fn voucher(amount: i64) -> Given {
    Given::MealVoucher { amount: Cents(amount) }
}

fn taken(tender: TenderKind, amount: i64, change: i64) -> Taken {
    let (amount, change) = (Cents(amount), Cents(change));
    Taken { tender, amount, received: amount + change, change, payer: None }
}

fn wrong(payer: usize, given: usize, why: GivenRefused) -> PaymentRefused {
    PaymentRefused::Given { at: At { payer, given }, why }
}

fn over(given: usize, tender: TenderKind, most: i64) -> PaymentRefused {
    wrong(0, given, GivenRefused::Over { tender, most: Cents(most) })
}

fn short(missing: i64) -> PaymentRefused {
    PaymentRefused::Short { missing: Cents(missing) }
}

fn check(due: i64, given: &[Given], in_full: bool, expected: Result<Vec<Taken>, PaymentRefused>) {
    let rules = TakingRules::default();
    let found = take(Due::whole(Cents(due)), given, &rules, on(THURSDAY), in_full);
    assert_eq!(found, expected, "{due} by {given:?}, in full: {in_full}");
}

use TenderKind::{Card, Cash, Cheque, MealVoucher};

#[test]
fn what_is_given_in_full() {
    for (due, given, expected) in [
        (1250, &[cash(2000)][..], &[taken(Cash, 1250, 750)][..]),
        (1250, &[cash(1250)], &[taken(Cash, 1250, 0)]),
        (1250, &[card(1250)], &[taken(Card, 1250, 0)]),
        (1250, &[cheque(1250)], &[taken(Cheque, 1250, 0)]),
        // Two vouchers and the rest in cash, the cash named first.
        (
            2100,
            &[cash(500), voucher(900), voucher(900)],
            &[taken(MealVoucher, 900, 0), taken(MealVoucher, 900, 0), taken(Cash, 300, 200)],
        ),
        // Notes and coins laid down one after the other are one sum of cash.
        (1250, &[cash(1000), cash(500)], &[taken(Cash, 1250, 250)]),
        // Two cards.
        (3000, &[card(1000), card(2000)], &[taken(Card, 1000, 0), taken(Card, 2000, 0)]),
        (2500, &[voucher(2500)], &[taken(MealVoucher, 2500, 0)]),
        (1, &[cash(50_000)], &[taken(Cash, 1, 49_999)]),
        (100_000, &[cash(120_000)], &[taken(Cash, 100_000, 20_000)]),
        (1_000_000, &[cheque(1_000_000)], &[taken(Cheque, 1_000_000, 0)]),
        // A gift: nothing is due and nothing is given.
        (0, &[], &[]),
    ] {
        check(due, given, true, Ok(expected.to_vec()));
    }
}

#[test]
fn what_is_not_taken() {
    let not_an_amount = |given| wrong(0, given, GivenRefused::NotAnAmount);
    let absurd = |given| wrong(0, given, GivenRefused::Absurd);
    let vouchers = |given| wrong(0, given, GivenRefused::VoucherMax { max: Cents(2500) });
    let too_much_cash = |given| wrong(0, given, GivenRefused::CashMax { max: Cents(100_000) });
    for (due, given, refused) in [
        (1250, &[cash(1249)][..], short(1)),
        (1250, &[card(1000), cash(200)], short(50)),
        (1250, &[], short(1250)),
        (1250, &[cash(0)], not_an_amount(0)),
        (1250, &[card(1250), cash(0)], not_an_amount(1)),
        (1250, &[cash(2000), card(-1)], not_an_amount(1)),
        (1250, &[voucher(i64::MIN)], not_an_amount(0)),
        (1250, &[card(1251)], over(0, Card, 1250)),
        (1250, &[cheque(1251)], over(0, Cheque, 1250)),
        (1250, &[card(1000), cheque(300)], over(1, Cheque, 250)),
        // No change on a voucher.
        (850, &[voucher(900)], over(0, MealVoucher, 850)),
        (1250, &[voucher(900), voucher(900)], over(1, MealVoucher, 350)),
        (5000, &[voucher(900), voucher(900), voucher(900)], vouchers(2)),
        (5000, &[voucher(2501)], vouchers(0)),
        // The card covers it: the note stays with the customer.
        (1250, &[cash(2000), card(1250)], over(0, Cash, 0)),
        (0, &[cash(100)], over(0, Cash, 0)),
        (0, &[card(100)], over(0, Card, 0)),
        (-500, &[card(100)], over(0, Card, 0)),
        (-500, &[cash(100)], over(0, Cash, 0)),
        // Cents typed as euros; more back than the largest note.
        (1250, &[cash(200_000)], absurd(0)),
        (1250, &[cash(51_250)], absurd(0)),
        (1250, &[cash(1_000_001)], absurd(0)),
        (1250, &[cash(i64::MAX), cash(i64::MAX)], absurd(0)),
        (1250, &[card(500), card(i64::MAX)], absurd(1)),
        (100_001, &[cash(100_001)], too_much_cash(0)),
        // Not even a part of it.
        (100_001, &[card(100_000), cash(1)], too_much_cash(1)),
        (1250, &[card(1); 21], PaymentRefused::TooMany),
    ] {
        check(due, given, true, Err(refused));
    }
}

#[test]
fn an_advance_only_when_asked_for() {
    for (due, given, expected) in [
        (5000, &[cash(2000)][..], Ok(vec![taken(Cash, 2000, 0)])),
        (
            5000,
            &[voucher(900), card(1000)],
            Ok(vec![taken(MealVoucher, 900, 0), taken(Card, 1000, 0)]),
        ),
        (5000, &[cash(6000)], Ok(vec![taken(Cash, 5000, 1000)])),
        (5000, &[], Err(PaymentRefused::NothingGiven { payer: 0 })),
        (5000, &[card(5001)], Err(over(0, Card, 5000))),
    ] {
        check(due, given, false, expected);
    }
    check(5000, &[cash(2000)], true, Err(short(3000)));
}

#[test]
fn the_law_on_cash_looks_at_the_whole_order() {
    let (rules, day) = (TakingRules::default(), on(THURSDAY));
    let due = |amount, total| Due { amount: Cents(amount), total: Cents(total) };
    let refused = wrong(0, 0, GivenRefused::CashMax { max: Cents(100_000) });
    // Nine hundred paid by card before, three hundred left.
    assert_eq!(take(due(30_000, 120_000), &[cash(30_000)], &rules, day, true), Err(refused));
    assert!(take(due(30_000, 100_000), &[cash(30_000)], &rules, day, true).is_ok());
    // Forty guests who each owe their own part.
    let guest = Payer { part: Some(Cents(3000)), given: vec![cash(5000)], ..Payer::default() };
    let found = take_apart(due(120_000, 120_000), &[guest], &rules, day, false);
    assert_eq!(found, Ok(vec![vec![taken(Cash, 3000, 2000)]]));
}

#[test]
fn vouchers_follow_the_day_and_the_shop() {
    let usual = TakingRules::default();
    let mut always = usual.clone();
    always.vouchers.on_sundays_and_holidays = true;
    let mut never = usual.clone();
    never.vouchers.accepted = false;
    let mut more = usual.clone();
    more.vouchers.day_max = Cents(3000);
    let day = |holiday| Err(wrong(0, 1, GivenRefused::VoucherDay { holiday }));
    let good = Ok(vec![taken(MealVoucher, 2600, 0), taken(Cash, 400, 0)]);
    let above = Err(wrong(0, 1, GivenRefused::VoucherMax { max: Cents(2500) }));
    for (rules, date, expected) in [
        (&usual, "2026-10-04", day(None)),
        (&usual, "2026-07-14", day(Some("fête nationale"))),
        (&usual, THURSDAY, above.clone()),
        (&always, "2026-10-04", above),
        (&never, THURSDAY, Err(wrong(0, 1, GivenRefused::NoVouchers))),
        (&more, THURSDAY, good),
        (&more, "2026-10-04", day(None)),
    ] {
        let given = [cash(400), voucher(2600)];
        let found = take(Due::whole(Cents(3000)), &given, rules, on(date), true);
        assert_eq!(found, expected, "{date} {rules:?}");
    }
    // A Sunday keeps nobody from paying in cash.
    let found = take(Due::whole(Cents(400)), &[cash(400)], &never, on("2026-10-04"), true);
    assert_eq!(found, Ok(vec![taken(Cash, 400, 0)]));
}

fn apart(part: i64, given: &[Given]) -> Payer {
    let part = (part != 0).then_some(Cents(part));
    Payer { part, given: given.to_vec(), ..Payer::default() }
}

#[test]
fn friends_who_pay_apart() {
    let part = |payer, left| Err(PaymentRefused::Part { payer, left: Cents(left) });
    let lacks =
        |payer, missing| Err(PaymentRefused::ShortOfPart { payer, missing: Cents(missing) });
    let twice = [voucher(1200), voucher(1300)];
    // Of several it is kept who gave it.
    let by = |payer, given: Vec<Taken>| -> Vec<Taken> {
        given.into_iter().map(|each| Taken { payer: Some(payer), ..each }).collect()
    };
    let both = |payer| by(payer, vec![taken(MealVoucher, 1200, 0), taken(MealVoucher, 1300, 0)]);
    let before = Payer { vouchers_before: Cents(1), ..apart(2500, &twice) };
    let most = Payer { vouchers_before: Cents(i64::MAX), ..apart(1, &[voucher(1)]) };
    let less = Payer { vouchers_before: Cents(-100), ..apart(2600, &[voucher(2600)]) };
    for (due, payers, in_full, expected) in [
        // Each has his own 25 € in vouchers, and his own change.
        (
            6000,
            vec![apart(2500, &twice), apart(2500, &twice), apart(0, &[cash(2000)])],
            true,
            Ok(vec![both(1), both(2), by(3, vec![taken(Cash, 1000, 1000)])]),
        ),
        (
            3000,
            vec![apart(1000, &[cash(2000)]), apart(2000, &[cash(5000)])],
            true,
            Ok(vec![by(1, vec![taken(Cash, 1000, 1000)]), by(2, vec![taken(Cash, 2000, 3000)])]),
        ),
        // The first friend leaves; the others pay later.
        (3000, vec![apart(1000, &[card(1000)])], false, Ok(vec![vec![taken(Card, 1000, 0)]])),
        (3000, vec![apart(1000, &[card(1000)])], true, Err(short(2000))),
        (3000, vec![apart(1000, &[cash(900)])], false, lacks(0, 100)),
        (3000, vec![apart(1000, &[card(1000)]), apart(2000, &[card(1999)])], true, lacks(1, 1)),
        (3000, vec![apart(1000, &[card(1001)])], false, Err(over(0, Card, 1000))),
        (3000, vec![apart(2000, &[card(2000)]), apart(1001, &[card(1001)])], true, part(1, 1000)),
        (3000, vec![apart(-5, &[card(5)])], false, part(0, 3000)),
        (3000, vec![apart(i64::MAX, &[card(5)])], false, part(0, 3000)),
        (3000, vec![apart(0, &[card(3000)]), apart(1, &[card(1)])], true, part(1, 0)),
        (
            3000,
            vec![apart(0, &[card(3000)]), apart(0, &[card(1)])],
            true,
            Err(wrong(1, 0, GivenRefused::Over { tender: Card, most: Cents(0) })),
        ),
        (
            3000,
            vec![apart(0, &[card(3000)]), apart(0, &[])],
            true,
            Err(PaymentRefused::NothingGiven { payer: 1 }),
        ),
        (3000, vec![], true, Err(short(3000))),
        (3000, vec![], false, Err(PaymentRefused::NothingGiven { payer: 0 })),
        (3000, vec![apart(0, &[card(1)]); 21], false, Err(PaymentRefused::TooMany)),
        // A cent in vouchers was paid before.
        (3000, vec![most], false, Err(wrong(0, 0, GivenRefused::VoucherMax { max: Cents(2500) }))),
        // One who says to have paid less than nothing has no more for it.
        (3000, vec![less], false, Err(wrong(0, 0, GivenRefused::VoucherMax { max: Cents(2500) }))),
        (
            3000,
            vec![before],
            false,
            Err(wrong(0, 1, GivenRefused::VoucherMax { max: Cents(2500) })),
        ),
    ] {
        let rules = TakingRules::default();
        let due = Due::whole(Cents(due));
        let found = take_apart(due, &payers, &rules, on(THURSDAY), in_full);
        // Of several, each thing says who gave it.
        let expected = expected.map(|mut all| {
            for (taken, payer) in all.iter_mut().zip(1..) {
                taken.iter_mut().for_each(|it| it.payer = (payers.len() > 1).then_some(payer));
            }
            all
        });
        assert_eq!(found, expected, "{due:?} by {payers:?}");
    }
}

#[test]
fn a_refusal_names_the_field_of_its_payer() {
    for (refused, field) in [
        (wrong(2, 1, GivenRefused::NotAnAmount), "payers.2.given.1"),
        (PaymentRefused::Part { payer: 1, left: Cents(5) }, "payers.1.part"),
        (PaymentRefused::ShortOfPart { payer: 1, missing: Cents(5) }, "payers.1.given"),
        (short(5), "payers"),
    ] {
        assert_eq!(refused.field().as_deref(), Some(field), "{refused:?}");
    }
}

#[test]
fn what_crosses_the_contract() -> Result<(), serde_json::Error> {
    let payer: Payer = serde_json::from_str(
        r#"{"part":1000,"given":[{"cash":{"received":2000}},{"meal_voucher":{"amount":900}}]}"#,
    )?;
    assert_eq!(payer, apart(1000, &[cash(2000), voucher(900)]));
    let rules: TakingRules = serde_json::from_str(r#"{"vouchers":{"accepted":false}}"#)?;
    assert_eq!(rules.cash_max, Cents(100_000));
    assert_eq!((rules.vouchers.accepted, rules.vouchers.day_max), (false, Cents(2500)));
    let sent = serde_json::to_string(&taken(MealVoucher, 900, 0))?;
    assert_eq!(sent, r#"{"tender":"meal_voucher","amount":900,"received":900,"change":0}"#);
    Ok(())
}

/// Something given, about as much as is due.
fn any_given() -> impl Strategy<Value = Given> {
    (0u8..5, prop_oneof![8 => 1i64..3000, 1 => -10i64..10, 1 => 40_000i64..120_000]).prop_map(
        |(kind, amount)| match kind {
            0 | 1 => cash(amount),
            2 => card(amount),
            3 => cheque(amount),
            _ => voucher(amount),
        },
    )
}

/// Whether so much may be taken, said by sums alone.
fn may(due: i64, given: &[Given], in_full: bool) -> bool {
    let sum =
        |kind| -> i64 { given.iter().filter(|it| it.kind() == kind).map(|it| it.amount().0).sum() };
    let (cash, vouchers) = (sum(Cash), sum(MealVoucher));
    let exact = sum(Card) + sum(Cheque) + vouchers;
    let has_cash = given.iter().any(|it| it.kind() == Cash);
    given.iter().all(|it| it.amount() > Cents::ZERO)
        && !given.is_empty()
        && vouchers <= 2500
        && exact <= due
        && (!has_cash || exact < due && due <= 100_000 && cash - (due - exact) < 50_000)
        && (!in_full || exact + cash >= due)
}

proptest! {
    /// What is taken and what goes back are what was given; what is taken is what is due.
    #[test]
    fn nothing_is_lost_between_the_hands(
        due in prop_oneof![4 => 1i64..6000, 1 => 90_000i64..110_000],
        given in proptest::collection::vec(any_given(), 0..6),
        in_full: bool,
    ) {
        let (rules, day) = (TakingRules::default(), on(THURSDAY));
        let found = take(Due::whole(Cents(due)), &given, &rules, day, in_full);
        prop_assert_eq!(found.is_ok(), may(due, &given, in_full), "{:?}", found);
        match found {
            Ok(all) => {
                let sum = |part: fn(&Taken) -> Cents| all.iter().map(part).sum::<Cents>();
                prop_assert_eq!(sum(|it| it.received), given.iter().map(|it| it.amount()).sum());
                prop_assert_eq!(sum(|it| it.received), sum(|it| it.amount) + sum(|it| it.change));
                prop_assert!(sum(|it| it.amount) <= Cents(due));
                prop_assert!(!in_full || sum(|it| it.amount) == Cents(due));
                for (at, it) in all.iter().enumerate() {
                    prop_assert!(it.amount > Cents::ZERO && it.change >= Cents::ZERO);
                    prop_assert!(it.tender == Cash || it.change == Cents::ZERO);
                    prop_assert!(it.tender != Cash || at + 1 == all.len(), "cash is last, and once");
                }
            }
            // What is said to be missing is just what is missing.
            Err(PaymentRefused::Short { missing }) => {
                let with: Vec<_> = given.iter().copied().chain([card(missing.0)]).collect();
                let all = take(Due::whole(Cents(due)), &with, &rules, day, true).expect("in full");
                prop_assert!(all.iter().all(|it| it.change == Cents::ZERO));
            }
            Err(_) => {}
        }
    }

    /// Friends who pay their parts pay the whole, whoever pays how.
    #[test]
    fn parts_are_the_whole(parts in proptest::collection::vec((1i64..2500, 0u8..3, 0i64..40_000), 1..8)) {
        let due = parts.iter().map(|it| it.0).sum();
        let payers: Vec<_> = parts.iter().map(|(part, kind, more)| match kind {
            0 => apart(*part, &[cash(part + more)]),
            1 => apart(*part, &[card(*part)]),
            _ => apart(*part, &[voucher(*part)]),
        }).collect();
        let all = take_apart(Due::whole(Cents(due)), &payers, &TakingRules::default(), on(THURSDAY), true)
            .expect("each pays his part");
        for (taken, (part, kind, more)) in all.iter().zip(&parts) {
            prop_assert_eq!(taken.iter().map(|it| it.amount).sum::<Cents>(), Cents(*part));
            let back = if *kind == 0 { *more } else { 0 };
            prop_assert_eq!(taken.iter().map(|it| it.change).sum::<Cents>(), Cents(back));
        }
    }

    /// Amounts from the far ends are refused, never a fault.
    #[test]
    fn no_amount_is_a_fault(
        due: i64, part: Option<i64>, before: i64, amounts in proptest::collection::vec(prop_oneof![any::<i64>(), 1i64..99], 0..5), in_full: bool,
    ) {
        let given = amounts.iter().flat_map(|it| [cash(*it), voucher(*it), card(*it)]).collect();
        let payer = Payer { part: part.map(Cents), vouchers_before: Cents(before), given };
        let _ = take_apart(Due::whole(Cents(due)), &[payer], &TakingRules::default(), on(THURSDAY), in_full);
    }
}
