//! The office's page of cash and closings, over weeks of five shops.

use crate::office::in_both_themes;
use crate::shop::{Shop, database, other_counter};
use crate::tour::picture;
use crate::windows::{SOON, Sign, Terminal};
use domain::orders::{OrderId, SettleOrder};
use domain::payments::Given;
use domain::shops::WindowKind;
use domain::staff::Role;
use oc_pizza::app::App;
use oc_pizza::demo;
use sqlx::{AssertSqlSafe, ConnectOptions, Executor};

const MANAGER_OF_ALL: &str = "Hélène";

/// Something is sold at a counter without a window.
async fn sold(counter: &App) -> anyhow::Result<()> {
    let placed = crate::people::order(counter, &[("reine", 1), ("cola", 2)]).await;
    let (order, total): (OrderId, _) = (placed.order, placed.total);
    let given = Given::Cash { received: total };
    let settle = SettleOrder::at_once(crate::people::tap(), order, total, given);
    crate::people::at_counter(counter, settle).await.expect("paid");
    Ok(())
}

/// Sixty days behind the shops, one of them with a long name.
async fn weeks(fresh: &crate::database::Fresh) -> anyhow::Result<()> {
    let pool = fresh.pool();
    let today: chrono::NaiveDate =
        sqlx::query_scalar("SELECT current_date").fetch_one(&pool).await?;
    demo::history::load(&pool, today, demo::history::DAYS).await?;
    let name = "UPDATE oc_pizza.shop SET name = 'Mozzaville-Université, résidence des Amphithéâtres' WHERE code = 'MOZ4'";
    fresh.options().connect().await?.execute(AssertSqlSafe(name.to_owned())).await?;
    Ok(())
}

/// A till sold the day before, and nobody closed it.
async fn left_open(fresh: &crate::database::Fresh) -> anyhow::Result<()> {
    fn the_day_before() -> chrono::DateTime<chrono::Utc> {
        crate::people::now() - chrono::TimeDelta::days(1)
    }
    let app = crate::database::terminal_at(fresh.pool(), "Caisse 3", "MOZ1");
    let app = app.with_clock(the_day_before);
    crate::people::sign_in(&app, WindowKind::Counter, Role::Cashier).await;
    let other = other_counter(fresh).await;
    let placed = crate::people::order(&other, &[("chorizo", 2)]).await;
    let given = Given::Cash { received: placed.total };
    let settle = SettleOrder::at_once(crate::people::tap(), placed.order, placed.total, given);
    crate::people::at_counter(&app, settle).await.expect("paid");
    Ok(())
}

async fn open_page(office: &Terminal) -> anyhow::Result<()> {
    office.click("go-recaps").await?;
    office.wait_for("recaps", Sign::There, SOON).await.map(drop)
}

#[tokio::test]
async fn a_manager_reads_the_shops_days() -> anyhow::Result<()> {
    let (shop, (fresh, address)) = (Shop::new().await?, database().await);
    let office = shop.open(WindowKind::Office, &address).await?;
    office.sign_in(MANAGER_OF_ALL, demo::pin(Role::GroupManager)).await?;
    office.click("go-recaps").await?;
    office.shows("recaps-empty", Sign::Says("dès le premier ticket")).await?;
    in_both_themes(&office, "office-recaps-empty").await?;

    weeks(&fresh).await?;
    let counter = other_counter(&fresh).await;
    sold(&counter).await?;
    // The page reads itself again now and then; going there reads it at once.
    office.click("go-services").await?;
    open_page(&office).await?;
    in_both_themes(&office, "office-recaps").await?;
    office.shows("shop-picker", Sign::There).await?;
    office.click("sort-total").await?;
    picture(&office, "office-recaps-by-total").await?;
    office.click("recap-earlier").await?;
    office.wait_for("recap-later", Sign::Live, SOON).await?;
    picture(&office, "office-recaps-earlier").await?;
    office.click("recap-later").await?;
    office.click("sort-day").await?;
    let today: String =
        sqlx::query_scalar("SELECT to_char(oc_pizza.business_day('05:00'), 'YYYY-MM-DD')")
            .fetch_one(&fresh.pool())
            .await?;
    office.click(&format!("open-MOZ1-{today}")).await?;
    office.shows("state-MOZ1-C2", Sign::Has("data-state", "open")).await?;
    in_both_themes(&office, "office-recap-open").await?;
    office.click("dialog-close").await?;
    let yesterday: String = sqlx::query_scalar(
        "SELECT to_char(max(business_day), 'YYYY-MM-DD') FROM oc_pizza.ledger_entry
         WHERE chain = 'closings' AND kind = 'day' AND register = 'MOZ1-C1'",
    )
    .fetch_one(&fresh.pool())
    .await?;
    office.click(&format!("open-MOZ1-{yesterday}")).await?;
    office.shows("state-MOZ1-C1", Sign::Has("data-state", "closed")).await?;
    in_both_themes(&office, "office-recap").await?;
    office.click("dialog-close").await?;

    // A register that was left open yesterday is missing; its loss is declared with a reason.
    left_open(&fresh).await?;
    office.click("go-services").await?;
    open_page(&office).await?;
    office.click("sort-registers").await?;
    in_both_themes(&office, "office-recaps-missing").await?;
    let missing: String = sqlx::query_scalar(
        "SELECT to_char(max(business_day), 'YYYY-MM-DD') FROM oc_pizza.ledger_entry
         WHERE chain = 'sales' AND register = 'MOZ1-C3'",
    )
    .fetch_one(&fresh.pool())
    .await?;
    office.click(&format!("open-MOZ1-{missing}")).await?;
    office.shows("state-MOZ1-C3", Sign::Has("data-state", "missing")).await?;
    in_both_themes(&office, "office-recap-missing").await?;
    office.click("lose-MOZ1-C3").await?;
    office.click("lost-confirm").await?;
    office.shows("error-reason", Sign::There).await?;
    in_both_themes(&office, "office-lost-no-reason").await?;
    office.fill("field-reason", "volée dans la nuit avec le poste").await?;
    picture(&office, "office-lost").await?;
    office.click("lost-confirm").await?;
    office.shows("lost-dialog", Sign::Gone).await?;
    office.shows("state-MOZ1-C3", Sign::Has("data-state", "lost")).await?;
    office.shows("lose-MOZ1-C3", Sign::Gone).await?;
    in_both_themes(&office, "office-recap-lost").await?;
    office.click("dialog-close").await?;
    picture(&office, "office-recaps-lost").await?;
    office.click("sort-day").await?;

    // The tax office comes: it is noted, with who looks and why.
    office.click("audit-open").await?;
    office.click("audit-confirm").await?;
    office.shows("error-reason", Sign::There).await?;
    in_both_themes(&office, "office-audit").await?;
    office.fill("field-reason", "Mme Petit, DDFiP 99, avis n° 2026-114").await?;
    office.click("audit-confirm").await?;
    office.shows("audit-noted", Sign::Says("Inscrit au journal de")).await?;
    office.shows("audit-noted", Sign::Says("oc-pizza archive make")).await?;
    in_both_themes(&office, "office-audit-noted").await?;
    office.click("dialog-close").await?;

    office.click("language").await?;
    office.shows("page-recaps", Sign::Says("Cash and closings")).await?;
    picture(&office, "office-recaps-english").await?;
    office.click(&format!("open-MOZ1-{yesterday}")).await?;
    office.shows("recap-tenders", Sign::There).await?;
    picture(&office, "office-recap-english").await?;
    office.is_unharmed().await
}

/// Takes the money of an order; whatever comes of it is for the caller to see.
async fn settle(counter: &Terminal, number: &str) -> anyhow::Result<()> {
    counter.click("orders-open").await?;
    counter.click(&format!("settle-{number}")).await?;
    counter.click("tender-cash").await?;
    counter.click("cash-20").await?;
    counter.click("settle").await
}

#[tokio::test]
async fn a_lost_register_that_comes_back_goes_on_under_a_new_code_alone() -> anyhow::Result<()> {
    let (shop, (fresh, address)) = (Shop::new().await?, database().await);
    let other = other_counter(&fresh).await;
    let orders = [
        crate::people::order(&other, &[("reine", 1)]).await,
        crate::people::order(&other, &[("cola", 1)]).await,
    ];
    let counter = shop.counter(&address).await?;
    settle(&counter, &orders[0].number).await?;
    counter.shows("settled-change", Sign::There).await?;
    let unlost = shop.types(&["ledger", "new-key"], &address)?;
    let said = String::from_utf8_lossy(&unlost.stderr).into_owned();
    assert!(said.contains("close the windows"), "its windows are open: {unlost:?}");
    let declare =
        "SELECT oc_pizza.declare_register_lost('MOZ1-C1', 'Hélène', 'volée dans la nuit')";
    fresh.options().connect().await?.execute(AssertSqlSafe(declare.to_owned())).await?;

    drop(counter);
    let counter = shop.counter(&address).await?;
    settle(&counter, &orders[1].number).await?;
    counter.shows("settle-error", Sign::Says("déclarée perdue")).await?;
    in_both_themes(&counter, "counter-register-lost").await?;
    counter.is_unharmed().await?;
    drop(counter);

    let done = shop.types(&["ledger", "new-key"], &address)?;
    let told = String::from_utf8_lossy(&done.stdout).into_owned();
    assert!(done.status.success() && told.contains("MOZ1-C1 is lost"), "{done:?}");
    let again = shop.types(&["ledger", "new-key"], &address)?;
    let said = String::from_utf8_lossy(&again.stderr).into_owned();
    assert!(said.contains("is not declared lost"), "{again:?}");
    let counter = shop.counter(&address).await?;
    settle(&counter, &orders[1].number).await?;
    counter.shows("settled-change", Sign::There).await?;
    counter.is_unharmed().await?;

    // What was declared is in the chain of the register that goes on.
    let told = "SELECT count(*) FROM oc_pizza.ledger_entry WHERE register = 'MOZ1-C2' AND kind = 'register_lost'";
    let since = std::time::Instant::now();
    loop {
        let found: i64 = sqlx::query_scalar(told).fetch_one(&fresh.pool()).await?;
        match found {
            1 => return Ok(()),
            _ if since.elapsed() > SOON * 2 => panic!("{found} events"),
            _ => tokio::time::sleep(std::time::Duration::from_millis(500)).await,
        }
    }
}
