//! What customers are told of their orders by the program itself: by the statement that causes it, once, as the
//! group says, and only who can be reached.

use super::at_office;
use crate::customers::{by_phone, door};
use crate::invariants;
use crate::support::database::{Fresh, a_uuid};
use crate::support::people::{
    an_order, at_counter, claim, cooked, in_kitchen, into_oven, line, paid_by_card, sign_in, tap,
};
use crate::support::separated::Separated;
use crate::terminals::program;
use domain::customers::{
    CustomerDetails, EraseCustomer, ExportCustomer, FindCustomer, SaveCustomer,
};
use domain::kitchen::{TapDone, UNDO_WINDOW, UndoTap};
use domain::language::Language;
use domain::messages::{
    Channel, CustomerMessages, Facts, MessageKind, ReadCustomerMessages, SaveCustomerMessages,
    Template, default_text,
};
use domain::orders::{CancelOrder, ChangeOrder, HandOver, PlacedOrder, ReadOrder};
use domain::shops::WindowKind;
use domain::staff::Role;
use domain::terminals::TerminalKind;
use domain::{CommandId, FailureCode};
use oc_pizza::app::App;
use oc_pizza::messages::tell_delays;
use sqlx::PgPool;
use sqlx::types::Json;

/// The group has entered a service for text messages, and one for mail.
pub async fn with_services(pool: &PgPool) {
    let entered = "INSERT INTO setting (name, value) VALUES ('digitaleo', '{}'), ('mail', '{}')";
    sqlx::query(entered).execute(pool).await.expect("entered");
}

/// The group says of what customers are told.
pub async fn told_of(pool: &PgPool, change: impl FnOnce(&mut CustomerMessages)) {
    let mut told = CustomerMessages::default();
    change(&mut told);
    sqlx::query(
        "INSERT INTO setting (name, value) VALUES ('customer_messages', $1)
         ON CONFLICT ON CONSTRAINT setting_key DO UPDATE SET value = excluded.value",
    )
    .bind(Json(told))
    .execute(pool)
    .await
    .expect("said");
}

fn everything(told: &mut CustomerMessages) {
    for of in CustomerMessages::EVENTS {
        *told.switch(of).expect("a switch") = true;
    }
}

/// A counter, kitchen and office of a group that tells its customers everything.
async fn telling(fresh: &Fresh) -> App {
    let (app, pool) = (fresh.terminal("Caisse 1"), fresh.pool());
    sign_in(&app, WindowKind::Counter, Role::Cashier).await;
    sign_in(&app, WindowKind::Kitchen, Role::Pizzaiolo).await;
    sign_in(&app, WindowKind::Office, Role::GroupManager).await;
    with_services(&pool).await;
    told_of(&pool, everything).await;
    app
}

/// An order to take away, of so many pizzas.
async fn called(app: &App, phone: &str, pizzas: u32) -> PlacedOrder {
    let menu = app.menu().await.expect("the menu");
    let mut call = an_order(&menu, vec![line(&menu, "reine", pizzas)]);
    call.content.customer_phone = Some(phone.to_owned());
    call.content.customer_name = Some("Mme Martin".to_owned());
    at_counter(app, call).await.expect("placed")
}

async fn bake(app: &App) -> TapDone {
    let item = claim(app).await.pizza.item;
    into_oven(app, item).await;
    cooked(app, item).await
}

#[derive(Debug, PartialEq, sqlx::FromRow)]
struct Told {
    kind: String,
    channel: String,
    address: String,
    state: String,
    language: String,
}

fn told(kind: &str, channel: &str, address: &str) -> Told {
    let of = str::to_owned;
    Told {
        kind: of(kind),
        channel: of(channel),
        address: of(address),
        state: of("to_send"),
        language: of("fr"),
    }
}

/// What was written about orders, in order.
async fn written(pool: &PgPool) -> Vec<Told> {
    sqlx::query_as(
        "SELECT kind, channel, coalesce(phone, email) AS address, state, language FROM message
         WHERE order_id IS NOT NULL ORDER BY message_id",
    )
    .fetch_all(pool)
    .await
    .expect("the messages")
}

async fn forget_written(pool: &PgPool) {
    sqlx::query("DELETE FROM message").execute(pool).await.expect("away");
}

const NUMBER: &str = "+33612345678";

#[tokio::test]
async fn each_event_is_told_by_the_statement_that_causes_it_and_what_is_over_is_not() {
    let fresh = Fresh::new().await;
    let (app, pool) = (telling(&fresh).await, fresh.pool());
    let placed = called(&app, "06 12 34 56 78", 2).await;
    assert_eq!(written(&pool).await, [told("order_taken", "sms", NUMBER)]);
    let Json(facts): Json<Facts> =
        sqlx::query_scalar("SELECT facts FROM message").fetch_one(&pool).await.expect("facts");
    let words = default_text(MessageKind::OrderTaken, Channel::Sms, Language::Fr);
    let said = Template::read(MessageKind::OrderTaken, words, 480).expect("a template");
    let said = said.write(Channel::Sms, &facts, Language::Fr);
    assert!(said.contains(&format!("commande {} enregistrée", placed.number)), "{said}");
    assert!(said.contains("Reste à payer : 16,00 €."), "{said}");

    // The first of two pizzas says nothing; the last one does, once its tap cannot be taken back.
    bake(&app).await;
    let done = bake(&app).await;
    let ready = || told("ready_for_pick_up", "sms", NUMBER);
    assert_eq!(written(&pool).await, [ready()], "that it is taken makes no sense any more");
    let wait: i64 =
        sqlx::query_scalar("SELECT extract(epoch FROM due_at - written_at)::bigint FROM message")
            .fetch_one(&pool)
            .await
            .expect("a wait");
    assert!(wait >= UNDO_WINDOW.num_seconds(), "{wait}");
    let last_tap: CommandId = {
        let tap: uuid::Uuid =
            sqlx::query_scalar("SELECT last_command FROM order_item WHERE order_item_id = $1")
                .bind(done.pizza.item.0)
                .fetch_one(&pool)
                .await
                .expect("a tap");
        CommandId(tap)
    };
    let undo = UndoTap { command: tap(), item: done.pizza.item, tap: last_tap };
    in_kitchen(&app, undo).await.expect("taken back");
    assert_eq!(written(&pool).await, []);
    cooked(&app, done.pizza.item).await;
    assert_eq!(written(&pool).await, [ready()]);
    // It was fetched before anybody was told.
    at_counter(&app, HandOver { command: tap(), order: placed.order }).await.expect("fetched");
    assert_eq!(written(&pool).await, []);

    let given_up = called(&app, NUMBER, 1).await.order;
    let cancel = CancelOrder { command: tap(), order: given_up, reason: None, approval: None };
    at_counter(&app, cancel).await.expect("given up");
    assert_eq!(written(&pool).await, [told("order_cancelled", "sms", NUMBER)]);
    invariants::check(&pool).await;
}

#[tokio::test]
async fn what_was_tried_and_makes_no_sense_any_more_ends() {
    let fresh = Fresh::new().await;
    let (app, pool) = (telling(&fresh).await, fresh.pool());
    called(&app, NUMBER, 1).await;
    sqlx::query("UPDATE message SET tries = 2").execute(&pool).await.expect("tried");
    bake(&app).await;
    let over = Told { state: "given_up".to_owned(), ..told("order_taken", "sms", NUMBER) };
    assert_eq!(written(&pool).await, [over, told("ready_for_pick_up", "sms", NUMBER)]);
}

#[tokio::test]
async fn only_who_can_be_reached_is_told_as_the_group_says() {
    let fresh = Fresh::new().await;
    let (app, pool) = (telling(&fresh).await, fresh.pool());
    let save = async |phone: &str, email: Option<&str>, language| {
        let known = at_counter(&app, FindCustomer { phone: phone.to_owned() }).await;
        let known = known.expect("looked").map(|it| it.customer);
        let customer = known.as_ref().map_or(domain::customers::CustomerId(a_uuid()), |it| it.id);
        let details = CustomerDetails {
            phone: phone.to_owned(),
            name: "Zoé".to_owned(),
            email: email.map(str::to_owned),
            language,
            ..CustomerDetails::default()
        };
        let version = known.map(|it| it.version);
        let call = SaveCustomer { command: tap(), customer, version, details };
        at_counter(&app, call).await.expect("saved");
    };
    save("+33388123456", None, Language::Fr).await;
    save("+33388123457", Some("zoe@exemple.fr"), Language::En).await;
    save("+33712345678", Some("ana@exemple.fr"), Language::En).await;
    let english = |it| Told { language: "en".to_owned(), ..it };
    for (phone, expected) in [
        ("+33388123456", None),
        ("+33388123457", Some(english(told("order_taken", "email", "zoe@exemple.fr")))),
        ("+33712345678", Some(english(told("order_taken", "sms", "+33712345678")))),
        ("+32 470 12 34 56", Some(told("order_taken", "sms", "+32470123456"))),
        ("0692 12 34 56", Some(told("order_taken", "sms", "+262692123456"))),
        // A new number has no file yet: its order makes one.
        ("06 00 00 00 01", Some(told("order_taken", "sms", "+33600000001"))),
    ] {
        called(&app, phone, 1).await;
        assert_eq!(written(&pool).await, Vec::from_iter(expected), "{phone}");
        forget_written(&pool).await;
    }
    let menu = app.menu().await.expect("the menu");
    at_counter(&app, an_order(&menu, vec![line(&menu, "cola", 1)])).await.expect("placed");
    assert_eq!(written(&pool).await, [], "nobody's number is known");

    // Switched off, wholly off, or without a service.
    told_of(&pool, |told| told.order_taken = false).await;
    called(&app, NUMBER, 1).await;
    told_of(&pool, |told| {
        everything(told);
        told.on = false;
    })
    .await;
    called(&app, NUMBER, 1).await;
    told_of(&pool, everything).await;
    sqlx::query("DELETE FROM setting WHERE name = 'digitaleo'").execute(&pool).await.expect("off");
    called(&app, NUMBER, 1).await;
    assert_eq!(written(&pool).await, []);
    called(&app, "+33712345678", 1).await;
    let by_mail = english(told("order_taken", "email", "ana@exemple.fr"));
    assert_eq!(written(&pool).await, [by_mail]);
}

#[tokio::test]
async fn without_a_word_of_the_group_it_is_as_the_program_has_it() {
    let fresh = Fresh::new().await;
    let (app, pool) = (fresh.terminal("Caisse 1"), fresh.pool());
    sign_in(&app, WindowKind::Counter, Role::Cashier).await;
    with_services(&pool).await;
    let placed = called(&app, NUMBER, 1).await;
    assert_eq!(written(&pool).await, [], "that it is taken he heard on the telephone");
    let cancel = CancelOrder { command: tap(), order: placed.order, reason: None, approval: None };
    at_counter(&app, cancel).await.expect("given up");
    assert_eq!(written(&pool).await, [told("order_cancelled", "sms", NUMBER)]);
}

#[tokio::test]
async fn an_order_that_changes_is_told_as_it_is_now_to_the_number_that_it_bears_now() {
    let fresh = Fresh::new().await;
    let (app, pool) = (telling(&fresh).await, fresh.pool());
    let placed = called(&app, NUMBER, 1).await;
    let asked = at_counter(&app, ReadOrder { order: placed.order }).await.expect("read");
    let menu = app.menu().await.expect("the menu");
    let mut call = an_order(&menu, vec![line(&menu, "reine", 3)]);
    call.content.customer_phone = Some("+33699999999".to_owned());
    let change = ChangeOrder {
        command: tap(),
        order: placed.order,
        version: asked.summary.version,
        content: call.content,
        promised_at: call.promised_at,
    };
    at_counter(&app, change).await.expect("changed");
    assert_eq!(written(&pool).await, [told("order_taken", "sms", "+33699999999")]);
    let due: i64 = sqlx::query_scalar("SELECT (facts -> 'due' ->> 'amount')::bigint FROM message")
        .fetch_one(&pool)
        .await
        .expect("an amount");
    assert_eq!(due, 2400);
}

/// So long ago an order was promised, and nobody looked for delays lately.
async fn promised(pool: &PgPool, order: &PlacedOrder, minutes_ago: i32) {
    sqlx::query(
        "UPDATE orders SET promised_at = now() - make_interval(mins => $2) WHERE order_id = $1",
    )
    .bind(order.order.0)
    .bind(minutes_ago)
    .execute(pool)
    .await
    .expect("a while ago");
    sqlx::query("DELETE FROM delay_look").execute(pool).await.expect("a while ago");
}

#[tokio::test]
async fn a_delay_is_told_once_by_whichever_counter_looks() {
    let fresh = Fresh::new().await;
    let (app, pool) = (telling(&fresh).await, fresh.pool());
    told_of(&pool, |told| told.delay_minutes = 20).await;
    let late = called(&app, NUMBER, 1).await;
    assert_eq!(tell_delays(&app).await.expect("looked"), 0, "it is not late");
    promised(&pool, &late, 40).await;
    sqlx::query("INSERT INTO delay_look SELECT shop_id, now() FROM shop")
        .execute(&pool)
        .await
        .expect("somebody looked");
    assert_eq!(tell_delays(&app).await.expect("another one's turn"), 0);
    promised(&pool, &late, 40).await;
    let other = fresh.terminal("Caisse 2");
    let (first, second) = tokio::join!(tell_delays(&app), tell_delays(&other));
    assert_eq!(first.expect("looked") + second.expect("looked"), 1, "one of them tells it");
    assert_eq!(written(&pool).await, [told("delayed", "sms", NUMBER)]);
    let is_ahead: bool =
        sqlx::query_scalar("SELECT (facts -> 'time' ->> 'time')::timestamptz > now() FROM message")
            .fetch_one(&pool)
            .await
            .expect("a time");
    assert!(is_ahead, "nobody is told a time that is past");
    promised(&pool, &late, 90).await;
    assert_eq!(tell_delays(&app).await.expect("looked"), 0, "once an order");

    // Ready at the counter, or fetched, it is late no more; what is brought still waits.
    forget_written(&pool).await;
    bake(&app).await;
    forget_written(&pool).await;
    promised(&pool, &late, 90).await;
    assert_eq!(tell_delays(&app).await.expect("looked"), 0);
    let menu = app.menu().await.expect("the menu");
    let brought = by_phone(&menu, NUMBER, Some(door("12 rue des Lilas")));
    let brought = at_counter(&app, brought).await.expect("placed");
    bake(&app).await;
    bake(&app).await;
    promised(&pool, &brought, 90).await;
    assert_eq!(tell_delays(&app).await.expect("looked"), 1);
    let is_counted: bool = sqlx::query_scalar(
        "SELECT (facts -> 'time' ->> 'time')::timestamptz > now() + interval '14 minutes' FROM message",
    )
    .fetch_one(&pool)
    .await
    .expect("a time");
    assert!(is_counted, "it has its way before it");
    // Switched off, nobody is told.
    forget_written(&pool).await;
    told_of(&pool, |told| told.delayed = false).await;
    promised(&pool, &brought, 90).await;
    assert_eq!(tell_delays(&app).await.expect("looked"), 0);
}

#[tokio::test]
async fn what_comes_when_it_makes_no_sense_any_more_is_not_written() {
    let fresh = Fresh::new().await;
    let (app, pool) = (telling(&fresh).await, fresh.pool());
    called(&app, NUMBER, 1).await;
    // An order that was taken while the server was away is booked when it is back.
    for (minutes, is_written) in [(19, true), (21, false), (600, false)] {
        forget_written(&pool).await;
        let told: bool = sqlx::query_scalar(
            "SELECT tell_customer(orders, 'order_taken', promised_at, now(), now() - make_interval(mins => $1))
             FROM orders",
        )
        .bind(minutes)
        .fetch_one(&pool)
        .await
        .expect("told or not");
        assert_eq!(told, is_written, "{minutes}");
    }
}

#[tokio::test]
async fn an_erased_customer_is_told_nothing_and_leaves_no_message() {
    let fresh = Fresh::new().await;
    let (app, pool) = (telling(&fresh).await, fresh.pool());
    let downloads = tempfile::tempdir().expect("a folder");
    let app = app.with_downloads(Some(downloads.path().to_owned()));
    let placed = called(&app, NUMBER, 1).await;
    bake(&app).await;
    sqlx::query("UPDATE message SET state = 'sent', sent_at = now(), text = 'Mme Martin'")
        .execute(&pool)
        .await
        .expect("it went");
    at_counter(&app, HandOver { command: tap(), order: placed.order }).await.expect("fetched");
    let settle = paid_by_card(placed.order, placed.total);
    at_counter(&app, settle).await.expect("settled");
    assert_eq!(written(&pool).await.len(), 1);
    let found = at_counter(&app, FindCustomer { phone: NUMBER.to_owned() }).await.expect("read");
    let customer = found.expect("a file").customer;
    // It is part of what is kept of him.
    let export = ExportCustomer { customer: customer.id };
    let handed = at_office(&app, export).await.expect("written");
    let handed = std::fs::read_to_string(handed.file).expect("a file");
    assert!(handed.contains("ready_for_pick_up") && handed.contains("Mme Martin"), "{handed}");
    let erase = EraseCustomer { command: tap(), customer: customer.id, version: customer.version };
    at_office(&app, erase).await.expect("erased");
    let left: i64 =
        sqlx::query_scalar("SELECT count(*) FROM message").fetch_one(&pool).await.expect("counted");
    assert_eq!(left, 0);
    let told: bool = sqlx::query_scalar(
        "SELECT tell_customer(orders, 'delayed', now(), now(), now()) FROM orders",
    )
    .fetch_one(&pool)
    .await
    .expect("told or not");
    assert!(!told);
}

#[tokio::test]
async fn the_group_says_of_what_customers_are_told_against_what_was_read() {
    let fresh = Fresh::new().await;
    let app = telling(&fresh).await;
    // A shop that sells has a register, which tells of it.
    let placed = called(&app, NUMBER, 1).await;
    at_counter(&app, paid_by_card(placed.order, placed.total)).await.expect("settled");
    sqlx::query("DELETE FROM setting").execute(&fresh.pool()).await.expect("nobody said anything");
    let read = at_office(&app, ReadCustomerMessages {}).await.expect("read");
    let usual = CustomerMessages::default();
    assert_eq!((&read.told, read.version, &read.set), (&usual, 0, &None));
    let told = CustomerMessages { ready_for_pick_up: true, delay_minutes: 25, ..usual };
    let save =
        |version, told: &CustomerMessages| SaveCustomerMessages { version, told: told.clone() };
    assert_eq!(at_office(&app, save(0, &told)).await, Ok(1));
    let late = at_office(&app, save(0, &told)).await.expect_err("somebody was first");
    assert_eq!(late.code, FailureCode::Conflict);
    let off = CustomerMessages { on: false, ..told.clone() };
    assert_eq!(at_office(&app, save(1, &off)).await, Ok(2));
    let read = at_office(&app, ReadCustomerMessages {}).await.expect("read");
    assert_eq!((read.told, read.version, read.set.is_some()), (off.clone(), 2, true));
    for minutes in [0, 4, 121] {
        let wrong = CustomerMessages { delay_minutes: minutes, ..off.clone() };
        let refused = at_office(&app, save(2, &wrong)).await.expect_err("no delay");
        assert_eq!(refused.field.as_deref(), Some("delay-minutes"));
    }
    let events: Vec<String> = sqlx::query_scalar(
        "SELECT DISTINCT what FROM office_event WHERE code = 'settings_changed'",
    )
    .fetch_all(&fresh.pool())
    .await
    .expect("technical events");
    assert!(events.contains(&"customer_messages".to_owned()), "{events:?}");
    sign_in(&app, WindowKind::Office, Role::ShopManager).await;
    at_office(&app, ReadCustomerMessages {}).await.expect("a shop's manager sees it");
    at_office(&app, save(2, &told)).await.expect_err("and changes nothing");
}

#[tokio::test]
async fn a_kitchen_that_knows_nobody_has_the_customer_told() {
    let fresh = Separated::new().await;
    let pool = fresh.pool();
    with_services(&pool).await;
    told_of(&pool, everything).await;
    let counter = fresh.enrolled("MOZ1", &[TerminalKind::Counter]).await;
    let kitchen = fresh.enrolled("MOZ1", &[TerminalKind::Kitchen]).await;
    let (counter, kitchen) =
        (program(&counter, fresh.options()), program(&kitchen, fresh.options()));
    sign_in(&counter, WindowKind::Counter, Role::Cashier).await;
    sign_in(&kitchen, WindowKind::Kitchen, Role::Pizzaiolo).await;
    let placed = called(&counter, NUMBER, 1).await;
    bake(&kitchen).await;
    assert_eq!(written(&pool).await, [told("ready_for_pick_up", "sms", NUMBER)]);
    for statement in [
        "SELECT tell_customer(orders, 'delayed', now(), now(), now()) FROM orders",
        "SELECT write_to_customer(1, order_id, 'free_text', 'x', order_id, 1) FROM orders",
        "SELECT phone FROM message",
    ] {
        let tried = sqlx::query(statement).execute(kitchen.database()).await;
        assert!(tried.is_err(), "{statement}");
    }
    // A counter tells of its own shop's alone.
    promised(&pool, &placed, 90).await;
    assert_eq!(tell_delays(&counter).await.expect("looked"), 0);
    let other: i64 = sqlx::query_scalar("SELECT shop_id FROM shop WHERE code = 'MOZ2'")
        .fetch_one(&pool)
        .await
        .expect("a shop");
    let tried = sqlx::query("SELECT tell_delays($1, '{}', '{}')").bind(other);
    tried.execute(counter.database()).await.expect_err("another shop");
}
