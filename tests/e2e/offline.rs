//! The server is away: a terminal is started all the same, somebody signs in, sells and takes the
//! money; what the world refuses when the server is back waits for a person at the counter.

use crate::database::Fresh;
use crate::proxy::Proxy;
use crate::shop::{CASHIER, database};
use crate::tour::picture;
use crate::windows::keyring::DesktopSession;
use crate::windows::{self, Sign, Terminal};
use anyhow::ensure;
use domain::shops::WindowKind;
use domain::staff::Role;
use oc_pizza::demo::pin;
use std::fs;
use std::path::Path;
use std::time::Duration;

/// The program notices within ten seconds; the rest is this machine's.
const NOTICED_WITHIN: Duration = Duration::from_secs(20);

#[tokio::test]
async fn what_was_sold_while_the_server_was_away_is_decided_by_a_person_where_it_must_be()
-> anyhow::Result<()> {
    let _turn = windows::turn().await;
    let folder = tempfile::tempdir()?;
    let (fresh, mut address) = database().await;
    let proxy = Proxy::before(&address.socket_folder);
    address.socket_folder = proxy.socket_folder().to_owned();
    let session = DesktopSession::open(&folder.path().join("session"))?;
    let home = folder.path().join("home");
    let variables = [session.variables(), address.variables()].concat();
    let open = async || Terminal::open_with(WindowKind::Counter, &home, &variables, &[]).await;

    let counter = open().await?;
    counter.sign_in(CASHIER, pin(Role::Cashier)).await?;
    counter.click("product-reine").await?;
    counter.click("place-order").await?;
    counter.shows("order-number", Sign::Says("A-001")).await?;
    wait_until_known(&home)?;
    // The line goes, and then the power.
    proxy.cut();
    counter.wait_for("connection-state", Sign::Says("état de"), NOTICED_WITHIN).await?;
    drop(counter);

    let counter = open().await?;
    counter.sign_in(CASHIER, pin(Role::Cashier)).await?;
    counter.wait_for("connection-state", Sign::Says("état de"), NOTICED_WITHIN).await?;
    counter.click("product-reine").await?;
    counter.click("product-reine").await?;
    counter.click("pay").await?;
    counter.click("tender-cash").await?;
    counter.type_keys("cash-received", "20").await?;
    counter.click("settle").await?;
    counter.shows("settled", Sign::There).await?;
    picture(&counter, "counter-settled-offline").await?;
    counter.click("dialog-close").await?;
    counter.shows("journal-waits", Sign::Says("2")).await?;
    counter.click("product-chorizo").await?;
    counter.click("place-order").await?;
    counter.shows("order-number", Sign::Says("A-002·h")).await?;
    picture(&counter, "counter-number-offline").await?;

    suspend(&fresh, &["reine", "chorizo"]).await?;
    proxy.mend();
    counter.wait_for("connection-state", Sign::Says("à jour"), NOTICED_WITHIN).await?;
    counter.shows("journal-waits", Sign::Gone).await?;
    counter.shows("to-decide", Sign::Has("data-count", "3")).await?;
    counter.click("to-decide").await?;
    counter.shows("decide-why", Sign::Count(3)).await?;
    picture(&counter, "counter-to-decide").await?;
    // The money follows its order.
    counter.click("decide-try-again").await?;
    counter.shows("decide-why", Sign::Count(1)).await?;
    counter.click("decide-give-up").await?;
    counter.type_keys("decide-reason", "tombée, puis offerte").await?;
    counter.shows("decide-give-up-confirm", Sign::Has("disabled", "disabled")).await?;
    let manager = manager(&fresh).await?;
    counter.click(&format!("approve-staff-{manager}")).await?;
    picture(&counter, "counter-giving-up").await?;
    counter.enter_pin(pin(Role::ShopManager)).await?;
    counter.shows("approved", Sign::There).await?;
    counter.click("decide-give-up-confirm").await?;
    counter.shows("to-decide-empty", Sign::There).await?;
    counter.click("dialog-close").await?;
    counter.shows("to-decide", Sign::Gone).await?;
    let booked: Vec<(String, bool, bool)> = sqlx::query_as(
        "SELECT number, taken_offline, paid_cents = total_cents FROM orders ORDER BY placed_at",
    )
    .fetch_all(&fresh.pool())
    .await?;
    assert_eq!(booked, [("A-001".to_owned(), false, false), ("A-001·h".to_owned(), true, true)]);
    counter.is_unharmed().await
}

/// The PIN that was right is kept behind the sign-in.
fn wait_until_known(home: &Path) -> anyhow::Result<()> {
    for _ in 0..100 {
        let part = |name: &str| fs::read(home.join(name)).unwrap_or_default();
        let kept = [part("journal.sqlite"), part("journal.sqlite-wal")].concat();
        if String::from_utf8_lossy(&kept).contains("$argon2id$") {
            return Ok(());
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    anyhow::bail!("nobody is known for when the server is away")
}

async fn suspend(fresh: &Fresh, products: &[&str]) -> anyhow::Result<()> {
    let suspended = sqlx::query(
        "INSERT INTO product_shop (product_id, shop_id, suspended)
         SELECT product_id, shop_id, true FROM product, shop WHERE slug = ANY($1) AND code = 'MOZ1'",
    )
    .bind(products)
    .execute(&fresh.pool())
    .await?;
    ensure!(suspended.rows_affected() == products.len() as u64, "{suspended:?}");
    Ok(())
}

async fn manager(fresh: &Fresh) -> anyhow::Result<i64> {
    let found = sqlx::query_scalar(
        "SELECT staff_id FROM staff JOIN staff_shop USING (staff_id) JOIN shop USING (shop_id)
         WHERE role = 'shop_manager' AND code = 'MOZ1'",
    );
    Ok(found.fetch_one(&fresh.pool()).await?)
}
