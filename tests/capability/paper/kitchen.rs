//! The kitchen's ticket comes out by itself when its screen cannot know of an order.

use crate::offline::cut::Cut;
use crate::support::people::{an_order, at_counter, line, order, tap};
use crate::support::printer::{TestPrinter, printers, printing_at};
use domain::orders::{CancelOrder, ChangeOrder, PlacedOrder, ReadOrder};
use domain::shops::WindowKind;
use oc_pizza::app::App;

/// The order with one of these in place of all.
async fn change(app: &App, placed: &PlacedOrder, slug: &str) -> ChangeOrder {
    let menu = app.menu().await.expect("the menu");
    let asked = an_order(&menu, vec![line(&menu, slug, 1)]);
    let read = at_counter(app, ReadOrder { order: placed.order }).await.expect("read");
    ChangeOrder {
        command: tap(),
        order: placed.order,
        version: read.summary.version,
        content: asked.content,
        promised_at: asked.promised_at,
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_kitchen_has_a_ticket_of_what_is_ordered_while_its_screen_cannot_know() {
    let printer = TestPrinter::on().await;
    let list = [("Cuisine", &["kitchen"][..], printer.address(), None)];
    let mut cut = Cut::ready().await;
    let there = printers(&list).expect("printers");
    cut.app = printing_at(cut.app, cut.home.path(), &there).await;
    order(&cut.app, &[("reine", 1)]).await;
    cut.away().await;
    // Its screen is a window of this terminal: it shows what is known here.
    order(&cut.app, &[("reine", 1)]).await;
    cut.app.sign(WindowKind::Kitchen, None);
    let placed = order(&cut.app, &[("chorizo", 2), ("cola", 1)]).await;
    order(&cut.app, &[("cola", 2)]).await;
    let change = change(&cut.app, &placed, "reine").await;
    at_counter(&cut.app, change.clone()).await.expect("changed");
    at_counter(&cut.app, change).await.expect("the same tap");
    let cancel = CancelOrder { command: tap(), order: placed.order, reason: None, approval: None };
    at_counter(&cut.app, cancel).await.expect("given up");
    let papers = printer.wait_for(3).await;
    cut.back().await;
    order(&cut.app, &[("reine", 1)]).await;
    assert_eq!(printer.papers(), papers, "nothing is cooked of a drink, and nothing comes twice");
    for (paper, words) in papers.iter().zip([
        &["À EMPORTER", "ticket le remplace"][..],
        &["COMMANDE MODIFIÉE", "1 x Reine", "-2 Chorizo", "-1 Cola", "+1 Reine"],
        &["ANNULÉE - NE PAS FAIRE", "1 x Reine"],
    ]) {
        for words in words {
            assert!(paper.contains(words), "{words:?} is not on {paper}");
        }
    }
    let paper = &papers[0];
    for words in [placed.number.as_str(), "2 x Chorizo", "ticket le remplace"] {
        assert!(paper.contains(words), "{words:?} is not on {paper}");
    }
    assert!(!paper.contains("cola") && !paper.contains("Cola"), "{paper}");
}
