//! A storm: people order at several counters while lines are cut, slow or silent, and PostgreSQL is
//! stopped, restarted and killed. Afterwards every confirmed order exists once.
//!
//! What happens follows from a seed, which is printed. `cargo xtask storm` makes it longer.

use crate::invariants;
use crate::support::database::terminal_at;
use crate::support::proxy::Proxy;
use crate::support::queue::{Queue, STOCK_UP, insist, listen};
use oc_pizza::embedded::Cluster;
use oc_pizza::{app, demo};
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};
use tokio::time::sleep;

const COUNTERS: usize = 3;
const DATABASE: &str = "storm";

/// What can happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fault {
    Restart,
    Stop,
    Kill,
    Cut,
    CutInAnswer,
    Slow,
    Silent,
}

const FAULTS: [Fault; 7] = [
    Fault::Restart,
    Fault::Stop,
    Fault::Kill,
    Fault::Cut,
    Fault::CutInAnswer,
    Fault::Slow,
    Fault::Silent,
];

/// A setting of the task, as a number.
fn told(variable: &str) -> Option<u64> {
    std::env::var(variable).ok().and_then(|value| value.parse().ok())
}

fn open(folder: &Path) -> Cluster {
    let settings = [("shared_buffers", "16MB"), ("max_connections", "40"), ("fsync", "off")];
    Cluster::open_with(folder, &settings).expect("a server")
}

/// Does one thing to the server or to a line, and mends it.
async fn strike(
    fault: Fault,
    chance: &mut fastrand::Rng,
    server: &mut Option<Cluster>,
    folder: &Path,
    lines: &[Proxy],
) {
    let moment = Duration::from_millis(chance.u64(50..800));
    let line = &lines[chance.usize(0..lines.len())];
    match fault {
        Fault::Restart => server.as_mut().expect("it runs").restart().expect("restarted"),
        Fault::Stop => {
            server.take().expect("it runs").stop().expect("stopped");
            sleep(moment).await;
            *server = Some(open(folder));
        }
        Fault::Kill => {
            let pid = server.take().expect("it runs").postmaster_pid().to_string();
            let killed = Command::new("kill").args(["-9", &pid]).status().expect("kill");
            assert!(killed.success());
            *server = Some(open(folder));
        }
        Fault::Cut => line.cut(),
        Fault::CutInAnswer => line.cut_after(chance.u32(0..2000)),
        Fault::Slow => line.delay(moment / 4),
        Fault::Silent => line.silence(),
    }
    if !matches!(fault, Fault::Restart | Fault::Stop | Fault::Kill) {
        sleep(moment * if chance.u8(0..20) == 0 { 15 } else { 1 }).await;
        line.mend();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 3)]
async fn every_confirmed_order_survives_a_storm_once() {
    let seed = told("OC_PIZZA_STORM_SEED").unwrap_or_else(|| fastrand::u64(..));
    let lasts = told("OC_PIZZA_STORM_MINUTES")
        .map_or(Duration::from_secs(10), |minutes| Duration::from_secs(60 * minutes));
    eprintln!("a storm of {lasts:?}, OC_PIZZA_STORM_SEED={seed}");
    let mut chance = fastrand::Rng::with_seed(seed);

    let folder = tempfile::tempdir().expect("a folder");
    let mut server = Some(open(folder.path()));
    let cluster = server.as_ref().expect("it runs");
    cluster.ensure_database(DATABASE).await.expect("a database");
    let direct = cluster.connect_options(DATABASE);
    let pool = app::pool(direct.clone());
    app::migrate(&pool).await.expect("the migrations apply");
    demo::load(&pool).await.expect("the demo data loads");
    sqlx::query(STOCK_UP).execute(&pool).await.expect("plenty of stock");
    pool.close().await;

    let (mut lines, mut queues) = (Vec::new(), Vec::new());
    for number in 1..=COUNTERS {
        let line = Proxy::before(cluster.socket_folder());
        let way = app::pool(line.options(direct.clone()));
        let queue = Queue::at(terminal_at(way, &format!("Caisse {number}"), "MOZ1")).await;
        listen(queue.counter());
        lines.push(line);
        queues.push(queue);
    }
    let (begun, mut struck) = (Instant::now(), BTreeMap::<Fault, usize>::new());
    while begun.elapsed() < lasts {
        // Each in turn, so that the shortest storm has them all, and never in the same order.
        let mut round = FAULTS;
        chance.shuffle(&mut round);
        for fault in round {
            sleep(Duration::from_millis(chance.u64(0..1000))).await;
            *struck.entry(fault).or_default() += 1;
            strike(fault, &mut chance, &mut server, folder.path(), &lines).await;
        }
    }
    let mut taken = Vec::new();
    for queue in queues {
        let (counter, orders) = queue.close().await;
        taken.extend(orders.into_iter().map(|(call, placed)| (counter.clone(), call, placed)));
    }
    eprintln!("{} orders through {struck:?}", taken.len());
    assert!(!taken.is_empty());
    for (counter, call, placed) in &taken {
        assert_eq!(insist(counter, call).await, *placed, "the first reply");
    }
    let pool = app::pool(direct);
    assert_eq!(invariants::orders(&pool).await, i64::try_from(taken.len()).expect("a count"));
    invariants::check(&pool).await;
    pool.close().await;
    server.expect("it runs").remove().expect("removed");
}
