//! A server of map tiles: what its behaviours mean, what is kept, and how little it is asked.

use super::{impatient, nobody};
use chrono::{DateTime, TimeDelta, Utc};
use domain::settings::{MapTile, ServiceFault, TileServer};
use futures_util::future::join_all;
use oc_pizza::outside::Outside;
use oc_pizza::outside::tiles::{AT_ONCE, TileSource, Tiles};
use simulators::Ground;
use std::time::Duration;
use tempfile::TempDir;

/// By the clock of the disk, which says when a tile was kept.
fn now() -> DateTime<Utc> {
    std::fs::metadata(std::env::temp_dir()).and_then(|it| it.modified()).expect("a time").into()
}

fn source(outside: &Outside, address: String) -> TileSource<'_> {
    let entered = TileServer { tile_address: address, mention: "© OC Pizza".to_owned() };
    TileSource { outside, entered, now: now() }
}

fn tile(column: u32) -> MapTile {
    MapTile::of(14, column, 5635).expect("a tile")
}

fn keeping() -> (Outside, TempDir) {
    let (outside, home) = (impatient(), TempDir::new().expect("a folder"));
    outside.keep_tiles_in(home.path().join("tiles"));
    (outside, home)
}

#[tokio::test]
async fn what_the_server_does_says_what_is_drawn() {
    for (behaves, fault, is_drawn) in [
        (Ground::Draws, "", true),
        (Ground::Slow(Duration::from_millis(300)), "", true),
        (Ground::Slow(Duration::from_secs(5)), "Silent", false),
        (Ground::Silent, "Silent", false),
        (Ground::Ends, "", false),
        (Ground::TooMuch, "TooMuch", false),
        (Ground::Forbidden, "Denied", false),
        (Ground::Page, "Unreadable", false),
        (Ground::Endless, "Unreadable", false),
        (Ground::Gateway(502), "Troubled", false),
        (Ground::Gateway(400), "Refused", false),
    ] {
        let (simulator, outside) = (simulators::Tiles::on(behaves).await, impatient());
        let source = source(&outside, simulator.tile_address());
        let came = source.tile(tile(8298)).await;
        let said = came.as_ref().err().map(|it| format!("{it:?}")).unwrap_or_default();
        assert!(
            said.starts_with(fault) && said.is_empty() == fault.is_empty(),
            "{behaves:?} {said}"
        );
        assert_eq!(came.is_ok_and(|it| it.is_some()), is_drawn, "{behaves:?}");
        assert_eq!(simulator.asked().len(), 1, "{behaves:?}");
    }
}

#[tokio::test]
async fn a_tile_is_asked_for_once_and_by_whom_is_said() {
    let simulator = simulators::Tiles::on(Ground::Draws).await;
    let (outside, home) = keeping();
    let source = source(&outside, simulator.tile_address());
    let first = source.tile(tile(8298)).await.expect("came").expect("a tile");
    assert_eq!(first.kind, "image/png");
    assert_eq!(source.tile(tile(8298)).await, Ok(Some(first.clone())));
    let asked = simulator.asked();
    assert_eq!((asked.len(), asked[0].path.as_str()), (1, "/14/8298/5635.png"));
    let agent = asked[0].header("user-agent").unwrap_or_default();
    assert!(agent.starts_with("oc-pizza/"), "{agent}");
    // A program that starts anew has it, too; and later it is asked for again.
    let again = impatient();
    again.keep_tiles_in(home.path().join("tiles"));
    let mut later = TileSource { outside: &again, ..source };
    assert_eq!(later.tile(tile(8298)).await, Ok(Some(first.clone())));
    assert_eq!(simulator.asked().len(), 1);
    later.now += TimeDelta::days(15);
    assert_eq!(later.tile(tile(8298)).await, Ok(Some(first.clone())));
    assert_eq!(simulator.asked().len(), 2);
    // An old one is better than none.
    simulator.behave(Ground::Gateway(503));
    assert_eq!(later.tile(tile(8298)).await, Ok(Some(first)));
}

#[tokio::test]
async fn a_server_that_fails_is_left_alone_and_so_is_no_other() {
    let simulator = simulators::Tiles::on(Ground::Silent).await;
    let (outside, _home) = keeping();
    let bad = source(&outside, simulator.tile_address());
    let all = join_all((0..60).map(|nth| bad.tile(tile(nth)))).await;
    assert!(all.iter().all(|it| !matches!(it, Ok(Some(_)))), "{all:?}");
    let asked = simulator.asked().len();
    assert!(asked <= AT_ONCE, "of sixty tiles {asked} were asked for");
    assert_eq!(bad.tile(tile(1)).await, Ok(None), "and none from then on");
    assert_eq!(simulator.asked().len(), asked);
    let other = simulators::Tiles::on(Ground::Draws).await;
    let good = source(&outside, other.tile_address());
    assert!(matches!(good.tile(tile(1)).await, Ok(Some(_))));
    let away = source(&outside, format!("{}{{z}}/{{x}}/{{y}}", nobody().await));
    let fault = away.tile(tile(1)).await;
    assert!(matches!(fault, Err(ServiceFault::NotReached { .. })), "{fault:?}");
}

#[tokio::test]
async fn a_map_that_ends_is_no_fault_and_few_are_asked_for_at_a_time() {
    let simulator = simulators::Tiles::on(Ground::Ends).await;
    let (outside, _home) = keeping();
    let source = source(&outside, simulator.tile_address());
    assert_eq!(source.tile(tile(1)).await, Ok(None));
    simulator.behave(Ground::Slow(Duration::from_millis(20)));
    let all = join_all((0..60).map(|nth| source.tile(tile(nth)))).await;
    assert!(all.iter().all(|it| matches!(it, Ok(Some(_)))), "{all:?}");
    assert!(simulator.busiest() <= AT_ONCE, "{}", simulator.busiest());
    // Of far more than two screens some are not asked for.
    let all = join_all((100..400).map(|nth| source.tile(tile(nth)))).await;
    assert!(all.contains(&Ok(None)));
}
