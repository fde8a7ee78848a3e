//! The link of a payment, sent to the customer: once, to who is named, for as long as it may be opened.

use crate::messages::at_office;
use crate::messages::told::with_services;
use crate::services::{digitaleo, secrets, terminal};
use crate::support::database::{Fresh, a_uuid, terminal_at};
use crate::support::mail::{Post as MailPost, TestPost};
use crate::support::online_rows::{LINK, asked, authorized};
use crate::support::people::{an_order, at_counter, line, order, sign_in, tap};
use crate::support::separated::Separated;
use crate::terminals::program;
use domain::customers::{CustomerDetails, FindCustomer, SaveCustomer};
use domain::language::Language;
use domain::messages::{
    Channel, ListOrderMessages, ListUndecided, MessageId, MessageKind, MessageState, MoveMessage,
    WriteToCustomer,
};
use domain::online::{LinkSent, SendLink};
use domain::orders::PlacedOrder;
use domain::payments::{PaypalIntentId, PaypalWish};
use domain::settings::{MailSecurity, SetMail, SetService};
use domain::shops::WindowKind;
use domain::staff::Role;
use domain::terminals::TerminalKind;
use domain::{Failure, FailureCode};
use oc_pizza::app::App;
use oc_pizza::messages::send_due;
use simulators::{Account, Post};
use sqlx::PgPool;

const NUMBER: &str = "+33612345678";

async fn called(app: &App) -> PlacedOrder {
    let menu = app.menu().await.expect("the menu");
    let mut call = an_order(&menu, vec![line(&menu, "reine", 1)]);
    call.content.customer_phone = Some(NUMBER.to_owned());
    call.content.customer_name = Some("Mme Martin".to_owned());
    at_counter(app, call).await.expect("placed")
}

fn link(intent: PaypalIntentId, by: Channel, to: &str) -> SendLink {
    SendLink { intent, by, to: to.to_owned(), once: a_uuid() }
}

async fn refused(app: &App, call: SendLink) -> Failure {
    at_counter(app, call).await.expect_err("refused")
}

/// How the messages stand, in order.
async fn stand(pool: &PgPool) -> Vec<String> {
    let all = sqlx::query_scalar("SELECT state FROM message ORDER BY message_id").fetch_all(pool);
    all.await.expect("the messages")
}

/// The customer of that number speaks English.
async fn speaks_english(app: &App) {
    let file = at_counter(app, FindCustomer { phone: NUMBER.to_owned() }).await.expect("read");
    let customer = file.expect("a file").customer;
    let details = CustomerDetails { language: Language::En, ..customer.details() };
    let (id, version) = (customer.id, Some(customer.version));
    let call = SaveCustomer { command: tap(), customer: id, version, details };
    at_counter(app, call).await.expect("speaks English");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_link_goes_by_text_message_once_a_tap_and_stands_in_the_orders_row() {
    let (fresh, simulator) =
        (Fresh::new().await, simulators::Digitaleo::on(Account::Json, Post::Takes).await);
    let app = terminal(&fresh, "Caisse 1", &secrets(&fresh).await).await;
    at_office(&app, SetService { typed: digitaleo(&simulator).typed() }).await.expect("set");
    let placed = called(&app).await;
    let intent = asked(&fresh.pool(), placed.order, |_| {}).await;
    let call = link(intent, Channel::Sms, "07 98 76 54 32");
    let sent = LinkSent { to: "07\u{a0}98\u{a0}76\u{a0}54\u{a0}32".to_owned() };
    let (one, other) = tokio::join!(at_counter(&app, call.clone()), at_counter(&app, call.clone()));
    assert_eq!((one, other), (Ok(sent.clone()), Ok(sent.clone())));
    assert_eq!(at_counter(&app, call.clone()).await, Ok(sent));
    assert_eq!(send_due(&app).await.expect("sent"), 1);
    let texts = simulator.sent();
    assert_eq!((texts.len(), texts[0].to.as_str()), (1, "+33798765432"));
    assert_eq!(
        texts[0].text,
        format!(
            "Mozzaville-Centre : réglez votre commande {} (8,00 €) ici : {LINK}",
            placed.number
        )
    );
    assert_eq!(domain::messages::segments(&texts[0].text).segments, 1);
    let told = at_counter(&app, ListOrderMessages {}).await.expect("listed").remove(0);
    assert_eq!((told.order, told.kind), (placed.order, MessageKind::PaymentLink));
    assert_eq!((told.channel, told.state), (Channel::Sms, MessageState::Sent));
    // Whoever did not get it is sent it again: another tap, another message; in the language of the file.
    speaks_english(&app).await;
    at_counter(&app, link(intent, Channel::Sms, NUMBER)).await.expect("again");
    send_due(&app).await.expect("sent");
    let again = simulator.sent().remove(1).text;
    assert!(
        again.contains(&format!("pay for your order {} (€8.00) here: {LINK}", placed.number)),
        "{again}"
    );
    let by: Vec<Option<i64>> = sqlx::query_scalar("SELECT DISTINCT written_by FROM message")
        .fetch_all(&fresh.pool())
        .await
        .expect("who");
    assert_eq!(by, [Some(app.signed_in(WindowKind::Counter).expect("somebody").id.0)]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_link_goes_by_mail_in_the_language_of_the_customer() {
    let fresh = Fresh::new().await;
    let post = TestPost::on(MailSecurity::StartTls, MailPost::Takes).await;
    let app = fresh.terminal("Caisse 1");
    sign_in(&app, WindowKind::Office, Role::Administrator).await;
    sign_in(&app, WindowKind::Counter, Role::Cashier).await;
    at_office(&app, SetMail { typed: post.typed() }).await.expect("set");
    let placed = called(&app).await;
    let intent = asked(&fresh.pool(), placed.order, |_| {}).await;
    let address = "Mme.Martin@exemple.fr";
    let sent = at_counter(&app, link(intent, Channel::Email, &format!(" {address} "))).await;
    assert_eq!(sent, Ok(LinkSent { to: address.to_owned() }));
    speaks_english(&app).await;
    at_counter(&app, link(intent, Channel::Email, address)).await.expect("again");
    assert_eq!(send_due(&app).await.expect("sent"), 2);
    let (french, english) = (&post.got()[0], &post.got()[1]);
    assert!(french.contains(&format!("To: {address}")), "{french}");
    assert!(
        english.contains(&format!("Subject: Pay for your order {}", placed.number)),
        "{english}"
    );
    let said: Vec<String> = sqlx::query_scalar("SELECT text FROM message ORDER BY message_id")
        .fetch_all(&fresh.pool())
        .await
        .expect("the texts");
    for (text, words) in [
        (&said[0], ["Bonjour Mme Martin,", "chez Mozzaville-Centre", "8,00\u{a0}€", LINK]),
        (&said[1], ["Hello Mme Martin,", "at Mozzaville-Centre", "€8.00", LINK]),
    ] {
        assert!(words.iter().all(|it| text.contains(it)), "{text}");
    }
    // A link is no text that somebody writes.
    let kind = MessageKind::PaymentLink;
    let text = "https://example.com".to_owned();
    let call = WriteToCustomer { once: a_uuid(), order: placed.order, kind, text };
    let by_hand = at_counter(&app, call).await.expect_err("not by hand");
    assert!(by_hand.message.contains("n’existe pas ici"), "{by_hand:?}");
}

#[tokio::test]
async fn a_link_that_nobody_could_open_or_get_is_refused() {
    let fresh = Fresh::new().await;
    let (app, pool) = (fresh.terminal("Caisse 1"), fresh.pool());
    sign_in(&app, WindowKind::Counter, Role::Cashier).await;
    let placed = order(&app, &[("reine", 1)]).await.order;
    let intent = asked(&pool, placed, |_| {}).await;
    for by in [Channel::Sms, Channel::Email] {
        let to = if by == Channel::Sms { NUMBER } else { "a@b.fr" };
        let none = refused(&app, link(intent, by, to)).await;
        assert!(none.message.contains("rien de réglé"), "{none:?}");
    }
    with_services(&pool).await;
    for (by, to, words) in [
        (Channel::Sms, "", "portable"),
        (Channel::Sms, "03 88 12 34 56", "portable"),
        (Channel::Sms, "06 12", "portable"),
        (Channel::Sms, "a@b.fr", "portable"),
        (Channel::Email, "", "adresse e-mail"),
        (Channel::Email, "a@b", "adresse e-mail"),
        (Channel::Email, NUMBER, "adresse e-mail"),
    ] {
        let wrong = refused(&app, link(intent, by, to)).await;
        assert!(wrong.message.contains(words), "{to} {wrong:?}");
        assert_eq!(wrong.field.as_deref(), Some("to"));
    }
    let text = |intent| link(intent, Channel::Sms, NUMBER);
    let unknown = refused(&app, text(PaypalIntentId(a_uuid()))).await;
    assert_eq!(unknown.code, FailureCode::Refused);
    assert!(unknown.message.contains("n’existe pas ici"), "{unknown:?}");
    let elsewhere = terminal_at(fresh.pool(), "Caisse", "MOZ2");
    sign_in(&elsewhere, WindowKind::Counter, Role::Cashier).await;
    let other = refused(&elsewhere, text(intent)).await;
    assert!(other.message.contains("n’existe pas ici"), "{other:?}");
    for change in [
        // PayPal has not answered; the customer agreed; nothing is wanted of it; its time is over.
        (|it| it.seen.order = None) as fn(&mut domain::payments::PaypalIntent),
        authorized,
        |it| it.wish = PaypalWish::Leave,
        |it| it.link_until -= chrono::TimeDelta::hours(2),
    ] {
        let over = asked(&pool, placed, change).await;
        let refused = refused(&app, text(over)).await;
        assert!(refused.message.contains("pas de lien"), "{refused:?}");
    }
    assert_eq!(stand(&pool).await, Vec::<String>::new());
    at_counter(&app, text(intent)).await.expect("this one goes");
    assert_eq!(stand(&pool).await, ["to_send"]);
}

#[tokio::test]
async fn a_link_that_is_over_is_not_sent_any_more() {
    let fresh = Fresh::new().await;
    let (app, pool) = (fresh.terminal("Caisse 1"), fresh.pool());
    sign_in(&app, WindowKind::Counter, Role::Cashier).await;
    with_services(&pool).await;
    let placed = order(&app, &[("reine", 1)]).await.order;
    let end = async |intent: PaypalIntentId, how: &'static str| {
        let done = sqlx::query(how).bind(intent.0).execute(&pool).await.expect("over");
        assert_eq!(done.rows_affected(), 1);
    };
    for how in [
        "UPDATE paypal_intent SET left_at = now() WHERE intent_id = $1",
        "UPDATE paypal_intent SET state = 'authorized' WHERE intent_id = $1",
        "UPDATE paypal_intent SET state = 'cancelled', left_at = now() WHERE intent_id = $1",
    ] {
        let stays = asked(&pool, placed, |_| {}).await;
        let intent = asked(&pool, placed, |_| {}).await;
        let mut sent = Vec::new();
        for of in [stays, intent, intent, intent, intent, intent] {
            at_counter(&app, link(of, Channel::Sms, NUMBER)).await.expect("written");
            sent.push(
                sqlx::query_scalar::<_, i64>("SELECT max(message_id) FROM message")
                    .fetch_one(&pool)
                    .await
                    .expect("it"),
            );
        }
        // Not tried yet; tried; being sent; failed; perhaps gone.
        for (nth, state, tries) in
            [(2, "to_send", 1), (3, "claimed", 1), (4, "failed", 9), (5, "to_check", 1)]
        {
            sqlx::query(
                "UPDATE message SET state = $2, tries = $3, claimed_until = CASE $2 WHEN 'claimed' THEN now() + interval '1 hour' END
                 WHERE message_id = $1",
            )
            .bind(sent[nth])
            .bind(state)
            .bind(tries)
            .execute(&pool)
            .await
            .expect("it stands so");
        }
        end(intent, how).await;
        assert_eq!(stand(&pool).await, ["to_send", "given_up", "claimed", "failed", "to_check"]);
        // The one that was being sent did not go, and is not tried again; nor is one that a person sends again.
        sqlx::query(
            "UPDATE message SET state = 'to_send', claimed_until = NULL WHERE message_id = $1",
        )
        .bind(sent[3])
        .execute(&pool)
        .await
        .expect("noted");
        let again =
            |from| MoveMessage { message: MessageId(sent[4]), from, to: MessageState::ToSend };
        at_counter(&app, again(MessageState::Failed)).await.expect("decided");
        assert_eq!(stand(&pool).await, ["to_send", "given_up", "given_up", "given_up", "to_check"]);
        sqlx::query("DELETE FROM message").execute(&pool).await.expect("away");
    }
}

#[tokio::test]
async fn a_link_that_did_not_go_is_shown_and_sent_again_for_as_long_as_it_is_good() {
    let fresh = Fresh::new().await;
    let (app, pool) = (fresh.terminal("Caisse 1"), fresh.pool());
    sign_in(&app, WindowKind::Counter, Role::Cashier).await;
    with_services(&pool).await;
    let placed = order(&app, &[("reine", 1)]).await.order;
    let intent = asked(&pool, placed, |_| {}).await;
    at_counter(&app, link(intent, Channel::Sms, NUMBER)).await.expect("written");
    let ends = async || -> bool {
        let with_it =
            "SELECT expires_at = link_until FROM message JOIN paypal_intent USING (intent_id)";
        sqlx::query_scalar(with_it).fetch_one(&pool).await.expect("an end")
    };
    assert!(ends().await, "it makes sense for as long as its link");
    sqlx::query("UPDATE message SET state = 'failed', tries = 3, expires_at = now()")
        .execute(&pool)
        .await
        .expect("it did not go");
    let undecided = at_counter(&app, ListUndecided {}).await.expect("listed");
    assert_eq!(undecided.iter().map(|it| it.kind).collect::<Vec<_>>(), [MessageKind::PaymentLink]);
    let (from, to) = (MessageState::Failed, MessageState::ToSend);
    at_counter(&app, MoveMessage { message: undecided[0].id, from, to }).await.expect("again");
    assert_eq!(stand(&pool).await, ["to_send"]);
    assert!(ends().await, "no longer than before");
}

#[tokio::test]
async fn a_counter_with_its_own_login_sends_its_own_shops_links() {
    let fresh = Separated::new().await;
    let pool = fresh.pool();
    with_services(&pool).await;
    let counter = fresh.enrolled("MOZ1", &[TerminalKind::Counter]).await;
    let kitchen = fresh.enrolled("MOZ1", &[TerminalKind::Kitchen]).await;
    let other = fresh.enrolled("MOZ2", &[TerminalKind::Counter]).await;
    let (counter, other) = (program(&counter, fresh.options()), program(&other, fresh.options()));
    let kitchen = program(&kitchen, fresh.options());
    sign_in(&counter, WindowKind::Counter, Role::Cashier).await;
    sign_in(&other, WindowKind::Counter, Role::Cashier).await;
    let placed = called(&counter).await;
    let intent = asked(&pool, placed.order, |_| {}).await;
    let call = link(intent, Channel::Sms, NUMBER);
    let unknown = refused(&other, call.clone()).await;
    assert!(unknown.message.contains("n’existe pas ici"), "{unknown:?}");
    at_counter(&counter, call.clone()).await.expect("written");
    at_counter(&counter, call).await.expect("once");
    assert_eq!(stand(&pool).await, ["to_send"]);
    let read = sqlx::query("SELECT stands FROM paypal_intent").execute(kitchen.database());
    read.await.expect_err("a kitchen sees nobody's money");
    // What a kitchen does withdraws it all the same.
    sqlx::query("UPDATE paypal_intent SET left_at = now()")
        .execute(counter.database())
        .await
        .expect("left");
    assert_eq!(stand(&pool).await, Vec::<String>::new());
}
