//! The file `config.toml`: who the terminal is, where its server, its card terminal and its printers are, how long
//! it waits for services. Nothing in it is secret, and it is its owner's alone all the same.

use super::printers::Printers;
use super::services::ServicesConfig;
use crate::outside::card_terminal::Address;
use anyhow::Context;
use domain::server::ServerSettings;
use serde::{Deserialize, Serialize};
use std::fs::{self, OpenOptions, Permissions};
use std::io::{ErrorKind, Write};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use uuid::Uuid;

/// The name of a terminal that was not given one.
const NAME: &str = "Poste 1";

/// What the file holds.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Who this terminal is, for ever: sign-in attempts, commands and its entries in the keyring
    /// carry it.
    pub terminal: Uuid,
    /// What people call it within the shop.
    pub name: String,
    /// The shop's code; none: the first shop.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shop: Option<String>,
    /// Whether the server's password is in the system's keyring. Without this word an empty
    /// keyring could not be told from a locked one.
    #[serde(default)]
    pub password_in_keyring: bool,
    /// Where the server is. Among the last, since a table takes every key after it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub server: Option<ServerSettings>,
    /// Where the card terminal of this counter is, as a table `[card_terminal]`; none: there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub card_terminal: Option<CardTerminalConfig>,
    /// How long services on the Internet are waited for, as a table `[services]`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub services: Option<ServicesConfig>,
    /// The printers that this terminal prints on, a table `[[printer]]` each.
    #[serde(default, skip_serializing_if = "Printers::is_empty")]
    pub printer: Printers,
}

/// The card terminal of a counter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CardTerminalConfig {
    /// Where it is.
    pub address: Address,
}

/// The file, wherever it is.
#[derive(Clone, Debug)]
pub struct ConfigFile {
    path: PathBuf,
}

impl ConfigFile {
    pub(super) fn in_folder(folder: &Path) -> ConfigFile {
        ConfigFile { path: folder.join("config.toml") }
    }

    /// What it holds, if it is there.
    ///
    /// # Errors
    /// When it cannot be read, or holds what it should not (with the line).
    pub fn read(&self) -> anyhow::Result<Option<Config>> {
        let reading = || format!("reading {}", self.path.display());
        let text = match fs::read_to_string(&self.path) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            text => text.with_context(reading)?,
        };
        let config = toml::from_str(&text).with_context(reading)?;
        fs::set_permissions(&self.path, Permissions::from_mode(0o600))?;
        Ok(Some(config))
    }

    /// What it holds; at the first start this terminal becomes somebody, in `shop`.
    ///
    /// # Errors
    /// Those of [`ConfigFile::read`] and [`ConfigFile::write`].
    pub fn read_or_introduce(&self, shop: Option<&str>) -> anyhow::Result<Config> {
        if let Some(config) = self.read()? {
            return Ok(config);
        }
        let config = Config {
            terminal: new_terminal(),
            name: NAME.into(),
            shop: shop.map(str::to_owned),
            password_in_keyring: false,
            server: None,
            card_terminal: None,
            services: None,
            printer: Printers::default(),
        };
        self.write(&config)?;
        Ok(config)
    }

    /// Replaces it, beside its place first: it is never found half-written.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn write(&self, config: &Config) -> anyhow::Result<()> {
        let unfinished = self.path.with_extension("new");
        let write = || -> anyhow::Result<()> {
            let mut open = OpenOptions::new();
            open.write(true).create(true).truncate(true).mode(0o600);
            let mut new = open.open(&unfinished)?;
            new.write_all(toml::to_string(config)?.as_bytes())?;
            new.sync_all()?;
            Ok(fs::rename(&unfinished, &self.path)?)
        };
        write().with_context(|| format!("writing {}", self.path.display()))
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the terminal is named once, before there is an App to take randomness from"
)]
fn new_terminal() -> Uuid {
    Uuid::now_v7()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outside::Limits;
    use domain::server::Tls;

    #[test]
    fn a_terminal_stays_who_it_is() -> anyhow::Result<()> {
        let folder = tempfile::tempdir()?;
        let file = ConfigFile::in_folder(folder.path());
        let first = file.read_or_introduce(Some("MOZ1"))?;
        assert_eq!((first.name.as_str(), first.shop.as_deref()), ("Poste 1", Some("MOZ1")));
        assert_eq!(fs::metadata(&file.path)?.permissions().mode() & 0o777, 0o600);
        let again = file.read_or_introduce(Some("MOZ2"))?;
        assert_eq!((again.terminal, again.shop.as_deref()), (first.terminal, Some("MOZ1")));
        Ok(())
    }

    #[test]
    fn where_the_server_is_comes_back_as_it_was_written() -> anyhow::Result<()> {
        let folder = tempfile::tempdir()?;
        let file = ConfigFile::in_folder(folder.path());
        let mut config = file.read_or_introduce(None)?;
        config.password_in_keyring = true;
        config.server = Some(ServerSettings {
            host: "db.example, db2.example:5434".parse().expect("hosts"),
            port: 5433,
            database: "shops".to_owned(),
            user: "till".to_owned(),
            tls: Some(Tls::VerifyCa),
            ca_file: None,
        });
        let printers = "[[printer]]\nname = \"Comptoir\"\nuse = [\"ticket\"]\n";
        let printers = format!("{printers}address = \"tcp://192.168.1.30:9100\"\ncolumns = 48\n");
        let printers: toml::Table = toml::from_str(&printers)?;
        config.printer = printers["printer"].clone().try_into()?;
        config.card_terminal = Some(CardTerminalConfig { address: "192.168.1.40".parse()? });
        config.services = Some(toml::from_str("connect_seconds = 5")?);
        file.write(&config)?;
        let found = file.read()?.context("it was written")?;
        let limits = Limits::from(found.services.context("the limits")?);
        assert_eq!((limits.connect.as_secs(), limits.call.as_secs()), (5, 10));
        assert_eq!((found.server, found.password_in_keyring), (config.server, true));
        assert_eq!(found.printer, config.printer);
        assert_eq!(found.card_terminal, config.card_terminal);
        assert!(fs::read_to_string(&file.path)?.contains("tls = \"verify-ca\""));
        Ok(())
    }

    #[test]
    fn a_wrong_line_is_named() -> anyhow::Result<()> {
        let folder = tempfile::tempdir()?;
        let file = ConfigFile::in_folder(folder.path());
        let head = format!("terminal = \"{}\"\nname = \"A\"\n", Uuid::nil());
        let server = "[server]\nhost = \"db\"\nport = 5432\ndatabase = \"a\"\nuser = \"b\"\n";
        let printer = "[[printer]]\nname = \"A\"\nuse = [\"ticket\"]\naddress = \"tcp://a\"\n";
        for (text, line, key) in [
            (format!("{head}password = \"x\"\n"), "line 3", "password"),
            (format!("{head}{server}password = \"x\"\n"), "line 8", "password"),
            (format!("{head}{server}tls = \"perhaps\"\n"), "line 8", "perhaps"),
            (format!("{head}[server]\nhost = \"a b\"\n"), "line 4", "a b"),
            (format!("{head}[card_terminal]\naddress = \"a b\"\n"), "line 4", "a b"),
            (format!("{head}[services]\ncall_second = 5\n"), "line 4", "call_second"),
            (format!("{head}[services]\ncall_seconds = 0\n"), "line 3", "1 or more"),
            (format!("{head}[services]\ncall_seconds = 13\n"), "line 3", "15 together"),
            (format!("{head}{printer}collumns = 42\n"), "line 7", "collumns"),
            (format!("{head}{printer}columns = 12\n"), "line 7", "24 to 80"),
            (format!("{head}[[printer]]\nname = \" \"\n"), "line 4", "name"),
            (format!("{head}[[printer]]\nuse = [\"tiket\"]\n"), "line 4", "tiket"),
            (format!("{head}[[printer]]\naddress = \"lp0\"\n"), "line 4", "lp0"),
            (format!("{head}{printer}instead = \"B\"\n"), "line 3", "“B”"),
            (format!("{head}{printer}{printer}"), "line 3", "twice"),
        ] {
            fs::write(&file.path, &text)?;
            let error = file.read().err().context("it was taken")?;
            let told = format!("{error:#}");
            assert!(told.contains(line) && told.contains(key), "{told}");
        }
        Ok(())
    }
}
