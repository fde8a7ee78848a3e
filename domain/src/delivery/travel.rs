//! How many minutes a delivery is on its way (product.md, "Promised time"): what the service of ways says,
//! or, where it says nothing, the distance as the crow flies times a factor, which is shown as an estimate.

use super::{Position, Way, metres_between};
use crate::failure::{Field, Refusal};
use crate::language::{Language, Spoken, either};
use serde::{Deserialize, Serialize};

/// How long a delivery is on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Travel {
    /// In minutes, rounded up: who promises less than it takes is late.
    pub minutes: u32,
    /// Whether nobody worked the way out: it is said beside the time.
    pub is_estimate: bool,
}

/// How the group estimates a travel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TravelRule {
    /// How much longer streets are than the line through the air, in percent: 140 is 1.4 times.
    pub factor_percent: u32,
    /// How fast a driver gets on in all, with lights and stairs.
    pub kilometres_an_hour: u32,
}

impl Default for TravelRule {
    /// A town: streets are 1.4 times as long, and one gets on at 25 km/h.
    fn default() -> TravelRule {
        TravelRule { factor_percent: 140, kilometres_an_hour: 25 }
    }
}

impl TravelRule {
    /// The minutes from one place to another.
    pub fn minutes(self, from: Position, to: Position) -> u32 {
        let metres = u64::from(metres_between(from, to)) * u64::from(self.factor_percent);
        // Per mille and percent together: metres × percent / (km/h × 100 000 / 60).
        let per_minute = u64::from(self.kilometres_an_hour.max(1)) * 100_000;
        let minutes = (metres * 60).div_ceil(per_minute).max(1);
        u32::try_from(minutes).unwrap_or(u32::MAX)
    }
}

/// How long it takes from one place to another, by the way that was found, if one was.
pub fn travel(way: Option<&Way>, (from, to): (Position, Position), rule: TravelRule) -> Travel {
    match way {
        Some(way) => Travel { minutes: way.seconds().div_ceil(60).max(1), is_estimate: false },
        None => Travel { minutes: rule.minutes(from, to), is_estimate: true },
    }
}

impl Spoken for Travel {
    fn say(&self, language: Language) -> String {
        let minutes = self.minutes;
        match self.is_estimate {
            false => either(language, format!("{minutes}\u{a0}min"), format!("{minutes} min")),
            true => either(
                language,
                format!("{minutes}\u{a0}min environ (estimation)"),
                format!("about {minutes} min (estimate)"),
            ),
        }
    }
}

/// The rule as it was typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypedTravel {
    /// In percent.
    pub factor: String,
    /// In kilometres an hour.
    pub speed: String,
}

impl TravelRule {
    /// As it stands in its form.
    pub fn typed(self) -> TypedTravel {
        TypedTravel {
            factor: self.factor_percent.to_string(),
            speed: self.kilometres_an_hour.to_string(),
        }
    }
}

impl TypedTravel {
    /// Reads what was typed.
    ///
    /// # Errors
    /// What is wrong, at its field.
    pub fn check(&self) -> Result<TravelRule, TravelRefused> {
        let within = |typed: &str, limits: std::ops::RangeInclusive<u32>| {
            typed.trim().parse().ok().filter(|it| limits.contains(it))
        };
        Ok(TravelRule {
            factor_percent: within(&self.factor, 100..=400).ok_or(TravelRefused::Factor)?,
            kilometres_an_hour: within(&self.speed, 5..=90).ok_or(TravelRefused::Speed)?,
        })
    }
}

/// What is no rule of travel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TravelRefused {
    /// Not a factor.
    Factor,
    /// Not a speed.
    Speed,
}

impl Refusal for TravelRefused {
    fn field(&self) -> Option<Field> {
        let field = match self {
            TravelRefused::Factor => "travel-factor",
            TravelRefused::Speed => "travel-speed",
        };
        Some(field.to_owned())
    }
}

impl Spoken for TravelRefused {
    fn say(&self, language: Language) -> String {
        match self {
            TravelRefused::Factor => either(
                language,
                "Le détour est un nombre entier de 100 à 400 %. Exemple : 140",
                "The detour is a whole number from 100 to 400%. Example: 140",
            ),
            TravelRefused::Speed => either(
                language,
                "La vitesse est un nombre entier de 5 à 90 km/h. Exemple : 25",
                "The speed is a whole number from 5 to 90 km/h. Example: 25",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Leg;
    use super::*;

    fn at(latitude: f64, longitude: f64) -> Position {
        Position::of_degrees(latitude, longitude).expect("on earth")
    }

    fn way(seconds: u32) -> Way {
        let legs = vec![Leg { seconds, metres: None }];
        Way { legs, metres: 1000, order: Vec::new(), line: Vec::new() }
    }

    #[test]
    fn what_the_service_says_counts_and_is_rounded_up() {
        let ends = (at(48.85, 2.35), at(48.86, 2.36));
        for (seconds, minutes) in [(0, 1), (1, 1), (60, 1), (61, 2), (165, 3), (3600, 60)] {
            let known = Travel { minutes, is_estimate: false };
            assert_eq!(travel(Some(&way(seconds)), ends, TravelRule::default()), known);
        }
    }

    #[test]
    fn without_it_the_distance_tells_and_says_that_it_is_an_estimate() {
        let shop = at(48.85, 2.35);
        let rule =
            |factor_percent, kilometres_an_hour| TravelRule { factor_percent, kilometres_an_hour };
        for (to, rule, minutes) in [
            (shop, rule(140, 25), 1),
            // 1 111.95 m as the crow flies: 1.4 times as far at 25 km/h are 3.74 minutes.
            (at(48.86, 2.35), rule(140, 25), 4),
            (at(48.86, 2.35), rule(100, 60), 2),
            (at(48.86, 2.35), rule(400, 5), 54),
            // Nobody divides by nothing, whatever stands in a row.
            (at(48.86, 2.35), rule(140, 0), 94),
            (at(-48.85, -177.65), rule(400, 5), 960_726),
        ] {
            let found = travel(None, (shop, to), rule);
            assert!(found.is_estimate);
            assert!(
                found.minutes.abs_diff(minutes) <= minutes / 10_000,
                "{to:?} {rule:?}: {found:?}"
            );
        }
    }

    #[test]
    fn an_estimate_says_so() {
        let said = |is_estimate, language| Travel { minutes: 7, is_estimate }.say(language);
        assert_eq!(said(false, Language::Fr), "7\u{a0}min");
        assert_eq!(said(true, Language::Fr), "7\u{a0}min environ (estimation)");
        assert_eq!(said(true, Language::En), "about 7 min (estimate)");
    }

    #[test]
    fn a_rule_is_read_or_told_at_its_field() {
        let typed = |factor: &str, speed: &str| TypedTravel {
            factor: factor.to_owned(),
            speed: speed.to_owned(),
        };
        assert_eq!(typed(" 150 ", "30").check().map(TravelRule::typed), Ok(typed("150", "30")));
        for (factor, speed, field) in [
            ("99", "25", "travel-factor"),
            ("1,4", "25", "travel-factor"),
            ("140", "4", "travel-speed"),
            ("140", "", "travel-speed"),
            ("140", "91", "travel-speed"),
        ] {
            let refused = typed(factor, speed).check().expect_err("refused");
            assert_eq!(refused.field().as_deref(), Some(field));
            assert_ne!(refused.say(Language::Fr), refused.say(Language::En));
        }
    }
}
