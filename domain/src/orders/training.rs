//! Selling to learn it: priced and taken by the rules of a sale, and nothing is sold. No order is
//! placed, nothing leaves the stock, the kitchen hears nothing; one ticket of training says what it
//! would have been.

use super::{OrderContent, OrderId, OrderState, PricedOrder, SettleRefused, Settled};
use crate::contract::CommandId;
use crate::ledger::{Account, EntryRef, OrderName, Ticket};
use crate::money::Cents;
use crate::payments::{Due, Payer, Taken, TakingRules, take_apart};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// Validates an order in training: it is checked as a real one is, and gets a number that is none.
/// Nothing is written of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrainOrder {
    /// What is in it.
    pub content: OrderContent,
    /// The time the customer would have been told.
    pub promised_at: DateTime<Utc>,
}

/// An order of training.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trained {
    /// Which since the training began, from 1.
    pub nth: u32,
    /// What it would cost.
    pub total: Cents,
    /// As it would have been announced.
    pub promised_at: DateTime<Utc>,
}

/// Takes the money of an order of training, all or a part: one ticket of training. Of the drawer
/// nothing is known and nothing opens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrainSale {
    /// Names this tap.
    pub command: CommandId,
    /// The order that would be.
    pub order: OrderId,
    /// Which order of training it is.
    pub nth: u32,
    /// What is in it.
    pub content: OrderContent,
    /// What was due when it was given.
    pub due: Cents,
    /// Who gives what.
    pub payers: Vec<Payer>,
    /// Whether it is refused where it does not reach.
    pub in_full: bool,
}

impl TrainSale {
    /// What tickets call the order. No real number looks like it.
    pub fn name(&self) -> String {
        format!("École {}", self.nth)
    }

    /// Its account: nothing of it is paid, and no order bears it.
    pub fn account(&self, priced: &PricedOrder) -> Account {
        let account = Account::sold(self.order, self.name(), self.content.mode, priced);
        Account { name: OrderName { reference: None, number: self.name() }, ..account }
    }

    /// What is taken of what is given, by the rules of a real payment; `day` is the calendar's.
    ///
    /// # Errors
    /// Something else is due, nothing is, or it cannot be taken so.
    pub fn taken(
        &self,
        account: &Account,
        rules: &TakingRules,
        day: NaiveDate,
    ) -> Result<Vec<Taken>, SettleRefused> {
        let number = self.name();
        match account.due() {
            due if due <= Cents::ZERO => return Err(SettleRefused::PaidAlready { number }),
            due if due != self.due => return Err(SettleRefused::Due { number, due }),
            _ => {}
        }
        Ok(take_apart(Due::whole(self.due), &self.payers, rules, day, self.in_full)?.concat())
    }

    /// What the screen shows of it, as its ticket says.
    pub fn settled(&self, ticket: &Ticket, entry: EntryRef) -> Settled {
        let taken: Vec<Taken> = ticket.tenders.iter().copied().map(Taken::from).collect();
        Settled {
            order: self.order,
            number: self.name(),
            state: OrderState::Queued,
            version: 0,
            amount: ticket.total,
            change: taken.iter().map(|it| it.change).sum(),
            taken,
            left: self.due - ticket.total,
            entry,
        }
    }
}
