//! The SQL of looking ahead. What it does is a function, since it crosses shops (`migrations/0023_warnings.sql`).

use chrono::TimeDelta;
use sqlx::PgPool;

/// How long a look at a shop serves everybody.
const LOOK: TimeDelta = TimeDelta::minutes(2);

/// Looks at the shops that nobody looked at lately; to how many ingredients a warning was written.
pub async fn look_ahead(database: &PgPool) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar("SELECT look_ahead($1)").bind(LOOK).fetch_one(database).await
}
