//! Commands that write into the ledger. What they write is signed before they are taken, so that it
//! is in the journal with them: whatever happens then, it is written as it was signed, once.

use super::{App, Asking, Caller, Capability, locked};
use crate::error::Error;
use crate::keyring::{Keyring, Secret};
use crate::ledger::register::{Register, Signed, Turn};
use crate::ledger::{self, KeptRegister, accounts, correcting, events};
use crate::terminals::register::RegisterKey;
use domain::CommandId;
use domain::journal::DecisionRefused;
use domain::ledger::{Account, Chain, EventCode, Flaw, LedgerRefused, RegisterCode};
use domain::offline::NotWithoutServer;
use domain::server::ServerRefused;
use domain::shops::business_day;
use domain::terminals::TERMINALS_LOGIN;
use std::sync::atomic::Ordering;
use std::sync::{Arc, MutexGuard};

/// What the ledger keeps for when the server is away.
const KEPT: &str = "ledger";

/// What a command writes into the ledger.
pub(super) enum Booking {
    /// Nothing.
    Nothing,
    /// What was signed for it before: it may be written already, and will be.
    Again(Vec<Signed>),
    /// What was signed now; nobody else writes at this register meanwhile.
    Now(Box<Turn>),
}

impl Booking {
    /// What was signed.
    pub(super) fn signed(&self) -> &[Signed] {
        match self {
            Booking::Nothing => &[],
            Booking::Again(signed) => signed,
            Booking::Now(turn) => turn.signed(),
        }
    }
}

impl App {
    /// The same with the key its register signs with.
    pub fn with_register_key(self, key: RegisterKey) -> App {
        *locked(&self.register_key) = Some(Arc::new(key));
        self
    }

    /// The register of this terminal.
    ///
    /// # Errors
    /// It has no key, or was never opened and the server is away.
    pub async fn register(&self) -> Result<Arc<Register>, Error> {
        let mut known = self.register.lock().await;
        if let Some(register) = &*known {
            if !self.is_away() && self.papers_changed.swap(false, Ordering::AcqRel) {
                // Aside: every command would carry its room on the stack.
                Box::pin(self.read_papers(register)).await?;
            }
            return Ok(register.clone());
        }
        let key = self.register_key().await?;
        let KeptRegister { code, shop, mut stands } = match self.is_away() {
            false => ledger::opened(self, &key).await?,
            true => self.kept(KEPT).ok_or(NotWithoutServer)?,
        };
        if let Some(journal) = self.journal()? {
            let mut signed = journal.signed().await?;
            signed.sort_by_key(|it| (it.chain, it.number));
            for signed in signed.iter().filter(|it| it.register == code) {
                stands.add(&signed.sealed().map_err(LedgerRefused::Flaw)?);
            }
        }
        self.keep(
            KEPT,
            &KeptRegister { code: code.clone(), shop: shop.clone(), stands: stands.clone() },
        );
        if stands.heads.is_empty() {
            events::note(self, EventCode::RegisterOpened, None, Some(code.to_string()));
        }
        let register = Arc::new(Register::new(code, shop, key, stands));
        *known = Some(register.clone());
        Ok(register)
    }

    /// Tickets name the shop as it was changed; without the server as it was last known: what is sold
    /// meanwhile is not held up.
    async fn read_papers(&self, register: &Register) -> Result<(), Error> {
        match ledger::store::papers(self.database(), self.shop_id().await?).await {
            Ok(papers) => {
                register.name_shop(papers);
                Ok(())
            }
            Err(error) => {
                self.papers_changed.store(true, Ordering::Release);
                let error = Error::from(error);
                if error.is_passing() { Ok(()) } else { Err(error) }
            }
        }
    }

    /// Gives this terminal's register a new key where the one it has is lost by a manager's word; the
    /// code that is lost. The register is opened under a new one when it is next used.
    ///
    /// # Errors
    /// There is no key, its register is not lost, this terminal has a login of its own and is enrolled
    /// again instead, or the keyring or the server does not answer.
    pub async fn renew_lost_key(&self) -> Result<RegisterCode, Error> {
        self.ready().await?;
        let keyring = self.secrets().keyring().ok_or(LedgerRefused::NoKey)?;
        let key = kept_key(keyring).await?.ok_or(LedgerRefused::NoKey)?;
        let lost = ledger::store::lost(self.database(), &key.public()?).await?;
        let lost = lost.ok_or(LedgerRefused::NotLost)?;
        if self.has_own_login() {
            return Err(LedgerRefused::Lost { register: lost.0 }.into());
        }
        keyring.keep(Secret::RegisterKey, Some(RegisterKey::random()?.text())).await?;
        tracing::warn!(register = %lost, "a lost register's key was replaced");
        Ok(lost)
    }

    /// The register of this terminal where it is one: nothing is opened, and no key made.
    ///
    /// # Errors
    /// The keyring or the server does not answer.
    pub(crate) async fn register_if_any(&self) -> Result<Option<Arc<Register>>, Error> {
        let known = locked(&self.register_key).clone();
        let key = match (known, self.secrets().keyring()) {
            (Some(key), _) => key,
            (None, Some(keyring)) => {
                match kept_key(keyring).await {
                    Ok(Some(key)) => Arc::new(key),
                    // Nothing signs here.
                    Ok(None) | Err(ServerRefused::NoKeyring) => return Ok(None),
                    Err(error) => return Err(error.into()),
                }
            }
            (None, None) => return Ok(None),
        };
        if !ledger::is_open(self, &key).await? {
            return Ok(None);
        }
        *locked(&self.register_key) = Some(key);
        self.register().await.map(Some)
    }

    /// The accounts of open orders as they were read last.
    pub(crate) fn accounts(&self) -> MutexGuard<'_, Vec<Account>> {
        locked(&self.accounts)
    }

    /// Another shop, or chains that stand elsewhere than was thought: the next use looks again.
    pub(crate) async fn forget_register(&self) {
        *self.register.lock().await = None;
    }

    async fn register_key(&self) -> Result<Arc<RegisterKey>, Error> {
        if let Some(key) = &*locked(&self.register_key) {
            return Ok(key.clone());
        }
        let keyring = self.secrets().keyring().ok_or(LedgerRefused::NoKey)?;
        let key = match kept_key(keyring).await? {
            Some(key) => key,
            // A terminal of its own was given one when it was enrolled: it is gone.
            None if self.has_own_login() => {
                return Err(LedgerRefused::NoKey.into());
            }
            None => {
                let key = RegisterKey::random()?;
                keyring.keep(Secret::RegisterKey, Some(key.text())).await?;
                key
            }
        };
        let key = Arc::new(key);
        *locked(&self.register_key) = Some(key.clone());
        Ok(key)
    }

    /// Whether this terminal has a login of its own at the server.
    fn has_own_login(&self) -> bool {
        self.database().connect_options().get_username().starts_with(TERMINALS_LOGIN)
    }

    /// Signs what a command writes into the ledger.
    ///
    /// # Errors
    /// It would be refused, or the register cannot sign: nothing is begun.
    pub(super) async fn book<R: Capability>(
        &self,
        request: &R,
        command: CommandId,
        asking: &Asking,
    ) -> Result<Booking, Error> {
        if !request.books() {
            return Ok(Booking::Nothing);
        }
        // What waits is written first: the chains go on from there.
        if !self.is_away()
            && let Err(error) = self.replay().await
            && !self.is_away()
        {
            return Err(error);
        }
        let caller = match self.caller_away(asking.clone()) {
            Some(caller) => caller,
            None => self.caller(asking.clone()).await?,
        };
        let register = self.register().await?;
        let mut turn = register.turn().await;
        if let Some(journal) = self.journal()?
            && let Some(signed) = journal.signed_with(command).await?
        {
            // Its entries stand, and no money moved: a person decides, or has.
            if correcting::is_taken_back(self, command).await? {
                return Err(DecisionRefused::Decided.into());
            }
            if journal.undecided().iter().any(|it| it.taken.command == command) {
                return Err(DecisionRefused::Waits.into());
            }
            return Ok(Booking::Again(signed));
        }
        self.carry(Box::pin(self.sign_drafts(request, &caller, &mut turn))).await?;
        Ok(Booking::Now(Box::new(turn)))
    }

    /// Checks whether a command would be booked as things stand, and begins nothing.
    ///
    /// # Errors
    /// It would be refused, or the register cannot sign.
    pub(crate) async fn would_book<R: Capability>(
        &self,
        request: &R,
        command: CommandId,
        asking: &Asking,
    ) -> Result<(), Error> {
        Box::pin(self.book(request, command, asking)).await.map(drop)
    }

    async fn sign_drafts<R: Capability>(
        &self,
        request: &R,
        caller: &Caller,
        turn: &mut Turn,
    ) -> Result<(), Error> {
        let day = business_day(caller.at, caller.shop.day_ends_at);
        // Who learns closes no day: that is real.
        if !request.is_of_training() && request.closes_what_is_due() {
            ledger::close_what_is_due(self, caller, turn, day).await?;
        }
        for draft in request.draft(self, caller, turn).await? {
            let chain = draft.content.chain();
            let admitted = match chain {
                Chain::Sales => turn.stands().days.admits(day),
                // What was left open before is nobody's who learns.
                Chain::Training => turn.stands().days.is_open(day),
                Chain::Duplicates | Chain::Closings | Chain::Events => Ok(()),
            };
            let signed = turn.sign(draft, caller.at, day);
            if signed == Err(Flaw::SetBack) {
                let who = caller.name();
                events::note(self, EventCode::ClockSetBack, who, None);
            }
            signed.map_err(LedgerRefused::Flaw)?;
            admitted?;
        }
        Ok(())
    }

    /// The chains go on from what a command has written, or will write; not where it was refused.
    pub(super) async fn booked<T>(&self, booking: Booking, answer: &Result<T, Error>) {
        let Booking::Now(turn) = booking else { return };
        match answer {
            // Read anew: the chains, or the order's account.
            Err(Error::Refused(refusal)) if refusal.is_overtaken() => {
                self.accounts().clear();
                drop(turn);
                self.forget_register().await;
            }
            Err(Error::Refused(_)) => {}
            // Without a journal nobody writes it later.
            Err(Error::Unreachable(_)) if self.journal.is_some() => self.keep_turn(*turn),
            Ok(_) => self.keep_turn(*turn),
            Err(_) => {
                drop(turn);
                self.forget_register().await;
            }
        }
    }

    /// What was signed in that turn is written, or will be.
    pub(crate) fn keep_turn(&self, turn: Turn) {
        accounts::carry_on(self, turn.signed());
        let register = turn.register();
        let (code, shop) = (register.code().clone(), register.shop());
        let stands = turn.keep();
        self.keep(KEPT, &KeptRegister { code, shop, stands });
    }
}

/// The key that a keyring keeps for this terminal's register.
async fn kept_key(keyring: &Keyring) -> Result<Option<RegisterKey>, ServerRefused> {
    let kept = keyring.read(Secret::RegisterKey).await?;
    Ok(kept.as_deref().and_then(|kept| RegisterKey::parse(kept)))
}
