//! Money in integer cents, and the one rounding rule for VAT.

use crate::language::Language;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Mul, Sub};

/// The most figures that are typed before the comma: a slip of the finger is not a customer.
const FIGURES_MAX: usize = 6;

/// An amount in euro cents, VAT included unless a name says otherwise.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Cents(pub i64);

impl Cents {
    /// No money.
    pub const ZERO: Cents = Cents(0);

    /// The amount as people read it: `1 234,50 €` in French, `€1,234.50` in English.
    /// Spaces are no-break ones, so that an amount is never cut at the end of a line.
    pub fn show(self, language: Language) -> String {
        let sign = if self.0 < 0 { "\u{2212}" } else { "" };
        let absolute = self.0.unsigned_abs();
        let cents = absolute % 100;
        match language {
            Language::Fr => {
                format!("{sign}{},{cents:02}\u{a0}€", grouped(absolute / 100, "\u{202f}"))
            }
            Language::En => format!("{sign}€{}.{cents:02}", grouped(absolute / 100, ",")),
        }
    }

    /// An amount as people type it: `20`, `20,5`, `20,50`, `20.50`, with a € and spaces or without;
    /// none when it is no amount.
    pub fn typed(typed: &str) -> Option<Cents> {
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

    /// The amount as it would be typed: `20,50`; a field shows it by [`Cents::retyped`].
    pub fn as_typed(self) -> String {
        format!("{},{:02}", self.0 / 100, self.0 % 100)
    }

    /// What was typed as a field shows it: with the decimal sign of the screen's language, whichever of the
    /// two was typed. Both are read in both languages: a numeric pad has only one of them.
    pub fn retyped(typed: &str, language: Language) -> String {
        typed.replace([',', '.'], language.decimal_sign().encode_utf8(&mut [0; 4]))
    }
}

/// A quotient rounded half up, away from zero below it, as VAT is. The divisor is above zero.
pub(crate) fn rounded(dividend: i128, divisor: i128) -> i64 {
    let doubled = 2 * dividend.abs() + divisor;
    let quotient = dividend.signum() * (doubled / (2 * divisor));
    i64::try_from(quotient).unwrap_or(if quotient < 0 { i64::MIN } else { i64::MAX })
}

/// Digits by threes.
pub(crate) fn grouped(whole: u64, separator: &str) -> String {
    let digits = whole.to_string();
    let mut shown = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            shown.push_str(separator);
        }
        shown.push(digit);
    }
    shown
}

impl Add for Cents {
    type Output = Cents;
    fn add(self, other: Cents) -> Cents {
        Cents(self.0 + other.0)
    }
}

impl AddAssign for Cents {
    fn add_assign(&mut self, other: Cents) {
        self.0 += other.0;
    }
}

impl Sub for Cents {
    type Output = Cents;
    fn sub(self, other: Cents) -> Cents {
        Cents(self.0 - other.0)
    }
}

impl Mul<u32> for Cents {
    type Output = Cents;
    fn mul(self, times: u32) -> Cents {
        Cents(self.0 * i64::from(times))
    }
}

impl Sum for Cents {
    fn sum<I: Iterator<Item = Cents>>(amounts: I) -> Cents {
        Cents(amounts.map(|amount| amount.0).sum())
    }
}

/// A VAT rate in basis points: 550 is 5.5 %, 1000 is 10 %.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct VatRate(pub u32);

impl VatRate {
    /// The tax held in an amount that includes it: `total × rate / (1 + rate)`, rounded half up
    /// (away from zero for a refund, so that a refund undoes its sale to the cent).
    pub fn tax_within(self, gross: Cents) -> Cents {
        let base = 10_000 + i64::from(self.0);
        let doubled = 2 * gross.0.abs() * i64::from(self.0) + base;
        Cents(gross.0.signum() * (doubled / (2 * base)))
    }

    /// `5,5 %` in French, `5.5%` in English.
    pub fn show(self, language: Language) -> String {
        let (whole, rest) = (self.0 / 100, self.0 % 100);
        let digits = match (rest, language) {
            (0, _) => whole.to_string(),
            (_, Language::Fr) => format!("{whole},{rest:02}").trim_end_matches('0').to_owned(),
            (_, Language::En) => format!("{whole}.{rest:02}").trim_end_matches('0').to_owned(),
        };
        match language {
            Language::Fr => format!("{digits}\u{a0}%"),
            Language::En => format!("{digits}%"),
        }
    }
}

/// What one rate contributes to a total.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VatShare {
    /// The rate.
    pub rate: VatRate,
    /// Everything sold at this rate, VAT included.
    pub gross: Cents,
    /// The tax within `gross`.
    pub tax: Cents,
}

/// A total and the VAT within it, one share a rate, lowest rate first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Totals {
    /// What is to be paid.
    pub gross: Cents,
    /// Shares by rate; their `gross` sum to the total.
    pub vat: Vec<VatShare>,
}

impl Totals {
    /// Sums amounts per rate first and rounds once per rate: the program's only way to VAT
    /// (CGI art. 268 bis read with BOI-TVA-DECLA-30-20-20: rounding is by total, not by line).
    pub fn of(amounts: impl IntoIterator<Item = (VatRate, Cents)>) -> Totals {
        let mut by_rate = BTreeMap::<VatRate, Cents>::new();
        for (rate, amount) in amounts {
            *by_rate.entry(rate).or_default() += amount;
        }
        Totals {
            gross: by_rate.values().copied().sum(),
            vat: by_rate
                .into_iter()
                .map(|(rate, gross)| VatShare { rate, gross, tax: rate.tax_within(gross) })
                .collect(),
        }
    }
}

/// Shares an amount out in proportion to weights, to the cent, by largest remainder: each gets
/// the whole cents of its exact share, and the cents left go one by one to the largest remainders,
/// among equal ones to the first. Where all weights are nothing, the first gets it.
///
/// Neither the amount nor a weight may be below zero.
pub fn share(amount: Cents, weights: &[Cents]) -> Vec<Cents> {
    let sum: i128 = weights.iter().map(|weight| i128::from(weight.0)).sum();
    let exact = |at: usize| match sum {
        0 => i128::from(if at == 0 { amount.0 } else { 0 }),
        _ => i128::from(amount.0) * i128::from(weights[at].0),
    };
    let divisor = sum.max(1);
    let whole = |at: usize| i64::try_from(exact(at) / divisor).unwrap_or(i64::MAX);
    let mut shares: Vec<Cents> = (0..weights.len()).map(|at| Cents(whole(at))).collect();
    let left = amount - shares.iter().copied().sum();
    let mut by_remainder: Vec<usize> = (0..weights.len()).collect();
    by_remainder.sort_by_key(|&at| std::cmp::Reverse(exact(at) % divisor));
    for at in by_remainder.into_iter().take(usize::try_from(left.0).unwrap_or(0)) {
        shares[at] += Cents(1);
    }
    shares
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn cents_left_over_go_to_the_largest_remainders() {
        for (amount, weights, shares) in [
            (100, vec![1, 1, 1], vec![34, 33, 33]),
            (1200, vec![850, 250, 400], vec![680, 200, 320]),
            (1, vec![0, 5, 5], vec![0, 1, 0]),
            (7, vec![0, 0], vec![7, 0]),
            (0, vec![3, 4], vec![0, 0]),
        ] {
            let weights: Vec<_> = weights.into_iter().map(Cents).collect();
            let shared: Vec<_> = share(Cents(amount), &weights).iter().map(|it| it.0).collect();
            assert_eq!(shared, shares, "{amount}");
        }
    }

    #[test]
    fn amounts_read_as_people_write_them() {
        let table = [
            (0, "0,00\u{a0}€", "€0.00"),
            (5, "0,05\u{a0}€", "€0.05"),
            (800, "8,00\u{a0}€", "€8.00"),
            (123_456_789, "1\u{202f}234\u{202f}567,89\u{a0}€", "€1,234,567.89"),
            (-150, "\u{2212}1,50\u{a0}€", "\u{2212}€1.50"),
        ];
        for (cents, fr, en) in table {
            assert_eq!(Cents(cents).show(Language::Fr), fr);
            assert_eq!(Cents(cents).show(Language::En), en);
        }
    }

    #[test]
    fn what_is_typed_is_shown_with_the_sign_of_the_language_and_read_with_either() {
        for (typed, fr, en) in [
            ("12,50", "12,50", "12.50"),
            ("12.50", "12,50", "12.50"),
            ("12,", "12,", "12."),
            (".5", ",5", ".5"),
            ("1 250", "1 250", "1 250"),
            ("", "", ""),
        ] {
            for (language, shown) in [(Language::Fr, fr), (Language::En, en)] {
                assert_eq!(Cents::retyped(typed, language), shown);
                assert_eq!(Cents::typed(shown), Cents::typed(typed), "{typed}");
            }
        }
        let as_typed = Cents(1250).as_typed();
        assert_eq!(Cents::retyped(&as_typed, Language::En), "12.50");
    }

    #[test]
    fn rates_read_as_people_write_them() {
        for (rate, fr, en) in
            [(550, "5,5\u{a0}%", "5.5%"), (1000, "10\u{a0}%", "10%"), (210, "2,1\u{a0}%", "2.1%")]
        {
            assert_eq!(VatRate(rate).show(Language::Fr), fr);
            assert_eq!(VatRate(rate).show(Language::En), en);
        }
    }

    #[test]
    fn tax_is_rounded_half_up() {
        // 250 × 5.5 / 105.5 = 13.03…; 11 × 10 / 110 = 1; 8 × 20 / 120 = 1.33…; 3 × 20 / 120 = 0.5.
        for (rate, gross, tax) in
            [(550, 250, 13), (1000, 11, 1), (2000, 8, 1), (2000, 3, 1), (1000, 2600, 236)]
        {
            assert_eq!(VatRate(rate).tax_within(Cents(gross)), Cents(tax), "{gross} at {rate}");
        }
    }

    proptest! {
        #[test]
        fn a_shared_amount_is_whole_and_within_a_cent_of_exact(
            amount in 0i64..10_000_000, weights in prop::collection::vec(0i64..1_000_000, 1..30)
        ) {
            let sum: i64 = weights.iter().sum();
            let weights: Vec<_> = weights.into_iter().map(Cents).collect();
            let shares = share(Cents(amount), &weights);
            prop_assert_eq!(shares.iter().copied().sum::<Cents>(), Cents(amount));
            if sum > 0 {
                for (share, weight) in shares.iter().zip(&weights) {
                    let exact = amount as f64 * weight.0 as f64 / sum as f64;
                    prop_assert!((share.0 as f64 - exact).abs() < 1.0 + 1e-6);
                }
            }
        }

        #[test]
        fn shares_add_up_and_refunds_undo(amounts in prop::collection::vec(
            (prop::sample::select(vec![550u32, 1000, 2000]), 0i64..1_000_000), 0..40)
        ) {
            let sold = Totals::of(amounts.iter().map(|&(rate, cents)| (VatRate(rate), Cents(cents))));
            let back = Totals::of(amounts.iter().map(|&(rate, cents)| (VatRate(rate), Cents(-cents))));
            prop_assert_eq!(sold.vat.iter().map(|share| share.gross).sum::<Cents>(), sold.gross);
            for (share, undone) in sold.vat.iter().zip(&back.vat) {
                prop_assert_eq!(share.tax + undone.tax, Cents::ZERO);
                // Within half a cent of the exact figure, in integers.
                let base = 10_000 + i64::from(share.rate.0);
                let error = share.tax.0 * base - share.gross.0 * i64::from(share.rate.0);
                prop_assert!(2 * error.abs() <= base);
            }
        }
    }
}
