//! The SQL of an office that looks after terminals. It calls the functions of
//! `migrations/0007_office_terminals.sql`, since neither tables nor logins are its own.

use crate::error::{Error, unreadable};
use chrono::{DateTime, Utc};
use domain::server::ShopChoice;
use domain::terminals::{EnrolmentCode, TerminalEntry, TerminalKind};
use sqlx::postgres::PgConnection;
use sqlx::{FromRow, PgPool};

#[derive(FromRow)]
struct EntryRow {
    code: String,
    name: String,
    shop_code: Option<String>,
    shop_name: Option<String>,
    kinds: Vec<String>,
    enrolled_at: DateTime<Utc>,
    last_seen_at: Option<DateTime<Utc>>,
    program_version: Option<String>,
    revoked_at: Option<DateTime<Utc>>,
    here: bool,
}

impl TryFrom<EntryRow> for TerminalEntry {
    type Error = Error;

    fn try_from(row: EntryRow) -> Result<TerminalEntry, Error> {
        let known = |word: &String| {
            TerminalKind::from_word(word).ok_or_else(|| unreadable("terminal", "kinds", word))
        };
        Ok(TerminalEntry {
            kinds: row.kinds.iter().map(known).collect::<Result<_, _>>()?,
            code: row.code,
            name: row.name,
            shop: row.shop_code.zip(row.shop_name).map(|(code, name)| ShopChoice { code, name }),
            enrolled_at: row.enrolled_at,
            last_seen_at: row.last_seen_at,
            version: row.program_version,
            revoked_at: row.revoked_at,
            here: row.here,
        })
    }
}

/// The terminals that the login looks after, those of one shop if it is named.
pub async fn list(
    database: &mut PgConnection,
    shop: Option<&str>,
) -> Result<Vec<TerminalEntry>, Error> {
    let rows: Vec<EntryRow> = sqlx::query_as(
        "SELECT code, name, shop_code, shop_name, kinds, enrolled_at, last_seen_at, program_version, revoked_at, here
         FROM oc_pizza.list_terminals($1)",
    )
    .bind(shop)
    .fetch_all(database)
    .await?;
    rows.into_iter().map(TerminalEntry::try_from).collect()
}

/// Whether the login looks after the group's offices too, and so after all terminals.
pub async fn looks_after_the_group(database: &mut PgConnection) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar("SELECT coalesce(oc_pizza.looks_after(NULL), false)")
        .fetch_one(database)
        .await
}

/// Whether the login is the group's office.
pub async fn is_of_the_group(database: &PgPool) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar("SELECT coalesce(of_the_group(), false)").fetch_one(database).await
}

/// Makes a code; until when it is good, or nothing where it is taken.
pub async fn make_code(
    database: &mut PgConnection,
    (code, verifier): (&EnrolmentCode, &str),
    shop: Option<&str>,
    kinds: &[TerminalKind],
) -> Result<Option<DateTime<Utc>>, sqlx::Error> {
    sqlx::query_scalar("SELECT oc_pizza.make_enrolment_code($1, $2, $3, $4)")
        .bind(code.login())
        .bind(verifier)
        .bind(shop)
        .bind(kinds.iter().map(|kind| kind.word()).collect::<Vec<_>>())
        .fetch_one(database)
        .await
}

/// Takes a terminal's login away in somebody's name, then ends its sessions: two statements, each
/// committed.
pub async fn revoke(database: &mut PgConnection, code: &str, who: &str) -> Result<(), sqlx::Error> {
    sqlx::query(
        "SELECT oc_pizza.revoke_terminal($1)
         FROM (SELECT set_config('oc_pizza.who', $2, true) OFFSET 0) AS named",
    )
    .bind(code)
    .bind(who)
    .execute(&mut *database)
    .await?;
    sqlx::query("SELECT oc_pizza.put_out_terminal($1)").bind(code).execute(database).await?;
    Ok(())
}
