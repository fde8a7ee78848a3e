//! The SQL of people.

use crate::error::{Error, unreadable};
use crate::settings::GroupKeyRow;
use domain::shops::ShopId;
use domain::staff::{Role, StaffId, StaffTile};
use sqlx::{FromRow, PgPool};
use uuid::Uuid;

#[derive(FromRow)]
struct TileRow {
    staff_id: i64,
    name: String,
    role: String,
}

impl TryFrom<TileRow> for StaffTile {
    type Error = Error;

    fn try_from(row: TileRow) -> Result<StaffTile, Error> {
        let role =
            Role::from_word(&row.role).ok_or_else(|| unreadable("staff", "role", &row.role))?;
        Ok(StaffTile { id: StaffId(row.staff_id), name: row.name, role })
    }
}

/// The active people of a shop, and those of the group, by role and name.
pub async fn tiles(database: &PgPool, shop: ShopId) -> Result<Vec<StaffTile>, Error> {
    let rows: Vec<TileRow> = sqlx::query_as(
        "SELECT staff_id, name, role FROM staff
         WHERE active AND (role IN ('group_manager', 'administrator')
            OR EXISTS (SELECT FROM staff_shop WHERE staff_shop.staff_id = staff.staff_id AND shop_id = $1))
         ORDER BY array_position(ARRAY['cashier', 'pizzaiolo', 'driver', 'shop_manager',
                                       'group_manager', 'administrator'], role), name",
    )
    .bind(shop.0)
    .fetch_all(database)
    .await?;
    rows.into_iter().map(StaffTile::try_from).collect()
}

/// A try at signing in, counted.
pub struct Attempt {
    /// The person.
    pub tile: StaffTile,
    /// The stored hash.
    pub pin_hash: String,
    /// Tries without success in a row, this one included.
    pub wrong_pins: u32,
    /// Seconds since the try before.
    pub seconds_since_last: f64,
    /// What is known of the group's key, and so of the pepper.
    pub group_key: Option<GroupKeyRow>,
}

#[derive(FromRow)]
struct AttemptRow {
    #[sqlx(flatten)]
    tile: TileRow,
    pin_hash: String,
    wrong_pins: i32,
    seconds_since_last: Option<f64>,
    key_id: Option<Vec<u8>>,
    pepper: Option<Vec<u8>>,
}

/// Counts a try of a person at a terminal; nothing for somebody who does not work in this shop.
pub async fn begin_attempt(
    database: &PgPool,
    staff: StaffId,
    shop: ShopId,
    terminal: Uuid,
) -> Result<Option<Attempt>, Error> {
    let row: Option<AttemptRow> = sqlx::query_as(
        "WITH person AS (
            SELECT staff_id, name, role, pin_hash FROM staff
            WHERE staff_id = $1 AND active AND (role IN ('group_manager', 'administrator')
               OR EXISTS (SELECT FROM staff_shop WHERE staff_shop.staff_id = staff.staff_id AND shop_id = $2))
         ), before AS MATERIALIZED (
            SELECT last_at FROM sign_in_attempt WHERE staff_id = $1 AND terminal_id = $3 FOR UPDATE
         ), counted AS (
            INSERT INTO sign_in_attempt AS attempt (staff_id, terminal_id, wrong_pins, last_at)
            SELECT staff_id, $3, 1, clock_timestamp() FROM person LEFT JOIN before ON true
            ON CONFLICT ON CONSTRAINT sign_in_attempt_key
            DO UPDATE SET wrong_pins = attempt.wrong_pins + 1
            RETURNING wrong_pins
         )
         SELECT staff_id, name, role, pin_hash, wrong_pins,
                extract(epoch FROM clock_timestamp() - before.last_at)::float8 AS seconds_since_last,
                (SELECT key_id FROM group_key), (SELECT pepper FROM group_key)
         FROM person CROSS JOIN counted LEFT JOIN before ON true",
    )
    .bind(staff.0)
    .bind(shop.0)
    .bind(terminal)
    .fetch_optional(database)
    .await?;
    row.map(|row| {
        Ok(Attempt {
            tile: row.tile.try_into()?,
            pin_hash: row.pin_hash,
            wrong_pins: row.wrong_pins.unsigned_abs(),
            seconds_since_last: row.seconds_since_last.unwrap_or(f64::MAX),
            group_key: row.key_id.zip(row.pepper).map(|(id, pepper)| GroupKeyRow::of(id, pepper)),
        })
    })
    .transpose()
}

/// A try that came before its time was not looked at: it does not count.
pub async fn forgive_attempt(
    database: &PgPool,
    staff: StaffId,
    terminal: Uuid,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "UPDATE sign_in_attempt SET wrong_pins = wrong_pins - 1
         WHERE staff_id = $1 AND terminal_id = $2 AND wrong_pins > 0",
    )
    .bind(staff.0)
    .bind(terminal)
    .execute(database)
    .await?;
    Ok(())
}

/// A wrong PIN starts the wait before the next try.
pub async fn note_wrong(
    database: &PgPool,
    staff: StaffId,
    terminal: Uuid,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "UPDATE sign_in_attempt SET last_at = clock_timestamp() WHERE staff_id = $1 AND terminal_id = $2",
    )
    .bind(staff.0)
    .bind(terminal)
    .execute(database)
    .await?;
    Ok(())
}

/// The right PIN: what was wrong before is forgotten, and its hash replaced where there is one
/// with a pepper.
pub async fn end_attempts(
    database: &PgPool,
    staff: StaffId,
    terminal: Uuid,
    hashes: Option<(&str, &str)>,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "DELETE FROM sign_in_attempt WHERE staff_id = $1 AND terminal_id = $2
         AND CASE WHEN $4::text IS NULL THEN true ELSE pepper_pin($1, $3, $4) END",
    )
    .bind(staff.0)
    .bind(terminal)
    .bind(hashes.map(|(before, _)| before))
    .bind(hashes.map(|(_, after)| after))
    .execute(database)
    .await?;
    Ok(())
}

/// Adds an administrator; false when there is one of that name.
pub async fn add_administrator(
    database: &PgPool,
    name: &str,
    pin_hash: &str,
) -> Result<bool, sqlx::Error> {
    let added = sqlx::query(
        "INSERT INTO staff (name, role, pin_hash)
         SELECT $1, 'administrator', $2
         WHERE NOT EXISTS (SELECT FROM staff WHERE name = $1 AND role = 'administrator' AND active)",
    )
    .bind(name)
    .bind(pin_hash)
    .execute(database)
    .await?;
    Ok(added.rows_affected() == 1)
}
