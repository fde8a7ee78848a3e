//! What seldom happens: a screen that breaks, an answer that gets lost, a counter left alone; and
//! the chime, which no picture shows.

use crate::people;
use crate::shop::{CASHIER, Shop, database, other_counter};
use crate::tour::picture;
use crate::windows::{SOON, Sign};
use anyhow::{Context, ensure};
use domain::orders::{ListOpenOrders, OrderId};
use domain::shops::WindowKind;
use oc_pizza::app::App;
use std::time::{Duration, Instant};
use tokio::time::sleep;

/// From here on nothing can be drawn: trying to breaks the screen.
const LET_NOTHING_BE_DRAWN: &str = "
    const refuse = () => { throw new DOMException('refused by the test'); };
    Node.prototype.insertBefore = Node.prototype.appendChild = refuse;
    document.body.dataset.testid = 'spoilt';";
/// The browser ends a call into the screen's program, as it was seen to by a fault of its own.
const END_A_CALL: &str = "
    document.body.dataset.testid = 'spoilt';
    const error = new WebAssembly.RuntimeError('ended by the test');
    dispatchEvent(new ErrorEvent('error', { error }));";
/// The backend's next two answers to the kitchen never come.
const LOSE_TWO_ANSWERS: &str = "
    const core = window.__TAURI__.core;
    const sure = core.invoke;
    let left = 2;
    const lossy = (command, ...rest) => command === 'kitchen' && left-- > 0
        ? new Promise(() => {})
        : sure(command, ...rest);
    window.__TAURI__ = { ...window.__TAURI__, core: { ...core, invoke: lossy } };";
/// The counter's next payment does not arrive, and nobody can tell.
const LOSE_A_PAYMENT: &str = "
    const core = window.__TAURI__.core;
    const sure = core.invoke;
    let left = 1;
    const lossy = (command, call, ...rest) => JSON.stringify(call).includes('payers') && left-- > 0
        ? Promise.reject({ code: 'Unreachable', message: 'perdu', field: null })
        : sure(command, call, ...rest);
    window.__TAURI__ = { ...window.__TAURI__, core: { ...core, invoke: lossy } };";
/// Five minutes go by.
const LATER: &str = "const sure = Date.now; Date.now = () => sure() + 5 * 60 * 1000;";
/// Counts the notes that sound, where a test can read it.
const COUNT_NOTES: &str = "
    const start = OscillatorNode.prototype.start;
    document.body.dataset.testid = 'notes';
    document.body.dataset.count = 0;
    OscillatorNode.prototype.start = function (...when) {
        document.body.dataset.count++;
        return start.apply(this, when);
    };";
/// News take less to come and to be drawn.
const NEWS_WITHIN: Duration = Duration::from_secs(2);
/// A window waits so long for an answer, and some time to draw.
const FOUND_AGAIN_WITHIN: Duration = Duration::from_secs(40);

#[tokio::test]
async fn a_payment_in_doubt_is_taken_up_where_its_dialog_was_left() -> anyhow::Result<()> {
    let shop = Shop::new().await?;
    let (fresh, address) = database().await;
    let number = people::order(&other_counter(&fresh).await, &[("reine", 1)]).await.number;
    let counter = shop.counter(&address).await?;
    counter.play(LOSE_A_PAYMENT).await?;
    counter.click("orders-open").await?;
    counter.click(&format!("settle-{number}")).await?;
    counter.type_keys("cash-received", "20").await?;
    counter.click("settle").await?;
    counter.shows("settle-error", Sign::Says("perdu")).await?;
    counter.click("dialog-close").await?;
    counter.click(&format!("settle-{number}")).await?;
    counter.shows("settle-error", Sign::Says("On ne sait pas")).await?;
    counter.shows("cash-received", Sign::Holds("20,00")).await?;
    picture(&counter, "counter-payment-in-doubt").await?;
    counter.click("settle").await?;
    counter.shows("settled", Sign::Says("12,00 €")).await?;
    counter.is_unharmed().await
}

#[tokio::test]
async fn a_screen_that_breaks_starts_again_with_its_basket() -> anyhow::Result<()> {
    let shop = Shop::new().await?;
    let (_fresh, address) = database().await;
    let counter = shop.counter(&address).await?;
    counter.click("product-reine").await?;
    counter.shows("cart-line", Sign::Count(1)).await?;
    counter.play(LET_NOTHING_BE_DRAWN).await?;
    counter.click("product-chorizo").await?;
    counter.shows("spoilt", Sign::Gone).await?;
    counter.shows("cart-line", Sign::Says("Reine")).await?;
    counter.shows("signed-in", Sign::Says(CASHIER)).await?;
    counter.click("place-order").await?;
    counter.shows("order-number", Sign::There).await?;
    let log = shop.log(WindowKind::Counter)?;
    let told = log.lines().find(|line| line.contains("a screen broke"));
    assert!(told.is_some_and(|line| line.contains(".rs:")), "{log}");
    Ok(())
}

#[tokio::test]
async fn a_screen_whose_call_the_browser_ends_starts_again() -> anyhow::Result<()> {
    let shop = Shop::new().await?;
    let (_fresh, address) = database().await;
    let counter = shop.counter(&address).await?;
    counter.click("product-reine").await?;
    counter.shows("cart-line", Sign::Count(1)).await?;
    counter.play(END_A_CALL).await?;
    counter.shows("spoilt", Sign::Gone).await?;
    counter.shows("cart-line", Sign::Says("Reine")).await?;
    counter.click("place-order").await?;
    counter.shows("order-number", Sign::There).await?;
    let log = shop.log(WindowKind::Counter)?;
    ensure!(log.contains("a screen broke"), "{log}");
    Ok(())
}

#[tokio::test]
async fn a_window_whose_browser_dies_comes_back() -> anyhow::Result<()> {
    let shop = Shop::new().await?;
    let (fresh, address) = database().await;
    let counter = other_counter(&fresh).await;
    let kitchen = shop.kitchen(&address).await?;
    kitchen.kill_browser()?;
    let placed = people::order(&counter, &[("reine", 1)]).await;
    // The kitchen says so itself once it has drawn the order: so it is there again, and so is who
    // was signed in.
    let since = Instant::now();
    while !has_been_shown(&counter, placed.order).await? {
        let log = shop.log(WindowKind::Kitchen)?;
        ensure!(since.elapsed() < SOON, "the order was not drawn: {log}");
        sleep(Duration::from_millis(100)).await;
    }
    ensure!(shop.log(WindowKind::Kitchen)?.contains("the window's browser ended"));
    Ok(())
}

async fn has_been_shown(counter: &App, order: OrderId) -> anyhow::Result<bool> {
    let open = people::at_counter(counter, ListOpenOrders {}).await?;
    let found = open.iter().find(|row| row.order == order);
    Ok(found.context("an order that was placed")?.shown_at.is_some())
}

#[tokio::test]
async fn an_answer_that_gets_lost_does_not_freeze_a_kitchen() -> anyhow::Result<()> {
    let shop = Shop::new().await?;
    let (fresh, address) = database().await;
    let counter = other_counter(&fresh).await;
    people::order(&counter, &[("reine", 1)]).await;
    let kitchen = shop.kitchen(&address).await?;
    kitchen.shows("kitchen-item", Sign::Count(1)).await?;
    kitchen.play(LOSE_TWO_ANSWERS).await?;
    // A reading that the news asks for, and a tap.
    people::order(&counter, &[("chorizo", 1)]).await;
    kitchen.keeps("waiting-count", Sign::Says("1 pizza en"), NEWS_WITHIN).await?;
    kitchen.click("next-pizza").await?;
    kitchen.keeps("recipe", Sign::Gone, NEWS_WITHIN).await?;
    kitchen.wait_for("recipe", Sign::There, FOUND_AGAIN_WITHIN).await?;
    kitchen.shows("waiting-count", Sign::Says("1 pizza en")).await?;
    people::order(&counter, &[("royale", 1)]).await;
    kitchen.shows("waiting-count", Sign::Says("2 pizzas")).await?;
    kitchen.is_unharmed().await
}

#[tokio::test]
async fn a_counter_left_alone_locks_itself() -> anyhow::Result<()> {
    let shop = Shop::new().await?;
    let (_fresh, address) = database().await;
    let counter = shop.counter(&address).await?;
    counter.click("product-reine").await?;
    counter.shows("cart-line", Sign::Count(1)).await?;
    counter.play(LATER).await?;
    counter.shows("signed-in", Sign::Gone).await?;
    counter.shows("cart-line", Sign::Gone).await
}

#[tokio::test]
async fn new_pizzas_sound_two_notes() -> anyhow::Result<()> {
    let shop = Shop::new().await?;
    let (fresh, address) = database().await;
    let counter = other_counter(&fresh).await;
    let kitchen = shop.kitchen(&address).await?;
    kitchen.play(COUNT_NOTES).await?;
    people::order(&counter, &[("reine", 2)]).await;
    kitchen.shows("kitchen-item", Sign::Count(2)).await?;
    kitchen.shows("notes", Sign::Has("data-count", "2")).await
}
