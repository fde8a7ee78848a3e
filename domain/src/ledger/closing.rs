//! Closings: what a register's day, month or year came to.

use super::check::check_rates;
use super::{Figures, Flaw, OrderName, Running, Standing};
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

    /// Its last day.
    pub fn last_day(self) -> NaiveDate {
        let (year, month) = match self {
            Period::Day(day) => return day,
            Period::Month { year, month } => (year, month),
            Period::Year(year) => (year, 12),
        };
        let (year, month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
        let next = NaiveDate::from_ymd_opt(year, month, 1);
        next.and_then(|next| next.pred_opt()).unwrap_or(NaiveDate::MAX)
    }

    /// Its first day.
    pub fn first_day(self) -> NaiveDate {
        let first = match self {
            Period::Day(day) => Some(day),
            Period::Month { year, month } => NaiveDate::from_ymd_opt(year, month, 1),
            Period::Year(year) => NaiveDate::from_ymd_opt(year, 1, 1),
        };
        first.unwrap_or(NaiveDate::MIN)
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

/// What a register's day (Z), month or year came to (CGI art. 286 I 3° bis; BOI-TVA-DECLA-30-10-30:
/// daily, monthly and yearly closings with cumulative and perpetual totals).
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

/// What a closing says besides what the tickets come to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Closer {
    /// Who closes, by name; none: the program by itself.
    pub closed_by: Option<String>,
    /// The version of the program.
    pub software_version: String,
    /// Orders carried over.
    pub unpaid: Vec<Unpaid>,
    /// Cash counted less cash that should be there.
    pub cash_difference: Option<Cents>,
    /// Why it is late.
    pub note: Option<String>,
}

impl Closing {
    /// Closes a day of a register.
    pub fn of_day(day: NaiveDate, running: &Running, closer: Closer) -> Closing {
        Closing {
            period: Period::Day(day),
            closed_by: closer.closed_by,
            software_version: closer.software_version,
            figures: running.figures.clone(),
            last_signature: running.last_signature.clone(),
            advances: running.standing.advances,
            unpaid: closer.unpaid,
            perpetual: running.standing.perpetual,
            perpetual_absolute: running.standing.perpetual_absolute,
            cash_difference: closer.cash_difference,
            note: closer.note,
        }
    }

    /// Closes a month or a year of a register: the sum of its closed days. `standing` is what the
    /// register came to when the last of them was closed.
    pub fn of_days<'a>(
        period: Period,
        days: impl IntoIterator<Item = &'a Closing>,
        standing: Standing,
        closer: Closer,
    ) -> Closing {
        let mut running = Running { standing, ..Running::default() };
        for closing in days {
            if matches!(closing.period, Period::Day(day) if period.holds(day)) {
                running.figures.plus(&closing.figures);
                running.last_signature =
                    closing.last_signature.clone().or(running.last_signature.take());
            }
        }
        Closing { period, ..Closing::of_day(NaiveDate::default(), &running, closer) }
    }

    /// What the register had come to at its end.
    pub fn standing(&self) -> Standing {
        Standing {
            perpetual: self.perpetual,
            perpetual_absolute: self.perpetual_absolute,
            advances: self.advances,
        }
    }

    /// Whether it holds by its own rules, made on a business day: it is not made before its period
    /// has begun, a day closed late says why, and its figures sum up.
    ///
    /// # Errors
    /// The first rule it breaks.
    pub fn check(&self, made_on: NaiveDate) -> Result<(), Flaw> {
        let early = match self.period {
            Period::Day(day) => made_on < day,
            Period::Month { .. } | Period::Year(_) => made_on < self.period.last_day(),
        };
        let is_late = matches!(self.period, Period::Day(day) if day < made_on);
        if early {
            return Err(Flaw::Early);
        }
        if is_late && self.note.as_ref().is_none_or(|note| note.trim().is_empty()) {
            return Err(Flaw::Unexplained);
        }
        let Figures { rates, tenders, total, .. } = &self.figures;
        check_rates(rates)?;
        let whole = |sum: i128| sum == i128::from(total.0);
        if !whole(rates.iter().map(|it| i128::from(it.gross.0)).sum()) {
            return Err(Flaw::Total);
        }
        if !whole(tenders.iter().map(|it| i128::from(it.amount.0)).sum()) {
            return Err(Flaw::Tenders);
        }
        Ok(())
    }
}
