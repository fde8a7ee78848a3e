//! The kitchen's ticket comes out by itself when its screen cannot know of an order.

use crate::offline::cut::Cut;
use crate::support::people::order;
use crate::support::printer::{TestPrinter, printers, printing_at};
use domain::shops::WindowKind;

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
    let papers = printer.wait_for(1).await;
    cut.back().await;
    order(&cut.app, &[("reine", 1)]).await;
    assert_eq!(printer.papers(), papers, "one ticket: nothing is cooked of a drink");
    let paper = &papers[0];
    for words in [placed.number.as_str(), "2 x Chorizo", "ticket le remplace"] {
        assert!(paper.contains(words), "{words:?} is not on {paper}");
    }
    assert!(!paper.contains("cola") && !paper.contains("Cola"), "{paper}");
}
