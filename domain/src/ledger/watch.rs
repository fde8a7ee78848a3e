//! Verification of what is new in a register's chains, from where the last one ended. What goes back
//! and is printed again is held to its original by the whole [`super::Verification`] alone.

use super::{
    Chain, Closer, Closing, Content, Defect, Entry, EntryRef, Flaw, Period, RegisterCode, Sealed,
    Stands, from_canonical,
};
use chrono::NaiveDate;

/// Goes on from where a register stood when it was verified last.
#[derive(Debug)]
pub struct Watch<F> {
    register: RegisterCode,
    stands: Stands,
    genuine: F,
    defects: Vec<Defect>,
}

impl<F: Fn(&str, &str) -> bool> Watch<F> {
    /// Begins. `genuine` is whether a signature is the register's of a text.
    pub fn from(register: RegisterCode, stands: Stands, genuine: F) -> Watch<F> {
        Watch { register, stands, genuine, defects: vec![] }
    }

    /// The entries at the heads from which it goes on, as they are kept now: one that is gone was cut
    /// off with all that followed, another in its place was put there.
    pub fn begin(&mut self, kept: &[(Chain, u64, String)]) {
        for (chain, head) in self.stands.heads.clone() {
            let now = kept.iter().find(|(of, number, _)| (*of, *number) == (chain, head.number));
            match now {
                None if head.number > 0 => self.found(chain, head.number, Flaw::Missing),
                Some((.., signature)) if *signature != head.signature => {
                    self.found(chain, head.number, Flaw::Replaced);
                }
                _ => {}
            }
        }
    }

    /// In which order new entries are taken: chain by chain, but sales and closings by their days, so
    /// that each closing comes after the sales of its period. `day` is for a text that is none.
    pub fn order(chain: Chain, text: &str, day: NaiveDate, number: u64) -> impl Ord + use<F> {
        let entry = from_canonical(text).ok();
        let last_day = entry.map_or(day, |entry| super::Cut::day_of(&entry));
        match chain {
            Chain::Sales | Chain::Closings => (Chain::Sales, last_day, chain, number),
            other => (other, NaiveDate::MIN, other, number),
        }
    }

    /// The next entry: its canonical text and its signature, as they are kept.
    pub fn take(&mut self, chain: Chain, text: &str, signature: &str) {
        let head = self.stands.heads.get(&chain).cloned().unwrap_or_default();
        let parsed = from_canonical(text);
        let number = parsed.as_ref().map_or(head.number + 1, |entry| entry.number);
        if !(self.genuine)(text, signature) {
            self.found(chain, number, Flaw::Signature);
        }
        let entry = match parsed {
            Ok(entry) => entry,
            Err(flaw) => {
                let head = self.stands.heads.entry(chain).or_default();
                (head.number, head.signature) = (number, signature.to_owned());
                return self.found(chain, number, flaw);
            }
        };
        let flaws = [
            (entry.register != self.register || entry.chain != chain, Flaw::Chain),
            (entry.number != head.number + 1, Flaw::Gap),
            (entry.previous != head.signature, Flaw::Previous),
            // A technical event may tell of the very clock that was set back.
            (chain != Chain::Events && head.at.is_some_and(|at| entry.at < at), Flaw::SetBack),
        ];
        for (_, flaw) in flaws.into_iter().filter(|(is, _)| *is) {
            self.found(chain, number, flaw);
        }
        let sound = entry.check();
        let (text, signature) = (text.to_owned(), signature.to_owned());
        let sealed = Sealed { entry, text, signature };
        match sound {
            Ok(()) => {
                self.hold(&sealed.entry);
                self.stands.go_on(&sealed);
            }
            // What breaks its own rules may not even be added up.
            Err(flaw) => {
                self.found(chain, number, flaw);
                self.stands.heads.insert(chain, sealed.head());
            }
        }
    }

    /// Whether it fits what the register has come to.
    fn hold(&mut self, entry: &Entry) {
        match &entry.content {
            Content::Ticket(ticket) if !ticket.training => {
                let days = &self.stands.days;
                let is_closed = days.day.is_some_and(|day| day >= entry.business_day)
                    || days.open.is_some_and(|open| open > entry.business_day);
                let is_due = !days.due(entry.business_day).is_empty();
                if is_closed {
                    self.found(entry.chain, entry.number, Flaw::Day);
                } else if is_due {
                    self.found(entry.chain, entry.number, Flaw::Unclosed);
                }
            }
            Content::Closing(closing) => {
                for flaw in self.flaws(closing) {
                    self.found(entry.chain, entry.number, flaw);
                }
            }
            _ => {}
        }
    }

    /// What a closing says else than the register has come to.
    fn flaws(&self, said: &Closing) -> Vec<Flaw> {
        let due = self.stands.closing(said.period, Closer::default());
        let days = &self.stands.days;
        let closed = match said.period {
            Period::Day(_) => days.day.map(Period::Day),
            Period::Month { .. } => days.month,
            Period::Year(_) => days.year,
        };
        let figures = |it: &Closing| (it.figures.clone(), it.last_signature.clone(), it.advances);
        let flaws = [
            (closed.is_some_and(|closed| closed >= said.period), Flaw::ClosedTwice),
            (figures(said) != figures(&due), Flaw::Figures),
            (
                (said.perpetual, said.perpetual_absolute)
                    != (due.perpetual, due.perpetual_absolute),
                Flaw::Perpetual,
            ),
        ];
        flaws.into_iter().filter(|(is, _)| *is).map(|(_, flaw)| flaw).collect()
    }

    /// Ends: where the register stands, and what is wrong.
    pub fn finish(self) -> (Stands, Vec<Defect>) {
        (self.stands, self.defects)
    }

    fn found(&mut self, chain: Chain, number: u64, flaw: Flaw) {
        let register = self.register.clone();
        self.defects.push(Defect::at(EntryRef { register, chain, number }, flaw));
    }
}
