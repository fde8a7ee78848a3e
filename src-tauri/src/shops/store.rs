//! The SQL of shops.

use chrono::{DateTime, NaiveTime, Utc};
use domain::Cents;
use domain::payments::{RefundRules, TakingRules, VoucherRules};
use domain::shops::{Shop, ShopId};
use sqlx::{FromRow, PgPool};

#[derive(FromRow)]
struct ShopRow {
    shop_id: i64,
    code: String,
    name: String,
    day_ends_at: NaiveTime,
    stations: i32,
    making_seconds: i32,
    oven_places: i32,
    takes_vouchers: bool,
    vouchers_on_holidays: bool,
    refund_alone_cents: i64,
}

impl From<ShopRow> for Shop {
    fn from(row: ShopRow) -> Shop {
        Shop {
            id: ShopId(row.shop_id),
            code: row.code,
            name: row.name,
            day_ends_at: row.day_ends_at,
            stations: row.stations.unsigned_abs(),
            making_seconds: row.making_seconds.unsigned_abs(),
            oven_places: row.oven_places.unsigned_abs(),
            taking: TakingRules {
                vouchers: VoucherRules {
                    accepted: row.takes_vouchers,
                    on_sundays_and_holidays: row.vouchers_on_holidays,
                    ..VoucherRules::default()
                },
                ..TakingRules::default()
            },
            refunds: RefundRules { alone_max: Cents(row.refund_alone_cents) },
        }
    }
}

/// The shop of a code, or the first one.
pub async fn shop(database: &PgPool, code: Option<&str>) -> Result<Option<Shop>, sqlx::Error> {
    let row: Option<ShopRow> = sqlx::query_as(
        "SELECT shop_id, code, name, day_ends_at, stations, making_seconds, oven_places,
                takes_vouchers, vouchers_on_holidays, refund_alone_cents
         FROM shop WHERE code = coalesce($1, code) ORDER BY shop_id LIMIT 1",
    )
    .bind(code)
    .fetch_optional(database)
    .await?;
    Ok(row.map(Shop::from))
}

/// The server's clock: the one queue and promises go by.
pub async fn server_now(database: &PgPool) -> Result<DateTime<Utc>, sqlx::Error> {
    sqlx::query_scalar("SELECT clock_timestamp()").fetch_one(database).await
}

/// Opens the group's first shop with its manager, all or nothing; false when there is one already.
pub async fn open_first(
    database: &PgPool,
    (code, name): (&str, &str),
    (manager, pin_hash): (&str, &str),
) -> Result<bool, sqlx::Error> {
    let mut transaction = database.begin().await?;
    // Of two terminals that open one at once, the second finds the first's.
    sqlx::query("LOCK TABLE shop IN SHARE ROW EXCLUSIVE MODE").execute(&mut *transaction).await?;
    let opened = sqlx::query(
        "WITH opened AS (
             INSERT INTO shop (code, name)
             SELECT $1, $2 WHERE NOT EXISTS (SELECT FROM shop)
             RETURNING shop_id
         ), hired AS (
             INSERT INTO staff (name, role, pin_hash)
             SELECT $3, 'shop_manager', $4 FROM opened
             RETURNING staff_id
         )
         INSERT INTO staff_shop (staff_id, shop_id)
         SELECT staff_id, shop_id FROM hired CROSS JOIN opened",
    )
    .bind(code)
    .bind(name)
    .bind(manager)
    .bind(pin_hash)
    .execute(&mut *transaction)
    .await?;
    transaction.commit().await?;
    Ok(opened.rows_affected() == 1)
}
