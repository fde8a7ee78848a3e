//! What comes of a payment: taken, let go, given back, or over by itself.

use super::{Shop, ask, asked, asked_as, carry_on, given_up, giving_up, reine, says};
use crate::changing::{change_to, summary};
use crate::refunds::{amount, refund};
use crate::support::people::{
    at_counter, claim, in_kitchen, line, order, paid_by_card, sign_in, tap,
};
use domain::kitchen::{NextPizza, UndoTap};
use domain::ledger::Operation;
use domain::online::{EndOnline, LeaveOnline, ListOnlineToCheck, ReadOnline};
use domain::orders::{HandOver, OrderState, ReadAccount, Refund};
use domain::payments::{PaypalState, PaypalWish, TenderKind};
use domain::shops::WindowKind;
use domain::staff::Role;
use domain::{Cents, FailureCode};
use oc_pizza::online::carry_on_due;

use PaypalState::{Authorized, Cancelled, Captured, Refunded, Waiting};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn from_the_code_on_the_screen_to_the_money_that_goes_back() {
    let shop = Shop::open().await;
    let placed = reine(&shop.app).await;
    assert_eq!(shop.row(&placed).await, None);
    let call = ask(&placed, 800);
    let stands = asked_as(&shop.app, call.clone()).await.expect("asked");
    let link = stands.link.clone().expect("a link");
    assert!(link.contains("/checkoutnow?token="), "{link}");
    assert!(stands.code.as_ref().is_some_and(|it| it.side > 20), "a code");
    assert_eq!((stands.state, stands.amount, stands.unheard), (Waiting, Cents(800), false));
    assert_eq!((stands.link_until - stands.asked_at).num_minutes(), 180);
    let again = at_counter(&shop.app, call).await.expect("the same tap");
    assert_eq!((again.link, shop.purse.purchases().len()), (stands.link, 1));
    assert_eq!(shop.row(&placed).await, Some(Waiting));

    shop.customer_pays();
    shop.carry_on().await;
    assert_eq!(
        (shop.row(&placed).await, shop.purchase().authorized),
        (Some(Authorized), Some("CREATED"))
    );
    let held = &shop.payments(&placed).await[0];
    assert_eq!((held.link.as_ref(), held.booked), (None, false));
    assert_eq!(summary(&shop.app, &placed).await.due(), Cents(800), "nothing is taken yet");

    // The tap can be taken back for ten seconds: until then nothing is taken.
    claim(&shop.app).await;
    carry_on_due(&shop.app, true).await.expect("carried on");
    assert_eq!(shop.purchase().captures, 0);
    super::taps_stand(&shop.pool()).await;
    shop.carry_on().await;
    assert_eq!((shop.purchase().captures, shop.purchase().captured), (1, 800));
    let stands = summary(&shop.app, &placed).await;
    assert_eq!(
        (stands.paypal, stands.due(), stands.paid),
        (Some(Captured), Cents::ZERO, Cents(800))
    );
    let account = at_counter(&shop.app, ReadAccount { order: placed.order }).await.expect("read");
    let ticket = &account.entries[0].ticket;
    assert_eq!((account.entries.len(), ticket.operation), (1, Operation::Sale));
    assert_eq!(
        (ticket.tenders[0].tender, ticket.tenders[0].amount),
        (TenderKind::Paypal, Cents(800))
    );
    let it = &shop.payments(&placed).await[0];
    assert_eq!((it.booked, it.fee), (true, Some(Cents(58))), "2,9 % and 35 cents");
    let kept: (i64, i64, i64) =
        sqlx::query_as("SELECT taken_cents, fee_cents, net_cents FROM paypal_intent")
            .fetch_one(&shop.pool())
            .await
            .expect("kept");
    assert_eq!(kept, (800, 58, 742));

    given_up(&shop.app, &placed).await;
    shop.carry_on().await;
    assert_eq!((shop.purchase().refunded, shop.row(&placed).await), (800, Some(Refunded)));
    shop.carry_on().await;
    assert_eq!(shop.purchase().refunded, 800, "once");
    shop.sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_amount_to_the_cent() {
    let shop = Shop::open().await;
    sign_in(&shop.app, WindowKind::Counter, Role::ShopManager).await;
    for cents in [1, 10, 123_456] {
        let menu = shop.app.menu().await.expect("the menu");
        let quantity = u32::try_from(cents / 800 + 1).expect("few");
        let lines =
            (0..quantity.div_ceil(50)).map(|nth| line(&menu, "reine", 50.min(quantity - nth * 50)));
        let mut call = crate::support::people::an_order(&menu, lines.collect());
        call.content.despite_stock = true;
        call.promised_at += chrono::TimeDelta::hours(12);
        let placed = at_counter(&shop.app, call).await.expect("placed");
        asked(&shop.app, &placed, cents).await.expect("asked");
        shop.customer_pays();
        shop.carry_on().await;
        shop.started().await;
        let (stands, purchase) = (summary(&shop.app, &placed).await, shop.purchase());
        assert_eq!((purchase.captured, stands.paid), (cents, Cents(cents)), "{cents}");
        let rest = paid_by_card(placed.order, stands.due());
        at_counter(&shop.app, rest).await.expect("the rest, otherwise");
        given_up(&shop.app, &placed).await;
        shop.carry_on().await;
        assert_eq!(shop.purchase().refunded, cents);
    }
    shop.sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_tap_that_is_taken_back_takes_nothing() {
    let shop = Shop::open().await;
    let placed = reine(&shop.app).await;
    shop.authorized(&placed).await;
    let next = NextPizza { command: tap() };
    let done = in_kitchen(&shop.app, next.clone()).await.expect("claimed");
    let undo = UndoTap { command: tap(), item: done.pizza.item, tap: next.command };
    in_kitchen(&shop.app, undo).await.expect("undone");
    super::taps_stand(&shop.pool()).await;
    shop.carry_on().await;
    assert_eq!((shop.purchase().captures, shop.row(&placed).await), (0, Some(Authorized)));
    shop.started().await;
    assert_eq!((shop.purchase().captures, shop.row(&placed).await), (1, Some(Captured)));
    shop.sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_changed_order_is_asked_for_anew() {
    let shop = Shop::open().await;
    let placed = reine(&shop.app).await;
    shop.authorized(&placed).await;
    let menu = shop.app.menu().await.expect("the menu");
    for (nth, quantity) in [(1, 2), (2, 1)] {
        let lines = vec![line(&menu, "reine", quantity)];
        let changed = change_to(&shop.app, &placed, lines).await.expect("changed");
        shop.carry_on().await;
        assert_eq!(
            (shop.purchase().authorized, shop.row(&placed).await),
            (Some("VOIDED"), Some(Cancelled))
        );
        let anew = asked(&shop.app, &changed, changed.total.0).await.expect("asked anew");
        assert_eq!((anew.amount, shop.purchase().cents), (changed.total, changed.total.0));
        assert!(
            shop.purchase().invoice.ends_with(&format!("-{}", nth + 1)),
            "{:?}",
            shop.purchase()
        );
        shop.customer_pays();
        shop.carry_on().await;
        assert_eq!(shop.row(&placed).await, Some(Authorized));
    }
    // With the same price it stays.
    let lines = vec![line(&menu, "reine", 1)];
    change_to(&shop.app, &placed, lines).await.expect("changed");
    shop.carry_on().await;
    assert_eq!(
        (shop.purchase().authorized, shop.row(&placed).await),
        (Some("CREATED"), Some(Authorized))
    );
    shop.started().await;
    let captured = shop.purse.purchases().iter().filter(|it| it.captured > 0).count();
    assert_eq!((captured, shop.row(&placed).await), (1, Some(Captured)));
    shop.sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_cancelled_order_takes_nothing() {
    let shop = Shop::open().await;
    // Nobody has agreed: whoever does later pays nothing.
    let placed = reine(&shop.app).await;
    asked(&shop.app, &placed, 800).await.expect("asked");
    at_counter(&shop.app, giving_up(&placed)).await.expect("given up");
    shop.carry_on().await;
    assert_eq!(shop.row(&placed).await, Some(Cancelled));
    shop.customer_pays();
    shop.carry_on().await;
    assert_eq!(shop.purchase().authorized, None);
    // Authorised: let go.
    let placed = reine(&shop.app).await;
    shop.authorized(&placed).await;
    at_counter(&shop.app, giving_up(&placed)).await.expect("given up");
    shop.carry_on().await;
    assert_eq!(
        (shop.purchase().authorized, shop.row(&placed).await),
        (Some("VOIDED"), Some(Cancelled))
    );
    says(asked(&shop.app, &placed, 800).await, "est annulée");
    shop.sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn settled_otherwise_meanwhile_it_is_never_authorised_or_let_go() {
    let shop = Shop::open().await;
    let placed = reine(&shop.app).await;
    asked(&shop.app, &placed, 800).await.expect("asked");
    shop.customer_pays();
    at_counter(&shop.app, paid_by_card(placed.order, Cents(800))).await.expect("by card");
    shop.carry_on().await;
    assert_eq!((shop.purchase().authorized, shop.row(&placed).await), (None, Some(Cancelled)));
    let placed = reine(&shop.app).await;
    shop.authorized(&placed).await;
    at_counter(&shop.app, paid_by_card(placed.order, Cents(800))).await.expect("by card");
    shop.started().await;
    assert_eq!(
        (shop.purchase().authorized, shop.row(&placed).await),
        (Some("VOIDED"), Some(Cancelled))
    );
    assert_eq!(summary(&shop.app, &placed).await.paid, Cents(800));
    says(asked(&shop.app, &placed, 800).await, "a changé");
    shop.sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_part_by_telephone_and_the_rest_otherwise() {
    let shop = Shop::open().await;
    let placed = order(&shop.app, &[("reine", 2)]).await;
    for (cents, words) in [(0, "au plus 16,00"), (-1, "au plus"), (1601, "au plus 16,00")] {
        says(asked(&shop.app, &placed, cents).await, words);
    }
    let half = asked(&shop.app, &placed, 600).await.expect("asked");
    says(asked(&shop.app, &placed, 1001).await, "déjà demandé");
    let rest = crate::ledger::a_part(
        &placed,
        Cents(1600),
        vec![domain::payments::Given::Cash { received: Cents(1000) }],
    );
    at_counter(&shop.app, rest).await.expect("ten euros in cash");
    shop.customer_pays();
    shop.carry_on().await;
    assert_eq!(shop.row(&placed).await, Some(Authorized), "six are due: the link holds");
    shop.started().await;
    let stands = summary(&shop.app, &placed).await;
    assert_eq!((stands.paid, stands.due()), (Cents(1600), Cents::ZERO));
    let it = shop.payments(&placed).await.into_iter().find(|it| it.intent == half.intent);
    assert!(it.is_some_and(|it| it.booked));
    shop.sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn approved_after_preparation_began_it_is_taken_at_once_and_closes_what_was_handed_over() {
    let shop = Shop::open().await;
    let placed = reine(&shop.app).await;
    asked(&shop.app, &placed, 800).await.expect("asked");
    let item = claim(&shop.app).await.pizza.item;
    super::taps_stand(&shop.pool()).await;
    crate::support::people::into_oven(&shop.app, item).await;
    crate::support::people::cooked(&shop.app, item).await;
    let hand_over = HandOver { command: tap(), order: placed.order };
    at_counter(&shop.app, hand_over).await.expect("handed over");
    shop.customer_pays();
    shop.carry_on().await;
    assert_eq!(shop.purchase().captured, 800);
    assert_eq!(summary(&shop.app, &placed).await.state, OrderState::Closed);
    shop.sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_part_of_it_goes_back_and_then_the_rest() {
    let shop = Shop::open().await;
    let placed = reine(&shop.app).await;
    shop.authorized(&placed).await;
    shop.started().await;
    let back = refund(&shop.app, &placed, amount(350)).await.expect("a part");
    assert_eq!(back.refunds, [Refund { tender: TenderKind::Paypal, amount: Cents(350) }]);
    shop.carry_on().await;
    assert_eq!((shop.purchase().refunded, shop.row(&placed).await), (350, Some(Captured)));
    assert_eq!(shop.payments(&placed).await[0].given_back, Cents(350));
    let back = refund(&shop.app, &placed, amount(450)).await.expect("the rest");
    assert_eq!(back.refunds, [Refund { tender: TenderKind::Paypal, amount: Cents(450) }]);
    shop.carry_on().await;
    assert_eq!((shop.purchase().refunded, shop.row(&placed).await), (800, Some(Refunded)));
    shop.sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn given_up_by_the_customer_or_over_with_its_time() {
    let shop = Shop::open().await;
    let placed = reine(&shop.app).await;
    let it = asked(&shop.app, &placed, 800).await.expect("asked");
    let left = at_counter(&shop.app, LeaveOnline { intent: it.intent }).await.expect("left");
    assert_eq!((left.wish, left.link), (PaypalWish::Leave, None));
    shop.carry_on().await;
    assert_eq!(shop.row(&placed).await, Some(Cancelled));

    let late = asked(&shop.app, &placed, 800).await.expect("asked again");
    let over = "UPDATE paypal_intent SET link_until = now() - interval '1 millisecond',
                    stands = jsonb_set(stands, '{link_until}', to_jsonb(now() - interval '1 millisecond'))
                WHERE intent_id = $1";
    sqlx::query(over).bind(late.intent.0).execute(&shop.pool()).await.expect("time passes");
    shop.carry_on().await;
    assert_eq!(shop.row(&placed).await, Some(Cancelled));
    shop.customer_pays();
    shop.carry_on().await;
    assert_eq!(shop.purchase().authorized, None, "paid after the time: never authorised");
    // Who agreed within it has agreed, though nobody looked before it was over.
    let last = asked(&shop.app, &placed, 800).await.expect("asked again");
    shop.customer_pays();
    sqlx::query(over).bind(last.intent.0).execute(&shop.pool()).await.expect("time passes");
    shop.carry_on().await;
    assert_eq!(shop.row(&placed).await, Some(Authorized));
    // What is taken is not given up by a tap.
    shop.started().await;
    says(at_counter(&shop.app, LeaveOnline { intent: last.intent }).await, "remboursez-la");
    let unknown = domain::payments::PaypalIntentId(crate::support::database::a_uuid());
    says(at_counter(&shop.app, LeaveOnline { intent: unknown }).await, "n’existe pas");
    shop.sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_watched_is_asked_for_more_often() {
    let shop = Shop::open().await;
    let placed = reine(&shop.app).await;
    asked(&shop.app, &placed, 800).await.expect("asked");
    let waits = "SELECT extract(epoch FROM look_at - (stands #>> '{seen,order,asked_at}')::timestamptz)::float8
                 FROM paypal_intent";
    let wait =
        async || -> f64 { sqlx::query_scalar(waits).fetch_one(&shop.pool()).await.expect("when") };
    let unwatched = wait().await;
    assert!((14.0..17.0).contains(&unwatched), "{unwatched}");
    at_counter(&shop.app, ReadOnline { order: placed.order, watched: true }).await.expect("read");
    let watched = wait().await;
    assert!((2.9..4.0).contains(&watched), "{watched}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_group_without_paypal_offers_none() {
    let fresh = crate::support::database::Fresh::new().await;
    let app = fresh.terminal("Caisse 1");
    sign_in(&app, WindowKind::Counter, Role::Cashier).await;
    let placed = reine(&app).await;
    let read = ReadOnline { order: placed.order, watched: true };
    let order = at_counter(&app, read).await.expect("read");
    assert_eq!((order.offered, order.payments.len()), (false, 0));
    let refused = at_counter(&app, ask(&placed, 800)).await.expect_err("none");
    assert_eq!(refused.code, FailureCode::Refused);
    assert!(refused.message.contains("n’encaisse pas par PayPal"), "{refused:?}");
    assert_eq!(at_counter(&app, ListOnlineToCheck {}).await.expect("listed"), []);
    sign_in(&app, WindowKind::Counter, Role::ShopManager).await;
    let ended = EndOnline {
        intent: domain::payments::PaypalIntentId(crate::support::database::a_uuid()),
        reason: "vu".to_owned(),
    };
    says(at_counter(&app, ended).await, "n’existe pas");
    carry_on(&app, &fresh.pool()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_learns_asks_nobody_for_money() {
    let shop = Shop::open().await;
    let placed = reine(&shop.app).await;
    let before = asked(&shop.app, &placed, 800).await.expect("asked");
    sign_in(&shop.app, WindowKind::Counter, Role::ShopManager).await;
    let on = domain::ledger::SwitchTraining { on: true, approval: None };
    at_counter(&shop.app, on).await.expect("a lesson");
    says(at_counter(&shop.app, ask(&placed, 800)).await, "Mode école");
    says(at_counter(&shop.app, LeaveOnline { intent: before.intent }).await, "Mode école");
    assert_eq!(shop.payments(&placed).await.len(), 1, "it is looked at all the same");
}
