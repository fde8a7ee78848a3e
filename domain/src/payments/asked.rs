//! A card payment that a counter asked of its terminal, from the asking until its money is booked or
//! given back; and what that means for the order's settlement.

use super::refused::CardRefused;
use super::{CardPayment, CardState, CardWord, Given, Payer};
use crate::contract::CommandId;
use crate::money::Cents;
use crate::orders::OrderId;
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// How long it is kept after it is over: a holder can dispute a card payment for thirteen months
/// (code monétaire et financier, art. L133-24), and who looked at the terminal is asked then.
pub const CARD_PAYMENT_KEPT: TimeDelta = TimeDelta::days(400);

/// How long a refusal is shown at its order.
const TOLD: TimeDelta = TimeDelta::minutes(15);

/// A card payment, for ever. Made by the screen before the first try, so that a try that is sent
/// again asks for nothing twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CardPaymentId(pub Uuid);

/// What became of the money of a card payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CardEnd {
    /// None was taken.
    NotTaken,
    /// It is booked for the order.
    Booked,
    /// It went back to the card: that was asked, or the order was settled otherwise, or given up.
    GivenBack,
}

/// Somebody who said something of a card payment, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardSaid {
    /// By name.
    pub who: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// A card payment that was asked of a counter's terminal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskedCard {
    /// Names it.
    pub payment: CardPaymentId,
    /// The order it is for.
    pub order: OrderId,
    /// What is called out of that.
    pub number: String,
    /// Money goes back to the card: its refund is booked before, and it keeps nothing from being settled.
    #[serde(default)]
    pub goes_back: bool,
    /// Who asked, and when.
    pub asked: CardSaid,
    /// Where it stands.
    pub card: CardPayment,
    /// Who looked at the terminal, where a person had to.
    pub seen: Option<CardSaid>,
    /// The settlement that booked it.
    pub settled_by: Option<CommandId>,
    /// How it is over.
    pub end: Option<CardEnd>,
    /// When it was.
    pub ended_at: Option<DateTime<Utc>>,
    /// Who gave it back, by name.
    pub back_by: Option<String>,
}

impl AskedCard {
    /// Whether nobody knows yet: the order is settled by nothing else.
    pub fn is_held(&self) -> bool {
        self.card.holds() && !self.goes_back
    }

    /// Whether somebody has to wait for it, look at the terminal, or settle it.
    pub fn is_open(&self) -> bool {
        self.card.holds() || self.is_taken()
    }

    /// Whether a person has to look at the terminal.
    pub fn is_to_check(&self) -> bool {
        self.card.state == CardState::Unknown
    }

    /// Whether its money was taken, and is neither booked nor given back.
    pub fn is_taken(&self) -> bool {
        self.card.is_accepted() && self.end.is_none()
    }

    /// Whether a counter has to know of it.
    pub fn is_shown(&self, now: DateTime<Utc>) -> bool {
        match (self.end, self.ended_at) {
            (Some(CardEnd::NotTaken), Some(ended)) => now - ended < TOLD,
            (Some(CardEnd::GivenBack), Some(ended)) if self.goes_back => now - ended < TOLD,
            (end, _) => end.is_none(),
        }
    }

    /// The payment after something was heard of it, at that time; `who` is the person who looked.
    ///
    /// # Errors
    /// It may not be said so, or it is over.
    pub fn after(
        &self,
        word: CardWord,
        who: Option<&str>,
        at: DateTime<Utc>,
    ) -> Result<AskedCard, CardRefused> {
        let card = self.card.after(word)?;
        let mut after = AskedCard { card, ..self.clone() };
        if card.seen_by.is_some() && self.card.seen_by.is_none() {
            after.seen = who.map(|who| CardSaid { who: who.to_owned(), at });
        }
        let end = match card.state {
            CardState::Refused => Some(CardEnd::NotTaken),
            CardState::Accepted if self.goes_back => Some(CardEnd::GivenBack),
            _ => None,
        };
        if let (Some(end), None) = (end, after.end) {
            (after.end, after.ended_at) = (Some(end), Some(at));
            let back = (end == CardEnd::GivenBack).then(|| who.unwrap_or(&self.asked.who));
            after.back_by = back.map(str::to_owned);
        }
        Ok(after)
    }

    /// The payment with its money in the ledger, by that settlement.
    pub fn booked(&self, command: CommandId, at: DateTime<Utc>) -> AskedCard {
        let (end, settled_by) = (Some(CardEnd::Booked), Some(command));
        AskedCard { end, settled_by, ended_at: Some(at), ..self.clone() }
    }

    /// The same where that settlement is taken back: its money is nowhere again.
    pub fn unbooked(&self) -> AskedCard {
        AskedCard { end: None, settled_by: None, ended_at: None, ..self.clone() }
    }

    /// The same with its money given back to the card, as a person says.
    ///
    /// # Errors
    /// There is none to give back.
    pub fn given_back(&self, who: &str, at: DateTime<Utc>) -> Result<AskedCard, CardRefused> {
        if !self.is_taken() {
            return Err(CardRefused::Over);
        }
        let (end, back_by) = (Some(CardEnd::GivenBack), Some(who.to_owned()));
        Ok(AskedCard { end, ended_at: Some(at), back_by, ..self.clone() })
    }
}

/// What a terminal is asked beside what it has taken for that order already.
pub fn asking(known: &[AskedCard], amount: Cents) -> Vec<Given> {
    let taken = known.iter().filter(|it| it.is_taken());
    taken.map(carried).chain([Given::Card { amount }]).collect()
}

/// Checks what is to go back to cards of an order: not more than its refunds say that went back by card,
/// less what went back over the terminal, or may have. `known`: all that was ever asked for it here.
///
/// # Errors
/// It is more.
pub fn check_going_back(
    known: &[AskedCard],
    refunded: Cents,
    amount: Cents,
) -> Result<(), CardRefused> {
    let gone = known.iter().filter(|it| it.goes_back && it.end != Some(CardEnd::NotTaken));
    let left = refunded - gone.map(|it| it.card.amount).sum();
    if amount <= left {
        Ok(())
    } else {
        Err(CardRefused::NotRefunded { left: left.max(Cents::ZERO) })
    }
}

/// What of a payer's is a card payment that a terminal was asked for.
pub fn carried(asked: &AskedCard) -> Given {
    Given::AskedCard { payment: asked.payment, amount: asked.card.amount }
}

/// Checks a settlement against what this counter's terminal was asked for that order: it waits until
/// all of it is known, and carries what was taken, each once and nothing else.
///
/// # Errors
/// What it waits for, leaves out, or carries wrongly.
pub fn check_carried(known: &[AskedCard], payers: &[Payer]) -> Result<(), CardRefused> {
    check_not_held(known)?;
    let given = payers.iter().flat_map(|payer| &payer.given);
    let mut carried: Vec<_> = given
        .filter_map(|it| match it {
            Given::AskedCard { payment, amount } => Some((*payment, *amount)),
            _ => None,
        })
        .collect();
    for taken in known.iter().filter(|it| it.is_taken()) {
        let is_it = |(payment, amount): &(CardPaymentId, Cents)| {
            (*payment, *amount) == (taken.payment, taken.card.amount)
        };
        match carried.iter().position(is_it) {
            Some(at) => drop(carried.swap_remove(at)),
            None => return Err(CardRefused::LeftOut { amount: taken.card.amount }),
        }
    }
    if carried.is_empty() { Ok(()) } else { Err(CardRefused::NotTaken) }
}

/// Checks that an order that is given up has no card payment that is under way, or taken and not
/// booked: its money would be nobody's.
///
/// # Errors
/// It has one.
pub fn check_none(known: &[AskedCard]) -> Result<(), CardRefused> {
    check_not_held(known)?;
    match known.iter().find(|it| it.is_taken()) {
        Some(taken) => Err(CardRefused::LeftOut { amount: taken.card.amount }),
        None => Ok(()),
    }
}

fn check_not_held(known: &[AskedCard]) -> Result<(), CardRefused> {
    match known.iter().find(|it| it.is_held()) {
        Some(held) => Err(CardRefused::Held { amount: held.card.amount, stands: held.card.state }),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests;
