//! The database goes away in the middle of the service, and comes back.

use crate::shop::Shop;
use crate::tour::picture;
use crate::windows::{Address, Sign, Terminal};
use anyhow::Context;
use oc_pizza::app;
use oc_pizza::demo;
use oc_pizza::embedded::Cluster;
use std::time::Duration;
use tempfile::TempDir;

const DATABASE: &str = "oc_pizza";
const BASKET: [&str; 2] = ["reine", "chorizo"];
/// The program promises to find a vanished server within ten seconds; the rest is this machine's.
const NOTICED_WITHIN: Duration = Duration::from_secs(20);
/// A PostgreSQL of this test alone, since it is stopped.
struct Server {
    folder: TempDir,
    running: Option<Cluster>,
}

impl Server {
    async fn with_demo() -> anyhow::Result<(Server, Address)> {
        let mut server = Server { folder: tempfile::tempdir()?, running: None };
        server.start()?;
        let cluster = server.running.as_ref().context("it was started")?;
        cluster.ensure_database(DATABASE).await?;
        let pool = app::pool(cluster.connect_options(DATABASE));
        app::migrate(&pool).await?;
        demo::load(&pool).await?;
        pool.close().await;
        let address = Address {
            database: DATABASE.to_owned(),
            user: cluster.user().to_owned(),
            socket_folder: cluster.socket_folder().to_owned(),
        };
        Ok((server, address))
    }

    fn start(&mut self) -> anyhow::Result<()> {
        self.running = Some(Cluster::open_with(self.folder.path(), &[("fsync", "off")])?);
        Ok(())
    }

    fn stop(&mut self) -> anyhow::Result<()> {
        self.running.take().map_or(Ok(()), Cluster::stop)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Its files are not all in the folder: see `oc_pizza::embedded`.
        let removed = self.start().map(|()| self.running.take().map(Cluster::remove));
        if let Err(error) = removed {
            eprintln!("the test's PostgreSQL stays behind: {error:#}");
        }
    }
}

#[tokio::test]
async fn windows_say_that_the_server_is_gone_and_recover_by_themselves() -> anyhow::Result<()> {
    let shop = Shop::new().await?;
    let (mut server, address) = Server::with_demo().await?;
    let (counter, kitchen) = tokio::try_join!(shop.counter(&address), shop.kitchen(&address))?;
    choose(&counter).await?;
    counter.click("place-order").await?;
    kitchen.shows("kitchen-item", Sign::Count(BASKET.len())).await?;
    choose(&counter).await?;

    server.stop()?;
    for window in [&counter, &kitchen] {
        window.wait_for("connection-state", Sign::Says("état de"), NOTICED_WITHIN).await?;
    }
    // It is in the journal of its terminal, under a number of the register's own.
    counter.click("place-order").await?;
    counter.shows("order-number", Sign::Says("A-001·h")).await?;
    counter.shows("journal-waits", Sign::Says("1 en attente")).await?;
    picture(&counter, "counter-offline").await?;
    // The kitchen makes what it knows.
    kitchen.click("next-pizza").await?;
    kitchen.shows("recipe", Sign::There).await?;

    server.start()?;
    for window in [&counter, &kitchen] {
        window.wait_for("connection-state", Sign::Says("à jour"), NOTICED_WITHIN).await?;
    }
    for window in [&counter, &kitchen] {
        window.shows("journal-waits", Sign::Gone).await?;
        window.shows("to-decide", Sign::Gone).await?;
    }
    // The pizza stays on its table, and what was sold meanwhile waits behind it.
    kitchen.shows("recipe", Sign::There).await?;
    kitchen.click("back").await?;
    kitchen.shows("kitchen-item", Sign::Has("data-number", "A-001·h")).await?;
    kitchen.shows("kitchen-item", Sign::Count(2 * BASKET.len())).await?;
    kitchen.shows("taken-offline", Sign::Count(BASKET.len())).await?;
    picture(&kitchen, "kitchen-taken-offline").await?;
    kitchen.click("taken-offline").await?;
    kitchen.shows("taken-offline-dialog", Sign::Says("A-001·h")).await?;
    picture(&kitchen, "kitchen-made-already").await?;
    kitchen.click("made-already").await?;
    kitchen.shows("kitchen-item", Sign::Count(BASKET.len())).await?;
    kitchen.shows("to-serve", Sign::Says("1")).await?;
    counter.is_unharmed().await?;
    kitchen.is_unharmed().await
}

async fn choose(counter: &Terminal) -> anyhow::Result<()> {
    for product in BASKET {
        counter.click(&format!("product-{product}")).await?;
    }
    counter.shows("cart-line", Sign::Count(BASKET.len())).await
}
