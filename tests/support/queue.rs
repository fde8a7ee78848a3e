//! People who order again and again whatever happens to the server, and insist until each order is
//! confirmed.

use super::people::{an_order, at_counter, line, sign_in};
use domain::FailureCode;
use domain::contract::News;
use domain::orders::{PlaceOrder, PlacedOrder};
use domain::shops::WindowKind;
use domain::staff::Role;
use oc_pizza::app::App;
use oc_pizza::events;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::task::JoinHandle;
use tokio::time::sleep;

/// However long somebody orders, nothing runs out.
pub const STOCK_UP: &str = "
    WITH moved AS (INSERT INTO stock_movement (shop_id, ingredient_id, cause, quantity)
                   SELECT shop_id, ingredient_id, 'correction', 1000000000 FROM stock_level)
    UPDATE stock_level SET on_hand = on_hand + 1000000000";

/// A counter at which somebody orders again and again, and tries again whenever told to.
pub struct Queue {
    counter: Arc<App>,
    taken: Arc<Mutex<Vec<(PlaceOrder, PlacedOrder)>>>,
    open: Arc<AtomicBool>,
    task: JoinHandle<()>,
}

impl Queue {
    /// Opens it.
    pub async fn at(counter: App) -> Queue {
        sign_in(&counter, WindowKind::Counter, Role::Cashier).await;
        let menu = counter.menu().await.expect("the menu");
        let (counter, taken) = (Arc::new(counter), Arc::new(Mutex::new(Vec::new())));
        let open = Arc::new(AtomicBool::new(true));
        let task = tokio::spawn({
            let (counter, taken, open) = (counter.clone(), taken.clone(), open.clone());
            async move {
                while open.load(Ordering::SeqCst) {
                    let call = an_order(&menu, vec![line(&menu, "reine", 1)]);
                    let placed = insist(&counter, &call).await;
                    taken.lock().expect("taken").push((call, placed));
                    sleep(Duration::from_millis(50)).await;
                }
            }
        });
        Queue { counter, taken, open, task }
    }

    /// The terminal.
    pub fn counter(&self) -> Arc<App> {
        self.counter.clone()
    }

    /// How many orders were confirmed so far.
    pub fn taken(&self) -> usize {
        self.taken.lock().expect("taken").len()
    }

    /// Waits for more than so many.
    pub async fn until_more_than(&self, taken: usize) {
        while self.taken() <= taken {
            sleep(Duration::from_millis(10)).await;
        }
    }

    /// Lets the last one order and closes.
    pub async fn close(self) -> (Arc<App>, Vec<(PlaceOrder, PlacedOrder)>) {
        self.open.store(false, Ordering::SeqCst);
        self.task.await.expect("nobody was refused");
        let taken = std::mem::take(&mut *self.taken.lock().expect("taken"));
        (self.counter, taken)
    }
}

/// Sends a command until it is answered, as a screen does.
pub async fn insist(counter: &App, call: &PlaceOrder) -> PlacedOrder {
    loop {
        match at_counter(counter, call.clone()).await {
            Ok(placed) => return placed,
            Err(failure) => assert_eq!(failure.code, FailureCode::Unreachable, "{failure:?}"),
        }
        sleep(Duration::from_millis(100)).await;
    }
}

/// What a listener tells, for as long as the test runs.
pub fn listen(app: Arc<App>) -> Arc<Mutex<Vec<News>>> {
    let heard = Arc::new(Mutex::new(Vec::new()));
    let told = heard.clone();
    tokio::spawn(async move {
        let tell = |news: News| told.lock().expect("news").push(news);
        events::listen(&app, tell).await
    });
    heard
}
