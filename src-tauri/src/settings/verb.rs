//! What is typed about secrets and the group's key, and what is printed for it. No value is typed
//! on a command line, which every user of the machine can read, and none is ever printed.

mod service;

pub use service::ServiceVerb;

use super::{Secrets, enter_key, forget, group_key, list, make_key, set};
use crate::command_line::{ask_unseen, language};
use crate::error::Error;
use crate::terminals;
use clap::{Args, Subcommand};
use domain::language::either;
use domain::settings::{SecretName, SecretRefused, SecretStands};
use domain::shops::ZONE;
use domain::{Language, Spoken};
use sqlx::ConnectOptions;
use sqlx::postgres::{PgConnectOptions, PgConnection};
use std::fmt::Write;
use zeroize::Zeroizing;

/// `oc-pizza secret`.
#[derive(Clone, Debug, PartialEq, Eq, Args)]
pub struct SecretVerb {
    #[command(subcommand)]
    what: SecretWhat,
}

#[derive(Clone, Debug, PartialEq, Eq, Subcommand)]
enum SecretWhat {
    /// Which are set, by whom and when; never their values
    List,
    /// Set one: its value is asked for, or read on the standard input
    Set {
        /// Its name, as the list has it
        name: String,
    },
    /// Take one away
    Forget {
        /// Its name, as the list has it
        name: String,
    },
}

/// `oc-pizza key`.
#[derive(Clone, Debug, PartialEq, Eq, Args)]
pub struct KeyVerb {
    #[command(subcommand)]
    what: KeyWhat,
}

#[derive(Clone, Debug, PartialEq, Eq, Subcommand)]
enum KeyWhat {
    /// Make the group's key, once; it stays in this terminal's keyring
    Make,
    /// Print it, to be written down and locked away, or typed at another terminal
    Show,
    /// Type it at a terminal that does not have it
    Enter,
}

/// Does something at the server; why not is said in the session's language.
async fn at_server(
    options: &PgConnectOptions,
    what: impl AsyncFnOnce(&mut PgConnection, Language) -> Result<String, Error>,
) -> anyhow::Result<String> {
    let language = language();
    let mut server = options.connect().await?;
    let done = what(&mut server, language).await;
    done.map_err(|error| error.in_words(language))
}

impl SecretVerb {
    /// Does it; the answer is what to print.
    ///
    /// # Errors
    /// Why not, in the session's language.
    pub async fn perform(
        &self,
        options: &PgConnectOptions,
        secrets: &Secrets,
    ) -> anyhow::Result<String> {
        let what = async |server: &mut PgConnection, language| {
            self.what.perform(server, secrets, language).await
        };
        at_server(options, what).await
    }
}

impl SecretWhat {
    async fn perform(
        &self,
        server: &mut PgConnection,
        secrets: &Secrets,
        language: Language,
    ) -> Result<String, Error> {
        match self {
            SecretWhat::List => Ok(table(&list(server).await?, language)),
            SecretWhat::Set { name } => {
                let name = named(name)?;
                // Nothing is asked for that could not be kept.
                key_made(server, secrets).await?;
                let value = asked(&format!("{} : ", name.say(language))).await?;
                set(server, secrets, (name, &value), None).await?;
                let name = name.say(language);
                Ok(either(
                    language,
                    format!(
                        "« {name} » est enregistré ; les postes qui en ont besoin le reçoivent."
                    ),
                    format!("“{name}” is kept; the terminals that need it receive it."),
                ))
            }
            SecretWhat::Forget { name } => {
                let name = named(name)?;
                forget(server, secrets, name, None).await?;
                let name = name.say(language);
                Ok(either(
                    language,
                    format!("« {name} » est retiré ; les postes l’oublient."),
                    format!("“{name}” is taken away; the terminals forget it."),
                ))
            }
        }
    }
}

/// The group's key is here, made by the owner where there was none.
async fn key_made(server: &mut PgConnection, secrets: &Secrets) -> Result<(), Error> {
    if group_key(&mut *server, secrets).await?.is_some() {
        return Ok(());
    }
    if !terminals::is_owner(server).await? {
        return Err(SecretRefused::NoKey.into());
    }
    make_key(server, secrets).await.map(drop)
}

fn named(typed: &str) -> Result<SecretName, SecretRefused> {
    SecretName::from_word(typed).ok_or_else(|| SecretRefused::Unknown { typed: typed.to_owned() })
}

/// Asks for something that is not to be seen.
async fn asked(question: &str) -> anyhow::Result<Zeroizing<String>> {
    let question = question.to_owned();
    tokio::task::spawn_blocking(move || ask_unseen(&question)).await?.map(Zeroizing::new)
}

/// The secrets, one a line.
fn table(secrets: &[SecretStands], language: Language) -> String {
    let mut lines = String::new();
    for SecretStands { name, set } in secrets {
        let state = match set {
            None => "-".to_owned(),
            Some(set) => {
                let at = set.at.with_timezone(&ZONE).format("%Y-%m-%d %H:%M");
                let by = &set.by;
                either(language, format!("le {at} par {by}"), format!("{at} by {by}"))
            }
        };
        let (word, name) = (name.word(), name.say(language));
        // Writing to a string cannot fail.
        let _ = writeln!(lines, "{word:<20} {name:<26} {state}");
    }
    lines.trim_end().to_owned()
}

impl KeyVerb {
    /// Does it; the answer is what to print.
    ///
    /// # Errors
    /// Why not, in the session's language.
    pub async fn perform(
        &self,
        options: &PgConnectOptions,
        secrets: &Secrets,
    ) -> anyhow::Result<String> {
        let what = async |server: &mut PgConnection, language| {
            self.what.perform(server, secrets, language).await
        };
        at_server(options, what).await
    }
}

impl KeyWhat {
    async fn perform(
        &self,
        server: &mut PgConnection,
        secrets: &Secrets,
        language: Language,
    ) -> Result<String, Error> {
        match self {
            KeyWhat::Make => {
                key_made(server, secrets).await?;
                Ok(either(
                    language,
                    "Le groupe a sa clé, dans le trousseau de ce poste. Notez-la et enfermez-la : oc-pizza key show",
                    "The group has its key, in this terminal’s keyring. Write it down and lock it away: oc-pizza key show",
                ))
            }
            KeyWhat::Show => {
                let key = group_key(server, secrets).await?.ok_or(SecretRefused::NoKey)?;
                Ok(key.text().as_str().to_owned())
            }
            KeyWhat::Enter => {
                // A typed key is compared with the number that the database knows.
                let question = either(language, "Clé du groupe : ", "The group’s key: ");
                let typed = asked(&question).await?;
                enter_key(server, secrets, &typed).await?;
                Ok(either(
                    language,
                    "Ce poste a maintenant la clé du groupe.",
                    "This terminal has the group’s key now.",
                ))
            }
        }
    }
}
