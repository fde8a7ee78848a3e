//! Transfers: one shop sends, another receives, and nothing is lost between.
//!
//! What is sent leaves the sender's book at once and is under way until the receiver says how much
//! came. The difference is recorded on the line, with a reason: over all shops the movements of
//! transfers and what is under way add up to the recorded differences, always.

use super::Quantities;
use super::lines::{LINES_MAX, Units, check_lines};
use super::refused::{LineFault, LineRefused, TransferRefused};
use crate::language::{Language, Spoken, either};
use crate::menu::{IngredientId, Unit};
use crate::orders::words;
use crate::payments::{ReasonRefused, reason};
use crate::shops::ShopId;
use crate::staff::{KITCHEN_ROLES, MANAGER_ROLES, Role};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A transfer, for ever. Made by the screen that sends it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TransferId(pub Uuid);

/// Where a transfer stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TransferState {
    /// Sent, and nobody said that it came.
    UnderWay,
    /// It came, or what came of it.
    Received,
    /// The sender took it back: it never left, or it came back.
    TakenBack,
}

words!(TransferState { UnderWay = "under_way", Received = "received", TakenBack = "taken_back" });

impl Spoken for TransferState {
    fn say(&self, language: Language) -> String {
        match self {
            TransferState::UnderWay => either(language, "en route", "under way"),
            TransferState::Received => either(language, "reçu", "received"),
            TransferState::TakenBack => either(language, "repris", "taken back"),
        }
    }
}

/// Which of the two shops does something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The one that sent.
    Sender,
    /// The one that receives.
    Receiver,
}

/// The life of a transfer: from where, to where, at which shop, by whom.
pub const TRANSFER_STEPS: &[(TransferState, TransferState, Side, &[Role])] = &[
    (TransferState::UnderWay, TransferState::Received, Side::Receiver, KITCHEN_ROLES),
    (TransferState::UnderWay, TransferState::TakenBack, Side::Sender, MANAGER_ROLES),
];

/// One ingredient of a transfer, in its unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TransferLine {
    /// The ingredient.
    pub ingredient: IngredientId,
    /// What left the sender.
    pub sent: i64,
    /// What came to the receiver, once somebody said so.
    pub received: Option<i64>,
}

/// A transfer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transfer {
    /// Its key.
    pub id: TransferId,
    /// The shop that sends.
    pub from: ShopId,
    /// The shop that receives.
    pub to: ShopId,
    /// Where it stands.
    pub state: TransferState,
    /// What is in it; each ingredient once.
    pub lines: Vec<TransferLine>,
    /// Why less or more came than was sent.
    pub reason: Option<String>,
}

impl Transfer {
    /// What is sent, as far as that can be told without the book: what leaves the sender, above zero. What
    /// is there is another matter: see [`Transfer::send`].
    ///
    /// # Errors
    /// Nothing in it, to itself, or a line that does not stand.
    pub fn stated(
        id: TransferId,
        (from, to): (ShopId, ShopId),
        sent: &[(IngredientId, i64)],
        units: &Units,
    ) -> Result<Transfer, TransferRefused> {
        if from == to {
            return Err(TransferRefused::ToItself);
        }
        check_sent(sent, units)?;
        let line = |&(ingredient, sent)| TransferLine { ingredient, sent, received: None };
        let lines = sent.iter().map(line).collect();
        Ok(Transfer { id, from, to, state: TransferState::UnderWay, lines, reason: None })
    }

    /// Sends, where the sender's book has `on_hand`. The statement that sends refuses the same.
    ///
    /// # Errors
    /// As [`Transfer::stated`], and more than is there.
    pub fn send(
        id: TransferId,
        between: (ShopId, ShopId),
        sent: &[(IngredientId, i64)],
        units: &Units,
        on_hand: &Quantities,
    ) -> Result<Transfer, TransferRefused> {
        let stated = Transfer::stated(id, between, sent, units)?;
        for (ingredient, quantity) in sent.iter().copied() {
            let there = on_hand.get(&ingredient).copied().unwrap_or(0);
            if quantity > there {
                return Err(more_than_there(ingredient, there, units));
            }
        }
        Ok(stated)
    }

    /// Receives: what came of each line, nothing (0) included. What differs has a reason.
    ///
    /// # Errors
    /// It came or was taken back before, a line is not told or does not stand, or no reason is given.
    pub fn receive(
        &mut self,
        came: &Quantities,
        units: &Units,
        why: Option<&str>,
    ) -> Result<(), TransferRefused> {
        self.check_under_way()?;
        let why = check_came(came, units, why)?;
        let is_sent = |it| self.lines.iter().any(|line| line.ingredient == it);
        if let Some(ingredient) = came.keys().copied().find(|it| !is_sent(*it)) {
            return Err(LineRefused { ingredient, fault: LineFault::Unknown }.into());
        }
        let mut lines = self.lines.clone();
        for line in &mut lines {
            let ingredient = line.ingredient;
            let told = came.get(&ingredient).copied();
            let not_told = LineRefused { ingredient, fault: LineFault::NotTold };
            line.received = Some(told.ok_or(not_told)?);
        }
        let differs = lines.iter().any(|line| line.received != Some(line.sent));
        if differs && why.is_none() {
            return Err(ReasonRefused::None.into());
        }
        self.reason = why.filter(|_| differs);
        (self.lines, self.state) = (lines, TransferState::Received);
        Ok(())
    }

    /// Takes back: all of it is on the sender's shelf again.
    ///
    /// # Errors
    /// It came or was taken back before.
    pub fn take_back(&mut self) -> Result<(), TransferRefused> {
        self.check_under_way()?;
        self.state = TransferState::TakenBack;
        Ok(())
    }

    fn check_under_way(&self) -> Result<(), TransferRefused> {
        match self.state {
            TransferState::UnderWay => Ok(()),
            state => Err(TransferRefused::Over { state }),
        }
    }

    /// What its movements, of [`Cause::Transfer`](super::Cause::Transfer), have done to the stock of a
    /// shop so far; a movement of nothing is not booked.
    pub fn moved(&self, shop: ShopId) -> Quantities {
        let of = |line: &TransferLine| match self.state {
            _ if shop == self.to => line.received.unwrap_or(0),
            TransferState::TakenBack => 0,
            _ if shop == self.from => -line.sent,
            _ => 0,
        };
        self.lines.iter().map(|line| (line.ingredient, of(line))).collect()
    }

    /// What is on no shelf.
    pub fn under_way(&self) -> Quantities {
        let is_under_way = self.state == TransferState::UnderWay;
        let of = |line: &TransferLine| if is_under_way { line.sent } else { 0 };
        self.lines.iter().map(|line| (line.ingredient, of(line))).collect()
    }

    /// What came less (below zero) or more than was sent.
    pub fn differences(&self) -> Quantities {
        let of = |line: &TransferLine| line.received.map_or(0, |received| received - line.sent);
        self.lines.iter().map(|line| (line.ingredient, of(line))).collect()
    }
}

/// Checks the lines that one shop sends.
///
/// # Errors
/// Nothing in it, too many, or a line that does not stand.
pub fn check_sent(sent: &[(IngredientId, i64)], units: &Units) -> Result<(), TransferRefused> {
    if sent.is_empty() || sent.len() > LINES_MAX {
        return Err(TransferRefused::Lines { count: sent.len() });
    }
    Ok(check_lines(sent.iter().copied(), units, 1)?)
}

/// Checks what came of each line, and why less or more did, as far as that can be told without the
/// transfer; the reason, trimmed, where there is one.
///
/// # Errors
/// A quantity that does not stand, or a reason that cannot be printed.
pub fn check_came(
    came: &Quantities,
    units: &Units,
    why: Option<&str>,
) -> Result<Option<String>, TransferRefused> {
    check_lines(came.iter().map(|(ingredient, quantity)| (*ingredient, *quantity)), units, 0)?;
    let why = why.filter(|why| !why.trim().is_empty());
    Ok(why.map(reason).transpose()?)
}

/// The sender's shelf has less of it.
pub fn more_than_there(ingredient: IngredientId, on_hand: i64, units: &Units) -> TransferRefused {
    let unit = units.get(&ingredient).copied().unwrap_or(Unit::Pc);
    LineRefused { ingredient, fault: LineFault::MoreThanThere { on_hand, unit } }.into()
}

#[cfg(test)]
mod tests;
