//! The SQL of the kitchen: every tap is the same statement with another target and other ends.

use crate::app::Caller;
use crate::error::{Error, raised, unreadable};
use crate::stock::take_off_the_shelf;
use chrono::TimeDelta;
use domain::CommandId;
use domain::kitchen::{
    ItemId, Kitchen, MadeAlready, Notice, NoticeId, OrderRevision, Pizza, TapDone, TapRefused,
};
use domain::orders::{ItemState, OrderStands, Step};
use sqlx::PgPool;
use sqlx::postgres::PgConnection;
use sqlx::types::Json;
use uuid::Uuid;

/// What a connection prepares before its first command.
pub const COMMANDS: &[&str] = &[CLAIM, STEP, UNDO, MADE_ALREADY];

/// A pizza as the contract's JSON, from the rows `item`, `orders` and `order_line`, for
/// the terminal that asks.
macro_rules! pizza {
    ($item:literal, $orders:literal, $terminal:literal) => {
        concat!(
            "jsonb_build_object('item', ",
            $item,
            ".order_item_id, 'order', ",
            $item,
            ".order_id,
            'number', ",
            $orders,
            ".number, 'mode', ",
            $orders,
            ".mode, 'dish', jsonb_build_object('size', order_line.size_id, 'half', order_line.half_size_id,
            'without', order_line.without_ids, 'extras', order_line.extra_ids), 'portions', order_line.portions,
            'name', order_line.name, 'changes', order_line.changes, 'note', order_line.note, 'state', ",
            $item,
            ".state,
            'since', ",
            $item,
            ".since, 'promised_at', ",
            $orders,
            ".promised_at, 'travel_minutes', ",
            $orders,
            ".travel_minutes,
            'cooking_minutes', order_line.cooking_minutes,
            'taken_offline', ",
            $orders,
            ".taken_offline OR ",
            $orders,
            ".on_paper IS NOT DISTINCT FROM ",
            $orders,
            ".revision, 'mine', coalesce(",
            $item,
            ".claimed_by = ",
            $terminal,
            ", false))"
        )
    };
}

/// The statement of a tap, around the part that finds and locks its pizza (`target`: item, from,
/// to, and `refused`, which is null or has ended the statement). What it takes leaves the shelf at `at`,
/// where it has waited for the server.
///
/// Rows are locked in one order everywhere: pizza, order, stock by ingredient. The counts on the
/// order decide its state: they are right even when its last two pizzas come out at once.
macro_rules! tap {
    ($target:literal, $at:literal) => {
        concat!(
            "WITH ",
            $target,
            ", moved AS (
    UPDATE order_item SET state = target.to_state, since = now(), last_command = $2::uuid,
        claimed_by = CASE target.to_state WHEN 'waiting' THEN NULL
                     ELSE coalesce(order_item.claimed_by, $4::uuid) END
    FROM target WHERE order_item.order_item_id = target.order_item_id AND target.refused IS NULL
    RETURNING order_item.*, target.from_state
), ordered AS (
    UPDATE orders SET
        pizzas_started = pizzas_started + delta.started,
        pizzas_left = pizzas_left + delta.unfinished,
        state = CASE WHEN pizzas_left + delta.unfinished = 0 THEN 'ready'
                     WHEN pizzas_started + delta.started = 0 THEN 'queued'
                     ELSE 'preparing' END,
        ready_at = CASE WHEN pizzas_left + delta.unfinished = 0 THEN now() END,
        version = version + 1
    FROM moved, LATERAL (SELECT
        (moved.from_state = 'waiting')::integer - (moved.state = 'waiting')::integer AS started,
        (moved.from_state = 'cooked')::integer - (moved.state = 'cooked')::integer AS unfinished) AS delta
    WHERE orders.order_id = moved.order_id
    RETURNING orders.order_id, orders.shop_id, orders.number, orders.mode, orders.state, orders.version, orders.promised_at,
        orders.travel_minutes, orders.taken_offline, orders.on_paper, orders.revision, orders.pizzas_left
), need AS MATERIALIZED (
    -- Into the oven what was reserved leaves the shelf; out of it, it comes back.
    SELECT used.ingredient_id, CASE moved.state WHEN 'in_oven' THEN used.quantity ELSE -used.quantity END AS quantity
    FROM moved JOIN order_line USING (order_line_id),
         unnest(order_line.ingredient_ids, order_line.quantities) AS used (ingredient_id, quantity)
    WHERE (moved.from_state, moved.state) IN (('preparing', 'in_oven'), ('in_oven', 'preparing'))
), ",
            take_off_the_shelf!(),
            ", movement AS (
    INSERT INTO stock_movement (shop_id, ingredient_id, cause, quantity, at, staff_id, order_id)
    SELECT $1::bigint, level.ingredient_id, CASE WHEN level.quantity > 0 THEN 'consumption' ELSE 'undo' END,
           -level.quantity, least(coalesce(", $at, "::timestamptz, now()), now()), $3::bigint, moved.order_id
    FROM level, moved
), event AS (
    INSERT INTO order_event (order_id, shop_id, order_item_id, staff_id, terminal_id, from_state, to_state)
    SELECT order_id, $1, order_item_id, $3::bigint, $4::uuid, from_state, state FROM moved
), applied AS (
    INSERT INTO applied_command (command_id, staff_id, terminal_id, reply)
    SELECT $2::uuid, $3::bigint, $4::uuid, jsonb_build_object(
        'pizza', ", pizza!("moved", "ordered", "$4"), ",
        'order_state', ordered.state, 'version', ordered.version, 'pizzas_left', ordered.pizzas_left)
    FROM moved, ordered, order_line
    WHERE order_line.order_line_id = moved.order_line_id
    RETURNING reply
)
SELECT applied.reply FROM applied, ordered WHERE tell($1, 'order', ordered.order_id, ordered.version)"
        )
    };
}

/// First in, first out; a row that another station holds is passed over.
const CLAIM: &str = tap!(
    "target AS MATERIALIZED (
    SELECT order_item_id, state AS from_state, 'preparing' AS to_state, NULL::boolean AS refused
    FROM order_item WHERE shop_id = $1 AND state = 'waiting'
    ORDER BY queued_at, order_item_id
    LIMIT 1
    FOR UPDATE SKIP LOCKED
)",
    "$5"
);

/// A named pizza, from $6 to $7. Only the station that claimed it may give it back or bake it.
const STEP: &str = tap!(
    "target AS MATERIALIZED (
    SELECT order_item_id, state AS from_state, $7::text AS to_state,
           CASE WHEN state <> $6::text THEN refuse('moved', state)
                WHEN state = 'preparing' AND claimed_by <> $4 THEN refuse('another_station', NULL)
           END AS refused
    FROM order_item
    WHERE shop_id = $1 AND order_item_id = $5
    FOR UPDATE
)",
    "$8"
);

/// The last tap of a pizza, named by its command ($6), one state back, while it is young ($7
/// seconds) and the customer does not have the order.
const UNDO: &str = tap!(
    "target AS MATERIALIZED (
    SELECT order_item_id, order_item.state AS from_state,
           CASE order_item.state WHEN 'preparing' THEN 'waiting' WHEN 'in_oven' THEN 'preparing'
                                 WHEN 'cooked' THEN 'in_oven' END AS to_state,
           CASE WHEN order_item.last_command IS DISTINCT FROM $6::uuid OR order_item.state = 'waiting'
                  OR order_item.since < now() - make_interval(secs => $7::double precision)
                  OR orders.state NOT IN ('preparing', 'ready')
                THEN refuse('too_late', NULL) END AS refused
    FROM order_item JOIN orders USING (order_id)
    WHERE order_item.shop_id = $1 AND order_item_id = $5
    FOR UPDATE
)",
    "$8"
);

/// The waiting pizzas of order $5 are cooked, and what they took leaves the shelf.
const MADE_ALREADY: &str = concat!(
    "
WITH pizza AS MATERIALIZED (
    SELECT order_item_id FROM order_item
    WHERE shop_id = $1 AND order_id = $5 AND state = 'waiting'
    ORDER BY order_item_id
    FOR UPDATE
), target AS MATERIALIZED (
    SELECT orders.number, CASE WHEN NOT (taken_offline OR on_paper IS NOT DISTINCT FROM revision) OR locked.pizzas = 0 THEN refuse('nothing', number) END AS refused
    FROM (SELECT count(*) AS pizzas FROM pizza) AS locked, orders
    WHERE shop_id = $1 AND order_id = $5
    FOR UPDATE OF orders
), moved AS (
    UPDATE order_item SET state = 'cooked', since = now(), last_command = $2::uuid, claimed_by = $4::uuid
    FROM pizza, target
    WHERE order_item.order_item_id = pizza.order_item_id AND target.refused IS NULL
    RETURNING order_item.*
), ordered AS (
    UPDATE orders SET
        pizzas_started = pizzas_started + made.count,
        pizzas_left = pizzas_left - made.count,
        state = CASE WHEN pizzas_left = made.count THEN 'ready' ELSE 'preparing' END,
        ready_at = CASE WHEN pizzas_left = made.count THEN now() END,
        version = version + 1
    FROM (SELECT order_id, count(*)::integer AS count FROM moved GROUP BY order_id) AS made
    WHERE orders.order_id = made.order_id
    RETURNING orders.order_id, orders.shop_id, orders.number, orders.mode, orders.state, orders.version, orders.promised_at,
        orders.travel_minutes, orders.taken_offline, orders.on_paper, orders.revision, orders.pizzas_left
), need AS MATERIALIZED (
    SELECT used.ingredient_id, sum(used.quantity)::bigint AS quantity
    FROM moved JOIN order_line USING (order_line_id),
         unnest(order_line.ingredient_ids, order_line.quantities) AS used (ingredient_id, quantity)
    GROUP BY used.ingredient_id
), ",
    take_off_the_shelf!(),
    ", movement AS (
    INSERT INTO stock_movement (shop_id, ingredient_id, cause, quantity, staff_id, order_id)
    SELECT $1::bigint, level.ingredient_id, 'consumption', -level.quantity, $3::bigint, ordered.order_id
    FROM level, ordered
), event AS (
    INSERT INTO order_event (order_id, shop_id, order_item_id, staff_id, terminal_id, from_state, to_state)
    SELECT order_id, $1, order_item_id, $3::bigint, $4::uuid, 'waiting', state FROM moved
), applied AS (
    INSERT INTO applied_command (command_id, staff_id, terminal_id, reply)
    SELECT $2::uuid, $3::bigint, $4::uuid, jsonb_build_object(
        'order', order_id, 'number', number, 'state', state, 'version', version)
    FROM ordered
    RETURNING reply
)
SELECT applied.reply FROM applied, ordered WHERE tell($1, 'order', ordered.order_id, ordered.version)"
);

/// The waiting pizzas of an order are cooked; nothing where the shop has no such order.
pub async fn made_already(
    database: &PgPool,
    caller: &Caller,
    call: &MadeAlready,
) -> Result<Option<OrderStands>, sqlx::Error> {
    let stands: Option<Json<OrderStands>> = sqlx::query_scalar(MADE_ALREADY)
        .bind(caller.shop.id.0)
        .bind(call.command.0)
        .bind(caller.staff.as_ref().map(|staff| staff.id.0))
        .bind(caller.terminal)
        .bind(call.order.0)
        .fetch_optional(database)
        .await?;
    Ok(stands.map(|Json(stands)| stands))
}

/// Claims the first waiting pizza; nothing where none waits.
pub async fn claim(
    line: &mut PgConnection,
    caller: &Caller,
    command: CommandId,
) -> Result<Option<TapDone>, sqlx::Error> {
    let done: Option<Json<TapDone>> = sqlx::query_scalar(CLAIM)
        .bind(caller.shop.id.0)
        .bind(command.0)
        .bind(caller.staff.as_ref().map(|staff| staff.id.0))
        .bind(caller.terminal)
        .bind(caller.waited)
        .fetch_optional(line)
        .await?;
    Ok(done.map(|Json(done)| done))
}

/// A pizza of an order, by its place in it.
pub async fn nth(
    database: &PgPool,
    caller: &Caller,
    order: Uuid,
    nth: i64,
) -> Result<Option<ItemId>, sqlx::Error> {
    let item: Option<i64> = sqlx::query_scalar(
        "SELECT order_item_id FROM order_item JOIN orders USING (order_id) JOIN order_line USING (order_line_id)
         WHERE order_item.shop_id = $1 AND order_item.order_id = $2 AND order_line.revision = orders.revision
         ORDER BY order_item_id OFFSET $3 LIMIT 1",
    )
    .bind(caller.shop.id.0)
    .bind(order)
    .bind(nth)
    .fetch_optional(database)
    .await?;
    Ok(item.map(ItemId))
}

/// Whether a pizza waits in the shop, whoever holds it at the moment.
pub async fn anything_waits(database: &PgPool, caller: &Caller) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar(
        "SELECT EXISTS (SELECT FROM order_item WHERE shop_id = $1 AND state = 'waiting')",
    )
    .bind(caller.shop.id.0)
    .fetch_one(database)
    .await
}

/// Moves a pizza one step; nothing where the shop has no such pizza.
pub async fn step(
    line: &mut PgConnection,
    caller: &Caller,
    command: CommandId,
    item: ItemId,
    step: Step,
) -> Result<Option<TapDone>, sqlx::Error> {
    let (from, to) = step.ends();
    let done: Option<Json<TapDone>> = sqlx::query_scalar(STEP)
        .bind(caller.shop.id.0)
        .bind(command.0)
        .bind(caller.staff.as_ref().map(|staff| staff.id.0))
        .bind(caller.terminal)
        .bind(item.0)
        .bind(from.word())
        .bind(to.word())
        .bind(caller.waited)
        .fetch_optional(line)
        .await?;
    Ok(done.map(|Json(done)| done))
}

/// Takes a pizza's last tap back if it is not older; nothing where the shop has no such pizza.
pub async fn undo(
    line: &mut PgConnection,
    caller: &Caller,
    command: CommandId,
    item: ItemId,
    tap: CommandId,
    young: TimeDelta,
) -> Result<Option<TapDone>, sqlx::Error> {
    let done: Option<Json<TapDone>> = sqlx::query_scalar(UNDO)
        .bind(caller.shop.id.0)
        .bind(command.0)
        .bind(caller.staff.as_ref().map(|staff| staff.id.0))
        .bind(caller.terminal)
        .bind(item.0)
        .bind(tap.0)
        .bind(young.num_seconds() as f64)
        .bind(caller.waited)
        .fetch_optional(line)
        .await?;
    Ok(done.map(|Json(done)| done))
}

/// What a refused tap means.
pub fn step_refused(step: Step, error: Option<sqlx::Error>) -> Error {
    if let Some(("moved", state)) = error.as_ref().and_then(raised) {
        return match ItemState::from_word(state) {
            Some(state) => TapRefused::at(step, state).into(),
            None => unreadable("order_item", "state", state).into(),
        };
    }
    tap_refused(error)
}

/// The same of any other tap.
pub fn tap_refused(error: Option<sqlx::Error>) -> Error {
    let Some(error) = error else { return TapRefused::Unknown.into() };
    match raised(&error) {
        Some(("another_station", _)) => TapRefused::AnotherStation.into(),
        Some(("nothing", _)) => TapRefused::NothingToCatchUp.into(),
        Some(("too_late", _)) => TapRefused::TooLateToUndo.into(),
        _ => error.into(),
    }
}

/// Everything the kitchen's screens show, in one read.
const READ: &str = concat!(
    "WITH pizza AS (
        SELECT order_item.state, order_item.queued_at, order_item.order_item_id, order_item.since, ",
    pizza!("order_item", "orders", "$2"),
    " AS shown
        FROM order_item JOIN orders USING (order_id) JOIN order_line USING (order_line_id)
        WHERE order_item.shop_id = $1 AND order_item.state IN ('waiting', 'preparing', 'in_oven')
    )
    SELECT
        coalesce((SELECT jsonb_agg(shown ORDER BY queued_at, order_item_id) FROM pizza WHERE state = 'waiting'), '[]'),
        coalesce((SELECT jsonb_agg(shown ORDER BY since, order_item_id) FROM pizza WHERE state = 'preparing'), '[]'),
        coalesce((SELECT jsonb_agg(shown ORDER BY since, order_item_id) FROM pizza WHERE state = 'in_oven'), '[]'),
        (SELECT count(*) FROM orders WHERE shop_id = $1 AND state = 'ready' AND mode <> 'delivery'),
        (SELECT count(*) FROM orders WHERE shop_id = $1 AND state = 'ready' AND mode = 'delivery'),
        (SELECT coalesce(jsonb_agg(jsonb_build_object('order', order_id, 'revision', revision) ORDER BY placed_at), '[]')
         FROM orders WHERE shop_id = $1 AND state IN ('queued', 'preparing') AND shown_at IS NULL),
        (SELECT coalesce(jsonb_agg(jsonb_build_object('id', notice_id, 'order', order_id, 'number', number,
                    'at', at, 'cancelled', cancelled, 'differences', differences) ORDER BY notice_id), '[]')
         FROM kitchen_notice
         WHERE shop_id = $1 AND at > now() - interval '30 minutes'
           AND NOT EXISTS (SELECT FROM kitchen_notice_read AS seen
                           WHERE seen.notice_id = kitchen_notice.notice_id AND seen.terminal_id = $2))"
);

type Pizzas = Json<Vec<Pizza>>;
type KitchenRow = (Pizzas, Pizzas, Pizzas, i64, i64, Json<Vec<OrderRevision>>, Json<Vec<Notice>>);

/// What the kitchen of a shop has to do.
pub async fn read(database: &PgPool, caller: &Caller) -> Result<Kitchen, sqlx::Error> {
    let row: KitchenRow = sqlx::query_as(READ)
        .bind(caller.shop.id.0)
        .bind(caller.terminal)
        .fetch_one(database)
        .await?;
    let (waiting, preparing, in_oven, to_serve, to_deliver, not_shown, notices) = row;
    Ok(Kitchen {
        waiting: waiting.0,
        preparing: preparing.0,
        in_oven: in_oven.0,
        to_serve: u32::try_from(to_serve).unwrap_or(u32::MAX),
        to_deliver: u32::try_from(to_deliver).unwrap_or(u32::MAX),
        not_shown: not_shown.0,
        notices: notices.0,
    })
}

/// Notes when these orders were first drawn, where they still are as drawn, and tells the counters.
pub async fn shown(
    database: &PgPool,
    caller: &Caller,
    orders: &[OrderRevision],
) -> Result<(), sqlx::Error> {
    let (orders, revisions): (Vec<Uuid>, Vec<i32>) =
        orders.iter().map(|drawn| (drawn.order.0, drawn.revision)).unzip();
    sqlx::query(
        "WITH shown AS (
             UPDATE orders SET shown_at = now()
             FROM unnest($2::uuid[], $3::integer[]) AS drawn (order_id, revision)
             WHERE orders.shop_id = $1 AND orders.order_id = drawn.order_id
               AND orders.revision = drawn.revision AND orders.shown_at IS NULL
             RETURNING orders.order_id)
         SELECT tell($1, 'shown', NULL, 0) WHERE EXISTS (SELECT FROM shown)",
    )
    .bind(caller.shop.id.0)
    .bind(orders)
    .bind(revisions)
    .execute(database)
    .await?;
    Ok(())
}

/// These notices were read at this terminal.
pub async fn notices_read(
    database: &PgPool,
    caller: &Caller,
    notices: &[NoticeId],
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO kitchen_notice_read (notice_id, terminal_id)
         SELECT notice_id, $3 FROM kitchen_notice WHERE shop_id = $1 AND notice_id = ANY($2)
         ON CONFLICT ON CONSTRAINT kitchen_notice_read_key DO NOTHING",
    )
    .bind(caller.shop.id.0)
    .bind(notices.iter().map(|notice| notice.0).collect::<Vec<_>>())
    .bind(caller.terminal)
    .execute(database)
    .await?;
    Ok(())
}
