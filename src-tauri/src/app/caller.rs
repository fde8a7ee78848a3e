//! Who makes a call: as it comes from a window, and once it is known where the terminal stands.

use super::{ClockAhead, Consent};
use crate::error::Error;
use crate::journal::Answered;
use crate::ledger::register::Signed;
use chrono::{DateTime, Utc};
use domain::Language;
use domain::shops::{Shop, WindowKind};
use domain::staff::{ApprovalId, CallRefused, Role, StaffId, StaffTile};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use uuid::Uuid;

/// Who makes a call, from where. The screen is not asked: the backend knows.
pub struct Caller {
    /// The window the call comes from.
    pub window: WindowKind,
    /// The person signed in there.
    pub staff: Option<StaffTile>,
    /// The shop of this terminal.
    pub shop: Arc<Shop>,
    /// The terminal.
    pub terminal: Uuid,
    /// When the call was made, by this terminal's clock: a while ago where it waited for the server.
    pub at: DateTime<Utc>,
    /// When that was by the server's clock, as far as this terminal knew it; none: a moment ago.
    pub waited: Option<DateTime<Utc>>,
    /// What managers had consented to at that window then.
    pub consents: Vec<Consent>,
    /// What was answered then, without the server.
    pub answered: Option<Answered>,
    /// What the command writes into the ledger.
    pub signed: Vec<Signed>,
}

impl Caller {
    /// The manager who gave that consent.
    pub fn consent(&self, approval: Option<ApprovalId>) -> Option<StaffId> {
        self.consented(approval).map(|given| given.manager)
    }

    /// That consent, where it was given.
    pub fn consented(&self, approval: Option<ApprovalId>) -> Option<&Consent> {
        self.consents.iter().find(|consent| Some(consent.id) == approval)
    }

    /// The person's key; a call that names roles always has one.
    pub fn staff_id(&self) -> Result<StaffId, Error> {
        self.staff.as_ref().map(|staff| staff.id).ok_or_else(|| CallRefused::NotSignedIn.into())
    }

    /// The person's name, as the ledger keeps it.
    pub fn name(&self) -> Option<String> {
        self.staff.as_ref().map(|staff| staff.name.clone())
    }

    /// The person's role.
    pub fn role(&self) -> Option<Role> {
        self.staff.as_ref().map(|staff| staff.role)
    }
}

/// A call as it comes from a window, before it is known which shop it concerns.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Asking {
    /// The window.
    pub window: WindowKind,
    /// The person signed in there.
    pub staff: Option<StaffTile>,
    /// The language of the window.
    pub language: Language,
    /// When.
    pub at: DateTime<Utc>,
    /// How far the server's clock was ahead of this terminal's then, as far as that was known.
    #[serde(default)]
    pub ahead: ClockAhead,
    /// What managers had consented to at that window.
    pub consents: Vec<Consent>,
    /// What was answered then, without the server.
    #[serde(skip)]
    pub answered: Option<Answered>,
    /// What the command writes into the ledger.
    #[serde(skip)]
    pub signed: Vec<Signed>,
}
