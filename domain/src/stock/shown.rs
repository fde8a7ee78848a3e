//! What the pages of stock show of each ingredient, and in what order.

use super::{Alarm, IngredientCost, Offer, StockLevel};
use crate::menu::Unit;
use crate::orders::OrderId;
use serde::{Deserialize, Serialize};

/// An ingredient in one shop, as the pages list it; quantities in its unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IngredientStands {
    /// The book's figures.
    pub level: StockLevel,
    /// Its name.
    pub name: String,
    /// Its unit.
    pub unit: Unit,
    /// What will be left at the end of service, if that can be told.
    pub forecast: Option<i64>,
    /// How many whole days it lasts at the present pace; none: nothing of it is used.
    pub days_left: Option<u32>,
    /// What is expected: ordered and not received, or under way from another shop.
    pub expected: i64,
    /// What it costs, if anything of it came at a price.
    pub cost: Option<IngredientCost>,
    /// Where it is bought.
    pub offer: Option<Offer>,
}

impl IngredientStands {
    /// How it stands.
    pub fn alarm(&self) -> Alarm {
        Alarm::of(&self.level, self.forecast)
    }
}

/// Puts the most urgent first: by alarm, then by the days it lasts (what is not used lasts for ever),
/// then by name.
pub fn most_urgent_first(rows: &mut [IngredientStands]) {
    rows.sort_by_cached_key(|row| {
        let days = row.days_left.map_or(u64::MAX, u64::from);
        (core::cmp::Reverse(row.alarm()), days, row.name.to_lowercase())
    });
}

/// An order that lacks something, as the counter lists it to call the customer (UC11).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LackingOrder {
    /// The order.
    pub order: OrderId,
    /// What is called out.
    pub number: String,
    /// The name given, if any.
    pub customer_name: Option<String>,
    /// The number to call, if one was given.
    pub customer_phone: Option<String>,
    /// How many of its dishes lack something.
    pub dishes: u32,
    /// What they lack, by name.
    pub ingredients: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::menu::IngredientId;

    fn row(name: &str, on_hand: i64, forecast: i64, days_left: Option<u32>) -> IngredientStands {
        let ingredient = IngredientId(1);
        IngredientStands {
            level: StockLevel { ingredient, on_hand, reserved: 0, safety: 100 },
            name: name.to_owned(),
            unit: Unit::G,
            forecast: Some(forecast),
            days_left,
            expected: 0,
            cost: None,
            offer: None,
        }
    }

    #[test]
    fn what_is_most_urgent_stands_first() {
        let mut rows = [
            row("sel", 900, 900, None),
            row("Origan", 900, 900, None),
            row("fromage", 900, 300, Some(2)),
            row("chorizo", 900, -5, Some(0)),
            row("ail", 100, 50, Some(9)),
            row("œuf", 20, 10, Some(1)),
        ];
        most_urgent_first(&mut rows);
        let names: Vec<_> = rows.iter().map(|row| row.name.as_str()).collect();
        assert_eq!(names, ["œuf", "ail", "chorizo", "fromage", "Origan", "sel"]);
        let alarms: Vec<_> = rows.iter().map(IngredientStands::alarm).collect();
        assert_eq!(alarms[..4], [Alarm::Low, Alarm::Low, Alarm::RunningOut, Alarm::Fine]);
    }
}
