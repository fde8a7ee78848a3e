//! A terminal put out in mid-service: told once, nothing is answered or taken any more, and nobody
//! knocks until a person asks.

use crate::support::people::{an_order, at_counter, line, order, sign_in};
use crate::support::separated::Separated;
use domain::contract::News;
use domain::menu::ReadMenu;
use domain::server::{ReadServer, ServerRefused, Step};
use domain::shops::WindowKind;
use domain::staff::Role;
use domain::terminals::TerminalKind;
use domain::{Failure, Language};
use oc_pizza::app::{App, Identity};
use oc_pizza::events;
use oc_pizza::journal::Journal;
use oc_pizza::terminals::{new_code, redeem, revoke};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use tokio::time::timeout;

const LONG: Duration = Duration::from_secs(20);

/// The first of these two that is heard.
async fn heard(news: &mut UnboundedReceiver<News>, either: [&News; 2]) -> News {
    loop {
        let next = timeout(LONG, news.recv()).await.expect("news in time").expect("a listener");
        if either.contains(&&next) {
            return next;
        }
    }
}

async fn step(app: &App) -> Step {
    let asked = app.call(WindowKind::Counter, ReadServer {}, Language::Fr).await;
    asked.expect("it is answered all the same").step
}

#[tokio::test]
async fn a_terminal_put_out_is_told_once_and_works_again_when_it_is_let_in() -> anyhow::Result<()> {
    let fresh = Separated::new().await;
    let counter = [TerminalKind::Counter];
    let enrolled = fresh.enrolled("MOZ1", &counter).await;
    let home = tempfile::tempdir()?;
    let login = fresh.options().username(&enrolled.known.settings.user);
    let identity =
        Identity { terminal: enrolled.terminal, name: "Caisse".to_owned(), shop_code: None };
    let app = App::new(login, identity);
    let journal = Journal::open(&home.path().join("journal.sqlite"), app.now()).await;
    let app = Arc::new(app.with_journal(journal));
    let (tell, mut news) = unbounded_channel();
    let listening = {
        let app = Arc::clone(&app);
        tokio::spawn(async move {
            // The test has what it wanted when it no longer receives.
            events::listen(&app, |news| drop(tell.send(news))).await;
        })
    };
    assert_eq!(heard(&mut news, [&News::Online, &News::Revoked]).await, News::Online);
    sign_in(&app, WindowKind::Counter, Role::Cashier).await;
    at_counter(&app, ReadMenu {}).await.expect("the menu, which is kept");
    order(&app, &[("reine", 1)]).await;

    revoke(&fresh.options(), &enrolled.code).await.expect("revoked");
    assert_eq!(heard(&mut news, [&News::Online, &News::Revoked]).await, News::Revoked);
    // Longer than the listener waits between two tries at most.
    let more = timeout(Duration::from_secs(4), news.recv()).await;
    assert!(more.is_err(), "nobody tries any more: {more:?}");
    let told = Failure::of(&ServerRefused::Revoked, Language::Fr);
    // What was read last is for a server that is away, and so is the journal.
    assert_eq!(at_counter(&app, ReadMenu {}).await.expect_err("out"), told);
    let menu = app.menu().await.expect("the copy it has");
    let asked = an_order(&menu, vec![line(&menu, "reine", 1)]);
    assert_eq!(at_counter(&app, asked).await.expect_err("out"), told);
    let journal = app.journal().expect("usable").expect("a journal");
    assert_eq!(journal.stands().borrow().waits, 0);
    assert_eq!(step(&app).await, Step::Connect { failure: Some(told) });

    // Let in again, it goes on as soon as somebody asks.
    let code = new_code(&fresh.options(), Some("MOZ1"), &counter).await.expect("a code");
    let again = redeem(enrolled.known.settings, &code, (enrolled.terminal, "Caisse")).await;
    assert_eq!(again.expect("let in").code, "MOZ1-2");
    assert_eq!(step(&app).await, Step::Done);
    assert_eq!(heard(&mut news, [&News::Online, &News::Revoked]).await, News::Online);
    order(&app, &[("reine", 1)]).await;
    listening.abort();
    Ok(())
}
