//! Money given back of an order that stays: by lines or by amount, as it came, with a reason, and with
//! a manager above what a cashier gives back alone; in the ledger, the drawer and the lists.

use crate::changing::{change_to, consent, summary};
use crate::invariants;
use crate::ledger::{Till, a_part, sound, till, today, tomorrow};
use crate::offline::cut::{Cut, cash, look};
use crate::support::database::Fresh;
use crate::support::people::{at_counter, line, order, paid_by_card, sign_in, tap};
use crate::support::proxy::Proxy;
use domain::ledger::{Account, Back, CloseDay, ListEntries, OpenSession, Operation, Unpaid};
use domain::orders::{
    CancelOrder, HandOver, ListEndedOrders, ListOpenOrders, OrderId, OrderState, PlacedOrder,
    ReadAccount, Refund, RefundOrder, Refunded, SettleOrder,
};
use domain::payments::{Given, TenderKind};
use domain::shops::WindowKind;
use domain::staff::Role;
use domain::{Cents, Failure, FailureCode};
use oc_pizza::app::App;
use std::fmt::Debug;

use TenderKind::{Card, Cash, MealVoucher};

pub fn amount(cents: i64) -> Back {
    Back::Amount(Cents(cents))
}

pub fn lines(of: &[(u32, u32)]) -> Back {
    Back::Lines(of.to_vec())
}

async fn account(app: &App, order: OrderId) -> Account {
    at_counter(app, ReadAccount { order }).await.expect("its account")
}

/// As a cashier asks who has just read what is paid.
pub async fn asked(app: &App, order: OrderId, back: Back) -> RefundOrder {
    let paid = account(app, order).await.paid;
    let reason = "article manquant".to_owned();
    RefundOrder { command: tap(), order, paid, back, reason, approval: None }
}

pub async fn refund(app: &App, placed: &PlacedOrder, back: Back) -> Result<Refunded, Failure> {
    at_counter(app, asked(app, placed.order, back).await).await
}

fn backs(of: &[(TenderKind, i64)]) -> Vec<Refund> {
    of.iter().map(|(tender, amount)| Refund { tender: *tender, amount: Cents(*amount) }).collect()
}

#[track_caller]
fn refused<T: Debug>(answer: Result<T, Failure>, code: FailureCode, words: &str) -> Failure {
    let failure = answer.expect_err(words);
    assert_eq!(failure.code, code, "{failure:?}");
    assert!(failure.message.contains(words), "{failure:?}");
    failure
}

/// Two Reine, 16.00: 5.00 by card, then the rest in cash.
async fn two_reine(app: &App) -> PlacedOrder {
    let placed = order(app, &[("reine", 2)]).await;
    assert_eq!(placed.total, Cents(1600));
    let advance = a_part(&placed, Cents(1600), vec![Given::Card { amount: Cents(500) }]);
    at_counter(app, advance).await.expect("an advance");
    let rest = a_part(&placed, Cents(1100), vec![Given::Cash { received: Cents(2000) }]);
    at_counter(app, rest).await.expect("the rest");
    placed
}

#[tokio::test]
async fn by_line_and_by_amount_until_nothing_is_left() {
    let shop = Till::new().await;
    let app = shop.at(today).await;
    at_counter(&app, OpenSession { command: tap(), float: Cents(10_000) }).await.expect("opened");
    let placed = two_reine(&app).await;
    let before = summary(&app, &placed).await;
    assert!(before.is_refundable());
    let first = asked(&app, placed.order, lines(&[(1, 1)])).await;
    let refunded = at_counter(&app, first.clone()).await.expect("a pizza");
    assert_eq!(refunded.refunds, backs(&[(Cash, 800)]));
    assert_eq!((&refunded.number, refunded.version), (&placed.number, before.version + 1));
    assert_eq!(at_counter(&app, first).await.expect("the same tap"), refunded);
    let stands = summary(&app, &placed).await;
    assert_eq!((stands.paid, stands.refunded, stands.due()), (Cents(800), Cents(800), Cents::ZERO));
    assert_eq!((stands.state, stands.total), (OrderState::Queued, Cents(1600)));

    let second = refund(&app, &placed, amount(350)).await.expect("a part");
    assert_eq!(second.refunds, backs(&[(Card, 50), (Cash, 300)]));
    assert_eq!(second.entry.number, refunded.entry.number + 1);
    refused(refund(&app, &placed, amount(451)).await, FailureCode::Refused, "4,50");
    refused(refund(&app, &placed, lines(&[(1, 2)])).await, FailureCode::Refused, "cette ligne");
    // What is left of the second pizza.
    let last = refund(&app, &placed, lines(&[(1, 1)])).await.expect("the rest");
    assert_eq!(last.refunds, backs(&[(Card, 450)]));
    refused(refund(&app, &placed, amount(1)).await, FailureCode::Refused, "rien à rembourser");
    refused(refund(&app, &placed, lines(&[(1, 1)])).await, FailureCode::Refused, "rien");

    let stands = till(&app).await;
    let session = stands.drawer.expect("open").session;
    assert_eq!((session.sales, session.refunds), (Cents(1100), Cents(1100)));
    assert_eq!(session.expected(), Cents(10_000));
    assert_eq!((stands.figures.total, stands.figures.tickets), (Cents::ZERO, 5));
    assert_eq!(stands.standing.perpetual_absolute, Cents(3200));
    assert_eq!(stands.unpaid, Vec::<Unpaid>::new());
    let again = paid_by_card(placed.order, Cents(1600));
    refused(at_counter(&app, again).await, FailureCode::Conflict, "déjà réglée");
    // The order is still there, and can be given up: nothing is left to give back.
    let cancel = CancelOrder { command: tap(), order: placed.order, reason: None, approval: None };
    assert_eq!(at_counter(&app, cancel).await.expect("given up").refunds, []);
    sound(&shop.fresh.pool()).await;
}

#[tokio::test]
async fn an_order_that_is_over_stays_over() {
    let shop = Till::new().await;
    let app = shop.at(today).await;
    let placed = order(&app, &[("cola", 3)]).await;
    at_counter(&app, paid_by_card(placed.order, placed.total)).await.expect("paid");
    let half = refund(&app, &placed, lines(&[(1, 1)])).await.expect("before it is handed over");
    assert_eq!(half.refunds.len(), 1);
    let over = at_counter(&app, HandOver { command: tap(), order: placed.order }).await;
    assert_eq!(over.expect("handed over").state, OrderState::Closed);
    let all = refund(&app, &placed, lines(&[(1, 2)])).await.expect("when it is over");
    assert_eq!(half.refunds[0].amount + all.refunds[0].amount, placed.total);
    let ended = at_counter(&app, ListEndedOrders {}).await.expect("the ended").remove(0);
    assert_eq!((ended.state, ended.paid), (OrderState::Closed, Cents::ZERO));
    assert_eq!((ended.refunded, ended.version), (placed.total, all.version));
    assert_eq!((ended.content[0].gross, ended.is_refundable()), (placed.total, false));
    let reasons: Vec<String> =
        sqlx::query_scalar("SELECT reason FROM order_event WHERE reason IS NOT NULL")
            .fetch_all(app.database())
            .await
            .expect("the events");
    assert_eq!(reasons, ["article manquant"; 2]);
    sound(&shop.fresh.pool()).await;
}

#[tokio::test]
async fn meal_vouchers_go_back_whole() {
    let shop = Till::new().await;
    // Whatever day it is.
    sqlx::query("UPDATE shop SET vouchers_on_holidays = true")
        .execute(&shop.fresh.pool())
        .await
        .expect("on holidays");
    let app = shop.at(today).await;
    let placed = order(&app, &[("reine", 2)]).await;
    let voucher = |cents| Given::MealVoucher { amount: Cents(cents) };
    let given =
        vec![voucher(400), voucher(500), voucher(400), Given::Cash { received: Cents(300) }];
    at_counter(&app, a_part(&placed, Cents(1600), given)).await.expect("paid");
    let no = refused(refund(&app, &placed, amount(350)).await, FailureCode::Refused, "entier");
    assert!(no.message.contains("3,00") && no.message.contains("4,00"), "{no:?}");
    assert_eq!(no.field.as_deref(), Some("amount"));
    let first = refund(&app, &placed, amount(1100)).await.expect("two alike, and cash");
    assert_eq!(first.refunds, backs(&[(Cash, 300), (MealVoucher, 800)]));
    refused(refund(&app, &placed, amount(100)).await, FailureCode::Refused, "entier");
    let last = refund(&app, &placed, amount(500)).await.expect("the last");
    assert_eq!(last.refunds, backs(&[(MealVoucher, 500)]));
    sound(&shop.fresh.pool()).await;
}

#[tokio::test]
async fn what_is_large_wants_a_manager_and_is_not_cut_into_small_ones() {
    let shop = Till::new().await;
    let app = shop.at(today).await;
    let placed = order(&app, &[("reine", 4)]).await;
    at_counter(&app, paid_by_card(placed.order, placed.total)).await.expect("paid");
    let large = refund(&app, &placed, amount(2001)).await;
    refused(large, FailureCode::NeedsManager, "code d’un responsable");
    refund(&app, &placed, amount(2000)).await.expect("alone");
    refused(refund(&app, &placed, amount(1)).await, FailureCode::NeedsManager, "20,00");
    let mut call = asked(&app, placed.order, amount(100)).await;
    call.approval = Some(consent(&app).await);
    at_counter(&app, call).await.expect("with a manager");
    let approved: i64 = sqlx::query_scalar(
        "SELECT count(*) FROM order_event WHERE approved_by IS NOT NULL AND to_state = from_state",
    )
    .fetch_one(app.database())
    .await
    .expect("a count");
    assert_eq!(approved, 1);

    // The shop's rule was changed since this terminal read it: the server knows.
    let other = order(&app, &[("reine", 1)]).await;
    at_counter(&app, paid_by_card(other.order, other.total)).await.expect("paid");
    sqlx::query("UPDATE shop SET refund_alone_cents = 500")
        .execute(app.database())
        .await
        .expect("another rule");
    refused(refund(&app, &other, amount(600)).await, FailureCode::NeedsManager, "5,00");
    refund(&app, &other, amount(500)).await.expect("alone");
    // A manager at the till needs nobody's consent.
    sign_in(&app, WindowKind::Counter, Role::ShopManager).await;
    refund(&app, &other, amount(300)).await.expect("the rest");
    sound(&shop.fresh.pool()).await;
}

#[tokio::test]
async fn what_is_not_given_back_leaves_no_hole() {
    let shop = Till::new().await;
    let app = shop.at(today).await;
    let placed = order(&app, &[("reine", 2)]).await;
    let conflict = FailureCode::Conflict;
    refused(refund(&app, &placed, amount(100)).await, conflict, "réglée\u{a0}: 16,00");
    let part = a_part(&placed, Cents(1600), vec![Given::Card { amount: Cents(600) }]);
    at_counter(&app, part).await.expect("a part");
    refused(refund(&app, &placed, amount(100)).await, conflict, "réglée\u{a0}: 10,00");
    let rest = SettleOrder::at_once(
        tap(),
        placed.order,
        Cents(1000),
        Given::Cash { received: Cents(1000) },
    );
    at_counter(&app, rest).await.expect("the rest");
    for (back, field) in [
        (amount(0), "amount"),
        (amount(-100), "amount"),
        (amount(1601), "amount"),
        (amount(i64::MAX), "amount"),
        (amount(i64::MIN), "amount"),
        (lines(&[]), "amount"),
        (lines(&[(1, 0)]), "lines"),
        (lines(&[(1, 3)]), "lines"),
        (lines(&[(2, 1)]), "lines"),
        (lines(&[(0, 1)]), "lines"),
        (lines(&[(1, 1), (1, 1)]), "lines"),
        (lines(&[(u32::MAX, u32::MAX)]), "lines"),
    ] {
        let failure = refund(&app, &placed, back.clone()).await.expect_err("refused");
        assert_eq!(failure.code, FailureCode::Refused, "{back:?}: {failure:?}");
        assert_eq!(failure.field.as_deref(), Some(field), "{back:?}: {failure:?}");
    }
    for reason in ["", "  ", "a\0b", &"x".repeat(81)] {
        let mut call = asked(&app, placed.order, amount(100)).await;
        call.reason = reason.to_owned();
        let failure = at_counter(&app, call).await.expect_err("no reason");
        assert_eq!(failure.field.as_deref(), Some("reason"), "{failure:?}");
    }
    let mut call = asked(&app, placed.order, amount(100)).await;
    call.order = OrderId(tap().0);
    refused(at_counter(&app, call.clone()).await, conflict, "n’existe pas ici");
    // On what was paid at another moment.
    (call.command, call.order, call.paid) = (tap(), placed.order, Cents(1500));
    refused(at_counter(&app, call).await, conflict, "il en reste 16,00");
    let cancel = CancelOrder { command: tap(), order: placed.order, reason: None, approval: None };
    at_counter(&app, cancel).await.expect("given up");
    refused(refund(&app, &placed, amount(100)).await, conflict, "est annulée");
    let entries = at_counter(&app, ListEntries { day: None }).await.expect("the entries");
    let kinds: Vec<_> = entries.iter().map(|it| it.kind.as_str()).collect();
    assert!(!kinds.contains(&Operation::Refund.word()), "{kinds:?}");
    assert_eq!(sound(&shop.fresh.pool()).await.entries, 3);
}

#[tokio::test]
async fn an_order_changed_after_it_was_paid_gives_amounts_back() {
    let shop = Till::new().await;
    let app = shop.at(today).await;
    let menu = app.menu().await.expect("the menu");
    let placed = order(&app, &[("reine", 1)]).await;
    at_counter(&app, paid_by_card(placed.order, Cents(800))).await.expect("paid");
    refund(&app, &placed, amount(100)).await.expect("a gesture");
    // What was taken once is what it may not cost less than.
    let less = change_to(&app, &placed, vec![line(&menu, "cola", 1)]).await;
    refused(less, FailureCode::Refused, "8,00");
    change_to(&app, &placed, vec![line(&menu, "reine", 2)]).await.expect("one more");
    let stands = summary(&app, &placed).await;
    assert_eq!((stands.due(), stands.is_refundable()), (Cents(800), false));
    refused(refund(&app, &placed, amount(100)).await, FailureCode::Conflict, "8,00");
    let more = a_part(&placed, Cents(800), vec![Given::Cash { received: Cents(1000) }]);
    at_counter(&app, more).await.expect("paid");
    assert_eq!(account(&app, placed.order).await.lines_left(), Ok(None));
    let by_line = refund(&app, &placed, lines(&[(1, 1)])).await;
    let no = refused(by_line, FailureCode::Refused, "remboursez un montant");
    assert_eq!(no.field.as_deref(), Some("lines"));
    let both = refund(&app, &placed, amount(900)).await.expect("of both payments");
    assert_eq!(both.refunds, backs(&[(Card, 100), (Cash, 800)]));
    let cancel = CancelOrder { command: tap(), order: placed.order, reason: None, approval: None };
    let rest = at_counter(&app, cancel).await.expect("given up");
    assert_eq!(rest.refunds, backs(&[(Card, 600)]));
    sound(&shop.fresh.pool()).await;
}

#[tokio::test]
async fn after_the_day_was_closed_it_is_the_next_days() {
    let shop = Till::new().await;
    let app = shop.at(today).await;
    let placed = order(&app, &[("cola", 2)]).await;
    at_counter(&app, paid_by_card(placed.order, placed.total)).await.expect("paid");
    at_counter(&app, HandOver { command: tap(), order: placed.order }).await.expect("over");
    let closed = at_counter(&app, CloseDay { command: tap(), count: None }).await.expect("closed");
    refused(
        refund(&app, &placed, lines(&[(1, 1)])).await,
        FailureCode::Conflict,
        "Clôture déjà faite",
    );
    let next = shop.at(tomorrow).await;
    let refunded = refund(&next, &placed, lines(&[(1, 1)])).await.expect("refunded");
    let back = refunded.refunds[0].amount;
    let stands = till(&next).await;
    assert_eq!(stands.figures.total, Cents(-back.0));
    assert_eq!(
        stands.standing.perpetual,
        closed.closing.perpetual - back,
        "the perpetual total moves down"
    );
    sound(&shop.fresh.pool()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_counters_at_once_give_back_once() {
    let shop = Till::new().await;
    let (one, other) = (shop.at(today).await, shop.fresh.terminal("Caisse 2"));
    sign_in(&other, WindowKind::Counter, Role::Cashier).await;
    for round in 0..10 {
        let placed = order(&one, &[("cola", 2)]).await;
        at_counter(&one, paid_by_card(placed.order, placed.total)).await.expect("paid");
        let part = if round % 2 == 0 { amount(100) } else { lines(&[(1, 2)]) };
        let here = asked(&one, placed.order, part.clone()).await;
        let there = asked(&other, placed.order, part).await;
        let (here, there) = tokio::join!(at_counter(&one, here), at_counter(&other, there));
        match (here, there) {
            (Ok(_), Err(late)) | (Err(late), Ok(_)) => {
                assert_eq!(late.code, FailureCode::Conflict, "{late:?}");
                assert!(late.message.contains("ailleurs"), "{late:?}");
            }
            both => panic!("one of them: {both:?}"),
        }
        // What one gives up, the other does not give back of.
        let placed = order(&one, &[("cola", 1)]).await;
        at_counter(&one, paid_by_card(placed.order, placed.total)).await.expect("paid");
        let here = asked(&one, placed.order, amount(100)).await;
        let there =
            CancelOrder { command: tap(), order: placed.order, reason: None, approval: None };
        let (here, there) = tokio::join!(at_counter(&one, here), at_counter(&other, there));
        let rest: Cents = there.expect("given up").refunds.iter().map(|it| it.amount).sum();
        let back = match here {
            Ok(refunded) => refunded.refunds[0].amount,
            Err(late) => {
                assert_eq!(late.code, FailureCode::Conflict, "{late:?}");
                Cents::ZERO
            }
        };
        assert_eq!(back + rest, placed.total);
    }
    assert_eq!(sound(&shop.fresh.pool()).await.registers, 2);
}

#[tokio::test]
async fn it_takes_one_round_trip_and_the_account_where_it_is_not_known() {
    let fresh = Fresh::new().await;
    let proxy = Proxy::before(fresh.socket_folder());
    let pool = oc_pizza::app::pool(proxy.options(fresh.options()));
    let app = crate::support::database::terminal_at(pool, "Caisse 1", "MOZ1");
    sign_in(&app, WindowKind::Counter, Role::Cashier).await;
    app.primary().open_connections().await.expect("three connections");
    app.register().await.expect("a register");
    let placed = order(&app, &[("cola", 2)]).await;
    at_counter(&app, paid_by_card(placed.order, placed.total)).await.expect("paid");
    at_counter(&app, ListOpenOrders {}).await.expect("the orders");
    let call = asked(&app, placed.order, amount(100)).await;
    let before = proxy.round_trips();
    at_counter(&app, call).await.expect("refunded");
    assert_eq!(proxy.round_trips() - before, 1, "of an order under way");
    at_counter(&app, HandOver { command: tap(), order: placed.order }).await.expect("over");
    at_counter(&app, ListOpenOrders {}).await.expect("the orders");
    let call = asked(&app, placed.order, amount(100)).await;
    let before = proxy.round_trips();
    at_counter(&app, call).await.expect("refunded");
    assert_eq!(proxy.round_trips() - before, 2, "of one that is over");
    invariants::check(app.database()).await;
}

#[tokio::test]
async fn money_goes_back_with_the_server_alone() {
    let cut = Cut::ready().await;
    let placed = order(&cut.app, &[("reine", 1)]).await;
    at_counter(&cut.app, cash(&placed)).await.expect("paid");
    look(&cut.app).await;
    let call = asked(&cut.app, placed.order, amount(300)).await;
    cut.away().await;
    let no = at_counter(&cut.app, call.clone()).await.expect_err("not without the server");
    assert!(no.message.contains("serveur est absent"), "{no:?}");
    assert_eq!(cut.waits(), 0, "it does not happen behind what is shown here");
    cut.back().await;
    let refunded = at_counter(&cut.app, call).await.expect("refunded");
    assert_eq!(refunded.refunds, backs(&[(Cash, 300)]));
    // An order that money went back of is not due again, nor without the server.
    look(&cut.app).await;
    cut.away().await;
    let again = at_counter(&cut.app, paid_by_card(placed.order, Cents(300))).await;
    refused(again, FailureCode::Conflict, "déjà réglée");
    cut.back().await;
    sound(&cut.fresh.pool()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_breaks_in_the_middle_gives_back_once() {
    let cut = Cut::ready().await;
    for bytes in [0, 1, 30, 90, 200] {
        let placed = order(&cut.app, &[("cola", 1)]).await;
        at_counter(&cut.app, paid_by_card(placed.order, placed.total)).await.expect("paid");
        let call = asked(&cut.app, placed.order, amount(100)).await;
        cut.proxy.cut_after(bytes);
        if let Err(failure) = at_counter(&cut.app, call.clone()).await {
            assert!(failure.leaves_outcome_unknown(), "{failure:?}");
        }
        cut.back().await;
        let refunded = at_counter(&cut.app, call.clone()).await.expect("what it did");
        assert_eq!(refunded.refunds, backs(&[(Card, 100)]), "after {bytes} bytes");
        assert_eq!(at_counter(&cut.app, call).await.expect("the same tap"), refunded);
        assert_eq!(account(&cut.app, placed.order).await.refunded, Cents(100));
    }
    // It is done, its answer is lost, and the server is away: nobody here says yes or no to it.
    let placed = order(&cut.app, &[("cola", 1)]).await;
    at_counter(&cut.app, paid_by_card(placed.order, placed.total)).await.expect("paid");
    let call = asked(&cut.app, placed.order, amount(100)).await;
    // Its account is known from the list.
    look(&cut.app).await;
    cut.app.primary().open_connections().await.expect("connections that wait for it");
    tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    cut.proxy.lose_answers();
    let goes_away = async {
        let pool = cut.fresh.pool();
        let done = "SELECT count(*) FROM payment WHERE order_id = $1 AND refunds IS NOT NULL";
        for _ in 0..200 {
            let done: i64 = sqlx::query_scalar(done)
                .bind(placed.order.0)
                .fetch_one(&pool)
                .await
                .expect("a count");
            if done > 0 {
                return cut.away().await;
            }
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        panic!("the refund did not get through");
    };
    let (answer, ()) = tokio::join!(at_counter(&cut.app, call.clone()), goes_away);
    assert!(answer.expect_err("nobody knows").leaves_outcome_unknown());
    assert_eq!(cut.waits(), 1);
    cut.back().await;
    let refunded = at_counter(&cut.app, call).await.expect("what it did");
    assert_eq!(refunded.refunds, backs(&[(Card, 100)]));
    assert_eq!((cut.waits(), cut.to_decide().await), (0, vec![]));
    sound(&cut.fresh.pool()).await;
}
