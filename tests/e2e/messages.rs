//! The office's pages of messages: what did not go and what is decided about it, templates, who is told, and
//! the server of mail.

use crate::mail::{Post, TestPost};
use crate::office::in_both_themes;
use crate::shop::{Shop, database};
use crate::tour::picture;
use crate::windows::keyring::DesktopSession;
use crate::windows::{FIRST_SHOP, Sign, Terminal};
use anyhow::bail;
use domain::settings::MailSecurity;
use domain::shops::WindowKind;
use domain::staff::Role;
use oc_pizza::demo;
use serde_json::json;
use sqlx::{AssertSqlSafe, ConnectOptions, Executor};
use std::time::Duration;
use tokio::time::sleep;

/// Chooses of a list, as a finger does, once that is on it.
pub async fn choose(window: &Terminal, id: &str, value: &str) -> anyhow::Result<()> {
    window.shows(id, Sign::Live).await?;
    let script = "
        const [id, value] = arguments;
        const list = document.querySelector(`[data-testid='${id}']`);
        if (!Array.from(list.options).some(it => it.value === value)) return false;
        list.value = value;
        list.dispatchEvent(new Event('change', { bubbles: true }));
        return true;";
    for _ in 0..150 {
        if window.run(script, json!([id, value])).await? == json!(true) {
            return Ok(());
        }
        sleep(Duration::from_millis(100)).await;
    }
    bail!("{id} has no {value}")
}

/// Pastes a text, which nobody types.
pub async fn paste(window: &Terminal, id: &str, text: &str) -> anyhow::Result<()> {
    window.shows(id, Sign::Live).await?;
    let script = "
        const [id, text] = arguments;
        const field = document.querySelector(`[data-testid='${id}']`);
        field.value = text;
        field.dispatchEvent(new InputEvent('input', { bubbles: true }));
        return null;";
    window.run(script, json!([id, text])).await.map(drop)
}

/// Messages in every state, one with a long address, a long text and a long fault.
const MESSAGES: &str = "
    INSERT INTO oc_pizza.message (shop_id, kind, channel, phone, email, facts, state, tries, expires_at, sent_at,
        fault, text, claimed_until)
    SELECT shop_id, kind, channel, '+33612345678', email, '{\"shop\": {\"text\": \"OC Pizza Mozzaville-Gare\"},
            \"ingredient\": {\"text\": \"fromage\"}}', state, tries, now() + interval '1 hour',
        CASE state WHEN 'sent' THEN now() END, fault, text, CASE state WHEN 'claimed' THEN now() + interval '1 hour' END
    FROM oc_pizza.shop, (VALUES
        ('stock_short', 'email', 'responsable.du.magasin.de.la.gare@pizzerias-de-mozzaville.exemple.fr', 'failed', 8,
         '550 5.1.1 <responsable.du.magasin.de.la.gare@pizzerias-de-mozzaville.exemple.fr>: Recipient address rejected: User unknown in virtual mailbox table',
         'OC Pizza Mozzaville-Gare : le stock de fromage est bas.' || chr(10) || chr(10) || 'En stock : 900 g' || chr(10) || 'Projeté : 250 g' || chr(10) || 'Sécurité : 1 kg'),
        ('driver_run', 'sms', 'x@y.fr', 'to_check', 1, 'the terminal was lost', 'A-042 Mme Martin'),
        ('order_taken', 'email', 'client@exemple.fr', 'given_up', 4, 'connection refused', 'OC Pizza : commande A-007 enregistrée.'),
        ('ready_for_pick_up', 'email', 'client@exemple.fr', 'to_send', 0, NULL, NULL),
        ('delayed', 'email', 'client@exemple.fr', 'sent', 1, NULL, 'OC Pizza : votre commande A-007 a du retard.')
    ) AS it (kind, channel, email, state, tries, fault, text)
    WHERE code = 'MOZ2'";

#[tokio::test]
async fn a_manager_sees_what_did_not_go_and_decides() -> anyhow::Result<()> {
    let (shop, (fresh, address)) = (Shop::new().await?, database().await);
    let office = shop.open(WindowKind::Office, &address).await?;
    office.sign_in("Hélène", demo::pin(Role::GroupManager)).await?;
    office.click("go-messages").await?;
    office.shows("messages-empty", Sign::Says("Tout est parti")).await?;
    in_both_themes(&office, "office-messages-empty").await?;
    let mut owner = fresh.options().connect().await?;
    owner.execute(AssertSqlSafe(MESSAGES.to_owned())).await?;
    office.click("messages-sent").await?;
    office.shows("messages", Sign::Says("Envoyé")).await?;
    office.click("messages-not-gone").await?;
    office.shows("messages", Sign::Says("User unknown")).await?;
    let id: i64 =
        sqlx::query_scalar("SELECT message_id FROM oc_pizza.message WHERE state = 'failed'")
            .fetch_one(&mut owner)
            .await?;
    office.click(&format!("message-{id}-open")).await?;
    office.shows(&format!("message-{id}-text"), Sign::Says("Sécurité : 1 kg")).await?;
    in_both_themes(&office, "office-messages").await?;
    office.click(&format!("message-{id}-given_up")).await?;
    office.shows(&format!("message-{id}-given_up"), Sign::Gone).await?;
    let checked: i64 =
        sqlx::query_scalar("SELECT message_id FROM oc_pizza.message WHERE state = 'to_check'")
            .fetch_one(&mut owner)
            .await?;
    office.click(&format!("message-{checked}-sent")).await?;
    office.shows(&format!("message-{checked}"), Sign::Gone).await?;
    office.click("messages-to_check").await?;
    office.shows("messages-empty", Sign::Says("Aucun message")).await?;
    office.click("language").await?;
    office.click("messages-not-gone").await?;
    office.shows("messages", Sign::Says("Stock is short")).await?;
    picture(&office, "office-messages-english").await?;
    office.is_unharmed().await
}

#[tokio::test]
async fn a_template_is_worded_tried_and_taken_back() -> anyhow::Result<()> {
    let (shop, (fresh, address)) = (Shop::new().await?, database().await);
    let office = shop.open(WindowKind::Office, &address).await?;
    office.sign_in("Hélène", demo::pin(Role::GroupManager)).await?;
    office.click("go-messages").await?;
    office.click("part-templates").await?;
    office.shows("template-letter", Sign::Says("stock bas, chorizo")).await?;
    office.shows("template-segments", Sign::Says("2 SMS")).await?;
    office.shows("template-facts", Sign::Says("exemple")).await?;
    in_both_themes(&office, "office-templates").await?;
    office.fill("field-text", "{magasin} : {commande}").await?;
    office.shows("error-text", Sign::Says("n’existe pas ici")).await?;
    picture(&office, "office-templates-unknown").await?;
    paste(&office, "field-text", &"Stock bas à la gare. ".repeat(77)).await?;
    office.shows("error-text", Sign::Says("480 caractères au plus")).await?;
    office.shows("template-save", Sign::Has("disabled", "disabled")).await?;
    office.fill("field-text", "{magasin} : arrêt de {ingrédient} ☹").await?;
    office.shows("template-segments", Sign::Says("coûtent plus : ê☹")).await?;
    picture(&office, "office-templates-costly").await?;
    office
        .fill(
            "field-text",
            "{magasin} : plus que {en_stock} de {ingrédient} ! Appelez-moi à la gare…",
        )
        .await?;
    office.shows("template-segments", Sign::Says("1 SMS")).await?;
    office.click("template-save").await?;
    office.shows("template-whose", Sign::Says("Hélène")).await?;
    office.shows("template-forget", Sign::There).await?;
    // With what the last message knew.
    let mut owner = fresh.options().connect().await?;
    owner.execute(AssertSqlSafe(MESSAGES.to_owned())).await?;
    // Somebody else is faster: what was typed stays until it is read again.
    let other =
        "UPDATE oc_pizza.message_template SET version = version + 1, text = 'autre {magasin}'";
    owner.execute(AssertSqlSafe(other.to_owned())).await?;
    office.fill("field-text", "{magasin} : {ingrédient}").await?;
    office.click("template-save").await?;
    office.shows("template-error", Sign::Says("entre-temps")).await?;
    office.shows("field-text", Sign::Holds("{magasin} : {ingrédient}")).await?;
    in_both_themes(&office, "office-templates-moved").await?;
    office.click("template-again").await?;
    office.shows("field-text", Sign::Holds("autre {magasin}")).await?;
    office.shows("template-letter", Sign::Says("Mozzaville-Gare")).await?;
    office.shows("template-facts", Sign::Says("dernier message")).await?;
    office.click("template-forget").await?;
    office.shows("template-whose", Sign::Says("d’origine")).await?;
    office.click("by-email").await?;
    office.click("in-english").await?;
    office.shows("template-subject", Sign::Says("is short")).await?;
    picture(&office, "office-templates-email").await?;
    choose(&office, "template-kind", "driver_run").await?;
    office.shows("by-email", Sign::Gone).await?;
    // Of what was never written there are examples.
    choose(&office, "template-kind", "leaving").await?;
    office.shows("template-facts", Sign::Says("exemple")).await?;
    office.shows("template-letter", Sign::Says("on its way")).await?;
    office.is_unharmed().await?;

    office.click("lock").await?;
    office.sign_in("Nathalie", demo::pin(Role::ShopManager)).await?;
    office.click("go-messages").await?;
    office.click("part-templates").await?;
    office.shows("template-only-seen", Sign::There).await?;
    office.shows("template-save", Sign::Gone).await?;
    picture(&office, "office-templates-read").await
}

#[tokio::test]
async fn who_is_told_says_how() -> anyhow::Result<()> {
    let (shop, (fresh, address)) = (Shop::new().await?, database().await);
    let office = shop.open(WindowKind::Office, &address).await?;
    office.sign_in("Hélène", demo::pin(Role::GroupManager)).await?;
    office.click("go-messages").await?;
    office.click("part-people").await?;
    office.shows("reach", Sign::Says("pas joignable")).await?;
    in_both_themes(&office, "office-reach").await?;
    let id: i64 = sqlx::query_scalar("SELECT staff_id FROM oc_pizza.staff WHERE name = 'Nathalie'")
        .fetch_one(&mut fresh.options().connect().await?)
        .await?;
    office.click(&format!("reach-{id}-open")).await?;
    office.shows("reach-shop-MOZ1", Sign::Has("aria-pressed", "true")).await?;
    office.fill("field-phone", "06 12").await?;
    office.click("reach-keep").await?;
    office.shows("error-phone", Sign::Says("10 chiffres")).await?;
    office.fill("field-phone", "06.12.34.56.78").await?;
    office.click("prefers-email").await?;
    office.click("reach-keep").await?;
    office.shows("error-email", Sign::Says("il faut une adresse")).await?;
    in_both_themes(&office, "office-reach-form").await?;
    office
        .fill(
            "field-email",
            "nathalie.responsable-du-magasin-du-centre@pizzerias-de-mozzaville.exemple.fr",
        )
        .await?;
    office.click("reach-keep").await?;
    office.shows("reach-done", Sign::Says("Nathalie")).await?;
    office.shows(&format!("reach-{id}"), Sign::Says("sinon 06 12 34 56 78")).await?;
    office.shows(&format!("reach-{id}"), Sign::Says("MOZ1")).await?;
    in_both_themes(&office, "office-reach-kept").await?;
    office.click("language").await?;
    office.shows("reach", Sign::Says("not reachable")).await?;
    picture(&office, "office-reach-english").await?;
    office.is_unharmed().await
}

#[tokio::test]
async fn the_server_of_mail_is_entered_and_tried() -> anyhow::Result<()> {
    let post = TestPost::on(MailSecurity::StartTls, Post::Takes).await;
    let (shop, (_fresh, address)) = (Shop::new().await?, database().await);
    // Whether mail has a user and a password is asked of the keyring.
    let home = shop.home(WindowKind::Office);
    let session = DesktopSession::open(&home.with_file_name("session"))?;
    let variables = [session.variables(), address.variables()].concat();
    let office = Terminal::open_with(WindowKind::Office, &home, &variables, FIRST_SHOP).await?;
    office.sign_in("Étienne", demo::pin(Role::Administrator)).await?;
    office.click("go-services").await?;
    office.click("mail-open").await?;
    office.shows("field-mail-host", Sign::Holds("")).await?;
    in_both_themes(&office, "office-mail").await?;
    office.click("mail-keep").await?;
    office.shows("error-mail-host", Sign::Says("nom du serveur")).await?;
    let typed = post.typed();
    office.fill("field-mail-host", &typed.host).await?;
    office.fill("field-mail-port", &typed.port).await?;
    office.fill("field-mail-sender", &typed.sender).await?;
    office.click("mail-ca-open").await?;
    paste(&office, "field-mail-ca", &typed.ca).await?;
    office.fill("field-mail-to", "etienne@exemple.fr").await?;
    office.click("mail-try").await?;
    office.shows("mail-went", Sign::Says("etienne@exemple.fr")).await?;
    in_both_themes(&office, "office-mail-went").await?;
    post.behave(Post::ToRecipient("550 nobody lives here"));
    office.click("mail-try").await?;
    office.shows("mail-error", Sign::Says("nobody lives here")).await?;
    picture(&office, "office-mail-refused").await?;
    office.click("mail-keep").await?;
    office.shows("services-done", Sign::Says("tout le groupe")).await?;
    office.click("mail-open").await?;
    office.shows("field-mail-host", Sign::Holds("localhost")).await?;
    office.shows("mail-before", Sign::Says("Étienne")).await?;
    office.is_unharmed().await
}
