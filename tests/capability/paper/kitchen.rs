//! The kitchen's ticket comes out by itself when its screen cannot know of an order.

use crate::offline::cut::Cut;
use crate::support::database::Fresh;
use crate::support::people::{an_order, at_counter, in_kitchen, line, order, sign_in, tap};
use crate::support::printer::{TestPrinter, printers, printing_at};
use chrono::{DateTime, TimeDelta, Utc};
use domain::kitchen::{MadeAlready, OrdersShown, ReadKitchen};
use domain::orders::{CancelOrder, ChangeOrder, PlacedOrder, ReadOrder};
use domain::shops::WindowKind;
use domain::staff::Role;
use oc_pizza::app::App;
use oc_pizza::orders::unshown::{PATIENCE, Since, look};
use std::sync::atomic::{AtomicI64, Ordering};

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

/// Seconds that the counter's clock is ahead.
static AHEAD: AtomicI64 = AtomicI64::new(0);

fn clock() -> DateTime<Utc> {
    crate::ledger::today() + TimeDelta::seconds(AHEAD.load(Ordering::SeqCst))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_kitchen_has_a_ticket_of_what_no_screen_has_drawn_and_a_screen_that_is_back_knows_it() {
    let printer = TestPrinter::on().await;
    let list = [("Cuisine", &["kitchen"][..], printer.address(), None)];
    let (fresh, home) = (Fresh::new().await, tempfile::tempdir().expect("a home"));
    let there = printers(&list).expect("printers");
    let app = fresh.terminal("Caisse 1").with_clock(clock);
    let app = printing_at(app, home.path(), &there).await;
    let (kitchen, other) = (fresh.terminal("Cuisine"), fresh.terminal("Caisse 2"));
    sign_in(&app, WindowKind::Counter, Role::Cashier).await;
    sign_in(&other, WindowKind::Counter, Role::Cashier).await;
    sign_in(&kitchen, WindowKind::Kitchen, Role::Pizzaiolo).await;
    let mut since = Since::new();
    let later = |seconds: i64| AHEAD.fetch_add(seconds, Ordering::SeqCst);
    let read = async || in_kitchen(&kitchen, ReadKitchen {}).await.expect("the kitchen");
    let draws = async || {
        let orders = read().await.not_shown;
        in_kitchen(&kitchen, OrdersShown { orders }).await.expect("noted");
    };

    // One that is drawn, one that needs no oven, and one of another counter are none of it.
    order(&app, &[("reine", 1)]).await;
    draws().await;
    order(&app, &[("cola", 1)]).await;
    order(&other, &[("reine", 1)]).await;
    let placed = order(&app, &[("chorizo", 2), ("cola", 1)]).await;
    look(&app, &mut since).await.expect("looked");
    later(PATIENCE.num_seconds() - 1);
    look(&app, &mut since).await.expect("looked");
    assert_eq!(printer.papers().len(), 0, "a screen is waited for");
    assert!(read().await.waiting.iter().all(|pizza| !pizza.taken_offline));
    later(1);
    for _ in 0..3 {
        look(&app, &mut since).await.expect("looked");
        since.clear();
        later(PATIENCE.num_seconds());
    }
    let papers = printer.wait_for(1).await;
    for words in [placed.number.as_str(), "2 x Chorizo", "ticket le remplace"] {
        assert!(papers[0].contains(words), "{words:?} is not on {}", papers[0]);
    }
    assert!(!papers[0].contains("Cola"), "{}", papers[0]);

    // It is changed, and no screen has drawn that either.
    let change = change(&app, &placed, "reine").await;
    at_counter(&app, change).await.expect("changed");
    look(&app, &mut since).await.expect("looked");
    later(PATIENCE.num_seconds());
    look(&app, &mut since).await.expect("looked");
    let papers = printer.wait_for(2).await;
    for words in ["COMMANDE MODIFIÉE", placed.number.as_str(), "1 x Reine"] {
        assert!(papers[1].contains(words), "{words:?} is not on {}", papers[1]);
    }
    assert!(!papers[1].contains("Ce qui change"), "{}", papers[1]);

    // Another is on paper when it is given up.
    let gone = order(&app, &[("reine", 3)]).await;
    look(&app, &mut since).await.expect("looked");
    later(PATIENCE.num_seconds());
    look(&app, &mut since).await.expect("looked");
    let cancel = CancelOrder { command: tap(), order: gone.order, reason: None, approval: None };
    at_counter(&app, cancel).await.expect("given up");
    for _ in 0..2 {
        look(&app, &mut since).await.expect("looked");
    }
    let papers = printer.wait_for(4).await;
    assert!(papers[3].contains("ANNULÉE") && papers[3].contains(&gone.number), "{}", papers[3]);

    // The screen is back: it says of which there is paper, and takes what was made from it.
    let marked: Vec<_> =
        read().await.waiting.into_iter().filter(|it| it.taken_offline).map(|it| it.order).collect();
    assert_eq!(marked, [placed.order]);
    draws().await;
    let made = MadeAlready { command: tap(), order: placed.order };
    assert_eq!(in_kitchen(&kitchen, made).await.expect("ready").number, placed.number);
    later(PATIENCE.num_seconds());
    look(&app, &mut since).await.expect("looked");
    assert_eq!(printer.papers(), papers, "nothing comes twice");
    crate::invariants::check(&fresh.pool()).await;
}
