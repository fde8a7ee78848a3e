//! Where this terminal's server is, and how it came to know: the environment, else `config.toml`
//! and the keyring.

use super::connect;
use crate::home::{Config, ConfigFile, Home, Printers};
use crate::keyring::{Keyring, Secret};
use crate::outside::Limits;
use crate::outside::card_terminal::Address;
use anyhow::Context;
use domain::server::{ServerRefused, ServerSettings, Tls, TypedServer};
use domain::terminals::TERMINALS_LOGIN;
use domain::{Language, Spoken};
use sqlx::postgres::PgConnectOptions;
use std::sync::{Mutex, PoisonError};
use zeroize::Zeroizing;

/// Some of the variables, but not all that are needed, or not as they should be.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum Misplaced {
    /// Some variables, but not this one.
    #[error("{0} is not set, while other DATABASE_ variables are")]
    Missing(&'static str),
    /// The port is not one.
    #[error("DATABASE_PORT is {0:?}, which is not a port number")]
    Port(String),
    /// The protection is none we know.
    #[error("DATABASE_TLS is {0:?}; it is one of verify-full, verify-ca, require, disable")]
    Tls(String),
    /// The variables contradict each other.
    #[error("{0}")]
    Refused(String),
}

/// The server named by the variables of the environment, which are looked up through `variable`;
/// nothing when there is none of them.
///
/// `DATABASE_HOST` is one host or several: see [`domain::server::Hosts`]; the default is this machine.
///
/// # Errors
/// [`Misplaced`]: which variable to set.
pub fn from_variables(
    variable: impl Fn(&'static str) -> Option<String>,
) -> Result<Option<Known>, Misplaced> {
    let set = |name: &'static str| variable(name).filter(|value| !value.is_empty());
    let (database, user) = match (set("DATABASE_NAME"), set("DATABASE_USER")) {
        (Some(name), Some(user)) => (name, user),
        (Some(_), None) => return Err(Misplaced::Missing("DATABASE_USER")),
        (None, Some(_)) => return Err(Misplaced::Missing("DATABASE_NAME")),
        (None, None) if set("DATABASE_HOST").is_some() => {
            return Err(Misplaced::Missing("DATABASE_NAME"));
        }
        (None, None) => return Ok(None),
    };
    let tls = match set("DATABASE_TLS") {
        None => None,
        Some(word) => Some(Tls::from_word(&word).ok_or(Misplaced::Tls(word))?),
    };
    let typed = TypedServer {
        host: set("DATABASE_HOST").unwrap_or_else(|| "localhost".to_owned()),
        port: set("DATABASE_PORT").unwrap_or_default(),
        database,
        user,
        password: String::new(),
        tls,
        ca_file: set("DATABASE_CA_FILE").unwrap_or_default(),
    };
    let settings = typed.settings().map_err(|refused| match refused {
        ServerRefused::Port { typed } => Misplaced::Port(typed),
        other => Misplaced::Refused(other.say(Language::En)),
    })?;
    Ok(Some(Known { settings, password: set("DATABASE_PASSWORD") }))
}

/// A server, and the password if it asks for one.
#[derive(Clone)]
pub struct Known {
    /// Where it is.
    pub settings: ServerSettings,
    /// The login's password.
    pub password: Option<String>,
}

impl Known {
    /// As the driver takes it, for each host.
    pub fn ways(&self) -> Vec<PgConnectOptions> {
        connect::ways(&self.settings, self.password.as_deref())
    }
}

/// What this process knows of it at a moment.
#[derive(Clone)]
enum Knowledge {
    Nothing,
    /// The password is in the keyring, and has not been read yet.
    AllButPassword(ServerSettings),
    All(Known),
}

/// The place of the server, which may be found or changed while the program runs.
pub struct Place {
    file: ConfigFile,
    keyring: Keyring,
    knowledge: Mutex<Knowledge>,
    /// Told by the environment, and not yet kept for a start without it.
    to_keep: bool,
}

impl Place {
    /// Finds what there is to know without asking anybody.
    ///
    /// # Errors
    /// [`Misplaced`], or a file that cannot be read.
    pub fn find(
        home: &Home,
        variable: impl Fn(&'static str) -> Option<String>,
    ) -> anyhow::Result<Place> {
        let file = home.config();
        let config = file.read_or_introduce(None)?;
        let known = from_variables(variable)?;
        let to_keep = known.is_some() && config.server.is_none();
        let knowledge = match (known, config.server) {
            (Some(known), _) => Knowledge::All(known),
            (None, Some(settings)) if config.password_in_keyring => {
                Knowledge::AllButPassword(settings)
            }
            (None, Some(settings)) => Knowledge::All(Known { settings, password: None }),
            (None, None) => Knowledge::Nothing,
        };
        let keyring = Keyring::of(config.terminal);
        Ok(Place { file, keyring, knowledge: Mutex::new(knowledge), to_keep })
    }

    fn knowledge(&self) -> Knowledge {
        self.knowledge.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn learn(&self, known: Known) {
        *self.knowledge.lock().unwrap_or_else(PoisonError::into_inner) = Knowledge::All(known);
    }

    /// Where the server is, as far as it is known without the keyring.
    pub fn settings(&self) -> Option<ServerSettings> {
        match self.knowledge() {
            Knowledge::Nothing => None,
            Knowledge::AllButPassword(settings) => Some(settings),
            Knowledge::All(known) => Some(known.settings),
        }
    }

    /// Whether there is a password that need not be typed again.
    pub fn knows_password(&self) -> bool {
        match self.knowledge() {
            Knowledge::Nothing => false,
            Knowledge::AllButPassword(_) => true,
            Knowledge::All(known) => known.password.is_some(),
        }
    }

    /// The server with its password, which is read in the keyring the first time.
    ///
    /// # Errors
    /// Nobody has said where it is; no keyring, or a locked one.
    pub async fn known(&self) -> Result<Known, ServerRefused> {
        let settings = match self.knowledge() {
            Knowledge::Nothing => return Err(ServerRefused::Nowhere),
            Knowledge::All(known) => return Ok(known),
            Knowledge::AllButPassword(settings) => settings,
        };
        let password = self.keyring.read(Secret::DatabasePassword).await?;
        // Nobody could type it, and the server would only call it wrong.
        if password.is_none() && settings.user.starts_with(TERMINALS_LOGIN) {
            return Err(ServerRefused::PasswordGone);
        }
        let known = Known { settings, password: password.map(|it| it.as_str().to_owned()) };
        self.learn(known.clone());
        Ok(known)
    }

    /// Whether the password still has to be read in the keyring.
    pub fn needs_keyring(&self) -> bool {
        matches!(self.knowledge(), Knowledge::AllButPassword(_))
    }

    /// This terminal's part of the keyring.
    pub fn keyring(&self) -> &Keyring {
        &self.keyring
    }

    /// Whether there is a keyring to keep a password in.
    ///
    /// # Errors
    /// No keyring or a locked one.
    pub async fn keyring_answers(&self) -> Result<(), ServerRefused> {
        self.keyring.read(Secret::DatabasePassword).await.map(drop)
    }

    /// Keeps a server: the password first, so that the file never points to one that is not there.
    ///
    /// # Errors
    /// No keyring or a locked one; the file cannot be written.
    pub async fn keep(
        &self,
        known: Known,
        shop: Option<String>,
    ) -> Result<(), crate::error::Error> {
        let config = self.file.read_or_introduce(None)?;
        if known.password.is_some() || config.password_in_keyring {
            let password = known.password.clone().map(Zeroizing::new);
            self.keyring.keep(Secret::DatabasePassword, password).await?;
        }
        self.file.write(&Config {
            shop: shop.or(config.shop.clone()),
            password_in_keyring: known.password.is_some(),
            server: Some(known.settings.clone()),
            ..config
        })?;
        self.learn(known);
        Ok(())
    }

    /// Keeps what the environment told at a first start. Without a keyring it is left for the
    /// next one: this start has what it needs.
    pub async fn keep_first(&self) {
        let Knowledge::All(known) = self.knowledge() else { return };
        if !self.to_keep {
            return;
        }
        if let Err(error) = self.keep(known, None).await {
            tracing::warn!(
                "the server's place is not kept for a start without variables: {error:?}"
            );
        }
    }

    /// The printers of this terminal.
    ///
    /// # Errors
    /// When the file cannot be read, or holds what it should not (with the line).
    pub fn printers(&self) -> anyhow::Result<Printers> {
        Ok(self.file.read()?.map(|config| config.printer).unwrap_or_default())
    }

    /// Where the card terminal of this counter is.
    ///
    /// # Errors
    /// As [`Place::printers`].
    pub fn card_terminal(&self) -> anyhow::Result<Option<Address>> {
        let config = self.file.read()?.and_then(|config| config.card_terminal);
        Ok(config.map(|it| it.address))
    }

    /// How long services on the Internet are waited for.
    ///
    /// # Errors
    /// As [`Place::printers`].
    pub fn limits(&self) -> anyhow::Result<Limits> {
        let config = self.file.read()?.and_then(|config| config.services);
        Ok(config.unwrap_or_default().into())
    }

    /// Remembers the terminal's shop.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn keep_shop(&self, shop: &str) -> anyhow::Result<()> {
        let config = self.file.read_or_introduce(None).context("the terminal's shop")?;
        self.file.write(&Config { shop: Some(shop.to_owned()), ..config })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(variables: &[(&'static str, &str)]) -> Result<Option<Known>, Misplaced> {
        from_variables(|name| {
            let found = variables.iter().find(|(set, _)| *set == name);
            found.map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn the_environment_names_the_server() -> anyhow::Result<()> {
        let known = with(&[
            ("DATABASE_NAME", "shops"),
            ("DATABASE_USER", "till"),
            ("DATABASE_HOST", "db.example,db2.example:5434"),
            ("DATABASE_PORT", "5433"),
            ("DATABASE_PASSWORD", "s"),
        ])?;
        let known = known.context("a server")?;
        let ServerSettings { host, port, database, user, .. } = &known.settings;
        assert_eq!((host.to_string().as_str(), *port), ("db.example, db2.example:5434", 5433));
        assert_eq!((database.as_str(), user.as_str()), ("shops", "till"));
        assert_eq!(known.settings.tls(), Tls::VerifyFull);
        assert_eq!(known.password.as_deref(), Some("s"));
        assert!(with(&[("DATABASE_NAME", "")])?.is_none());
        Ok(())
    }

    #[test]
    fn what_is_missing_is_named() {
        let table: [(&[(&'static str, &str)], Misplaced); 4] = [
            (&[("DATABASE_NAME", "shops")], Misplaced::Missing("DATABASE_USER")),
            (&[("DATABASE_HOST", "db")], Misplaced::Missing("DATABASE_NAME")),
            (
                &[("DATABASE_NAME", "a"), ("DATABASE_USER", "b"), ("DATABASE_PORT", "high")],
                Misplaced::Port("high".to_owned()),
            ),
            (
                &[("DATABASE_NAME", "a"), ("DATABASE_USER", "b"), ("DATABASE_TLS", "prefer")],
                Misplaced::Tls("prefer".to_owned()),
            ),
        ];
        for (variables, expected) in table {
            assert_eq!(with(variables).err(), Some(expected), "{variables:?}");
        }
    }

    #[tokio::test]
    async fn what_the_environment_told_is_kept_and_yields_to_it() -> anyhow::Result<()> {
        let folder = tempfile::tempdir()?;
        let home = Home::at(folder.path())?;
        let told = |database: &'static str| {
            move |name: &'static str| match name {
                "DATABASE_NAME" => Some(database.to_owned()),
                "DATABASE_USER" => Some("till".to_owned()),
                _ => None,
            }
        };
        let database = |place: &Place| place.settings().map(|settings| settings.database);
        assert_eq!(database(&Place::find(&home, |_| None)?), None);
        for (first, kept) in [("shops", "shops"), ("others", "shops")] {
            let place = Place::find(&home, told(first))?;
            place.keep_first().await;
            assert_eq!(database(&place).as_deref(), Some(first));
            assert_eq!(database(&Place::find(&home, |_| None)?).as_deref(), Some(kept));
        }
        Ok(())
    }
}
