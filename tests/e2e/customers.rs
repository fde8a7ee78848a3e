//! Who calls: the number first, what is known of it, where it is brought; and the office's files.

use crate::office::in_both_themes;
use crate::people;
use crate::shop::{Shop, database, other_counter};
use crate::tour::picture;
use crate::windows::{Key, Sign};
use domain::customers::DeliveryAddress;
use domain::orders::{Channel, ServiceMode};
use domain::shops::WindowKind;
use domain::staff::Role;
use oc_pizza::app::App;
use oc_pizza::demo;
use sqlx::{AssertSqlSafe, ConnectOptions, Executor};

/// An order that was brought before.
async fn brought(app: &App, phone: &str, name: &str) {
    let menu = app.menu().await.expect("the menu");
    let lines = vec![people::line(&menu, "reine", 2), people::line(&menu, "cola", 1)];
    let mut call = people::an_order(&menu, lines);
    call.content.channel = Channel::Phone;
    call.content.mode = ServiceMode::Delivery;
    call.content.customer_phone = Some(phone.to_owned());
    call.content.customer_name = Some(name.to_owned());
    call.content.delivery = Some(DeliveryAddress {
        street: "12 bis rue des Lilas".to_owned(),
        postcode: "99120".to_owned(),
        town: "Mozzaville".to_owned(),
        floor: Some("3e gauche".to_owned()),
        code: Some("A1B2".to_owned()),
        ..DeliveryAddress::default()
    });
    people::at_counter(app, call).await.expect("placed");
}

#[tokio::test]
async fn who_calls_again_is_known_and_has_the_same_brought() -> anyhow::Result<()> {
    let shop = Shop::new().await?;
    let (fresh, address) = database().await;
    let name = "Mme Marie-Antoinette Lefèvre-Desjardins";
    brought(&other_counter(&fresh).await, "+33612345678", name).await;
    let counter = shop.counter(&address).await?;
    counter.click("channel-phone").await?;
    counter.type_keys("customer-phone", "+33 6 12 34 56 78").await?;
    counter.shows("customer-name", Sign::Holds(name)).await?;
    counter.shows("again-0", Sign::Says("2 × Reine")).await?;
    in_both_themes(&counter, "customers-known").await?;
    counter.press(Key::F7).await?;
    counter.shows("cart-line", Sign::Count(2)).await?;
    counter.shows("delivery-open", Sign::Says("12 bis rue des Lilas")).await?;
    counter.shows("cart-fee", Sign::Says("1,00 €")).await?;
    counter.shows("cart-total", Sign::Says("19,50 €")).await?;
    in_both_themes(&counter, "customers-again").await?;
    counter.press(Key::F6).await?;
    counter.shows("delivery-rules", Sign::Says("1,00 €")).await?;
    counter.fill("field-street", "rue des Lilas").await?;
    counter.click("delivery-save").await?;
    counter.shows("error-street", Sign::Says("numéro")).await?;
    in_both_themes(&counter, "customers-no-number").await?;
    counter.fill("field-street", "14 rue des Lilas").await?;
    counter.click("delivery-save").await?;
    counter.click("place-order").await?;
    counter.shows("order-number", Sign::There).await?;
    counter.is_unharmed().await
}

#[tokio::test]
async fn a_new_number_and_no_address_is_told_where_it_is_missing() -> anyhow::Result<()> {
    let shop = Shop::new().await?;
    let (_fresh, address) = database().await;
    let counter = shop.counter(&address).await?;
    counter.click("mode-delivery").await?;
    in_both_themes(&counter, "customers-delivery-empty").await?;
    counter.click("dialog-close").await?;
    counter.click("product-reine").await?;
    counter.click("place-order").await?;
    counter.shows("customer-phone-error", Sign::Says("téléphone")).await?;
    counter.fill("customer-phone", "0692 12 34 56").await?;
    counter.click("place-order").await?;
    counter.shows("delivery-error", Sign::Says("adresse")).await?;
    picture(&counter, "customers-no-address").await?;
    counter.click("language").await?;
    picture(&counter, "customers-no-address-english").await?;
    counter.is_unharmed().await
}

#[tokio::test]
async fn an_office_finds_reads_and_erases_customers() -> anyhow::Result<()> {
    let (shop, (fresh, address)) = (Shop::new().await?, database().await);
    let office = shop.open(WindowKind::Office, &address).await?;
    office.sign_in("Hélène", demo::pin(Role::GroupManager)).await?;
    office.click("go-customers").await?;
    office.shows("customers-empty", Sign::There).await?;
    picture(&office, "office-customers-empty").await?;
    brought(
        &other_counter(&fresh).await,
        "+33612345678",
        "Mme Marie-Antoinette Lefèvre-Desjardins",
    )
    .await;
    let many = "INSERT INTO oc_pizza.customer (customer_id, phone, name, last_order_at)
        SELECT md5(nth::text)::uuid, '+336' || lpad(nth::text, 8, '0'), 'Client ' || nth, now() - nth * interval '1 day'
        FROM generate_series(1, 70) AS nth";
    fresh.options().connect().await?.execute(AssertSqlSafe(many.to_owned())).await?;
    office.fill("customers-search", "06").await?;
    office.shows("customers-more", Sign::Says("60")).await?;
    in_both_themes(&office, "office-customers-sixty").await?;
    office.fill("customers-search", "lefè").await?;
    office.click("customer-+33612345678").await?;
    office.shows("customer-orders", Sign::Says("2 × Reine")).await?;
    in_both_themes(&office, "office-customer").await?;
    office.fill("field-phone", "06 12").await?;
    office.click("customer-save").await?;
    office.shows("error-phone", Sign::Says("10 chiffres")).await?;
    office.fill("field-phone", "06 12 34 56 78").await?;
    office.click("customer-advertising").await?;
    office.click("customer-save").await?;
    office.shows("customer-said", Sign::Says("enregistrée")).await?;
    office.shows("customer-consent", Sign::Says("Accord donné")).await?;
    office.click("customer-erase").await?;
    office.click("erase-confirm").await?;
    office.shows("erase-error", Sign::Says("en cours")).await?;
    in_both_themes(&office, "office-customer-erase").await?;
    office.click("dialog-close").await?;
    office.click("language").await?;
    picture(&office, "office-customer-english").await?;
    office.is_unharmed().await
}
