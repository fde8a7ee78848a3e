//! The group's PostgreSQL server: how a terminal is told where it is, and what it finds there.
//!
//! The steps of a first start are worked out by the backend and walked by the screen: connect,
//! prepare an empty database, open the first shop. Why one of them fails is said by
//! [`ServerRefused`].

pub mod check;
mod hosts;
mod refused;

pub use hosts::{Host, Hosts};
pub use refused::{CertificateFault, ServerRefused};

use crate::calls;
use crate::contract::Who;
use crate::failure::Failure;
use crate::staff::Pin;
use core::net::IpAddr;
use serde::{Deserialize, Serialize};

/// PostgreSQL's own port.
pub const PORT: u16 = 5432;
/// The oldest server whose SQL the program speaks.
pub const POSTGRESQL_MIN: u32 = 12;

/// How the connection is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Tls {
    /// Encrypted; the certificate must come from a known authority and name the host.
    VerifyFull,
    /// Encrypted; the certificate must come from a known authority.
    VerifyCa,
    /// Encrypted; anybody could have answered.
    Require,
    /// In clear: within this PC only.
    Disable,
}

impl Tls {
    /// What holds when nothing is chosen.
    pub fn usual(hosts: &Hosts) -> Tls {
        if hosts.far().is_none() { Tls::Disable } else { Tls::VerifyFull }
    }

    /// The word in the configuration and on the form.
    pub fn word(self) -> &'static str {
        match self {
            Tls::VerifyFull => "verify-full",
            Tls::VerifyCa => "verify-ca",
            Tls::Require => "require",
            Tls::Disable => "disable",
        }
    }

    /// The protection of that word.
    pub fn from_word(word: &str) -> Option<Tls> {
        let all = [Tls::VerifyFull, Tls::VerifyCa, Tls::Require, Tls::Disable];
        all.into_iter().find(|tls| tls.word() == word)
    }
}

/// Whether what is sent to a host stays within this PC: a socket's folder, or the loopback.
pub fn is_local(host: &str) -> bool {
    let address = host.parse::<IpAddr>();
    host.starts_with('/') || host == "localhost" || address.is_ok_and(|it| it.is_loopback())
}

/// Where the database is; nothing in it is secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServerSettings {
    /// Its hosts.
    pub host: Hosts,
    /// The port of those that name none of their own.
    pub port: u16,
    /// The database's name.
    pub database: String,
    /// The login.
    pub user: String,
    /// The protection, where it was chosen; else [`Tls::usual`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tls: Option<Tls>,
    /// A file of certificates of authorities to trust besides the system's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ca_file: Option<String>,
}

impl ServerSettings {
    /// The protection that holds.
    pub fn tls(&self) -> Tls {
        self.tls.unwrap_or_else(|| Tls::usual(&self.host))
    }
}

/// The same as somebody typed it, in a form or as variables.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypedServer {
    /// The hosts: one, or several with commas between.
    pub host: String,
    /// The port; nothing is [`PORT`].
    pub port: String,
    /// The database's name.
    pub database: String,
    /// The login.
    pub user: String,
    /// Its password; nothing where the terminal knows it, or where none is needed.
    pub password: String,
    /// The protection, where one was chosen.
    pub tls: Option<Tls>,
    /// The file of authorities; nothing: the system's alone.
    pub ca_file: String,
}

impl std::fmt::Debug for TypedServer {
    /// Without the password: this may end up in a log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let TypedServer { host, port, database, user, .. } = self;
        write!(f, "TypedServer({user}@{host}:{port}/{database})")
    }
}

impl TypedServer {
    /// What is in a form that starts from settings.
    pub fn from_settings(settings: &ServerSettings) -> TypedServer {
        TypedServer {
            host: settings.host.to_string(),
            port: settings.port.to_string(),
            database: settings.database.clone(),
            user: settings.user.clone(),
            password: String::new(),
            tls: settings.tls,
            ca_file: settings.ca_file.clone().unwrap_or_default(),
        }
    }

    /// The settings, trimmed and checked.
    ///
    /// # Errors
    /// The first field that cannot be taken as typed.
    pub fn settings(&self) -> Result<ServerSettings, ServerRefused> {
        let needed = |field, typed: &str| match typed.trim() {
            "" => Err(ServerRefused::Missing { field }),
            text => Ok(text.to_owned()),
        };
        let host: Hosts = self.host.parse()?;
        let port = match self.port.trim() {
            "" => PORT,
            typed => typed
                .parse()
                .ok()
                .filter(|port| *port != 0)
                .ok_or_else(|| ServerRefused::Port { typed: typed.to_owned() })?,
        };
        if let (Some(Tls::Disable), Some(far)) = (self.tls, host.far()) {
            return Err(ServerRefused::Plain { host: far.name.clone() });
        }
        Ok(ServerSettings {
            host,
            port,
            database: needed("database", &self.database)?,
            user: needed("user", &self.user)?,
            tls: self.tls,
            ca_file: Some(self.ca_file.trim()).filter(|it| !it.is_empty()).map(str::to_owned),
        })
    }
}

/// A shop a terminal can stand in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShopChoice {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
}

/// The state of the program's tables in a database.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Tables {
    /// There are none: the database can be prepared.
    None,
    /// An older program's: they must be brought up to date.
    Older,
    /// This program's.
    Current,
}

/// What was found at a server that lets the terminal in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServerFound {
    /// PostgreSQL's version: `15.14`.
    pub version: String,
    /// The state of the tables.
    pub tables: Tables,
    /// The shops, by code.
    pub shops: Vec<ShopChoice>,
}

/// What a terminal needs next.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Step {
    /// To be told where the server is, or something else than it knows.
    Connect {
        /// Why what it knows does not do; none at the first start.
        failure: Option<Failure>,
    },
    /// The system's keyring, which holds the password: it is looked for again and again.
    Keyring {
        /// What is wrong with it.
        failure: Failure,
    },
    /// Tables in an empty database.
    Migrate,
    /// The group's first shop, and somebody to sign in there.
    FirstShop,
    /// Nothing: it can be worked with.
    Done,
}

/// Where a terminal stands on its way to its first order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetUp {
    /// What is next.
    pub step: Step,
    /// Where the server is, as far as the terminal knows.
    pub settings: Option<ServerSettings>,
    /// Whether it knows the password, so that it need not be typed again.
    pub knows_password: bool,
    /// What was found there.
    pub found: Option<ServerFound>,
    /// The code of its shop, if it was told one.
    pub shop: Option<String>,
}

/// Asks what the terminal needs next.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ReadServer {}

/// Tries what was typed, and keeps nothing.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct TestServer {
    /// What was typed.
    pub typed: TypedServer,
}

/// Tries what was typed, keeps it, and goes on with it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SaveServer {
    /// What was typed.
    pub typed: TypedServer,
    /// The code of the shop this terminal stands in, where there is a choice.
    pub shop: Option<String>,
}

/// Makes the program's tables in an empty database.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct MigrateServer {}

/// Opens the group's first shop, with its manager.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct OpenFirstShop {
    /// Its code: `MOZ1`.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The manager's first name.
    pub manager: String,
    /// The manager's PIN.
    pub pin: Pin,
}

calls! {
    /// The calls of a terminal that cannot work yet. Anyone may make them, since nobody can sign
    /// in; a terminal that can work refuses those that change something.
    "server" ServerCall {
        ReadServer -> SetUp, Who::Anyone, [Counter, Kitchen, Board, Office];
        TestServer -> ServerFound, Who::Anyone, [Counter, Kitchen, Board, Office];
        SaveServer -> SetUp, Who::Anyone, [Counter, Kitchen, Board, Office];
        MigrateServer -> SetUp, Who::Anyone, [Counter, Kitchen, Board, Office];
        OpenFirstShop -> SetUp, Who::Anyone, [Counter, Kitchen, Board, Office];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed() -> TypedServer {
        TypedServer {
            host: " db.example ".to_owned(),
            database: "shops".to_owned(),
            user: "till".to_owned(),
            ..TypedServer::default()
        }
    }

    #[test]
    fn a_host_that_is_not_local_is_verified() {
        for (host, tls) in [
            ("db.example", Tls::VerifyFull),
            ("192.168.1.10", Tls::VerifyFull),
            ("localhost.example", Tls::VerifyFull),
            ("localhost", Tls::Disable),
            ("127.0.0.1", Tls::Disable),
            ("127.1.2.3", Tls::Disable),
            ("::1", Tls::Disable),
            ("/run/postgresql", Tls::Disable),
            ("localhost, db.example", Tls::VerifyFull),
        ] {
            assert_eq!(Tls::usual(&host.parse().expect(host)), tls, "{host}");
        }
    }

    #[test]
    fn what_is_typed_is_trimmed_and_checked() {
        let settings = typed().settings().expect("settings");
        assert_eq!((settings.host.to_string().as_str(), settings.port), ("db.example", PORT));
        assert_eq!((settings.tls(), &settings.ca_file), (Tls::VerifyFull, &None));
        let again = TypedServer::from_settings(&settings).settings();
        assert_eq!(again, Ok(settings));
        let missing = |field| ServerRefused::Missing { field };
        let host = ServerRefused::Host { typed: "a b".to_owned() };
        let port = |typed: &str| ServerRefused::Port { typed: typed.to_owned() };
        let plain = ServerRefused::Plain { host: "db.example".to_owned() };
        for (change, refused) in [
            (TypedServer { host: "  ".to_owned(), ..typed() }, missing("host")),
            (TypedServer { database: String::new(), ..typed() }, missing("database")),
            (TypedServer { user: String::new(), ..typed() }, missing("user")),
            (TypedServer { port: "high".to_owned(), ..typed() }, port("high")),
            (TypedServer { host: "a b".to_owned(), ..typed() }, host),
            (TypedServer { port: "0".to_owned(), ..typed() }, port("0")),
            (TypedServer { port: "70000".to_owned(), ..typed() }, port("70000")),
            (TypedServer { tls: Some(Tls::Disable), ..typed() }, plain),
        ] {
            assert_eq!(change.settings(), Err(refused), "{change:?}");
        }
    }

    #[test]
    fn secrets_are_not_written_out() {
        let typed = TypedServer { password: "s3cret".to_owned(), ..typed() };
        let shop = OpenFirstShop {
            code: "MOZ1".to_owned(),
            name: "Mozart".to_owned(),
            manager: "Nathalie".to_owned(),
            pin: Pin("4444".to_owned()),
        };
        let written = format!("{:?} {shop:?}", SaveServer { typed, shop: None });
        assert!(!written.contains("s3cret") && !written.contains("4444"), "{written}");
    }

    #[test]
    fn words_and_protections_are_the_same_list() {
        for word in ["verify-full", "verify-ca", "require", "disable"] {
            assert_eq!(Tls::from_word(word).map(Tls::word), Some(word));
        }
        assert_eq!(Tls::from_word("prefer"), None);
    }
}
