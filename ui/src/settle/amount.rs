//! Amounts as people type them.

use domain::{Cents, Language};

/// The amount typed; none when it is no amount.
pub fn amount(typed: &str) -> Option<Cents> {
    Cents::typed(typed)
}

/// The amount as it would be typed: `20,50`; [`shown`] in a field.
pub fn as_typed(amount: Cents) -> String {
    amount.as_typed()
}

/// Whole euros, as a note says them.
pub fn euros(euros: i64, language: Language) -> String {
    match language {
        Language::Fr => format!("{euros}\u{a0}€"),
        Language::En => format!("€{euros}"),
    }
}

/// What is typed, as a field of a screen in that language shows it.
pub fn shown(typed: &str, language: Language) -> String {
    Cents::retyped(typed, language)
}

/// What is typed after a touch of the pad: a figure, a decimal sign, or `⌫`.
pub fn touched(typed: &str, key: char) -> String {
    let mut next = typed.to_owned();
    match key {
        '⌫' => drop(next.pop()),
        ',' | '.' if next.contains([',', '.']) => {}
        ',' | '.' if next.is_empty() => next.extend(['0', key]),
        other => next.push(other),
    }
    // A touch that would make it no amount is not taken; a comma still waits for its cents.
    let kept = next.is_empty() || amount(&next).is_some();
    if kept { next } else { typed.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_as_people_type_them() {
        for (typed, cents) in [
            ("20", Some(2000)),
            ("20,5", Some(2050)),
            ("20,50", Some(2050)),
            ("20.50", Some(2050)),
            (" 1\u{202f}250,00\u{a0}€", Some(125_000)),
            (",5", Some(50)),
            ("20,", Some(2000)),
            ("", None),
            (",", None),
            ("20,505", None),
            ("20,5,0", None),
            ("-5", None),
            ("vingt", None),
            ("9999999", None),
            ("٢٠", None),
        ] {
            assert_eq!(amount(typed), cents.map(Cents), "{typed}");
        }
    }

    #[test]
    fn an_amount_reads_back_as_typed() {
        for cents in [0, 5, 50, 1234, 100_000] {
            assert_eq!(amount(&as_typed(Cents(cents))), Some(Cents(cents)));
        }
    }

    #[test]
    fn the_pad_types_amounts_only() {
        let typed =
            |keys: &str| keys.chars().fold(String::new(), |typed, key| touched(&typed, key));
        for (keys, expected) in [
            ("20", "20"),
            ("20,50", "20,50"),
            ("20,505", "20,50"),
            ("2,,0", "2,0"),
            (",5", "0,5"),
            (".5", "0.5"),
            ("20.5,0", "20.50"),
            ("20⌫", "2"),
            ("⌫", ""),
        ] {
            assert_eq!(typed(keys), expected, "{keys}");
        }
    }
}
