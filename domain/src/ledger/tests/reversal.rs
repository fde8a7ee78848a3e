//! What was signed for something that never happened is taken back to the cent, and the chain says so.

use super::register::{Register, flaws, genuine, verify};
use super::*;
use std::collections::BTreeMap;

fn defects(register: &Register) -> Vec<(Chain, u64, Flaw)> {
    flaws(&verify(&register.rows, &BTreeMap::new(), genuine))
}

fn ticket_of(sealed: &Sealed) -> Ticket {
    match &sealed.entry.content {
        Content::Ticket(ticket) => ticket.clone(),
        other => panic!("{other:?} is no ticket"),
    }
}

/// The same register once an entry was taken back.
fn reversed(register: &mut Register, sealed: &Sealed) -> Ticket {
    let of = sealed.entry.reference();
    let back = ticket_of(sealed).reversal(of, &till(), "doublon".into()).expect("a reversal");
    register.ticket(back.clone());
    back
}

fn last(register: &Register) -> Sealed {
    super::register::sealed(register.rows.last().expect("an entry"))
}

fn reine() -> Bill {
    bill(vec![line("Reine", 2, 1_100, 200, 0), line("Cola", 1, 300, 0, 2)])
}

#[test]
fn whatever_it_takes_back_nothing_is_left_of_it() {
    let mut register = Register::open("2026-11-29");
    let sale = register.sell(&reine(), &[]);
    let before = (register.running.figures.clone(), register.running.standing);
    register.refund(0, Cents(700));
    let refund = last(&register);
    let back = reversed(&mut register, &refund);
    assert_eq!((back.total, back.reverses), (Cents(700), Some(Operation::Refund)));
    let after = &register.running;
    assert_eq!((after.figures.total, &after.figures.rates), (before.0.total, &before.0.rates));
    assert_eq!(after.standing.perpetual, before.1.perpetual);
    assert_eq!(after.standing.perpetual_absolute, before.1.perpetual_absolute + Cents(1_400));
    // What the refund had taken off the sale is the sale's again.
    let whole = Remaining::of(sale.entry.reference(), &ticket_of(&sale)).expect("a sale");
    let all = money(Cents(-whole.total().0), 40);
    register.ticket(whole.cancellation(&till(), &all, None).expect("all of it"));
    assert_eq!(register.running.figures.total, Cents::ZERO);
    assert_eq!(defects(&register), []);
}

#[test]
fn a_sale_that_deducts_an_advance_leaves_the_advance() {
    let mut register = Register::open("2026-11-29");
    let advance = register.advance(&reine(), Cents(900));
    let sale = register.sell(&reine(), std::slice::from_ref(&advance));
    assert_eq!(register.running.standing.advances, Cents::ZERO);
    let back = reversed(&mut register, &sale);
    assert_eq!(back.total, Cents(-1_400));
    assert_eq!(back.takes_off(&back.deducted[0]), Cents(-900));
    assert_eq!(register.running.standing.advances, Cents(900));
    assert_eq!(register.running.figures.total, Cents(900));
    // The sale that took place deducts it.
    register.sell(&reine(), &[advance]);
    assert_eq!(register.running.figures.total, Cents(2_300));
    assert_eq!(register.running.standing.advances, Cents::ZERO);
    assert_eq!(defects(&register), []);
}

#[test]
fn what_was_given_up_and_taken_back_is_there_again() {
    let mut register = Register::open("2026-11-29");
    register.advance(&reine(), Cents(900));
    register.cancel(0);
    assert_eq!(register.running.standing.advances, Cents::ZERO);
    let cancelled = last(&register);
    reversed(&mut register, &cancelled);
    assert_eq!(register.running.standing.advances, Cents(900));
    let advance = super::register::sealed(&register.rows[0]);
    reversed(&mut register, &advance);
    assert_eq!(register.running.standing.advances, Cents::ZERO);
    assert_eq!(register.running.figures.total, Cents::ZERO);
    assert_eq!(defects(&register), []);
}

/// In the register: 1 sale, 2 refund of 1, 3 reversal of 2.
#[test]
fn one_that_does_not_fit_what_it_takes_back_is_found() {
    type Change = fn(&mut Ticket);
    let table: &[(Flaw, Change)] = &[
        (Flaw::Original, |it| it.corrects = Some(sale_ref(9))),
        (Flaw::Original, |it| it.corrects = None),
        (Flaw::Original, |it| it.corrects = Some(EntryRef { chain: Chain::Events, ..sale_ref(2) })),
        (Flaw::Original, |it| it.reverses = Some(Operation::Reversal)),
        (Flaw::Original, |it| it.reverses = None),
        (Flaw::Original, |it| it.corrects = Some(sale_ref(1))),
        (Flaw::Original, |it| it.operation = Operation::Sale),
        (Flaw::Tenders, |it| it.tenders[0].amount.0 += 1),
        (Flaw::Total, |it| it.total.0 += 1),
        (Flaw::Sign, |it| {
            // As the refund was.
            it.lines[0].quantity *= -1;
        }),
        (Flaw::Vat, |it| {
            it.rates[0] = RateTotal::new(it.rates[0].rate, it.rates[0].gross, Cents(1))
        }),
    ];
    let register = || {
        let mut register = Register::open("2026-11-29");
        register.sell(&reine(), &[]);
        register.refund(0, Cents(700));
        register
    };
    for (row, (flaw, change)) in table.iter().enumerate() {
        let mut register = register();
        let refund = last(&register);
        let of = refund.entry.reference();
        let mut back = ticket_of(&refund).reversal(of, &till(), "doublon".into()).expect("one");
        change(&mut back);
        let found = match back.check() {
            Err(flaw) => flaw,
            Ok(()) => {
                register.write(Content::Ticket(back));
                defects(&register).first().expect("a defect").2
            }
        };
        assert_eq!(found, *flaw, "row {row}");
    }
    // Twice, and with another amount than what was taken back.
    let mut twice = register();
    let refund = last(&twice);
    reversed(&mut twice, &refund);
    reversed(&mut twice, &refund);
    assert_eq!(defects(&twice), [(Chain::Sales, 4, Flaw::Original)]);
    let (mut other, mut less) = (register(), register());
    less.refund(0, Cents(100));
    let of = last(&other).entry.reference();
    let back = ticket_of(&last(&less)).reversal(of, &till(), "doublon".into()).expect("one");
    other.ticket(back);
    assert_eq!(defects(&other), [(Chain::Sales, 3, Flaw::Remained)]);
    let again = ticket_of(&last(&twice)).reversal(sale_ref(3), &till(), "encore".into());
    assert_eq!(again, Err(BillRefused::Flaw(Flaw::Original)));
}

proptest! {
    #[test]
    fn any_sale_taken_back_sums_to_nothing(bill in bills(), cash in 0i64..=100) {
        let mut register = Register::open("2026-11-29");
        let total = bill.total();
        let sale = register.ticket(bill.sale(&till(), &[], &money(total, cash)).expect("a sale"));
        reversed(&mut register, &sale);
        prop_assert_eq!(register.running.figures.total, Cents::ZERO);
        prop_assert!(register.running.figures.rates.iter().all(|it| it.vat == Cents::ZERO));
        prop_assert!(register.running.figures.tenders.iter().all(|it| it.amount == Cents::ZERO));
        prop_assert_eq!(defects(&register), vec![]);
    }
}
