//! The SQL of what an office sees of its shops' days.

use chrono::{DateTime, NaiveDate, Utc};
use domain::Cents;
use domain::ledger::{
    Chain, Closing, DayClosing, EntryRef, RegisterCode, RegisterDay, ShopDay, ShopIdentity,
};
use domain::server::ShopChoice;
use domain::staff::StaffId;
use serde::Deserialize;
use sqlx::PgPool;
use sqlx::types::Json;
use std::collections::BTreeMap;

/// Which days are read.
#[derive(Clone, Copy, Debug)]
pub enum Span {
    /// So many calendar days up to the last one with anything in it, before that day where it is
    /// named.
    Before(Option<NaiveDate>, u32),
    /// One.
    Day(NaiveDate),
}

/// Days of shops, as they are in the database.
pub struct Days {
    /// The shops that may be seen.
    pub shops: Vec<ShopChoice>,
    /// Their days, latest first.
    pub days: Vec<ShopDay>,
    /// The papers of the first of them.
    pub papers: Option<ShopIdentity>,
    /// The first calendar day that was looked at.
    pub since: Option<NaiveDate>,
    /// Whether there is anything before.
    pub earlier: bool,
}

#[derive(Deserialize)]
struct DaysRow {
    shops: Vec<ShopChoice>,
    papers: Option<ShopIdentity>,
    since: Option<NaiveDate>,
    earlier: bool,
    rows: Vec<RegisterRow>,
}

#[derive(Deserialize)]
struct RegisterRow {
    shop: ShopChoice,
    today: NaiveDate,
    day: NaiveDate,
    register: RegisterCode,
    number: Option<u64>,
    at: Option<DateTime<Utc>>,
    closing: Option<Closing>,
    tickets: u64,
    total: Cents,
    lost_at: Option<DateTime<Utc>>,
}

impl RegisterRow {
    fn of_day(self) -> RegisterDay {
        let RegisterRow { register, number, at, closing, tickets, total, lost_at, .. } = self;
        let chain = Chain::Closings;
        let closed = number.zip(at).zip(closing).map(|((number, at), closing)| {
            let entry = EntryRef { register: register.clone(), chain, number };
            DayClosing { entry, at, closing }
        });
        RegisterDay { register, closed, tickets, total, lost_at }
    }
}

impl From<DaysRow> for Days {
    fn from(row: DaysRow) -> Days {
        let mut days: BTreeMap<_, ShopDay> = BTreeMap::new();
        for register in row.rows {
            let (shop, day, today) = (register.shop.clone(), register.day, register.today);
            let key = (std::cmp::Reverse(day), shop.code.clone());
            let of_day = || ShopDay { shop, day, today, registers: Vec::new() };
            days.entry(key).or_insert_with(of_day).registers.push(register.of_day());
        }
        let DaysRow { shops, papers, since, earlier, .. } = row;
        Days { shops, days: days.into_values().collect(), papers, since, earlier }
    }
}

/// What registers have closed and sold on the days of a span. `seen` are the shops that the login
/// looks after and the person works in; `span` the days. Registers are expected though they have written
/// nothing: an open one today (`due`), a lost one on each day since its last closing (`lost`).
const DAYS: &str = "WITH mine AS MATERIALIZED (
    SELECT shop_id, code, name, company, address, siret, naf, vat_number, day_ends_at,
           business_day(day_ends_at) AS today
    FROM shop
    WHERE looks_after(shop_id) AND ($2::bigint IS NULL OR EXISTS (
        SELECT FROM staff_shop WHERE staff_shop.staff_id = $2 AND staff_shop.shop_id = shop.shop_id))
), seen AS MATERIALIZED (
    SELECT * FROM mine WHERE code = coalesce($1, code)
), last AS MATERIALIZED (
    SELECT coalesce($5::date, max(CASE WHEN $3::date IS NULL THEN greatest(today, found.day) ELSE found.day END)) AS day
    FROM seen, LATERAL (
        SELECT max(business_day) AS day FROM ledger_entry
        WHERE ledger_entry.shop_id = seen.shop_id AND business_day < coalesce($3::date, 'infinity')) AS found
), span AS MATERIALIZED (
    SELECT day - $4::integer + 1 AS first, day AS last FROM last
), closed AS (
    SELECT ledger_entry.shop_id, register, (canonical::jsonb #>> '{content,closing,period}')::date AS day,
           number, at, canonical::jsonb #> '{content,closing}' AS closing
    FROM seen JOIN ledger_entry USING (shop_id)
    WHERE chain = 'closings' AND kind = 'day'
      AND (canonical::jsonb #>> '{content,closing,period}') COLLATE \"C\"
          BETWEEN to_char((SELECT first FROM span), 'YYYY-MM-DD') AND to_char((SELECT last FROM span), 'YYYY-MM-DD')
), sold AS (
    SELECT shop_id, register, business_day AS day, count(*) AS tickets, sum(total_cents)::bigint AS total
    FROM seen JOIN ledger_entry USING (shop_id)
    WHERE chain = 'sales' AND business_day BETWEEN (SELECT first FROM span) AND (SELECT last FROM span)
    GROUP BY shop_id, register, business_day
), due AS (
    SELECT shop_id, ledger_register.code AS register, today AS day
    FROM seen JOIN ledger_register USING (shop_id)
    WHERE closed_at IS NULL AND today BETWEEN (SELECT first FROM span) AND (SELECT last FROM span)
), lost AS (
    SELECT shop_id, ledger_register.code AS register, day::date AS day
    FROM seen JOIN ledger_register USING (shop_id), LATERAL generate_series(
        greatest((SELECT first FROM span), closed_through + 1, business_day(day_ends_at, opened_at)),
        least((SELECT last FROM span), business_day(day_ends_at, lost_at)), interval '1 day') AS day
    WHERE lost_at IS NOT NULL
), known AS (
    SELECT shop_id, register, day FROM closed UNION
    SELECT shop_id, register, day FROM sold UNION
    SELECT shop_id, register, day FROM due UNION
    SELECT shop_id, register, day FROM lost
)
SELECT jsonb_build_object(
    'shops', (SELECT coalesce(jsonb_agg(jsonb_build_object('code', code, 'name', name) ORDER BY code), '[]') FROM mine),
    'papers', (SELECT jsonb_build_object('name', company, 'address', address, 'siret', siret, 'naf', naf,
                                         'vat_number', vat_number) FROM seen ORDER BY code LIMIT 1),
    'since', (SELECT first FROM span),
    'earlier', EXISTS (SELECT FROM seen JOIN ledger_entry USING (shop_id) WHERE business_day < (SELECT first FROM span)),
    'rows', (
        SELECT coalesce(jsonb_agg(jsonb_build_object(
            'shop', jsonb_build_object('code', seen.code, 'name', seen.name), 'today', today, 'day', day,
            'register', register, 'number', closed.number, 'at', closed.at, 'closing', closing,
            'tickets', coalesce(tickets, 0), 'total', coalesce(total, 0), 'lost_at', gone.lost_at)
            ORDER BY length(register), register), '[]')
        FROM known JOIN seen USING (shop_id)
             LEFT JOIN closed USING (shop_id, register, day) LEFT JOIN sold USING (shop_id, register, day)
             LEFT JOIN ledger_register AS gone ON gone.code = register))";

/// The days of the shops, or of the one of that code; of those in which a person works, where one is
/// named.
pub async fn days(
    database: &PgPool,
    shop: Option<&str>,
    works: Option<StaffId>,
    span: Span,
) -> Result<Days, sqlx::Error> {
    let (before, many, day) = match span {
        Span::Before(before, many) => (before, many, None),
        Span::Day(day) => (None, 1, Some(day)),
    };
    let Json(row): Json<DaysRow> = sqlx::query_scalar(DAYS)
        .bind(shop)
        .bind(works.map(|staff| staff.0))
        .bind(before)
        .bind(i32::try_from(many).unwrap_or(i32::MAX))
        .bind(day)
        .fetch_one(database)
        .await?;
    Ok(row.into())
}

/// Declares a register lost, in the words of the ledger; whether it is there for who asks.
pub async fn declare_lost(
    database: &PgPool,
    register: &str,
    works: Option<StaffId>,
    (who, reason): (&str, &str),
) -> Result<bool, sqlx::Error> {
    let declared: Option<bool> = sqlx::query_scalar(
        "SELECT declare_register_lost(code, $3, $4) FROM ledger_register
         WHERE code = $1 AND ($2::bigint IS NULL OR EXISTS (
             SELECT FROM staff_shop WHERE staff_id = $2 AND staff_shop.shop_id = ledger_register.shop_id))",
    )
    .bind(register)
    .bind(works.map(|staff| staff.0))
    .bind(who)
    .bind(reason)
    .fetch_optional(database)
    .await?;
    Ok(declared.is_some())
}

/// Of each shop: whether it has a ledger. What was kept within the hour, in the same words, is kept already.
const NOTE_TAX_AUDIT: &str = "
WITH seen AS MATERIALIZED (
    SELECT shop_id, code, name,
           EXISTS (SELECT FROM ledger_register WHERE ledger_register.shop_id = shop.shop_id) AS has_ledger
    FROM shop
    WHERE looks_after(shop_id) AND ($1::text IS NULL OR code = $1) AND ($2::bigint IS NULL OR EXISTS (
        SELECT FROM staff_shop WHERE staff_id = $2 AND staff_shop.shop_id = shop.shop_id))
), noted AS MATERIALIZED (
    SELECT code, note_tax_audit(code, $3, $4) AS kept
    FROM seen
    WHERE has_ledger AND NOT EXISTS (
        SELECT FROM office_event AS before
        WHERE before.shop_id = seen.shop_id AND before.code = 'tax_audit' AND before.who = $3::text
          AND before.detail = $4::text AND before.at > now() - interval '1 hour')
)
SELECT seen.code, name, has_ledger, coalesce(kept, 0) FROM seen LEFT JOIN noted USING (code) ORDER BY code";

/// Keeps a tax audit of the shops, or of the one of that code; of those in which a person works, where one is
/// named. Which there are, and whether it stands in their ledger.
pub async fn note_tax_audit(
    database: &PgPool,
    shop: Option<&str>,
    works: Option<StaffId>,
    (who, reason): (&str, &str),
) -> Result<Vec<(ShopChoice, bool)>, sqlx::Error> {
    let rows: Vec<(String, String, bool, i64)> = sqlx::query_as(NOTE_TAX_AUDIT)
        .bind(shop)
        .bind(works.map(|staff| staff.0))
        .bind(who)
        .bind(reason)
        .fetch_all(database)
        .await?;
    let shop = |(code, name, kept, _)| (ShopChoice { code, name }, kept);
    Ok(rows.into_iter().map(shop).collect())
}
