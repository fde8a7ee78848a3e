//! A database whose terminals have logins of their own.

use super::database::{Fresh, a_uuid, admin};
use domain::server::ServerSettings;
use domain::terminals::TerminalKind;
use oc_pizza::app;
use oc_pizza::terminals::{self, Enrolled};
use sqlx::postgres::PgConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Executor, PgPool};
use std::path::Path;

/// A fresh database whose owner may make roles, and has given the rights.
pub struct Separated {
    fresh: Fresh,
    owner: PgConnectOptions,
}

impl Separated {
    /// Makes it.
    pub async fn new() -> Separated {
        let fresh = Fresh::new().await;
        let (before, name) = (fresh.user(), fresh.name());
        let owner = format!("{name}_owner");
        admin(&format!("CREATE USER {owner} CREATEROLE")).await;
        admin(&format!("GRANT ALL PRIVILEGES ON DATABASE {name} TO {owner}")).await;
        let as_administrator = super::database::cluster().connect_options(name);
        let mut inside = as_administrator.connect().await.expect("the database");
        let hand_over = format!("REASSIGN OWNED BY {before} TO {owner}");
        inside.execute(AssertSqlSafe(hand_over)).await.expect("another owner");
        let owner = fresh.options().username(&owner);
        assert!(terminals::separate(&owner).await.expect("rights are given"));
        Separated { fresh, owner }
    }

    /// How its owner reaches it.
    pub fn options(&self) -> PgConnectOptions {
        self.owner.clone()
    }

    /// A pool of its owner.
    pub fn pool(&self) -> PgPool {
        app::pool(self.options())
    }

    /// The folder of the server's socket.
    pub fn socket_folder(&self) -> &Path {
        self.fresh.socket_folder()
    }

    /// A new terminal of a shop for these kinds.
    pub async fn enrolled(&self, shop: &str, kinds: &[TerminalKind]) -> Enrolled {
        let code = terminals::new_code(&self.owner, Some(shop), kinds).await.expect("a code");
        terminals::redeem(self.settings(), &code, (a_uuid(), "Poste")).await.expect("enrolled")
    }

    /// Where a code is redeemed.
    pub fn settings(&self) -> ServerSettings {
        ServerSettings {
            host: self.socket_folder().display().to_string().parse().expect("a folder"),
            port: self.owner.get_port(),
            database: self.fresh.name().to_owned(),
            user: String::new(),
            tls: None,
            ca_file: None,
        }
    }
}
