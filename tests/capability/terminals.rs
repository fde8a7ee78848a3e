//! Terminals with logins of their own: what each kind may do with each table, shown by trying.

mod lived;

use crate::invariants;
use crate::support::database::{Fresh, a_uuid, terminal_at};
use crate::support::people::{
    an_order, at_counter, claim, cooked, in_kitchen, into_oven, line, order, paid_by_card, sign_in,
    tap,
};
use crate::support::proxy::Proxy;
use crate::support::separated::Separated;
use domain::FailureCode;
use domain::kitchen::ReadKitchen;
use domain::menu::ReadMenu;
use domain::orders::{HandOver, ListOpenOrders, OrderState};
use domain::settings::SecretName;
use domain::shops::{ReadTerminal, WindowKind};
use domain::staff::Role;
use domain::terminals::TerminalKind;
use lived::{keep_secrets, live_a_day};
use oc_pizza::app::{App, Identity};
use oc_pizza::terminals::Enrolled;
use oc_pizza::terminals::register::RegisterKey;
use oc_pizza::terminals::rights::{Condition, FUNCTIONS, TABLES, Table, Verb};
use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection};
use uuid::Uuid;

/// The program at an enrolled terminal.
pub fn program(terminal: &Enrolled, options: sqlx::postgres::PgConnectOptions) -> App {
    let login = options.username(&terminal.known.settings.user);
    let app = App::new(login, identity(terminal));
    match terminal.register.as_ref().and_then(|key| RegisterKey::parse(&key.text())) {
        Some(key) => app.with_register_key(key),
        None => app,
    }
}

fn identity(terminal: &Enrolled) -> Identity {
    Identity { terminal: terminal.terminal, name: "Poste".to_owned(), shop_code: None }
}

/// What became of a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// No right, to the table or to the row.
    Denied,
    /// Done, to so many rows.
    Done(u64),
    /// Let through, and refused by the table itself (a key, an append-only trigger).
    Admitted,
}

/// Tries a statement and takes it back.
async fn attempt(server: &mut PgConnection, statement: &str) -> Outcome {
    let mut transaction = server.begin().await.expect("a transaction");
    let tried = sqlx::query(AssertSqlSafe(statement.to_owned())).execute(&mut *transaction).await;
    let outcome = match tried {
        Ok(done) => Outcome::Done(done.rows_affected()),
        Err(sqlx::Error::Database(error)) => match error.code().as_deref() {
            Some("42501") => Outcome::Denied,
            Some(code) if code.starts_with("23") || code == "OC002" => Outcome::Admitted,
            _ => panic!("{statement}: {error}"),
        },
        Err(error) => panic!("{statement}: {error}"),
    };
    transaction.rollback().await.expect("taken back");
    outcome
}

/// The rows of a table that are the terminal's, as SQL that the owner runs: worked out from the
/// table's columns, not from the conditions that are tested.
async fn own_rows(
    owner: &mut PgConnection,
    table: &str,
    kind: TerminalKind,
    terminal: &Enrolled,
) -> String {
    let columns: Vec<String> = sqlx::query_scalar(
        "SELECT column_name::text FROM information_schema.columns
         WHERE table_schema = 'oc_pizza' AND table_name = $1",
    )
    .bind(table)
    .fetch_all(owner)
    .await
    .expect("columns");
    let has = |column: &str| columns.iter().any(|known| known == column);
    let shop = "(SELECT shop_id FROM shop WHERE code = 'MOZ1')";
    if has("from_shop") {
        format!("{shop} IN (from_shop, to_shop)")
    } else if has("shop_id") {
        format!("shop_id = {shop}")
    } else if has("order_id") {
        format!("order_id IN (SELECT order_id FROM orders WHERE shop_id = {shop})")
    } else if has("terminal_id") {
        format!("terminal_id = '{}'", terminal.terminal)
    } else if table == "group_secret" {
        match kind {
            TerminalKind::Counter | TerminalKind::Office => "true".to_owned(),
            TerminalKind::Kitchen | TerminalKind::Board => "false".to_owned(),
        }
    } else if table == "staff" {
        format!(
            "role IN ('group_manager', 'administrator')
             OR staff_id IN (SELECT staff_id FROM staff_shop WHERE shop_id = {shop})"
        )
    } else {
        "true".to_owned()
    }
}

const FROM_HERE: &str = " AND from_shop = (SELECT shop_id FROM shop WHERE code = 'MOZ1')";
const SAID_HERE: &str = " AND shop_id = (SELECT shop_id FROM shop WHERE code = 'MOZ1')";

async fn count(owner: &mut PgConnection, table: &str, rows: &str) -> u64 {
    let count: i64 =
        sqlx::query_scalar(AssertSqlSafe(format!("SELECT count(*) FROM {table} WHERE {rows}")))
            .fetch_one(owner)
            .await
            .expect("a count");
    count.unsigned_abs()
}

/// A copy of one of these rows, as a statement that adds it, under the name of `author` if given.
async fn copy_of(
    owner: &mut PgConnection,
    table: &str,
    rows: &str,
    author: Option<Uuid>,
) -> Option<String> {
    let row: Option<serde_json::Value> = sqlx::query_scalar(AssertSqlSafe(format!(
        "SELECT to_jsonb({table}) FROM {table} WHERE {rows} LIMIT 1"
    )))
    .fetch_optional(owner)
    .await
    .expect("a row");
    let mut row = row?;
    if let Some(author) = author {
        row["terminal_id"] = author.to_string().into();
    }
    let row = row.to_string().replace('\'', "''");
    Some(format!(
        "INSERT INTO {table} OVERRIDING SYSTEM VALUE
         SELECT * FROM jsonb_populate_record(NULL::{table}, '{row}')"
    ))
}

#[tokio::test]
async fn each_kind_may_do_with_each_table_what_is_written_and_nothing_else() {
    let fresh = Separated::new().await;
    let mut tried = 0;
    let mut owner =
        fresh.options().options([("search_path", "oc_pizza")]).connect().await.expect("in");
    let mut lived = false;
    for kind in TerminalKind::ALL {
        let terminal = fresh.enrolled("MOZ1", &[kind]).await;
        fresh.enrolled("MOZ2", &[kind]).await;
        if !lived {
            live_a_day(&fresh, &terminal).await;
            keep_secrets(&mut owner).await;
            // Whether an entry follows on the last one is another matter.
            let follows = "ALTER TABLE ledger_entry DISABLE TRIGGER ledger_entry_follows";
            sqlx::query(follows).execute(&mut owner).await.expect("any entry");
            lived = true;
        } else {
            // What is a terminal's own is this one's now.
            for table in
                ["sign_in_attempt", "applied_command", "kitchen_notice_read", "stock_warning_read"]
            {
                let newest = format!(
                    "UPDATE {table} SET terminal_id = '{}' WHERE terminal_id IN (
                         SELECT terminal_id FROM terminal WHERE code LIKE 'MOZ1-%')",
                    terminal.terminal
                );
                sqlx::query(AssertSqlSafe(newest)).execute(&mut owner).await.expect("moved");
            }
        }
        let login = fresh.options().username(&terminal.known.settings.user);
        let mut server = login.options([("search_path", "oc_pizza")]).connect().await.expect("in");
        for table in TABLES {
            tried += try_table(&mut owner, &mut server, table, kind, &terminal).await;
        }
        for statement in [
            "CREATE TABLE oc_pizza.mine ()",
            "ALTER TABLE orders ADD COLUMN mine text",
            "DROP TABLE order_event",
            "ALTER TABLE orders DISABLE ROW LEVEL SECURITY",
            "ALTER TABLE payment DISABLE TRIGGER payment_append_only",
            "CREATE FUNCTION oc_pizza.mine() RETURNS integer LANGUAGE sql AS 'SELECT 1'",
            "CREATE ROLE mine",
            "SELECT enrol(gen.id, 'x', 'x', 'x', '') FROM (SELECT my_terminal() AS id) AS gen",
        ] {
            assert_eq!(
                attempt(&mut server, statement).await,
                Outcome::Denied,
                "{kind:?} {statement}"
            );
        }
        server.close().await.expect("out");
    }
    assert!(tried > TABLES.len() * TerminalKind::ALL.len() * 6, "{tried}");
}

/// Tries each verb on own rows and on another shop's; returns how many tries that were.
async fn try_table(
    owner: &mut PgConnection,
    server: &mut PgConnection,
    table: &Table,
    kind: TerminalKind,
    terminal: &Enrolled,
) -> usize {
    let name = table.name;
    let own = own_rows(owner, name, kind, terminal).await;
    let others = format!("NOT ({own})");
    let (own_count, other_count) =
        (count(owner, name, &own).await, count(owner, name, &others).await);
    let granted = table.verbs(kind);
    let may = |verb: &str| granted.iter().any(|granted| granted.sql().starts_with(verb));
    if table.there == [Condition::Needed] {
        assert_eq!(own_count + other_count, SecretName::ALL.len() as u64);
    } else if !table.there.is_empty() && table.there != [Condition::Shop]
        || name.starts_with("order")
    {
        assert!(own_count > 0 && other_count > 0, "{name} has no rows to be kept apart");
    }
    let is = |verb: &str, rows: u64| if may(verb) { Outcome::Done(rows) } else { Outcome::Denied };

    let seen = attempt(server, &format!("SELECT FROM {name}")).await;
    assert_eq!(seen, is("SELECT", own_count), "{kind:?} reads {name}");

    let column: String = sqlx::query_scalar(
        "SELECT column_name::text FROM information_schema.columns WHERE table_schema = 'oc_pizza'
         AND table_name = $1 AND is_identity = 'NO' ORDER BY ordinal_position DESC LIMIT 1",
    )
    .bind(name)
    .fetch_one(&mut *owner)
    .await
    .expect("a column");
    let columns = granted.iter().find_map(|verb| match verb {
        Verb::Update([]) => Some(vec![column.as_str()]),
        Verb::Update(columns) => Some(columns.to_vec()),
        _ => None,
    });
    for column in columns.unwrap_or_else(|| vec![column.as_str()]) {
        let done = attempt(server, &format!("UPDATE {name} SET {column} = {column}")).await;
        assert_eq!(done, is("UPDATE", own_count), "{kind:?} changes {name}.{column}");
    }
    let gone = attempt(server, &format!("DELETE FROM {name}")).await;
    assert_eq!(gone, is("DELETE", own_count), "{kind:?} removes from {name}");
    let gone = attempt(server, &format!("TRUNCATE {name}")).await;
    assert_eq!(gone, Outcome::Denied, "{kind:?} empties {name}");

    // Between two shops each row is one's to write.
    let (own, others) = match table.written {
        [Condition::Sender] => (own.clone() + FROM_HERE, format!("NOT ({own}{FROM_HERE})")),
        _ if table.there == [Condition::EitherShop] => {
            (own.clone() + SAID_HERE, format!("NOT ({own}{SAID_HERE})"))
        }
        _ => (own, others),
    };
    // What is written is written in the terminal's own name, where there is one.
    let signed = table.written.contains(&Condition::Terminal);
    let (itself, another) = (Some(terminal.terminal), Some(a_uuid()));
    let cases = match (signed, table.there) {
        (false, _) => vec![(&own, None, true), (&others, None, false)],
        (true, [Condition::Terminal]) => vec![(&own, itself, true), (&own, another, false)],
        (true, _) => {
            vec![(&own, itself, true), (&others, itself, false), (&own, another, false)]
        }
    };
    let mut tried = 5;
    for (rows, author, ours) in cases {
        let Some(copy) = copy_of(owner, name, rows, author).await else { continue };
        let added = attempt(server, &copy).await;
        let admitted = may("INSERT") && ours;
        assert_eq!(added != Outcome::Denied, admitted, "{kind:?} adds to {name}: {added:?} {copy}");
        tried += 1;
    }
    tried
}

#[tokio::test]
async fn no_table_and_no_function_is_forgotten() {
    let fresh = Separated::new().await;
    let pool = fresh.pool();
    let tables: Vec<String> = sqlx::query_scalar(
        "SELECT relname::text FROM pg_class WHERE relnamespace = 'oc_pizza'::regnamespace
         AND relkind IN ('r', 'p', 'v', 'm', 'f') ORDER BY 1",
    )
    .fetch_all(&pool)
    .await
    .expect("tables");
    let mut written: Vec<&str> = TABLES.iter().map(|table| table.name).collect();
    written.sort_unstable();
    assert_eq!(tables, written, "each table says in terminals/rights.rs whose it is");

    let functions: Vec<String> = sqlx::query_scalar(
        "SELECT oid::regprocedure::text FROM pg_proc
         WHERE pronamespace = 'oc_pizza'::regnamespace ORDER BY 1",
    )
    .fetch_all(&pool)
    .await
    .expect("functions");
    let plain = |signature: &str| signature.replace(", ", ",");
    let mut written: Vec<String> = FUNCTIONS.iter().map(|(name, _)| plain(name)).collect();
    written.sort_unstable();
    let mut functions: Vec<String> = functions.iter().map(|name| plain(name)).collect();
    functions.sort_unstable();
    assert_eq!(functions, written, "each function says there who may call it");

    // A row that has an order has the order's shop, whatever the terminal that wrote it says.
    let astray: Vec<String> = sqlx::query_scalar(
        "SELECT relname::text FROM pg_class
         WHERE relnamespace = 'oc_pizza'::regnamespace AND relkind = 'r' AND relname <> 'orders'
           AND 2 = (SELECT count(*) FROM pg_attribute
                    WHERE attrelid = pg_class.oid AND attname IN ('order_id', 'shop_id') AND NOT attisdropped)
           AND NOT EXISTS (SELECT FROM pg_constraint
                           WHERE conrelid = pg_class.oid AND contype = 'f' AND cardinality(conkey) = 2
                             AND confrelid = 'orders'::regclass)
         ORDER BY 1",
    )
    .fetch_all(&pool)
    .await
    .expect("constraints");
    // These two name an order as what they came of, and need none.
    assert_eq!(astray, ["ledger_entry", "stock_movement"]);

    // A definer's function takes its names from the program's schema and nowhere else.
    let loose: Vec<String> = sqlx::query_scalar(
        "SELECT proname::text FROM pg_proc WHERE pronamespace = 'oc_pizza'::regnamespace AND prosecdef
         AND NOT coalesce(proconfig @> ARRAY['search_path=oc_pizza, pg_temp'], false)",
    )
    .fetch_all(&pool)
    .await
    .expect("functions");
    assert_eq!(loose, [""; 0]);
}

#[tokio::test]
async fn an_order_lives_its_whole_life_between_two_terminals_with_their_own_logins() {
    let fresh = Separated::new().await;
    let counter = fresh.enrolled("MOZ1", &[TerminalKind::Counter]).await;
    let kitchen = fresh.enrolled("MOZ1", &[TerminalKind::Kitchen]).await;
    let board = fresh.enrolled("MOZ1", &[TerminalKind::Board]).await;
    assert_eq!((counter.code.as_str(), kitchen.code.as_str()), ("MOZ1-1", "MOZ1-2"));
    let counter = program(&counter, fresh.options());
    let kitchen = program(&kitchen, fresh.options());
    let board = program(&board, fresh.options());
    // Nobody told them their shop: it is that of the login.
    let terminal = at_counter(&counter, ReadTerminal {}).await.expect("it works");
    assert_eq!(terminal.shop.code, "MOZ1");
    sign_in(&counter, WindowKind::Counter, Role::Cashier).await;
    sign_in(&kitchen, WindowKind::Kitchen, Role::Pizzaiolo).await;

    let placed = order(&counter, &[("reine", 1), ("chorizo", 1), ("cola", 2)]).await;
    for _ in 0..2 {
        let item = claim(&kitchen).await.pizza.item;
        into_oven(&kitchen, item).await;
        cooked(&kitchen, item).await;
    }
    let numbers = board
        .call(WindowKind::Board, domain::orders::ReadBoard {}, domain::Language::Fr)
        .await
        .expect("the board");
    assert_eq!(numbers.ready, std::slice::from_ref(&placed.number));
    let stands = at_counter(&counter, HandOver { command: tap(), order: placed.order }).await;
    assert_eq!(stands.expect("handed over").state, OrderState::HandedOver);
    let settle = paid_by_card(placed.order, placed.total);
    let settled = at_counter(&counter, settle.clone()).await.expect("settled");
    assert_eq!(settled.state, OrderState::Closed);
    assert_eq!(at_counter(&counter, settle).await.expect("heard again"), settled);
    let refund = domain::orders::RefundOrder {
        command: tap(),
        order: placed.order,
        paid: placed.total,
        back: domain::ledger::Back::Lines(vec![(3, 1)]),
        reason: "article manquant".to_owned(),
        approval: None,
    };
    let refunded = at_counter(&counter, refund.clone()).await.expect("refunded");
    assert_eq!(at_counter(&counter, refund).await.expect("heard again"), refunded);

    // Changed, and given up late by a manager.
    sign_in(&counter, WindowKind::Counter, Role::ShopManager).await;
    let menu = counter.menu().await.expect("the menu");
    let placed = order(&counter, &[("reine", 1)]).await;
    let listed = at_counter(&counter, ListOpenOrders {}).await.expect("listed");
    let asked = an_order(&menu, vec![line(&menu, "chorizo", 2)]);
    let change = domain::orders::ChangeOrder {
        command: tap(),
        order: placed.order,
        version: listed[0].version,
        content: asked.content,
        promised_at: asked.promised_at,
    };
    at_counter(&counter, change).await.expect("changed");
    let seen = in_kitchen(&kitchen, ReadKitchen {}).await.expect("the kitchen");
    assert_eq!((seen.waiting.len(), seen.notices.len()), (2, 1));
    claim(&kitchen).await;
    let cancel = domain::orders::CancelOrder {
        command: tap(),
        order: placed.order,
        reason: Some("client parti".to_owned()),
        approval: None,
    };
    at_counter(&counter, cancel).await.expect("cancelled");

    // A counter's windows are not served at a kitchen.
    sign_in(&kitchen, WindowKind::Counter, Role::Cashier).await;
    let refused = at_counter(&kitchen, an_order(&menu, vec![line(&menu, "reine", 1)])).await;
    let refused = refused.expect_err("not its work");
    assert_eq!(refused.code, FailureCode::Refused);
    assert!(refused.message.contains("n’est pas inscrit pour cela"), "{refused:?}");
    // Nor another shop at this one.
    let elsewhere = App::new(
        counter.database().connect_options().as_ref().clone(),
        Identity { shop_code: Some("MOZ2".to_owned()), ..counter.identity().clone() },
    );
    let refused = at_counter(&elsewhere, ReadTerminal {}).await.expect_err("another shop");
    assert!(refused.message.contains("MOZ2"), "{refused:?}");
    invariants::check(&fresh.pool()).await;
}

#[tokio::test]
async fn a_terminals_own_login_costs_no_round_trip_more() {
    let fresh = Separated::new().await;
    let terminal = fresh.enrolled("MOZ1", &[TerminalKind::Counter, TerminalKind::Kitchen]).await;
    let proxy = Proxy::before(fresh.socket_folder());
    let app = program(&terminal, proxy.options(fresh.options()));
    sign_in(&app, WindowKind::Counter, Role::Cashier).await;
    sign_in(&app, WindowKind::Kitchen, Role::Pizzaiolo).await;
    app.primary().open_connections().await.expect("three connections");
    at_counter(&app, ReadMenu {}).await.expect("the menu");
    let mut before = proxy.round_trips();
    let mut one = |what: &str| {
        let now = proxy.round_trips();
        assert_eq!(now - before, 1, "{what}");
        before = now;
    };
    for _ in 0..3 {
        let placed = order(&app, &[("reine", 1), ("cola", 1)]).await;
        one("place");
        let item = claim(&app).await.pizza.item;
        one("claim");
        into_oven(&app, item).await;
        one("oven");
        cooked(&app, item).await;
        one("cooked");
        at_counter(&app, HandOver { command: tap(), order: placed.order }).await.expect("over");
        one("hand over");
    }
}

#[tokio::test]
async fn an_owner_that_may_not_make_roles_works_on_with_one_login() {
    let fresh = Fresh::new().await;
    assert!(!oc_pizza::terminals::separate(&fresh.options()).await.expect("an answer"));
    let refused =
        oc_pizza::terminals::new_code(&fresh.options(), Some("MOZ1"), &[TerminalKind::Counter])
            .await;
    let told = refused.expect_err("no right").into_failure(domain::Language::Fr, "terminals");
    assert!(told.message.contains(&format!("ALTER ROLE {} CREATEROLE;", fresh.user())), "{told:?}");
    let app = terminal_at(fresh.pool(), "Caisse 1", "MOZ1");
    sign_in(&app, WindowKind::Counter, Role::Cashier).await;
    order(&app, &[("reine", 1)]).await;
}
