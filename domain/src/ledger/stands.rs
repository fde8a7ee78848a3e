//! Where a register stands: its heads, its open day, and what its month and year have come to. It is
//! kept beside the chains and can always be made anew from them.

use super::{Chain, Closer, Closing, Content, Days, Head, Period, Running, Sealed, Unpaid};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Where a register stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stands {
    /// The last entry of each chain.
    pub heads: BTreeMap<Chain, Head>,
    /// How far its closings have come.
    pub days: Days,
    /// Since the last closing of a day.
    pub day: Running,
    /// Since the last closing of a month.
    pub month: Running,
    /// Since the last closing of a year.
    pub year: Running,
}

impl Stands {
    /// Made anew: from the closings since the last one of a year, that one first, and the sales since
    /// the last closing of a day, each in their order; and from the heads, which may be further.
    pub fn anew(
        closings: &[Sealed],
        sales: &[Sealed],
        heads: impl IntoIterator<Item = (Chain, Head)>,
    ) -> Stands {
        let mut stands = Stands::default();
        for sealed in closings {
            let Content::Closing(closing) = &sealed.entry.content else { continue };
            if matches!(closing.period, Period::Day(_)) {
                for sum in [&mut stands.month, &mut stands.year] {
                    sum.figures.plus(&closing.figures);
                    sum.last_signature =
                        closing.last_signature.clone().or(sum.last_signature.take());
                }
            }
            for running in [&mut stands.day, &mut stands.month, &mut stands.year] {
                running.standing = closing.standing();
            }
            stands.close(closing.period);
        }
        for sealed in sales {
            stands.sell(sealed);
        }
        stands.heads.extend(heads);
        stands
    }

    /// Goes on by an entry that follows; one that does not is none of this register's, or is in it
    /// already.
    pub fn add(&mut self, sealed: &Sealed) {
        let head = self.heads.entry(sealed.entry.chain).or_default();
        if sealed.entry.number == head.number + 1 && sealed.entry.previous == head.signature {
            self.go_on(sealed);
        }
    }

    /// Goes on by an entry, whether it follows or not.
    pub(super) fn go_on(&mut self, sealed: &Sealed) {
        self.heads.insert(sealed.entry.chain, sealed.head());
        match &sealed.entry.content {
            Content::Ticket(_) => self.sell(sealed),
            Content::Closing(closing) => self.close(closing.period),
            Content::Note(_) | Content::Duplicate(_) | Content::Event(_) => {}
        }
    }

    /// What has to be closed before a ticket of that business day.
    pub fn due(&self, today: NaiveDate) -> Vec<Period> {
        self.days.due(today)
    }

    /// The closing of a period.
    pub fn closing(&self, period: Period, closer: Closer) -> Closing {
        let running = match period {
            Period::Day(_) => &self.day,
            Period::Month { .. } => &self.month,
            Period::Year(_) => &self.year,
        };
        Closing { period, ..Closing::of_day(NaiveDate::default(), running, closer) }
    }

    /// The same, made by the program because nobody did, before the next ticket.
    pub fn late_closing(
        &self,
        period: Period,
        software_version: &str,
        unpaid: Vec<Unpaid>,
    ) -> Closing {
        let note = matches!(period, Period::Day(_))
            .then(|| "Clôture faite par le programme avant le ticket suivant".to_owned());
        let software_version = software_version.to_owned();
        self.closing(period, Closer { software_version, unpaid, note, ..Closer::default() })
    }

    fn sell(&mut self, sealed: &Sealed) {
        if sealed.entry.chain == Chain::Sales {
            self.days.add(sealed.entry.business_day);
        }
        for running in [&mut self.day, &mut self.month, &mut self.year] {
            running.add(sealed);
        }
    }

    fn close(&mut self, period: Period) {
        self.days.close(period);
        match period {
            Period::Day(_) => self.day.next_day(),
            Period::Month { .. } => self.month.next_day(),
            Period::Year(_) => self.year.next_day(),
        }
    }
}
