//! Orders through the use case, at terminals as shops have them: each its own login, with a journal.

use crate::pgbench::{Pgbench, Telling};
use crate::report::{self, Bound, Report, Row};
use crate::server::Server;
use crate::till::{self, Equipped};
use crate::{ROUNDS, TURN, disk, news, replay};
use domain::terminals::TerminalKind;
use oc_pizza::events;
use tokio::task::JoinSet;

/// Counters at once where one row asks for many.
const CROWD: usize = 16;

/// Rows 1 to 4 and 11.
pub async fn tell(server: &Server, report: &mut Report) -> anyhow::Result<()> {
    let pgbench = Pgbench::on(server).await?;
    let kitchens = listening_kitchens(server).await?;
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
async fn listening_kitchens(server: &Server) -> anyhow::Result<JoinSet<()>> {
    let mut kitchens = JoinSet::new();
    for shop in 0..server.shops() {
        let app = server.enrolled((TerminalKind::Kitchen, shop, 0)).await?;
        kitchens.spawn(async move {
            events::listen(&app, |_| {}).await;
        });
    }
    Ok(kitchens)
}

/// Orders per second, a figure a round.
#[derive(Default)]
struct Orders {
    /// Of this and what follows, the reference waits for one local sync more, for the journal.
    one: Pair,
    /// The same without waiting for any disk, whose moods hide what else there is.
    one_unsynced: Pair,
    /// Of the same: what the login of a terminal costs, held against the owner's.
    owners_login: Vec<f64>,
    /// One local sync, in seconds.
    sync: Vec<f64>,
    replayed: Vec<f64>,
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
    pgbench: Vec<f64>,
    /// The same with a local sync for each order, where ours has a journal.
    reference: Vec<f64>,
}

impl Orders {
    async fn round(&mut self, server: &Server, pgbench: &Pgbench) -> anyhow::Result<()> {
        let all = server.shops();
        self.sync.push(disk::seconds_of_a_sync(1)?);
        self.one.round(server, pgbench, Equipped::Whole, (1, 1)).await?;
        self.replayed.push(replay::orders_per_second(server).await?);
        server.wait_for_disk(false).await?;
        self.one_unsynced.round(server, pgbench, Equipped::OwnLogin, (1, 1)).await?;
        let owners = till::orders_per_second(server, Equipped::OwnersLogin, (1, 1), TURN).await?;
        self.owners_login.push(owners);
        server.wait_for_disk(true).await?;
        self.four.round(server, pgbench, Equipped::Whole, (4, all)).await?;
        self.crowd.round(server, pgbench, Equipped::Whole, (CROWD, all)).await?;
        self.one_shop.round(server, pgbench, Equipped::Whole, (CROWD, 1)).await?;
        self.told_after.push(pgbench.orders_per_second(CROWD, all, Telling::After)?);
        Ok(())
    }

    fn tell(self, deadlocks: i64, report: &mut Report) {
        let milliseconds = |figures: &[f64]| figures.iter().map(|rate| 1000.0 / rate).collect();
        let latency = |what, ours: &[f64], reference: &[f64], bound| Row {
            number: "1",
            what,
            unit: "ms",
            ours: milliseconds(ours),
            reference: milliseconds(reference),
            bound,
        };
        let (one, unsynced) = (&self.one, &self.one_unsynced);
        let syncs: Vec<f64> = self.sync.iter().map(|seconds| 1.0 / seconds).collect();
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
            latency(
                "place an order, one counter ÷ pgbench and a local sync",
                &one.ours,
                &one.reference,
                Bound::AtMost(1.3),
            ),
            latency("a local sync, by itself", &syncs, &[], Bound::None),
            latency(
                "the same, no journal, not waiting for the disk ÷ pgbench",
                &unsynced.ours,
                &unsynced.reference,
                Bound::None,
            ),
            latency(
                "of this: by the terminal's own login ÷ by the owner's",
                &unsynced.ours,
                &self.owners_login,
                Bound::None,
            ),
            rate(
                "2",
                "4 counters in 4 shops ÷ pgbench and syncs",
                &four.ours,
                &four.reference,
                AS_FAST,
            ),
            rate(
                "2",
                "16 counters in 5 shops ÷ pgbench and syncs",
                &crowd.ours,
                &crowd.reference,
                AS_FAST,
            ),
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
                &one_shop.pgbench,
                &crowd.pgbench,
                Bound::None,
            ),
            Row { unit: "", ..rate("3", "deadlocks", &[report::count(deadlocks)], &[], NONE) },
            rate(
                "4",
                "16 clients of pgbench: news after the commit ÷ news inside",
                &self.told_after,
                &crowd.pgbench,
                Bound::None,
            ),
            rate("11", "replay of 1000 orders ÷ row 1", &self.replayed, &one.ours, AS_FAST),
        ] {
            report.add(row);
        }
    }
}

/// What rows 2 and 11 want.
const AS_FAST: Bound = Bound::AtLeast(0.8);
/// Of deadlocks.
const NONE: Bound = Bound::AtMost(0.0);

impl Pair {
    async fn round(
        &mut self,
        server: &Server,
        pgbench: &Pgbench,
        equipped: Equipped,
        (clients, shops): (usize, usize),
    ) -> anyhow::Result<()> {
        self.ours.push(till::orders_per_second(server, equipped, (clients, shops), TURN).await?);
        let rate = pgbench.orders_per_second(clients, shops, Telling::Inside)?;
        let sync = match equipped {
            Equipped::Whole => disk::seconds_of_a_sync(clients)?,
            Equipped::OwnLogin | Equipped::OwnersLogin => 0.0,
        };
        let clients = f64::from(u32::try_from(clients)?);
        self.pgbench.push(rate);
        self.reference.push(clients / (clients / rate + sync));
        Ok(())
    }
}
