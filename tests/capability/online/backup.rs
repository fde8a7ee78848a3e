//! A server that fell back to a backup has not heard of a payment; the counter's journal has its money.

use super::{asked, carry_on, enter, reine, taps_stand};
use crate::given_up::same_at;
use crate::invariants;
use crate::offline::cut::Cut;
use crate::services::{impatient, secrets};
use crate::support::database::Fresh;
use crate::support::people::{claim, sign_in};
use domain::shops::WindowKind;
use domain::staff::Role;
use oc_pizza::ledger::verify::verify;
use oc_pizza::settings::Secrets;
use simulators::Purse;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn money_that_came_is_in_its_ledger_again() {
    // Both are copies of one database: the second stands for a backup of the first.
    let (mut cut, backup) = (Cut::ready().await, Fresh::new().await);
    let (purse, key) = (simulators::Paypal::on(Purse::Works).await, secrets(&cut.fresh).await);
    enter(&cut.fresh.pool(), &purse).await;
    cut.app = cut.app.with_secrets(Secrets::with_key(key)).with_outside(impatient());
    cut.app.offer_again().await.expect("its database is known");
    sign_in(&cut.app, WindowKind::Kitchen, Role::Pizzaiolo).await;
    let (placed, pool) = (reine(&cut.app).await, cut.fresh.pool());
    asked(&cut.app, &placed, 800).await.expect("asked");
    assert!(purse.pay(&purse.purchases()[0].id));
    carry_on(&cut.app, &pool).await;
    claim(&cut.app).await;
    taps_stand(&pool).await;
    carry_on(&cut.app, &pool).await;
    assert_eq!(purse.purchases()[0].captured, 800);
    cut.app.journal().expect("usable").expect("there is one").written().await;
    let terminal = cut.app.identity().terminal;
    let Cut { home, app, .. } = cut;
    drop(app);

    let app = same_at(&backup, terminal, home.path()).await;
    for _ in 0..2 {
        app.offer_again().await.expect("the server is there");
        let paid: (i64, i64) = sqlx::query_as(
            "SELECT paid_cents, (SELECT sum(amount_cents)::bigint FROM payment
                                 WHERE payment.order_id = orders.order_id AND tender = 'paypal')
             FROM orders WHERE order_id = $1",
        )
        .bind(placed.order.0)
        .fetch_one(app.database())
        .await
        .expect("the order");
        assert_eq!(paid, (800, 800));
        invariants::check(app.database()).await;
        assert_eq!(verify(app.database(), None).await.expect("read").defects, []);
    }
}
