//! The reference: `pgbench` with one prepared statement doing to the same tables what the use case
//! does, as fast as PostgreSQL can be asked.

use anyhow::{Context, bail, ensure};
use domain::orders::{self, PricedLine};
use serde_json::{Value, json};
use std::path::PathBuf;
use std::process::Command;
use tempfile::TempDir;

use crate::TURN;
use crate::server::{Server, a_key};
use crate::till::{self, Till};

/// What the program's connections have, and a plan made once: the best that can be asked for.
const SETTINGS: &str = "-c search_path=oc_pizza -c TimeZone=Europe/Paris -c jit=off \
                        -c plan_cache_mode=force_generic_plan";

/// When the listeners are told of an order.
#[derive(Clone, Copy)]
pub enum Telling {
    /// By the statement itself, as the program does.
    Inside,
    /// By a second one, after the first has been committed.
    After,
}

/// A `pgbench` that knows the server and the order to place.
pub struct Pgbench {
    program: PathBuf,
    socket_folder: PathBuf,
    user: String,
    database: String,
    variables: Vec<(&'static str, String)>,
    scripts: TempDir,
}

impl Pgbench {
    /// Prepares it.
    pub async fn on(server: &Server) -> anyhow::Result<Pgbench> {
        // Keys in the order of time, as the screens make them: kinder to the indexes.
        sqlx::raw_sql(
            "CREATE FUNCTION a_key() RETURNS uuid LANGUAGE sql AS $$
                 SELECT (lpad(to_hex((extract(epoch FROM clock_timestamp()) * 1000)::bigint), 12, '0')
                     || substr(replace(gen_random_uuid()::text, '-', ''), 13))::uuid
             $$",
        )
        .execute(server.pool())
        .await?;
        let scripts = tempfile::tempdir()?;
        for telling in [Telling::Inside, Telling::After] {
            std::fs::write(scripts.path().join(telling.file()), telling.script())?;
        }
        let program = server.programs()?.join("pgbench");
        ensure!(program.exists(), "{} comes with PostgreSQL and is missing", program.display());
        let (socket_folder, user, database) = server.address();
        Ok(Pgbench {
            program,
            socket_folder,
            user: user.to_owned(),
            database: database.to_owned(),
            variables: variables(&Till::open(server.terminal(0, till::NAME)).await?)?,
            scripts,
        })
    }

    /// Orders per second of so many clients in the first so many shops.
    pub fn orders_per_second(
        &self,
        clients: usize,
        shops: usize,
        telling: Telling,
    ) -> anyhow::Result<f64> {
        let mut command = Command::new(&self.program);
        command.args(["-n", "-M", "prepared", "-c", &clients.to_string()]);
        command.args(["-T", &TURN.as_secs().to_string()]);
        command.arg("-f").arg(self.scripts.path().join(telling.file()));
        command.args(["-D", &format!("shops={shops}")]);
        for (name, value) in &self.variables {
            command.args(["-D", &format!("{name}={value}")]);
        }
        command.arg("-h").arg(&self.socket_folder).args(["-U", &self.user, &self.database]);
        command.env("PGOPTIONS", SETTINGS);
        command.env("LC_ALL", "C");
        let output = command.output().context("starting pgbench")?;
        let said = String::from_utf8_lossy(&output.stdout);
        let complained = String::from_utf8_lossy(&output.stderr);
        ensure!(output.status.success(), "pgbench: {}: {complained}", output.status);
        match rate(&said) {
            Some(rate) => Ok(rate),
            None => bail!("pgbench said no rate: {said}{complained}"),
        }
    }
}

impl Telling {
    fn file(self) -> &'static str {
        match self {
            Telling::Inside => "inside.sql",
            Telling::After => "after.sql",
        }
    }

    fn script(self) -> String {
        let end = match self {
            Telling::Inside => include_str!("tell_inside.sql"),
            Telling::After => include_str!("tell_after.sql"),
        };
        [include_str!("place.sql"), end].concat()
    }
}

/// Reads `tps = 123.4 (without initial connection time)`; before PostgreSQL 14 there were two such
/// lines, the one without connecting last.
fn rate(said: &str) -> Option<f64> {
    let line = said.lines().rev().find_map(|line| line.strip_prefix("tps = "))?;
    line.split(' ').next()?.parse().ok()
}

/// The parameters of the statement, from the very order the use case places.
fn variables(till: &Till) -> anyhow::Result<Vec<(&'static str, String)>> {
    let call = till.call();
    let now = call.promised_at - till::PROMISE;
    let priced = match orders::price(&call, till.menu(), now) {
        Ok(priced) => priced,
        Err(refused) => bail!("the order of the bench is refused: {refused:?}"),
    };
    let lines: Vec<Value> = priced.lines.iter().enumerate().map(line).collect();
    Ok(vec![
        ("menu_version", call.menu_version.to_string()),
        ("ingredients", array(priced.need.keys().map(|ingredient| ingredient.0))),
        ("quantities", array(priced.need.values().copied())),
        ("pizzas", priced.pizzas().to_string()),
        ("total_cents", priced.totals.gross.0.to_string()),
        ("staff", till.staff().0.to_string()),
        ("terminal", a_key().to_string()),
        ("lines", serde_json::to_string(&lines)?),
    ])
}

/// A line as the statement unpacks it.
fn line((position, line): (usize, &PricedLine)) -> Value {
    json!({
        "position": position,
        "size_id": line.size.0,
        "name": line.name,
        "quantity": line.quantity,
        "unit_price_cents": line.unit_price.0,
        "vat_class": line.vat_class,
        "vat_basis_points": line.vat_rate.0,
        "cooking_minutes": line.cooking_minutes,
        "note": line.note,
        "ingredient_ids": line.need.keys().map(|ingredient| ingredient.0).collect::<Vec<_>>(),
        "quantities": line.need.values().collect::<Vec<_>>(),
    })
}

/// An array as PostgreSQL reads it: `{1,2}`.
fn array(items: impl Iterator<Item = i64>) -> String {
    let items: Vec<String> = items.map(|item| item.to_string()).collect();
    format!("{{{}}}", items.join(","))
}
