//! The services on the Internet that the group uses for payments, text messages, ways and addresses: what is entered
//! of each at an office, and how it is tried out. Their credentials are among the group's secrets; what
//! goes to each, and what its answers mean, is the backend's `outside`.

mod addresses;
mod calls;
mod digitaleo;
mod fault;
mod google;
mod paypal;
mod refused;
mod tiles;

pub use addresses::{AddressBook, TypedAddressBook};
pub use calls::{ReadServices, ServiceStands, ServiceTried, SetService, TestService};
pub use digitaleo::{Digitaleo, SENDER_CHARACTERS_MAX, SmsForm, TypedDigitaleo};
pub use fault::ServiceFault;
pub use google::{Google, TypedGoogle, WaysBy};
pub use paypal::{LINK_MINUTES, Paypal, PaypalSite, TypedPaypal};
pub use refused::ServiceRefused;
pub use tiles::{DEEPEST_ZOOM, MapGround, MapTile, ReadMapGround, TileServer, TypedTileServer};

use super::Service;
use serde::{Deserialize, Serialize};

/// What is entered of a service, checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "service", rename_all = "snake_case")]
pub enum EnteredService {
    /// Payments.
    Paypal(Paypal),
    /// Text messages.
    Digitaleo(Digitaleo),
    /// Ways.
    Google(Google),
    /// Addresses.
    Addresses(AddressBook),
    /// The ground of the map.
    Tiles(TileServer),
}

/// As it was typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "service", rename_all = "snake_case")]
pub enum TypedService {
    /// Payments.
    Paypal(TypedPaypal),
    /// Text messages.
    Digitaleo(TypedDigitaleo),
    /// Ways.
    Google(TypedGoogle),
    /// Addresses.
    Addresses(TypedAddressBook),
    /// The ground of the map.
    Tiles(TypedTileServer),
}

impl EnteredService {
    /// Which one it is.
    pub fn service(&self) -> Service {
        match self {
            EnteredService::Paypal(_) => Service::Paypal,
            EnteredService::Digitaleo(_) => Service::Digitaleo,
            EnteredService::Google(_) => Service::Google,
            EnteredService::Addresses(_) => Service::Addresses,
            EnteredService::Tiles(_) => Service::Tiles,
        }
    }

    /// As it stands in its form.
    pub fn typed(&self) -> TypedService {
        match self {
            EnteredService::Paypal(it) => TypedService::Paypal(it.typed()),
            EnteredService::Digitaleo(it) => TypedService::Digitaleo(it.typed()),
            EnteredService::Google(it) => TypedService::Google(it.typed()),
            EnteredService::Addresses(it) => TypedService::Addresses(it.typed()),
            EnteredService::Tiles(it) => TypedService::Tiles(it.typed()),
        }
    }

    /// What is usual, for who enters it first; none of a service that is entered in another way.
    pub fn usual(service: Service) -> Option<EnteredService> {
        match service {
            Service::Paypal => Some(EnteredService::Paypal(Paypal::default())),
            Service::Digitaleo => Some(EnteredService::Digitaleo(Digitaleo::default())),
            Service::Google => Some(EnteredService::Google(Google::default())),
            Service::Addresses => Some(EnteredService::Addresses(AddressBook::default())),
            Service::Tiles => Some(EnteredService::Tiles(TileServer::default())),
            Service::Mail | Service::Sentry => None,
        }
    }
}

impl TypedService {
    /// Reads what was typed.
    ///
    /// # Errors
    /// What is wrong, at its field.
    pub fn check(&self) -> Result<EnteredService, ServiceRefused> {
        Ok(match self {
            TypedService::Paypal(it) => EnteredService::Paypal(it.check()?),
            TypedService::Digitaleo(it) => EnteredService::Digitaleo(it.check()?),
            TypedService::Google(it) => EnteredService::Google(it.check()?),
            TypedService::Addresses(it) => EnteredService::Addresses(it.check()?),
            TypedService::Tiles(it) => EnteredService::Tiles(it.check()?),
        })
    }
}

const ADDRESS_CHARACTERS_MAX: usize = 300;

/// Reads the address of a service: `https`, or `http` to this machine itself, without a name, a question or
/// a fragment in it. Whatever goes there goes protected.
fn address(typed: &str, field: &'static str) -> Result<String, ServiceRefused> {
    let typed = typed.trim();
    let is_one = is_place(typed, b"/-._~:%");
    if is_one { Ok(typed.to_owned()) } else { Err(ServiceRefused::Address { field }) }
}

/// Whether something can be asked for there, in whose path nothing stands but letters, digits and these.
fn is_place(typed: &str, signs: &[u8]) -> bool {
    let (host, is_protected) = match (typed.strip_prefix("https://"), typed.strip_prefix("http://"))
    {
        (Some(rest), _) => (rest, true),
        (None, Some(rest)) => (rest, false),
        (None, None) => return false,
    };
    let (authority, path) = host.split_once('/').unwrap_or((host, ""));
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) => (host, port.parse().unwrap_or(0)),
        None => (authority, 443_u16),
    };
    let is_host = !host.is_empty()
        && host.bytes().all(|it| it.is_ascii_alphanumeric() || b".-".contains(&it));
    let is_path = path.bytes().all(|it| it.is_ascii_alphanumeric() || signs.contains(&it));
    let is_allowed = is_protected || ["localhost", "127.0.0.1"].contains(&host);
    typed.len() <= ADDRESS_CHARACTERS_MAX && is_host && port != 0 && is_path && is_allowed
}

#[cfg(test)]
mod tests;
