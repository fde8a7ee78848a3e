//! The services on the Internet as the group has entered them: entered at an office, tried out, and had by
//! whoever needs one.

use super::{Secrets, sought, store};
use crate::app::{App, Caller};
use crate::command_line::language;
use crate::error::Error;
use crate::outside::addresses::{Addresses, BaseAdresseNationale};
use crate::outside::digitaleo::{DigitaleoAccount, Sms, SmsGateway};
use crate::outside::directions::{Directions, GoogleWays};
use crate::outside::paypal::{OnlinePayments, PaypalAccount};
use crate::outside::tiles::TileSource;
use crate::outside::{Limits, Login, Outside};
use anyhow::Context;
use chrono::{DateTime, Utc};
use domain::delivery::{Position, Travel, TravelRule, WayAsked, travel};
use domain::server::check::Finding;
use domain::settings::{
    AddressBook, Digitaleo, EnteredService, Google, MapTile, Paypal, SecretName, Service,
    ServiceFault, ServiceRefused, ServiceStands, ServiceTried, SetService, TestService, TileServer,
    WaysBy,
};
use domain::staff::StaffId;
use domain::text::phone;
use serde::de::DeserializeOwned;
use serde_json::Value;
use sqlx::PgExecutor;
use sqlx::postgres::PgConnection;
use zeroize::Zeroizing;

/// Where a trial of ways goes from and to: the Louvre and the Eiffel Tower.
const TRIAL_WAY: (Position, Position) = (
    Position { latitude_e6: 48_860_600, longitude_e6: 2_337_600 },
    Position { latitude_e6: 48_858_400, longitude_e6: 2_294_500 },
);
/// What `oc-pizza check` looks for.
const TRIAL_ADDRESS: &str = "8 boulevard du port";
/// The tile that is tried: the Louvre.
const TRIAL_TILE: &str = "/14/8298/5635";
const TRIAL_TEXT: &str = "OC Pizza : SMS d'essai / trial message.";

/// What is entered of each.
pub async fn read(app: &App) -> Result<Vec<ServiceStands>, Error> {
    let mut all = Vec::new();
    for service in Service::ALL.into_iter().filter(|it| EnteredService::usual(*it).is_some()) {
        all.extend(stands(app.database(), service).await?);
    }
    Ok(all)
}

/// What is entered of one, if anything is.
pub(super) async fn stands(
    server: impl PgExecutor<'_>,
    service: Service,
) -> Result<Option<ServiceStands>, Error> {
    let Some((value, by, at)) = store::setting(server, service.word()).await? else {
        return Ok(None);
    };
    Ok(Some(ServiceStands { entered: parsed(service, value)?, by, at }))
}

fn parsed(service: Service, value: Value) -> Result<EnteredService, Error> {
    fn of<T: DeserializeOwned>(service: Service, value: Value) -> Result<T, Error> {
        let unread = || format!("setting.value of {}", service.word());
        Ok(serde_json::from_value(value).with_context(unread)?)
    }
    match service {
        Service::Paypal => of(service, value).map(EnteredService::Paypal),
        Service::Digitaleo => of(service, value).map(EnteredService::Digitaleo),
        Service::Google => of(service, value).map(EnteredService::Google),
        Service::Addresses => of(service, value).map(EnteredService::Addresses),
        Service::Tiles => of(service, value).map(EnteredService::Tiles),
        Service::Mail | Service::Sentry => {
            Err(anyhow::anyhow!("{} is entered in another way", service.word()).into())
        }
    }
}

fn written(entered: &EnteredService) -> Result<Value, Error> {
    let written = match entered {
        EnteredService::Paypal(it) => serde_json::to_value(it),
        EnteredService::Digitaleo(it) => serde_json::to_value(it),
        EnteredService::Google(it) => serde_json::to_value(it),
        EnteredService::Addresses(it) => serde_json::to_value(it),
        EnteredService::Tiles(it) => serde_json::to_value(it),
    };
    Ok(written.context("JSON")?)
}

pub(super) async fn entered<T: DeserializeOwned>(
    server: impl PgExecutor<'_>,
    service: Service,
) -> Result<Option<T>, Error> {
    let Some((value, ..)) = store::setting(server, service.word()).await? else {
        return Ok(None);
    };
    let unread = || format!("setting.value of {}", service.word());
    Ok(Some(serde_json::from_value(value).with_context(unread)?))
}

/// Enters one; as it was read.
pub async fn set(app: &App, caller: &Caller, call: SetService) -> Result<EnteredService, Error> {
    let entered = call.typed.check()?;
    enter(app.database(), &entered, Some(caller.staff_id()?)).await?;
    Ok(entered)
}

/// Keeps what is entered of one. `by`: who; none: who may do everything at the server.
pub(super) async fn enter(
    server: impl PgExecutor<'_>,
    entered: &EnteredService,
    by: Option<StaffId>,
) -> Result<(), Error> {
    let name = entered.service().word();
    store::put_setting(server, (name, &written(entered)?), by).await?;
    tracing::info!(service = name, "a service is set");
    Ok(())
}

/// Uses a service as it is typed, with the group's credentials as they are now.
pub async fn try_out(app: &App, call: TestService) -> Result<ServiceTried, Error> {
    let (mut server, outside) = (app.database().acquire().await?, app.outside());
    match call.typed.check()? {
        EnteredService::Paypal(entered) => {
            let login = login(&mut server, app.secrets(), PAYPAL_LOGIN).await?;
            drop(server);
            let site = entered.site;
            let tried = trial_paypal(outside, entered, login).await;
            tried
                .map(|()| ServiceTried::Known { site })
                .map_err(|fault| ServiceRefused::Trial(fault).into())
        }
        EnteredService::Digitaleo(entered) => {
            let to = phone(Some(&call.to), "digitaleo-to").ok().flatten();
            let to = to.ok_or(ServiceRefused::Recipient)?;
            let login = login(&mut server, app.secrets(), DIGITALEO_LOGIN).await?;
            // A service that takes its time is not to keep a connection meanwhile.
            drop(server);
            let sms = Sms { to: to.clone(), text: TRIAL_TEXT.to_owned() };
            let sent = DigitaleoAccount { outside, entered, login }.send(&sms).await;
            sent.map_err(|not| ServiceRefused::Trial(not.fault))?;
            Ok(ServiceTried::Taken { to })
        }
        EnteredService::Google(entered) => {
            let key = sought(&mut server, app.secrets(), SecretName::GoogleKey).await?;
            drop(server);
            let travel = trial_way(outside, entered, key, app.now()).await;
            Ok(ServiceTried::Way { travel: travel.map_err(ServiceRefused::Trial)? })
        }
        EnteredService::Addresses(entered) => {
            drop(server);
            let typed = call.to.trim();
            if typed.chars().count() < 3 {
                return Err(ServiceRefused::Query.into());
            }
            let found = BaseAdresseNationale { outside, entered }.find(typed, None).await;
            let found = found.map_err(ServiceRefused::Trial)?;
            Ok(ServiceTried::Found { address: found.into_iter().next().map(|it| it.label) })
        }
        EnteredService::Tiles(entered) => {
            drop(server);
            let tried = trial_tile(outside, entered, app.now()).await;
            tried.map(|()| ServiceTried::Drawn).map_err(|fault| ServiceRefused::Trial(fault).into())
        }
    }
}

async fn trial_tile(
    outside: &Outside,
    entered: TileServer,
    now: DateTime<Utc>,
) -> Result<(), ServiceFault> {
    let tile = MapTile::of_path(TRIAL_TILE).ok_or(ServiceFault::NoWay)?;
    let came = TileSource { outside, entered, now }.ask_for(tile).await?;
    // The map of a French group that ends before Paris is none.
    came.map(drop).ok_or(ServiceFault::Refused { words: "HTTP 404".to_owned() })
}

type Key = Option<Zeroizing<String>>;

async fn key(app: &App) -> Result<Key, Error> {
    let mut server = app.database().acquire().await?;
    sought(&mut server, app.secrets(), SecretName::GoogleKey).await
}

/// By which of the group's secrets a service knows it.
type LoginNames = (SecretName, SecretName);
const DIGITALEO_LOGIN: LoginNames = (SecretName::DigitaleoLogin, SecretName::DigitaleoPassword);
const PAYPAL_LOGIN: LoginNames = (SecretName::PaypalClientId, SecretName::PaypalSecret);

async fn login(
    server: &mut PgConnection,
    secrets: &Secrets,
    (user, password): LoginNames,
) -> Result<Option<Login>, Error> {
    let user = sought(server, secrets, user).await?;
    let password = sought(server, secrets, password).await?;
    Ok(user.zip(password).map(|(user, password)| Login { user, password }))
}

async fn trial_paypal(
    outside: &Outside,
    entered: Paypal,
    login: Option<Login>,
) -> Result<(), ServiceFault> {
    // A token that is kept would say nothing of the secret as it is now.
    let fresh = Outside::within(outside.limits());
    PaypalAccount { outside: &fresh, entered, login }.look().await
}

async fn trial_way(
    outside: &Outside,
    entered: Google,
    key: Key,
    now: DateTime<Utc>,
) -> Result<Travel, ServiceFault> {
    let rule = entered.estimate;
    if entered.ways_by == WaysBy::Nobody {
        return Ok(travel(None, TRIAL_WAY, rule));
    }
    // One that is kept would say nothing of the service as it is now.
    let fresh = Outside::within(outside.limits());
    let asked = straight(TRIAL_WAY, now);
    let way = GoogleWays { outside: &fresh, entered, key, now }.way(&asked).await?;
    Ok(travel(Some(&way), TRIAL_WAY, rule))
}

fn straight((from, to): (Position, Position), leaves_at: DateTime<Utc>) -> WayAsked {
    WayAsked { from, to, stops: Vec::new(), in_any_order: false, leaves_at }
}

/// What text messages are sent through; none where none is entered.
///
/// # Errors
/// The server does not answer; or what the group has entered cannot be had here.
pub async fn sms(app: &App) -> Result<Option<DigitaleoAccount<'_>>, Error> {
    let entered = entered::<Digitaleo>(app.database(), Service::Digitaleo).await?;
    let Some(entered) = entered else { return Ok(None) };
    let mut server = app.database().acquire().await?;
    let login = login(&mut server, app.secrets(), DIGITALEO_LOGIN).await?;
    Ok(Some(DigitaleoAccount { outside: app.outside(), entered, login }))
}

/// What customers pay by on their telephones; none where none is entered.
///
/// # Errors
/// The server does not answer; or what the group has entered cannot be had here.
pub async fn paypal(app: &App) -> Result<Option<PaypalAccount<'_>>, Error> {
    let entered = entered::<Paypal>(app.database(), Service::Paypal).await?;
    let Some(entered) = entered else { return Ok(None) };
    let mut server = app.database().acquire().await?;
    let login = login(&mut server, app.secrets(), PAYPAL_LOGIN).await?;
    Ok(Some(PaypalAccount { outside: app.outside(), entered, login }))
}

/// What is entered of PayPal; none: the group takes no payments by it.
///
/// # Errors
/// The server does not answer.
pub async fn paypal_entered(app: &App) -> Result<Option<Paypal>, Error> {
    entered::<Paypal>(app.database(), Service::Paypal).await
}

/// What works ways out; none where nobody is asked.
///
/// # Errors
/// The server does not answer; or the group's key cannot be had here.
pub async fn ways(app: &App) -> Result<Option<GoogleWays<'_>>, Error> {
    let entered = entered::<Google>(app.database(), Service::Google).await?;
    let Some(entered) = entered.filter(|it| it.asked().is_some()) else { return Ok(None) };
    let key = key(app).await?;
    Ok(Some(GoogleWays { outside: app.outside(), entered, key, now: app.now() }))
}

/// How the group estimates a travel.
///
/// # Errors
/// The server does not answer.
pub async fn travel_rule(app: &App) -> Result<TravelRule, Error> {
    let entered = entered::<Google>(app.database(), Service::Google).await?;
    Ok(entered.map_or_else(TravelRule::default, |it| it.estimate))
}

/// What knows addresses; none where none is entered.
///
/// # Errors
/// The server does not answer.
pub async fn addresses(app: &App) -> Result<Option<BaseAdresseNationale<'_>>, Error> {
    let entered = entered::<AddressBook>(app.database(), Service::Addresses).await?;
    Ok(entered.map(|entered| BaseAdresseNationale { outside: app.outside(), entered }))
}

/// How long ways take: as Google says, else as the group estimates it.
pub struct Travels<'a> {
    google: Option<GoogleWays<'a>>,
    /// How the group estimates.
    pub rule: TravelRule,
}

impl Travels<'_> {
    /// From one place to another, left then.
    pub async fn between(&self, ends: (Position, Position), leaves_at: DateTime<Utc>) -> Travel {
        let way = match &self.google {
            Some(google) => google.way(&straight(ends, leaves_at)).await.ok(),
            None => None,
        };
        travel(way.as_ref(), ends, self.rule)
    }
}

/// What says how long ways take, with what the group has entered of it as of now.
///
/// # Errors
/// The server does not answer.
pub async fn travels(app: &App) -> Result<Travels<'_>, Error> {
    let entered = entered::<Google>(app.database(), Service::Google).await?;
    let rule = entered.as_ref().map_or_else(TravelRule::default, |it| it.estimate);
    let Some(entered) = entered.filter(|it| it.asked().is_some()) else {
        return Ok(Travels { google: None, rule });
    };
    let google = match key(app).await {
        Ok(key) => Some(GoogleWays { outside: app.outside(), entered, key, now: app.now() }),
        // A locked keyring is no reason to promise nothing.
        Err(Error::Refused(_)) => None,
        Err(error) => return Err(error),
    };
    Ok(Travels { google, rule })
}

/// How long it takes from one place to another, left then.
///
/// # Errors
/// The server does not answer.
pub async fn travel_between(
    app: &App,
    ends: (Position, Position),
    leaves_at: DateTime<Utc>,
) -> Result<Travel, Error> {
    Ok(travels(app).await?.between(ends, leaves_at).await)
}

/// Whether each service that is entered answers and knows the group, for `oc-pizza check`; nothing where this
/// terminal uses none.
///
/// # Errors
/// The server does not answer.
pub async fn look(
    server: &mut PgConnection,
    secrets: &Secrets,
    limits: Limits,
    now: DateTime<Utc>,
) -> Result<Vec<Finding>, Error> {
    let outside = Outside::within(limits);
    let mut found = Vec::new();
    for service in Service::ALL.into_iter().filter(|it| EnteredService::usual(*it).is_some()) {
        let value = match store::setting(&mut *server, service.word()).await.map_err(Error::from) {
            Ok(value) => value,
            // A kitchen and a board have no right to it.
            Err(Error::Refused(_)) => return Ok(Vec::new()),
            Err(error) => return Err(error),
        };
        let Some((value, ..)) = value else { continue };
        let entered = parsed(service, value)?;
        let looked = match look_at(server, secrets, (&outside, now), entered).await {
            Ok(looked) => looked,
            Err(Error::Refused(refused)) => {
                Err(ServiceFault::Refused { words: refused.say(language()) })
            }
            Err(error) => return Err(error),
        };
        found.push(match looked {
            Ok(()) => Finding::Outside { service },
            Err(fault) => Finding::OutsideTroubled { service, fault },
        });
    }
    Ok(found)
}

async fn look_at(
    server: &mut PgConnection,
    secrets: &Secrets,
    (outside, now): (&Outside, DateTime<Utc>),
    entered: EnteredService,
) -> Result<Result<(), ServiceFault>, Error> {
    Ok(match entered {
        EnteredService::Paypal(entered) => {
            let login = login(server, secrets, PAYPAL_LOGIN).await?;
            trial_paypal(outside, entered, login).await
        }
        EnteredService::Digitaleo(entered) => {
            let login = login(server, secrets, DIGITALEO_LOGIN).await?;
            DigitaleoAccount { outside, entered, login }.look().await
        }
        EnteredService::Google(entered) => {
            let key = sought(server, secrets, SecretName::GoogleKey).await?;
            trial_way(outside, entered, key, now).await.map(drop)
        }
        EnteredService::Addresses(entered) => {
            let book = BaseAdresseNationale { outside, entered };
            book.find(TRIAL_ADDRESS, None).await.map(drop)
        }
        EnteredService::Tiles(entered) => trial_tile(outside, entered, now).await,
    })
}
