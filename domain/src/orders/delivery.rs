//! What being brought an order costs, from which amount and how far it is brought at all.

use super::price::PricedLine;
use super::refused::OrderRefused;
use crate::customers::DeliveryAddress;
use crate::delivery::{Position, Travel};
use crate::menu::{Changes, VatClass};
use crate::money::{Cents, VatRate, share};
use crate::stock::Quantities;
use serde::{Deserialize, Serialize};

/// The name of the fee on a ticket, which is in French like everything there.
const LABEL: &str = "Livraison";

/// The group's rules of delivery. Amounts are of what is ordered, discounts taken off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeliveryRules {
    /// What it costs, VAT included.
    pub fee: Cents,
    /// From so much on it costs nothing; none: always the fee.
    pub free_from: Option<Cents>,
    /// Below it nothing is brought; none: anything is.
    pub minimum: Option<Cents>,
    /// The longest travel, in minutes: beyond it nothing is brought.
    #[serde(default = "longest_travel")]
    pub minutes_max: u32,
    /// What is counted for the travel to where nobody knows the place of, in minutes.
    #[serde(default = "usual_travel")]
    pub minutes_usual: u32,
}

/// What the group begins with, in minutes.
fn longest_travel() -> u32 {
    30
}

/// What the group begins with, in minutes.
fn usual_travel() -> u32 {
    15
}

impl Default for DeliveryRules {
    fn default() -> DeliveryRules {
        DeliveryRules {
            fee: Cents::ZERO,
            free_from: None,
            minimum: None,
            minutes_max: longest_travel(),
            minutes_usual: usual_travel(),
        }
    }
}

impl DeliveryRules {
    /// What is counted for the travel to where nobody knows the place of.
    pub fn usual(&self) -> Travel {
        Travel { minutes: self.minutes_usual, is_estimate: true }
    }

    /// How long an order is on its way from a shop, which delivers or does not; the travel is none where
    /// one of both places is not known, and then nobody can say that it is too far.
    ///
    /// # Errors
    /// The shop does not bring it there.
    pub fn on_its_way(
        &self,
        delivers: bool,
        travel: Option<Travel>,
    ) -> Result<Travel, OrderRefused> {
        match travel {
            _ if !delivers => Err(OrderRefused::NotDelivering),
            None => Ok(self.usual()),
            Some(travel) if travel.minutes > self.minutes_max => {
                Err(OrderRefused::TooFar { minutes: travel.minutes, most: self.minutes_max })
            }
            Some(travel) => Ok(travel),
        }
    }

    /// What it costs to bring that much.
    pub fn fee_of(&self, goods: Cents) -> Cents {
        match self.free_from {
            Some(from) if goods >= from => Cents::ZERO,
            _ => self.fee,
        }
    }

    /// What that much still lacks to be brought.
    pub fn lacks(&self, goods: Cents) -> Option<Cents> {
        self.minimum.map(|minimum| minimum - goods).filter(|lacks| *lacks > Cents::ZERO)
    }

    /// Whether that much is brought.
    ///
    /// # Errors
    /// It is below the minimum.
    pub fn check(&self, goods: Cents) -> Result<(), OrderRefused> {
        match (self.lacks(goods), self.minimum) {
            (Some(lacks), Some(minimum)) => Err(OrderRefused::BelowMinimum { minimum, lacks }),
            _ => Ok(()),
        }
    }
}

/// Shares the fee over what is brought, in proportion: it is accessory to the sale and is taxed as that
/// (CGI art. 267 I 2°; BOI-TVA-BASE-10-20-20). One part a class of tax, in the order in which they come.
pub fn fee_parts(
    fee: Cents,
    goods: impl Iterator<Item = (VatClass, VatRate, Cents)>,
) -> Vec<(VatClass, VatRate, Cents)> {
    let mut parts: Vec<(VatClass, VatRate, Cents)> = Vec::new();
    for (class, rate, gross) in goods {
        match parts.iter_mut().find(|known| (known.0, known.1) == (class, rate)) {
            Some((_, _, sum)) => *sum += gross,
            None => parts.push((class, rate, gross)),
        }
    }
    let weights: Vec<Cents> = parts.iter().map(|(_, _, gross)| *gross).collect();
    let shares = share(fee, &weights);
    let parts = parts.into_iter().zip(shares).map(|((class, rate, _), part)| (class, rate, part));
    parts.filter(|(_, _, part)| *part > Cents::ZERO).collect()
}

/// The fee as lines of the order.
pub(super) fn fee_lines(fee: Cents, lines: &[PricedLine], at: usize) -> Vec<PricedLine> {
    let goods = lines.iter().map(|line| (line.vat_class, line.vat_rate, line.gross()));
    let part = |(vat_class, vat_rate, unit_price)| PricedLine {
        line: at,
        formula: None,
        dish: None,
        name: LABEL.to_owned(),
        changes: Changes::default(),
        quantity: 1,
        unit_price,
        discount: Cents::ZERO,
        vat_class,
        vat_rate,
        cooking_minutes: None,
        note: None,
        portions: Vec::new(),
        need: Quantities::new(),
    };
    fee_parts(fee, goods).into_iter().map(part).collect()
}

/// What a promise was made for: as long as neither changes, what was announced stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PromisedFor {
    /// Pizzas in it.
    pub pizzas: u32,
    /// Where it is brought, as far as that is known; none: it is not brought.
    pub brought: Option<Option<Position>>,
}

impl PromisedFor {
    /// So many pizzas, brought there or not.
    pub fn of(pizzas: u32, delivery: Option<&DeliveryAddress>) -> PromisedFor {
        PromisedFor { pizzas, brought: delivery.map(|it| it.position) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_too_far_is_not_brought_and_what_nobody_knows_is() {
        let rules = DeliveryRules::default();
        let travel = |minutes| Some(Travel { minutes, is_estimate: false });
        let too_far = |minutes| Err(OrderRefused::TooFar { minutes, most: 30 });
        for (delivers, known, expected) in [
            (true, travel(1), Ok(1)),
            (true, travel(30), Ok(30)),
            (true, travel(31), too_far(31)),
            (true, None, Ok(15)),
            (false, travel(1), Err(OrderRefused::NotDelivering)),
            (false, None, Err(OrderRefused::NotDelivering)),
        ] {
            let found = rules.on_its_way(delivers, known).map(|it| it.minutes);
            assert_eq!(found, expected, "{delivers} {known:?}");
        }
        assert!(rules.usual().is_estimate);
    }

    #[test]
    fn a_promise_is_for_so_many_pizzas_and_a_place() {
        let at = |position| DeliveryAddress { position, ..DeliveryAddress::default() };
        let here = Position::of_degrees(43.4, 3.69);
        let floor = DeliveryAddress { floor: Some("3".to_owned()), ..at(here) };
        let of = PromisedFor::of;
        assert_eq!(of(2, Some(&at(here))), of(2, Some(&floor)));
        assert_ne!(of(2, Some(&at(here))), of(3, Some(&at(here))));
        assert_ne!(of(2, Some(&at(here))), of(2, Some(&at(None))));
        assert_ne!(of(2, Some(&at(None))), of(2, None));
        assert_eq!(of(2, None), of(2, None));
    }

    #[test]
    fn rules_that_were_kept_before_have_the_usual_limits() {
        let kept = serde_json::json!({ "fee": 100, "free_from": null, "minimum": null });
        let rules: DeliveryRules = serde_json::from_value(kept).expect("rules");
        assert_eq!(rules, DeliveryRules { fee: Cents(100), ..DeliveryRules::default() });
    }
}
