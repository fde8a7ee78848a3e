//! A company's invoice, from a ticket of the till's history; and the credit note of what went back.

use crate::printer::{TestPrinter, printers};
use crate::shop::{Shop, database};
use crate::tour::picture;
use crate::windows::Sign;
use domain::shops::WindowKind;
use oc_pizza::home::Home;

#[tokio::test]
async fn a_company_has_its_invoice_and_what_went_back_its_credit_note() -> anyhow::Result<()> {
    let (shop, printer) = (Shop::new().await?, TestPrinter::on().await);
    let (_fresh, address) = database().await;
    let file = Home::at(&shop.home(WindowKind::Counter))?.config();
    let mut config = file.read_or_introduce(Some("MOZ1"))?;
    config.printer = printers(&[("Comptoir", &["ticket"], printer.address(), None)])?;
    file.write(&config)?;
    let counter = shop.counter(&address).await?;
    counter.click("product-reine").await?;
    counter.click("pay").await?;
    counter.click("tender-card").await?;
    counter.click("settle").await?;
    counter.shows("settled", Sign::There).await?;
    counter.click("dialog-close").await?;

    counter.open_till().await?;
    counter.click("till-tab-entries").await?;
    counter.click("entry-sales-1").await?;
    counter.click("invoice-open").await?;
    picture(&counter, "invoice-form").await?;
    counter.type_keys("field-company-name", "Société des Établissements Gagnant et Fils").await?;
    counter.type_keys("field-company-siren", "552 100 555").await?;
    counter.click("invoice-make").await?;
    counter.shows("error-company-siren", Sign::Says("neuf chiffres")).await?;
    picture(&counter, "invoice-wrong").await?;
    counter.fill("field-company-siren", "552 100 554").await?;
    counter.click("invoice-make").await?;
    counter.shows("error-company-street", Sign::There).await?;
    counter.type_keys("field-company-street", "12 rue des Lilas").await?;
    counter.type_keys("field-company-town", "75020 Paris").await?;
    counter.click("invoice-make").await?;
    counter.shows("invoice", Sign::Has("data-number", "F-MOZ1-000001")).await?;
    picture(&counter, "invoice-made").await?;
    counter.click("invoice-print").await?;
    counter.shows("print-sent", Sign::Has("data-copy", "0")).await?;
    counter.click("invoice-print").await?;
    counter.shows("print-sent", Sign::Has("data-copy", "1")).await?;
    picture(&counter, "invoice-printed").await?;
    let papers = printer.wait_for(2).await;
    anyhow::ensure!(papers[0].contains("FACTURE n° F-MOZ1-000001"), "{papers:?}");
    anyhow::ensure!(papers[1].contains("DUPLICATA n° 1"), "{papers:?}");
    counter.leave_till().await?;

    counter.click("orders-open").await?;
    counter.click("refund-A-001").await?;
    counter.click("refund-more-1").await?;
    counter.type_keys("refund-reason", "froide").await?;
    counter.click("refund-confirm").await?;
    counter.shows("refunded", Sign::There).await?;
    counter.click("dialog-close").await?;
    counter.click("dialog-close").await?;
    counter.click("language").await?;
    counter.click("theme").await?;
    counter.open_till().await?;
    counter.click("till-tab-entries").await?;
    counter.click("entry-sales-2").await?;
    counter.shows("credit-make", Sign::There).await?;
    picture(&counter, "credit-english-dark").await?;
    counter.click("credit-make").await?;
    counter.shows("invoice", Sign::Has("data-number", "F-MOZ1-000002")).await?;
    picture(&counter, "credit-made-english-dark").await?;
    counter.is_unharmed().await
}
