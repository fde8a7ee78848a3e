//! The ledger: every taking of money is an entry that follows on the last one, is signed, and cannot
//! be changed without being found out; a day that is closed stays closed.

mod behind;

use crate::invariants;
use crate::support::database::{Fresh, a_register_key, a_uuid};
use crate::support::people::{at_counter, order, paid_by_card, sign_in, tap};
use crate::support::printer::{TestPrinter, printers, printing_at};
use chrono::{DateTime, Datelike, NaiveTime, TimeDelta, Utc};
use domain::ledger::{
    CloseDay, Content, EntryLine, EntryRef, ListEntries, MoveCash, OpenDrawer, OpenSession,
    Operation, PrintEntry, ReadEntry, ReadTill, RegisterCode, TillStands,
};
use domain::orders::{CancelOrder, PlacedOrder, SettleOrder, Settled};
use domain::payments::{CashCount, CashMovement, Denomination, Given, Payer, TenderKind};
use domain::shops::WindowKind;
use domain::staff::Role;
use domain::{Cents, Failure, FailureCode};
use oc_pizza::app::{App, Clock, Identity};
use oc_pizza::journal::Journal;
use oc_pizza::ledger::events;
use oc_pizza::ledger::verify::{Report, verify};
use oc_pizza::terminals::register::RegisterKey;
use sqlx::PgPool;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::{sleep, timeout};

/// A register that is opened again and again with the same key, as a keyring keeps it.
pub struct Till {
    pub fresh: Fresh,
    terminal: uuid::Uuid,
    key: String,
}

impl Till {
    pub async fn new() -> Till {
        let (fresh, terminal) = (Fresh::new().await, a_uuid());
        Till { fresh, terminal, key: a_register_key().text().to_string() }
    }

    pub async fn at(&self, clock: Clock) -> App {
        let shop_code = Some("MOZ1".to_owned());
        let identity = Identity { terminal: self.terminal, name: "Caisse 1".to_owned(), shop_code };
        let key = RegisterKey::parse(&self.key).expect("a key");
        let app = App::new(self.fresh.options(), identity).with_clock(clock).with_register_key(key);
        sign_in(&app, WindowKind::Counter, Role::Cashier).await;
        app
    }
}

#[expect(clippy::disallowed_methods, reason = "tests play the clock")]
pub fn today() -> DateTime<Utc> {
    Utc::now()
}

pub fn tomorrow() -> DateTime<Utc> {
    today() + TimeDelta::days(1)
}

fn an_hour_ago() -> DateTime<Utc> {
    today() - TimeDelta::hours(1)
}

pub fn in_two_months() -> DateTime<Utc> {
    today() + TimeDelta::days(62)
}

pub async fn sound(pool: &PgPool) -> Report {
    invariants::check(pool).await;
    let report = verify(pool, None).await.expect("read");
    assert_eq!(report.defects, [], "{} entries", report.entries);
    report
}

pub async fn till(app: &App) -> TillStands {
    at_counter(app, ReadTill {}).await.expect("how it stands")
}

pub async fn entries(app: &App) -> Vec<EntryLine> {
    at_counter(app, ListEntries { day: None }).await.expect("the entries")
}

pub fn cash(placed: &PlacedOrder, received: i64) -> SettleOrder {
    let given = Given::Cash { received: Cents(received) };
    SettleOrder::at_once(tap(), placed.order, placed.total, given)
}

pub fn a_part(placed: &PlacedOrder, due: Cents, given: Vec<Given>) -> SettleOrder {
    let payers = vec![Payer { given, ..Payer::default() }];
    SettleOrder { command: tap(), order: placed.order, due, payers, in_full: false }
}

pub async fn paid(app: &App, call: SettleOrder) -> Settled {
    at_counter(app, call).await.expect("paid")
}

/// The same till with a printer beside it, for as long as that is held.
pub async fn with_paper(app: App) -> (App, (tempfile::TempDir, TestPrinter)) {
    let (home, printer) = (tempfile::tempdir().expect("a home"), TestPrinter::on().await);
    let there = printers(&[("Comptoir", &["ticket"], printer.address(), None)]);
    let app = printing_at(app, home.path(), &there.expect("printers")).await;
    (app, (home, printer))
}

/// The original, then a duplicata.
pub async fn print_twice(app: &App, entry: EntryRef) {
    for _ in 0..2 {
        let print = PrintEntry { command: tap(), entry: entry.clone() };
        at_counter(app, print).await.expect("printed");
    }
}

fn count(pieces: &[(u32, u32)]) -> CashCount {
    let piece = |(cents, many): &(u32, u32)| (Denomination::of(*cents).expect("a piece"), *many);
    CashCount { pieces: pieces.iter().map(piece).collect() }
}

fn refused<T: std::fmt::Debug>(answer: Result<T, Failure>, words: &str) {
    let failure = answer.expect_err(words);
    assert!(failure.message.contains(words), "{failure:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_day_at_the_register() {
    let shop = Till::new().await;
    let app = shop.at(today).await;
    refused(
        at_counter(&app, MoveCash { command: tap(), movement: out(100) }).await,
        "n’est pas ouverte",
    );
    let open = OpenSession { command: tap(), float: Cents(15_000) };
    at_counter(&app, open.clone()).await.expect("opened");
    at_counter(&app, open).await.expect("the same tap");
    let again = OpenSession { command: tap(), float: Cents(1) };
    refused(at_counter(&app, again).await, "déjà ouverte");

    // Cash with change; an advance by card, the rest by two vouchers and cash; one given up.
    let first = order(&app, &[("reine", 1), ("cola", 1)]).await;
    let settled = paid(&app, cash(&first, 2000)).await;
    assert_eq!((settled.amount, settled.change), (first.total, Cents(2000) - first.total));
    let second = order(&app, &[("chorizo", 2)]).await;
    let advance =
        paid(&app, a_part(&second, second.total, vec![Given::Card { amount: Cents(500) }]));
    let advance = advance.await;
    assert_eq!(advance.left, second.total - Cents(500));
    let vouchers = [Given::MealVoucher { amount: Cents(400) }; 2];
    let rest = [&vouchers[..], &[Given::Cash { received: Cents(500) }]].concat();
    let sale = paid(&app, a_part(&second, advance.left, rest)).await;
    assert_eq!((sale.left, sale.taken.len()), (Cents::ZERO, 3));
    let third = order(&app, &[("royale", 1)]).await;
    paid(&app, paid_by_card(third.order, third.total)).await;
    let cancel = CancelOrder { command: tap(), order: third.order, reason: None, approval: None };
    let back = at_counter(&app, cancel).await.expect("cancelled");
    assert_eq!(back.refunds[0].amount, third.total);
    let carried = order(&app, &[("reine", 1)]).await;

    let given_out = MoveCash { command: tap(), movement: out(1200) };
    at_counter(&app, given_out).await.expect("bread");
    refused(at_counter(&app, MoveCash { command: tap(), movement: out(99_900) }).await, "tiroir");
    let reason = "monnaie".to_owned();
    at_counter(&app, OpenDrawer { command: tap(), reason }).await.expect("opened without a sale");
    let stands = till(&app).await;
    let session = stands.drawer.as_ref().expect("open").session;
    let in_cash = first.total + second.total - Cents(500 + 800);
    assert_eq!(session.sales, in_cash);
    assert_eq!(session.expected(), Cents(15_000) + in_cash - Cents(1200));
    assert_eq!(stands.figures.total, first.total + second.total);
    assert_eq!(stands.figures.tickets, 5);
    assert_eq!(stands.unpaid.len(), 1);
    assert_eq!(
        stands.standing.perpetual_absolute,
        first.total + second.total + third.total + third.total
    );
    let of = |kind| stands.figures.tenders.iter().find(|it| it.tender == kind).map(|it| it.amount);
    assert_eq!(of(TenderKind::MealVoucher), Some(Cents(800)));
    assert_eq!(of(TenderKind::Card), Some(Cents(500)));

    // The ticket says what it deducts.
    let listed = entries(&app).await;
    let ticket = listed.iter().find(|it| it.entry == sale.entry).expect("the sale").entry.clone();
    let shown = at_counter(&app, ReadEntry { entry: ticket.clone() }).await.expect("shown");
    let Content::Ticket(paper) = shown.content else { panic!("{shown:?}") };
    assert_eq!((paper.operation, paper.deducted.len()), (Operation::Sale, 1));
    assert_eq!(shown.signature.chars().count(), 4);

    // Without a count it is not closed; with one, a euro is missing.
    refused(at_counter(&app, CloseDay { command: tap(), count: None }).await, "Comptez");
    let lies = session.expected() - Cents(100);
    let pieces = [
        (100, u32::try_from(lies.0 / 100).expect("euros")),
        (1, u32::try_from(lies.0 % 100).expect("cents")),
    ];
    let close = CloseDay { command: tap(), count: Some(count(&pieces)) };
    let closed = at_counter(&app, close.clone()).await.expect("closed");
    assert_eq!(closed.closing.cash_difference, Some(Cents(-100)));
    assert_eq!(closed.closing.figures, stands.figures);
    assert_eq!(closed.closing.unpaid[0].order.number, carried.number);
    assert_eq!(at_counter(&app, close).await.expect("the same tap"), closed);
    assert!(till(&app).await.closed);
    refused(at_counter(&app, cash(&carried, 2000)).await, "Clôture déjà faite");
    refused(at_counter(&app, CloseDay { command: tap(), count: None }).await, "Clôture déjà faite");
    sound(&shop.fresh.pool()).await;

    // The next day goes on: what was carried over is paid, also after a restart.
    let next = shop.at(tomorrow).await;
    paid(&next, cash(&carried, 2000)).await;
    let report = sound(&shop.fresh.pool()).await;
    assert_eq!(report.registers, 1);
    assert_eq!(till(&next).await.figures.total, carried.total);
}

fn out(amount: i64) -> CashMovement {
    CashMovement::Out { amount: Cents(amount), reason: "pain".to_owned() }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_nobody_closed_is_closed_before_the_next_ticket() {
    let shop = Till::new().await;
    let app = shop.at(today).await;
    let [first, second] = [order(&app, &[("cola", 1)]).await, order(&app, &[("cola", 2)]).await];
    paid(&app, cash(&first, 2000)).await;
    let later = shop.at(in_two_months).await;
    assert!(!till(&later).await.due.is_empty());
    paid(&later, cash(&second, 2000)).await;
    let kinds: Vec<String> = entries(&later).await.into_iter().map(|it| it.kind).collect();
    assert!(kinds.contains(&"day".to_owned()) && kinds.contains(&"month".to_owned()), "{kinds:?}");
    assert!(till(&later).await.due.is_empty());
    let told = events_of(&shop.fresh.pool()).await;
    assert!(told.starts_with(&["day_closed".to_owned(), "month_closed".to_owned()]), "{told:?}");
    sound(&shop.fresh.pool()).await;
}

/// The kinds of the events in the chain, in their order.
pub async fn events_of(pool: &PgPool) -> Vec<String> {
    sqlx::query_scalar("SELECT kind FROM ledger_entry WHERE chain = 'events' ORDER BY number")
        .fetch_all(pool)
        .await
        .expect("the events")
}

/// Waits until these are the events in the chain.
pub async fn until_written(pool: &PgPool, wanted: &[&str]) {
    let written = async {
        while events_of(pool).await != wanted {
            sleep(Duration::from_millis(20)).await;
        }
    };
    if timeout(Duration::from_secs(20), written).await.is_err() {
        assert_eq!(events_of(pool).await, wanted);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_happens_to_a_register_is_in_its_chain_though_it_is_killed() {
    let (shop, home) = (Till::new().await, tempfile::tempdir().expect("a home"));
    let start = async || {
        let app = shop.at(today).await;
        let journal = Journal::open(&home.path().join("journal.sqlite"), app.now()).await;
        let app = Arc::new(app.with_journal(Ok(journal.expect("a journal"))));
        let register = app.clone();
        (app, tokio::spawn(async move { events::write(&register).await }))
    };
    let pool = shop.fresh.pool();
    let (app, writing) = start().await;
    until_written(&pool, &["started", "register_opened"]).await;
    let placed = order(&app, &[("cola", 1)]).await;
    let cancel = CancelOrder { command: tap(), order: placed.order, reason: None, approval: None };
    at_counter(&app, cancel).await.expect("cancelled");
    app.disconnected();
    app.reconnected();
    let mut wanted =
        vec!["started", "register_opened", "cancelled", "offline_began", "offline_ended"];
    until_written(&pool, &wanted).await;
    // What is noted without the server outlives the process.
    app.disconnected();
    events::end(&app).await;
    writing.abort();
    drop(app);
    assert_eq!(events_of(&pool).await, wanted);
    let (_app, _writing) = start().await;
    wanted.extend(["offline_began", "stopped", "started"]);
    until_written(&pool, &wanted).await;
    sound(&pool).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_clock_that_is_set_back_takes_no_money() {
    let shop = Till::new().await;
    let app = shop.at(today).await;
    let [first, second] = [order(&app, &[("cola", 1)]).await, order(&app, &[("cola", 2)]).await];
    paid(&app, cash(&first, 2000)).await;
    let back = Arc::new(shop.at(an_hour_ago).await);
    let register = back.clone();
    tokio::spawn(async move { events::write(&register).await });
    until_written(&shop.fresh.pool(), &["started"]).await;
    refused(at_counter(&back, cash(&second, 2000)).await, "réglez l’horloge");
    until_written(&shop.fresh.pool(), &["started", "clock_set_back"]).await;
    assert_eq!(sound(&shop.fresh.pool()).await.entries, 3);
    // Set right it goes on where it was.
    paid(&shop.at(today).await, cash(&second, 2000)).await;
    assert_eq!(sound(&shop.fresh.pool()).await.entries, 4);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_register_without_its_key_takes_no_money_and_goes_on_under_a_new_code() {
    let shop = Till::new().await;
    let app = shop.at(today).await;
    let [first, second, third] = [
        order(&app, &[("cola", 1)]).await,
        order(&app, &[("cola", 2)]).await,
        order(&app, &[("cola", 3)]).await,
    ];
    assert_eq!(paid(&app, cash(&first, 2000)).await.entry.register, RegisterCode("MOZ1-C1".into()));
    let identity = app.identity().clone();
    let without = App::new(shop.fresh.options(), identity.clone());
    sign_in(&without, WindowKind::Counter, Role::Cashier).await;
    refused(at_counter(&without, cash(&second, 2000)).await, "trousseau");
    let anew = App::new(shop.fresh.options(), identity).with_register_key(a_register_key());
    sign_in(&anew, WindowKind::Counter, Role::Cashier).await;
    let settled = paid(&anew, cash(&second, 2000)).await;
    assert_eq!(settled.entry.register, RegisterCode("MOZ1-C2".into()));
    assert_eq!(settled.entry.number, 1);
    // The one with the old key is closed for good.
    refused(at_counter(&app, cash(&third, 2000)).await, "fermée");
    sound(&shop.fresh.pool()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn money_that_is_not_taken_leaves_no_hole() {
    let shop = Till::new().await;
    let app = shop.at(today).await;
    let placed = order(&app, &[("reine", 2)]).await;
    for (given, words) in [
        (Given::Card { amount: placed.total + Cents(1) }, "carte"),
        (Given::Card { amount: Cents(-100) }, "montant"),
        (Given::MealVoucher { amount: Cents(2600) }, "25,00"),
        (Given::Cash { received: placed.total - Cents(1) }, "manque"),
        (Given::Cash { received: Cents(i64::MAX) }, "trop grand"),
    ] {
        let call = SettleOrder::at_once(tap(), placed.order, placed.total, given);
        let failure = at_counter(&app, call).await.expect_err(words);
        assert_eq!(failure.code, FailureCode::Refused, "{failure:?}");
        assert!(failure.message.to_lowercase().contains(words), "{failure:?}");
        assert_eq!(
            failure.field.as_deref().map(|it| it.starts_with("payers.")),
            Some(words != "manque")
        );
    }
    let settled = paid(&app, paid_by_card(placed.order, placed.total)).await;
    assert_eq!(settled.entry.number, 1);
    refused(at_counter(&app, paid_by_card(placed.order, placed.total)).await, "déjà réglée");
    assert_eq!(sound(&shop.fresh.pool()).await.entries, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn vouchers_of_two_payments_count_together_and_not_every_day() {
    let shop = Till::new().await;
    let pool = shop.fresh.pool();
    // 25 € a payer and ticket, whichever day it is.
    sqlx::query("UPDATE shop SET vouchers_on_holidays = true").execute(&pool).await.expect("set");
    let app = shop.at(today).await;
    let placed = order(&app, &[("reine", 6)]).await;
    let vouchers = vec![Given::MealVoucher { amount: Cents(1000) }; 2];
    let left = paid(&app, a_part(&placed, placed.total, vouchers)).await.left;
    let more = |amount| vec![Given::MealVoucher { amount: Cents(amount) }];
    refused(at_counter(&app, a_part(&placed, left, more(1000))).await, "25,00");
    let left = paid(&app, a_part(&placed, left, more(500))).await.left;
    // What the screen says of before does not count.
    let mut call = a_part(&placed, left, more(100));
    call.payers[0].vouchers_before = Cents(-2500);
    refused(at_counter(&app, call).await, "25,00");

    sqlx::query("UPDATE shop SET vouchers_on_holidays = false").execute(&pool).await.expect("set");
    let sunday = shop.at(on_a_sunday).await;
    refused(at_counter(&sunday, a_part(&placed, left, more(100))).await, "dimanche");
    sqlx::query("UPDATE shop SET takes_vouchers = false").execute(&pool).await.expect("set");
    let none = shop.at(today).await;
    refused(at_counter(&none, a_part(&placed, left, more(100))).await, "titre");
    sound(&pool).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_of_several_payers_has_his_own_vouchers_over_all_tickets() {
    let shop = Till::new().await;
    let pool = shop.fresh.pool();
    sqlx::query("UPDATE shop SET vouchers_on_holidays = true").execute(&pool).await.expect("set");
    let app = shop.at(today).await;
    let placed = order(&app, &[("reine", 12)]).await;
    let voucher = |amount| vec![Given::MealVoucher { amount: Cents(amount) }];
    let apart = |due: Cents, given: [i64; 2]| {
        let payers = given.map(|amount| Payer { given: voucher(amount), ..Payer::default() });
        let command = tap();
        SettleOrder { command, order: placed.order, due, payers: payers.into(), in_full: false }
    };
    let left = paid(&app, apart(placed.total, [2000, 1000])).await.left;
    // What the first gave before counts for the first, and not for the second.
    let no = at_counter(&app, apart(left, [600, 1500])).await.expect_err("too much");
    assert_eq!(no.field.as_deref(), Some("payers.0.given.0"), "{no:?}");
    let no = at_counter(&app, apart(left, [500, 1600])).await.expect_err("too much");
    assert_eq!(no.field.as_deref(), Some("payers.1.given.0"), "{no:?}");
    let left = paid(&app, apart(left, [500, 1000])).await.left;
    // Who pays alone may be the first.
    refused(at_counter(&app, a_part(&placed, left, voucher(100))).await, "25,00");
    let mut last = apart(left, [0, 500]);
    last.payers[0].given = vec![Given::Card { amount: Cents(100) }];
    assert_eq!(paid(&app, last).await.left, placed.total - Cents(5100));
    sound(&pool).await;
}

/// The next Sunday at noon.
fn on_a_sunday() -> DateTime<Utc> {
    let today = today().date_naive();
    let until = 7 - i64::from(today.weekday().num_days_from_sunday());
    (today + TimeDelta::days(until)).and_time(NaiveTime::MIN).and_utc() + TimeDelta::hours(12)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_counters_take_one_orders_money_once() {
    let shop = Till::new().await;
    let (one, other) = (shop.at(today).await, shop.fresh.terminal("Caisse 2"));
    sign_in(&other, WindowKind::Counter, Role::Cashier).await;
    for _ in 0..20 {
        let placed = order(&one, &[("cola", 1)]).await;
        let (here, there) = tokio::join!(
            at_counter(&one, cash(&placed, 1000)),
            at_counter(&other, paid_by_card(placed.order, placed.total)),
        );
        match (here, there) {
            (Ok(_), Err(late)) | (Err(late), Ok(_)) => {
                assert!(late.message.contains("déjà réglée"), "{late:?}");
            }
            both => panic!("one of them: {both:?}"),
        }
    }
    let report = sound(&shop.fresh.pool()).await;
    assert_eq!((report.registers, report.entries), (2, 20));
}
