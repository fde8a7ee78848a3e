//! Technical events: what happened to a register apart from money (JET, journal des événements
//! techniques).

use crate::orders::words;
use serde::{Deserialize, Serialize};

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EventCode {
    /// The program was started.
    Started,
    /// The program was ended.
    Stopped,
    /// Somebody signed in.
    SignedIn,
    /// Somebody signed out.
    SignedOut,
    /// The server was lost.
    OfflineBegan,
    /// The server came back.
    OfflineEnded,
    /// An order was given up before it was paid, or a ticket cancelled.
    Cancelled,
    /// Somebody's rights were changed.
    RightsChanged,
    /// A setting was changed.
    SettingsChanged,
    /// A day was closed.
    DayClosed,
    /// A month was closed.
    MonthClosed,
    /// A year was closed.
    YearClosed,
    /// An archive was made.
    ArchiveMade,
    /// Data were exported.
    Exported,
    /// The tax office looked at the ledger.
    TaxAudit,
    /// Another version of the program.
    NewVersion,
    /// Training began.
    TrainingOn,
    /// Training ended.
    TrainingOff,
    /// The drawer was opened without a sale.
    DrawerOpened,
    /// The clock was set back.
    ClockSetBack,
    /// A register was declared lost.
    RegisterLost,
    /// A register was opened, with its first key or under a new code.
    RegisterOpened,
    /// A verification found a defect.
    IntegrityDefect,
}

words!(EventCode {
    Started = "started",
    Stopped = "stopped",
    SignedIn = "signed_in",
    SignedOut = "signed_out",
    OfflineBegan = "offline_began",
    OfflineEnded = "offline_ended",
    Cancelled = "cancelled",
    RightsChanged = "rights_changed",
    SettingsChanged = "settings_changed",
    DayClosed = "day_closed",
    MonthClosed = "month_closed",
    YearClosed = "year_closed",
    ArchiveMade = "archive_made",
    Exported = "exported",
    TaxAudit = "tax_audit",
    NewVersion = "new_version",
    TrainingOn = "training_on",
    TrainingOff = "training_off",
    DrawerOpened = "drawer_opened",
    ClockSetBack = "clock_set_back",
    RegisterLost = "register_lost",
    RegisterOpened = "register_opened",
    IntegrityDefect = "integrity_defect",
});

/// Something that happened; when and at which register is the entry's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// What happened.
    pub code: EventCode,
    /// To what: a setting's name, a ticket's number, a version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub what: Option<String>,
    /// Who did it, by name; none: the program by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub who: Option<String>,
    /// More of it, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
}
