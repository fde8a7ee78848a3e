//! Quantities as people type and read them: `1,5 kg`, `750 g`, `2`, `0,25 l`.
//!
//! Typed, both `,` and `.` are the decimal sign, whatever the language: a numeric pad has only one of
//! them. Thousands are spaces or nothing. What was read is shown back in the same form, so that a
//! slip is seen before it is confirmed.

use super::refused::QuantityRefused;
use crate::language::Language;
use crate::menu::Unit;
use crate::money::grouped;

/// The longest quantity anybody types, in characters.
const CHARACTERS_MAX: usize = 30;
/// What people and [`show_quantity`] put between thousands.
const SPACES: [char; 4] = [' ', '\u{a0}', '\u{202f}', '\u{2009}'];

impl Unit {
    /// The most of one ingredient that a shop can mean at once, in the unit: a tonne, a cubic metre,
    /// ten thousand pieces. More is a slip of the finger.
    pub fn most(self) -> i64 {
        match self {
            Unit::G | Unit::Ml => 1_000_000,
            Unit::Pc => 10_000,
        }
    }

    /// The unit a word means, and how many of it; whatever the case, and with an `s` or without.
    fn of_word(word: &str) -> Option<(Unit, i64)> {
        let word = word.to_lowercase();
        let word = word.strip_suffix('.').unwrap_or(&word);
        Some(match word {
            "g" | "gr" | "gramme" | "grammes" | "gram" | "grams" => (Unit::G, 1),
            "kg" | "kilo" | "kilos" => (Unit::G, 1000),
            "ml" => (Unit::Ml, 1),
            "cl" => (Unit::Ml, 10),
            "dl" => (Unit::Ml, 100),
            "l" | "litre" | "litres" | "liter" | "liters" => (Unit::Ml, 1000),
            "pc" | "pcs" | "p" | "pièce" | "pièces" | "piece" | "pieces" | "u" | "unité"
            | "unités" => (Unit::Pc, 1),
            _ => return None,
        })
    }
}

/// What was typed for an ingredient that is counted in `unit`, in that unit; nothing (0) is fine.
/// A number alone is in the unit itself.
///
/// # Errors
/// What is no number, negative, of another unit, not whole, or above [`Unit::most`].
pub fn read_quantity(typed: &str, unit: Unit) -> Result<i64, QuantityRefused> {
    match read_change(typed, unit)? {
        negative if negative < 0 => Err(QuantityRefused::Negative),
        quantity => Ok(quantity),
    }
}

/// The same with a sign, for a correction: `-2 kg` takes off, `+500 g` and `500 g` add.
///
/// # Errors
/// As [`read_quantity`], except for the sign.
pub fn read_change(typed: &str, unit: Unit) -> Result<i64, QuantityRefused> {
    let text = typed.trim();
    if text.is_empty() {
        return Err(QuantityRefused::Empty { unit });
    }
    if text.chars().count() > CHARACTERS_MAX {
        return Err(QuantityRefused::NotANumber { unit });
    }
    let (sign, rest) = match text.strip_prefix(['-', '\u{2212}', '\u{2013}']) {
        Some(rest) => (-1, rest),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    let of_number =
        |it: char| it.is_ascii_digit() || it == ',' || it == '.' || SPACES.contains(&it);
    let end = rest.find(|it| !of_number(it)).unwrap_or(rest.len());
    let (number, word) = rest.split_at(end);
    if number.trim_matches(SPACES).is_empty() {
        return Err(QuantityRefused::NotANumber { unit });
    }
    let times = match word.trim() {
        "" => 1,
        word => match Unit::of_word(word) {
            Some((of, times)) if of == unit => times,
            Some(_) => return Err(QuantityRefused::WrongUnit { unit }),
            None => return Err(QuantityRefused::UnknownUnit { word: word.to_owned(), unit }),
        },
    };
    let quantity = scaled(number, times, unit)?;
    let checked = check_quantity(quantity, unit)?;
    Ok(sign * checked)
}

/// A quantity that came in the unit already: not negative, and no more than [`Unit::most`].
///
/// # Errors
/// Otherwise.
pub fn check_quantity(quantity: i64, unit: Unit) -> Result<i64, QuantityRefused> {
    match quantity {
        negative if negative < 0 => Err(QuantityRefused::Negative),
        more if more > unit.most() => Err(QuantityRefused::TooMuch { unit }),
        quantity => Ok(quantity),
    }
}

/// `times` a typed number without sign, if that is whole.
fn scaled(number: &str, times: i64, unit: Unit) -> Result<i64, QuantityRefused> {
    let no_number = QuantityRefused::NotANumber { unit };
    let number = number.trim_matches(SPACES);
    let (whole, fraction) = number.split_once([',', '.']).unwrap_or((number, ""));
    let mut groups = whole.split(SPACES);
    let first = groups.next().unwrap_or_default();
    let are_thousands = groups.all(|group| group.len() == 3);
    let digits: String = whole.chars().filter(char::is_ascii_digit).collect();
    let has_digits = !digits.is_empty();
    let is_number = are_thousands
        && (has_digits || !fraction.is_empty())
        && (first.is_empty() != has_digits)
        && fraction.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number {
        return Err(no_number);
    }
    let digits = digits.trim_start_matches('0');
    let fraction = fraction.trim_end_matches('0');
    if digits.len() > 9 {
        return Err(QuantityRefused::TooMuch { unit });
    }
    if fraction.len() > 6 {
        return Err(QuantityRefused::NotWhole { unit });
    }
    let parsed = |text: &str| if text.is_empty() { Ok(0) } else { text.parse::<i64>() };
    let (Ok(whole), Ok(part)) = (parsed(digits), parsed(fraction)) else {
        return Err(no_number);
    };
    let parts = fraction.bytes().fold(1, |parts, _| parts * 10);
    match part * times % parts {
        0 => Ok(whole * times + part * times / parts),
        _ => Err(QuantityRefused::NotWhole { unit }),
    }
}

/// A quantity as people read it: `750 g`, `1,5 kg`, `0,25 l` is `250 ml`, `1 pièce`, `12 pièces`.
/// Its spaces hold, thousands are apart by a thin one in both languages, and [`read_change`] reads it
/// back.
pub fn show_quantity(quantity: i64, unit: Unit, language: Language) -> String {
    let sign = if quantity < 0 { "\u{2212}" } else { "" };
    let absolute = quantity.unsigned_abs();
    let word = match (unit, absolute, language) {
        (Unit::G, 1000.., _) => "kg",
        (Unit::G, _, _) => "g",
        (Unit::Ml, 1000.., _) => "l",
        (Unit::Ml, _, _) => "ml",
        (Unit::Pc, 0..=1, Language::Fr) => "pièce",
        (Unit::Pc, _, Language::Fr) => "pièces",
        (Unit::Pc, 1, Language::En) => "piece",
        (Unit::Pc, _, Language::En) => "pieces",
    };
    let (whole, thousandths) = match unit {
        Unit::G | Unit::Ml if absolute >= 1000 => (absolute / 1000, absolute % 1000),
        _ => (absolute, 0),
    };
    let whole = grouped(whole, "\u{202f}");
    let point = if language == Language::Fr { ',' } else { '.' };
    let part = match thousandths {
        0 => String::new(),
        some => format!("{point}{some:03}").trim_end_matches('0').to_owned(),
    };
    format!("{sign}{whole}{part}\u{a0}{word}")
}

/// A change as people read it: with its sign, `+1,5 kg`, `−2 pièces`.
pub fn show_change(change: i64, unit: Unit, language: Language) -> String {
    let plus = if change > 0 { "+" } else { "" };
    format!("{plus}{}", show_quantity(change, unit, language))
}

#[cfg(test)]
mod tests;
