//! Payments on the telephone, as offices list them: of their shops, of a day, of a state, page by page.

use crate::messages::at_office;
use crate::support::database::{Fresh, terminal_at};
use crate::support::online_rows::{asked, authorized, captured};
use crate::support::people::{order, sign_in};
use crate::support::separated::Separated;
use crate::terminals::program;
use chrono::NaiveDate;
use domain::Cents;
use domain::online::{EndOnline, ListOnline, LookAgain, ONLINE_PAGE, OnlinePage};
use domain::payments::{PaypalDoubt, PaypalIntentId, PaypalState};
use domain::shops::WindowKind;
use domain::staff::Role;
use domain::terminals::TerminalKind;
use oc_pizza::app::App;
use sqlx::PgPool;

fn all() -> ListOnline {
    ListOnline { shop: None, day: None, state: None, before: None }
}

fn of(shop: &str) -> ListOnline {
    ListOnline { shop: Some(shop.to_owned()), ..all() }
}

fn that_stand(state: PaypalState) -> ListOnline {
    ListOnline { state: Some(state), ..all() }
}

async fn listed(office: &App, call: ListOnline) -> OnlinePage {
    at_office(office, call).await.expect("the payments")
}

fn keys(page: &OnlinePage) -> Vec<PaypalIntentId> {
    page.rows.iter().map(|it| it.stands.intent).collect()
}

/// A counter and office of a shop.
async fn shop(fresh: &Fresh, code: &str) -> App {
    let app = terminal_at(fresh.pool(), "Caisse 1", code);
    sign_in(&app, WindowKind::Counter, Role::Cashier).await;
    sign_in(&app, WindowKind::Office, Role::GroupManager).await;
    app
}

async fn asked_at(pool: &PgPool, intent: PaypalIntentId, at: &'static str) {
    sqlx::query("UPDATE paypal_intent SET asked_at = $2::text::timestamptz WHERE intent_id = $1")
        .bind(intent.0)
        .bind(at)
        .execute(pool)
        .await
        .expect("time passes");
}

#[tokio::test]
async fn an_office_reads_how_each_payment_stands_and_what_paypal_kept() {
    let fresh = Fresh::new().await;
    let pool = fresh.pool();
    let (app, there) = (shop(&fresh, "MOZ1").await, shop(&fresh, "MOZ2").await);
    let empty = listed(&app, all()).await;
    assert_eq!((empty.rows.len(), empty.shops.len(), empty.earlier), (0, 5, false));
    let placed = order(&app, &[("reine", 1)]).await;
    let taken = asked(&pool, placed.order, captured).await;
    let waits = asked(&pool, placed.order, |_| {}).await;
    let agreed = asked(&pool, order(&there, &[("reine", 2)]).await.order, authorized).await;

    let page = listed(&app, all()).await;
    assert_eq!(keys(&page), [agreed, waits, taken], "the latest first");
    let codes: Vec<_> = page.rows.iter().map(|it| it.shop.code.as_str()).collect();
    assert_eq!((codes, page.shops.len()), (vec!["MOZ2", "MOZ1", "MOZ1"], 5));
    let row = &page.rows[2];
    assert_eq!((row.stands.state, row.stands.booked), (PaypalState::Captured, false));
    assert_eq!(
        (row.stands.amount, row.stands.fee, row.net),
        (Cents(800), Some(Cents(50)), Some(Cents(750)))
    );
    assert_eq!((&row.stands.number, &row.ended), (&placed.number, &None));
    assert!(row.invoice.starts_with("MOZ1-") && row.invoice.ends_with("-1"), "{}", row.invoice);
    assert_eq!(row.asked_by, app.signed_in(WindowKind::Counter).expect("somebody").name);
    assert!(page.rows[1].invoice.ends_with("-2"), "{}", page.rows[1].invoice);
    assert!(page.rows.iter().all(|it| it.stands.code.is_none()), "nobody reads a code here");

    assert_eq!(keys(&listed(&app, of("MOZ1")).await), [waits, taken]);
    assert_eq!(keys(&listed(&app, of("MOZ3")).await), []);
    assert_eq!(keys(&listed(&app, that_stand(PaypalState::Authorized)).await), [agreed]);
    let both = ListOnline { state: Some(PaypalState::Authorized), ..of("MOZ1") };
    assert_eq!(keys(&listed(&app, both).await), []);
    // Whoever manages a shop sees his own.
    sign_in(&app, WindowKind::Office, Role::ShopManager).await;
    let page = listed(&app, all()).await;
    assert_eq!((keys(&page), page.shops.len()), (vec![waits, taken], 1));
    assert_eq!(keys(&listed(&app, of("MOZ2")).await), []);
}

#[tokio::test]
async fn what_a_person_saw_to_says_who_did_and_is_not_to_be_checked_any_more() {
    let fresh = Fresh::new().await;
    let (app, pool) = (shop(&fresh, "MOZ1").await, fresh.pool());
    let placed = order(&app, &[("reine", 1)]).await.order;
    let odd = asked(&pool, placed, |it| it.doubt = Some(PaypalDoubt::Contradicts)).await;
    let to_check = || that_stand(PaypalState::ToCheck);
    let page = listed(&app, to_check()).await;
    assert_eq!(keys(&page), [odd]);
    assert_eq!(page.rows[0].stands.doubt, Some(PaypalDoubt::Contradicts));
    let reason = "Remboursé sur paypal.com".to_owned();
    let call = EndOnline { intent: odd, reason: reason.clone() };
    at_office(&app, call).await.expect("ended");
    assert_eq!(keys(&listed(&app, to_check()).await), []);
    let row = listed(&app, all()).await.rows.remove(0);
    assert_eq!((row.stands.state, row.stands.doubt), (PaypalState::Cancelled, None));
    let ended = row.ended.expect("somebody saw to it");
    assert_eq!((ended.reason, ended.at > row.stands.asked_at), (reason, true));
    assert_eq!(ended.by, app.signed_in(WindowKind::Office).expect("somebody").name);
    at_office(&app, LookAgain { intent: odd }).await.expect_err("nobody has to look at it");
}

#[tokio::test]
async fn payments_of_a_day_are_those_asked_for_on_that_business_day() {
    let fresh = Fresh::new().await;
    let (app, pool) = (shop(&fresh, "MOZ1").await, fresh.pool());
    let placed = order(&app, &[("reine", 1)]).await.order;
    let mut intents = Vec::new();
    for at in [
        // A day ends at five, also where clocks were put back that night, and forward.
        "2026-03-02 04:59:59 Europe/Paris",
        "2026-03-02 05:00:00 Europe/Paris",
        "2026-03-03 04:59:59.9 Europe/Paris",
        "2026-03-29 04:59:59 Europe/Paris",
        "2026-10-25 04:59:59 Europe/Paris",
        "2026-10-25 05:00:00 Europe/Paris",
    ] {
        let intent = asked(&pool, placed, |_| {}).await;
        asked_at(&pool, intent, at).await;
        intents.push(intent);
    }
    for (day, nths) in [
        ((2, 28), &[][..]),
        ((3, 1), &[0]),
        ((3, 2), &[2, 1]),
        ((3, 3), &[]),
        ((3, 28), &[3]),
        ((10, 24), &[4]),
        ((10, 25), &[5]),
    ] {
        let day = NaiveDate::from_ymd_opt(2026, day.0, day.1);
        for state in [None, Some(PaypalState::Waiting)] {
            let page = listed(&app, ListOnline { day, state, ..all() }).await;
            assert_eq!(
                keys(&page),
                nths.iter().map(|nth| intents[*nth]).collect::<Vec<_>>(),
                "{day:?}"
            );
            assert!(page.rows.iter().all(|it| Some(it.day) == day), "{page:?}");
        }
    }
}

#[tokio::test]
async fn each_payment_is_on_one_page_also_of_many_asked_for_at_once() {
    let fresh = Fresh::new().await;
    let pool = fresh.pool();
    let (app, there) = (shop(&fresh, "MOZ1").await, shop(&fresh, "MOZ2").await);
    let one = asked(&pool, order(&app, &[("reine", 1)]).await.order, |_| {}).await;
    asked(&pool, order(&there, &[("reine", 1)]).await.order, captured).await;
    let many = "
        INSERT INTO paypal_intent (intent_id, shop_id, order_id, attempt, amount_cents, asked_by, asked_at, link_until,
                                   stands, state)
        SELECT id, shop_id, order_id, nth + 1, amount_cents, asked_by, asked_at, link_until,
               stands || jsonb_build_object('intent', id), state
        FROM paypal_intent, generate_series(1, 70) AS nth, LATERAL (SELECT md5(nth::text)::uuid) AS new (id)
        WHERE intent_id = $1";
    sqlx::query(many).bind(one.0).execute(&pool).await.expect("more of it");
    for (asked, count) in [
        (all(), 72),
        (that_stand(PaypalState::Waiting), 71),
        (ListOnline { state: Some(PaypalState::Captured), ..of("MOZ2") }, 1),
    ] {
        let (mut seen, mut before) = (Vec::new(), None);
        loop {
            let page = listed(&app, ListOnline { before, ..asked.clone() }).await;
            assert!(page.rows.len() == ONLINE_PAGE || !page.earlier, "{}", page.rows.len());
            seen.extend(page.rows.iter().map(|it| (it.stands.asked_at, it.stands.intent)));
            before = seen.last().map(|it| it.1);
            if !page.earlier {
                break;
            }
        }
        assert!(seen.is_sorted_by(|one, next| one > next), "the latest first, each once");
        assert_eq!(seen.len(), count);
    }
}

#[tokio::test]
async fn an_office_with_its_own_login_sees_its_own_shops_payments() {
    let fresh = Separated::new().await;
    let pool = fresh.pool();
    let counter = fresh.enrolled("MOZ1", &[TerminalKind::Counter]).await;
    let office = fresh.enrolled("MOZ1", &[TerminalKind::Office]).await;
    let other = fresh.enrolled("MOZ2", &[TerminalKind::Office]).await;
    let [counter, office, other] = [counter, office, other].map(|it| program(&it, fresh.options()));
    sign_in(&counter, WindowKind::Counter, Role::Cashier).await;
    let intent = asked(&pool, order(&counter, &[("reine", 1)]).await.order, captured).await;
    for (office, sees) in [(&office, vec![intent]), (&other, vec![])] {
        for role in [Role::ShopManager, Role::GroupManager] {
            sign_in(office, WindowKind::Office, role).await;
            let page = listed(office, all()).await;
            assert_eq!((keys(&page), page.shops.len()), (sees.clone(), 1), "{role:?}");
        }
    }
    sign_in(&office, WindowKind::Office, Role::ShopManager).await;
    let elsewhere =
        "UPDATE paypal_intent SET ended_reason = 'x', ended_by = asked_by, ended_at = now()";
    let done = sqlx::query(elsewhere).execute(other.database()).await.expect("nothing is there");
    assert_eq!(done.rows_affected(), 0);
}
