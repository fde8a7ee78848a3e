//! VAT rates are dated: one changes at midnight by itself, and what was sold before is taxed as it was.

use crate::ledger::{Till, paid, sound, today};
use crate::offline::cut::{Cut, look};
use crate::support::people::{an_order, at_counter, line, paid_by_card, sign_in, tap};
use chrono::{DateTime, NaiveTime, TimeDelta, Utc};
use domain::ledger::{CloseDay, local};
use domain::money::VatRate;
use domain::orders::PlacedOrder;
use domain::shops::WindowKind;
use domain::staff::Role;
use oc_pizza::app::App;
use std::sync::atomic::{AtomicI64, Ordering};

/// Minutes after the last midnight of that clock, in Paris.
static MINUTES: AtomicI64 = AtomicI64::new(0);

fn that_day() -> DateTime<Utc> {
    let here = local(today());
    let morning = here.date_naive().and_time(NaiveTime::MIN).and_utc();
    morning - TimeDelta::seconds(i64::from(here.offset().local_minus_utc()))
}

fn clock() -> DateTime<Utc> {
    that_day() + TimeDelta::minutes(MINUTES.load(Ordering::SeqCst))
}

async fn one_reine(app: &App) -> PlacedOrder {
    let menu = app.menu().await.expect("the menu");
    let mut call = an_order(&menu, vec![line(&menu, "reine", 1)]);
    call.promised_at = clock() + TimeDelta::minutes(20);
    at_counter(app, call).await.expect("placed")
}

async fn rates(app: &App, placed: &PlacedOrder) -> Vec<u32> {
    let rates: Vec<i32> = sqlx::query_scalar(
        "SELECT (jsonb_array_elements(canonical::jsonb #> '{content,ticket,rates}') ->> 'rate')::integer
         FROM ledger_entry WHERE order_id = $1 AND chain = 'sales' ORDER BY number",
    )
    .bind(placed.order.0)
    .fetch_all(app.database())
    .await
    .expect("the rates");
    rates.into_iter().map(i32::unsigned_abs).collect()
}

/// From tomorrow on what is prepared is taxed at twelve percent.
async fn a_new_rate(pool: &sqlx::PgPool) {
    sqlx::query(
        "INSERT INTO vat_rate (vat_class, mode, valid_from, basis_points)
         VALUES ('prepared', 'take_away', $1, 1200), ('prepared', 'take_away', $2, 1300)",
    )
    .bind(local(that_day()).date_naive() + TimeDelta::days(1))
    .bind(local(that_day()).date_naive() + TimeDelta::days(40))
    .execute(pool)
    .await
    .expect("a rate");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_rate_changes_at_midnight_within_a_business_day() {
    let shop = Till::new().await;
    let pool = shop.fresh.pool();
    a_new_rate(&pool).await;
    MINUTES.store(23 * 60 + 50, Ordering::SeqCst);
    let app = shop.at(clock).await;
    let [first, kept] = [one_reine(&app).await, one_reine(&app).await];
    paid(&app, paid_by_card(first.order, first.total)).await;
    MINUTES.store(24 * 60 + 10, Ordering::SeqCst);
    // Nobody has read the menu anew: its version is the same.
    let second = one_reine(&app).await;
    paid(&app, paid_by_card(second.order, second.total)).await;
    paid(&app, paid_by_card(kept.order, kept.total)).await;
    assert_eq!(rates(&app, &first).await, [1000]);
    assert_eq!(rates(&app, &second).await, [1200]);
    assert_eq!(rates(&app, &kept).await, [1000], "as it was sold");
    let closed = at_counter(&app, CloseDay { command: tap(), count: None }).await.expect("closed");
    let of = |rate| {
        let rates = &closed.closing.figures.rates;
        rates.iter().find(|it| it.rate == VatRate(rate)).map(|it| (it.gross, it.vat))
    };
    assert_eq!(
        of(1000),
        Some((
            first.total + kept.total,
            VatRate(1000).tax_within(first.total) + VatRate(1000).tax_within(kept.total)
        ))
    );
    assert_eq!(of(1200), Some((second.total, VatRate(1200).tax_within(second.total))));
    sound(&pool).await;

    // A terminal that lost its server before midnight knows of it, too.
    MINUTES.store(23 * 60 + 50, Ordering::SeqCst);
    let mut cut = Cut::ready().await;
    a_new_rate(&cut.fresh.pool()).await;
    cut.app = cut.app.with_clock(clock);
    cut.app.forget_menu();
    sign_in(&cut.app, WindowKind::Counter, Role::Cashier).await;
    look(&cut.app).await;
    cut.away().await;
    let first = one_reine(&cut.app).await;
    MINUTES.store(24 * 60 + 10, Ordering::SeqCst);
    let second = one_reine(&cut.app).await;
    for placed in [&first, &second] {
        at_counter(&cut.app, paid_by_card(placed.order, placed.total)).await.expect("the money");
    }
    cut.back().await;
    assert_eq!((cut.waits(), cut.to_decide().await), (0, vec![]));
    assert_eq!(rates(&cut.app, &first).await, [1000]);
    assert_eq!(rates(&cut.app, &second).await, [1200]);
    sound(&cut.fresh.pool()).await;
}
