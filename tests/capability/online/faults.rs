//! What PayPal refuses, does not answer, or does behind our back; and terminals that are killed.

use super::{Shop, ask, asked, asked_as, carry_on, given_up, reine, says, taps_stand, time_passes};
use crate::changing::summary;
use crate::support::people::{at_counter, claim, paid_by_card, sign_in};
use domain::Cents;
use domain::online::{EndOnline, ListOnlineToCheck, LookAgain};
use domain::orders::{OrderState, PlacedOrder};
use domain::payments::{PaypalDoubt, PaypalState};
use domain::shops::WindowKind;
use domain::staff::Role;
use oc_pizza::app::App;
use oc_pizza::online::carry_on_due;
use simulators::Purse;
use std::time::Duration;
use tokio::time::timeout;

use PaypalState::{Authorized, Cancelled, Captured, Refunded, ToCheck, Waiting};

/// A terminal is killed while PayPal is asked: what it did is done, and nobody here has heard of it.
async fn killed_meanwhile(app: &App, step: &str) {
    let killed = timeout(Duration::from_millis(700), carry_on_due(app, true)).await;
    assert!(killed.is_err(), "{step}: it was under way");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_after_each_answer_of_paypals_nothing_is_done_twice_or_lost() {
    let shop = Shop::open().await;
    let placed = reine(&shop.app).await;
    let late = Purse::Slow(Duration::from_millis(1200));
    // While the order is made at PayPal.
    shop.purse.behave(late);
    let call = ask(&placed, 800);
    let asking = timeout(Duration::from_millis(100), at_counter(&shop.app, call.clone())).await;
    assert!(asking.is_err(), "nobody carries on");
    killed_meanwhile(&shop.app, "created").await;
    let second = shop.another("Caisse 2").await;
    carry_on_due(&second, true).await.expect("nothing: the first has it");
    assert_eq!(shop.payments(&placed).await[0].link, None);
    shop.purse.behave(Purse::Works);
    carry_on(&second, &shop.pool()).await;
    assert!(shop.payments(&placed).await[0].link.is_some());
    // While it is authorised, taken, and given back.
    shop.customer_pays();
    for step in ["authorised", "captured", "refunded"] {
        match step {
            "captured" => {
                claim(&shop.app).await;
                taps_stand(&shop.pool()).await;
            }
            "refunded" => given_up(&shop.app, &placed).await,
            _ => {}
        }
        // The look before it is answered at once.
        let looks: &[Purse] = if step == "authorised" { &[Purse::Works, late] } else { &[late] };
        time_passes(&shop.pool()).await;
        shop.purse.next(looks);
        killed_meanwhile(&shop.app, step).await;
        carry_on(&second, &shop.pool()).await;
    }
    let all = shop.purse.purchases();
    assert_eq!((all.len(), all[0].captures, all[0].refunded), (1, 1, 800), "{all:?}");
    assert_eq!(shop.row(&placed).await, Some(Refunded));
    shop.sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_service_that_is_silent_or_down_holds_up_nobody_and_is_asked_again() {
    let shop = Shop::open().await;
    for fault in [
        Purse::Silent,
        Purse::SilentAfter,
        Purse::Fails,
        Purse::Gateway(502),
        Purse::TooMuch,
        Purse::Malformed,
    ] {
        let placed = reine(&shop.app).await;
        shop.purse.behave(fault);
        let stands = asked(&shop.app, &placed, 800).await.expect("asked");
        assert_eq!(
            (stands.state, stands.link.is_some(), stands.unheard),
            (Waiting, false, true),
            "{fault:?}"
        );
        // The order is taken, made and may be settled otherwise all the same.
        shop.purse.behave(Purse::Works);
        shop.carry_on().await;
        assert!(shop.payments(&placed).await[0].link.is_some(), "{fault:?}");
        shop.customer_pays();
        shop.purse.behave(fault);
        shop.carry_on().await;
        shop.purse.behave(Purse::Works);
        shop.carry_on().await;
        assert_eq!(shop.row(&placed).await, Some(Authorized), "{fault:?}");
        claim(&shop.app).await;
        taps_stand(&shop.pool()).await;
        shop.purse.behave(fault);
        shop.carry_on().await;
        // Nobody knows whether the money was taken: nothing else is done with it.
        let cash = paid_by_card(placed.order, Cents(800));
        says(at_counter(&shop.app, cash).await, "PayPal encaisse");
        sign_in(&shop.app, WindowKind::Counter, Role::ShopManager).await;
        says(at_counter(&shop.app, super::giving_up(&placed)).await, "PayPal encaisse");
        shop.purse.behave(Purse::Works);
        shop.carry_on().await;
        assert_eq!(
            (shop.purchase().captures, shop.row(&placed).await),
            (1, Some(Captured)),
            "{fault:?}"
        );
    }
    shop.sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_capture_that_is_refused_lets_the_kitchen_go_on_and_tells_the_counter() {
    let shop = Shop::open().await;
    let placed = reine(&shop.app).await;
    shop.authorized(&placed).await;
    shop.purse.behave(Purse::DeclinesWithin);
    shop.started().await;
    let stands = summary(&shop.app, &placed).await;
    assert_eq!(
        (stands.paypal, stands.due(), stands.state),
        (Some(ToCheck), Cents(800), OrderState::Preparing)
    );
    let listed = at_counter(&shop.app, ListOnlineToCheck {}).await.expect("listed");
    assert_eq!((listed.len(), listed[0].doubt), (1, Some(PaypalDoubt::NotTaken)));
    assert_eq!(listed[0].number, placed.number);
    // Settled otherwise, what was authorised is let go by itself.
    shop.purse.behave(Purse::Works);
    at_counter(&shop.app, paid_by_card(placed.order, Cents(800))).await.expect("by card");
    shop.carry_on().await;
    assert_eq!(
        (shop.purchase().authorized, shop.row(&placed).await),
        (Some("VOIDED"), Some(Cancelled))
    );
    assert_eq!(at_counter(&shop.app, ListOnlineToCheck {}).await.expect("listed"), []);
    shop.sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn declined_customers_try_again_and_three_times_are_enough() {
    let shop = Shop::open().await;
    let placed = reine(&shop.app).await;
    asked(&shop.app, &placed, 800).await.expect("asked");
    for declines in 1..=2 {
        shop.customer_pays();
        shop.purse.behave(Purse::Declines);
        shop.carry_on().await;
        let it = &shop.payments(&placed).await[0];
        assert_eq!((it.state, it.declines), (Waiting, declines));
        assert!(it.link.is_some() && it.words(domain::Language::Fr).is_some(), "{it:?}");
        shop.purse.behave(Purse::Works);
    }
    shop.customer_pays();
    shop.purse.behave(Purse::Declines);
    shop.carry_on().await;
    shop.purse.behave(Purse::Works);
    shop.customer_pays();
    shop.carry_on().await;
    assert_eq!((shop.row(&placed).await, shop.purchase().authorized), (Some(Cancelled), None));
    shop.authorized(&placed).await;
    shop.sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_paypal_has_not_decided_is_waited_for() {
    let shop = Shop::open().await;
    let placed = reine(&shop.app).await;
    asked(&shop.app, &placed, 800).await.expect("asked");
    shop.customer_pays();
    shop.purse.behave(Purse::Pends);
    shop.carry_on().await;
    assert_eq!(shop.row(&placed).await, Some(Waiting));
    shop.purse.decide();
    shop.carry_on().await;
    assert_eq!(shop.row(&placed).await, Some(Authorized));
    shop.started().await;
    assert_eq!(
        (shop.row(&placed).await, shop.payments(&placed).await[0].booked),
        (Some(Authorized), false)
    );
    shop.purse.decide();
    shop.carry_on().await;
    assert_eq!(
        (shop.row(&placed).await, shop.payments(&placed).await[0].booked),
        (Some(Captured), true)
    );
    // So is what goes back.
    given_up(&shop.app, &placed).await;
    shop.carry_on().await;
    assert_eq!(shop.row(&placed).await, Some(Captured), "it is under way");
    shop.purse.decide();
    shop.carry_on().await;
    assert_eq!(shop.row(&placed).await, Some(Refunded));
    shop.sound().await;
}

/// A payment that was taken, and what goes back of it is refused.
async fn not_given_back(shop: &Shop) -> PlacedOrder {
    let placed = reine(&shop.app).await;
    shop.authorized(&placed).await;
    shop.started().await;
    shop.purse.behave(Purse::Declines);
    given_up(&shop.app, &placed).await;
    shop.carry_on().await;
    shop.purse.behave(Purse::Works);
    placed
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_cannot_be_settled_is_a_managers_to_look_at_or_to_end() {
    let shop = Shop::open().await;
    let placed = not_given_back(&shop).await;
    assert_eq!(shop.row(&placed).await, Some(ToCheck));
    let it = at_counter(&shop.app, ListOnlineToCheck {}).await.expect("listed").remove(0);
    assert_eq!(it.doubt, Some(PaypalDoubt::NotGivenBack));
    // By itself nothing more is done about it.
    shop.carry_on().await;
    assert_eq!(shop.purchase().refunded, 0);
    sign_in(&shop.app, WindowKind::Counter, Role::Cashier).await;
    let again = || LookAgain { intent: it.intent };
    says(at_counter(&shop.app, again()).await, "");
    sign_in(&shop.app, WindowKind::Counter, Role::ShopManager).await;
    at_counter(&shop.app, again()).await.expect("looked at");
    shop.carry_on().await;
    assert_eq!((shop.purchase().refunded, shop.row(&placed).await), (800, Some(Refunded)));
    says(at_counter(&shop.app, again()).await, "n’est pas à vérifier");

    let placed = not_given_back(&shop).await;
    let it = at_counter(&shop.app, ListOnlineToCheck {}).await.expect("listed").remove(0);
    let end = |reason: &str| EndOnline { intent: it.intent, reason: reason.to_owned() };
    let refused = at_counter(&shop.app, end(" ")).await.expect_err("no reason");
    assert_eq!(refused.field.as_deref(), Some("reason"));
    let ended = at_counter(&shop.app, end("remboursé sur paypal.com")).await.expect("ended");
    assert_eq!((ended.state, ended.doubt), (Refunded, None));
    assert_eq!(at_counter(&shop.app, ListOnlineToCheck {}).await.expect("listed"), []);
    shop.carry_on().await;
    assert_eq!(shop.row(&placed).await, Some(Refunded));
    says(at_counter(&shop.app, end("encore")).await, "n’est pas à vérifier");
    shop.sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_happened_at_paypal_alone_is_found_or_shown() {
    let shop = Shop::open().await;
    // An authorization that was not taken in time: the order is due.
    let placed = reine(&shop.app).await;
    shop.authorized(&placed).await;
    shop.purse.expire(&shop.purchase().id);
    shop.started().await;
    shop.carry_on().await;
    let stands = summary(&shop.app, &placed).await;
    assert_eq!((stands.paypal, stands.due()), (Some(Cancelled), Cents(800)));
    // An order that PayPal forgot.
    let placed = reine(&shop.app).await;
    asked(&shop.app, &placed, 800).await.expect("asked");
    shop.purse.forget(&shop.purchase().id);
    shop.carry_on().await;
    assert_eq!(shop.row(&placed).await, Some(Cancelled));
    // An invoice that was used elsewhere: the next number is asked for.
    let placed = reine(&shop.app).await;
    shop.purse.next(&[Purse::Refuses(422, "UNPROCESSABLE_ENTITY", "DUPLICATE_INVOICE_ID")]);
    let it = asked(&shop.app, &placed, 800).await.expect("asked");
    assert!(it.link.is_some() && shop.purchase().invoice.ends_with("-2"), "{:?}", shop.purchase());
    shop.sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn credentials_that_are_refused_are_said_and_mended() {
    let shop = Shop::open().await;
    let placed = reine(&shop.app).await;
    shop.purse.behave(Purse::NoBearer);
    let it = asked_as(&shop.app, ask(&placed, 800)).await.expect("asked");
    let words = it.words(domain::Language::Fr).expect("words");
    assert!(words.contains("identifiants"), "{words}");
    assert_eq!(shop.row(&placed).await, Some(Waiting));
    shop.purse.behave(Purse::Works);
    shop.carry_on().await;
    assert!(shop.payments(&placed).await[0].link.is_some());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_that_cannot_be_read_keeps_no_other_back() {
    let shop = Shop::open().await;
    let newer = reine(&shop.app).await;
    let it = asked(&shop.app, &newer, 800).await.expect("asked");
    let changed = "UPDATE paypal_intent SET stands = stands || '{\"wish\": \"of another version\"}'
                   WHERE intent_id = $1";
    sqlx::query(changed).bind(it.intent.0).execute(&shop.pool()).await.expect("changed");
    let placed = reine(&shop.app).await;
    shop.authorized(&placed).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn money_that_no_order_has_a_use_for_goes_back() {
    let shop = Shop::open().await;
    let placed = reine(&shop.app).await;
    shop.authorized(&placed).await;
    // PayPal takes it and says nothing; a server that fell back to a backup has not noted that it was told to, so
    // that the order is settled otherwise, nor then that it wants nothing any more.
    shop.purse.behave(Purse::SilentAfter);
    shop.started().await;
    shop.purse.behave(Purse::Works);
    let forget = async |what: &'static str| {
        sqlx::query(what).execute(&shop.pool()).await.expect("as a backup has it");
    };
    forget("UPDATE paypal_intent SET is_taking = false").await;
    at_counter(&shop.app, paid_by_card(placed.order, Cents(800))).await.expect("by card");
    forget("UPDATE paypal_intent SET left_at = NULL").await;
    shop.carry_on().await;
    assert_eq!((shop.purchase().captured, shop.purchase().refunded), (800, 800));
    assert_eq!(summary(&shop.app, &placed).await.paid, Cents(800));
    shop.sound().await;
}
