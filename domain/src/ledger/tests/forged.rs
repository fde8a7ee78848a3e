//! What is found though every signature is good: who holds the key cannot make the ledger say what
//! does not add up.

use super::chains::busy;
use super::register::{Register, Row, flaws, genuine, sealed, sign, verify};
use super::*;
use std::collections::BTreeMap;

/// Signs a register's rows anew, from the first to the last, after a change.
fn sealed_anew(rows: &[Row], change: impl Fn(&mut Entry)) -> Vec<Row> {
    let mut previous = BTreeMap::<Chain, String>::new();
    rows.iter()
        .map(|row| {
            let mut entry = from_canonical(&row.text).expect("an entry");
            entry.previous = previous.get(&row.chain).cloned().unwrap_or_default();
            change(&mut entry);
            let text = canonical(&entry).expect("a text");
            previous.insert(row.chain, sign(&text));
            Row { chain: row.chain, signature: sign(&text), text }
        })
        .collect()
}

fn is_at(entry: &Entry, chain: Chain, number: u64) -> bool {
    (entry.chain, entry.number) == (chain, number)
}

fn ticket(entry: &mut Entry) -> &mut Ticket {
    match &mut entry.content {
        Content::Ticket(ticket) => ticket,
        other => panic!("{other:?} is no ticket"),
    }
}

fn closing(entry: &mut Entry) -> &mut Closing {
    match &mut entry.content {
        Content::Closing(closing) => closing,
        other => panic!("{other:?} is no closing"),
    }
}

#[test]
fn signing_anew_alone_changes_nothing() {
    let register = busy();
    assert_eq!(sealed_anew(&register.rows, |_| {}), register.rows);
}

/// In [`busy`]: sales 1 sale, 2 advance, 3 sale that deducts it, 4 refund of 1 | 5 sale,
/// 6 cancellation of 1 | 7 sale. Closings 1 first day, 2 second day (late), 3 its month, 4 its year.
#[test]
fn an_entry_that_does_not_fit_the_others_is_found() {
    type Change = fn(&mut Entry);
    let table: &[(Chain, u64, Flaw, Change)] = &[
        (Chain::Sales, 4, Flaw::Original, |it| ticket(it).corrects = Some(sale_ref(9))),
        (Chain::Sales, 4, Flaw::Original, |it| ticket(it).corrects = Some(sale_ref(4))),
        (Chain::Sales, 4, Flaw::Original, |it| ticket(it).corrects = Some(sale_ref(2))),
        (Chain::Sales, 4, Flaw::Original, |it| ticket(it).of_advance = true),
        (Chain::Sales, 6, Flaw::Remained, |it| {
            // A second refund of what went back already.
            let ticket = ticket(it);
            ticket.operation = Operation::Refund;
            for rate in &mut ticket.remained {
                *rate = RateTotal::new(rate.rate, rate.gross + Cents(700), rate.vat + Cents(65));
            }
            for rate in &mut ticket.rates {
                let left = ticket.remained.iter().find(|left| left.rate == rate.rate);
                let left = left.expect("the rate");
                let after = rate.rate.tax_within(left.gross + rate.gross);
                *rate = RateTotal::new(rate.rate, rate.gross, after - left.vat);
            }
        }),
        (Chain::Sales, 3, Flaw::Deducted, |it| ticket(it).deducted[0].entry = sale_ref(1)),
        (Chain::Sales, 3, Flaw::Vat, |it| {
            let rate = &mut ticket(it).rates[0];
            *rate = RateTotal::new(rate.rate, rate.gross, rate.vat - Cents(1));
        }),
        // The night before, as it could be, but after a ticket of the day.
        (Chain::Sales, 3, Flaw::Day, |it| it.business_day = day("2026-12-29")),
        (Chain::Sales, 5, Flaw::Day, |it| it.business_day = day("2026-12-29")),
        (Chain::Sales, 5, Flaw::Day, |it| it.business_day = day("2027-01-01")),
        (Chain::Sales, 7, Flaw::SetBack, |it| {
            it.at -= chrono::TimeDelta::days(2);
            it.business_day = day("2026-12-30");
        }),
        (Chain::Closings, 1, Flaw::Figures, |it| closing(it).figures.tickets -= 1),
        (Chain::Closings, 1, Flaw::Figures, |it| closing(it).figures.last = Some(3)),
        (Chain::Closings, 1, Flaw::Figures, |it| closing(it).advances.0 += 1),
        (Chain::Closings, 1, Flaw::Figures, |it| closing(it).last_signature = None),
        (Chain::Closings, 1, Flaw::Total, |it| closing(it).figures.total.0 -= 1),
        (Chain::Closings, 1, Flaw::Tenders, |it| closing(it).figures.tenders[0].amount.0 -= 1),
        (Chain::Closings, 1, Flaw::Perpetual, |it| closing(it).perpetual.0 -= 1),
        (Chain::Closings, 1, Flaw::Perpetual, |it| closing(it).perpetual_absolute.0 -= 1),
        (Chain::Closings, 2, Flaw::Unexplained, |it| closing(it).note = None),
        (Chain::Closings, 2, Flaw::ClosedTwice, |it| {
            closing(it).period = Period::Day(day("2026-12-30"));
        }),
        (Chain::Closings, 3, Flaw::Figures, |it| closing(it).figures.tickets += 1),
        (Chain::Closings, 4, Flaw::Perpetual, |it| closing(it).perpetual.0 += 1),
        (Chain::Closings, 4, Flaw::Early, |it| closing(it).period = Period::Year(2027)),
        (Chain::Duplicates, 3, Flaw::Copy, |it| {
            if let Content::Duplicate(duplicate) = &mut it.content {
                duplicate.copy = 1;
            }
        }),
        (Chain::Duplicates, 3, Flaw::Original, |it| {
            if let Content::Duplicate(duplicate) = &mut it.content {
                duplicate.of = sale_ref(99);
            }
        }),
    ];
    let register = busy();
    for (row, (chain, number, flaw, change)) in table.iter().enumerate() {
        let rows = sealed_anew(&register.rows, |entry| {
            if is_at(entry, *chain, *number) {
                change(entry);
            }
        });
        let found = flaws(&verify(&rows, &BTreeMap::new(), genuine));
        assert!(found.contains(&(*chain, *number, *flaw)), "row {row}: {flaw:?} of {found:?}");
    }
}

#[test]
fn a_day_that_was_never_closed_is_found() {
    let register = busy();
    let without: Vec<Row> =
        register.rows.iter().filter(|row| row.chain != Chain::Closings).cloned().collect();
    let found = flaws(&verify(&without, &BTreeMap::new(), genuine));
    let unclosed = [(Chain::Sales, 4, Flaw::Unclosed), (Chain::Sales, 6, Flaw::Unclosed)];
    assert_eq!(found, unclosed, "the third day is still open");
}

#[test]
fn a_sale_added_to_a_closed_day_is_found() {
    let mut register = Register::open("2026-11-29");
    let reine = bill(vec![line("Reine", 2, 1_100, 0, 0)]);
    register.sell(&reine, &[]);
    register.close(Period::Day(register.today()));
    assert!(register.days.admits(register.today()).is_err());
    // Written all the same, by who leaves the rule out.
    let sale = reine.sale(&till(), &[], &money(reine.total(), 0)).expect("a sale");
    register.write(Content::Ticket(sale));
    let found = flaws(&verify(&register.rows, &register.heads, genuine));
    assert_eq!(found, [(Chain::Closings, 1, Flaw::Figures), (Chain::Closings, 1, Flaw::Perpetual)]);
}

#[test]
fn an_advance_is_deducted_once() {
    let mut register = Register::open("2026-11-29");
    let reine = bill(vec![line("Reine", 2, 1_100, 0, 0)]);
    let advance = register.advance(&reine, Cents(1_000));
    register.sell(&reine, std::slice::from_ref(&advance));
    register.sell(&reine, &[advance]);
    let found = flaws(&verify(&register.rows, &register.heads, genuine));
    assert_eq!(found, [(Chain::Sales, 3, Flaw::Remained)]);
}

#[test]
fn what_was_deducted_goes_back_with_its_sale_alone() {
    let reine = bill(vec![line("Reine", 2, 1_100, 0, 0)]);
    let advance = reine.advance(&till(), &[], &money(Cents(1_000), 0)).expect("an advance");
    let paid = Remaining::of(sale_ref(1), &advance).expect("no correction");
    let deducted = [paid.deduction().expect("an advance")];
    let sale = reine.sale(&till(), &deducted, &money(Cents(1_200), 0)).expect("a sale");
    let left = paid.after(&sale).expect("the sale that deducts it");
    assert_eq!((left.total(), left.deduction()), (Cents::ZERO, None));
    assert_eq!(left.after(&sale), Err(Flaw::Remained));
    assert_eq!(left.cancellation(&till(), &[], None), Err(BillRefused::Nothing));
    let refused = BillRefused::TooMuch { left: Cents::ZERO };
    assert_eq!(left.refund(&till(), &Back::Amount(Cents(1)), &[], None), Err(refused));
    let sold = Remaining::of(sale_ref(2), &sale).expect("no correction");
    assert_eq!(sold.total(), Cents(2_200));
    assert_eq!(sold.after(&advance), Err(Flaw::Original));
}

#[test]
fn a_duplicata_is_of_something_that_is_printed() {
    let duplicate = |chain, number, copy, training| {
        let of = EntryRef { chain, ..sale_ref(number) };
        let till = till();
        let (cashier, software_version) = (till.cashier, till.software_version);
        Duplicate { of, copy, cashier, software_version, training }
    };
    for (chain, copy, training, found) in [
        (Chain::Sales, 1, false, Ok(())),
        (Chain::Closings, 2, false, Ok(())),
        (Chain::Training, 1, true, Ok(())),
        (Chain::Sales, 0, false, Err(Flaw::Copy)),
        (Chain::Events, 1, false, Err(Flaw::Original)),
        (Chain::Training, 1, false, Err(Flaw::Original)),
        (Chain::Sales, 1, true, Err(Flaw::Original)),
    ] {
        assert_eq!(duplicate(chain, 1, copy, training).check(), found, "{chain:?} {copy}");
    }
    // What another register made is not in these chains.
    let mut register = Register::open("2026-11-29");
    let of = EntryRef { register: RegisterCode("BAS1-2".into()), ..sale_ref(40) };
    register.duplicate(of, 3);
    assert_eq!(flaws(&verify(&register.rows, &register.heads, genuine)), []);
}

#[test]
fn a_clock_set_back_is_refused_for_tickets_and_told_by_an_event() {
    let mut register = Register::open("2026-11-29");
    let reine = bill(vec![line("Reine", 2, 1_100, 0, 0)]);
    register.event(EventCode::Started);
    let sealed = register.sell(&reine, &[]);
    let early = register.now - chrono::TimeDelta::hours(1);
    let after = |content: Content| {
        let head = sealed.head();
        Entry::after(&head, super::register::code(), early, register.today(), content)
    };
    assert_eq!(after(sealed.entry.content.clone()), Err(Flaw::SetBack));
    register.now = early;
    register.event(EventCode::ClockSetBack);
    assert_eq!(flaws(&verify(&register.rows, &register.heads, genuine)), []);
}

/// The heads after some rows.
fn heads(rows: &[Row]) -> BTreeMap<Chain, Head> {
    rows.iter().map(|row| (row.chain, sealed(row).head())).collect()
}

#[test]
fn what_is_new_since_a_years_closing_verifies_by_itself() {
    let mut register = busy();
    let is_year = |row: &Row| match sealed(row).entry.content {
        Content::Closing(closing) => matches!(closing.period, Period::Year(_)),
        _ => false,
    };
    let at = register.rows.iter().position(is_year).expect("a year");
    // A ticket of the year before goes back in part, and the month ends.
    register.refund(2, Cents(500));
    register.go_to_noon_after(40);
    register.sell(&bill(vec![line("Reine", 1, 900, 0, 0)]), &[]);
    let (before, new) = register.rows.split_at(at + 1);
    let year = sealed(&before[at]);
    let verify_new = |rows: &[Row]| {
        let mut begun = Verification::since(&year, heads(before), &[], genuine).expect("a year");
        for row in rows {
            begun.take(row.chain, &row.text, &row.signature);
        }
        begun.finish()
    };
    let verified = verify_new(new);
    assert_eq!(flaws(&verified), []);
    assert_eq!(verified.heads, register.heads);
    for cut in 0..new.len() {
        let mut rows = new.to_vec();
        let row = rows.remove(cut);
        // The last of a chain is not missed without a kept head, but where a month is not closed.
        let is_last = sealed(&row).head() == register.heads[&row.chain];
        let is_missed = !is_last || row.chain == Chain::Closings;
        assert_eq!(!verify_new(&rows).defects.is_empty(), is_missed, "{row:?}");
    }
    // Nothing is added to the closed year.
    let late = sealed_anew(&register.rows, |entry| {
        if is_at(entry, Chain::Sales, 7) {
            entry.business_day = day("2026-12-31");
        }
    });
    let found = flaws(&verify_new(&late[at + 1..]));
    assert!(found.contains(&(Chain::Sales, 7, Flaw::Day)), "{found:?}");
    // It begins at nothing else.
    let day = before.iter().find(|row| row.chain == Chain::Closings).map(sealed).expect("a day");
    let begin = |at: &Sealed, heads| Verification::since(at, heads, &[], genuine).err();
    assert_eq!(begin(&day, heads(before)), Some(Flaw::Original));
    assert_eq!(begin(&year, BTreeMap::new()), Some(Flaw::Missing));
}
