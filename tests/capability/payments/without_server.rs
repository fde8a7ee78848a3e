//! The terminal is on the shop's network: it works while the server is away, and what the world refuses
//! then is known to its card payment too.

use super::{all, asked_and_heard, by_card, cards, counter, restarted, says, settle, sound};
use crate::offline::cut::look;
use crate::support::card_terminal::{Behaviour, TestTerminal};
use crate::support::people::{self, at_counter, order};
use domain::journal::GiveUp;
use domain::payments::{CardGivenBack, Given};
use domain::shops::WindowKind;
use domain::staff::Role;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_card_pays_while_the_server_is_away() {
    let terminal = TestTerminal::on(Behaviour::Accepts).await;
    let cut = counter(&terminal).await;
    look(&cut.app).await;
    cut.away().await;
    let placed = order(&cut.app, &[("reine", 1)]).await;
    let asked = all(&placed);
    assert!(asked_and_heard(&cut.app, &asked).await.is_taken());
    let cash = Given::Cash { received: placed.total };
    says(settle(&cut.app, &placed, &[cash]).await, "débitée");
    let cut = restarted(cut).await;
    assert!(cards(&cut.app).await.payments[0].is_taken());
    settle(&cut.app, &placed, &[by_card(&asked)]).await.expect("paid");
    assert_eq!(cards(&cut.app).await.payments, []);
    cut.back().await;
    assert_eq!((cut.waits(), cut.to_decide().await.len()), (0, 0));
    assert_eq!(cards(&cut.app).await.payments, []);
    sound(&cut).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_the_world_refused_and_a_person_gave_up_is_to_be_given_back_to_the_card() {
    let terminal = TestTerminal::on(Behaviour::Accepts).await;
    let cut = counter(&terminal).await;
    let placed = order(&cut.app, &[("reine", 1)]).await;
    look(&cut.app).await;
    cut.away().await;
    let asked = all(&placed);
    assert!(asked_and_heard(&cut.app, &asked).await.is_taken());
    settle(&cut.app, &placed, &[by_card(&asked)]).await.expect("paid here");
    // Another counter, which the server is there for, takes the money too.
    let other = cut.fresh.terminal("Caisse 2");
    people::sign_in(&other, WindowKind::Counter, Role::Cashier).await;
    let cash = Given::Cash { received: placed.total };
    settle(&other, &placed, &[cash]).await.expect("paid there");
    cut.back().await;
    let undecided = cut.to_decide().await;
    let [money] = undecided.as_slice() else { panic!("{undecided:?}") };
    assert_eq!(cards(&cut.app).await.payments, [], "it is in the ledger");

    people::sign_in(&cut.app, WindowKind::Counter, Role::ShopManager).await;
    let give_up =
        GiveUp { entry: money.entry, reason: "payée deux fois".to_owned(), approval: None };
    at_counter(&cut.app, give_up).await.expect("given up");
    let left = cards(&cut.app).await.payments;
    assert!(matches!(left.as_slice(), [it] if it.is_taken()), "{left:?}");
    let cut = restarted(cut).await;
    let back = CardGivenBack { payment: asked.payment };
    at_counter(&cut.app, back).await.expect("by hand");
    sound(&cut).await;
}
