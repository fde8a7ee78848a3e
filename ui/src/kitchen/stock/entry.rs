//! A quantity as it is typed on the pad: figures, and the unit chosen beside them.

use domain::Language;
use domain::menu::Unit;
use domain::stock::{QuantityRefused, read_quantity, show_quantity};
use serde::{Deserialize, Serialize};

/// The most figures anybody types.
const FIGURES_MAX: usize = 9;

/// A quantity, typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// What is typed.
    pub figures: String,
    /// The unit chosen, as [`read_quantity`] knows it; none: the usual one.
    word: Option<String>,
}

/// The units a quantity of that kind is typed in, the largest first.
pub fn words(unit: Unit) -> &'static [&'static str] {
    match unit {
        Unit::G => &["kg", "g"],
        Unit::Ml => &["l", "cl", "ml"],
        Unit::Pc => &[],
    }
}

/// How many of the ingredient's unit the larger one is.
const LARGE: i64 = 1000;

impl Entry {
    /// Nothing typed, in the unit in which people would say about so much.
    pub fn about(quantity: i64, unit: Unit) -> Entry {
        let words = words(unit);
        let word = if quantity.abs() >= LARGE { words.first() } else { words.last() };
        Entry { figures: String::new(), word: word.map(|it| (*it).to_owned()) }
    }

    /// A quantity that is known, as it would be typed.
    pub fn of(quantity: i64, unit: Unit, language: Language) -> Entry {
        let shown = show_quantity(quantity, unit, language);
        let figures = shown.split('\u{a0}').next().unwrap_or_default();
        let figures = figures.chars().filter(|it| *it != '\u{202f}').collect();
        Entry { figures, ..Entry::about(quantity, unit) }
    }

    /// The unit chosen.
    pub fn word(&self, unit: Unit) -> Option<&str> {
        let words = words(unit);
        let known = words.iter().find(|it| self.word.as_deref() == Some(**it));
        known.or_else(|| words.last()).copied()
    }

    /// The same in another unit.
    pub fn in_unit(&self, word: &str) -> Entry {
        Entry { word: Some(word.to_owned()), ..self.clone() }
    }

    /// The next unit: a key goes through them.
    pub fn in_next_unit(&self, unit: Unit) -> Entry {
        let words = words(unit);
        let at = words.iter().position(|it| Some(*it) == self.word(unit)).unwrap_or_default();
        match words.get((at + 1) % words.len().max(1)) {
            Some(word) => self.in_unit(word),
            None => self.clone(),
        }
    }

    /// Whether nothing is typed.
    pub fn is_empty(&self) -> bool {
        self.figures.is_empty()
    }

    /// After a touch of the pad: a figure, a decimal sign, or `⌫`. Pieces are whole.
    pub fn touched(&self, key: char, unit: Unit) -> Entry {
        let mut figures = self.figures.clone();
        match key {
            '⌫' => drop(figures.pop()),
            ',' | '.' if unit == Unit::Pc || figures.contains([',', '.']) => {}
            ',' | '.' if figures.is_empty() => figures.extend(['0', key]),
            _ if figures.len() >= FIGURES_MAX => {}
            other => {
                if figures == "0" && other.is_ascii_digit() {
                    figures.clear();
                }
                figures.push(other);
            }
        }
        Entry { figures, ..self.clone() }
    }

    /// What it is, in the ingredient's unit.
    ///
    /// # Errors
    /// It is no quantity of that unit.
    pub fn read(&self, unit: Unit) -> Result<i64, QuantityRefused> {
        // A decimal sign that still waits for its figures.
        let figures = self.figures.trim_end_matches([',', '.']);
        match self.word(unit) {
            Some(word) if !figures.is_empty() => read_quantity(&format!("{figures} {word}"), unit),
            _ => read_quantity(figures, unit),
        }
    }

    /// As it stands on the screen.
    pub fn show(&self, unit: Unit, language: Language) -> String {
        let figures = if self.is_empty() { "–" } else { &self.figures };
        match (self.word(unit), self.read(unit)) {
            (Some(word), _) => format!("{figures}\u{a0}{word}"),
            (None, Ok(count)) => show_quantity(count, unit, language),
            (None, Err(_)) => figures.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(keys: &str, entry: Entry, unit: Unit) -> Entry {
        keys.chars().fold(entry, |entry, key| entry.touched(key, unit))
    }

    #[test]
    fn what_is_touched_is_what_is_meant() {
        for (about, unit, keys, shown, read) in [
            (3200, Unit::G, "3,2", "3,2\u{a0}kg", Some(3200)),
            (3200, Unit::G, ",5", "0,5\u{a0}kg", Some(500)),
            (3200, Unit::G, "3,", "3,\u{a0}kg", Some(3000)),
            (3200, Unit::G, "1,2,5", "1,25\u{a0}kg", Some(1250)),
            (800, Unit::G, "0750", "750\u{a0}g", Some(750)),
            (800, Unit::G, "75⌫", "7\u{a0}g", Some(7)),
            (0, Unit::Ml, "", "–\u{a0}ml", None),
            (0, Unit::Pc, "1,2", "12\u{a0}pièces", Some(12)),
            (0, Unit::Pc, "", "–", None),
            (0, Unit::G, "1,5", "1,5\u{a0}g", None),
        ] {
            let entry = typed(keys, Entry::about(about, unit), unit);
            assert_eq!(entry.show(unit, Language::Fr), shown, "{keys}");
            assert_eq!(entry.read(unit).ok(), read, "{keys}");
        }
    }

    #[test]
    fn a_known_quantity_is_typed_as_it_is_shown() {
        for (quantity, unit) in
            [(0, Unit::G), (750, Unit::G), (1_250, Unit::G), (123_456, Unit::Ml), (42, Unit::Pc)]
        {
            for language in [Language::Fr, Language::En] {
                let entry = Entry::of(quantity, unit, language);
                assert_eq!(entry.read(unit), Ok(quantity), "{entry:?}");
            }
        }
    }

    #[test]
    fn a_key_goes_through_the_units() {
        let mut entry = typed("2", Entry::about(0, Unit::Ml), Unit::Ml);
        for (word, read) in [("l", 2000), ("cl", 20), ("ml", 2)] {
            entry = entry.in_next_unit(Unit::Ml);
            assert_eq!((entry.word(Unit::Ml), entry.read(Unit::Ml)), (Some(word), Ok(read)));
        }
        let pieces = Entry::about(3, Unit::Pc);
        assert_eq!(pieces.in_next_unit(Unit::Pc), pieces);
    }
}
