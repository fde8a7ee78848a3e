//! A database of its own for each test, copied from a template that is made once a run.
//!
//! The template is prepared by the very SQL of the group's manual, and everything in it belongs
//! to the user made by that: no test runs with more rights than a shop's terminals have.

use oc_pizza::app::{self, App, Identity};
use oc_pizza::demo;
use oc_pizza::embedded::Cluster;
use oc_pizza::terminals::register::RegisterKey;
use sqlx::postgres::PgConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Executor, PgPool};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use tokio::sync::OnceCell;
use uuid::Uuid;

/// A database with the demo's data, like no other test's.
pub struct Fresh {
    options: PgConnectOptions,
    name: String,
}

impl Fresh {
    /// Copies the template; the first caller of a run makes it.
    pub async fn new() -> Fresh {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let template = template().await;
        let name = format!("{template}_{}", COUNT.fetch_add(1, Ordering::Relaxed));
        admin(&format!("CREATE DATABASE {name} TEMPLATE {template}")).await;
        // What the manual grants on a database is not copied with it.
        admin(&format!("GRANT ALL PRIVILEGES ON DATABASE {name} TO {template}")).await;
        Fresh { options: cluster().connect_options(&name).username(template), name }
    }

    /// How to reach it.
    pub fn options(&self) -> PgConnectOptions {
        self.options.clone()
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The folder of the server's socket.
    pub fn socket_folder(&self) -> &Path {
        cluster().socket_folder()
    }

    /// The user that works in it.
    pub fn user(&self) -> &str {
        self.options.get_username()
    }

    /// A pool as the program has one.
    pub fn pool(&self) -> PgPool {
        app::pool(self.options())
    }

    /// A terminal of the first shop.
    pub fn terminal(&self, name: &str) -> App {
        terminal_at(self.pool(), name, "MOZ1")
    }
}

/// The statements of the group's manual, with its database, user and password replaced.
pub fn manual(database: &str, user: &str, password: &str) -> Vec<String> {
    include_str!("manual.sql")
        .replace("erp_oc_pizza_database", database)
        .replace("db_user", user)
        .replace("db_password", password)
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with("--"))
        .map(str::to_owned)
        .collect()
}

/// A terminal of a shop that goes where a pool goes.
pub fn terminal_at(pool: PgPool, name: &str, shop: &str) -> App {
    let shop_code = Some(shop.to_owned());
    let identity = Identity { terminal: a_uuid(), name: name.to_owned(), shop_code };
    App::new(pool.connect_options().as_ref().clone(), identity).with_register_key(a_register_key())
}

/// A key for a test's register, which has no keyring.
pub fn a_register_key() -> RegisterKey {
    RegisterKey::random().expect("a key")
}

/// A key for a test's command, order or terminal.
#[expect(clippy::disallowed_methods, reason = "tests play the screens, which make these keys")]
pub fn a_uuid() -> Uuid {
    Uuid::now_v7()
}

/// The server of all tests of this process.
pub fn cluster() -> &'static Cluster {
    static CLUSTER: OnceLock<Cluster> = OnceLock::new();
    CLUSTER.get_or_init(|| {
        let folder = std::env::var_os("OC_PIZZA_TEST_CLUSTER").map_or_else(
            || PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("cluster"),
            PathBuf::from,
        );
        // Tests check what is there after a refusal, not after a power cut.
        Cluster::open_with(
            &folder,
            &[
                ("fsync", "off"),
                ("synchronous_commit", "off"),
                ("full_page_writes", "off"),
                ("max_connections", "300"),
            ],
        )
        .expect("a PostgreSQL server for the tests")
    })
}

async fn template() -> &'static str {
    static TEMPLATE: OnceCell<String> = OnceCell::const_new();
    TEMPLATE
        .get_or_init(|| async {
            drop_leftovers().await;
            let name = format!("test_{}", std::process::id());
            // The user bears the name of its database.
            for statement in manual(&name, &name, "not asked for on this socket") {
                admin(&statement).await;
            }
            let pool = app::pool(cluster().connect_options(&name).username(&name));
            app::migrate(&pool).await.expect("the migrations apply");
            demo::load(&pool).await.expect("the demo data loads");
            // A template with connections cannot be copied.
            pool.close().await;
            name
        })
        .await
}

/// Databases of runs that have ended.
async fn drop_leftovers() {
    let mut server = cluster().connect_options("postgres").connect().await.expect("the server");
    let names: Vec<String> =
        sqlx::query_scalar(r"SELECT datname FROM pg_database WHERE datname LIKE 'test\_%'")
            .fetch_all(&mut server)
            .await
            .expect("the list of databases");
    for name in names {
        let run = name.split('_').nth(1).unwrap_or_default();
        if !Path::new("/proc").join(run).exists() {
            // Another run may have dropped it first.
            admin(&format!("DROP DATABASE IF EXISTS {name}")).await;
        }
    }
    // Logins of terminals bear no database's name: those of a database that is gone are in no group.
    let logins: Vec<String> = sqlx::query_scalar(
        r"SELECT rolname FROM pg_roles WHERE rolname ~ '^oc_pizza_(till|enrol)_'
          AND NOT EXISTS (SELECT FROM pg_auth_members WHERE member = pg_roles.oid)",
    )
    .fetch_all(&mut server)
    .await
    .expect("the list of logins");
    for login in logins {
        admin(&format!("DROP ROLE IF EXISTS {login}")).await;
    }
    let users: Vec<String> =
        sqlx::query_scalar(r"SELECT rolname FROM pg_roles WHERE rolname LIKE 'test\_%'")
            .fetch_all(&mut server)
            .await
            .expect("the list of users");
    for user in users {
        let run = user.split('_').nth(1).unwrap_or_default();
        if !Path::new("/proc").join(run).exists() {
            admin(&format!("DROP ROLE IF EXISTS \"{user}\"")).await;
        }
    }
}

/// Types a statement as the server's administrator.
pub async fn admin(statement: &str) {
    let mut server = cluster().connect_options("postgres").connect().await.expect("the server");
    server
        .execute(AssertSqlSafe(statement.to_owned()))
        .await
        .unwrap_or_else(|error| panic!("{statement}: {error}"));
}
