//! The SQL of customers.

use crate::app::Caller;
use crate::messages::language_word;
use domain::CommandId;
use domain::customers::{
    ADDRESSES_MAX, CUSTOMERS_SHOWN_MAX, CustomerDetails, CustomerFile, CustomerForgotten,
    CustomerId, CustomerRow, CustomerSaved, EraseCustomer, FoundCustomer, MergeCustomers,
    SaveCustomer,
};
use domain::text::phone_part;
use serde::de::DeserializeOwned;
use sqlx::postgres::PgArguments;
use sqlx::query::QueryScalar;
use sqlx::types::Json;
use sqlx::{PgPool, Postgres};

/// A file as the contract's JSON, from its row.
macro_rules! file {
    () => {
        "jsonb_build_object('id', customer.customer_id, 'phone', phone, 'name', name, 'email', email,
    'note', note, 'language', coalesce(language, 'fr'), 'consent', jsonb_build_object('given_at', advertising_since, 'withdrawn_at', advertising_until),
    'created_at', created_at, 'last_order_at', last_order_at, 'version', version, 'addresses', (
        SELECT coalesce(jsonb_agg(address ORDER BY used_at DESC), '[]')
        FROM (SELECT address, used_at FROM customer_address
              WHERE customer_address.customer_id = customer.customer_id
              ORDER BY used_at DESC LIMIT $3) AS known))"
    };
}

fn count(most: usize) -> i32 {
    i32::try_from(most).unwrap_or(i32::MAX)
}

/// Who has a number, with the last orders.
pub async fn find(
    database: &PgPool,
    phone: &str,
    orders: usize,
) -> Result<Option<FoundCustomer>, sqlx::Error> {
    let found: Option<Json<FoundCustomer>> = sqlx::query_scalar(concat!(
        "SELECT jsonb_build_object('customer', ",
        file!(),
        ", 'orders', customer_orders(customer_id, $2)) FROM customer WHERE phone = $1"
    ))
    .bind(phone)
    .bind(count(orders))
    .bind(count(ADDRESSES_MAX))
    .fetch_optional(database)
    .await?;
    Ok(found.map(|Json(found)| found))
}

/// All of a file that was not forgotten.
pub async fn read(
    database: &PgPool,
    customer: CustomerId,
    orders: usize,
) -> Result<Option<CustomerFile>, sqlx::Error> {
    let file: Option<Json<CustomerFile>> = sqlx::query_scalar(concat!(
        "SELECT jsonb_build_object('customer', ",
        file!(),
        ", 'orders', customer_orders(customer_id, $2)) FROM customer
         WHERE customer_id = $1 AND forgotten_at IS NULL"
    ))
    .bind(customer.0)
    .bind(count(orders))
    .bind(count(ADDRESSES_MAX))
    .fetch_optional(database)
    .await?;
    Ok(file.map(|Json(file)| file))
}

/// What was written to a customer about his orders, as it is handed to him.
pub async fn written_to(
    database: &PgPool,
    customer: CustomerId,
) -> Result<serde_json::Value, sqlx::Error> {
    sqlx::query_scalar("SELECT written_to_customer($1)").bind(customer.0).fetch_one(database).await
}

/// Files by a part of the name, the number or the e-mail address, who ordered last first.
pub async fn search(database: &PgPool, typed: &str) -> Result<Vec<CustomerRow>, sqlx::Error> {
    let words = typed.trim().to_lowercase();
    let rows: Vec<Json<CustomerRow>> = sqlx::query_scalar(
        "SELECT jsonb_build_object('id', customer_id, 'phone', phone, 'name', name, 'last_order_at', last_order_at,
            'town', (SELECT address ->> 'town' FROM customer_address
                     WHERE customer_address.customer_id = customer.customer_id ORDER BY used_at DESC LIMIT 1))
         FROM customer
         WHERE forgotten_at IS NULL
           AND ($1 = '' OR strpos(lower(name), $1) > 0 OR strpos(lower(email), $1) > 0
                OR ($2::text IS NOT NULL AND strpos(phone_at_home(phone), $2) > 0))
         ORDER BY coalesce(last_order_at, created_at) DESC, customer_id LIMIT $3",
    )
    .bind(&words)
    .bind(phone_part(typed))
    .bind(i64::from(count(CUSTOMERS_SHOWN_MAX)))
    .fetch_all(database)
    .await?;
    Ok(rows.into_iter().map(|Json(row)| row).collect())
}

/// The part of a statement that records a customer's command with its reply, of the row behind, and tells.
macro_rules! applied_to {
    ($behind:literal, $reply:literal) => {
        concat!(
            "applied AS (
             INSERT INTO applied_command (command_id, staff_id, terminal_id, reply)
             SELECT $2::uuid, $4::bigint, $5::uuid, jsonb_build_object('customer', $1::uuid, ",
            $reply,
            ")
             FROM ",
            $behind,
            "
             RETURNING reply
         )
         SELECT applied.reply FROM applied WHERE tell($3, 'customers', NULL, 0)"
        )
    };
}

/// What every command about a file begins with: $1 file, $2 command, $3 shop, $4 person, $5 terminal, $6 the version
/// that was seen.
fn bound<'q, T>(
    statement: &'static str,
    caller: &Caller,
    command: CommandId,
    (customer, version): (CustomerId, impl Into<Option<i64>>),
) -> QueryScalar<'q, Postgres, Json<T>, PgArguments>
where
    T: DeserializeOwned + Send + Unpin + 'static,
{
    sqlx::query_scalar(statement)
        .bind(customer.0)
        .bind(command.0)
        .bind(caller.shop.id.0)
        .bind(caller.staff.as_ref().map(|staff| staff.id.0))
        .bind(caller.terminal)
        .bind(version.into())
}

/// Makes a file ($6 is null) or changes the one of that version; its addresses are those that are handed
/// in, and what stays among them keeps when it was used.
pub async fn save(
    database: &PgPool,
    caller: &Caller,
    call: &SaveCustomer,
    details: &CustomerDetails,
) -> Result<Option<CustomerSaved>, sqlx::Error> {
    let statement = concat!(
        "WITH target AS MATERIALIZED (
             SELECT customer_id, version, CASE WHEN forgotten_at IS NOT NULL THEN refuse('unknown_customer', NULL)
                    WHEN $6::bigint IS NULL OR version <> $6 THEN refuse('customer_changed', NULL) END AS refused
             FROM customer WHERE customer_id = $1 FOR UPDATE
         ), changed AS (
             UPDATE customer SET phone = $7::text, name = $8::text, email = $9::text, note = $10::text, language = $13::text,
                 advertising_since = CASE WHEN $11::boolean AND (advertising_since IS NULL OR advertising_until IS NOT NULL)
                                          THEN now() ELSE advertising_since END,
                 advertising_until = CASE WHEN NOT $11 AND advertising_since IS NOT NULL
                                          THEN coalesce(advertising_until, now()) END,
                 version = customer.version + 1
             FROM target WHERE customer.customer_id = target.customer_id AND target.refused IS NULL
             RETURNING customer.customer_id, customer.version
         ), made AS (
             INSERT INTO customer (customer_id, phone, name, email, note, language, advertising_since)
             SELECT $1::uuid, $7, $8, $9, $10, $13, CASE WHEN $11 THEN now() END
             WHERE $6 IS NULL AND NOT EXISTS (SELECT FROM target)
             RETURNING customer_id, version
         ), saved AS (
             SELECT * FROM changed UNION ALL SELECT * FROM made
         ), wanted AS (
             SELECT address, nth FROM jsonb_array_elements($12::jsonb) WITH ORDINALITY AS one (address, nth)
         ), dropped AS (
             DELETE FROM customer_address USING changed
             WHERE customer_address.customer_id = changed.customer_id AND NOT EXISTS (
                 SELECT FROM wanted
                 WHERE (lower(wanted.address ->> 'street'), wanted.address ->> 'postcode', lower(wanted.address ->> 'town'))
                     = (lower(customer_address.address ->> 'street'), customer_address.address ->> 'postcode',
                        lower(customer_address.address ->> 'town')))
         ), address AS (
             INSERT INTO customer_address AS known (customer_id, address, used_at)
             SELECT saved.customer_id, wanted.address, now() - nth * interval '1 microsecond' FROM saved, wanted
             ON CONFLICT (customer_id, lower(address ->> 'street'), (address ->> 'postcode'), lower(address ->> 'town'))
             DO UPDATE SET address = excluded.address, used_at = excluded.used_at
         ), ",
        applied_to!("saved", "'version', version")
    );
    let file = (call.customer, call.version);
    let saved: Option<Json<CustomerSaved>> = bound(statement, caller, call.command, file)
        .bind(&details.phone)
        .bind(&details.name)
        .bind(&details.email)
        .bind(&details.note)
        .bind(details.advertising)
        .bind(Json(&details.addresses))
        .bind(language_word(details.language))
        .fetch_optional(database)
        .await?;
    Ok(saved.map(|Json(saved)| saved))
}

/// Forgets a customer.
pub async fn erase(
    database: &PgPool,
    caller: &Caller,
    call: &EraseCustomer,
) -> Result<Option<CustomerForgotten>, sqlx::Error> {
    let statement = concat!(
        "WITH erased AS MATERIALIZED (SELECT erase_customer($1, $6) AS orders), ",
        applied_to!("erased", "'orders', orders")
    );
    let erased = bound(statement, caller, call.command, (call.customer, call.version));
    let erased: Option<Json<CustomerForgotten>> = erased.fetch_optional(database).await?;
    Ok(erased.map(|Json(erased)| erased))
}

/// Joins two files.
pub async fn merge(
    database: &PgPool,
    caller: &Caller,
    call: &MergeCustomers,
) -> Result<Option<CustomerSaved>, sqlx::Error> {
    let sides = &call.sides;
    let statement = concat!(
        "WITH joined AS MATERIALIZED (SELECT join_customers($1, $6, $7, $8) AS version), ",
        applied_to!("joined", "'version', version")
    );
    let joined = bound(statement, caller, call.command, (sides.kept, sides.kept_version))
        .bind(sides.other.0)
        .bind(sides.other_version);
    let joined: Option<Json<CustomerSaved>> = joined.fetch_optional(database).await?;
    Ok(joined.map(|Json(joined)| joined))
}

/// Forgets some of those who are to be forgotten today; how many, or none where it is another terminal's
/// turn, or all are done.
pub async fn forget_old(database: &PgPool, most: i32) -> Result<Option<i64>, sqlx::Error> {
    sqlx::query_scalar("SELECT forget_old_customers($1)").bind(most).fetch_one(database).await
}
