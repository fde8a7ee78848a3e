//! How fast a terminal catches up after an outage: what waits in its journal is applied one command
//! after the other.

use anyhow::{anyhow, ensure};
use domain::Language;
use domain::orders::OrdersCall;
use domain::shops::WindowKind;
use domain::terminals::TerminalKind;
use oc_pizza::app::Asking;
use oc_pizza::journal::{Journal, Taken};
use std::time::Instant;

use crate::report;
use crate::server::Server;
use crate::till::Till;

/// Orders taken while the server was away.
const ORDERS: u32 = 1_000;

/// Orders a second.
pub async fn orders_per_second(server: &Server) -> anyhow::Result<f64> {
    let app = server.enrolled((TerminalKind::Counter, 0, 0)).await?;
    let shop = app.shop_id().await.map_err(|error| anyhow!("the shop: {error:?}"))?;
    let till = Till::open(app).await?;
    let file = server.terminals().journal_file();
    let refused = |refused| anyhow!("the journal: {refused:?}");
    let journal = Journal::open(&file, till.app().now()).await.map_err(refused)?;
    for _ in 0..ORDERS {
        let call = till.call();
        let taken = Taken {
            command: call.command,
            answered: None,
            given_up: None,
            signed: Vec::new(),
            asking: Asking {
                answered: None,
                signed: Vec::new(),
                window: WindowKind::Counter,
                staff: till.app().signed_in(WindowKind::Counter),
                language: Language::En,
                at: till.app().now(),
                ahead: Default::default(),
                consents: Vec::new(),
            },
            terminal: till.app().identity().terminal,
            shop: Some(shop),
            database: None,
            capability: "orders".to_owned(),
            request: serde_json::to_value(OrdersCall::from(call))?,
        };
        journal.take(taken).await.map_err(refused)?;
    }
    drop(journal);

    // The program is started again; what it has read before is not read again for each order.
    let journal = Journal::open(&file, till.app().now()).await.map_err(refused)?;
    let stands = journal.stands();
    ensure!(stands.borrow().waits == ORDERS, "not all orders wait");
    let app = till.into_app().with_journal(Ok(journal));
    let begun = Instant::now();
    app.replay().await.map_err(|error| anyhow!("the replay: {error:?}"))?;
    let seconds = begun.elapsed().as_secs_f64();
    ensure!(stands.borrow().waits == 0, "orders wait after the replay");
    Ok(report::count(ORDERS) / seconds)
}
