//! The office's page of a shop's papers: mistakes at their fields, the ticket's head beside them, what
//! another has changed meanwhile, the notice; and the customers' board, which says it too.

use crate::office::in_both_themes;
use crate::shop::{Shop, database};
use crate::tour::picture;
use crate::windows::Sign;
use domain::shops::WindowKind;
use domain::staff::Role;
use oc_pizza::demo;
use sqlx::{AssertSqlSafe, ConnectOptions, Executor};

#[tokio::test]
async fn a_shops_papers_are_changed() -> anyhow::Result<()> {
    let (shop, (fresh, address)) = (Shop::new().await?, database().await);
    let office = shop.open(WindowKind::Office, &address).await?;
    office.sign_in("Hélène", demo::pin(Role::GroupManager)).await?;
    office.click("go-papers").await?;
    office.shows("papers-head", Sign::Says("OC Pizza SAS")).await?;
    in_both_themes(&office, "office-papers").await?;

    office.fill("field-siret", "902 134 568 00011").await?;
    office.click("papers-save").await?;
    office.shows("error-siret", Sign::Says("un chiffre est faux")).await?;
    in_both_themes(&office, "office-papers-siret").await?;
    office.fill("field-siret", "404 833 048 00022").await?;
    office.click("papers-save").await?;
    office.shows("error-vat_number", Sign::Says("FR83404833048")).await?;
    picture(&office, "office-papers-vat").await?;
    office.fill("field-vat_number", "FR83404833048").await?;
    office
        .fill("field-company", "Société d’exploitation des pizzerias de Mozzaville et de sa région")
        .await?;
    office.click("papers-vouchers").await?;
    office.shows("papers-head", Sign::Says("40483304800022")).await?;
    picture(&office, "office-papers-long").await?;
    office.click("papers-save").await?;
    office.shows("papers-done", Sign::Says("ticket suivant")).await?;
    office.shows("papers-save", Sign::There).await?;
    picture(&office, "office-papers-done").await?;

    // A mistake after it is said alone, and so is whatever is typed next.
    office.fill("field-refund_alone", "abc").await?;
    office.shows("papers-done", Sign::Gone).await?;
    office.click("papers-save").await?;
    office.shows("error-refund_alone", Sign::There).await?;
    office.fill("field-refund_alone", "30,00").await?;

    // Somebody else is faster: what was typed stays until it is given up.
    office.fill("field-address", "5 place de la Fontaine, 99120 Mozzaville").await?;
    let other = "UPDATE oc_pizza.shop SET address = '6 place de la Fontaine', papers_version = papers_version + 1";
    fresh.options().connect().await?.execute(AssertSqlSafe(other.to_owned())).await?;
    office.click("papers-save").await?;
    office.shows("papers-error", Sign::Says("entre-temps")).await?;
    office.shows("papers-done", Sign::Gone).await?;
    office.shows("field-address", Sign::Holds("5 place de la Fontaine, 99120 Mozzaville")).await?;
    in_both_themes(&office, "office-papers-moved").await?;
    office.click("papers-again").await?;
    office.shows("field-address", Sign::Holds("6 place de la Fontaine")).await?;

    office.click("notice-open").await?;
    office.shows("notice", Sign::Says("À LA DEMANDE")).await?;
    office.shows("notice-no-printer", Sign::There).await?;
    in_both_themes(&office, "office-notice").await?;
    office.click("dialog-close").await?;
    office.click("language").await?;
    office.shows("page-papers", Sign::Says("Papers of the shops")).await?;
    // The same amount, as English writes it; either sign is taken.
    office.shows("field-refund_alone", Sign::Holds("20.00")).await?;
    office.fill("field-refund_alone", "12.50").await?;
    office.click("papers-save").await?;
    office.shows("papers-done", Sign::There).await?;
    picture(&office, "office-papers-english").await?;
    office.click("language").await?;
    office.shows("field-refund_alone", Sign::Holds("12,50")).await?;
    office.is_unharmed().await
}

#[tokio::test]
async fn a_shops_manager_reads_the_papers_and_customers_read_the_notice() -> anyhow::Result<()> {
    let (shop, (_fresh, address)) = (Shop::new().await?, database().await);
    let office = shop.open(WindowKind::Office, &address).await?;
    office.sign_in("Nathalie", demo::pin(Role::ShopManager)).await?;
    office.click("go-papers").await?;
    office.shows("papers-only-seen", Sign::There).await?;
    office.shows("shop-picker", Sign::Gone).await?;
    office.shows("papers-save", Sign::Gone).await?;
    picture(&office, "office-papers-read").await?;
    office.is_unharmed().await?;
    let board = shop.open(WindowKind::Board, &address).await?;
    board.shows("board-notice", Sign::Says("qu’à votre demande")).await?;
    in_both_themes(&board, "board-notice").await?;
    board.is_unharmed().await
}
