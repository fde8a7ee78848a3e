//! A business day of a shop: each of its registers with its Z, or why there is none.

use super::{Closing, EntryRef, Period, Recap, RegisterCode};
use crate::money::Cents;
use crate::server::ShopChoice;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// A Z as an office sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayClosing {
    /// The entry that says so.
    pub entry: EntryRef,
    /// When it was made.
    pub at: DateTime<Utc>,
    /// What it says.
    pub closing: Closing,
}

/// A register on a business day of its shop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegisterDay {
    /// The register.
    pub register: RegisterCode,
    /// Its Z, if it has closed that day.
    pub closed: Option<DayClosing>,
    /// How many tickets of that day the server has of it.
    pub tickets: u64,
    /// What they come to, VAT included.
    pub total: Cents,
    /// When a manager declared it lost; none: nobody did.
    pub lost_at: Option<DateTime<Utc>>,
}

/// How a register has come out of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RegisterState {
    /// It has its Z.
    Closed,
    /// The day is not over.
    Open,
    /// The day is over, and there is no Z.
    Missing,
    /// The same, and a manager declared it lost: there will be none.
    Lost,
}

impl RegisterState {
    /// The word in tests and texts.
    pub fn word(self) -> &'static str {
        match self {
            RegisterState::Closed => "closed",
            RegisterState::Open => "open",
            RegisterState::Missing => "missing",
            RegisterState::Lost => "lost",
        }
    }
}

/// A business day of a shop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShopDay {
    /// The shop.
    pub shop: ShopChoice,
    /// The day.
    pub day: NaiveDate,
    /// The shop's business day now.
    pub today: NaiveDate,
    /// Its registers in use that day, by code.
    pub registers: Vec<RegisterDay>,
}

impl ShopDay {
    /// How one of its registers stands.
    pub fn state(&self, register: &RegisterDay) -> RegisterState {
        match register {
            RegisterDay { closed: Some(_), .. } => RegisterState::Closed,
            RegisterDay { lost_at: Some(_), .. } => RegisterState::Lost,
            _ if self.day >= self.today => RegisterState::Open,
            _ => RegisterState::Missing,
        }
    }

    /// Those of its registers that stand so.
    pub fn of_state(&self, state: RegisterState) -> impl Iterator<Item = &RegisterDay> {
        self.registers.iter().filter(move |register| self.state(register) == state)
    }

    /// Its registers' closings together, with the registers that are missing.
    pub fn recap(&self) -> Recap {
        let codes = |of: &[&RegisterDay]| of.iter().map(|it| it.register.clone()).collect();
        let expected: Vec<RegisterCode> = codes(&self.registers.iter().collect::<Vec<_>>());
        let lost: Vec<RegisterCode> =
            codes(&self.of_state(RegisterState::Lost).collect::<Vec<_>>());
        let closed = |it: &'_ RegisterDay| it.closed.is_some();
        let closings = self.registers.iter().filter(|it| closed(it));
        let closings = closings.filter_map(|it| Some((&it.register, &it.closed.as_ref()?.closing)));
        Recap::of(Period::Day(self.day), &expected, &lost, closings)
    }

    /// The day in a line of a list.
    pub fn line(&self) -> DayLine {
        let recap = self.recap();
        let open = |it: &&RegisterDay| it.closed.is_none();
        let unclosed = || self.registers.iter().filter(open);
        let codes = |state| self.of_state(state).map(|it| it.register.clone()).collect();
        DayLine {
            shop: self.shop.clone(),
            day: self.day,
            total: recap.figures.total + unclosed().map(|it| it.total).sum(),
            tickets: recap.figures.tickets + unclosed().map(|it| it.tickets).sum::<u64>(),
            cash_difference: recap.cash_difference,
            closed: recap.registers.len(),
            open: codes(RegisterState::Open),
            missing: codes(RegisterState::Missing),
            lost: codes(RegisterState::Lost),
        }
    }
}

/// A business day of a shop, in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayLine {
    /// The shop.
    pub shop: ShopChoice,
    /// The day.
    pub day: NaiveDate,
    /// What was taken, VAT included: what is closed, and what the server has of the rest.
    pub total: Cents,
    /// How many tickets that is.
    pub tickets: u64,
    /// Cash counted less cash that should be there, of the registers that counted.
    pub cash_difference: Option<Cents>,
    /// How many registers have their Z.
    pub closed: usize,
    /// Those whose day is not over.
    pub open: Vec<RegisterCode>,
    /// Those without a Z although the day is over.
    pub missing: Vec<RegisterCode>,
    /// Those of them that a manager declared lost.
    pub lost: Vec<RegisterCode>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::{Chain, Closer, Figures, Running};

    fn day(of: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, of).expect("a day")
    }

    fn register(code: &str, cents: i64, closed: bool, lost: bool) -> RegisterDay {
        let register = RegisterCode(code.to_owned());
        let figures = Figures { tickets: 2, total: Cents(cents), ..Figures::default() };
        let closer = Closer { cash_difference: Some(Cents(-50)), ..Closer::default() };
        let running = Running { figures, ..Running::default() };
        let entry = EntryRef { register: register.clone(), chain: Chain::Closings, number: 1 };
        RegisterDay {
            closed: closed.then(|| DayClosing {
                entry,
                at: DateTime::UNIX_EPOCH,
                closing: Closing::of_day(day(20), &running, closer),
            }),
            register,
            tickets: 2,
            total: Cents(cents),
            lost_at: lost.then_some(DateTime::UNIX_EPOCH),
        }
    }

    #[test]
    fn each_register_is_closed_open_missing_or_lost() {
        let registers = vec![
            register("MOZ1-C1", 1000, true, false),
            // Closed before it was lost: its Z is there.
            register("MOZ1-C2", 200, true, true),
            register("MOZ1-C3", 30, false, false),
            register("MOZ1-C4", 4, false, true),
        ];
        let shop = ShopChoice { code: "MOZ1".to_owned(), name: "Centre".to_owned() };
        let mut past = ShopDay { shop, day: day(20), today: day(21), registers };
        let codes = |of: &[RegisterCode]| of.iter().map(|it| it.0.clone()).collect::<Vec<_>>();
        let line = past.line();
        assert_eq!((line.total, line.tickets, line.closed), (Cents(1234), 8, 2));
        assert_eq!(line.cash_difference, Some(Cents(-100)));
        assert_eq!(codes(&line.missing), ["MOZ1-C3"]);
        assert_eq!(codes(&line.lost), ["MOZ1-C4"]);
        assert!(line.open.is_empty());
        let recap = past.recap();
        assert_eq!((recap.missing, recap.lost), (line.missing, line.lost));
        assert_eq!(recap.figures.total, Cents(1200), "what is not closed is in no recap");
        past.today = day(20);
        let line = past.line();
        assert_eq!((codes(&line.open), line.missing.len()), (vec!["MOZ1-C3".to_owned()], 0));
    }
}
