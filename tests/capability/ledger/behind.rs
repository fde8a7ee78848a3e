//! What is done to the ledger's rows behind its back: PostgreSQL refuses it, and where a superuser gets
//! it done it is found.

use super::{Till, cash, entries, paid, print_twice, sound, today};
use crate::support::database::a_uuid;
use crate::support::people::{an_order, at_counter, line, order, paid_by_card, sign_in, tap};
use crate::support::printer::{TestPrinter, printers, printing_at};
use domain::ledger::{CloseDay, OpenDrawer, PrintEntry, PrintNote, SwitchTraining};
use domain::orders::{OrderId, TrainSale};
use domain::payments::{Given, Payer};
use domain::shops::WindowKind;
use domain::staff::Role;
use oc_pizza::app::App;
use oc_pizza::ledger::verify::verify;
use sqlx::{AssertSqlSafe, PgPool};

/// A printer for terminals whose entries are printed.
struct Paper {
    homes: tempfile::TempDir,
    printer: TestPrinter,
}

impl Paper {
    async fn new() -> Paper {
        Paper { homes: tempfile::tempdir().expect("homes"), printer: TestPrinter::on().await }
    }

    async fn at(&self, app: App, home: &str) -> App {
        let home = self.homes.path().join(home);
        std::fs::create_dir(&home).expect("a home");
        let there = printers(&[("Comptoir", &["ticket"], self.printer.address(), None)]);
        printing_at(app, &home, &there.expect("a printer")).await
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn postgresql_itself_refuses_every_change() {
    let shop = Till::new().await;
    let app = shop.at(today).await;
    let placed = order(&app, &[("cola", 1)]).await;
    paid(&app, cash(&placed, 2000)).await;
    at_counter(&app, CloseDay { command: tap(), count: None }).await.expect("closed");
    let pool = shop.fresh.pool();
    for statement in [
        "UPDATE ledger_entry SET total_cents = 1",
        "DELETE FROM ledger_entry",
        "TRUNCATE ledger_entry CASCADE",
        "UPDATE ledger_entry SET written_at = now()",
    ] {
        let error = sqlx::query(statement).execute(&pool).await.expect_err(statement);
        assert!(error.to_string().contains("never changed"), "{error}");
    }
    // A forged copy: the same place again, the next place behind another, and a closed day.
    for (number, previous, words) in [
        ("number", "previous", "ledger_"),
        ("number + 1", "repeat('A', 86)", "ledger_"),
        ("number + 2", "signature", "ledger_"),
        ("number + 1", "signature", "ledger_closed"),
    ] {
        let forged = format!(
            "INSERT INTO ledger_entry (register, chain, number, shop_id, terminal_id, at, business_day, kind,
                 total_cents, canonical, previous, hash, signature)
             SELECT register, chain, {number}, shop_id, terminal_id, at, business_day, kind, total_cents,
                 canonical, {previous}, hash, signature
             FROM ledger_entry WHERE chain = 'sales'"
        );
        let forged = sqlx::query(AssertSqlSafe(forged)).execute(&pool).await;
        let error = forged.expect_err(words).to_string();
        assert!(error.contains(words), "{error}");
    }
    sound(&pool).await;
}

/// What a superuser does with triggers off.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_changed_behind_its_back_is_found() {
    let (shop, paper) = (Till::new().await, Paper::new().await);
    let app = paper.at(shop.at(today).await, "1").await;
    for products in [&[("cola", 1)][..], &[("reine", 1)], &[("chorizo", 1), ("cola", 2)]] {
        let placed = order(&app, products).await;
        paid(&app, paid_by_card(placed.order, placed.total)).await;
    }
    at_counter(&app, OpenDrawer { command: tap(), reason: "monnaie".into() })
        .await
        .expect("opened");
    let entry = entries(&app).await[0].entry.clone();
    for _ in 0..2 {
        let print = PrintEntry { command: tap(), entry: entry.clone() };
        at_counter(&app, print).await.expect("the original, then a duplicata");
    }
    at_counter(&app, CloseDay { command: tap(), count: None }).await.expect("closed");
    let pool = shop.fresh.pool();
    sound(&pool).await;
    for trigger in ["ledger_entry_append_only", "ledger_entry_follows"] {
        let off = format!("ALTER TABLE ledger_entry DISABLE TRIGGER {trigger}");
        sqlx::query(AssertSqlSafe(off)).execute(&pool).await.expect("triggers off");
    }
    sqlx::raw_sql(
        "CREATE TABLE kept_entry AS TABLE ledger_entry; CREATE TABLE kept_head AS TABLE ledger_head;",
    )
    .execute(&pool)
    .await
    .expect("kept aside");
    let swap = "SET canonical = replace(canonical, '\"total\":', '\"total\":1')";
    for change in [
        format!("UPDATE ledger_entry {swap} WHERE chain = 'sales' AND number = 2"),
        "UPDATE ledger_entry SET total_cents = total_cents + 1 WHERE number = 1 AND chain = 'sales'".into(),
        "UPDATE ledger_entry SET signature = reverse(signature) WHERE number = 2 AND chain = 'sales'".into(),
        "UPDATE ledger_entry SET hash = sha256('x') WHERE number = 2 AND chain = 'sales'".into(),
        "UPDATE ledger_entry SET at = at - interval '1 second' WHERE chain = 'sales'".into(),
        "UPDATE ledger_entry SET business_day = business_day - 1 WHERE chain = 'closings'".into(),
        "UPDATE ledger_entry SET previous = '' WHERE number = 2 AND chain = 'sales'".into(),
        "UPDATE ledger_entry SET canonical = replace(canonical, 'monnaie', 'Monnaie') WHERE chain = 'events'".into(),
        "UPDATE ledger_entry SET canonical = replace(canonical, '\"copy\":1', '\"copy\":2') WHERE chain = 'duplicates'".into(),
        "DELETE FROM ledger_entry WHERE chain = 'sales' AND number = 2".into(),
        "DELETE FROM ledger_entry WHERE chain = 'sales' AND number = 3".into(),
        "DELETE FROM ledger_entry WHERE chain = 'closings'".into(),
        // Whoever takes the last rows away may think of the heads: the closing names the last sale.
        "WITH cut AS (DELETE FROM ledger_entry WHERE chain = 'sales' AND number = 3)
         UPDATE ledger_head SET number = 2, signature = (SELECT signature FROM ledger_entry
             WHERE chain = 'sales' AND number = 2) WHERE chain = 'sales'".into(),
    ] {
        let mut transaction = pool.begin().await.expect("a transaction");
        let done = sqlx::query(AssertSqlSafe(change.clone())).execute(&mut *transaction).await;
        assert!(done.expect("changed").rows_affected() > 0, "{change}");
        transaction.commit().await.expect("kept");
        let report = verify(&pool, None).await.expect("read");
        assert!(!report.defects.is_empty(), "not found: {change}");
        restore(&pool).await;
    }
}

/// Each column of each kind of entry, by its type; when a row was written is the one thing about it
/// that nobody signed.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whichever_column_of_whichever_entry_is_changed_is_found() {
    let (shop, paper) = (Till::new().await, Paper::new().await);
    let (app, other) = (shop.at(today).await, shop.fresh.terminal("Caisse 2"));
    let (app, other) = (paper.at(app, "1").await, paper.at(other, "2").await);
    sign_in(&other, WindowKind::Counter, Role::Cashier).await;
    for app in [&app, &other] {
        for products in [&[("cola", 1)][..], &[("reine", 1)]] {
            let placed = order(app, products).await;
            paid(app, paid_by_card(placed.order, placed.total)).await;
        }
        let reason = "monnaie".to_owned();
        at_counter(app, OpenDrawer { command: tap(), reason }).await.expect("opened");
        let unpaid = order(app, &[("chorizo", 1)]).await.order;
        at_counter(app, PrintNote { command: tap(), order: unpaid }).await.expect("a note");
        let listed = entries(app).await;
        let entry = &listed.iter().find(|it| it.kind == "sale").expect("a sale").entry;
        for _ in 0..2 {
            let print = PrintEntry { command: tap(), entry: entry.clone() };
            at_counter(app, print).await.expect("the original, then a duplicata");
        }
        lesson(app).await;
        at_counter(app, CloseDay { command: tap(), count: None }).await.expect("closed");
    }
    let pool = shop.fresh.pool();
    sound(&pool).await;
    sqlx::raw_sql(
        "ALTER TABLE ledger_entry DISABLE TRIGGER USER; ALTER TABLE ledger_entry DROP CONSTRAINT ledger_entry_key CASCADE;
         CREATE TABLE kept_entry AS TABLE ledger_entry; CREATE TABLE kept_head AS TABLE ledger_head;",
    )
    .execute(&pool)
    .await
    .expect("triggers off");
    let columns: Vec<(String, String)> = sqlx::query_as(
        "SELECT column_name::text, data_type::text FROM information_schema.columns
         WHERE table_schema = 'oc_pizza' AND table_name = 'ledger_entry' AND column_name <> 'written_at'",
    )
    .fetch_all(&pool)
    .await
    .expect("the columns");
    assert!(columns.len() >= 14, "{columns:?}");
    let mut tried = 0;
    // Of the duplicates' chain the note, and the duplicata; of training the ticket, and its duplicata.
    let entries = [
        ("sales", 1),
        ("duplicates", 1),
        ("duplicates", 2),
        ("closings", 1),
        ("events", 1),
        ("training", 1),
        ("training", 2),
    ];
    for (chain, number) in entries {
        for (column, kind) in &columns {
            let other = match (column.as_str(), kind.as_str()) {
                ("register", _) => "'MOZ1-C2'".to_owned(),
                ("chain", _) => "CASE chain WHEN 'sales' THEN 'training' ELSE 'sales' END".to_owned(),
                ("shop_id", _) => "shop_id + 1".to_owned(),
                ("signature", _) => "overlay(signature PLACING CASE WHEN left(signature, 1) = 'A' THEN 'B' ELSE 'A' END FROM 1)".to_owned(),
                ("canonical", _) => format!("replace(canonical, '\"number\":{number}', '\"number\":7')"),
                (_, "text") => format!("{column} || 'x'"),
                (_, "bigint") => format!("{column} + 1"),
                (_, "date") => format!("{column} + 1"),
                (_, "uuid") => "md5(random()::text)::uuid".to_owned(),
                (_, "bytea") => format!("set_byte({column}, 7, 255 - get_byte({column}, 7))"),
                (_, "timestamp with time zone") => format!("{column} + interval '1 second'"),
                other => panic!("how is {other:?} changed?"),
            };
            let change = format!(
                "UPDATE ledger_entry SET {column} = {other}
                 WHERE register = 'MOZ1-C1' AND chain = '{chain}' AND number = {number}"
            );
            let done = sqlx::query(AssertSqlSafe(change.clone())).execute(&pool).await;
            assert_eq!(done.expect("changed").rows_affected(), 1, "{change}");
            let report = verify(&pool, None).await.expect("read");
            assert!(!report.defects.is_empty(), "not found: {change}");
            restore(&pool).await;
            tried += 1;
        }
    }
    assert_eq!(tried, entries.len() * columns.len());
}

/// What somebody who learns writes: a ticket, and a duplicata of it.
async fn lesson(app: &App) {
    let cashier = app.signed_in(WindowKind::Counter);
    sign_in(app, WindowKind::Counter, Role::ShopManager).await;
    let switch = |on| at_counter(app, SwitchTraining { on, approval: None });
    switch(true).await.expect("training begins");
    let menu = app.menu().await.expect("the menu");
    let content = an_order(&menu, vec![line(&menu, "reine", 1)]).content;
    let due = content.lines[0].unit_price;
    let payers = vec![Payer { given: vec![Given::Card { amount: due }], ..Payer::default() }];
    let (command, order) = (tap(), OrderId(a_uuid()));
    let sale = TrainSale { command, order, nth: 1, content, due, payers, in_full: true };
    let entry = at_counter(app, sale).await.expect("a lesson").entry;
    print_twice(app, entry).await;
    switch(false).await.expect("training ends");
    app.sign(WindowKind::Counter, cashier);
}

/// Puts the rows back as they were kept aside.
async fn restore(pool: &PgPool) {
    sqlx::raw_sql(
        "DELETE FROM ledger_entry; INSERT INTO ledger_entry SELECT * FROM kept_entry;
         DELETE FROM ledger_head; INSERT INTO ledger_head SELECT * FROM kept_head;",
    )
    .execute(pool)
    .await
    .expect("restored");
}
