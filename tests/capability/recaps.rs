//! An office sees its shops' days: each register with its Z, open, or missing; and prints them.

use crate::ledger::{Till, cash, paid, today};
use crate::support::database::{Fresh, a_uuid};
use crate::support::people::{at_counter, order, sign_in, tap};
use crate::support::printer::{TestPrinter, printers, printing_at};
use crate::support::separated::Separated;
use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use domain::ledger::{
    CloseDay, DayLine, ListRecaps, OfficeRefused, OpenSession, PrintRecap, RECAP_DAYS, ReadRecap,
    RecapList, RegisterState,
};
use domain::payments::{CashCount, Denomination};
use domain::printing::{PrintRefused, PrinterUse};
use domain::shops::{WindowKind, business_day};
use domain::staff::Role;
use domain::terminals::{TerminalKind, TerminalRefused};
use domain::{Call, Cents, Failure, Language};
use oc_pizza::app::{App, Capability, Identity};
use oc_pizza::demo::history;
use sqlx::postgres::PgConnectOptions;
use std::collections::BTreeSet;

pub fn yesterday() -> DateTime<Utc> {
    today() - TimeDelta::days(1)
}

/// An office window as some login, with somebody of a role before it.
pub async fn office(options: PgConnectOptions, role: Role) -> App {
    let identity = Identity { terminal: a_uuid(), name: "Bureau".to_owned(), shop_code: None };
    let app = App::new(options, identity);
    sign_in(&app, WindowKind::Office, role).await;
    app
}

/// A call from the office, in French.
pub async fn ask<C: Call>(app: &App, call: C) -> Result<C::Reply, Failure>
where
    C::Request: Capability,
{
    app.call(WindowKind::Office, call, Language::Fr).await
}

pub async fn recaps(app: &App, shop: Option<&str>, before: Option<NaiveDate>) -> RecapList {
    let shop = shop.map(str::to_owned);
    ask(app, ListRecaps { shop, before }).await.expect("the days")
}

fn told(line: &DayLine) -> (i64, u64, usize, usize, usize) {
    (line.total.0, line.tickets, line.closed, line.open.len(), line.missing.len())
}

async fn day_of(app: &App, at: DateTime<Utc>) -> NaiveDate {
    business_day(at, app.shop().await.expect("the shop").day_ends_at)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_day_is_open_then_closed_and_one_that_nobody_closed_is_missing() {
    let till = Till::new().await;
    let group = office(till.fresh.options(), Role::GroupManager).await;
    assert_eq!(recaps(&group, None, None).await.days, []);
    assert!(!recaps(&group, None, None).await.earlier);
    // Yesterday a till sold and was not closed.
    let left = till.at(yesterday).await;
    let app = till.fresh.terminal("Caisse 2");
    sign_in(&app, WindowKind::Counter, Role::Cashier).await;
    let first = order(&app, &[("reine", 1)]).await;
    paid(&left, cash(&first, 2000)).await;
    // Today another one sells, and counts its drawer.
    at_counter(&app, OpenSession { command: tap(), float: Cents(10_000) }).await.expect("opened");
    let second = order(&app, &[("reine", 1), ("cola", 1)]).await;
    paid(&app, cash(&second, second.total.0)).await;

    let (now, then) = (day_of(&app, today()).await, day_of(&app, yesterday()).await);
    let list = recaps(&group, None, None).await;
    assert_eq!(list.shops.len(), 5);
    let days: Vec<_> = list.days.iter().map(|line| (line.day, told(line))).collect();
    // The till of yesterday is expected today, too.
    assert_eq!(days[0], (now, (second.total.0, 1, 0, 2, 0)));
    assert_eq!(days[1], (then, (first.total.0, 1, 0, 0, 1)));
    assert_eq!(days.len(), 2);

    let one_note = CashCount { pieces: [(Denomination::of(10_000).expect("a note"), 1)].into() };
    let close = CloseDay { command: tap(), count: Some(one_note) };
    at_counter(&app, close).await.expect("closed");
    let shown = ask(&group, ReadRecap { shop: "MOZ1".to_owned(), day: now }).await.expect("shown");
    let states: Vec<_> = shown.day.registers.iter().map(|it| shown.day.state(it)).collect();
    assert_eq!(states, [RegisterState::Open, RegisterState::Closed]);
    let recap = shown.day.recap();
    assert_eq!(recap.figures.total, second.total);
    assert_eq!(recap.cash_difference, Some(Cents(-second.total.0)));
    assert_eq!((shown.papers.siret.as_str(), shown.prints), ("90213456800010", false));
    // What was left open is closed late, before the next ticket: it is of yesterday all the same.
    let back = till.at(today).await;
    let third = order(&back, &[("reine", 1)]).await;
    paid(&back, cash(&third, third.total.0)).await;
    let list = recaps(&group, Some("MOZ1"), None).await;
    let days: Vec<_> = list.days.iter().map(|line| (line.day, told(line))).collect();
    assert_eq!(days[1], (then, (first.total.0, 1, 1, 0, 0)));
    assert_eq!(recaps(&group, Some("MOZ2"), None).await.days, []);
    assert_eq!(recaps(&group, None, Some(now)).await.days.len(), 1);
    assert_eq!(recaps(&group, None, Some(then)).await.days, []);
    let nothing = ask(&group, ReadRecap { shop: "MOZ1".to_owned(), day: then - Days::new(9) });
    assert_eq!(nothing.await, Err(Failure::of(&OfficeRefused::NothingThatDay, Language::Fr)));
}

#[tokio::test]
async fn each_office_and_each_manager_sees_its_shops_alone() {
    let fresh = Separated::new().await;
    for shop in ["MOZ1", "MOZ2"] {
        let till = fresh.enrolled(shop, &[TerminalKind::Counter]).await;
        let login = fresh.options().username(&till.known.settings.user);
        let identity =
            Identity { terminal: till.terminal, name: "Caisse".to_owned(), shop_code: None };
        let key = till.register.expect("a key");
        let app = App::new(login.clone(), identity).with_register_key(key);
        sign_in(&app, WindowKind::Counter, Role::Cashier).await;
        let placed = order(&app, &[("reine", 1)]).await;
        paid(&app, cash(&placed, placed.total.0)).await;
        // It is no office, whatever window is opened with its login.
        let window = office(login, Role::GroupManager).await;
        let refused = ask(&window, ListRecaps { shop: None, before: None }).await;
        let not_its_work = Failure::of(&TerminalRefused::NotItsWork, Language::Fr);
        assert_eq!(refused, Err(not_its_work));
    }
    let group = fresh.group_office().await;
    let of_one = fresh.enrolled("MOZ2", &[TerminalKind::Office]).await;
    let mut keys = Vec::new();
    for (terminal, role, seen) in [
        (&group, Role::GroupManager, &["MOZ1", "MOZ2"][..]),
        (&group, Role::Administrator, &["MOZ1", "MOZ2"]),
        (&group, Role::ShopManager, &["MOZ1"]),
        (&of_one, Role::GroupManager, &["MOZ2"]),
        (&of_one, Role::ShopManager, &["MOZ2"]),
    ] {
        let login = fresh.options().username(&terminal.known.settings.user);
        let office = office(login, role).await;
        let list = recaps(&office, None, None).await;
        let shops: Vec<_> = list.days.iter().map(|line| line.shop.code.as_str()).collect();
        assert_eq!(shops, seen, "{role:?}");
        keys.push(list.shops.len());
        for shop in ["MOZ1", "MOZ2"].into_iter().filter(|shop| !seen.contains(shop)) {
            let day = list.days[0].day;
            let unknown = OfficeRefused::ShopUnknown { code: shop.to_owned() };
            let read = ask(&office, ReadRecap { shop: shop.to_owned(), day }).await;
            assert_eq!(read, Err(Failure::of(&unknown, Language::Fr)), "{role:?}");
            assert_eq!(recaps(&office, Some(shop), None).await.days, []);
        }
    }
    assert_eq!(keys, [5, 5, 1, 1, 1]);
}

#[tokio::test]
async fn weeks_of_five_shops_are_paged_and_printed() {
    let (fresh, home) = (Fresh::new().await, tempfile::tempdir().expect("a home"));
    let pool = fresh.pool();
    let last = today().date_naive();
    history::load(&pool, last, 30).await.expect("the history loads");
    let printer = TestPrinter::on().await;
    let there = printers(&[("Bureau", &["ticket"], printer.address(), None)]).expect("printers");
    let group = office(fresh.options(), Role::GroupManager).await;
    let unprinted =
        PrintRecap { print: a_uuid(), shop: "MOZ1".to_owned(), day: last - Days::new(9) };
    let no_printer = PrintRefused::NoPrinter { used: PrinterUse::Ticket };
    let refused = ask(&group, unprinted.clone()).await;
    assert_eq!(refused, Err(Failure::of(&no_printer, Language::Fr)));
    let group = printing_at(group, home.path(), &there).await;

    let (mut before, mut seen, mut pages) = (None, BTreeSet::new(), 0);
    loop {
        let list = recaps(&group, None, before).await;
        pages += 1;
        for line in &list.days {
            assert!(line.day >= list.since && before.is_none_or(|before| line.day < before));
            assert!(seen.insert((line.day, line.shop.code.clone())), "{line:?} twice");
            assert_eq!((line.closed, line.missing.len(), line.open.len()), (1, 0, 0), "{line:?}");
        }
        let calendar = list.days.iter().map(|line| line.day).collect::<BTreeSet<_>>();
        assert!(calendar.len() <= RECAP_DAYS as usize);
        if !list.earlier {
            break;
        }
        before = Some(list.since);
    }
    let days: i64 = sqlx::query_scalar(
        "SELECT count(*) FROM oc_pizza.ledger_entry WHERE chain = 'closings' AND kind = 'day'",
    )
    .fetch_one(&pool)
    .await
    .expect("a count");
    assert_eq!(seen.len(), usize::try_from(days).expect("a count"));
    assert!(pages >= 3 && days > 120, "{pages} pages, {days} days");

    // What was asked for twice comes out once, and says what the screen does.
    for _ in 0..2 {
        ask(&group, unprinted.clone()).await.expect("printed");
    }
    let papers = printer.wait_for(1).await;
    let read = ReadRecap { shop: "MOZ1".to_owned(), day: unprinted.day };
    let shown = ask(&group, read).await.expect("shown");
    let recap = shown.day.recap();
    let plain = |text: String| text.replace(['\u{a0}', '\u{202f}'], " ");
    let paper = plain(papers[0].clone());
    for words in [
        "RÉCAPITULATIF DU JOUR",
        "Mozzaville-Centre",
        "SIRET 90213456800010",
        &plain(recap.figures.total.show(Language::Fr)),
        &format!("Caisse {}", recap.registers[0]),
        "Z n°",
    ] {
        assert!(paper.contains(words), "{words} is not in\n{paper}");
    }
    assert_eq!(printer.papers().len(), 1);
}
