//! The SQL of the ledger.

use super::register::Signed;
use crate::error::{Error, unreadable};
use domain::ledger::{Account, RegisterCode, Sealed, ShopIdentity, Stands, Unpaid, from_canonical};
use domain::orders::OrderId;
use domain::shops::ShopId;
use sqlx::PgPool;
use sqlx::types::Json;
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
            ", jsonb_to_recordset($",
            $signed,
            "::jsonb) AS signed (
        register text, chain text, number bigint, at timestamptz, business_day date, kind text, order_id uuid,
        total_cents bigint, canonical text, previous text, hash text, signature text)
    WHERE NOT EXISTS (
        SELECT FROM ledger_entry AS kept
        WHERE kept.register = signed.register AND kept.chain = signed.chain AND kept.number = signed.number
          AND kept.signature = signed.signature)
    ORDER BY signed.chain, signed.number
)"
        )
    };
}
pub(crate) use booked;

/// The register of a till that signs with that key, and its shop's papers.
pub async fn open_register(
    database: &PgPool,
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

/// An entry as it is kept.
type Kept = (String, i64, String, String);

/// Where a register stands, made anew from its chains.
pub async fn stands(database: &PgPool, register: &RegisterCode) -> Result<Stands, Error> {
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

/// An order's account as JSON, from its row.
macro_rules! account_of_the_order {
    () => {
        "jsonb_build_object('order', orders.order_id, 'revision', revision, 'paid', paid_cents,
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
        FROM ledger_entry AS entry WHERE entry.order_id = orders.order_id AND chain = 'sales'))"
    };
}
pub(crate) use account_of_the_order;

/// The account of an order of a shop.
pub async fn account(
    database: &PgPool,
    shop: ShopId,
    order: OrderId,
) -> Result<Option<Account>, sqlx::Error> {
    let account: Option<Json<Account>> = sqlx::query_scalar(concat!(
        "SELECT ",
        account_of_the_order!(),
        " FROM orders WHERE shop_id = $1 AND order_id = $2"
    ))
    .bind(shop.0)
    .bind(order.0)
    .fetch_optional(database)
    .await?;
    Ok(account.map(|Json(account)| account))
}

/// Writes entries by themselves, in their order.
pub async fn append(
    database: &PgPool,
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

/// The orders of a shop that are not paid in full.
pub async fn unpaid(database: &PgPool, shop: ShopId) -> Result<Vec<Unpaid>, sqlx::Error> {
    let rows: Vec<Json<Unpaid>> = sqlx::query_scalar(
        "SELECT jsonb_build_object('order', jsonb_build_object('reference', reference, 'number', number),
                                   'amount', total_cents - paid_cents)
         FROM orders
         WHERE shop_id = $1 AND total_cents > paid_cents AND state IN
             ('queued', 'preparing', 'ready', 'out_for_delivery', 'returned', 'handed_over')
         ORDER BY placed_at, number",
    )
    .bind(shop.0)
    .fetch_all(database)
    .await?;
    Ok(rows.into_iter().map(|Json(order)| order).collect())
}
