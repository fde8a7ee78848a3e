//! An archive is read without the register, says what is in it, and shows each change.

use super::chains::busy;
use super::register::{Register, Row, code, genuine, sealed};
use super::*;
use std::collections::BTreeMap;

const KEY: &str = "key of BAS1-1";

/// Rows by chain, each in its order, as they come from where they are kept.
fn by_chain(register: &Register) -> Vec<Row> {
    let mut rows = register.rows.clone();
    rows.sort_by_key(|row| (row.chain, sealed(row).entry.number));
    rows
}

fn cut(register: &Register, after: Option<i32>, to: Option<&str>) -> Cut {
    let rows = by_chain(register);
    let is_year = |it: &Sealed| match (&it.entry.content, after) {
        (Content::Closing(closing), Some(year)) => closing.period == Period::Year(year),
        _ => false,
    };
    let mut cut = Cut::new(rows.iter().map(sealed).find(is_year), to.map(day));
    for row in &rows {
        let sealed = sealed(row);
        cut.take(row.chain, sealed.head(), sealed.entry.business_day, Some(&sealed));
    }
    cut
}

/// The lines of an archive of a register's part.
fn lines(register: &Register, after: Option<i32>, to: Option<&str>) -> Vec<String> {
    let cut = cut(register, after, to);
    let said = cut.archived(code(), till().shop, KEY.into());
    let head = ArchiveHead {
        format: ARCHIVE_FORMAT,
        program: "oc-pizza 0.1.0".into(),
        made_at: local(register.now),
        shop: Some("BAS1".into()),
        from: None,
        to: to.map(day),
        registers: 1,
        entries: said.entries,
        signer: Signer { register: Some(code()), public_key: KEY.into() },
    };
    let mut lines = vec![Line::Head(Box::new(head)), Line::Register(Box::new(said))];
    let rows = by_chain(register);
    let there = rows.iter().map(sealed).filter(|it| cut.holds(it.entry.chain, it.entry.number));
    lines.extend(there.map(|it| Line::Entry(Box::new(it))));
    lines.iter().map(|line| line.text().expect("a line")).collect()
}

fn keys(key: &str) -> Genuine {
    if key == KEY { Box::new(genuine) } else { Box::new(|_, _| false) }
}

fn read(lines: &[String], kept: Vec<(RegisterCode, Chain, Head)>) -> ArchiveRead {
    let mut reading = ArchiveReading::new(kept, keys);
    for line in lines {
        reading.take(line);
    }
    reading.finish()
}

fn heads_of(heads: &BTreeMap<Chain, Head>) -> Vec<(RegisterCode, Chain, Head)> {
    heads.iter().map(|(chain, head)| (code(), *chain, head.clone())).collect()
}

#[test]
fn what_is_archived_is_read_as_it_was() {
    let register = busy();
    for (after, to, sales) in [
        (None, None, 7),
        (None, Some("2027-01-01"), 7),
        (None, Some("2026-12-31"), 6),
        (None, Some("2026-12-30"), 4),
        (None, Some("2026-12-29"), 0),
        (Some(2026), None, 1),
        (Some(2026), Some("2027-01-01"), 1),
    ] {
        let found = read(&lines(&register, after, to), vec![]);
        assert_eq!(found.flaws, [], "after {after:?} to {to:?}");
        let [said] = &found.registers[..] else { panic!("{found:?}") };
        assert_eq!(said.came_to.figures.tickets, sales, "after {after:?} to {to:?}");
        assert_eq!(said.begins.is_some(), after.is_some());
    }
    let whole = read(&lines(&register, None, None), vec![]);
    let said = &whole.registers[0];
    assert_eq!((&said.ends, said.came_to.standing), (&register.heads, register.running.standing));
}

#[test]
fn a_part_begins_where_the_one_before_ends() {
    let register = busy();
    let first = read(&lines(&register, None, Some("2026-12-31")), vec![]);
    let second = lines(&register, Some(2026), None);
    let ends = heads_of(&first.registers[0].ends);
    let found = read(&second, ends.clone());
    assert_eq!(found.flaws, []);
    let begins = found.registers[0].begins.as_ref().expect("a part");
    assert_eq!(begins.heads, first.registers[0].ends);
    // Another ledger with the same numbers, and one that is shorter than was known.
    for chain in Chain::ALL {
        let mut others = ends.clone();
        let Some((.., head)) = others.iter_mut().find(|(_, of, _)| *of == chain) else { continue };
        head.signature = "another".into();
        let number = head.number;
        let parted = ArchiveFlaw::Parted { register: code(), chain, number };
        assert_eq!(read(&second, others).flaws, [parted]);
    }
    let whole = lines(&register, None, None);
    for (chain, head) in &register.heads {
        let other = Head { signature: "another".into(), ..head.clone() };
        let found = read(&whole, vec![(code(), *chain, other)]);
        assert!(matches!(&found.flaws[..], [ArchiveFlaw::Entry(it)] if it.flaw == Flaw::Replaced));
        let beyond = Head { number: head.number + 1, ..head.clone() };
        assert_eq!(read(&whole, vec![(code(), *chain, beyond)]).flaws, []);
    }
}

#[test]
fn a_changed_or_missing_line_is_found() {
    let register = busy();
    for after in [None, Some(2026)] {
        let lines = lines(&register, after, None);
        for at in 0..lines.len() {
            let mut without = lines.clone();
            without.remove(at);
            assert_ne!(read(&without, vec![]).flaws, [], "without line {at}");
            let mut twice = lines.clone();
            twice.insert(at, lines[at].clone());
            assert_ne!(read(&twice, vec![]).flaws, [], "line {at} twice");
            let mut swapped = lines.clone();
            let other = (at + 1) % lines.len();
            swapped.swap(at, other);
            let chain = |at: usize| match Line::read(&lines[at]) {
                Some(Line::Entry(sealed)) => Some(sealed.entry.chain),
                _ => None,
            };
            // Which of two chains stands first says nothing; the signature of the file holds it.
            let is_same =
                chain(at).is_some() && chain(other).is_some() && chain(at) != chain(other);
            assert_eq!(read(&swapped, vec![]).flaws.is_empty(), is_same, "line {at} and the next");
        }
        assert_ne!(read(&lines[..lines.len() - 1], vec![]).flaws, []);
        assert_ne!(read(&[], vec![]).flaws, []);
    }
}

#[test]
fn each_changed_byte_of_an_entry_is_found() {
    let lines = lines(&busy(), None, None);
    for (at, line) in lines.iter().enumerate().skip(2) {
        for place in 0..line.len() {
            let mut bytes = line.clone().into_bytes();
            bytes[place] ^= 1;
            let Ok(changed) = String::from_utf8(bytes) else { continue };
            // One line changed is one signature doubted: the rest need not be read again.
            let is_same = Line::read(&changed).is_some_and(|line| match line {
                Line::Entry(sealed) => genuine(&sealed.text, &sealed.signature),
                _ => false,
            });
            assert!(!is_same, "byte {place} of line {at}");
        }
    }
}

fn begins(said: &mut ArchivedRegister, change: fn(&mut Beginning)) {
    change(said.begins.as_mut().expect("a part"));
}

#[test]
fn what_a_register_says_of_itself_is_held_to_its_entries() {
    type Change = fn(&mut ArchivedRegister);
    let register = busy();
    let table: &[Change] = &[
        |it| it.register = RegisterCode("BAS1-2".into()),
        |it| it.public_key = "another".into(),
        |it| it.entries += 1,
        |it| it.came_to.figures.total.0 += 1,
        |it| it.came_to.figures.tickets -= 1,
        |it| it.came_to.standing.perpetual_absolute.0 += 1,
        |it| it.came_to.last_signature = None,
        |it| drop(it.ends.remove(&Chain::Sales)),
        |it| it.ends.entry(Chain::Events).or_default().number -= 1,
        |it| it.ends.entry(Chain::Closings).or_default().number += 1,
        |it| it.ends.entry(Chain::Training).or_default().signature = "x".into(),
        |it| it.begins = None,
        |it| {
            begins(it, |begins| {
                begins.heads.remove(&Chain::Closings);
            })
        },
        |it| {
            begins(it, |begins| {
                begins.heads.remove(&Chain::Sales);
            })
        },
        |it| {
            begins(it, |begins| {
                begins.heads.remove(&Chain::Events);
            })
        },
        |it| {
            begins(it, |begins| {
                begins.signature.push('0');
            })
        },
        |it| {
            begins(it, |begins| {
                begins.closing.number += 1;
            })
        },
    ];
    for (row, change) in table.iter().enumerate() {
        let mut lines = lines(&register, Some(2026), None);
        let Some(Line::Register(mut said)) = Line::read(&lines[1]) else { panic!("{}", lines[1]) };
        change(&mut said);
        lines[1] = Line::Register(said).text().expect("a line");
        assert_ne!(read(&lines, vec![]).flaws, [], "row {row}");
    }
}

#[test]
fn a_damaged_entry_is_archived_as_it_was_found() {
    let mut lines = lines(&busy(), None, None);
    let Some(Line::Entry(sealed)) = Line::read(&lines[4]) else { panic!("{}", lines[4]) };
    let damaged = Damaged {
        place: sealed.entry.reference(),
        text: sealed.text.replace(',', "\n"),
        signature: sealed.signature.clone(),
    };
    let line = Line::Damaged(Box::new(damaged));
    lines[4] = line.text().expect("a line");
    assert!(!lines[4].contains('\n'));
    assert_eq!(Line::read(&lines[4]), Some(line));
    let found = read(&lines, vec![]).flaws;
    let at = |flaw| ArchiveFlaw::Entry(Defect::at(sealed.entry.reference(), flaw));
    assert!(found.contains(&at(Flaw::Text)) && found.contains(&at(Flaw::Signature)), "{found:?}");
}

#[test]
fn a_later_format_is_told() {
    let mut lines = lines(&busy(), None, None);
    lines[0] = lines[0].replace("\"format\":1", "\"format\":2");
    assert_eq!(read(&lines, vec![]).flaws, [ArchiveFlaw::Newer { format: 2 }]);
    for other in ["", "{}", "x", "{\"archive\":{}}"] {
        lines[0] = other.to_owned();
        let found = read(&lines, vec![]).flaws;
        assert_eq!(found, [ArchiveFlaw::None, ArchiveFlaw::Count], "{other}");
    }
}

/// Whatever a number is changed to, it is told, and nothing overflows.
#[test]
fn absurd_numbers_are_told() {
    let lines = lines(&busy(), Some(2026), None);
    for (at, line) in lines.iter().enumerate() {
        let starts = line.match_indices(|it: char| it.is_ascii_digit()).map(|(place, _)| place);
        for start in starts.filter(|it| !line[..*it].ends_with(|it: char| it.is_ascii_digit())) {
            let rest = line[start..].trim_start_matches(|it: char| it.is_ascii_digit());
            for number in ["9007199254740991", "0", "-1"] {
                let changed = format!("{}{number}{rest}", &line[..start]);
                // The head says when it was made, and of its program; the signature of the file holds it.
                if changed == *line || at == 0 {
                    continue;
                }
                let mut lines = lines.clone();
                lines[at] = changed;
                let found = read(&lines, vec![]).flaws;
                let is_name =
                    lines[at].contains("\"register\":{") && line[..start].contains("\"shop\"");
                assert!(!found.is_empty() || is_name, "{number} at {start} of {line}");
            }
        }
    }
}
