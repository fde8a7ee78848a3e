//! What an office sets of deliveries: the group's rules, and where each shop is. What is typed, and what is
//! wrong with it.

use super::Position;
use crate::failure::{FailureCode, Field, Refusal};
use crate::language::{Language, Spoken, either};
use crate::money::Cents;
use crate::orders::DeliveryRules;
use crate::payments::AMOUNT_MAX;
use crate::text::{self, TextRefused};
use serde::{Deserialize, Serialize};
use std::ops::RangeInclusive;

/// The most minutes that the maximum may be set to, and the fewest.
const MINUTES: RangeInclusive<u32> = 5..=120;
/// The longest address of a shop, in characters.
const PLACE_CHARACTERS_MAX: usize = 160;

/// The group's rules as they were typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypedDelivery {
    /// What it costs.
    pub fee: String,
    /// From so much on it costs nothing; empty: always the fee.
    pub free_from: String,
    /// Below it nothing is brought; empty: anything is.
    pub minimum: String,
    /// The longest travel, in minutes.
    pub minutes_max: String,
    /// The travel to where nobody knows the place of, in minutes.
    pub minutes_usual: String,
}

impl DeliveryRules {
    /// As a form shows them.
    pub fn typed(&self) -> TypedDelivery {
        let amount = |it: Option<Cents>| it.map(Cents::as_typed).unwrap_or_default();
        TypedDelivery {
            fee: self.fee.as_typed(),
            free_from: amount(self.free_from),
            minimum: amount(self.minimum),
            minutes_max: self.minutes_max.to_string(),
            minutes_usual: self.minutes_usual.to_string(),
        }
    }
}

impl TypedDelivery {
    /// What can be kept of it.
    ///
    /// # Errors
    /// The first field with something wrong, from the top of the form.
    pub fn checked(&self) -> Result<DeliveryRules, DeliverySetRefused> {
        Ok(DeliveryRules {
            fee: amount(&self.fee, "delivery_fee")?,
            free_from: amount_if_any(&self.free_from, "delivery_free_from")?,
            minimum: amount_if_any(&self.minimum, "delivery_minimum")?,
            minutes_max: minutes(&self.minutes_max, MINUTES)
                .ok_or(DeliverySetRefused::MinutesMax)?,
            minutes_usual: self.usual()?,
        })
    }

    fn usual(&self) -> Result<u32, DeliverySetRefused> {
        let most = minutes(&self.minutes_max, MINUTES).ok_or(DeliverySetRefused::MinutesMax)?;
        minutes(&self.minutes_usual, 1..=most).ok_or(DeliverySetRefused::MinutesUsual { most })
    }
}

fn amount(typed: &str, field: &'static str) -> Result<Cents, DeliverySetRefused> {
    let amount = Cents::typed(typed).filter(|it| (Cents::ZERO..=AMOUNT_MAX).contains(it));
    amount.ok_or(DeliverySetRefused::Amount { field })
}

fn amount_if_any(typed: &str, field: &'static str) -> Result<Option<Cents>, DeliverySetRefused> {
    match typed.trim() {
        "" => Ok(None),
        typed => amount(typed, field).map(Some),
    }
}

fn minutes(typed: &str, limits: RangeInclusive<u32>) -> Option<u32> {
    typed.trim().parse().ok().filter(|it| limits.contains(it))
}

/// Where a shop is, and whether it delivers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShopPlace {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Grows with each change.
    pub version: i64,
    /// The address that its place was found by; where nobody set one, that of its papers.
    pub address: String,
    /// Where its drivers leave from.
    pub position: Option<Position>,
    /// Whether it delivers.
    pub delivers: bool,
}

/// The same as it was typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypedPlace {
    /// The address.
    pub address: String,
    /// Latitude and longitude: `43.402500, 3.693000`; empty: it is not known.
    pub position: String,
    /// Whether it delivers.
    pub delivers: bool,
}

impl ShopPlace {
    /// As its form shows it.
    pub fn typed(&self) -> TypedPlace {
        let position = self.position.map(|it| it.written().replace(',', ", ")).unwrap_or_default();
        TypedPlace { address: self.address.clone(), position, delivers: self.delivers }
    }
}

/// Where a shop is, as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedPlace {
    /// The address.
    pub address: String,
    /// Where it is.
    pub position: Option<Position>,
    /// Whether it delivers.
    pub delivers: bool,
}

impl TypedPlace {
    /// What can be kept of it.
    ///
    /// # Errors
    /// The first field with something wrong.
    pub fn checked(&self) -> Result<CheckedPlace, DeliverySetRefused> {
        let address = text::checked(Some(&self.address), "shop_address", PLACE_CHARACTERS_MAX)?;
        let position = match self.position.trim() {
            "" => None,
            typed => Some(Position::typed(typed).ok_or(DeliverySetRefused::Position)?),
        };
        let address = address.unwrap_or_default();
        Ok(CheckedPlace { address, position, delivers: self.delivers })
    }
}

/// What cannot be set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DeliverySetRefused {
    /// No amount.
    Amount {
        /// The field.
        field: &'static str,
    },
    /// No longest travel.
    MinutesMax,
    /// No usual travel, or a longer one than the longest.
    MinutesUsual {
        /// The longest, in minutes.
        most: u32,
    },
    /// Not a latitude and a longitude.
    Position,
    /// A text that cannot be taken.
    Text(TextRefused),
    /// Somebody else has changed it meanwhile.
    Moved,
}

impl From<TextRefused> for DeliverySetRefused {
    fn from(refused: TextRefused) -> DeliverySetRefused {
        DeliverySetRefused::Text(refused)
    }
}

impl Spoken for DeliverySetRefused {
    fn say(&self, language: Language) -> String {
        let (fewest, most) = (MINUTES.start(), MINUTES.end());
        match self {
            DeliverySetRefused::Amount { .. } => either(
                language,
                "Tapez un montant, de 0 à 10 000\u{a0}€ : « 1,00 ».",
                "Type an amount, from 0 to €10,000: “1.00”.",
            ),
            DeliverySetRefused::MinutesMax => either(
                language,
                format!("Le trajet le plus long va de {fewest} à {most} minutes : « 30 »."),
                format!("The longest travel goes from {fewest} to {most} minutes: “30”."),
            ),
            DeliverySetRefused::MinutesUsual { most } => either(
                language,
                format!("Le trajet habituel va de 1 à {most} minutes, le trajet le plus long."),
                format!("The usual travel goes from 1 to {most} minutes, the longest travel."),
            ),
            DeliverySetRefused::Position => either(
                language,
                "Une position est une latitude et une longitude : « 43.402500, 3.693000 ».",
                "A position is a latitude and a longitude: “43.402500, 3.693000”.",
            ),
            DeliverySetRefused::Text(refused) => refused.say(language),
            DeliverySetRefused::Moved => either(
                language,
                "Quelqu’un d’autre a changé ces réglages entre-temps : rien n’a été enregistré. Relisez-les, puis recommencez.",
                "Somebody else has changed these settings meanwhile: nothing was saved. Read them again, then start over.",
            ),
        }
    }
}

impl Refusal for DeliverySetRefused {
    fn code(&self) -> FailureCode {
        match self {
            DeliverySetRefused::Moved => FailureCode::Conflict,
            _ => FailureCode::Refused,
        }
    }

    fn field(&self) -> Option<Field> {
        let field = match self {
            DeliverySetRefused::Amount { field } => field,
            DeliverySetRefused::MinutesMax => "minutes_max",
            DeliverySetRefused::MinutesUsual { .. } => "minutes_usual",
            DeliverySetRefused::Position => "shop_position",
            DeliverySetRefused::Text(refused) => return refused.field(),
            DeliverySetRefused::Moved => return None,
        };
        Some(field.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed() -> TypedDelivery {
        TypedDelivery {
            fee: "1".to_owned(),
            free_from: " 25,00 ".to_owned(),
            minimum: String::new(),
            minutes_max: "30".to_owned(),
            minutes_usual: "15".to_owned(),
        }
    }

    #[test]
    fn what_is_typed_is_kept_and_shown_as_it_is_written() {
        let rules = typed().checked().expect("rules");
        assert_eq!(
            (rules.fee, rules.free_from, rules.minimum),
            (Cents(100), Some(Cents(2500)), None)
        );
        assert_eq!((rules.minutes_max, rules.minutes_usual), (30, 15));
        assert_eq!(rules.typed().fee, "1,00");
        assert_eq!(rules.typed().checked(), Ok(rules));
    }

    #[test]
    fn each_mistake_is_told_at_its_field() {
        type Change = fn(&mut TypedDelivery);
        let table: &[(Change, &str)] = &[
            (|it| it.fee = String::new(), "delivery_fee"),
            (|it| it.fee = "-1".into(), "delivery_fee"),
            (|it| it.free_from = "beaucoup".into(), "delivery_free_from"),
            (|it| it.minimum = "10000,01".into(), "delivery_minimum"),
            (|it| it.minutes_max = "4".into(), "minutes_max"),
            (|it| it.minutes_max = "121".into(), "minutes_max"),
            (|it| it.minutes_max = "une demi-heure".into(), "minutes_max"),
            (|it| it.minutes_usual = "0".into(), "minutes_usual"),
            (|it| it.minutes_usual = "31".into(), "minutes_usual"),
        ];
        for (change, field) in table {
            let mut typed = typed();
            change(&mut typed);
            let refused = typed.checked().expect_err(field);
            assert_eq!(refused.field().as_deref(), Some(*field), "{typed:?}");
            assert_ne!(refused.say(Language::Fr), refused.say(Language::En));
        }
    }

    #[test]
    fn a_place_is_read_as_it_is_shown() {
        let place = |address: &str, position: &str| TypedPlace {
            address: address.to_owned(),
            position: position.to_owned(),
            delivers: true,
        };
        let kept = place(" 18 avenue de la Gare ", "43.4025, 3.693").checked().expect("a place");
        assert_eq!(kept.address, "18 avenue de la Gare");
        assert_eq!(kept.position, Position::of_degrees(43.4025, 3.693));
        let stands = ShopPlace {
            code: "MOZ1".to_owned(),
            name: "Centre".to_owned(),
            version: 1,
            address: kept.address.clone(),
            position: kept.position,
            delivers: true,
        };
        assert_eq!(stands.typed().position, "43.402500, 3.693000");
        assert_eq!(stands.typed().checked(), Ok(kept));
        assert_eq!(place("", "").checked().map(|it| it.position), Ok(None));
        for (address, position, field) in [
            ("x", "43.4025", "shop_position"),
            ("x", "ici", "shop_position"),
            ("x", "91, 3", "shop_position"),
            (&"x".repeat(161), "", "shop_address"),
            ("a\nb", "", "shop_address"),
        ] {
            let refused = place(address, position).checked().expect_err(position);
            assert_eq!(refused.field().as_deref(), Some(field), "{position}");
        }
    }
}
