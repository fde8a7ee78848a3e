//! The SQL of shops.

use chrono::{DateTime, NaiveTime, Utc};
use domain::Cents;
use domain::delivery::Position;
use domain::payments::{RefundRules, TakingRules, VoucherRules};
use domain::server::ShopChoice;
use domain::shops::{Papers, Shop, ShopId, ShopPapers};
use domain::staff::StaffId;
use sqlx::types::Json;
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
    latitude_e6: Option<i32>,
    longitude_e6: Option<i32>,
    delivers: bool,
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
            position: position(row.latitude_e6, row.longitude_e6),
            delivers: row.delivers,
        }
    }
}

/// Where a row says that something is.
pub fn position(latitude_e6: Option<i32>, longitude_e6: Option<i32>) -> Option<Position> {
    let (latitude_e6, longitude_e6) = latitude_e6.zip(longitude_e6)?;
    Some(Position { latitude_e6, longitude_e6 })
}

/// The shop of that code, if this login sees it and, where one is named, that person works in it.
pub async fn seen(
    database: &PgPool,
    code: &str,
    works: Option<StaffId>,
) -> Result<Option<Shop>, sqlx::Error> {
    let row: Option<ShopRow> = sqlx::query_as(
        "SELECT shop_id, code, name, day_ends_at, stations, making_seconds, oven_places,
                takes_vouchers, vouchers_on_holidays, refund_alone_cents, latitude_e6, longitude_e6, delivers
         FROM shop WHERE code = $1 AND ($2::bigint IS NULL OR EXISTS (
             SELECT FROM staff_shop WHERE staff_shop.staff_id = $2 AND staff_shop.shop_id = shop.shop_id))",
    )
    .bind(code)
    .bind(works.map(|staff| staff.0))
    .fetch_optional(database)
    .await?;
    Ok(row.map(Shop::from))
}

/// The shops that this login sees, by code; those in which that person works, where one is named.
pub async fn list(
    database: &PgPool,
    works: Option<StaffId>,
) -> Result<Vec<ShopChoice>, sqlx::Error> {
    let rows: Vec<(String, String)> = sqlx::query_as(
        "SELECT code, name FROM shop
         WHERE $1::bigint IS NULL OR EXISTS (
             SELECT FROM staff_shop WHERE staff_shop.staff_id = $1 AND staff_shop.shop_id = shop.shop_id)
         ORDER BY code",
    )
    .bind(works.map(|staff| staff.0))
    .fetch_all(database)
    .await?;
    Ok(rows.into_iter().map(|(code, name)| ShopChoice { code, name }).collect())
}

/// The shop of a code, or the first one.
pub async fn shop(database: &PgPool, code: Option<&str>) -> Result<Option<Shop>, sqlx::Error> {
    let row: Option<ShopRow> = sqlx::query_as(
        "SELECT shop_id, code, name, day_ends_at, stations, making_seconds, oven_places,
                takes_vouchers, vouchers_on_holidays, refund_alone_cents, latitude_e6, longitude_e6, delivers
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

#[derive(FromRow)]
struct PapersRow {
    code: String,
    papers_version: i64,
    company: String,
    name: String,
    address: String,
    siret: String,
    naf: String,
    vat_number: String,
    takes_vouchers: bool,
    vouchers_on_holidays: bool,
    refund_alone_cents: i64,
}

impl From<PapersRow> for ShopPapers {
    fn from(row: PapersRow) -> ShopPapers {
        let papers = Papers {
            company: row.company,
            name: row.name,
            address: row.address,
            siret: row.siret,
            naf: row.naf,
            vat_number: row.vat_number,
            takes_vouchers: row.takes_vouchers,
            vouchers_on_holidays: row.vouchers_on_holidays,
            refund_alone: Cents(row.refund_alone_cents),
        };
        ShopPapers { code: row.code, version: row.papers_version, papers }
    }
}

/// The papers of the shops that the login looks after; of those in which a person works, where one is
/// named.
pub async fn papers(
    database: &PgPool,
    works: Option<StaffId>,
) -> Result<Vec<ShopPapers>, sqlx::Error> {
    let rows: Vec<PapersRow> = sqlx::query_as(
        "SELECT code, papers_version, company, name, address, siret, naf, vat_number, takes_vouchers,
                vouchers_on_holidays, refund_alone_cents
         FROM shop
         WHERE looks_after(shop_id) AND ($1::bigint IS NULL OR EXISTS (
             SELECT FROM staff_shop WHERE staff_shop.staff_id = $1 AND staff_shop.shop_id = shop.shop_id))
         ORDER BY code",
    )
    .bind(works.map(|staff| staff.0))
    .fetch_all(database)
    .await?;
    Ok(rows.into_iter().map(ShopPapers::from).collect())
}

/// Changes a shop's papers, which were read in that version; in which they are then.
pub async fn change_papers(
    database: &PgPool,
    (shop, version): (&str, i64),
    papers: &Papers,
    who: &str,
) -> Result<i64, sqlx::Error> {
    let columns = serde_json::json!({
        "company": papers.company,
        "name": papers.name,
        "address": papers.address,
        "siret": papers.siret,
        "naf": papers.naf,
        "vat_number": papers.vat_number,
        "takes_vouchers": papers.takes_vouchers,
        "vouchers_on_holidays": papers.vouchers_on_holidays,
        "refund_alone_cents": papers.refund_alone,
    });
    sqlx::query_scalar("SELECT change_shop_papers($1, $2, $3, $4)")
        .bind(shop)
        .bind(version)
        .bind(Json(columns))
        .bind(who)
        .fetch_one(database)
        .await
}
