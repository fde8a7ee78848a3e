//! Where everything of a chart stands, in the units of its drawing.

use super::ChartProps;
use chrono::{DateTime, TimeDelta, Utc};
use std::fmt::Write;

/// How wide the drawing is.
pub const WIDTH: f64 = 1000.0;
/// How high.
pub const HEIGHT: f64 = 300.0;
/// Where the levels begin: their words stand before.
pub const LEFT: f64 = 84.0;
/// Where they end.
pub const RIGHT: f64 = 988.0;
const TOP: f64 = 16.0;
const BOTTOM: f64 = HEIGHT - 34.0;
/// At most so many days to come have room.
const TO_COME_MAX: i64 = 14;
/// About so many levels have a word.
const LEVELS: i64 = 4;

/// A chart, placed.
#[derive(Debug, PartialEq)]
pub struct Plan {
    /// The line, in steps.
    pub line: String,
    /// What lies below it.
    pub area: String,
    /// From now to where it is used up, or as far as there is room; none: it cannot be told.
    pub to_come: Option<String>,
    /// How high the safety stock is.
    pub safety: f64,
    /// Where now is, and how high.
    pub now: (f64, f64),
    /// Where nothing is.
    pub bottom: f64,
    /// The levels that have a word, and how high they are.
    pub levels: Vec<(i64, f64)>,
    /// The days that have a word, and where they are.
    pub days: Vec<(DateTime<Utc>, f64)>,
}

/// A round step: 1, 2 or 5 and zeros, of which about [`LEVELS`] are `most`.
fn step(most: i64) -> i64 {
    let rough = (most / LEVELS).max(1);
    let mut ten = 1;
    while ten * 10 <= rough {
        ten *= 10;
    }
    [1, 2, 5, 10].into_iter().map(|times| times * ten).find(|step| *step >= rough).unwrap_or(ten)
}

impl Plan {
    /// Places it.
    pub fn of(props: &ChartProps) -> Plan {
        let ChartProps { since, until, began_with, points, safety, days_left, .. } = props;
        let last = points.last().map_or(*began_with, |(_, level)| *level);
        let each = || points.iter().map(|(_, level)| *level).chain([*began_with, *safety, 0]);
        let (least, most) = (each().min().unwrap_or(0), each().max().unwrap_or(0));
        let step = step(most.max(-least).max(1));
        let (low, high) =
            ((least - step + 1).min(0) / step * step, (most + step - 1) / step * step);
        let high = high.max(low + step);
        let to_come = days_left.filter(|_| last > 0).map(i64::from);
        let room = TimeDelta::days(to_come.map_or(0, |days| days.clamp(1, TO_COME_MAX)));
        let seconds = |from: DateTime<Utc>, to: DateTime<Utc>| (to - from).num_seconds() as f64;
        let span = seconds(*since, *until + room).max(1.0);
        let x = |at: DateTime<Utc>| rounded(LEFT + (RIGHT - LEFT) * seconds(*since, at) / span);
        let scale = (BOTTOM - TOP) / (high - low) as f64;
        let y = |level: f64| rounded(BOTTOM - (level - low as f64) * scale);

        let mut line = format!("M{} {}", LEFT, y(*began_with as f64));
        for (at, level) in points {
            // Nothing moves between two movements.
            let _ = write!(line, "H{}V{}", x(*at), y(*level as f64));
        }
        let now = (x(*until), y(last as f64));
        let _ = write!(line, "H{}", now.0);
        let area = format!("{line}V{}H{LEFT}Z", y(0.0));
        let to_come = to_come.map(|days| {
            let shown = days.clamp(1, TO_COME_MAX);
            let left = last as f64 * (1.0 - shown as f64 / days.max(1) as f64);
            format!("M{} {}L{} {}", now.0, now.1, x(*until + room), y(left))
        });
        let levels = (0..).map(|nth| low + nth * step).take_while(|level| *level <= high);
        let days = (0..).map(|week| *since + TimeDelta::days(7 * week));
        Plan {
            line,
            area,
            to_come,
            safety: y(*safety as f64),
            now,
            bottom: y(low as f64),
            levels: levels.map(|level| (level, y(level as f64))).collect(),
            days: days.take_while(|at| *at <= *until + room).map(|at| (at, x(at))).collect(),
        }
    }
}

/// To a tenth: more is not seen.
fn rounded(place: f64) -> f64 {
    (place * 10.0).round() / 10.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Language;
    use domain::menu::Unit;

    fn at(day: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::days(day)
    }

    fn chart(began_with: i64, points: &[(i64, i64)], safety: i64, days: Option<u32>) -> Plan {
        Plan::of(&ChartProps {
            since: at(0),
            until: at(28),
            began_with,
            points: points.iter().map(|(day, level)| (at(*day), *level)).collect(),
            safety,
            days_left: days,
            unit: Unit::G,
            language: Language::Fr,
            label: String::new(),
            safety_word: String::new(),
        })
    }

    #[test]
    fn levels_go_in_steps_between_the_first_and_now() {
        let plan = chart(1000, &[(7, 500), (14, 2000)], 250, None);
        // 0 to 2000 in steps of 500, over 250 units of the drawing.
        assert_eq!(plan.line, "M84 141H310V203.5H536V16H988");
        assert_eq!(plan.area, format!("{}V266H84Z", plan.line));
        assert_eq!((plan.now, plan.safety, plan.to_come), ((988.0, 16.0), 234.8, None));
        let levels: Vec<_> = plan.levels.iter().map(|(level, _)| *level).collect();
        assert_eq!(levels, [0, 500, 1000, 1500, 2000]);
        let days: Vec<_> = plan.days.iter().map(|(_, x)| *x).collect();
        assert_eq!(days, [84.0, 310.0, 536.0, 762.0, 988.0]);
    }

    #[test]
    fn what_is_to_come_ends_where_it_is_used_up_or_where_the_room_ends() {
        let plan = chart(1000, &[], 0, Some(7));
        // 35 days, of which seven are to come.
        assert_eq!(plan.now.0, 807.2);
        assert_eq!(plan.to_come.as_deref(), Some("M807.2 16L988 266"));
        let plan = chart(1000, &[], 0, Some(28));
        assert_eq!(plan.to_come.as_deref(), Some("M686.7 16L988 141"));
        assert_eq!(chart(0, &[], 0, Some(3)).to_come, None, "nothing is left");
    }

    #[test]
    fn whatever_is_there_everything_stands_within_the_drawing() {
        for (began_with, level, safety) in [
            (0, 0, 0),
            (-30, -700, 10),
            (1, 1, 1),
            (999_999, 3, 7),
            (17, -3, 1_000_000),
            (-1, -1, 0),
        ] {
            let plan = chart(began_with, &[(3, level)], safety, Some(1));
            let heights = plan.levels.iter().map(|(_, y)| *y);
            for y in heights.chain([plan.safety, plan.now.1, plan.bottom]) {
                assert!(
                    (TOP..=BOTTOM).contains(&y),
                    "{y} of {began_with} {level} {safety}: {plan:?}"
                );
            }
            assert!((2..=12).contains(&plan.levels.len()), "{plan:?}");
        }
    }
}
