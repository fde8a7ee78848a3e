//! Going to a server: how the driver is told where, what is looked at there first, and making the
//! program's tables.

use super::refused::{not_migrated, refused};
use super::store;
use crate::app::MIGRATIONS;
use crate::error::Error;
use domain::server::{
    POSTGRESQL_MIN, ServerFound, ServerRefused, ServerSettings, Tables, Tls, is_local,
};
use sqlx::postgres::{PgConnectOptions, PgConnection, PgPoolOptions, PgSslMode};
use sqlx::{ConnectOptions, Connection};
use std::time::Duration;
use tokio::net::lookup_host;
use tokio::time::timeout;

/// A server that takes longer to be looked at is not there.
const LOOK_MAX: Duration = Duration::from_secs(5);

/// The settings as the driver takes them.
pub fn options(settings: &ServerSettings, password: Option<&str>) -> PgConnectOptions {
    let mut options = PgConnectOptions::new_without_pgpass()
        .username(&settings.user)
        .database(&settings.database)
        .port(settings.port)
        .ssl_mode(match settings.tls() {
            Tls::VerifyFull => PgSslMode::VerifyFull,
            Tls::VerifyCa => PgSslMode::VerifyCa,
            Tls::Require => PgSslMode::Require,
            Tls::Disable => PgSslMode::Disable,
        });
    if let Some(file) = &settings.ca_file {
        options = options.ssl_root_cert(file);
    }
    if let Some(password) = password {
        options = options.password(password);
    }
    if settings.host.starts_with('/') {
        options.socket(&settings.host)
    } else {
        options.host(&settings.host)
    }
}

/// What the driver would only say confusedly.
///
/// # Errors
/// The file of authorities cannot be read.
pub fn check_files(settings: &ServerSettings) -> Result<(), ServerRefused> {
    let Some(path) = &settings.ca_file else { return Ok(()) };
    match std::fs::read_to_string(path) {
        Ok(text) if text.contains("-----BEGIN CERTIFICATE-----") => Ok(()),
        _ => Err(ServerRefused::CaFile { path: path.clone() }),
    }
}

/// Looks at the server and the database, on a connection of its own and without the settings our
/// pool asks for: an old server does not know them.
///
/// # Errors
/// Why it cannot be worked with. Tables that are missing or older are none: see [`ServerFound`].
pub async fn look(options: &PgConnectOptions) -> Result<ServerFound, ServerRefused> {
    let host = options.get_host();
    let looking = async {
        if options.get_socket().is_none() && !is_local(host) {
            // The driver's own error for this has no kind to know it by.
            let found = lookup_host((host, options.get_port())).await;
            if found.is_err() {
                return Err(ServerRefused::UnknownHost { host: host.to_owned() });
            }
        }
        let told = |error| refused(&error, options);
        let mut server: PgConnection = options.connect().await.map_err(told)?;
        let found = look_around(&mut server, options).await;
        // The server sees the line end in any case.
        let _ = server.close().await;
        found
    };
    match timeout(LOOK_MAX, looking).await {
        Ok(found) => found,
        Err(_) => Err(refused(&sqlx::Error::PoolTimedOut, options)),
    }
}

async fn look_around(
    server: &mut PgConnection,
    options: &PgConnectOptions,
) -> Result<ServerFound, ServerRefused> {
    let told = |error| refused(&error, options);
    let (version, number) = store::version(server).await.map_err(told)?;
    if !is_new_enough(number) {
        return Err(ServerRefused::OldServer { version });
    }
    let tables = tables(store::migrated(server).await.map_err(told)?)?;
    if tables == Tables::None && !store::may_create(server).await.map_err(told)? {
        let user = options.get_username().to_owned();
        let database = options.get_database().unwrap_or_default().to_owned();
        return Err(ServerRefused::NoRight { user, database });
    }
    let shops = match tables {
        Tables::Current => store::shops(server).await.map_err(told)?,
        Tables::None | Tables::Older => Vec::new(),
    };
    Ok(ServerFound { version, tables, shops })
}

/// 120022 is 12.22: since 10 the first two digits are the version.
fn is_new_enough(number: i32) -> bool {
    number.unsigned_abs() / 10_000 >= POSTGRESQL_MIN
}

/// Compares the newest migration a database has seen with ours.
fn tables(migrated: Option<(i64, bool)>) -> Result<Tables, ServerRefused> {
    let ours = MIGRATIONS.iter().map(|migration| migration.version).max().unwrap_or_default();
    match migrated {
        None => Ok(Tables::None),
        Some((newest, _)) if newest > ours => Err(ServerRefused::NewerSchema),
        Some((newest, true)) if newest == ours => Ok(Tables::Current),
        Some(_) => Ok(Tables::Older),
    }
}

/// Brings the tables to this version of the program, on a connection of its own: its statements
/// may take longer than a terminal's.
///
/// # Errors
/// [`ServerRefused`] where the server says no, else a fault of the migrations.
pub async fn migrate(options: &PgConnectOptions) -> Result<(), Error> {
    look(options).await?;
    let pool = PgPoolOptions::new().max_connections(1).connect_lazy_with(options.clone());
    let outcome = MIGRATIONS.run(&pool).await;
    pool.close().await;
    match outcome {
        Ok(()) => Ok(()),
        Err(error) => match not_migrated(&error, options) {
            Some(refused) => Err(refused.into()),
            None => {
                let error = anyhow::Error::from(error);
                Err(error.context("bringing the database up to date").into())
            }
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_compared() {
        for (number, new_enough) in
            [(90_624, false), (110_022, false), (120_002, true), (150_014, true), (180_004, true)]
        {
            assert_eq!(is_new_enough(number), new_enough, "{number}");
        }
    }

    #[test]
    fn a_schema_is_older_the_same_or_newer() {
        let ours = MIGRATIONS.iter().map(|it| it.version).max().expect("migrations");
        for (migrated, expected) in [
            (None, Ok(Tables::None)),
            (Some((ours - 1, true)), Ok(Tables::Older)),
            (Some((ours, false)), Ok(Tables::Older)),
            (Some((ours, true)), Ok(Tables::Current)),
            (Some((ours + 1, true)), Err(ServerRefused::NewerSchema)),
        ] {
            assert_eq!(tables(migrated), expected, "{migrated:?}");
        }
    }

    #[test]
    fn settings_reach_the_driver() {
        let settings = ServerSettings {
            host: "db.example".to_owned(),
            port: 5433,
            database: "shops".to_owned(),
            user: "till".to_owned(),
            tls: None,
            ca_file: None,
        };
        let far = options(&settings, None);
        assert_eq!((far.get_host(), far.get_port()), ("db.example", 5433));
        assert!(matches!(far.get_ssl_mode(), PgSslMode::VerifyFull));
        let near =
            options(&ServerSettings { host: "/run/postgresql".to_owned(), ..settings }, None);
        assert_eq!(near.get_socket().map(|it| it.as_path()), Some("/run/postgresql".as_ref()));
        assert!(matches!(near.get_ssl_mode(), PgSslMode::Disable));
    }
}
