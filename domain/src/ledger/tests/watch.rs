//! What is new is verified from any place at which the last verification ended.

use super::chains::busy;
use super::register::{Register, Row, code, genuine, sealed};
use super::*;

type Genuine = fn(&str, &str) -> bool;

/// A year's end, a refund after it, and another month.
fn long() -> Register {
    let mut register = busy();
    register.refund(2, Cents(500));
    register.go_to_noon_after(40);
    register.sell(&bill(vec![line("Reine", 1, 900, 0, 0)]), &[]);
    register
}

/// Where a register stands after some rows.
fn stands(rows: &[Row]) -> Stands {
    let mut stands = Stands::default();
    for row in rows {
        stands.add(&sealed(row));
    }
    stands
}

/// Verifies rows from where others ended, in the order in which they are taken.
fn watch(before: &[Row], rows: &[Row]) -> (Stands, Vec<(Chain, Flaw)>) {
    let mut watch = Watch::from(code(), stands(before), genuine as Genuine);
    let place = |row: &Row| from_canonical(&row.text).ok().map(|it| (it.business_day, it.number));
    let kept: Vec<_> = before
        .iter()
        .map(sealed)
        .map(|it| (it.entry.chain, it.entry.number, it.signature))
        .collect();
    watch.begin(&kept);
    let mut rows = rows.to_vec();
    rows.sort_by_cached_key(|row| {
        let (day, number) = place(row).unwrap_or((day("2026-12-30"), 1));
        Watch::<Genuine>::order(row.chain, &row.text, day, number)
    });
    for row in &rows {
        watch.take(row.chain, &row.text, &row.signature);
    }
    let (stands, defects) = watch.finish();
    (stands, defects.into_iter().map(|it| (it.chain, it.flaw)).collect())
}

#[test]
fn it_goes_on_from_any_place() {
    let register = long();
    for place in 0..=register.rows.len() {
        let (before, new) = register.rows.split_at(place);
        let (after, found) = watch(before, new);
        assert_eq!(found, [], "from {place}");
        assert_eq!(after, stands(&register.rows), "from {place}");
        assert_eq!(after.heads, register.heads);
    }
}

#[test]
fn what_is_changed_or_gone_is_found() {
    let register = long();
    for place in 0..register.rows.len() {
        let (before, new) = register.rows.split_at(place);
        for at in 0..new.len() {
            let mut changed = new.to_vec();
            changed[at].text = changed[at]
                .text
                .replacen("0.1.0", "0.1.1", 1)
                .replacen("started", "stopped", 1)
                .replacen("_closed", "_cancelled", 1);
            assert_ne!(watch(before, &changed).1, [], "from {place}: {at}");
            let mut without = new.to_vec();
            let row = without.remove(at);
            let is_last = sealed(&row).head() == register.heads[&row.chain];
            let is_missed = !is_last || row.chain == Chain::Closings;
            assert_eq!(
                !watch(before, &without).1.is_empty(),
                is_missed,
                "from {place} without {row:?}"
            );
        }
    }
}

#[test]
fn heads_that_were_known_show_what_is_cut_off() {
    let register = long();
    let all = stands(&register.rows);
    let kept: Vec<_> = register
        .rows
        .iter()
        .map(sealed)
        .map(|it| (it.entry.chain, it.entry.number, it.signature))
        .collect();
    for (chain, head) in &all.heads {
        for (there, flaw) in [(false, Flaw::Missing), (true, Flaw::Replaced)] {
            let mut now = kept.clone();
            now.retain_mut(|(of, number, signature)| {
                let is_it = (*of, *number) == (*chain, head.number);
                if is_it {
                    signature.push('x');
                }
                !is_it || there
            });
            let mut watch = Watch::from(code(), all.clone(), genuine as Genuine);
            watch.begin(&now);
            let (_, found) = watch.finish();
            let found: Vec<_> = found.iter().map(|it| (it.chain, it.number, it.flaw)).collect();
            assert_eq!(found, [(*chain, head.number, flaw)]);
        }
    }
}

#[test]
fn a_closing_is_held_to_what_the_register_has_come_to() {
    let mut register = Register::open("2026-11-29");
    let reine = bill(vec![line("Reine", 2, 1_100, 0, 0)]);
    register.sell(&reine, &[]);
    let verified = register.rows.clone();
    register.close(Period::Day(register.today()));
    let sale = reine.sale(&till(), &[], &money(reine.total(), 0)).expect("a sale");
    let closed = register.rows.clone();
    // Added to a closed day, by who leaves the rule out; and closed once more.
    register.write(Content::Ticket(sale));
    let late = register.rows[closed.len()..].to_vec();
    assert_eq!(watch(&closed, &late).1, [(Chain::Sales, Flaw::Day)]);
    // A closing made before a sale that was there.
    let (sold, closing) = closed.split_at(1);
    let all = [&late[..], closing].concat();
    assert_eq!(
        watch(sold, &all).1,
        [(Chain::Closings, Flaw::Figures), (Chain::Closings, Flaw::Perpetual)]
    );
    let mut twice = register.rows.clone();
    twice.truncate(closed.len());
    register.write(Content::Closing(register.closing(Period::Day(register.today()))));
    let again = register.rows.last().cloned().expect("a closing");
    let found = watch(&twice, &[again]).1;
    assert!(found.contains(&(Chain::Closings, Flaw::ClosedTwice)), "{found:?}");
    assert_eq!(watch(&verified, &closed[verified.len()..]).1, []);
}
