//! Codes, and terminals that come and go: on a server with passwords, made by the manual and its
//! one line more.

use crate::support::database::{a_uuid, manual};
use crate::support::group_server::GroupServer;
use crate::support::people::{at_counter, order, sign_in};
use domain::server::{ServerRefused, ServerSettings};
use domain::shops::{NoShop, ReadTerminal, WindowKind};
use domain::staff::Role;
use domain::terminals::{EnrolmentCode, TerminalKind, TerminalRefused};
use domain::{Failure, FailureCode, Language, Refusal};
use oc_pizza::app::{self, App, Identity};
use oc_pizza::demo;
use oc_pizza::error::Error;
use oc_pizza::server::connect;
use oc_pizza::terminals::{Enrolled, keep_seen, list, new_code, redeem, revoke, separate};
use sqlx::postgres::PgConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Executor};
use std::time::Duration;
use tokio::time::timeout;

const DATABASE: &str = "erp_oc_pizza_database";
const COUNTER: &[TerminalKind] = &[TerminalKind::Counter];

fn settings(server: &GroupServer, user: &str) -> ServerSettings {
    ServerSettings {
        host: "127.0.0.1".parse().expect("a host"),
        port: server.port(),
        database: DATABASE.to_owned(),
        user: user.to_owned(),
        tls: None,
        ca_file: None,
    }
}

/// A server with the demonstration, whose owner may make roles.
async fn group() -> anyhow::Result<(GroupServer, PgConnectOptions)> {
    let server = GroupServer::start()?;
    server.type_in(&manual(DATABASE, "db_user", "db_password")).await?;
    let owner = connect::ways(&settings(&server, "db_user"), Some("db_password")).remove(0);
    connect::migrate(std::slice::from_ref(&owner)).await.expect("migrated");
    let pool = app::pool(owner.clone());
    demo::load(&pool).await?;
    pool.close().await;
    let refused = new_code(&owner, Some("MOZ1"), COUNTER).await.expect_err("no right yet");
    assert_says(refused, &TerminalRefused::NotSeparated { owner: "db_user".to_owned() });
    assert!(!separate(&owner).await.expect("an answer"));
    server.type_in(&[domain::terminals::mends("db_user")]).await?;
    Ok((server, owner))
}

fn assert_says(error: Error, refused: &dyn Refusal) {
    for language in [Language::Fr, Language::En] {
        assert!(!refused.say(language).is_empty());
    }
    assert_eq!(error.into_failure(Language::Fr, "terminals"), Failure::of(refused, Language::Fr));
}

async fn as_owner(owner: &PgConnectOptions, statement: &str) {
    let mut server = owner.connect().await.expect("in");
    server.execute(AssertSqlSafe(statement.to_owned())).await.expect(statement);
}

#[tokio::test]
async fn a_code_enrols_one_terminal_within_its_minutes() -> anyhow::Result<()> {
    let (server, owner) = group().await?;
    let at = || settings(&server, "whoever");
    for (shop, kinds, refused) in [
        (None, COUNTER, TerminalRefused::ShopNeeded),
        (Some("MOZ1"), &[][..], TerminalRefused::KindsNeeded),
    ] {
        assert_says(new_code(&owner, shop, kinds).await.expect_err("no code"), &refused);
    }
    let refused = new_code(&owner, Some("MOZ77"), COUNTER).await.expect_err("no shop");
    assert_says(refused, &NoShop::Unknown { code: "MOZ77".to_owned() });

    let code = new_code(&owner, Some("MOZ1"), COUNTER).await.expect("a code");
    let me = (a_uuid(), "Caisse 1");
    let enrolled = redeem(at(), &code, me).await.expect("enrolled");
    assert_eq!((enrolled.code.as_str(), enrolled.shop.as_deref()), ("MOZ1-1", Some("MOZ1")));
    let used = redeem(at(), &code, (a_uuid(), "Caisse 2")).await.err().expect("used");
    assert_says(used, &TerminalRefused::CodeUsed);

    let late = new_code(&owner, Some("MOZ1"), COUNTER).await.expect("a code");
    as_owner(&owner, "UPDATE oc_pizza.enrolment_code SET expires_at = now()").await;
    let refused = redeem(at(), &late, (a_uuid(), "Caisse 2")).await.err().expect("late");
    assert_says(refused, &TerminalRefused::CodeExpired);

    // What nobody remembers is cleared away, and then not known.
    let login = late.login();
    as_owner(&owner, &format!("ALTER ROLE {login} VALID UNTIL '2020-01-01'")).await;
    let another = new_code(&owner, Some("MOZ2"), COUNTER).await.expect("a code");
    let unknown = EnrolmentCode::from_random([7; 15]).expect("a code");
    for code in [&late, &unknown] {
        let refused = redeem(at(), code, (a_uuid(), "Caisse 2")).await.err().expect("unknown");
        assert_says(refused, &TerminalRefused::CodeUnknown);
    }
    let refused = redeem(at(), &another, me).await.err().expect("enrolled before");
    assert_says(refused, &TerminalRefused::Enrolled { code: "MOZ1-1".to_owned() });
    let second = redeem(at(), &another, (a_uuid(), "Caisse 1")).await.expect("enrolled");
    assert_eq!(second.code, "MOZ2-1");

    // A terminal looks after no terminals; a group's office sees every shop.
    let login = enrolled.known.ways().remove(0);
    let refused = list(&login).await.expect_err("not its own");
    assert_says(refused, &TerminalRefused::NotOwner { owner: "db_user".to_owned() });
    let office = new_code(&owner, None, &[TerminalKind::Office]).await.expect("a code");
    let office = redeem(at(), &office, (a_uuid(), "Bureau")).await.expect("enrolled");
    let mut office = office.known.ways().remove(0).connect().await?;
    let shops: i64 =
        sqlx::query_scalar("SELECT count(*) FROM oc_pizza.shop").fetch_one(&mut office).await?;
    assert_eq!(shops, 5);
    let listed = list(&owner).await.expect("listed");
    let codes: Vec<_> = listed.iter().map(|terminal| terminal.code.as_str()).collect();
    assert_eq!(codes, ["MOZ1-1", "MOZ2-1", "GROUPE-1"]);
    Ok(())
}

#[tokio::test]
async fn a_terminal_revoked_in_mid_service_is_out_at_once_and_told_so() -> anyhow::Result<()> {
    let (server, owner) = group().await?;
    let code = new_code(&owner, Some("MOZ1"), COUNTER).await.expect("a code");
    let terminal = a_uuid();
    let enrolled =
        redeem(settings(&server, ""), &code, (terminal, "Caisse 1")).await.expect("enrolled");
    let identity = Identity { terminal, name: "Caisse 1".to_owned(), shop_code: None };
    let counter = App::new(enrolled.known.ways().remove(0), identity);
    sign_in(&counter, WindowKind::Counter, Role::Cashier).await;
    order(&counter, &[("reine", 1)]).await;
    // It tells that it is there, aside.
    let telling = keep_seen(&counter);
    assert!(timeout(Duration::from_secs(2), telling).await.is_err(), "it goes on");
    let listed = list(&owner).await.expect("listed");
    assert!(listed[0].last_seen_at.is_some(), "{listed:?}");
    assert_eq!(listed[0].program_version.as_deref(), Some(env!("CARGO_PKG_VERSION")));

    revoke(&owner, "moz1-1").await.expect("revoked");
    let told = Failure::of(&ServerRefused::Revoked, Language::Fr);
    let menu = counter.menu().await.expect("the copy it has");
    let asked = crate::support::people::an_order(
        &menu,
        vec![crate::support::people::line(&menu, "reine", 1)],
    );
    assert_eq!(at_counter(&counter, asked).await.expect_err("out"), told);
    // And when it is looked at anew, or started.
    counter.disconnected();
    counter.reconnected();
    assert_eq!(at_counter(&counter, ReadTerminal {}).await.expect_err("out"), told);
    assert_eq!(told.code, FailureCode::Revoked);

    let refused = revoke(&owner, "MOZ1-1").await.expect_err("once");
    assert_says(refused, &TerminalRefused::Unknown { code: "MOZ1-1".to_owned() });
    // It may come back, under another number.
    let code = new_code(&owner, Some("MOZ1"), COUNTER).await.expect("a code");
    let again = redeem(settings(&server, ""), &code, (terminal, "Caisse 1")).await.expect("back");
    assert_eq!(again.code, "MOZ1-2");
    // It signs with another key; what it signed with the old one can still be verified.
    let public = |it: &Enrolled| it.register.as_ref().expect("a register").public().expect("a key");
    let keys = register_keys(&owner).await?;
    let expected =
        [("MOZ1-1".to_owned(), public(&enrolled)), ("MOZ1-2".to_owned(), public(&again))];
    assert_eq!(keys, expected);
    Ok(())
}

async fn register_keys(owner: &PgConnectOptions) -> anyhow::Result<Vec<(String, Vec<u8>)>> {
    let keys = "SELECT code, public_key FROM oc_pizza.register_key ORDER BY register_key_id";
    Ok(sqlx::query_as(keys).fetch_all(&mut owner.connect().await?).await?)
}

#[tokio::test]
async fn a_registers_key_is_written_by_its_enrolment_and_changed_by_nobody() -> anyhow::Result<()> {
    let (server, owner) = group().await?;
    for kinds in
        [COUNTER, &[TerminalKind::Kitchen], &[TerminalKind::Counter, TerminalKind::Kitchen]]
    {
        let code = new_code(&owner, Some("MOZ1"), kinds).await.expect("a code");
        let enrolled = redeem(settings(&server, ""), &code, (a_uuid(), "Poste")).await;
        let enrolled = enrolled.expect("enrolled");
        assert_eq!(
            enrolled.register.is_some(),
            kinds.contains(&TerminalKind::Counter),
            "{kinds:?}"
        );
        let login = enrolled.known.ways().remove(0).options([("search_path", "oc_pizza")]);
        for statement in [
            "UPDATE register_key SET public_key = public_key",
            "DELETE FROM register_key",
            "INSERT INTO register_key (terminal_id, shop_id, code, public_key)
             SELECT my_terminal(), shop_id, code, public_key FROM shop, generate_series(1, 1), (SELECT ''::bytea AS public_key) AS one",
        ] {
            let refused = login.connect().await?.execute(statement).await;
            let code = refused.err().and_then(|error| error.into_database_error()?.code().map(String::from));
            assert_eq!(code.as_deref(), Some("42501"), "{statement}");
        }
    }
    assert_eq!(register_keys(&owner).await?.len(), 2);
    // Not even by the owner, as long as nobody takes the trigger away; nor is anything else a key.
    for (statement, code) in [
        ("UPDATE oc_pizza.register_key SET code = 'MOZ9-9'", "OC002"),
        ("DELETE FROM oc_pizza.register_key", "OC002"),
        ("TRUNCATE oc_pizza.register_key", "OC002"),
        (
            "INSERT INTO oc_pizza.register_key (terminal_id, shop_id, code, public_key)
             SELECT terminal_id, shop_id, code, decode(repeat('00', 91), 'hex') FROM oc_pizza.terminal LIMIT 1",
            "23514",
        ),
    ] {
        let refused = owner.connect().await?.execute(statement).await;
        let told = refused.err().and_then(|error| error.into_database_error()?.code().map(String::from));
        assert_eq!(told.as_deref(), Some(code), "{statement}");
    }
    Ok(())
}
