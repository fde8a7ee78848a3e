//! A storm: people sell and cook at several terminals, each a process with a journal, while
//! terminals are killed, lines are cut, slow or silent, disks are full, clocks are wrong, and of a
//! primary and its synchronous standby one is stopped, killed or promoted. Afterwards each order that
//! was validated exists once.
//!
//! What happens follows from a seed, which is printed. `cargo xtask storm` makes it longer.

mod counter;
mod disk;
mod kitchen;
pub mod post;
pub mod reckoning;
pub mod terminal;
mod weather;

use crate::support::database::a_uuid;
use crate::support::pair::{DATABASE, Pair};
use crate::support::proxy::Proxy;
use domain::server::ServerSettings;
use domain::shops::WindowKind;
use domain::terminals::TerminalKind;
use oc_pizza::{app, terminals};
use post::Post;
use reckoning::{Reckoning, reckon};
use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, Instant};
use terminal::Terminal;
use tokio::time::sleep;
use weather::{FAULTS, Fault, strike};

/// The terminals of the shop.
const POSTS: [TerminalKind; 4] =
    [TerminalKind::Counter, TerminalKind::Counter, TerminalKind::Kitchen, TerminalKind::Kitchen];

/// A setting of the task, as a number.
fn told(variable: &str) -> Option<u64> {
    std::env::var(variable).ok().and_then(|value| value.parse().ok())
}

/// A new terminal with its own login.
async fn terminal(pair: &Pair, kind: TerminalKind, homes: &Path, seed: u64) -> Terminal {
    let owner = pair.options(pair.primary());
    let code = terminals::new_code(&owner, Some("MOZ1"), &[kind]).await.expect("a code");
    let host = pair.sockets()[pair.primary()].display().to_string();
    let settings = ServerSettings {
        host: host.parse().expect("a folder"),
        port: owner.get_port(),
        database: DATABASE.to_owned(),
        user: String::new(),
        tls: None,
        ca_file: None,
    };
    let key = a_uuid();
    let enrolled = terminals::redeem(settings, &code, (key, "Poste")).await.expect("enrolled");
    let line = pair.sockets().each_ref().map(|socket| Proxy::before(socket));
    let hosts = line.each_ref().map(|way| way.socket_folder().display().to_string()).join(", ");
    let post = Post {
        home: homes.join(&enrolled.code),
        hosts,
        database: DATABASE.to_owned(),
        login: enrolled.known.settings.user,
        terminal: key,
        window: if kind == TerminalKind::Kitchen {
            WindowKind::Kitchen
        } else {
            WindowKind::Counter
        },
        seed,
        ahead: 0,
        register: enrolled.register.as_ref().map(|key| key.text().to_string()),
    };
    Terminal::start(post, line)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 3)]
async fn every_validated_order_survives_a_storm_once() {
    let seed = told("OC_PIZZA_STORM_SEED").unwrap_or_else(|| fastrand::u64(..));
    let minutes = told("OC_PIZZA_STORM_MINUTES").unwrap_or_default();
    eprintln!("a storm of {minutes} minutes, OC_PIZZA_STORM_SEED={seed}");
    let mut chance = fastrand::Rng::with_seed(seed);
    let mut pair = Pair::start().await;
    let homes = tempfile::tempdir().expect("homes");
    let mut terminals = Vec::new();
    for kind in POSTS {
        terminals.push(terminal(&pair, kind, homes.path(), chance.u64(..)).await);
    }
    for terminal in &terminals {
        assert!(terminal.says("at work", 0, Duration::from_secs(60)).await, "it did not start");
    }

    let (begun, mut struck) = (Instant::now(), BTreeMap::<Fault, usize>::new());
    loop {
        // Each in turn, so that the shortest storm has them all, and never in the same order.
        let mut round = FAULTS;
        chance.shuffle(&mut round);
        for fault in round {
            sleep(Duration::from_millis(chance.u64(0..=400 * minutes.min(1)))).await;
            if strike(fault, &mut chance, &mut pair, &mut terminals).await {
                *struck.entry(fault).or_default() += 1;
            }
        }
        if begun.elapsed() >= Duration::from_secs(60 * minutes) {
            break;
        }
    }
    finish(&mut terminals).await;
    // What was marked in memory alone is marked after one more start.
    terminals.iter_mut().for_each(Terminal::live);
    finish(&mut terminals).await;
    let pool = app::pool(pair.options(pair.primary()));
    let reckoning = reckon(&terminals, &pool).await;
    pool.close().await;
    eprintln!("{}", report(minutes, seed, &struck, &reckoning));
    assert!(reckoning.orders.len() > POSTS.len() && reckoning.taps > POSTS.len());
}

/// Lets all of them finish, with nothing waiting in their journals.
async fn finish(terminals: &mut [Terminal]) {
    terminals.iter_mut().for_each(|terminal| terminal.tell("finish"));
    for terminal in terminals {
        terminal.end().await;
    }
}

/// What the storm was, in a line.
fn report(
    minutes: u64,
    seed: u64,
    struck: &BTreeMap<Fault, usize>,
    reckoning: &Reckoning,
) -> String {
    let times = |faults: &[Fault]| faults.iter().filter_map(|it| struck.get(it)).sum::<usize>();
    format!(
        "{minutes} minutes, seed {seed}: {} orders, {} taps, {} entries in the ledger; terminals killed {}, servers killed {}, \
         cuts {}, slow or silent {}, restarts {}, promotions {}, disks full {}, clock jumps {}; \
         to decide {}: {:?}",
        reckoning.orders.len(),
        reckoning.taps,
        reckoning.entries,
        times(&[Fault::KillTerminal]),
        times(&[Fault::Kill, Fault::Promotion]),
        times(&[Fault::Cut, Fault::CutInAnswer]),
        times(&[Fault::Slow, Fault::Silent]),
        times(&[Fault::Restart, Fault::RestartStandby, Fault::Stop]),
        times(&[Fault::Promotion]),
        times(&[Fault::FullDisk]),
        times(&[Fault::Clock]),
        reckoning.to_decide.values().sum::<usize>(),
        reckoning.to_decide,
    )
}
