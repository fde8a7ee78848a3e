//! What is being done about stock in this kitchen: what is typed, what is counted so far, and the command
//! in the air. Kept in the window's store: a reload loses nothing, nor does leaving a page.

use super::entry::Entry;
use super::paper::Paper;
use domain::Failure;
use domain::menu::IngredientId;
use domain::stock::{Cause, Count, Inventory, RuptureDeclared, StockCall, StockLevel, Written};
use serde::{Deserialize, Serialize};
use std::rc::Rc;
use yew::prelude::*;

/// A page of stock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Page {
    /// An ingredient runs out (UC11).
    Rupture,
    /// An inventory (UC13).
    Inventory,
    /// Goods came (UC14).
    Receipt,
    /// Goods leave for another shop.
    Transfer,
    /// Something was thrown away, or the book is wrong.
    Waste,
    /// Products are taken off sale by hand (UC11).
    Suspending,
}

/// An ingredient with what is typed of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Typed {
    /// The ingredient.
    pub ingredient: IngredientId,
    /// How much.
    pub entry: Entry,
    /// The person was asked about this figure, which may be a slip, and means it.
    pub meant: Option<i64>,
}

impl Typed {
    /// Nothing typed yet.
    pub fn new(ingredient: IngredientId, entry: Entry) -> Typed {
        Typed { ingredient, entry, meant: None }
    }
}

/// A rupture.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Rupture {
    /// What is seen of which ingredient.
    pub typed: Option<Typed>,
    /// What it changed.
    pub done: Option<RuptureDeclared>,
    /// It was declared from an inventory, which goes on then.
    pub within_inventory: bool,
}

/// An inventory at this station.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Counting {
    /// As it was read or answered last; none: none is under way.
    pub inventory: Option<Inventory>,
    /// The ingredient on the screen, and what is typed of it.
    pub typed: Option<Typed>,
    /// The differences are shown.
    pub review: bool,
    /// Somebody is asked whether it is to be given up.
    pub giving_up: bool,
    /// What was written, until somebody has read it.
    pub saved: Option<Written>,
}

/// Waste, or a correction.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Throwing {
    /// Which of the two.
    pub cause: Cause,
    /// A correction adds.
    pub adds: bool,
    /// How much of which ingredient.
    pub typed: Option<Typed>,
    /// Why.
    pub reason: String,
    /// How the ingredient stands since, until somebody has read it.
    pub done: Option<StockLevel>,
}

impl Default for Throwing {
    fn default() -> Throwing {
        let (typed, done) = (None, None);
        Throwing { cause: Cause::Waste, adds: false, typed, reason: String::new(), done }
    }
}

/// A command that has left, and has no answer for sure yet.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Tap {
    /// The call, as text: what is sent again is what was sent.
    text: String,
    /// It is under way; after a reload nobody waits for it any more.
    #[serde(skip)]
    pub busy: bool,
    /// How many times it was sent: each time is waited for anew.
    #[serde(skip)]
    pub times: u32,
}

/// What was answered.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// To a rupture.
    Declared(RuptureDeclared),
    /// To the beginning of an inventory.
    Begun(Inventory),
    /// To a count.
    Counted(Count),
    /// To the end of an inventory.
    Saved(Written),
    /// To an inventory that is given up.
    GivenUp,
    /// To goods that came, with or without an order, or from another shop.
    Received(Vec<StockLevel>),
    /// To what left for another shop.
    Left(Vec<StockLevel>),
    /// To what is booked by hand.
    Booked(StockLevel),
    /// To a product that is suspended, or put back.
    Suspended,
}

/// What is being done about stock here.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Desk {
    /// The page that is open; none: the kitchen's own.
    pub open: Option<Page>,
    /// What is searched among the ingredients.
    pub search: String,
    /// The rupture.
    pub rupture: Rupture,
    /// The inventory.
    pub counting: Counting,
    /// What comes in.
    pub receiving: Paper,
    /// What leaves for another shop.
    pub leaving: Paper,
    /// The waste.
    pub throwing: Throwing,
    tap: Option<Tap>,
    /// Why the last command failed.
    #[serde(skip)]
    pub failed: Option<Failure>,
}

impl Desk {
    /// The command in the air, or in doubt.
    pub fn tap(&self) -> Option<&Tap> {
        self.tap.as_ref()
    }

    /// The call of it.
    pub fn kept(&self) -> Option<StockCall> {
        serde_json::from_str(&self.tap.as_ref()?.text).ok()
    }

    /// The ingredients whose outcome is on the screen: the person knows how they stand.
    pub fn just_entered(&self) -> Vec<IngredientId> {
        let seen = self.rupture.done.iter().map(|it| it.seen.ingredient);
        let thrown = self.throwing.done.iter().map(|it| it.ingredient);
        let saved = self.counting.saved.iter().flat_map(|it| it.differences.keys().copied());
        seen.chain(thrown).chain(saved).collect()
    }

    /// Opens a page.
    pub fn show(&mut self, page: Option<Page>) {
        self.open = page;
        if page == Some(Page::Transfer) && self.leaving == Paper::default() {
            self.leaving = Paper::leaving();
        }
        self.search.clear();
        self.failed = None;
    }

    /// The paper of the page that is open.
    pub fn paper(&self) -> &Paper {
        if self.open == Some(Page::Transfer) { &self.leaving } else { &self.receiving }
    }

    /// The same, to be changed.
    pub fn paper_mut(&mut self) -> &mut Paper {
        if self.open == Some(Page::Transfer) { &mut self.leaving } else { &mut self.receiving }
    }

    /// The paper that the command in the air is of, if it is of one.
    fn asked(&mut self) -> &mut Paper {
        match self.kept() {
            Some(StockCall::SendTransfer(_)) => &mut self.leaving,
            _ => &mut self.receiving,
        }
    }

    /// A command leaves.
    pub fn sent(&mut self, call: &StockCall) {
        let times = self.tap.as_ref().map_or(0, |tap| tap.times) + 1;
        let text = serde_json::to_string(call).unwrap_or_default();
        self.tap = Some(Tap { text, busy: true, times });
        self.failed = None;
    }

    /// It was answered.
    pub fn answered(&mut self, answer: Result<Answer, Failure>) {
        match answer {
            Err(failure) if failure.leaves_outcome_unknown() => {
                self.tap.iter_mut().for_each(|tap| tap.busy = false);
                self.failed = Some(failure);
            }
            Err(failure) => {
                self.asked().show_mistake(&failure);
                (self.tap, self.failed) = (None, Some(failure));
            }
            Ok(answer) => {
                (self.tap, self.failed) = (None, None);
                self.search.clear();
                self.done(answer);
            }
        }
    }

    fn done(&mut self, answer: Answer) {
        match answer {
            Answer::Declared(declared) => {
                self.counting.heard_of(&declared);
                self.rupture.typed = None;
                self.rupture.done = Some(declared);
            }
            Answer::Begun(inventory) => {
                self.counting = Counting { inventory: Some(inventory), ..Counting::default() };
            }
            Answer::Counted(count) => self.counting.counted(count),
            Answer::Saved(written) => {
                self.counting = Counting { saved: Some(written), ..Counting::default() };
            }
            Answer::GivenUp => self.counting = Counting::default(),
            // The menu says it.
            Answer::Suspended => {}
            Answer::Received(levels) => self.receiving.saved(levels),
            Answer::Left(levels) => self.leaving.saved(levels),
            Answer::Booked(level) => {
                let Throwing { cause, adds, .. } = self.throwing;
                self.throwing = Throwing { cause, adds, done: Some(level), ..Throwing::default() };
            }
        }
    }
}

impl Counting {
    /// The inventory as it was read. What was counted here since that reading began stays.
    pub fn read(&mut self, read: Option<Inventory>) {
        match (&mut self.inventory, read) {
            (Some(here), Some(read)) if here.id == read.id => {
                let older = |count: &Count| {
                    read.count(count.ingredient).is_some_and(|it| it.at >= count.at)
                };
                let mut counts = std::mem::take(&mut here.counts);
                counts.retain(|count| !older(count));
                let known: Vec<_> = counts.iter().map(|count| count.ingredient).collect();
                *here = read;
                here.counts.retain(|count| !known.contains(&count.ingredient));
                here.counts.extend(counts);
            }
            (_, read) => {
                let saved = self.saved.take();
                *self = Counting { inventory: read, saved, ..Counting::default() };
            }
        }
    }

    fn put(&mut self, count: Count) {
        if let Some(inventory) = &mut self.inventory {
            inventory.counts.retain(|known| known.ingredient != count.ingredient);
            inventory.counts.push(count);
        }
    }

    /// An ingredient is counted: the next one that is not, or the review.
    fn counted(&mut self, count: Count) {
        let ingredient = count.ingredient;
        self.put(count);
        let Some(inventory) = &self.inventory else { return };
        let place = |it| inventory.list.iter().position(|listed| *listed == it);
        let behind = inventory.left().find(|it| place(*it) > place(ingredient));
        let next = behind.or_else(|| inventory.left().next());
        self.review = next.is_none();
        self.typed = next.map(|it| Typed::new(it, Entry::default()));
    }

    /// What was declared stands as counted.
    fn heard_of(&mut self, declared: &RuptureDeclared) {
        let ingredient = declared.seen.ingredient;
        let listed = self.inventory.as_ref().is_some_and(|it| it.list.contains(&ingredient));
        if listed && self.typed.as_ref().is_some_and(|it| it.ingredient == ingredient) {
            let (at, by) = (Default::default(), String::new());
            self.counted(declared.seen.as_count(at, by));
        }
    }
}

/// What happens to the desk.
pub struct Edit(Box<dyn FnOnce(&mut Desk)>);

impl Reducible for Desk {
    type Action = Edit;

    fn reduce(self: Rc<Self>, edit: Edit) -> Rc<Self> {
        let mut desk = (*self).clone();
        (edit.0)(&mut desk);
        Rc::new(desk)
    }
}

/// Something to be done at the desk.
pub fn edit(change: impl FnOnce(&mut Desk) + 'static) -> Edit {
    Edit(Box::new(change))
}

#[cfg(test)]
mod tests;
