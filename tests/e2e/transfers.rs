//! The office's page of transfers: sent from one shop, received by another with what came, taken back.

use crate::messages::choose;
use crate::office::in_both_themes;
use crate::shop::{Shop, database};
use crate::tour::picture;
use crate::windows::Sign;
use domain::shops::WindowKind;
use domain::staff::Role;
use oc_pizza::demo;

#[tokio::test]
async fn goods_go_from_one_shop_to_another() -> anyhow::Result<()> {
    let (shop, (fresh, address)) = (Shop::new().await?, database().await);
    let pool = fresh.pool();
    let named = async |name: &str| -> anyhow::Result<i64> {
        let key = sqlx::query_scalar("SELECT ingredient_id FROM ingredient WHERE name = $1");
        Ok(key.bind(name).fetch_one(&pool).await?)
    };
    let (cheese, ham) = (named("fromage").await?, named("épaule").await?);
    let office = shop.open(WindowKind::Office, &address).await?;
    office.sign_in("Hélène", demo::pin(Role::GroupManager)).await?;
    office.go_to_stock("transfers").await?;
    office.shows("transfers-empty", Sign::Says("Aucun transfert")).await?;
    in_both_themes(&office, "office-transfers-empty").await?;

    office.click("transfer-send").await?;
    choose(&office, "transfer-to", "MOZ2").await?;
    choose(&office, "transfer-add", &cheese.to_string()).await?;
    choose(&office, "transfer-add", &ham.to_string()).await?;
    office.fill(&format!("field-line-{cheese}"), "1,5 kg").await?;
    office.fill(&format!("field-line-{ham}"), "beaucoup").await?;
    office.click("transfer-go").await?;
    office.shows(&format!("error-line-{ham}"), Sign::There).await?;
    office.fill(&format!("field-line-{ham}"), "900 kg").await?;
    office.click("transfer-go").await?;
    office.shows(&format!("error-line-{ham}"), Sign::There).await?;
    in_both_themes(&office, "office-transfer-send").await?;
    office.fill(&format!("field-line-{ham}"), "200").await?;
    office.click("transfer-go").await?;
    office.shows("transfers-done", Sign::Says("En route vers")).await?;
    office.shows("transfers-under-way", Sign::Says("1,5 kg")).await?;
    let id: String =
        sqlx::query_scalar("SELECT transfer_id::text FROM transfer").fetch_one(&pool).await?;
    office.shows(&format!("transfer-{id}-receive"), Sign::Gone).await?;

    // The other shop says what came.
    choose(&office, "shop-picker", "MOZ2").await?;
    office.click(&format!("transfer-{id}-receive")).await?;
    office.shows(&format!("field-line-{cheese}"), Sign::Holds("1,5\u{a0}kg")).await?;
    office.fill(&format!("field-line-{ham}"), "180 g").await?;
    office.click("transfer-receive-go").await?;
    office.shows("error-reason", Sign::Says("indiquez pourquoi")).await?;
    in_both_themes(&office, "office-transfer-receive").await?;
    office.fill("field-reason", "une tranche tombée pendant le trajet, jetée").await?;
    office.click("transfer-receive-go").await?;
    office.shows("transfers-done", Sign::Says("Reçu de")).await?;
    office.shows("transfers-over", Sign::Says("arrivé : 180 g")).await?;

    // One that never left is taken back.
    office.click("transfer-send").await?;
    choose(&office, "transfer-to", "MOZ1").await?;
    choose(&office, "transfer-add", &cheese.to_string()).await?;
    office.fill(&format!("field-line-{cheese}"), "10").await?;
    office.click("transfer-go").await?;
    office.shows("transfers-under-way", Sign::Says("10 g")).await?;
    in_both_themes(&office, "office-transfers").await?;
    let back: String = sqlx::query_scalar(
        "SELECT transfer_id::text FROM transfer WHERE transfer_id NOT IN (SELECT transfer_id FROM transfer_end)",
    )
    .fetch_one(&pool)
    .await?;
    office.click(&format!("transfer-{back}-take-back")).await?;
    office.shows("transfers-done", Sign::Says("de nouveau en stock")).await?;
    office.shows("transfers-under-way", Sign::Gone).await?;
    office.click("language").await?;
    office.shows("transfers-over", Sign::Says("Taken back")).await?;
    picture(&office, "office-transfers-english").await?;
    office.is_unharmed().await
}
