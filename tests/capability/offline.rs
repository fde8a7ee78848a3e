//! A shop whose server is away goes on selling and making, and all of it is in the books when it is
//! back; what the world refuses then waits for a person.

mod at_random;
pub mod cut;

use crate::invariants;
use crate::support::people::{
    self, an_order, at_counter, claim, cooked, in_kitchen, into_oven, line, order, tap,
};
use crate::support::proxy::Proxy;
use cut::{Cut, cash, look, open, sign_in, started};
use domain::Cents;
use domain::FailureCode;
use domain::journal::{GiveUp, TryAgain};
use domain::kitchen::{MadeAlready, NextPizza, ReadKitchen, UndoTap};
use domain::ledger::CloseDay;
use domain::orders::{
    CancelOrder, ChangeOrder, HandOver, ListEndedOrders, OrderState, ReadLoad, ReadOrder,
};
use domain::shops::WindowKind;
use domain::staff::{Approve, ListManagers, Pin, Role};
use domain::stock::ReadStock;
use oc_pizza::demo::pin;
use oc_pizza::ledger::verify::verify;
use std::time::Duration;
use tokio::time::sleep;

#[tokio::test]
async fn the_counter_goes_on_selling_and_everything_is_booked_when_the_server_is_back() {
    let cut = Cut::ready().await;
    let before = order(&cut.app, &[("reine", 1)]).await;
    look(&cut.app).await;
    let stock = at_counter(&cut.app, ReadStock {}).await.expect("the stock");
    cut.away().await;

    let pizzas = order(&cut.app, &[("reine", 2)]).await;
    let drinks = order(&cut.app, &[("cola", 2)]).await;
    assert_eq!((pizzas.number.as_str(), pizzas.reference.as_deref()), ("A-001·h", None));
    assert_eq!(drinks.number, "A-002·h");
    let left = at_counter(&cut.app, ReadStock {}).await.expect("the stock");
    assert!(left.iter().zip(&stock).any(|(now, then)| now.projected() < then.projected()));
    let load = at_counter(&cut.app, ReadLoad {}).await.expect("the load");
    assert_eq!(load.waiting.len(), 3);

    let settled = at_counter(&cut.app, cash(&pizzas)).await.expect("the money");
    assert_eq!((settled.change, settled.state), (Cents(250), OrderState::Queued));
    let twice = at_counter(&cut.app, cash(&pizzas)).await.expect_err("it is paid");
    assert_eq!(twice.code, FailureCode::Conflict);
    let early = HandOver { command: tap(), order: pizzas.order };
    assert_eq!(
        at_counter(&cut.app, early).await.expect_err("not made").code,
        FailureCode::Conflict
    );
    at_counter(&cut.app, HandOver { command: tap(), order: drinks.order }).await.expect("taken");
    let settled = at_counter(&cut.app, cash(&drinks)).await.expect("the money");
    assert_eq!(settled.state, OrderState::Closed);
    // What was known before can be ended, too.
    let cancel = CancelOrder { command: tap(), order: before.order, reason: None, approval: None };
    at_counter(&cut.app, cancel).await.expect("nobody had begun it");
    let numbers: Vec<_> = open(&cut.app).await.into_iter().map(|it| (it.number, it.paid)).collect();
    assert_eq!(numbers, [("A-001·h".to_owned(), pizzas.total)]);
    let ended = at_counter(&cut.app, ListEndedOrders {}).await.expect("the day's orders");
    assert_eq!(
        ended.iter().map(|it| it.number.as_str()).collect::<Vec<_>>(),
        [&*before.number, "A-002·h"]
    );
    assert_eq!(cut.waits(), 6);

    cut.back().await;
    assert_eq!((cut.waits(), cut.to_decide().await.len()), (0, 0));
    let listed = open(&cut.app).await;
    let found: Vec<_> = listed.iter().map(|it| (it.number.as_str(), it.paid, it.state)).collect();
    assert_eq!(found, [("A-001·h", pizzas.total, OrderState::Queued)]);
    let rows: Vec<(String, bool, bool)> = sqlx::query_as(
        "SELECT number, taken_offline, placed_at < now() - interval '1 millisecond' FROM orders ORDER BY placed_at",
    )
    .fetch_all(cut.app.database())
    .await
    .expect("the orders");
    let (number, own) = (before.number.clone(), |number: &str| (number.to_owned(), true, true));
    assert_eq!(rows, [(number, false, true), own("A-001·h"), own("A-002·h")]);
    let kitchen = in_kitchen(&cut.app, ReadKitchen {}).await.expect("the kitchen");
    assert!(kitchen.waiting.len() == 2 && kitchen.waiting.iter().all(|pizza| pizza.taken_offline));
    // The numbers of the shop go on as if nothing had been.
    assert_eq!(order(&cut.app, &[("reine", 1)]).await.number, "A-002");
    invariants::check(cut.app.database()).await;
}

#[tokio::test]
async fn what_is_not_there_is_not_sold_without_a_manager_and_what_was_sold_is_booked_below_zero() {
    let cut = Cut::ready().await;
    cut.away().await;
    let menu = cut.app.menu().await.expect("the menu");
    let all = an_order(&menu, vec![line(&menu, "reine", 99)]);
    let short = at_counter(&cut.app, all).await.expect_err("not so many");
    assert_eq!(short.code, FailureCode::StockShort);
    let one = order(&cut.app, &[("reine", 1)]).await;
    assert_eq!(one.number, "A-001·h", "a refused order takes no number");
    // Another register sells the rest meanwhile.
    sqlx::query("UPDATE stock_level SET reserved = on_hand")
        .execute(&cut.fresh.pool())
        .await
        .expect("sold");
    cut.back().await;
    assert_eq!((cut.waits(), cut.to_decide().await.len()), (0, 0));
    let stock = at_counter(&cut.app, ReadStock {}).await.expect("the stock");
    assert!(stock.iter().any(|level| level.projected() < 0));
}

#[tokio::test]
async fn an_order_taken_without_the_server_can_be_changed_and_given_up_and_numbers_survive_a_restart()
 {
    let cut = Cut::ready().await;
    cut.away().await;
    let first = order(&cut.app, &[("reine", 1)]).await;
    let asked = at_counter(&cut.app, ReadOrder { order: first.order }).await.expect("as asked");
    let menu = cut.app.menu().await.expect("the menu");
    let change = |version, quantity| ChangeOrder {
        command: tap(),
        order: first.order,
        version,
        content: an_order(&menu, vec![line(&menu, "reine", quantity), line(&menu, "cola", 1)])
            .content,
        promised_at: first.promised_at,
    };
    let changed = at_counter(&cut.app, change(asked.summary.version, 3)).await.expect("changed");
    assert_eq!(changed.number, first.number);
    let late = at_counter(&cut.app, change(asked.summary.version, 2)).await.expect_err("changed");
    assert_eq!(late.code, FailureCode::Conflict);
    let cut = cut.restart().await;
    people::sign_in(&cut.app, WindowKind::Counter, Role::Cashier).await;
    assert_eq!(open(&cut.app).await[0].pizzas, 3);
    let second = order(&cut.app, &[("reine", 1)]).await;
    assert_eq!(second.number, "A-002·h");
    let gone = CancelOrder { command: tap(), order: second.order, reason: None, approval: None };
    at_counter(&cut.app, gone).await.expect("given up");
    cut.back().await;
    assert_eq!((cut.waits(), cut.to_decide().await.len()), (0, 0));
    let listed = open(&cut.app).await;
    let found: Vec<_> = listed.iter().map(|it| (it.number.as_str(), it.total, it.pizzas)).collect();
    assert_eq!(found, [("A-001·h", changed.total, 3)]);
    // A second outage goes on from there.
    people::sign_in(&cut.app, WindowKind::Kitchen, Role::Pizzaiolo).await;
    look(&cut.app).await;
    cut.away().await;
    assert_eq!(order(&cut.app, &[("reine", 1)]).await.number, "A-003·h");
    cut.back().await;
    invariants::check(cut.app.database()).await;
}

#[tokio::test]
async fn the_kitchen_goes_on_making_what_it_knows_and_what_is_sold_beside_it() {
    let cut = Cut::ready().await;
    order(&cut.app, &[("reine", 1)]).await;
    look(&cut.app).await;
    cut.away().await;
    let here = order(&cut.app, &[("chorizo", 1)]).await;
    let first = claim(&cut.app).await;
    assert_eq!((first.pizza.taken_offline, first.order_state), (false, OrderState::Preparing));
    into_oven(&cut.app, first.pizza.item).await;
    let second = claim(&cut.app).await;
    assert_eq!((second.pizza.order, second.pizza.taken_offline), (here.order, true));
    let none = in_kitchen(&cut.app, NextPizza { command: tap() }).await.expect_err("none waits");
    assert_eq!(none.code, FailureCode::QueueEmpty);
    into_oven(&cut.app, second.pizza.item).await;
    let done = cooked(&cut.app, second.pizza.item).await;
    assert_eq!(done.order_state, OrderState::Ready);
    let call = UndoTap { command: tap(), item: second.pizza.item, tap: tap() };
    in_kitchen(&cut.app, call).await.expect_err("not the last tap");
    at_counter(&cut.app, HandOver { command: tap(), order: here.order }).await.expect("taken");
    let shown = in_kitchen(&cut.app, ReadKitchen {}).await.expect("the kitchen");
    assert_eq!((shown.in_oven.len(), shown.waiting.len(), shown.to_serve), (1, 0, 0));

    cut.back().await;
    assert_eq!((cut.waits(), cut.to_decide().await), (0, vec![]));
    let real = in_kitchen(&cut.app, ReadKitchen {}).await.expect("the kitchen");
    assert_eq!(real.in_oven.iter().map(|it| it.item).collect::<Vec<_>>(), [first.pizza.item]);
    let listed = open(&cut.app).await;
    let handed = listed.iter().find(|it| it.number == here.number).expect("it is there");
    assert_eq!(handed.state, OrderState::HandedOver);
    // A page that was open all the while names it as it did.
    cooked(&cut.app, first.pizza.item).await;
    invariants::check(cut.app.database()).await;
}

#[tokio::test]
async fn what_was_made_from_its_ticket_is_ready_at_one_tap() {
    let cut = Cut::ready().await;
    let before = order(&cut.app, &[("reine", 1)]).await;
    look(&cut.app).await;
    cut.away().await;
    let sold = order(&cut.app, &[("reine", 2), ("cola", 1)]).await;
    let made = |order| MadeAlready { command: tap(), order };
    let failure = in_kitchen(&cut.app, made(sold.order)).await.expect_err("not in the books");
    assert!(failure.message.contains("à son retour"), "{failure}");
    assert_eq!(cut.waits(), 1, "what was refused does not wait");
    cut.back().await;
    let call = made(sold.order);
    let stands = in_kitchen(&cut.app, call.clone()).await.expect("ready");
    assert_eq!((stands.number.as_str(), stands.state), ("A-001·h", OrderState::Ready));
    assert_eq!(in_kitchen(&cut.app, call).await.expect("the first reply"), stands);
    for order in [sold.order, before.order] {
        let failure = in_kitchen(&cut.app, made(order)).await.expect_err("nothing to catch up");
        assert_eq!(failure.code, FailureCode::Conflict);
    }
    invariants::check(cut.app.database()).await;
}

#[tokio::test]
async fn what_the_world_refuses_waits_for_a_person() {
    let cut = Cut::ready().await;
    cut.away().await;
    let sold = order(&cut.app, &[("reine", 2)]).await;
    at_counter(&cut.app, cash(&sold)).await.expect("the money");
    let other = order(&cut.app, &[("cola", 1)]).await;
    let pool = cut.fresh.pool();
    sqlx::query(
        "INSERT INTO product_shop (product_id, shop_id, suspended)
         SELECT product_id, shop_id, true FROM product, shop WHERE slug = 'reine' AND code = 'MOZ1'",
    )
    .execute(&pool)
    .await
    .expect("suspended");
    cut.back().await;
    assert_eq!(cut.waits(), 0);
    let listed = cut.to_decide().await;
    let [order_of, money] = listed.as_slice() else { panic!("{listed:?}") };
    assert_eq!((order_of.what.as_str(), order_of.was_sold), ("Commande A-001·h", true));
    assert_eq!(order_of.lines, ["2\u{a0}× Reine"]);
    assert!(order_of.why.contains("Reine") && order_of.person.is_some(), "{order_of:?}");
    assert!(money.what.starts_with("Encaissement A-001·h") && !money.was_sold, "{money:?}");
    assert_eq!(open(&cut.app).await.len(), 1, "the other one is not kept back");

    // They are there after a restart.
    let cut = cut.restart().await;
    sign_in(&cut.app, WindowKind::Counter, Role::Cashier).await.expect("signed in");
    assert_eq!(cut.to_decide().await, listed);
    let entry = order_of.entry;
    let again = at_counter(&cut.app, TryAgain { entry, as_sold: false }).await;
    assert_eq!(again.expect_err("still suspended").message, order_of.why);
    let give_up = |reason: &str| GiveUp { entry, reason: reason.to_owned(), approval: None };
    let failure = at_counter(&cut.app, give_up("  ")).await.expect_err("why?");
    assert_eq!(failure.field.as_deref(), Some("reason"));
    let failure = at_counter(&cut.app, give_up("doublon")).await.expect_err("a cashier");
    assert_eq!(failure.code, FailureCode::NeedsManager);
    assert_eq!(cut.to_decide().await.len(), 2);
    at_counter(&cut.app, TryAgain { entry, as_sold: true }).await.expect("booked as sold");
    assert_eq!(cut.to_decide().await, vec![], "its payment follows");
    let booked = open(&cut.app).await.into_iter().find(|it| it.order == sold.order);
    assert_eq!(booked.map(|it| it.paid), Some(sold.total));
    let decided = at_counter(&cut.app, give_up("doublon")).await.expect_err("decided");
    assert_eq!(decided.code, FailureCode::Conflict);
    assert_eq!(other.number, "A-002·h");
    invariants::check(cut.app.database()).await;
}

#[tokio::test]
async fn two_kitchens_that_made_the_same_pizza_leave_nothing_to_decide() {
    let cut = Cut::ready().await;
    order(&cut.app, &[("reine", 1), ("chorizo", 1)]).await;
    look(&cut.app).await;
    cut.away().await;
    let claimed = claim(&cut.app).await;
    into_oven(&cut.app, claimed.pizza.item).await;
    cooked(&cut.app, claimed.pizza.item).await;
    let second = claim(&cut.app).await;
    into_oven(&cut.app, second.pizza.item).await;
    // The other kitchen, whose line held, has cooked the first.
    let elsewhere = cut.fresh.terminal("Cuisine 2");
    people::sign_in(&elsewhere, WindowKind::Kitchen, Role::Pizzaiolo).await;
    let there = claim(&elsewhere).await;
    into_oven(&elsewhere, there.pizza.item).await;
    cooked(&elsewhere, there.pizza.item).await;
    cut.back().await;
    assert_eq!((cut.waits(), cut.to_decide().await), (0, vec![]));
    let kitchen = in_kitchen(&cut.app, ReadKitchen {}).await.expect("the kitchen");
    assert_eq!(kitchen.in_oven.iter().map(|it| it.item).collect::<Vec<_>>(), [second.pizza.item]);
    invariants::check(cut.app.database()).await;
}

#[tokio::test]
async fn a_manager_gives_up_and_it_is_never_done() {
    let cut = Cut::ready().await;
    let known = order(&cut.app, &[("reine", 1)]).await;
    look(&cut.app).await;
    cut.away().await;
    at_counter(&cut.app, cash(&known)).await.expect("the money");
    // Another counter took it meanwhile.
    let elsewhere = cut.fresh.terminal("Caisse 2");
    people::sign_in(&elsewhere, WindowKind::Counter, Role::Cashier).await;
    at_counter(&elsewhere, cash(&known)).await.expect("the money");
    cut.back().await;
    let listed = cut.to_decide().await;
    assert!(listed.len() == 1 && listed[0].why.contains("déjà réglée"), "{listed:?}");
    let manager = at_counter(&cut.app, ListManagers {}).await.expect("managers").remove(0);
    let call = Approve { staff: manager.id, pin: Pin(pin(manager.role).to_owned()) };
    let approval = Some(at_counter(&cut.app, call).await.expect("consent"));
    let reason = "encaissée à l’autre caisse".to_owned();
    at_counter(&cut.app, GiveUp { entry: listed[0].entry, reason, approval })
        .await
        .expect("given up");
    let cut = cut.restart().await;
    sign_in(&cut.app, WindowKind::Counter, Role::Cashier).await.expect("signed in");
    cut.app.replay().await.expect("nothing waits");
    assert_eq!((cut.waits(), cut.to_decide().await), (0, vec![]));
    assert_eq!(open(&cut.app).await[0].paid, known.total);
    invariants::check(cut.app.database()).await;
    // Both tickets are in the ledger, and the one that was wrong is taken back.
    let booked: Vec<i64> =
        sqlx::query_scalar("SELECT total_cents FROM ledger_entry ORDER BY register, number")
            .fetch_all(cut.app.database())
            .await
            .expect("the entries");
    let total = known.total.0;
    assert_eq!(booked, [total, -total, total]);
    let report = verify(cut.app.database(), None).await.expect("read");
    assert_eq!(report.defects, []);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_register_does_not_close_while_its_journal_waits() {
    let cut = Cut::ready().await;
    let close = || CloseDay { command: tap(), count: None };
    // Sold and paid while the server is away.
    cut.away().await;
    let placed = order(&cut.app, &[("cola", 1)]).await;
    at_counter(&cut.app, cash(&placed)).await.expect("the money");
    let no = at_counter(&cut.app, close()).await.expect_err("it waits");
    assert!(no.message.contains("attendent le serveur"), "{no:?}");
    assert_eq!((cut.waits(), cut.to_decide().await), (2, vec![]));
    cut.back().await;
    // Of this one nobody knows whether it got through.
    let other = order(&cut.app, &[("cola", 2)]).await;
    look(&cut.app).await;
    cut.proxy.cut();
    at_counter(&cut.app, cash(&other)).await.expect_err("nobody knows");
    assert_eq!(cut.waits(), 1, "it was taken");
    let no = at_counter(&cut.app, close()).await.expect_err("nobody answers");
    assert_eq!(no.code, FailureCode::Unreachable, "{no:?}");
    cut.app.disconnected();
    let no = at_counter(&cut.app, close()).await.expect_err("it waits");
    assert!(no.message.contains("attendent le serveur"), "{no:?}");
    let closings = "SELECT count(*) FROM ledger_entry WHERE chain = 'closings'";
    let closed: i64 =
        sqlx::query_scalar(closings).fetch_one(&cut.fresh.pool()).await.expect("a count");
    assert_eq!(closed, 0);
    cut.back().await;
    assert_eq!((cut.waits(), cut.to_decide().await), (0, vec![]));
    let closed = at_counter(&cut.app, close()).await.expect("closed");
    assert_eq!(closed.closing.figures.total, placed.total + other.total);
    crate::ledger::sound(&cut.fresh.pool()).await;
}

#[tokio::test]
async fn an_order_that_got_through_unheard_keeps_the_number_that_was_called_out() {
    let cut = Cut::ready().await;
    let menu = cut.app.menu().await.expect("the menu");
    let call = an_order(&menu, vec![line(&menu, "reine", 1)]);
    // The statement is done, and its answer is lost with the line.
    cut.app.primary().open_connections().await.expect("connections that wait for it");
    sleep(Duration::from_millis(200)).await;
    cut.proxy.lose_answers();
    let listener = async {
        let pool = cut.fresh.pool();
        for _ in 0..200 {
            if invariants::orders(&pool).await > 0 {
                return cut.away().await;
            }
            sleep(Duration::from_millis(20)).await;
        }
        panic!("the order did not get through");
    };
    let (placed, ()) = tokio::join!(at_counter(&cut.app, call.clone()), listener);
    let placed = placed.expect("answered without the server");
    assert_eq!(placed.number, "A-001·h");
    // The same tap, because the window was loaded again.
    let again = at_counter(&cut.app, call.clone()).await.expect("the same answer");
    assert_eq!((again.number, cut.waits()), (placed.number, 1));
    cut.back().await;
    let listed = open(&cut.app).await;
    assert_eq!(listed.iter().map(|it| it.number.as_str()).collect::<Vec<_>>(), ["A-001·h"]);
    assert_eq!(invariants::orders(cut.app.database()).await, 1);
    invariants::check(cut.app.database()).await;
}

#[tokio::test]
async fn a_number_that_was_called_out_is_kept_when_the_same_tap_breaks_again() {
    let cut = Cut::ready().await;
    let menu = cut.app.menu().await.expect("the menu");
    let call = an_order(&menu, vec![line(&menu, "reine", 1)]);
    cut.away().await;
    let placed = at_counter(&cut.app, call.clone()).await.expect("answered without the server");
    assert_eq!(placed.number, "A-001·h");
    // The line seems to be back, and breaks under the same tap of a window that was loaded again.
    cut.app.reconnected();
    let again = at_counter(&cut.app, call).await.expect("it was done when it was first asked");
    assert_eq!((&again, cut.waits()), (&placed, 1));
    let cut = cut.restart().await;
    sign_in_later(&cut).await;
    let listed = open(&cut.app).await;
    assert_eq!(listed.iter().map(|it| it.number.as_str()).collect::<Vec<_>>(), ["A-001·h"]);
    invariants::check(cut.app.database()).await;
}

/// The server is back after a restart without it.
async fn sign_in_later(cut: &Cut) {
    cut.back().await;
    sign_in(&cut.app, WindowKind::Counter, Role::Cashier).await.expect("signed in");
}

#[tokio::test]
async fn two_registers_that_are_cut_off_call_out_different_numbers() {
    let (first, home) = (Cut::ready().await, tempfile::tempdir().expect("a home"));
    let proxy = Proxy::before(first.fresh.socket_folder());
    let second = started(&first.fresh, &proxy, home.path()).await;
    sign_in(&second, WindowKind::Counter, Role::Cashier).await.expect("signed in");
    sign_in(&second, WindowKind::Kitchen, Role::Pizzaiolo).await.expect("signed in");
    look(&second).await;
    first.away().await;
    proxy.cut();
    second.disconnected();
    assert_eq!(order(&first.app, &[("reine", 1)]).await.number, "A-001·h");
    assert_eq!(order(&second, &[("reine", 1)]).await.number, "A-001·h2");
}
