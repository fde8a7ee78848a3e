//! Everything that reads what people or disks hand it, fed with what nobody would write: it is taken
//! or refused, and nothing ends by it. What is fed follows from a seed.

use crate::support::database::Fresh;
use crate::support::people::{an_order, at_counter, line, sign_in};
use clap::Parser;
use domain::server::{Hosts, TypedServer};
use domain::shops::WindowKind;
use domain::staff::Role;
use domain::terminals::EnrolmentCode;
use oc_pizza::command_line::Arguments;
use oc_pizza::home::Home;
use oc_pizza::journal::Journal;
use sqlx::ConnectOptions;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use std::fs;
use std::path::Path;

const TRIES: usize = 3_000;

const FOREIGN: [char; 24] = [
    '\0', '\n', '\t', ' ', '"', '\'', '[', ']', '{', '}', '=', ',', ':', ';', '-', '.', '/', '\\',
    '#', '$', '%', 'é', '🍕', '\u{202e}',
];

/// The same text with some of it changed, gone, doubled or from elsewhere.
fn bent(text: &str, chance: &mut fastrand::Rng) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    for _ in 0..chance.usize(1..5) {
        let at = chance.usize(0..=letters.len());
        let foreign = chance.choice(FOREIGN).unwrap_or('x');
        match chance.u8(0..4) {
            0 if at < letters.len() => drop(letters.remove(at)),
            1 if at < letters.len() => letters[at] = chance.char(..),
            2 => letters.truncate(at),
            _ => letters.insert(at, foreign),
        }
    }
    letters.into_iter().collect()
}

#[test]
fn hosts_read_what_they_write() {
    let mut chance = fastrand::Rng::with_seed(1);
    let hosts = ["db1.local, db2:5433", "[fe80::1]:5432,/run/postgresql", "192.0.2.7", "::1"];
    let mut taken = 0;
    for round in 0..TRIES {
        let typed = bent(hosts[round % hosts.len()], &mut chance);
        if let Ok(read) = typed.parse::<Hosts>() {
            taken += 1;
            assert_eq!(read.to_string().parse::<Hosts>(), Ok(read), "{typed:?}");
        }
        let form = TypedServer {
            host: typed.clone(),
            port: bent("5432", &mut chance),
            database: typed.clone(),
            user: typed,
            password: String::new(),
            tls: None,
            ca_file: String::new(),
        };
        // A port that is none is a refusal of the form.
        let _ = form.settings();
    }
    assert!(taken > 100 && taken < TRIES, "{taken} of {TRIES}");
}

#[test]
fn a_code_with_any_one_character_wrong_is_mistyped() {
    let mut chance = fastrand::Rng::with_seed(2);
    for _ in 0..TRIES {
        let bytes = std::iter::repeat_with(|| chance.u8(..)).take(64).collect::<Vec<_>>();
        let code = EnrolmentCode::from_random(bytes).expect("enough");
        let typed = code.to_string();
        assert_eq!(EnrolmentCode::parse(&typed.to_lowercase()), Ok(code.clone()));
        let at = chance.usize(0..typed.len());
        let wrong = char::from(*chance.choice(b"23456789ABCDEFGHJKMNPQRSTUVWXYZ").expect("one"));
        let mut slip: Vec<char> = typed.chars().collect();
        if slip[at] != '-' && slip[at] != wrong {
            slip[at] = wrong;
            EnrolmentCode::parse(&slip.iter().collect::<String>()).expect_err(&typed);
        }
        if let Ok(other) = EnrolmentCode::parse(&bent(&typed, &mut chance)) {
            assert_eq!(other.to_string().len(), typed.len());
        }
    }
}

#[test]
fn the_command_line_answers_whatever_is_typed() {
    let mut chance = fastrand::Rng::with_seed(3);
    let words = "oc-pizza --embedded --window counter --window=kitchen --shop MOZ1 terminals \
                 --new-code --kinds counter,kitchen --revoke MOZ1-1 enrol K7QD-2M9X-H4TB-WE3A \
                 --database d --host h,i:1 --port 5432 --tls verify-full check migrate";
    let words: Vec<&str> = words.split_whitespace().collect();
    let mut taken = 0;
    for _ in 0..TRIES {
        let typed = (0..chance.usize(0..6)).map(|_| {
            let word = words[chance.usize(1..words.len())];
            if chance.u8(0..4) == 0 { bent(word, &mut chance) } else { word.to_owned() }
        });
        let typed: Vec<String> = std::iter::once("oc-pizza".to_owned()).chain(typed).collect();
        taken += usize::from(Arguments::try_parse_from(typed).is_ok());
    }
    assert!(taken > 0 && taken < TRIES, "{taken} of {TRIES}");
}

#[test]
fn a_config_file_is_read_or_refused_and_never_written_over() {
    let mut chance = fastrand::Rng::with_seed(4);
    let folder = tempfile::tempdir().expect("a folder");
    let home = Home::at(folder.path()).expect("a home");
    home.identity(Some("MOZ1")).expect("introduced");
    let file = folder.path().join("config.toml");
    let written = fs::read_to_string(&file).expect("the file");
    let whole = format!(
        "{written}\n[server]\nhost = \"db1, db2\"\nport = 5432\ndatabase = \"d\"\nuser = \"u\"\n"
    );
    let mut taken = 0;
    for _ in 0..TRIES / 10 {
        let text = bent(&whole, &mut chance);
        fs::write(&file, &text).expect("written");
        match home.identity(None) {
            Ok(_) => taken += 1,
            Err(error) => assert!(format!("{error:#}").contains("config.toml"), "{error:#}"),
        }
        assert_eq!(fs::read_to_string(&file).expect("the file"), text);
    }
    assert!(taken > 0, "some of it is only a name");
    fs::write(&file, [0xff, 0xfe, 0x00]).expect("written");
    home.identity(None).expect_err("no text");
}

async fn journal_file(file: &Path) -> SqliteConnection {
    SqliteConnectOptions::new().filename(file).connect().await.expect("the file")
}

/// A row that this program does not understand is for a person; what comes after it is applied.
#[tokio::test]
async fn a_journal_of_another_form_keeps_nothing_back() {
    let fresh = Fresh::new().await;
    let folder = tempfile::tempdir().expect("a home");
    let file = folder.path().join("journal.sqlite");
    let terminal = || async {
        let app = fresh.terminal("Caisse 1");
        let journal = Journal::open(&file, app.now()).await;
        app.with_journal(journal)
    };
    let app = terminal().await;
    sign_in(&app, WindowKind::Counter, Role::Cashier).await;
    let menu = app.menu().await.expect("the menu");
    for _ in 0..6 {
        at_counter(&app, an_order(&menu, vec![line(&menu, "cola", 1)])).await.expect("placed");
    }
    app.journal().expect("usable").expect("there is one").written().await;
    drop(app);
    let mut rows = journal_file(&file).await;
    for change in [
        "UPDATE command SET outcome = NULL, ended_at = NULL",
        "UPDATE command SET taken = json_set(taken, '$.request', json('{\"Bake\": {\"x\": 1}}')) WHERE place = 1",
        "UPDATE command SET taken = json_set(taken, '$.capability', 'customers') WHERE place = 2",
        "UPDATE command SET taken = json_remove(taken, '$.request.PlaceOrder.content.lines') WHERE place = 3",
        "UPDATE command SET taken = json_set(taken, '$.request.PlaceOrder.content.menu_version', 'x') WHERE place = 4",
        "UPDATE command SET taken = json_set(taken, '$.newer', 1, '$.request.PlaceOrder.newer', 2) WHERE place = 5",
    ] {
        sqlx::query(change).execute(&mut rows).await.expect(change);
    }
    let app = terminal().await;
    app.replay().await.expect("the server is there");
    app.journal().expect("usable").expect("there is one").written().await;
    let outcomes: Vec<(String, bool)> =
        sqlx::query_as("SELECT outcome, words IS NOT NULL FROM command ORDER BY place")
            .fetch_all(&mut rows)
            .await
            .expect("the rows");
    let decided = ("to_decide".to_owned(), true);
    assert_eq!(outcomes[..4], vec![decided; 4]);
    assert_eq!(outcomes[4..], vec![("applied".to_owned(), false); 2]);
}

/// Rows that cannot be read at all, and files with any piece of them changed: the journal opens, or
/// the whole of it is put aside, byte for byte.
#[tokio::test]
async fn a_bent_journal_is_opened_or_put_aside_whole() {
    let mut chance = fastrand::Rng::with_seed(5);
    let fresh = Fresh::new().await;
    let folder = tempfile::tempdir().expect("a home");
    let file = folder.path().join("journal.sqlite");
    let app = fresh.terminal("Caisse 1");
    let journal = Journal::open(&file, app.now()).await;
    let app = app.with_journal(journal);
    sign_in(&app, WindowKind::Counter, Role::Cashier).await;
    let menu = app.menu().await.expect("the menu");
    for _ in 0..10 {
        at_counter(&app, an_order(&menu, vec![line(&menu, "cola", 1)])).await.expect("placed");
    }
    app.journal().expect("usable").expect("there is one").written().await;
    let now = app.now();
    drop(app);
    let mut rows = journal_file(&file).await;
    for statement in ["UPDATE command SET outcome = NULL", "PRAGMA wal_checkpoint(TRUNCATE)"] {
        sqlx::query(statement).execute(&mut rows).await.expect(statement);
    }
    sqlx::Connection::close(rows).await.expect("closed");
    let whole = fs::read(&file).expect("the file");
    let (mut opened, mut aside) = (0, 0);
    for round in 0..60 {
        let place = folder.path().join(round.to_string());
        fs::create_dir(&place).expect("a folder");
        let mut torn = whole.clone();
        for _ in 0..chance.usize(1..20) {
            let at = chance.usize(0..torn.len());
            torn[at] = chance.u8(..);
        }
        let file = place.join("journal.sqlite");
        fs::write(&file, &torn).expect("written");
        let Ok(journal) = Journal::open(&file, now).await else { continue };
        match journal.stands().borrow().put_aside.clone() {
            None => opened += 1,
            Some(name) => {
                aside += 1;
                assert_eq!(fs::read(place.join(name)).expect("kept"), torn);
            }
        }
    }
    assert!(opened > 0 && aside > 0, "{opened} opened, {aside} put aside");
}
