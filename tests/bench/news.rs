//! How long the news of an order takes to another terminal, against a bare `NOTIFY`.

use anyhow::{Context, bail};
use domain::contract::News;
use domain::orders::OrderId;
use domain::terminals::TerminalKind;
use oc_pizza::events;
use sqlx::postgres::{PgConnection, PgListener};
use sqlx::{ConnectOptions, Executor};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use tokio::task::JoinHandle;
use tokio::time::timeout;

use crate::report::{Bound, Report, Row, median, percentile};
use crate::server::Server;
use crate::till::Till;

/// Orders and bare notifications in a round.
const TIMES: usize = 200;
/// A bare notification's channel.
const CHANNEL: &str = "bare";
/// News that takes longer is lost.
const LONG: Duration = Duration::from_secs(10);

/// Milliseconds, a figure a round.
#[derive(Default)]
pub struct Latencies {
    /// From the reply of an order to the news of it in a kitchen.
    order: Vec<f64>,
    order_p99: Vec<f64>,
    /// From sending a `NOTIFY` to hearing it.
    bare: Vec<f64>,
    bare_p99: Vec<f64>,
}

impl Latencies {
    /// One turn of each.
    pub async fn round(&mut self, server: &Server) -> anyhow::Result<()> {
        let order = orders(server).await?;
        let bare = bare(server).await?;
        self.order.push(median(&order));
        self.order_p99.push(percentile(&order, 99));
        self.bare.push(median(&bare));
        self.bare_p99.push(percentile(&bare, 99));
        Ok(())
    }

    /// Row 4, the database's part.
    pub fn tell(self, report: &mut Report) {
        let row = |what, ours, reference| Row {
            number: "4",
            what,
            unit: "ms",
            ours,
            reference,
            bound: Bound::AtMost(3.0),
        };
        report.add(row(
            "kitchen told after the order's reply (0: by then) ÷ bare NOTIFY",
            self.order,
            self.bare,
        ));
        report.add(row("the same, the slowest of a hundred", self.order_p99, self.bare_p99));
    }
}

/// A kitchen that writes down when it hears of which order.
struct Kitchen {
    heard: UnboundedReceiver<(OrderId, Instant)>,
    listening: JoinHandle<()>,
}

impl Kitchen {
    /// Listens; returns when it does.
    async fn open(server: &Server) -> anyhow::Result<Kitchen> {
        // Another terminal each time: the session of the one before is still about to end. The first
        // of the shop listens all the while.
        static OPENED: AtomicUsize = AtomicUsize::new(1);
        let place = OPENED.fetch_add(1, Ordering::Relaxed);
        let app = server.enrolled((TerminalKind::Kitchen, 0, place)).await?;
        let (online, mut is_online) = unbounded_channel();
        let (tell, heard) = unbounded_channel();
        let listening = tokio::spawn(async move {
            events::listen(&app, |news| {
                // Whoever no longer receives has had what it wanted.
                let _ = match news {
                    News::Online => online.send(()).is_ok(),
                    News::Changed(change) => {
                        change.order.is_some_and(|order| tell.send((order, Instant::now())).is_ok())
                    }
                    News::Offline
                    | News::Revoked
                    | News::Journal(_)
                    | News::Printers
                    | News::Training(_)
                    | News::Cards
                    | News::Calling(_) => false,
                };
            })
            .await;
        });
        timeout(LONG, is_online.recv()).await.context("the kitchen does not listen")?;
        Ok(Kitchen { heard, listening })
    }

    /// When it heard of that order.
    async fn hears_of(&mut self, wanted: OrderId) -> anyhow::Result<Instant> {
        loop {
            match timeout(LONG, self.heard.recv()).await.context("news that did not come")? {
                Some((order, at)) if order == wanted => return Ok(at),
                Some(_) => {}
                None => bail!("the kitchen is gone"),
            }
        }
    }
}

impl Drop for Kitchen {
    fn drop(&mut self) {
        self.listening.abort();
    }
}

async fn orders(server: &Server) -> anyhow::Result<Vec<f64>> {
    let mut kitchen = Kitchen::open(server).await?;
    let till = Till::open(server.counter(0, 0).await?).await?;
    let mut latencies = Vec::new();
    for _ in 0..TIMES {
        let placed = till.order().await?;
        let replied = Instant::now();
        let heard = kitchen.hears_of(placed.order).await?;
        // News may overtake the reply: both leave the server at the commit.
        latencies.push(milliseconds(heard.saturating_duration_since(replied)));
    }
    Ok(latencies)
}

async fn bare(server: &Server) -> anyhow::Result<Vec<f64>> {
    let mut listener = PgListener::connect_with(server.pool()).await?;
    listener.listen(CHANNEL).await?;
    let (tell, mut heard) = unbounded_channel();
    let listening = tokio::spawn(async move {
        while listener.recv().await.is_ok() && tell.send(Instant::now()).is_ok() {}
    });
    let mut sender: PgConnection = server.options().connect().await?;
    let mut latencies = Vec::new();
    for _ in 0..TIMES {
        let sent = Instant::now();
        sender.execute("NOTIFY bare").await?;
        let heard = timeout(LONG, heard.recv()).await?.context("the listener is gone")?;
        latencies.push(milliseconds(heard.saturating_duration_since(sent)));
    }
    listening.abort();
    Ok(latencies)
}

fn milliseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1000.0
}
