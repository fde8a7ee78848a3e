//! A register's days: which is open, what has to be closed before the next ticket, and that nothing
//! is added to what is closed (BOI-TVA-DECLA-30-10-30: a closing by the day, the month and the year).

use super::Period;
use crate::failure::{FailureCode, Refusal};
use crate::language::{Language, Spoken, either};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// How far a register has come with its closings. A day without a ticket needs none, nor does a month
/// or a year without a day.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Days {
    /// The business day of the last ticket, while it is not closed.
    pub open: Option<NaiveDate>,
    /// The last closed day.
    pub day: Option<NaiveDate>,
    /// The last closed month.
    pub month: Option<Period>,
    /// The last closed year.
    pub year: Option<Period>,
}

/// A ticket or a closing that comes at the wrong time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayRefused {
    /// That period is closed.
    Closed {
        /// Which.
        period: Period,
    },
    /// Something has to be closed first.
    Due {
        /// What.
        period: Period,
    },
    /// That period has not ended.
    NotOver {
        /// Which.
        period: Period,
    },
}

impl Days {
    /// What has to be closed before a ticket of a business day can be made, in this order: a day that
    /// was left open, then its month and its year where they ended.
    pub fn due(&self, today: NaiveDate) -> Vec<Period> {
        let mut due = Vec::new();
        if let Some(open) = self.open.filter(|open| *open < today) {
            due.push(Period::Day(open));
        }
        let last = self.open.max(self.day);
        let whole =
            [(last.map(Period::month_of), self.month), (last.map(Period::year_of), self.year)];
        for (period, closed) in whole {
            due.extend(period.filter(|period| Some(*period) > closed && period.last_day() < today));
        }
        due
    }

    /// Whether a ticket of a business day can be made.
    ///
    /// # Errors
    /// The day is closed, or something before it is not.
    pub fn admits(&self, today: NaiveDate) -> Result<(), DayRefused> {
        self.is_open(today)?;
        match self.due(today).first() {
            Some(period) => Err(DayRefused::Due { period: *period }),
            None => Ok(()),
        }
    }

    /// Whether a business day is not closed.
    ///
    /// # Errors
    /// It is, or one after it has begun.
    pub fn is_open(&self, today: NaiveDate) -> Result<(), DayRefused> {
        let open = self.open.filter(|open| *open > today).map(Period::Day);
        let day = self.day.filter(|day| *day >= today).map(Period::Day);
        let month = self.month.filter(|month| month.last_day() >= today);
        let year = self.year.filter(|year| year.last_day() >= today);
        match [day, month, year, open].into_iter().flatten().next() {
            Some(period) => Err(DayRefused::Closed { period }),
            None => Ok(()),
        }
    }

    /// Whether a period can be closed on a business day. A month and a year can once their last day
    /// is closed, or past.
    ///
    /// # Errors
    /// It is closed already, has not ended, or something before it is not closed.
    pub fn admits_closing(&self, period: Period, today: NaiveDate) -> Result<(), DayRefused> {
        let closed = match period {
            Period::Day(_) => self.day.map(Period::Day),
            Period::Month { .. } => self.month,
            Period::Year(_) => self.year,
        };
        if closed.is_some_and(|closed| closed >= period) {
            return Err(DayRefused::Closed { period });
        }
        let before = self.due(today).into_iter().take_while(|due| *due != period).next();
        match (period, before) {
            (Period::Day(day), _) if day > today => Err(DayRefused::NotOver { period }),
            (Period::Day(day), _) if self.open.is_some_and(|open| open > day) => {
                Err(DayRefused::Closed { period })
            }
            (Period::Month { .. } | Period::Year(_), _) if !self.is_over(period, today) => {
                Err(DayRefused::NotOver { period })
            }
            (_, Some(due)) => Err(DayRefused::Due { period: due }),
            _ => self.month_first(period),
        }
    }

    /// Notes a ticket.
    pub fn add(&mut self, business_day: NaiveDate) {
        self.open = self.open.max(Some(business_day));
    }

    /// Notes a closing.
    pub fn close(&mut self, period: Period) {
        match period {
            Period::Day(day) => {
                self.day = self.day.max(Some(day));
                self.open = self.open.filter(|open| *open > day);
            }
            Period::Month { .. } => self.month = self.month.max(Some(period)),
            Period::Year(_) => self.year = self.year.max(Some(period)),
        }
    }

    fn is_over(&self, period: Period, today: NaiveDate) -> bool {
        let last = period.last_day();
        today > last || (today == last && self.day == Some(last))
    }

    /// A year is closed after the last of its months that has a day.
    fn month_first(&self, period: Period) -> Result<(), DayRefused> {
        let month = self.day.filter(|day| period.holds(*day)).map(Period::month_of);
        match (period, month) {
            (Period::Year(_), Some(month)) if self.month < Some(month) => {
                Err(DayRefused::Due { period: month })
            }
            _ => Ok(()),
        }
    }
}

impl Period {
    /// As people say it: `la journée du 30/11/2026`.
    pub fn show(self, language: Language) -> String {
        match self {
            Period::Day(day) => either(
                language,
                format!("la journée du {}", day.format("%d/%m/%Y")),
                format!("the day of {}", day.format("%d/%m/%Y")),
            ),
            Period::Month { year, month } => either(
                language,
                format!("le mois {month:02}/{year}"),
                format!("the month {month:02}/{year}"),
            ),
            Period::Year(year) => {
                either(language, format!("l’année {year}"), format!("the year {year}"))
            }
        }
    }
}

impl Spoken for DayRefused {
    fn say(&self, language: Language) -> String {
        let (DayRefused::Closed { period }
        | DayRefused::Due { period }
        | DayRefused::NotOver { period }) = self;
        let shown = period.show(language);
        match self {
            DayRefused::Closed { .. } => either(
                language,
                format!("Clôture déjà faite pour {shown} : rien ne peut plus y être ajouté."),
                format!("Closed already: {shown}. Nothing can be added to it."),
            ),
            DayRefused::Due { .. } => either(
                language,
                format!("Clôturez d’abord {shown}."),
                format!("Close {shown} first."),
            ),
            DayRefused::NotOver { .. } => either(
                language,
                format!("Clôture impossible avant la fin : {shown}."),
                format!("Not over yet: {shown}."),
            ),
        }
    }
}

impl Refusal for DayRefused {
    fn code(&self) -> FailureCode {
        match self {
            DayRefused::Closed { .. } => FailureCode::Conflict,
            DayRefused::Due { .. } | DayRefused::NotOver { .. } => FailureCode::Refused,
        }
    }
}
