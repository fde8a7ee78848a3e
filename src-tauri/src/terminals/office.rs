//! Terminals from the office's window: listed, let in, put out. Who may is said in
//! `domain::terminals::office`; as which login that is done, in [`store`].

mod store;

pub use store::is_of_the_group;

use super::code::CodeKeys;
use super::store::owner;
use super::{DRAWS_MAX, random};
use crate::app::{App, Caller, reply};
use crate::error::{Error, raised};
use crate::{server, settings};
use anyhow::Context;
use domain::server::ServerSettings;
use domain::shops::NoShop;
use domain::staff::Role;
use domain::terminals::{
    EnrolmentCode, MadeCode, MakeEnrolmentCode, RevokeTerminal, TerminalList, TerminalRefused,
    TerminalsCall, can_be,
};
use postgres_protocol::password::scram_sha_256;
use sqlx::postgres::{PgConnectOptions, PgConnection};

/// Answers this capability's calls.
pub async fn answer(
    app: &App,
    caller: Caller,
    call: TerminalsCall,
) -> Result<serde_json::Value, Error> {
    match call {
        TerminalsCall::ListTerminals(call) => reply(call, |_| list(app, &caller)).await,
        TerminalsCall::MakeEnrolmentCode(call) => {
            reply(call, |call| make_code(app, &caller, call)).await
        }
        TerminalsCall::RevokeTerminal(call) => reply(call, |call| revoke(app, &caller, call)).await,
    }
}

async fn list(app: &App, caller: &Caller) -> Result<TerminalList, Error> {
    let mut database = app.database().acquire().await?;
    let owner = owner(&mut database).await?.context("the schema has no owner")?;
    // A shop's manager has to do with that shop, whatever the PC may see.
    let shop = (caller.role() == Some(Role::ShopManager)).then(|| caller.shop.code.clone());
    let mut shops = server::store::shops(&mut database).await?;
    shops.retain(|known| shop.as_ref().is_none_or(|shop| known.code == *shop));
    Ok(TerminalList {
        not_separated: (!owner.makes_roles).then_some(owner.owner),
        shops,
        whole_group: shop.is_none() && store::looks_after_the_group(&mut database).await?,
        terminals: store::list(&mut database, shop.as_deref()).await?,
    })
}

/// The owner's login gives the rights first, as the verb does: it may be the first code of all.
async fn separated(database: &mut PgConnection) -> Result<(), Error> {
    let owner = owner(database).await?.context("the schema has no owner")?;
    if !owner.makes_roles {
        return Err(TerminalRefused::NotSeparated { owner: owner.owner }.into());
    }
    if owner.asks {
        super::store::grant(database).await?;
    }
    Ok(())
}

async fn make_code(
    app: &App,
    caller: &Caller,
    MakeEnrolmentCode { shop, kinds }: MakeEnrolmentCode,
) -> Result<MadeCode, Error> {
    can_be(shop.as_deref(), &kinds)?;
    let mut database = app.database().acquire().await?;
    separated(&mut database).await?;
    // Looked for first: a code without it would make a terminal at which nobody could sign in.
    let key = settings::key_for_codes(&mut database, app.secrets()).await?;
    for _ in 0..DRAWS_MAX {
        let code = EnrolmentCode::from_random(random::<64>()).context("too few random bytes")?;
        let verifier = scram_sha_256(CodeKeys::of(&code).await?.password.as_bytes());
        let made = store::make_code(&mut database, (&code, &verifier), shop.as_deref(), &kinds);
        let made = made.await.map_err(|error| match raised(&error) {
            Some(("shop_unknown", code)) => NoShop::Unknown { code: code.to_owned() }.into(),
            _ => Error::from(error),
        })?;
        if let Some(expires_at) = made {
            if let Some(key) = &key {
                settings::hand_over(&mut *database, key, &code).await?;
            }
            tracing::info!(staff = caller.staff_id()?.0, shop, "an enrolment code was made");
            return Ok(MadeCode { code: code.to_string(), expires_at, server: address(app)? });
        }
    }
    Err(anyhow::anyhow!("every code drawn is taken").into())
}

/// Where the server is, to be told to another PC.
fn address(app: &App) -> Result<ServerSettings, Error> {
    match app.place().and_then(server::Place::settings) {
        Some(settings) => Ok(settings),
        None => Ok(of_pool(&app.database().connect_options())?),
    }
}

/// A server that nobody had to find: the home's own.
fn of_pool(options: &PgConnectOptions) -> anyhow::Result<ServerSettings> {
    let folder = options.get_socket().map(|folder| folder.display().to_string());
    let host = folder.unwrap_or_else(|| options.get_host().to_owned());
    Ok(ServerSettings {
        host: host.parse().map_err(|_| anyhow::anyhow!("{host} is no host"))?,
        port: options.get_port(),
        database: options.get_database().unwrap_or_default().to_owned(),
        user: options.get_username().to_owned(),
        tls: None,
        ca_file: None,
    })
}

async fn revoke(app: &App, caller: &Caller, call: RevokeTerminal) -> Result<(), Error> {
    let (code, who) = (call.code.trim().to_uppercase(), caller.name().unwrap_or_default());
    let mut database = app.database().acquire().await?;
    store::revoke(&mut database, &code, &who).await.map_err(|error| match raised(&error) {
        Some(("terminal_unknown", _)) => TerminalRefused::Unknown { code: code.clone() }.into(),
        Some(("terminal_itself", _)) => TerminalRefused::Itself { code: code.clone() }.into(),
        _ => Error::from(error),
    })?;
    tracing::info!(staff = caller.staff_id()?.0, code, "a terminal was revoked");
    Ok(())
}
