//! The SQL of what customers are told of: a setting of the group.

use crate::error::Error;
use anyhow::Context;
use chrono::{DateTime, Utc};
use domain::messages::{CustomerMessages, CustomerMessagesStand, SaveCustomerMessages};
use domain::staff::StaffId;
use sqlx::PgPool;
use sqlx::types::Json;

/// What `customer_messages()` of the database looks for.
const NAME: &str = "customer_messages";

/// As the group has it, else as the program does.
pub async fn read(database: &PgPool) -> Result<CustomerMessagesStand, Error> {
    let row: Option<(serde_json::Value, i64, String, DateTime<Utc>)> = sqlx::query_as(
        "SELECT value, version, coalesce(staff.name, '') AS by, set_at
         FROM setting LEFT JOIN staff ON staff_id = set_by WHERE setting.name = $1",
    )
    .bind(NAME)
    .fetch_optional(database)
    .await?;
    let Some((value, version, by, at)) = row else {
        let told = CustomerMessages::default();
        return Ok(CustomerMessagesStand { told, version: 0, set: None });
    };
    let told = serde_json::from_value(value).context("setting.value of what customers are told")?;
    Ok(CustomerMessagesStand { told, version, set: Some((by, at)) })
}

/// Keeps it, unless another version than was read is there; which version it is then.
pub async fn save(
    database: &PgPool,
    call: &SaveCustomerMessages,
    by: StaffId,
) -> Result<Option<i64>, sqlx::Error> {
    sqlx::query_scalar(
        "INSERT INTO setting AS known (name, value, set_by) VALUES ($1, $2, $3)
         ON CONFLICT ON CONSTRAINT setting_key DO UPDATE
         SET value = excluded.value, version = known.version + 1, set_by = excluded.set_by, set_at = now()
         WHERE known.version = $4
         RETURNING version",
    )
    .bind(NAME)
    .bind(Json(&call.told))
    .bind(by.0)
    .bind(call.version)
    .fetch_optional(database)
    .await
}
