//! What one payer gives: what was given, what is being typed, and what the domain makes of it.

use super::amount::amount;
use chrono::NaiveDate;
use domain::Cents;
use domain::payments::{Due, Given, PaymentRefused, TakingRules, TenderKind, take};

/// What is to be paid, and by which rules.
#[derive(Clone, Debug, PartialEq)]
pub struct Terms {
    /// How much.
    pub due: Due,
    /// What the shop takes.
    pub rules: TakingRules,
    /// The calendar's day in the shop.
    pub day: NaiveDate,
}

/// One payer's.
#[derive(Clone, Debug, PartialEq)]
pub struct Hand {
    /// What this payer owes where several pay apart; none: all that is due.
    pub part: Option<Cents>,
    /// What was given.
    pub given: Vec<Given>,
    /// As what the next comes.
    pub kind: TenderKind,
    /// How much of it, as it is typed.
    pub typed: String,
}

/// What things given come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weighed {
    /// What the payer still owes.
    pub left: Cents,
    /// What goes back.
    pub change: Cents,
}

/// A thing of that kind.
pub fn given(kind: TenderKind, amount: Cents) -> Option<Given> {
    match kind {
        TenderKind::Cash => Some(Given::Cash { received: amount }),
        TenderKind::Card => Some(Given::Card { amount }),
        TenderKind::Cheque => Some(Given::Cheque { amount }),
        TenderKind::MealVoucher => Some(Given::MealVoucher { amount }),
        TenderKind::Paypal => None,
    }
}

impl Hand {
    /// One who gave nothing yet.
    pub fn owing(part: Option<Cents>) -> Hand {
        Hand { part, given: Vec::new(), kind: TenderKind::Cash, typed: String::new() }
    }

    /// What this payer owes in all.
    pub fn owed(&self, terms: &Terms) -> Cents {
        self.part.unwrap_or(terms.due.amount)
    }

    /// What is left once what was given counts.
    pub fn rest(&self, terms: &Terms) -> Cents {
        let given: Cents = self.given.iter().map(|it| it.amount()).sum();
        (self.owed(terms) - given).max(Cents::ZERO)
    }

    /// What is typed. A card or a cheque goes for the rest as long as nothing is, except of one who
    /// pays an advance: there is no rest to propose.
    pub fn pending(&self, terms: &Terms, in_full: bool) -> Option<Given> {
        let rest = self.rest(terms);
        let proposed = in_full && matches!(self.kind, TenderKind::Card | TenderKind::Cheque);
        match self.typed.trim() {
            "" => (proposed && rest > Cents::ZERO).then(|| given(self.kind, rest))?,
            typed => given(self.kind, amount(typed)?),
        }
    }

    /// What was given, and one thing more.
    pub fn with(&self, more: Option<Given>) -> Vec<Given> {
        self.given.iter().copied().chain(more).collect()
    }

    /// What these things come to.
    pub fn weigh(&self, given: &[Given], terms: &Terms) -> Result<Weighed, PaymentRefused> {
        let owed = self.owed(terms);
        let mut weighed = Weighed { left: owed, change: Cents::ZERO };
        if !given.is_empty() {
            let due = Due { amount: owed, total: self.part.unwrap_or(terms.due.total) };
            for taken in take(due, given, &terms.rules, terms.day, false)? {
                weighed.left = weighed.left - taken.amount;
                weighed.change += taken.change;
            }
        }
        Ok(weighed)
    }

    /// What was given comes to; what cannot be taken counts for nothing.
    pub fn stands(&self, terms: &Terms) -> Weighed {
        let nothing = Weighed { left: self.owed(terms), change: Cents::ZERO };
        self.weigh(&self.given, terms).unwrap_or(nothing)
    }
}
