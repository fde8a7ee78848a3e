//! The SQL of looking at a server before anything is known of it.

use super::primary::{Standing, Timeline};
use domain::server::ShopChoice;
use sqlx::postgres::PgConnection;

/// Whether a host accepts writes. The second is how a primary that must not be written to any more
/// is fenced.
pub(crate) const ACCEPTS_WRITES: &str =
    "SELECT NOT pg_is_in_recovery() AND current_setting('transaction_read_only') = 'off'";

/// PostgreSQL's version, as people say it and as it is compared: `15.14` and 150014. Nothing else
/// is asked along with it, since an old server may not know what else we would ask.
pub async fn version(server: &mut PgConnection) -> Result<(String, i32), sqlx::Error> {
    sqlx::query_as(
        "SELECT split_part(current_setting('server_version'), ' ', 1),
                current_setting('server_version_num')::integer",
    )
    .fetch_one(server)
    .await
}

/// The newest of the program's migrations that the database has seen, and whether all of them
/// went well; nothing where there is no list of them.
pub async fn migrated(server: &mut PgConnection) -> Result<Option<(i64, bool)>, sqlx::Error> {
    let listed: bool =
        sqlx::query_scalar("SELECT to_regclass('oc_pizza._sqlx_migrations') IS NOT NULL")
            .fetch_one(&mut *server)
            .await?;
    if !listed {
        return Ok(None);
    }
    let (newest, sound): (Option<i64>, Option<bool>) =
        sqlx::query_as("SELECT max(version), bool_and(success) FROM oc_pizza._sqlx_migrations")
            .fetch_one(server)
            .await?;
    Ok(newest.map(|newest| (newest, sound.unwrap_or_default())))
}

/// Whether the login may make the program's schema.
pub async fn may_create(server: &mut PgConnection) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar("SELECT has_database_privilege(current_database(), 'CREATE')")
        .fetch_one(server)
        .await
}

/// The shops, by code.
pub async fn shops(server: &mut PgConnection) -> Result<Vec<ShopChoice>, sqlx::Error> {
    let rows: Vec<(String, String)> =
        sqlx::query_as("SELECT code, name FROM oc_pizza.shop ORDER BY code")
            .fetch_all(server)
            .await?;
    Ok(rows.into_iter().map(|(code, name)| ShopChoice { code, name }).collect())
}

/// Whether the host accepts writes, and where it stands among promotions.
pub async fn standing(server: &mut PgConnection) -> Result<Standing, sqlx::Error> {
    let writes: bool = sqlx::query_scalar(ACCEPTS_WRITES).fetch_one(&mut *server).await?;
    let timeline = if writes { timeline(server).await? } else { None };
    Ok(Standing { writes, timeline })
}

/// A server that does not let us know is taken at its word that it accepts writes.
async fn timeline(server: &mut PgConnection) -> Result<Option<Timeline>, sqlx::Error> {
    // The name of a file of the log begins with the timeline, in eight hexadecimal digits.
    let asked: Result<(i64, i64), _> = sqlx::query_as(
        "SELECT (SELECT system_identifier FROM pg_control_system()),
                ('x' || left(pg_walfile_name(pg_current_wal_lsn()), 8))::bit(32)::bigint",
    )
    .fetch_one(server)
    .await;
    match asked {
        Ok((system, number)) => Ok(Some(Timeline { system, number })),
        Err(error) if error.as_database_error().is_some() => Ok(None),
        Err(error) => Err(error),
    }
}
