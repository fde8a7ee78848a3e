//! What a verification adds up while it reads: the days, what remains of each ticket, the closings.

use super::rates::Rates;
use super::{
    Chain, Closer, Closing, Duplicate, Entry, EntryRef, Figures, Flaw, Operation, Period, Running,
    Standing, Ticket,
};
use crate::money::Cents;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// The sales chain, added up.
#[derive(Debug, Default)]
pub struct Sales {
    /// Each business day with tickets, as it stood after its last one.
    days: BTreeMap<NaiveDate, Running>,
    standing: Standing,
    originals: BTreeMap<u64, Original>,
    /// Where the reading began; tickets up to there are not known.
    start: Start,
}

/// The end of what was verified before.
#[derive(Debug, Default)]
struct Start {
    number: u64,
    day: Option<NaiveDate>,
    standing: Standing,
}

/// A ticket of this register, and what can still go back of it as far as this register knows: others
/// can correct it too.
#[derive(Debug)]
struct Original {
    operation: Operation,
    /// Of a sale, what the order cost; of what gives back, what it gave.
    left: Rates,
    corrects: Option<EntryRef>,
    is_reversed: bool,
}

impl Original {
    fn of(ticket: &Ticket) -> Original {
        let (operation, corrects) = (ticket.operation, ticket.corrects.clone());
        Original { operation, left: ticket.whole(), corrects, is_reversed: false }
    }
}

impl Sales {
    /// Goes on after a closing, the last ticket of which has this number.
    pub fn after(closing: &Closing, number: u64) -> Sales {
        let standing = closing.standing();
        let start = Start { number, day: Some(closing.period.last_day()), standing };
        Sales { standing, start, ..Sales::default() }
    }

    /// Counts a ticket in.
    pub fn add(&mut self, entry: &Entry, ticket: &Ticket, signature: &str) -> Result<(), Flaw> {
        let day = entry.business_day;
        let is_back = self.days.last_key_value().is_some_and(|(last, _)| *last > day)
            || self.start.day.is_some_and(|closed| closed >= day);
        self.standing.add(ticket);
        let running = self.days.entry(day).or_default();
        running.figures.add(entry.number, ticket);
        running.standing = self.standing;
        running.last_signature = Some(signature.to_owned());
        if is_back {
            return Err(Flaw::Day);
        }
        if let Some(undone) = ticket.undone() {
            return self.reverse(entry, ticket, &undone);
        }
        for advance in &ticket.deducted {
            self.correct(entry, &advance.entry, true, &advance.rates, &[], Flaw::Deducted)?;
        }
        if let Some(original) = &ticket.corrects {
            let (remained, back) = (&ticket.remained, &ticket.rates);
            self.correct(entry, original, ticket.of_advance, remained, back, Flaw::Original)?;
        }
        self.originals.insert(entry.number, Original::of(ticket));
        Ok(())
    }

    /// Takes an original back whole: it says what `undone` does, nobody took it back before, and what
    /// it had taken off others is theirs again.
    fn reverse(&mut self, entry: &Entry, ticket: &Ticket, undone: &Ticket) -> Result<(), Flaw> {
        let Some(named) = ticket.corrects.as_ref().filter(|it| self.knows(entry, it)) else {
            return Ok(());
        };
        let original = self.originals.get_mut(&named.number).ok_or(Flaw::Original)?;
        if original.is_reversed || original.operation != undone.operation {
            return Err(Flaw::Original);
        }
        if original.left != undone.whole() {
            return Err(Flaw::Remained);
        }
        (original.is_reversed, original.left) = (true, Rates::default());
        let corrected = original.corrects.clone();
        for advance in &ticket.deducted {
            if let Some(advanced) = self.known(entry, &advance.entry) {
                advanced.left = Rates::of(&advance.rates);
            }
        }
        if let Some(corrected) = corrected.and_then(|named| self.known(entry, &named)) {
            corrected.left.add(&ticket.rates);
        }
        Ok(())
    }

    /// Whether an entry is of this register, and of what was read.
    fn knows(&self, entry: &Entry, named: &EntryRef) -> bool {
        named.register == entry.register && named.number > self.start.number
    }

    fn known(&mut self, entry: &Entry, named: &EntryRef) -> Option<&mut Original> {
        let is_known = self.knows(entry, named);
        self.originals.get_mut(&named.number).filter(|_| is_known)
    }

    /// Takes what remained of an original down to `remained` and then by `back` (below zero); with
    /// no `back`, to nothing.
    fn correct(
        &mut self,
        entry: &Entry,
        named: &EntryRef,
        of_advance: bool,
        remained: &[super::RateTotal],
        back: &[super::RateTotal],
        unknown: Flaw,
    ) -> Result<(), Flaw> {
        if !self.knows(entry, named) {
            return Ok(());
        }
        let kind = if of_advance { Operation::Advance } else { Operation::Sale };
        let known = self.originals.get_mut(&named.number);
        let original = known.filter(|it| it.operation == kind).ok_or(unknown)?;
        let said = Rates::of(remained);
        if said.iter().any(|(rate, taxed)| taxed.gross > original.left.at(rate).gross) {
            return Err(Flaw::Remained);
        }
        original.left = if back.is_empty() { Rates::default() } else { said };
        original.left.add(back);
        Ok(())
    }

    /// What a period should have been closed with.
    fn closing(&self, period: Period) -> Closing {
        let days: Vec<Closing> = self
            .days
            .range(period.first_day()..=period.last_day())
            .map(|(day, running)| Closing::of_day(*day, running, Closer::default()))
            .collect();
        let last = self.days.range(..=period.last_day()).next_back();
        let standing = last.map_or(self.start.standing, |(_, running)| running.standing);
        Closing::of_days(period, &days, standing, Closer::default())
    }
}

/// The closings chain.
#[derive(Debug, Default)]
pub struct Closings {
    all: Vec<(u64, Claim)>,
    closed: BTreeSet<Period>,
}

/// What a closing says that can be recomputed.
#[derive(Debug)]
struct Claim {
    period: Period,
    figures: Figures,
    last_signature: Option<String>,
    advances: Cents,
    perpetual: (Cents, Cents),
}

impl Claim {
    fn of(closing: &Closing) -> Claim {
        Claim {
            period: closing.period,
            figures: closing.figures.clone(),
            last_signature: closing.last_signature.clone(),
            advances: closing.advances,
            perpetual: (closing.perpetual, closing.perpetual_absolute),
        }
    }
}

impl Closings {
    /// Notes a closing.
    pub fn add(&mut self, number: u64, closing: &Closing) -> Result<(), Flaw> {
        let period = closing.period;
        // Days sort before months, those before years; each kind by time.
        let is_kind = |it: &&Period| std::mem::discriminant(*it) == std::mem::discriminant(&period);
        let is_first = self.closed.iter().rfind(is_kind).is_none_or(|it| *it < period);
        self.closed.insert(period);
        self.all.push((number, Claim::of(closing)));
        if is_first { Ok(()) } else { Err(Flaw::ClosedTwice) }
    }

    /// The closings that say something else than the tickets do.
    pub fn against(&self, sales: &Sales) -> Vec<(u64, Flaw)> {
        let mut found = Vec::new();
        for (number, said) in &self.all {
            let due = Claim::of(&sales.closing(said.period));
            let figures = |it: &Claim| (it.figures.clone(), it.last_signature.clone(), it.advances);
            if figures(said) != figures(&due) {
                found.push((*number, Flaw::Figures));
            }
            if said.perpetual != due.perpetual {
                found.push((*number, Flaw::Perpetual));
            }
        }
        found
    }

    /// The last ticket of each day, month and year that was not closed though tickets of a later one
    /// follow.
    pub fn unclosed(&self, sales: &Sales) -> Vec<u64> {
        let kinds: [fn(NaiveDate) -> Period; 3] = [Period::Day, Period::month_of, Period::year_of];
        let mut found = BTreeSet::new();
        for kind in kinds {
            let mut days = sales.days.iter().peekable();
            while let Some((day, running)) = days.next() {
                let ends = days.peek().is_some_and(|(next, _)| kind(**next) != kind(*day));
                if ends && !self.closed.contains(&kind(*day)) {
                    found.extend(running.figures.last);
                }
            }
        }
        found.into_iter().collect()
    }
}

/// The duplicatas of each entry, and where the last of them stands.
#[derive(Debug, Default)]
pub struct Copies(BTreeMap<EntryRef, (u32, Chain, u64)>);

impl Copies {
    /// Notes a duplicata: its number is above that of the one before. Other registers print
    /// duplicatas of the same entry, so it need not be the next.
    pub fn add(&mut self, entry: &Entry, duplicate: &Duplicate) -> Result<(), Flaw> {
        let place = (duplicate.copy, entry.chain, entry.number);
        match self.0.insert(duplicate.of.clone(), place) {
            Some((before, ..)) if before >= duplicate.copy => Err(Flaw::Copy),
            _ => Ok(()),
        }
    }

    /// Where a duplicata is of an entry that is not there.
    pub fn of_nothing(&self, is_there: impl Fn(&EntryRef) -> bool) -> Vec<(Chain, u64)> {
        let lost = self.0.iter().filter(|(of, _)| !is_there(of));
        lost.map(|(_, (_, chain, number))| (*chain, *number)).collect()
    }
}
