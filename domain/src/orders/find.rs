//! An order that is over and that a customer comes back for, some days later: found by what is on the
//! ticket.

use super::OrderSummary;
use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

/// So many days back orders are looked for: who comes later than two months is looked up by the office.
pub const FIND_DAYS: u32 = 62;
/// The most orders of one answer to [`FindOrders`].
pub const FOUND_ORDERS_MAX: usize = 50;
/// The most characters that are looked for.
const SOUGHT_MAX: usize = 80;

/// The orders of this shop that are over, of today and [`FIND_DAYS`] before, latest first,
/// [`FOUND_ORDERS_MAX`] at most: by the number that was called out, the reference, the number of the
/// ticket, the customer's name, or the day (`29/11`), or a number and a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindOrders {
    /// What was typed. Nothing finds nothing.
    pub typed: String,
}

/// What is looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sought {
    /// In number, reference and name, in capitals; a number alone is the whole of one of these.
    pub words: String,
    /// The same as a ticket's number.
    pub ticket: Option<u64>,
    /// The business day.
    pub day: Option<NaiveDate>,
}

impl Sought {
    /// What a person means; `today` is for a day without its year, which has been.
    ///
    /// ```
    /// use domain::orders::Sought;
    ///
    /// let today = "2026-01-05".parse().expect("a day");
    /// let sought = Sought::read("a-042 30/12", today);
    /// assert_eq!(sought.words, "A-042");
    /// assert_eq!(sought.day, "2025-12-30".parse().ok());
    /// ```
    pub fn read(typed: &str, today: NaiveDate) -> Sought {
        let typed: String = typed.chars().filter(|it| !it.is_control()).take(SOUGHT_MAX).collect();
        let mut sought = Sought::default();
        let mut words: Vec<&str> = Vec::new();
        for word in typed.split_whitespace() {
            match day(word, today).filter(|_| sought.day.is_none()) {
                Some(day) => sought.day = Some(day),
                None => words.push(word),
            }
        }
        sought.words = words.join(" ").to_uppercase();
        sought.ticket = sought.words.parse().ok();
        sought
    }

    /// Whether there is something to look for.
    pub fn is_something(&self) -> bool {
        !self.words.is_empty() || self.day.is_some()
    }
}

/// `29/11`, `29/11/2026`.
fn day(word: &str, today: NaiveDate) -> Option<NaiveDate> {
    let parts: Vec<u32> = word.split('/').map(|it| it.parse().ok()).collect::<Option<_>>()?;
    match parts[..] {
        [day, month] => {
            let of = |year| NaiveDate::from_ymd_opt(year, month, day);
            of(today.year()).filter(|it| *it <= today).or_else(|| of(today.year() - 1))
        }
        [day, month, year] => {
            let year = if year < 100 { 2000 + year } else { year };
            NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
        }
        _ => None,
    }
}

/// The orders that were found.
pub type FoundOrders = Vec<OrderSummary>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_on_a_ticket_is_understood() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 30).expect("a day");
        let of = |text: &str| text.parse::<NaiveDate>().ok();
        for (typed, words, ticket, day) in [
            ("", "", None, None),
            ("  ", "", None, None),
            ("a-042", "A-042", None, None),
            ("000123", "000123", Some(123), None),
            ("moz1-2026-000123", "MOZ1-2026-000123", None, None),
            ("29/11", "", None, of("2026-11-29")),
            ("30/11 42", "42", Some(42), of("2026-11-30")),
            ("42 01/12", "42", Some(42), of("2025-12-01")),
            ("1/2/26", "", None, of("2026-02-01")),
            ("31/02", "31/02", None, None),
            ("29/11 28/11", "28/11", None, of("2026-11-29")),
            ("zoé\0 martin", "ZOÉ MARTIN", None, None),
        ] {
            let expected = Sought { words: words.to_owned(), ticket, day };
            assert_eq!(Sought::read(typed, today), expected, "{typed}");
            assert_eq!(expected.is_something(), !typed.trim().is_empty(), "{typed}");
        }
    }
}
