//! Reads of `applied_command`.

use domain::CommandId;
use sqlx::PgPool;
use uuid::Uuid;

/// The reply a command got when it was applied, once that is as safe as when it was first told: a
/// primary that was killed while it waited for its standby shows what it committed, and would tell
/// it though the standby has not got it. What reads writes no log and waits for nobody; with a
/// message in the log it waits for the standby, where there is one.
pub async fn first_reply(
    database: &PgPool,
    command: CommandId,
) -> Result<Option<serde_json::Value>, sqlx::Error> {
    let found: Option<(serde_json::Value, String)> = sqlx::query_as(
        "SELECT reply, pg_logical_emit_message(true, 'oc_pizza', '')::text
         FROM applied_command WHERE command_id = $1",
    )
    .bind(command.0)
    .fetch_optional(database)
    .await?;
    Ok(found.map(|(reply, _)| reply))
}

/// Which database this is: when its first tables were made. Standbys and backups have the same.
pub async fn database(database: &PgPool) -> Result<String, sqlx::Error> {
    sqlx::query_scalar(
        "SELECT coalesce(min(installed_on)::text, '') FROM oc_pizza._sqlx_migrations",
    )
    .fetch_one(database)
    .await
}

/// Of these commands, those that it has not seen. A terminal that has none need not ask, and where
/// it is one without commands it may not.
pub async fn unseen(database: &PgPool, commands: &[Uuid]) -> Result<Vec<Uuid>, sqlx::Error> {
    if commands.is_empty() {
        return Ok(Vec::new());
    }
    sqlx::query_scalar(
        "SELECT command_id FROM unnest($1::uuid[]) AS asked (command_id)
         WHERE NOT EXISTS (SELECT FROM applied_command WHERE applied_command.command_id = asked.command_id)",
    )
    .bind(commands)
    .fetch_all(database)
    .await
}
