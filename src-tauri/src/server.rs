//! The server: where it is, what it needs, and the steps of a terminal's first start.
//!
//! These calls are answered without a shop, since there may be none yet. The order of the steps
//! is in [`step`]; going to a server is `connect`'s, what its answers mean `refused`'s, which of
//! its hosts is worked with `primary`'s, and remembering where it is `place`'s.

mod check;
pub mod connect;
mod line;
mod place;
mod primary;
mod refused;
pub(crate) mod store;

pub use check::check;
pub use line::Line;
pub use place::{Known, Misplaced, Place};
pub use primary::{Primary, pool};
pub use refused::{is_revoked, refused};

use crate::app::{App, Asking, Capability, reply};
use crate::error::Error;
use crate::{settings, shops, staff};
use connect::Found;
use domain::contract::CallFacts;
use domain::server::{
    OpenFirstShop, SaveServer, ServerCall, ServerFound, ServerRefused, ServerSettings, SetUp, Step,
    Tables, TestServer, TypedServer,
};
use domain::shops::{NoShop, is_shop_code};
use domain::staff::is_pin;
use domain::text::{NAME_CHARACTERS_MAX, checked};
use domain::{Failure, Language};
use sqlx::postgres::PgConnectOptions;
use std::time::Duration;

impl Capability for ServerCall {
    /// Making the tables takes a slow server a while.
    const ANSWER_MAX: Duration = Duration::from_secs(120);

    fn facts(&self) -> CallFacts {
        ServerCall::facts(self)
    }

    async fn answer(self, app: &App, asking: Asking) -> Result<serde_json::Value, Error> {
        let language = asking.language;
        match self {
            ServerCall::ReadServer(call) => {
                reply(call, async |_| Ok(set_up(app, language).await)).await
            }
            ServerCall::TestServer(call) => reply(call, |call| test(app, call)).await,
            ServerCall::SaveServer(call) => reply(call, |call| save(app, call, language)).await,
            ServerCall::MigrateServer(call) => reply(call, |_| migrate(app, language)).await,
            ServerCall::OpenFirstShop(call) => {
                reply(call, |call| open_first_shop(app, call, language)).await
            }
        }
    }
}

/// Whether the server can be worked with; the pool is told where it is.
///
/// # Errors
/// Why not.
pub async fn ready(app: &App) -> Result<(), ServerRefused> {
    match look(app).await?.tables {
        Tables::None => Err(ServerRefused::NoTables),
        Tables::Older => Err(ServerRefused::OlderSchema),
        Tables::Current => Ok(()),
    }
}

/// Looks at the server this terminal knows.
async fn look(app: &App) -> Result<ServerFound, ServerRefused> {
    let ways = ways(app).await?;
    let looked = connect::look(&ways, |timeline| app.primary().has_overtaken(timeline)).await;
    app.heard_of_entry(&looked);
    let found = looked?;
    if app.place().is_some() {
        app.primary().is_at(found.options, found.timeline);
    }
    Ok(found.server)
}

/// The ways to the hosts this terminal knows.
async fn ways(app: &App) -> Result<Vec<PgConnectOptions>, ServerRefused> {
    let Some(place) = app.place() else {
        return Ok(vec![app.database().connect_options().as_ref().clone()]);
    };
    let known = place.known().await?;
    connect::check_files(&known.settings)?;
    Ok(known.ways())
}

/// What the terminal needs next. Never fails: what fails is the step.
async fn set_up(app: &App, language: Language) -> SetUp {
    let looked = look(app).await;
    let settings = app.place().and_then(Place::settings);
    let shop = app.shop_code();
    let knows_password = app.place().is_some_and(Place::knows_password);
    let (step, found) = match looked {
        Ok(found) => {
            app.primary().forget_hearsay().await;
            (step(&found, shop.as_deref(), language), Some(found))
        }
        Err(ServerRefused::Nowhere) => (Step::Connect { failure: None }, None),
        Err(refused) => {
            let failure = Failure::of(&refused, language);
            let step = match refused {
                ServerRefused::NoKeyring | ServerRefused::KeyringLocked => {
                    Step::Keyring { failure }
                }
                _ => Step::Connect { failure: Some(failure) },
            };
            (step, None)
        }
    };
    SetUp { step, settings, knows_password, found, shop }
}

/// What comes next at a server that lets the terminal in.
fn step(found: &ServerFound, shop: Option<&str>, language: Language) -> Step {
    let connect = |failure| Step::Connect { failure: Some(failure) };
    let is_there = |code: &str| found.shops.iter().any(|shop| shop.code == code);
    match (found.tables, shop) {
        (Tables::None, _) => Step::Migrate,
        (Tables::Older, _) => connect(Failure::of(&ServerRefused::OlderSchema, language)),
        (Tables::Current, _) if found.shops.is_empty() => Step::FirstShop,
        (Tables::Current, Some(code)) if !is_there(code) => {
            connect(Failure::of(&NoShop::Unknown { code: code.to_owned() }, language))
        }
        (Tables::Current, _) => Step::Done,
    }
}

/// Tries what was typed.
async fn test(app: &App, TestServer { typed }: TestServer) -> Result<ServerFound, Error> {
    Ok(try_out(app, &typed).await?.1.server)
}

async fn try_out(app: &App, typed: &TypedServer) -> Result<(Known, Found), Error> {
    let place = app.place().filter(|_| !app.works()).ok_or(ServerRefused::AlreadySet)?;
    let settings = typed.settings()?;
    connect::check_files(&settings)?;
    let password = match typed.password.as_str() {
        "" => known_password(place, &settings).await,
        typed => Some(typed.to_owned()),
    };
    let known = Known { settings, password };
    let found = connect::look(&known.ways(), |_| false).await?;
    if found.server.tables == Tables::Older {
        return Err(ServerRefused::OlderSchema.into());
    }
    Ok((known, found))
}

/// The password this terminal knows, if what was typed goes where it belongs: it is not handed to
/// another server, nor with less protection.
async fn known_password(place: &Place, typed: &ServerSettings) -> Option<String> {
    let known = place.known().await.ok()?;
    let goes_to = |it: &ServerSettings| {
        (it.host.clone(), it.port, it.user.clone(), it.tls(), it.ca_file.clone())
    };
    known.password.filter(|_| goes_to(&known.settings) == goes_to(typed))
}

/// Keeps what was typed once it has led somewhere.
async fn save(app: &App, call: SaveServer, language: Language) -> Result<SetUp, Error> {
    let (known, Found { options, server: found, .. }) = try_out(app, &call.typed).await?;
    let chosen = call.shop.or_else(|| app.shop_code());
    let shop = match (chosen, found.shops.as_slice()) {
        (_, []) => None,
        (Some(code), shops) if shops.iter().any(|shop| shop.code == code) => Some(code),
        (_, [only]) => Some(only.code.clone()),
        (_, _several) => {
            let failure = Some(Failure::of(&ServerRefused::ChooseShop, language));
            return Ok(SetUp {
                step: Step::Connect { failure },
                settings: Some(known.settings),
                knows_password: false,
                found: Some(found),
                shop: None,
            });
        }
    };
    let place = app.place().ok_or(ServerRefused::AlreadySet)?;
    place.keep(known, shop.clone()).await?;
    app.primary().move_to(options).await;
    if let Some(shop) = shop {
        app.stand_in(shop);
    }
    tracing::info!("the server's place is kept");
    Ok(set_up(app, language).await)
}

/// Makes the tables where there are none. An older program's are not brought up to date from a
/// window: others may be selling with them.
async fn migrate(app: &App, language: Language) -> Result<SetUp, Error> {
    if look(app).await?.tables != Tables::None {
        return Err(ServerRefused::AlreadySet.into());
    }
    connect::migrate(&ways(app).await?).await?;
    tracing::info!("the tables are made");
    Ok(set_up(app, language).await)
}

/// Opens the group's first shop, which this terminal then stands in.
async fn open_first_shop(
    app: &App,
    call: OpenFirstShop,
    language: Language,
) -> Result<SetUp, Error> {
    let code = call.code.trim().to_uppercase();
    if !is_shop_code(&code) {
        return Err(ServerRefused::ShopCode.into());
    }
    let name = filled("name", &call.name)?;
    let manager = filled("manager", &call.manager)?;
    if !is_pin(&call.pin.0) {
        return Err(ServerRefused::Pin.into());
    }
    app.ready().await?;
    let pepper = settings::pepper(app.database(), app.secrets()).await?;
    let pin_hash = staff::pin_hash_aside(call.pin.0, pepper).await?;
    if !shops::open_first(app.database(), (&code, &name), (&manager, &pin_hash)).await? {
        return Err(ServerRefused::HasShops.into());
    }
    if let Some(place) = app.place() {
        place.keep_shop(&code)?;
    }
    tracing::info!(shop = code, "the first shop is open");
    app.stand_in(code);
    Ok(set_up(app, language).await)
}

fn filled(field: &'static str, typed: &str) -> Result<String, Error> {
    let checked = checked(Some(typed), field, NAME_CHARACTERS_MAX)?;
    Ok(checked.ok_or(ServerRefused::Missing { field })?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::server::ShopChoice;

    #[test]
    fn what_is_found_decides_the_step() {
        let found = |tables, codes: &[&str]| ServerFound {
            version: "15.14".to_owned(),
            tables,
            shops: codes
                .iter()
                .map(|code| ShopChoice { code: (*code).to_owned(), name: "M".to_owned() })
                .collect(),
        };
        let current = |codes| found(Tables::Current, codes);
        for (found, shop, expected) in [
            (found(Tables::None, &[]), Some("MOZ1"), "migrate"),
            (found(Tables::Older, &[]), None, "connect"),
            (current(&[]), Some("MOZ1"), "first shop"),
            (current(&["MOZ1"]), Some("MOZ2"), "connect"),
            (current(&["MOZ1"]), Some("MOZ1"), "done"),
            (current(&["MOZ1", "MOZ2"]), None, "done"),
        ] {
            let name = match step(&found, shop, Language::Fr) {
                Step::Connect { failure } => {
                    assert!(failure.is_some());
                    "connect"
                }
                Step::Keyring { .. } => "keyring",
                Step::Migrate => "migrate",
                Step::FirstShop => "first shop",
                Step::Done => "done",
            };
            assert_eq!(name, expected, "{found:?} {shop:?}");
        }
    }
}
