//! What being brought an order costs, and from which amount it is brought at all.

use super::price::PricedLine;
use super::refused::OrderRefused;
use crate::menu::{Changes, VatClass};
use crate::money::{Cents, VatRate, share};
use crate::stock::Quantities;
use serde::{Deserialize, Serialize};

/// The name of the fee on a ticket, which is in French like everything there.
const LABEL: &str = "Livraison";

/// The group's rules of delivery. Amounts are of what is ordered, discounts taken off.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeliveryRules {
    /// What it costs, VAT included.
    pub fee: Cents,
    /// From so much on it costs nothing; none: always the fee.
    pub free_from: Option<Cents>,
    /// Below it nothing is brought; none: anything is.
    pub minimum: Option<Cents>,
}

impl DeliveryRules {
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
