//! A terminal whose disk is full: nothing is taken, people are told so, and once there is room they
//! go on without a restart.

use crate::invariants;
use crate::storm::post::Post;
use crate::storm::terminal::Terminal;
use crate::support::database::{Fresh, a_register_key, a_uuid};
use crate::support::proxy::Proxy;
use domain::shops::WindowKind;
use std::time::Duration;

const SOON: Duration = Duration::from_secs(30);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_is_told_and_selling_goes_on_when_there_is_room() {
    let fresh = Fresh::new().await;
    let pool = fresh.pool();
    sqlx::query(crate::support::queue::STOCK_UP).execute(&pool).await.expect("plenty of stock");
    let homes = tempfile::tempdir().expect("homes");
    let line = [(); 2].map(|()| Proxy::before(fresh.socket_folder()));
    let post = Post {
        home: homes.path().join("home"),
        hosts: line[0].socket_folder().display().to_string(),
        database: fresh.name().to_owned(),
        login: fresh.user().to_owned(),
        terminal: a_uuid(),
        window: WindowKind::Counter,
        seed: 1,
        ahead: 0,
        register: Some(a_register_key().text().to_string()),
    };
    let mut terminal = Terminal::start(post, line);
    if !terminal.has_disk() {
        eprintln!("this system lets nobody mount a small disk: not tried");
        return;
    }
    const PLACED: &str = "done PlaceOrder";
    assert!(terminal.says(PLACED, 3, SOON).await, "it sells");
    terminal.tell("fill");
    // It tries again and again, as people do.
    assert!(terminal.says("full", 5, SOON).await, "it is told");
    let (placed, there) = (terminal.count(PLACED), invariants::orders(&pool).await);
    assert!(terminal.says("full", terminal.count("full") + 5, SOON).await, "it is told again");
    assert_eq!((terminal.count(PLACED), invariants::orders(&pool).await), (placed, there));
    // Killed and started with no room it waits; nothing that was taken is gone.
    terminal.kill();
    terminal.live();
    terminal.tell("free");
    assert!(terminal.says(PLACED, placed + 3, SOON).await, "it sells again");
    terminal.tell("finish");
    terminal.end().await;
    let reckoning = crate::storm::reckoning::reckon(&[terminal], &pool).await;
    assert!(reckoning.orders.len() > 6);
    pool.close().await;
}
