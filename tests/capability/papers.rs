//! A shop's papers are changed from an office: checked, told apart from what somebody else changed,
//! written in the ledger with what they were, and on the next ticket; so are rights.

use crate::ledger::{Till, cash, paid, sound};
use crate::office_events::{deeds, write_down};
use crate::recaps::{ask, office};
use crate::support::database::a_uuid;
use crate::support::people::{at_counter, order, sign_in};
use crate::support::printer::{TestPrinter, printers, printing_at};
use crate::support::separated::Separated;
use domain::contract::{Change, ChangeKind};
use domain::ledger::{Content, EventCode, OfficeRefused, ReadEntry};
use domain::printing::{PrintRefused, PrinterUse};
use domain::shops::{
    ChangePapers, PapersRefused, PrintNotice, ReadPapers, ShopPapers, TypedPapers, WindowKind,
};
use domain::staff::Role;
use domain::terminals::{RevokeTerminal, TerminalKind};
use domain::{Cents, Failure, FailureCode, Language, Refusal};
use oc_pizza::app::{App, Identity};
use oc_pizza::ledger::verb::LedgerVerb;
use sqlx::{AssertSqlSafe, PgPool};

fn says(refused: &dyn Refusal) -> Failure {
    Failure::of(refused, Language::Fr)
}

async fn papers(app: &App) -> Vec<ShopPapers> {
    ask(app, ReadPapers {}).await.expect("the papers").shops
}

fn change(of: &ShopPapers, typed: TypedPapers) -> ChangePapers {
    ChangePapers { shop: of.code.clone(), version: of.version, typed }
}

/// A counter with a chain, which hears what the server tells.
async fn counter(till: &Till) -> App {
    let app = till.fresh.terminal("Caisse 2");
    sign_in(&app, WindowKind::Counter, Role::Cashier).await;
    let placed = order(&app, &[("cola", 1)]).await;
    paid(&app, cash(&placed, 500)).await;
    write_down(&app).await;
    app
}

async fn hears(app: &App) {
    let shop = app.shop_id().await.expect("the shop");
    app.heard(&Change { shop, kind: ChangeKind::Shop, order: None, version: 0 });
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn papers_are_checked_changed_once_and_on_the_next_ticket() {
    let till = Till::new().await;
    let pool = till.fresh.pool();
    let app = counter(&till).await;
    let group = office(till.fresh.options(), Role::GroupManager).await;
    let all = papers(&group).await;
    assert_eq!(all.len(), 5);
    let before = all[0].clone();
    assert_eq!((before.code.as_str(), before.version), ("MOZ1", 1));

    // A mistake is told at its field, and nothing is changed.
    let wrong = TypedPapers { siret: "90213456800011".to_owned(), ..before.papers.typed() };
    let refused = ask(&group, change(&before, wrong)).await;
    assert_eq!(refused, Err(says(&PapersRefused::SiretSum)));
    assert_eq!(papers(&group).await, all);

    let typed = TypedPapers {
        company: "Pizzas de l’Île SARL".to_owned(),
        siret: "404 833 048 00022".to_owned(),
        vat_number: "FR 83 404833048".to_owned(),
        takes_vouchers: false,
        refund_alone: "12,50".to_owned(),
        ..before.papers.typed()
    };
    // Sent again after a broken line it is done already; an older reading is not written over.
    for _ in 0..2 {
        let changed = ask(&group, change(&before, typed.clone())).await.expect("changed");
        assert_eq!((changed.version, changed.papers.siret.as_str()), (2, "40483304800022"));
    }
    let late = TypedPapers { address: "Ailleurs".to_owned(), ..before.papers.typed() };
    let moved = ask(&group, change(&before, late)).await.expect_err("moved");
    assert_eq!((moved.code, moved.field), (FailureCode::Conflict, None));
    let unknown = OfficeRefused::ShopUnknown { code: "MOZ9".to_owned() };
    let nowhere = ChangePapers { shop: "MOZ9".to_owned(), version: 1, typed: typed.clone() };
    assert_eq!(ask(&group, nowhere).await, Err(says(&unknown)));

    // The counter hears of it: its next ticket, and its rules.
    hears(&app).await;
    let placed = order(&app, &[("cola", 1)]).await;
    let settled = paid(&app, cash(&placed, 500)).await;
    let shown = at_counter(&app, ReadEntry { entry: settled.entry }).await.expect("shown");
    let Content::Ticket(ticket) = shown.content else { panic!("a ticket") };
    assert_eq!(ticket.shop.name, "Pizzas de l’Île SARL");
    assert_eq!(ticket.shop.siret, "40483304800022");
    let shop = app.shop().await.expect("the shop");
    assert!(!shop.taking.vouchers.accepted && shop.refunds.alone_max == Cents(1250));

    write_down(&app).await;
    let told = deeds(&pool, "MOZ1").await;
    let [(_, event)] = told.as_slice() else { panic!("one event: {told:?}") };
    assert_eq!(event.code, EventCode::SettingsChanged);
    assert_eq!(event.who, group.signed_in(WindowKind::Office).map(|tile| tile.name));
    assert_eq!(
        event.what.as_deref(),
        Some("company, refund_alone_cents, siret, takes_vouchers, vat_number")
    );
    let detail = event.detail.as_deref().unwrap_or_default().replace('\u{a0}', " ");
    for words in [
        "company : « OC Pizza SAS » → « Pizzas de l’Île SARL »",
        "siret : « 90213456800010 » → « 40483304800022 »",
        "refund_alone_cents : « 2000 » → « 1250 »",
    ] {
        assert!(detail.contains(words), "{detail}");
    }
    sound(&pool).await;
}

#[tokio::test]
async fn each_manager_sees_the_papers_of_its_shops_and_the_groups_alone_change_them() {
    let fresh = Separated::new().await;
    let group = fresh.group_office().await;
    let of_one = fresh.enrolled("MOZ2", &[TerminalKind::Office]).await;
    for (terminal, role, seen) in [
        (&group, Role::GroupManager, 5),
        (&group, Role::ShopManager, 1),
        (&of_one, Role::Administrator, 1),
        (&of_one, Role::ShopManager, 1),
    ] {
        let login = fresh.options().username(&terminal.known.settings.user);
        let window = office(login, role).await;
        let shops = papers(&window).await;
        assert_eq!(shops.len(), seen, "{role:?}");
        let typed = TypedPapers { refund_alone: "31".to_owned(), ..shops[0].papers.typed() };
        let changed = ask(&window, change(&shops[0], typed)).await;
        match role {
            Role::ShopManager => {
                let refused = changed.expect_err("no right");
                assert!(refused.message.contains("n’a pas ce droit"), "{refused:?}");
            }
            _ => assert_eq!(changed.expect("changed").version, 2),
        }
    }
    // Another shop's office does not reach it, whatever it sends.
    let login = fresh.options().username(&of_one.known.settings.user);
    let window = office(login, Role::Administrator).await;
    let typed = papers(&window).await[0].papers.typed();
    let stranger = ChangePapers { shop: "MOZ1".to_owned(), version: 2, typed };
    let unknown = OfficeRefused::ShopUnknown { code: "MOZ1".to_owned() };
    assert_eq!(ask(&window, stranger).await, Err(says(&unknown)));
}

#[tokio::test]
async fn the_notice_is_printed_where_there_is_a_printer() {
    let (till, home) = (Till::new().await, tempfile::tempdir().expect("a home"));
    let manager = office(till.fresh.options(), Role::ShopManager).await;
    let notice = PrintNotice { print: a_uuid(), shop: "MOZ1".to_owned() };
    let no_printer = PrintRefused::NoPrinter { used: PrinterUse::Ticket };
    assert_eq!(ask(&manager, notice.clone()).await, Err(says(&no_printer)));
    let printer = TestPrinter::on().await;
    let there = printers(&[("Bureau", &["ticket"], printer.address(), None)]).expect("printers");
    let manager = printing_at(manager, home.path(), &there).await;
    let elsewhere = PrintNotice { print: a_uuid(), shop: "MOZ2".to_owned() };
    let unknown = OfficeRefused::ShopUnknown { code: "MOZ2".to_owned() };
    assert_eq!(ask(&manager, elsewhere).await, Err(says(&unknown)));
    for _ in 0..2 {
        ask(&manager, notice.clone()).await.expect("printed");
    }
    let papers = printer.wait_for(1).await;
    let plain = papers[0].replace(['*', '^', '#'], " ");
    let words = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    let said = "ne sont imprimés et remis qu’à la demande du client.";
    assert!(words.contains(said), "{words}");
    assert!(words.contains("Mozzaville-Centre"), "{words}");
}

/// Types statements at the server, as its owner.
async fn typed(pool: &PgPool, statement: &str) {
    let done = sqlx::query(AssertSqlSafe(statement.to_owned())).execute(pool).await;
    done.unwrap_or_else(|error| panic!("{statement}: {error}"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_changes_rights_or_settings_leaves_an_event_whatever_the_way() {
    let fresh = Separated::new().await;
    let pool = fresh.pool();
    let enrolled = fresh.enrolled("MOZ1", &[TerminalKind::Counter]).await;
    let login = fresh.options().username(&enrolled.known.settings.user);
    let identity =
        Identity { terminal: enrolled.terminal, name: "Caisse".to_owned(), shop_code: None };
    let key = enrolled.register.expect("a key");
    let app = App::new(login, identity).with_register_key(key);
    sign_in(&app, WindowKind::Counter, Role::Cashier).await;
    let placed = order(&app, &[("cola", 1)]).await;
    paid(&app, cash(&placed, 500)).await;
    write_down(&app).await;
    assert_eq!(
        deeds(&pool, "MOZ1").await.len(),
        0,
        "before there was a register there is no event"
    );

    let of = |name: &str| format!("(SELECT min(staff_id) FROM staff WHERE name = '{name}')");
    typed(
        &pool,
        &format!("UPDATE staff SET role = 'shop_manager' WHERE staff_id = {}", of("Inès")),
    )
    .await;
    typed(
        &pool,
        &format!("UPDATE staff SET pin_hash = pin_hash || 'x' WHERE staff_id = {}", of("Inès")),
    )
    .await;
    typed(&pool, &format!("UPDATE staff SET active = false WHERE staff_id = {}", of("Hélène")))
        .await;
    typed(&pool, &format!("DELETE FROM staff_shop WHERE staff_id = {}", of("Inès"))).await;
    // What changes nothing is none.
    typed(&pool, "UPDATE staff SET name = name").await;
    typed(&pool, "UPDATE shop SET stations = stations").await;
    typed(&pool, "UPDATE terminal SET last_seen_at = now()").await;
    let second = fresh.enrolled("MOZ1", &[TerminalKind::Counter]).await;
    let group = fresh.group_office().await;
    let group_login = fresh.options().username(&group.known.settings.user);
    let window = office(group_login, Role::Administrator).await;
    ask(&window, RevokeTerminal { code: second.code.clone() }).await.expect("revoked");
    let administrator = window.signed_in(WindowKind::Office).expect("somebody").name;
    typed(&pool, "UPDATE shop SET day_ends_at = '04:00' WHERE code = 'MOZ1'").await;
    typed(&pool, "INSERT INTO group_key (key_id, pepper) SELECT '12345678', '' WHERE NOT EXISTS (SELECT FROM group_key)").await;
    typed(&pool, "INSERT INTO group_secret (name, sealed) VALUES ('paypal-secret', '\\x00')").await;

    write_down(&app).await;
    let told = deeds(&pool, "MOZ1").await;
    let plain: Vec<String> = told
        .iter()
        .map(|(_, event)| {
            let part = |it: &Option<String>| it.clone().unwrap_or_else(|| "-".to_owned());
            let text = format!(
                "{} | {} | {} | {}",
                event.code.word(),
                part(&event.what),
                part(&event.who),
                part(&event.detail)
            );
            text.replace('\u{a0}', " ")
        })
        .collect();
    assert_eq!(
        plain,
        [
            "rights_changed | Inès | - | role : « cashier » → « shop_manager »",
            "rights_changed | Inès | - | code PIN changé",
            "rights_changed | Hélène | - | active : « true » → « false »",
            "rights_changed | Inès, shop_manager | - | ne travaille plus ici",
            "rights_changed | MOZ1-2 | - | poste inscrit : counter",
            "rights_changed | GROUPE-1 | - | poste inscrit : office",
            &format!("rights_changed | MOZ1-2 | {administrator} | poste retiré : counter"),
            "settings_changed | day_ends_at | - | day_ends_at : « 05:00:00 » → « 04:00:00 »",
            "settings_changed | paypal-secret | - | renseigné",
        ]
    );
    for (_, event) in &told {
        let place = &event.office.as_ref().expect("where").place;
        let expected = match event.who {
            Some(_) => group.code.clone(),
            None => place.clone(),
        };
        assert_eq!(*place, expected);
    }
    sound(&pool).await;
    // No shop without a register has any.
    let others: i64 = sqlx::query_scalar(
        "SELECT count(*) FROM office_event JOIN shop USING (shop_id) WHERE shop.code <> 'MOZ1'",
    )
    .fetch_one(&pool)
    .await
    .expect("a count");
    assert_eq!(others, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_tax_audit_is_noted_before_the_ledger_is_verified() {
    let till = Till::new().await;
    let pool = till.fresh.pool();
    let app = counter(&till).await;
    let verify = |audit: &str, shop: Option<&str>| LedgerVerb::Verify {
        shop: shop.map(str::to_owned),
        audit: Some(audit.to_owned()),
    };
    let at_server = || till.fresh.terminal("Comptable");
    let unsaid = verify(" ", None).perform(&at_server(), true).await.expect_err("no words");
    assert!(unsaid.to_string().contains("reason"), "{unsaid}");
    verify("DGFiP", Some("MOZ9")).perform(&at_server(), true).await.expect_err("no such shop");
    let told = verify("DGFiP, vérification n° 12", Some("MOZ1")).perform(&at_server(), true).await;
    let told = told.expect("verified");
    for words in [
        "Everything is as it was written.",
        "1 events of an office wait",
        "archive make --shop MOZ1",
        "archive verify",
    ] {
        assert!(told.contains(words), "{words} is not in {told}");
    }
    write_down(&app).await;
    let deeds = deeds(&pool, "MOZ1").await;
    let [(_, event)] = deeds.as_slice() else { panic!("one event: {deeds:?}") };
    assert_eq!(event.code, EventCode::TaxAudit);
    assert_eq!(event.detail.as_deref(), Some("DGFiP, vérification n° 12"));
    sound(&pool).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_tax_audit_is_noted_from_an_office_once() {
    use domain::ledger::{AuditNoted, NoteTaxAudit};
    let till = Till::new().await;
    let pool = till.fresh.pool();
    let app = counter(&till).await;
    let group = office(till.fresh.options(), Role::GroupManager).await;
    let note = |shop: Option<&str>, reason: &str| NoteTaxAudit {
        shop: shop.map(str::to_owned),
        reason: reason.to_owned(),
    };
    let unsaid = ask(&group, note(None, "  ")).await.expect_err("no words");
    assert_eq!(unsaid.field.as_deref(), Some("reason"));
    ask(&group, note(Some("MOZ9"), "DGFiP")).await.expect_err("no such shop");
    let empty = ask(&group, note(Some("MOZ2"), "DGFiP")).await.expect_err("no register yet");
    assert!(empty.message.contains("aucune caisse"), "{empty:?}");
    let codes =
        |noted: AuditNoted| noted.shops.into_iter().map(|shop| shop.code).collect::<Vec<_>>();
    // Sent again, by all shops or by this one, it is the same audit; another request is another one.
    for shop in [None, Some("MOZ1"), None] {
        let noted = ask(&group, note(shop, " DGFiP, avis n° 12 ")).await.expect("noted");
        assert_eq!(codes(noted), ["MOZ1"]);
    }
    let own = office(till.fresh.options(), Role::ShopManager).await;
    let noted = ask(&own, note(None, "DGFiP, avis n° 13")).await.expect("noted");
    assert_eq!(codes(noted), ["MOZ1"]);
    ask(&own, note(Some("MOZ2"), "DGFiP")).await.expect_err("not where that person works");
    write_down(&app).await;
    let deeds = deeds(&pool, "MOZ1").await;
    let told: Vec<_> = deeds
        .iter()
        .map(|(_, event)| (event.code, event.detail.as_deref(), event.who.is_some()))
        .collect();
    assert_eq!(
        told,
        [
            (EventCode::TaxAudit, Some("DGFiP, avis n° 12"), true),
            (EventCode::TaxAudit, Some("DGFiP, avis n° 13"), true),
        ]
    );
    sound(&pool).await;
}
