//! From the call of a customer who is known to the money at the door: the driver and the customer get their text
//! messages, though Digitaleo is down when the driver leaves.

use crate::deliveries::{DRIVER, driver_comes, picks, taps};
use crate::group::Group;
use crate::shop::CASHIER;
use crate::tour::picture;
use crate::windows::{self, Key, Sign, Terminal};
use anyhow::ensure;
use domain::shops::WindowKind;
use domain::staff::Role;
use domain::terminals::TerminalKind;
use oc_pizza::demo;
use serde_json::json;
use simulators::{Account, Digitaleo, Post};
use sqlx::{ConnectOptions, Executor};
use std::time::Duration;
use tokio::time::{Instant, sleep};

/// The demonstration's number of the first shop's driver.
const HIS_NUMBER: &str = "+33700000101";
const CUSTOMER: &str = "+33612345678";
/// A driver's message is tried five times in a minute; beside other windows a test takes its time.
const SOON: Duration = Duration::from_secs(70);

async fn texts(sms: &Digitaleo, many: usize) -> anyhow::Result<Vec<(String, String)>> {
    let begun = Instant::now();
    while sms.sent().len() < many && begun.elapsed() < SOON {
        sleep(Duration::from_millis(200)).await;
    }
    let sent: Vec<_> = sms.sent().into_iter().map(|it| (it.to, it.text)).collect();
    ensure!(sent.len() == many, "{sent:?}");
    Ok(sent)
}

/// A can that is brought to an address typed by hand.
async fn first_order(counter: &Terminal) -> anyhow::Result<()> {
    counter.click("channel-phone").await?;
    counter.type_keys("customer-phone", "06 12 34 56 78").await?;
    counter.fill("customer-name", "Mme Lefèvre").await?;
    counter.fill("search", "cola").await?;
    counter.press(Key::Enter).await?;
    counter.shows("cart-line", Sign::Count(1)).await?;
    counter.click("mode-delivery").await?;
    counter.fill("field-street", "12 rue des Lilas").await?;
    counter.fill("field-postcode", "99120").await?;
    counter.fill("field-town", "Mozzaville").await?;
    counter.click("delivery-save").await?;
    counter.shows("delivery-dialog", Sign::Gone).await?;
    counter.click("place-order").await?;
    counter.shows("order-number", Sign::Says("A-001")).await
}

#[tokio::test]
async fn a_known_customers_call_ends_at_the_door_with_everybody_told() -> anyhow::Result<()> {
    let _turn = windows::turn().await;
    let sms = Digitaleo::on(Account::Json, Post::Takes).await;
    let group = Group::start().await?;
    group.owner.connect().await?.execute("DELETE FROM oc_pizza.opening_hours").await?;
    let desk = group.pc("counter")?;
    let code = group.code(Some("MOZ1"), TerminalKind::Counter)?;
    group.set_secret("digitaleo-login", Digitaleo::LOGIN)?;
    group.set_secret("digitaleo-password", Digitaleo::PASSWORD)?;
    let entered = json!({
        "service": "digitaleo", "token_address": sms.token_address(),
        "sms_address": sms.sms_address(), "sender": "OCPizza", "form": "json",
    });
    group.enter_service(&entered.to_string())?;
    desk.enrol(&group.enrol_words(&code), "MOZ1-1")?;
    let counter = desk.open(WindowKind::Counter).await?;
    counter.sign_in(CASHIER, demo::pin(Role::Cashier)).await?;
    first_order(&counter).await?;

    // He calls again: his number brings his name, his address and what he had.
    counter.click("channel-phone").await?;
    counter.type_keys("customer-phone", "+33 6 12 34 56 78").await?;
    counter.shows("customer-name", Sign::Holds("Mme Lefèvre")).await?;
    counter.press(Key::F7).await?;
    counter.shows("delivery-open", Sign::Says("12 rue des Lilas")).await?;
    counter.click("place-order").await?;
    counter.shows("order-number", Sign::Says("A-002")).await?;
    counter.shows("deliveries-open", Sign::Says("2")).await?;

    // Digitaleo is down when the driver leaves, and soon back.
    sms.behave(Post::Fails);
    counter.open_deliveries().await?;
    driver_comes(&counter).await?;
    let numbers = ["A-001".to_owned(), "A-002".to_owned()];
    picks(&counter, &numbers).await?;
    taps(&counter, "best-round").await?;
    counter.shows("round", Sign::There).await?;
    taps(&counter, &format!("driver-{DRIVER}")).await?;
    taps(&counter, "float-0").await?;
    taps(&counter, "send-run").await?;
    counter.shows("run-sent", Sign::Says("Le livreur reçoit un SMS par commande")).await?;
    let begun = Instant::now();
    while sms.asked().iter().filter(|it| it.path.contains("sms")).count() == 0 {
        ensure!(begun.elapsed() < SOON, "nothing was tried");
        sleep(Duration::from_millis(200)).await;
    }
    ensure!(sms.sent().is_empty(), "it is down");
    sms.behave(Post::Takes);
    let sent = texts(&sms, 4).await?;
    for (to, words) in [(HIS_NUMBER, "06 12 34 56 78"), (CUSTOMER, "votre pizza part, arriv")] {
        let words = words.replace(' ', "");
        let to_him = sent
            .iter()
            .filter(|(number, text)| number == to && text.replace(' ', "").contains(&words));
        ensure!(to_him.count() == 2, "{to}: {sent:?}");
    }
    picture(&counter, "to-the-door-sent").await?;

    // Both are paid at the door, and the money is there to the cent.
    taps(&counter, &format!("back-{DRIVER}")).await?;
    for number in &numbers {
        taps(&counter, &format!("take-{number}")).await?;
        counter.click("cash-20").await?;
        counter.click("settle").await?;
        counter.shows("settled-change", Sign::There).await?;
        counter.click("dialog-close").await?;
        let stop = format!("back-stop-{number}");
        counter.shows(&stop, Sign::Has("data-state", "delivered")).await?;
    }
    counter.shows("cash-owed", Sign::Says("7,00 €")).await?;
    counter.fill("field-counted", "7").await?;
    taps(&counter, "end-run").await?;
    counter.shows("run-ended", Sign::Has("data-difference", "0")).await?;
    counter.leave_deliveries().await?;
    counter.shows("deliveries-open", Sign::Says("0")).await?;
    counter.is_unharmed().await
}
