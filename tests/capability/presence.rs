//! Two processes with one terminal's home: the second does not work in the first one's name.

use crate::support::database::{Fresh, a_uuid};
use crate::support::people::{an_order, at_counter, line, order, sign_in};
use crate::support::queue::listen;
use domain::contract::News;
use domain::orders::ListOpenOrders;
use domain::server::ReadServer;
use domain::shops::{ReadTerminal, WindowKind};
use domain::staff::Role;
use domain::{Call, Failure, FailureCode, Language};
use oc_pizza::app::{App, Capability, Identity};
use oc_pizza::events;
use sqlx::postgres::PgConnection;
use sqlx::{ConnectOptions, Connection};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::time::{sleep, timeout};
use uuid::Uuid;

/// Longer than a dead session is waited for, and than a lock must be free.
const LONG: Duration = Duration::from_secs(40);

fn process(fresh: &Fresh, terminal: Uuid) -> Arc<App> {
    let shop_code = Some("MOZ1".to_owned());
    let app =
        App::new(fresh.options(), Identity { terminal, name: "Caisse 1".to_owned(), shop_code });
    // As a start does before it opens a window.
    app.presence().ask();
    Arc::new(app)
}

async fn answered<C: Call + Clone>(app: &App, call: C) -> C::Reply
where
    C::Request: Capability,
{
    let answered = async {
        loop {
            match at_counter(app, call.clone()).await {
                Ok(reply) => return reply,
                Err(_) => sleep(Duration::from_millis(200)).await,
            }
        }
    };
    timeout(LONG, answered).await.expect("an answer")
}

async fn refused(app: &App) -> Failure {
    let refused = async {
        loop {
            let Err(failure) = at_counter(app, ReadTerminal {}).await else {
                panic!("it works beside the other")
            };
            // While the first one's session may be a dead PC's, it is waited for.
            if failure.code == FailureCode::SetUp {
                return failure;
            }
        }
    };
    timeout(LONG, refused).await.expect("a refusal")
}

/// A session that has the terminal's lock.
async fn holding(fresh: &Fresh, terminal: Uuid, name: &str) -> PgConnection {
    let mut session = fresh.options().application_name(name).connect().await.expect("in");
    let took: bool =
        sqlx::query_scalar("SELECT pg_try_advisory_lock(hashtextextended($1::text, 0))")
            .bind(terminal)
            .fetch_one(&mut session)
            .await
            .expect("an answer");
    assert!(took);
    session
}

#[tokio::test]
async fn the_second_process_with_a_terminals_home_is_told_where_the_first_is() {
    let fresh = Fresh::new().await;
    let terminal = a_uuid();
    let first = process(&fresh, terminal);
    let running = tokio::spawn({
        let first = first.clone();
        async move { events::listen(&first, |_| {}).await }
    });
    answered(&first, ReadTerminal {}).await;
    sign_in(&first, WindowKind::Counter, Role::Cashier).await;
    order(&first, &[("reine", 1)]).await;

    let second = process(&fresh, terminal);
    let heard = listen(second.clone());
    let failure = refused(&second).await;
    let host = std::fs::read_to_string("/proc/sys/kernel/hostname").expect("a name");
    assert!(failure.message.contains(host.trim()), "{failure:?}");
    assert!(failure.message.contains("enrol CODE"), "{failure:?}");
    // Whatever it asks for, and whoever is signed in, nothing is written.
    second.sign(WindowKind::Counter, first.signed_in(WindowKind::Counter));
    let menu = first.menu().await.expect("the menu");
    let placed = at_counter(&second, an_order(&menu, vec![line(&menu, "reine", 1)])).await;
    assert_eq!(placed.expect_err("no order"), failure);
    let looked = second.call(WindowKind::Counter, ReadServer {}, Language::En).await;
    assert!(looked.expect_err("not to be set up").message.contains("open already on"));
    assert_eq!(at_counter(&first, ListOpenOrders {}).await.expect("listed").len(), 1);
    assert!(!heard.lock().expect("heard").contains(&News::Online));

    // The first one is closed; the second takes its place when that stays free.
    running.abort();
    let _ = running.await;
    let closed = Instant::now();
    answered(&second, ReadTerminal {}).await;
    assert!(closed.elapsed() > Duration::from_secs(5), "a moment's absence is no end");
    order(&second, &[("reine", 1)]).await;
}

#[tokio::test]
async fn a_session_that_a_lost_line_left_behind_keeps_nobody_out() {
    let fresh = Fresh::new().await;
    let terminal = a_uuid();
    // Its own: it is ended.
    let app = process(&fresh, terminal);
    let mut left = holding(&fresh, terminal, &app.presence().session_name()).await;
    let since = Instant::now();
    listen(app.clone());
    answered(&app, ReadTerminal {}).await;
    assert!(since.elapsed() < Duration::from_secs(5), "{:?}", since.elapsed());
    assert!(left.ping().await.is_err(), "it was ended");

    // Another process's, of before a power cut: the server ends it after a while.
    let terminal = a_uuid();
    let left = holding(&fresh, terminal, "oc-pizza 00000000 caisse-1").await;
    let app = process(&fresh, terminal);
    listen(app.clone());
    let early = timeout(Duration::from_secs(2), at_counter(&app, ReadTerminal {})).await;
    assert!(early.is_err(), "nothing is answered before it is known: {early:?}");
    left.close().await.expect("ended");
    answered(&app, ReadTerminal {}).await;
}
