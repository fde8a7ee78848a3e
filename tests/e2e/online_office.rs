//! The office's page of payments on the telephone: how each stands, what is to be checked, of which day and state, page
//! by page; also on a narrow screen and with long names.

use crate::database::Fresh;
use crate::messages::choose;
use crate::office::in_both_themes;
use crate::online_rows::{asked, authorized, captured};
use crate::people::order;
use crate::shop::{Shop, database, other_counter};
use crate::tour::picture;
use crate::windows::{Sign, Terminal};
use domain::payments::{
    PaypalDoubt, PaypalId, PaypalIntent, PaypalIntentId, PaypalMeaning, PaypalNo, PaypalWish,
    RefundSeen, RefundStatus,
};
use domain::shops::WindowKind;
use domain::staff::Role;
use oc_pizza::demo;
use sqlx::AssertSqlSafe;

/// All of it is with the customer again.
fn given_back(intent: &mut PaypalIntent) {
    captured(intent);
    intent.give_back = intent.amount;
    let id = PaypalId::of("1JU08902781691411").expect("a name of PayPal's");
    let (status, amount) = (RefundStatus::Completed, Some(intent.amount));
    intent.seen.refunds.push(RefundSeen { id, status, amount, invoice_id: None });
}

/// PayPal refuses to give the money.
fn not_taken(intent: &mut PaypalIntent) {
    authorized(intent);
    intent.doubt = Some(PaypalDoubt::NotTaken);
    let issue = "AUTHORIZATION_EXPIRED".to_owned();
    intent.no = Some(PaypalNo { meaning: PaypalMeaning::Final, issue, debug_id: None });
}

/// A payment in each state, the last one to be checked first; what PayPal knows them by.
async fn one_of_each(fresh: &Fresh) -> anyhow::Result<Vec<String>> {
    let app = other_counter(fresh).await;
    let changes: [fn(&mut PaypalIntent); 7] = [
        |it| it.wish = PaypalWish::Leave,
        given_back,
        captured,
        authorized,
        |_| {},
        not_taken,
        |it| it.doubt = Some(PaypalDoubt::Twice),
    ];
    let mut invoices = Vec::new();
    for (nth, change) in (1..).zip(changes) {
        let placed = order(&app, &[("reine", nth), ("cola", 1)]).await;
        let intent = asked(&fresh.pool(), placed.order, change).await;
        invoices.insert(0, invoice(fresh, intent).await?);
    }
    Ok(invoices)
}

async fn invoice(fresh: &Fresh, intent: PaypalIntentId) -> anyhow::Result<String> {
    let said = sqlx::query_scalar(
        "SELECT reference || '-' || attempt FROM oc_pizza.paypal_intent JOIN oc_pizza.orders USING (order_id)
         WHERE intent_id = $1",
    );
    Ok(said.bind(intent.0).fetch_one(&fresh.pool()).await?)
}

/// What the clock does: sixty more of the one that was taken, on another day.
async fn sixty_more(fresh: &Fresh) -> anyhow::Result<()> {
    let more = "
        INSERT INTO oc_pizza.paypal_intent (intent_id, shop_id, order_id, attempt, amount_cents, asked_by, asked_at,
                                            link_until, stands, state, taken_cents, fee_cents, net_cents, look_at)
        SELECT id, shop_id, order_id, nth + 1, amount_cents, asked_by,
               '2026-01-20 19:12 Europe/Paris'::timestamptz - nth * interval '3 minutes', link_until,
               stands || jsonb_build_object('intent', id), state, taken_cents, fee_cents, net_cents, NULL
        FROM oc_pizza.paypal_intent, generate_series(1, 60) AS nth, LATERAL (SELECT md5(nth::text)::uuid) AS new (id)
        WHERE state = 'captured'";
    sqlx::query(more).execute(&fresh.pool()).await?;
    Ok(())
}

/// Names as long as there are.
async fn long_names(fresh: &Fresh) -> anyhow::Result<()> {
    for change in [
        "UPDATE oc_pizza.staff SET name = 'Marie-Antoinette de La Rochefoucauld-Montmorency' WHERE name = 'Inès'",
        "UPDATE oc_pizza.shop SET name = 'Saint-Rémy-en-Bouzemont-Saint-Genest-et-Isson, place du Marché' WHERE code = 'MOZ1'",
        "UPDATE oc_pizza.paypal_intent SET amount_cents = 999999, taken_cents = 999999, fee_cents = 23456, net_cents = 976543,
                stands = jsonb_set(jsonb_set(jsonb_set(stands, '{amount}', '999999'), '{seen,capture,amount}', '999999'),
                                   '{seen,capture,fee}', '23456')
         WHERE state = 'captured' AND attempt = 1",
    ] {
        sqlx::query(AssertSqlSafe(change)).execute(&fresh.pool()).await?;
    }
    Ok(())
}

async fn go_there_anew(office: &Terminal) -> anyhow::Result<()> {
    office.click("go-services").await?;
    office.click("go-online").await
}

#[tokio::test]
async fn a_manager_looks_over_what_customers_paid_and_sees_to_what_is_odd() -> anyhow::Result<()> {
    let (shop, (fresh, address)) = (Shop::new().await?, database().await);
    let office = shop.open(WindowKind::Office, &address).await?;
    office.sign_in("Hélène", demo::pin(Role::GroupManager)).await?;
    office.click("go-online").await?;
    office.shows("online-page", Sign::There).await?;
    office.shows("online-empty", Sign::Says("Saisissez le compte PayPal")).await?;
    in_both_themes(&office, "office-online-empty").await?;

    let invoices = one_of_each(&fresh).await?;
    go_there_anew(&office).await?;
    let row = |nth: usize| format!("online-row-{}", invoices[nth]);
    for (nth, words) in [
        (0, "PayPal a deux paiements"),
        (1, "la commande reste à payer"),
        (2, "En attente"),
        (3, "Autorisé"),
        (4, "Pas encore inscrit"),
        (5, "Remboursé"),
        (6, "Annulé"),
    ] {
        office.shows(&row(nth), Sign::Says(words)).await?;
    }
    office.shows(&row(4), Sign::Says("0,50")).await?;
    office.shows("online-totals", Sign::Says("1,00")).await?;
    in_both_themes(&office, "office-online").await?;

    choose(&office, "online-filter-state", "to_check").await?;
    office.shows(&row(2), Sign::Gone).await?;
    office.shows(&row(1), Sign::There).await?;
    picture(&office, "office-online-to-check").await?;
    office.click("online-end").await?;
    office.shows("online-end-dialog", Sign::Says(&invoices[0])).await?;
    in_both_themes(&office, "office-online-end").await?;
    office.click("online-end-confirm").await?;
    office.shows("error-reason", Sign::There).await?;
    picture(&office, "office-online-end-why").await?;
    let reason = "Le deuxième paiement est remboursé sur paypal.com, vu avec Mme Martin";
    office.fill("online-end-reason", reason).await?;
    office.click("online-end-confirm").await?;
    office.shows("online-end-dialog", Sign::Gone).await?;
    office.shows(&row(0), Sign::Gone).await?;
    office.click("online-look-again").await?;
    office.shows(&row(1), Sign::Gone).await?;
    office.shows("online-empty", Sign::Says("Choisissez un autre jour")).await?;
    picture(&office, "office-online-none-found").await?;
    choose(&office, "online-filter-state", "").await?;
    office.shows(&row(0), Sign::Says("(Hélène, ")).await?;
    office.shows(&row(0), Sign::Says(reason)).await?;
    picture(&office, "office-online-ended").await?;
    office.is_unharmed().await
}

#[tokio::test]
async fn payments_are_found_again_by_day_and_page_on_any_screen() -> anyhow::Result<()> {
    let (shop, (fresh, address)) = (Shop::new().await?, database().await);
    let office = shop.open(WindowKind::Office, &address).await?;
    office.sign_in("Hélène", demo::pin(Role::GroupManager)).await?;
    let invoices = one_of_each(&fresh).await?;
    sixty_more(&fresh).await?;
    office.click("go-online").await?;
    let row = |nth: usize| format!("online-row-{}", invoices[nth]);
    office.shows(&row(0), Sign::There).await?;
    picture(&office, "office-online-page").await?;
    office.click("online-earlier").await?;
    office.shows(&row(0), Sign::Gone).await?;
    office.shows("online-later", Sign::Live).await?;
    picture(&office, "office-online-earlier").await?;
    office.click("save-online").await?;
    office.shows("save-online-done", Sign::Says("paiements-en-ligne")).await?;
    office.click("online-later").await?;
    office.shows(&row(0), Sign::There).await?;
    office.fill("online-day", "20/01/2026").await?;
    office.shows(&row(0), Sign::Gone).await?;
    picture(&office, "office-online-of-a-day").await?;
    office.fill("online-day", "hier").await?;
    office.shows("error-day", Sign::Says("30/11/2026")).await?;
    office.click("online-every-day").await?;
    office.shows(&row(0), Sign::There).await?;
    choose(&office, "shop-picker", "MOZ2").await?;
    office.shows("online-empty", Sign::There).await?;
    choose(&office, "shop-picker", "MOZ1").await?;
    office.shows(&row(0), Sign::There).await?;
    picture(&office, "office-online-of-a-shop").await?;
    choose(&office, "shop-picker", "").await?;
    long_names(&fresh).await?;
    go_there_anew(&office).await?;
    office.shows(&row(4), Sign::Says("999,99")).await?;
    picture(&office, "office-online-long").await?;
    office.click("language").await?;
    office.shows("online-page", Sign::Says("What customers pay by PayPal")).await?;
    picture(&office, "office-online-english").await?;
    office.resize((480, 800)).await?;
    picture(&office, "office-online-narrow").await?;
    office.is_unharmed().await
}
