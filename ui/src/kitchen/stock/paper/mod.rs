//! A paper of lines at this station: a receipt with or without an order, a transfer that came, one that is
//! sent. What is entered of it, and the steps through it; [`page`] draws them.

mod line;
mod origin;
mod page;
mod review;
mod rules;
mod way;

pub use page::PaperPage;

use super::desk::Typed;
use super::entry::Entry;
use domain::Failure;
use domain::menu::{IngredientId, Menu};
use domain::server::ShopChoice;
use domain::stock::{ExpectedPurchase, PurchaseState, StockLevel, TransferShown};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What a paper is about.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub enum Kind {
    /// Nobody said yet what comes in.
    #[default]
    Unsaid,
    /// Goods that were not ordered by a purchase order.
    Loose,
    /// Goods of a purchase order, as it was read last.
    Ordered(Box<ExpectedPurchase>),
    /// What another shop sent.
    Sent(Box<TransferShown>),
    /// What leaves for another shop, once that is chosen.
    Leaving(Option<ShopChoice>),
}

/// One ingredient of a paper.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Came {
    /// How much of which.
    pub typed: Typed,
    /// What it cost, as typed; empty where nobody says.
    pub price: String,
}

/// The steps through a paper.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Step {
    /// With an order, without one, or from another shop.
    #[default]
    Way,
    /// Where it comes from, or goes to.
    Origin,
    /// Which ingredients.
    Picking,
    /// How much of the nth of them.
    Line(usize),
    /// All of it, before it is saved.
    Review,
}

/// A paper, as far as it is entered.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Paper {
    /// What it is about.
    pub kind: Kind,
    /// Its key, from when it is saved on.
    pub key: Option<Uuid>,
    /// Where goods without an order come from.
    pub comment: String,
    /// The number of the delivery note.
    pub number: String,
    /// Why not all came that was sent.
    pub reason: String,
    /// Its lines.
    pub lines: Vec<Came>,
    /// Which step is shown.
    pub step: Step,
    /// Somebody is asked whether it is to be given up.
    pub giving_up: bool,
    /// Where its order stands once it is saved.
    pub ends: Option<PurchaseState>,
    /// What it left on the shelf, until somebody has read it.
    pub done: Option<Vec<StockLevel>>,
}

impl Kind {
    /// Whether nothing of it can be saved without the server: others may be at the same goods.
    fn needs_server(&self) -> bool {
        !matches!(self, Kind::Unsaid | Kind::Loose)
    }
}

impl Came {
    fn about(ingredient: IngredientId, quantity: i64, menu: Option<&Menu>) -> Came {
        let unit = super::parts::ingredient(menu, ingredient).map(|it| it.unit);
        let entry = unit.map(|unit| Entry::about(quantity, unit)).unwrap_or_default();
        Came { typed: Typed::new(ingredient, entry), price: String::new() }
    }
}

impl Paper {
    /// One that leaves for another shop.
    pub fn leaving() -> Paper {
        Paper { kind: Kind::Leaving(None), step: Step::Origin, ..Paper::default() }
    }

    /// Goods that nobody ordered.
    fn loose() -> Paper {
        Paper { kind: Kind::Loose, step: Step::Origin, ..Paper::default() }
    }

    /// Goods of an order: a line for each ingredient that is still to come.
    fn of_order(order: &ExpectedPurchase, menu: Option<&Menu>) -> Paper {
        let lines = order.purchase.lines.iter().filter(|line| line.outstanding() > 0);
        let lines = lines.map(|it| Came::about(it.ingredient, it.outstanding(), menu)).collect();
        let kind = Kind::Ordered(Box::new(order.clone()));
        Paper { kind, lines, step: Step::Origin, ..Paper::default() }
    }

    /// What another shop sent: a line for each of its lines.
    fn of_transfer(sent: &TransferShown, menu: Option<&Menu>) -> Paper {
        let lines = sent.lines.iter().map(|it| Came::about(it.ingredient, it.sent, menu)).collect();
        let kind = Kind::Sent(Box::new(sent.clone()));
        Paper { kind, lines, step: Step::Origin, ..Paper::default() }
    }

    /// Whether nothing is typed of it.
    pub fn is_blank(&self) -> bool {
        let texts = [&self.comment, &self.number, &self.reason];
        let unsaid = matches!(self.kind, Kind::Unsaid | Kind::Ordered(_) | Kind::Sent(_));
        texts.iter().all(|it| it.is_empty())
            && self.lines.iter().all(|it| it.typed.entry.is_empty() && it.price.is_empty())
            && (unsaid || self.lines.is_empty())
    }

    /// How much of an ingredient is to come; none where nothing says so.
    fn expected(&self, ingredient: IngredientId) -> Option<i64> {
        match &self.kind {
            Kind::Ordered(order) => {
                let line = order.purchase.lines.iter().find(|it| it.ingredient == ingredient);
                Some(line.map_or(0, |line| line.outstanding()))
            }
            Kind::Sent(sent) => {
                let line = sent.lines.iter().find(|it| it.ingredient == ingredient);
                line.map(|line| line.sent)
            }
            _ => None,
        }
    }

    /// Whether a line may be nothing: what is expected may not have come.
    fn takes_nothing(&self) -> bool {
        matches!(self.kind, Kind::Ordered(_) | Kind::Sent(_))
    }

    /// The step before; none leaves the page.
    fn before(&self) -> Option<Step> {
        let picks = matches!(self.kind, Kind::Loose | Kind::Leaving(_));
        match self.step {
            Step::Way => None,
            Step::Origin if matches!(self.kind, Kind::Leaving(_)) || !self.is_blank() => None,
            Step::Origin => Some(Step::Way),
            Step::Picking => Some(if picks { Step::Origin } else { Step::Review }),
            Step::Line(0) => Some(if picks { Step::Picking } else { Step::Origin }),
            Step::Line(nth) => Some(Step::Line(nth - 1)),
            Step::Review => Some(self.lines.len().checked_sub(1).map_or(Step::Picking, Step::Line)),
        }
    }

    /// The step after the choice of ingredients or the nth line.
    fn after(&self) -> Step {
        let next = match self.step {
            Step::Line(nth) => nth + 1,
            Step::Picking if self.takes_nothing() => {
                let added = self.lines.iter().position(|it| it.typed.entry.is_empty());
                added.unwrap_or(self.lines.len())
            }
            _ => 0,
        };
        if next < self.lines.len() { Step::Line(next) } else { Step::Review }
    }

    /// Puts an ingredient on the list, or takes it off; what is expected stays on it.
    fn toggle(&mut self, ingredient: IngredientId, there: i64, menu: Option<&Menu>) {
        let has = self.lines.iter().any(|came| came.typed.ingredient == ingredient);
        match has {
            true if self.expected(ingredient).is_some_and(|it| it > 0) => {}
            true => self.lines.retain(|came| came.typed.ingredient != ingredient),
            false => self.lines.push(Came::about(ingredient, there, menu)),
        }
    }

    /// The order as it stands now.
    fn renew(&mut self, order: &ExpectedPurchase) {
        if let Kind::Ordered(known) = &mut self.kind {
            **known = order.clone();
        }
    }

    /// Goes on without the order, which cannot be reached: what came stays, and where it comes from is
    /// known.
    fn loosen(&mut self, comment: String) {
        self.lines.retain(|it| !it.typed.entry.figures.chars().all(|it| it == '0'));
        let step = if self.lines.is_empty() { Step::Origin } else { Step::Review };
        let lines = std::mem::take(&mut self.lines);
        *self = Paper { comment, lines, step, ..Paper::loose() };
    }

    /// It is saved.
    pub fn saved(&mut self, levels: Vec<StockLevel>) {
        let Paper { kind, ends, .. } = std::mem::take(self);
        *self = Paper { kind, ends, done: Some(levels), ..Paper::default() };
    }

    /// Shows the step at which something is wrong.
    pub fn show_mistake(&mut self, failure: &Failure) {
        let Some(field) = failure.field.as_deref() else { return };
        if matches!(field, "comment" | "number" | "to") && self.key.is_some() {
            self.step = Step::Origin;
        }
        let id = field.strip_prefix("line-").and_then(|it| it.parse().ok()).map(IngredientId);
        let place = self.lines.iter().position(|it| Some(it.typed.ingredient) == id);
        self.step = place.map_or(self.step, Step::Line);
    }
}

#[cfg(test)]
mod tests;
