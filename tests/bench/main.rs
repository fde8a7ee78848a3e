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
mod disk;
mod far;
mod kitchen;
mod ledger;
mod news;
mod orders;
mod pgbench;
mod processes;
mod replay;
mod report;
mod server;
mod showroom;
mod sizes;
mod start;
mod terminals;
mod till;
#[path = "../support/windows/mod.rs"]
#[expect(dead_code, reason = "the rest is for the tests in windows")]
mod windows;

use crate::report::Report;
use crate::server::Server;
use crate::showroom::Showroom;
use std::time::Duration;

/// How often both sides take their turn.
const ROUNDS: usize = 5;
/// How long each turn lasts.
const TURN: Duration = Duration::from_secs(3);

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
        orders::tell(server, &mut report).await?;
    }
    if wanted("far") {
        far::tell(server, &mut report).await?;
    }
    if wanted("ledger") {
        ledger::tell(server, &mut report).await?;
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
