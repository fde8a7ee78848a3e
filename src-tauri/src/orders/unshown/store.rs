//! The SQL of orders that no kitchen screen has drawn.

use domain::orders::OrderId;
use domain::printing::KitchenTicket;
use domain::shops::ShopId;
use sqlx::PgPool;
use sqlx::types::Json;
use uuid::Uuid;

/// Stands for an order's content where it was given up.
pub const GIVEN_UP: i32 = 0;

/// An order that the kitchen does not know of.
pub struct Unshown {
    /// The order.
    pub order: OrderId,
    /// Which content; [`GIVEN_UP`]: none any more.
    pub content: i32,
    /// What the kitchen is told on paper.
    pub ticket: KitchenTicket,
    /// Which of the shop's counters this one is to see to it; 0: it took the order itself.
    pub turn: i32,
}

/// What this terminal has placed, or another shop's for this one, within two hours and no screen has drawn as it is, nor was it given to
/// the kitchen on paper; and what was given to it on paper and is given up. What was taken without the
/// server was printed then.
pub async fn unshown(
    database: &PgPool,
    shop: ShopId,
    terminal: Uuid,
) -> Result<Vec<Unshown>, sqlx::Error> {
    let rows: Vec<(Uuid, i32, Json<KitchenTicket>, i32)> = sqlx::query_as(
        "SELECT order_id, content, jsonb_build_object('number', number, 'mode', mode, 'customer', customer_name,
             'event', CASE WHEN content = 0 THEN '\"cancelled\"'::jsonb
                           WHEN content > 1 THEN '{\"changed\": {\"differences\": []}}' ELSE '\"placed\"' END,
             'placed_at', placed_at, 'promised_at', promised_at, 'instead_of_the_screen', true, 'lines', (
                 SELECT coalesce(jsonb_agg(jsonb_build_object('quantity', quantity, 'name', name,
                            'changes', changes, 'note', note, 'formula', formula) ORDER BY position), '[]')
                 FROM order_line WHERE order_line.order_id = orders.order_id
                   AND order_line.revision = orders.revision AND cooking_minutes IS NOT NULL)),
             CASE WHEN terminal_id = $2 THEN 0 ELSE coalesce((
                 SELECT register.number FROM register WHERE register.shop_id = $1 AND register.terminal_id = $2), 1) END
         FROM orders,
              LATERAL (SELECT CASE state WHEN 'cancelled' THEN 0 ELSE revision END AS content) AS it
         WHERE shop_id = $1 AND (terminal_id = $2 OR taken_elsewhere) AND pizzas > 0 AND shown_at IS NULL AND NOT taken_offline AND NOT held
           AND placed_at > now() - interval '2 hours' AND (
             (state IN ('queued', 'preparing') AND on_paper IS DISTINCT FROM revision)
             OR (state = 'cancelled' AND on_paper > 0))
         ORDER BY placed_at",
    )
    .bind(shop.0)
    .bind(terminal)
    .fetch_all(database)
    .await?;
    let row = |(order, content, Json(ticket), turn)| Unshown {
        order: OrderId(order),
        content,
        ticket,
        turn,
    };
    Ok(rows.into_iter().map(row).collect())
}

/// The kitchen has that content of an order on paper.
pub async fn on_paper(
    database: &PgPool,
    shop: ShopId,
    order: OrderId,
    content: i32,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "WITH told AS (
             UPDATE orders SET on_paper = $3, version = version + 1
             WHERE shop_id = $1 AND order_id = $2 AND on_paper IS DISTINCT FROM $3
             RETURNING version)
         SELECT tell($1, 'order', $2, version) FROM told",
    )
    .bind(shop.0)
    .bind(order.0)
    .bind(content)
    .execute(database)
    .await?;
    Ok(())
}
