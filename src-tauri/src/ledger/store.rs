//! The SQL of the ledger.

use super::register::Signed;
use crate::app::Caller;
use crate::error::{Error, unreadable};
use chrono::NaiveDate;
use domain::CommandId;
use domain::ledger::{
    Account, EntryLine, EntryRef, RegisterCode, Sealed, ShopIdentity, Stands, Unpaid,
    from_canonical,
};
use domain::orders::OrderId;
use domain::shops::ShopId;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use sqlx::types::Json;
use sqlx::{FromRow, PgExecutor, PgPool};
use uuid::Uuid;

/// The part of a command's statement that writes what was signed with it: `$signed` is the number of
/// that parameter, `$acting` the part that has a row where the command does something. What is there
/// already, to the signature, is there.
macro_rules! booked {
    ($signed:literal, $acting:literal) => {
        $crate::ledger::store::booked!("$1", "$5", $signed, $acting)
    };
    ($shop:literal, $terminal:literal, $signed:literal, $acting:literal) => {
        concat!(
            "booked AS (
    INSERT INTO ledger_entry (register, chain, number, shop_id, terminal_id, at, business_day, kind, order_id,
                              total_cents, canonical, previous, hash, signature)
    SELECT signed.register, signed.chain, signed.number, ",
            $shop,
            "::bigint, ",
            $terminal,
            "::uuid, signed.at, signed.business_day,
           signed.kind, signed.order_id, signed.total_cents, signed.canonical, signed.previous,
           decode(signed.hash, 'hex'), signed.signature
    FROM ",
            $acting,
            ", ROWS FROM (jsonb_to_recordset($",
            $signed,
            "::jsonb) AS (
        register text, chain text, number bigint, at timestamptz, business_day date, kind text, order_id uuid,
        total_cents bigint, canonical text, previous text, hash text, signature text)) WITH ORDINALITY AS signed
    WHERE NOT EXISTS (
        SELECT FROM ledger_entry AS kept
        WHERE kept.register = signed.register AND kept.chain = signed.chain AND kept.number = signed.number
          AND kept.signature = signed.signature)
    ORDER BY signed.ordinality
)"
        )
    };
}
pub(crate) use booked;

/// The part of a command's statement that notes whose original is printed: `$printed` is the number
/// of that parameter, a list of entries. One that was printed before refuses the whole statement.
/// The shop is `$1`, the command `$2`, the terminal `$5`; `here` has a row.
macro_rules! printed {
    ($printed:literal) => {
        concat!(
            "printed AS (
    INSERT INTO entry_print (register, chain, number, shop_id, terminal_id, command_id)
    SELECT entry.register, entry.chain, entry.number, $1::bigint, $5::uuid, $2::uuid
    FROM here, jsonb_to_recordset($",
            $printed,
            "::jsonb) AS entry (register text, chain text, number bigint)
)"
        )
    };
}
pub(crate) use printed;

/// The register of a till that signs with that key, and its shop's papers.
pub async fn open_register(
    database: impl PgExecutor<'_>,
    terminal: Uuid,
    shop: ShopId,
    public_key: &[u8],
) -> Result<(RegisterCode, ShopIdentity), sqlx::Error> {
    let (code, name, address, siret, naf, vat_number) = sqlx::query_as(
        "SELECT open_register($1, $2, $3), company, address, siret, naf, vat_number
         FROM shop WHERE shop_id = $2",
    )
    .bind(terminal)
    .bind(shop.0)
    .bind(public_key)
    .fetch_one(database)
    .await?;
    Ok((RegisterCode(code), ShopIdentity { name, address, siret, naf, vat_number }))
}

/// A shop's papers.
pub async fn papers(
    database: impl PgExecutor<'_>,
    shop: ShopId,
) -> Result<ShopIdentity, sqlx::Error> {
    let (name, address, siret, naf, vat_number) = sqlx::query_as(
        "SELECT company, address, siret, naf, vat_number FROM shop WHERE shop_id = $1",
    )
    .bind(shop.0)
    .fetch_one(database)
    .await?;
    Ok(ShopIdentity { name, address, siret, naf, vat_number })
}

/// The register that signs with that key, if it is declared lost.
pub async fn lost(
    database: impl PgExecutor<'_>,
    public_key: &[u8],
) -> Result<Option<RegisterCode>, sqlx::Error> {
    let code: Option<String> = sqlx::query_scalar(
        "SELECT code FROM ledger_register WHERE public_key = $1 AND lost_at IS NOT NULL",
    )
    .bind(public_key)
    .fetch_optional(database)
    .await?;
    Ok(code.map(RegisterCode))
}

/// Whether a register of a terminal is open that signs with that key.
pub async fn is_open(
    database: impl PgExecutor<'_>,
    terminal: Uuid,
    public_key: &[u8],
) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar(
        "SELECT EXISTS (SELECT FROM ledger_register
                        WHERE terminal_id = $1 AND public_key = $2 AND closed_at IS NULL)",
    )
    .bind(terminal)
    .bind(public_key)
    .fetch_one(database)
    .await
}

/// An entry as it is kept.
type Kept = (String, i64, String, String);

/// Where a register stands, made anew from its chains.
pub async fn stands(
    database: impl PgExecutor<'_>,
    register: &RegisterCode,
) -> Result<Stands, Error> {
    let rows: Vec<Kept> = sqlx::query_as(
        "WITH closing AS (
             SELECT * FROM ledger_entry WHERE register = $1 AND chain = 'closings' AND number >= (
                 SELECT coalesce(max(number), 0) FROM ledger_entry
                 WHERE register = $1 AND chain = 'closings' AND kind = 'year')
         ), sale AS (
             SELECT * FROM ledger_entry
             WHERE register = $1 AND chain = 'sales' AND business_day > coalesce(
                 (SELECT closed_through FROM ledger_register WHERE code = $1), '-infinity')
         ), head AS (
             SELECT ledger_entry.* FROM ledger_head JOIN ledger_entry USING (register, chain, number)
             WHERE register = $1
         )
         SELECT 'closing', number, canonical, signature FROM closing
         UNION ALL SELECT 'sale', number, canonical, signature FROM sale
         UNION ALL SELECT 'head', number, canonical, signature FROM head
         ORDER BY 1, 2",
    )
    .bind(&register.0)
    .fetch_all(database)
    .await?;
    let mut parts: [Vec<Sealed>; 3] = Default::default();
    for (part, number, text, signature) in rows {
        let entry = from_canonical(&text).map_err(|_| {
            unreadable("ledger_entry", "canonical", &format!("{register} {number}"))
        })?;
        let place = ["closing", "sale", "head"].iter().position(|known| *known == part);
        parts[place.unwrap_or_default()].push(Sealed { entry, text, signature });
    }
    let [closings, sales, heads] = &parts;
    let heads = heads.iter().map(|sealed| (sealed.entry.chain, sealed.head()));
    Ok(Stands::anew(closings, sales, heads))
}

/// An order's account as JSON, from its row: without the entries of what was refused.
macro_rules! account_of_the_order {
    () => {
        "jsonb_build_object('order', orders.order_id, 'revision', revision, 'paid', paid_cents,
    'refunded', refunded_cents,
    'name', jsonb_build_object('reference', reference, 'number', orders.number), 'mode', mode,
    'lines', (
        SELECT coalesce(jsonb_agg(jsonb_build_object('name', name, 'changes', changes, 'quantity', quantity,
            'unit_price', unit_price_cents, 'discount', discount_cents, 'vat_class', vat_class,
            'vat_rate', vat_basis_points) ORDER BY position), '[]')
        FROM order_line
        WHERE order_line.order_id = orders.order_id AND order_line.revision = orders.revision),
    'entries', (
        SELECT coalesce(jsonb_agg(jsonb_build_object(
            'entry', jsonb_build_object('register', register, 'chain', chain, 'number', entry.number),
            'ticket', canonical::jsonb -> 'content' -> 'ticket') ORDER BY written_at, entry.number), '[]')
        FROM ledger_entry AS entry
        WHERE entry.order_id = orders.order_id AND chain = 'sales' AND kind <> 'reversal' AND NOT EXISTS (
            SELECT FROM entry_refused AS no
            WHERE (no.register, no.chain, no.number) = (entry.register, entry.chain, entry.number)
              AND NOT EXISTS (SELECT FROM payment WHERE payment.order_id = orders.order_id
                                                    AND payment.command_id = no.command_id))))"
    };
}
pub(crate) use account_of_the_order;

/// What a connection prepares before its first command: an account may be read for one.
pub const COMMANDS: &[&str] = &[ACCOUNT];

const ACCOUNT: &str = concat!(
    "SELECT ",
    account_of_the_order!(),
    " FROM orders WHERE shop_id = $1 AND order_id = $2"
);

/// The account of an order of a shop.
pub async fn account(
    database: &PgPool,
    shop: ShopId,
    order: OrderId,
) -> Result<Option<Account>, sqlx::Error> {
    let account: Option<Json<Account>> =
        sqlx::query_scalar(ACCOUNT).bind(shop.0).bind(order.0).fetch_optional(database).await?;
    Ok(account.map(|Json(account)| account))
}

/// Writes entries by themselves, in their order.
pub async fn append(
    database: impl PgExecutor<'_>,
    shop: ShopId,
    terminal: Uuid,
    signed: &[Signed],
) -> Result<(), sqlx::Error> {
    sqlx::query(concat!("WITH ", booked!("$1", "$2", "3", "(SELECT) AS here"), " SELECT true"))
        .bind(shop.0)
        .bind(terminal)
        .bind(Json(signed))
        .execute(database)
        .await?;
    Ok(())
}

/// The same of a command that was refused, and that it was.
pub async fn append_refused(
    database: impl PgExecutor<'_>,
    (shop, terminal): (ShopId, Uuid),
    refused: CommandId,
    signed: &[Signed],
) -> Result<(), sqlx::Error> {
    sqlx::query(concat!(
        "WITH ",
        booked!("$1", "$2", "3", "(SELECT) AS here"),
        ", refused AS (
    INSERT INTO entry_refused (register, chain, number, shop_id, terminal_id, command_id)
    SELECT register, chain, number, $1, $2, $4::uuid
    FROM jsonb_to_recordset($3) AS signed (register text, chain text, number bigint)
    ON CONFLICT DO NOTHING
)
SELECT true"
    ))
    .bind(shop.0)
    .bind(terminal)
    .bind(Json(signed))
    .bind(refused.0)
    .execute(database)
    .await?;
    Ok(())
}

/// Of these entries, whether one is not there.
pub async fn is_missing(database: &PgPool, entries: &[EntryRef]) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar(
        "SELECT EXISTS (
             SELECT FROM jsonb_to_recordset($1) AS asked (register text, chain text, number bigint)
             WHERE NOT EXISTS (SELECT FROM ledger_entry AS kept WHERE (kept.register, kept.chain, kept.number)
                                   = (asked.register, asked.chain, asked.number)))",
    )
    .bind(Json(entries))
    .fetch_one(database)
    .await
}

/// The orders of a shop that are not paid in full.
pub async fn unpaid(database: &PgPool, shop: ShopId) -> Result<Vec<Unpaid>, sqlx::Error> {
    let rows: Vec<Json<Unpaid>> = sqlx::query_scalar(
        "SELECT jsonb_build_object('order', jsonb_build_object('reference', reference, 'number', number),
                                   'amount', total_cents - refunded_cents - paid_cents)
         FROM orders
         WHERE shop_id = $1 AND total_cents - refunded_cents > paid_cents AND state IN
             ('queued', 'preparing', 'ready', 'out_for_delivery', 'returned', 'handed_over')
         ORDER BY placed_at, number",
    )
    .bind(shop.0)
    .fetch_all(database)
    .await?;
    Ok(rows.into_iter().map(|Json(order)| order).collect())
}

/// Writes what was signed for a command that does nothing else but to print the originals of these
/// entries.
pub async fn write<T: Serialize + DeserializeOwned>(
    database: &PgPool,
    caller: &Caller,
    command: CommandId,
    reply: &T,
    originals: &[EntryRef],
) -> Result<Option<T>, sqlx::Error> {
    let reply: Option<Value> = sqlx::query_scalar(concat!(
        "WITH here AS (SELECT), ",
        booked!("6", "here"),
        ", ",
        printed!("7"),
        ", applied AS (
    INSERT INTO applied_command (command_id, staff_id, terminal_id, reply)
    SELECT $2::uuid, $4::bigint, $5, $3::jsonb FROM here
    RETURNING reply
)
SELECT reply FROM applied"
    ))
    .bind(caller.shop.id.0)
    .bind(command.0)
    .bind(Json(reply))
    .bind(caller.staff.as_ref().map(|staff| staff.id.0))
    .bind(caller.terminal)
    .bind(Json(&caller.signed))
    .bind(Json(originals))
    .fetch_optional(database)
    .await?;
    let read =
        |reply| serde_json::from_value(reply).map_err(|error| sqlx::Error::Decode(error.into()));
    reply.map(read).transpose()
}

/// A register's tickets, papers and closings of a business day, latest first.
pub async fn entries(
    database: &PgPool,
    register: &RegisterCode,
    day: NaiveDate,
) -> Result<Vec<EntryLine>, sqlx::Error> {
    let rows: Vec<Json<EntryLine>> = sqlx::query_scalar(
        "SELECT jsonb_build_object(
             'entry', jsonb_build_object('register', register, 'chain', chain, 'number', number),
             'at', at, 'kind', kind, 'number', said #>> '{order,number}',
             'total', coalesce(said -> 'total', said #> '{figures,total}', '0'),
             'who', coalesce(said ->> 'cashier', said ->> 'closed_by'))
         FROM ledger_entry,
              LATERAL (SELECT value FROM jsonb_each(canonical::jsonb -> 'content')) AS it (said)
         WHERE register = $1 AND business_day = $2 AND chain <> 'events'
         ORDER BY at DESC, chain, number DESC",
    )
    .bind(&register.0)
    .bind(day)
    .fetch_all(database)
    .await?;
    Ok(rows.into_iter().map(|Json(line)| line).collect())
}

/// An entry as it is kept, and what was printed of it.
#[derive(FromRow)]
pub struct EntryRow {
    /// Its text.
    pub canonical: String,
    /// Its signature.
    pub signature: String,
    /// The command that printed its original, if one did.
    pub printed_by: Option<Uuid>,
    /// How many duplicatas of it there are.
    pub copies: i64,
}

/// An entry.
pub async fn entry(database: &PgPool, entry: &EntryRef) -> Result<Option<EntryRow>, sqlx::Error> {
    sqlx::query_as(
        "SELECT canonical, signature, (
             SELECT command_id FROM entry_print
             WHERE entry_print.register = ledger_entry.register AND entry_print.chain = ledger_entry.chain
               AND entry_print.number = ledger_entry.number) AS printed_by, (
             SELECT count(*) FROM ledger_entry AS copy
             WHERE copy.shop_id = ledger_entry.shop_id AND copy.kind = 'duplicate'
               AND copy.canonical::jsonb #> '{content,duplicate,of}' =
                   jsonb_build_object('register', $1::text, 'chain', $2::text, 'number', $3::bigint)) AS copies
         FROM ledger_entry WHERE register = $1 AND chain = $2 AND number = $3",
    )
    .bind(&entry.register.0)
    .bind(entry.chain.word())
    .bind(i64::try_from(entry.number).unwrap_or(i64::MAX))
    .fetch_optional(database)
    .await
}

/// The last note of an order.
pub async fn note_of(
    database: &PgPool,
    shop: ShopId,
    order: OrderId,
) -> Result<Option<EntryRef>, sqlx::Error> {
    let found: Option<Json<EntryRef>> = sqlx::query_scalar(
        "SELECT jsonb_build_object('register', register, 'chain', chain, 'number', number)
         FROM ledger_entry
         WHERE shop_id = $1 AND order_id = $2 AND kind = 'note'
         ORDER BY written_at DESC, number DESC LIMIT 1",
    )
    .bind(shop.0)
    .bind(order.0)
    .fetch_optional(database)
    .await?;
    Ok(found.map(|Json(entry)| entry))
}

/// Whether an entry was taken back whole.
pub async fn is_taken_back(database: &PgPool, entry: &EntryRef) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar(
        "SELECT EXISTS (
             SELECT FROM ledger_entry AS correction JOIN ledger_entry AS original USING (order_id)
             WHERE original.register = $1 AND original.chain = $2 AND original.number = $3
               AND correction.kind IN ('reversal', 'cancellation') AND correction.canonical::jsonb #> '{content,ticket,corrects}' =
                   jsonb_build_object('register', $1::text, 'chain', $2::text, 'number', $3::bigint))",
    )
    .bind(&entry.register.0)
    .bind(entry.chain.word())
    .bind(i64::try_from(entry.number).unwrap_or(i64::MAX))
    .fetch_one(database)
    .await
}
