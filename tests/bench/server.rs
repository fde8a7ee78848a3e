//! The server under measure: a fresh one, filled with the demonstration and plenty of stock.

use anyhow::{Context, ensure};
use oc_pizza::app::{self, App, Identity};
use oc_pizza::demo;
use oc_pizza::embedded::{self, Cluster};
use sqlx::PgPool;
use sqlx::postgres::PgConnectOptions;
use std::path::PathBuf;
use std::time::Instant;
use tempfile::TempDir;
use uuid::Uuid;

use crate::terminals::Terminals;
use crate::till::{self, Till};

const DATABASE: &str = "oc_pizza";
/// Enough of each ingredient for every order of a run, in its unit.
const PLENTY: i64 = 1_000_000_000_000;

/// A running server.
pub struct Server {
    folder: TempDir,
    cluster: Cluster,
    pool: PgPool,
    shops: Vec<String>,
    terminals: Terminals,
}

impl Server {
    /// Makes and fills it; takes some seconds.
    pub async fn start() -> anyhow::Result<Server> {
        // Not in /tmp, which is memory on many systems: the disk is part of what is measured.
        let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"))?;
        let terminals = Terminals::none()?;
        let cluster = embedded::open(folder.path())?;
        let filled = async {
            let pool = fill(&cluster, DATABASE, PLENTY).await?;
            let shops = codes(&pool).await?;
            anyhow::Ok((pool, shops))
        };
        match filled.await {
            Ok((pool, shops)) => Ok(Server { folder, cluster, pool, shops, terminals }),
            // Nobody else would stop it.
            Err(error) => cluster.remove().and(Err(error)),
        }
    }

    /// Another database on it, with the demonstration and so much more of each ingredient.
    pub async fn another(&self, name: &str, more: i64) -> anyhow::Result<PgPool> {
        fill(&self.cluster, name, more).await
    }

    /// A pool of the measuring itself, on no counter's account.
    pub fn pool(&self) -> &PgPool {
        &self.pool
    }

    /// How to reach the database.
    pub fn options(&self) -> PgConnectOptions {
        self.cluster.connect_options(DATABASE)
    }

    /// What `pgbench` wants to know: socket folder, user, database.
    pub fn address(&self) -> (PathBuf, &str, &str) {
        (self.cluster.socket_folder().to_owned(), self.cluster.user(), DATABASE)
    }

    /// The folder of the programs this server came with.
    pub fn programs(&self) -> anyhow::Result<PathBuf> {
        let server = format!("/proc/{}/exe", self.cluster.postmaster_pid());
        let program = std::fs::read_link(server).context("the server's program")?;
        Ok(program.parent().context("the server's program has a folder")?.to_owned())
    }

    /// How many shops there are.
    pub fn shops(&self) -> usize {
        self.shops.len()
    }

    /// The code of the shop of that place, counted around.
    pub fn shop_code(&self, shop: usize) -> &str {
        &self.shops[shop % self.shops.len()]
    }

    /// The terminals that have logins of their own.
    pub fn terminals(&self) -> &Terminals {
        &self.terminals
    }

    /// A terminal with its own pool and the owner's login in the shop of that place.
    pub fn terminal(&self, shop: usize, name: &str) -> App {
        let code = self.shop_code(shop).to_owned();
        let identity = Identity { terminal: a_key(), name: name.to_owned(), shop_code: Some(code) };
        App::new(self.options(), identity)
    }

    /// Whether commits of later connections wait until they are on the disk.
    pub async fn wait_for_disk(&self, wait: bool) -> anyhow::Result<()> {
        let statement = if wait {
            "ALTER DATABASE oc_pizza RESET synchronous_commit"
        } else {
            "ALTER DATABASE oc_pizza SET synchronous_commit = off"
        };
        sqlx::raw_sql(statement).execute(&self.pool).await?;
        Ok(())
    }

    /// Deadlocks since the server was made.
    pub async fn deadlocks(&self) -> anyhow::Result<i64> {
        // A connection reports what it met when it ends, the last ones a moment later.
        tokio::time::sleep(std::time::Duration::from_secs(1)).await;
        let counted = "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()";
        Ok(sqlx::query_scalar(counted).fetch_one(&self.pool).await?)
    }

    /// Seconds from a stopped server to the first order: what a start of the program does before
    /// a counter can sell, its window apart.
    pub async fn starts(&self, times: usize) -> anyhow::Result<Vec<f64>> {
        let mut seconds = Vec::new();
        for _ in 0..times {
            embedded::open(self.folder.path())?.stop()?;
            let begun = Instant::now();
            let cluster = embedded::open(self.folder.path())?;
            let pool = app::pool(cluster.connect_options(DATABASE));
            app::migrate(&pool).await?;
            Till::open(self.terminal(0, till::NAME)).await?.order().await?;
            seconds.push(begun.elapsed().as_secs_f64());
        }
        Ok(seconds)
    }

    /// Stops it and takes its files away.
    pub fn remove(self) -> anyhow::Result<()> {
        embedded::open(self.folder.path())?.remove()
    }
}

/// A key as screens make them.
#[expect(clippy::disallowed_methods, reason = "the bench plays the screens, which make these keys")]
pub fn a_key() -> Uuid {
    Uuid::now_v7()
}

/// A new database with the demonstration in it, and so much more of each ingredient.
async fn fill(cluster: &Cluster, name: &str, more: i64) -> anyhow::Result<PgPool> {
    cluster.ensure_database(name).await?;
    let pool = app::pool(cluster.connect_options(name));
    app::migrate(&pool).await?;
    demo::load(&pool).await?;
    stock_up(&pool, more).await?;
    Ok(pool)
}

async fn codes(pool: &PgPool) -> sqlx::Result<Vec<String>> {
    sqlx::query_scalar("SELECT code FROM shop ORDER BY shop_id").fetch_all(pool).await
}

/// Corrects the book of every shop upwards, movement included.
async fn stock_up(pool: &PgPool, more: i64) -> anyhow::Result<()> {
    let corrected = sqlx::query(
        "WITH moved AS (
             INSERT INTO stock_movement (shop_id, ingredient_id, cause, quantity)
             SELECT shop_id, ingredient_id, 'correction', $1 FROM stock_level
         )
         UPDATE stock_level SET on_hand = on_hand + $1",
    )
    .bind(more)
    .execute(pool)
    .await?;
    ensure!(corrected.rows_affected() > 0, "the demonstration keeps no stock");
    Ok(())
}
