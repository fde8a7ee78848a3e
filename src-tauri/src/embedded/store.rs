//! The SQL of the cluster itself.

use anyhow::Context;
use sqlx::{AssertSqlSafe, PgConnection};

/// Creates the database `name` unless it exists.
pub(super) async fn ensure_database(server: &mut PgConnection, name: &str) -> anyhow::Result<()> {
    let exists: bool =
        sqlx::query_scalar("SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)")
            .bind(name)
            .fetch_one(&mut *server)
            .await?;
    if exists {
        return Ok(());
    }
    let quoted = name.replace('"', "\"\"");
    let create = AssertSqlSafe(format!("CREATE DATABASE \"{quoted}\""));
    match sqlx::query(create).execute(server).await {
        Ok(_) => Ok(()),
        // Somebody else was faster: 42P04 when seen early, 23505 when seen late.
        Err(sqlx::Error::Database(error))
            if matches!(error.code().as_deref(), Some("42P04" | "23505")) =>
        {
            Ok(())
        }
        Err(error) => Err(error).context(format!("creating database {name}")),
    }
}
