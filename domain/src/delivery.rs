//! Deliveries: where places are, the way from one to another, and how long it takes. Who makes a run and
//! what becomes of it is [`crate::runs`].

mod place;
mod travel;
mod way;

pub use place::{FoundAddress, Position, metres_between};
pub use travel::{Travel, TravelRefused, TravelRule, TypedTravel, travel};
pub use way::{Leg, STOPS_MAX, Way, WayAsked, map_link, map_link_to};
