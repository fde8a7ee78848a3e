//! The SQL of listening.

use crate::server::store::ACCEPTS_WRITES;
use sqlx::postgres::PgListener;

/// Asks whether the host still accepts writes, which any answer to is a sign of life. News that
/// arrives meanwhile is kept by the listener.
pub(super) async fn sign_of_life(listener: &mut PgListener) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar(ACCEPTS_WRITES).fetch_one(listener).await
}
