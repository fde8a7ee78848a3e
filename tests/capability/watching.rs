//! A counter watches its shop's registers: what is changed or cut off at the server is told, also
//! where the server's own heads were changed with it.

use crate::ledger::{Till, cash, in_two_months, paid, sound, today};
use crate::support::people::{at_counter, order, sign_in, tap};
use domain::ledger::{Chain, CloseDay, Defect, Flaw, Head, ReadTill};
use domain::shops::WindowKind;
use domain::staff::Role;
use oc_pizza::app::App;
use oc_pizza::journal::Journal;
use oc_pizza::ledger::verify::{verify, verify_with};
use oc_pizza::ledger::watching::{KeptHeads, keep_watch, known, look, look_with};
use sqlx::{AssertSqlSafe, PgPool};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::{sleep, timeout};

/// A program with the journal of that folder.
async fn started(app: App, home: &Path) -> App {
    let journal = Journal::open(&home.join("journal.sqlite"), app.now()).await.expect("a journal");
    let app = app.with_journal(Ok(journal));
    sign_in(&app, WindowKind::Counter, Role::Cashier).await;
    app
}

async fn sell(app: &App, many: u32) {
    let placed = order(app, &[("cola", many)]).await;
    paid(app, cash(&placed, 10_000)).await;
}

async fn watched(app: &App) -> Vec<Defect> {
    look(app).await.expect("verified")
}

/// What a superuser does, triggers or not.
async fn behind_its_back(pool: &PgPool, statements: &[&str]) {
    let triggers = ["ledger_entry_append_only", "ledger_entry_follows"];
    let switch = |word| triggers.map(|it| format!("ALTER TABLE ledger_entry {word} TRIGGER {it}"));
    let done = statements.iter().map(|it| (*it).to_owned());
    for statement in switch("DISABLE").into_iter().chain(done).chain(switch("ENABLE")) {
        let done = sqlx::query(AssertSqlSafe(statement.clone())).execute(pool).await;
        done.unwrap_or_else(|error| panic!("{statement}: {error}"));
    }
}

async fn defects_written(pool: &PgPool) -> i64 {
    sqlx::query_scalar("SELECT count(*) FROM ledger_entry WHERE kind = 'integrity_defect'")
        .fetch_one(pool)
        .await
        .expect("a count")
}

/// The last sale of the first register, and the head that told of it.
const CUT: [&str; 2] = [
    "DELETE FROM ledger_entry WHERE register = 'MOZ1-C1' AND chain = 'sales' AND number = 3",
    "UPDATE ledger_head SET number = 2, signature = (SELECT signature FROM ledger_entry
         WHERE register = 'MOZ1-C1' AND chain = 'sales' AND number = 2)
     WHERE register = 'MOZ1-C1' AND chain = 'sales'",
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn heads_kept_aside_find_what_the_servers_own_heads_hide() {
    let (shop, [home, other_home]) =
        (Till::new().await, [(); 2].map(|()| tempfile::tempdir().expect("a home")));
    let app = started(shop.at(today).await, home.path()).await;
    let other = started(shop.fresh.terminal("Caisse 2"), other_home.path()).await;
    for many in 1..=3 {
        sell(&app, many).await;
    }
    sell(&other, 1).await;
    assert_eq!(watched(&app).await, []);
    assert_eq!(watched(&other).await, []);
    let pool = shop.fresh.pool();
    behind_its_back(&pool, &CUT).await;
    assert_eq!(verify(&pool, None).await.expect("read").defects, [], "the server hides it");

    // Each counter of the shop knows better, and says so once.
    for (at, app) in [&app, &other].into_iter().enumerate() {
        for _ in 0..2 {
            let found = watched(app).await;
            let [defect] = &found[..] else { panic!("{found:?}") };
            assert_eq!(
                (defect.register.0.as_str(), defect.chain, defect.number),
                ("MOZ1-C1", Chain::Sales, 3)
            );
            assert_eq!(defect.flaw, Flaw::Missing);
            assert_eq!(at_counter(app, ReadTill {}).await.expect("the till").defects, found);
            assert_eq!(defects_written(&pool).await, i64::try_from(at + 1).expect("a count"));
        }
    }
    let report = verify_with(&pool, None, |row| known(&other, &None, row)).await.expect("read");
    assert!(report.defects.iter().any(|it| it.flaw == Flaw::Missing), "{report:?}");
    // Also after a restart, with what is on the disk.
    drop(app);
    let again = started(shop.at(today).await, home.path()).await;
    assert_eq!(watched(&again).await.len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_new_is_verified_from_where_it_stood() {
    let (shop, home) = (Till::new().await, tempfile::tempdir().expect("a home"));
    let app = started(shop.at(today).await, home.path()).await;
    assert_eq!(watched(&app).await, [], "a register that has written nothing");
    sell(&app, 1).await;
    assert_eq!(watched(&app).await, []);
    sell(&app, 2).await;
    let [carried, after] = [order(&app, &[("cola", 3)]).await, order(&app, &[("cola", 4)]).await];
    assert_eq!(watched(&app).await, []);
    at_counter(&app, CloseDay { command: tap(), count: None }).await.expect("closed");
    assert_eq!(watched(&app).await, []);
    let next = started(shop.at(in_two_months).await, home.path()).await;
    paid(&next, cash(&carried, 10_000)).await;
    assert_eq!(watched(&next).await, [], "the closings of the months between");
    let pool = shop.fresh.pool();
    sound(&pool).await;

    // An old entry is not looked at again; a new one that was changed is.
    let change = "UPDATE ledger_entry SET canonical = replace(canonical, '\"quantity\":', '\"quantity\":1') WHERE chain = 'sales' AND number = ";
    behind_its_back(&pool, &[&format!("{change} 1")]).await;
    assert_eq!(watched(&next).await, []);
    assert!(!verify(&pool, None).await.expect("read").defects.is_empty());
    paid(&next, cash(&after, 10_000)).await;
    behind_its_back(&pool, &[&format!("{change} 4")]).await;
    let found = watched(&next).await;
    assert!(found.iter().any(|it| (it.number, it.flaw) == (4, Flaw::Signature)), "{found:?}");
    assert_eq!(defects_written(&pool).await, 1);
    assert!(!at_counter(&next, ReadTill {}).await.expect("the till").defects.is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_is_no_register_watches_nothing_and_opens_none() {
    let shop = Till::new().await;
    let app = shop.at(today).await;
    assert_eq!(watched(&app).await, [], "never opened");
    let registers: i64 = sqlx::query_scalar("SELECT count(*) FROM ledger_register")
        .fetch_one(&shop.fresh.pool())
        .await
        .expect("a count");
    assert_eq!(registers, 0);
}

/// What a keyring keeps is enough, where the disk has nothing.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_heads_of_a_keyring_find_a_cut_by_themselves() {
    let shop = Till::new().await;
    let app = shop.at(today).await;
    for many in 1..=3 {
        sell(&app, many).await;
    }
    let pool = shop.fresh.pool();
    let (key, number, signature): (Vec<u8>, i64, String) = sqlx::query_as(
        "SELECT public_key, number, signature FROM ledger_register JOIN ledger_head ON register = code
         WHERE chain = 'sales'",
    )
    .fetch_one(&pool)
    .await
    .expect("the head");
    let head = Head { number: number.unsigned_abs(), signature, at: None };
    let heads = BTreeMap::from([(Chain::Sales, head)]);
    let aside = Some(KeptHeads::of(&key, heads.clone()));
    assert_eq!(look_with(&app, &aside).await.expect("verified"), []);
    behind_its_back(&pool, &CUT).await;
    assert_eq!(look_with(&app, &None).await.expect("verified"), [], "the server hides it");
    let found = look_with(&app, &aside).await.expect("verified");
    assert!(
        matches!(&found[..], [it] if (it.chain, it.flaw) == (Chain::Sales, Flaw::Missing)),
        "{found:?}"
    );
    // Another register's are another matter.
    let other = Some(KeptHeads::of(&key[1..], heads));
    assert_eq!(look_with(&app, &other).await.expect("verified"), []);
    // Also with a disk that knows nothing of it yet, or has known only less.
    let home = tempfile::tempdir().expect("a home");
    let app = started(shop.at(today).await, home.path()).await;
    assert_eq!(look_with(&app, &None).await.expect("verified"), []);
    assert_eq!(look_with(&app, &aside).await.expect("verified"), found);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_closing_has_the_registers_verified() {
    let (shop, home) = (Till::new().await, tempfile::tempdir().expect("a home"));
    let app = Arc::new(started(shop.at(today).await, home.path()).await);
    sell(&app, 1).await;
    let pool = shop.fresh.pool();
    let reverse = "UPDATE ledger_entry SET signature = reverse(signature) WHERE chain = 'sales'";
    behind_its_back(&pool, &[reverse]).await;
    let watched = app.clone();
    let watching = tokio::spawn(async move { keep_watch(&watched, Duration::ZERO).await });
    // What is found is shown at once, and written behind it.
    let told = async |is_wrong: bool, written: i64| {
        let so = async || {
            let till = at_counter(&app, ReadTill {}).await.expect("the till");
            till.defects.is_empty() != is_wrong && defects_written(&pool).await == written
        };
        let told = async {
            while !so().await {
                sleep(Duration::from_millis(20)).await;
            }
        };
        timeout(Duration::from_secs(20), told).await.expect("told");
    };
    told(true, 1).await;
    // Put right: it is looked at again when the day is closed, and then nothing is shown.
    behind_its_back(&pool, &[reverse]).await;
    at_counter(&app, CloseDay { command: tap(), count: None }).await.expect("closed");
    told(false, 1).await;
    watching.abort();
    sound(&pool).await;
}
