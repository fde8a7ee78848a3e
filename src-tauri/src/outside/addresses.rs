//! Addresses, completed and placed by the Base Adresse Nationale. Who types asks again with the next letter:
//! nothing is repeated here.

use super::http::{Outside, ask, quoted};
use domain::delivery::{FoundAddress, Position};
use domain::settings::{AddressBook, ServiceFault};
use serde::Deserialize;

/// How many addresses are offered.
const OFFERED: &str = "5";
/// Between these lengths, in characters, the service looks for something.
const TYPED_CHARACTERS: std::ops::RangeInclusive<usize> = 3..=200;

/// What knows addresses.
pub trait Addresses {
    /// Those that begin as it is typed, the likeliest first; near somewhere, the nearest of them.
    fn find(
        &self,
        typed: &str,
        near: Option<Position>,
    ) -> impl Future<Output = Result<Vec<FoundAddress>, ServiceFault>> + Send;
}

/// The Base Adresse Nationale.
pub struct BaseAdresseNationale<'a> {
    /// The line.
    pub outside: &'a Outside,
    /// What is entered of it.
    pub entered: AddressBook,
}

#[derive(Deserialize)]
struct Collection {
    features: Vec<Feature>,
}

#[derive(Deserialize)]
struct Feature {
    geometry: Geometry,
    properties: Properties,
}

#[derive(Deserialize)]
struct Geometry {
    /// Longitude first (RFC 7946, 3.1.1).
    coordinates: (f64, f64),
}

#[derive(Deserialize)]
struct Properties {
    label: String,
    name: String,
    #[serde(default)]
    postcode: String,
    #[serde(default)]
    city: String,
}

#[derive(Deserialize)]
struct Failed {
    message: String,
}

impl Addresses for BaseAdresseNationale<'_> {
    async fn find(
        &self,
        typed: &str,
        near: Option<Position>,
    ) -> Result<Vec<FoundAddress>, ServiceFault> {
        let typed = typed.trim();
        if !TYPED_CHARACTERS.contains(&typed.chars().count()) {
            return Ok(Vec::new());
        }
        let mut query = vec![
            ("q", typed.to_owned()),
            ("autocomplete", "1".to_owned()),
            ("limit", OFFERED.to_owned()),
        ];
        if let Some((latitude, longitude)) = near.map(Position::degrees) {
            query.extend([("lat", latitude.to_string()), ("lon", longitude.to_string())]);
        }
        let request = self.outside.client()?.get(&self.entered.search_address).query(&query);
        let answer = ask(request, ("addresses", "search"), self.outside.deadline()).await?;
        let words = || {
            let said = answer.json::<Failed>().map(|it| quoted(&it.message));
            said.unwrap_or_else(|_| format!("HTTP {}", answer.status))
        };
        match answer.status {
            200 => {
                let all: Collection = answer.json()?;
                Ok(all.features.into_iter().filter_map(found).collect())
            }
            429 => Err(ServiceFault::TooMuch { words: words() }),
            500.. => Err(ServiceFault::Troubled { words: words() }),
            _ => Err(ServiceFault::Refused { words: words() }),
        }
    }
}

/// An address as it is offered; one that is nowhere is not.
fn found(feature: Feature) -> Option<FoundAddress> {
    let Feature { geometry: Geometry { coordinates: (longitude, latitude) }, properties } = feature;
    let position = Position::of_degrees(latitude, longitude)?;
    let Properties { label, name, postcode, city } = properties;
    Some(FoundAddress { label, street: name, postcode, city, position })
}
