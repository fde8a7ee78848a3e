//! The SQL of orders that another shop brings, and the function by which they are placed there.

use crate::app::Caller;
use crate::orders::rows::{self, Ahead};
use crate::orders::store::{
    Asked, placing, reply_placed, where_it_goes, whose_it_is, write_content,
};
use domain::orders::{Load, PlacedOrder, Selling};
use domain::shops::{Shop, ShopId};
use domain::stock::StockLevel;
use serde::Deserialize;
use sqlx::postgres::PgConnection;
use sqlx::types::Json;
use sqlx::{AssertSqlSafe, Executor, PgPool};

/// The function that places an order in another shop, with the parameters of the statement that places one.
pub const PLACE_ELSEWHERE: &str = "place_elsewhere(bigint, uuid, uuid, bigint, uuid, bigint, bigint[], bigint[], \
    boolean, text, text, text, text, bigint, bigint, integer, timestamp with time zone, bigint, jsonb, jsonb, jsonb, \
    jsonb, text, timestamp with time zone, integer)";

/// What that function does: it looks at who asks and at the shop, and places the order by the very statement
/// that places one here. What it is given as $24 is when the order was asked for, where it waited for the
/// server.
const BODY: &str = concat!(
    "
#variable_conflict use_column
BEGIN
    IF sells_as($5) IS NOT TRUE THEN
        PERFORM refuse('no_counter', NULL);
    ELSIF $23 IS NOT NULL OR $9 OR $11 <> 'delivery' THEN
        PERFORM refuse('not_elsewhere', NULL);
    ELSIF $17 <= now() THEN
        PERFORM refuse('held_up', NULL);
    ELSIF NOT EXISTS (SELECT FROM shop WHERE shop_id = $1 AND delivers AND shop_is_open(shop_id, now())) THEN
        PERFORM refuse('shop_closed', NULL);
    END IF;
    -- The default of orders.taken_elsewhere.
    PERFORM set_config('oc_pizza.elsewhere', 'on', true);
    RETURN QUERY",
    placing!(),
    ";
    PERFORM set_config('oc_pizza.elsewhere', '', true);
END "
);

/// Makes the function, unless it is there as this program has it.
pub async fn make(server: &mut PgConnection) -> Result<(), sqlx::Error> {
    let there: Option<String> =
        sqlx::query_scalar("SELECT prosrc FROM pg_proc WHERE oid = to_regprocedure($1)")
            .bind(format!("oc_pizza.{PLACE_ELSEWHERE}"))
            .fetch_optional(&mut *server)
            .await?;
    if there.as_deref() == Some(BODY) {
        return Ok(());
    }
    let made = format!(
        "CREATE OR REPLACE FUNCTION oc_pizza.{PLACE_ELSEWHERE} RETURNS SETOF jsonb LANGUAGE plpgsql
         SECURITY DEFINER SET search_path = oc_pizza, pg_temp AS $made${BODY}$made$"
    );
    server.execute(AssertSqlSafe(made)).await.map(drop)
}

/// Another shop, as it stands.
#[derive(Deserialize)]
pub struct There {
    /// Which.
    pub shop: Shop,
    /// At which prices it sells.
    pub selling: Selling,
    /// What is left for orders to come.
    pub stock: Vec<StockLevel>,
    ahead: Vec<Ahead>,
}

impl There {
    /// What is ahead in its kitchen.
    pub fn load(&mut self) -> Load {
        rows::load(&self.shop, std::mem::take(&mut self.ahead))
    }
}

/// The shop of that code, as it stands; none: there is none.
pub async fn read(database: &PgPool, code: &str) -> Result<Option<There>, sqlx::Error> {
    let there: Option<Json<There>> =
        sqlx::query_scalar("SELECT shop_elsewhere($1)").bind(code).fetch_one(database).await?;
    Ok(there.map(|Json(there)| there))
}

/// Places an order in that shop, or does nothing at all.
pub async fn place(
    line: &mut PgConnection,
    caller: &Caller,
    shop: ShopId,
    asked: &Asked<'_>,
) -> Result<Option<PlacedOrder>, sqlx::Error> {
    let placed = asked
        .bound(
            "SELECT * FROM place_elsewhere($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16,
                 $17, $18, $19, $20, $21, $22, $23, $24, $25)",
            shop,
            caller,
        )
        .bind(None::<&str>)
        .bind(caller.waited)
        .bind(asked.travel_minutes())
        .fetch_optional(line)
        .await?;
    Ok(placed.map(|Json(placed)| placed))
}
