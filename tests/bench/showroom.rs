//! A shop with a large menu, for real windows: a database of its own, so that no queue left by the
//! other measures stands in it.

use domain::shops::WindowKind;
use oc_pizza::app::{App, Identity};
use sqlx::postgres::PgConnectOptions;
use tempfile::TempDir;

use crate::server::{Server, a_key};
use crate::windows::{Address, FIRST_SHOP, Terminal, size_of};

const DATABASE: &str = "showroom";
/// More of each ingredient than all taps and orders take, in its unit.
const PLENTY: i64 = 1_000_000;
/// The first shop, where windows open.
const SHOP: &str = "MOZ1";

/// The shop.
pub struct Showroom {
    options: PgConnectOptions,
    address: Address,
    homes: TempDir,
}

impl Showroom {
    /// Makes it.
    pub async fn open(server: &Server) -> anyhow::Result<Showroom> {
        let pool = server.another(DATABASE, PLENTY).await?;
        sqlx::raw_sql(include_str!("large_menu.sql")).execute(&pool).await?;
        pool.close().await;
        let (socket_folder, user, _) = server.address();
        let address =
            Address { database: DATABASE.to_owned(), user: user.to_owned(), socket_folder };
        let options = server.options().database(DATABASE);
        Ok(Showroom { options, address, homes: tempfile::tempdir()? })
    }

    /// Opens a window, and waits until its page is there.
    pub async fn window(&self, kind: WindowKind) -> anyhow::Result<Terminal> {
        Terminal::open(kind, &self.home(kind), &self.address).await
    }

    /// Opens a window, and does not wait for its page.
    pub async fn start(&self, kind: WindowKind) -> anyhow::Result<Terminal> {
        let variables = self.address.variables();
        Terminal::start(kind, &self.home(kind), &variables, FIRST_SHOP, size_of(kind)).await
    }

    /// The home of a window's terminal.
    pub fn home(&self, kind: WindowKind) -> std::path::PathBuf {
        self.homes.path().join(kind.word())
    }

    /// A terminal without a window.
    pub fn terminal(&self, name: &str) -> App {
        let shop_code = Some(SHOP.to_owned());
        let identity = Identity { terminal: a_key(), name: name.to_owned(), shop_code };
        App::new(self.options.clone(), identity)
    }

    /// Products on its menu, in the menu's order, that a counter shows first.
    pub async fn tiles(&self) -> anyhow::Result<Vec<String>> {
        let menu = self.terminal("Caisse").menu().await;
        let menu = menu.map_err(|error| anyhow::anyhow!("the menu: {error:?}"))?;
        let first = menu.categories.first().map(|category| category.id);
        let shown = menu.products.iter().filter(|product| Some(product.category) == first);
        Ok(shown.map(|product| product.slug.clone()).collect())
    }
}
