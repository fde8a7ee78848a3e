//! An administrator enters the group's secrets at the office: seen by nobody, kept in no file.

use crate::group::Group;
use crate::office::in_both_themes;
use crate::secrets::holds_none;
use crate::shop::{Shop, database};
use crate::windows::{self, Key, SOON, Sign};
use domain::shops::WindowKind;
use domain::staff::Role;
use domain::terminals::TerminalKind;
use oc_pizza::demo;
use sqlx::{AssertSqlSafe, ConnectOptions, Executor};
use std::time::Duration;

const ADMINISTRATOR: &str = "Étienne";
const FIRST: &str = "EH3-geheim-erstes";
const SECOND: &str = "EH3-geheim-zweites";
/// The page reads the list again by itself.
const LISTED_WITHIN: Duration = Duration::from_secs(30);

/// Another row that nobody can open, set long ago by a login with as long a name as there is.
const DAMAGED: &str = "
    INSERT INTO oc_pizza.group_secret (name, sealed, set_by_login, set_at)
    VALUES ('google-key', decode(repeat('01', 60), 'hex'), repeat('oc_pizza_', 7),
        now() - interval '400 days')";

#[tokio::test]
async fn a_secret_is_set_replaced_and_forgotten_at_the_office() -> anyhow::Result<()> {
    let _turn = windows::turn().await;
    let group = Group::start().await?;
    let desk = group.pc("office")?;
    let code = group.code(None, TerminalKind::Office)?;
    desk.enrol(&group.enrol_words(&code), "GROUPE-1")?;
    let office = desk.open(WindowKind::Office).await?;
    office.sign_in(ADMINISTRATOR, demo::pin(Role::Administrator)).await?;
    office.click("go-services").await?;
    office.shows("state-paypal-secret", Sign::Says("absent")).await?;
    office.shows("forget-paypal-secret", Sign::Gone).await?;
    office.shows("group-key", Sign::Gone).await?;
    in_both_themes(&office, "office-services-none").await?;

    // What does not do is told at the field, and stays there.
    office.click("enter-paypal-secret").await?;
    office.shows("secret-dialog", Sign::Says("PayPal, secret")).await?;
    office.click("secret-keep").await?;
    office.shows("error-paypal-secret", Sign::Says("Rien n’a été saisi")).await?;
    office.type_keys("secret-value", &format!("{FIRST} ")).await?;
    office.shows("error-paypal-secret", Sign::Gone).await?;
    office.shows("secret-value", Sign::Has("type", "password")).await?;
    office.click("secret-keep").await?;
    office.shows("error-paypal-secret", Sign::Says("finit par un espace")).await?;
    in_both_themes(&office, "office-services-refused").await?;
    office.click("secret-eye").await?;
    office.shows("secret-value", Sign::Has("type", "text")).await?;
    office.fill("secret-value", FIRST).await?;
    in_both_themes(&office, "office-services-seen").await?;

    // The group's key is another one for a while: nothing that was typed is lost.
    let mut owner = group.owner.connect().await?;
    let id: Vec<u8> =
        sqlx::query_scalar("SELECT key_id FROM oc_pizza.group_key").fetch_one(&mut owner).await?;
    owner.execute("UPDATE oc_pizza.group_key SET key_id = '\\x0000000000000000'").await?;
    office.click("secret-keep").await?;
    office.shows("secret-error", Sign::Says("oc-pizza key enter")).await?;
    office.shows("secret-value", Sign::Holds(FIRST)).await?;
    office.wait_for("group-key", Sign::Says("oc-pizza key enter"), LISTED_WITHIN).await?;
    let back = sqlx::query("UPDATE oc_pizza.group_key SET key_id = $1").bind(id);
    back.execute(&mut owner).await?;
    office.click("secret-keep").await?;
    office.shows("secret-dialog", Sign::Gone).await?;
    office.shows("services-done", Sign::Says("« PayPal, secret » est enregistré")).await?;
    office.wait_for("state-paypal-secret", Sign::Says("renseigné"), SOON).await?;
    office.shows("state-paypal-secret", Sign::Says(&format!("par {ADMINISTRATOR} le "))).await?;
    office.shows("group-key", Sign::Gone).await?;

    // Replaced, with what was set before named.
    owner.execute(DAMAGED).await?;
    office.shows("enter-paypal-secret", Sign::Says("Remplacer")).await?;
    office.click("enter-paypal-secret").await?;
    office.shows("secret-before", Sign::Says(&format!("par {ADMINISTRATOR}"))).await?;
    office.shows("secret-value", Sign::Holds("")).await?;
    office.type_keys("secret-value", SECOND).await?;
    office.press(Key::Enter).await?;
    office.shows("secret-dialog", Sign::Gone).await?;
    office.wait_for("state-google-key", Sign::Says("illisible"), LISTED_WITHIN).await?;
    office.shows("secret-row-damaged", Sign::Says("Google, clé")).await?;
    in_both_themes(&office, "office-services").await?;

    office.click("forget-paypal-secret").await?;
    office.shows("forget-dialog", Sign::Says("Plus aucun paiement PayPal")).await?;
    in_both_themes(&office, "office-services-forget").await?;
    office.click("dialog-close").await?;
    office.shows("state-paypal-secret", Sign::Says("renseigné")).await?;
    office.click("forget-paypal-secret").await?;
    office.click("forget-confirm").await?;
    office.shows("services-done", Sign::Says("« PayPal, secret » est oublié")).await?;
    office.shows("state-paypal-secret", Sign::Says("absent")).await?;
    office.is_unharmed().await?;
    drop(office);
    holds_none(&desk.home, &[FIRST, SECOND])
}

#[tokio::test]
async fn a_manager_sees_why_no_secret_can_be_set_and_has_no_form() -> anyhow::Result<()> {
    let (shop, (fresh, address)) = (Shop::new().await?, database().await);
    let office = shop.open(WindowKind::Office, &address).await?;
    office.sign_in("Nathalie", demo::pin(Role::ShopManager)).await?;
    office.click("go-services").await?;
    office.shows("group-key", Sign::Says("oc-pizza key make")).await?;
    office.shows("services-only-seen", Sign::There).await?;
    office.shows("enter-paypal-secret", Sign::Gone).await?;
    in_both_themes(&office, "office-services-no-key").await?;
    let key = "INSERT INTO oc_pizza.group_key (key_id, pepper)
        VALUES ('\\x0000000000000000', decode(repeat('01', 73), 'hex'))";
    fresh.options().connect().await?.execute(AssertSqlSafe(key)).await?;
    office.wait_for("group-key", Sign::Says("trousseau"), LISTED_WITHIN).await?;
    office.shows("enter-paypal-secret", Sign::Gone).await?;
    office.is_unharmed().await
}
