//! The money's dialogs in English and in the dark, on a busy day: what goes back, what is shared, what the
//! printers do, what the ledger's verification found; and a ticket from before an outage.

use crate::people::{self, an_order, at_counter, line, order, paid_by_card, tap};
use crate::printer::{TestPrinter, printers};
use crate::proxy::Proxy;
use crate::shop::{Shop, database, other_counter};
use crate::tour::picture;
use crate::windows::{Address, Sign, Terminal};
use domain::orders::{HandOver, ServiceMode, SettleOrder};
use domain::payments::Given;
use domain::shops::WindowKind;
use oc_pizza::home::Home;
use serde_json::json;
use std::time::Duration;

/// A day's tickets.
const TICKETS: usize = 60;
const DRINKS: [&str; 6] = ["cola", "limonade", "eau-plate", "eau-gazeuse", "cafe", "tiramisu"];
/// The watching begins twenty seconds after the start.
const WATCHED_WITHIN: Duration = Duration::from_secs(60);

/// Settles these orders at this window's own register, as its screen would.
const SETTLE: &str = "
    const [calls, done] = arguments;
    const all = async () => {
        for (const call of calls)
            await window.__TAURI__.core.invoke('orders', { request: { SettleOrder: call }, language: 'en' });
    };
    all().then(() => done('settled'), failure => done(JSON.stringify(failure)));";

fn plug_in_at(shop: &Shop, printer: &TestPrinter) -> anyhow::Result<()> {
    let file = Home::at(&shop.home(WindowKind::Counter))?.config();
    let mut config = file.read_or_introduce(Some("MOZ1"))?;
    let name = "Imprimante du comptoir près de l’entrée";
    config.printer = printers(&[(name, &["ticket", "kitchen"], printer.address(), None)])?;
    file.write(&config)
}

async fn turned(counter: &Terminal) -> anyhow::Result<()> {
    counter.click("language").await?;
    counter.click("theme").await
}

#[tokio::test]
async fn in_english_and_in_the_dark_on_a_busy_day() -> anyhow::Result<()> {
    let (shop, printer) = (Shop::new().await?, TestPrinter::on().await);
    let (fresh, address) = database().await;
    plug_in_at(&shop, &printer)?;
    let app = other_counter(&fresh).await;
    // Another register's entry was changed behind its back.
    let wrong = order(&app, &[("cola", 1)]).await;
    at_counter(&app, paid_by_card(wrong.order, wrong.total)).await.expect("paid");
    for statement in [
        "ALTER TABLE ledger_entry DISABLE TRIGGER ledger_entry_append_only",
        "UPDATE ledger_entry SET canonical = replace(canonical, '\"quantity\":1', '\"quantity\":2')",
        "ALTER TABLE ledger_entry ENABLE TRIGGER ledger_entry_append_only",
    ] {
        sqlx::query(statement).execute(&fresh.pool()).await?;
    }
    let proxy = Proxy::before(fresh.socket_folder());
    let socket_folder = proxy.socket_folder().to_owned();
    let counter = shop.counter(&Address { socket_folder, ..address }).await?;
    turned(&counter).await?;
    counter.click("product-reine").await?;
    picture(&counter, "money-counter-en-dark").await?;
    counter.click("pay").await?;
    picture(&counter, "money-settle-en-dark").await?;
    counter.click("split").await?;
    picture(&counter, "money-split-en-dark").await?;
    // Back to the payment, and out of it.
    counter.click("dialog-close").await?;
    counter.shows("amount-due", Sign::There).await?;
    counter.click("dialog-close").await?;
    counter.shows("pay-dialog", Sign::Gone).await?;

    let (mut calls, mut first) = (Vec::new(), String::new());
    for at in 0..TICKETS {
        let placed = order(&app, &[(DRINKS[at % DRINKS.len()], 1)]).await;
        if at == 0 {
            first.clone_from(&placed.number);
        }
        let given = Given::Card { amount: placed.total };
        calls.push(SettleOrder::at_once(tap(), placed.order, placed.total, given));
        at_counter(&app, HandOver { command: tap(), order: placed.order }).await.expect("over");
    }
    let settled = counter.run_until_called(SETTLE, json!([calls])).await?;
    assert_eq!(settled, json!("settled"));
    counter.open_till().await?;
    counter.wait_for("till-defects", Sign::There, WATCHED_WITHIN).await?;
    picture(&counter, "money-defects-en-dark").await?;
    counter.click("till-tab-entries").await?;
    counter.click("entry-sales-60").await?;
    counter.shows("entry-shown", Sign::There).await?;
    picture(&counter, "money-sixty-tickets-en-dark").await?;
    counter.leave_till().await?;

    // Of days before, a customer comes back with his ticket.
    sqlx::query("UPDATE orders SET business_day = business_day - 3, placed_at = placed_at - interval '3 days'
                 WHERE order_id = $1")
        .bind(calls[0].order.0)
        .execute(&fresh.pool())
        .await?;
    counter.click("orders-open").await?;
    counter.click("orders-ended").await?;
    picture(&counter, "money-ended-en-dark").await?;
    counter.type_keys("orders-search", "000001").await?;
    counter.click("orders-earlier").await?;
    counter.shows("order-day", Sign::There).await?;
    picture(&counter, "money-earlier-en-dark").await?;
    counter.click(&format!("refund-{first}")).await?;
    counter.shows("refund-paid", Sign::There).await?;
    picture(&counter, "money-refund-en-dark").await?;
    counter.click("refund-more-1").await?;
    counter.type_keys("refund-reason", "cold").await?;
    counter.click("refund-confirm").await?;
    counter.shows("refunded", Sign::There).await?;
    picture(&counter, "money-refunded-en-dark").await?;
    counter.click("dialog-close").await?;
    counter.click("dialog-close").await?;

    // A printer that is off, in the bar and in its dialog.
    let mut here = an_order(&app.menu().await.expect("the menu"), vec![]);
    here.content.lines = vec![line(&app.menu().await.expect("the menu"), "reine", 4)];
    here.content.mode = ServiceMode::EatIn;
    let here = people::at_counter(&app, here).await.expect("taken");
    printer.unplug().await;
    counter.click("orders-open").await?;
    counter.fill("orders-search", "").await?;
    counter.click(&format!("settle-{}", here.number)).await?;
    counter.shows("note-due", Sign::There).await?;
    picture(&counter, "money-note-en-dark").await?;
    counter.click("print-note").await?;
    counter.shows("print-sent", Sign::There).await?;
    counter.click("dialog-close").await?;
    counter.click("dialog-close").await?;
    counter.shows("printers-alert", Sign::There).await?;
    picture(&counter, "money-printer-off-en-dark").await?;
    turned(&counter).await?;
    picture(&counter, "money-printer-off").await?;
    turned(&counter).await?;
    counter.click("printers-alert").await?;
    counter.shows("print-waits", Sign::There).await?;
    picture(&counter, "money-printers-en-dark").await?;
    counter.click("dialog-close").await?;
    printer.plug_in().await;
    counter.wait_for("printers-alert", Sign::Gone, WATCHED_WITHIN).await?;

    // The server is lost: a ticket of before is printed all the same.
    let before = printer.papers().len();
    proxy.cut();
    counter.wait_for("connection-state", Sign::Says("offline"), WATCHED_WITHIN).await?;
    counter.open_till().await?;
    counter.click("till-tab-entries").await?;
    counter.click("entry-sales-60").await?;
    counter.shows("entry-shown", Sign::There).await?;
    counter.click("reprint").await?;
    let papers = printer.wait_for(before + 1).await;
    let paper = papers.last().expect("a paper");
    assert!(paper.contains("TICKET n° 000060") && !paper.contains("DUPLICATA"), "{paper}");
    picture(&counter, "money-printed-away-en-dark").await?;
    counter.is_unharmed().await
}
