//! The course of one ingredient's level over the last weeks, for a chart and its table.

use super::{Cause, course};
use crate::menu::IngredientId;
use crate::shops::business_day;
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How an ingredient's level came to what it is, over the days that its pace is measured over
/// ([`PACE_DAYS`](super::PACE_DAYS)).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadCourse {
    /// The shop's code.
    pub shop: String,
    /// The ingredient.
    pub ingredient: IngredientId,
}

/// What moved within half an hour, of one cause.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moved {
    /// When the last of it did.
    pub at: DateTime<Utc>,
    /// Why.
    pub cause: Cause,
    /// How much altogether, in the ingredient's unit; below zero what left.
    pub quantity: i64,
}

/// An ingredient's level, and what led there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Course {
    /// From when on.
    pub since: DateTime<Utc>,
    /// Until when: now, by the server's clock.
    pub until: DateTime<Utc>,
    /// When the shop's business day ends, wall clock.
    pub day_ends_at: NaiveTime,
    /// What is on the shelf.
    pub on_hand: i64,
    /// What moved since, oldest first.
    pub moved: Vec<Moved>,
}

/// One business day of a course, in the ingredient's unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CourseDay {
    /// The day.
    pub day: NaiveDate,
    /// What came: receipts, transfers from another shop, the opening of the book.
    pub came: i64,
    /// What left: used, thrown away, sent to another shop; below zero.
    pub left: i64,
    /// What counts and corrections found, either way.
    pub reckoned: i64,
    /// What was on the shelf at its end.
    pub end: i64,
}

impl Course {
    /// What was on the shelf at its beginning.
    pub fn began_with(&self) -> i64 {
        self.on_hand - self.moved.iter().map(|moved| moved.quantity).sum::<i64>()
    }

    /// The level after each movement, oldest first.
    pub fn points(&self) -> Vec<(DateTime<Utc>, i64)> {
        let moved: Vec<_> = self.moved.iter().map(|moved| (moved.at, moved.quantity)).collect();
        course(self.on_hand, &moved)
    }

    /// Day by day, latest first; days on which nothing moved are left out.
    pub fn days(&self) -> Vec<CourseDay> {
        let mut days: BTreeMap<NaiveDate, CourseDay> = BTreeMap::new();
        let mut level = self.began_with();
        for moved in &self.moved {
            level += moved.quantity;
            let day = business_day(moved.at, self.day_ends_at);
            let none = CourseDay { day, came: 0, left: 0, reckoned: 0, end: level };
            let of_day = days.entry(day).or_insert(none);
            let rule = moved.cause.rule();
            let part = if rule.reckons {
                &mut of_day.reckoned
            } else if rule.is_use || moved.quantity < 0 {
                // What was undone was not used.
                &mut of_day.left
            } else {
                &mut of_day.came
            };
            *part += moved.quantity;
            of_day.end = level;
        }
        days.into_values().rev().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeDelta;
    use proptest::prelude::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().expect("an instant")
    }

    fn a_course(on_hand: i64, moved: Vec<Moved>) -> Course {
        Course {
            since: at("2026-03-01T12:00:00Z"),
            until: at("2026-03-29T12:00:00Z"),
            day_ends_at: NaiveTime::from_hms_opt(5, 0, 0).expect("a time"),
            on_hand,
            moved,
        }
    }

    #[test]
    fn a_day_says_what_came_what_left_and_what_counts_found() {
        let moved = |text, cause, quantity| Moved { at: at(text), cause, quantity };
        let course = a_course(
            4200,
            vec![
                moved("2026-03-10T18:30:00Z", Cause::Consumption, -900),
                moved("2026-03-10T18:30:00Z", Cause::Undo, 100),
                // Past midnight, and still that business day.
                moved("2026-03-11T00:30:00Z", Cause::Waste, -50),
                moved("2026-03-11T09:00:00Z", Cause::Receipt, 5000),
                moved("2026-03-11T10:00:00Z", Cause::Transfer, -1000),
                moved("2026-03-11T22:00:00Z", Cause::Inventory, -250),
                moved("2026-03-11T22:30:00Z", Cause::Correction, 300),
            ],
        );
        assert_eq!(course.began_with(), 1000);
        let day = |day| NaiveDate::from_ymd_opt(2026, 3, day).expect("a day");
        assert_eq!(
            course.days(),
            [
                CourseDay { day: day(11), came: 5000, left: -1000, reckoned: 50, end: 4200 },
                CourseDay { day: day(10), came: 0, left: -850, reckoned: 0, end: 150 },
            ]
        );
        assert_eq!(course.points().last(), Some(&(at("2026-03-11T22:30:00Z"), 4200)));
        assert_eq!(a_course(7, vec![]).days(), []);
    }

    proptest! {
        /// Whatever moved, the days add up to what is on the shelf.
        #[test]
        fn the_days_add_up(
            on_hand in 0i64..10_000,
            moves in prop::collection::vec((0i64..40_000, 0usize..8, -500i64..500), 0..60),
        ) {
            const EVERY: [Cause; 8] = [
                Cause::Initial, Cause::Consumption, Cause::Undo, Cause::Inventory, Cause::Receipt,
                Cause::Transfer, Cause::Waste, Cause::Correction,
            ];
            let mut moved: Vec<_> = moves.into_iter().map(|(minutes, cause, quantity)| Moved {
                at: at("2026-03-01T12:00:00Z") + TimeDelta::minutes(minutes), cause: EVERY[cause], quantity,
            }).collect();
            moved.sort_by_key(|moved| moved.at);
            let course = a_course(on_hand, moved);
            let mut level = course.began_with();
            for day in course.days().iter().rev() {
                level += day.came + day.left + day.reckoned;
                prop_assert_eq!(level, day.end);
            }
            prop_assert_eq!(level, on_hand);
        }
    }
}
