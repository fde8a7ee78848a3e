//! Messages to people: sent once by whoever has the means, tried as their kind says, and shown to a person
//! where nobody knows.

mod by_hand;
mod outage;
mod rules;
pub mod told;

use crate::support::database::{Fresh, terminal_at};
use crate::support::mail::{Post, TestPost};
use crate::support::people::{at_counter, sign_in};
use crate::support::separated::Separated;
use crate::terminals::program;
use domain::language::Language;
use domain::messages::{
    Channel, Facts, ForgetTemplate, ListMessages, Message, MessageId, MessageKind, MessageState,
    MoveMessage, ReadTemplates, SaveTemplate, example,
};
use domain::settings::{MailSecurity, ReadMail, SetMail, TestMail};
use domain::shops::WindowKind;
use domain::staff::Role;
use domain::terminals::TerminalKind;
use domain::{Call, Failure, FailureCode};
use oc_pizza::app::{App, Capability};
use oc_pizza::messages::send_due;
use sqlx::PgPool;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::{sleep, timeout};

pub async fn at_office<C: Call>(app: &App, call: C) -> Result<C::Reply, Failure>
where
    C::Request: Capability,
{
    app.call(WindowKind::Office, call, Language::Fr).await
}

/// A counter and office that sends through that server of mail.
async fn sender(fresh: &Fresh, post: &TestPost) -> App {
    let app = fresh.terminal("Caisse 1");
    sign_in(&app, WindowKind::Office, Role::Administrator).await;
    sign_in(&app, WindowKind::Counter, Role::Cashier).await;
    at_office(&app, SetMail { typed: post.typed() }).await.expect("set");
    app
}

async fn write(pool: &PgPool, kind: MessageKind, channel: Channel, phone: Option<&str>) -> i64 {
    let names = kind.sending().names;
    let facts: Facts = names.iter().map(|name| (*name, example(*name))).collect();
    sqlx::query_scalar(
        "INSERT INTO message (shop_id, kind, channel, phone, email, facts, expires_at)
         SELECT shop_id, $1, $2, $3, 'mme.martin@exemple.fr', $4, now() + interval '1 hour'
         FROM shop WHERE code = 'MOZ1' RETURNING message_id",
    )
    .bind(kind.word())
    .bind(channel.word())
    .bind(phone)
    .bind(serde_json::to_value(facts).expect("JSON"))
    .fetch_one(pool)
    .await
    .expect("written")
}

/// Where a message stands, by which channel, after how many tries, with what fault.
async fn stands(pool: &PgPool, id: i64) -> (String, String, i32, Option<String>) {
    sqlx::query_as("SELECT state, channel, tries, fault FROM message WHERE message_id = $1")
        .bind(id)
        .fetch_one(pool)
        .await
        .expect("a message")
}

async fn state(pool: &PgPool, id: i64) -> String {
    stands(pool, id).await.0
}

/// Its next try is due; the last claim is over; it makes no sense any more.
async fn pass(pool: &PgPool, what: &'static str) {
    let statement = match what {
        "wait" => "UPDATE message SET due_at = now() WHERE state = 'to_send'",
        "lease" => "UPDATE message SET claimed_until = now() WHERE state = 'claimed'",
        _ => "UPDATE message SET expires_at = now()",
    };
    sqlx::query(statement).execute(pool).await.expect("time passes");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_message_goes_once_in_its_words_and_is_listed() {
    let (fresh, post) =
        (Fresh::new().await, TestPost::on(MailSecurity::StartTls, Post::Takes).await);
    let (app, pool) = (sender(&fresh, &post).await, fresh.pool());
    let id = write(&pool, MessageKind::ReadyForPickUp, Channel::Email, None).await;
    assert_eq!(send_due(&app).await.expect("sent"), 1);
    assert_eq!(send_due(&app).await.expect("nothing more"), 0);
    assert_eq!(post.got().len(), 1);
    let list = async |state| at_counter(&app, ListMessages { state }).await.expect("listed");
    let sent: Vec<Message> = list(Some(MessageState::Sent)).await;
    assert_eq!((sent.len(), sent[0].id, sent[0].tries), (1, MessageId(id), 1));
    assert_eq!((sent[0].to.as_str(), sent[0].shop.as_str()), ("mme.martin@exemple.fr", "MOZ1"));
    assert!(sent[0].sent_at.is_some() && sent[0].fault.is_none());
    let said = sent[0].text.as_deref().expect("worded");
    assert!(said.contains("A-042") && said.contains("27,00"), "{said}");
    assert_eq!(list(None).await, []);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_senders_never_send_one_message_twice() {
    let (fresh, post) =
        (Fresh::new().await, TestPost::on(MailSecurity::StartTls, Post::Takes).await);
    let pool = fresh.pool();
    let first = Arc::new(sender(&fresh, &post).await);
    let second = Arc::new(fresh.terminal("Caisse 2"));
    let third = Arc::new(terminal_at(fresh.pool(), "Bureau", "MOZ2"));
    for _ in 0..14 {
        write(&pool, MessageKind::OrderTaken, Channel::Email, None).await;
    }
    let tasks = [first.clone(), first, second, third]
        .map(|app| tokio::spawn(async move { while send_due(&app).await.expect("sent") > 0 {} }));
    for task in tasks {
        task.await.expect("done");
    }
    let ids = post.got().iter().map(|it| id_of(it)).collect::<std::collections::BTreeSet<_>>();
    assert_eq!((post.got().len(), ids.len()), (14, 14));
    let sent: i64 =
        sqlx::query_scalar("SELECT count(*) FROM message WHERE state = 'sent' AND tries = 1")
            .fetch_one(&pool)
            .await
            .expect("a count");
    assert_eq!(sent, 14);
}

fn id_of(letter: &str) -> String {
    let line = letter.lines().find(|it| it.starts_with("Message-ID")).expect("a name");
    line.to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_is_killed_between_sending_and_noting_leaves_it_to_a_person() {
    let fresh = Fresh::new().await;
    let post = TestPost::on(MailSecurity::StartTls, Post::SilentAfterContent).await;
    let (app, pool) = (Arc::new(sender(&fresh, &post).await), fresh.pool());
    let id = write(&pool, MessageKind::OrderTaken, Channel::Email, None).await;
    let killed = app.clone();
    let sending = tokio::spawn(async move { send_due(&killed).await });
    let given = async {
        while post.got().is_empty() {
            sleep(Duration::from_millis(10)).await;
        }
    };
    timeout(Duration::from_secs(8), given).await.expect("it was given");
    sending.abort();
    let other = fresh.terminal("Caisse 2");
    assert_eq!(send_due(&other).await.expect("nothing to send"), 0, "its lease lasts");
    assert_eq!(state(&pool, id).await, "claimed");
    pass(&pool, "lease").await;
    post.behave(Post::Takes);
    assert_eq!(send_due(&other).await.expect("nothing to send"), 0);
    assert_eq!((state(&pool, id).await.as_str(), post.got().len()), ("to_check", 1));

    // A person looks, and says so; the second tap moves nothing.
    let listed = at_counter(&app, ListMessages { state: None }).await.expect("listed");
    assert_eq!(listed.iter().map(|it| it.id.0).collect::<Vec<_>>(), [id]);
    let decide =
        async |from, to| at_counter(&app, MoveMessage { message: MessageId(id), from, to }).await;
    decide(MessageState::ToCheck, MessageState::Sent).await.expect("it went");
    let twice = decide(MessageState::ToCheck, MessageState::ToSend).await.expect_err("moved on");
    assert_eq!(twice.code, FailureCode::Conflict);
    assert!(twice.message.contains("envoyé"), "{twice:?}");
    assert_eq!(state(&pool, id).await, "sent");
    let elsewhere = terminal_at(fresh.pool(), "Caisse", "MOZ2");
    sign_in(&elsewhere, WindowKind::Counter, Role::Cashier).await;
    let unknown = MoveMessage {
        message: MessageId(id),
        from: MessageState::ToCheck,
        to: MessageState::GivenUp,
    };
    let refused = at_counter(&elsewhere, unknown).await.expect_err("another shop's");
    assert!(refused.message.contains("n’existe pas"), "{refused:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_is_down_is_tried_again_as_the_kind_says() {
    let fresh = Fresh::new().await;
    let post = TestPost::on(MailSecurity::StartTls, Post::Closed).await;
    let (app, pool) = (sender(&fresh, &post).await, fresh.pool());
    let id = write(&pool, MessageKind::OrderTaken, Channel::Email, None).await;
    assert_eq!(send_due(&app).await.expect("tried"), 1);
    let (stood, _, tries, fault) = stands(&pool, id).await;
    assert_eq!((stood.as_str(), tries, fault.is_some()), ("to_send", 1, true));
    assert_eq!(send_due(&app).await.expect("it waits"), 0);
    post.behave(Post::Takes);
    pass(&pool, "wait").await;
    assert_eq!(send_due(&app).await.expect("sent"), 1);
    let (stood, _, tries, fault) = stands(&pool, id).await;
    assert_eq!((stood.as_str(), tries, fault), ("sent", 2, None));

    // A customer's ends once it makes no sense, and a driver's is told; one sent again begins anew.
    post.behave(Post::Closed);
    let customer = write(&pool, MessageKind::Delayed, Channel::Email, None).await;
    for _ in 0..10 {
        pass(&pool, "wait").await;
        assert_eq!(send_due(&app).await.expect("tried"), 1);
    }
    assert_eq!(state(&pool, customer).await, "to_send", "for as long as it makes sense");
    pass(&pool, "sense").await;
    assert_eq!(send_due(&app).await.expect("nothing"), 0);
    assert_eq!(state(&pool, customer).await, "given_up");
    let driver = write(&pool, MessageKind::DriverRun, Channel::Sms, Some("+33612345678")).await;
    for _ in 0..MessageKind::DriverRun.sending().tries_max {
        pass(&pool, "wait").await;
        assert_eq!(send_due(&app).await.expect("tried"), 1);
    }
    assert_eq!(state(&pool, driver).await, "failed");
    let again = MoveMessage {
        message: MessageId(driver),
        from: MessageState::Failed,
        to: MessageState::ToSend,
    };
    at_counter(&app, again).await.expect("sent again");
    let (stood, _, tries, _) = stands(&pool, driver).await;
    assert_eq!((stood.as_str(), tries), ("to_send", 0));
    // Nobody could send it in its time.
    pass(&pool, "sense").await;
    assert_eq!(send_due(&app).await.expect("nothing"), 0);
    assert_eq!(state(&pool, driver).await, "failed");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_managers_warning_goes_by_the_other_channel_at_the_first_failure() {
    let fresh = Fresh::new().await;
    let post = TestPost::on(MailSecurity::StartTls, Post::Takes).await;
    let (app, pool) = (sender(&fresh, &post).await, fresh.pool());
    // The group has no service for text messages.
    let id = write(&pool, MessageKind::StockShort, Channel::Sms, Some("+33612345678")).await;
    assert_eq!(send_due(&app).await.expect("tried"), 1);
    let (stood, channel, ..) = stands(&pool, id).await;
    assert_eq!((stood.as_str(), channel.as_str()), ("to_send", "email"));
    assert_eq!(send_due(&app).await.expect("sent"), 1);
    assert_eq!((state(&pool, id).await.as_str(), post.got().len()), ("sent", 1));
    // A server that was not heard to the end: nobody knows, and nothing is tried by itself.
    post.behave(Post::LeavesAfter);
    let id = write(&pool, MessageKind::StockShort, Channel::Email, Some("+33612345678")).await;
    assert_eq!(send_due(&app).await.expect("tried"), 1);
    assert_eq!(state(&pool, id).await, "to_check");
    // Nobody lives there, and there is no other channel.
    post.behave(Post::ToRecipient("550 nobody"));
    let id = write(&pool, MessageKind::StockShort, Channel::Email, None).await;
    assert_eq!(send_due(&app).await.expect("tried"), 1);
    let (stood, _, _, fault) = stands(&pool, id).await;
    assert_eq!(stood, "failed");
    assert!(fault.is_some_and(|it| it.contains("nobody")));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn managers_write_what_messages_say() {
    let (fresh, post) =
        (Fresh::new().await, TestPost::on(MailSecurity::StartTls, Post::Takes).await);
    let (app, pool) = (sender(&fresh, &post).await, fresh.pool());
    let all = at_office(&app, ReadTemplates {}).await.expect("read");
    assert!(all.len() > 30 && all.iter().all(|it| it.version == 0 && it.set.is_none()));
    let save = |version, subject: &str, text: &str| SaveTemplate {
        kind: MessageKind::ReadyForPickUp,
        channel: Channel::Email,
        language: Language::Fr,
        version,
        subject: Some(subject.to_owned()),
        text: text.to_owned(),
    };
    for (call, field) in [
        (save(0, "Prête", "{commande"), "text"),
        (save(0, "Prête", "{ingrédient}"), "text"),
        (save(0, "Prête\nBcc: x@y.fr", "Bonjour"), "subject"),
        (save(0, "", "Bonjour"), "subject"),
    ] {
        let refused = at_office(&app, call).await.expect_err("refused");
        assert_eq!(refused.field.as_deref(), Some(field), "{refused:?}");
    }
    let words = "Venez chercher {commande} !";
    assert_eq!(at_office(&app, save(0, "À table", words)).await, Ok(1));
    let late = at_office(&app, save(0, "À table", "autre")).await.expect_err("somebody was first");
    assert_eq!(late.code, FailureCode::Conflict);
    assert_eq!(at_office(&app, save(1, "À table", words)).await, Ok(2));
    let id = write(&pool, MessageKind::ReadyForPickUp, Channel::Email, None).await;
    send_due(&app).await.expect("sent");
    let said = at_counter(&app, ListMessages { state: Some(MessageState::Sent) }).await;
    let said = said.expect("listed").remove(0);
    assert_eq!(said.id, MessageId(id));
    assert!(said.text.is_some_and(|it| it.starts_with("Venez chercher A-042")));
    let forget = ForgetTemplate {
        kind: MessageKind::ReadyForPickUp,
        channel: Channel::Email,
        language: Language::Fr,
    };
    at_office(&app, forget).await.expect("forgotten");
    assert_eq!(at_office(&app, ReadTemplates {}).await, Ok(all));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_server_of_mail_is_tried_before_it_is_kept() {
    let (fresh, post) = (Fresh::new().await, TestPost::on(MailSecurity::Tls, Post::Takes).await);
    let app = fresh.terminal("Bureau");
    sign_in(&app, WindowKind::Office, Role::Administrator).await;
    assert_eq!(at_office(&app, ReadMail {}).await.expect("read").server, None);
    let test = || TestMail { typed: post.typed(), to: "gerant@exemple.fr".to_owned() };
    at_office(&app, test()).await.expect("it went");
    assert_eq!(post.got().len(), 1);
    post.behave(Post::ToRecipient("550 nobody here"));
    let told = at_office(&app, test()).await.expect_err("not sent");
    assert!(told.message.contains("nobody here"), "{told:?}");
    let nobody = at_office(&app, TestMail { to: "x".to_owned(), ..test() }).await;
    assert_eq!(nobody.expect_err("no address").field.as_deref(), Some("mail-to"));
    assert_eq!(at_office(&app, ReadMail {}).await.expect("read").server, None);
    let kept = at_office(&app, SetMail { typed: post.typed() }).await.expect("kept");
    let stands = at_office(&app, ReadMail {}).await.expect("read");
    assert_eq!((stands.server, stands.set.is_some()), (Some(kept), true));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_terminal_with_its_own_login_sends_for_every_shop_and_sees_its_own() {
    let fresh = Separated::new().await;
    let pool = fresh.pool();
    let post = TestPost::on(MailSecurity::StartTls, Post::Takes).await;
    let typed = serde_json::to_value(post.typed().check().expect("good")).expect("JSON");
    sqlx::query("INSERT INTO setting (name, value) VALUES ('mail', $1)")
        .bind(typed)
        .execute(&pool)
        .await
        .expect("set");
    let counter = fresh.enrolled("MOZ2", &[TerminalKind::Counter]).await;
    let kitchen = fresh.enrolled("MOZ2", &[TerminalKind::Kitchen]).await;
    let (counter, kitchen) =
        (program(&counter, fresh.options()), program(&kitchen, fresh.options()));
    let id = write(&pool, MessageKind::OrderTaken, Channel::Email, None).await;
    assert!(send_due(&kitchen).await.is_err(), "a kitchen sends nothing");
    assert_eq!(send_due(&counter).await.expect("sent"), 1);
    assert_eq!((state(&pool, id).await.as_str(), post.got().len()), ("sent", 1));
    sign_in(&counter, WindowKind::Counter, Role::Cashier).await;
    let sent = ListMessages { state: Some(MessageState::Sent) };
    assert_eq!(at_counter(&counter, sent).await, Ok(Vec::new()), "it is another shop's");
}
