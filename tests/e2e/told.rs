//! What customers are told: a message by hand at the counter, what the order's row says of it, what waits for a
//! person's decision, and what the group has told by itself.

use crate::messages::paste;
use crate::office::in_both_themes;
use crate::people;
use crate::shop::{Shop, database, other_counter};
use crate::tour::picture;
use crate::windows::Sign;
use domain::orders::PlacedOrder;
use domain::settings::Digitaleo;
use domain::shops::WindowKind;
use domain::staff::Role;
use oc_pizza::app::App;
use oc_pizza::demo;
use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, ConnectOptions, Executor};

/// A service for text messages that nobody reaches: what is written waits.
async fn with_a_service(owner: &mut PgConnection) -> anyhow::Result<()> {
    let nowhere = "https://127.0.0.1:9/".to_owned();
    let entered =
        Digitaleo { token_address: nowhere.clone(), sms_address: nowhere, ..Digitaleo::default() };
    sqlx::query("INSERT INTO oc_pizza.setting (name, value) VALUES ('digitaleo', $1)")
        .bind(serde_json::to_value(entered)?)
        .execute(owner)
        .await?;
    Ok(())
}

async fn called(app: &App, phone: &str, name: &str) -> PlacedOrder {
    let menu = app.menu().await.expect("the menu");
    let lines = vec![people::line(&menu, "reine", 2), people::line(&menu, "cola", 1)];
    let mut call = people::an_order(&menu, lines);
    call.content.customer_phone = Some(phone.to_owned());
    call.content.customer_name = Some(name.to_owned());
    people::at_counter(app, call).await.expect("placed")
}

async fn run(owner: &mut PgConnection, statement: &str) -> anyhow::Result<()> {
    owner.execute(AssertSqlSafe(statement.to_owned())).await?;
    Ok(())
}

#[tokio::test]
async fn a_counter_writes_to_the_customer_of_an_order() -> anyhow::Result<()> {
    let shop = Shop::new().await?;
    let (fresh, address) = database().await;
    let mut owner = fresh.options().connect().await?;
    let other = other_counter(&fresh).await;
    let name = "Mme Marie-Antoinette Lefèvre-Desjardins";
    let number = called(&other, "+33612345678", name).await.number;
    let landline = called(&other, "+33388123456", "Café de la Gare").await.number;
    let counter = shop.counter(&address).await?;
    counter.click("orders-open").await?;
    counter.shows(&format!("write-{landline}"), Sign::Gone).await?;
    counter.click(&format!("write-{number}")).await?;
    counter.shows("write-to", Sign::Says("06 12 34 56 78")).await?;
    counter.shows("write-delayed", Sign::Has("aria-pressed", "true")).await?;
    counter.shows("template-segments", Sign::Says("1 SMS")).await?;
    in_both_themes(&counter, "told-writing").await?;
    // Another beginning, other words, and what they cost.
    counter.click("write-free_text").await?;
    counter
        .fill("field-text", "Bonjour, il ne reste plus d’ananas : une Forêt à la place ?")
        .await?;
    counter.shows("template-segments", Sign::Says("coûtent plus : ê")).await?;
    picture(&counter, "told-writing-costly").await?;
    paste(&counter, "field-text", &"Bonjour ! ".repeat(160)).await?;
    counter.shows("error-text", Sign::Says("480 caractères au plus")).await?;
    counter.shows("write-go", Sign::Has("disabled", "disabled")).await?;
    in_both_themes(&counter, "told-writing-too-long").await?;
    counter.fill("field-text", "Bonjour, il ne reste plus d’ananas.").await?;
    // The group has no service yet: what was typed stays.
    counter.click("write-go").await?;
    counter.shows("write-error", Sign::Says("Aucun service de SMS")).await?;
    counter.shows("field-text", Sign::Holds("Bonjour, il ne reste plus d’ananas.")).await?;
    picture(&counter, "told-writing-no-service").await?;
    with_a_service(&mut owner).await?;
    counter.click("write-go").await?;
    counter.shows("orders-said", Sign::Says(&number)).await?;
    counter.shows("order-told", Sign::Says("Message libre · SMS en cours")).await?;
    in_both_themes(&counter, "told-row").await?;
    // It went; another may have; a third did not.
    for (state, said) in [
        ("state = 'sent', sent_at = now()", "✓"),
        ("state = 'to_check', sent_at = NULL", "SMS à vérifier"),
        ("state = 'given_up'", "SMS pas parti"),
    ] {
        let moved = format!("UPDATE oc_pizza.message SET {state}, claimed_until = NULL");
        run(&mut owner, &moved).await?;
        counter.shows("order-told", Sign::Says(said)).await?;
    }
    run(&mut owner, "UPDATE oc_pizza.message SET state = 'sent', sent_at = now()").await?;
    run(
        &mut owner,
        "INSERT INTO oc_pizza.message (shop_id, kind, channel, phone, facts, expires_at, order_id, customer_id, state)
         SELECT shop_id, kind, 'sms', customer_phone, '{}', now(), order_id, customer_id, it.state
         FROM oc_pizza.orders, (VALUES ('delayed', 'to_check'), ('order_taken', 'given_up')) AS it (kind, state)
         WHERE customer_phone = '+33612345678'",
    )
    .await?;
    counter.shows("order-told", Sign::Count(3)).await?;
    in_both_themes(&counter, "told-rows").await?;
    counter.click("dialog-close").await?;
    counter.click("language").await?;
    counter.click("orders-open").await?;
    counter.shows("order-told", Sign::Says("Free text · text message")).await?;
    picture(&counter, "told-rows-english").await?;
    counter.is_unharmed().await
}

#[tokio::test]
async fn a_counter_decides_about_what_did_not_go() -> anyhow::Result<()> {
    let shop = Shop::new().await?;
    let (fresh, address) = database().await;
    let mut owner = fresh.options().connect().await?;
    let counter = shop.counter(&address).await?;
    counter.shows("alerts", Sign::Gone).await?;
    run(
        &mut owner,
        "INSERT INTO oc_pizza.message (shop_id, kind, channel, phone, email, facts, state, tries, expires_at, fault, text)
         SELECT shop_id, kind, channel, '+33612345678', 'responsable.du.magasin@pizzerias-de-mozzaville.exemple.fr', '{}',
                state, 5, now() + interval '1 hour', fault, text
         FROM oc_pizza.shop, (VALUES
             ('stock_short', 'email', 'failed', '550 5.1.1 Recipient address rejected: User unknown in virtual mailbox table',
              'OC Pizza : le stock de fromage est bas.'),
             ('driver_run', 'sms', 'to_check', 'Digitaleo did not answer within 13 s.', 'A-041 M. Dupont' || chr(10) || '2× Reine'),
             ('driver_run', 'sms', 'failed', 'Digitaleo is out of order. It said: «internal error».',
              'A-042 Mme Marie-Antoinette Lefèvre-Desjardins' || chr(10) || '2× Reine, 1× Royale' || chr(10)
              || '12 bis rue des Lilas, 99120 Mozzaville (3e gauche, code A1B2)'),
             ('order_taken', 'sms', 'given_up', 'no connection', 'OC Pizza : commande A-042 enregistrée.')
         ) AS it (kind, channel, state, fault, text)
         WHERE code = 'MOZ1'",
    )
    .await?;
    counter.shows("alerts", Sign::Has("data-count", "3")).await?;
    counter.shows("alerts", Sign::Says("Course : échec")).await?;
    in_both_themes(&counter, "told-alerts-bar").await?;
    counter.click("alerts").await?;
    let ids: Vec<i64> = sqlx::query_scalar(
        "SELECT message_id FROM oc_pizza.message WHERE state <> 'given_up' ORDER BY message_id",
    )
    .fetch_all(&mut owner)
    .await?;
    counter.shows(&format!("message-{}-fault", ids[0]), Sign::Says("User unknown")).await?;
    counter.click(&format!("message-{}-open", ids[2])).await?;
    in_both_themes(&counter, "told-alerts").await?;
    counter.click(&format!("message-{}-sent", ids[1])).await?;
    counter.shows(&format!("message-{}", ids[1]), Sign::Gone).await?;
    counter.click(&format!("message-{}-given_up", ids[0])).await?;
    counter.shows("alerts", Sign::Has("data-count", "1")).await?;
    counter.click(&format!("message-{}-to_send", ids[2])).await?;
    counter.shows("alerts-empty", Sign::There).await?;
    picture(&counter, "told-alerts-empty").await?;
    counter.click("dialog-close").await?;
    counter.shows("alerts", Sign::Gone).await?;
    counter.is_unharmed().await
}

#[tokio::test]
async fn the_group_says_of_what_customers_are_told() -> anyhow::Result<()> {
    let (shop, (fresh, address)) = (Shop::new().await?, database().await);
    let office = shop.open(WindowKind::Office, &address).await?;
    office.sign_in("Hélène", demo::pin(Role::GroupManager)).await?;
    office.click("go-messages").await?;
    office.click("part-customers").await?;
    office.shows("told-leaving", Sign::Has("aria-checked", "true")).await?;
    office.shows("told-order_taken", Sign::Has("aria-checked", "false")).await?;
    office.shows("told-whose", Sign::Says("origine")).await?;
    in_both_themes(&office, "office-told").await?;
    office.fill("field-delay-minutes", "bientôt").await?;
    office.shows("error-delay-minutes", Sign::Says("de 5 à 120")).await?;
    office.shows("told-save", Sign::Has("disabled", "disabled")).await?;
    picture(&office, "office-told-wrong").await?;
    office.fill("field-delay-minutes", "25").await?;
    office.click("told-ready_for_pick_up").await?;
    office.click("told-save").await?;
    office.shows("told-whose", Sign::Says("Hélène")).await?;
    office.shows("told-ready_for_pick_up", Sign::Has("aria-checked", "true")).await?;
    office.shows("field-delay-minutes", Sign::Holds("25")).await?;
    // Somebody else is faster: what was picked stays until it is read again.
    let mut owner = fresh.options().connect().await?;
    run(&mut owner, "UPDATE oc_pizza.setting SET version = version + 1").await?;
    office.click("told-on").await?;
    office.click("told-save").await?;
    office.shows("told-error", Sign::Says("entre-temps")).await?;
    in_both_themes(&office, "office-told-moved").await?;
    office.click("told-again").await?;
    office.shows("told-on", Sign::Has("aria-checked", "true")).await?;
    office.click("language").await?;
    picture(&office, "office-told-english").await?;
    office.is_unharmed().await?;
    office.click("lock").await?;
    office.sign_in("Nathalie", demo::pin(Role::ShopManager)).await?;
    office.click("go-messages").await?;
    office.click("part-customers").await?;
    office.shows("told-only-seen", Sign::There).await?;
    office.shows("told-save", Sign::Gone).await?;
    picture(&office, "office-told-read").await
}
