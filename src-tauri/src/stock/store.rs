//! The SQL of stock: what is read of it.

use crate::error::{Error, unreadable};
use chrono::{DateTime, Days, Utc};
use domain::Cents;
use domain::menu::{IngredientId, Unit};
use domain::shops::ShopId;
use domain::stock::{
    Cause, IngredientCost, IngredientStands, MOVEMENTS_PAGE, Movement, MovementId, Movements,
    Offer, PACE_DAYS, ReadMovements, ShopBook, StockLevel, SupplierId, UnitCost, days_left,
    words_of_use,
};
use sqlx::postgres::PgConnection;
use sqlx::{FromRow, PgPool};

/// The levels of a shop, by ingredient.
pub async fn levels(database: &PgPool, shop: ShopId) -> Result<Vec<StockLevel>, sqlx::Error> {
    let rows: Vec<(i64, i64, i64, i64)> = sqlx::query_as(
        "SELECT ingredient_id, on_hand, reserved, safety FROM stock_level
         WHERE shop_id = $1 ORDER BY ingredient_id",
    )
    .bind(shop.0)
    .fetch_all(database)
    .await?;
    Ok(rows
        .into_iter()
        .map(|(ingredient, on_hand, reserved, safety)| StockLevel {
            ingredient: IngredientId(ingredient),
            on_hand,
            reserved,
            safety,
        })
        .collect())
}

/// An ingredient's level, and what was used of it.
#[derive(FromRow)]
pub struct Used {
    ingredient_id: i64,
    on_hand: i64,
    reserved: i64,
    safety: i64,
    name: String,
    #[sqlx(try_from = "String")]
    unit: UnitWord,
    order_lot: i64,
    expected: i64,
    last_cost: Option<i64>,
    mean_cost: Option<i64>,
    supplier_id: Option<i64>,
    lot: Option<i64>,
    lot_price_cents: Option<i64>,
    preferred: Option<bool>,
    first_at: Option<DateTime<Utc>>,
    used: i64,
    forecast: Option<i64>,
}

/// A unit, as the database names it.
struct UnitWord(Unit);

impl TryFrom<String> for UnitWord {
    type Error = anyhow::Error;

    fn try_from(word: String) -> Result<UnitWord, anyhow::Error> {
        let known = Unit::from_word(&word).map(UnitWord);
        known.ok_or_else(|| unreadable("ingredient", "unit", &word))
    }
}

impl Used {
    /// How it stands at that moment.
    pub fn stands(self, now: DateTime<Utc>) -> IngredientStands {
        let ingredient = IngredientId(self.ingredient_id);
        let Used { on_hand, reserved, safety, .. } = self;
        let level = StockLevel { ingredient, on_hand, reserved, safety };
        let age = self.first_at.map_or(0, |first| (now - first).num_days().max(0) + 1);
        let days = u32::try_from(age).unwrap_or(PACE_DAYS).min(PACE_DAYS);
        let cost = self.last_cost.zip(self.mean_cost);
        IngredientStands {
            level,
            name: self.name,
            unit: self.unit.0,
            forecast: self.forecast,
            days_left: days_left(&level, self.used, days),
            expected: self.expected,
            cost: cost
                .map(|(last, mean)| IngredientCost { last: UnitCost(last), mean: UnitCost(mean) }),
            offer: Some(Offer {
                ingredient,
                supplier: self.supplier_id.map(SupplierId),
                lot: self.lot.unwrap_or(self.order_lot),
                lot_price: self.lot_price_cents.map(Cents),
                preferred: self.preferred.unwrap_or(false),
            }),
        }
    }
}

/// What each ingredient of shop $1 has, what is coming and what it costs, what will be left of it at the end of
/// service as of $4, and what was used of it since $2, by the causes $3.
const STAND: &str = "
SELECT level.ingredient_id, on_hand, reserved, safety, name, unit, order_lot, last_cost, mean_cost,
       coalesce(coming.quantity, 0) AS expected, supplier_id, lot, lot_price_cents, preferred,
       ahead.left_over AS forecast,
       (SELECT min(at) FROM stock_movement AS first
        WHERE first.shop_id = $1 AND first.ingredient_id = level.ingredient_id) AS first_at,
       (SELECT coalesce(-sum(quantity), 0)::bigint FROM stock_movement AS used
        WHERE used.shop_id = $1 AND used.ingredient_id = level.ingredient_id AND used.at >= $2
          AND used.cause = ANY ($3::text[])) AS used
FROM stock_level AS level JOIN ingredient USING (ingredient_id)
LEFT JOIN expected_stock($1, false) AS coming ON coming.ingredient_id = level.ingredient_id
LEFT JOIN chosen_offers() AS bought ON bought.ingredient_id = level.ingredient_id
LEFT JOIN forecasts($1, NULL, $4) AS ahead ON ahead.ingredient = level.ingredient_id
WHERE level.shop_id = $1";

/// How each ingredient of a shop stands at that moment.
pub async fn stand(
    database: &PgPool,
    shop: ShopId,
    now: DateTime<Utc>,
) -> Result<Vec<Used>, sqlx::Error> {
    sqlx::query_as(STAND)
        .bind(shop.0)
        .bind(now - Days::new(u64::from(PACE_DAYS)))
        .bind(words_of_use())
        .bind(now)
        .fetch_all(database)
        .await
}

#[derive(FromRow)]
struct MovementRow {
    movement_id: i64,
    ingredient_id: i64,
    cause: String,
    quantity: i64,
    at: DateTime<Utc>,
    name: Option<String>,
    reason: Option<String>,
    number: Option<String>,
}

impl MovementRow {
    fn movement(self) -> Result<Movement, Error> {
        let cause = Cause::from_word(&self.cause);
        Ok(Movement {
            id: MovementId(self.movement_id),
            ingredient: IngredientId(self.ingredient_id),
            cause: cause.ok_or_else(|| unreadable("stock_movement", "cause", &self.cause))?,
            quantity: self.quantity,
            at: self.at,
            by: self.name,
            reason: self.reason,
            order: self.number,
        })
    }
}

/// A page of movements of shop $1, of ingredient $2, before $3, with some condition more. One more than a page,
/// so that it is known whether there are older ones.
macro_rules! movements {
    ($condition:literal) => {
        concat!("
SELECT movement_id, ingredient_id, cause, moved.quantity, moved.at, staff.name, reason, orders.number
FROM (SELECT * FROM stock_movement
      WHERE shop_id = $1 AND ($2::bigint IS NULL OR ingredient_id = $2)
        AND ($3::bigint IS NULL OR movement_id < $3) AND ", $condition, "
      ORDER BY movement_id DESC LIMIT $4) AS moved
LEFT JOIN staff USING (staff_id) LEFT JOIN orders ON orders.order_id = moved.order_id
ORDER BY movement_id DESC")
    };
}

/// Of cause $5, whichever. What is no consumption is rare, and has an index of its own, which the second
/// condition lets a plan take that is made for any values.
const OF_ANY_CAUSE: &str = movements!("($5::text IS NULL OR cause = $5)");
const OF_A_RARE_CAUSE: &str = movements!("cause = $5::text AND cause <> 'consumption'");

/// A page of a shop's movements, newest first.
pub async fn movements(
    database: &PgPool,
    shop: ShopId,
    asked: &ReadMovements,
) -> Result<Movements, Error> {
    let is_rare = asked.cause.is_some_and(|cause| cause != Cause::Consumption);
    let statement = if is_rare { OF_A_RARE_CAUSE } else { OF_ANY_CAUSE };
    let mut rows: Vec<MovementRow> = sqlx::query_as(statement)
        .bind(shop.0)
        .bind(asked.ingredient.map(|it| it.0))
        .bind(asked.before.map(|it| it.0))
        .bind(MOVEMENTS_PAGE as i64 + 1)
        .bind(asked.cause.map(|it| it.word()))
        .fetch_all(database)
        .await?;
    let earlier = rows.len() > MOVEMENTS_PAGE;
    rows.truncate(MOVEMENTS_PAGE);
    let movements = rows.into_iter().map(MovementRow::movement).collect::<Result<_, _>>()?;
    Ok(Movements { movements, earlier })
}

/// The book of each shop that this login sees, with the sums of its movements; nothing for one that may
/// not read both.
pub async fn books(server: &mut PgConnection) -> Result<Option<Vec<ShopBook>>, sqlx::Error> {
    let may: bool = sqlx::query_scalar(
        "SELECT has_table_privilege('oc_pizza.stock_level', 'SELECT')
            AND has_table_privilege('oc_pizza.stock_movement', 'SELECT')
            AND has_table_privilege('oc_pizza.purchase_line', 'SELECT')",
    )
    .fetch_one(&mut *server)
    .await?;
    if !may {
        return Ok(None);
    }
    let rows: Vec<(String, i64, i64, i64, i64, i64)> = sqlx::query_as(
        "SELECT shop.name, ingredient_id, on_hand, reserved, safety, coalesce(moved, 0)
         FROM oc_pizza.shop JOIN oc_pizza.stock_level USING (shop_id)
         LEFT JOIN (SELECT shop_id, ingredient_id, sum(quantity)::bigint AS moved
                    FROM oc_pizza.stock_movement GROUP BY shop_id, ingredient_id) AS movement
                USING (shop_id, ingredient_id)
         ORDER BY shop.code, ingredient_id",
    )
    .fetch_all(server)
    .await?;
    let mut books: Vec<ShopBook> = Vec::new();
    for (shop, ingredient, on_hand, reserved, safety, moved) in rows {
        if books.last().is_none_or(|book| book.shop != shop) {
            books.push(ShopBook { shop, levels: Vec::new(), sums: Default::default() });
        }
        if let Some(book) = books.last_mut() {
            let ingredient = IngredientId(ingredient);
            book.levels.push(StockLevel { ingredient, on_hand, reserved, safety });
            book.sums.insert(ingredient, moved);
        }
    }
    Ok(Some(books))
}

/// The two parts of a statement that take what `need` (ingredient_id, quantity) lists off the
/// shelf of shop $1 and out of what is reserved; negative quantities come back. Rows are locked
/// by ingredient, as everywhere. Whoever uses it writes the movements of `level` beside it.
macro_rules! take_off_the_shelf {
    () => {
        "level AS MATERIALIZED (
    SELECT stock_level.ingredient_id, need.quantity
    FROM stock_level JOIN need USING (ingredient_id)
    WHERE stock_level.shop_id = $1
    ORDER BY stock_level.ingredient_id
    FOR UPDATE OF stock_level
), taken AS (
    UPDATE stock_level SET on_hand = on_hand - level.quantity, reserved = reserved - level.quantity
    FROM level WHERE stock_level.shop_id = $1 AND stock_level.ingredient_id = level.ingredient_id
)"
    };
}
pub(crate) use take_off_the_shelf;
