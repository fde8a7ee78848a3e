//! The services as an office enters them and tries them out, text messages of the outbox, and travels.

use crate::support::database::{Fresh, terminal_at};
use crate::support::people::{at_counter, now, sign_in};
use crate::support::separated::Separated;
use crate::terminals::program;
use domain::delivery::{Position, Travel};
use domain::language::Language;
use domain::messages::{
    Channel, Facts, ListMessages, MessageKind, MessageState, SENDINGS, example,
};
use domain::server::check::Finding;
use domain::settings::{
    AddressBook, Digitaleo, EnteredService, Google, MapGround, MapTile, Paypal, PaypalSite,
    ReadMapGround, ReadServices, SecretName, Service, ServiceFault, ServiceTried, SetService,
    SmsForm, TestService, TileServer, WaysBy,
};
use domain::shops::WindowKind;
use domain::staff::Role;
use domain::terminals::TerminalKind;
use domain::{Call, Failure, FailureCode};
use oc_pizza::app::{App, Capability};
use oc_pizza::messages::send_due;
use oc_pizza::outside::{Limits, Outside};
use oc_pizza::settings::key::GroupKey;
use oc_pizza::settings::map_ground;
use oc_pizza::settings::outside::travel_between;
use oc_pizza::settings::{Secrets, make_key, refresh, set};
use simulators::{Account, Book, Ground, Post, Purse, Ways};
use sqlx::postgres::PgConnectOptions;
use sqlx::{ConnectOptions, PgPool};
use std::sync::Arc;
use std::time::Duration;
use tokio::time::{sleep, timeout};

async fn at_office<C: Call>(app: &App, call: C) -> Result<C::Reply, Failure>
where
    C::Request: Capability,
{
    app.call(WindowKind::Office, call, Language::Fr).await
}

pub fn digitaleo(simulator: &simulators::Digitaleo) -> EnteredService {
    EnteredService::Digitaleo(Digitaleo {
        token_address: simulator.token_address(),
        sms_address: simulator.sms_address(),
        sender: "OCPizza".to_owned(),
        form: SmsForm::Json,
    })
}

pub fn google(simulator: &simulators::Google, by: WaysBy) -> EnteredService {
    EnteredService::Google(Google {
        ways_by: by,
        directions_address: simulator.directions_address(),
        routes_address: simulator.routes_address(),
        ..Google::default()
    })
}

fn paypal(simulator: &simulators::Paypal) -> EnteredService {
    EnteredService::Paypal(Paypal { sandbox_address: simulator.address(), ..Paypal::default() })
}

fn ground(simulator: &simulators::Tiles) -> EnteredService {
    let mention = "© OC Pizza".to_owned();
    EnteredService::Tiles(TileServer { tile_address: simulator.tile_address(), mention })
}

/// The group's key, with PayPal's and Digitaleo's login and Google's key sealed by it.
pub async fn secrets(fresh: &Fresh) -> GroupKey {
    secrets_at(fresh.options()).await
}

/// The same on that server, as its owner.
pub async fn secrets_at(owner: PgConnectOptions) -> GroupKey {
    let mut server = owner.connect().await.expect("in");
    let key = make_key(&mut server, &Secrets::default()).await.expect("made");
    let secrets = Secrets::with_key(key.clone());
    for (name, value) in [
        (SecretName::PaypalClientId, simulators::Paypal::CLIENT_ID),
        (SecretName::PaypalSecret, simulators::Paypal::SECRET),
        (SecretName::DigitaleoLogin, simulators::Digitaleo::LOGIN),
        (SecretName::DigitaleoPassword, simulators::Digitaleo::PASSWORD),
        (SecretName::GoogleKey, simulators::Google::KEY),
    ] {
        set(&mut server, &secrets, (name, value), None).await.expect("set");
    }
    key
}

pub fn impatient() -> Outside {
    let (connect, call) = (Duration::from_millis(500), Duration::from_millis(1500));
    Outside::within(Limits { connect, call })
}

/// A counter and office that has the group's key.
pub async fn terminal(fresh: &Fresh, name: &str, key: &GroupKey) -> App {
    let app = terminal_at(fresh.pool(), name, "MOZ1")
        .with_secrets(Secrets::with_key(key.clone()))
        .with_outside(impatient());
    sign_in(&app, WindowKind::Office, Role::Administrator).await;
    sign_in(&app, WindowKind::Counter, Role::Cashier).await;
    app
}

async fn write(pool: &PgPool, kind: MessageKind, channel: Channel) -> i64 {
    let names = kind.sending().names;
    let facts: Facts = names.iter().map(|name| (*name, example(*name))).collect();
    sqlx::query_scalar(
        "INSERT INTO message (shop_id, kind, channel, phone, email, facts, expires_at)
         SELECT shop_id, $1, $2, '+33612345678', 'mme.martin@exemple.fr', $3, now() + interval '1 hour'
         FROM shop WHERE code = 'MOZ1' RETURNING message_id",
    )
    .bind(kind.word())
    .bind(channel.word())
    .bind(serde_json::to_value(facts).expect("JSON"))
    .fetch_one(pool)
    .await
    .expect("written")
}

/// Where a message stands, by which channel, after how many tries.
async fn stands(pool: &PgPool, id: i64) -> (String, String, i32) {
    sqlx::query_as("SELECT state, channel, tries FROM message WHERE message_id = $1")
        .bind(id)
        .fetch_one(pool)
        .await
        .expect("a message")
}

async fn pass(pool: &PgPool, what: &'static str) {
    let statement = match what {
        "wait" => "UPDATE message SET due_at = now() WHERE state = 'to_send'",
        _ => "UPDATE message SET claimed_until = now() WHERE state = 'claimed'",
    };
    sqlx::query(statement).execute(pool).await.expect("time passes");
}

fn to(state: &str, channel: &str, tries: i32) -> (String, String, i32) {
    (state.to_owned(), channel.to_owned(), tries)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_text_message_goes_once_to_the_number_with_its_country() {
    let (fresh, simulator) =
        (Fresh::new().await, simulators::Digitaleo::on(Account::Json, Post::Takes).await);
    let (app, pool) = (terminal(&fresh, "Caisse 1", &secrets(&fresh).await).await, fresh.pool());
    at_office(&app, SetService { typed: digitaleo(&simulator).typed() }).await.expect("set");
    let id = write(&pool, MessageKind::Leaving, Channel::Sms).await;
    assert_eq!(send_due(&app).await.expect("sent"), 1);
    assert_eq!(send_due(&app).await.expect("nothing more"), 0);
    assert_eq!(stands(&pool, id).await, to("sent", "sms", 1));
    let sent = simulator.sent();
    assert_eq!((sent.len(), sent[0].to.as_str()), (1, "+33612345678"));
    let listed = ListMessages { state: Some(MessageState::Sent) };
    let listed = at_counter(&app, listed).await.expect("listed").remove(0);
    assert_eq!(listed.text.as_deref(), Some(sent[0].text.as_str()));
    assert!(sent[0].text.contains("27,00"), "{}", sent[0].text);
    assert!(!sent[0].text.contains(['\u{a0}', '’']), "spelt with what costs one unit");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_digitaleo_does_is_what_becomes_of_a_message() {
    let (fresh, simulator) =
        (Fresh::new().await, simulators::Digitaleo::on(Account::Json, Post::Takes).await);
    let (app, pool) = (terminal(&fresh, "Caisse 1", &secrets(&fresh).await).await, fresh.pool());
    at_office(&app, SetService { typed: digitaleo(&simulator).typed() }).await.expect("set");
    for (kind, behaves, expected) in [
        // A customer's: again for what may pass, over for what does not, a person for what is not known.
        (MessageKind::Leaving, Post::Fails, to("to_send", "sms", 1)),
        (MessageKind::Leaving, Post::TooMuch, to("to_send", "sms", 1)),
        (MessageKind::Leaving, Post::NoToken, to("to_send", "sms", 1)),
        (MessageKind::Leaving, Post::Refuses(200, 400, "recipient"), to("given_up", "sms", 1)),
        (MessageKind::Leaving, Post::SilentAfter, to("to_check", "sms", 1)),
        (MessageKind::Leaving, Post::Malformed, to("to_check", "sms", 1)),
        (MessageKind::Leaving, Post::Gateway(502), to("to_check", "sms", 1)),
        // A driver's: somebody is told.
        (MessageKind::DriverRun, Post::Refuses(422, 422, "recipient"), to("failed", "sms", 1)),
        (MessageKind::DriverRun, Post::SilentAfter, to("to_check", "sms", 1)),
        // A manager's: by the other channel at the first failure, but not where it may have come.
        (MessageKind::StockShort, Post::Fails, to("to_send", "email", 1)),
        (MessageKind::StockShort, Post::Refuses(200, 400, "recipient"), to("to_send", "email", 1)),
        (MessageKind::StockShort, Post::SilentAfter, to("to_check", "sms", 1)),
    ] {
        simulator.behave(behaves);
        simulator.end_token();
        let id = write(&pool, kind, Channel::Sms).await;
        assert_eq!(send_due(&app).await.expect("tried"), 1, "{kind:?} {behaves:?}");
        assert_eq!(stands(&pool, id).await, expected, "{kind:?} {behaves:?}");
        sqlx::query("DELETE FROM message").execute(&pool).await.expect("away");
    }
    // Five tries, each of which fails; then somebody is told.
    simulator.behave(Post::Fails);
    let id = write(&pool, MessageKind::DriverRun, Channel::Sms).await;
    for _ in 0..5 {
        pass(&pool, "wait").await;
        assert_eq!(send_due(&app).await.expect("tried"), 1);
    }
    assert_eq!(stands(&pool, id).await, to("failed", "sms", 5));
    let told = at_counter(&app, ListMessages { state: None }).await.expect("listed").remove(0);
    assert!(told.fault.is_some_and(|it| it.contains("out of order")), "why it did not go");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_is_killed_between_sending_and_noting_sends_no_second_one() {
    let (fresh, simulator) =
        (Fresh::new().await, simulators::Digitaleo::on(Account::Json, Post::SilentAfter).await);
    let key = secrets(&fresh).await;
    let (app, pool) = (terminal(&fresh, "Caisse 1", &key).await, fresh.pool());
    let app = Arc::new(app.with_outside(Outside::default()));
    at_office(&app, SetService { typed: digitaleo(&simulator).typed() }).await.expect("set");
    let other = terminal(&fresh, "Caisse 2", &key).await;
    let by_sms = SENDINGS.iter().filter(|it| it.channels.contains(&Channel::Sms));
    for (nth, sending) in by_sms.enumerate() {
        simulator.behave(Post::SilentAfter);
        let id = write(&pool, sending.kind, Channel::Sms).await;
        let killed = app.clone();
        let tries = tokio::spawn(async move { send_due(&killed).await });
        let given = async {
            while simulator.sent().len() <= nth {
                sleep(Duration::from_millis(10)).await;
            }
        };
        timeout(Duration::from_secs(8), given).await.expect("it was given");
        tries.abort();
        simulator.behave(Post::Takes);
        assert_eq!(send_due(&other).await.expect("its lease lasts"), 0);
        pass(&pool, "lease").await;
        for _ in 0..3 {
            assert_eq!(send_due(&other).await.expect("nothing is sent by itself"), 0);
        }
        assert_eq!(stands(&pool, id).await.0, "to_check", "{:?}", sending.kind);
        assert_eq!(simulator.sent().len(), nth + 1, "{:?}", sending.kind);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_terminal_without_the_means_leaves_text_messages_to_another() {
    let (fresh, simulator) =
        (Separated::new().await, simulators::Digitaleo::on(Account::Json, Post::Takes).await);
    let pool = fresh.pool();
    let mut owner = fresh.options().connect().await.expect("in");
    let key = make_key(&mut owner, &Secrets::default()).await.expect("made");
    for (name, value) in [
        (SecretName::DigitaleoLogin, simulators::Digitaleo::LOGIN),
        (SecretName::DigitaleoPassword, simulators::Digitaleo::PASSWORD),
    ] {
        let secrets = Secrets::with_key(key.clone());
        set(&mut owner, &secrets, (name, value), None).await.expect("set");
    }
    let EnteredService::Digitaleo(entered) = digitaleo(&simulator) else { panic!("it is") };
    sqlx::query("INSERT INTO setting (name, value) VALUES ('digitaleo', $1)")
        .bind(serde_json::to_value(entered).expect("JSON"))
        .execute(&pool)
        .await
        .expect("set");
    let enrolled = fresh.enrolled("MOZ2", &[TerminalKind::Counter]).await;
    let id = write(&pool, MessageKind::Leaving, Channel::Sms).await;
    // It knows that there is a login, and cannot open it: no try is spent on that.
    let without = program(&enrolled, fresh.options());
    assert_eq!(send_due(&without).await.expect("nothing of its"), 0);
    assert_eq!(stands(&pool, id).await, to("to_send", "sms", 0));
    let with = program(&enrolled, fresh.options()).with_secrets(Secrets::with_key(key));
    assert_eq!(send_due(&with).await.expect("sent"), 1);
    assert_eq!((stands(&pool, id).await, simulator.sent().len()), (to("sent", "sms", 1), 1));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn services_are_entered_read_and_changed_at_an_office() {
    let fresh = Fresh::new().await;
    let key = secrets(&fresh).await;
    let app = terminal(&fresh, "Bureau", &key).await;
    assert_eq!(at_office(&app, ReadServices {}).await, Ok(Vec::new()));
    let usual: Vec<_> = Service::ALL.into_iter().filter_map(EnteredService::usual).collect();
    for entered in &usual {
        let kept = at_office(&app, SetService { typed: entered.typed() }).await;
        assert_eq!(kept.as_ref(), Ok(entered));
    }
    let read = at_office(&app, ReadServices {}).await.expect("read");
    assert_eq!(read.iter().map(|it| it.entered.clone()).collect::<Vec<_>>(), usual);
    let person = app.signed_in(WindowKind::Office).expect("somebody").name;
    assert!(read.iter().all(|it| it.by == person));
    let wrong = EnteredService::Addresses(AddressBook { search_address: "geopf".to_owned() });
    let refused = at_office(&app, SetService { typed: wrong.typed() }).await.expect_err("refused");
    assert_eq!(refused.field.as_deref(), Some("addresses-search"));
    sign_in(&app, WindowKind::Office, Role::ShopManager).await;
    at_office(&app, ReadServices {}).await.expect("a manager sees them");
    let refused = at_office(&app, SetService { typed: usual[0].typed() }).await;
    assert!(refused.is_err(), "and sets none");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_service_is_tried_out_before_it_is_kept_and_says_what_is_wrong() {
    let fresh = Fresh::new().await;
    let key = secrets(&fresh).await;
    let app = terminal(&fresh, "Bureau", &key).await;
    let sms = simulators::Digitaleo::on(Account::Json, Post::Takes).await;
    let map = simulators::Google::on(Ways::Answers).await;
    let book = simulators::Addresses::on(Book::Answers).await;
    let addresses =
        EnteredService::Addresses(AddressBook { search_address: book.search_address() });
    let test = async |entered: &EnteredService, to: &str| {
        at_office(&app, TestService { typed: entered.typed(), to: to.to_owned() }).await
    };
    let tried = test(&digitaleo(&sms), "06 12 34 56 78").await;
    assert_eq!(tried, Ok(ServiceTried::Taken { to: "+33612345678".to_owned() }));
    assert_eq!((sms.sent().len(), sms.sent()[0].to.as_str()), (1, "+33612345678"));
    for by in [WaysBy::Directions, WaysBy::Routes] {
        let tried = test(&google(&map, by), "").await;
        let travel = Travel { minutes: 11, is_estimate: false };
        assert_eq!(tried, Ok(ServiceTried::Way { travel }), "{by:?}");
    }
    let tried = test(&google(&map, WaysBy::Nobody), "").await;
    assert_eq!(tried, Ok(ServiceTried::Way { travel: Travel { minutes: 11, is_estimate: true } }));
    let found = test(&addresses, "12 rue de la paix").await;
    let label = "12 Rue de la Paix 75002 Paris".to_owned();
    assert_eq!(found, Ok(ServiceTried::Found { address: Some(label) }));
    let tiles = simulators::Tiles::on(Ground::Draws).await;
    assert_eq!(test(&ground(&tiles), "").await, Ok(ServiceTried::Drawn));
    let purse = simulators::Paypal::on(Purse::Works).await;
    let known = ServiceTried::Known { site: PaypalSite::Sandbox };
    for _ in 0..2 {
        assert_eq!(test(&paypal(&purse), "").await.as_ref(), Ok(&known));
    }
    assert_eq!(
        (purse.tokens_given(), purse.purchases()),
        (2, Vec::new()),
        "no payment is asked for"
    );
    assert_eq!(at_office(&app, ReadServices {}).await, Ok(Vec::new()), "nothing is kept");

    for (entered, to, field) in [
        (digitaleo(&sms), "06 12", "digitaleo-to"),
        (digitaleo(&sms), "", "digitaleo-to"),
        (addresses.clone(), "ru", "addresses-to"),
    ] {
        let refused = test(&entered, to).await.expect_err("nothing to try with");
        assert_eq!(refused.field.as_deref(), Some(field), "{refused:?}");
    }
    sms.behave(Post::Refuses(200, 400, "sender not approved"));
    map.behave(Ways::Says("REQUEST_DENIED"));
    book.behave(Book::TooMuch);
    tiles.behave(Ground::Page);
    purse.behave(Purse::NoToken);
    for (entered, to, words) in [
        (
            digitaleo(&sms),
            "+33612345678",
            "refuse la demande. Sa réponse\u{a0}: «\u{a0}sender not approved",
        ),
        (google(&map, WaysBy::Directions), "", "refuse les identifiants ou la clé"),
        (addresses, "12 rue de la paix", "trop de demandes"),
        (paypal(&purse), "", "refuse les identifiants"),
        // A trial asks, however lately that server failed.
        (ground(&tiles), "", "illisible"),
        (ground(&tiles), "", "illisible"),
    ] {
        let told = test(&entered, to).await.expect_err("a fault");
        assert!(told.message.contains(words) && told.field.is_none(), "{told:?}");
        assert_eq!(told.code, FailureCode::Refused);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_counter_draws_its_map_on_the_ground_that_is_entered_also_while_the_server_is_away() {
    let fresh = Fresh::new().await;
    let app = terminal(&fresh, "Caisse 1", &secrets(&fresh).await).await;
    let read = async || app.call(WindowKind::Counter, ReadMapGround {}, Language::Fr).await;
    let tile = async |column| {
        let tile = MapTile::of(14, column, 5635).expect("a tile");
        map_ground::tile(&app, tile).await.map(|it| it.kind)
    };
    assert_eq!((read().await, tile(8298).await), (Ok(None), None), "nothing is entered");
    let simulator = simulators::Tiles::on(Ground::Draws).await;
    at_office(&app, SetService { typed: ground(&simulator).typed() }).await.expect("set");
    let drawn = MapGround { mention: "© OC Pizza".to_owned(), deepest_zoom: 19 };
    assert_eq!(read().await, Ok(Some(drawn)));
    assert_eq!(tile(8298).await, Some("image/png"));
    app.database().close().await;
    assert_eq!(tile(8299).await, Some("image/png"), "which server it is was known");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_trial_uses_the_secret_that_was_just_set_and_says_which_is_missing() {
    let fresh = Fresh::new().await;
    let mut server = fresh.options().connect().await.expect("in");
    let key = make_key(&mut server, &Secrets::default()).await.expect("made");
    let app = terminal(&fresh, "Bureau", &key).await;
    refresh(&app).await.expect("there is none");
    let map = simulators::Google::on(Ways::Answers).await;
    let test = TestService { typed: google(&map, WaysBy::Routes).typed(), to: String::new() };
    let told = at_office(&app, test.clone()).await.expect_err("no key");
    assert!(told.message.contains("Google, clé"), "{told:?}");
    let google_key = (SecretName::GoogleKey, simulators::Google::KEY);
    set(&mut server, &Secrets::with_key(key), google_key, None).await.expect("set");
    at_office(&app, test).await.expect("it is there at once");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_travel_is_googles_or_an_estimate_that_says_so() {
    let fresh = Fresh::new().await;
    let app = terminal(&fresh, "Caisse 1", &secrets(&fresh).await).await;
    let place = |latitude, longitude| Position::of_degrees(latitude, longitude).expect("a place");
    let ends = (place(48.85, 2.35), place(48.86, 2.36));
    let travel = async || travel_between(&app, ends, now()).await.expect("a travel");
    let (known, estimate) =
        (Travel { minutes: 6, is_estimate: false }, Travel { minutes: 5, is_estimate: true });
    assert_eq!(travel().await, estimate, "nothing is entered");
    let map = simulators::Google::on(Ways::Says("OVER_DAILY_LIMIT")).await;
    for (by, behaves, expected) in [
        (WaysBy::Directions, Ways::Says("OVER_DAILY_LIMIT"), estimate),
        (WaysBy::Directions, Ways::Silent, estimate),
        (WaysBy::Directions, Ways::Malformed, estimate),
        (WaysBy::Directions, Ways::Answers, known),
        (WaysBy::Routes, Ways::Silent, estimate),
        (WaysBy::Routes, Ways::Answers, known),
        // What was worked out lately still stands.
        (WaysBy::Routes, Ways::Silent, known),
        (WaysBy::Nobody, Ways::Answers, estimate),
    ] {
        map.behave(behaves);
        at_office(&app, SetService { typed: google(&map, by).typed() }).await.expect("set");
        assert_eq!(travel().await, expected, "{by:?} {behaves:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_check_says_of_services_is_what_they_do() {
    let fresh = Fresh::new().await;
    let key = secrets(&fresh).await;
    let app = terminal(&fresh, "Bureau", &key).await;
    let look = async || {
        let mut server = fresh.options().connect().await.expect("in");
        let secrets = Secrets::with_key(key.clone());
        oc_pizza::settings::outside::look(&mut server, &secrets, Limits::default(), now())
            .await
            .expect("looked")
    };
    assert_eq!(look().await, [], "what is not entered is not looked at");
    let sms = simulators::Digitaleo::on(Account::Json, Post::Takes).await;
    let map = simulators::Google::on(Ways::Answers).await;
    let book = simulators::Addresses::on(Book::Answers).await;
    let tiles = simulators::Tiles::on(Ground::Draws).await;
    let purse = simulators::Paypal::on(Purse::Works).await;
    for entered in [
        digitaleo(&sms),
        google(&map, WaysBy::Directions),
        EnteredService::Addresses(AddressBook { search_address: book.search_address() }),
        ground(&tiles),
        paypal(&purse),
    ] {
        at_office(&app, SetService { typed: entered.typed() }).await.expect("set");
    }
    let all =
        [Service::Paypal, Service::Google, Service::Addresses, Service::Tiles, Service::Digitaleo];
    assert_eq!(look().await, all.map(|service| Finding::Outside { service }));
    assert_eq!(sms.sent(), [], "no message is sent for it");
    sms.behave(Post::NoToken);
    map.behave(Ways::Says("ZERO_RESULTS"));
    book.behave(Book::Gateway(503));
    tiles.behave(Ground::Forbidden);
    purse.behave(Purse::NoToken);
    let found = look().await;
    let faults = [
        ServiceFault::Denied { words: "Client Authentication failed invalid_client".to_owned() },
        ServiceFault::NoWay,
        ServiceFault::Troubled { words: "HTTP 503".to_owned() },
        ServiceFault::Denied { words: "HTTP 403".to_owned() },
        ServiceFault::Denied { words: "invalid_client".to_owned() },
    ];
    let troubled = all.into_iter().zip(faults);
    let troubled = troubled.map(|(service, fault)| Finding::OutsideTroubled { service, fault });
    assert_eq!(found, troubled.collect::<Vec<_>>());
}
