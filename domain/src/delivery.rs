//! Deliveries: where places are, the way from one to another, how long it takes, and which shop brings an
//! order. Who makes a run and what becomes of it is [`crate::runs`].

mod calls;
mod hours;
mod place;
mod settings;
mod travel;
mod way;
mod zone;

pub use calls::{
    CompleteAddress, Completion, DeliveringShop, DeliveryCall, DeliverySettings,
    FindDeliveringShop, ReadDeliverySettings, SetDeliveryRules, SetShopPlace,
};
pub use hours::{Hours, is_open};
pub use place::{FoundAddress, Position, metres_between};
pub use settings::{CheckedPlace, DeliverySetRefused, ShopPlace, TypedDelivery, TypedPlace};
pub use travel::{Travel, TravelRefused, TravelRule, TypedTravel, travel};
pub use way::{Leg, STOPS_MAX, Way, WayAsked, map_link, map_link_to};
pub use zone::{Brings, Candidate, Reference, shop_of_reference};
