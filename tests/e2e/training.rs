//! A new cashier learns at the real counter: a manager begins it, a pizza is sold as if it were, the
//! kitchen sees nothing, and after it the basket that was begun is there again.

use crate::people;
use crate::printer::{TestPrinter, printers};
use crate::shop::{COLLEAGUE, Shop, database, other_counter};
use crate::tour::picture;
use crate::windows::{Sign, Terminal};
use domain::shops::WindowKind;
use domain::staff::Role;
use oc_pizza::demo::pin;
use oc_pizza::home::Home;
use oc_pizza::ledger::verify::verify;
use std::time::Duration;

/// The counter's PC has that printer.
fn plug_in_at(shop: &Shop, printer: &TestPrinter) -> anyhow::Result<()> {
    let file = Home::at(&shop.home(WindowKind::Counter))?.config();
    let mut config = file.read_or_introduce(Some("MOZ1"))?;
    config.printer = printers(&[("Comptoir", &["ticket"], printer.address(), None)])?;
    file.write(&config)
}

/// A manager begins it at this counter.
async fn begin(counter: &Terminal, manager: i64, pictures: Option<&str>) -> anyhow::Result<()> {
    counter.open_till().await?;
    counter.click("till-tab-training").await?;
    if let Some(name) = pictures {
        picture(counter, &format!("{name}-off")).await?;
    }
    counter.click("training-begin").await?;
    counter.click(&format!("approve-staff-{manager}")).await?;
    if let Some(name) = pictures {
        picture(counter, &format!("{name}-consent")).await?;
    }
    counter.enter_pin(pin(Role::ShopManager)).await?;
    counter.shows("training-on", Sign::There).await?;
    counter.shows("training-banner", Sign::There).await
}

/// So many rows of each thing that is real.
async fn real(fresh: &crate::database::Fresh) -> anyhow::Result<[i64; 4]> {
    let mut counts = [0; 4];
    for (count, what) in counts.iter_mut().zip([
        "orders",
        "payment",
        "stock_movement",
        "ledger_entry WHERE chain = 'sales'",
    ]) {
        let read = sqlx::AssertSqlSafe(format!("SELECT count(*) FROM {what}"));
        *count = sqlx::query_scalar(read).fetch_one(&fresh.pool()).await?;
    }
    Ok(counts)
}

#[tokio::test]
async fn a_cashier_learns_and_nothing_real_comes_of_it() -> anyhow::Result<()> {
    let (shop, printer) = (Shop::new().await?, TestPrinter::on().await);
    let (fresh, address) = database().await;
    plug_in_at(&shop, &printer)?;
    let app = other_counter(&fresh).await;
    let manager = people::manager(&app).await;
    let placed = people::order(&app, &[("chorizo", 1)]).await;
    let (counter, kitchen) = tokio::try_join!(shop.counter(&address), shop.kitchen(&address))?;
    kitchen.shows("kitchen-item", Sign::Count(1)).await?;
    let before = real(&fresh).await?;
    // A customer's basket is begun, and waits.
    counter.click("product-royale").await?;
    counter.shows("cart-line", Sign::Count(1)).await?;
    begin(&counter, manager, Some("training")).await?;
    counter.shows("till-tab-drawer", Sign::Gone).await?;
    counter.shows("till-tab-close", Sign::Gone).await?;
    picture(&counter, "training-on").await?;
    counter.leave_till().await?;
    counter.shows("training-banner", Sign::Says("MODE ÉCOLE")).await?;
    counter.shows("cart-empty", Sign::There).await?;
    picture(&counter, "training-counter").await?;

    // Validated, it has a number that is none.
    counter.click("product-reine").await?;
    counter.click("place-order").await?;
    counter.shows("order-number", Sign::Says("École 1")).await?;
    counter.shows("order-placed", Sign::Says("rien n’a été vendu")).await?;
    picture(&counter, "training-placed").await?;
    // Paid, with change.
    counter.click("product-reine").await?;
    counter.click("product-chorizo").await?;
    picture(&counter, "training-basket").await?;
    counter.click("pay").await?;
    counter.shows("pay-dialog", Sign::Says("École 2")).await?;
    counter.shows("settle-training", Sign::Says("personne ne paie")).await?;
    counter.click("tender-cash").await?;
    counter.click("cash-20").await?;
    picture(&counter, "training-settle").await?;
    counter.click("settle").await?;
    counter.shows("settled", Sign::Says("École 2")).await?;
    counter.shows("settled-change", Sign::There).await?;
    counter.click("print-ticket").await?;
    counter.shows("print-sent", Sign::Has("data-copy", "0")).await?;
    picture(&counter, "training-settled").await?;
    counter.click("dialog-close").await?;
    let paper = printer.wait_for(1).await.remove(0);
    assert_eq!(paper.matches("MODE ÉCOLE").count(), 2, "{paper}");
    assert_eq!(printer.drawer(), 0);

    // Real orders are read, and left alone.
    counter.click("orders-open").await?;
    counter.shows(&format!("order-row-{}", placed.number), Sign::There).await?;
    counter.shows(&format!("settle-{}", placed.number), Sign::Gone).await?;
    counter.shows("orders-training", Sign::There).await?;
    picture(&counter, "training-orders").await?;
    counter.click("dialog-close").await?;
    counter.open_till().await?;
    counter.click("till-tab-now").await?;
    counter.shows("x-total", Sign::Has("data-cents", "0")).await?;
    counter.shows("print-x", Sign::Gone).await?;
    picture(&counter, "training-x").await?;
    counter.click("till-tab-entries").await?;
    counter.shows("entry-training-1", Sign::Says("École")).await?;
    counter.click("entry-training-1").await?;
    counter.shows("paper", Sign::Says("MODE ÉCOLE")).await?;
    picture(&counter, "training-papers").await?;
    counter.leave_till().await?;
    kitchen.keeps("kitchen-item", Sign::Count(1), Duration::from_millis(500)).await?;
    kitchen.shows("training-banner", Sign::Gone).await?;

    // Who comes next sees it, too.
    counter.click("lock").await?;
    counter.shows("training-banner", Sign::There).await?;
    picture(&counter, "training-sign-in").await?;
    counter.sign_in(COLLEAGUE, pin(Role::Cashier)).await?;
    counter.open_till().await?;
    counter.click("training-end").await?;
    counter.shows("training-banner", Sign::Gone).await?;
    counter.shows("till-tab-drawer", Sign::There).await?;
    counter.leave_till().await?;
    counter.shows("cart-line", Sign::Says("Royale")).await?;
    assert_eq!(real(&fresh).await?, before);
    counter.click("place-order").await?;
    counter.shows("order-number", Sign::Says("A-")).await?;
    kitchen.shows("kitchen-item", Sign::Count(2)).await?;
    assert_eq!(verify(&fresh.pool(), None).await.expect("read").defects, []);
    counter.is_unharmed().await
}

#[tokio::test]
async fn training_in_english_and_in_the_dark_outlives_the_program() -> anyhow::Result<()> {
    let shop = Shop::new().await?;
    let (fresh, address) = database().await;
    let manager = people::manager(&other_counter(&fresh).await).await;
    let counter = shop.counter(&address).await?;
    counter.click("language").await?;
    counter.click("theme").await?;
    begin(&counter, manager, Some("training-english-dark")).await?;
    picture(&counter, "training-english-dark-on").await?;
    counter.leave_till().await?;
    counter.click("product-reine").await?;
    counter.click("pay").await?;
    counter.shows("pay-dialog", Sign::Says("Training 1")).await?;
    counter.click("tender-card").await?;
    picture(&counter, "training-english-dark-settle").await?;
    counter.click("settle").await?;
    counter.shows("settled", Sign::Says("Training 1")).await?;
    counter.click("dialog-close").await?;

    // Its processes are killed: nothing is said to anybody.
    drop(counter);
    let counter = shop.counter(&address).await?;
    counter.shows("training-banner", Sign::Says("TRAINING MODE")).await?;
    counter.click("product-reine").await?;
    picture(&counter, "training-english-dark-counter").await?;
    counter.click("place-order").await?;
    counter.shows("order-number", Sign::Says("Training 2")).await?;
    picture(&counter, "training-english-dark-placed").await?;
    counter.click("orders-open").await?;
    picture(&counter, "training-english-dark-orders").await?;
    counter.click("dialog-close").await?;
    counter.open_till().await?;
    counter.click("till-tab-entries").await?;
    counter.click("entry-training-1").await?;
    picture(&counter, "training-english-dark-papers").await?;
    counter.is_unharmed().await
}
