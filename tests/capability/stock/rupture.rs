//! Ruptures (UC11): the book follows what is seen, counters hear of it, and orders that lack it are named.

use super::{level, moved, named, terminal, waste};
use crate::invariants;
use crate::support::database::{Fresh, terminal_at};
use crate::support::people::{
    an_order, at_counter, claim, in_kitchen, into_oven, line, order, sign_in, tap,
};
use domain::FailureCode;
use domain::contract::{ChangeKind, News};
use domain::menu::{IngredientId, Menu, ProductId};
use domain::shops::WindowKind;
use domain::staff::Role;
use domain::stock::{Cause, DeclareRupture, ListLacking, Seen, SuspendProduct};
use oc_pizza::app::App;
use oc_pizza::events;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Barrier;
use tokio::sync::mpsc::unbounded_channel;
use tokio::time::timeout;

fn rupture(ingredient: IngredientId, seen: i64) -> DeclareRupture {
    DeclareRupture { command: tap(), ingredient, seen }
}

async fn lacking(app: &App) -> Vec<String> {
    let found = at_counter(app, ListLacking {}).await.expect("the orders");
    found.into_iter().map(|it| it.number).collect()
}

#[tokio::test]
async fn what_is_gone_is_not_sold_any_more_and_orders_that_lack_it_are_named_and_it_comes_back() {
    let fresh = Fresh::new().await;
    let app = terminal(&fresh, Role::Pizzaiolo).await;
    let menu = app.menu().await.expect("the menu");
    let chorizo = named(&app, "chorizo").await;
    let first = order(&app, &[("chorizo", 1)]).await;
    let mut call = an_order(&menu, vec![line(&menu, "chorizo", 2), line(&menu, "reine", 1)]);
    call.content.customer_name = Some("Mme Lefèvre".to_owned());
    call.content.customer_phone = Some("06 12 34 56 78".to_owned());
    let second = at_counter(&app, call).await.expect("placed");
    order(&app, &[("reine", 1)]).await;
    assert!(lacking(&app).await.is_empty());
    // What is in the oven lacks nothing.
    into_oven(&app, claim(&app).await.pizza.item).await;
    let before = level(&app, chorizo).await;

    let call = rupture(chorizo, 0);
    let declared = in_kitchen(&app, call.clone()).await.expect("declared");
    assert_eq!(declared.seen, Seen { ingredient: chorizo, seen: 0, theoretical: before.on_hand });
    let lost: Vec<_> = menu
        .products
        .iter()
        .filter(|product| declared.no_longer_made.contains(&product.id))
        .map(|product| product.slug.as_str())
        .collect();
    assert!(lost.contains(&"chorizo") && !lost.contains(&"reine"), "{lost:?}");
    let [lacks] = &declared.lacking[..] else { panic!("{:?}", declared.lacking) };
    assert_eq!((lacks.order, &lacks.number, lacks.dishes), (second.order, &second.number, 2));
    assert_ne!(lacks.order, first.order);
    assert_eq!(lacks.ingredients, ["chorizo"]);
    // A kitchen knows nobody; the counter, which calls the customer, does.
    assert_eq!((&lacks.customer_name, &lacks.customer_phone), (&None, &None));
    assert_eq!(lacking(&app).await, [&*second.number]);
    let named = at_counter(&app, ListLacking {}).await.expect("the list");
    assert_eq!(named[0].customer_name.as_deref(), Some("Mme Lefèvre"));
    assert_eq!(named[0].customer_phone.as_deref(), Some("+33612345678"));
    assert_eq!(in_kitchen(&app, call).await.expect("its first answer"), declared);
    let newest = &moved(&app, chorizo).await[0];
    assert_eq!((newest.cause, newest.quantity), (Cause::Inventory, -before.on_hand));
    assert_eq!(level(&app, chorizo).await.on_hand, 0);
    let short = at_counter(&app, an_order(&menu, vec![line(&menu, "chorizo", 1)])).await;
    assert_eq!(short.expect_err("none is left").code, FailureCode::StockShort);

    let back = in_kitchen(&app, rupture(chorizo, 2000)).await.expect("it came");
    assert!(back.no_longer_made.is_empty() && back.lacking.is_empty());
    order(&app, &[("chorizo", 1)]).await;
    invariants::check(app.database()).await;
}

#[tokio::test]
async fn where_the_book_is_right_nothing_moves() {
    let fresh = Fresh::new().await;
    let app = terminal(&fresh, Role::Pizzaiolo).await;
    let cheese = named(&app, "fromage").await;
    let there = level(&app, cheese).await.on_hand;
    let declared = in_kitchen(&app, rupture(cheese, there)).await.expect("seen");
    assert_eq!((declared.seen.theoretical, declared.no_longer_made.len()), (there, 0));
    assert_eq!(moved(&app, cheese).await.len(), 1);
    for (ingredient, seen, field) in [
        (cheese, -1, "quantity"),
        (cheese, 1_000_001, "quantity"),
        (IngredientId(987_654), 0, "ingredient"),
    ] {
        let refused = in_kitchen(&app, rupture(ingredient, seen)).await.expect_err("refused");
        assert_eq!(refused.field.as_deref(), Some(field), "{refused:?}");
    }
}

#[tokio::test]
async fn a_drink_that_is_not_handed_over_lacks_what_is_gone() {
    let fresh = Fresh::new().await;
    let app = terminal(&fresh, Role::Pizzaiolo).await;
    let menu = app.menu().await.expect("the menu");
    let cola = menu.products.iter().find(|it| it.slug == "cola").expect("cola").sizes[0].recipe[0];
    let first = order(&app, &[("cola", 2)]).await;
    let second = order(&app, &[("cola", 1)]).await;
    let one = in_kitchen(&app, rupture(cola.ingredient, cola.quantity)).await.expect("one left");
    let short: Vec<_> = one.lacking.iter().map(|it| (it.order, it.dishes)).collect();
    // First come, first served: the first order's second, and the second order's.
    assert_eq!(short, [(first.order, 1), (second.order, 1)]);
    assert!(
        one.no_longer_made
            .iter()
            .any(|id| *id == menu.products.iter().find(|it| it.slug == "cola").expect("cola").id)
    );
}

#[tokio::test]
async fn other_counters_hear_of_it_within_a_second() {
    let fresh = Fresh::new().await;
    let app = terminal(&fresh, Role::Pizzaiolo).await;
    let other = Arc::new(fresh.terminal("Caisse 2"));
    sign_in(&other, WindowKind::Counter, Role::Cashier).await;
    let (tell, mut news) = unbounded_channel();
    let listening = {
        let other = other.clone();
        tokio::spawn(async move {
            events::listen(&other, |news| {
                let _ = tell.send(news);
            })
            .await;
        })
    };
    while news.recv().await.expect("a listener") != News::Online {}
    let cheese = named(&app, "fromage").await;
    in_kitchen(&app, rupture(cheese, 0)).await.expect("declared");
    let heard = async {
        loop {
            if let News::Changed(change) = news.recv().await.expect("a listener")
                && change.kind == ChangeKind::Stock
            {
                break;
            }
        }
    };
    timeout(Duration::from_secs(1), heard).await.expect("within a second");
    assert_eq!(level(&other, cheese).await.on_hand, 0);
    listening.abort();
}

/// Whoever comes first: what was thrown away before the count is in it, what is thrown away after is taken
/// off. (A correction dated behind the count would overrule it: somebody looked later.)
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_count_and_a_movement_at_once_lose_nothing() {
    let fresh = Fresh::new().await;
    let app = Arc::new(terminal(&fresh, Role::ShopManager).await);
    let cheese = named(&app, "fromage").await;
    for _ in 0..15 {
        let barrier = Arc::new(Barrier::new(2));
        let counted = {
            let (app, barrier) = (app.clone(), barrier.clone());
            tokio::spawn(async move {
                barrier.wait().await;
                in_kitchen(&app, rupture(cheese, 5000)).await
            })
        };
        barrier.wait().await;
        waste(&app, cheese, 1).await.expect("thrown away");
        let declared = counted.await.expect("no panic").expect("declared");
        let now = level(&app, cheese).await.on_hand;
        assert!(now == 5000 || now == 4999, "{now}, {declared:?}");
        invariants::check(app.database()).await;
    }
}

#[tokio::test]
async fn a_product_is_suspended_by_hand_in_this_shop_alone_and_put_back() {
    let fresh = Fresh::new().await;
    let app = terminal(&fresh, Role::Pizzaiolo).await;
    let elsewhere = terminal_at(fresh.pool(), "Caisse", "MOZ2");
    sign_in(&elsewhere, WindowKind::Counter, Role::Cashier).await;
    let product =
        |menu: &Menu| menu.products.iter().find(|it| it.slug == "reine").expect("it").clone();
    let reine = product(&app.menu().await.expect("the menu"));
    let call = |suspended| SuspendProduct { command: tap(), product: reine.id, suspended };
    let asked = async |app: &App| {
        app.forget_menu();
        let menu = app.menu().await.expect("the menu");
        let asked = an_order(&menu, vec![line(&menu, "reine", 1)]);
        at_counter(app, asked).await.err()
    };
    let suspended = call(true);
    in_kitchen(&app, suspended.clone()).await.expect("suspended");
    in_kitchen(&app, suspended).await.expect("its first answer");
    let refused = asked(&app).await.expect("it is off sale");
    assert!(refused.message.contains("Reine"), "{refused:?}");
    assert!(product(&app.menu().await.expect("the menu")).suspended);
    assert_eq!(asked(&elsewhere).await, None, "there it is sold");
    in_kitchen(&app, call(false)).await.expect("put back");
    assert_eq!(asked(&app).await, None);
    let unknown = SuspendProduct { command: tap(), product: ProductId(987_654), suspended: true };
    let refused = in_kitchen(&app, unknown).await.expect_err("no such product");
    assert_eq!(refused.code, FailureCode::Refused);
}
