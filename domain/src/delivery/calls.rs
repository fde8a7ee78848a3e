//! What a screen can ask about deliveries.

use super::settings::{ShopPlace, TypedDelivery, TypedPlace};
use super::zone::Reference;
use super::{FoundAddress, Position, Travel};
use crate::calls;
use crate::orders::{DeliveryRules, LineRequest};
use crate::staff::{AT_THE_COUNTER, GROUP_MANAGERS, MANAGERS};
use serde::{Deserialize, Serialize};

/// The addresses that begin as it is typed, the nearest to this shop first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompleteAddress {
    /// As typed so far.
    pub typed: String,
}

/// What the service of addresses has to say; whatever that is, an address can be typed by hand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Completion {
    /// These; none: it knows no such address, or too little was typed.
    Found(Vec<FoundAddress>),
    /// It does not answer.
    Silent,
    /// The group has entered none.
    NotEntered,
}

/// Which shop brings it there, and how long this one would be on its way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindDeliveringShop {
    /// Where to.
    pub to: Position,
    /// What is ordered so far.
    pub lines: Vec<LineRequest>,
}

/// Who delivers to a place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeliveringShop {
    /// The shop of reference.
    pub reference: Reference,
    /// From this shop; none: it does not deliver, or nobody entered where it is.
    pub here: Option<Travel>,
}

/// What is set of deliveries: the group's rules, and where the shops are that may be seen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadDeliverySettings {}

/// What is set of deliveries.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeliverySettings {
    /// The group's rules.
    pub rules: DeliveryRules,
    /// Grows with each change of them.
    pub version: i64,
    /// The shops, by code.
    pub shops: Vec<ShopPlace>,
}

/// Sets the group's rules, for orders from now on. Whoever changed them meanwhile is not overwritten. The
/// same once more is done already. No command: it is done now or not at all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetDeliveryRules {
    /// Of what was read.
    pub version: i64,
    /// What was typed.
    pub typed: TypedDelivery,
}

/// Sets where a shop is and whether it delivers, in the same way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetShopPlace {
    /// The shop's code.
    pub shop: String,
    /// Of what was read.
    pub version: i64,
    /// What was typed.
    pub typed: TypedPlace,
}

calls! {
    /// The calls about deliveries.
    "delivery" DeliveryCall {
        CompleteAddress -> Completion, AT_THE_COUNTER, [Counter, Office];
        FindDeliveringShop -> DeliveringShop, AT_THE_COUNTER, [Counter];
        ReadDeliverySettings -> DeliverySettings, MANAGERS, [Office];
        SetDeliveryRules -> DeliverySettings, GROUP_MANAGERS, [Office];
        SetShopPlace -> DeliverySettings, GROUP_MANAGERS, [Office];
    }
}
