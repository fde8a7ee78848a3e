//! An entry of a register's chains: its place, its time, and what it is an entry of.

use super::{Closing, Duplicate, Event, Flaw, Note, Ticket};
use crate::orders::words;
use crate::shops::ZONE;
use chrono::{DateTime, FixedOffset, NaiveDate, SubsecRound, Utc};
use serde::{Deserialize, Serialize};
use std::fmt::{self, Display};

/// A register's code, `MOZ1-3`. One whose key was lost is never used again: the till goes on under a
/// new code, with new chains.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RegisterCode(pub String);

impl Display for RegisterCode {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// A register's chains, each numbered from 1 and signed on its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Chain {
    /// Money taken and given back.
    Sales,
    /// Papers about which no money moves: duplicatas and notes.
    Duplicates,
    /// Closings of days, months and years.
    Closings,
    /// Technical events.
    Events,
    /// Whatever is done while learning; it counts nowhere.
    Training,
}

words!(Chain {
    Sales = "sales",
    Duplicates = "duplicates",
    Closings = "closings",
    Events = "events",
    Training = "training",
});

impl Chain {
    /// Every chain.
    pub const ALL: [Chain; 5] =
        [Chain::Sales, Chain::Duplicates, Chain::Closings, Chain::Events, Chain::Training];
}

/// Names an entry for ever.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct EntryRef {
    /// The register that made it.
    pub register: RegisterCode,
    /// In which of its chains.
    pub chain: Chain,
    /// Which one, from 1.
    pub number: u64,
}

/// What an entry is an entry of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Content {
    /// Money taken or given back.
    Ticket(Ticket),
    /// What is handed over before payment.
    Note(Note),
    /// A further print.
    Duplicate(Duplicate),
    /// The end of a day, a month or a year.
    Closing(Closing),
    /// Something that happened to the register.
    Event(Event),
}

impl Content {
    /// The chain it belongs to. Nothing made while learning stands among what is real.
    pub fn chain(&self) -> Chain {
        match self {
            Content::Ticket(Ticket { training: true, .. })
            | Content::Note(Note { training: true, .. })
            | Content::Duplicate(Duplicate { training: true, .. }) => Chain::Training,
            Content::Ticket(_) => Chain::Sales,
            Content::Note(_) | Content::Duplicate(_) => Chain::Duplicates,
            Content::Closing(_) => Chain::Closings,
            Content::Event(_) => Chain::Events,
        }
    }
}

/// Where a chain has got to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// The number of its last entry; 0: it has none.
    pub number: u64,
    /// The signature of that entry, base64url without padding; empty: there is none.
    pub signature: String,
    /// The time of that entry.
    #[serde(default, with = "second::optional", skip_serializing_if = "Option::is_none")]
    pub at: Option<DateTime<FixedOffset>>,
}

/// An entry before it is signed. What is signed is its canonical text, which holds the previous
/// signature: an entry that is changed, put in or taken out breaks all that follow.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The register that made it.
    pub register: RegisterCode,
    /// In which of its chains.
    pub chain: Chain,
    /// Its place there, from 1, without a gap.
    pub number: u64,
    /// When, by the register's clock, to the second, with the offset that France had then.
    #[serde(with = "second")]
    pub at: DateTime<FixedOffset>,
    /// The day of work it belongs to; a closing made late belongs to the day it is made on.
    pub business_day: NaiveDate,
    /// The signature of the entry before; empty for the first.
    pub previous: String,
    /// What it is an entry of.
    pub content: Content,
}

impl Entry {
    /// The entry that follows on a head.
    ///
    /// # Errors
    /// The clock was set back behind the last entry, or the content does not hold by its own rules.
    pub fn after(
        head: &Head,
        register: RegisterCode,
        at: DateTime<Utc>,
        business_day: NaiveDate,
        content: Content,
    ) -> Result<Entry, Flaw> {
        let at = local(at);
        // A technical event may tell of the very clock that was set back.
        if head.at.is_some_and(|last| at < last) && content.chain() != Chain::Events {
            return Err(Flaw::SetBack);
        }
        let entry = Entry {
            chain: content.chain(),
            register,
            number: head.number + 1,
            at,
            business_day,
            previous: head.signature.clone(),
            content,
        };
        entry.check()?;
        Ok(entry)
    }

    /// Whether it holds by its own rules, whatever stands before it.
    ///
    /// # Errors
    /// The first rule it breaks.
    pub fn check(&self) -> Result<(), Flaw> {
        if self.chain != self.content.chain() {
            return Err(Flaw::Chain);
        }
        if local(self.at.to_utc()).offset() != self.at.offset() {
            return Err(Flaw::Offset);
        }
        // A day of work ends before noon of the next: when exactly is a setting.
        let date = self.at.date_naive();
        if self.business_day != date && self.business_day.succ_opt() != Some(date) {
            return Err(Flaw::Day);
        }
        match &self.content {
            Content::Ticket(ticket) => ticket.check(),
            Content::Note(note) => note.check(),
            Content::Closing(closing) => closing.check(self.business_day),
            Content::Duplicate(duplicate) => duplicate.check(),
            Content::Event(_) => Ok(()),
        }
    }

    /// Its name.
    pub fn reference(&self) -> EntryRef {
        EntryRef { register: self.register.clone(), chain: self.chain, number: self.number }
    }
}

/// A signed entry, as it is kept: the text verbatim beside its columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    /// What it says.
    pub entry: Entry,
    /// Its canonical text: what was hashed.
    pub text: String,
    /// Its signature, base64url without padding.
    pub signature: String,
}

impl Sealed {
    /// Where its chain stands once it is kept.
    pub fn head(&self) -> Head {
        Head {
            number: self.entry.number,
            signature: self.signature.clone(),
            at: Some(self.entry.at),
        }
    }

    /// What a ticket shows of its signature: characters 3, 7, 13 and 19.
    pub fn shown(&self) -> String {
        [3, 7, 13, 19].iter().filter_map(|at| self.signature.chars().nth(at - 1)).collect()
    }
}

/// An instant as the ledger writes it: whole seconds, with the offset that France had then.
pub fn local(at: DateTime<Utc>) -> DateTime<FixedOffset> {
    at.trunc_subsecs(0).with_timezone(&ZONE).fixed_offset()
}

/// `2026-11-30T19:42:05+01:00`: one way to write an instant, so that a text read back is the same.
pub(super) mod second {
    use chrono::{DateTime, FixedOffset};
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub fn serialize<S: Serializer>(at: &DateTime<FixedOffset>, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(&at.format("%Y-%m-%dT%H:%M:%S%:z"))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<DateTime<FixedOffset>, D::Error> {
        DateTime::parse_from_rfc3339(&String::deserialize(from)?).map_err(D::Error::custom)
    }

    pub mod optional {
        use super::{DateTime, Deserializer, FixedOffset, Serializer};

        pub fn serialize<S: Serializer>(
            at: &Option<DateTime<FixedOffset>>,
            to: S,
        ) -> Result<S::Ok, S::Error> {
            match at {
                Some(at) => super::serialize(at, to),
                None => to.serialize_none(),
            }
        }

        pub fn deserialize<'de, D: Deserializer<'de>>(
            from: D,
        ) -> Result<Option<DateTime<FixedOffset>>, D::Error> {
            super::deserialize(from).map(Some)
        }
    }
}
