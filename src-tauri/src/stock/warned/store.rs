//! The SQL of warnings as they are read.

use crate::app::Caller;
use domain::stock::{StockWarning, WarningId};
use sqlx::PgPool;
use sqlx::types::Json;

/// Of the last day: what is older is on the list of levels.
const UNREAD: &str = "
SELECT coalesce(jsonb_agg(jsonb_build_object('id', warning_id, 'ingredient', ingredient_id, 'name', name,
    'unit', unit, 'alarm', alarm, 'at', at, 'outlook', jsonb_build_object('on_hand', on_hand,
    'projected', projected, 'safety', safety, 'forecast', forecast)) ORDER BY warning_id), '[]')
FROM stock_warning AS warning JOIN ingredient USING (ingredient_id)
WHERE shop_id = $1 AND over_at IS NULL AND at > now() - interval '1 day'
  AND NOT EXISTS (SELECT FROM stock_warning_read AS seen
                  WHERE seen.warning_id = warning.warning_id AND seen.terminal_id = $2)";

/// What the shop warned of and this terminal has not read.
pub async fn unread(database: &PgPool, caller: &Caller) -> Result<Vec<StockWarning>, sqlx::Error> {
    let Json(unread) = sqlx::query_scalar(UNREAD)
        .bind(caller.shop.id.0)
        .bind(caller.terminal)
        .fetch_one(database)
        .await?;
    Ok(unread)
}

/// One was read at this terminal.
pub async fn acknowledge(
    database: &PgPool,
    caller: &Caller,
    warning: WarningId,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO stock_warning_read (warning_id, terminal_id)
         SELECT warning_id, $3 FROM stock_warning WHERE shop_id = $1 AND warning_id = $2
         ON CONFLICT ON CONSTRAINT stock_warning_read_key DO NOTHING",
    )
    .bind(caller.shop.id.0)
    .bind(warning.0)
    .bind(caller.terminal)
    .execute(database)
    .await?;
    Ok(())
}
