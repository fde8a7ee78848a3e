//! A customer comes back days later with his ticket: the order is found by what is on it, and refunded.

use crate::ledger::{Till, sound, today};
use crate::refunds::{amount, asked, lines, refund};
use crate::support::database::terminal_at;
use crate::support::people::{at_counter, order, paid_by_card, sign_in, tap};
use domain::orders::{FOUND_ORDERS_MAX, FindOrders, HandOver, OrderSummary};
use domain::shops::WindowKind;
use domain::staff::Role;
use oc_pizza::demo::history;

#[tokio::test]
async fn what_was_sold_days_before_is_found_by_its_ticket_and_given_back() {
    let shop = Till::new().await;
    let pool = shop.fresh.pool();
    let today_is = today().date_naive();
    history::load(&pool, today_is, 3).await.expect("the history loads");
    let app = shop.at(today).await;
    let first = order(&app, &[("cola", 2)]).await;
    let settled = at_counter(&app, paid_by_card(first.order, first.total)).await.expect("paid");
    at_counter(&app, HandOver { command: tap(), order: first.order }).await.expect("over");
    let aged = |days: i32| {
        sqlx::query("UPDATE orders SET business_day = business_day - $2 WHERE order_id = $1")
            .bind(first.order.0)
            .bind(days)
            .execute(&pool)
    };
    aged(10).await.expect("ten days ago");
    let day: String =
        sqlx::query_scalar("SELECT to_char(business_day, 'DD/MM') FROM orders WHERE order_id = $1")
            .bind(first.order.0)
            .fetch_one(&pool)
            .await
            .expect("its day");
    let found = async |typed: &str| {
        let call = FindOrders { typed: typed.to_owned() };
        let found = at_counter(&app, call).await.expect("found");
        found.into_iter().map(|it| it.order).collect::<Vec<_>>()
    };
    let reference = first.reference.clone().expect("a reference");
    let with_day = format!("{} {day}", first.number.to_lowercase());
    for typed in
        [reference.as_str(), &day, &with_day, &format!("{day} {:06}", settled.entry.number)]
    {
        assert_eq!(found(typed).await, [first.order], "{typed}");
    }
    assert!(found(&settled.entry.number.to_string()).await.contains(&first.order));
    for typed in ["", " ", "A-999", &format!("zzz {day}"), "'; DROP TABLE orders; --"] {
        assert_eq!(found(typed).await, [], "{typed}");
    }
    let many = found("A-").await;
    assert_eq!((many.len(), many.contains(&first.order)), (FOUND_ORDERS_MAX, false));
    let elsewhere = terminal_at(shop.fresh.pool(), "Caisse 9", "MOZ2");
    sign_in(&elsewhere, WindowKind::Counter, Role::Cashier).await;
    let there = at_counter(&elsewhere, FindOrders { typed: reference.clone() }).await;
    assert_eq!(there.expect("none").len(), 0);
    refund(&app, &first, amount(100)).await.expect("ten days later");
    aged(60).await.expect("too long ago");
    assert_eq!(found(&reference).await, []);

    // Of the demonstration's past, too: its register is another, whose key is gone.
    let past = at_counter(&app, FindOrders { typed: "A-001".to_owned() }).await.expect("found");
    let past = past.into_iter().find(OrderSummary::is_refundable).expect("one that was paid");
    let back = asked(&app, past.order, lines(&[(1, 1)])).await;
    at_counter(&app, back).await.expect("a line of it");
    let rest = asked(&app, past.order, amount(1)).await;
    at_counter(&app, rest).await.expect("an amount of it");
    sound(&pool).await;
}
