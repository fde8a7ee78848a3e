//! News: what one terminal does, the others hear; what is not heard is not known.

use crate::support::database::{Fresh, terminal_at};
use crate::support::people::{claim, order, sign_in};
use crate::support::proxy::Proxy;
use domain::contract::{ChangeKind, News};
use domain::shops::WindowKind;
use domain::staff::Role;
use oc_pizza::app::{self, App};
use oc_pizza::events;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use tokio::time::timeout;

/// Longer than any news takes on one machine, short enough to wait for none.
const LONG: Duration = Duration::from_secs(20);

struct Listener {
    news: UnboundedReceiver<News>,
    task: tokio::task::JoinHandle<()>,
}

impl Listener {
    fn of(app: Arc<App>) -> Listener {
        let (tell, news) = unbounded_channel();
        let task = tokio::spawn(async move {
            events::listen(&app, |news| {
                // The test has what it wanted when it no longer receives.
                let _ = tell.send(news);
            })
            .await;
        });
        Listener { news, task }
    }

    async fn next(&mut self) -> News {
        timeout(LONG, self.news.recv()).await.expect("news in time").expect("a listener")
    }

    /// Skips to the next news for which `wanted` holds.
    async fn until(&mut self, wanted: impl Fn(&News) -> bool) -> News {
        loop {
            let news = self.next().await;
            if wanted(&news) {
                return news;
            }
        }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.task.abort();
    }
}

fn is_order(news: &News) -> bool {
    matches!(news, News::Changed(change) if change.kind == ChangeKind::Order)
}

#[tokio::test]
async fn what_one_terminal_does_the_others_of_its_shop_hear() {
    let fresh = Fresh::new().await;
    let counter = fresh.terminal("Caisse 1");
    sign_in(&counter, WindowKind::Counter, Role::Cashier).await;
    sign_in(&counter, WindowKind::Kitchen, Role::Pizzaiolo).await;
    let mut here = Listener::of(Arc::new(fresh.terminal("Cuisine")));
    let mut elsewhere = Listener::of(Arc::new(terminal_at(fresh.pool(), "Cuisine", "MOZ2")));
    assert_eq!(here.next().await, News::Online);
    assert_eq!(elsewhere.next().await, News::Online);

    let placed = order(&counter, &[("reine", 1)]).await;
    let News::Changed(change) = here.until(is_order).await else { unreachable!("an order") };
    assert_eq!((change.order, change.version), (Some(placed.order), 1));
    claim(&counter).await;
    let News::Changed(change) = here.until(is_order).await else { unreachable!("an order") };
    assert_eq!((change.order, change.version), (Some(placed.order), 2));

    // The menu is everybody's; the other shop heard of it and of no order before it.
    sqlx::query("UPDATE product SET description = description || '.'")
        .execute(counter.database())
        .await
        .expect("a change of the menu");
    let News::Changed(change) = elsewhere.next().await else { panic!("news of the menu") };
    assert_eq!(change.kind, ChangeKind::Menu);
}

#[tokio::test]
async fn a_cut_listener_hears_nothing_and_is_online_again_when_the_line_is_mended() {
    let fresh = Fresh::new().await;
    let counter = fresh.terminal("Caisse 1");
    sign_in(&counter, WindowKind::Counter, Role::Cashier).await;
    let proxy = Proxy::before(fresh.socket_folder());
    let far = Arc::new(terminal_at(app::pool(proxy.options(fresh.options())), "Cuisine", "MOZ1"));
    let mut kitchen = Listener::of(far);
    assert_eq!(kitchen.next().await, News::Online);

    proxy.cut();
    assert_eq!(kitchen.next().await, News::Offline);
    order(&counter, &[("reine", 1)]).await;
    // Only failed tries are told, however long it takes; the order is not.
    for _ in 0..3 {
        assert_eq!(kitchen.next().await, News::Offline);
    }
    proxy.mend();
    assert_eq!(kitchen.until(|news| *news != News::Offline).await, News::Online);
    order(&counter, &[("reine", 1)]).await;
    kitchen.until(is_order).await;
}
