//! Which of a register's entries stand in an archive.

use super::{ArchivedRegister, Beginning};
use crate::ledger::{
    Chain, Content, Entry, Head, Period, RegisterCode, Running, Sealed, ShopIdentity,
};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// A register's part, found by looking at all its entries, each chain in its order. What lies between
/// the first and the last entry of the time belongs to it, whatever its clock says.
#[derive(Debug)]
pub struct Cut {
    after: Option<(Sealed, NaiveDate)>,
    to: NaiveDate,
    chains: BTreeMap<Chain, Span>,
    running: Running,
}

/// The part of a chain.
#[derive(Debug, Default)]
struct Span {
    before: Head,
    begun: bool,
    last: Head,
}

impl Cut {
    /// All of a register up to a business day; none: all there is. `after` is the closing of a year
    /// with which another part ends; what is no such closing is left aside.
    pub fn new(after: Option<Sealed>, to: Option<NaiveDate>) -> Cut {
        let after = after.and_then(|sealed| match &sealed.entry.content {
            Content::Closing(closing) if matches!(closing.period, Period::Year(_)) => {
                let (last_day, standing) = (closing.period.last_day(), closing.standing());
                Some((sealed, last_day, standing))
            }
            _ => None,
        });
        let standing = after.as_ref().map(|(.., standing)| *standing).unwrap_or_default();
        Cut {
            after: after.map(|(sealed, last_day, _)| (sealed, last_day)),
            to: to.unwrap_or(NaiveDate::MAX),
            chains: BTreeMap::new(),
            running: Running { standing, ..Running::default() },
        }
    }

    /// The next entry of a chain; one whose text is none is known by its place and day alone.
    pub fn take(&mut self, chain: Chain, head: Head, day: NaiveDate, sealed: Option<&Sealed>) {
        let day = sealed.map_or(day, |sealed| Cut::day_of(&sealed.entry));
        let span = self.chains.entry(chain).or_default();
        span.begun = span.begun
            || match &self.after {
                None => true,
                Some((closing, _)) if chain == Chain::Closings => {
                    head.number > closing.entry.number
                }
                Some((_, last_day)) => day > *last_day,
            };
        if !span.begun {
            span.before = head.clone();
            span.last = head;
            return;
        }
        if day <= self.to {
            span.last = head;
            // What breaks its own rules may not even be added up.
            if let Some(sealed) = sealed.filter(|sealed| sealed.entry.check().is_ok()) {
                self.running.add(sealed);
            }
        }
    }

    /// The day that decides whether an entry is in: of a closing, the last of its period.
    pub fn day_of(entry: &Entry) -> NaiveDate {
        match &entry.content {
            Content::Closing(closing) => closing.period.last_day(),
            _ => entry.business_day,
        }
    }

    /// Whether an entry stands in the archive, once all were looked at.
    pub fn holds(&self, chain: Chain, number: u64) -> bool {
        let span = self.chains.get(&chain);
        span.is_some_and(|span| number > span.before.number && number <= span.last.number)
    }

    /// What the archive says of the register, once all were looked at.
    pub fn archived(
        &self,
        register: RegisterCode,
        shop: ShopIdentity,
        public_key: String,
    ) -> ArchivedRegister {
        let heads = |of: fn(&Span) -> &Head| {
            let there = self.chains.iter().filter(|(_, span)| of(span).number > 0);
            there.map(|(chain, span)| (*chain, of(span).clone())).collect()
        };
        let count = |span: &Span| span.last.number.saturating_sub(span.before.number);
        ArchivedRegister {
            register,
            shop,
            public_key,
            begins: self.after.as_ref().map(|(closing, _)| Beginning {
                heads: heads(|span| &span.before),
                closing: closing.entry.clone(),
                signature: closing.signature.clone(),
            }),
            ends: heads(|span| &span.last),
            entries: self.chains.values().map(count).sum(),
            came_to: self.running.clone(),
        }
    }
}
