//! Looking ahead: what will have run out at the end of service is warned of before it has.

use super::{named, reach_the_manager, receive, terminal, told, warned};
use crate::support::database::Fresh;
use crate::support::people::{in_kitchen, now, sign_in};
use chrono::{DateTime, NaiveTime, TimeDelta, TimeZone, Utc};
use domain::menu::IngredientId;
use domain::messages::{Fact, MessageKind, Placeholder};
use domain::shops::{WindowKind, ZONE};
use domain::staff::Role;
use domain::stock::{
    ReadLevels, Service, WEEKS_BACK, end_of_service, expected_use, forecast, same_hours_before,
    words_of_use,
};
use oc_pizza::app::App;
use oc_pizza::stock::look_ahead;
use sqlx::PgPool;
use std::sync::Arc;

/// A movement of then, on the book as well.
async fn used(app: &App, it: IngredientId, quantity: i64, at: DateTime<Utc>) {
    sqlx::query(
        "WITH level AS (UPDATE stock_level SET on_hand = on_hand - $3 WHERE shop_id = $1 AND ingredient_id = $2)
         INSERT INTO stock_movement (shop_id, ingredient_id, cause, quantity, at) VALUES ($1, $2, 'consumption', -$3, $4)",
    )
    .bind(app.shop_id().await.expect("the shop").0)
    .bind(it.0)
    .bind(quantity)
    .bind(at)
    .execute(app.database())
    .await
    .expect("planted");
}

/// Every shop serves the whole business day long.
async fn always_open(pool: &PgPool) {
    sqlx::query("DELETE FROM opening_hours").execute(pool).await.expect("none");
    sqlx::query(
        "INSERT INTO opening_hours SELECT shop_id, weekday, '05:00', '04:59' FROM shop, generate_series(1, 7) AS weekday",
    )
    .execute(pool)
    .await
    .expect("open");
}

async fn time_passes(pool: &PgPool) {
    sqlx::query("UPDATE stock_look SET looked_at = looked_at - interval '3 minutes'")
        .execute(pool)
        .await
        .expect("time passes");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn what_will_run_out_is_warned_of_once_whoever_looks() {
    let fresh = Fresh::new().await;
    let app = terminal(&fresh, Role::ShopManager).await;
    let (pool, cheese) = (fresh.pool(), named(&app, "fromage").await);
    reach_the_manager(&pool).await;
    always_open(&pool).await;
    receive(&app, cheese, 50_000).await;
    let soon = now() + TimeDelta::minutes(1);
    used(&app, cheese, 32_000, soon - TimeDelta::weeks(1)).await;
    sqlx::query("UPDATE stock_level SET safety = 0").execute(&pool).await.expect("no safety");
    let looking: Vec<_> = (0..4)
        .map(|nth| {
            let other = Arc::new(fresh.terminal(&format!("Poste {nth}")));
            tokio::spawn(async move { look_ahead(&other).await.expect("looked") })
        })
        .collect();
    let mut written = 0;
    for one in looking {
        written += one.await.expect("no panic");
    }
    assert_eq!(written, 1, "one looks for all, and only cheese runs out");
    assert_eq!(told(&pool, MessageKind::StockShort).await, 1);
    assert_eq!(warned(&pool, cheese).await, (1, 1));
    let facts = super::facts(&pool, MessageKind::StockShort).await.remove(0);
    assert!(
        matches!(facts.get(&Placeholder::Forecast), Some(Fact::Quantity { quantity, .. }) if *quantity <= 0),
        "{facts:?}"
    );
    time_passes(&pool).await;
    assert_eq!(look_ahead(&app).await.expect("looked"), 0, "it is known");
    // There is enough again, and then no more.
    receive(&app, cheese, 40_000).await;
    time_passes(&pool).await;
    assert_eq!(look_ahead(&app).await.expect("looked"), 0);
    assert_eq!(warned(&pool, cheese).await, (1, 0), "it is over");
    used(&app, cheese, 41_000, now()).await;
    assert_eq!(look_ahead(&app).await.expect("looked"), 0, "not so soon");
    time_passes(&pool).await;
    assert_eq!(look_ahead(&app).await.expect("looked"), 1);
    assert_eq!(warned(&pool, cheese).await, (2, 1));
    // Worse is told, and on the way up nothing is.
    let half = async |safety: i64| {
        sqlx::query("UPDATE stock_level SET safety = $2 WHERE ingredient_id = $1")
            .bind(cheese.0)
            .bind(safety)
            .execute(&pool)
            .await
            .expect("another safety stock");
    };
    half(1_000_000).await;
    let low = warned(&pool, cheese).await;
    half(0).await;
    time_passes(&pool).await;
    assert_eq!(look_ahead(&app).await.expect("looked"), 0, "it runs out still, as before");
    assert_eq!(warned(&pool, cheese).await.0, low.0);
}

fn at(year: i32, month: u32, day: u32, hour: u32, minute: u32) -> DateTime<Utc> {
    let local = ZONE.with_ymd_and_hms(year, month, day, hour, minute, 0);
    local.latest().expect("a time").with_timezone(&Utc)
}

/// A Friday evening; the nights in which clocks change, before and after; and four weeks after them.
const MOMENTS: [fn() -> DateTime<Utc>; 6] = [
    || at(2026, 3, 13, 19, 0),
    || at(2026, 3, 29, 1, 10),
    || at(2026, 10, 25, 1, 40),
    || at(2026, 10, 25, 2, 10),
    || at(2026, 11, 15, 1, 20),
    || at(2026, 4, 19, 2, 20),
];

/// The hours of earlier weeks that the rules look back on; none where no service is still to end.
async fn same_hours(
    pool: &PgPool,
    shop: i64,
    moment: DateTime<Utc>,
) -> Vec<(DateTime<Utc>, DateTime<Utc>)> {
    let hours: Vec<(i32, NaiveTime, NaiveTime, NaiveTime)> = sqlx::query_as(
        "SELECT weekday::integer, opens_at, closes_at, day_ends_at
         FROM opening_hours JOIN shop USING (shop_id) WHERE shop_id = $1",
    )
    .bind(shop)
    .fetch_all(pool)
    .await
    .expect("the hours");
    let service = |&(weekday, opens_at, closes_at, _): &(i32, _, _, _)| Service {
        weekday: u32::try_from(weekday).expect("a weekday"),
        opens_at,
        closes_at,
    };
    let services: Vec<_> = hours.iter().map(service).collect();
    let end = end_of_service(moment, hours[0].3, &services);
    end.map(|end| same_hours_before(moment, end).to_vec()).unwrap_or_default()
}

/// What was used of each ingredient, and when, as far back as the rules look.
async fn uses(pool: &PgPool, shop: i64, moment: DateTime<Utc>) -> Vec<(i64, DateTime<Utc>, i64)> {
    sqlx::query_as(
        "SELECT ingredient_id, at, -quantity FROM stock_movement
         WHERE shop_id = $1 AND cause = ANY ($2) AND at > $3::timestamptz - interval '30 days'",
    )
    .bind(shop)
    .bind(words_of_use())
    .bind(moment)
    .fetch_all(pool)
    .await
    .expect("the uses")
}

/// The levels say what the database forecasts; here the rules work it out from the same book.
#[tokio::test]
async fn the_database_and_the_rules_forecast_alike() {
    let fresh = Fresh::new().await;
    let app = terminal(&fresh, Role::ShopManager).await;
    let pool = fresh.pool();
    sqlx::query(
        "UPDATE opening_hours SET opens_at = '17:00', closes_at = '02:30' WHERE opens_at > '14:00'",
    )
    .execute(&pool)
    .await
    .expect("late services");
    let (cheese, ham) = (named(&app, "fromage").await, named(&app, "épaule").await);
    let mut told = 0;
    for moment in MOMENTS {
        for week in 1..=WEEKS_BACK as i64 {
            for (minutes, quantity) in
                [(-30, 7), (5, 100), (25, 230), (45, 410), (70, 90), (140, 33)]
            {
                let then = moment() - TimeDelta::weeks(week) + TimeDelta::minutes(minutes);
                used(&app, cheese, quantity * week, then).await;
                if week % 2 == 0 {
                    used(&app, ham, quantity, then).await;
                }
            }
        }
    }
    for moment in MOMENTS {
        let there = fresh.terminal("Cuisine").with_clock(moment);
        sign_in(&there, WindowKind::Kitchen, Role::ShopManager).await;
        let rows = in_kitchen(&there, ReadLevels { shop: None }).await.expect("the levels");
        let shop = app.shop_id().await.expect("a shop").0;
        let spans = same_hours(&pool, shop, moment()).await;
        let used = uses(&pool, shop, moment()).await;
        let within = |at, (began, ended): (DateTime<Utc>, DateTime<Utc>)| began <= at && at < ended;
        let worked: Vec<_> =
            spans.into_iter().filter(|span| used.iter().any(|it| within(it.1, *span))).collect();
        for row in rows {
            let of = |span| {
                let its = used.iter().filter(|it| it.0 == row.level.ingredient.0);
                its.filter(|it| within(it.1, span)).map(|it| it.2).sum::<i64>()
            };
            let weeks: Vec<i64> = worked.iter().map(|span| of(*span)).collect();
            let ruled = forecast(&row.level, expected_use(&weeks));
            assert_eq!(row.forecast, ruled, "{} at {}", row.name, moment());
            told += usize::from(ruled.is_some());
        }
    }
    assert!(told > 40, "{told}");
}
