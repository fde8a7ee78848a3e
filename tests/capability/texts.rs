//! Texts that would be SQL, a script or a pattern if anybody took them for that: each is stored and
//! read back as it was typed, or refused, through every field people type into.

use crate::changing::consent;
use crate::invariants;
use crate::support::database::{Fresh, a_uuid};
use crate::support::people::{an_order, at_counter, claim, in_kitchen, line, sign_in, tap};
use crate::support::separated::Separated;
use domain::kitchen::ReadKitchen;
use domain::orders::{CancelOrder, Discount, ListOpenOrders, Off, ReadOrder};
use domain::server::{TestServer, TypedServer};
use domain::shops::WindowKind;
use domain::staff::{Pin, Role, SignIn};
use domain::terminals::TerminalKind;
use domain::{Cents, FailureCode, Language};
use oc_pizza::app::App;
use oc_pizza::home::Home;
use oc_pizza::server::Place;
use oc_pizza::terminals;

/// Each fits into the shortest field.
const HOSTILE: [&str; 14] = [
    "'; DROP TABLE oc_pizza.orders; --",
    "' OR '1'='1",
    "\"; SELECT pg_sleep(9); --",
    "$1 $2 $$ $body$ $20::jsonb",
    "\\'; \\x27 \\u0027 \\",
    "{\"order\": null}]}",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "\"><svg onload=alert(1)>",
    "javascript:alert(1)",
    "{{7*7}} ${7*7} {0} %s %n %00",
    "=HYPERLINK(\"http://x\")",
    "../../../etc/passwd",
    "L’été à Nœud : 🍕\u{202f}!",
];

#[tokio::test]
async fn an_orders_texts_come_back_as_they_were_typed() {
    let fresh = Fresh::new().await;
    let app = fresh.terminal("Caisse 1");
    sign_in(&app, WindowKind::Counter, Role::Cashier).await;
    sign_in(&app, WindowKind::Kitchen, Role::Pizzaiolo).await;
    let menu = app.menu().await.expect("the menu");
    for text in HOSTILE {
        let told = Some(text.to_owned());
        let off = || Some(Discount { off: Off::Amount(Cents(10)), reason: text.to_owned() });
        let mut call = an_order(&menu, vec![line(&menu, "reine", 1)]);
        call.content.customer_name = told.clone();
        call.content.lines[0].note = told.clone();
        call.content.lines[0].discount = off();
        call.content.discount = off();
        let asked = call.content.clone();
        let placed = at_counter(&app, call.clone()).await.expect(text);
        let read = ReadOrder { order: placed.order };
        let order = at_counter(&app, read).await.expect("the order");
        assert_eq!((order.lines, order.discount), (asked.lines, asked.discount));
        let open = at_counter(&app, ListOpenOrders {}).await.expect("the orders");
        assert_eq!(open[0].customer_name, told);
        let kitchen = in_kitchen(&app, ReadKitchen {}).await.expect("the kitchen");
        assert_eq!(kitchen.waiting[0].note, told);
        // Where a number belongs it is none.
        call.content.customer_phone = told.clone();
        (call.command, call.order) = (tap(), domain::orders::OrderId(a_uuid()));
        let refused = at_counter(&app, call).await.expect_err("no number");
        assert_eq!(refused.field.as_deref(), Some("customer_phone"));

        claim(&app).await;
        let approval = Some(consent(&app).await);
        let cancel =
            CancelOrder { command: tap(), order: placed.order, reason: told.clone(), approval };
        at_counter(&app, cancel).await.expect("cancelled");
        let reason: Option<String> = sqlx::query_scalar(
            "SELECT reason FROM order_event WHERE order_id = $1 AND to_state = 'cancelled'
             AND order_item_id IS NULL",
        )
        .bind(placed.order.0)
        .fetch_one(app.database())
        .await
        .expect("the event");
        assert_eq!(reason, told);
    }
    invariants::check(app.database()).await;
}

#[tokio::test]
async fn what_is_no_text_is_refused() {
    let fresh = Fresh::new().await;
    let app = fresh.terminal("Caisse 1");
    sign_in(&app, WindowKind::Counter, Role::Cashier).await;
    let menu = app.menu().await.expect("the menu");
    for text in ["a\0b", "a\nb", "\u{1b}[31m", "\u{7f}x", &"x".repeat(100_000)] {
        for field in ["customer_name", "note", "reason"] {
            let mut call = an_order(&menu, vec![line(&menu, "reine", 1)]);
            match field {
                "customer_name" => call.content.customer_name = Some(text.to_owned()),
                "note" => call.content.lines[0].note = Some(text.to_owned()),
                _ => {
                    let off = Off::Amount(Cents(10));
                    call.content.discount = Some(Discount { off, reason: text.to_owned() });
                }
            }
            let refused = at_counter(&app, call).await.expect_err(field);
            assert_eq!(refused.code, FailureCode::Refused, "{field}: {refused}");
        }
    }
    assert_eq!(invariants::orders(app.database()).await, 0);
}

#[tokio::test]
async fn nobody_comes_in_by_what_is_typed() {
    let fresh = Fresh::new().await;
    let app = fresh.terminal("Caisse 1");
    sign_in(&app, WindowKind::Counter, Role::Cashier).await;
    let tile = app.signed_in(WindowKind::Counter).expect("somebody");
    app.sign(WindowKind::Counter, None);
    // A terminal that knows no server yet takes what is typed for one.
    let folder = tempfile::tempdir().expect("a folder");
    let home = Home::at(folder.path()).expect("a home");
    let place = Place::find(&home, |_| None).expect("nowhere");
    let newcomer = App::at(place, app.identity().clone());
    for text in HOSTILE {
        let pin = SignIn { staff: tile.id, pin: Pin(text.to_owned()) };
        at_counter(&app, pin).await.expect_err(text);
        // An address, a database and a login that are none.
        let typed = |part: usize| {
            let part_of = |at| if part == at { text } else { "x" };
            TypedServer {
                host: if part == 0 { text.to_owned() } else { "/nowhere".to_owned() },
                port: if part == 1 { text.to_owned() } else { String::new() },
                database: part_of(2).to_owned(),
                user: part_of(3).to_owned(),
                password: part_of(4).to_owned(),
                tls: None,
                ca_file: if part == 5 { text.to_owned() } else { String::new() },
            }
        };
        for part in 0..6 {
            let connect = TestServer { typed: typed(part) };
            let connected = newcomer.call(WindowKind::Counter, connect, Language::Fr).await;
            connected.expect_err("there is no server");
        }
    }
    assert!(app.signed_in(WindowKind::Counter).is_none());
}

#[tokio::test]
async fn a_terminals_name_is_no_sql() {
    let separated = Separated::new().await;
    for name in HOSTILE {
        let code =
            terminals::new_code(&separated.options(), Some("MOZ1"), &[TerminalKind::Counter])
                .await
                .expect("a code");
        let enrolled =
            terminals::redeem(separated.settings(), &code, (a_uuid(), name)).await.expect(name);
        let listed = terminals::list(&separated.options()).await.expect("the terminals");
        let kept = listed.iter().find(|it| it.code == enrolled.code).expect("it");
        assert_eq!(kept.name, name);
        // A code that is none finds nothing, and takes nobody's login away.
        terminals::revoke(&separated.options(), name).await.expect_err("no terminal");
        terminals::new_code(&separated.options(), Some(name), &[TerminalKind::Counter])
            .await
            .expect_err("no shop");
    }
    let listed = terminals::list(&separated.options()).await.expect("the terminals");
    assert!(listed.iter().all(|it| it.revoked_at.is_none()));
}
