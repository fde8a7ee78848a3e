//! The journal's file: killed, damaged, from a newer program, on a full disk.

use super::*;
use crate::sqlite_file::with_ending;
use domain::Spoken;
use domain::shops::WindowKind;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection, Executor};
use std::fs;

fn at(minutes: i64) -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::minutes(minutes)
}

fn taken(name: u128) -> Taken {
    Taken {
        command: CommandId(Uuid::from_u128(name)),
        answered: None,
        given_up: None,
        signed: Vec::new(),
        asking: Asking {
            answered: None,
            signed: Vec::new(),
            window: WindowKind::Counter,
            staff: None,
            language: Language::Fr,
            at: at(0),
            ahead: Default::default(),
            consents: Vec::new(),
        },
        terminal: Uuid::nil(),
        shop: Some(ShopId(1)),
        database: None,
        capability: "orders".to_owned(),
        request: serde_json::json!({ "HandOver": name.to_string() }),
    }
}

/// What waits, by name.
fn waiting(journal: &Journal) -> Vec<u128> {
    let first = journal.next_after(None);
    let next = |last: &(Entry, Taken)| journal.next_after(Some(last.0));
    std::iter::successors(first, next).map(|(_, taken)| taken.command.0.as_u128()).collect()
}

/// Closes it; SQLite removes its log with the last connection.
async fn closed(journal: Journal, file: &Path) {
    drop(journal);
    while with_ending(file, "-wal").exists() {
        // Of two connections that close at the same moment neither may be the last one, which brings
        // the log into the file.
        let options = SqliteConnectOptions::new().filename(file);
        if let Ok(mut last) = options.connect().await {
            let _ = last.execute("PRAGMA wal_checkpoint(TRUNCATE)").await;
            let _ = last.close().await;
        }
        tokio::time::sleep(std::time::Duration::from_millis(2)).await;
    }
}

#[tokio::test]
async fn what_was_taken_and_not_marked_waits_in_order() -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("journal.sqlite");
    let journal = Journal::open(&file, at(0)).await.map_err(|it| anyhow::anyhow!("{it:?}"))?;
    let mut entries = Vec::new();
    for name in 1..=5 {
        entries.push(journal.take(taken(name)).await.expect("taken").0);
    }
    assert!(waiting(&journal).is_empty(), "somebody is trying them");
    journal.mark(entries[1], Outcome::Applied, at(1));
    journal.mark(entries[3], Outcome::ToDecide("non".to_owned()), at(1));
    journal.leave(entries[0], taken(1));
    assert_eq!(waiting(&journal), [1]);
    // Taken again it keeps its place; the mark of the earlier try is none of the later.
    let again = journal.take(taken(3)).await.expect("taken again").0;
    assert_eq!((again.place, again.take), (entries[2].place, 2));
    journal.mark(entries[2], Outcome::Refused, at(1));
    journal.written().await;
    // The process ends here without a word.
    drop(journal);

    let journal = Journal::open(&file, at(2)).await.expect("opened again");
    assert_eq!(waiting(&journal), [1, 3, 5]);
    assert_eq!(journal.stands().borrow().waits, 3);
    let (entry, first) = journal.next_after(None).expect("one waits");
    assert_eq!(first, taken(1));
    // Seven days after its mark a command is forgotten, unless a person has to decide.
    journal.mark(entry, Outcome::Applied, at(2) + KEPT);
    journal.written().await;
    let left = store::outcomes(&mut *journal.taking.lock().await).await?;
    let told = |word: &str| Some(word.to_owned());
    let decide = (told("to_decide"), told("non"));
    assert_eq!(left, [(told("applied"), None), (None, None), decide, (None, None)]);
    Ok(())
}

#[tokio::test]
async fn a_damaged_journal_is_put_aside_and_kept() -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("journal.sqlite");
    let journal = Journal::open(&file, at(0)).await.expect("opened");
    for name in 1..=50 {
        journal.take(taken(name)).await.expect("taken");
    }
    closed(journal, &file).await;
    let whole = fs::read(&file)?;
    let middle = whole.len() / 2;
    let mut torn = whole.clone();
    torn[middle - 3000..middle + 3000].fill(0xA5);
    for (minute, damaged) in [(1, torn), (2, b"not a database at all".repeat(99).clone())] {
        fs::write(&file, &damaged)?;
        let journal = Journal::open(&file, at(minute)).await.expect("a new one");
        let aside = journal.stands().borrow().put_aside.clone().expect("put aside");
        assert_eq!(aside, format!("journal-damaged-1970-01-01T00-0{minute}-00.sqlite"));
        assert_eq!(fs::read(folder.path().join(aside))?, damaged);
        assert!(waiting(&journal).is_empty());
        journal.take(taken(1)).await.expect("taken");
        closed(journal, &file).await;
    }
    Ok(())
}

#[tokio::test]
async fn a_newer_programs_journal_is_left_alone() -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("journal.sqlite");
    drop(Journal::open(&file, at(0)).await.expect("opened"));
    let mut connection = sqlx::SqliteConnection::connect(&file.display().to_string()).await?;
    connection.execute("PRAGMA user_version = 99").await?;
    connection.close().await?;
    let refused = Journal::open(&file, at(1)).await.err();
    assert_eq!(refused, Some(JournalRefused::Newer));
    assert!(JournalRefused::Newer.say(Language::Fr).contains("version plus récente"));
    // A place where there can be none.
    let refused = Journal::open(&folder.path().join("no/such/folder"), at(1)).await.err();
    assert_eq!(refused, Some(JournalRefused::Unusable));
    Ok(())
}

#[tokio::test]
async fn a_full_disk_takes_no_command_and_loses_none() -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("journal.sqlite");
    let journal = Journal::open(&file, at(0)).await.expect("opened");
    // SQLite's own limit answers as a disk without room does.
    journal.taking.lock().await.execute("PRAGMA max_page_count = 12").await?;
    let mut held = Vec::new();
    let refused = loop {
        let name = held.len() as u128 + 1;
        match journal.take(taken(name)).await {
            Ok(_) => held.push(name),
            Err(refused) => break refused,
        }
    };
    assert_eq!(refused, JournalRefused::Full);
    assert!(refused.say(Language::Fr).contains("plein"));
    journal.taking.lock().await.execute("PRAGMA max_page_count = 999").await?;
    journal.take(taken(999)).await.expect("there is room again");
    drop(journal);
    held.push(999);
    assert_eq!(waiting(&Journal::open(&file, at(1)).await.expect("opened again")), held);
    Ok(())
}

/// A full disk or a broken one may show no sooner than at the commit, which comes after the row.
#[tokio::test]
async fn a_commit_that_fails_takes_no_command() -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("journal.sqlite");
    let journal = Journal::open(&file, at(0)).await.expect("opened");
    let entry = journal.take(taken(1)).await.expect("taken").0;
    journal.mark(entry, Outcome::Applied, at(0));
    journal.written().await;
    for statement in [
        "CREATE TABLE nobody (name INTEGER PRIMARY KEY)",
        "CREATE TABLE broken (name REFERENCES nobody DEFERRABLE INITIALLY DEFERRED)",
        "CREATE TRIGGER at_insert AFTER INSERT ON command BEGIN INSERT INTO broken VALUES (1); END",
        "CREATE TRIGGER at_update AFTER UPDATE ON command BEGIN INSERT INTO broken VALUES (1); END",
    ] {
        journal.taking.lock().await.execute(statement).await?;
    }
    assert_eq!(journal.take(taken(2)).await, Err(JournalRefused::Unusable));
    let again = journal.wait_again(Uuid::from_u128(1)).await;
    assert_eq!(again, Err(JournalRefused::Unusable));
    assert!(waiting(&journal).is_empty());
    let left = store::outcomes(&mut *journal.taking.lock().await).await?;
    assert_eq!(left, [(Some("applied".to_owned()), None)]);
    Ok(())
}

#[tokio::test]
async fn what_was_answered_without_the_server_stays_so_however_often_it_is_asked() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("journal.sqlite");
    let journal = Journal::open(&file, at(0)).await.expect("usable");
    let answered = |reply: &str| Answered { reply: reply.into(), sold: None, decided: false };
    let told = Taken { answered: Some(answered("A-001·h")), ..taken(1) };
    // A window is loaded again while its first call is under way.
    let first = journal.take(taken(1)).await.expect("taken").0;
    let (second, unanswered) = journal.take(taken(1)).await.expect("taken");
    assert_eq!((second.is_again(), &unanswered.answered), (true, &None));
    journal.answer(first, told.clone(), None).await.expect("written");
    assert_eq!(journal.told(second), told.answered);
    journal.leave(second, unanswered);
    assert_eq!(journal.waiting(), [(second, told.clone())]);
    // And again, with another content.
    let other = Taken { request: Value::Null, ..taken(1) };
    assert_eq!(journal.take(other).await.expect("taken"), (second, told.clone()));
    closed(journal, &file).await;
    let journal = Journal::open(&file, at(1)).await.expect("usable");
    assert_eq!(journal.waiting(), [(second, told)]);
    journal.mark(second, Outcome::ToDecide("non".to_owned()), at(1));
    let again = journal.take(taken(1)).await.expect("taken").1;
    assert_eq!((again.answered, journal.undecided().len()), (Some(answered("A-001·h")), 1));
}

#[tokio::test]
async fn what_is_kept_together_is_there_whole_or_not_at_all_and_who_waits_is_told()
-> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("journal.sqlite");
    let journal = Journal::open(&file, at(0)).await.expect("opened");
    let pair =
        |value: i64| vec![("event".to_owned(), value.into()), ("state".to_owned(), value.into())];
    let first = journal.keep_together(pair(1), at(0));
    journal.keep("other", Value::from(7), at(0));
    first.await.expect("kept");
    // SQLite says no at the second of the two.
    let broken = "CREATE TRIGGER broken BEFORE INSERT ON snapshot WHEN NEW.what = 'state'
                  BEGIN SELECT RAISE(FAIL, 'no'); END";
    journal.written().await;
    journal.taking.lock().await.execute(broken).await?;
    assert_eq!(journal.keep_together(pair(2), at(0)).await, Err(JournalRefused::Unusable));
    // The process ends here without a word.
    drop(journal);
    let journal = Journal::open(&file, at(1)).await.expect("opened again");
    let kept = ["event", "state", "other"].map(|what| journal.snapshot(what).map(|it| it.value));
    assert_eq!(kept, [1, 1, 7].map(|value| Some(Arc::new(Value::from(value)))));
    Ok(())
}

#[test]
fn what_has_to_be_decided_is_said_in_words_and_not_by_its_capability() {
    use domain::invoices::{InvoicesCall, PrintInvoice};
    use domain::ledger::{Chain, EntryRef, LedgerCall, PrintX, RegisterCode};
    let (register, command) = (RegisterCode("MOZ1-C1".to_owned()), CommandId(Uuid::nil()));
    let entry = EntryRef { register, chain: Chain::Sales, number: 12 };
    let requests = [
        (
            "invoices",
            serde_json::to_value(InvoicesCall::from(PrintInvoice { command, entry })),
            "Impression de la facture\u{a0}: ticket n°\u{a0}12 (MOZ1-C1)",
        ),
        ("ledger", serde_json::to_value(LedgerCall::from(PrintX { command })), "Impression du X"),
        // What a newer program took.
        ("gardening", serde_json::to_value("Weeds"), "gardening"),
    ];
    for (capability, request, words) in requests {
        let request = request.expect("the contract's JSON");
        let taken = Taken { capability: capability.to_owned(), request, ..taken(1) };
        assert_eq!(deciding::what(&taken, None, Language::Fr), words);
    }
}
