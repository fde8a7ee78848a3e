//! Terminals: each PC a login of its own at the server, with the rights of its kinds and the rows
//! of its shop.
//!
//! The owner makes codes, lists and revokes; a new PC redeems its code; a terminal tells now and
//! then that it is there. Which rights there are is written in [`rights`], what is typed in
//! [`verb`], what an office's window asks in [`office`]. Why a code is a login's password: `docs/decisions/0002-enrolment.md`.

pub mod code;
pub mod office;
pub mod register;
pub mod rights;
pub(crate) mod store;
pub mod verb;

use crate::VERSION;
use crate::app::{App, system_clock};
use crate::error::{Error, raised};
use crate::keyring::{Keyring, Secret};
use crate::server::store::standing;
use crate::server::{Known, connect, refused};
use crate::settings::key::GroupKey;
use crate::settings::seal::random;
use anyhow::Context;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::TimeDelta;
use code::CodeKeys;
use domain::server::check::Finding;
use domain::server::{ServerRefused, ServerSettings, Tables};
use domain::shops::NoShop;
use domain::terminals::{
    CODE_MINUTES, EnrolmentCode, SEEN_EVERY_SECONDS, TerminalKind, TerminalRefused, can_be,
};
use postgres_protocol::password::scram_sha_256;
use register::RegisterKey;
use sqlx::ConnectOptions;
use sqlx::postgres::{PgConnectOptions, PgConnection};
use std::time::Duration;
pub use store::TerminalRow;
use uuid::Uuid;

/// How long it can still be said of a code that it was used or came too late.
const CODE_REMEMBERED: TimeDelta = TimeDelta::hours(1);
/// Names of codes are few: one that is taken is drawn again.
const DRAWS_MAX: u32 = 5;

/// Gives every kind of terminal its rights, where the owner may make roles; says whether.
///
/// # Errors
/// When the server does not answer.
pub async fn separate(options: &PgConnectOptions) -> Result<bool, Error> {
    let mut server = options.connect().await?;
    match store::owner(&mut server).await? {
        Some(owner) if owner.asks && owner.makes_roles => {
            store::grant(&mut server).await?;
            Ok(true)
        }
        _ => Ok(false),
    }
}

/// Whether terminals have logins of their own, as far as who asks can see.
///
/// # Errors
/// When the server does not answer.
pub async fn separation(server: &mut PgConnection) -> Result<Finding, sqlx::Error> {
    match store::owner(server).await? {
        Some(owner) if !owner.asks => {
            Ok(Finding::OwnLogin { login: store::session_user(server).await? })
        }
        Some(owner) if !owner.makes_roles => Ok(Finding::NotSeparated { owner: owner.owner }),
        _ => Ok(Finding::Owner { terminals: store::count(server).await? }),
    }
}

/// Whether the register that asks has the key by which the server knows it; nothing where who asks
/// is no register, or the keyring does not say.
///
/// # Errors
/// When the server does not answer.
pub async fn register(
    server: &mut PgConnection,
    keyring: &Keyring,
) -> Result<Option<Finding>, sqlx::Error> {
    let Some((code, public)) = store::register(server).await? else { return Ok(None) };
    let Ok(kept) = keyring.read(Secret::RegisterKey).await else { return Ok(None) };
    let key = kept.and_then(|kept| RegisterKey::parse(&kept)?.public().ok());
    Ok(Some(if key == Some(public) {
        Finding::RegisterKey { code }
    } else {
        Finding::RegisterKeyGone { code }
    }))
}

/// Whether who asks owns the program's tables.
///
/// # Errors
/// When the server does not answer.
pub async fn is_owner(server: &mut PgConnection) -> Result<bool, sqlx::Error> {
    Ok(store::owner(server).await?.is_some_and(|owner| owner.asks))
}

/// A connection of the owner, who may make logins.
async fn as_owner(options: &PgConnectOptions) -> Result<PgConnection, Error> {
    match connect::look(std::slice::from_ref(options), |_| false).await?.server.tables {
        Tables::None => return Err(ServerRefused::NoTables.into()),
        Tables::Older => return Err(ServerRefused::OlderSchema.into()),
        Tables::Current => {}
    }
    let mut server = options.connect().await?;
    let owner = store::owner(&mut server).await?.context("the schema has no owner")?;
    if !owner.asks {
        return Err(TerminalRefused::NotOwner { owner: owner.owner }.into());
    }
    if !owner.makes_roles {
        return Err(TerminalRefused::NotSeparated { owner: owner.owner }.into());
    }
    Ok(server)
}

/// Makes a code for a terminal of a shop (none: an office of the group) and these kinds.
///
/// # Errors
/// [`TerminalRefused`], [`NoShop`], or a server that does not answer.
pub async fn new_code(
    options: &PgConnectOptions,
    shop: Option<&str>,
    kinds: &[TerminalKind],
) -> Result<EnrolmentCode, Error> {
    can_be(shop, kinds)?;
    let mut server = as_owner(options).await?;
    if let Some(code) = shop
        && !store::shop_exists(&mut server, code).await?
    {
        return Err(NoShop::Unknown { code: code.to_owned() }.into());
    }
    store::grant(&mut server).await?;
    let expires_at = system_clock() + TimeDelta::minutes(CODE_MINUTES);
    let times = (expires_at, expires_at + CODE_REMEMBERED);
    for _ in 0..DRAWS_MAX {
        let code = EnrolmentCode::from_random(random::<64>()).context("too few random bytes")?;
        let verifier = scram_sha_256(CodeKeys::of(&code).await?.password.as_bytes());
        if store::add_code(&mut server, (&code, &verifier), (shop, kinds), times).await? {
            return Ok(code);
        }
    }
    Err(anyhow::anyhow!("every code drawn is taken").into())
}

/// Every terminal that was ever enrolled.
///
/// # Errors
/// [`TerminalRefused`], or a server that does not answer.
pub async fn list(options: &PgConnectOptions) -> Result<Vec<TerminalRow>, Error> {
    Ok(store::list(&mut as_owner(options).await?).await?)
}

/// Takes a terminal's login away, at once.
///
/// # Errors
/// [`TerminalRefused`], or a server that does not answer.
pub async fn revoke(options: &PgConnectOptions, code: &str) -> Result<(), Error> {
    let code = code.trim().to_uppercase();
    if store::revoke(&mut as_owner(options).await?, &code).await? {
        Ok(())
    } else {
        Err(TerminalRefused::Unknown { code }.into())
    }
}

/// A terminal that has its login.
pub struct Enrolled {
    /// Where the server is, with the login and its password.
    pub known: Known,
    /// The terminal's key, which it had before.
    pub terminal: Uuid,
    /// Its code.
    pub code: String,
    /// Its shop's code; none: the group's.
    pub shop: Option<String>,
    /// What it may serve.
    pub kinds: Vec<String>,
    /// The group's key, if it came with the code.
    pub group_key: Option<GroupKey>,
    /// What it signs with, if it is a register.
    pub register: Option<RegisterKey>,
}

impl Enrolled {
    /// Keeps what came and what was made, besides the password, which the place keeps.
    ///
    /// # Errors
    /// No keyring, or a locked one.
    pub async fn keep_keys(&self, keyring: &Keyring) -> Result<(), ServerRefused> {
        if let Some(key) = &self.group_key {
            keyring.keep(Secret::GroupKey(key.id()), Some(key.text())).await?;
        }
        if let Some(register) = &self.register {
            keyring.keep(Secret::RegisterKey, Some(register.text())).await?;
        }
        Ok(())
    }
}

/// Redeems a code at the server of `settings` (whose user does not matter) for this terminal. Its
/// password is made here, and only the verifier leaves.
///
/// # Errors
/// [`TerminalRefused`], or why the server cannot be reached.
pub async fn redeem(
    settings: ServerSettings,
    code: &EnrolmentCode,
    (terminal, name): (Uuid, &str),
) -> Result<Enrolled, Error> {
    let settings = ServerSettings { user: code.login(), ..settings };
    connect::check_files(&settings)?;
    let code = CodeKeys::of(code).await?;
    let mut server = primary(&connect::ways(&settings, Some(&code.password))).await?;
    let password = STANDARD.encode(random::<32>());
    let verifier = scram_sha_256(password.as_bytes());
    let register = RegisterKey::random()?;
    let public = register.public()?;
    let keys = (verifier.as_str(), public.as_slice());
    let enrolled = store::enrol(&mut server, (terminal, name), keys, VERSION).await;
    let row = enrolled.map_err(|error| match raised(&error) {
        Some(("code_unknown", _)) => TerminalRefused::CodeUnknown.into(),
        Some(("code_used", _)) => TerminalRefused::CodeUsed.into(),
        Some(("code_expired", _)) => TerminalRefused::CodeExpired.into(),
        Some(("enrolled", code)) => TerminalRefused::Enrolled { code: code.to_owned() }.into(),
        _ => Error::from(error),
    })?;
    let settings = ServerSettings { user: row.login, ..settings };
    let known = Known { settings, password: Some(password) };
    let is_register = row.kinds.iter().any(|kind| kind == TerminalKind::Counter.word());
    Ok(Enrolled {
        known,
        terminal,
        code: row.code,
        shop: row.shop,
        kinds: row.kinds,
        group_key: row.sealed.and_then(|sealed| GroupKey::open_with(&code, &sealed)),
        register: is_register.then_some(register),
    })
}

/// The first host that lets the code in and accepts writes.
async fn primary(ways: &[PgConnectOptions]) -> Result<PgConnection, Error> {
    let mut why = ServerRefused::Nowhere.into();
    for way in ways {
        let answered = async {
            let mut server = way.connect().await?;
            let writes = standing(&mut server).await?.writes;
            Ok((server, writes))
        };
        match answered.await {
            Ok((server, true)) => return Ok(server),
            Ok((_, false)) => {
                let hosts = way.get_host().to_owned();
                why = ServerRefused::OnlyStandbys { hosts }.into();
            }
            Err(sqlx::Error::Database(error)) if error.code().as_deref() == Some("28P01") => {
                return Err(TerminalRefused::CodeUnknown.into());
            }
            Err(error) => why = refused(&error, way).into(),
        }
    }
    Err(why)
}

/// Tells the server now and then that this terminal is there, aside from all calls. That it was
/// not told is no harm.
pub async fn keep_seen(app: &App) {
    loop {
        if app.works()
            && let Err(error) = store::seen(app.database(), VERSION).await
        {
            tracing::debug!(%error, "the server was not told that this terminal is there");
        }
        let pause = if app.works() { SEEN_EVERY_SECONDS } else { 5 };
        tokio::time::sleep(Duration::from_secs(pause.into())).await;
    }
}
