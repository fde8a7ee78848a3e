//! When an ingredient is warned of (UC10): the lines that its stock can cross, once a crossing, and
//! again after it recovered.

use super::StockLevel;
use crate::menu::{IngredientId, Unit};
use crate::orders::words;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// How an ingredient stands, the worse the greater.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Alarm {
    /// Enough.
    #[default]
    Fine,
    /// Above the safety stock, but nothing will be left at the end of service, by the forecast.
    RunningOut,
    /// On hand or projected is at the safety stock or below.
    Low,
}

words!(Alarm { Fine = "fine", RunningOut = "running_out", Low = "low" });

impl Alarm {
    /// How a level stands, with the forecast at the end of service if there is one.
    pub fn of(level: &StockLevel, forecast: Option<i64>) -> Alarm {
        if level.on_hand.min(level.projected()) <= level.safety {
            Alarm::Low
        } else if forecast.is_some_and(|left| left <= 0) {
            Alarm::RunningOut
        } else {
            Alarm::Fine
        }
    }

    /// Whether somebody is warned when an ingredient that stood as `before` stands so: it crossed a
    /// line downwards. On the way up nobody is, and the next crossing warns again.
    pub fn warns_after(self, before: Alarm) -> bool {
        self > before
    }
}

/// Whether a movement, a reservation or another safety stock brought a level to its safety stock: the
/// statement that did it writes the message (product.md, "Messages").
pub fn crosses(before: &StockLevel, after: &StockLevel) -> bool {
    Alarm::of(after, None).warns_after(Alarm::of(before, None))
}

/// The figures of an ingredient as a warning says them, in the ingredient's unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outlook {
    /// What is on the shelf.
    pub on_hand: i64,
    /// What is left of it for orders to come.
    pub projected: i64,
    /// The level at or below which a manager is warned.
    pub safety: i64,
    /// What will be left at the end of service, if that can be told.
    pub forecast: Option<i64>,
}

impl Outlook {
    /// The figures of a level.
    pub fn of(level: &StockLevel, forecast: Option<i64>) -> Outlook {
        let StockLevel { on_hand, safety, .. } = *level;
        Outlook { on_hand, projected: level.projected(), safety, forecast }
    }
}

/// One warning at one shop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct WarningId(pub i64);

/// A warning, as it covers the kitchen's screen until somebody has read it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StockWarning {
    /// Its key.
    pub id: WarningId,
    /// The ingredient.
    pub ingredient: IngredientId,
    /// Its name.
    pub name: String,
    /// Its unit.
    pub unit: Unit,
    /// Which line was crossed.
    pub alarm: Alarm,
    /// The figures as they were then.
    pub outlook: Outlook,
    /// When.
    pub at: DateTime<Utc>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn level(on_hand: i64, reserved: i64, safety: i64) -> StockLevel {
        StockLevel { ingredient: IngredientId(1), on_hand, reserved, safety }
    }

    #[test]
    fn how_an_ingredient_stands() {
        for (on_hand, reserved, safety, forecast, alarm) in [
            (2000, 0, 1000, None, Alarm::Fine),
            (2000, 0, 1000, Some(1), Alarm::Fine),
            (2000, 0, 1000, Some(0), Alarm::RunningOut),
            (2000, 0, 1000, Some(-500), Alarm::RunningOut),
            (2000, 999, 1000, None, Alarm::Fine),
            (2000, 1000, 1000, None, Alarm::Low),
            (1000, 0, 1000, Some(900), Alarm::Low),
            (2000, 1500, 1000, Some(-1), Alarm::Low),
            (1, 0, 0, None, Alarm::Fine),
            (0, 0, 0, None, Alarm::Low),
            (-5, 0, 0, None, Alarm::Low),
        ] {
            assert_eq!(Alarm::of(&level(on_hand, reserved, safety), forecast), alarm);
        }
    }

    #[test]
    fn a_line_that_is_crossed_warns_once_and_again_after_it_recovered() {
        use Alarm::*;
        for (before, after, warns) in [
            (Fine, RunningOut, true),
            (Fine, Low, true),
            (RunningOut, Low, true),
            (RunningOut, RunningOut, false),
            (Low, Low, false),
            (Low, RunningOut, false),
            (Low, Fine, false),
            (RunningOut, Fine, false),
        ] {
            assert_eq!(after.warns_after(before), warns, "{before:?} {after:?}");
        }
    }

    #[test]
    fn what_brings_a_level_to_its_safety_stock() {
        let before = level(2000, 900, 1000);
        for (after, crossed) in [
            // An order is validated; it goes into the oven; it is cancelled; goods come.
            (level(2000, 1000, 1000), true),
            (level(1900, 800, 1000), false),
            (level(2000, 800, 1000), false),
            (level(9000, 900, 1000), false),
            // Thrown away; a manager wants more in store.
            (level(1900, 900, 1000), true),
            (level(2000, 900, 1100), true),
        ] {
            assert_eq!(crosses(&before, &after), crossed, "{after:?}");
            assert!(!crosses(&after, &before), "{after:?}");
        }
    }

    #[test]
    fn every_alarm_is_stored_under_its_own_word() {
        for alarm in [Alarm::Fine, Alarm::RunningOut, Alarm::Low] {
            assert_eq!(Alarm::from_word(alarm.word()), Some(alarm));
        }
    }

    proptest! {
        /// Through any history each stay below the line is warned of once, at its beginning.
        #[test]
        fn each_stay_below_a_line_is_warned_of_once(
            moves in prop::collection::vec((-300i64..300, -100i64..100), 1..80),
            safety in 0i64..300,
        ) {
            let mut now = level(500, 0, safety);
            let (mut warnings, mut stays, mut is_low) = (0, 0, Alarm::of(&now, None) == Alarm::Low);
            for (moved, promised) in moves {
                let before = now;
                now.on_hand += moved;
                now.reserved = (now.reserved + promised).max(0);
                warnings += i32::from(crosses(&before, &now));
                let low = now.projected() <= safety;
                stays += i32::from(low && !is_low);
                is_low = low;
            }
            prop_assert_eq!(warnings, stays);
        }
    }
}
