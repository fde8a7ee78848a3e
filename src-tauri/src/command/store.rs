//! Reads of `applied_command`.

use domain::CommandId;
use sqlx::PgPool;

/// The reply a command got when it was applied.
pub async fn first_reply(
    database: &PgPool,
    command: CommandId,
) -> Result<Option<serde_json::Value>, sqlx::Error> {
    sqlx::query_scalar("SELECT reply FROM applied_command WHERE command_id = $1")
        .bind(command.0)
        .fetch_optional(database)
        .await
}
