//! What is typed about terminals, and what is printed for it.

use super::{TerminalRow, as_owner, list, new_code, redeem, revoke};
use crate::command_line::language;
use crate::error::Error;
use crate::home::Home;
use crate::server::Place;
use crate::settings::{self, Secrets};
use anyhow::Context;
use clap::Args;
use domain::language::either;
use domain::server::{Tls, TypedServer};
use domain::shops::ZONE;
use domain::terminals::{CODE_MINUTES, EnrolmentCode, TerminalKind, TerminalRefused};
use domain::{Language, Spoken};
use sqlx::postgres::PgConnectOptions;
use std::fmt::Write;
use tauri::async_runtime::block_on;

/// `oc-pizza terminals`.
#[derive(Clone, Debug, PartialEq, Eq, Args)]
pub struct Terminals {
    /// Make a code for a new terminal: one use, ten minutes
    #[arg(long, requires = "kinds", conflicts_with = "revoke")]
    new_code: bool,
    /// The new terminal's shop, by its code; none: an office of the whole group
    #[arg(long, value_name = "CODE", requires = "new_code")]
    shop: Option<String>,
    /// What it is for: counter, kitchen, office, board
    #[arg(long, value_delimiter = ',', value_parser = kind, requires = "new_code")]
    kinds: Vec<TerminalKind>,
    /// Take a terminal's login away, at once
    #[arg(long, value_name = "CODE")]
    revoke: Option<String>,
}

/// `oc-pizza enrol CODE`.
#[derive(Clone, Debug, PartialEq, Eq, Args)]
pub struct Enrol {
    /// The code the administrator has made
    code: String,
    /// The server: a name, an address, or the folder of a Unix socket
    #[arg(long, env = "DATABASE_HOST", default_value = "localhost")]
    host: String,
    /// Its port
    #[arg(long, env = "DATABASE_PORT", default_value = "")]
    port: String,
    /// The database
    #[arg(long, env = "DATABASE_NAME")]
    database: String,
    /// The protection: verify-full, verify-ca, require, disable
    #[arg(long, env = "DATABASE_TLS", value_parser = tls)]
    tls: Option<Tls>,
    /// A file of authorities to trust besides the system's
    #[arg(long, env = "DATABASE_CA_FILE", default_value = "")]
    ca_file: String,
}

fn kind(word: &str) -> Result<TerminalKind, String> {
    TerminalKind::from_word(word).ok_or_else(|| {
        let words = TerminalKind::ALL.map(TerminalKind::word).join(", ");
        format!("the kinds are: {words}")
    })
}

fn tls(word: &str) -> Result<Tls, String> {
    Tls::from_word(word)
        .ok_or_else(|| "it is one of verify-full, verify-ca, require, disable".to_owned())
}

impl Terminals {
    /// Does it as the owner; the answer is what to print.
    ///
    /// # Errors
    /// Why not, in the session's language.
    pub async fn perform(
        &self,
        options: &PgConnectOptions,
        secrets: &Secrets,
    ) -> anyhow::Result<String> {
        let language = language();
        let done = if let Some(code) = &self.revoke {
            revoke(options, code).await.map(|()| {
                either(
                    language,
                    "L’accès du poste est retiré et ses connexions sont coupées.",
                    "The terminal’s login is gone and its connections are closed.",
                )
            })
        } else if self.new_code {
            self.new_code(options, secrets).await.map(|made| made.in_words(language))
        } else {
            list(options).await.map(|terminals| table(&terminals, language))
        };
        done.map_err(|error| error.in_words(language))
    }
}

/// A code, and whether the group's key goes with it.
struct Made {
    code: EnrolmentCode,
    with_key: bool,
}

impl Made {
    fn in_words(&self, language: Language) -> String {
        let code = &self.code;
        let mut words = either(
            language,
            format!(
                "{code}\nSur le nouveau poste, dans les {CODE_MINUTES} minutes : oc-pizza enrol {code}"
            ),
            format!(
                "{code}\nOn the new terminal, within {CODE_MINUTES} minutes: oc-pizza enrol {code}"
            ),
        );
        if !self.with_key {
            words += &either(
                language,
                "\nLe groupe n’a pas encore de clé, et ce poste pas de trousseau où la garder : le nouveau poste n’aura pas de secrets. Sur un poste qui a un trousseau : oc-pizza key make",
                "\nThe group has no key yet, and this terminal no keyring to keep it in: the new terminal will have no secrets. On a terminal with a keyring: oc-pizza key make",
            );
        }
        words
    }
}

impl Terminals {
    /// Makes a code, with the group's key sealed to it. The key is looked for first: a code without
    /// it would make a terminal at which nobody could sign in.
    async fn new_code(&self, options: &PgConnectOptions, secrets: &Secrets) -> Result<Made, Error> {
        let mut server = as_owner(options).await?;
        let key = settings::key_for_codes(&mut server, secrets).await?;
        let shop = self.shop.as_deref().map(str::to_uppercase);
        let code = new_code(options, shop.as_deref(), &self.kinds).await?;
        if let Some(key) = &key {
            settings::hand_over(&mut server, key, &code).await?;
        }
        Ok(Made { code, with_key: key.is_some() })
    }
}

/// The terminals, one a line.
fn table(terminals: &[TerminalRow], language: Language) -> String {
    if terminals.is_empty() {
        return either(
            language,
            "Aucun poste n’est inscrit. Pour en inscrire un : oc-pizza terminals --new-code --shop MOZ1 --kinds counter",
            "No terminal is enrolled. To enrol one: oc-pizza terminals --new-code --shop MOZ1 --kinds counter",
        );
    }
    let mut lines = String::new();
    for terminal in terminals {
        let at = |at: chrono::DateTime<chrono::Utc>| {
            at.with_timezone(&ZONE).format("%Y-%m-%d %H:%M").to_string()
        };
        let state = match (terminal.revoked_at, terminal.last_seen_at) {
            (Some(revoked), _) => {
                let at = at(revoked);
                either(language, format!("retiré le {at}"), format!("revoked {at}"))
            }
            (None, Some(seen)) => {
                let at = at(seen);
                either(language, format!("vu le {at}"), format!("seen {at}"))
            }
            (None, None) => either(language, "jamais vu", "never seen"),
        };
        let (code, name, kinds) = (&terminal.code, &terminal.name, terminal.kinds.join(","));
        let version = terminal.program_version.as_deref().unwrap_or("-");
        // Writing to a string cannot fail.
        let _ = writeln!(lines, "{code:<10} {kinds:<24} {version:<8} {state:<26} {name}");
    }
    lines.trim_end().to_owned()
}

impl Enrol {
    /// Makes this PC a terminal; the answer is what to print. Blocks.
    ///
    /// # Errors
    /// Why not, in the session's language.
    pub fn perform(&self, home: &Home) -> anyhow::Result<String> {
        let language = language();
        let in_words = |refused: TerminalRefused| anyhow::anyhow!(refused.say(language));
        let code = EnrolmentCode::parse(&self.code).map_err(in_words)?;
        let typed = TypedServer {
            host: self.host.clone(),
            port: self.port.clone(),
            database: self.database.clone(),
            user: code.login(),
            password: String::new(),
            tls: self.tls,
            ca_file: self.ca_file.clone(),
        };
        let settings = typed.settings().map_err(|error| anyhow::anyhow!(error.say(language)))?;
        // A program that runs here would go on with what it knew.
        let _alone = home.try_lock()?.ok_or_else(|| in_words(TerminalRefused::InUse))?;
        let identity = home.identity(None)?;
        // Nothing the environment says is to be kept besides.
        let place = Place::find(home, |_| None)?;
        let enrolled = block_on(async {
            // A code is not to be used up where its password could not be kept.
            place.keyring_answers().await?;
            let enrolled = redeem(settings, &code, (identity.terminal, &identity.name)).await?;
            enrolled.keep_keys(place.keyring()).await?;
            place.keep(enrolled.known.clone(), enrolled.shop.clone()).await?;
            Ok::<_, crate::error::Error>(enrolled)
        });
        let enrolled = enrolled.map_err(|error| error.in_words(language)).context(either(
            language,
            "inscription du poste",
            "enrolling this terminal",
        ))?;
        tracing::info!(code = enrolled.code, "enrolled");
        let (code, kinds) = (&enrolled.code, enrolled.kinds.join(", "));
        let mut words = either(
            language,
            format!("Ce poste est inscrit : {code} ({kinds}). Ouvrez OC Pizza."),
            format!("This terminal is enrolled: {code} ({kinds}). Open OC Pizza."),
        );
        if enrolled.group_key.is_none() {
            words += &either(
                language,
                "\nLa clé du groupe n’est pas venue avec le code : oc-pizza check dit ce qui manque.",
                "\nThe group’s key did not come with the code: oc-pizza check says what is missing.",
            );
        }
        Ok(words)
    }
}
