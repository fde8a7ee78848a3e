//! The SQL of invoices.

use crate::app::Caller;
use chrono::{DateTime, Utc};
use domain::CommandId;
use domain::invoices::{Company, Invoice, InvoiceKind, InvoiceMade, InvoiceNumber, InvoicePrinted};
use domain::ledger::EntryRef;
use domain::shops::Shop;
use sqlx::types::Json;
use sqlx::{FromRow, PgPool};

/// An invoice to be made.
pub struct Row<'a> {
    /// What it is.
    pub kind: InvoiceKind,
    /// Its ticket.
    pub entry: &'a EntryRef,
    /// The invoice that it corrects.
    pub corrects: Option<u64>,
    /// Whom it is for.
    pub company: &'a Company,
}

#[derive(FromRow)]
struct Kept {
    number: i64,
    is_credit: bool,
    corrects: Option<i64>,
    company: Json<Company>,
    issued_at: DateTime<Utc>,
    prints: i64,
}

/// The invoice of a ticket of this shop.
pub async fn of(
    database: &PgPool,
    shop: &Shop,
    entry: &EntryRef,
) -> Result<Option<Invoice>, sqlx::Error> {
    let kept: Option<Kept> = sqlx::query_as(
        "SELECT number, kind = 'credit_note' AS is_credit, corrects, company, issued_at, (
             SELECT count(*) FROM invoice_print
             WHERE invoice_print.shop_id = invoice.shop_id AND invoice_print.number = invoice.number) AS prints
         FROM invoice WHERE shop_id = $1 AND register = $2 AND entry_number = $3",
    )
    .bind(shop.id.0)
    .bind(&entry.register.0)
    .bind(signed(entry.number))
    .fetch_optional(database)
    .await?;
    let number =
        |number: i64| InvoiceNumber { shop: shop.code.clone(), number: number.unsigned_abs() };
    Ok(kept.map(|it| Invoice {
        number: number(it.number),
        kind: if it.is_credit { InvoiceKind::CreditNote } else { InvoiceKind::Invoice },
        company: it.company.0,
        at: it.issued_at,
        corrects: it.corrects.map(number),
        prints: u32::try_from(it.prints).unwrap_or(u32::MAX),
    }))
}

/// Makes an invoice with the next number of the shop; of two at once the second is refused by its key.
/// Nothing where the shop has no such ticket.
pub async fn make(
    database: &PgPool,
    caller: &Caller,
    command: CommandId,
    row: &Row<'_>,
) -> Result<Option<InvoiceMade>, sqlx::Error> {
    let made: Option<Json<InvoiceMade>> = sqlx::query_scalar(
        "WITH last AS MATERIALIZED (
             SELECT max(number) AS number FROM invoice WHERE shop_id = $1
         ), made AS (
             INSERT INTO invoice (shop_id, number, previous, kind, register, entry_number, corrects, company,
                                  issued_by, terminal_id)
             SELECT ledger_entry.shop_id, coalesce((SELECT number FROM last), 0) + 1, (SELECT number FROM last),
                    $5, ledger_entry.register, ledger_entry.number, $6::bigint, $7::jsonb, $8::bigint, $9::uuid
             FROM ledger_entry
             WHERE shop_id = $1 AND register = $3 AND chain = 'sales' AND number = $4
             RETURNING number
         ), applied AS (
             INSERT INTO applied_command (command_id, staff_id, terminal_id, reply)
             SELECT $2::uuid, $8, $9, jsonb_build_object(
                 'number', jsonb_build_object('shop', $10::text, 'number', number))
             FROM made
             RETURNING reply
         )
         SELECT reply FROM applied",
    )
    .bind(caller.shop.id.0)
    .bind(command.0)
    .bind(&row.entry.register.0)
    .bind(signed(row.entry.number))
    .bind(row.kind.word())
    .bind(row.corrects.map(signed))
    .bind(Json(row.company))
    .bind(caller.staff.as_ref().map(|staff| staff.id.0))
    .bind(caller.terminal)
    .bind(&caller.shop.code)
    .fetch_optional(database)
    .await?;
    Ok(made.map(|Json(made)| made))
}

/// Notes that an invoice is printed: the original, or the next duplicata.
pub async fn print(
    database: &PgPool,
    caller: &Caller,
    command: CommandId,
    number: u64,
) -> Result<Option<InvoicePrinted>, sqlx::Error> {
    let printed: Option<Json<InvoicePrinted>> = sqlx::query_scalar(
        "WITH printed AS (
             INSERT INTO invoice_print (shop_id, number, copy, printed_by, terminal_id)
             SELECT invoice.shop_id, invoice.number, (
                 SELECT count(*) FROM invoice_print AS before
                 WHERE before.shop_id = invoice.shop_id AND before.number = invoice.number
             ), $4::bigint, $5::uuid
             FROM invoice WHERE shop_id = $1 AND number = $3
             RETURNING copy
         ), applied AS (
             INSERT INTO applied_command (command_id, staff_id, terminal_id, reply)
             SELECT $2::uuid, $4, $5, jsonb_build_object('copy', copy) FROM printed
             RETURNING reply
         )
         SELECT reply FROM applied",
    )
    .bind(caller.shop.id.0)
    .bind(command.0)
    .bind(signed(number))
    .bind(caller.staff.as_ref().map(|staff| staff.id.0))
    .bind(caller.terminal)
    .fetch_optional(database)
    .await?;
    Ok(printed.map(|Json(printed)| printed))
}

/// A number as PostgreSQL has it.
fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
