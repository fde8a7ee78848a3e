//! Parts of a price, taken and given back in any order, sum to the whole at each rate.

use super::*;
use crate::ledger::rates::{Rates, Taxed, tax_given_back, tax_of_part};

/// How an order's money moves, in percent of what is there.
#[derive(Clone, Debug)]
enum Move {
    Advance(i64),
    AdvanceBack(usize, i64),
    Back(i64),
    LineBack(u32, u32),
}

fn moves(of: BoxedStrategy<Move>) -> impl Strategy<Value = Vec<(Move, i64)>> {
    prop::collection::vec((of, 0i64..=100), 0..8)
}

fn before() -> BoxedStrategy<Move> {
    prop_oneof![
        3 => (0i64..=100).prop_map(Move::Advance),
        1 => (0usize..4, 1i64..=100).prop_map(|(of, part)| Move::AdvanceBack(of, part)),
    ]
    .boxed()
}

fn after() -> BoxedStrategy<Move> {
    prop_oneof![
        (1i64..=60).prop_map(Move::Back),
        (1u32..8, 1u32..4).prop_map(|(line, many)| Move::LineBack(line, many)),
    ]
    .boxed()
}

/// A part of an amount that is something: at least a cent.
fn part(of: Cents, percent: i64) -> Cents {
    Cents((of.0 * percent / 100).clamp(of.0.min(1), of.0))
}

fn whole(bill: &Bill) -> Rates {
    Rates::taxed(bill.lines.iter().map(|line| (line.vat_rate, line.gross)))
}

fn deductions(advances: &[Remaining]) -> Vec<Deduction> {
    advances.iter().filter_map(Remaining::deduction).collect()
}

/// Nothing that remains is below zero, nor is its tax more than it.
fn holds(remaining: &Remaining, correction: &Ticket) -> Result<(), TestCaseError> {
    for rate in &correction.remained {
        prop_assert!(
            rate.gross >= Cents::ZERO && rate.net >= Cents::ZERO && rate.vat >= Cents::ZERO
        );
    }
    prop_assert!(remaining.total() >= Cents::ZERO);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_taken_and_given_back_sums_to_the_order(
        bill in bills(), before in moves(before()), after in moves(after()), cash in 0i64..=100,
    ) {
        let (till, due) = (till(), whole(&bill));
        let mut written = Rates::default();
        let mut advances: Vec<Remaining> = vec![];
        let mut number = 0;
        for (step, cash) in before {
            let deducted = deductions(&advances);
            match step {
                Move::Advance(percent) if bill.due(&deducted) > Cents::ZERO => {
                    let amount = part(bill.due(&deducted), percent);
                    let ticket = bill.advance(&till, &deducted, &money(amount, cash)).expect("an advance");
                    prop_assert_eq!(ticket.total, amount);
                    prop_assert!(ticket.rates.iter().all(|rate| rate.net >= Cents::ZERO));
                    written.add(&ticket.rates);
                    number += 1;
                    advances.push(Remaining::of(sale_ref(number), &ticket).expect("no correction"));
                }
                Move::AdvanceBack(of, percent) if of < advances.len() && advances[of].total() > Cents::ZERO => {
                    let amount = part(advances[of].total(), percent);
                    let back = money(Cents(-amount.0), cash);
                    let ticket = advances[of].refund(&till, &Back::Amount(amount), &back, None).expect("a refund");
                    prop_assert!(ticket.of_advance);
                    written.add(&ticket.rates);
                    number += 1;
                    advances[of] = advances[of].after(&ticket).expect("its own refund");
                    holds(&advances[of], &ticket)?;
                }
                _ => {}
            }
        }
        let deducted = deductions(&advances);
        let sale = bill.sale(&till, &deducted, &money(bill.due(&deducted), cash)).expect("a sale");
        written.add(&sale.rates);
        prop_assert!(sale.rates.iter().all(|rate| rate.gross >= Cents::ZERO), "no rate was overpaid");
        prop_assert_eq!(written.totals_left(), due.totals_left(), "the order's totals, whatever the parts");
        // All of it goes back, by parts and at last whole.
        let mut left = Remaining::of(sale_ref(number + 1), &sale).expect("no correction");
        for (step, cash) in after {
            let back = match step {
                Move::Back(percent) => Back::Amount(part(left.total(), percent)),
                Move::LineBack(line, many) => Back::Lines(vec![(line, many)]),
                Move::Advance(_) | Move::AdvanceBack(..) => continue,
            };
            let Ok(cost) = left.cost(&back) else { continue };
            let ticket = left.refund(&till, &back, &money(Cents(-cost.0), cash), None).expect("a refund");
            prop_assert_eq!(ticket.total, Cents(-cost.0));
            written.add(&ticket.rates);
            left = left.after(&ticket).expect("its own refund");
            holds(&left, &ticket)?;
        }
        let back = money(Cents(-left.total().0), cash);
        if let Ok(ticket) = left.cancellation(&till, &back, Some("Erreur de commande".into())) {
            written.add(&ticket.rates);
            left = left.after(&ticket).expect("its own cancellation");
        }
        prop_assert_eq!(left.total(), Cents::ZERO);
        prop_assert_eq!(written.totals_left(), vec![], "nothing remains, of no rate, and no tax");
    }

    #[test]
    fn what_advances_are_taxed_is_the_tax_of_their_sum(
        bill in bills(), parts in prop::collection::vec(1i64..=100, 1..8),
    ) {
        let (mut advances, mut taken) = (vec![], Rates::default());
        for (percent, number) in parts.into_iter().zip(1..) {
            let deducted = deductions(&advances);
            let due = bill.due(&deducted);
            if due > Cents::ZERO {
                let amount = money(part(due, percent), 0);
                let ticket = bill.advance(&till(), &deducted, &amount).expect("an advance");
                taken.add(&ticket.rates);
                advances.push(Remaining::of(sale_ref(number), &ticket).expect("no correction"));
                for (rate, sum) in taken.iter() {
                    prop_assert_eq!(sum.vat, rate.tax_within(sum.gross));
                }
            }
        }
    }

    #[test]
    fn an_order_that_was_changed_after_an_advance_still_adds_up(
        first in bills(), then in bills(), percent in 1i64..=100, cash in 0i64..=100,
    ) {
        let till = till();
        let amount = part(first.total(), percent);
        let advance = first.advance(&till, &[], &money(amount, cash)).expect("an advance");
        let paid = Remaining::of(sale_ref(1), &advance).expect("no correction");
        let deducted = vec![paid.deduction().expect("an advance")];
        let due = then.due(&deducted);
        let sale = then.sale(&till, &deducted, &money(due, cash));
        if due < Cents::ZERO {
            prop_assert_eq!(sale, Err(BillRefused::Surplus { surplus: Cents(-due.0) }));
        } else {
            let mut written = Rates::of(&advance.rates);
            written.add(&sale.expect("a sale").rates);
            prop_assert_eq!(written.totals_left(), whole(&then).totals_left());
        }
    }
}

#[test]
fn money_that_does_not_fit_is_not_taken() {
    let (till, bill) = (till(), bill(vec![line("Reine", 2, 1_000, 0, 0)]));
    let money_of = |cents| money(Cents(cents), 100);
    let refused = |due, given| Err(BillRefused::Money { due: Cents(due), given: Cents(given) });
    assert_eq!(bill.sale(&till, &[], &money_of(1_999)), refused(2_000, 1_999));
    assert_eq!(bill.sale(&till, &[], &money_of(2_001)), refused(2_000, 2_001));
    assert_eq!(bill.advance(&till, &[], &[]), Err(BillRefused::Nothing));
    let too_much = Err(BillRefused::TooMuch { left: Cents(2_000) });
    assert_eq!(bill.advance(&till, &[], &money_of(2_001)), too_much);
    let sale = bill.sale(&till, &[], &money_of(2_000)).expect("a sale");
    let left = Remaining::of(sale_ref(1), &sale).expect("no correction");
    for (back, refused) in [
        (Back::Amount(Cents(2_001)), BillRefused::TooMuch { left: Cents(2_000) }),
        (Back::Amount(Cents(0)), BillRefused::Nothing),
        (Back::Amount(Cents(-1)), BillRefused::Nothing),
        (Back::Lines(vec![]), BillRefused::Nothing),
        (Back::Lines(vec![(1, 3)]), BillRefused::Line),
        (Back::Lines(vec![(1, 0)]), BillRefused::Line),
        (Back::Lines(vec![(0, 1)]), BillRefused::Line),
        (Back::Lines(vec![(2, 1)]), BillRefused::Line),
        (Back::Lines(vec![(1, 1), (1, 1)]), BillRefused::Line),
    ] {
        assert_eq!(left.refund(&till, &back, &money_of(-100), None), Err(refused), "{back:?}");
    }
    let one = Back::Lines(vec![(1, 1)]);
    let refund = left.refund(&till, &one, &money_of(-1_000), None).expect("one of two");
    let left = left.after(&refund).expect("its own refund");
    assert_eq!(left.line(1), Some((1, Cents(1_000))));
    assert_eq!(
        Remaining::of(sale_ref(2), &refund),
        Err(Flaw::Original),
        "a refund is not refunded"
    );
    assert_eq!(left.after(&refund), Err(Flaw::Remained), "nor counted twice");
}

#[test]
fn an_advance_is_taxed_at_the_orders_rates() {
    // 20.00 at 10 % and 5.00 at 20 %: an advance of 10.00 is 8.00 and 2.00.
    let bill = bill(vec![line("Reine", 2, 1_000, 0, 0), line("Chianti", 1, 500, 0, 3)]);
    let advance = bill.advance(&till(), &[], &money(Cents(1_000), 0)).expect("an advance");
    let rates = |rates: &[RateTotal]| -> Vec<(u32, i64, i64, i64)> {
        rates.iter().map(|it| (it.rate.0, it.gross.0, it.net.0, it.vat.0)).collect()
    };
    assert_eq!(rates(&advance.rates), [(1000, 800, 727, 73), (2000, 200, 167, 33)]);
    let paid = Remaining::of(sale_ref(1), &advance).expect("no correction");
    let deducted = [paid.deduction().expect("an advance")];
    let sale = bill.sale(&till(), &deducted, &money(Cents(1_500), 0)).expect("a sale");
    assert_eq!(rates(&sale.rates), [(1000, 1_200, 1_091, 109), (2000, 300, 250, 50)]);
    assert_eq!((sale.total, sale.lines_count), (Cents(1_500), 2));
}

#[test]
fn a_part_of_little_money_has_no_more_tax_than_money() {
    // At 20 % tax is a sixth: of 3 cents it is 1, of 2 none.
    let rate = VatRate(2000);
    let taxed = |gross, vat| Taxed { gross: Cents(gross), vat: Cents(vat) };
    for (paid, part, tax) in [
        (taxed(0, 0), 2, 0),
        (taxed(2, 0), 1, 1),
        (taxed(3, 1), 3, 0),
        // Parts went back in between: what was paid has another tax than its sum.
        (taxed(0, 1), 1, 0),
        (taxed(4, 0), 1, 1),
        (taxed(12, 0), 6, 2),
        (taxed(12, 4), 6, 0),
    ] {
        assert_eq!(tax_of_part(rate, paid, Cents(part)), Cents(tax), "{part} after {paid:?}");
    }
    for (left, back, tax) in [
        (taxed(3, 1), 1, 1),
        (taxed(3, 0), 1, 0),
        (taxed(3, 2), 1, 1),
        (taxed(3, 2), 2, 2),
        (taxed(6, 0), 1, 0),
        (taxed(7, 2), 7, 2),
        (taxed(600, 99), 300, 49),
    ] {
        assert_eq!(tax_given_back(rate, left, Cents(back)), Cents(tax), "{back} of {left:?}");
    }
}
