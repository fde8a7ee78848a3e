//! The ground of the map: a server of tiles, by the rule that maps on the Internet have in common (a square of
//! 256 pixels by zoom, column and row of the Mercator projection). Where it is, and whose the map is.

use super::{ServiceRefused, is_place};
use serde::{Deserialize, Serialize};

/// The deepest zoom that is asked for: there a tile is some eighty metres wide.
pub const DEEPEST_ZOOM: u8 = 19;
/// The longest mention, in characters.
const MENTION_CHARACTERS_MAX: usize = 80;
/// What stands in the address for a tile's three numbers.
const NUMBERS: [&str; 3] = ["{z}", "{x}", "{y}"];

/// What is entered of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TileServer {
    /// Where a tile is, with `{z}`, `{x}` and `{y}` for its numbers.
    pub tile_address: String,
    /// Whose the map is, which has to be said on it.
    pub mention: String,
}

impl Default for TileServer {
    /// The plan of the Institut national de l’information géographique, which is open to all (Géoplateforme).
    fn default() -> TileServer {
        TileServer {
            tile_address: "https://data.geopf.fr/wmts?SERVICE=WMTS&VERSION=1.0.0&REQUEST=GetTile\
                &LAYER=GEOGRAPHICALGRIDSYSTEMS.PLANIGNV2&STYLE=normal&FORMAT=image/png\
                &TILEMATRIXSET=PM&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}"
                .to_owned(),
            mention: "© IGN".to_owned(),
        }
    }
}

impl TileServer {
    /// As it stands in its form.
    pub fn typed(&self) -> TypedTileServer {
        TypedTileServer { tile_address: self.tile_address.clone(), mention: self.mention.clone() }
    }

    /// Where that tile is.
    pub fn address_of(&self, tile: MapTile) -> String {
        let numbers = [tile.zoom.into(), tile.column, tile.row];
        NUMBERS
            .into_iter()
            .zip(numbers)
            .fold(self.tile_address.clone(), |address, (name, number)| {
                address.replace(name, &number.to_string())
            })
    }
}

/// As it was typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypedTileServer {
    /// Where a tile is.
    pub tile_address: String,
    /// Whose the map is.
    pub mention: String,
}

impl TypedTileServer {
    /// Reads what was typed.
    ///
    /// # Errors
    /// What is wrong, at its field.
    pub fn check(&self) -> Result<TileServer, ServiceRefused> {
        let address = self.tile_address.trim();
        // Behind the server's name, which is the same for all tiles.
        let path = address.splitn(4, '/').nth(3).unwrap_or_default();
        let is_once = |text: &str, number: &str| text.matches(number).count() == 1;
        let is_named_once = NUMBERS.iter().all(|it| is_once(path, it) && is_once(address, it));
        let bare = NUMBERS.iter().fold(address.to_owned(), |bare, it| bare.replace(it, "0"));
        if !is_named_once || !is_place(&bare, b"/-._~:%?&=+,") {
            return Err(ServiceRefused::TileAddress);
        }
        if has_key(address) {
            return Err(ServiceRefused::TileKey);
        }
        let mention = self.mention.trim();
        let is_mention = (1..=MENTION_CHARACTERS_MAX).contains(&mention.chars().count())
            && !mention.chars().any(char::is_control);
        if !is_mention {
            return Err(ServiceRefused::Mention);
        }
        Ok(TileServer { tile_address: address.to_owned(), mention: mention.to_owned() })
    }
}

/// Whether a key stands in an address: a setting is read by every counter, and is no place for a secret.
fn has_key(address: &str) -> bool {
    let (_, query) = address.split_once('?').unwrap_or_default();
    let mut names = query.split('&').filter_map(|pair| pair.split('=').next());
    names.any(|name| {
        let name = name.to_ascii_lowercase();
        ["key", "token", "secret", "signature"].iter().any(|it| name.contains(it))
    })
}

/// A tile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct MapTile {
    zoom: u8,
    column: u32,
    row: u32,
}

impl MapTile {
    /// The tile of these numbers; none where there is none.
    pub fn of(zoom: u8, column: u32, row: u32) -> Option<MapTile> {
        let is_there = zoom <= DEEPEST_ZOOM && column >> zoom == 0 && row >> zoom == 0;
        is_there.then_some(MapTile { zoom, column, row })
    }

    /// The tile that a path names: `/14/8298/5635`.
    pub fn of_path(path: &str) -> Option<MapTile> {
        let mut numbers = path.strip_prefix('/')?.split('/');
        let mut next = || {
            let digits = numbers.next()?;
            // `+1` would be a number, too.
            digits.bytes().all(|it| it.is_ascii_digit()).then_some(digits)
        };
        let (zoom, column, row) =
            (next()?.parse().ok()?, next()?.parse().ok()?, next()?.parse().ok()?);
        numbers.next().is_none().then(|| MapTile::of(zoom, column, row)).flatten()
    }

    /// Its name among those that are kept: `14-8298-5635`.
    pub fn name(self) -> String {
        let MapTile { zoom, column, row } = self;
        format!("{zoom}-{column}-{row}")
    }
}

/// The map's ground, as a counter's screen draws it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MapGround {
    /// Whose the map is.
    pub mention: String,
    /// The deepest zoom there is.
    pub deepest_zoom: u8,
}

/// On what the map of deliveries is drawn; none: on nothing but a scale.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ReadMapGround {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Refusal;

    fn typed(address: &str, mention: &str) -> TypedTileServer {
        TypedTileServer { tile_address: address.to_owned(), mention: mention.to_owned() }
    }

    #[test]
    fn an_address_names_each_number_once_and_has_no_key() {
        for good in [
            "https://tile.openstreetmap.org/{z}/{x}/{y}.png",
            " https://data.geopf.fr/wmts?TILEMATRIX={z}&TILEROW={y}&TILECOL={x} ",
            "http://127.0.0.1:47104/{z}/{x}/{y}.png",
        ] {
            let read = typed(good, " © OpenStreetMap ").check().expect(good);
            assert_eq!(
                (read.tile_address.as_str(), read.mention.as_str()),
                (good.trim(), "© OpenStreetMap")
            );
        }
        for (address, mention, field) in [
            ("", "x", "tiles-address"),
            ("https://tile.example.fr/{z}/{x}.png", "x", "tiles-address"),
            ("https://tile.example.fr/{z}/{x}/{y}/{y}.png", "x", "tiles-address"),
            ("https://tile.example.fr/{z}/{x}/{y}/{s}.png", "x", "tiles-address"),
            ("http://tile.example.fr/{z}/{x}/{y}.png", "x", "tiles-address"),
            ("https://{z}/{x}/{y}", "x", "tiles-address"),
            ("https://tile.example.fr/{z}/{x}/{y}.png#a", "x", "tiles-address"),
            ("https://tile.example.fr/{z}/{x}/{y}?apiKey=secret", "x", "tiles-address"),
            ("https://tile.example.fr/{z}/{x}/{y}?access_token=secret", "x", "tiles-address"),
            ("https://tile.example.fr/{z}/{x}/{y}.png", " ", "tiles-mention"),
            ("https://tile.example.fr/{z}/{x}/{y}.png", &"x".repeat(81), "tiles-mention"),
        ] {
            let refused = typed(address, mention).check().expect_err(address);
            assert_eq!(refused.field().as_deref(), Some(field), "{address}");
        }
    }

    #[test]
    fn a_tile_is_where_its_numbers_say() {
        let tile = MapTile::of_path("/14/8298/5635").expect("a tile");
        assert_eq!(
            (Some(tile), tile.name().as_str()),
            (MapTile::of(14, 8298, 5635), "14-8298-5635")
        );
        let server = TileServer {
            tile_address: "https://a.fr/{x}/{y}/{z}".to_owned(),
            ..TileServer::default()
        };
        assert_eq!(server.address_of(tile), "https://a.fr/8298/5635/14");
        assert!(MapTile::of_path("/0/0/0").is_some() && MapTile::of_path("/19/524287/0").is_some());
        for none in [
            "",
            "/",
            "/14/8298",
            "/14/8298/5635/1",
            "14/8298/5635",
            "/14/16384/0",
            "/14/0/16384",
            "/20/0/0",
            "/-1/0/0",
            "/+1/0/0",
            "/14/8298/5635.png",
            "/14//5635",
            "/300/0/0",
            "/../14/0/0",
        ] {
            assert_eq!(MapTile::of_path(none), None, "{none}");
        }
    }
}
