//! An administrator sets the services up at the office, and tries each out before it is kept.

use crate::deliveries::taps;
use crate::group::Group;
use crate::office::in_both_themes;
use crate::windows::{self, Sign, Terminal};
use domain::shops::WindowKind;
use domain::staff::Role;
use domain::terminals::TerminalKind;
use oc_pizza::demo;
use simulators::{
    Account, Addresses, Book, Digitaleo, Google, Ground, Paypal, Post, Purse, Tiles, Ways,
};

const ADMINISTRATOR: &str = "Étienne";

async fn enters(office: &Terminal, secret: &str, value: &str) -> anyhow::Result<()> {
    taps(office, &format!("enter-{secret}")).await?;
    office.fill("secret-value", value).await?;
    office.click("secret-keep").await?;
    office.shows("secret-dialog", Sign::Gone).await
}

#[tokio::test]
async fn services_are_set_up_and_tried_out_at_the_office() -> anyhow::Result<()> {
    let _turn = windows::turn().await;
    let sms = Digitaleo::on(Account::Json, Post::Takes).await;
    let map = Google::on(Ways::Answers).await;
    let book = Addresses::on(Book::Answers).await;
    let tiles = Tiles::on(Ground::Draws).await;
    let purse = Paypal::on(Purse::Works).await;
    let group = Group::start().await?;
    let desk = group.pc("office")?;
    let code = group.code(None, TerminalKind::Office)?;
    desk.enrol(&group.enrol_words(&code), "GROUPE-1")?;
    let office = desk.open(WindowKind::Office).await?;
    office.sign_in(ADMINISTRATOR, demo::pin(Role::Administrator)).await?;
    office.click("go-services").await?;
    office.shows("stands-digitaleo", Sign::Says("pas réglé")).await?;
    office.shows("stands-paypal", Sign::Says("pas réglé")).await?;
    office.shows("stands-sentry", Sign::Gone).await?;
    in_both_themes(&office, "office-set-up-none").await?;

    payments(&office, &purse).await?;
    text_messages(&office, &sms).await?;
    ways(&office, &map).await?;
    addresses(&office, &book).await?;
    map_ground(&office, &tiles).await?;

    office.shows("stands-paypal", Sign::Says("Bac à sable")).await?;
    office.shows("stands-digitaleo", Sign::Says("OCPizza")).await?;
    office.shows("stands-google", Sign::Says("Google Routes")).await?;
    office.shows("stands-addresses", Sign::Says("127.0.0.1")).await?;
    in_both_themes(&office, "office-set-up").await?;
    office.click("language").await?;
    office.shows("stands-digitaleo", Sign::Says("Settings")).await?;
    in_both_themes(&office, "office-set-up-english").await?;
    taps(&office, "set-up-google").await?;
    office.shows("service-dialog", Sign::Says("crow flies")).await?;
    in_both_themes(&office, "office-set-up-google-english").await?;
    office.is_unharmed().await
}

async fn payments(office: &Terminal, purse: &Paypal) -> anyhow::Result<()> {
    taps(office, "set-up-paypal").await?;
    office.shows("field-paypal-sandbox", Sign::Holds("https://api-m.sandbox.paypal.com")).await?;
    office.shows("field-paypal-link", Sign::Holds("180")).await?;
    in_both_themes(office, "office-set-up-paypal").await?;
    office.click("site-live").await?;
    office.shows("field-paypal-live", Sign::Holds("https://api-m.paypal.com")).await?;
    office.shows("field-paypal-sandbox", Sign::Gone).await?;
    office.click("site-sandbox").await?;
    office.fill("field-paypal-sandbox", &purse.address()).await?;
    office.fill("field-paypal-link", "200").await?;
    office.click("service-keep").await?;
    office.shows("error-paypal-link", Sign::Says("de 10 à 180 minutes")).await?;
    in_both_themes(office, "office-set-up-paypal-refused").await?;
    office.fill("field-paypal-link", "120").await?;
    office.click("service-try").await?;
    office
        .shows("service-error", Sign::Says("« PayPal, identifiant » n’est pas renseigné"))
        .await?;
    office.click("service-keep").await?;
    office.shows("services-done", Sign::Says("« PayPal » est réglé")).await?;
    enters(office, "paypal-client-id", Paypal::CLIENT_ID).await?;
    enters(office, "paypal-secret", Paypal::SECRET).await?;
    taps(office, "set-up-paypal").await?;
    office.click("service-try").await?;
    office.shows("service-tried", Sign::Says("en bac à sable")).await?;
    in_both_themes(office, "office-set-up-paypal-tried").await?;
    purse.behave(Purse::NoToken);
    office.click("service-try").await?;
    office.shows("service-error", Sign::Says("refuse les identifiants")).await?;
    office.click("dialog-close").await?;
    office.shows("service-dialog", Sign::Gone).await
}

async fn text_messages(office: &Terminal, sms: &Digitaleo) -> anyhow::Result<()> {
    taps(office, "set-up-digitaleo").await?;
    office.shows("service-dialog", Sign::Says("Réglages : Digitaleo")).await?;
    office.shows("field-digitaleo-sender", Sign::Holds("OCPizza")).await?;
    office.shows("field-digitaleo-sms", Sign::Holds("https://sms.messengeo.net/rest/sms")).await?;
    in_both_themes(office, "office-set-up-digitaleo").await?;

    // What does not do is told at its field, and stays there.
    office.fill("field-digitaleo-sender", "OC Pizza Gare").await?;
    office.click("service-keep").await?;
    office.shows("error-digitaleo-sender", Sign::Says("1 à 11 lettres")).await?;
    in_both_themes(office, "office-set-up-digitaleo-refused").await?;
    office.shows("field-digitaleo-sender", Sign::Holds("OC Pizza Gare")).await?;
    office.fill("field-digitaleo-sender", "OCPizza").await?;
    office.fill("field-digitaleo-sms", &sms.sms_address()).await?;
    office.fill("field-digitaleo-token", &sms.token_address()).await?;
    office.click("service-try").await?;
    office.shows("error-digitaleo-to", Sign::Says("Saisissez le numéro")).await?;
    office.fill("field-digitaleo-to", "06 12 34 56 78").await?;
    office.click("service-try").await?;
    office
        .shows("service-error", Sign::Says("« Digitaleo, identifiant » n’est pas renseigné"))
        .await?;
    office.click("service-keep").await?;
    office.shows("services-done", Sign::Says("« Digitaleo » est réglé")).await?;
    enters(office, "digitaleo-login", Digitaleo::LOGIN).await?;
    enters(office, "digitaleo-password", Digitaleo::PASSWORD).await?;

    taps(office, "set-up-digitaleo").await?;
    office.shows("service-before", Sign::Says(&format!("par {ADMINISTRATOR}"))).await?;
    office.fill("field-digitaleo-to", "06 12 34 56 78").await?;
    office.click("service-try").await?;
    office.shows("service-tried", Sign::Says("SMS d’essai pour le 06 12 34 56 78")).await?;
    assert_eq!(sms.sent().len(), 1);
    in_both_themes(office, "office-set-up-digitaleo-tried").await?;
    sms.behave(Post::Refuses(200, 403, "sender OCPizza not approved for this account"));
    office.click("service-try").await?;
    office.shows("service-error", Sign::Says("not approved for this account")).await?;
    in_both_themes(office, "office-set-up-digitaleo-not").await?;
    office.click("dialog-close").await?;
    office.shows("service-dialog", Sign::Gone).await
}

async fn ways(office: &Terminal, map: &Google) -> anyhow::Result<()> {
    enters(office, "google-key", Google::KEY).await?;
    taps(office, "set-up-google").await?;
    office.shows("field-google-directions", Sign::There).await?;
    office.click("ways-routes").await?;
    office.shows("field-google-directions", Sign::Gone).await?;
    office.fill("field-google-routes", &map.routes_address()).await?;
    office.click("service-try").await?;
    office.shows("service-tried", Sign::Says("Google répond. Du Louvre à la tour Eiffel")).await?;
    in_both_themes(office, "office-set-up-google").await?;
    map.behave(Ways::Says("REQUEST_DENIED"));
    office.click("service-try").await?;
    office.shows("service-error", Sign::Says("refuse les identifiants ou la clé")).await?;
    in_both_themes(office, "office-set-up-google-denied").await?;
    office.fill("field-travel-factor", "1,4").await?;
    office.click("service-keep").await?;
    office.shows("error-travel-factor", Sign::Says("100 à 400")).await?;
    office.fill("field-travel-factor", "150").await?;
    office.click("ways-nobody").await?;
    office.click("service-try").await?;
    office.shows("service-tried", Sign::Says("(estimation)")).await?;
    in_both_themes(office, "office-set-up-google-nobody").await?;
    office.click("ways-routes").await?;
    office.click("service-keep").await?;
    office.shows("services-done", Sign::Says("« Google » est réglé")).await
}

async fn addresses(office: &Terminal, book: &Addresses) -> anyhow::Result<()> {
    taps(office, "set-up-addresses").await?;
    office.fill("field-addresses-search", &book.search_address()).await?;
    office.fill("field-addresses-to", "3 bis chemin de l’église").await?;
    office.click("service-try").await?;
    office.shows("service-tried", Sign::Says("Saint-Étienne-du-Grès")).await?;
    in_both_themes(office, "office-set-up-addresses").await?;
    book.behave(Book::TooMuch);
    office.click("service-try").await?;
    office.shows("service-error", Sign::Says("trop de demandes")).await?;
    office.click("service-keep").await?;
    office.shows("services-done", Sign::Says("« Base Adresse Nationale » est réglé")).await
}

async fn map_ground(office: &Terminal, tiles: &Tiles) -> anyhow::Result<()> {
    taps(office, "set-up-tiles").await?;
    office.shows("field-tiles-mention", Sign::Holds("© IGN")).await?;
    in_both_themes(office, "office-set-up-tiles-usual").await?;
    office.fill("field-tiles-address", "https://tile.exemple.fr/{z}/{x}.png").await?;
    office.click("service-try").await?;
    office.shows("error-tiles-address", Sign::Says("{z}, {x} et {y}")).await?;
    office.fill("field-tiles-address", &tiles.tile_address()).await?;
    office.click("service-try").await?;
    office.shows("service-tried", Sign::Says("Une tuile de Paris est arrivée")).await?;
    in_both_themes(office, "office-set-up-tiles").await?;
    tiles.behave(Ground::Page);
    office.click("service-try").await?;
    office.shows("service-error", Sign::Says("illisible")).await?;
    office.click("service-keep").await?;
    office.shows("services-done", Sign::Says("« Fond de carte » est réglé")).await?;
    office.shows("stands-tiles", Sign::Says("127.0.0.1")).await
}
