//! An order over a long line: each answer of the server comes so much later, and one is waited for.

use anyhow::Context;
use domain::terminals::TerminalKind;
use sqlx::postgres::PgConnectOptions;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use tempfile::TempDir;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{UnixListener, UnixStream};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use crate::ROUNDS;
use crate::report::{Bound, Report, Row, median};
use crate::server::Server;
use crate::terminals::journaled;
use crate::till::Till;

/// What a round trip takes longer.
const DELAY: Duration = Duration::from_millis(40);
/// Orders in a round.
const ORDERS: usize = 20;

/// Row 6.
pub async fn tell(server: &Server, report: &mut Report) -> anyhow::Result<()> {
    let line = Line::before(&server.address().0)?;
    let mut milliseconds = Vec::new();
    for place in 0..ROUNDS {
        let post = (TerminalKind::Counter, 0, place);
        let app = server.enrolled_at(post, line.options(server.options())).await?;
        let till = Till::open(journaled(server, app).await?).await?;
        till.order().await?;
        let mut round = Vec::new();
        for _ in 0..ORDERS {
            let begun = Instant::now();
            till.order().await?;
            round.push(begun.elapsed().as_secs_f64() * 1000.0);
        }
        milliseconds.push(median(&round));
    }
    report.add(Row {
        number: "6",
        what: "an order through the use case, 40 ms of network delay",
        unit: "ms",
        ours: milliseconds,
        reference: vec![],
        bound: Bound::AtMost(60.0),
    });
    Ok(())
}

/// A line on which everything is under way for half of [`DELAY`], in each direction, however much
/// is under way at once.
struct Line {
    folder: TempDir,
    accepting: JoinHandle<()>,
}

impl Line {
    fn before(server: &Path) -> anyhow::Result<Line> {
        let folder = tempfile::tempdir().context("a folder for the line's socket")?;
        let listener = UnixListener::bind(folder.path().join(".s.PGSQL.5432"))?;
        let accepting = tokio::spawn(accept(listener, server.join(".s.PGSQL.5432")));
        Ok(Line { folder, accepting })
    }

    fn options(&self, direct: PgConnectOptions) -> PgConnectOptions {
        direct.socket(self.folder.path())
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

async fn accept(listener: UnixListener, server: PathBuf) {
    while let Ok((client, _)) = listener.accept().await {
        let Ok(server) = UnixStream::connect(&server).await else { continue };
        let (from_client, to_client) = client.into_split();
        let (from_server, to_server) = server.into_split();
        tokio::spawn(carry(from_client, to_server));
        tokio::spawn(carry(from_server, to_client));
    }
}

async fn carry(mut from: impl AsyncRead + Unpin, mut to: impl AsyncWrite + Unpin + Send + 'static) {
    let (sent, mut under_way) = mpsc::unbounded_channel::<(Instant, Vec<u8>)>();
    tokio::spawn(async move {
        while let Some((arrives, piece)) = under_way.recv().await {
            tokio::time::sleep_until(arrives.into()).await;
            if to.write_all(&piece).await.is_err() {
                break;
            }
        }
    });
    let mut piece = vec![0; 16 * 1024];
    while let Ok(length @ 1..) = from.read(&mut piece).await {
        if sent.send((Instant::now() + DELAY / 2, piece[..length].to_vec())).is_err() {
            break;
        }
    }
}
