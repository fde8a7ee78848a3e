//! What was signed and then refused by the world, and given up by a person: its entries are taken back to
//! the cent, also before a server that knows less; and what happens to a register is written once.

use crate::changing::consent;
use crate::ledger::{a_part, sound, till, until_written};
use crate::offline::cut::{Cut, cash, look, with_journal};
use crate::support::database::Fresh;
use crate::support::people::{at_counter, order, paid_by_card, sign_in, tap};
use crate::support::proxy::Proxy;
use domain::journal::{GiveUp, ListToDecide, ToDecide, TryAgain};
use domain::ledger::{Account, Back, EventCode};
use domain::orders::{CancelOrder, OrderId, PlacedOrder, ReadAccount, RefundOrder};
use domain::payments::Given;
use domain::shops::WindowKind;
use domain::staff::Role;
use domain::{Cents, FailureCode};
use oc_pizza::app::{App, Identity};
use oc_pizza::ledger::events;
use sqlx::PgPool;
use std::path::Path;
use std::sync::Arc;

/// The sales of an order, in the order in which they were written: what they are, and how much.
async fn booked(pool: &PgPool, order: OrderId) -> Vec<(String, i64)> {
    sqlx::query_as(
        "SELECT kind, total_cents FROM ledger_entry WHERE order_id = $1 AND chain = 'sales'
         ORDER BY written_at, register, number",
    )
    .bind(order.0)
    .fetch_all(pool)
    .await
    .expect("the entries")
}

fn of(entries: &[(&str, i64)]) -> Vec<(String, i64)> {
    entries.iter().map(|(kind, total)| ((*kind).to_owned(), *total)).collect()
}

/// What was taken of an order, as its payments say and as the ledger does.
async fn comes_to(pool: &PgPool, order: OrderId) -> (i64, i64) {
    sqlx::query_as(
        "SELECT (SELECT coalesce(sum(amount_cents), 0)::bigint FROM payment WHERE order_id = $1),
                (SELECT coalesce(sum(total_cents), 0)::bigint FROM ledger_entry
                 WHERE order_id = $1 AND chain = 'sales')",
    )
    .bind(order.0)
    .fetch_one(pool)
    .await
    .expect("the sums")
}

async fn account(app: &App, order: OrderId) -> Account {
    at_counter(app, ReadAccount { order }).await.expect("its account")
}

async fn refund(app: &App, order: OrderId, cents: i64) -> RefundOrder {
    let (paid, back) = (account(app, order).await.paid, Back::Amount(Cents(cents)));
    let reason = "trop cuite".to_owned();
    RefundOrder { command: tap(), order, paid, back, reason, approval: None }
}

async fn to_decide(app: &App) -> Vec<ToDecide> {
    at_counter(app, ListToDecide {}).await.expect("the list")
}

/// A manager gives the only one up.
async fn give_up(app: &App) {
    let listed = to_decide(app).await;
    assert_eq!(listed.len(), 1, "{listed:?}");
    let (approval, reason) = (Some(consent(app).await), "doublon".to_owned());
    let call = GiveUp { entry: listed[0].entry, reason, approval };
    at_counter(app, call).await.expect("given up");
    assert_eq!(to_decide(app).await, []);
}

async fn other_counter(fresh: &Fresh) -> App {
    let other = fresh.terminal("Caisse 2");
    sign_in(&other, WindowKind::Counter, Role::Cashier).await;
    other
}

/// An order that is paid by card at the counter whose line can be lost.
async fn a_paid_order(cut: &Cut) -> PlacedOrder {
    let placed = order(&cut.app, &[("reine", 1)]).await;
    at_counter(&cut.app, paid_by_card(placed.order, placed.total)).await.expect("paid");
    look(&cut.app).await;
    placed
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_refund_that_another_counter_gave_meanwhile_is_taken_back() {
    let cut = Cut::ready().await;
    let PlacedOrder { order, .. } = a_paid_order(&cut).await;
    let other = other_counter(&cut.fresh).await;
    let (here, pool) = (refund(&cut.app, order, 300).await, cut.fresh.pool());
    cut.proxy.cut();
    let lost = at_counter(&cut.app, here.clone()).await.expect_err("nobody knows");
    assert!(lost.leaves_outcome_unknown(), "{lost:?}");
    at_counter(&other, refund(&other, order, 300).await).await.expect("by the other");
    cut.back().await;
    let listed = to_decide(&cut.app).await;
    assert!(listed.len() == 1 && listed[0].why.contains("ailleurs"), "{listed:?}");
    // It stands in its chain, and in nobody's way.
    assert_eq!(comes_to(&pool, order).await, (500, 200));
    at_counter(&other, refund(&other, order, 200).await).await.expect("some more");
    // The same tap is not begun anew behind that.
    let again = at_counter(&cut.app, here.clone()).await.expect_err("it waits for a decision");
    assert!(again.message.contains("À décider"), "{again:?}");
    assert_eq!(to_decide(&cut.app).await, listed);
    sound(&pool).await;

    give_up(&cut.app).await;
    let entries =
        [("sale", 800), ("refund", -300), ("refund", -300), ("refund", -200), ("reversal", 300)];
    assert_eq!(booked(&pool, order).await, of(&entries));
    assert_eq!(comes_to(&pool, order).await, (300, 300));
    let again = at_counter(&cut.app, here).await.expect_err("it is given up");
    assert!(again.message.contains("vient d’en décider"), "{again:?}");
    at_counter(&cut.app, refund(&cut.app, order, 100).await).await.expect("of what is left");
    let cancel = CancelOrder { command: tap(), order, reason: None, approval: None };
    assert_eq!(at_counter(&other, cancel).await.expect("given up").refunds[0].amount, Cents(200));
    assert_eq!(comes_to(&pool, order).await, (0, 0));
    sound(&pool).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_sale_that_deducts_an_advance_is_taken_back_without_it() {
    let cut = Cut::ready().await;
    let (placed, pool) = (order(&cut.app, &[("reine", 2)]).await, cut.fresh.pool());
    let advance = a_part(&placed, Cents(1600), vec![Given::Card { amount: Cents(500) }]);
    at_counter(&cut.app, advance).await.expect("an advance");
    look(&cut.app).await;
    cut.away().await;
    let rest = || a_part(&placed, Cents(1100), vec![Given::Cash { received: Cents(1100) }]);
    at_counter(&cut.app, rest()).await.expect("the money");
    let other = other_counter(&cut.fresh).await;
    at_counter(&other, rest()).await.expect("the money, there");
    cut.back().await;
    give_up(&cut.app).await;
    let entries = [("advance", 500), ("sale", 1100), ("sale", 1100), ("reversal", -1100)];
    assert_eq!(booked(&pool, placed.order).await, of(&entries));
    assert_eq!(comes_to(&pool, placed.order).await, (1600, 1600));
    // At this register the advance is still there: the other one has deducted it.
    let stands = till(&cut.app).await;
    assert_eq!((stands.standing.advances, stands.figures.total), (Cents(500), Cents(500)));
    sound(&pool).await;
    // All of it goes back by the sale that took place.
    let back = at_counter(&other, refund(&other, placed.order, 1600).await).await.expect("all");
    assert_eq!(back.refunds.len(), 2);
    assert_eq!(comes_to(&pool, placed.order).await, (0, 0));
    sound(&pool).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_cancellation_that_came_too_late_is_taken_back_and_so_is_an_advance() {
    let cut = Cut::ready().await;
    let (pool, other) = (cut.fresh.pool(), other_counter(&cut.fresh).await);
    let placed = a_paid_order(&cut).await;
    let cancel =
        || CancelOrder { command: tap(), order: placed.order, reason: None, approval: None };
    cut.proxy.cut();
    at_counter(&cut.app, cancel()).await.expect_err("nobody knows");
    at_counter(&other, cancel()).await.expect("by the other");
    cut.back().await;
    give_up(&cut.app).await;
    let entries =
        [("sale", 800), ("cancellation", -800), ("cancellation", -800), ("reversal", 800)];
    assert_eq!(booked(&pool, placed.order).await, of(&entries));
    assert_eq!(comes_to(&pool, placed.order).await, (0, 0));

    let placed = order(&cut.app, &[("reine", 2)]).await;
    look(&cut.app).await;
    let part = || a_part(&placed, Cents(1600), vec![Given::Card { amount: Cents(500) }]);
    cut.proxy.cut();
    at_counter(&cut.app, part()).await.expect_err("nobody knows");
    at_counter(&other, part()).await.expect("by the other");
    cut.back().await;
    give_up(&cut.app).await;
    let rest = a_part(&placed, Cents(1100), vec![Given::Card { amount: Cents(1100) }]);
    at_counter(&cut.app, rest).await.expect("the rest");
    let entries = [("advance", 500), ("advance", 500), ("reversal", -500), ("sale", 1100)];
    assert_eq!(booked(&pool, placed.order).await, of(&entries));
    assert_eq!(comes_to(&pool, placed.order).await, (1600, 1600));
    sound(&pool).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_done_after_all_is_the_orders_again() {
    let cut = Cut::ready().await;
    let (pool, other) = (cut.fresh.pool(), other_counter(&cut.fresh).await);
    let PlacedOrder { order, .. } = a_paid_order(&cut).await;
    let call = refund(&cut.app, order, 600).await;
    cut.proxy.cut();
    at_counter(&cut.app, call).await.expect_err("nobody knows");
    // A rule that a manager changed meanwhile.
    let alone = |cents: i64| {
        sqlx::query("UPDATE shop SET refund_alone_cents = $1").bind(cents).execute(&pool)
    };
    alone(500).await.expect("another rule");
    cut.back().await;
    let listed = to_decide(&cut.app).await;
    assert!(listed.len() == 1 && listed[0].why.contains("responsable"), "{listed:?}");
    at_counter(&other, refund(&other, order, 100).await).await.expect("by the other");
    alone(2000).await.expect("as it was");
    let entry = listed[0].entry;
    let again = at_counter(&cut.app, TryAgain { entry, as_sold: false }).await;
    assert_eq!(again.expect_err("less is paid").code, FailureCode::Conflict);
    give_up(&cut.app).await;
    assert_eq!(comes_to(&pool, order).await, (700, 700));
    // The rule is read anew.
    cut.back().await;

    // The same without the other.
    let PlacedOrder { order, .. } = a_paid_order(&cut).await;
    let call = refund(&cut.app, order, 600).await;
    cut.proxy.cut();
    at_counter(&cut.app, call).await.expect_err("nobody knows");
    alone(500).await.expect("another rule");
    cut.back().await;
    assert_eq!(account(&other, order).await.entries.len(), 1, "it is no part of the account");
    alone(2000).await.expect("as it was");
    let entry = to_decide(&cut.app).await[0].entry;
    at_counter(&cut.app, TryAgain { entry, as_sold: false }).await.expect("done");
    assert_eq!(comes_to(&pool, order).await, (200, 200));
    assert_eq!(account(&other, order).await.entries.len(), 2);
    at_counter(&other, refund(&other, order, 200).await).await.expect("the rest");
    sound(&pool).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_lost_while_it_is_given_up_is_taken_back_once() {
    for bytes in [0, 1, 30, 90, 200, 400] {
        let cut = Cut::ready().await;
        let (pool, other) = (cut.fresh.pool(), other_counter(&cut.fresh).await);
        let PlacedOrder { order, .. } = a_paid_order(&cut).await;
        let call = refund(&cut.app, order, 300).await;
        cut.proxy.cut();
        at_counter(&cut.app, call).await.expect_err("nobody knows");
        at_counter(&other, refund(&other, order, 300).await).await.expect("by the other");
        cut.back().await;
        let entry = to_decide(&cut.app).await[0].entry;
        let approval = Some(consent(&cut.app).await);
        let call = GiveUp { entry, reason: "doublon".to_owned(), approval };
        cut.proxy.cut_after(bytes);
        let first = at_counter(&cut.app, call.clone()).await;
        cut.back().await;
        match first {
            Ok(()) => {}
            Err(failure) => {
                assert!(failure.leaves_outcome_unknown(), "{failure:?}");
                at_counter(&cut.app, call).await.expect("given up");
            }
        }
        assert_eq!((to_decide(&cut.app).await, cut.waits()), (vec![], 0));
        assert_eq!(comes_to(&pool, order).await, (500, 500), "after {bytes} bytes");
        sound(&pool).await;
    }
}

/// The same terminal before another database.
pub async fn same_at(fresh: &Fresh, terminal: uuid::Uuid, home: &Path) -> App {
    let shop_code = Some("MOZ1".to_owned());
    let identity = Identity { terminal, name: "Caisse 1".to_owned(), shop_code };
    let app = with_journal(App::new(fresh.options(), identity), home).await;
    sign_in(&app, WindowKind::Counter, Role::Cashier).await;
    app
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn before_a_backup_what_was_given_up_stands_in_its_chain_again() {
    // Both are copies of one database: the second stands for a backup of the first.
    let (cut, backup) = (Cut::ready().await, Fresh::new().await);
    cut.app.offer_again().await.expect("its database is known");
    let other = other_counter(&cut.fresh).await;
    let [first, second, third] = [
        order(&cut.app, &[("reine", 1)]).await,
        order(&cut.app, &[("cola", 1)]).await,
        order(&cut.app, &[("cola", 2)]).await,
    ];
    look(&cut.app).await;
    cut.away().await;
    at_counter(&cut.app, cash(&first)).await.expect("the money");
    at_counter(&other, cash(&first)).await.expect("the money, there");
    cut.back().await;
    give_up(&cut.app).await;
    at_counter(&cut.app, cash(&second)).await.expect("paid");
    look(&cut.app).await;
    cut.away().await;
    at_counter(&cut.app, cash(&third)).await.expect("the money");
    at_counter(&other, cash(&third)).await.expect("the money, there");
    cut.back().await;
    assert_eq!(to_decide(&cut.app).await.len(), 1);
    cut.app.journal().expect("usable").expect("there is one").written().await;
    let terminal = cut.app.identity().terminal;
    let Cut { home, app, .. } = cut;
    drop(app);

    let app = same_at(&backup, terminal, home.path()).await;
    for _ in 0..2 {
        app.offer_again().await.expect("the server is there");
        let entries = |placed: &PlacedOrder| (placed.order, placed.total.0);
        let (order, total) = entries(&first);
        let gone = [("sale", total), ("reversal", -total)];
        assert_eq!(booked(app.database(), order).await, of(&gone));
        // What nobody has decided about is done where nobody has paid it.
        for (order, total) in [entries(&second), entries(&third)] {
            assert_eq!(booked(app.database(), order).await, of(&[("sale", total)]));
            assert_eq!(comes_to(app.database(), order).await, (total, total));
        }
        assert_eq!(to_decide(&app).await, []);
        sound(app.database()).await;
    }
    // The register goes on.
    at_counter(&app, cash(&first)).await.expect("paid");
    assert_eq!(comes_to(app.database(), first.order).await, (800, 800));
    sound(app.database()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_event_whose_answer_was_lost_is_written_once() {
    let (fresh, home) = (Fresh::new().await, tempfile::tempdir().expect("a home"));
    let (proxy, pool) = (Proxy::before(fresh.socket_folder()), fresh.pool());
    let app = crate::offline::cut::started(&fresh, &proxy, home.path()).await;
    sign_in(&app, WindowKind::Counter, Role::Cashier).await;
    let app = Arc::new(app);
    let register = app.clone();
    let writing = tokio::spawn(async move { events::write(&register).await });
    let mut wanted = vec!["started", "register_opened"];
    until_written(&pool, &wanted).await;
    // Whichever connection is taken knows the statement: what it asks first would not be answered.
    app.primary().open_connections().await.expect("connections that wait for it");
    for _ in 0..6 {
        events::note(&app, EventCode::SignedIn, Some("Léa".to_owned()), None);
        wanted.push("signed_in");
        until_written(&pool, &wanted).await;
    }
    proxy.lose_answers();
    events::note(&app, EventCode::SignedOut, Some("Léa".to_owned()), None);
    wanted.push("signed_out");
    // It is there, and nobody heard of it.
    until_written(&pool, &wanted).await;
    proxy.cut();
    proxy.mend();
    app.primary().forget_hearsay().await;
    events::note(&app, EventCode::SignedIn, Some("Léa".to_owned()), None);
    wanted.push("signed_in");
    until_written(&pool, &wanted).await;
    writing.abort();
    let journal = app.journal().expect("usable").expect("there is one");
    journal.written().await;
    sound(&pool).await;
}
