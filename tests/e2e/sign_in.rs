//! Signing in: a wrong PIN, too many of them, and the right one (UC05).

use crate::shop::{CASHIER, Shop, database};
use crate::windows::Sign;
use domain::shops::WindowKind;
use domain::staff::Role;
use oc_pizza::demo::pin;

const WRONG: &str = "0000";

#[tokio::test]
async fn a_wrong_pin_is_told_and_the_right_one_enters() -> anyhow::Result<()> {
    let shop = Shop::new().await?;
    let (_fresh, address) = database().await;
    let counter = shop.open(WindowKind::Counter, &address).await?;
    counter.choose_person(CASHIER).await?;
    counter.shows("pin-submit", Sign::There).await?;
    counter.enter_pin(WRONG).await?;
    counter.shows("pin-error", Sign::Says("Ce code n’est pas le bon.")).await?;
    counter.shows("signed-in", Sign::Gone).await?;
    counter.enter_pin(pin(Role::Cashier)).await?;
    counter.shows("signed-in", Sign::Says(CASHIER)).await?;
    counter.shows("pin-error", Sign::Gone).await
}

#[tokio::test]
async fn after_several_wrong_pins_one_has_to_wait() -> anyhow::Result<()> {
    let shop = Shop::new().await?;
    let (_fresh, address) = database().await;
    let counter = shop.open(WindowKind::Counter, &address).await?;
    counter.choose_person(CASHIER).await?;
    for _ in 0..3 {
        counter.enter_pin(WRONG).await?;
        counter.shows("pin-error", Sign::Says("Ce code n’est pas le bon.")).await?;
    }
    // Even the right one is not looked at now.
    counter.enter_pin(pin(Role::Cashier)).await?;
    counter.shows("pin-error", Sign::Says("Trop d’essais. Réessayez dans")).await?;
    counter.shows("signed-in", Sign::Gone).await
}
