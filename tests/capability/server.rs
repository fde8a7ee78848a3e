//! Going to the group's server: what stands in the way is said, and the first start is walked.

use crate::invariants;
use crate::support::database::{Fresh, manual};
use crate::support::group_server::GroupServer;
use crate::support::people::{order, sign_in};
use domain::server::{
    CertificateFault, OpenFirstShop, ReadServer, SaveServer, ServerFound, ServerRefused, SetUp,
    Step, Tables, TestServer, Tls, TypedServer,
};
use domain::shops::{ReadTerminal, WindowKind};
use domain::staff::{ListStaff, Pin, Role, SignIn};
use domain::{Call, Failure, FailureCode, Language};
use oc_pizza::app::{App, Capability};
use oc_pizza::demo;
use oc_pizza::home::Home;
use oc_pizza::server::{Place, connect};
use oc_pizza::settings::{Secrets, make_key};

const DATABASE: &str = "erp_oc_pizza_database";
const USER: &str = "db_user";
const PASSWORD: &str = "db_password";

/// A terminal at its first start, told by variables or not at all.
fn terminal(server: &GroupServer, told: bool) -> anyhow::Result<App> {
    let home = Home::at(&server.folder().join(if told { "told" } else { "new" }))?;
    let port = server.port().to_string();
    let variable = |name: &'static str| {
        let value = match name {
            "DATABASE_NAME" => DATABASE,
            "DATABASE_USER" => USER,
            "DATABASE_PASSWORD" => PASSWORD,
            "DATABASE_HOST" => "127.0.0.1",
            "DATABASE_PORT" => &port,
            _ => return None,
        };
        told.then(|| value.to_owned())
    };
    Ok(App::at(Place::find(&home, variable)?, home.identity(None)?))
}

async fn ask<C: Call>(app: &App, call: C) -> Result<C::Reply, Failure>
where
    C::Request: Capability,
{
    app.call(WindowKind::Counter, call, Language::Fr).await
}

async fn step(app: &App) -> Step {
    ask(app, ReadServer {}).await.expect("always answered").step
}

fn typed(server: &GroupServer) -> TypedServer {
    TypedServer {
        host: "localhost".to_owned(),
        port: server.port().to_string(),
        database: DATABASE.to_owned(),
        user: USER.to_owned(),
        password: PASSWORD.to_owned(),
        tls: None,
        ca_file: String::new(),
    }
}

#[tokio::test]
async fn a_server_made_by_the_manual_is_enough_from_the_first_start_to_an_order()
-> anyhow::Result<()> {
    let server = GroupServer::start()?;
    server.type_in(&manual(DATABASE, USER, PASSWORD)).await?;
    let app = terminal(&server, true)?;

    assert_eq!(step(&app).await, Step::Migrate);
    let refused = ask(&app, ReadTerminal {}).await.expect_err("an empty database");
    assert_eq!(refused.code, FailureCode::SetUp);
    connect::migrate(&typed(&server).ways()).await.expect("migrated");
    assert_eq!(step(&app).await, Step::FirstShop);

    // The demonstration instead of a shop of one's own.
    demo::load(app.database()).await?;
    assert_eq!(step(&app).await, Step::Done);
    sign_in(&app, WindowKind::Counter, Role::Cashier).await;
    assert_eq!(order(&app, &[("reine", 1)]).await.number, "A-001");
    invariants::check(app.database()).await;

    // Who works is not sent elsewhere by whoever stands before the window.
    let save = SaveServer { typed: typed(&server), shop: None };
    let refused = ask(&app, save).await.expect_err("it works");
    assert!(refused.message.contains("déjà réglé"), "{refused:?}");
    app.close().await;
    Ok(())
}

#[tokio::test]
async fn an_empty_group_gets_its_tables_its_first_shop_and_somebody_to_sign_in()
-> anyhow::Result<()> {
    let server = GroupServer::start()?;
    server.type_in(&manual(DATABASE, USER, PASSWORD)).await?;
    let app = terminal(&server, true)?;
    let set_up = ask(&app, domain::server::MigrateServer {}).await.expect("migrated");
    assert_eq!(set_up.step, Step::FirstShop);
    let again = ask(&app, domain::server::MigrateServer {}).await;
    assert!(again.is_err(), "tables are made once from a window");

    let open = |code: &str, name: &str, manager: &str, pin: &str| OpenFirstShop {
        code: code.to_owned(),
        name: name.to_owned(),
        manager: manager.to_owned(),
        pin: Pin(pin.to_owned()),
    };
    for (call, field) in [
        (open("M", "Mozart", "Nathalie", "2468"), "code"),
        (open("MOZ1", " ", "Nathalie", "2468"), "name"),
        (open("MOZ1", "Mozart", "", "2468"), "manager"),
        (open("MOZ1", "Mozart", "Nathalie", "12"), "pin"),
    ] {
        let refused = ask(&app, call.clone()).await.expect_err(field);
        assert_eq!(refused.field.as_deref(), Some(field), "{call:?}");
    }
    let set_up = ask(&app, open(" moz1 ", "Mozart", "Nathalie", "2468")).await.expect("opened");
    assert_eq!((set_up.step, set_up.shop.as_deref()), (Step::Done, Some("MOZ1")));
    let refused = ask(&app, open("MOZ2", "B", "B", "1357")).await.expect_err("a second first");
    assert!(refused.message.contains("déjà des magasins"), "{refused:?}");

    let people = ask(&app, ListStaff {}).await.expect("tiles");
    assert_eq!(people.len(), 1);
    let pin = Pin("2468".to_owned());
    let person = ask(&app, SignIn { staff: people[0].id, pin }).await.expect("signed in");
    assert_eq!((person.name.as_str(), person.role), ("Nathalie", Role::ShopManager));

    assert!(oc_pizza::staff::add_administrator(app.database(), "Étienne", "hash").await?);
    assert!(!oc_pizza::staff::add_administrator(app.database(), "Étienne", "hash").await?);
    app.close().await;
    Ok(())
}

#[tokio::test]
async fn a_first_shop_of_a_group_with_a_key_has_a_manager_with_a_pepper() -> anyhow::Result<()> {
    let server = GroupServer::start()?;
    server.type_in(&manual(DATABASE, USER, PASSWORD)).await?;
    let app = terminal(&server, true)?;
    ask(&app, domain::server::MigrateServer {}).await.expect("migrated");
    let mut owner = app.database().acquire().await?;
    let key = make_key(&mut owner, &Secrets::default()).await.expect("a key");
    drop(owner);
    let app = app.with_secrets(Secrets::with_key(key));
    let (code, name, manager) = ("MOZ1".to_owned(), "Mozart".to_owned(), "Nathalie".to_owned());
    let call = OpenFirstShop { code, name, manager, pin: Pin("2468".to_owned()) };
    ask(&app, call).await.expect("opened");
    let hash: String =
        sqlx::query_scalar("SELECT pin_hash FROM staff").fetch_one(app.database()).await?;
    assert!(hash.contains("keyid="), "{hash}");
    let people = ask(&app, ListStaff {}).await.expect("tiles");
    let pin = Pin("2468".to_owned());
    ask(&app, SignIn { staff: people[0].id, pin }).await.expect("signed in");
    app.close().await;
    Ok(())
}

#[tokio::test]
async fn each_obstacle_has_a_sentence_at_its_field() -> anyhow::Result<()> {
    let mut server = GroupServer::start()?;
    server.type_in(&manual(DATABASE, USER, PASSWORD)).await?;
    server
        .type_in(&[
            "CREATE USER outsider PASSWORD 'x'".to_owned(),
            "CREATE USER bystander PASSWORD 'x'".to_owned(),
        ])
        .await?;
    let app = terminal(&server, false)?;
    let SetUp { step, settings, .. } = ask(&app, ReadServer {}).await.expect("an answer");
    assert_eq!((step, settings), (Step::Connect { failure: None }, None));

    let right = typed(&server);
    let found = ask(&app, TestServer { typed: right.clone() }).await.expect("it is right");
    assert!(matches!(found, ServerFound { tables: Tables::None, .. }), "{found:?}");
    if let Ok(version) = std::env::var("OC_PIZZA_POSTGRESQL_VERSION") {
        assert!(found.version.starts_with(&format!("{version}.")), "{found:?}, not {version}");
    }
    let (host, user, database) = (right.host.clone(), USER.to_owned(), DATABASE.to_owned());
    let (x, ca) = ("x".to_owned(), server.authority().display().to_string());
    let by = |name: &str| TypedServer { user: name.into(), password: x.clone(), ..right.clone() };
    let over = |host: &str, tls, ca_file: &str| TypedServer {
        host: host.to_owned(),
        tls: Some(tls),
        ca_file: ca_file.to_owned(),
        ..right.clone()
    };
    let certificate = |host: &str, fault| ServerRefused::Certificate { host: host.into(), fault };
    let obstacles = [
        (
            TypedServer { password: x.clone(), ..right.clone() },
            ServerRefused::WrongPassword { user: user.clone() },
        ),
        (
            TypedServer { password: String::new(), ..right.clone() },
            ServerRefused::WrongPassword { user: user.clone() },
        ),
        (by("nobody"), ServerRefused::WrongPassword { user: "nobody".into() }),
        (
            by("outsider"),
            ServerRefused::NotAdmitted { user: "outsider".into(), database: database.clone() },
        ),
        (by("bystander"), ServerRefused::NoRight { user: "bystander".into(), database }),
        (
            TypedServer { database: "elsewhere".into(), ..right.clone() },
            ServerRefused::NoDatabase { database: "elsewhere".into() },
        ),
        (
            TypedServer { host: "no-such-host.invalid".into(), ..right.clone() },
            ServerRefused::UnknownHost { host: "no-such-host.invalid".into() },
        ),
        (
            TypedServer { port: "1".into(), ..right.clone() },
            ServerRefused::Closed { host: host.clone(), port: 1 },
        ),
        (
            TypedServer { host: "/nowhere".into(), port: "1".into(), ..right.clone() },
            ServerRefused::Closed { host: "/nowhere".into(), port: 1 },
        ),
        (
            over("localhost", Tls::VerifyFull, ""),
            certificate("localhost", CertificateFault::UnknownIssuer),
        ),
        (
            over("127.0.0.1", Tls::VerifyFull, &ca),
            certificate("127.0.0.1", CertificateFault::OtherName),
        ),
        (
            over("localhost", Tls::VerifyFull, "/nowhere.pem"),
            ServerRefused::CaFile { path: "/nowhere.pem".into() },
        ),
    ];
    for (typed, refused) in obstacles {
        let told = ask(&app, TestServer { typed: typed.clone() }).await.expect_err("an obstacle");
        assert_eq!(told, Failure::of(&refused, Language::Fr), "{typed:?}");
    }
    for typed in [
        over("localhost", Tls::VerifyFull, &ca),
        over("127.0.0.1", Tls::VerifyCa, &ca),
        over("127.0.0.1", Tls::Require, ""),
    ] {
        ask(&app, TestServer { typed: typed.clone() }).await.unwrap_or_else(|told| {
            panic!("{typed:?}: {told:?}");
        });
    }
    server.settle("off")?;
    let told = ask(&app, TestServer { typed: over("localhost", Tls::Require, "") }).await;
    assert_eq!(told.err(), Some(Failure::of(&ServerRefused::NoTls { host }, Language::Fr)));
    Ok(())
}

#[tokio::test]
async fn a_terminal_of_a_group_with_several_shops_is_told_its_own() -> anyhow::Result<()> {
    let fresh = Fresh::new().await;
    let folder = tempfile::tempdir()?;
    let home = Home::at(folder.path())?;
    let app = App::at(Place::find(&home, |_| None)?, home.identity(None)?);
    // A socket asks for no password, and so for no keyring.
    let typed = TypedServer {
        host: fresh.socket_folder().display().to_string(),
        database: fresh.name().to_owned(),
        user: fresh.user().to_owned(),
        ..TypedServer::default()
    };
    let save =
        |shop: Option<&str>| SaveServer { typed: typed.clone(), shop: shop.map(str::to_owned) };
    for shop in [None, Some("MOZ77")] {
        let answer = ask(&app, save(shop)).await.expect("an answer");
        let Step::Connect { failure: Some(failure) } = answer.step else { panic!("{shop:?}") };
        assert_eq!(failure.field.as_deref(), Some("shop"));
        assert_eq!(answer.found.map(|found| found.shops.len()), Some(5));
        assert_eq!(home.config().read()?.and_then(|kept| kept.server), None);
    }
    assert_eq!(ask(&app, save(Some("MOZ3"))).await.expect("saved").step, Step::Done);
    let terminal = ask(&app, ReadTerminal {}).await.expect("it works");
    assert_eq!(terminal.shop.code, "MOZ3");

    let again = App::at(Place::find(&home, |_| None)?, home.identity(None)?);
    assert_eq!(ask(&again, ReadTerminal {}).await.expect("again").shop.code, "MOZ3");
    Ok(())
}

#[tokio::test]
async fn tables_of_another_program_are_told_apart() -> anyhow::Result<()> {
    for (change, words) in [
        ("UPDATE _sqlx_migrations SET version = 9999 WHERE version = 1", "plus récent"),
        ("DELETE FROM _sqlx_migrations WHERE version > 1", "oc-pizza migrate"),
    ] {
        let fresh = Fresh::new().await;
        sqlx::query(change).execute(fresh.terminal("Avant").database()).await?;
        let app = fresh.terminal("Caisse 1");
        let refused = ask(&app, ReadTerminal {}).await.expect_err(words);
        assert!(refused.message.contains(words), "{refused:?}");
        assert_eq!(refused.code, FailureCode::SetUp);
        let Step::Connect { failure: Some(told) } = step(&app).await else { panic!("{words}") };
        assert_eq!(told, refused);
    }
    Ok(())
}

/// As the driver takes what was typed.
trait Ways {
    fn ways(&self) -> Vec<sqlx::postgres::PgConnectOptions>;
}

impl Ways for TypedServer {
    fn ways(&self) -> Vec<sqlx::postgres::PgConnectOptions> {
        connect::ways(&self.settings().expect("settings"), Some(&self.password))
    }
}
