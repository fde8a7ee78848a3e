//! The SQL of the group's secrets and of its key's number. Names are spelled out with their schema:
//! verbs come on connections of their own.

use super::key::KeyId;
use crate::error::{Error, unreadable};
use chrono::{DateTime, Utc};
use domain::settings::SecretName;
use domain::staff::StaffId;
use serde_json::Value;
use sqlx::{FromRow, PgExecutor};

/// What the database knows of the group's key.
#[derive(Clone, Debug, FromRow)]
pub struct GroupKeyRow {
    key_id: Vec<u8>,
    /// The pepper for PINs, sealed.
    pub pepper: Vec<u8>,
}

impl GroupKeyRow {
    /// As it was read beside something else.
    pub fn of(key_id: Vec<u8>, pepper: Vec<u8>) -> GroupKeyRow {
        GroupKeyRow { key_id, pepper }
    }

    /// The key's number.
    ///
    /// # Errors
    /// When it is none.
    pub fn id(&self) -> anyhow::Result<KeyId> {
        KeyId::of(&self.key_id)
    }
}

/// What is known of the group's key; nothing where there is none.
pub async fn group_key(server: impl PgExecutor<'_>) -> Result<Option<GroupKeyRow>, sqlx::Error> {
    sqlx::query_as("SELECT key_id, pepper FROM oc_pizza.group_key").fetch_optional(server).await
}

/// Notes which key the group has, if it has none.
pub async fn add_group_key(
    server: impl PgExecutor<'_>,
    id: KeyId,
    pepper: &[u8],
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO oc_pizza.group_key (key_id, pepper) VALUES ($1, $2)
         ON CONFLICT ON CONSTRAINT group_key_once DO NOTHING",
    )
    .bind(id.0)
    .bind(pepper)
    .execute(server)
    .await?;
    Ok(())
}

/// Leaves the sealed key for who redeems the code.
pub async fn seal_code(
    server: impl PgExecutor<'_>,
    login: &str,
    sealed: &[u8],
) -> Result<(), sqlx::Error> {
    sqlx::query("SELECT oc_pizza.seal_code($1::text::name, $2)")
        .bind(login)
        .bind(sealed)
        .execute(server)
        .await?;
    Ok(())
}

#[derive(FromRow)]
struct SetRow {
    name: String,
    by: String,
    at: DateTime<Utc>,
}

/// Which secrets there are, by whom and since when.
pub async fn set(
    server: impl PgExecutor<'_>,
) -> Result<Vec<(SecretName, String, DateTime<Utc>)>, Error> {
    let rows: Vec<SetRow> = sqlx::query_as(
        "SELECT group_secret.name, coalesce(staff.name, set_by_login::text) AS by, set_at AS at
         FROM oc_pizza.group_secret LEFT JOIN oc_pizza.staff ON staff_id = set_by",
    )
    .fetch_all(server)
    .await?;
    rows.into_iter().map(|row| Ok((known(&row.name)?, row.by, row.at))).collect()
}

/// The sealed secrets that who asks may read.
pub async fn sealed(server: impl PgExecutor<'_>) -> Result<Vec<(SecretName, Vec<u8>)>, Error> {
    let rows: Vec<(String, Vec<u8>)> =
        sqlx::query_as("SELECT name, sealed FROM oc_pizza.group_secret").fetch_all(server).await?;
    rows.into_iter().map(|(name, sealed)| Ok((known(&name)?, sealed))).collect()
}

fn known(name: &str) -> Result<SecretName, Error> {
    SecretName::from_word(name).ok_or_else(|| unreadable("group_secret", "name", name).into())
}

/// Keeps a secret, in the place of the one before.
pub async fn put(
    server: impl PgExecutor<'_>,
    (name, sealed): (SecretName, &[u8]),
    by: Option<StaffId>,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO oc_pizza.group_secret AS known (name, sealed, set_by) VALUES ($1, $2, $3)
         ON CONFLICT ON CONSTRAINT group_secret_key DO UPDATE
         SET sealed = excluded.sealed, set_by = excluded.set_by,
             set_by_login = session_user, set_at = now()",
    )
    .bind(name.word())
    .bind(sealed)
    .bind(by.map(|staff| staff.0))
    .execute(server)
    .await?;
    Ok(())
}

/// Takes a secret away, in somebody's name; one that is not there is no fault.
pub async fn remove(
    server: impl PgExecutor<'_>,
    name: SecretName,
    by: Option<StaffId>,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "DELETE FROM oc_pizza.group_secret WHERE name = $1 AND (
             SELECT set_config('oc_pizza.who', coalesce(
                 (SELECT staff.name FROM oc_pizza.staff WHERE staff_id = $2), ''), true)) IS NOT NULL",
    )
        .bind(name.word())
        .bind(by.map(|staff| staff.0))
        .execute(server)
        .await?;
    Ok(())
}

/// A setting that is no secret, by whom and since when; nothing where it was never entered.
pub async fn setting(
    server: impl PgExecutor<'_>,
    name: &str,
) -> Result<Option<(Value, String, DateTime<Utc>)>, sqlx::Error> {
    sqlx::query_as(
        "SELECT value, coalesce(staff.name, '') AS by, set_at
         FROM oc_pizza.setting LEFT JOIN oc_pizza.staff ON staff_id = set_by
         WHERE setting.name = $1",
    )
    .bind(name)
    .fetch_optional(server)
    .await
}

/// Keeps a setting, in the place of the one before.
pub async fn put_setting(
    server: impl PgExecutor<'_>,
    (name, value): (&str, &Value),
    by: Option<StaffId>,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO oc_pizza.setting AS known (name, value, set_by) VALUES ($1, $2, $3)
         ON CONFLICT ON CONSTRAINT setting_key DO UPDATE
         SET value = excluded.value, version = known.version + 1, set_by = excluded.set_by, set_at = now()",
    )
    .bind(name)
    .bind(value)
    .bind(by.map(|staff| staff.0))
    .execute(server)
    .await?;
    Ok(())
}
