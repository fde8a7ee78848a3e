//! The group's secrets from the office's window: seen, set, forgotten. Who may is said in
//! `domain::settings::office`; the rest is done as on the command line.

use super::key::GroupKey;
use super::{Secrets, forget, list, mail, map_ground, outside, set, store};
use crate::app::{App, Caller, reply};
use crate::error::Error;
use domain::server::ServerRefused;
use domain::settings::{
    ForgetSecret, GroupKeyStands, SecretList, SecretName, SetSecret, SettingsCall,
};
use sqlx::postgres::PgConnection;
use zeroize::Zeroizing;

/// Answers this capability's calls.
pub async fn answer(
    app: &App,
    caller: Caller,
    call: SettingsCall,
) -> Result<serde_json::Value, Error> {
    match call {
        SettingsCall::ListSecrets(call) => reply(call, |_| seen(app)).await,
        SettingsCall::SetSecret(call) => reply(call, |call| enter(app, &caller, call)).await,
        SettingsCall::ForgetSecret(call) => reply(call, |call| away(app, &caller, call)).await,
        SettingsCall::ReadMail(call) => reply(call, |_| mail::read(app)).await,
        SettingsCall::SetMail(call) => reply(call, |call| mail::set(app, &caller, call)).await,
        SettingsCall::TestMail(call) => reply(call, |call| mail::try_out(app, call)).await,
        SettingsCall::ReadServices(call) => reply(call, |_| outside::read(app)).await,
        SettingsCall::SetService(call) => {
            reply(call, |call| outside::set(app, &caller, call)).await
        }
        SettingsCall::TestService(call) => reply(call, |call| outside::try_out(app, call)).await,
        SettingsCall::ReadMapGround(call) => reply(call, |_| map_ground::read(app)).await,
    }
}

async fn seen(app: &App) -> Result<SecretList, Error> {
    let mut database = app.database().acquire().await?;
    let (key, known) = group_key(&mut database, app.secrets()).await?;
    let damaged = match known {
        Some(known) => damaged(&mut database, &known).await?,
        None => Vec::new(),
    };
    Ok(SecretList { key, secrets: list(&mut *database).await?, damaged })
}

/// The group's key, or why it cannot be had here.
async fn group_key(
    database: &mut PgConnection,
    secrets: &Secrets,
) -> Result<(GroupKeyStands, Option<GroupKey>), Error> {
    let Some(row) = store::group_key(database).await? else {
        return Ok((GroupKeyStands::NotMade, None));
    };
    Ok(match secrets.known_key(row.id()?).await {
        Ok(Some(key)) => (GroupKeyStands::Here, Some(key)),
        Ok(None) => (GroupKeyStands::NotHere, None),
        Err(ServerRefused::KeyringLocked) => (GroupKeyStands::KeyringLocked, None),
        Err(_) => (GroupKeyStands::NoKeyring, None),
    })
}

/// Those that somebody has changed in the database.
async fn damaged(database: &mut PgConnection, key: &GroupKey) -> Result<Vec<SecretName>, Error> {
    let sealed = store::sealed(database).await?;
    let closed = sealed.into_iter().filter(|(name, row)| key.open_secret(*name, row).is_none());
    Ok(closed.map(|(name, _)| name).collect())
}

async fn enter(app: &App, caller: &Caller, call: SetSecret) -> Result<(), Error> {
    let value = Zeroizing::new(call.value.0);
    let mut database = app.database().acquire().await?;
    set(&mut database, app.secrets(), (call.name, &value), Some(caller.staff_id()?)).await
}

async fn away(app: &App, caller: &Caller, call: ForgetSecret) -> Result<(), Error> {
    forget(app.database(), app.secrets(), call.name, Some(caller.staff_id()?)).await
}
