//! The accountant's file comes to what the registers have closed with.

use crate::ledger::{Till, a_part, cash, paid, sound, today};
use crate::support::people::{an_order, at_counter, line, order, paid_by_card, sign_in, tap};
use domain::ledger::{Chain, CloseDay, Figures};
use domain::orders::{CancelOrder, PlacedOrder, ServiceMode};
use domain::payments::Given;
use domain::shops::{WindowKind, business_day};
use domain::staff::Role;
use domain::{Cents, Language};
use oc_pizza::app::App;
use oc_pizza::ledger::archive::hand::Hand;
use oc_pizza::ledger::export::{vat, write};

async fn eaten_here(app: &App) -> PlacedOrder {
    let menu = app.menu().await.expect("the menu");
    let mut order = an_order(&menu, vec![line(&menu, "reine", 2), line(&menu, "cola", 1)]);
    order.content.mode = ServiceMode::EatIn;
    at_counter(app, order).await.expect("placed")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_sums_are_those_of_the_closings() {
    let shop = Till::new().await;
    let app = shop.at(today).await;
    let other = shop.fresh.terminal("Caisse 2");
    sign_in(&other, WindowKind::Counter, Role::Cashier).await;
    let [first, second, third] = [
        order(&app, &[("reine", 1), ("cola", 1)]).await,
        order(&app, &[("chorizo", 2), ("cola", 3)]).await,
        order(&app, &[("royale", 1)]).await,
    ];
    paid(&app, cash(&first, 3000)).await;
    let card = vec![Given::Card { amount: Cents(701) }];
    let advance = paid(&app, a_part(&second, second.total, card)).await;
    paid(&app, a_part(&second, advance.left, vec![Given::Cash { received: advance.left }])).await;
    paid(&app, paid_by_card(third.order, third.total)).await;
    let cancel = CancelOrder { command: tap(), order: third.order, reason: None, approval: None };
    at_counter(&app, cancel).await.expect("cancelled");
    let here = eaten_here(&other).await;
    paid(&other, cash(&here, 10_000)).await;
    let ends_at = app.shop().await.expect("the shop").day_ends_at;
    let day = business_day(today(), ends_at);
    let open = vat(&app, (day, day), None).await.expect("sums");
    assert!(open.csv().contains(";non\r\n") && !open.csv().contains(";oui\r\n"), "{}", open.csv());

    let mut closed = Figures::default();
    for app in [&app, &other] {
        let close = CloseDay { command: tap(), count: None };
        closed.plus(&at_counter(app, close).await.expect("closed").closing.figures);
    }
    let sums = vat(&app, (day, day), Some("MOZ1")).await.expect("sums");
    assert_eq!((sums.rates(), sums.tenders()), (closed.rates.clone(), closed.tenders.clone()));
    assert_eq!(sums.tickets(), closed.tickets);
    let csv = sums.csv();
    let services = csv.lines().filter(|it| it.contains(";services;"));
    assert!(services.clone().count() >= 2 && csv.contains(";biens;"), "{csv}");
    assert!(services.clone().any(|it| it.contains(";reglement;")), "{csv}");
    assert!(!csv.contains(";non\r\n"), "{csv}");
    // The file's own lines add up to the same.
    let cents = |text: &str| text.replace(',', "").parse::<i64>().expect("an amount");
    let of = |kind: &str, column: usize| -> i64 {
        let lines = csv.lines().map(|it| it.split(';').collect::<Vec<_>>());
        lines.filter(|it| it[2] == kind).map(|it| cents(it[column])).sum()
    };
    assert_eq!(of("tva", 6), closed.total.0);
    assert_eq!(of("reglement", 6), closed.total.0);
    assert_eq!(of("tva", 7) + of("tva", 8), closed.total.0);
    for (days, shop) in [
        ((day.succ_opt().expect("a day"), day.succ_opt().expect("a day")), None),
        ((day, day), Some("MOZ2")),
    ] {
        assert_eq!(vat(&app, days, shop).await.expect("sums").tickets(), 0, "{days:?} {shop:?}");
    }

    // Written once, and told in the register's chain.
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("tva.csv");
    let hand = Hand::of(&app).await.expect("a register");
    let (_, logged) = write(&app, (day, day), None, &file, Some(&hand)).await.expect("written");
    assert_eq!(logged.expect("logged").chain, Chain::Events);
    assert_eq!(std::fs::read_to_string(&file).expect("the file"), csv);
    let again = write(&app, (day, day), None, &file, Some(&hand)).await.expect_err("it exists");
    assert!(again.in_words(Language::Fr).to_string().contains("existe"));
    sound(&shop.fresh.pool()).await;
}
