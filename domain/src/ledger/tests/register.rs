//! A register as the backend keeps one, with a clock that is moved by hand and a signature that is
//! but a hash: who changes a text does not have it.

use super::*;
use chrono::{DateTime, TimeDelta, Utc};
use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};

/// An entry as a row has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    pub chain: Chain,
    pub text: String,
    pub signature: String,
}

/// A register with everything it wrote.
#[derive(Clone, Debug)]
pub struct Register {
    pub now: DateTime<Utc>,
    pub heads: BTreeMap<Chain, Head>,
    pub running: Running,
    pub days: Days,
    pub rows: Vec<Row>,
    closed: Vec<Closing>,
    /// What can be given back, advances and sales.
    pub originals: Vec<Remaining>,
}

pub fn sign(text: &str) -> String {
    let half = |seed: u8| {
        let mut hasher = DefaultHasher::new();
        (seed, text).hash(&mut hasher);
        hasher.finish()
    };
    format!("{:016x}{:016x}", half(0), half(1))
}

pub fn genuine(text: &str, signature: &str) -> bool {
    sign(text) == signature
}

pub fn code() -> RegisterCode {
    RegisterCode("BAS1-1".into())
}

impl Register {
    /// Opened on a day, at noon.
    pub fn open(day: &str) -> Register {
        Register {
            now: format!("{day}T11:00:00Z").parse().expect("an instant"),
            heads: BTreeMap::new(),
            running: Running::default(),
            days: Days::default(),
            rows: vec![],
            closed: vec![],
            originals: vec![],
        }
    }

    pub fn today(&self) -> NaiveDate {
        local(self.now).date_naive()
    }

    /// Seals a content where its chain stands, half a second later.
    pub fn write(&mut self, content: Content) -> Sealed {
        self.now += TimeDelta::milliseconds(500);
        let head = self.heads.get(&content.chain()).cloned().unwrap_or_default();
        let entry = Entry::after(&head, code(), self.now, self.today(), content).expect("an entry");
        let text = canonical(&entry).expect("a text");
        let sealed = Sealed { signature: sign(&text), entry, text };
        self.running.add(&sealed);
        let Sealed { text, signature, .. } = sealed.clone();
        self.rows.push(Row { chain: sealed.entry.chain, text, signature });
        self.heads.insert(sealed.entry.chain, sealed.head());
        sealed
    }

    /// Closes what is due, then writes a ticket.
    pub fn ticket(&mut self, ticket: Ticket) -> Sealed {
        for period in self.days.due(self.today()) {
            self.close(period);
        }
        assert_eq!(self.days.admits(self.today()), Ok(()));
        self.days.add(self.today());
        let sealed = self.write(Content::Ticket(ticket.clone()));
        for deduction in &ticket.deducted {
            for original in &mut self.originals {
                if original.deduction().as_ref() == Some(deduction) {
                    *original = original.after(&ticket).expect("the sale that deducts it");
                }
            }
        }
        if let Ok(remaining) = Remaining::of(sealed.entry.reference(), &ticket) {
            self.originals.push(remaining);
        }
        sealed
    }

    pub fn sell(&mut self, bill: &Bill, advances: &[Deduction]) -> Sealed {
        let due = bill.due(advances);
        self.ticket(bill.sale(&till(), advances, &money(due, 40)).expect("a sale"))
    }

    pub fn advance(&mut self, bill: &Bill, amount: Cents) -> Deduction {
        self.ticket(bill.advance(&till(), &[], &money(amount, 40)).expect("an advance"));
        self.originals.last().and_then(Remaining::deduction).expect("an advance")
    }

    /// Gives a part of an original back.
    pub fn refund(&mut self, at: usize, amount: Cents) {
        let back = money(Cents(-amount.0), 40);
        let ticket = self.originals[at].refund(&till(), &Back::Amount(amount), &back, None);
        let ticket = ticket.expect("a refund");
        self.originals[at] = self.originals[at].after(&ticket).expect("its own refund");
        self.ticket(ticket);
    }

    pub fn cancel(&mut self, at: usize) {
        let back = money(Cents(-self.originals[at].total().0), 40);
        let ticket = self.originals[at].cancellation(&till(), &back, Some("Erreur".into()));
        let ticket = ticket.expect("a cancellation");
        self.originals[at] = self.originals[at].after(&ticket).expect("its own cancellation");
        self.ticket(ticket);
    }

    pub fn duplicate(&mut self, of: EntryRef, copy: u32) {
        let training = of.chain == Chain::Training;
        let till = till();
        self.write(Content::Duplicate(Duplicate {
            of,
            copy,
            cashier: till.cashier,
            software_version: till.software_version,
            training,
        }));
    }

    pub fn event(&mut self, code: EventCode) {
        self.write(Content::Event(Event {
            code,
            what: None,
            who: None,
            detail: None,
            office: None,
        }));
    }

    /// What would be closed now.
    pub fn closing(&self, period: Period) -> Closing {
        let is_late = matches!(period, Period::Day(day) if day < self.today());
        let closer = Closer {
            software_version: "0.1.0".into(),
            note: is_late.then(|| "Oubliée la veille".into()),
            ..Closer::default()
        };
        match period {
            Period::Day(day) => Closing::of_day(day, &self.running, closer),
            _ => Closing::of_days(period, &self.closed, self.running.standing, closer),
        }
    }

    pub fn close(&mut self, period: Period) {
        assert_eq!(self.days.admits_closing(period, self.today()), Ok(()), "{period}");
        let closing = self.closing(period);
        self.write(Content::Closing(closing.clone()));
        self.event(EventCode::of_closing(period));
        self.closed.push(closing);
        self.days.close(period);
        if matches!(period, Period::Day(_)) {
            self.running.next_day();
        }
    }

    pub fn go_to_noon_after(&mut self, days: i64) {
        self.now = format!("{}T11:00:00Z", self.today()).parse().expect("an instant");
        self.now += TimeDelta::days(days);
    }
}

/// Verifies rows with heads that were kept, and a signature check.
pub fn verify(
    rows: &[Row],
    kept: &BTreeMap<Chain, Head>,
    genuine: impl Fn(&str, &str) -> bool,
) -> Verified {
    let kept: Vec<_> = kept.iter().map(|(chain, head)| (*chain, head.clone())).collect();
    let mut verification = Verification::of(code(), &kept, genuine);
    for row in rows {
        verification.take(row.chain, &row.text, &row.signature);
    }
    verification.finish()
}

/// The entry of a row.
pub fn sealed(row: &Row) -> Sealed {
    let entry = from_canonical(&row.text).expect("an entry");
    Sealed { entry, text: row.text.clone(), signature: row.signature.clone() }
}

/// What is wrong, without the register.
pub fn flaws(verified: &Verified) -> Vec<(Chain, u64, Flaw)> {
    verified.defects.iter().map(|it| (it.chain, it.number, it.flaw)).collect()
}
