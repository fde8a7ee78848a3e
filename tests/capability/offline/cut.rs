//! A terminal that can lose its server.

use crate::support::database::{Fresh, a_register_key, terminal_at};
pub use crate::support::people::sign_in_with_pin as sign_in;
use crate::support::people::{at_counter, in_kitchen, tap};
use crate::support::proxy::Proxy;
use domain::Cents;
use domain::journal::{ListToDecide, ToDecide};
use domain::kitchen::ReadKitchen;
use domain::menu::ReadMenu;
use domain::orders::{
    ListEndedOrders, ListOpenOrders, OrderSummary, PlacedOrder, ReadLoad, SettleOrder,
};
use domain::payments::Given;
use domain::shops::{ReadTerminal, WindowKind};
use domain::staff::Role;
use domain::stock::{ListLacking, ReadInventory, ReadStock};
use oc_pizza::app::{self, App};
use oc_pizza::journal::Journal;
use oc_pizza::terminals::register::RegisterKey;
use std::path::Path;

/// A terminal that can lose its server, with its journal in a home of its own.
pub struct Cut {
    pub fresh: Fresh,
    pub proxy: Proxy,
    pub home: tempfile::TempDir,
    pub app: App,
}

impl Cut {
    /// Counter and kitchen have read what they show, as windows do.
    pub async fn ready() -> Cut {
        let fresh = Fresh::new().await;
        let home = tempfile::tempdir().expect("a home");
        let proxy = Proxy::before(fresh.socket_folder());
        let app = started(&fresh, &proxy, home.path()).await;
        sign_in(&app, WindowKind::Counter, Role::Cashier).await.expect("signed in");
        sign_in(&app, WindowKind::Kitchen, Role::Pizzaiolo).await.expect("signed in");
        look(&app).await;
        Cut { fresh, proxy, home, app }
    }

    pub async fn away(&self) {
        self.proxy.cut();
        self.app.disconnected();
    }

    pub async fn back(&self) {
        back(&self.app, &self.proxy).await;
    }

    /// The power goes, and the program is started again.
    pub async fn restart(mut self) -> Cut {
        let away = self.app.is_away();
        let journal = self.app.journal().expect("usable").expect("there is one");
        journal.written().await;
        let (terminal, name) = (self.app.identity().terminal, "Caisse 1".to_owned());
        drop(self.app);
        let identity = app::Identity { terminal, name, shop_code: Some("MOZ1".to_owned()) };
        let app = App::new(self.proxy.options(self.fresh.options()), identity);
        self.app = with_journal(app, self.home.path()).await;
        if away {
            self.app.disconnected();
        }
        self
    }

    pub fn waits(&self) -> u32 {
        let journal = self.app.journal().expect("usable").expect("there is one");
        journal.stands().borrow().waits
    }

    pub async fn to_decide(&self) -> Vec<ToDecide> {
        let listed = at_counter(&self.app, ListToDecide {}).await.expect("the list");
        let journal = self.app.journal().expect("usable").expect("there is one");
        assert_eq!(journal.stands().borrow().to_decide as usize, listed.len());
        listed
    }
}

/// The server is there again for a terminal, and what waited for it is done.
pub async fn back(app: &App, proxy: &Proxy) {
    proxy.mend();
    app.primary().forget_hearsay().await;
    app.ready().await.expect("the server is there");
    app.primary().open_connections().await.expect("connections");
    app.reconnected();
    app.replay().await.expect("it is done again");
}

pub async fn started(fresh: &Fresh, proxy: &Proxy, home: &Path) -> App {
    let app = terminal_at(app::pool(proxy.options(fresh.options())), "Caisse 1", "MOZ1");
    with_journal(app, home).await
}

pub async fn with_journal(app: App, home: &Path) -> App {
    let journal = Journal::open(&home.join("journal.sqlite"), app.now()).await;
    // Beside the journal, as a keyring is: it outlives the process.
    let file = home.join("register-key");
    let kept = std::fs::read_to_string(&file).ok().and_then(|kept| RegisterKey::parse(&kept));
    let key = kept.unwrap_or_else(a_register_key);
    std::fs::write(&file, key.text().as_bytes()).expect("a key");
    app.with_register_key(key).with_journal(Ok(journal.expect("the journal")))
}

pub async fn look(app: &App) {
    at_counter(app, ReadTerminal {}).await.expect("the terminal");
    at_counter(app, ReadMenu {}).await.expect("the menu");
    at_counter(app, ReadStock {}).await.expect("the stock");
    at_counter(app, ReadLoad {}).await.expect("the load");
    at_counter(app, ListOpenOrders {}).await.expect("the orders");
    at_counter(app, ListEndedOrders {}).await.expect("the day's orders");
    at_counter(app, ListLacking {}).await.expect("the orders that lack something");
    in_kitchen(app, ReadKitchen {}).await.expect("the kitchen");
    in_kitchen(app, ReadInventory {}).await.expect("the inventory");
}

pub async fn open(app: &App) -> Vec<OrderSummary> {
    at_counter(app, ListOpenOrders {}).await.expect("the orders")
}

pub fn cash(placed: &PlacedOrder) -> SettleOrder {
    let given = Given::Cash { received: placed.total + Cents(250) };
    SettleOrder::at_once(tap(), placed.order, placed.total, given)
}
