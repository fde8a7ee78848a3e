//! What every use case receives, and the one door through which calls come in.

mod booking;
mod caller;
mod capability;
mod clock;
mod consents;
mod journaled;
mod offline;
mod outside;
mod payments;
mod printing;
mod revoked;
mod snapshots;

use crate::delivery::known::KnownTravels;
use crate::error::Error;
use crate::events::Presence;
use crate::journal::Journal;
use crate::ledger::events::Events;
use crate::ledger::register::Register;
use crate::ledger::training::Training;
use crate::ledger::watching::Watching;
use crate::messages::Outbox;
use crate::online::Online;
use crate::orders::elsewhere::{self, KnownShops};
use crate::outside::Outside;
use crate::payments::AskedCards;
use crate::printing::Printing;
pub use crate::server::pool;
use crate::server::{self, Line, Place, Primary};
use crate::settings::Secrets;
use crate::settings::map_ground::KnownGround;
use crate::terminals::register::RegisterKey;
use crate::{menu, shops};
pub use caller::{Asking, Caller};
pub use capability::{Capability, reply};
use chrono::{DateTime, TimeDelta, Utc};
pub use clock::ClockAhead;
pub use consents::Consent;
use consents::Consents;
use domain::journal::JournalRefused;
use domain::ledger::{Account, local};
use domain::menu::Menu;
use domain::payments::CardRefused;
use domain::printing::PrintRefused;
use domain::shops::{Shop, ShopId, WindowKind};
use domain::staff::{ApprovalId, StaffTile};
use domain::{Call, Failure, Language};
pub use offline::Away;
use sqlx::PgPool;
use sqlx::migrate::Migrator;
use sqlx::postgres::PgConnectOptions;
use std::collections::HashMap;
use std::io::ErrorKind;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::watch;
use uuid::Uuid;

/// A call that took longer to be carried out has waited.
const A_MOMENT: TimeDelta = TimeDelta::seconds(5);

/// The channel on which the server tells changes; payloads are [`Change`] as JSON, of all shops.
pub const CHANNEL: &str = "oc_pizza";

/// Which terminal this process is.
#[derive(Clone, Debug)]
pub struct Identity {
    /// Its key for ever.
    pub terminal: Uuid,
    /// Its name in the shop: `Poste 1`.
    pub name: String,
    /// The code of its shop; none means the first shop.
    pub shop_code: Option<String>,
}

/// Reads the time. Use cases take it from here, so that tests can set it.
pub type Clock = fn() -> DateTime<Utc>;

/// What every use case receives.
pub struct App {
    primary: Primary,
    /// Where the database is, unless the pool was handed over as it stands.
    place: Option<Place>,
    identity: Identity,
    shop_code: Mutex<Option<String>>,
    clock: Clock,
    shop: Mutex<Option<Arc<Shop>>>,
    menu: Mutex<Option<Arc<Menu>>>,
    signed_in: Mutex<HashMap<WindowKind, StaffTile>>,
    consents: Mutex<Consents>,
    secrets: Secrets,
    presence: Presence,
    /// None: commands are not journaled (verbs, and tests of something else).
    journal: Option<Result<Arc<Journal>, JournalRefused>>,
    /// None: this terminal prints nothing.
    printing: Option<Result<Arc<Printing>, PrintRefused>>,
    /// Where a person finds what is saved; none: nothing is.
    downloads: Option<PathBuf>,
    /// None: this process asks no card terminal.
    cards: Option<Result<Arc<AskedCards>, CardRefused>>,
    /// Whether the listener lost the server.
    away: AtomicBool,
    /// How far the server's clock is ahead of this terminal's, once that was looked at.
    ahead: Mutex<Option<ClockAhead>>,
    /// Whether the server that is there said which register this is.
    knows_register: AtomicBool,
    /// Whether the server puts this terminal out.
    revoked: watch::Sender<bool>,
    /// What this terminal's register signs with, once it is known.
    register_key: Mutex<Option<Arc<RegisterKey>>>,
    /// Whether the shop's papers may have been changed since its register was opened.
    papers_changed: AtomicBool,
    /// The register, once it is known where it stands.
    register: tokio::sync::Mutex<Option<Arc<Register>>>,
    /// What the ledger's watching found last.
    watching: Watching,
    /// The accounts of open orders as they were read last.
    accounts: Mutex<Vec<Account>>,
    events: Events,
    /// What wakes who sends messages.
    outbox: Outbox,
    /// Who carries payments on the telephone on.
    online: Online,
    /// The services on the Internet, as they are known here.
    outside: Outside,
    /// What its map is drawn on, as it was read last.
    ground: KnownGround,
    /// The travels that were found here.
    travels: KnownTravels,
    /// What is known here of other shops.
    other_shops: KnownShops,
    /// Whether its counter is in training.
    training: Training,
    /// Held by who applies what waits: one, in order.
    replaying: tokio::sync::Mutex<()>,
}

/// The program's tables, in order.
pub static MIGRATIONS: Migrator = sqlx::migrate!("./migrations");

/// Brings the database to this program's schema.
pub async fn migrate(database: &PgPool) -> anyhow::Result<()> {
    MIGRATIONS.run(database).await?;
    elsewhere::make(&mut *database.acquire().await?).await?;
    Ok(())
}

impl App {
    /// Makes the program's state; nothing is read yet.
    /// Must be called within the asynchronous runtime.
    pub fn new(server: PgConnectOptions, identity: Identity) -> App {
        App {
            primary: Primary::at(server),
            place: None,
            shop_code: Mutex::new(identity.shop_code.clone()),
            identity,
            clock: system_clock,
            shop: Mutex::default(),
            menu: Mutex::default(),
            signed_in: Mutex::default(),
            consents: Mutex::default(),
            secrets: Secrets::default(),
            presence: Presence::unknown(),
            journal: None,
            printing: None,
            downloads: None,
            cards: None,
            away: AtomicBool::new(false),
            ahead: Mutex::default(),
            knows_register: AtomicBool::new(false),
            revoked: watch::Sender::new(false),
            register_key: Mutex::default(),
            papers_changed: AtomicBool::new(false),
            register: tokio::sync::Mutex::default(),
            watching: Watching::default(),
            accounts: Mutex::default(),
            events: Events::default(),
            outbox: Outbox::default(),
            online: Online::default(),
            outside: Outside::default(),
            ground: KnownGround::default(),
            travels: KnownTravels::default(),
            other_shops: KnownShops::default(),
            training: Training::default(),
            replaying: tokio::sync::Mutex::default(),
        }
    }

    /// The same where the server's place is still to be found, or may change.
    pub fn at(place: Place, identity: Identity) -> App {
        // Nobody connects before [`App::ready`] has said where to.
        let nowhere = PgConnectOptions::new_without_pgpass();
        let secrets = Secrets::of(place.keyring().clone());
        App { place: Some(place), secrets, ..App::new(nowhere, identity) }
    }

    /// Where the database is, unless that is settled for good.
    pub fn place(&self) -> Option<&Place> {
        self.place.as_ref()
    }

    /// The same with another clock.
    pub fn with_clock(mut self, clock: Clock) -> App {
        self.clock = clock;
        self
    }

    /// The same with the group's secrets as they are known there.
    pub fn with_secrets(mut self, secrets: Secrets) -> App {
        self.secrets = secrets;
        self
    }

    /// The group's key and secrets.
    pub fn secrets(&self) -> &Secrets {
        &self.secrets
    }

    /// The ledger's watching.
    pub fn watching(&self) -> &Watching {
        &self.watching
    }

    /// The technical events that were noted here.
    pub fn events(&self) -> &Events {
        &self.events
    }

    /// What is known here of other shops.
    pub fn other_shops(&self) -> &KnownShops {
        &self.other_shops
    }

    /// What wakes who sends messages.
    pub fn outbox(&self) -> &Outbox {
        &self.outbox
    }

    /// Who carries payments on the telephone on.
    pub fn online(&self) -> &Online {
        &self.online
    }

    /// Whether its counter is in training.
    pub fn training(&self) -> &Training {
        &self.training
    }

    /// Whether this process is the terminal's only one.
    pub fn presence(&self) -> &Presence {
        &self.presence
    }

    /// The database.
    pub fn database(&self) -> &PgPool {
        self.primary.pool()
    }

    /// A connection for a command.
    ///
    /// # Errors
    /// None can be had.
    pub async fn line(&self) -> Result<Line<'_>, sqlx::Error> {
        self.primary.line().await
    }

    /// Closes the connections: the program ends.
    pub async fn close(&self) {
        self.primary.close().await;
    }

    /// The host that accepts writes.
    pub fn primary(&self) -> &Primary {
        &self.primary
    }

    /// Sees to it that the server was looked at and can be worked with.
    pub async fn ready(&self) -> Result<(), Error> {
        Ok(self.primary.ready(server::ready(self)).await?)
    }

    /// Whether calls are answered: the server was looked at, and the shop is known.
    pub fn works(&self) -> bool {
        self.primary.is_known() && locked(&self.shop).is_some()
    }

    /// The code of the shop of this terminal, if it was told one.
    pub fn shop_code(&self) -> Option<String> {
        locked(&self.shop_code).clone()
    }

    /// Stands in another shop from now on.
    pub fn stand_in(&self, shop: String) {
        *locked(&self.shop_code) = Some(shop);
        self.forget_menu();
        *locked(&self.shop) = None;
        self.knows_register.store(false, Ordering::Release);
    }

    /// This terminal.
    pub fn identity(&self) -> &Identity {
        &self.identity
    }

    /// The terminal's clock.
    pub fn now(&self) -> DateTime<Utc> {
        (self.clock)()
    }

    /// The shop of this terminal, read once.
    pub async fn shop(&self) -> Result<Arc<Shop>, Error> {
        if let Some(shop) = &*locked(&self.shop) {
            return Ok(shop.clone());
        }
        let shop = Arc::new(match self.kept("shop") {
            Some(kept) => kept,
            None => {
                self.ready().await?;
                let shop = shops::of_terminal(self).await?;
                self.keep("shop", &shop);
                shop
            }
        });
        *locked(&self.shop) = Some(shop.clone());
        Ok(shop)
    }

    /// The key of the shop of this terminal.
    pub async fn shop_id(&self) -> Result<ShopId, Error> {
        Ok(self.shop().await?.id)
    }

    /// This terminal's copy of its shop's menu: what prices are worked out from. An order names
    /// its version, so a copy that fell behind is found out by the statement that places it.
    pub async fn menu(&self) -> Result<Arc<Menu>, Error> {
        let known = locked(&self.menu).clone();
        // A rate changes at midnight by itself, wherever the server is by then.
        let today = local(self.now()).date_naive();
        let read = match known {
            Some(menu) => match menu.on(today) {
                Some(changed) => changed,
                None => return Ok(menu),
            },
            None => self.menu_read().await?,
        };
        let menu = Arc::new(read.on(today).unwrap_or(read));
        *locked(&self.menu) = Some(menu.clone());
        Ok(menu)
    }

    async fn menu_read(&self) -> Result<Menu, Error> {
        if let Some(kept) = self.kept("menu") {
            return Ok(kept);
        }
        let menu = menu::read(self, self.shop_id().await?).await?;
        self.keep("menu", &menu);
        Ok(menu)
    }

    /// The copy of the menu is behind: the next use reads it again.
    pub fn forget_menu(&self) {
        *locked(&self.menu) = None;
    }

    /// Who is signed in at a window.
    pub fn signed_in(&self, window: WindowKind) -> Option<StaffTile> {
        locked(&self.signed_in).get(&window).cloned()
    }

    /// Signs a person in at a window, or nobody.
    pub fn sign(&self, window: WindowKind, staff: Option<StaffTile>) {
        let mut signed_in = locked(&self.signed_in);
        match staff {
            Some(staff) => signed_in.insert(window, staff),
            None => signed_in.remove(&window),
        };
    }

    /// A key that nothing else has.
    #[expect(clippy::disallowed_methods, reason = "use cases get random keys from here")]
    pub(crate) fn new_key() -> Uuid {
        Uuid::now_v7()
    }

    /// Keeps a manager's consent given at a window.
    pub fn approve(&self, window: WindowKind, manager: &StaffTile) -> ApprovalId {
        let id = ApprovalId(App::new_key());
        locked(&self.consents).give(id, window, manager, self.now());
        id
    }

    /// Answers a call from a window: checks the window, the person and the role, carries it out,
    /// and says a failure in the caller's language.
    pub async fn answer<R: Capability>(
        &self,
        window: WindowKind,
        request: R,
        language: Language,
    ) -> Result<serde_json::Value, Failure> {
        let facts = request.facts();
        let outcome = self.carry_out(&facts, window, request, language).await;
        outcome.map_err(|error| error.into_failure(language, facts.name))
    }

    /// Who makes a call, once it is known where the terminal stands.
    pub async fn caller(&self, asking: Asking) -> Result<Caller, Error> {
        self.journal()?;
        if let Err(error) = self.ready().await {
            // A terminal that has worked knows what to say of a server that went away.
            let has_worked = locked(&self.shop).is_some() && error.is_passing();
            return Err(if has_worked { Error::broken(ErrorKind::NotConnected) } else { error });
        }
        self.presence.known().await?;
        let Asking { window, staff, at, ahead, consents, answered, signed, .. } = asking;
        let (shop, terminal) = (self.shop().await?, self.identity.terminal);
        let has_waited = answered.is_some() || self.now() - at > A_MOMENT;
        let waited = has_waited.then(|| ahead.of(at));
        Ok(Caller { window, staff, shop, terminal, at, waited, consents, answered, signed })
    }

    /// Carries out what needs the primary, for as long as the way there lasts.
    pub async fn carry<T>(
        &self,
        under_way: impl Future<Output = Result<T, Error>>,
    ) -> Result<T, Error> {
        let mut way = self.primary.way();
        let outcome = tokio::select! {
            outcome = under_way => outcome,
            // A peer that vanished would keep it for as long as the system believes in it.
            () = way.lost() => Err(Error::broken(ErrorKind::ConnectionReset)),
        };
        if outcome.as_ref().is_err_and(Error::is_broken_connection) {
            self.primary.lost(&way);
        }
        outcome
    }

    /// Answers a call with its typed reply.
    pub async fn call<C: Call>(
        &self,
        window: WindowKind,
        call: C,
        language: Language,
    ) -> Result<C::Reply, Failure>
    where
        C::Request: Capability,
    {
        let reply = self.answer::<C::Request>(window, call.into(), language).await?;
        serde_json::from_value(reply)
            .map_err(|error| Error::Internal(error.into()).into_failure(language, C::FACTS.name))
    }
}

/// The system's clock: the only place that reads it.
#[expect(clippy::disallowed_methods, reason = "the root from which use cases get the time")]
pub(crate) fn system_clock() -> DateTime<Utc> {
    Utc::now()
}

/// A lock is only ever held for a copy: a panic elsewhere cannot have left it half changed.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
