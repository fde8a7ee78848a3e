//! An office looks after terminals: with the owner's login, with its own, and not with another's.

use crate::support::database::{Fresh, a_uuid};
use crate::support::people::{at_counter, order, sign_in};
use crate::support::separated::Separated;
use chrono::TimeDelta;
use domain::shops::{NoShop, ReadTerminal, WindowKind};
use domain::staff::Role;
use domain::terminals::{
    CODE_MINUTES, EnrolmentCode, ListTerminals, MadeCode, MakeEnrolmentCode, Presence,
    RevokeTerminal, TerminalKind, TerminalList, TerminalRefused,
};
use domain::{Call, Failure, FailureCode, Language, Refusal};
use oc_pizza::app::{App, Capability, Identity};
use oc_pizza::settings::Secrets;
use oc_pizza::terminals::Enrolled;
use sqlx::postgres::PgConnectOptions;
use sqlx::{ConnectOptions, Executor};

const COUNTER: &[TerminalKind] = &[TerminalKind::Counter];
const OFFICE: &[TerminalKind] = &[TerminalKind::Office];

/// An office window as some login, with somebody of a role before it.
async fn office(options: PgConnectOptions, shop: Option<&str>, role: Role) -> App {
    let identity = Identity {
        terminal: a_uuid(),
        name: "Bureau".to_owned(),
        shop_code: shop.map(str::to_owned),
    };
    let app = App::new(options, identity);
    sign_in(&app, WindowKind::Office, role).await;
    app
}

/// The same as an enrolled terminal.
async fn office_of(fresh: &Separated, terminal: &Enrolled, role: Role) -> App {
    let login = fresh.options().username(&terminal.known.settings.user);
    let office = office(login, None, role).await;
    match terminal.group_key.clone() {
        Some(key) => office.with_secrets(Secrets::with_key(key)),
        None => office,
    }
}

async fn ask<C: Call>(app: &App, call: C) -> Result<C::Reply, Failure>
where
    C::Request: Capability,
{
    app.call(WindowKind::Office, call, Language::Fr).await
}

async fn list(app: &App) -> TerminalList {
    ask(app, ListTerminals {}).await.expect("the terminals")
}

fn codes(list: &TerminalList) -> Vec<&str> {
    list.terminals.iter().map(|terminal| terminal.code.as_str()).collect()
}

async fn make(app: &App, shop: Option<&str>, kinds: &[TerminalKind]) -> Result<MadeCode, Failure> {
    let shop = shop.map(str::to_owned);
    ask(app, MakeEnrolmentCode { shop, kinds: kinds.to_vec() }).await
}

async fn revoke(app: &App, code: &str) -> Result<(), Failure> {
    ask(app, RevokeTerminal { code: code.to_owned() }).await
}

fn says(refused: &dyn Refusal) -> Failure {
    Failure::of(refused, Language::Fr)
}

/// A code that an office has made, redeemed.
async fn redeemed(fresh: &Separated, made: &MadeCode) -> Enrolled {
    fresh.redeemed(&EnrolmentCode::parse(&made.code).expect("a code")).await
}

/// An office lets a terminal in, sees it, and puts it out in mid-service.
async fn look_after_a_terminal(fresh: &Separated, office: &App) {
    let before = list(office).await;
    assert_eq!((before.not_separated.as_ref(), before.shops.is_empty()), (None, false));
    let made = make(office, Some("MOZ1"), COUNTER).await.expect("a code");
    let left = made.expires_at - office.now();
    assert!((left - TimeDelta::minutes(CODE_MINUTES)).abs() < TimeDelta::seconds(30), "{left}");
    assert_eq!(made.server.database, fresh.options().get_database().expect("a database"));
    let terminal = redeemed(fresh, &made).await;

    let after = list(office).await;
    let entry = after.terminals.iter().find(|it| it.code == terminal.code).expect("listed");
    assert_eq!(after.terminals.len(), before.terminals.len() + 1);
    assert_eq!((entry.kinds.as_slice(), entry.here), (COUNTER, false));
    assert_eq!(entry.shop.as_ref().map(|shop| shop.code.as_str()), Some("MOZ1"));
    assert_eq!(entry.presence(office.now()), Presence::NeverSeen);

    let login = fresh.options().username(&terminal.known.settings.user);
    let identity =
        Identity { terminal: terminal.terminal, name: "Caisse".to_owned(), shop_code: None };
    let counter = App::new(login.clone(), identity);
    sign_in(&counter, WindowKind::Counter, Role::Cashier).await;
    order(&counter, &[("reine", 1)]).await;
    let mut session = login.connect().await.expect("in");
    // Once more changes nothing, and a code is typed in any case.
    for code in [terminal.code.as_str(), &terminal.code.to_lowercase()] {
        revoke(office, code).await.expect("revoked");
    }
    assert!(session.execute("SELECT").await.is_err(), "its sessions are ended");
    assert!(login.connect().await.is_err(), "nobody comes in with its login");
    at_counter(&counter, ReadTerminal {}).await.expect_err("out");
    let after = list(office).await;
    let entry = after.terminals.iter().find(|it| it.code == terminal.code).expect("listed");
    assert_eq!(entry.presence(office.now()), Presence::Revoked);
    let unknown = TerminalRefused::Unknown { code: "MOZ1-99".to_owned() };
    assert_eq!(revoke(office, "moz1-99").await, Err(says(&unknown)));
}

#[tokio::test]
async fn the_groups_office_looks_after_every_terminal_and_so_does_the_owner() {
    let fresh = Separated::new().await;
    let owner = office(fresh.options(), Some("MOZ1"), Role::Administrator).await;
    assert_eq!(codes(&list(&owner).await), [""; 0]);
    look_after_a_terminal(&fresh, &owner).await;
    let group = redeemed(&fresh, &make(&owner, None, OFFICE).await.expect("a code")).await;
    let group = office_of(&fresh, &group, Role::Administrator).await;
    look_after_a_terminal(&fresh, &group).await;
    let seen = list(&group).await;
    assert_eq!(codes(&seen), ["MOZ1-1", "MOZ1-2", "GROUPE-1"]);
    assert_eq!((seen.shops.len(), seen.whole_group, seen.terminals[2].here), (5, true, true));
    for (office, of_the_group) in [(&owner, false), (&group, true)] {
        let place = ask(office, ReadTerminal {}).await.expect("where it stands");
        assert_eq!(place.of_the_group, of_the_group);
    }
    let itself = TerminalRefused::Itself { code: "GROUPE-1".to_owned() };
    assert_eq!(revoke(&group, "GROUPE-1").await, Err(says(&itself)));
    let another = make(&group, None, OFFICE).await.expect("a code");
    let another = redeemed(&fresh, &another).await;
    assert_eq!((another.code.as_str(), another.group_key.is_some()), ("GROUPE-2", true));
    for (shop, kinds, refused) in [
        (Some("MOZ77"), COUNTER, says(&NoShop::Unknown { code: "MOZ77".to_owned() })),
        (Some("MOZ1"), &[], says(&TerminalRefused::KindsNeeded)),
        (None, COUNTER, says(&TerminalRefused::ShopNeeded)),
    ] {
        assert_eq!(make(&group, shop, kinds).await, Err(refused), "{shop:?}");
    }
}

#[tokio::test]
async fn a_shops_office_looks_after_its_shops_terminals_alone() {
    let fresh = Separated::new().await;
    fresh.enrolled("MOZ2", COUNTER).await;
    let group = fresh.group_office().await;
    let terminal = fresh.enrolled("MOZ1", OFFICE).await;
    let office = office_of(&fresh, &terminal, Role::Administrator).await;
    look_after_a_terminal(&fresh, &office).await;
    let seen = list(&office).await;
    assert_eq!(codes(&seen), ["MOZ1-1", "MOZ1-2"]);
    assert_eq!((seen.shops.len(), seen.whole_group, seen.terminals[0].here), (1, false, true));
    // What is another's is not there.
    for code in ["MOZ2-1", group.code.as_str()] {
        let unknown = TerminalRefused::Unknown { code: code.to_owned() };
        assert_eq!(revoke(&office, code).await, Err(says(&unknown)));
    }
    for shop in [Some("MOZ2"), None] {
        let refused = make(&office, shop, OFFICE).await;
        assert_eq!(refused, Err(says(&TerminalRefused::NotItsWork)), "{shop:?}");
    }
    // Once it is revoked itself, nothing is.
    let owner = self::office(fresh.options(), Some("MOZ1"), Role::Administrator).await;
    revoke(&owner, &terminal.code).await.expect("revoked");
    ask(&office, ListTerminals {}).await.expect_err("out");
}

#[tokio::test]
async fn who_is_at_the_office_decides_what_is_shown() {
    let fresh = Separated::new().await;
    for shop in ["MOZ1", "MOZ2"] {
        fresh.enrolled(shop, COUNTER).await;
    }
    let group = fresh.group_office().await;
    for (role, shown, shops, whole_group) in [
        (Role::ShopManager, &["MOZ1-1"][..], 1, false),
        (Role::GroupManager, &["MOZ1-1", "MOZ2-1", "GROUPE-1"], 5, true),
        (Role::Administrator, &["MOZ1-1", "MOZ2-1", "GROUPE-1"], 5, true),
    ] {
        let office = office_of(&fresh, &group, role).await;
        let seen = list(&office).await;
        assert_eq!(codes(&seen), shown, "{role:?}");
        assert_eq!((seen.shops.len(), seen.whole_group), (shops, whole_group), "{role:?}");
    }
}

#[tokio::test]
async fn a_counters_login_looks_after_nothing() {
    let fresh = Separated::new().await;
    let terminal = fresh.enrolled("MOZ1", &[TerminalKind::Counter, TerminalKind::Kitchen]).await;
    let office = office_of(&fresh, &terminal, Role::Administrator).await;
    let refused = says(&TerminalRefused::NotItsWork);
    assert_eq!(ask(&office, ListTerminals {}).await, Err(refused.clone()));
    assert_eq!(make(&office, Some("MOZ1"), COUNTER).await.expect_err("no right"), refused);
    assert_eq!(revoke(&office, "MOZ1-1").await, Err(refused));
}

#[tokio::test]
async fn with_one_login_for_all_the_list_says_so_and_no_code_is_made() {
    let fresh = Fresh::new().await;
    let office = office(fresh.options(), Some("MOZ1"), Role::Administrator).await;
    let owner = fresh.user().to_owned();
    let seen = list(&office).await;
    assert_eq!((codes(&seen), seen.not_separated.as_ref()), (vec![], Some(&owner)));
    let refused = make(&office, Some("MOZ1"), COUNTER).await.expect_err("no right");
    assert_eq!(refused, says(&TerminalRefused::NotSeparated { owner }));
    assert_eq!(refused.code, FailureCode::Refused);
    assert!(refused.message.contains("CREATEROLE"), "{refused:?}");
}
