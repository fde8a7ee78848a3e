//! Money of an order that stays goes back, by parts: as it came, and never more than came.

use super::*;
use crate::menu::Changes;
use crate::orders::{GivingBackRefused, OrderId, Refund};
use crate::payments::{RefundRefused, Taken};

fn sold(name: &str, quantity: u32, unit_price: i64, taxed: usize) -> AccountLine {
    let (rate, vat_class) = TAXED[taxed];
    AccountLine {
        name: name.into(),
        changes: Changes::default(),
        quantity,
        unit_price: Cents(unit_price),
        discount: Cents::ZERO,
        vat_class,
        vat_rate: VatRate(rate),
    }
}

fn account(lines: Vec<AccountLine>) -> Account {
    Account {
        order: OrderId(uuid::Uuid::nil()),
        revision: 1,
        paid: Cents::ZERO,
        refunded: Cents::ZERO,
        name: OrderName { reference: None, number: "A-042".into() },
        mode: ServiceMode::TakeAway,
        lines,
        entries: vec![],
    }
}

fn taken(tender: TenderKind, amount: i64) -> Taken {
    let amount = Cents(amount);
    Taken { tender, amount, received: amount, change: Cents::ZERO, payer: None }
}

/// As the program carries an account on by what was written.
fn write(account: &mut Account, tickets: Vec<Ticket>) {
    for ticket in tickets {
        let number = u64::try_from(account.entries.len()).expect("few") + 1;
        account.paid += ticket.total;
        if ticket.operation == Operation::Refund {
            account.refunded = account.refunded - ticket.total;
        }
        account.entries.push(Booked { entry: sale_ref(number), ticket });
    }
}

fn pay(account: &mut Account, money: &[Taken]) {
    let ticket = account.taking(&till(), money).expect("taken");
    write(account, vec![ticket]);
}

fn give_back(account: &mut Account, back: &Back) -> Result<Vec<Refund>, GivingBackRefused> {
    let going = account.going_back(back)?;
    let before = account.paid;
    let tickets = going.tickets(&till(), "trop cuite").expect("tickets");
    write(account, tickets);
    assert_eq!(account.paid, before - going.amount());
    assert_eq!(going.refunds().iter().map(|it| it.amount).sum::<Cents>(), going.amount());
    Ok(going.refunds())
}

use TenderKind::{Card, Cash, MealVoucher};

/// Two Reine at 10.00 and a Chianti at 5.00, paid by a voucher of 8.00, 7.00 by card, 10.00 in cash.
fn paid() -> Account {
    let mut account = account(vec![sold("Reine", 2, 1_000, 0), sold("Chianti", 1, 500, 3)]);
    pay(&mut account, &[taken(MealVoucher, 800), taken(Card, 700), taken(Cash, 1_000)]);
    account
}

fn backs(of: &[(TenderKind, i64)]) -> Vec<Refund> {
    of.iter().map(|(tender, amount)| Refund { tender: *tender, amount: Cents(*amount) }).collect()
}

#[test]
fn by_line_and_by_amount_until_nothing_is_left() {
    let mut account = paid();
    for (back, expected) in [
        (Back::Lines(vec![(1, 1)]), &[(Cash, 1_000)][..]),
        (Back::Amount(Cents(150)), &[(Card, 150)]),
        // What is left of the Chianti after its share of that amount.
        (Back::Lines(vec![(2, 1)]), &[(Card, 450)]),
        (Back::Amount(Cents(900)), &[(Card, 100), (MealVoucher, 800)]),
    ] {
        assert_eq!(give_back(&mut account, &back), Ok(backs(expected)), "{back:?}");
        assert_eq!(account.due(), Cents::ZERO, "what went back is not due again");
    }
    assert_eq!((account.paid, account.refunded), (Cents::ZERO, Cents(2_500)));
    let over = |most| Err(RefundRefused::Over { most: Cents(most) }.into());
    assert_eq!(give_back(&mut account, &Back::Amount(Cents(1))), over(0));
    assert_eq!(give_back(&mut account, &Back::Lines(vec![(1, 1)])), over(0));
}

#[test]
fn what_does_not_go_back() {
    let by = |back| paid().going_back(&back).map(|going| going.amount());
    let whole = |below: Option<i64>, above| RefundRefused::VoucherWhole {
        below: below.map(Cents),
        above: Cents(above),
    };
    for (back, refused) in [
        (Back::Amount(Cents(0)), RefundRefused::NotAnAmount.into()),
        (Back::Amount(Cents(-500)), RefundRefused::NotAnAmount.into()),
        (Back::Amount(Cents(2_501)), RefundRefused::Over { most: Cents(2_500) }.into()),
        (Back::Amount(Cents(i64::MAX)), RefundRefused::Over { most: Cents(2_500) }.into()),
        (Back::Lines(vec![]), RefundRefused::NotAnAmount.into()),
        (Back::Lines(vec![(1, 3)]), GivingBackRefused::Bill(BillRefused::Line)),
        (Back::Lines(vec![(1, 0)]), GivingBackRefused::Bill(BillRefused::Line)),
        (Back::Lines(vec![(0, 1)]), GivingBackRefused::Bill(BillRefused::Line)),
        (Back::Lines(vec![(3, 1)]), GivingBackRefused::Bill(BillRefused::Line)),
        (Back::Lines(vec![(1, 1), (1, 1)]), GivingBackRefused::Bill(BillRefused::Line)),
        (Back::Lines(vec![(1, u32::MAX)]), GivingBackRefused::Bill(BillRefused::Line)),
    ] {
        assert_eq!(by(back.clone()), Err(refused), "{back:?}");
    }
    // By vouchers of 9.00 and 8.00 alone.
    let mut vouchers = account(vec![sold("Reine", 1, 1_700, 0)]);
    pay(&mut vouchers, &[taken(MealVoucher, 900), taken(MealVoucher, 800)]);
    for (amount, refused) in
        [(500, whole(None, 800)), (850, whole(Some(800), 900)), (1_000, whole(Some(900), 1_700))]
    {
        let asked = vouchers.going_back(&Back::Amount(Cents(amount)));
        assert_eq!(asked, Err(refused.into()), "{amount}");
    }
    assert_eq!(
        give_back(&mut vouchers, &Back::Amount(Cents(900))),
        Ok(backs(&[(MealVoucher, 900)]))
    );
    assert_eq!(
        give_back(&mut vouchers, &Back::Amount(Cents(800))),
        Ok(backs(&[(MealVoucher, 800)]))
    );
}

#[test]
fn only_of_what_is_paid_in_full_and_stands() {
    let mut account = account(vec![sold("Reine", 2, 1_000, 0)]);
    let not_paid =
        |due| Err(GivingBackRefused::NotPaid { number: "A-042".into(), due: Cents(due) });
    let some = Back::Amount(Cents(300));
    assert_eq!(give_back(&mut account, &some), not_paid(2_000));
    pay(&mut account, &[taken(Card, 500)]);
    assert_eq!(give_back(&mut account, &some), not_paid(1_500));
    pay(&mut account, &[taken(Cash, 1_500)]);
    // Cash came last and is enough; the advance is in the sale.
    assert_eq!(give_back(&mut account, &some), Ok(backs(&[(Cash, 300)])));
    let sixteen = Back::Amount(Cents(1_600));
    assert_eq!(give_back(&mut account, &sixteen), Ok(backs(&[(Cash, 1_200), (Card, 400)])));
    let rest = account.giving_back(&till(), None).expect("the rest");
    assert_eq!(rest.iter().map(|it| it.total).collect::<Vec<_>>(), [Cents(-100)]);
    assert_eq!(rest[0].tenders, [TenderLine::back(Card, Cents(100))]);
    write(&mut account, rest);
    let cancelled = GivingBackRefused::Cancelled { number: "A-042".into() };
    assert_eq!(account.going_back(&some), Err(cancelled));
}

#[test]
fn an_order_that_changed_after_it_was_paid_gives_amounts_back_last_first() {
    let mut account = paid();
    let lines = account.lines_left().expect("sound").expect("its lines");
    assert_eq!(
        lines.iter().map(|it| (it.number, it.quantity)).collect::<Vec<_>>(),
        [(1, 2), (2, 1)]
    );
    account.lines.push(sold("Cola", 2, 300, 2));
    account.revision += 1;
    pay(&mut account, &[taken(Card, 600)]);
    assert_eq!(account.lines_left(), Ok(None));
    let changed = GivingBackRefused::Changed { number: "A-042".into() };
    assert_eq!(account.going_back(&Back::Lines(vec![(1, 1)])), Err(changed));
    let eight = Back::Amount(Cents(800));
    assert_eq!(give_back(&mut account, &eight), Ok(backs(&[(Card, 600), (Cash, 200)])));
    let refunds = account.entries.iter().filter(|it| it.ticket.operation == Operation::Refund);
    let refunds: Vec<_> = refunds.map(|it| (it.ticket.corrects.clone(), it.ticket.total)).collect();
    assert_eq!(refunds, [(Some(sale_ref(2)), Cents(-600)), (Some(sale_ref(1)), Cents(-200))]);
    // What goes back of other entries is in what is proposed.
    let mut account = self::account(vec![sold("Reine", 1, 800, 0)]);
    pay(&mut account, &[taken(MealVoucher, 800)]);
    account.lines.push(sold("Cola", 2, 300, 2));
    pay(&mut account, &[taken(Card, 600)]);
    let whole = RefundRefused::VoucherWhole { below: Some(Cents(600)), above: Cents(1_400) };
    assert_eq!(account.going_back(&Back::Amount(Cents(900))), Err(whole.into()));
}

fn orders() -> impl Strategy<Value = Account> {
    let line = (1u32..5, 1i64..2_500, 0usize..4)
        .prop_map(|(many, price, taxed)| sold("Reine", many, price, taxed));
    prop::collection::vec(line, 1..5).prop_map(account)
}

/// What is paid, cut at so many percent of what is left, each part as something else.
fn payments(total: Cents, cuts: &[(i64, usize)]) -> Vec<Taken> {
    let (mut left, mut all) = (total.0, vec![]);
    for (percent, kind) in cuts {
        let part = left * percent / 100;
        if part > 0 {
            all.push(taken([Cash, Card, MealVoucher][*kind], part));
            left -= part;
        }
    }
    if left > 0 {
        all.push(taken(Card, left));
    }
    all
}

fn asked() -> impl Strategy<Value = Back> {
    prop_oneof![
        (1i64..6_000).prop_map(|cents| Back::Amount(Cents(cents))),
        prop::collection::vec((1u32..5, 1u32..4), 1..3).prop_map(Back::Lines),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, ..ProptestConfig::default() })]

    #[test]
    fn never_more_goes_back_than_came_and_as_it_came(
        mut account in orders(),
        advance in 0i64..100,
        cuts in prop::collection::vec((1i64..100, 0usize..3), 0..4),
        asked in prop::collection::vec(asked(), 1..8),
    ) {
        let total = account.total();
        let before = total.0 * advance / 100;
        if before > 0 {
            pay(&mut account, &[taken(Cash, before)]);
        }
        let due = account.due();
        pay(&mut account, &payments(due, &cuts));
        for back in asked {
            let most = account.paid;
            match give_back(&mut account, &back) {
                Ok(refunds) => prop_assert!(refunds.iter().all(|it| it.amount > Cents::ZERO)),
                Err(GivingBackRefused::Back(RefundRefused::Over { most: left })) => {
                    prop_assert_eq!(left, most);
                }
                Err(GivingBackRefused::Back(RefundRefused::VoucherWhole { below, above })) => {
                    // What it proposes can be given back.
                    for amount in below.into_iter().chain([above]) {
                        prop_assert!(account.going_back(&Back::Amount(amount)).is_ok(), "{amount:?}");
                    }
                }
                // What is left of a line may be less than a cent for one of it: that is nothing to give.
                Err(GivingBackRefused::Back(RefundRefused::NotAnAmount)) => {
                    prop_assert!(matches!(back, Back::Lines(_)));
                }
                Err(GivingBackRefused::Bill(BillRefused::Line)) => {
                    prop_assert!(matches!(back, Back::Lines(_)));
                }
                Err(refused) => prop_assert!(false, "{:?}", refused),
            }
            prop_assert_eq!(account.due(), Cents::ZERO);
            prop_assert_eq!(account.paid + account.refunded, total);
            let open = account.open().expect("sound");
            prop_assert_eq!(open.iter().map(|(_, left)| left.total()).sum::<Cents>(), account.paid);
        }
        let rest = account.giving_back(&till(), None).expect("the rest");
        write(&mut account, rest);
        prop_assert_eq!(account.paid, Cents::ZERO);
        for tender in [Cash, Card, MealVoucher] {
            let lines = account.entries.iter().flat_map(|it| &it.ticket.tenders);
            let moved: Cents = lines.filter(|it| it.tender == tender).map(|it| it.amount).sum();
            prop_assert_eq!(moved, Cents::ZERO, "{:?} went back as it came", tender);
        }
    }
}
