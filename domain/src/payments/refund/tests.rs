//! Money that goes back as it came.

use super::*;
use TenderKind::{Card, Cash, Cheque, MealVoucher, Paypal};
use proptest::prelude::*;

fn paid(tender: TenderKind, amount: i64) -> Paid {
    Paid { tender, amount: Cents(amount), refunded: Cents::ZERO }
}

fn part_back(tender: TenderKind, amount: i64, refunded: i64) -> Paid {
    Paid { refunded: Cents(refunded), ..paid(tender, amount) }
}

fn check(paid: &[Paid], amount: i64, expected: Result<&[(usize, i64)], RefundRefused>) {
    let expected = expected.map(|backs| {
        let back = |(of, amount): &(usize, i64)| Back {
            of: *of,
            tender: paid[*of].tender,
            amount: Cents(*amount),
        };
        backs.iter().map(back).collect::<Vec<_>>()
    });
    assert_eq!(refund(paid, Cents(amount)), expected, "{amount} of {paid:?}");
}

#[test]
fn last_taken_goes_back_first() {
    let three = [paid(Card, 1000), paid(Cash, 500), paid(Cheque, 2000)];
    check(&three, 1, Ok(&[(2, 1)]));
    check(&three, 2000, Ok(&[(2, 2000)]));
    check(&three, 2600, Ok(&[(2, 2000), (1, 500), (0, 100)]));
    check(&three, 3500, Ok(&[(2, 2000), (1, 500), (0, 1000)]));
    let later = [paid(Card, 1000), part_back(Cash, 500, 500), part_back(Paypal, 2000, 1500)];
    check(&later, 700, Ok(&[(2, 500), (0, 200)]));
    assert_eq!(refundable(&later), Cents(1500));
}

#[test]
fn no_more_than_was_paid() {
    let over = |most| Err(RefundRefused::Over { most: Cents(most) });
    check(&[paid(Card, 1000)], 1001, over(1000));
    check(&[paid(Card, 1000)], i64::MAX, over(1000));
    check(&[part_back(Card, 1000, 400), paid(Cash, 50)], 651, over(650));
    check(&[part_back(Card, 1000, 1000)], 1, over(0));
    check(&[], 1, over(0));
    for none in [0, -1, i64::MIN] {
        check(&[paid(Card, 1000)], none, Err(RefundRefused::NotAnAmount));
    }
}

#[test]
fn a_voucher_goes_back_whole_or_not_at_all() {
    let whole = |below: Option<i64>, above| {
        Err(RefundRefused::VoucherWhole { below: below.map(Cents), above: Cents(above) })
    };
    let mixed = [paid(MealVoucher, 900), paid(Cash, 1100)];
    check(&mixed, 500, Ok(&[(1, 500)]));
    check(&mixed, 1100, Ok(&[(1, 1100)]));
    check(&mixed, 1500, Ok(&[(1, 600), (0, 900)]));
    check(&mixed, 2000, Ok(&[(1, 1100), (0, 900)]));
    // The cash does not reach, and the voucher is too much.
    let little = [paid(MealVoucher, 900), paid(Cash, 100)];
    check(&little, 100, Ok(&[(1, 100)]));
    check(&little, 101, whole(Some(100), 900));
    check(&little, 899, whole(Some(100), 900));
    check(&little, 900, Ok(&[(0, 900)]));
    let vouchers = [paid(MealVoucher, 900), paid(MealVoucher, 500)];
    check(&vouchers, 100, whole(None, 500));
    check(&vouchers, 500, Ok(&[(1, 500)]));
    check(&vouchers, 900, Ok(&[(0, 900)]));
    check(&vouchers, 901, whole(Some(900), 1400));
    check(&vouchers, 1400, Ok(&[(1, 500), (0, 900)]));
    // Of alike ones the last.
    let alike = [paid(MealVoucher, 900), paid(MealVoucher, 900), paid(MealVoucher, 900)];
    check(&alike, 900, Ok(&[(2, 900)]));
    check(&alike, 1800, Ok(&[(2, 900), (1, 900)]));
    let back = [part_back(MealVoucher, 900, 900), paid(MealVoucher, 900)];
    check(&back, 900, Ok(&[(1, 900)]));
    assert_eq!(refundable(&back), Cents(900));
    // One that was cut all the same is not given back a second time.
    check(&[part_back(MealVoucher, 900, 400)], 500, Err(RefundRefused::Over { most: Cents(0) }));
}

#[test]
fn a_manager_consents_above_what_a_cashier_may() {
    let usual = RefundRules::default().alone_max;
    for (given_back, alone_max, needs) in [
        (Cents(1), usual, false),
        (Cents(2000), usual, false),
        (Cents(2001), usual, true),
        (Cents(1), Cents::ZERO, true),
        (Cents(2001), Cents(5000), false),
    ] {
        assert_eq!(needs_manager(given_back, alone_max), needs, "{given_back:?} {alone_max:?}");
        let rules = RefundRules { alone_max };
        let alone =
            if needs { Err(RefundRefused::NeedsManager { alone: alone_max }) } else { Ok(()) };
        assert_eq!(rules.check_consent(given_back, false), alone);
        assert_eq!(rules.check_consent(given_back, true), Ok(()));
    }
}

fn any_paid() -> impl Strategy<Value = Paid> {
    (0u8..5, 1i64..40, 0i64..40).prop_map(|(kind, amount, back)| match kind {
        0 => part_back(Cash, amount, back.min(amount)),
        1 => part_back(Card, amount, back.min(amount)),
        2 => part_back(Cheque, amount, back.min(amount)),
        _ => part_back(MealVoucher, amount, if back < 20 { 0 } else { amount }),
    })
}

/// Whether some set of whole vouchers and the rest of others make an amount: every set is tried.
fn reaches(all: &[Paid], amount: i64) -> bool {
    let (vouchers, others): (Vec<&Paid>, Vec<&Paid>) =
        all.iter().filter(|it| it.refunded < it.amount).partition(|it| it.tender == MealVoucher);
    let others: i64 = others.iter().map(|it| it.amount.0 - it.refunded.0).sum();
    (0u32..1 << vouchers.len()).any(|set| {
        let taken = vouchers.iter().enumerate().filter(|(at, _)| set & (1 << at) != 0);
        let whole: i64 = taken.map(|(_, it)| it.amount.0).sum();
        whole <= amount && amount - whole <= others
    })
}

proptest! {
    /// What goes back adds up, is of no payment more than it brought, and is found where there is a
    /// way; where there is none, the amounts that are offered instead can be given back.
    #[test]
    fn what_goes_back_was_paid(all in proptest::collection::vec(any_paid(), 0..9), amount in 1i64..250) {
        match refund(&all, Cents(amount)) {
            Ok(backs) => {
                prop_assert_eq!(backs.iter().map(|it| it.amount).sum::<Cents>(), Cents(amount));
                let mut of: Vec<usize> = backs.iter().map(|it| it.of).collect();
                of.sort_unstable();
                of.dedup();
                prop_assert_eq!(of.len(), backs.len(), "each payment once");
                for back in &backs {
                    let paid = all[back.of];
                    prop_assert_eq!(back.tender, paid.tender);
                    prop_assert!(back.amount > Cents::ZERO && back.amount <= paid.amount - paid.refunded);
                    prop_assert!(paid.tender != MealVoucher || back.amount == paid.amount);
                }
            }
            Err(RefundRefused::VoucherWhole { below, above }) => {
                prop_assert!(!reaches(&all, amount));
                prop_assert!(above > Cents(amount) && refund(&all, above).is_ok());
                let floor = below.unwrap_or(Cents::ZERO);
                prop_assert!(below.is_none_or(|it| refund(&all, it).is_ok()));
                prop_assert!((floor.0 + 1..above.0).all(|it| !reaches(&all, it)), "the nearest");
            }
            Err(refused) => {
                prop_assert_eq!(refused, RefundRefused::Over { most: refundable(&all) });
                prop_assert!(refundable(&all) < Cents(amount));
            }
        }
    }

    /// Given back bit by bit, no more comes back than was paid.
    #[test]
    fn bit_by_bit_no_more_than_was_paid(mut all in proptest::collection::vec(any_paid(), 1..6), amounts in proptest::collection::vec(1i64..60, 1..12)) {
        let mut left = refundable(&all);
        for amount in amounts {
            let Ok(backs) = refund(&all, Cents(amount)) else { continue };
            for back in backs {
                all[back.of].refunded += back.amount;
            }
            left = left - Cents(amount);
            prop_assert_eq!(refundable(&all), left);
            prop_assert!(all.iter().all(|it| it.refunded <= it.amount));
        }
    }
}
