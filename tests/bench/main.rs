//! How the service stands against PostgreSQL itself: `cargo xtask bench`.
//!
//! Figures of one machine say little on another, so that each is divided by what plain PostgreSQL
//! does in the same run: by `pgbench` with one prepared statement doing the same to the same
//! tables, or by a bare `NOTIFY`. Both sides take turns, and what is shown is the median of the
//! rounds. Nothing is asserted: a figure that falls short is said, not failed.
//!
//! The server is this program's own, with PostgreSQL's default settings, so that every commit waits
//! for the disk. A run that is killed leaves it behind, in the target folder's `tmp`.
//!
//! What people wait for is measured in real windows of the program itself, in a shop with a large
//! menu, and stands for itself.
//!
//! Owns what is measured and against what; [`report`] how it is told.

mod counter;
mod kitchen;
mod news;
mod pgbench;
mod processes;
mod report;
mod server;
mod showroom;
mod sizes;
mod start;
mod till;
#[path = "../support/windows/mod.rs"]
#[expect(dead_code, reason = "the rest is for the tests in windows")]
mod windows;

use crate::pgbench::{Pgbench, Telling};
use crate::report::{Bound, Report, Row};
use crate::server::Server;
use crate::showroom::Showroom;
use oc_pizza::events;
use std::time::Duration;
use tokio::task::JoinSet;

/// How often both sides take their turn.
const ROUNDS: usize = 5;
/// How long each turn lasts.
const TURN: Duration = Duration::from_secs(3);
/// Counters at once where one row asks for many.
const CROWD: usize = 16;

fn main() -> anyhow::Result<()> {
    let runtime = tokio::runtime::Runtime::new()?;
    let server = runtime.block_on(Server::start())?;
    let measured = runtime.block_on(measure(&server));
    // Before the error, if there is one: nobody else would stop it.
    server.remove()?;
    measured?.publish()
}

/// Whether a part is wanted: with nothing named all are.
fn wanted(part: &str) -> bool {
    let mut named = std::env::args().skip(1).filter(|word| !word.starts_with('-')).peekable();
    named.peek().is_none() || named.any(|word| word == part)
}

async fn measure(server: &Server) -> anyhow::Result<Report> {
    let mut report = Report::of(server).await?;
    if wanted("orders") {
        orders(server, &mut report).await?;
    }
    let showroom = Showroom::open(server).await?;
    if wanted("start") {
        start::tell(&showroom, server.starts(ROUNDS).await?, &mut report).await?;
    }
    if wanted("counter") {
        counter::tell(&showroom, &mut report).await?;
    }
    if wanted("kitchen") {
        kitchen::tell(&showroom, &mut report).await?;
    }
    if wanted("sizes") {
        sizes::tell(&mut report)?;
    }
    Ok(report)
}

async fn orders(server: &Server, report: &mut Report) -> anyhow::Result<()> {
    let pgbench = Pgbench::on(server).await?;
    let kitchens = listening_kitchens(server);
    let mut orders = Orders::default();
    let mut told = news::Latencies::default();
    for round in 1..=ROUNDS {
        println!("round {round} of {ROUNDS}");
        orders.round(server, &pgbench).await?;
        told.round(server).await?;
    }
    orders.tell(server.deadlocks().await?, report);
    told.tell(report);
    drop(kitchens);
    Ok(())
}

/// A kitchen listens in every shop, as in life: telling nobody would be too easy.
fn listening_kitchens(server: &Server) -> JoinSet<()> {
    let mut kitchens = JoinSet::new();
    for shop in 0..server.shops() {
        let app = server.terminal(shop, "Cuisine");
        kitchens.spawn(async move {
            events::listen(&app, |_| {}).await;
        });
    }
    kitchens
}

/// Orders per second, a figure a round.
#[derive(Default)]
struct Orders {
    one: Pair,
    /// The same without waiting for the disk, whose moods hide what else there is.
    one_unsynced: Pair,
    four: Pair,
    crowd: Pair,
    /// Everyone in the first shop.
    one_shop: Pair,
    /// By pgbench: the news told by a statement after the commit.
    told_after: Vec<f64>,
}

/// Of the use case and of pgbench.
#[derive(Default)]
struct Pair {
    ours: Vec<f64>,
    reference: Vec<f64>,
}

impl Orders {
    async fn round(&mut self, server: &Server, pgbench: &Pgbench) -> anyhow::Result<()> {
        let all = server.shops();
        self.one.round(server, pgbench, 1, 1).await?;
        server.wait_for_disk(false).await?;
        self.one_unsynced.round(server, pgbench, 1, 1).await?;
        server.wait_for_disk(true).await?;
        self.four.round(server, pgbench, 4, all).await?;
        self.crowd.round(server, pgbench, CROWD, all).await?;
        self.one_shop.round(server, pgbench, CROWD, 1).await?;
        self.told_after.push(pgbench.orders_per_second(CROWD, all, Telling::After)?);
        Ok(())
    }

    fn tell(self, deadlocks: i64, report: &mut Report) {
        let milliseconds = |figures: &[f64]| figures.iter().map(|rate| 1000.0 / rate).collect();
        let latency = |what, pair: &Pair, bound| Row {
            number: "1",
            what,
            unit: "ms",
            ours: milliseconds(&pair.ours),
            reference: milliseconds(&pair.reference),
            bound,
        };
        let rate = |number, what, ours: &[f64], reference: &[f64], bound| Row {
            number,
            what,
            unit: "/s",
            ours: ours.to_vec(),
            reference: reference.to_vec(),
            bound,
        };
        let (four, crowd, one_shop) = (&self.four, &self.crowd, &self.one_shop);
        for row in [
            latency("place an order, one counter ÷ pgbench", &self.one, Bound::AtMost(1.3)),
            latency("the same, not waiting for the disk", &self.one_unsynced, Bound::None),
            rate("2", "4 counters in 4 shops ÷ pgbench", &four.ours, &four.reference, AS_FAST),
            rate("2", "16 counters in 5 shops ÷ pgbench", &crowd.ours, &crowd.reference, AS_FAST),
            rate(
                "3",
                "16 counters in one shop ÷ 16 in 5 shops",
                &one_shop.ours,
                &crowd.ours,
                Bound::AtLeast(0.5),
            ),
            rate(
                "3",
                "the same by pgbench alone, to compare",
                &one_shop.reference,
                &crowd.reference,
                Bound::None,
            ),
            Row { unit: "", ..rate("3", "deadlocks", &[report::count(deadlocks)], &[], NONE) },
            rate(
                "4",
                "16 clients of pgbench: news after the commit ÷ news inside",
                &self.told_after,
                &crowd.reference,
                Bound::None,
            ),
        ] {
            report.add(row);
        }
    }
}

/// What row 2 wants.
const AS_FAST: Bound = Bound::AtLeast(0.8);
/// Of deadlocks.
const NONE: Bound = Bound::AtMost(0.0);

impl Pair {
    async fn round(
        &mut self,
        server: &Server,
        pgbench: &Pgbench,
        clients: usize,
        shops: usize,
    ) -> anyhow::Result<()> {
        self.ours.push(till::orders_per_second(server, clients, shops, TURN).await?);
        self.reference.push(pgbench.orders_per_second(clients, shops, Telling::Inside)?);
        Ok(())
    }
}
