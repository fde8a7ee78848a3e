//! The SQL of deliveries.

use crate::shops::position;
use domain::Cents;
use domain::delivery::{CheckedPlace, DeliverySettings, Hours, Position, ShopPlace};
use domain::orders::DeliveryRules;
use domain::shops::ShopId;
use domain::staff::StaffId;
use domain::stock::Quantities;
use sqlx::types::Json;
use sqlx::{FromRow, PgPool};

/// A shop that delivers.
pub struct Delivering {
    /// Its key.
    pub id: ShopId,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Where it is; none: nobody has entered it.
    pub position: Option<Position>,
    /// When it is open.
    pub hours: Vec<Hours>,
    /// Whether it has what is needed, and sells it.
    pub is_able: bool,
}

#[derive(FromRow)]
struct DeliveringRow {
    shop_id: i64,
    code: String,
    name: String,
    latitude_e6: Option<i32>,
    longitude_e6: Option<i32>,
    hours: Json<Vec<Hours>>,
    is_able: bool,
}

/// The shops of the group that deliver, and which of them have that.
pub async fn delivering(
    database: &PgPool,
    need: &Quantities,
    products: &[i64],
) -> Result<Vec<Delivering>, sqlx::Error> {
    let (ingredients, quantities): (Vec<i64>, Vec<i64>) =
        need.iter().map(|(ingredient, quantity)| (ingredient.0, *quantity)).unzip();
    let rows: Vec<DeliveringRow> = sqlx::query_as("SELECT * FROM delivering_shops($1, $2, $3)")
        .bind(ingredients)
        .bind(quantities)
        .bind(products)
        .fetch_all(database)
        .await?;
    let shop = |row: DeliveringRow| Delivering {
        id: ShopId(row.shop_id),
        code: row.code,
        name: row.name,
        position: position(row.latitude_e6, row.longitude_e6),
        hours: row.hours.0,
        is_able: row.is_able,
    };
    Ok(rows.into_iter().map(shop).collect())
}

#[derive(FromRow)]
struct SettingsRow {
    fee: i64,
    free_from: Option<i64>,
    minimum: Option<i64>,
    minutes_max: i32,
    minutes_usual: i32,
    version: i64,
    shops: Json<Vec<ShopPlace>>,
}

/// What is set, with the shops that this login sees; those in which a person works, where one is named.
pub async fn settings(
    database: &PgPool,
    works: Option<StaffId>,
) -> Result<DeliverySettings, sqlx::Error> {
    let row: SettingsRow = sqlx::query_as(
        "SELECT delivery_fee_cents AS fee, delivery_free_from_cents AS free_from,
                delivery_minimum_cents AS minimum, delivery_minutes_max AS minutes_max,
                delivery_minutes_usual AS minutes_usual, delivery_version AS version,
                (SELECT coalesce(jsonb_agg(jsonb_build_object('code', code, 'name', name, 'version', place_version,
                        'address', coalesce(place_address, address), 'delivers', delivers,
                        'position', CASE WHEN latitude_e6 IS NOT NULL THEN jsonb_build_object(
                            'latitude_e6', latitude_e6, 'longitude_e6', longitude_e6) END) ORDER BY code), '[]')
                 FROM shop WHERE $1::bigint IS NULL OR EXISTS (
                     SELECT FROM staff_shop WHERE staff_shop.staff_id = $1 AND staff_shop.shop_id = shop.shop_id)
                ) AS shops
         FROM selling_rule",
    )
    .bind(works.map(|staff| staff.0))
    .fetch_one(database)
    .await?;
    Ok(DeliverySettings {
        rules: DeliveryRules {
            fee: Cents(row.fee),
            free_from: row.free_from.map(Cents),
            minimum: row.minimum.map(Cents),
            minutes_max: row.minutes_max.unsigned_abs(),
            minutes_usual: row.minutes_usual.unsigned_abs(),
        },
        version: row.version,
        shops: row.shops.0,
    })
}

/// Sets the group's rules, which were read in that version; in which they are then.
pub async fn set_rules(
    database: &PgPool,
    version: i64,
    rules: &DeliveryRules,
    who: &str,
) -> Result<i64, sqlx::Error> {
    let columns = serde_json::json!({
        "delivery_fee_cents": rules.fee,
        "delivery_free_from_cents": rules.free_from,
        "delivery_minimum_cents": rules.minimum,
        "delivery_minutes_max": rules.minutes_max,
        "delivery_minutes_usual": rules.minutes_usual,
    });
    sqlx::query_scalar("SELECT set_delivery_rules($1, $2, $3)")
        .bind(version)
        .bind(Json(columns))
        .bind(who)
        .fetch_one(database)
        .await
}

/// Sets where a shop is, which was read in that version; in which it is then.
pub async fn place_shop(
    database: &PgPool,
    (shop, version): (&str, i64),
    place: &CheckedPlace,
    who: &str,
) -> Result<i64, sqlx::Error> {
    let columns = serde_json::json!({
        "latitude_e6": place.position.map(|it| it.latitude_e6),
        "longitude_e6": place.position.map(|it| it.longitude_e6),
        "place_address": Some(&place.address).filter(|it| !it.is_empty()),
        "delivers": place.delivers,
    });
    sqlx::query_scalar("SELECT place_shop($1, $2, $3, $4)")
        .bind(shop)
        .bind(version)
        .bind(Json(columns))
        .bind(who)
        .fetch_one(database)
        .await
}
