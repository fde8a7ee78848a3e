//! Whatever a register did, its chains verify; whatever is changed in them afterwards is found.

use super::register::{Register, Row, flaws, genuine, sign, verify};
use super::*;
use chrono::TimeDelta;
use std::collections::BTreeMap;

/// What people do at a register. Indices and percents are taken of what is there.
#[derive(Clone, Debug)]
enum Act {
    Sell(Bill),
    Advance(Bill, i64),
    SettleLast(Bill, i64),
    Refund(usize, i64),
    Cancel(usize),
    Note(Bill),
    Copy(u64),
    Learn(Bill),
    Event,
    Wait(i64),
    Close,
    NextDay(i64),
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let act = prop_oneof![
        4 => bills().prop_map(Act::Sell),
        1 => (bills(), 1i64..=100).prop_map(|(bill, part)| Act::Advance(bill, part)),
        2 => (bills(), 1i64..=100).prop_map(|(bill, part)| Act::SettleLast(bill, part)),
        2 => (any::<prop::sample::Index>(), 1i64..=100)
            .prop_map(|(at, part)| Act::Refund(at.index(64), part)),
        1 => any::<prop::sample::Index>().prop_map(|at| Act::Cancel(at.index(64))),
        1 => bills().prop_map(Act::Note),
        1 => (0u64..100).prop_map(Act::Copy),
        1 => bills().prop_map(Act::Learn),
        1 => Just(Act::Event),
        1 => (0i64..9_000).prop_map(Act::Wait),
        1 => Just(Act::Close),
        2 => prop_oneof![5 => 1i64..3, 1 => 20i64..40, 1 => 300i64..400].prop_map(Act::NextDay),
    ];
    prop::collection::vec(act, 1..30)
}

fn part(of: Cents, percent: i64) -> Cents {
    Cents((of.0 * percent / 100).max(1))
}

fn act(register: &mut Register, copies: &mut BTreeMap<u64, u32>, act: Act) {
    let is_open = register.days.day < Some(register.today());
    let sold = register.heads.get(&Chain::Sales).map_or(0, |head| head.number);
    let left = |register: &Register, at: usize| {
        let at = at.checked_rem(register.originals.len())?;
        (register.originals[at].total() > Cents::ZERO).then_some(at)
    };
    match act {
        Act::Sell(bill) if is_open => drop(register.sell(&bill, &[])),
        Act::Advance(bill, percent) if is_open => {
            drop(register.advance(&bill, part(bill.total(), percent)));
        }
        Act::SettleLast(bill, percent) if is_open => {
            let advance = register.advance(&bill, part(bill.total(), percent));
            register.sell(&bill, &[advance]);
        }
        Act::Refund(at, percent) if is_open => {
            if let Some(at) = left(register, at) {
                register.refund(at, part(register.originals[at].total(), percent));
            }
        }
        Act::Cancel(at) if is_open => {
            if let Some(at) = left(register, at) {
                register.cancel(at);
            }
        }
        Act::Note(bill) => {
            drop(register.write(Content::Note(bill.note(&till(), Cents::ZERO).expect("a note"))))
        }
        Act::Copy(of) if sold > 0 => {
            let copy = copies.entry(of % sold + 1).or_default();
            *copy += 1;
            register.duplicate(sale_ref(of % sold + 1), *copy);
        }
        Act::Learn(bill) => {
            let till = Till { training: true, ..till() };
            let sale = bill.sale(&till, &[], &money(bill.total(), 40)).expect("a sale");
            register.write(Content::Ticket(sale));
        }
        Act::Event => register.event(EventCode::DrawerOpened),
        Act::Wait(seconds) => {
            let later = register.now + TimeDelta::seconds(seconds);
            if local(later).date_naive() == register.today() {
                register.now = later;
            }
        }
        Act::Close => {
            let today = register.today();
            for period in register.days.due(today) {
                register.close(period);
            }
            if is_open && register.days.admits_closing(Period::Day(today), today).is_ok() {
                register.close(Period::Day(today));
            }
        }
        Act::NextDay(days) => register.go_to_noon_after(days),
        _ => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn whatever_a_register_did_verifies(acts in acts(), cut in any::<prop::sample::Index>()) {
        let mut register = Register::open("2026-10-20");
        let (mut copies, mut highest) = (BTreeMap::new(), Cents::ZERO);
        let mut sum = Cents::ZERO;
        for step in acts {
            act(&mut register, &mut copies, step);
            prop_assert!(register.running.standing.perpetual_absolute >= highest);
            highest = register.running.standing.perpetual_absolute;
        }
        let mut numbers = BTreeMap::<Chain, u64>::new();
        for row in &register.rows {
            let entry = from_canonical(&row.text).expect("an entry");
            let number = numbers.entry(row.chain).or_default();
            *number += 1;
            prop_assert_eq!(entry.number, *number);
            if let (Chain::Sales, Content::Ticket(ticket)) = (row.chain, &entry.content) {
                let tenders: Cents = ticket.tenders.iter().map(|tender| tender.amount).sum();
                let rates: Cents = ticket.rates.iter().map(|rate| rate.gross).sum();
                prop_assert_eq!((tenders, rates), (ticket.total, ticket.total));
                sum += ticket.total;
            }
        }
        prop_assert_eq!(register.running.standing.perpetual, sum);
        let verified = verify(&register.rows, &register.heads, genuine);
        prop_assert_eq!(flaws(&verified), vec![]);
        prop_assert_eq!(&verified.heads, &register.heads);
        // One row is cut out, wherever it stands.
        if !register.rows.is_empty() {
            let mut rows = register.rows.clone();
            rows.remove(cut.index(rows.len()));
            prop_assert!(!verify(&rows, &register.heads, genuine).defects.is_empty());
        }
    }
}

/// A register with an entry of each kind, and a closing of each.
pub(super) fn busy() -> Register {
    let mut register = Register::open("2026-12-30");
    let reine =
        bill(vec![line("Reine « d’hiver »", 2, 1_150, 100, 0), line("Chianti", 1, 650, 0, 3)]);
    register.event(EventCode::Started);
    register.sell(&reine, &[]);
    let advance = register.advance(&reine, Cents(1_000));
    register.write(Content::Note(reine.note(&till(), Cents::ZERO).expect("a note")));
    register.sell(&reine, &[advance]);
    register.refund(0, Cents(700));
    register.duplicate(sale_ref(1), 1);
    register.duplicate(sale_ref(1), 2);
    let learning = Till { training: true, ..till() };
    let sale = reine.sale(&learning, &[], &money(reine.total(), 0)).expect("a sale");
    register.write(Content::Ticket(sale));
    register.close(Period::Day(register.today()));
    register.go_to_noon_after(1);
    register.sell(&reine, &[]);
    register.cancel(0);
    register.go_to_noon_after(1);
    register.sell(&reine, &[]);
    register
}

#[test]
fn each_changed_byte_is_found() {
    let register = busy();
    assert_eq!(flaws(&verify(&register.rows, &register.heads, genuine)), []);
    // A row by itself: whether its signature is doubted does not hang on those around it.
    let is_doubted = |row: &Row| {
        let found = flaws(&verify(std::slice::from_ref(row), &BTreeMap::new(), genuine));
        found.iter().any(|(_, _, flaw)| *flaw == Flaw::Signature)
    };
    for row in &register.rows {
        assert!(!is_doubted(row));
        for place in 0..row.text.len() {
            let mut bytes = row.text.clone().into_bytes();
            bytes[place] ^= 1;
            // What is no text cannot be stored as one.
            let Ok(text) = String::from_utf8(bytes) else { continue };
            assert!(is_doubted(&Row { text, ..row.clone() }), "byte {place} of {row:?}");
        }
        for place in 0..row.signature.len() {
            let mut signature = row.signature.clone();
            let other = if &signature[place..=place] == "0" { "1" } else { "0" };
            signature.replace_range(place..=place, other);
            assert!(is_doubted(&Row { signature, ..row.clone() }), "character {place}");
        }
    }
}

#[test]
fn a_row_that_was_changed_and_signed_anew_is_found_by_what_follows_or_was_kept() {
    let register = busy();
    for (at, row, number) in numbered(&register) {
        let mut entry = from_canonical(&row.text).expect("an entry");
        entry.at += TimeDelta::seconds(1);
        let mut rows = register.rows.clone();
        rows[at].text = canonical(&entry).expect("a text");
        rows[at].signature = sign(&rows[at].text);
        let found = flaws(&verify(&rows, &register.heads, genuine));
        let expected = if number == register.heads[&row.chain].number {
            (row.chain, number, Flaw::Replaced)
        } else {
            (row.chain, number + 1, Flaw::Previous)
        };
        assert!(found.contains(&expected), "{row:?}: {found:?}");
    }
}

fn numbered(register: &Register) -> Vec<(usize, Row, u64)> {
    let number = |row: &Row| from_canonical(&row.text).expect("an entry").number;
    let rows = register.rows.iter().enumerate();
    rows.map(|(at, row)| (at, row.clone(), number(row))).collect()
}

#[test]
fn a_row_that_was_taken_out_is_found_and_one_at_the_end_by_a_kept_head() {
    let register = busy();
    let nothing = BTreeMap::new();
    for (at, row, number) in numbered(&register) {
        let last = register.heads[&row.chain].number;
        let mut rows = register.rows.clone();
        rows.remove(at);
        let found = flaws(&verify(&rows, &register.heads, genuine));
        let expected = if number == last { Flaw::Missing } else { Flaw::Gap };
        assert!(found.contains(&(row.chain, number, expected)), "{row:?}: {found:?}");
        if number < last {
            let found = flaws(&verify(&rows, &nothing, genuine));
            assert!(found.contains(&(row.chain, number + 1, Flaw::Previous)), "{row:?}: {found:?}");
        }
    }
    // All the last ones of a chain: only a kept head knows, and the closings of the sales.
    for chain in Chain::ALL {
        let rows: Vec<_> = register.rows.iter().filter(|row| row.chain != chain).cloned().collect();
        let found = flaws(&verify(&rows, &register.heads, genuine));
        assert!(found.contains(&(chain, 1, Flaw::Missing)), "{chain:?}: {found:?}");
    }
}

#[test]
fn rows_in_another_order_or_of_another_register_are_found() {
    let register = busy();
    let mut rows = register.rows.clone();
    let sales: Vec<_> = (0..rows.len()).filter(|at| rows[*at].chain == Chain::Sales).collect();
    rows.swap(sales[1], sales[2]);
    let found = flaws(&verify(&rows, &register.heads, genuine));
    for flaw in [Flaw::Gap, Flaw::Previous, Flaw::SetBack] {
        assert!(found.iter().any(|it| it.2 == flaw), "{flaw:?} of {found:?}");
    }
    let mut other = Verification::of(RegisterCode("BAS1-2".into()), &[], genuine);
    let mut moved = Verification::of(super::register::code(), &[], genuine);
    for row in &register.rows {
        other.take(row.chain, &row.text, &row.signature);
        moved.take(Chain::Training, &row.text, &row.signature);
    }
    for verified in [other.finish(), moved.finish()] {
        assert!(verified.defects.iter().any(|defect| defect.flaw == Flaw::Chain));
    }
}

#[test]
fn a_chain_that_was_written_anew_is_found_by_a_kept_head() {
    let register = busy();
    let mut anew = Register::open("2026-12-30");
    for _ in 0..9 {
        anew.sell(&bill(vec![line("Reine", 1, 900, 0, 0)]), &[]);
    }
    let kept = BTreeMap::from([(Chain::Sales, register.heads[&Chain::Sales].clone())]);
    let found = flaws(&verify(&anew.rows, &kept, genuine));
    let last = register.heads[&Chain::Sales].number;
    assert_eq!(found, [(Chain::Sales, last, Flaw::Replaced)]);
    assert_eq!(flaws(&verify(&anew.rows, &BTreeMap::new(), genuine)), [], "nobody else can tell");
}

#[test]
fn a_ticket_shows_four_characters_of_its_signature() {
    let mut register = Register::open("2026-12-30");
    let mut sealed = register.sell(&bill(vec![line("Reine", 1, 900, 0, 0)]), &[]);
    assert_eq!(sealed.signature, sign(&sealed.text));
    sealed.signature = "abcdefghijklmnopqrstuvwxyz".into();
    assert_eq!(sealed.shown(), "cgms");
}

#[test]
fn a_defect_says_where_it_is() {
    let defect = Defect::at(sale_ref(7), Flaw::Gap);
    use crate::language::{Language, Spoken};
    for (language, said) in [
        (
            Language::Fr,
            "Caisse BAS1-1, ventes, n°\u{a0}7\u{a0}: le numéro ne suit pas le précédent.",
        ),
        (Language::En, "Register BAS1-1, sales, no. 7: the number does not follow on."),
    ] {
        assert_eq!(defect.say(language), said);
    }
}
