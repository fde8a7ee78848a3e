//! The SQL of listening.

use sqlx::postgres::PgListener;

/// Asks for any answer at all. News that arrives meanwhile is kept by the listener.
pub(super) async fn sign_of_life(listener: &mut PgListener) -> Result<(), sqlx::Error> {
    sqlx::raw_sql("SELECT 1").execute(listener).await?;
    Ok(())
}
