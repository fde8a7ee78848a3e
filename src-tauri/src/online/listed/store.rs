//! The SQL of payments on the telephone, as an office lists them.

use crate::online::wants::Wants;
use chrono::{DateTime, NaiveDate, Utc};
use domain::Cents;
use domain::online::{EndedByHand, ListOnline, ONLINE_PAGE, OnlinePage, OnlineRow, OnlineStands};
use domain::payments::{PaypalIntent, invoice_id};
use domain::server::ShopChoice;
use domain::staff::StaffId;
use serde::Deserialize;
use sqlx::PgPool;
use sqlx::types::Json;

/// Those of shop $1 (null: of all that are seen), of business day $3, before $4, of state $6 where one is asked for,
/// the latest first; one more than a page. Of each shop as many are looked at as a page has: its indexes have them in
/// that order. The hours around a day hold where clocks are put back while a shop is open. Who asked may work
/// elsewhere by now, where this login sees nobody.
macro_rules! list {
    ($of_state:literal) => {
        concat!(
            "
WITH mine AS MATERIALIZED (
    SELECT shop_id, code, name, day_ends_at FROM shop
    WHERE $2::bigint IS NULL OR EXISTS (
        SELECT FROM staff_shop WHERE staff_shop.staff_id = $2 AND staff_shop.shop_id = shop.shop_id)
), page AS MATERIALIZED (
    SELECT of_shop.*
    FROM mine, LATERAL (
        SELECT * FROM paypal_intent AS it
        WHERE it.shop_id = mine.shop_id",
            $of_state,
            "
          AND it.asked_at >= coalesce((($3::date + mine.day_ends_at) AT TIME ZONE 'Europe/Paris') - interval '2 hours', '-infinity')
          AND it.asked_at < coalesce((($3 + 1 + mine.day_ends_at) AT TIME ZONE 'Europe/Paris') + interval '2 hours', 'infinity')
          AND ($3 IS NULL OR business_day(mine.day_ends_at, it.asked_at) = $3)
          AND (it.asked_at, it.intent_id) < (coalesce((SELECT asked_at FROM paypal_intent WHERE intent_id = $4), 'infinity'),
                                             coalesce($4::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
        ORDER BY it.asked_at DESC, it.intent_id DESC LIMIT $5) AS of_shop
    WHERE code = coalesce($1::text, code)
    ORDER BY of_shop.asked_at DESC, of_shop.intent_id DESC LIMIT $5
)
SELECT jsonb_build_object(
    'now', now(),
    'shops', (SELECT coalesce(jsonb_agg(jsonb_build_object('code', code, 'name', name) ORDER BY code), '[]') FROM mine),
    'rows', (
        SELECT coalesce(jsonb_agg(jsonb_build_object(
            'shop', jsonb_build_object('code', shop.code, 'name', shop.name),
            'day', business_day(shop.day_ends_at, it.asked_at),
            'stands', it.stands, 'wants', jsonb_build_object('take_from', it.take_from, 'left_at', it.left_at,
                                                             'give_back_cents', it.give_back_cents),
            'number', orders.number, 'reference', orders.reference, 'attempt', it.attempt, 'asked_at', it.asked_at,
            'net', it.net_cents,
            'is_booked', EXISTS (SELECT FROM payment WHERE payment.intent_id = it.intent_id),
            'asked_by', (SELECT staff.name FROM staff WHERE staff.staff_id = it.asked_by),
            'ended', CASE WHEN it.ended_at IS NOT NULL THEN jsonb_build_object(
                'by', coalesce((SELECT staff.name FROM staff WHERE staff.staff_id = it.ended_by), ''),
                'at', it.ended_at, 'reason', it.ended_reason) END)
            ORDER BY it.asked_at DESC, it.intent_id DESC), '[]')
        FROM page AS it JOIN mine AS shop USING (shop_id) JOIN orders USING (order_id, shop_id)))"
        )
    };
}

#[derive(Deserialize)]
struct Page {
    now: DateTime<Utc>,
    shops: Vec<ShopChoice>,
    rows: Vec<Row>,
}

#[derive(Deserialize)]
struct Row {
    shop: ShopChoice,
    day: NaiveDate,
    stands: PaypalIntent,
    wants: RowWants,
    number: String,
    reference: String,
    attempt: u32,
    asked_at: DateTime<Utc>,
    net: Option<Cents>,
    is_booked: bool,
    asked_by: Option<String>,
    ended: Option<EndedByHand>,
}

/// What the order wants of it.
#[derive(Deserialize)]
struct RowWants {
    take_from: Option<DateTime<Utc>>,
    left_at: Option<DateTime<Utc>>,
    give_back_cents: i64,
}

impl Row {
    /// As it is listed at that time; nobody reads a code off an office's screen.
    fn listed(self, now: DateTime<Utc>) -> OnlineRow {
        let RowWants { take_from, left_at, give_back_cents } = self.wants;
        let intent = Wants { take_from, left_at, give_back_cents }.of(&self.stands, now);
        let of = (self.number, self.asked_at, self.is_booked);
        let mut stands = OnlineStands::of(&intent, of, now, |_| None);
        if self.ended.is_some() {
            stands.end_by_hand(intent.give_back);
        }
        OnlineRow {
            shop: self.shop,
            day: self.day,
            stands,
            invoice: invoice_id(&self.reference, self.attempt),
            net: self.net,
            asked_by: self.asked_by.unwrap_or_default(),
            ended: self.ended,
        }
    }
}

/// A page of payments, and one more where there are earlier ones.
pub async fn list(
    database: &PgPool,
    works: Option<StaffId>,
    call: &ListOnline,
) -> Result<OnlinePage, sqlx::Error> {
    let statement = match call.state {
        Some(_) => list!(" AND it.state = $6"),
        None => list!(" AND $6::text IS NULL"),
    };
    let Json(page): Json<Page> = sqlx::query_scalar(statement)
        .bind(&call.shop)
        .bind(works.map(|it| it.0))
        .bind(call.day)
        .bind(call.before.map(|it| it.0))
        .bind(i64::try_from(ONLINE_PAGE).unwrap_or(i64::MAX).saturating_add(1))
        .bind(call.state.map(|it| it.word()))
        .fetch_one(database)
        .await?;
    let Page { now, shops, rows } = page;
    let rows = rows.into_iter().map(|it| it.listed(now)).collect();
    Ok(OnlinePage { shops, rows, earlier: false })
}
