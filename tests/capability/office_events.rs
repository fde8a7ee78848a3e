//! What is done at an office is in its shop's chains, once, as it was done; a register that is lost
//! takes no money any more.

use crate::ledger::{Till, cash, paid, sound, today};
use crate::recaps::{ask, office, recaps, yesterday};
use crate::support::people::{at_counter, order, sign_in};
use crate::support::separated::Separated;
use domain::ledger::{
    AtOffice, Content, DeclareRegisterLost, Event, EventCode, LedgerRefused, OfficeRefused,
    RegisterCode, from_canonical,
};
use domain::shops::WindowKind;
use domain::staff::Role;
use domain::terminals::TerminalKind;
use domain::{Failure, Language, Refusal};
use oc_pizza::app::{App, Identity};
use oc_pizza::ledger::events;
use oc_pizza::ledger::verify::verify;
use sqlx::{AssertSqlSafe, PgPool};

fn says(refused: &dyn Refusal) -> Failure {
    Failure::of(refused, Language::Fr)
}

fn lost(register: &str, reason: &str) -> DeclareRegisterLost {
    DeclareRegisterLost { register: RegisterCode(register.to_owned()), reason: reason.to_owned() }
}

/// What a counter does when it hears that something was done.
pub async fn write_down(app: &App) {
    events::look_for_office_events(app);
    events::write_noted(app).await.expect("written");
}

/// What is in a shop's chains of events that was done at an office, in order.
pub async fn deeds(pool: &PgPool, shop: &str) -> Vec<(String, Event)> {
    let rows: Vec<(String, String)> = sqlx::query_as(
        "SELECT register, canonical FROM ledger_entry JOIN shop USING (shop_id)
         WHERE chain = 'events' AND shop.code = $1
           AND canonical::jsonb #> '{content,event,office}' IS NOT NULL
         ORDER BY written_at, number",
    )
    .bind(shop)
    .fetch_all(pool)
    .await
    .expect("the events");
    let read = |(register, text): (String, String)| {
        let Content::Event(event) = from_canonical(&text).expect("an entry").content else {
            panic!("no event: {text}")
        };
        (register, event)
    };
    rows.into_iter().map(read).collect()
}

async fn waiting(pool: &PgPool) -> u64 {
    verify(pool, None).await.expect("read").waiting
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lost_register_is_named_and_takes_no_money_any_more() {
    let till = Till::new().await;
    let pool = till.fresh.pool();
    let gone = till.at(yesterday).await;
    let other = till.fresh.terminal("Caisse 2");
    sign_in(&other, WindowKind::Counter, Role::Cashier).await;
    let first = order(&other, &[("reine", 1)]).await;
    paid(&gone, cash(&first, 2000)).await;
    let manager = office(till.fresh.options(), Role::ShopManager).await;
    let before = recaps(&manager, None, None).await.days;
    let yesterdays = before.last().expect("a day");
    assert_eq!((yesterdays.missing.len(), yesterdays.lost.len()), (1, 0));
    let code = yesterdays.missing[0].0.clone();

    // Not without a reason, not what is not there, not another shop's.
    let unexplained = ask(&manager, lost(&code, "  ")).await.expect_err("no reason");
    assert_eq!(unexplained.field.as_deref(), Some("reason"));
    let unknown = OfficeRefused::RegisterUnknown { code: "MOZ1-C99".to_owned() };
    assert_eq!(ask(&manager, lost("MOZ1-C99", "volée")).await, Err(says(&unknown)));
    let elsewhere = office(till.fresh.options(), Role::GroupManager).await;
    let of_another =
        domain::staff::StaffTile { role: Role::ShopManager, ..manager_of(&pool, "MOZ2").await };
    elsewhere.sign(WindowKind::Office, Some(of_another));
    let refused = ask(&elsewhere, lost(&code, "volée")).await;
    assert_eq!(refused, Err(says(&OfficeRefused::RegisterUnknown { code: code.clone() })));
    assert_eq!(waiting(&pool).await, 0);

    // Said twice, it is one event.
    for _ in 0..2 {
        ask(&manager, lost(&code, " volée dans la nuit ")).await.expect("declared");
    }
    assert_eq!(waiting(&pool).await, 1);
    let after = recaps(&manager, None, None).await.days;
    let named: Vec<_> = after.iter().map(|it| (it.missing.len(), it.lost.len())).collect();
    assert_eq!(named, [(0, 1), (0, 1)], "yesterday, and today until it was declared: {after:?}");

    // It is told so, running and started again, and what it took is not in the ledger.
    let second = order(&other, &[("cola", 1)]).await;
    let says_lost = says(&LedgerRefused::Lost { register: code.clone() });
    assert_eq!(at_counter(&gone, cash(&second, 500)).await, Err(says_lost.clone()));
    let started = till.at(today).await;
    assert_eq!(at_counter(&started, cash(&second, 500)).await, Err(says_lost));

    // The shop's next counter writes it into its own chain.
    paid(&other, cash(&second, 500)).await;
    write_down(&other).await;
    write_down(&other).await;
    let told = deeds(&pool, "MOZ1").await;
    let [(register, Event { code: word, what, who, detail, office })] = told.as_slice() else {
        panic!("one event: {told:?}")
    };
    assert_ne!(*register, code);
    assert_eq!((*word, what.as_deref()), (EventCode::RegisterLost, Some(code.as_str())));
    assert_eq!(detail.as_deref(), Some("volée dans la nuit"));
    assert_eq!(*who, manager.signed_in(WindowKind::Office).map(|tile| tile.name));
    let AtOffice { number, place } = office.clone().expect("where");
    assert_eq!((number > 0, place.as_str()), (true, till.fresh.user()));
    assert_eq!(sound(&pool).await.waiting, 0);
}

#[tokio::test]
async fn a_shops_office_declares_its_own_registers_lost_and_no_others() {
    let fresh = Separated::new().await;
    let window = {
        let terminal = fresh.enrolled("MOZ2", &[TerminalKind::Office]).await;
        office(fresh.options().username(&terminal.known.settings.user), Role::Administrator).await
    };
    for shop in ["MOZ1", "MOZ2"] {
        let till = fresh.enrolled(shop, &[TerminalKind::Counter]).await;
        let login = fresh.options().username(&till.known.settings.user);
        let identity =
            Identity { terminal: till.terminal, name: "Caisse".to_owned(), shop_code: None };
        let key = till.register.expect("a key");
        let app = App::new(login, identity).with_register_key(key);
        sign_in(&app, WindowKind::Counter, Role::Cashier).await;
        let placed = order(&app, &[("cola", 2)]).await;
        paid(&app, cash(&placed, placed.total.0)).await;
        let code = format!("{shop}-C1");
        let declared = ask(&window, lost(&code, "volée")).await;
        // Neither through the office nor by itself.
        let by_itself = sqlx::query("SELECT declare_register_lost($1, 'x', 'x')")
            .bind(&code)
            .execute(app.database())
            .await;
        assert!(by_itself.expect_err("no right").to_string().contains("permission denied"));
        let next = order(&app, &[("cola", 1)]).await;
        let taken = at_counter(&app, cash(&next, next.total.0)).await;
        match shop {
            "MOZ2" => {
                declared.expect("declared");
                let says_lost = says(&LedgerRefused::Lost { register: code });
                assert_eq!(taken.map(|it| it.amount), Err(says_lost));
            }
            _ => {
                let unknown = OfficeRefused::RegisterUnknown { code };
                assert_eq!(declared, Err(says(&unknown)));
                taken.expect("it goes on");
            }
        }
    }
}

async fn manager_of(pool: &PgPool, shop: &str) -> domain::staff::StaffTile {
    let (id, name): (i64, String) = sqlx::query_as(
        "SELECT staff_id, staff.name FROM staff JOIN staff_shop USING (staff_id) JOIN shop USING (shop_id)
         WHERE role = 'shop_manager' AND shop.code = $1",
    )
    .bind(shop)
    .fetch_one(pool)
    .await
    .expect("a manager");
    domain::staff::StaffTile { id: domain::staff::StaffId(id), name, role: Role::ShopManager }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_counters_one_writes_it_and_what_is_changed_behind_it_is_found() {
    let till = Till::new().await;
    let pool = till.fresh.pool();
    let mut counters = Vec::new();
    for name in ["Caisse 1", "Caisse 2", "Caisse 3"] {
        let app = till.fresh.terminal(name);
        sign_in(&app, WindowKind::Counter, Role::Cashier).await;
        let placed = order(&app, &[("cola", 1)]).await;
        paid(&app, cash(&placed, 500)).await;
        counters.push(app);
    }
    let manager = office(till.fresh.options(), Role::ShopManager).await;
    ask(&manager, lost("MOZ1-C3", "tombée dans l’évier")).await.expect("declared");
    events::look_for_office_events(&counters[0]);
    events::look_for_office_events(&counters[1]);
    let (one, two) =
        tokio::join!(events::write_noted(&counters[0]), events::write_noted(&counters[1]));
    assert!(one.is_ok() || two.is_ok());
    for app in &counters[..2] {
        write_down(app).await;
    }
    assert_eq!(deeds(&pool, "MOZ1").await.len(), 1);
    assert_eq!(sound(&pool).await.waiting, 0);

    for statement in [
        "UPDATE office_event SET who = 'personne'",
        "DELETE FROM office_event_entry",
        "TRUNCATE office_event, office_event_entry",
    ] {
        let error = sqlx::query(statement).execute(&pool).await.expect_err(statement);
        assert!(error.to_string().contains("never changed"), "{error}");
    }
    for table in ["office_event", "office_event_entry"] {
        let off = format!("ALTER TABLE {table} DISABLE TRIGGER {table}_append_only");
        sqlx::query(AssertSqlSafe(off)).execute(&pool).await.expect("triggers off");
    }
    for (change, back) in [
        (
            "UPDATE office_event SET who = 'x' || who",
            "UPDATE office_event SET who = substr(who, 2)",
        ),
        (
            "UPDATE office_event SET detail = 'x' || detail",
            "UPDATE office_event SET detail = substr(detail, 2)",
        ),
        (
            "UPDATE office_event SET at = at - interval '1 hour'",
            "UPDATE office_event SET at = at + interval '1 hour'",
        ),
        ("DELETE FROM office_event_entry", "SELECT"),
    ] {
        sqlx::query(change).execute(&pool).await.expect(change);
        let found = verify(&pool, None).await.expect("read").defects;
        assert_eq!(found.len(), 1, "{change}: {found:?}");
        sqlx::query(back).execute(&pool).await.expect(back);
    }
}
