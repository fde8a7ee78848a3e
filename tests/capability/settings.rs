//! The group's secrets and its key: sealed in the database, opened where they are needed.

use crate::support::database::{Fresh, a_uuid, terminal_at};
use crate::support::separated::Separated;
use domain::settings::{SecretName, SecretRefused};
use domain::staff::StaffId;
use domain::terminals::TerminalKind;
use domain::{Failure, Language, Refusal};
use oc_pizza::app::{App, Identity};
use oc_pizza::error::Error;
use oc_pizza::settings::key::GroupKey;
use oc_pizza::settings::{
    Secrets, enter_key, forget, group_key, hand_over, key_for_codes, list, make_key, refresh, set,
};
use oc_pizza::terminals::{Enrolled, keep_seen, new_code, redeem};
use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{AssertSqlSafe, ConnectOptions, Executor};
use std::time::Duration;
use tokio::time::timeout;

fn assert_refused<T>(outcome: Result<T, Error>, refused: &dyn Refusal) {
    let error = outcome.err().expect("refused");
    assert_eq!(error.into_failure(Language::Fr, "test"), Failure::of(refused, Language::Fr));
}

async fn connected(options: &PgConnectOptions) -> PgConnection {
    options.connect().await.expect("in")
}

/// The program at an enrolled terminal that has this key.
fn program(terminal: &Enrolled, options: PgConnectOptions, key: Option<&GroupKey>) -> App {
    let login = options.username(&terminal.known.settings.user);
    let identity =
        Identity { terminal: terminal.terminal, name: "Poste".to_owned(), shop_code: None };
    let secrets = key.map(|key| Secrets::with_key(key.clone())).unwrap_or_default();
    App::new(login, identity).with_secrets(secrets)
}

#[tokio::test]
async fn a_secret_is_set_listed_replaced_and_taken_away_and_is_never_in_clear() {
    let fresh = Fresh::new().await;
    let (mut server, secrets) = (connected(&fresh.options()).await, Secrets::default());
    let paypal = SecretName::PaypalSecret;
    let refused = set(&mut server, &secrets, (paypal, "EH3-aJ9"), None).await;
    assert_refused(refused, &SecretRefused::NoKey);
    let key = make_key(&mut server, &secrets).await.expect("made");
    assert_eq!(make_key(&mut server, &secrets).await.expect("once").id(), key.id());

    let nobody = list(&mut server).await.expect("listed");
    assert_eq!(nobody.len(), SecretName::ALL.len());
    assert!(nobody.iter().all(|stands| stands.set.is_none()));
    set(&mut server, &secrets, (paypal, "EH3-aJ9"), None).await.expect("set");
    set(&mut server, &secrets, (paypal, "EH3-aJ8"), Some(StaffId(1))).await.expect("again");
    set(&mut server, &secrets, (SecretName::SmtpUser, "caisse"), None).await.expect("set");
    let refused = set(&mut server, &secrets, (SecretName::SentryDsn, "x"), None).await;
    assert_refused(refused, &SecretRefused::NotADsn);
    let listed = list(&mut server).await.expect("listed");
    let by = |name| {
        let stands = listed.iter().find(|stands| stands.name == name).expect("listed");
        stands.set.as_ref().map(|set| set.by.clone())
    };
    let first: String = sqlx::query_scalar("SELECT name FROM oc_pizza.staff WHERE staff_id = 1")
        .fetch_one(&mut server)
        .await
        .expect("a person");
    assert_eq!(by(paypal), Some(first));
    assert_eq!(by(SecretName::SmtpUser).as_deref(), Some(fresh.user()));
    assert_eq!(by(SecretName::GoogleKey), None);

    let app =
        terminal_at(fresh.pool(), "Caisse 1", "MOZ1").with_secrets(Secrets::with_key(key.clone()));
    refresh(&app).await.expect("read");
    assert_eq!(value(&app, paypal).await.as_deref(), Some("EH3-aJ8"));
    forget(&mut server, &secrets, paypal).await.expect("away");
    forget(&mut server, &secrets, paypal).await.expect("twice is no fault");
    refresh(&app).await.expect("read");
    assert_eq!(value(&app, paypal).await, None);
    assert_eq!(value(&app, SecretName::SmtpUser).await.as_deref(), Some("caisse"));

    // Nothing of it is in the tables, neither what was set nor the key.
    let text = key.text().replace(' ', "");
    for table in ["group_secret", "group_key", "enrolment_code"] {
        let rows: String = sqlx::query_scalar(AssertSqlSafe(format!(
            "SELECT coalesce(string_agg(row::text, ' '), '') FROM oc_pizza.{table} AS row"
        )))
        .fetch_one(&mut server)
        .await
        .expect("rows");
        for secret in [text.as_str(), "caisse", &hex("caisse"), "EH3", &hex("EH3")] {
            assert!(!rows.contains(secret), "{table} holds {secret}: {rows}");
        }
    }
}

async fn value(app: &App, name: SecretName) -> Option<String> {
    let value = app.secrets().value(name).await.expect("there is no keyring to ask");
    value.map(|it| it.as_str().to_owned())
}

fn hex(text: &str) -> String {
    text.bytes().map(|byte| format!("{byte:02x}")).collect()
}

#[tokio::test]
async fn a_row_in_anothers_place_or_changed_gives_nothing() {
    let fresh = Fresh::new().await;
    let (mut server, secrets) = (connected(&fresh.options()).await, Secrets::default());
    let key = make_key(&mut server, &secrets).await.expect("made");
    for (name, value) in
        [(SecretName::SmtpUser, "a"), (SecretName::SmtpPassword, "b"), (SecretName::GoogleKey, "c")]
    {
        set(&mut server, &secrets, (name, value), None).await.expect("set");
    }
    let app = terminal_at(fresh.pool(), "Caisse 1", "MOZ1").with_secrets(Secrets::with_key(key));
    for change in [
        "UPDATE oc_pizza.group_secret AS here SET sealed = there.sealed FROM oc_pizza.group_secret AS there
         WHERE here.name LIKE 'smtp-%' AND there.name LIKE 'smtp-%' AND here.name <> there.name",
        "UPDATE oc_pizza.group_secret SET sealed = set_byte(sealed, 30, get_byte(sealed, 30) # 1)
         WHERE name = 'google-key'",
    ] {
        server.execute(change).await.expect("changed");
    }
    refresh(&app).await.expect("the rest is read");
    for name in SecretName::ALL {
        assert_eq!(value(&app, name).await, None, "{name:?}");
    }
}

#[tokio::test]
async fn the_key_comes_with_the_code_and_is_nowhere_when_that_is_over() {
    let fresh = Separated::new().await;
    let mut owner = connected(&fresh.options()).await;
    let secrets = Secrets::default();
    let key = key_for_codes(&mut owner, &secrets).await.expect("an answer").expect("made");
    let sealed = async || -> i64 {
        let count = "SELECT count(*) FROM oc_pizza.enrolment_code WHERE sealed_key IS NOT NULL";
        sqlx::query_scalar(count)
            .fetch_one(&mut connected(&fresh.options()).await)
            .await
            .expect("a count")
    };
    let code = async |kinds: &[TerminalKind]| {
        let code = new_code(&fresh.options(), Some("MOZ1"), kinds).await.expect("a code");
        hand_over(&mut connected(&fresh.options()).await, &key, &code).await.expect("sealed");
        code
    };
    let counter = code(&[TerminalKind::Counter]).await;
    assert_eq!(sealed().await, 1);
    let counter = redeem(fresh.settings(), &counter, (a_uuid(), "Caisse")).await.expect("enrolled");
    assert_eq!(counter.group_key.as_ref().map(GroupKey::id), Some(key.id()));
    assert_eq!(sealed().await, 0, "used");

    // One that nobody uses is cleared when the next terminal says that it is there.
    code(&[TerminalKind::Kitchen]).await;
    let app = program(&counter, fresh.options(), counter.group_key.as_ref());
    app.shop().await.expect("it works");
    assert!(timeout(Duration::from_secs(1), keep_seen(&app)).await.is_err());
    assert_eq!(sealed().await, 1, "it is good for some minutes yet");
    owner.execute("UPDATE oc_pizza.enrolment_code SET expires_at = now()").await.expect("late");
    assert!(timeout(Duration::from_secs(1), keep_seen(&app)).await.is_err());
    assert_eq!(sealed().await, 0, "too late");

    // Another code's sealed key opens for nobody.
    let (mine, other) =
        (code(&[TerminalKind::Kitchen]).await, code(&[TerminalKind::Counter]).await);
    let swap = format!(
        "UPDATE oc_pizza.enrolment_code SET sealed_key =
             (SELECT sealed_key FROM oc_pizza.enrolment_code WHERE login = '{}') WHERE login = '{}'",
        other.login(),
        mine.login()
    );
    owner.execute(AssertSqlSafe(swap)).await.expect("swapped");
    let without = redeem(fresh.settings(), &mine, (a_uuid(), "Cuisine")).await.expect("enrolled");
    assert!(without.group_key.is_none(), "it is enrolled, and says that it has no key");
}

#[tokio::test]
async fn each_terminal_reads_the_secrets_of_its_kinds_and_an_office_alone_sets_them() {
    let fresh = Separated::new().await;
    let mut owner = connected(&fresh.options()).await;
    let secrets = Secrets::default();
    let key = make_key(&mut owner, &secrets).await.expect("made");
    for name in SecretName::ALL {
        let value = if name == SecretName::SentryDsn { "https://k@s.fr/1" } else { "value" };
        set(&mut owner, &secrets, (name, value), None).await.expect("set");
    }
    for kind in TerminalKind::ALL {
        let terminal = fresh.enrolled("MOZ1", &[kind]).await;
        let app = program(&terminal, fresh.options(), Some(&key));
        refresh(&app).await.expect("what is its");
        for name in SecretName::ALL {
            let has = value(&app, name).await.is_some();
            assert_eq!(has, name.needed_by().contains(&kind), "{kind:?} {name:?}");
        }
        let login = fresh.options().username(&terminal.known.settings.user);
        let mut login = connected(&login).await;
        let asked = (SecretName::SmtpUser, "another");
        let outcome = set(&mut login, app.secrets(), asked, None).await;
        assert_eq!(outcome.is_ok(), kind == TerminalKind::Office, "{kind:?}");

        // Without the key a terminal says so, if there is anything to open.
        let without = program(&terminal, fresh.options(), None);
        let outcome = refresh(&without).await;
        match kind {
            TerminalKind::Counter | TerminalKind::Office => {
                assert_refused(outcome, &SecretRefused::KeyNotHere);
            }
            TerminalKind::Kitchen | TerminalKind::Board => outcome.expect("nothing to open"),
        }
        // Nobody but the owner makes the group's key.
        owner.execute("DELETE FROM oc_pizza.group_key").await.expect("away");
        let made = make_key(&mut login, &Secrets::default()).await;
        assert!(made.is_err(), "{kind:?}");
        let restored = oc_pizza::settings::make_key(&mut owner, &Secrets::default()).await;
        let restored = restored.expect("another").id();
        let back = format!(
            "UPDATE oc_pizza.group_key SET key_id = '\\x{}' WHERE key_id = '\\x{restored}'",
            key.id()
        );
        owner.execute(AssertSqlSafe(back)).await.expect("back");
    }
}

#[tokio::test]
async fn a_key_is_typed_where_it_did_not_come_with_a_code() {
    let fresh = Fresh::new().await;
    let (mut server, here) = (connected(&fresh.options()).await, Secrets::default());
    let there = Secrets::default();
    assert_refused(enter_key(&mut server, &there, "00").await, &SecretRefused::NoKey);
    let key = make_key(&mut server, &here).await.expect("made");
    assert_refused(group_key(&mut server, &there).await, &SecretRefused::KeyNotHere);
    let other = GroupKey::random();
    for typed in ["", "0123", other.text().as_str()] {
        assert_refused(enter_key(&mut server, &there, typed).await, &SecretRefused::WrongKey);
    }
    enter_key(&mut server, &there, &key.text().to_uppercase()).await.expect("entered");
    let known = group_key(&mut server, &there).await.expect("here").expect("a key");
    assert_eq!(known.id(), key.id());
}

#[tokio::test]
async fn of_two_that_make_a_key_at_once_the_first_is_the_groups() {
    let fresh = Fresh::new().await;
    let made = (0..4).map(|_| {
        let options = fresh.options();
        tokio::spawn(async move {
            let made = make_key(&mut connected(&options).await, &Secrets::default()).await;
            made.map(|key| key.id()).ok()
        })
    });
    let mut ids = Vec::new();
    for made in made.collect::<Vec<_>>() {
        ids.extend(made.await.expect("done"));
    }
    let mut server = connected(&fresh.options()).await;
    let row = oc_pizza::settings::key_row(&mut server).await.expect("read").expect("one");
    assert!(!ids.is_empty() && ids.iter().all(|id| *id == row.id().expect("a number")), "{ids:?}");
}
