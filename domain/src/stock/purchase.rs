//! Purchase orders: what to buy below the safety stock, the order's life, and its lines in lots.

use super::cost::PRICE_MAX;
use super::lines::{LINES_MAX, Units, check_lines};
use super::refused::{LineFault, LineRefused, PurchaseRefused};
use super::{Quantities, StockLevel};
use crate::language::{Language, Spoken, either};
use crate::menu::IngredientId;
use crate::money::{Cents, rounded};
use crate::orders::words;
use crate::staff::{KITCHEN_ROLES, MANAGER_ROLES, Role};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use uuid::Uuid;

/// A purchase order, for ever. Made by the screen or the statement that drafts it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PurchaseId(pub Uuid);

/// A supplier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SupplierId(pub i64);

/// Where a purchase order stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PurchaseState {
    /// Being written, or written by an inventory for a manager to look at.
    Draft,
    /// Sent to the supplier: expected.
    Sent,
    /// Some of it came.
    PartlyReceived,
    /// All of it came.
    Received,
    /// A manager expects what is missing no more.
    Closed,
    /// Given up before anything came.
    Cancelled,
}

words!(PurchaseState {
    Draft = "draft",
    Sent = "sent",
    PartlyReceived = "partly_received",
    Received = "received",
    Closed = "closed",
    Cancelled = "cancelled",
});

impl Spoken for PurchaseState {
    fn say(&self, language: Language) -> String {
        match self {
            PurchaseState::Draft => either(language, "brouillon", "draft"),
            PurchaseState::Sent => either(language, "attendue", "expected"),
            PurchaseState::PartlyReceived => either(language, "reçue en partie", "partly received"),
            PurchaseState::Received => either(language, "reçue", "received"),
            PurchaseState::Closed => either(language, "clôturée", "closed"),
            PurchaseState::Cancelled => either(language, "annulée", "cancelled"),
        }
    }
}

/// A transition of a purchase order and the roles that may bring it about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PurchaseStep {
    /// The state it leaves.
    pub from: PurchaseState,
    /// The state it reaches.
    pub to: PurchaseState,
    /// Who may.
    pub roles: &'static [Role],
}

/// The whole table of a purchase order's life.
pub const PURCHASE_STEPS: &[PurchaseStep] = {
    use PurchaseState::*;
    &[
        PurchaseStep { from: Draft, to: Sent, roles: MANAGER_ROLES },
        PurchaseStep { from: Draft, to: Cancelled, roles: MANAGER_ROLES },
        PurchaseStep { from: Sent, to: PartlyReceived, roles: KITCHEN_ROLES },
        PurchaseStep { from: Sent, to: Received, roles: KITCHEN_ROLES },
        PurchaseStep { from: Sent, to: Cancelled, roles: MANAGER_ROLES },
        // Another part came.
        PurchaseStep { from: PartlyReceived, to: PartlyReceived, roles: KITCHEN_ROLES },
        PurchaseStep { from: PartlyReceived, to: Received, roles: KITCHEN_ROLES },
        PurchaseStep { from: PartlyReceived, to: Closed, roles: MANAGER_ROLES },
    ]
};

impl PurchaseState {
    /// Whether a person of that role may bring an order that stands so to `to`.
    ///
    /// # Errors
    /// There is no such step, or it is another role's.
    pub fn check_step(self, to: PurchaseState, role: Role) -> Result<(), PurchaseRefused> {
        let step = PURCHASE_STEPS.iter().find(|step| step.from == self && step.to == to);
        match step {
            None => Err(PurchaseRefused::Step { state: self }),
            Some(step) if !step.roles.contains(&role) => Err(PurchaseRefused::Manager),
            Some(_) => Ok(()),
        }
    }

    /// Whether goods of it are still to come.
    pub fn is_expected(self) -> bool {
        matches!(self, PurchaseState::Sent | PurchaseState::PartlyReceived)
    }
}

/// One ingredient of a purchase order; quantities in its unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PurchaseLine {
    /// The ingredient.
    pub ingredient: IngredientId,
    /// What is ordered: whole lots. Nothing (0) for what came without having been ordered.
    pub ordered: i64,
    /// What came of it so far.
    pub received: i64,
    /// How much is sold at once.
    pub lot: i64,
    /// What a lot costs, without VAT, if that is known.
    pub lot_price: Option<Cents>,
}

impl PurchaseLine {
    /// What is still to come; nothing where more came than was ordered.
    pub fn outstanding(&self) -> i64 {
        (self.ordered - self.received).max(0)
    }

    /// What so many cost at the lot's price, rounded half up.
    pub fn price_of(&self, quantity: i64) -> Option<Cents> {
        let price = i128::from(self.lot_price?.0) * i128::from(quantity);
        (self.lot > 0).then(|| Cents(rounded(price, i128::from(self.lot))))
    }
}

/// What a purchase order is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Purchase {
    /// Its key.
    pub id: PurchaseId,
    /// Who sends; a draft may not know yet.
    pub supplier: Option<SupplierId>,
    /// Where it stands.
    pub state: PurchaseState,
    /// What is ordered; each ingredient once.
    pub lines: Vec<PurchaseLine>,
    /// Grows with each change.
    pub version: i64,
}

impl Purchase {
    /// Checks what a person wrote into a draft.
    ///
    /// # Errors
    /// It is no draft, empty or too long, or a line does not stand.
    pub fn check_draft(&self, units: &Units) -> Result<(), PurchaseRefused> {
        if self.state != PurchaseState::Draft {
            return Err(PurchaseRefused::Step { state: self.state });
        }
        if self.lines.is_empty() || self.lines.len() > LINES_MAX {
            return Err(PurchaseRefused::Lines { count: self.lines.len() });
        }
        check_lines(self.lines.iter().map(|line| (line.ingredient, line.ordered)), units, 1)?;
        for &PurchaseLine { ingredient, ordered, lot, lot_price, .. } in &self.lines {
            let priced = lot_price.is_none_or(|it| it >= Cents::ZERO && it <= PRICE_MAX);
            let fault = match priced {
                false => LineFault::Price,
                true if lot <= 0 || ordered % lot != 0 => {
                    LineFault::Lot { lot, unit: units[&ingredient] }
                }
                true => continue,
            };
            return Err(LineRefused { ingredient, fault }.into());
        }
        Ok(())
    }

    /// What all of it costs without VAT; none where a price is missing.
    pub fn total(&self) -> Option<Cents> {
        self.lines.iter().map(|line| line.price_of(line.ordered)).sum()
    }
}

/// A quantity in whole lots, rounded up. `lot` is above zero.
pub fn in_lots(quantity: i64, lot: i64) -> i64 {
    match quantity {
        needed if needed > 0 => (needed + lot - 1) / lot * lot,
        _ => 0,
    }
}

/// Where an ingredient is bought, and in what lots.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// The ingredient.
    pub ingredient: IngredientId,
    /// Who sells it; none where nobody was chosen yet.
    pub supplier: Option<SupplierId>,
    /// How much is sold at once, in the ingredient's unit.
    pub lot: i64,
    /// What a lot costs, without VAT.
    pub lot_price: Option<Cents>,
    /// Whether it is bought there first, where several sell it.
    pub preferred: bool,
}

/// Of the offers of each ingredient the one that is bought: the preferred one, else the cheapest of
/// those with a price, else that of the supplier who was there first. By ingredient.
pub fn chosen(offers: &[Offer]) -> Vec<Offer> {
    let dearer = |one: &Offer, other: &Offer| {
        let price =
            |it: &Offer, lot: i64| it.lot_price.map(|it| i128::from(it.0) * i128::from(lot));
        match (price(one, other.lot), price(other, one.lot)) {
            (Some(one), Some(other)) => one.cmp(&other),
            (one, other) => other.is_some().cmp(&one.is_some()),
        }
    };
    let mut by_liking = offers.to_vec();
    by_liking.sort_by(|one, other| {
        let first = one.ingredient.cmp(&other.ingredient);
        first
            .then(other.preferred.cmp(&one.preferred))
            .then_with(|| dearer(one, other))
            .then(one.supplier.cmp(&other.supplier))
    });
    by_liking.dedup_by_key(|it| it.ingredient);
    by_liking
}

/// What to buy (UC13): for each ingredient that is at its safety stock or below, with what is expected
/// already (orders not received, drafts, transfers under way), the fewest lots that bring it above. By
/// supplier, a purchase order each. `offers` has one of each ingredient ([`chosen`]).
pub fn to_buy(
    levels: &[StockLevel],
    expected: &Quantities,
    offers: &[Offer],
) -> BTreeMap<Option<SupplierId>, Vec<PurchaseLine>> {
    let mut orders = BTreeMap::<_, Vec<_>>::new();
    for offer in offers.iter().filter(|offer| offer.lot > 0) {
        let ingredient = offer.ingredient;
        let Some(level) = levels.iter().find(|level| level.ingredient == ingredient) else {
            continue;
        };
        let coming = level.projected() + expected.get(&ingredient).copied().unwrap_or(0);
        let ordered = in_lots(level.safety + 1 - coming, offer.lot);
        if ordered > 0 {
            let Offer { lot, lot_price, .. } = *offer;
            let line = PurchaseLine { ingredient, ordered, received: 0, lot, lot_price };
            orders.entry(offer.supplier).or_default().push(line);
        }
    }
    orders
}

#[cfg(test)]
mod tests;
