//! The SQL of past runs, as an office lists them.

use crate::runs::store::{cash_of_stop, run_json, went_wrong};
use domain::runs::{ListRuns, PAST_RUNS_PAGE, PastRuns};
use domain::staff::StaffId;
use sqlx::PgPool;
use sqlx::types::Json;

/// Those of shop $1 (null: of all that are seen), of business day $3, of driver $4, before $5, the latest first; one
/// more than a page. Of each shop as many are looked at as a page has: its index has them in that order. The hours
/// around a day hold where clocks are put back while a shop is open.
const LIST: &str = concat!(
    "
WITH mine AS MATERIALIZED (
    SELECT shop_id, code, name, day_ends_at FROM shop
    WHERE $2::bigint IS NULL OR EXISTS (
        SELECT FROM staff_shop WHERE staff_shop.staff_id = $2 AND staff_shop.shop_id = shop.shop_id)
), page AS MATERIALIZED (
    SELECT of_shop.*
    FROM mine, LATERAL (
        SELECT * FROM run
        WHERE run.shop_id = mine.shop_id AND run.ended_at IS NOT NULL
          AND run.ended_at >= coalesce((($3::date + mine.day_ends_at) AT TIME ZONE 'Europe/Paris') - interval '2 hours', '-infinity')
          AND run.ended_at < coalesce((($3 + 1 + mine.day_ends_at) AT TIME ZONE 'Europe/Paris') + interval '2 hours', 'infinity')
          AND ($3 IS NULL OR business_day(mine.day_ends_at, run.ended_at) = $3)
          AND ($4::bigint IS NULL OR run.driver_id = $4)
          AND ($5::uuid IS NULL OR (run.ended_at, run.run_id) < (SELECT last.ended_at, last.run_id FROM run AS last
                                                                 WHERE last.run_id = $5))
        ORDER BY run.ended_at DESC, run.run_id DESC LIMIT $6) AS of_shop
    WHERE code = coalesce($1::text, code)
    ORDER BY of_shop.ended_at DESC, of_shop.run_id DESC LIMIT $6
)
SELECT jsonb_build_object(
    'shops', (SELECT coalesce(jsonb_agg(jsonb_build_object('code', code, 'name', name) ORDER BY code), '[]') FROM mine),
    'drivers', (
        SELECT coalesce(jsonb_agg(jsonb_build_object('driver', staff_id, 'name', staff.name)
                                  ORDER BY lower(staff.name), staff_id), '[]')
        FROM staff
        WHERE EXISTS (SELECT FROM mine JOIN run USING (shop_id)
                      WHERE code = coalesce($1, code) AND run.driver_id = staff.staff_id)),
    'runs', (
        SELECT coalesce(jsonb_agg(jsonb_build_object('shop', jsonb_build_object('code', shop.code, 'name', shop.name),
            'day', business_day(shop.day_ends_at, run.ended_at), 'run', ",
    run_json!(),
    ") ORDER BY run.ended_at DESC, run.run_id DESC), '[]')
        FROM page AS run JOIN mine AS shop USING (shop_id)),
    'earlier', false)"
);

/// A page of past runs, and one more where there are earlier ones.
pub async fn list(
    database: &PgPool,
    works: Option<StaffId>,
    call: &ListRuns,
) -> Result<PastRuns, sqlx::Error> {
    let Json(page) = sqlx::query_scalar(LIST)
        .bind(&call.shop)
        .bind(works.map(|it| it.0))
        .bind(call.day)
        .bind(call.driver.map(|it| it.0))
        .bind(call.before.map(|it| it.0))
        .bind(i64::try_from(PAST_RUNS_PAGE).unwrap_or(i64::MAX).saturating_add(1))
        .fetch_one(database)
        .await?;
    Ok(page)
}
