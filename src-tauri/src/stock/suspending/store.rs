//! The SQL of products that are suspended by hand.

use crate::app::Caller;
use domain::stock::SuspendProduct;
use sqlx::PgPool;
use sqlx::types::Json;

/// Product $5 is suspended ($6) in the shop, or no longer. The menu's trigger tells every shop.
const SUSPEND: &str = "
WITH put AS (
    INSERT INTO product_shop (product_id, shop_id, suspended)
    SELECT product_id, $1, $6::boolean FROM product WHERE product_id = $5
    ON CONFLICT ON CONSTRAINT product_shop_key DO UPDATE SET suspended = excluded.suspended
    RETURNING product_id
), applied AS (
    INSERT INTO applied_command (command_id, staff_id, terminal_id, reply)
    SELECT $2::uuid, $3::bigint, $4::uuid, 'null'::jsonb FROM put
    RETURNING reply
)
SELECT reply FROM applied";

/// Suspends a product, or puts it back; nothing where there is none.
pub async fn suspend(
    database: &PgPool,
    caller: &Caller,
    call: &SuspendProduct,
) -> Result<Option<()>, sqlx::Error> {
    let done: Option<Json<()>> = sqlx::query_scalar(SUSPEND)
        .bind(caller.shop.id.0)
        .bind(call.command.0)
        .bind(caller.staff.as_ref().map(|staff| staff.id.0))
        .bind(caller.terminal)
        .bind(call.product.0)
        .bind(call.suspended)
        .fetch_optional(database)
        .await?;
    Ok(done.map(|Json(())| ()))
}
