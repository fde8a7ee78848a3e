//! The group's secrets and its key: sealed in the database, opened where they are needed.

use crate::support::database::{Fresh, a_uuid, terminal_at};
use crate::support::people::sign_in;
use crate::support::separated::Separated;
use domain::settings::{
    ForgetSecret, GroupKeyStands, ListSecrets, SecretList, SecretName, SecretRefused, SecretSet,
    SecretValue, SetSecret,
};
use domain::shops::WindowKind;
use domain::staff::{CallRefused, Role, StaffId};
use domain::terminals::{TerminalKind, TerminalRefused};
use domain::{Call, Failure, Language, Refusal};
use oc_pizza::app::{App, Capability, Identity};
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
    forget(&mut server, &secrets, paypal, None).await.expect("away");
    forget(&mut server, &secrets, paypal, None).await.expect("twice is no fault");
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

async fn at_office<C: Call>(app: &App, call: C) -> Result<C::Reply, Failure>
where
    C::Request: Capability,
{
    app.call(WindowKind::Office, call, Language::Fr).await
}

async fn seen(office: &App) -> SecretList {
    at_office(office, ListSecrets {}).await.expect("the list")
}

fn who_set(list: &SecretList, name: SecretName) -> Option<SecretSet> {
    list.secrets.iter().find(|stands| stands.name == name).expect("listed").set.clone()
}

async fn types(office: &App, name: SecretName, value: &str) -> Result<(), Failure> {
    at_office(office, SetSecret { name, value: SecretValue(value.to_owned()) }).await
}

fn says(refused: &dyn Refusal) -> Failure {
    Failure::of(refused, Language::Fr)
}

#[tokio::test]
async fn an_administrator_at_an_office_sets_replaces_and_forgets() {
    let fresh = Separated::new().await;
    let mut owner = connected(&fresh.options()).await;
    let key = make_key(&mut owner, &Secrets::default()).await.expect("made");
    let terminals =
        [fresh.group_office().await, fresh.enrolled("MOZ1", &[TerminalKind::Office]).await];
    for terminal in &terminals {
        let office = program(terminal, fresh.options(), Some(&key));
        sign_in(&office, WindowKind::Office, Role::Administrator).await;
        let person = office.signed_in(WindowKind::Office).expect("somebody").name;
        let (paypal, smtp) = (SecretName::PaypalSecret, SecretName::SmtpPassword);
        let before = seen(&office).await;
        assert_eq!((before.key, before.secrets.len()), (GroupKeyStands::Here, 8));
        assert!(before.secrets.iter().all(|stands| stands.set.is_none()));

        types(&office, paypal, "EH3-aJ9").await.expect("set");
        let first = who_set(&seen(&office).await, paypal).expect("set");
        assert_eq!(first.by, person);
        types(&office, paypal, "EH3-aJ8").await.expect("replaced");
        types(&office, smtp, "phrase de passe, à moi").await.expect("another");
        assert!(who_set(&seen(&office).await, paypal).expect("set").at > first.at);
        refresh(&office).await.expect("read");
        assert_eq!(value(&office, paypal).await.as_deref(), Some("EH3-aJ8"));

        // What does not do is told at its field, and changes nothing.
        for (name, typed, refused) in [
            (paypal, "", SecretRefused::Empty { name: paypal }),
            (paypal, " EH3", SecretRefused::Blank { name: paypal }),
            (paypal, "EH3 aJ", SecretRefused::NotOneWord { name: paypal }),
            (SecretName::SentryDsn, "nowhere", SecretRefused::NotADsn),
        ] {
            let failure = types(&office, name, typed).await.expect_err("refused");
            assert_eq!(failure, says(&refused));
            assert_eq!(failure.field.as_deref(), Some(name.word()));
        }
        refresh(&office).await.expect("read");
        assert_eq!(value(&office, paypal).await.as_deref(), Some("EH3-aJ8"));

        for _ in 0..2 {
            at_office(&office, ForgetSecret { name: paypal }).await.expect("twice is no fault");
        }
        let after = seen(&office).await;
        assert_eq!(who_set(&after, paypal), None);
        assert!(who_set(&after, smtp).is_some());
        refresh(&office).await.expect("read");
        assert_eq!(value(&office, paypal).await, None);
        at_office(&office, ForgetSecret { name: smtp }).await.expect("away");
    }
}

#[tokio::test]
async fn managers_see_who_has_set_what_and_change_nothing() {
    let fresh = Separated::new().await;
    let mut owner = connected(&fresh.options()).await;
    let key = make_key(&mut owner, &Secrets::default()).await.expect("made");
    let name = SecretName::SmtpUser;
    set(&mut owner, &Secrets::with_key(key.clone()), (name, "caisse"), None).await.expect("set");
    let office = program(&fresh.group_office().await, fresh.options(), Some(&key));
    for role in [Role::ShopManager, Role::GroupManager] {
        sign_in(&office, WindowKind::Office, role).await;
        let listed = who_set(&seen(&office).await, name).expect("set");
        assert_eq!(listed.by, fresh.options().get_username());
        let refused = says(&CallRefused::Role(role));
        assert_eq!(types(&office, name, "another").await, Err(refused.clone()), "{role:?}");
        assert_eq!(at_office(&office, ForgetSecret { name }).await, Err(refused), "{role:?}");
    }
    refresh(&office).await.expect("read");
    assert_eq!(value(&office, name).await.as_deref(), Some("caisse"));
}

#[tokio::test]
async fn a_counters_login_sets_and_forgets_nothing() {
    let fresh = Separated::new().await;
    let mut owner = connected(&fresh.options()).await;
    let secrets = Secrets::default();
    let key = make_key(&mut owner, &secrets).await.expect("made");
    let name = SecretName::SmtpUser;
    set(&mut owner, &secrets, (name, "caisse"), None).await.expect("set");
    let counter = fresh.enrolled("MOZ1", &[TerminalKind::Counter, TerminalKind::Kitchen]).await;
    let office = program(&counter, fresh.options(), Some(&key));
    sign_in(&office, WindowKind::Office, Role::Administrator).await;
    let refused = says(&TerminalRefused::NotItsWork);
    assert_eq!(types(&office, name, "another").await, Err(refused.clone()));
    assert_eq!(at_office(&office, ForgetSecret { name }).await, Err(refused));
    assert!(who_set(&seen(&office).await, name).is_some());
    refresh(&office).await.expect("read");
    assert_eq!(value(&office, name).await.as_deref(), Some("caisse"));
}

#[tokio::test]
async fn an_office_says_where_no_secret_can_be_set_and_which_are_damaged() {
    let fresh = Separated::new().await;
    let terminal = fresh.group_office().await;
    let without = program(&terminal, fresh.options(), None);
    sign_in(&without, WindowKind::Office, Role::Administrator).await;
    let name = SecretName::GoogleKey;
    assert_eq!(seen(&without).await.key, GroupKeyStands::NotMade);
    assert_eq!(types(&without, name, "AIza").await, Err(says(&SecretRefused::NoKey)));

    let mut owner = connected(&fresh.options()).await;
    let key = make_key(&mut owner, &Secrets::default()).await.expect("made");
    let office = program(&terminal, fresh.options(), Some(&key));
    sign_in(&office, WindowKind::Office, Role::Administrator).await;
    types(&office, name, "AIza").await.expect("set");
    types(&office, SecretName::SmtpUser, "caisse").await.expect("set");
    let change = "UPDATE oc_pizza.group_secret
        SET sealed = set_byte(sealed, 30, get_byte(sealed, 30) # 1) WHERE name = 'google-key'";
    owner.execute(change).await.expect("changed");
    assert_eq!(seen(&office).await.damaged, [name]);

    let listed = seen(&without).await;
    assert_eq!((listed.key, listed.damaged.as_slice()), (GroupKeyStands::NotHere, &[][..]));
    assert!(who_set(&listed, name).is_some());
    assert_eq!(types(&without, name, "AIza").await, Err(says(&SecretRefused::KeyNotHere)));
    // What is not to stay can go even so.
    at_office(&without, ForgetSecret { name }).await.expect("away");
    assert_eq!(seen(&office).await.damaged, []);
}
