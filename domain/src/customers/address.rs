//! Where an order is brought: as the customer says it, so that a driver finds the door.

use crate::delivery::{Position, map_link, map_link_to};
use crate::failure::{Field, Refusal};
use crate::language::{Language, Spoken, either};
use crate::text::{TextRefused, checked};
use serde::{Deserialize, Serialize};

/// The longest street, with its number, in characters.
const STREET_CHARACTERS_MAX: usize = 120;
/// The longest name of a town, in characters (the longest of France has 45).
const TOWN_CHARACTERS_MAX: usize = 60;
/// The longest floor and the longest code of a door, in characters.
const DOOR_CHARACTERS_MAX: usize = 30;
/// The longest note to the driver, in characters.
const NOTE_CHARACTERS_MAX: usize = 140;

/// An address to which an order is brought.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeliveryAddress {
    /// Number and street: `12 bis rue des Lilas`.
    pub street: String,
    /// The house has no number: a hamlet, a named house. Somebody said so.
    #[serde(default)]
    pub without_number: bool,
    /// Five digits.
    pub postcode: String,
    /// The town.
    pub town: String,
    /// The floor, the stairs, the flat.
    #[serde(default)]
    pub floor: Option<String>,
    /// What opens the door.
    #[serde(default)]
    pub code: Option<String>,
    /// To the driver.
    #[serde(default)]
    pub note: Option<String>,
    /// Where it is; none: it was typed by hand, and nobody looked it up.
    #[serde(default)]
    pub position: Option<Position>,
}

/// An address that cannot be taken as typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AddressRefused {
    /// No street.
    NoStreet,
    /// A street without a number, and nobody said that there is none.
    NoNumber,
    /// Not five digits of France.
    Postcode,
    /// No town.
    NoTown,
    /// A place that is not on earth.
    Position,
    /// A text that cannot be taken.
    Text(TextRefused),
}

impl From<TextRefused> for AddressRefused {
    fn from(refused: TextRefused) -> AddressRefused {
        AddressRefused::Text(refused)
    }
}

impl DeliveryAddress {
    /// Trims it and checks it.
    ///
    /// # Errors
    /// The first thing wrong with it.
    pub fn checked(&self) -> Result<DeliveryAddress, AddressRefused> {
        let street = checked(Some(&self.street), "street", STREET_CHARACTERS_MAX)?;
        let street = street.filter(|it| it.chars().any(char::is_alphabetic));
        let street = street.ok_or(AddressRefused::NoStreet)?;
        if !self.without_number && !has_number(&street) {
            return Err(AddressRefused::NoNumber);
        }
        let postcode: String = self.postcode.chars().filter(|it| !it.is_whitespace()).collect();
        let department = postcode.get(..2).and_then(|it| it.parse::<u32>().ok());
        let digits = postcode.len() == 5 && postcode.bytes().all(|it| it.is_ascii_digit());
        if !digits || !department.is_some_and(|it| (1..=99).contains(&it)) {
            return Err(AddressRefused::Postcode);
        }
        let town = checked(Some(&self.town), "town", TOWN_CHARACTERS_MAX)?;
        let town = town.filter(|it| it.chars().any(char::is_alphabetic));
        let town = town.ok_or(AddressRefused::NoTown)?;
        if self.position.is_some_and(|it| !it.is_on_earth()) {
            return Err(AddressRefused::Position);
        }
        Ok(DeliveryAddress {
            street,
            without_number: self.without_number,
            postcode,
            town,
            floor: checked(self.floor.as_deref(), "floor", DOOR_CHARACTERS_MAX)?,
            code: checked(self.code.as_deref(), "code", DOOR_CHARACTERS_MAX)?,
            note: checked(self.note.as_deref(), "address_note", NOTE_CHARACTERS_MAX)?,
            position: self.position,
        })
    }

    /// Whether it is the same door as that one, whatever is noted of it.
    pub fn is_at(&self, other: &DeliveryAddress) -> bool {
        let same = |a: &str, b: &str| a.trim().to_lowercase() == b.trim().to_lowercase();
        same(&self.street, &other.street)
            && same(&self.postcode, &other.postcode)
            && same(&self.town, &other.town)
    }

    /// Whether nothing of it was typed.
    pub fn is_empty(&self) -> bool {
        let optional = [&self.floor, &self.code, &self.note];
        let typed = |text: &str| !text.trim().is_empty();
        ![&self.street, &self.postcode, &self.town].iter().any(|it| typed(it))
            && !optional.iter().any(|it| it.as_deref().is_some_and(typed))
    }

    /// What else helps to find the door: `3e étage, code 4B12, sonner deux fois`. Empty where nothing was said.
    pub fn access(&self) -> String {
        let code = self.code.as_ref().map(|code| format!("code {code}"));
        let all = [self.floor.clone(), code, self.note.clone()];
        all.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }

    /// What a driver opens to be led there: to the place, else to what the map makes of the words.
    pub fn map_link(&self) -> String {
        match self.position {
            Some(position) => map_link(position),
            None => map_link_to(&format!("{}, {} {}", self.street, self.postcode, self.town)),
        }
    }

    /// On one line: `12 rue des Lilas, 67000 Mozzaville`.
    pub fn line(&self) -> String {
        format!("{}, {}\u{a0}{}", self.street, self.postcode, self.town)
    }
}

/// Whether a street has a number: at its beginning, or behind a comma (`bât. B, 12 rue des Lilas`). Other
/// digits are of its name (`rue du 8 mai 1945`).
fn has_number(street: &str) -> bool {
    street.split(',').any(|part| part.trim_start().starts_with(|it: char| it.is_ascii_digit()))
}

impl Spoken for AddressRefused {
    fn say(&self, language: Language) -> String {
        match self {
            AddressRefused::NoStreet => either(
                language,
                "Une livraison demande une rue et un numéro.",
                "A delivery needs a number and a street.",
            ),
            AddressRefused::NoNumber => either(
                language,
                "Il manque le numéro dans la rue. S’il n’y en a pas, cochez « sans numéro ».",
                "The house number is missing. If there is none, tick “no number”.",
            ),
            AddressRefused::Postcode => either(
                language,
                "Un code postal a 5 chiffres : 67000.",
                "A postcode has 5 digits: 67000.",
            ),
            AddressRefused::NoTown => {
                either(language, "Il manque la ville.", "The town is missing.")
            }
            AddressRefused::Position => either(
                language,
                "La position de cette adresse n’est pas sur la carte.",
                "The position of this address is not on the map.",
            ),
            AddressRefused::Text(refused) => refused.say(language),
        }
    }
}

impl Refusal for AddressRefused {
    fn field(&self) -> Option<Field> {
        let field = match self {
            AddressRefused::NoStreet | AddressRefused::NoNumber | AddressRefused::Position => {
                "street"
            }
            AddressRefused::Postcode => "postcode",
            AddressRefused::NoTown => "town",
            AddressRefused::Text(refused) => return refused.field(),
        };
        Some(field.to_owned())
    }
}
