//! Where a terminal stands.

use crate::support::database::{Fresh, terminal_at};
use domain::Language;
use domain::shops::{ReadTerminal, WindowKind};

#[tokio::test]
async fn a_terminal_stands_in_the_shop_of_its_code_and_says_so() {
    let fresh = Fresh::new().await;
    let terminal = terminal_at(fresh.pool(), "Poste 1", "MOZ3");
    let answer = terminal.call(WindowKind::Board, ReadTerminal {}, Language::Fr).await;
    let answer = answer.expect("an answer");
    assert_eq!((answer.shop.code.as_str(), answer.name.as_str()), ("MOZ3", "Poste 1"));
    let apart = (answer.server_now - terminal.now()).abs();
    assert!(apart < chrono::TimeDelta::minutes(1), "one machine, one time: {apart}");
}

#[tokio::test]
async fn an_unknown_code_is_named() {
    let fresh = Fresh::new().await;
    let lost = terminal_at(fresh.pool(), "Poste 1", "MOZ77");
    let failure = lost.call(WindowKind::Counter, ReadTerminal {}, Language::En).await;
    let failure = failure.expect_err("no such shop");
    assert!(failure.message.contains("MOZ77"), "{failure:?}");
}
