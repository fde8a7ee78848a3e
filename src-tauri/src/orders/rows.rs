//! Orders as the JSON that statements unpack into rows (field names are those of the columns), and the rows
//! of what is ahead in a kitchen.

use chrono::{DateTime, Utc};
use domain::menu::{Changes, Dish, IngredientId, Portion, VatClass};
use domain::orders::{
    Baking, Load, Off, OrderContent, OrderId, PricedDiscount, PricedLine, PricedOrder, Waiting,
};
use domain::shops::Shop;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sqlx::FromRow;
use uuid::Uuid;

/// What the counter asked for, to be read again for a change.
pub fn asked(content: &OrderContent) -> Value {
    json!({ "lines": content.lines, "discount": content.discount })
}

/// Rows of `order_line`.
pub fn lines(priced: &PricedOrder) -> Value {
    json!(priced.lines.iter().enumerate().map(LineRow::of).collect::<Vec<_>>())
}

/// Rows of `order_discount`.
pub fn discounts(priced: &PricedOrder) -> Value {
    json!(priced.discounts.iter().enumerate().map(DiscountRow::of).collect::<Vec<_>>())
}

/// A dish as the statement unpacks it.
#[derive(Serialize)]
struct LineRow<'a> {
    position: usize,
    line: usize,
    formula: Option<&'a str>,
    size_id: Option<i64>,
    half_size_id: Option<i64>,
    without_ids: Vec<i64>,
    extra_ids: Vec<i64>,
    name: &'a str,
    changes: &'a Changes,
    quantity: u32,
    unit_price_cents: i64,
    discount_cents: i64,
    vat_class: VatClass,
    vat_basis_points: u32,
    cooking_minutes: Option<u32>,
    note: Option<&'a str>,
    portions: &'a [Portion],
    ingredient_ids: Vec<i64>,
    quantities: Vec<i64>,
}

impl<'a> LineRow<'a> {
    fn of((position, line): (usize, &'a PricedLine)) -> LineRow<'a> {
        let keys = |of: fn(&Dish) -> &[IngredientId]| {
            line.dish.as_ref().map(of).unwrap_or_default().iter().map(|it| it.0).collect()
        };
        LineRow {
            position,
            line: line.line,
            formula: line.formula.as_deref(),
            size_id: line.dish.as_ref().map(|dish| dish.size.0),
            half_size_id: line.dish.as_ref().and_then(|dish| dish.half).map(|half| half.0),
            without_ids: keys(|dish| &dish.without),
            extra_ids: keys(|dish| &dish.extras),
            name: &line.name,
            changes: &line.changes,
            quantity: line.quantity,
            unit_price_cents: line.unit_price.0,
            discount_cents: line.discount.0,
            vat_class: line.vat_class,
            vat_basis_points: line.vat_rate.0,
            cooking_minutes: line.cooking_minutes,
            note: line.note.as_deref(),
            portions: &line.portions,
            ingredient_ids: line.need.keys().map(|ingredient| ingredient.0).collect(),
            quantities: line.need.values().copied().collect(),
        }
    }
}

/// A discount as the statement unpacks it.
#[derive(Serialize)]
struct DiscountRow<'a> {
    position: usize,
    line: Option<usize>,
    percent: Option<u32>,
    amount_cents: i64,
    reason: &'a str,
}

impl<'a> DiscountRow<'a> {
    fn of((position, discount): (usize, &'a PricedDiscount)) -> DiscountRow<'a> {
        let percent = match discount.off {
            Off::Percent(percent) => Some(percent),
            Off::Amount(_) => None,
        };
        DiscountRow {
            position,
            line: discount.line,
            percent,
            amount_cents: discount.amount.0,
            reason: &discount.reason,
        }
    }
}

/// A pizza that is not cooked yet.
#[derive(Deserialize, FromRow)]
pub struct Ahead {
    order: Uuid,
    state: String,
    since: DateTime<Utc>,
    minutes: i32,
}

/// What is ahead of the next order in a shop's kitchen, the first in its queue first.
pub fn load(shop: &Shop, ahead: Vec<Ahead>) -> Load {
    let mut load = Load {
        stations: shop.stations,
        making_seconds: shop.making_seconds,
        oven_places: shop.oven_places,
        in_oven: vec![],
        preparing: vec![],
        waiting: vec![],
    };
    for Ahead { order, state, since, minutes } in ahead {
        let cooking_minutes = minutes.unsigned_abs();
        match state.as_str() {
            "in_oven" => load.in_oven.push(Baking { since, cooking_minutes }),
            "preparing" => load.preparing.push(Baking { since, cooking_minutes }),
            _ => load.waiting.push(Waiting { order: OrderId(order), cooking_minutes }),
        }
    }
    load
}
