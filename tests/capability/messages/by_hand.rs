//! What a counter writes to the customer of an order; what it sees of messages that wait for a person.

use super::told::with_services;
use super::{at_office, sender, write};
use crate::services::{digitaleo, secrets, terminal};
use crate::support::database::{Fresh, a_uuid, terminal_at};
use crate::support::mail::{Post as MailPost, TestPost};
use crate::support::people::{
    an_order, at_counter, claim, cooked, into_oven, line, now, order, sign_in,
};
use chrono::TimeDelta;
use domain::customers::{CustomerDetails, FindCustomer, SaveCustomer};
use domain::language::Language;
use domain::messages::{
    Channel, DraftMessages, ListOrderMessages, ListUndecided, MessageId, MessageKind, MessageState,
    MoveMessage, OrderMessage, SaveTemplate, WriteToCustomer,
};
use domain::orders::{OrderId, PlacedOrder};
use domain::settings::{MailSecurity, SetService};
use domain::shops::WindowKind;
use domain::staff::Role;
use domain::{Failure, FailureCode};
use oc_pizza::app::App;
use oc_pizza::messages::send_due;
use simulators::{Account, Post};
use uuid::Uuid;

const NUMBER: &str = "+33612345678";

async fn called(app: &App, phone: &str) -> PlacedOrder {
    let menu = app.menu().await.expect("the menu");
    let mut call = an_order(&menu, vec![line(&menu, "reine", 1)]);
    call.content.customer_phone = Some(phone.to_owned());
    call.content.customer_name = Some("Mme Martin".to_owned());
    at_counter(app, call).await.expect("placed")
}

async fn say(
    app: &App,
    once: Uuid,
    order: OrderId,
    kind: MessageKind,
    text: &str,
) -> Result<(), Failure> {
    at_counter(app, WriteToCustomer { once, order, kind, text: text.to_owned() }).await
}

async fn listed(app: &App) -> Vec<OrderMessage> {
    at_counter(app, ListOrderMessages {}).await.expect("listed")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_message_by_hand_goes_once_in_its_own_words_to_the_orders_number() {
    let (fresh, simulator) =
        (Fresh::new().await, simulators::Digitaleo::on(Account::Json, Post::Takes).await);
    let app = terminal(&fresh, "Caisse 1", &secrets(&fresh).await).await;
    at_office(&app, SetService { typed: digitaleo(&simulator).typed() }).await.expect("set");
    let placed = called(&app, NUMBER).await;
    let once = a_uuid();
    let text = "Mme Martin, votre « Reine » aura 10 min de retard…";
    for _ in 0..2 {
        say(&app, once, placed.order, MessageKind::Delayed, text).await.expect("written");
    }
    let before = listed(&app).await;
    assert_eq!(before.len(), 1, "the same tap writes once");
    assert_eq!((before[0].state, before[0].sent_at), (MessageState::ToSend, None));
    assert_eq!(send_due(&app).await.expect("sent"), 1);
    assert_eq!(send_due(&app).await.expect("nothing more"), 0);
    let sent = simulator.sent();
    assert_eq!((sent.len(), sent[0].to.as_str()), (1, "+33612345678"));
    assert_eq!(sent[0].text, "Mme Martin, votre \"Reine\" aura 10 min de retard...");
    let after = listed(&app).await.remove(0);
    assert_eq!((after.order, after.kind), (placed.order, MessageKind::Delayed));
    assert_eq!((after.channel, after.state), (Channel::Sms, MessageState::Sent));
    assert!(after.sent_at.is_some());
    // Whoever was told of the delay by hand is not told of it again.
    sqlx::query("UPDATE orders SET promised_at = now() - interval '2 hours'")
        .execute(&fresh.pool())
        .await
        .expect("late");
    assert_eq!(oc_pizza::messages::tell_delays(&app).await.expect("looked"), 0);
    let by: Option<i64> = sqlx::query_scalar("SELECT written_by FROM message")
        .fetch_one(&fresh.pool())
        .await
        .expect("who");
    assert_eq!(by, Some(app.signed_in(WindowKind::Counter).expect("somebody").id.0));
}

#[tokio::test]
async fn drafts_say_what_fits_where_the_order_stands_in_the_groups_words() {
    let fresh = Fresh::new().await;
    let app = fresh.terminal("Caisse 1");
    sign_in(&app, WindowKind::Counter, Role::Cashier).await;
    sign_in(&app, WindowKind::Kitchen, Role::Pizzaiolo).await;
    sign_in(&app, WindowKind::Office, Role::GroupManager).await;
    let placed = called(&app, NUMBER).await;
    let draft =
        async || at_counter(&app, DraftMessages { order: placed.order }).await.expect("drafts");
    let drafts = draft().await;
    assert_eq!((drafts.to.as_str(), drafts.language), (NUMBER, Language::Fr));
    let kinds: Vec<_> = drafts.drafts.iter().map(|(kind, _)| *kind).collect();
    assert_eq!(kinds, [MessageKind::Delayed, MessageKind::OrderTaken, MessageKind::FreeText]);
    let (_, late) = &drafts.drafts[0];
    assert!(late.contains(&placed.number) && late.contains("nouvelle heure prévue"), "{late}");
    // A time to come, to the full five minutes.
    let soon = now() + TimeDelta::minutes(4);
    let hour = soon.with_timezone(&domain::shops::ZONE).format("%-H h").to_string();
    let next = (soon + TimeDelta::minutes(30)).with_timezone(&domain::shops::ZONE);
    let next = next.format("%-H h").to_string();
    assert!(late.contains(&hour) || late.contains(&next), "{late}");

    let own = SaveTemplate {
        kind: MessageKind::ReadyForPickUp,
        channel: Channel::Sms,
        language: Language::En,
        version: 0,
        subject: None,
        text: "{customer}, come and get {order}!".to_owned(),
    };
    at_office(&app, own).await.expect("the group's words");
    let file = at_counter(&app, FindCustomer { phone: NUMBER.to_owned() }).await.expect("read");
    let customer = file.expect("a file").customer;
    let details = CustomerDetails { language: Language::En, ..customer.details() };
    let call = SaveCustomer {
        command: crate::support::people::tap(),
        customer: customer.id,
        version: Some(customer.version),
        details,
    };
    at_counter(&app, call).await.expect("speaks English");
    let item = claim(&app).await.pizza.item;
    into_oven(&app, item).await;
    cooked(&app, item).await;
    let drafts = draft().await;
    let ready = format!("Mme Martin, come and get {}!", placed.number);
    assert_eq!(drafts.language, Language::En);
    assert_eq!(drafts.drafts[0], (MessageKind::ReadyForPickUp, ready));
}

#[tokio::test]
async fn what_cannot_be_written_is_refused_where_it_was_typed() {
    let fresh = Fresh::new().await;
    let app = fresh.terminal("Caisse 1");
    sign_in(&app, WindowKind::Counter, Role::Cashier).await;
    let mobile = called(&app, NUMBER).await.order;
    let landline = called(&app, "+33388123456").await.order;
    let nobody = order(&app, &[("cola", 1)]).await.order;
    let free = MessageKind::FreeText;
    let refused = say(&app, a_uuid(), mobile, free, "Bonjour").await.expect_err("no service");
    assert!(refused.message.contains("service de SMS"), "{refused:?}");
    with_services(&fresh.pool()).await;

    let long = "x".repeat(1600);
    for (text, words) in
        [(long.as_str(), "480"), ("", "vide"), ("a\u{1b}b", "invisible"), (" \n", "vide")]
    {
        let refused = say(&app, a_uuid(), mobile, free, text).await.expect_err("no message");
        assert_eq!(refused.field.as_deref(), Some("text"), "{refused:?}");
        assert!(refused.message.contains(words), "{refused:?}");
    }
    for (order, kind, words) in [
        (landline, free, "pas de numéro de mobile"),
        (nobody, free, "pas de numéro de mobile"),
        (OrderId(a_uuid()), free, "n’existe pas ici"),
        (mobile, MessageKind::ReadyForPickUp, "plus de sens"),
        (mobile, MessageKind::OrderCancelled, "plus de sens"),
        // Not a customer's.
        (mobile, MessageKind::DriverRun, "n’existe pas ici"),
        (mobile, MessageKind::StockShort, "n’existe pas ici"),
    ] {
        let refused = say(&app, a_uuid(), order, kind, "Bonjour").await.expect_err("refused");
        assert!(refused.message.contains(words), "{kind:?} {refused:?}");
    }
    let moved = say(&app, a_uuid(), mobile, MessageKind::Leaving, "Bonjour").await;
    assert_eq!(moved.expect_err("it is here").code, FailureCode::Conflict);
    for order in [landline, nobody, OrderId(a_uuid())] {
        at_counter(&app, DraftMessages { order }).await.expect_err("nothing to say");
    }
    let elsewhere = terminal_at(fresh.pool(), "Caisse", "MOZ2");
    sign_in(&elsewhere, WindowKind::Counter, Role::Cashier).await;
    say(&elsewhere, a_uuid(), mobile, free, "Bonjour").await.expect_err("another shop's order");
    assert_eq!(listed(&app).await, []);
    say(&app, a_uuid(), mobile, free, "Bonjour").await.expect("written");
    assert_eq!((listed(&app).await.len(), listed(&elsewhere).await.len()), (1, 0));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_counter_sees_what_waits_for_a_person_and_decides() {
    let fresh = Fresh::new().await;
    let post = TestPost::on(MailSecurity::StartTls, MailPost::Takes).await;
    let (app, pool) = (sender(&fresh, &post).await, fresh.pool());
    let undecided = async || at_counter(&app, ListUndecided {}).await.expect("listed");
    let mut ids = Vec::new();
    for (kind, state) in [
        (MessageKind::DriverRun, "failed"),
        (MessageKind::OrderTaken, "to_check"),
        // A customer's that did not go alarms nobody.
        (MessageKind::OrderTaken, "given_up"),
        (MessageKind::Leaving, "sent"),
        (MessageKind::StockShort, "to_send"),
    ] {
        let id = write(&pool, kind, Channel::Email, Some(NUMBER)).await;
        sqlx::query("UPDATE message SET state = $2, due_at = now() + interval '1 hour' WHERE message_id = $1")
            .bind(id)
            .bind(state)
            .execute(&pool)
            .await
            .expect("it stands so");
        ids.push(id);
    }
    let list: Vec<_> = undecided().await.iter().map(|it| it.id.0).collect();
    assert_eq!(list, [ids[1], ids[0]], "the newest first");
    let elsewhere = terminal_at(fresh.pool(), "Caisse", "MOZ2");
    sign_in(&elsewhere, WindowKind::Counter, Role::Cashier).await;
    assert_eq!(at_counter(&elsewhere, ListUndecided {}).await, Ok(vec![]));
    let decide = async |id: i64, from, to| {
        at_counter(&app, MoveMessage { message: MessageId(id), from, to }).await
    };
    decide(ids[0], MessageState::Failed, MessageState::ToSend).await.expect("again");
    decide(ids[1], MessageState::ToCheck, MessageState::GivenUp).await.expect("left");
    assert_eq!(undecided().await, []);
    let twice = decide(ids[1], MessageState::ToCheck, MessageState::Sent).await;
    assert_eq!(twice.expect_err("decided").code, FailureCode::Conflict);
}

#[tokio::test]
async fn the_new_time_of_what_is_brought_counts_its_way_once() {
    let fresh = Fresh::new().await;
    let app = fresh.terminal("Caisse 1");
    sign_in(&app, WindowKind::Counter, Role::Cashier).await;
    let order = called(&app, NUMBER).await.order;
    let an_hour_away = "UPDATE orders SET travel_minutes = 60";
    sqlx::query(an_hour_away).execute(app.database()).await.expect("far");
    let drafts = at_counter(&app, DraftMessages { order }).await.expect("drafts").drafts;
    let late = drafts.into_iter().find(|(kind, _)| *kind == MessageKind::Delayed);
    let late = late.expect("a delay").1.replace('\u{a0}', " ");
    // One pizza and an hour, to the full five minutes.
    let times = (60..=100).map(|minutes| now() + TimeDelta::minutes(minutes));
    let mut times = times.map(|at| at.with_timezone(&domain::shops::ZONE).format("%-H h %M"));
    assert!(times.any(|at| late.contains(&at.to_string())), "{late}");
}
