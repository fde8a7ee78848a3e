//! The SQL of transfers. Both shops' rows are only ever added; each statement moves one shop's stock.

use crate::app::Caller;
use domain::CommandId;
use domain::menu::IngredientId;
use domain::server::ShopChoice;
use domain::shops::ShopId;
use domain::stock::{
    ReceiveTransfer, SendTransfer, StockLevel, TRANSFERS_LISTED_MAX, TakeBackTransfer, TransferId,
    TransferShown,
};
use sqlx::postgres::PgArguments;
use sqlx::query::QueryScalar;
use sqlx::types::Json;
use sqlx::{PgPool, Postgres};

/// How a command ends: with the levels that moved, and both shops told.
macro_rules! ended_with_levels {
    ($from:literal) => {
        concat!(
            ", applied AS (
    INSERT INTO applied_command (command_id, staff_id, terminal_id, reply)
    SELECT $2::uuid, $3::bigint, $4::uuid, (
        SELECT coalesce(jsonb_agg(jsonb_build_object('ingredient', ingredient_id, 'on_hand', on_hand,
                   'reserved', reserved, 'safety', safety) ORDER BY ingredient_id), '[]') FROM moved)
    FROM ",
            $from,
            "
    RETURNING reply
)
SELECT reply FROM applied, ",
            $from,
            " AS told WHERE tell(told.from_shop, 'stock', NULL, 0) AND tell(told.to_shop, 'stock', NULL, 0)"
        )
    };
}

/// $7 ingredients, $8 quantities leave the shelf of shop $1 for that of the code $6.
const SEND: &str = concat!(
    "
WITH asked AS MATERIALIZED (
    SELECT * FROM unnest($7::bigint[], $8::bigint[]) AS asked (ingredient_id, quantity)
), other AS MATERIALIZED (
    SELECT shop_id, name FROM every_shop() WHERE code = $6::text AND shop_id <> $1
), level AS MATERIALIZED (
    SELECT stock_level.ingredient_id, stock_level.on_hand, asked.quantity
    FROM stock_level JOIN asked USING (ingredient_id)
    WHERE stock_level.shop_id = $1
    ORDER BY stock_level.ingredient_id
    FOR UPDATE OF stock_level
), judged AS MATERIALIZED (
    SELECT CASE
        WHEN NOT EXISTS (SELECT FROM other) THEN refuse('no_shop', $6)
        WHEN count(level.ingredient_id) < count(*)
            THEN refuse('unknown', (min(asked.ingredient_id) FILTER (WHERE level.ingredient_id IS NULL))::text)
        WHEN bool_or(level.on_hand < asked.quantity)
            THEN refuse('more_than_there', (array_agg(level.ingredient_id || ' ' || level.on_hand ORDER BY level.ingredient_id)
                                            FILTER (WHERE level.on_hand < asked.quantity))[1]) END AS refused
    FROM asked LEFT JOIN level USING (ingredient_id)
), sent AS (
    INSERT INTO transfer (transfer_id, from_shop, to_shop, staff_id)
    SELECT $5::uuid, $1::bigint, other.shop_id, $3::bigint FROM other, judged WHERE judged.refused IS NULL
    RETURNING *
), line AS (
    INSERT INTO transfer_line (transfer_id, from_shop, to_shop, ingredient_id, sent)
    SELECT sent.transfer_id, sent.from_shop, sent.to_shop, level.ingredient_id, level.quantity FROM sent, level
), moved AS (
    UPDATE stock_level SET on_hand = stock_level.on_hand - level.quantity
    FROM level, sent
    WHERE stock_level.shop_id = sent.from_shop AND stock_level.ingredient_id = level.ingredient_id
    RETURNING stock_level.*
), movement AS (
    INSERT INTO stock_movement (shop_id, ingredient_id, cause, quantity, staff_id, reason)
    SELECT sent.from_shop, level.ingredient_id, 'transfer', -level.quantity, sent.staff_id, U&'\\2192 ' || other.name
    FROM sent, level, other
)",
    ended_with_levels!("sent")
);

/// The lines of transfer $5 that shop $1 ends, with $6 ingredients and $7 quantities that came; $8 says why
/// that is not what was sent.
const RECEIVE: &str = concat!(
    "
WITH came AS MATERIALIZED (
    SELECT * FROM unnest($6::bigint[], $7::bigint[]) AS came (ingredient_id, quantity)
), known AS MATERIALIZED (
    SELECT transfer.transfer_id, transfer.from_shop, transfer.to_shop, over.state
    FROM transfer LEFT JOIN transfer_end AS over USING (transfer_id)
    WHERE transfer.transfer_id = $5::uuid AND transfer.to_shop = $1
), level AS MATERIALIZED (
    SELECT stock_level.ingredient_id, came.quantity
    FROM known JOIN transfer_line AS line USING (transfer_id) JOIN came USING (ingredient_id)
    JOIN stock_level ON stock_level.shop_id = $1 AND stock_level.ingredient_id = line.ingredient_id
    WHERE known.state IS NULL
    ORDER BY stock_level.ingredient_id
    FOR UPDATE OF stock_level
), judged AS MATERIALIZED (
    SELECT known.*, told.differs, CASE
        WHEN known.state IS NOT NULL THEN refuse('over', known.state)
        WHEN told.missing IS NOT NULL THEN refuse('not_told', told.missing::text)
        WHEN told.strange IS NOT NULL THEN refuse('unknown', told.strange::text)
        WHEN told.differs AND $8::text IS NULL THEN refuse('no_reason', NULL) END AS refused
    FROM known, LATERAL (
        SELECT bool_or(came.quantity <> line.sent) AS differs,
               min(line.ingredient_id) FILTER (WHERE came.ingredient_id IS NULL) AS missing,
               (SELECT min(extra.ingredient_id) FROM came AS extra
                WHERE NOT EXISTS (SELECT FROM transfer_line AS any_line
                                  WHERE any_line.transfer_id = $5 AND any_line.ingredient_id = extra.ingredient_id)) AS strange
        FROM transfer_line AS line LEFT JOIN came USING (ingredient_id)
        WHERE line.transfer_id = known.transfer_id) AS told
), ended AS (
    INSERT INTO transfer_end (transfer_id, from_shop, to_shop, shop_id, state, staff_id, reason)
    SELECT transfer_id, from_shop, to_shop, to_shop, 'received', $3::bigint, CASE WHEN differs THEN $8 END
    FROM judged WHERE refused IS NULL
    RETURNING *
), arrival AS (
    INSERT INTO transfer_arrival (transfer_id, from_shop, to_shop, shop_id, ingredient_id, received)
    SELECT ended.transfer_id, ended.from_shop, ended.to_shop, ended.shop_id, level.ingredient_id, level.quantity
    FROM ended, level
), moved AS (
    UPDATE stock_level SET on_hand = stock_level.on_hand + level.quantity
    FROM level, ended
    WHERE stock_level.shop_id = ended.to_shop AND stock_level.ingredient_id = level.ingredient_id
    RETURNING stock_level.*
), movement AS (
    INSERT INTO stock_movement (shop_id, ingredient_id, cause, quantity, staff_id, reason)
    SELECT ended.to_shop, level.ingredient_id, 'transfer', level.quantity, ended.staff_id, U&'\\2190 ' || other.name
    FROM ended, level, every_shop() AS other WHERE level.quantity > 0 AND other.shop_id = ended.from_shop
)",
    ended_with_levels!("ended")
);

/// What shop $1 sent as transfer $5 is on its shelf again.
const TAKE_BACK: &str = concat!(
    "
WITH known AS MATERIALIZED (
    SELECT transfer.transfer_id, transfer.from_shop, transfer.to_shop,
           CASE WHEN over.state IS NOT NULL THEN refuse('over', over.state) END AS refused
    FROM transfer LEFT JOIN transfer_end AS over USING (transfer_id)
    WHERE transfer.transfer_id = $5::uuid AND transfer.from_shop = $1
), level AS MATERIALIZED (
    SELECT stock_level.ingredient_id, line.sent AS quantity
    FROM known JOIN transfer_line AS line USING (transfer_id)
    JOIN stock_level ON stock_level.shop_id = $1 AND stock_level.ingredient_id = line.ingredient_id
    WHERE known.refused IS NULL
    ORDER BY stock_level.ingredient_id
    FOR UPDATE OF stock_level
), ended AS (
    INSERT INTO transfer_end (transfer_id, from_shop, to_shop, shop_id, state, staff_id)
    SELECT transfer_id, from_shop, to_shop, from_shop, 'taken_back', $3::bigint FROM known WHERE refused IS NULL
    RETURNING *
), moved AS (
    UPDATE stock_level SET on_hand = stock_level.on_hand + level.quantity
    FROM level, ended
    WHERE stock_level.shop_id = ended.from_shop AND stock_level.ingredient_id = level.ingredient_id
    RETURNING stock_level.*
), movement AS (
    INSERT INTO stock_movement (shop_id, ingredient_id, cause, quantity, staff_id, reason)
    SELECT ended.from_shop, level.ingredient_id, 'transfer', level.quantity, ended.staff_id, U&'\\21A9 ' || other.name
    FROM ended, level, every_shop() AS other WHERE other.shop_id = ended.to_shop
)",
    ended_with_levels!("ended")
);

/// What every command of a transfer begins with: $1 shop, $2 command, $3 person, $4 terminal, $5 transfer.
fn bound<'q>(
    statement: &'static str,
    caller: &Caller,
    shop: ShopId,
    (command, transfer): (CommandId, TransferId),
) -> QueryScalar<'q, Postgres, Json<Vec<StockLevel>>, PgArguments> {
    sqlx::query_scalar(statement)
        .bind(shop.0)
        .bind(command.0)
        .bind(caller.staff.as_ref().map(|staff| staff.id.0))
        .bind(caller.terminal)
        .bind(transfer.0)
}

/// Ingredients and quantities, as statements take them.
fn columns(lines: impl IntoIterator<Item = (IngredientId, i64)>) -> (Vec<i64>, Vec<i64>) {
    lines.into_iter().map(|(ingredient, quantity)| (ingredient.0, quantity)).unzip()
}

/// Sends from a shop, and tells both.
pub async fn send(
    database: &PgPool,
    caller: &Caller,
    shop: ShopId,
    call: &SendTransfer,
) -> Result<Option<Vec<StockLevel>>, sqlx::Error> {
    let (ingredients, quantities) = columns(call.lines.iter().copied());
    let levels = bound(SEND, caller, shop, (call.command, call.transfer))
        .bind(&call.to)
        .bind(ingredients)
        .bind(quantities)
        .fetch_optional(database)
        .await?;
    Ok(levels.map(|Json(levels)| levels))
}

/// Receives at a shop, and tells both; nothing where none of that name is for it.
pub async fn receive(
    database: &PgPool,
    caller: &Caller,
    shop: ShopId,
    call: &ReceiveTransfer,
    why: Option<&str>,
) -> Result<Option<Vec<StockLevel>>, sqlx::Error> {
    let (ingredients, quantities) = columns(call.came.clone());
    let levels = bound(RECEIVE, caller, shop, (call.command, call.transfer))
        .bind(ingredients)
        .bind(quantities)
        .bind(why)
        .fetch_optional(database)
        .await?;
    Ok(levels.map(|Json(levels)| levels))
}

/// Takes back at the shop that sent, and tells both; nothing where it sent none of that name.
pub async fn take_back(
    database: &PgPool,
    caller: &Caller,
    shop: ShopId,
    call: &TakeBackTransfer,
) -> Result<Option<Vec<StockLevel>>, sqlx::Error> {
    let levels = bound(TAKE_BACK, caller, shop, (call.command, call.transfer))
        .fetch_optional(database)
        .await?;
    Ok(levels.map(|Json(levels)| levels))
}

const LIST: &str = "
SELECT jsonb_build_object(
    'id', transfer.transfer_id,
    'from', jsonb_build_object('code', sender.code, 'name', sender.name),
    'to', jsonb_build_object('code', receiver.code, 'name', receiver.name),
    'state', coalesce(over.state, 'under_way'),
    'reason', over.reason,
    'sent_at', transfer.at, 'sent_by', (SELECT name FROM staff WHERE staff.staff_id = transfer.staff_id),
    'ended_at', over.at, 'ended_by', (SELECT name FROM staff WHERE staff.staff_id = over.staff_id),
    'lines', (
        SELECT jsonb_agg(jsonb_build_object('ingredient', line.ingredient_id, 'name', ingredient.name,
                   'unit', ingredient.unit, 'sent', line.sent, 'received', arrival.received)
                   ORDER BY lower(ingredient.name))
        FROM transfer_line AS line JOIN ingredient USING (ingredient_id)
        LEFT JOIN transfer_arrival AS arrival USING (transfer_id, ingredient_id)
        WHERE line.transfer_id = transfer.transfer_id))
FROM transfer
JOIN every_shop() AS sender ON sender.shop_id = from_shop
JOIN every_shop() AS receiver ON receiver.shop_id = to_shop
LEFT JOIN transfer_end AS over USING (transfer_id)
WHERE transfer.from_shop = $1 OR transfer.to_shop = $1
ORDER BY over.transfer_id IS NOT NULL, transfer.at DESC, transfer.transfer_id
LIMIT $2";

/// The transfers from and to a shop: what is under way, then the last that are over.
pub async fn list(database: &PgPool, shop: ShopId) -> Result<Vec<TransferShown>, sqlx::Error> {
    let listed: Vec<Json<TransferShown>> = sqlx::query_scalar(LIST)
        .bind(shop.0)
        .bind(i64::try_from(TRANSFERS_LISTED_MAX).unwrap_or(i64::MAX))
        .fetch_all(database)
        .await?;
    Ok(listed.into_iter().map(|Json(shown)| shown).collect())
}

/// The group's shops, by code.
pub async fn every_shop(database: &PgPool) -> Result<Vec<ShopChoice>, sqlx::Error> {
    let rows: Vec<(String, String)> =
        sqlx::query_as("SELECT code, name FROM every_shop() ORDER BY code")
            .fetch_all(database)
            .await?;
    Ok(rows.into_iter().map(|(code, name)| ShopChoice { code, name }).collect())
}
