//! A ticket that does not add up is none: one change of a good one, and the rule it breaks.

use super::*;

fn sale() -> Ticket {
    let bill = bill(vec![line("Reine", 2, 1_000, 100, 0), line("Chianti", 1, 500, 0, 3)]);
    let advance = bill.advance(&till(), &[], &money(Cents(700), 0)).expect("an advance");
    let paid = Remaining::of(sale_ref(1), &advance).expect("no correction");
    let deducted = [paid.deduction().expect("an advance")];
    bill.sale(&till(), &deducted, &money(Cents(1_700), 50)).expect("a sale")
}

fn refund() -> Ticket {
    let left = Remaining::of(sale_ref(2), &sale()).expect("no correction");
    left.refund(&till(), &Back::Amount(Cents(400)), &money(Cents(-400), 0), None).expect("a refund")
}

fn cancellation() -> Ticket {
    let left = Remaining::of(sale_ref(2), &sale()).expect("no correction");
    left.cancellation(&till(), &money(Cents(-2_400), 0), None).expect("a cancellation")
}

type Change = fn(&mut Ticket);

fn check(good: &Ticket, changes: &[(Flaw, Change)]) {
    assert_eq!(good.check(), Ok(()));
    for (at, (flaw, change)) in changes.iter().enumerate() {
        let mut ticket = good.clone();
        change(&mut ticket);
        assert_eq!(ticket.check(), Err(*flaw), "change {at}");
    }
}

/// Moves a cent from one rate to the other, lines included.
fn shift(ticket: &mut Ticket) {
    for (at, by) in [(0, 1), (1, -1)] {
        ticket.rates[at].gross.0 += by;
        ticket.rates[at].net.0 += by;
    }
}

#[test]
fn a_sale_adds_up() {
    check(
        &sale(),
        &[
            (Flaw::Lines, |it| it.lines[0].gross.0 += 1),
            (Flaw::Lines, |it| it.lines[0].discount.0 += 1),
            (Flaw::Lines, |it| it.lines[1].quantity = 2),
            (Flaw::LinesCount, |it| it.lines_count = 3),
            (Flaw::LinesCount, |it| {
                it.lines.clear();
                it.lines_count = 0;
            }),
            (Flaw::LinesCount, |it| it.lines.truncate(1)),
            (Flaw::Rates, shift),
            (Flaw::Rates, |it| it.rates.swap(0, 1)),
            (Flaw::Rates, |it| it.rates.truncate(1)),
            (Flaw::Rates, |it| it.rates[0].net.0 += 1),
            (Flaw::Vat, |it| {
                it.rates[0].vat.0 += 1;
                it.rates[0].net.0 -= 1;
            }),
            (Flaw::Total, |it| it.total.0 += 1),
            (Flaw::Tenders, |it| it.tenders[1].amount.0 += 1),
            (Flaw::Tenders, |it| it.tenders.clear()),
            (Flaw::Change, |it| it.tenders[0].change.0 += 1),
            (Flaw::Change, |it| it.tenders[0].tender = TenderKind::MealVoucher),
            (Flaw::Change, |it| {
                it.tenders[1].received.0 -= 1;
                it.tenders[1].change.0 -= 1;
            }),
            (Flaw::Sign, |it| it.lines[0].quantity = -2),
            (Flaw::Sign, |it| it.lines[0].discount.0 = -100),
            (Flaw::Sign, |it| it.lines[0].unit_price.0 = -1_000),
            (Flaw::Sign, |it| {
                it.tenders[0] = TenderLine::cash(it.total + Cents(100), it.total + Cents(100));
                it.tenders[1] = TenderLine::back(TenderKind::Card, Cents(100));
            }),
            (Flaw::Deducted, |it| it.deducted.push(it.deducted[0].clone())),
            (Flaw::Deducted, |it| it.deducted[0].entry.chain = Chain::Training),
            (Flaw::Deducted, |it| it.deducted[0].rates[0].net.0 += 1),
            (Flaw::Deducted, |it| it.operation = Operation::Advance),
            (Flaw::Rates, |it| it.deducted.clear()),
            (Flaw::Original, |it| it.corrects = Some(sale_ref(1))),
            (Flaw::Original, |it| it.of_advance = true),
            (Flaw::Original, |it| it.remained.clone_from(&it.rates)),
            (Flaw::Original, |it| it.lines[0].of_line = Some(1)),
            (Flaw::Sign, |it| it.operation = Operation::Refund),
            (Flaw::Amount, |it| it.total = Cents(i64::MAX)),
            (Flaw::Amount, |it| it.lines[0].quantity = i64::MIN),
            (Flaw::Amount, |it| it.lines[0].unit_price = Cents(i64::MAX)),
            (Flaw::Amount, |it| it.tenders[0].received = Cents(i64::MAX)),
            (Flaw::Amount, |it| it.deducted[0].rates[0].gross = Cents(i64::MAX)),
            (Flaw::Amount, |it| it.rates[0].rate = VatRate(u32::MAX)),
        ],
    );
}

#[test]
fn what_goes_back_adds_up() {
    let changes: &[(Flaw, Change)] = &[
        (Flaw::Original, |it| it.corrects = None),
        (Flaw::Original, |it| {
            it.corrects = Some(EntryRef { chain: Chain::Duplicates, ..sale_ref(2) });
        }),
        (Flaw::Remained, |it| it.remained.clear()),
        (Flaw::Remained, |it| it.remained[0] = RateTotal::new(VatRate(1000), Cents(1), Cents(0))),
        (Flaw::Vat, |it| {
            it.remained[0].vat.0 += 1;
            it.remained[0].net.0 -= 1;
        }),
        (Flaw::Vat, |it| {
            it.rates[1].vat.0 += 1;
            it.rates[1].net.0 -= 1;
        }),
        (Flaw::Deducted, |it| it.deducted = sale().deducted),
        (Flaw::Sign, |it| it.operation = Operation::Sale),
        (Flaw::Change, |it| {
            it.tenders[0].received.0 += 100;
            it.tenders[0].change.0 += 100;
        }),
        (Flaw::Tenders, |it| it.tenders[0].amount.0 -= 1),
    ];
    check(&refund(), changes);
    check(&cancellation(), changes);
    check(&refund(), &[(Flaw::Remained, |it| it.operation = Operation::Cancellation)]);
    // More remained than all that goes back: it cancels nothing.
    check(
        &cancellation(),
        &[(Flaw::Remained, |it| {
            it.remained.insert(0, RateTotal::new(VatRate(210), Cents(5), Cents(0)));
        })],
    );
}

#[test]
fn a_ticket_of_training_corrects_none_that_is_real() {
    let training = Till { training: true, ..till() };
    let left = Remaining::of(sale_ref(2), &sale()).expect("no correction");
    let refused = left.refund(&training, &Back::Amount(Cents(1)), &money(Cents(-1), 0), None);
    assert_eq!(refused, Err(BillRefused::Flaw(Flaw::Original)));
    let content = Content::Ticket(Ticket { training: true, ..sale() });
    assert_eq!(content.chain(), Chain::Training);
}

#[test]
fn a_note_is_due_from_twenty_five_euros_eaten_here() {
    for (mode, total, due) in [
        (ServiceMode::EatIn, 2_499, false),
        (ServiceMode::EatIn, 2_500, true),
        (ServiceMode::TakeAway, 2_500, false),
        (ServiceMode::Delivery, 9_900, false),
    ] {
        assert_eq!(Note::is_due(mode, Cents(total)), due, "{mode:?} {total}");
    }
}

#[test]
fn a_note_adds_up() {
    let reine = bill(vec![line("Reine", 2, 1_000, 100, 0)]);
    let good = reine.note(&till(), Cents(500)).expect("a note");
    assert_eq!((good.check(), good.total, good.due()), (Ok(()), Cents(1_900), Cents(1_400)));
    type Change = fn(&mut Note);
    let changes: [(Flaw, Change); 7] = [
        (Flaw::Tenders, |it| it.paid.0 = -1),
        (Flaw::Tenders, |it| it.paid.0 = 1_901),
        (Flaw::LinesCount, |it| it.lines.clear()),
        (Flaw::Lines, |it| it.lines[0].gross.0 += 1),
        (Flaw::Rates, |it| it.rates[0].vat.0 += 1),
        (Flaw::Rates, |it| it.rates.clear()),
        (Flaw::Total, |it| it.total.0 += 1),
    ];
    for (flaw, change) in changes {
        let mut note = good.clone();
        change(&mut note);
        assert_eq!(note.check(), Err(flaw));
    }
}
