//! Paper at the counter: the ticket of a payment, the X, the note of what is eaten here, and a printer
//! that does not print.

use crate::people;
use crate::printer::{TestPrinter, printers};
use crate::shop::{Shop, database, other_counter};
use crate::tour::picture;
use crate::windows::{Sign, Terminal};
use domain::orders::ServiceMode;
use domain::shops::WindowKind;
use oc_pizza::home::Home;

/// The counter's PC has that printer.
fn plug_in_at(shop: &Shop, printer: &TestPrinter) -> anyhow::Result<()> {
    let file = Home::at(&shop.home(WindowKind::Counter))?.config();
    let mut config = file.read_or_introduce(Some("MOZ1"))?;
    config.printer = printers(&[("Comptoir", &["ticket"], printer.address(), None)])?;
    file.write(&config)
}

/// Sells one pizza for cash; the dialog says so.
async fn sell(counter: &Terminal) -> anyhow::Result<()> {
    counter.click("product-reine").await?;
    counter.click("pay").await?;
    counter.click("tender-cash").await?;
    counter.click("cash-10").await?;
    counter.click("settle").await?;
    counter.shows("settled", Sign::There).await
}

#[tokio::test]
async fn a_ticket_is_printed_at_a_tap_and_what_does_not_come_out_is_given_up() -> anyhow::Result<()>
{
    let (shop, printer) = (Shop::new().await?, TestPrinter::on().await);
    let (_fresh, address) = database().await;
    plug_in_at(&shop, &printer)?;
    let counter = shop.counter(&address).await?;
    sell(&counter).await?;
    counter.shows("print-ticket", Sign::Says("Imprimer le ticket")).await?;
    picture(&counter, "counter-settled-print").await?;
    counter.click("print-ticket").await?;
    counter.shows("print-sent", Sign::Has("data-copy", "0")).await?;
    counter.click("print-ticket").await?;
    counter.shows("print-sent", Sign::Has("data-copy", "1")).await?;
    picture(&counter, "counter-settled-printed").await?;
    counter.click("dialog-close").await?;
    let papers = printer.wait_for(2).await;
    assert!(papers[0].contains("TICKET n° 000001"), "{papers:?}");
    assert!(papers[1].contains("DUPLICATA n° 1"), "{papers:?}");
    assert_eq!(printer.drawer(), 1, "for the cash");

    counter.open_till().await?;
    counter.click("print-x").await?;
    counter.shows("print-sent", Sign::There).await?;
    picture(&counter, "till-x-printed").await?;
    assert!(printer.wait_for(3).await[2].contains("X — non clôturé"));
    counter.click("till-tab-entries").await?;
    counter.click("entry-sales-1").await?;
    counter.shows("entry-shown", Sign::Has("data-printed", "true")).await?;
    counter.shows("copies", Sign::There).await?;
    counter.click("reprint").await?;
    counter.shows("entry-shown", Sign::Has("data-copies", "2")).await?;
    picture(&counter, "till-duplicata").await?;
    counter.leave_till().await?;
    assert!(printer.wait_for(4).await[3].contains("DUPLICATA n° 2"));

    // Nobody waits for a printer that is off, and everybody sees it.
    counter.shows("printers-alert", Sign::Gone).await?;
    printer.unplug().await;
    sell(&counter).await?;
    counter.click("print-ticket").await?;
    counter.shows("print-sent", Sign::Has("data-copy", "0")).await?;
    counter.click("dialog-close").await?;
    counter.shows("printers-alert", Sign::Says("Comptoir")).await?;
    counter.shows("printers-reason", Sign::Says("elle ne répond pas")).await?;
    picture(&counter, "counter-printer-off").await?;
    counter.click("printers-alert").await?;
    // The drawer's opening is forgotten by itself: nobody stands there for long.
    counter.shows("print-waits", Sign::Count(1)).await?;
    counter.shows("print-waits", Sign::Says("TICKET n° 000002")).await?;
    picture(&counter, "counter-printers").await?;
    counter.click("print-give-up").await?;
    counter.shows("prints-none", Sign::There).await?;
    counter.click("dialog-close").await?;
    printer.plug_in().await;
    counter.shows("printers-alert", Sign::Gone).await?;
    assert_eq!(printer.papers().len(), 4, "it was given up");
    counter.is_unharmed().await
}

#[tokio::test]
async fn the_note_of_what_is_eaten_here_is_offered_before_the_payment() -> anyhow::Result<()> {
    let (shop, printer) = (Shop::new().await?, TestPrinter::on().await);
    let (fresh, address) = database().await;
    plug_in_at(&shop, &printer)?;
    let app = other_counter(&fresh).await;
    let menu = app.menu().await.map_err(|error| error.in_words(domain::Language::En))?;
    let mut numbers = Vec::new();
    for (mode, pizzas) in
        [(ServiceMode::EatIn, 4), (ServiceMode::EatIn, 1), (ServiceMode::TakeAway, 4)]
    {
        let mut asked = people::an_order(&menu, vec![people::line(&menu, "reine", pizzas)]);
        asked.content.mode = mode;
        let placed = people::at_counter(&app, asked).await.expect("taken");
        numbers.push(placed.number);
    }
    let counter = shop.counter(&address).await?;
    counter.click("orders-open").await?;
    for (number, note) in numbers.iter().zip([
        Sign::Has("data-due", "true"),
        Sign::Has("data-due", "false"),
        Sign::Gone,
    ]) {
        counter.click(&format!("settle-{number}")).await?;
        counter.shows("amount-due", Sign::There).await?;
        counter.shows("note", note).await?;
        counter.click("dialog-close").await?;
    }
    counter.click(&format!("settle-{}", numbers[0])).await?;
    counter.shows("note-due", Sign::Says("avant le paiement")).await?;
    picture(&counter, "counter-note-due").await?;
    counter.click("print-note").await?;
    counter.shows("print-sent", Sign::Has("data-copy", "0")).await?;
    counter.shows("note-due", Sign::Gone).await?;
    picture(&counter, "counter-note-printed").await?;
    counter.click("cash-50").await?;
    counter.click("settle").await?;
    counter.shows("settled", Sign::There).await?;
    let paper = printer.wait_for(1).await.remove(0);
    assert!(paper.contains("NOTE n° 000001") && !paper.contains("TICKET"), "{paper}");
    counter.is_unharmed().await
}
