//! The SQL of changing and cancelling.
//!
//! Rows are locked in the order of every statement: pizzas, order, stock by ingredient.

use crate::app::Caller;
use crate::error::{Error, raised, unreadable};
use crate::ledger;
use crate::ledger::store::booked;
use crate::orders::store::{
    Asked, content_refused, overtaken, reply_placed, where_it_goes, whose_it_is, write_content,
};
use domain::Cents;
use domain::ledger::LedgerRefused;
use domain::menu::Menu;
use domain::orders::{CancelOrder, Cancelled, ChangeRefused, OrderState, PlacedOrder};
use domain::staff::StaffId;
use sqlx::PgPool;
use sqlx::postgres::PgConnection;
use sqlx::types::Json;

/// What a connection prepares before its first command.
pub const COMMANDS: &[&str] = &[CHANGE, CANCEL];

/// The pizzas of order $3, locked.
macro_rules! lock_pizzas {
    () => {
        "pizza AS MATERIALIZED (
    SELECT order_item_id, state, queued_at FROM order_item
    WHERE shop_id = $1 AND order_id = $3 AND state NOT IN ('cancelled', 'wasted')
    ORDER BY order_item_id
    FOR UPDATE
)"
    };
}

/// Whether an order is still brought to where it was ($22), or not brought, as it was: with as many pizzas, what
/// was announced stands (`domain::orders::PromisedFor`).
macro_rules! same_place {
    () => {
        "(orders.delivery IS NULL) = ($22::jsonb IS NULL)
                     AND coalesce(orders.delivery -> 'position', 'null') = coalesce($22 -> 'position', 'null')"
    };
}

/// The old content goes out of the reservation and the new one in, by their difference. A pizza
/// takes the place in the queue of one that was there; those on top wait at the end.
const CHANGE: &str = concat!(
    "
WITH ",
    lock_pizzas!(),
    ", target AS MATERIALIZED (
    SELECT orders.*,
           CASE WHEN state IN ('handed_over', 'closed', 'cancelled') THEN refuse('over', number || ' ' || state)
                WHEN state = 'out_for_delivery' THEN refuse('out', number)
                WHEN state <> 'queued' AND NOT (state = 'ready' AND pizzas = 0) THEN refuse('started', number)
                WHEN version <> $23::bigint THEN refuse('changed_first', number)
                WHEN NOT $24::boolean AND (SELECT version FROM menu_version) <> $6::bigint THEN refuse('stale_menu', NULL)
                WHEN $26::boolean AND NOT (",
    same_place!(),
    ") THEN refuse('not_brought', NULL)
                WHEN paid_cents + refunded_cents > $14::bigint THEN refuse('paid_more', (paid_cents + refunded_cents)::text)
           END AS refused
    FROM (SELECT count(*) FROM pizza) AS locked, orders
    WHERE shop_id = $1 AND order_id = $3
    FOR UPDATE OF orders
), before AS MATERIALIZED (
    SELECT order_line.* FROM target JOIN order_line USING (order_id, revision) WHERE target.refused IS NULL
), need AS MATERIALIZED (
    SELECT ingredient_id, coalesce(asked.quantity, 0) - coalesce(held.quantity, 0) AS quantity
    FROM unnest($7::bigint[], $8::bigint[]) AS asked (ingredient_id, quantity)
    FULL JOIN (
        SELECT used.ingredient_id, sum(used.quantity * before.quantity)::bigint AS quantity
        FROM before, unnest(before.ingredient_ids, before.quantities) AS used (ingredient_id, quantity)
        GROUP BY used.ingredient_id) AS held USING (ingredient_id)
), level AS MATERIALIZED (
    SELECT stock_level.ingredient_id, stock_level.on_hand - stock_level.reserved AS projected
    FROM target JOIN stock_level USING (shop_id) JOIN need USING (ingredient_id)
    WHERE target.refused IS NULL
    ORDER BY stock_level.ingredient_id
    FOR UPDATE OF stock_level
), short AS MATERIALIZED (
    SELECT CASE WHEN count(*) > 0
                THEN refuse('stock_short', string_agg(need.ingredient_id::text, ',' ORDER BY need.ingredient_id))
           END AS refused
    FROM target, need LEFT JOIN level USING (ingredient_id)
    WHERE target.refused IS NULL AND need.quantity > 0 AND NOT $24
      AND (level.projected IS NULL OR (level.projected < need.quantity AND NOT $9::boolean))
), reserved AS (
    UPDATE stock_level SET reserved = reserved + need.quantity
    FROM need, target, short
    WHERE stock_level.shop_id = $1 AND stock_level.ingredient_id = need.ingredient_id
      AND target.refused IS NULL AND short.refused IS NULL
), ",
    whose_it_is!(
        "target.placed_at",
        "target, (SELECT count(*) FROM level) AS behind, short"
    ),
    ", placed AS (
    UPDATE orders SET channel = $10::text, mode = $11::text, customer_name = $12::text,
        customer_phone = $13::text,
        customer_id = (SELECT customer_id FROM customer), delivery = $22::jsonb, total_cents = $14, discount_cents = $15::bigint,
        promised_at = CASE WHEN orders.pizzas = $16::integer AND ",
    same_place!(),
    " THEN orders.promised_at
                           ELSE $17::timestamptz END,
        travel_minutes = CASE WHEN ",
    same_place!(),
    " THEN orders.travel_minutes ELSE $27::integer END,
        pizzas = $16, pizzas_left = $16,
        state = CASE WHEN $16 = 0 THEN 'ready' ELSE 'queued' END,
        ready_at = CASE WHEN $16 = 0 THEN now() END,
        approved_by = coalesce($18::bigint, orders.approved_by), asked = $19::jsonb,
        held = orders.held AND $16 > 0, despite_stock = orders.despite_stock OR $9, menu_version = $6,
        revision = orders.revision + 1, version = orders.version + 1, shown_at = NULL
    FROM target, short
    WHERE orders.order_id = target.order_id AND target.refused IS NULL AND short.refused IS NULL
    RETURNING orders.*
), ",
    where_it_goes!(),
    ", dropped AS (
    UPDATE order_item SET state = 'cancelled', since = now()
    FROM placed WHERE order_item.order_id = placed.order_id AND order_item.state IN ('waiting', 'held')
), ",
    write_content!(),
    ", item AS (
    INSERT INTO order_item (order_id, order_line_id, shop_id, queued_at, state)
    SELECT made.order_id, made.order_line_id, $1::bigint, coalesce(place.queued_at, $25::timestamptz, now()),
           CASE WHEN (SELECT held FROM placed) THEN 'held' ELSE 'waiting' END
    FROM (SELECT line.*, row_number() OVER (ORDER BY line.position) AS nth
          FROM line, generate_series(1, line.quantity) WHERE line.cooking_minutes IS NOT NULL) AS made
    LEFT JOIN (SELECT queued_at, row_number() OVER (ORDER BY queued_at, order_item_id) AS nth
               FROM pizza) AS place USING (nth)
    ORDER BY nth
), difference AS (
    SELECT coalesce(jsonb_agg(jsonb_build_object('name', name, 'by', by) ORDER BY by, name), '[]') AS listed
    FROM (SELECT name, sum(quantity) AS by
          FROM (SELECT told(name, changes) AS name, -quantity AS quantity FROM before WHERE size_id IS NOT NULL
                UNION ALL SELECT told(name, changes), quantity FROM line WHERE size_id IS NOT NULL) AS moved
          GROUP BY name HAVING sum(quantity) <> 0) AS summed
), notice AS (
    INSERT INTO kitchen_notice (shop_id, order_id, number, cancelled, differences)
    SELECT placed.shop_id, placed.order_id, placed.number, false, listed
    FROM placed, difference WHERE listed <> '[]' AND NOT placed.held
), event AS (
    INSERT INTO order_event (order_id, shop_id, staff_id, terminal_id, from_state, to_state, reason, approved_by)
    SELECT placed.order_id, placed.shop_id, $4::bigint, $5::uuid, target.state, placed.state, 'changed', $18 FROM placed, target
), ",
    reply_placed!()
);

/// Changes an order, or does nothing at all; nothing where the shop has no such order. One that is `not_brought`
/// stays where it was brought before.
pub async fn change(
    line: &mut PgConnection,
    caller: &Caller,
    asked: &Asked<'_>,
    (version, not_brought): (i64, bool),
) -> Result<Option<PlacedOrder>, sqlx::Error> {
    let changed = asked
        .bound(CHANGE, caller.shop.id, caller)
        .bind(version)
        .bind(asked.sold.is_some())
        .bind(asked.sold.map(|_| caller.at))
        .bind(not_brought)
        .bind(asked.travel_minutes())
        .fetch_optional(line)
        .await?;
    Ok(changed.map(|Json(changed)| changed))
}

/// Whether a change was refused since it is brought to another place, and is not brought there.
pub fn is_not_brought(error: &sqlx::Error) -> bool {
    matches!(raised(error), Some(("not_brought", _)))
}

/// What a refused change means.
pub fn change_refused(error: sqlx::Error, menu: &Menu, stale: impl FnOnce()) -> Error {
    if let Some(refused) = content_refused(&error, menu, stale) {
        return refused.into();
    }
    match raised(&error) {
        Some(("out", number)) => ChangeRefused::Out { number: number.to_owned() }.into(),
        Some(("started", number)) => ChangeRefused::Started { number: number.to_owned() }.into(),
        Some(("changed_first", number)) => {
            ChangeRefused::ChangedFirst { number: number.to_owned() }.into()
        }
        Some(("online", number)) => ChangeRefused::Taking { number: number.to_owned() }.into(),
        Some(("paid_more", paid)) => match paid.parse() {
            Ok(paid) => ChangeRefused::PaidMore { paid: Cents(paid) }.into(),
            Err(_) => unreadable("orders", "paid_cents", paid).into(),
        },
        Some(("over", detail)) => over(detail),
        _ => error.into(),
    }
}

/// What is reserved is released; what lies on a table leaves the shelf as waste; what was consumed
/// is relabelled waste by a pair of movements. What was paid goes back by the same tenders.
const CANCEL: &str = concat!(
    "
WITH ",
    lock_pizzas!(),
    ", target AS MATERIALIZED (
    SELECT orders.*, business_day(shop.day_ends_at) AS given_back_on,
           CASE WHEN state IN ('handed_over', 'closed', 'cancelled') THEN refuse('over', number || ' ' || state)
                WHEN state = 'out_for_delivery' THEN refuse('out', number)
                WHEN ",
    overtaken!(),
    "
                WHEN paid_cents <> (SELECT -coalesce(sum(total_cents), 0) FROM jsonb_to_recordset($9::jsonb)
                                    AS back (total_cents bigint, chain text) WHERE chain = 'sales')
                THEN refuse('paid_meanwhile', number)
                WHEN state = 'queued' OR (state = 'ready' AND pizzas = 0) THEN NULL
                WHEN NOT $6::boolean THEN refuse('manager', number)
                WHEN $7::text IS NULL THEN refuse('no_reason', NULL)
           END AS refused
    FROM (SELECT count(*) FROM pizza) AS locked, orders JOIN shop USING (shop_id)
    WHERE shop_id = $1 AND order_id = $3
    FOR UPDATE OF orders
), stopped AS (
    UPDATE order_item SET since = now(),
        state = CASE WHEN order_item.state IN ('waiting', 'held') THEN 'cancelled' ELSE 'wasted' END
    FROM target, pizza
    WHERE order_item.order_item_id = pizza.order_item_id AND target.refused IS NULL
    RETURNING order_item.order_line_id, pizza.state AS from_state, order_item.state
), need AS MATERIALIZED (
    SELECT ingredient_id,
           coalesce(sum(quantity) FILTER (WHERE stage = 'reserved'), 0)::bigint AS released,
           coalesce(sum(quantity) FILTER (WHERE stage = 'table'), 0)::bigint AS on_table,
           coalesce(sum(quantity) FILTER (WHERE stage = 'consumed'), 0)::bigint AS consumed
    FROM (
        SELECT used.ingredient_id, used.quantity, CASE WHEN from_state IN ('waiting', 'held') THEN 'reserved'
                   WHEN from_state = 'preparing' THEN 'table' ELSE 'consumed' END AS stage
        FROM stopped JOIN order_line USING (order_line_id),
             unnest(order_line.ingredient_ids, order_line.quantities) AS used (ingredient_id, quantity)
        UNION ALL
        SELECT used.ingredient_id, used.quantity * order_line.quantity, 'reserved'
        FROM target JOIN order_line USING (order_id, revision),
             unnest(order_line.ingredient_ids, order_line.quantities) AS used (ingredient_id, quantity)
        WHERE order_line.cooking_minutes IS NULL AND target.refused IS NULL
    ) AS stage GROUP BY ingredient_id
), level AS MATERIALIZED (
    SELECT need.* FROM stock_level JOIN need USING (ingredient_id)
    WHERE stock_level.shop_id = $1
    ORDER BY stock_level.ingredient_id
    FOR UPDATE OF stock_level
), put_back AS (
    UPDATE stock_level SET reserved = reserved - level.released - level.on_table,
                           on_hand = on_hand - level.on_table
    FROM level WHERE stock_level.shop_id = $1 AND stock_level.ingredient_id = level.ingredient_id
), movement AS (
    INSERT INTO stock_movement (shop_id, ingredient_id, cause, quantity, staff_id, order_id, reason)
    SELECT $1::bigint, ingredient_id, moved.cause, moved.quantity, $4::bigint, $3::uuid,
           CASE moved.cause WHEN 'waste' THEN $7 END
    FROM level, LATERAL (VALUES ('consumption', consumed), ('waste', -consumed - on_table)) AS moved (cause, quantity)
    WHERE moved.quantity <> 0
), given_back AS (
    INSERT INTO payment (order_id, shop_id, terminal_id, business_day, staff_id, tender, amount_cents,
                         received_cents, refunds, command_id, cash_session_id)
    SELECT target.order_id, $1, $5::uuid, given_back_on, $4, taken.tender, -still.there,
           -still.there, taken.payment_id, $2::uuid, (SELECT cash_session_id FROM cash_session
               WHERE cash_session.terminal_id = $5 AND closed_at IS NULL)
    FROM target JOIN payment AS taken USING (order_id),
         LATERAL (SELECT taken.amount_cents + coalesce(sum(undone.amount_cents), 0)::bigint AS there
                  FROM payment AS undone
                  WHERE undone.order_id = taken.order_id AND undone.refunds = taken.payment_id) AS still
    WHERE target.refused IS NULL AND taken.refunds IS NULL AND still.there > 0
    RETURNING tender, -amount_cents AS amount
), cancelled AS (
    UPDATE orders SET state = 'cancelled', ended_at = now(), paid_cents = 0, held = false,
        version = orders.version + 1
    FROM target WHERE orders.order_id = target.order_id AND target.refused IS NULL
    RETURNING orders.*, target.state AS from_state, target.held AS was_held
), ",
    booked!("9", "cancelled"),
    ", notice AS (
    INSERT INTO kitchen_notice (shop_id, order_id, number, cancelled, differences)
    SELECT cancelled.shop_id, cancelled.order_id, cancelled.number, true, (
        SELECT jsonb_agg(jsonb_build_object('name', told(name, changes), 'by', -quantity) ORDER BY position)
        FROM order_line WHERE order_line.order_id = cancelled.order_id
          AND order_line.revision = cancelled.revision AND cooking_minutes IS NOT NULL)
    FROM cancelled WHERE pizzas > 0 AND NOT was_held
), event AS (
    INSERT INTO order_event (order_id, shop_id, staff_id, terminal_id, from_state, to_state, reason, approved_by)
    SELECT order_id, shop_id, $4, $5, from_state, state, $7, $8::bigint FROM cancelled
), applied AS (
    INSERT INTO applied_command (command_id, staff_id, terminal_id, reply)
    SELECT $2, $4, $5, jsonb_build_object('order', order_id, 'number', number, 'version', version,
        'wasted', (SELECT count(*) FROM stopped WHERE stopped.state = 'wasted'),
        'refunds', (SELECT coalesce(jsonb_agg(jsonb_build_object('tender', tender, 'amount', amount)), '[]')
                    FROM (SELECT tender, sum(amount) AS amount FROM given_back GROUP BY tender ORDER BY tender) AS back))
    FROM cancelled
    RETURNING reply
)
SELECT applied.reply FROM applied, cancelled WHERE tell($1, 'order', cancelled.order_id, cancelled.version)"
);

/// An order to give up, and by what right.
pub struct Given<'a> {
    /// What was asked.
    pub call: &'a CancelOrder,
    /// Why, checked.
    pub reason: Option<String>,
    /// The manager who consented.
    pub approved_by: Option<StaffId>,
    /// Even when something was made.
    pub late: bool,
}

/// Cancels an order, or does nothing at all; nothing where the shop has no such order.
pub async fn cancel(
    database: &PgPool,
    caller: &Caller,
    given: &Given<'_>,
) -> Result<Option<Cancelled>, sqlx::Error> {
    let cancelled: Option<Json<Cancelled>> = sqlx::query_scalar(CANCEL)
        .bind(caller.shop.id.0)
        .bind(given.call.command.0)
        .bind(given.call.order.0)
        .bind(caller.staff.as_ref().map(|staff| staff.id.0))
        .bind(caller.terminal)
        .bind(given.late)
        .bind(given.reason.as_deref())
        .bind(given.approved_by.map(|staff| staff.0))
        .bind(Json(&caller.signed))
        .fetch_optional(database)
        .await?;
    Ok(cancelled.map(|Json(cancelled)| cancelled))
}

/// What a refused cancellation means.
pub fn cancel_refused(error: sqlx::Error) -> Error {
    match raised(&error) {
        Some(("out", number)) => ChangeRefused::Out { number: number.to_owned() }.into(),
        Some(("manager", number)) => ChangeRefused::Manager { number: number.to_owned() }.into(),
        Some(("online", number)) => ChangeRefused::Taking { number: number.to_owned() }.into(),
        Some(("no_reason", _)) => ChangeRefused::NoReason.into(),
        Some(("over", detail)) => over(detail),
        Some(("paid_meanwhile", _)) => LedgerRefused::Moved.into(),
        _ => ledger::refused(error),
    }
}

/// An order that is over: its number and its state.
fn over(detail: &str) -> Error {
    let (number, state) = detail.split_once(' ').unwrap_or((detail, ""));
    match OrderState::from_word(state) {
        Some(state) => ChangeRefused::Over { number: number.to_owned(), state }.into(),
        None => unreadable("orders", "state", state).into(),
    }
}
