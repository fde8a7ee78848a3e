//! Google's ways: which of its two services is asked, where they are, and how a travel is estimated where
//! none is, or does not answer.

use super::{ServiceRefused, address};
use crate::delivery::{TravelRule, TypedTravel};
use crate::orders::words;
use serde::{Deserialize, Serialize};

/// Who works ways out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WaysBy {
    /// The Directions API, which new projects cannot have any more.
    Directions,
    /// The Routes API.
    Routes,
    /// Nobody: travels are estimated.
    Nobody,
}

words!(WaysBy { Directions = "directions", Routes = "routes", Nobody = "nobody" });

/// What is entered of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Google {
    /// Which service.
    pub ways_by: WaysBy,
    /// Where the Directions API is.
    pub directions_address: String,
    /// Where the Routes API is.
    pub routes_address: String,
    /// How a travel is estimated.
    pub estimate: TravelRule,
}

impl Default for Google {
    fn default() -> Google {
        Google {
            ways_by: WaysBy::Directions,
            directions_address: "https://maps.googleapis.com/maps/api/directions/json".to_owned(),
            routes_address: "https://routes.googleapis.com/directions/v2:computeRoutes".to_owned(),
            estimate: TravelRule::default(),
        }
    }
}

impl Google {
    /// The address that is asked; none where nobody is.
    pub fn asked(&self) -> Option<&str> {
        match self.ways_by {
            WaysBy::Directions => Some(&self.directions_address),
            WaysBy::Routes => Some(&self.routes_address),
            WaysBy::Nobody => None,
        }
    }

    /// As it stands in its form.
    pub fn typed(&self) -> TypedGoogle {
        TypedGoogle {
            ways_by: self.ways_by,
            directions_address: self.directions_address.clone(),
            routes_address: self.routes_address.clone(),
            estimate: self.estimate.typed(),
        }
    }
}

/// As it was typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypedGoogle {
    /// Which service.
    pub ways_by: WaysBy,
    /// Where the Directions API is.
    pub directions_address: String,
    /// Where the Routes API is.
    pub routes_address: String,
    /// How a travel is estimated.
    pub estimate: TypedTravel,
}

impl TypedGoogle {
    /// Reads what was typed.
    ///
    /// # Errors
    /// What is wrong, at its field.
    pub fn check(&self) -> Result<Google, ServiceRefused> {
        Ok(Google {
            ways_by: self.ways_by,
            directions_address: address(&self.directions_address, "google-directions")?,
            routes_address: address(&self.routes_address, "google-routes")?,
            estimate: self.estimate.check().map_err(ServiceRefused::Travel)?,
        })
    }
}
