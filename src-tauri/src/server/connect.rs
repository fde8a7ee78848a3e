//! Going to a server: how the driver is told where, which of its hosts is the primary, what is
//! looked at there first, and making the program's tables.

use super::primary::{Standing, Timeline};
use super::refused::{not_migrated, refused};
use super::store;
use crate::app::MIGRATIONS;
use crate::error::Error;
use crate::orders::elsewhere;
use domain::server::{
    Host, PORT, POSTGRESQL_MIN, ServerFound, ServerRefused, ServerSettings, Tables, Tls, is_local,
};
use domain::{FailureCode, Refusal};
use sqlx::postgres::{PgConnectOptions, PgConnection, PgPoolOptions, PgSslMode};
use sqlx::{ConnectOptions, Connection, PgPool};
use std::time::Duration;
use tokio::net::lookup_host;
use tokio::task::JoinSet;
use tokio::time::timeout;

/// A host that takes longer to say what it is, or the primary to be looked at, is not there.
const LOOK_MAX: Duration = Duration::from_secs(4);
/// How long the other hosts have to answer too, once one says that it accepts writes.
const STRAGGLERS_MAX: Duration = Duration::from_millis(300);

/// The settings as the driver takes them, for each host.
pub fn ways(settings: &ServerSettings, password: Option<&str>) -> Vec<PgConnectOptions> {
    let mut options = PgConnectOptions::new_without_pgpass()
        .username(&settings.user)
        .database(&settings.database)
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
    let way = |name: &str, port| {
        let options = options.clone().port(port);
        if name.starts_with('/') { options.socket(name) } else { options.host(name) }
    };
    let hosts = settings.host.iter();
    hosts.map(|host| way(&host.name, host.port.unwrap_or(settings.port))).collect()
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

/// The host that accepts writes, and what was found there.
pub struct Found {
    /// The way to it.
    pub options: PgConnectOptions,
    /// Where it stands among promotions.
    pub timeline: Option<Timeline>,
    /// What is there.
    pub server: ServerFound,
}

/// A host that let us in.
struct Answer {
    options: PgConnectOptions,
    connection: PgConnection,
    standing: Standing,
}

/// Asks all hosts at once which of them accepts writes, and looks at the database there: on a
/// connection of its own and without the settings our pool asks for, as an old server does not
/// know them. Of two that accept writes, the one promoted last is the primary; one of which
/// `has_overtaken` holds is none.
///
/// # Errors
/// Why it cannot be worked with. Tables that are missing or older are none: see [`ServerFound`].
pub async fn look(
    ways: &[PgConnectOptions],
    has_overtaken: impl Fn(Option<Timeline>) -> bool,
) -> Result<Found, ServerRefused> {
    let is_primary = |it: &Answer| it.standing.writes && !has_overtaken(it.standing.timeline);
    let mut asked: JoinSet<_> = ways.iter().cloned().map(ask).collect();
    let (mut answers, mut refusals): (Vec<Answer>, _) = (Vec::new(), Vec::new());
    while let Some(answered) = next(&mut asked, answers.iter().any(is_primary)).await {
        match answered {
            Ok(answer) => answers.push(answer),
            Err(refused) => refusals.push(refused),
        }
    }
    let promoted = |it: &Answer| it.standing.timeline.map(|timeline| timeline.number);
    answers.sort_by_key(|it| (is_primary(it), promoted(it)));
    let primary = answers.pop_if(|it| is_primary(it));
    let none = no_primary(ways, &answers, refusals);
    for other in answers {
        // The server sees the line end in any case.
        let _ = other.connection.close().await;
    }
    look_at(primary.ok_or(none)?).await
}

/// Why none of the hosts will do. What a person has to mend comes before what mends itself.
fn no_primary(
    ways: &[PgConnectOptions],
    answers: &[Answer],
    refusals: Vec<ServerRefused>,
) -> ServerRefused {
    let all =
        |hosts: Vec<&PgConnectOptions>| hosts.into_iter().map(named).collect::<Vec<_>>().join(", ");
    let overtaken = answers.iter().find(|it| it.standing.writes);
    let is_for_somebody = |it: &&ServerRefused| it.code() != FailureCode::Unreachable;
    if let Some(refused) = refusals.iter().find(is_for_somebody) {
        refused.clone()
    } else if let Some(answer) = overtaken {
        ServerRefused::Overtaken { host: named(&answer.options) }
    } else if !answers.is_empty() {
        ServerRefused::OnlyStandbys { hosts: all(answers.iter().map(|it| &it.options).collect()) }
    } else if let ([_], [refused]) = (ways, refusals.as_slice()) {
        refused.clone()
    } else {
        ServerRefused::NoneAnswers { hosts: all(ways.iter().collect()) }
    }
}

/// A host as people write it; its port is told where it may be what tells it from the others.
fn named(options: &PgConnectOptions) -> String {
    let port = Some(options.get_port()).filter(|port| *port != PORT);
    match options.get_socket() {
        Some(folder) => folder.display().to_string(),
        None => Host { name: options.get_host().to_owned(), port }.to_string(),
    }
}

/// The next host's answer, in the order in which they come.
async fn next(
    asked: &mut JoinSet<Result<Answer, ServerRefused>>,
    is_found: bool,
) -> Option<Result<Answer, ServerRefused>> {
    let patience = if is_found { STRAGGLERS_MAX } else { 2 * LOOK_MAX };
    let answered = timeout(patience, asked.join_next()).await.ok()??;
    Some(answered.unwrap_or_else(|lost| Err(ServerRefused::Other { words: lost.to_string() })))
}

/// Asks a host what it is.
async fn ask(options: PgConnectOptions) -> Result<Answer, ServerRefused> {
    let host = options.get_host();
    let told = |error| refused(&error, &options);
    let asking = async {
        if options.get_socket().is_none() && !is_local(host) {
            // The driver's own error for this has no kind to know it by.
            let found = lookup_host((host, options.get_port())).await;
            if found.is_err() {
                return Err(ServerRefused::UnknownHost { host: host.to_owned() });
            }
        }
        let mut connection: PgConnection = options.connect().await.map_err(told)?;
        let standing = store::standing(&mut connection).await.map_err(told)?;
        Ok((connection, standing))
    };
    let asked = timeout(LOOK_MAX, asking).await;
    let (connection, standing) = asked.unwrap_or_else(|_| Err(silent(&options)))?;
    Ok(Answer { options, connection, standing })
}

fn silent(options: &PgConnectOptions) -> ServerRefused {
    refused(&sqlx::Error::PoolTimedOut, options)
}

async fn look_at(mut primary: Answer) -> Result<Found, ServerRefused> {
    let looking = look_around(&mut primary.connection, &primary.options);
    let looked = timeout(LOOK_MAX, looking).await;
    let _ = primary.connection.close().await;
    let server = looked.unwrap_or_else(|_| Err(silent(&primary.options)))?;
    Ok(Found { options: primary.options, timeline: primary.standing.timeline, server })
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

/// Brings the tables to this version of the program, at the primary, to which the way is the
/// answer. On a connection of its own: its statements
/// may take longer than a terminal's.
///
/// # Errors
/// [`ServerRefused`] where the server says no, else a fault of the migrations.
pub async fn migrate(ways: &[PgConnectOptions]) -> Result<PgConnectOptions, Error> {
    let options = look(ways, |_| false).await?.options;
    let pool = PgPoolOptions::new().max_connections(1).connect_lazy_with(options.clone());
    let outcome = MIGRATIONS.run(&pool).await;
    let made = match &outcome {
        Ok(()) => made_from_statements(&pool).await,
        Err(_) => Ok(()),
    };
    pool.close().await;
    match outcome {
        Ok(()) => Ok(made.map(|()| options)?),
        Err(error) => match not_migrated(&error, &options) {
            Some(refused) => Err(refused.into()),
            None => {
                let error = anyhow::Error::from(error);
                Err(error.context("bringing the database up to date").into())
            }
        },
    }
}

/// Makes what no migration does: the functions whose text is a statement of the program.
async fn made_from_statements(pool: &PgPool) -> Result<(), sqlx::Error> {
    elsewhere::make(&mut *pool.acquire().await?).await
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
        let settings = |host: &str| ServerSettings {
            host: host.parse().expect(host),
            port: 5433,
            database: "shops".to_owned(),
            user: "till".to_owned(),
            tls: None,
            ca_file: None,
        };
        let far = ways(&settings("db1.example, [fe80::2]:5434"), None);
        let told: Vec<_> = far.iter().map(|it| (it.get_host(), it.get_port())).collect();
        assert_eq!(told, [("db1.example", 5433), ("fe80::2", 5434)]);
        assert!(far.iter().all(|it| matches!(it.get_ssl_mode(), PgSslMode::VerifyFull)));
        let near = ways(&settings("/run/postgresql"), None);
        let folders: Vec<_> =
            near.iter().map(|it| it.get_socket().map(|it| it.as_path())).collect();
        assert_eq!(folders, [Some("/run/postgresql".as_ref())]);
        assert!(matches!(near[0].get_ssl_mode(), PgSslMode::Disable));
    }

    #[test]
    fn what_a_person_has_to_mend_is_said_before_what_mends_itself() {
        let way = |host: &str| PgConnectOptions::new_without_pgpass().host(host).port(5432);
        let silent = |host: &str| ServerRefused::Silent { host: host.to_owned() };
        let wrong = ServerRefused::WrongPassword { user: "till".to_owned() };
        let none = ServerRefused::NoneAnswers { hosts: "a, b".to_owned() };
        for (hosts, refusals, expected) in [
            (vec!["a"], vec![silent("a")], silent("a")),
            (vec!["a", "b"], vec![silent("a"), silent("b")], none),
            (vec!["a", "b"], vec![silent("a"), wrong.clone()], wrong),
        ] {
            let ways: Vec<_> = hosts.into_iter().map(way).collect();
            assert_eq!(no_primary(&ways, &[], refusals), expected);
        }
    }
}
