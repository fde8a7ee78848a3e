//! The SQL of how managers are reached: through functions, since no terminal reads the table
//! (`migrations/0023_warnings.sql`).

use super::super::store::{channel, language, language_word};
use crate::error::{Error, unreadable};
use domain::Language;
use domain::messages::{PersonReached, Reach, TypedReach};
use domain::staff::{Role, StaffId};
use sqlx::{FromRow, PgPool};

#[derive(FromRow)]
struct PersonRow {
    staff_id: i64,
    name: String,
    role: String,
    preferred: Option<String>,
    phone: Option<String>,
    email: Option<String>,
    language: Option<String>,
    works: Vec<String>,
    told: Vec<String>,
}

impl TryFrom<PersonRow> for PersonReached {
    type Error = Error;

    fn try_from(row: PersonRow) -> Result<PersonReached, Error> {
        let role = Role::from_word(&row.role);
        let (phone, email) = (row.phone, row.email);
        let preferred = row.preferred.as_deref().map(channel).transpose()?;
        let spoken = row.language.as_deref().map(language).transpose()?;
        Ok(PersonReached {
            id: StaffId(row.staff_id),
            name: row.name,
            role: role.ok_or_else(|| unreadable("staff", "role", &row.role))?,
            reach: preferred.map(|preferred| Reach { preferred, phone, email }),
            language: spoken.unwrap_or(Language::Fr),
            works: row.works,
            told: row.told,
        })
    }
}

/// The managers whom the login sees.
pub async fn list(database: &PgPool) -> Result<Vec<PersonReached>, Error> {
    let rows: Vec<PersonRow> =
        sqlx::query_as("SELECT * FROM list_reach()").fetch_all(database).await?;
    rows.into_iter().map(PersonReached::try_from).collect()
}

/// Keeps how one is reached; false where the login sees no such manager.
pub async fn set(
    database: &PgPool,
    person: StaffId,
    reach: Option<&Reach>,
    typed: &TypedReach,
) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar("SELECT set_reach($1, $2, $3, $4, $5, $6)")
        .bind(person.0)
        .bind(typed.preferred.word())
        .bind(reach.and_then(|it| it.phone.as_deref()))
        .bind(reach.and_then(|it| it.email.as_deref()))
        .bind(language_word(typed.language))
        .bind(&typed.shops)
        .fetch_one(database)
        .await
}
