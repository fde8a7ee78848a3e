//! The card terminal at the counter: set by a manager, asked from the payment dialog, waited for,
//! accepted, refused, and looked at where nobody knows.

use crate::card_terminal::{Behaviour, TestTerminal};
use crate::people;
use crate::shop::{CASHIER, Shop, database, other_counter};
use crate::tour::picture;
use crate::windows::{Address, Sign, Terminal};
use domain::orders::PlacedOrder;
use domain::shops::WindowKind;
use domain::staff::Role;
use oc_pizza::app::App;
use oc_pizza::demo::pin;
use oc_pizza::home::{CardTerminalConfig, Home};

/// The shop's manager.
const MANAGER: &str = "Nathalie";

/// The counter's PC knows that terminal.
fn connect(shop: &Shop, terminal: &TestTerminal) -> anyhow::Result<()> {
    let file = Home::at(&shop.home(WindowKind::Counter))?.config();
    let mut config = file.read_or_introduce(Some("MOZ1"))?;
    config.card_terminal = Some(CardTerminalConfig { address: terminal.address().parse()? });
    file.write(&config)
}

/// A counter that knows the terminal, and another one that sells.
async fn counter(
    shop: &Shop,
    terminal: &TestTerminal,
    address: &Address,
) -> anyhow::Result<Terminal> {
    connect(shop, terminal)?;
    shop.counter(address).await
}

/// The payment dialog of an order of two pizzas, 16 €.
async fn pay(counter: &Terminal, app: &App) -> anyhow::Result<PlacedOrder> {
    let placed = people::order(app, &[("reine", 2)]).await;
    counter.click("orders-open").await?;
    counter.click(&format!("settle-{}", placed.number)).await?;
    counter.click("tender-card").await?;
    Ok(placed)
}

#[tokio::test]
async fn a_manager_connects_the_terminal_and_a_card_pays() -> anyhow::Result<()> {
    let (shop, terminal) = (Shop::new().await?, TestTerminal::on(Behaviour::Waits).await);
    let (fresh, address) = database().await;
    let counter = shop.open(WindowKind::Counter, &address).await?;
    counter.sign_in(MANAGER, pin(Role::ShopManager)).await?;
    counter.open_till().await?;
    counter.click("till-tab-card").await?;
    picture(&counter, "card-terminal-none").await?;
    counter.fill("field-card-address", "tout près").await?;
    counter.click("card-save").await?;
    counter.shows("error-card-address", Sign::Says("192.168.1.40")).await?;
    picture(&counter, "card-terminal-wrong").await?;
    let off = TestTerminal::nobody();
    counter.fill("field-card-address", off.trim_start_matches("tcp://")).await?;
    counter.click("card-test").await?;
    counter.shows("card-found", Sign::Says("liaison caisse")).await?;
    picture(&counter, "card-terminal-closed").await?;
    let there = terminal.address().trim_start_matches("tcp://").to_owned();
    counter.fill("field-card-address", &there).await?;
    counter.click("card-test").await?;
    counter.shows("card-found", Sign::Says("répond")).await?;
    counter.click("card-save").await?;
    counter.shows("card-set", Sign::Says(&there)).await?;
    picture(&counter, "card-terminal-set").await?;
    counter.leave_till().await?;

    let app = other_counter(&fresh).await;
    let placed = pay(&counter, &app).await?;
    counter.shows("card-ask", Sign::Says("16,00 €")).await?;
    picture(&counter, "card-asks").await?;
    counter.click("card-ask").await?;
    counter.shows("card-payment", Sign::Has("data-state", "asked")).await?;
    picture(&counter, "card-waits").await?;
    // Closed in the middle, it is found again.
    counter.click("dialog-close").await?;
    counter.shows("cards-alert", Sign::Says(&placed.number)).await?;
    counter.click(&format!("settle-{}", placed.number)).await?;
    counter.shows("card-payment", Sign::Has("data-state", "asked")).await?;
    terminal.behave(Behaviour::Accepts);
    counter.shows("settled", Sign::There).await?;
    picture(&counter, "card-settled").await?;
    counter.shows("cards-alert", Sign::Gone).await?;
    anyhow::ensure!(terminal.asked().len() == 1, "{:?}", terminal.asked());
    counter.is_unharmed().await
}

#[tokio::test]
async fn a_part_by_card_stays_and_a_refusal_says_why() -> anyhow::Result<()> {
    let (shop, terminal) = (Shop::new().await?, TestTerminal::on(Behaviour::Refuses("04")).await);
    let (fresh, address) = database().await;
    let counter = counter(&shop, &terminal, &address).await?;
    let app = other_counter(&fresh).await;
    pay(&counter, &app).await?;
    counter.click("card-ask").await?;
    counter.shows("card-refused-why", Sign::Says("refusée par la banque")).await?;
    picture(&counter, "card-refused").await?;
    terminal.behave(Behaviour::Refuses("09"));
    counter.click("card-ask").await?;
    counter.shows("card-by-hand", Sign::There).await?;
    picture(&counter, "card-fault").await?;
    terminal.behave(Behaviour::Accepts);
    counter.type_keys("given-amount", "5,50").await?;
    counter.click("card-ask").await?;
    counter.shows("given-0", Sign::Has("data-final", "true")).await?;
    counter.shows("left-due", Sign::Says("10,50 €")).await?;
    picture(&counter, "card-part").await?;
    // Whoever opens it again finds what was taken.
    counter.click("dialog-close").await?;
    counter.shows("cards-alert", Sign::Says("débitée")).await?;
    picture(&counter, "card-part-left").await?;
    counter.click("dialog-close").await?;
    counter.click("cards-alert").await?;
    counter.shows("card-payment", Sign::Has("data-state", "accepted")).await?;
    picture(&counter, "cards-debited").await?;
    counter.is_unharmed().await
}

#[tokio::test]
async fn what_nobody_knows_is_looked_at_before_anything_else() -> anyhow::Result<()> {
    let (shop, terminal) = (Shop::new().await?, TestTerminal::on(Behaviour::Waits).await);
    let (fresh, address) = database().await;
    let first = counter(&shop, &terminal, &address).await?;
    let app = other_counter(&fresh).await;
    let placed = pay(&first, &app).await?;
    first.click("card-ask").await?;
    first.shows("card-leave", Sign::Live).await?;
    // The power goes in the middle.
    drop(first);
    let counter = shop.open(WindowKind::Counter, &address).await?;
    counter.sign_in(CASHIER, pin(Role::Cashier)).await?;
    counter.shows("cards-alert", Sign::Says(&placed.number)).await?;
    picture(&counter, "card-to-check-after-start").await?;
    counter.click("orders-open").await?;
    counter.click(&format!("settle-{}", placed.number)).await?;
    counter.shows("card-payment", Sign::Has("data-state", "unknown")).await?;
    counter.shows("card-why", Sign::Says("s’est arrêté")).await?;
    picture(&counter, "card-unknown").await?;
    counter.shows("tender-cash", Sign::Gone).await?;
    counter.click("card-not-taken").await?;
    counter.shows("tender-cash", Sign::There).await?;
    counter.shows("cards-alert", Sign::Gone).await?;

    // Another amount than was asked is nothing to accept.
    terminal.behave(Behaviour::Takes(700));
    counter.click("tender-card").await?;
    counter.click("card-ask").await?;
    counter.shows("card-why", Sign::Says("7,00 €")).await?;
    counter.shows("card-taken", Sign::Gone).await?;
    picture(&counter, "card-other-amount").await?;
    counter.click("card-not-taken").await?;
    // Left, then seen to have been taken: settled by itself.
    terminal.behave(Behaviour::Waits);
    counter.click("tender-card").await?;
    counter.click("card-ask").await?;
    counter.click("card-leave").await?;
    counter.click("card-taken").await?;
    counter.shows("settled", Sign::There).await?;
    counter.is_unharmed().await
}

#[tokio::test]
async fn a_card_debited_for_an_order_that_was_settled_meanwhile_in_english_and_in_the_dark()
-> anyhow::Result<()> {
    let (shop, terminal) = (Shop::new().await?, TestTerminal::on(Behaviour::Waits).await);
    let (fresh, address) = database().await;
    let counter = counter(&shop, &terminal, &address).await?;
    counter.click("language").await?;
    counter.click("theme").await?;
    let app = other_counter(&fresh).await;
    let placed = pay(&counter, &app).await?;
    picture(&counter, "card-asks-english-dark").await?;
    counter.click("card-ask").await?;
    counter.shows("card-payment", Sign::Has("data-state", "asked")).await?;
    picture(&counter, "card-waits-english-dark").await?;
    let other = people::paid_by_card(placed.order, placed.total);
    people::at_counter(&app, other).await.expect("the other counter was first");
    terminal.behave(Behaviour::Accepts);
    counter.shows("card-payment", Sign::Has("data-state", "accepted")).await?;
    counter.shows("pay-dialog", Sign::Says("The card was debited")).await?;
    picture(&counter, "card-debited-english-dark").await?;
    counter.click("card-back").await?;
    counter.click("card-back-sure").await?;
    counter.shows("card-payment", Sign::Gone).await?;
    counter.shows("cards-alert", Sign::Gone).await?;
    counter.click("dialog-close").await?;
    counter.is_unharmed().await
}

#[tokio::test]
async fn what_is_refunded_goes_back_to_the_card_over_the_terminal() -> anyhow::Result<()> {
    let (shop, terminal) = (Shop::new().await?, TestTerminal::on(Behaviour::Waits).await);
    let (fresh, address) = database().await;
    let counter = counter(&shop, &terminal, &address).await?;
    let app = other_counter(&fresh).await;
    let placed = people::order(&app, &[("cola", 2)]).await;
    let paid = people::paid_by_card(placed.order, placed.total);
    people::at_counter(&app, paid).await.expect("paid");
    counter.click("orders-open").await?;
    counter.click(&format!("refund-{}", placed.number)).await?;
    counter.click("refund-more-1").await?;
    counter.type_keys("refund-reason", "tiède").await?;
    counter.click("refund-confirm").await?;
    counter.shows("card-back-ask", Sign::Says("2,50 €")).await?;
    picture(&counter, "card-back-asks").await?;
    counter.click("card-back-ask").await?;
    counter.shows("card-payment", Sign::Has("data-state", "asked")).await?;
    picture(&counter, "card-back-waits").await?;
    terminal.behave(Behaviour::Leaves);
    counter.shows("card-payment", Sign::Has("data-state", "unknown")).await?;
    picture(&counter, "card-back-unknown").await?;
    counter.click("card-not-taken").await?;
    counter.shows("card-payment", Sign::Has("data-state", "refused")).await?;
    picture(&counter, "card-back-refused").await?;
    terminal.behave(Behaviour::Accepts);
    counter.click("card-back-ask").await?;
    counter.shows("card-payment", Sign::Has("data-state", "accepted")).await?;
    counter.shows("card-back-ask", Sign::Gone).await?;
    counter.shows("cards-alert", Sign::Gone).await?;
    picture(&counter, "card-back-done").await?;
    counter.is_unharmed().await
}
