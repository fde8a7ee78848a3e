//! The SQL of terminals: their rights, their codes, themselves. All but [`enrol`] and [`seen`] are
//! the owner's.

use super::rights::{Condition, ENROL, FUNCTIONS, TABLES};
use crate::orders::elsewhere;
use chrono::{DateTime, Utc};
use domain::settings::SecretName;
use domain::terminals::{EnrolmentCode, TerminalKind};
use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Connection, Executor, FromRow, PgPool};
use uuid::Uuid;

/// The group role of those who have a code and are no terminals yet.
const NEWCOMER: &str = "newcomer";

/// The owner of the schema, whether it is who asks, and whether it may make roles.
#[derive(Clone, Debug, FromRow)]
pub struct Owner {
    /// Its login.
    pub owner: String,
    /// Whether it is who asks.
    pub asks: bool,
    /// Whether it may make roles.
    pub makes_roles: bool,
}

/// Who owns the program's schema.
pub async fn owner(server: &mut PgConnection) -> Result<Option<Owner>, sqlx::Error> {
    sqlx::query_as(
        "SELECT rolname::text AS owner, rolname = session_user AS asks, rolcreaterole OR rolsuper AS makes_roles
         FROM pg_namespace JOIN pg_roles ON pg_roles.oid = nspowner WHERE nspname = 'oc_pizza'",
    )
    .fetch_optional(server)
    .await
}

async fn group_role(server: &mut PgConnection, word: &str) -> Result<String, sqlx::Error> {
    sqlx::query_scalar("SELECT oc_pizza.group_role($1)::text").bind(word).fetch_one(server).await
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

async fn run(server: &mut PgConnection, statement: String) -> Result<(), sqlx::Error> {
    server.execute(AssertSqlSafe(statement)).await.map(drop)
}

/// Gives every kind its rights, and nobody else any: what [`TABLES`] and [`FUNCTIONS`] say. May be
/// repeated; whoever works meanwhile sees the old rights or the new ones.
pub async fn grant(server: &mut PgConnection) -> Result<(), sqlx::Error> {
    let mut transaction = server.begin().await?;
    let server = &mut *transaction;
    // Who sells is not to wait behind this for long.
    run(server, "SET LOCAL lock_timeout = '10s'".to_owned()).await?;
    run(server, "SET LOCAL search_path = oc_pizza".to_owned()).await?;
    elsewhere::make(server).await?;
    let mut everybody = vec!["PUBLIC".to_owned()];
    for word in TerminalKind::ALL.map(TerminalKind::word).into_iter().chain([NEWCOMER]) {
        let role = group_role(server, word).await?;
        let is_there: bool =
            sqlx::query_scalar("SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = $1)")
                .bind(&role)
                .fetch_one(&mut *server)
                .await?;
        if !is_there {
            run(server, format!("CREATE ROLE {} NOLOGIN", quoted(&role))).await?;
        }
        everybody.push(quoted(&role));
    }
    let names = everybody.join(", ");
    for what in ["TABLES", "FUNCTIONS"] {
        run(server, format!("REVOKE ALL ON ALL {what} IN SCHEMA oc_pizza FROM {names}")).await?;
    }
    run(server, format!("REVOKE ALL ON SCHEMA oc_pizza FROM {names}")).await?;
    let roles = everybody[1..].join(", ");
    run(server, format!("GRANT USAGE ON SCHEMA oc_pizza TO {roles}")).await?;
    for kind in TerminalKind::ALL {
        let role = quoted(&group_role(server, kind.word()).await?);
        for table in TABLES {
            let verbs: Vec<_> = table.verbs(kind).iter().map(|verb| verb.sql()).collect();
            if !verbs.is_empty() {
                let (verbs, name) = (verbs.join(", "), table.name);
                run(server, format!("GRANT {verbs} ON {name} TO {role}")).await?;
            }
        }
        for (function, kinds) in FUNCTIONS {
            if kinds.contains(&kind) {
                run(server, format!("GRANT EXECUTE ON FUNCTION {function} TO {role}")).await?;
            }
        }
    }
    let newcomer = quoted(&group_role(server, NEWCOMER).await?);
    run(server, format!("GRANT EXECUTE ON FUNCTION {ENROL} TO {newcomer}")).await?;
    limit_rows(server).await?;
    transaction.commit().await
}

/// Row-level security, which the owner passes. A table that has its policy already is left alone,
/// since a new one would wait for whoever works with it, and they for it.
async fn limit_rows(server: &mut PgConnection) -> Result<(), sqlx::Error> {
    for table in TABLES.iter().filter(|table| !table.there.is_empty()) {
        let name = table.name;
        let (there, written) = (conditions(table.there), conditions(table.written));
        let policy = format!("USING ({there}) WITH CHECK ({written})");
        let has: Option<String> = sqlx::query_scalar(
            "SELECT obj_description(pg_policy.oid, 'pg_policy')
             FROM pg_policy JOIN pg_class ON pg_class.oid = polrelid
             WHERE polrelid = $1::text::regclass AND polname = 'rows_of_the_terminal' AND relrowsecurity",
        )
        .bind(name)
        .fetch_optional(&mut *server)
        .await?
        .flatten();
        if has.as_ref() == Some(&policy) {
            continue;
        }
        for statement in [
            format!("ALTER TABLE {name} ENABLE ROW LEVEL SECURITY"),
            format!("DROP POLICY IF EXISTS rows_of_the_terminal ON {name}"),
            format!("CREATE POLICY rows_of_the_terminal ON {name} {policy}"),
            format!(
                "COMMENT ON POLICY rows_of_the_terminal ON {name} IS '{}'",
                policy.replace('\'', "''")
            ),
        ] {
            run(server, statement).await?;
        }
    }
    Ok(())
}

/// The shops of the terminal that asks: the one its login's name ends with; the group's terminals, and
/// those that were enrolled before names did so, are looked up. No pattern is matched that takes a
/// regular expression: run anew for each table, that took as long as the order.
const OWN_SHOPS: &str = "CASE WHEN session_user LIKE 'oc\\_pizza\\_till\\_%\\_%' \
     THEN ARRAY[split_part(session_user::text, '_', 5)::bigint] ELSE my_shops() END";

/// The key of the terminal that asks, from its login's name.
const OWN_KEY: &str = "CASE WHEN session_user LIKE 'oc\\_pizza\\_till\\_%' \
     THEN split_part(session_user::text, '_', 4)::uuid END";

/// What is asked once a statement stands in a subselect of its own.
fn conditions(conditions: &[Condition]) -> String {
    let each = conditions.iter().map(|condition| match condition {
        Condition::Shop => format!("shop_id = ANY ((SELECT {OWN_SHOPS})::bigint[])"),
        Condition::Sender => format!("from_shop = ANY ((SELECT {OWN_SHOPS})::bigint[])"),
        Condition::EitherShop => {
            format!("ARRAY[from_shop, to_shop] && (SELECT {OWN_SHOPS})::bigint[]")
        }
        Condition::Terminal => format!("terminal_id = (SELECT {OWN_KEY})"),
        Condition::People => "works_here(staff_id, role)".to_owned(),
        Condition::Needed => needed(),
    });
    each.collect::<Vec<_>>().join(" AND ")
}

/// Which secrets are for the terminal that asks, by its kinds.
fn needed() -> String {
    let each = TerminalKind::ALL.map(|kind| {
        let needed = SecretName::ALL.into_iter().filter(|name| name.needed_by().contains(&kind));
        let names: Vec<_> = needed.map(|name| format!("'{}'", name.word())).collect();
        let names = names.join(", ");
        let kind = kind.word();
        format!(
            "('{kind}' = ANY ((SELECT my_kinds())::text[]) AND name = ANY (ARRAY[{names}]::text[]))"
        )
    });
    format!("({})", each.join(" OR "))
}

/// Makes a code for a terminal of that shop (none: of the group) and these kinds: a login whose
/// password it is, and what it is good for. Until `forgotten_at` it can still be said that it was
/// used or came too late; what is older is cleared away. False where the code is taken.
pub async fn add_code(
    server: &mut PgConnection,
    (code, verifier): (&EnrolmentCode, &str),
    (shop, kinds): (Option<&str>, &[TerminalKind]),
    (expires_at, forgotten_at): (DateTime<Utc>, DateTime<Utc>),
) -> Result<bool, sqlx::Error> {
    let mut transaction = server.begin().await?;
    let server = &mut *transaction;
    let past: Vec<String> = sqlx::query_scalar(
        "DELETE FROM oc_pizza.enrolment_code USING pg_roles
         WHERE login = rolname AND coalesce(rolvaliduntil < now(), true) RETURNING login::text",
    )
    .fetch_all(&mut *server)
    .await?;
    for login in past {
        run(server, format!("DROP ROLE {}", quoted(&login))).await?;
    }
    let login = code.login();
    let newcomer = quoted(&group_role(server, NEWCOMER).await?);
    let made = run(
        server,
        format!(
            "CREATE ROLE {} LOGIN PASSWORD '{verifier}' VALID UNTIL '{}' CONNECTION LIMIT 2 IN ROLE {newcomer}",
            quoted(&login),
            forgotten_at.to_rfc3339(),
        ),
    )
    .await;
    match made {
        Err(sqlx::Error::Database(error)) if error.code().as_deref() == Some("42710") => {
            return Ok(false);
        }
        made => made?,
    }
    sqlx::query(
        "INSERT INTO oc_pizza.enrolment_code (login, shop_id, kinds, expires_at)
         VALUES ($1::text::name, (SELECT shop_id FROM oc_pizza.shop WHERE code = $2), $3, $4)",
    )
    .bind(login)
    .bind(shop)
    .bind(kinds.iter().map(|kind| kind.word()).collect::<Vec<_>>())
    .bind(expires_at)
    .execute(&mut *server)
    .await?;
    transaction.commit().await?;
    Ok(true)
}

/// Whether there is a shop of that code.
pub async fn shop_exists(server: &mut PgConnection, code: &str) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar("SELECT EXISTS (SELECT FROM oc_pizza.shop WHERE code = $1)")
        .bind(code)
        .fetch_one(server)
        .await
}

/// What a redeemed code gives.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct EnrolledRow {
    /// The terminal's code.
    pub code: String,
    /// Its login.
    pub login: String,
    /// Its shop's code.
    pub shop: Option<String>,
    /// The words of its kinds.
    pub kinds: Vec<String>,
    /// The group's key, sealed to the code.
    pub sealed: Option<Vec<u8>>,
}

/// Redeems the code that logged in, with the key that the terminal signs with if it is a register.
pub async fn enrol(
    server: &mut PgConnection,
    (terminal, name): (Uuid, &str),
    (verifier, register): (&str, &[u8]),
    version: &str,
) -> Result<EnrolledRow, sqlx::Error> {
    sqlx::query_as(
        "SELECT code, login::text AS login, shop, kinds, sealed FROM oc_pizza.enrol($1, $2, $3, $4, $5)",
    )
    .bind(terminal)
    .bind(name)
    .bind(verifier)
    .bind(version)
    .bind(register)
    .fetch_one(server)
    .await
}

/// A terminal as its list shows it.
#[derive(Clone, Debug, FromRow)]
pub struct TerminalRow {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its shop's code.
    pub shop: Option<String>,
    /// The words of its kinds.
    pub kinds: Vec<String>,
    /// When it last told that it is there.
    pub last_seen_at: Option<DateTime<Utc>>,
    /// The program it runs.
    pub program_version: Option<String>,
    /// When it was revoked.
    pub revoked_at: Option<DateTime<Utc>>,
}

/// All terminals, by shop and number.
pub async fn list(server: &mut PgConnection) -> Result<Vec<TerminalRow>, sqlx::Error> {
    sqlx::query_as(
        "SELECT terminal.code, terminal.name, shop.code AS shop, kinds, last_seen_at, program_version, revoked_at
         FROM oc_pizza.terminal LEFT JOIN oc_pizza.shop USING (shop_id)
         ORDER BY shop.code, substring(terminal.code FROM '[0-9]+$')::bigint",
    )
    .fetch_all(server)
    .await
}

/// Takes a terminal's login away and ends its sessions; false where no terminal of that code has
/// one. First it may not log in again, then who is in goes, then there is nobody of that name.
pub async fn revoke(server: &mut PgConnection, code: &str) -> Result<bool, sqlx::Error> {
    let login: Option<String> = sqlx::query_scalar(
        "UPDATE oc_pizza.terminal SET revoked_at = coalesce(revoked_at, now())
         FROM pg_roles WHERE code = $1 AND rolname = login RETURNING login::text",
    )
    .bind(code)
    .fetch_optional(&mut *server)
    .await?;
    let Some(login) = login else { return Ok(false) };
    let role = quoted(&login);
    run(server, format!("ALTER ROLE {role} NOLOGIN")).await?;
    // Ending a session takes the rights of its role.
    run(server, format!("GRANT {role} TO CURRENT_USER")).await?;
    sqlx::query(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = $1::text::name",
    )
    .bind(&login)
    .execute(&mut *server)
    .await?;
    run(server, format!("DROP ROLE {role}")).await?;
    Ok(true)
}

/// The code of the register that asks, and the key it has to sign with.
pub async fn register(server: &mut PgConnection) -> Result<Option<(String, Vec<u8>)>, sqlx::Error> {
    sqlx::query_as(
        "SELECT code, public_key FROM oc_pizza.register_key
         WHERE terminal_id = oc_pizza.my_terminal() AND 'counter' = ANY (oc_pizza.my_kinds())
         ORDER BY register_key_id DESC LIMIT 1",
    )
    .fetch_optional(server)
    .await
}

/// How many terminals have a login; the owner knows.
pub async fn count(server: &mut PgConnection) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar("SELECT count(*) FROM oc_pizza.terminal WHERE revoked_at IS NULL")
        .fetch_one(server)
        .await
}

/// Who asks.
pub async fn session_user(server: &mut PgConnection) -> Result<String, sqlx::Error> {
    sqlx::query_scalar("SELECT session_user::text").fetch_one(server).await
}

/// Notes that this terminal is there.
pub async fn seen(database: &PgPool, version: &str) -> Result<(), sqlx::Error> {
    sqlx::query("SELECT seen($1)").bind(version).execute(database).await?;
    Ok(())
}
