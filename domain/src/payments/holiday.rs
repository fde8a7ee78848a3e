//! The public holidays of France.

use chrono::{Datelike, Days, NaiveDate};

/// Easter Sunday of a year of the Gregorian calendar, by the computus of Meeus, Jones and Butcher.
///
/// These ten lines have not changed since 1876 and will not; a library would bring a dependency
/// into both sides of the program for them. The tests hold them to known dates.
///
/// None where the year is none that a date can have.
pub fn easter(year: i32) -> Option<NaiveDate> {
    let year_of_moon = year.rem_euclid(19);
    let (century, of_century) = (year.div_euclid(100), year.rem_euclid(100));
    // What the Gregorian reform takes out and puts in again.
    let drift = (century + 8) / 25;
    let moon_shift = (century - drift + 1) / 3;
    let epact = (19 * year_of_moon + century - century / 4 - moon_shift + 15).rem_euclid(30);
    let to_sunday =
        (32 + 2 * (century % 4) + 2 * (of_century / 4) - epact - of_century % 4).rem_euclid(7);
    let late = (year_of_moon + 11 * epact + 22 * to_sunday) / 451;
    let from_march = epact + to_sunday - 7 * late + 114;
    let (month, day) = (from_march / 31, from_march % 31 + 1);
    NaiveDate::from_ymd_opt(year, u32::try_from(month).ok()?, u32::try_from(day).ok()?)
}

/// The French name of the public holiday on that day (code du travail, art. L3133-1); none: it is
/// none.
///
/// What holds in but some places is left out: Good Friday and 26 December in Alsace and Moselle
/// (art. L3134-13), the days of the abolition of slavery overseas (art. L3422-2).
pub fn holiday(day: NaiveDate) -> Option<&'static str> {
    let fixed = match (day.month(), day.day()) {
        (1, 1) => Some("jour de l’An"),
        (5, 1) => Some("fête du Travail"),
        (5, 8) => Some("Victoire de 1945"),
        (7, 14) => Some("fête nationale"),
        (8, 15) => Some("Assomption"),
        (11, 1) => Some("Toussaint"),
        (11, 11) => Some("Armistice de 1918"),
        (12, 25) => Some("Noël"),
        _ => None,
    };
    let moving =
        [(1, "lundi de Pâques"), (39, "Ascension"), (50, "lundi de Pentecôte")].into_iter();
    let falls = |days| easter(day.year())?.checked_add_days(Days::new(days));
    fixed.or_else(|| moving.into_iter().find(|(days, _)| falls(*days) == Some(day)).map(|it| it.1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::Weekday;
    use proptest::prelude::*;

    fn date(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).expect("a date")
    }

    #[test]
    fn easter_falls_where_the_almanac_has_it() {
        for (year, month, day) in [
            // The earliest and the latest there are, and leap years of centuries.
            (1818, 3, 22),
            (1886, 4, 25),
            (1900, 4, 15),
            (1943, 4, 25),
            (1961, 4, 2),
            (2000, 4, 23),
            (2008, 3, 23),
            (2011, 4, 24),
            (2019, 4, 21),
            (2020, 4, 12),
            (2021, 4, 4),
            (2022, 4, 17),
            (2023, 4, 9),
            (2024, 3, 31),
            (2025, 4, 20),
            (2026, 4, 5),
            (2027, 3, 28),
            (2028, 4, 16),
            (2029, 4, 1),
            (2030, 4, 21),
            (2031, 4, 13),
            (2032, 3, 28),
            (2033, 4, 17),
            (2034, 4, 9),
            (2035, 3, 25),
            (2036, 4, 13),
            (2037, 4, 5),
            (2038, 4, 25),
            (2039, 4, 10),
            (2040, 4, 1),
            // Where the two exceptions of the tables bite.
            (1954, 4, 18),
            (1981, 4, 19),
            (2049, 4, 18),
            (2076, 4, 19),
            (2285, 3, 22),
        ] {
            assert_eq!(easter(year), Some(date(year, month, day)), "{year}");
        }
    }

    #[test]
    fn the_days_of_two_years() {
        for (year, moving) in
            [(2026, [(4, 6), (5, 14), (5, 25)]), (2027, [(3, 29), (5, 6), (5, 17)])]
        {
            let fixed = [(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)];
            let mut expected: Vec<_> = fixed
                .into_iter()
                .chain(moving)
                .map(|(month, day)| date(year, month, day))
                .collect();
            expected.sort();
            let found: Vec<_> = date(year, 1, 1)
                .iter_days()
                .take_while(|day| day.year() == year)
                .filter(|day| holiday(*day).is_some())
                .collect();
            assert_eq!(found, expected);
        }
    }

    #[test]
    fn days_have_their_names() {
        for (day, name) in [
            (date(2026, 4, 6), Some("lundi de Pâques")),
            (date(2026, 5, 14), Some("Ascension")),
            (date(2026, 5, 25), Some("lundi de Pentecôte")),
            (date(2026, 7, 14), Some("fête nationale")),
            // The first of May and Ascension fell on one day.
            (date(2008, 5, 1), Some("fête du Travail")),
            // Easter is a Sunday and in no list; Good Friday and 26 December are of Alsace.
            (date(2026, 4, 5), None),
            (date(2026, 4, 3), None),
            (date(2026, 12, 26), None),
        ] {
            assert_eq!(holiday(day), name, "{day}");
        }
    }

    proptest! {
        #[test]
        fn easter_is_a_sunday_of_spring(year in 1583i32..9999) {
            let day = easter(year).expect("a year with dates");
            prop_assert_eq!(day.weekday(), Weekday::Sun);
            prop_assert!((date(year, 3, 22)..=date(year, 4, 25)).contains(&day), "{}", day);
        }

        #[test]
        fn no_year_is_a_fault(year in any::<i16>(), of_year in 1u32..366) {
            if let Some(day) = NaiveDate::from_yo_opt(i32::from(year), of_year) {
                let _ = holiday(day);
            }
        }
    }
}
