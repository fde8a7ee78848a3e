//! Dividing what is due over payers. Whatever the way, the parts add up to what is due.

use super::refused::SplitRefused;
use super::{AMOUNT_MAX, PAYERS_MAX};
use crate::money::{Cents, share};
use serde::{Deserialize, Serialize};

/// What every number of sharers up to [`PAYERS_MAX`] divides: lcm(1, …, 20).
const SHARERS: i64 = 232_792_560;

/// A line, and who pays it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineShared {
    /// What it costs, VAT included.
    pub gross: Cents,
    /// Who pays it, from 0, in equal shares; one named twice pays two shares.
    pub payers: Vec<usize>,
}

/// By amount: each part as it was typed, and what is left, if anything, as the last part.
///
/// # Errors
/// When a part is nothing or more than is left, or there are too many.
pub fn by_amount(due: Cents, parts: &[Cents]) -> Result<Vec<Cents>, SplitRefused> {
    check(due, parts.len())?;
    let mut left = due;
    for (payer, part) in parts.iter().enumerate() {
        if *part <= Cents::ZERO || *part > left {
            return Err(SplitRefused::Part { payer, left });
        }
        left = left - *part;
    }
    let rest = (left > Cents::ZERO).then_some(left);
    let all: Vec<Cents> = parts.iter().copied().chain(rest).collect();
    check(due, all.len())?;
    Ok(all)
}

/// By person: equal parts; the first payers pay the odd cents.
///
/// # Errors
/// When there is nobody, too many, or not a cent for each.
pub fn by_person(due: Cents, people: usize) -> Result<Vec<Cents>, SplitRefused> {
    check(due, people)?;
    if usize::try_from(due.0).is_ok_and(|cents| cents < people) {
        return Err(SplitRefused::TooSmall { people });
    }
    Ok(share(due, &vec![Cents(1); people]))
}

/// By line: each payer the lines that are his. Where lines do not add up to what is due (a fee on
/// top, an advance already paid), everybody's part grows or shrinks in proportion. Odd cents of
/// shared lines are rounded once over all lines, not line by line, so that three friends who share
/// three pizzas pay the same. One who has no line pays nothing.
///
/// # Errors
/// When a line is nobody's, or somebody's who is not among the payers.
pub fn by_line(
    due: Cents,
    lines: &[LineShared],
    payers: usize,
) -> Result<Vec<Cents>, SplitRefused> {
    check(due, payers)?;
    let mut weights = vec![Cents::ZERO; payers];
    let mut all = Cents::ZERO;
    for (line, LineShared { gross, payers: sharers }) in lines.iter().enumerate() {
        let fits = *gross >= Cents::ZERO && *gross <= AMOUNT_MAX - all;
        if !fits || sharers.is_empty() || sharers.len() > PAYERS_MAX {
            return Err(SplitRefused::Line { line });
        }
        all += *gross;
        let shares = i64::try_from(sharers.len()).unwrap_or(SHARERS);
        for payer in sharers {
            let weight = weights.get_mut(*payer).ok_or(SplitRefused::Line { line })?;
            *weight += Cents(gross.0 * (SHARERS / shares));
        }
    }
    if all == Cents::ZERO {
        return Err(SplitRefused::NotAnAmount);
    }
    Ok(share(due, &weights))
}

fn check(due: Cents, payers: usize) -> Result<(), SplitRefused> {
    if due <= Cents::ZERO || due > AMOUNT_MAX {
        return Err(SplitRefused::NotAnAmount);
    }
    if (1..=PAYERS_MAX).contains(&payers) { Ok(()) } else { Err(SplitRefused::Payers) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cents(amounts: &[i64]) -> Vec<Cents> {
        amounts.iter().copied().map(Cents).collect()
    }

    fn lines(of: &[(i64, &[usize])]) -> Vec<LineShared> {
        of.iter()
            .map(|(gross, payers)| LineShared { gross: Cents(*gross), payers: payers.to_vec() })
            .collect()
    }

    #[test]
    fn parts_as_typed_and_the_rest() {
        let part = |payer, left| Err(SplitRefused::Part { payer, left: Cents(left) });
        for (due, parts, expected) in [
            (3000, &[1000, 500][..], Ok(cents(&[1000, 500, 1500]))),
            (3000, &[1000, 2000], Ok(cents(&[1000, 2000]))),
            (3000, &[3000], Ok(cents(&[3000]))),
            (3000, &[3001], part(0, 3000)),
            (3000, &[2000, 1001], part(1, 1000)),
            (3000, &[2000, 0], part(1, 1000)),
            (3000, &[3000, 1], part(1, 0)),
            (3000, &[-5, 3000], part(0, 3000)),
            (3000, &[i64::MAX, i64::MAX], part(0, 3000)),
            (3000, &[], Err(SplitRefused::Payers)),
            (3000, &[1; 21], Err(SplitRefused::Payers)),
            // The rest would be one payer too many.
            (3000, &[1; 20], Err(SplitRefused::Payers)),
            (0, &[1], Err(SplitRefused::NotAnAmount)),
            (-1, &[1], Err(SplitRefused::NotAnAmount)),
            (1_000_001, &[1], Err(SplitRefused::NotAnAmount)),
        ] {
            assert_eq!(by_amount(Cents(due), &cents(parts)), expected, "{due} {parts:?}");
        }
    }

    #[test]
    fn equal_parts() {
        for (due, people, expected) in [
            (1000, 3, Ok(cents(&[334, 333, 333]))),
            (1001, 3, Ok(cents(&[334, 334, 333]))),
            (1000, 1, Ok(cents(&[1000]))),
            (3, 3, Ok(cents(&[1, 1, 1]))),
            (2, 3, Err(SplitRefused::TooSmall { people: 3 })),
            (1000, 0, Err(SplitRefused::Payers)),
            (1000, 21, Err(SplitRefused::Payers)),
            (0, 2, Err(SplitRefused::NotAnAmount)),
        ] {
            assert_eq!(by_person(Cents(due), people), expected, "{due} by {people}");
        }
    }

    #[test]
    fn each_pays_his_lines() {
        let three: &[(i64, &[usize])] =
            &[(1000, &[0, 1, 2]), (1000, &[0, 1, 2]), (1000, &[0, 1, 2])];
        let at = |line| Err(SplitRefused::Line { line });
        for (due, of, payers, expected) in [
            (2250, &[(1250, &[0][..]), (1000, &[1])][..], 2, Ok(cents(&[1250, 1000]))),
            // A bottle shared by both.
            (2901, &[(1250, &[0]), (1000, &[1]), (651, &[0, 1])], 2, Ok(cents(&[1576, 1325]))),
            (3000, three, 3, Ok(cents(&[1000, 1000, 1000]))),
            // Two thirds of it.
            (900, &[(900, &[0, 0, 1])], 2, Ok(cents(&[600, 300]))),
            // A fee of 1 € on top, an advance of 10 € before.
            (2100, &[(1000, &[0]), (1000, &[1])], 2, Ok(cents(&[1050, 1050]))),
            (2000, &[(2000, &[0]), (1000, &[1])], 2, Ok(cents(&[1333, 667]))),
            // One came along; a line is free.
            (1000, &[(1000, &[1]), (0, &[0])], 3, Ok(cents(&[0, 1000, 0]))),
            (1000, &[(1000, &[])], 1, at(0)),
            (1000, &[(500, &[0]), (500, &[2])], 2, at(1)),
            (1000, &[(500, &[0]), (-1, &[0])], 1, at(1)),
            (1000, &[(500, &[0]), (i64::MAX, &[0])], 1, at(1)),
            (1000, &[(600_000, &[0]), (600_000, &[0])], 1, at(1)),
            (1000, &[(500, &[0; 21])], 1, at(0)),
            (1000, &[(0, &[0])], 1, Err(SplitRefused::NotAnAmount)),
            (1000, &[], 1, Err(SplitRefused::NotAnAmount)),
            (1000, &[(1000, &[0])], 0, Err(SplitRefused::Payers)),
        ] {
            assert_eq!(by_line(Cents(due), &lines(of), payers), expected, "{due} {of:?}");
        }
    }

    #[test]
    fn every_number_of_sharers_divides_without_rest() {
        for sharers in 1..=i64::try_from(PAYERS_MAX).expect("small") {
            assert_eq!(SHARERS % sharers, 0, "{sharers}");
        }
    }

    proptest! {
        #[test]
        fn parts_add_up(due in 1i64..=1_000_000, people in 1usize..=20, typed in proptest::collection::vec(1i64..100_000, 1..8)) {
            if let Ok(parts) = by_person(Cents(due), people) {
                prop_assert_eq!(parts.iter().copied().sum::<Cents>(), Cents(due));
                prop_assert!(parts[0] - parts[people - 1] <= Cents(1));
                prop_assert!(parts.is_sorted_by(|one, next| one >= next), "{:?}", parts);
            } else {
                prop_assert!(due < people as i64);
            }
            let parts = by_amount(Cents(due), &cents(&typed));
            prop_assert_eq!(parts.is_ok(), typed.iter().sum::<i64>() <= due);
            if let Ok(parts) = parts {
                prop_assert_eq!(parts.iter().copied().sum::<Cents>(), Cents(due));
                prop_assert_eq!(&parts[..typed.len()], &cents(&typed)[..]);
            }
        }

        #[test]
        fn lines_add_up(
            of in proptest::collection::vec((0i64..20_000, proptest::collection::vec(0usize..4, 1..6)), 1..12),
            fee in -500i64..500,
        ) {
            let all: i64 = of.iter().map(|it| it.0).sum();
            let due = Cents((all + fee).max(1));
            let lines: Vec<_> = of.into_iter().map(|(gross, payers)| LineShared { gross: Cents(gross), payers }).collect();
            prop_assume!(all > 0);
            let parts = by_line(due, &lines, 4).expect("divided");
            prop_assert_eq!(parts.iter().copied().sum::<Cents>(), due);
            for (payer, part) in parts.iter().enumerate() {
                let owed: f64 = lines.iter().map(|line| {
                    let mine = line.payers.iter().filter(|it| **it == payer).count();
                    line.gross.0 as f64 * mine as f64 / line.payers.len() as f64
                }).sum();
                let exact = owed * due.0 as f64 / all as f64;
                prop_assert!((part.0 as f64 - exact).abs() < 1.001, "{} instead of {}", part.0, exact);
            }
        }
    }
}
