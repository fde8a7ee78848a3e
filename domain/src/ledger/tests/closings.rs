//! When what has to be closed, and what a shop's registers come to together.

use super::register::Register;
use super::*;

fn period(text: &str) -> Period {
    text.parse().expect("a period")
}

#[test]
fn a_period_is_written_as_it_is_read() {
    for text in ["2026-11-30", "2026-11", "2026"] {
        assert_eq!(period(text).to_string(), text);
    }
    for text in ["", "2026-13", "2026-02-30", "26", "2026-1", "2026-11-30 ", "20x6"] {
        assert!(text.parse::<Period>().is_err(), "{text}");
    }
    for (text, first, last) in [
        ("2028-02", "2028-02-01", "2028-02-29"),
        ("2026-12", "2026-12-01", "2026-12-31"),
        ("2026", "2026-01-01", "2026-12-31"),
        ("2026-11-30", "2026-11-30", "2026-11-30"),
    ] {
        let of = period(text);
        assert_eq!((of.first_day(), of.last_day()), (day(first), day(last)), "{text}");
        assert!(of.holds(day(first)) && of.holds(day(last)));
        assert!(!of.holds(day(last).succ_opt().expect("a day")));
    }
}

#[test]
fn what_is_due_before_the_next_ticket() {
    // Open day, last closed day, last closed month, today: what is due.
    let table: &[(&str, &str, &str, &str, &[&str])] = &[
        ("", "", "", "2026-11-30", &[]),
        ("2026-11-29", "", "", "2026-11-29", &[]),
        ("2026-11-28", "", "", "2026-11-30", &["2026-11-28"]),
        ("2026-11-30", "2026-11-29", "2026-10", "2026-12-01", &["2026-11-30", "2026-11"]),
        ("", "2026-11-30", "2026-10", "2026-12-01", &["2026-11"]),
        ("", "2026-11-30", "2026-11", "2026-12-01", &[]),
        ("", "2026-11-20", "2026-10", "2026-11-30", &[]),
        ("2026-12-31", "2026-12-30", "2026-11", "2027-01-02", &["2026-12-31", "2026-12", "2026"]),
        ("", "2026-11-20", "2026-11", "2027-03-02", &["2026"]),
    ];
    for (open, closed, month, today, due) in table {
        let is = |text: &&str| !text.is_empty();
        let days = Days {
            open: Some(*open).filter(is).map(day),
            day: Some(*closed).filter(is).map(day),
            month: Some(*month).filter(is).map(period),
            year: None,
        };
        let expected: Vec<_> = due.iter().map(|text| period(text)).collect();
        assert_eq!(days.due(day(today)), expected, "{open} {closed} {month} {today}");
        let first = expected.first().map(|period| DayRefused::Due { period: *period });
        assert_eq!(days.admits(day(today)).err(), first);
        // Closed in that order, everything goes on; in another, nothing does.
        let mut days = days;
        if let [first, .., last] = expected[..] {
            let refused = Err(DayRefused::Due { period: first });
            assert_eq!(days.admits_closing(last, day(today)), refused);
        }
        for period in expected {
            assert_eq!(days.admits_closing(period, day(today)), Ok(()), "{period}");
            days.close(period);
            let again = Err(DayRefused::Closed { period });
            assert_eq!(days.admits_closing(period, day(today)), again);
        }
        assert_eq!(days.admits(day(today)), Ok(()));
    }
}

#[test]
fn nothing_is_added_to_a_closed_day_and_none_is_closed_before_it_ends() {
    let mut days = Days::default();
    days.add(day("2026-12-31"));
    let today = day("2026-12-31");
    let not_over = |text| Err(DayRefused::NotOver { period: period(text) });
    assert_eq!(days.admits_closing(period("2026-12"), today), not_over("2026-12"));
    assert_eq!(days.admits_closing(period("2027-01-01"), today), not_over("2027-01-01"));
    days.close(period("2026-12-31"));
    let closed = Err(DayRefused::Closed { period: period("2026-12-31") });
    assert_eq!(days.admits(today), closed);
    assert_eq!(days.admits(day("2026-12-30")), closed);
    // The last day is closed: its month and its year can be, in that order.
    let month = period("2026-12");
    assert_eq!(days.admits_closing(period("2026"), today), Err(DayRefused::Due { period: month }));
    for text in ["2026-12", "2026"] {
        assert_eq!(days.admits_closing(period(text), today), Ok(()), "{text}");
        days.close(period(text));
    }
    assert_eq!(days.due(day("2027-01-01")), []);
}

#[test]
fn a_day_before_the_open_one_is_over() {
    let mut days = Days::default();
    days.add(day("2026-11-30"));
    let open = DayRefused::Closed { period: period("2026-11-30") };
    assert_eq!(days.admits(day("2026-11-29")), Err(open));
    let before = period("2026-11-29");
    let refused = Err(DayRefused::Closed { period: before });
    assert_eq!(days.admits_closing(before, day("2026-11-30")), refused);
    // A day without a ticket can be closed all the same.
    days.close(period("2026-11-30"));
    assert_eq!(
        days.admits_closing(period("2026-12-01"), day("2026-12-01")),
        Err(DayRefused::Due { period: period("2026-11") })
    );
    days.close(period("2026-11"));
    assert_eq!(days.admits_closing(period("2026-12-01"), day("2026-12-01")), Ok(()));
}

#[test]
fn a_day_is_closed_with_what_it_came_to() {
    let mut register = Register::open("2026-11-29");
    let reine = bill(vec![line("Reine", 2, 1_100, 0, 0), line("Chianti", 1, 600, 0, 3)]);
    register.sell(&reine, &[]);
    register.advance(&reine, Cents(1_000));
    register.refund(0, Cents(700));
    let closing = register.closing(Period::Day(register.today()));
    let figures = &closing.figures;
    assert_eq!((figures.tickets, figures.first, figures.last), (3, Some(1), Some(3)));
    assert_eq!(figures.total, Cents(3_100));
    let tenders: Vec<_> = figures.tenders.iter().map(|it| (it.tender, it.amount.0)).collect();
    assert_eq!(tenders, [(TenderKind::Cash, 1_240), (TenderKind::Card, 1_860)]);
    let rates: Vec<_> = figures.rates.iter().map(|it| (it.rate.0, it.gross.0)).collect();
    assert_eq!(rates, [(1000, 2_436), (2000, 664)]);
    assert_eq!((closing.advances, closing.perpetual), (Cents(1_000), Cents(3_100)));
    assert_eq!(closing.perpetual_absolute, Cents(4_500));
    assert_eq!(
        closing.last_signature,
        register.heads.get(&Chain::Sales).map(|it| it.signature.clone())
    );
    // Late, it says why; early, it is none.
    let silent = Closing { note: Some(" ".into()), ..closing.clone() };
    assert_eq!(silent.check(day("2026-11-30")), Err(Flaw::Unexplained));
    assert_eq!(closing.check(day("2026-11-28")), Err(Flaw::Early));
    assert_eq!(closing.check(day("2026-11-29")), Ok(()));
}

#[test]
fn a_month_is_the_sum_of_its_days() {
    let reine = bill(vec![line("Reine", 2, 1_100, 0, 0)]);
    let mut register = Register::open("2026-11-29");
    for _ in 0..2 {
        register.sell(&reine, &[]);
        register.close(Period::Day(register.today()));
        register.go_to_noon_after(1);
    }
    let last = register.heads[&Chain::Sales].signature.clone();
    // A day without a ticket changes nothing; the month before is another's.
    register.close(Period::Month { year: 2026, month: 11 });
    register.close(Period::Day(register.today()));
    register.go_to_noon_after(1);
    register.sell(&reine, &[]);
    register.close(Period::Day(register.today()));
    register.go_to_noon_after(31);
    let closing = |text| register.closing(period(text));
    for (text, tickets, first, last_number) in
        [("2026-11", 2, 1, 2), ("2026-12", 1, 3, 3), ("2026", 3, 1, 3)]
    {
        let Closing { figures, .. } = closing(text);
        assert_eq!(
            (figures.tickets, figures.first, figures.last),
            (tickets, Some(first), Some(last_number))
        );
        assert_eq!(figures.total, reine.total() * u32::try_from(tickets).expect("few"), "{text}");
    }
    assert_eq!(closing("2026-11").last_signature, Some(last));
}

#[test]
fn an_advance_is_outstanding_until_it_is_deducted_or_given_back() {
    let reine = bill(vec![line("Reine", 2, 1_100, 0, 0)]);
    let mut register = Register::open("2026-11-29");
    let first = register.advance(&reine, Cents(1_000));
    register.advance(&reine, Cents(500));
    let outstanding = |register: &Register| register.running.standing.advances;
    assert_eq!(outstanding(&register), Cents(1_500));
    register.sell(&reine, &[first]);
    assert_eq!(outstanding(&register), Cents(500));
    register.refund(1, Cents(200));
    assert_eq!(outstanding(&register), Cents(300));
    register.cancel(1);
    assert_eq!(outstanding(&register), Cents::ZERO);
    register.cancel(2);
    assert_eq!(outstanding(&register), Cents::ZERO, "the sale's own money goes back");
    assert_eq!(register.running.standing.perpetual, Cents::ZERO);
}

#[test]
fn training_counts_nowhere() {
    let mut register = Register::open("2026-11-29");
    let learning = Till { training: true, ..till() };
    let reine = bill(vec![line("Reine", 2, 1_100, 0, 0)]);
    let sale = reine.sale(&learning, &[], &money(reine.total(), 0)).expect("a sale");
    register.write(Content::Ticket(sale.clone()));
    assert_eq!(register.running, Running::default());
    let (mut figures, mut standing) = (Figures::default(), Standing::default());
    figures.add(1, &sale);
    standing.add(&sale);
    assert_eq!((figures, standing), (Figures::default(), Standing::default()));
}

#[test]
fn a_shops_recap_names_the_registers_that_are_missing() {
    let codes = ["BAS1-1", "BAS1-2", "BAS1-3", "BAS1-4"].map(|code| RegisterCode(code.into()));
    let reine = bill(vec![line("Reine", 2, 1_100, 0, 0)]);
    let unpaid = Unpaid { order: reine.order.clone(), amount: Cents(2_200) };
    let today = Period::Day(day("2026-11-29"));
    let closed = |sales: u32| {
        let mut register = Register::open("2026-11-29");
        for _ in 0..sales {
            register.sell(&reine, &[]);
        }
        Closing { unpaid: vec![unpaid.clone()], ..register.closing(today) }
    };
    let (one, two) = (closed(1), closed(2));
    let of_before = Closing { period: Period::Day(day("2026-11-28")), ..closed(3) };
    let closings = [(&codes[0], &one), (&codes[1], &two), (&codes[2], &of_before)];
    let recap = Recap::of(today, &codes, &codes[3..], closings);
    assert_eq!((recap.figures.tickets, recap.figures.total), (3, Cents(6_600)));
    assert_eq!((recap.figures.first, recap.perpetual), (None, Cents(6_600)));
    assert_eq!(recap.unpaid, [unpaid], "an order of the shop is carried over once");
    assert_eq!(recap.registers, codes[..2]);
    assert_eq!((recap.missing, recap.lost), (codes[2..3].to_vec(), codes[3..].to_vec()));
    assert_eq!(recap.cash_difference, None);
}
