//! Amounts as PayPal writes them: euros with two decimals, and nothing else.

use crate::money::Cents;

/// The most figures before the point: what has more is no amount of a pizzeria.
const FIGURES_MAX: usize = 7;

/// An amount for PayPal: `1234.56`; none of what is no money, which is asked of nobody.
pub fn paypal_value(amount: Cents) -> Option<String> {
    let is_one = (1..10_i64.pow(FIGURES_MAX as u32 + 2)).contains(&amount.0);
    is_one.then(|| format!("{}.{:02}", amount.0 / 100, amount.0 % 100))
}

/// An amount of PayPal's: figures, a point, two figures. Anything else is none.
pub fn of_paypal_value(value: &str) -> Option<Cents> {
    let (whole, cents) = value.split_once('.')?;
    let figures = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let is_whole = (1..=FIGURES_MAX).contains(&whole.len())
        && figures(whole)
        && (whole == "0" || !whole.starts_with('0'));
    if !is_whole || cents.len() != 2 || !figures(cents) {
        return None;
    }
    Some(Cents(whole.parse::<i64>().ok()? * 100 + cents.parse::<i64>().ok()?))
}

/// The same, which may be below zero: what is left of a cent once PayPal has its fee.
pub fn of_signed_paypal_value(value: &str) -> Option<Cents> {
    match value.strip_prefix('-') {
        Some(size) => of_paypal_value(size).map(|it| Cents(-it.0)),
        None => of_paypal_value(value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn amounts_are_written_with_two_decimals_and_read_back() {
        for (cents, value) in [
            (1, "0.01"),
            (10, "0.10"),
            (99, "0.99"),
            (100, "1.00"),
            (2350, "23.50"),
            (123_456, "1234.56"),
            (1_000_000, "10000.00"),
        ] {
            assert_eq!(paypal_value(Cents(cents)).as_deref(), Some(value));
            assert_eq!(of_paypal_value(value), Some(Cents(cents)));
        }
        for cents in [0, -1, i64::MIN, i64::MAX, 1_000_000_000] {
            assert_eq!(paypal_value(Cents(cents)), None, "{cents}");
        }
        assert_eq!(of_paypal_value("0.00"), Some(Cents::ZERO), "a fee may be nothing");
        assert_eq!(of_signed_paypal_value("-0.34"), Some(Cents(-34)));
        assert_eq!(of_signed_paypal_value("0.34"), Some(Cents(34)));
    }

    #[test]
    fn what_is_written_otherwise_is_no_amount() {
        for value in [
            "",
            ".",
            "1",
            "1.",
            ".50",
            "1.5",
            "1.500",
            "01.50",
            "00.50",
            "1,50",
            "+1.50",
            "-1.50",
            " 1.50",
            "1.50 ",
            "1 234.56",
            "1.5e1",
            "1.٥0",
            "12345678.00",
            "1.-5",
            "NaN",
        ] {
            assert_eq!(of_paypal_value(value), None, "{value}");
        }
        for value in ["--1.00", "-", "-1", "- 1.00"] {
            assert_eq!(of_signed_paypal_value(value), None, "{value}");
        }
    }

    proptest! {
        #[test]
        fn every_amount_comes_back(cents in 1_i64..1_000_000_000) {
            let value = paypal_value(Cents(cents)).expect("an amount");
            prop_assert_eq!(of_paypal_value(&value), Some(Cents(cents)));
        }

        #[test]
        fn no_text_breaks_it(text in "\\PC{0,20}") {
            if let Some(amount) = of_paypal_value(&text) {
                prop_assert!(amount == Cents::ZERO || paypal_value(amount) == Some(text));
            }
        }
    }
}
