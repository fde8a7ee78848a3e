//! The SQL of listening, and of the lock that one process has in its terminal's name.

use crate::server::store::ACCEPTS_WRITES;
use sqlx::FromRow;
use sqlx::postgres::PgListener;
use uuid::Uuid;

/// Asks whether the host still accepts writes, which any answer to is a sign of life. News that
/// arrives meanwhile is kept by the listener.
pub(super) async fn sign_of_life(listener: &mut PgListener) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar(ACCEPTS_WRITES).fetch_one(listener).await
}

/// Takes the lock of a terminal for this session, if no other has it.
pub(super) async fn take_lock(
    listener: &mut PgListener,
    terminal: Uuid,
) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar("SELECT pg_try_advisory_lock(hashtextextended($1::text, 0))")
        .bind(terminal)
        .fetch_one(listener)
        .await
}

/// The session that has a terminal's lock. Another login's keeps its name and address to itself.
#[derive(Clone, Debug, FromRow)]
pub(super) struct Holder {
    pub pid: i32,
    pub session_name: Option<String>,
    pub address: Option<String>,
}

/// Who has the lock of a terminal.
pub(super) async fn holder(
    listener: &mut PgListener,
    terminal: Uuid,
) -> Result<Option<Holder>, sqlx::Error> {
    sqlx::query_as(
        "SELECT pid, application_name AS session_name, host(client_addr) AS address
         FROM pg_locks JOIN pg_stat_activity USING (pid)
         WHERE locktype = 'advisory' AND granted AND objsubid = 1
           AND pg_locks.database = (SELECT oid FROM pg_database WHERE datname = current_database())
           AND (classid::bigint << 32) | objid::bigint = hashtextextended($1::text, 0)",
    )
    .bind(terminal)
    .fetch_optional(listener)
    .await
}

/// Ends a session of this login.
pub(super) async fn end_session(listener: &mut PgListener, pid: i32) -> Result<(), sqlx::Error> {
    sqlx::query("SELECT pg_terminate_backend($1)").bind(pid).execute(listener).await?;
    Ok(())
}
