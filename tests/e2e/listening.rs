//! A kitchen is told of orders: cut off it shows what it knew, connected again what is.

use crate::people;
use crate::proxy::Proxy;
use crate::shop::{Shop, database, other_counter};
use crate::windows::{Address, Sign};
use anyhow::Context;
use sqlx::PgPool;
use std::time::Duration;
use tokio::time::{sleep, timeout};

/// Long enough for several tries to connect again and for any reading by the clock.
const CUT_FOR: Duration = Duration::from_secs(6);
/// The longest pause between two tries to connect, and some time to do it.
const BACK_WITHIN: Duration = Duration::from_secs(20);
const LOOK_AGAIN_AFTER: Duration = Duration::from_millis(50);

#[tokio::test]
async fn a_kitchen_cut_off_does_not_change_and_catches_up() -> anyhow::Result<()> {
    let shop = Shop::new().await?;
    let (fresh, direct) = database().await;
    let proxy = Proxy::before(fresh.socket_folder());
    let through_proxy = Address { socket_folder: proxy.socket_folder().to_owned(), ..direct };
    let counter = other_counter(&fresh).await;
    let kitchen = shop.kitchen(&through_proxy).await?;
    people::order(&counter, &[("reine", 1)]).await;
    kitchen.shows("kitchen-item", Sign::Count(1)).await?;

    proxy.cut();
    kitchen.shows("connection-state", Sign::Says("hors ligne")).await?;
    people::order(&counter, &[("chorizo", 2)]).await;
    kitchen.keeps("kitchen-item", Sign::Count(1), CUT_FOR).await?;

    proxy.mend();
    kitchen.wait_for("kitchen-item", Sign::Count(3), BACK_WITHIN).await?;
    kitchen.shows("connection-state", Sign::Says("à jour")).await?;
    kitchen.is_unharmed().await
}

#[tokio::test]
async fn what_is_ordered_while_the_listener_is_broken_is_not_missed() -> anyhow::Result<()> {
    let shop = Shop::new().await?;
    let (fresh, address) = database().await;
    let counter = other_counter(&fresh).await;
    let kitchen = shop.kitchen(&address).await?;
    let pool = fresh.pool();
    for ordered in 1..=3 {
        break_listener(&pool).await?;
        people::order(&counter, &[("reine", 1)]).await;
        kitchen.wait_for("kitchen-item", Sign::Count(ordered), BACK_WITHIN).await?;
    }
    kitchen.shows("connection-state", Sign::Says("à jour")).await
}

/// Ends the listening connection of the one window that is open, once there is one.
async fn break_listener(pool: &PgPool) -> anyhow::Result<()> {
    // The listener's session is the one that says of which process it is.
    let end = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
         WHERE datname = current_database() AND application_name LIKE 'oc-pizza _%'";
    let ended = async {
        while sqlx::query_scalar::<_, i64>(end).fetch_one(pool).await? == 0 {
            sleep(LOOK_AGAIN_AFTER).await;
        }
        Ok(())
    };
    timeout(BACK_WITHIN, ended).await.context("nobody listens")?
}
