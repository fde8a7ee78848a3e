//! Goods receipt (UC14): against a purchase order, in part or whole, or without one.

use super::cost::PRICE_MAX;
use super::lines::{LINES_MAX, Units, check_lines};
use super::refused::{LineFault, LineRefused, ReceiptRefused};
use super::{Purchase, PurchaseId, PurchaseLine, PurchaseState, Quantities};
use crate::menu::IngredientId;
use crate::money::Cents;
use crate::text;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The longest number of a delivery note, in characters.
pub const NUMBER_CHARACTERS_MAX: usize = 40;

/// A receipt, for ever. Made by the screen before the first ingredient is entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ReceiptId(pub Uuid);

/// One ingredient that came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Arrived {
    /// The ingredient.
    pub ingredient: IngredientId,
    /// How much, in its unit; nothing (0) says that it did not come.
    pub quantity: i64,
    /// What that much cost, without VAT; none takes the order's price, if it has one.
    pub price: Option<Cents>,
}

/// What came, as a person entered it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivery {
    /// The purchase order; none for goods that were not ordered by one.
    pub purchase: Option<PurchaseId>,
    /// The number on the delivery note; needed with an order.
    pub number: Option<String>,
    /// Where it came from; needed without an order.
    pub comment: Option<String>,
    /// What came; each ingredient once.
    pub lines: Vec<Arrived>,
    /// The person has seen that more came than was ordered, and means it.
    pub more_is_meant: bool,
}

/// What a receipt does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// The number on the delivery note, trimmed.
    pub number: Option<String>,
    /// Where it came from, trimmed.
    pub comment: Option<String>,
    /// The movements, of [`Cause::Receipt`](super::Cause::Receipt), with what each cost if known.
    pub arrived: Vec<Arrived>,
    /// The order's lines and state from then on; none without an order.
    pub purchase: Option<(Vec<PurchaseLine>, PurchaseState)>,
}

impl Delivery {
    /// Checks what can be told without the order, for the statement that books it, which holds the order's
    /// row and checks the rest as [`Delivery::receive`] does. What did not come is left out.
    ///
    /// # Errors
    /// Number or comment is missing; nothing came; a line does not stand.
    pub fn stated(&self, units: &Units) -> Result<Receipt, ReceiptRefused> {
        let number = text::checked(self.number.as_deref(), "number", NUMBER_CHARACTERS_MAX)?;
        let comment = text::checked(self.comment.as_deref(), "comment", text::NOTE_CHARACTERS_MAX)?;
        match self.purchase {
            Some(_) if number.is_none() => return Err(ReceiptRefused::NoNumber),
            None if comment.is_none() => return Err(ReceiptRefused::NoComment),
            _ => {}
        }
        self.check(self.purchase.is_none(), units)?;
        let arrived = self.lines.iter().filter(|it| it.quantity > 0).copied().collect();
        Ok(Receipt { number, comment, arrived, purchase: None })
    }

    /// Receives what was entered, against the order it names.
    ///
    /// # Errors
    /// The order expects nothing; number or comment is missing; nothing came; a line does not stand;
    /// more came than was ordered, and nobody said that this is meant.
    pub fn receive(
        &self,
        purchase: Option<&Purchase>,
        units: &Units,
    ) -> Result<Receipt, ReceiptRefused> {
        match purchase {
            it if it.map(|it| it.id) != self.purchase => return Err(ReceiptRefused::Unknown),
            Some(it) if !it.state.is_expected() => {
                return Err(ReceiptRefused::NotExpected { state: it.state });
            }
            _ => {}
        }
        let mut receipt = self.stated(units)?;
        let Some(purchase) = purchase else { return Ok(receipt) };
        let (lines, state) = self.received_of(purchase, units)?;
        for it in &mut receipt.arrived {
            let line = lines.iter().find(|line| line.ingredient == it.ingredient);
            it.price = it.price.or_else(|| line?.price_of(it.quantity));
        }
        receipt.purchase = Some((lines, state));
        Ok(receipt)
    }

    fn check(&self, each_came: bool, units: &Units) -> Result<(), ReceiptRefused> {
        if self.lines.len() > LINES_MAX {
            return Err(ReceiptRefused::TooManyLines);
        }
        let lines = self.lines.iter().map(|it| (it.ingredient, it.quantity));
        check_lines(lines, units, i64::from(each_came))?;
        if self.lines.iter().all(|it| it.quantity == 0) {
            return Err(ReceiptRefused::Nothing);
        }
        let absurd = |price: Cents| price < Cents::ZERO || price > PRICE_MAX;
        match self.lines.iter().find(|it| it.price.is_some_and(absurd)) {
            Some(&Arrived { ingredient, .. }) => {
                Err(LineRefused { ingredient, fault: LineFault::Price }.into())
            }
            None => Ok(()),
        }
    }

    /// The order's lines with what came, and its state.
    fn received_of(
        &self,
        purchase: &Purchase,
        units: &Units,
    ) -> Result<(Vec<PurchaseLine>, PurchaseState), ReceiptRefused> {
        let mut lines = purchase.lines.clone();
        for came in self.lines.iter().filter(|it| it.quantity > 0) {
            let Arrived { ingredient, quantity, .. } = *came;
            let place = lines.iter().position(|it| it.ingredient == ingredient);
            let outstanding = place.map_or(0, |place| lines[place].outstanding());
            if quantity > outstanding && !self.more_is_meant {
                let unit = units[&ingredient];
                return Err(ReceiptRefused::More { ingredient, outstanding, unit });
            }
            match place {
                Some(place) => lines[place].received += quantity,
                None => lines.push(PurchaseLine {
                    ingredient,
                    ordered: 0,
                    received: quantity,
                    lot: 1,
                    lot_price: None,
                }),
            }
        }
        let is_whole = lines.iter().all(|line| line.outstanding() == 0);
        let state = if is_whole { PurchaseState::Received } else { PurchaseState::PartlyReceived };
        Ok((lines, state))
    }
}

impl Receipt {
    /// What comes onto the shelf.
    pub fn moved(&self) -> Quantities {
        self.arrived.iter().map(|it| (it.ingredient, it.quantity)).collect()
    }
}

#[cfg(test)]
mod tests;
