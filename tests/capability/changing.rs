//! Halves and extras in stock; changing, cancelling, settling; what the kitchen is told.

use crate::invariants;
use crate::support::database::Fresh;
use crate::support::people::{
    an_order, at_counter, claim, cooked, in_kitchen, into_oven, line, order, sign_in, tap,
};
use crate::support::proxy::Proxy;
use domain::kitchen::{NextPizza, NoticesRead, OrdersShown, ReadKitchen};
use domain::menu::{Dish, IngredientId, Menu, SizeId};
use domain::orders::{
    CancelOrder, ChangeOrder, Discount, HandOver, LineRequest, ListEndedOrders, ListOpenOrders,
    Off, OrderState, OrderSummary, PlacedOrder, ReadOrder, Refund, Sale, SettleOrder, Sold,
};
use domain::payments::{Given, TenderKind};
use domain::shops::WindowKind;
use domain::staff::{ApprovalId, Approve, ListManagers, Pin, Role};
use domain::stock::{ReadStock, StockLevel};
use domain::{Cents, Failure, FailureCode};
use oc_pizza::app::App;
use oc_pizza::demo::pin;
use std::collections::BTreeMap;
use std::sync::Arc;
use tokio::sync::Barrier;

async fn shop(fresh: &Fresh) -> App {
    let app = fresh.terminal("Caisse 1");
    sign_in(&app, WindowKind::Counter, Role::Cashier).await;
    sign_in(&app, WindowKind::Kitchen, Role::Pizzaiolo).await;
    app
}

fn ingredient(menu: &Menu, name: &str) -> IngredientId {
    let found = menu.ingredients.iter().find(|ingredient| ingredient.name == name);
    found.unwrap_or_else(|| panic!("no {name}")).id
}

fn size(menu: &Menu, slug: &str) -> SizeId {
    let found = menu.products.iter().find(|product| product.slug == slug);
    found.unwrap_or_else(|| panic!("no {slug}")).sizes[0].id
}

fn sold(menu: &Menu, sold: Sold, quantity: u32) -> LineRequest {
    let unit_price = Sale::of(&sold, menu).expect("on the menu").price();
    LineRequest { sold, quantity, unit_price, note: None, discount: None }
}

async fn projected(app: &App) -> BTreeMap<IngredientId, i64> {
    let levels = at_counter(app, ReadStock {}).await.expect("stock");
    levels.iter().map(|level| (level.ingredient, level.projected())).collect()
}

async fn on_hand(app: &App) -> BTreeMap<IngredientId, i64> {
    let levels = at_counter(app, ReadStock {}).await.expect("stock");
    levels.iter().map(|level: &StockLevel| (level.ingredient, level.on_hand)).collect()
}

/// The order as it stands.
pub async fn summary(app: &App, placed: &PlacedOrder) -> OrderSummary {
    let read = ReadOrder { order: placed.order };
    at_counter(app, read).await.expect("the order").summary
}

/// A manager types the PIN at that counter.
pub async fn consent(app: &App) -> ApprovalId {
    let manager = at_counter(app, ListManagers {}).await.expect("managers").remove(0);
    let call = Approve { staff: manager.id, pin: Pin(pin(manager.role).to_owned()) };
    at_counter(app, call).await.expect("consent")
}

/// The order with other lines, as seen now.
pub async fn change_to(
    app: &App,
    placed: &PlacedOrder,
    lines: Vec<LineRequest>,
) -> Result<PlacedOrder, Failure> {
    let menu = app.menu().await.expect("the menu");
    let asked = an_order(&menu, lines);
    let version = summary(app, placed).await.version;
    let (command, order) = (tap(), placed.order);
    let promised_at = asked.promised_at;
    at_counter(app, ChangeOrder { command, order, version, content: asked.content, promised_at })
        .await
}

fn cancel(placed: &PlacedOrder) -> CancelOrder {
    CancelOrder { command: tap(), order: placed.order, reason: None, approval: None }
}

fn card(amount: i64) -> Given {
    Given::Card { amount: Cents(amount) }
}

fn cash(received: i64) -> Given {
    Given::Cash { received: Cents(received) }
}

fn pay(placed: &PlacedOrder, due: i64, given: Given) -> SettleOrder {
    SettleOrder::at_once(tap(), placed.order, Cents(due), given)
}

#[tokio::test]
async fn halves_and_extras_take_what_they_are_made_of() {
    let fresh = Fresh::new().await;
    let app = shop(&fresh).await;
    let menu = app.menu().await.expect("the menu");
    let before = projected(&app).await;
    let dish = Dish {
        size: size(&menu, "reine"),
        half: Some(size(&menu, "chorizo")),
        without: vec![ingredient(&menu, "sauce tomate")],
        extras: vec![ingredient(&menu, "œuf"), ingredient(&menu, "œuf")],
    };
    let need = dish.on(&menu).expect("made").need();
    let placed = at_counter(&app, an_order(&menu, vec![sold(&menu, Sold::Dish(dish.clone()), 2)]))
        .await
        .expect("placed");
    let after = projected(&app).await;
    for (key, held) in &before {
        assert_eq!(held - after[key], 2 * need.get(key).copied().unwrap_or(0), "{key:?}");
    }
    let listed = &summary(&app, &placed).await.content[0];
    assert_eq!(listed.name, "½\u{a0}Reine ½\u{a0}Chorizo");
    assert_eq!(listed.changes.without, ["sauce tomate"]);
    assert_eq!(listed.changes.extras, ["œuf", "œuf"]);
    let pizza = claim(&app).await.pizza;
    assert_eq!((pizza.dish, &pizza.changes), (dish, &listed.changes));
    into_oven(&app, pizza.item).await;
    invariants::check(app.database()).await;
}

#[tokio::test]
async fn a_formula_and_a_discount_are_stored_by_rate() {
    let fresh = Fresh::new().await;
    let app = shop(&fresh).await;
    let menu = app.menu().await.expect("the menu");
    let formula = menu.formulas.iter().find(|it| it.slug == "midi").expect("a formula").id;
    let dishes = ["reine", "cola"].map(|slug| Dish::plain(size(&menu, slug))).to_vec();
    let mut call = an_order(&menu, vec![sold(&menu, Sold::Formula { formula, dishes }, 1)]);
    call.content.discount = Some(Discount { off: Off::Percent(10), reason: "fidélité".into() });
    call.content.customer_phone = Some("06 12 34 56 78".into());
    let placed = at_counter(&app, call.clone()).await.expect("placed");
    assert_eq!(placed.total, Cents(900));
    let read = at_counter(&app, ReadOrder { order: placed.order }).await.expect("read");
    assert_eq!((read.lines, read.discount), (call.content.lines.clone(), call.content.discount));
    assert_eq!(read.summary.customer_phone.as_deref(), Some("+33612345678"));
    assert_eq!(read.summary.content.len(), 2);
    assert!(read.summary.content.iter().all(|it| it.formula.as_deref() == Some("Formule Midi")));
    invariants::check(app.database()).await;
}

#[tokio::test]
async fn a_large_discount_wants_a_manager() {
    let fresh = Fresh::new().await;
    let app = shop(&fresh).await;
    let menu = app.menu().await.expect("the menu");
    let mut call = an_order(&menu, vec![line(&menu, "reine", 1)]);
    call.content.discount = Some(Discount { off: Off::Percent(50), reason: "geste".into() });
    let refused = at_counter(&app, call.clone()).await.expect_err("too much");
    assert_eq!(refused.code, FailureCode::NeedsManager);
    let cashier = app.signed_in(WindowKind::Counter).expect("a cashier");
    let not_hers = Approve { staff: cashier.id, pin: Pin(pin(Role::Cashier).to_owned()) };
    assert_eq!(at_counter(&app, not_hers).await.expect_err("no").code, FailureCode::Refused);
    call.content.approval = Some(consent(&app).await);
    assert_eq!(at_counter(&app, call).await.expect("placed").total, Cents(400));
    // A consent given elsewhere is none here.
    let other = shop(&fresh).await;
    let mut call = an_order(&menu, vec![line(&menu, "reine", 1)]);
    call.content.despite_stock = true;
    call.content.approval = Some(consent(&app).await);
    let refused = at_counter(&other, call).await.expect_err("elsewhere");
    assert_eq!(refused.code, FailureCode::NeedsManager);
}

#[tokio::test]
async fn a_change_keeps_the_place_and_tells_the_kitchen() {
    let fresh = Fresh::new().await;
    let app = shop(&fresh).await;
    let menu = app.menu().await.expect("the menu");
    let first = order(&app, &[("reine", 2), ("cola", 1)]).await;
    let second = order(&app, &[("chorizo", 1)]).await;
    let orders = in_kitchen(&app, ReadKitchen {}).await.expect("the kitchen").not_shown;
    in_kitchen(&app, OrdersShown { orders }).await.expect("noted");
    assert!(summary(&app, &first).await.shown_at.is_some());
    let lines = vec![line(&menu, "chorizo", 1), line(&menu, "reine", 2)];
    let changed = change_to(&app, &first, lines).await.expect("changed");
    assert_eq!((&changed.number, changed.total), (&first.number, Cents(2450)));
    let kitchen = in_kitchen(&app, ReadKitchen {}).await.expect("the kitchen");
    // Two keep their places; the one on top waits behind the second order.
    let queue: Vec<_> = kitchen.waiting.iter().map(|pizza| &pizza.number).collect();
    let (a, b) = (&first.number, &second.number);
    assert_eq!(queue, [a, a, b, a]);
    assert_eq!(kitchen.not_shown.iter().map(|it| it.order).collect::<Vec<_>>(), [first.order]);
    let notice = &kitchen.notices[0];
    let differences: Vec<_> =
        notice.differences.iter().map(|it| (it.name.as_str(), it.by)).collect();
    assert_eq!((notice.cancelled, &notice.number), (false, a));
    assert_eq!(differences, [(cola_name(&menu).as_str(), -1), ("Chorizo", 1)]);
    in_kitchen(&app, NoticesRead { notices: vec![notice.id] }).await.expect("read");
    assert!(in_kitchen(&app, ReadKitchen {}).await.expect("the kitchen").notices.is_empty());
    invariants::check(app.database()).await;
}

fn cola_name(menu: &Menu) -> String {
    menu.products.iter().find(|it| it.slug == "cola").map(|it| it.name.clone()).expect("cola")
}

#[tokio::test]
async fn what_cannot_be_changed_any_more() {
    let fresh = Fresh::new().await;
    let app = shop(&fresh).await;
    let menu = app.menu().await.expect("the menu");
    let placed = order(&app, &[("reine", 1)]).await;
    let two = || vec![line(&menu, "reine", 2)];

    // On a version that somebody changed meanwhile.
    let content = an_order(&menu, two());
    let stale = ChangeOrder {
        command: tap(),
        order: placed.order,
        version: 1,
        content: content.content,
        promised_at: content.promised_at,
    };
    change_to(&app, &placed, vec![line(&menu, "reine", 3)]).await.expect("changed");
    let refused = at_counter(&app, stale).await.expect_err("stale");
    assert_eq!(refused.code, FailureCode::Conflict);
    assert!(refused.message.contains("modifiée ailleurs"), "{}", refused.message);

    // Paid more than it would cost.
    let total = summary(&app, &placed).await.total;
    at_counter(&app, pay(&placed, total.0, card(total.0))).await.expect("paid");
    let refused = change_to(&app, &placed, two()).await.expect_err("paid more");
    assert!(refused.message.contains("24,00"), "{}", refused.message);

    // Begun.
    claim(&app).await;
    let refused = change_to(&app, &placed, two()).await.expect_err("begun");
    assert!(refused.message.contains("en préparation"), "{}", refused.message);
    invariants::check(app.database()).await;
}

#[tokio::test]
async fn a_claim_and_a_change_at_once_have_one_winner() {
    let fresh = Fresh::new().await;
    let app = Arc::new(shop(&fresh).await);
    let menu = app.menu().await.expect("the menu");
    for _ in 0..25 {
        let placed = order(&app, &[("reine", 1)]).await;
        let version = summary(&app, &placed).await.version;
        let asked = an_order(&menu, vec![line(&menu, "chorizo", 1)]);
        let change = ChangeOrder {
            command: tap(),
            order: placed.order,
            version,
            content: asked.content,
            promised_at: asked.promised_at,
        };
        let barrier = Arc::new(Barrier::new(2));
        let (app2, barrier2) = (app.clone(), barrier.clone());
        let claiming = tokio::spawn(async move {
            barrier2.wait().await;
            in_kitchen(&app2, NextPizza { command: tap() }).await
        });
        barrier.wait().await;
        let changed = at_counter(&app, change).await;
        let claimed = claiming.await.expect("no panic");
        let made = match (&changed, claimed) {
            // The change won and its pizza may be claimed now, or just was.
            (Ok(_), Ok(done)) => done,
            (Ok(_), Err(_)) => claim(&app).await,
            (Err(refused), Ok(done)) => {
                assert_eq!(refused.code, FailureCode::Conflict);
                done
            }
            (Err(changed), Err(claimed)) => panic!("nobody won: {changed} {claimed}"),
        };
        let name = if changed.is_ok() { "Chorizo" } else { "Reine" };
        assert_eq!(made.pizza.name, name);
        into_oven(&app, made.pizza.item).await;
        cooked(&app, made.pizza.item).await;
    }
    invariants::check(app.database()).await;
}

#[tokio::test]
async fn cancelled_before_it_is_begun_everything_is_as_before() {
    let fresh = Fresh::new().await;
    let app = shop(&fresh).await;
    let before = projected(&app).await;
    let placed = order(&app, &[("reine", 2), ("cola", 3)]).await;
    at_counter(&app, pay(&placed, placed.total.0, cash(5000))).await.expect("paid");
    let call = cancel(&placed);
    let cancelled = at_counter(&app, call.clone()).await.expect("cancelled");
    assert_eq!(cancelled.wasted, 0);
    assert_eq!(cancelled.refunds, [Refund { tender: TenderKind::Cash, amount: placed.total }]);
    assert_eq!(projected(&app).await, before);
    // Sent again it is the same; asked anew it is over.
    assert_eq!(at_counter(&app, call).await.expect("the same"), cancelled);
    let again = at_counter(&app, cancel(&placed)).await.expect_err("over");
    assert!(again.message.contains("annulée"), "{}", again.message);
    let kitchen = in_kitchen(&app, ReadKitchen {}).await.expect("the kitchen");
    assert!(kitchen.waiting.is_empty() && kitchen.notices[0].cancelled);
    let ended = at_counter(&app, ListEndedOrders {}).await.expect("ended");
    assert_eq!((ended[0].order, ended[0].state), (placed.order, OrderState::Cancelled));
    assert!(ended[0].ended_at.is_some());
    assert!(at_counter(&app, ListOpenOrders {}).await.expect("open").is_empty());
    invariants::check(app.database()).await;
}

#[tokio::test]
async fn cancelled_late_by_a_manager_what_was_made_is_waste() {
    let fresh = Fresh::new().await;
    let app = shop(&fresh).await;
    let before = on_hand(&app).await;
    // One waiting, one on the table, one in the oven, one cooked.
    let placed = order(&app, &[("reine", 4)]).await;
    let items = [claim(&app).await, claim(&app).await, claim(&app).await].map(|it| it.pizza.item);
    into_oven(&app, items[0]).await;
    cooked(&app, items[0]).await;
    into_oven(&app, items[1]).await;

    let refused = at_counter(&app, cancel(&placed)).await.expect_err("a manager's");
    assert_eq!(refused.code, FailureCode::NeedsManager);
    let mut call = cancel(&placed);
    call.approval = Some(consent(&app).await);
    let refused = at_counter(&app, call.clone()).await.expect_err("why?");
    assert_eq!(refused.field.as_deref(), Some("reason"));
    call.command = tap();
    call.reason = Some("client parti".into());
    assert_eq!(at_counter(&app, call).await.expect("cancelled").wasted, 3);

    let menu = app.menu().await.expect("the menu");
    let dough = ingredient(&menu, "pâte à pizza");
    assert_eq!(before[&dough] - on_hand(&app).await[&dough], 3);
    let wasted: i64 = sqlx::query_scalar(
        "SELECT sum(quantity)::bigint FROM stock_movement WHERE cause = 'waste' AND ingredient_id = $1",
    )
    .bind(dough.0)
    .fetch_one(app.database())
    .await
    .expect("a sum");
    assert_eq!(wasted, -3);
    invariants::check(app.database()).await;
}

#[tokio::test]
async fn paid_before_or_after_the_hand_over_an_order_is_closed() {
    let fresh = Fresh::new().await;
    let app = shop(&fresh).await;
    let hand_over = |placed: &PlacedOrder| HandOver { command: tap(), order: placed.order };
    let paid_first = order(&app, &[("cola", 1)]).await;
    let settled =
        at_counter(&app, pay(&paid_first, paid_first.total.0, cash(1000))).await.expect("paid");
    assert_eq!(settled.state, OrderState::Ready);
    assert_eq!(settled.change, Cents(1000) - paid_first.total);
    let stands = at_counter(&app, hand_over(&paid_first)).await.expect("handed over");
    assert_eq!(stands.state, OrderState::Closed);

    let paid_after = order(&app, &[("cola", 1)]).await;
    let stands = at_counter(&app, hand_over(&paid_after)).await.expect("handed over");
    assert_eq!(stands.state, OrderState::HandedOver);
    assert_eq!(at_counter(&app, ListOpenOrders {}).await.expect("open").len(), 1);
    let call = pay(&paid_after, paid_after.total.0, card(paid_after.total.0));
    assert_eq!(at_counter(&app, call).await.expect("paid").state, OrderState::Closed);
    assert!(at_counter(&app, ListOpenOrders {}).await.expect("open").is_empty());
    invariants::check(app.database()).await;
}

#[tokio::test]
async fn money_that_is_not_taken() {
    let fresh = Fresh::new().await;
    let app = shop(&fresh).await;
    let placed = order(&app, &[("reine", 1)]).await;
    for (due, tender, code, words) in [
        (800, cash(700), FailureCode::Refused, "manque"),
        (800, cash(i64::MAX), FailureCode::Refused, "trop grand"),
        (800, card(900), FailureCode::Refused, "8,00"),
        (800, card(0), FailureCode::Refused, "montant"),
        (800, card(-800), FailureCode::Refused, "montant"),
        (0, card(0), FailureCode::Conflict, "8,00"),
        (-800, card(800), FailureCode::Conflict, "8,00"),
        (700, card(700), FailureCode::Conflict, "8,00"),
    ] {
        let refused = at_counter(&app, pay(&placed, due, tender)).await.expect_err("refused");
        assert_eq!(refused.code, code, "{due}");
        assert!(refused.message.contains(words), "{}", refused.message);
    }
    // Two counters at once: one takes the money.
    let (one, other) = tokio::join!(
        at_counter(&app, pay(&placed, 800, card(800))),
        at_counter(&app, pay(&placed, 800, cash(1000))),
    );
    let refused = match (one, other) {
        (Ok(_), Err(refused)) | (Err(refused), Ok(_)) => refused,
        both => panic!("one winner: {both:?}"),
    };
    assert!(refused.message.contains("déjà réglée"), "{}", refused.message);
    invariants::check(app.database()).await;
}

#[tokio::test]
async fn each_of_these_takes_one_round_trip() {
    let fresh = Fresh::new().await;
    let proxy = Proxy::before(fresh.socket_folder());
    let pool = oc_pizza::app::pool(proxy.options(fresh.options()));
    let app = crate::support::database::terminal_at(pool, "Caisse 1", "MOZ1");
    sign_in(&app, WindowKind::Counter, Role::Cashier).await;
    app.primary().open_connections().await.expect("three connections");
    let menu = app.menu().await.expect("the menu");
    let placed = order(&app, &[("reine", 1)]).await;
    let asked = an_order(&menu, vec![line(&menu, "chorizo", 2)]);
    let change = ChangeOrder {
        command: tap(),
        order: placed.order,
        version: 1,
        content: asked.content,
        promised_at: asked.promised_at,
    };
    // The register is opened at the sign-in, and the list is read at each news of an order.
    app.register().await.expect("a register");
    let before = proxy.round_trips();
    let changed = at_counter(&app, change).await.expect("changed");
    assert_eq!(proxy.round_trips() - before, 1, "a change");
    at_counter(&app, ListOpenOrders {}).await.expect("the orders");
    let before = proxy.round_trips();
    at_counter(&app, pay(&placed, changed.total.0, card(changed.total.0))).await.expect("paid");
    assert_eq!(proxy.round_trips() - before, 1, "a payment");
    at_counter(&app, cancel(&placed)).await.expect("cancelled");
    assert_eq!(proxy.round_trips() - before, 2, "a cancellation");
}
