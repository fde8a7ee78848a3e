//! Meal vouchers: when they are taken, and up to how much.

use super::holiday::holiday;
use super::refused::GivenRefused;
use crate::money::Cents;
use chrono::{Datelike, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

/// What one person may pay with meal vouchers in a day (code du travail, art. R3262-10).
pub const VOUCHERS_DAY_MAX: Cents = Cents(2500);

/// A shop's rules for meal vouchers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct VoucherRules {
    /// Whether the shop takes them; none has to.
    pub accepted: bool,
    /// The most of one payer on one ticket. The law counts by person and day, over all shops: of
    /// that a till knows its own ticket alone.
    pub day_max: Cents,
    /// Whether they are taken on Sundays and public holidays. By law only those are valid then
    /// that say so (code du travail, art. R3262-8), which the cashier reads on them.
    pub on_sundays_and_holidays: bool,
}

impl Default for VoucherRules {
    fn default() -> VoucherRules {
        VoucherRules { accepted: true, day_max: VOUCHERS_DAY_MAX, on_sundays_and_holidays: false }
    }
}

impl VoucherRules {
    /// Whether vouchers are taken at all on that day, the calendar's and not the business day: after
    /// midnight of a Saturday it is Sunday.
    ///
    /// # Errors
    /// When the shop takes none, or none that day.
    pub fn check_day(&self, day: NaiveDate) -> Result<(), GivenRefused> {
        if !self.accepted {
            return Err(GivenRefused::NoVouchers);
        }
        let free = day.weekday() == Weekday::Sun || holiday(day).is_some();
        if free && !self.on_sundays_and_holidays {
            return Err(GivenRefused::VoucherDay { holiday: holiday(day) });
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    #[test]
    fn vouchers_have_their_days() {
        let usual = VoucherRules::default();
        let always = VoucherRules { on_sundays_and_holidays: true, ..usual.clone() };
        let never = VoucherRules { accepted: false, ..always.clone() };
        let on = |holiday| Err(GivenRefused::VoucherDay { holiday });
        for (date, expected) in [
            ("2026-10-03", Ok(())),
            ("2026-10-04", on(None)),
            ("2026-07-14", on(Some("fête nationale"))),
            ("2026-05-25", on(Some("lundi de Pentecôte"))),
            // A Sunday and a holiday.
            ("2026-11-01", on(Some("Toussaint"))),
        ] {
            assert_eq!(usual.check_day(day(date)), expected, "{date}");
            assert_eq!(always.check_day(day(date)), Ok(()), "{date}");
            let none = Err(GivenRefused::NoVouchers);
            assert_eq!(never.check_day(day(date)), none, "{date}");
        }
    }

    #[test]
    fn what_is_not_set_is_as_the_law_has_it() -> Result<(), serde_json::Error> {
        let law =
            VoucherRules { accepted: true, day_max: Cents(2500), on_sundays_and_holidays: false };
        assert_eq!(serde_json::from_str::<VoucherRules>("{}")?, law);
        let set: VoucherRules = serde_json::from_str(r#"{"on_sundays_and_holidays":true}"#)?;
        assert_eq!(set, VoucherRules { on_sundays_and_holidays: true, ..law });
        Ok(())
    }
}
