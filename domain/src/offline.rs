//! A shop without its server: what a terminal can still say of it.
//!
//! That is what was read last, and what was taken at this terminal since. Each command answers
//! from there by the rules that the server's statements have, and changes what the next one finds;
//! so what is shown while the server is away is the last reading with the waiting commands done
//! again, in order. What others do meanwhile is not known here: the server has the last word when
//! it is back.

mod counter;
mod kitchen;
mod number;
mod stock;

pub use number::{RegisterNumber, offline_number};

use crate::contract::CommandId;
use crate::failure::Refusal;
use crate::kitchen::{ItemId, Kitchen, Pizza};
use crate::language::{Language, Spoken, either};
use crate::menu::IngredientId;
use crate::orders::{Load, OrderContent, OrderId, OrderSummary, PricedOrder, Refund};
use crate::stock::{Inventory, Quantities, StockLevel};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// What was sold while the server was away: it is booked as it was told to the customer, whatever
/// the menu says when the server is back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SoldOffline {
    /// What is called out; of a changed order, what was.
    pub number: String,
    /// Its content, priced on the menu of then.
    pub priced: PricedOrder,
    /// Its place in the journal, by which its pizzas are named until the server names them.
    pub entry: i64,
}

/// What a terminal knows of its shop.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct View {
    /// The orders that are not over, oldest first.
    pub open: Vec<OrderSummary>,
    /// Those of the day that are, latest first.
    pub ended: Vec<OrderSummary>,
    /// What the shop has.
    pub stock: Vec<StockLevel>,
    /// What is ahead in the kitchen; none: this terminal has no counter.
    pub load: Option<Load>,
    /// What the kitchen has to do; none: this terminal has no kitchen.
    pub kitchen: Option<Kitchen>,
    /// The inventory that is under way.
    pub inventory: Option<Inventory>,
    /// What was asked for here, and what it takes, of orders taken since.
    asked: HashMap<OrderId, Asked>,
    /// Ingredients that a manager corrected here since, and when.
    corrected: HashMap<IngredientId, DateTime<Utc>>,
    /// The money taken here since.
    taken: Vec<(OrderId, Refund)>,
    /// Pizzas cooked here since.
    cooked: Vec<Pizza>,
    /// The last tap on a pizza, and when.
    taps: HashMap<ItemId, (CommandId, DateTime<Utc>)>,
}

/// An order that was taken here since.
#[derive(Clone, Debug, PartialEq)]
struct Asked {
    content: OrderContent,
    /// What it takes.
    need: Quantities,
    /// What of that needs no cooking: it leaves the shelf at the hand-over.
    uncooked: Quantities,
}

impl View {
    /// What was read last of the orders, the stock and the kitchen.
    pub fn read(
        open: Vec<OrderSummary>,
        ended: Vec<OrderSummary>,
        stock: Vec<StockLevel>,
        load: Option<Load>,
        kitchen: Option<Kitchen>,
    ) -> View {
        View { open, ended, stock, load, kitchen, ..View::default() }
    }

    /// The same with the inventory that is under way.
    pub fn counting(self, inventory: Option<Inventory>) -> View {
        View { inventory, ..self }
    }

    fn order(&mut self, order: OrderId) -> Option<&mut OrderSummary> {
        self.open.iter_mut().find(|known| known.order == order)
    }

    /// Moves an order that is over to those of the day.
    fn end(&mut self, order: OrderId, at: DateTime<Utc>) {
        if let Some(place) = self.open.iter().position(|known| known.order == order) {
            let mut over = self.open.remove(place);
            over.ended_at = Some(at);
            self.ended.insert(0, over);
        }
    }
}

/// Only the server can do it, and it is away: nothing was begun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotWithoutServer;

impl Spoken for NotWithoutServer {
    fn say(&self, language: Language) -> String {
        either(
            language,
            "Le serveur est absent : cela se fera à son retour. Rien n’a été enregistré.",
            "The server is away: this can be done when it is back. Nothing was recorded.",
        )
    }
}

impl Refusal for NotWithoutServer {}
