//! Amounts as people type them.

use domain::Cents;

/// The most figures before the comma: a slip of the finger is not a customer.
const FIGURES_MAX: usize = 6;

/// The amount typed: `20`, `20,5`, `20,50`, `20.50`, with a € and spaces or without; none when it
/// is no amount.
pub fn amount(typed: &str) -> Option<Cents> {
    let plain: String = typed.chars().filter(|it| !it.is_whitespace() && *it != '€').collect();
    let (whole, cents) = match plain.split_once([',', '.']) {
        Some((whole, cents)) => (whole, cents),
        None => (plain.as_str(), ""),
    };
    let figures = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !figures(whole) || !figures(cents) || cents.len() > 2 || whole.len() > FIGURES_MAX {
        return None;
    }
    if whole.is_empty() && cents.is_empty() {
        return None;
    }
    let number = |text: &str| if text.is_empty() { Some(0) } else { text.parse::<i64>().ok() };
    let cents = if cents.len() == 1 { number(cents)? * 10 } else { number(cents)? };
    Some(Cents(number(whole)? * 100 + cents))
}

/// The amount as it would be typed: `20,50`.
pub fn as_typed(amount: Cents) -> String {
    format!("{},{:02}", amount.0 / 100, amount.0 % 100)
}

/// What is typed after a touch of the pad: a figure, a comma, or `⌫`.
pub fn touched(typed: &str, key: char) -> String {
    let mut next = typed.to_owned();
    match key {
        '⌫' => drop(next.pop()),
        ',' if next.contains([',', '.']) => {}
        ',' if next.is_empty() => next.push_str("0,"),
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
            ("20⌫", "2"),
            ("⌫", ""),
        ] {
            assert_eq!(typed(keys), expected, "{keys}");
        }
    }
}
