//! The SQL of orders.

use crate::app::Caller;
use crate::error::{Error, raised};
use crate::ledger::store::account_of_the_order;
use crate::orders::rows;
use chrono::{DateTime, TimeDelta, Utc};
use domain::CommandId;
use domain::ledger::Account;
use domain::menu::{IngredientId, Menu};
use domain::offline::SoldOffline;
use domain::orders::{
    Board, ENDED_ORDERS_MAX, FIND_DAYS, FOUND_ORDERS_MAX, FoundOrders, Load, OrderAsked,
    OrderContent, OrderId, OrderRefused, OrderSummary, PlacedOrder, PricedOrder, Sought,
};
use domain::shops::{Shop, ShopId};
use domain::staff::StaffId;
use sqlx::postgres::{PgArguments, PgConnection};
use sqlx::query::QueryScalar;
use sqlx::types::Json;
use sqlx::{PgPool, Postgres};
use uuid::Uuid;

/// What a connection prepares before its first command. Parameters whose place does not give
/// their type are cast.
pub const COMMANDS: &[&str] = &[PLACE];

/// The parts of a statement that write the content ($20 lines, $21 discounts) of the order
/// `placed` under its revision.
macro_rules! write_content {
    () => {
        "line AS (
    INSERT INTO order_line (order_id, shop_id, revision, position, line, formula, size_id, half_size_id, without_ids,
                            extra_ids, name, changes, quantity, unit_price_cents, discount_cents, vat_class,
                            vat_basis_points, cooking_minutes, note, portions, ingredient_ids, quantities)
    SELECT placed.order_id, placed.shop_id, placed.revision, asked.*
    FROM placed, jsonb_to_recordset($20::jsonb) AS asked (
        position integer, line integer, formula text, size_id bigint, half_size_id bigint,
        without_ids bigint[], extra_ids bigint[], name text, changes jsonb, quantity integer,
        unit_price_cents bigint, discount_cents bigint, vat_class text, vat_basis_points integer,
        cooking_minutes integer, note text, portions jsonb, ingredient_ids bigint[], quantities bigint[])
    RETURNING order_line_id, order_id, position, quantity, cooking_minutes, name, changes, size_id
), discount AS (
    INSERT INTO order_discount (order_id, shop_id, revision, position, line, percent, amount_cents, reason)
    SELECT placed.order_id, placed.shop_id, placed.revision, off.*
    FROM placed, jsonb_to_recordset($21::jsonb) AS off (
        position integer, line integer, percent integer, amount_cents bigint, reason text)
)"
    };
}
pub(super) use write_content;

/// The part of a statement that finds the customer of the number $13, or makes the file: under the
/// command's key, which is nobody else's. What a manager wrote in a file stays.
macro_rules! whose_it_is {
    ($at:literal, $behind:literal) => {
        concat!(
            "customer AS (
    INSERT INTO customer AS known (customer_id, phone, name, created_at, last_order_at)
    SELECT $2::uuid, $13::text, $12::text, ",
            $at,
            ", ",
            $at,
            " FROM ",
            $behind,
            " WHERE $13 IS NOT NULL
    ON CONFLICT ON CONSTRAINT customer_phone_once DO UPDATE SET name = coalesce(known.name, excluded.name),
        last_order_at = greatest(known.last_order_at, excluded.last_order_at)
    RETURNING customer_id
)"
        )
    };
}
pub(super) use whose_it_is;

/// The part of a statement that keeps where the order `placed` is brought ($22) in its customer's file.
macro_rules! where_it_goes {
    () => {
        "address AS (
    INSERT INTO customer_address AS known (customer_id, address, used_at)
    SELECT customer_id, delivery, placed_at FROM placed WHERE delivery IS NOT NULL AND customer_id IS NOT NULL
    ON CONFLICT (customer_id, lower(address ->> 'street'), (address ->> 'postcode'), lower(address ->> 'town'))
    DO UPDATE SET address = excluded.address, used_at = greatest(known.used_at, excluded.used_at)
)"
    };
}
pub(super) use where_it_goes;

/// The part of a statement that records the command with the order as it is now for a reply.
macro_rules! reply_placed {
    () => {
        "applied AS (
    INSERT INTO applied_command (command_id, staff_id, terminal_id, reply)
    SELECT $2::uuid, $4::bigint, $5::uuid, jsonb_build_object(
        'order', order_id, 'number', number, 'reference', reference, 'total', total_cents,
        'promised_at', promised_at)
    FROM placed
    RETURNING reply
)
SELECT applied.reply FROM applied, placed
WHERE tell(placed.shop_id, 'order', placed.order_id, placed.version)"
    };
}
pub(super) use reply_placed;

/// Ends the statement where the order ($3) was changed while it was waited for: its row is read as it
/// is by now, but its lines, pizzas and payments as they were when the statement began. It is run
/// again by [`crate::command::unless_overtaken`].
macro_rules! overtaken {
    () => {
        "version <> (SELECT began.version FROM orders AS began WHERE began.order_id = $3)
                THEN refuse('overtaken', NULL)"
    };
}
pub(crate) use overtaken;

/// Each `WITH` part runs when a later one asks for its rows, so the order below is kept by
/// reading from the part before: menu, then stock rows locked by key (so that two orders never
/// wait for each other), then what is short, then the numbers, then the rows.
macro_rules! placing {
    () => {
        concat!(
    "
WITH here AS MATERIALIZED (
    SELECT shop.shop_id, shop.code, today.day, to_char(today.day, 'YYYY') AS year, taken.at,
           CASE WHEN $23::text IS NULL AND (SELECT version FROM menu_version) <> $6::bigint
                THEN refuse('stale_menu', NULL) END AS refused
    FROM shop, LATERAL (SELECT least(coalesce($24::timestamptz, now()), now())) AS taken (at),
         LATERAL business_day(shop.day_ends_at, taken.at) AS today (day)
    WHERE shop.shop_id = $1
), need AS (
    SELECT * FROM unnest($7::bigint[], $8::bigint[]) AS need (ingredient_id, quantity)
), level AS MATERIALIZED (
    SELECT stock_level.ingredient_id, stock_level.on_hand - stock_level.reserved AS projected
    FROM here JOIN stock_level USING (shop_id) JOIN need USING (ingredient_id)
    WHERE here.refused IS NULL
    ORDER BY stock_level.ingredient_id
    FOR UPDATE OF stock_level
), short AS MATERIALIZED (
    -- One row always; a manager may go below zero, but not sell what the shop does not keep. What
    -- was sold while the server was away is sold.
    SELECT CASE WHEN count(*) > 0
                THEN refuse('stock_short', string_agg(need.ingredient_id::text, ',' ORDER BY need.ingredient_id))
           END AS refused
    FROM need LEFT JOIN level USING (ingredient_id)
    WHERE $23 IS NULL AND (level.projected IS NULL OR (level.projected < need.quantity AND NOT $9::boolean))
), reserved AS (
    UPDATE stock_level SET reserved = reserved + need.quantity
    FROM need, here, short
    WHERE stock_level.shop_id = here.shop_id AND stock_level.ingredient_id = need.ingredient_id
      AND short.refused IS NULL
), numbered AS (
    INSERT INTO order_number AS given (shop_id, period, last)
    SELECT here.shop_id, period, 1 FROM here, short, unnest(ARRAY[here.day::text, here.year]) AS period
    WHERE short.refused IS NULL AND ($23 IS NULL OR period = here.year)
    ORDER BY period
    ON CONFLICT ON CONSTRAINT order_number_key DO UPDATE SET last = given.last + 1
    RETURNING period, last
), ",
    whose_it_is!("here.at", "here, (SELECT count(*) FROM numbered) AS behind"),
    ", placed AS (
    INSERT INTO orders (order_id, shop_id, business_day, number, reference, channel, mode, state,
                        customer_name, customer_phone, total_cents, discount_cents, pizzas, pizzas_left,
                        promised_at, approved_by, asked, despite_stock, menu_version, placed_by, terminal_id,
                        placed_at, taken_offline, customer_id, delivery, travel_minutes)
    SELECT $3::uuid, here.shop_id, here.day,
           coalesce($23, 'A-' || lpad(today.last::text, greatest(3, length(today.last::text)), '0')),
           here.code || '-' || here.year || '-' || lpad(year.last::text, greatest(6, length(year.last::text)), '0'),
           $10::text, $11::text, CASE WHEN $16::integer = 0 THEN 'ready' ELSE 'queued' END,
           $12::text, $13::text, $14::bigint, $15::bigint, $16, $16,
           $17::timestamptz, $18::bigint, $19::jsonb, $9, $6, $4::bigint, $5::uuid, here.at, $23 IS NOT NULL,
           (SELECT customer_id FROM customer), $22::jsonb, $25::integer
    FROM here
    JOIN numbered year ON year.period = here.year
    LEFT JOIN numbered today ON today.period = here.day::text
    RETURNING *
), ",
    where_it_goes!(),
    ", ",
    write_content!(),
    ", item AS (
    INSERT INTO order_item (order_id, order_line_id, shop_id, queued_at)
    SELECT line.order_id, line.order_line_id, $1::bigint, here.at
    FROM here, line, generate_series(1, line.quantity)
    WHERE line.cooking_minutes IS NOT NULL
    ORDER BY line.position
), event AS (
    INSERT INTO order_event (order_id, shop_id, staff_id, terminal_id, to_state, approved_by)
    SELECT order_id, shop_id, placed_by, terminal_id, state, approved_by FROM placed
), ",
    reply_placed!()
        )
    };
}
pub(super) use placing;

const PLACE: &str = placing!();

/// What a counter asks to be placed, or put into an order that is there.
pub struct Asked<'a> {
    /// The tap.
    pub command: CommandId,
    /// The order.
    pub order: OrderId,
    /// What was asked.
    pub content: &'a OrderContent,
    /// The same, priced.
    pub priced: &'a PricedOrder,
    /// The time the customer was told.
    pub promised_at: DateTime<Utc>,
    /// How long it is on its way then.
    pub travel: TimeDelta,
    /// The manager who consented.
    pub approved_by: Option<StaffId>,
    /// What was told while the server was away: it is booked so.
    pub sold: Option<&'a SoldOffline>,
}

impl Asked<'_> {
    /// How long it is on its way, as it is kept.
    pub fn travel_minutes(&self) -> i32 {
        i32::try_from(self.travel.num_minutes()).unwrap_or_default()
    }

    /// The statement with this content as its parameters $1 to $22, in that shop.
    pub fn bound(
        &self,
        statement: &'static str,
        shop: ShopId,
        caller: &Caller,
    ) -> QueryScalar<'static, Postgres, Json<PlacedOrder>, PgArguments> {
        let Asked { content, priced, .. } = self;
        let (ingredients, quantities): (Vec<i64>, Vec<i64>) =
            priced.need.iter().map(|(ingredient, quantity)| (ingredient.0, *quantity)).unzip();
        sqlx::query_scalar(statement)
            .bind(shop.0)
            .bind(self.command.0)
            .bind(self.order.0)
            .bind(caller.staff.as_ref().map(|staff| staff.id.0))
            .bind(caller.terminal)
            .bind(content.menu_version)
            .bind(ingredients)
            .bind(quantities)
            .bind(content.despite_stock)
            .bind(content.channel.word())
            .bind(content.mode.word())
            .bind(priced.customer_name.clone())
            .bind(priced.customer_phone.clone())
            .bind(priced.totals.gross.0)
            .bind(priced.discounted().0)
            .bind(i32::try_from(priced.pizzas()).unwrap_or(i32::MAX))
            .bind(self.promised_at)
            .bind(self.approved_by.map(|staff| staff.0))
            .bind(rows::asked(content))
            .bind(rows::lines(priced))
            .bind(rows::discounts(priced))
            .bind(priced.delivery.clone().map(Json))
    }
}

/// Places an order, or does nothing at all.
pub async fn place(
    line: &mut PgConnection,
    caller: &Caller,
    asked: &Asked<'_>,
) -> Result<Option<PlacedOrder>, sqlx::Error> {
    let placed = asked
        .bound(PLACE, caller.shop.id, caller)
        .bind(asked.sold.map(|sold| &sold.number))
        .bind(asked.sold.map(|_| caller.at))
        .bind(asked.travel_minutes())
        .fetch_optional(line)
        .await?;
    Ok(placed.map(|Json(placed)| placed))
}

/// Gives an order the number that the customer was told: the server had placed it under its own,
/// and was gone before it could say so.
pub async fn renumber(
    database: &PgPool,
    caller: &Caller,
    order: OrderId,
    told: &str,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "WITH told AS (
             UPDATE orders SET number = $3, taken_offline = true, version = version + 1, shown_at = NULL
             WHERE shop_id = $1 AND order_id = $2 AND number <> $3
             RETURNING version)
         SELECT tell($1, 'order', $2, version) FROM told",
    )
    .bind(caller.shop.id.0)
    .bind(order.0)
    .bind(told)
    .execute(database)
    .await?;
    Ok(())
}

/// Which of its shop's registers the terminal is; the next one, if it is new. None: another terminal
/// was given that number at this very moment.
pub async fn register(
    database: &PgPool,
    shop: ShopId,
    terminal: Uuid,
) -> Result<Option<i32>, sqlx::Error> {
    sqlx::query_scalar(
        "WITH known AS (SELECT number FROM register WHERE shop_id = $1 AND terminal_id = $2),
         given AS (
             INSERT INTO register (shop_id, terminal_id, number)
             SELECT $1, $2, 1 + coalesce(max(number), 0) FROM register WHERE shop_id = $1
             HAVING NOT EXISTS (SELECT FROM known)
             ON CONFLICT DO NOTHING
             RETURNING number)
         SELECT number FROM known UNION ALL SELECT number FROM given",
    )
    .bind(shop.0)
    .bind(terminal)
    .fetch_optional(database)
    .await
}

/// What a refused placing means.
pub fn place_refused(error: Option<sqlx::Error>, menu: &Menu, stale: impl FnOnce()) -> Error {
    let Some(error) = error else {
        return anyhow::anyhow!("placing an order answered nothing").into();
    };
    content_refused(&error, menu, stale).map_or_else(|| error.into(), Error::from)
}

/// What a statement says of the content it was to write.
pub fn content_refused(
    error: &sqlx::Error,
    menu: &Menu,
    stale: impl FnOnce(),
) -> Option<OrderRefused> {
    match raised(error) {
        Some(("stale_menu", _)) => {
            stale();
            Some(OrderRefused::StaleMenu)
        }
        Some(("stock_short", ingredients)) => {
            Some(OrderRefused::StockShort { ingredients: names(ingredients, menu) })
        }
        _ => None,
    }
}

/// The names of ingredients listed by key.
fn names(listed: &str, menu: &Menu) -> Vec<String> {
    listed
        .split(',')
        .filter_map(|key| key.parse().ok())
        .filter_map(|key| menu.ingredient(IngredientId(key)))
        .map(|ingredient| ingredient.name.clone())
        .collect()
}

/// An order as the contract's JSON, from its row.
macro_rules! summary {
    () => {
        "jsonb_build_object('order', orders.order_id, 'number', number, 'customer_name', customer_name,
    'customer_phone', customer_phone, 'delivery', delivery, 'channel', channel, 'mode', mode, 'state', state,
    'total', total_cents, 'paid', paid_cents, 'refunded', refunded_cents, 'paypal', CASE WHEN online_asked THEN (
        SELECT it.state FROM paypal_intent AS it WHERE it.order_id = orders.order_id
        ORDER BY it.left_at IS NOT NULL, it.attempt DESC LIMIT 1) END, 'held', held, 'pizzas', pizzas, 'pizzas_started', pizzas_started,
    'pizzas_left', pizzas_left, 'placed_at', placed_at, 'promised_at', promised_at, 'version', version,
    'shown_at', shown_at, 'ended_at', ended_at, 'content', (
        SELECT coalesce(jsonb_agg(jsonb_build_object('quantity', quantity, 'name', name, 'changes', changes,
                   'formula', formula, 'gross', quantity * unit_price_cents - discount_cents,
                   'is_fee', size_id IS NULL) ORDER BY position), '[]')
        FROM order_line
        WHERE order_line.order_id = orders.order_id AND order_line.revision = orders.revision))"
    };
}

/// The orders of a shop that are not over, oldest first, and their accounts.
pub async fn open(
    database: &PgPool,
    shop: ShopId,
) -> Result<(Vec<OrderSummary>, Vec<Account>), sqlx::Error> {
    let rows: Vec<(Json<OrderSummary>, Json<Account>)> = sqlx::query_as(concat!(
        "SELECT ",
        summary!(),
        ", ",
        account_of_the_order!(),
        " FROM orders
         WHERE shop_id = $1 AND state IN ('queued', 'preparing', 'ready', 'out_for_delivery', 'returned', 'handed_over')
         ORDER BY placed_at, number"
    ))
    .bind(shop.0)
    .fetch_all(database)
    .await?;
    Ok(rows.into_iter().map(|(Json(order), Json(account))| (order, account)).unzip())
}

/// The orders of a shop and its business day that are over, latest first.
pub async fn ended(database: &PgPool, shop: ShopId) -> Result<Vec<OrderSummary>, sqlx::Error> {
    let rows: Vec<Json<OrderSummary>> = sqlx::query_scalar(concat!(
        "SELECT ",
        summary!(),
        " FROM orders JOIN shop USING (shop_id)
         WHERE shop_id = $1 AND state IN ('closed', 'cancelled') AND business_day = business_day(day_ends_at)
         ORDER BY ended_at DESC
         LIMIT $2"
    ))
    .bind(shop.0)
    .bind(i64::try_from(ENDED_ORDERS_MAX).unwrap_or(i64::MAX))
    .fetch_all(database)
    .await?;
    Ok(rows.into_iter().map(|Json(order)| order).collect())
}

/// The orders of a shop that are over and are looked for, latest first.
pub async fn found(
    database: &PgPool,
    shop: ShopId,
    sought: &Sought,
) -> Result<FoundOrders, sqlx::Error> {
    let rows: Vec<Json<OrderSummary>> = sqlx::query_scalar(concat!(
        "SELECT ",
        summary!(),
        " FROM orders JOIN shop USING (shop_id)
         WHERE shop_id = $1 AND state IN ('closed', 'cancelled')
           AND business_day >= business_day(day_ends_at) - $2::integer
           AND ($3::date IS NULL OR business_day = $3)
           AND CASE WHEN $5::bigint IS NULL
               THEN strpos(number, $4) > 0 OR strpos(reference, $4) > 0 OR strpos(upper(customer_name), $4) > 0
               ELSE ltrim(substring(number FROM '[0-9]+'), '0') = $5::text
                    OR ltrim(substring(reference FROM '[0-9]+$'), '0') = $5::text
                    OR order_id IN (SELECT order_id FROM ledger_entry
                                    WHERE ledger_entry.shop_id = $1 AND chain = 'sales' AND ledger_entry.number = $5)
               END
         ORDER BY business_day DESC, ended_at DESC
         LIMIT $6"
    ))
    .bind(shop.0)
    .bind(i32::try_from(FIND_DAYS).unwrap_or(i32::MAX))
    .bind(sought.day)
    .bind(&sought.words)
    .bind(sought.ticket.map(|ticket| i64::try_from(ticket).unwrap_or(i64::MAX)))
    .bind(i64::try_from(FOUND_ORDERS_MAX).unwrap_or(i64::MAX))
    .fetch_all(database)
    .await?;
    Ok(rows.into_iter().map(|Json(order)| order).collect())
}

/// An order of a shop as it was asked for.
pub async fn read(
    database: &PgPool,
    shop: ShopId,
    order: OrderId,
) -> Result<Option<OrderAsked>, sqlx::Error> {
    let asked: Option<Json<OrderAsked>> = sqlx::query_scalar(concat!(
        "SELECT asked || jsonb_build_object('summary', ",
        summary!(),
        ") FROM orders WHERE shop_id = $1 AND order_id = $2"
    ))
    .bind(shop.0)
    .bind(order.0)
    .fetch_optional(database)
    .await?;
    Ok(asked.map(|Json(asked)| asked))
}

/// What is ahead of the next order: the pizzas that are not cooked yet.
pub async fn load(database: &PgPool, shop: &Shop) -> Result<Load, Error> {
    let rows: Vec<rows::Ahead> = sqlx::query_as(
        "SELECT order_item.order_id AS \"order\", order_item.state, order_item.since,
                order_line.cooking_minutes AS minutes
         FROM order_item JOIN order_line USING (order_line_id)
         WHERE order_item.shop_id = $1 AND state IN ('waiting', 'preparing', 'in_oven')
         ORDER BY queued_at, order_item_id",
    )
    .bind(shop.id.0)
    .fetch_all(database)
    .await?;
    Ok(rows::load(shop, rows))
}

/// The numbers customers of a shop wait for. An order that is brought is nobody's wait here.
pub async fn board(database: &PgPool, shop: ShopId) -> Result<Board, sqlx::Error> {
    let (being_made, ready) = sqlx::query_as(
        "SELECT coalesce(array_agg(number ORDER BY placed_at) FILTER (WHERE state <> 'ready'), '{}'),
                coalesce(array_agg(number ORDER BY ready_at) FILTER (WHERE state = 'ready'), '{}')
         FROM orders
         WHERE shop_id = $1 AND state IN ('queued', 'preparing', 'ready') AND mode <> 'delivery' AND NOT held",
    )
    .bind(shop.0)
    .fetch_one(database)
    .await?;
    Ok(Board { being_made, ready })
}
