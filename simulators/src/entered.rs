//! What is entered of the services at an office so that they are the ones played here.

use crate::{Addresses, Digitaleo, Google, Paypal, Tiles};
use serde_json::{Value, json};

/// The services of a demonstration.
pub struct Played {
    /// Text messages.
    pub sms: Digitaleo,
    /// Ways.
    pub map: Google,
    /// Addresses.
    pub book: Addresses,
    /// The ground of the map.
    pub ground: Tiles,
    /// Payments on the Internet.
    pub purse: Paypal,
}

impl Played {
    /// As `oc-pizza service set` reads them.
    pub fn services(&self) -> [Value; 5] {
        [
            json!({
                "service": "digitaleo", "token_address": self.sms.token_address(),
                "sms_address": self.sms.sms_address(), "sender": "OCPizza", "form": "json",
            }),
            json!({
                "service": "google", "ways_by": "directions",
                "directions_address": self.map.directions_address(),
                "routes_address": self.map.routes_address(),
                "estimate": { "factor": "140", "speed": "25" },
            }),
            json!({ "service": "addresses", "search_address": self.book.search_address() }),
            json!({
                "service": "tiles", "tile_address": self.ground.tile_address(),
                "mention": "OC Pizza",
            }),
            json!({
                "service": "paypal", "site": "sandbox",
                "sandbox_address": self.purse.address(), "live_address": self.purse.address(),
                "return_address": self.purse.address(), "link_minutes": "180",
            }),
        ]
    }

    /// What `oc-pizza secret set` is to be told, by name.
    pub fn secrets() -> [(&'static str, &'static str); 5] {
        [
            ("digitaleo-login", Digitaleo::LOGIN),
            ("digitaleo-password", Digitaleo::PASSWORD),
            ("google-key", Google::KEY),
            ("paypal-client-id", Paypal::CLIENT_ID),
            ("paypal-secret", Paypal::SECRET),
        ]
    }
}
