//! What is brought: the address completed, who brings it and when, at the counter; and what the office sets
//! of it.

use crate::database::Fresh;
use crate::group::Group;
use crate::office::in_both_themes;
use crate::shop::{CASHIER, Shop, database};
use crate::tour::picture;
use crate::windows::{self, Key, Sign, Terminal};
use domain::settings::{AddressBook, Google, WaysBy};
use domain::shops::WindowKind;
use domain::staff::Role;
use domain::terminals::TerminalKind;
use oc_pizza::demo;
use serde_json::json;
use simulators::{Addresses, Book, Google as Map, Ways};
use sqlx::postgres::PgConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Executor};

/// Enters the services, and has every shop open at this hour.
pub async fn prepare(owner: &PgConnectOptions, map: &Map, book: &Addresses) -> anyhow::Result<()> {
    let google = Google {
        ways_by: WaysBy::Directions,
        directions_address: map.directions_address(),
        routes_address: map.routes_address(),
        ..Google::default()
    };
    let addresses = AddressBook { search_address: book.search_address() };
    let mut owner = owner.connect().await?;
    for (name, value) in
        [("google", serde_json::to_value(google)?), ("addresses", serde_json::to_value(addresses)?)]
    {
        let enter = "INSERT INTO oc_pizza.setting (name, value) VALUES ($1, $2)";
        sqlx::query(enter).bind(name).bind(value).execute(&mut owner).await?;
    }
    owner.execute("DELETE FROM oc_pizza.opening_hours").await?;
    Ok(())
}

async fn run(fresh: &Fresh, statement: &str) -> anyhow::Result<()> {
    fresh.options().connect().await?.execute(AssertSqlSafe(statement.to_owned())).await?;
    Ok(())
}

/// An order by telephone that is to be brought, with its address still to be typed.
pub async fn calls(counter: &Terminal, phone: &str) -> anyhow::Result<()> {
    counter.click("channel-phone").await?;
    counter.type_keys("customer-phone", phone).await?;
    counter.click("product-reine").await?;
    counter.click("mode-delivery").await?;
    counter.shows("delivery-dialog", Sign::There).await
}

/// Presses an arrow in a field.
async fn arrow(window: &Terminal, id: &str, key: &str) -> anyhow::Result<()> {
    let script = "
        const [id, key] = arguments;
        const field = document.querySelector(`[data-testid='${id}']`);
        field.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
        return null;";
    window.run(script, json!([id, key])).await.map(drop)
}

#[tokio::test]
async fn an_address_is_completed_and_brought_by_the_nearest_shop_at_a_time_that_is_told()
-> anyhow::Result<()> {
    let _turn = windows::turn().await;
    let (map, book) = (Map::on(Ways::Answers).await, Addresses::on(Book::Answers).await);
    let group = Group::start().await?;
    prepare(&group.owner, &map, &book).await?;
    let desk = group.pc("counter")?;
    let code = group.code(Some("MOZ1"), TerminalKind::Counter)?;
    group.set_secret("google-key", Map::KEY)?;
    desk.enrol(&group.enrol_words(&code), "MOZ1-1")?;
    let counter = desk.open(WindowKind::Counter).await?;
    counter.sign_in(CASHIER, demo::pin(Role::Cashier)).await?;
    calls(&counter, "06 12 34 56 71").await?;
    // Letter by letter: who pauses is offered what begins so, and asked for no more than that.
    counter.type_keys("field-street", "12 rue des li").await?;
    counter.shows("address-found-0", Sign::Says("12 Rue des Lilas 99120 Mozzaville")).await?;
    in_both_themes(&counter, "delivery-completed").await?;
    arrow(&counter, "field-street", "ArrowDown").await?;
    picture(&counter, "delivery-marked").await?;
    arrow(&counter, "field-street", "Enter").await?;
    counter.shows("field-town", Sign::Holds("Mozzaville")).await?;
    counter.shows("address-found-0", Sign::Gone).await?;
    counter
        .shows("delivery-shop", Sign::Says("Mozzaville-Centre · 4 min · livraison 1,00 €"))
        .await?;
    in_both_themes(&counter, "delivery-here").await?;
    counter.fill("field-floor", "3e gauche").await?;
    counter.click("delivery-save").await?;
    counter.shows("cart-shop", Sign::Says("4 min")).await?;
    counter.shows("promised-time", Sign::Says("Livrée vers")).await?;
    in_both_themes(&counter, "delivery-promised").await?;
    counter.press(Key::F9).await?;
    counter.shows("order-promised", Sign::Says("Livrée vers")).await?;
    counter.shows("order-number", Sign::Says("A-001")).await?;
    picture(&counter, "delivery-placed").await?;
    let mut owner = group.owner.connect().await?;
    let (kitchen_and_way, position): (bool, serde_json::Value) = sqlx::query_as(
        "SELECT promised_at >= placed_at + interval '13 minutes', delivery -> 'position' FROM oc_pizza.orders",
    )
    .fetch_one(&mut owner)
    .await?;
    assert!(kitchen_and_way, "two minutes to make it, eight in the oven, four on the way");
    assert_eq!(position, json!({ "latitude_e6": 43_400_000, "longitude_e6": 3_706_000 }));

    // Another shop is nearer: it is named, and this one says what it would take.
    calls(&counter, "06 12 34 56 72").await?;
    counter.fill("field-street", "3 rue des oli").await?;
    counter.click("address-found-0").await?;
    counter.shows("delivery-shop", Sign::Says("Mozzaville-Gare")).await?;
    counter.shows("delivery-shop", Sign::Says("D’ici : 6 min")).await?;
    in_both_themes(&counter, "delivery-elsewhere").await?;
    counter.is_unharmed().await
}

#[tokio::test]
async fn outside_the_zone_it_is_picked_up_and_without_google_it_is_estimated() -> anyhow::Result<()>
{
    let shop = Shop::new().await?;
    let (map, book) = (Map::on(Ways::Silent).await, Addresses::on(Book::Answers).await);
    let (fresh, address) = database().await;
    prepare(&fresh.options(), &map, &book).await?;
    let counter = shop.counter(&address).await?;
    calls(&counter, "06 12 34 56 73").await?;
    counter.fill("field-street", "40 route des").await?;
    counter.click("address-found-0").await?;
    counter.shows("delivery-shop", Sign::Says("Hors zone")).await?;
    counter.shows("delivery-shop", Sign::Says("30 au plus")).await?;
    in_both_themes(&counter, "delivery-outside").await?;
    counter.click("delivery-save").await?;
    counter.shows("cart-shop", Sign::Says("Hors zone")).await?;
    counter.click("place-order").await?;
    counter.shows("delivery-error", Sign::Says("Hors zone")).await?;
    in_both_themes(&counter, "delivery-outside-refused").await?;
    counter.press(Key::F6).await?;
    counter.click("delivery-shop-take-away").await?;
    counter.shows("delivery-dialog", Sign::Gone).await?;
    counter.shows("promised-time", Sign::Says("Prête vers")).await?;
    counter.click("place-order").await?;
    counter.shows("order-number", Sign::There).await?;

    // Google does not answer: the distance tells, and says that it does.
    calls(&counter, "06 12 34 56 74").await?;
    counter.fill("field-street", "148 bis boulevard").await?;
    counter.shows("address-found-0", Sign::Says("Anciens Combattants")).await?;
    in_both_themes(&counter, "delivery-completed-long").await?;
    counter.click("address-found-0").await?;
    counter.shows("delivery-shop", Sign::Says("environ (estimation)")).await?;
    counter.click("delivery-save").await?;
    counter.click("language").await?;
    counter.press(Key::F6).await?;
    in_both_themes(&counter, "delivery-estimate-english").await?;
    counter.click("delivery-save").await?;
    counter.shows("promised-time", Sign::Says("Estimate: delivered around")).await?;
    in_both_themes(&counter, "delivery-estimate-promised-english").await?;
    counter.click("place-order").await?;
    counter.shows("order-number", Sign::There).await?;
    counter.is_unharmed().await
}

#[tokio::test]
async fn without_the_service_of_addresses_one_types_by_hand() -> anyhow::Result<()> {
    let shop = Shop::new().await?;
    let (map, book) = (Map::on(Ways::Answers).await, Addresses::on(Book::TooMuch).await);
    let (fresh, address) = database().await;
    prepare(&fresh.options(), &map, &book).await?;
    let counter = shop.counter(&address).await?;
    calls(&counter, "06 12 34 56 75").await?;
    picture(&counter, "delivery-empty").await?;
    counter.type_keys("field-street", "12 rue des Lilas").await?;
    counter.shows("address-by-hand", Sign::Says("à la main")).await?;
    in_both_themes(&counter, "delivery-by-hand").await?;
    // It is back: nobody has to begin anew.
    book.behave(Book::Answers);
    counter.press(Key::Backspace).await?;
    counter.shows("address-found-0", Sign::There).await?;
    book.behave(Book::Silent);
    counter.fill("field-street", "12 rue des Lilas").await?;
    counter.fill("field-postcode", "99120").await?;
    counter.fill("field-town", "Mozzaville").await?;
    counter.shows("delivery-shop", Sign::Says("15 min de trajet comptées")).await?;
    counter.click("delivery-save").await?;
    counter.shows("promised-time", Sign::Says("Estimation : livrée vers")).await?;
    picture(&counter, "delivery-by-hand-promised").await?;
    counter.click("place-order").await?;
    counter.shows("order-number", Sign::There).await?;
    run(&fresh, "UPDATE oc_pizza.shop SET delivers = false").await?;
    calls(&counter, "06 12 34 56 76").await?;
    counter.fill("field-street", "1 rue Neuve").await?;
    counter.shows("delivery-shop", Sign::Says("ne livre pas")).await?;
    counter.is_unharmed().await
}

#[tokio::test]
async fn an_office_sets_the_rules_and_places_a_shop() -> anyhow::Result<()> {
    let (shop, (fresh, address)) = (Shop::new().await?, database().await);
    let (map, book) = (Map::on(Ways::Answers).await, Addresses::on(Book::Answers).await);
    prepare(&fresh.options(), &map, &book).await?;
    let office = shop.open(WindowKind::Office, &address).await?;
    office.sign_in("Hélène", demo::pin(Role::GroupManager)).await?;
    office.click("go-deliveries").await?;
    office.shows("field-delivery_fee", Sign::Holds("1,00")).await?;
    in_both_themes(&office, "office-deliveries").await?;
    office.fill("field-delivery_fee", "un euro").await?;
    office.fill("field-minutes_max", "25").await?;
    office.click("rules-save").await?;
    office.shows("error-delivery_fee", Sign::Says("montant")).await?;
    in_both_themes(&office, "office-deliveries-refused").await?;
    office.fill("field-delivery_fee", "1,50").await?;
    run(&fresh, "UPDATE oc_pizza.selling_rule SET delivery_version = delivery_version + 1").await?;
    office.click("rules-save").await?;
    office.shows("rules-error", Sign::Says("entre-temps")).await?;
    office.shows("field-delivery_fee", Sign::Holds("1,50")).await?;
    in_both_themes(&office, "office-deliveries-moved").await?;
    office.click("rules-error-again").await?;
    office.shows("field-delivery_fee", Sign::Holds("1,00")).await?;
    office.fill("field-delivery_fee", "1,50").await?;
    office.click("rules-save").await?;
    office.shows("deliveries-done", Sign::Says("enregistrées")).await?;

    office.fill("field-shop_address", "148 bis boul").await?;
    office.shows("shop-no-place", Sign::There).await?;
    in_both_themes(&office, "office-deliveries-completed").await?;
    office.click("address-found-0").await?;
    office.shows("field-shop_position", Sign::Holds("43.408000, 3.700000")).await?;
    office.click("place-save").await?;
    office.shows("deliveries-done", Sign::Says("Mozzaville-Centre")).await?;
    office.fill("field-shop_position", "là-bas").await?;
    office.click("place-save").await?;
    office.shows("error-shop_position", Sign::Says("latitude")).await?;
    office.click("language").await?;
    in_both_themes(&office, "office-deliveries-english").await?;
    office.is_unharmed().await?;
    let set: (i64, i32) = sqlx::query_as(
        "SELECT delivery_fee_cents, latitude_e6 FROM oc_pizza.selling_rule, oc_pizza.shop WHERE code = 'MOZ1'",
    )
    .fetch_one(&mut fresh.options().connect().await?)
    .await?;
    assert_eq!(set, (150, 43_408_000));
    Ok(())
}
