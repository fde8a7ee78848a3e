//! Technical events: what happened to a register apart from money (JET, journal des événements
//! techniques).

use super::Period;
use crate::language::{Language, Spoken, either};
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
    /// A person said what became of a card payment: taken, not taken, given back.
    CardChecked,
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
    CardChecked = "card_checked",
    ClockSetBack = "clock_set_back",
    RegisterLost = "register_lost",
    RegisterOpened = "register_opened",
    IntegrityDefect = "integrity_defect",
});

impl EventCode {
    /// Every code.
    pub const ALL: [EventCode; 24] = [
        EventCode::Started,
        EventCode::Stopped,
        EventCode::SignedIn,
        EventCode::SignedOut,
        EventCode::OfflineBegan,
        EventCode::OfflineEnded,
        EventCode::Cancelled,
        EventCode::RightsChanged,
        EventCode::SettingsChanged,
        EventCode::DayClosed,
        EventCode::MonthClosed,
        EventCode::YearClosed,
        EventCode::ArchiveMade,
        EventCode::Exported,
        EventCode::TaxAudit,
        EventCode::NewVersion,
        EventCode::TrainingOn,
        EventCode::TrainingOff,
        EventCode::DrawerOpened,
        EventCode::CardChecked,
        EventCode::ClockSetBack,
        EventCode::RegisterLost,
        EventCode::RegisterOpened,
        EventCode::IntegrityDefect,
    ];

    /// The event that goes with a closing.
    pub fn of_closing(period: Period) -> EventCode {
        match period {
            Period::Day(_) => EventCode::DayClosed,
            Period::Month { .. } => EventCode::MonthClosed,
            Period::Year(_) => EventCode::YearClosed,
        }
    }

    /// The number of the same event in the norm NF525; none: not known for certain.
    pub fn nf525(self) -> Option<u16> {
        NF525.iter().find(|(code, _)| *code == self).map(|(_, number)| *number)
    }
}

/// The norm's numbers of these events. It is sold, not published, and what is said of it elsewhere
/// does not tie one number to one event beyond doubt: until a pair is certain, it is not here.
const NF525: &[(EventCode, u16)] = &[];

impl Spoken for EventCode {
    fn say(&self, language: Language) -> String {
        let (fr, en) = match self {
            EventCode::Started => ("démarrage", "start"),
            EventCode::Stopped => ("arrêt", "stop"),
            EventCode::SignedIn => ("ouverture de session", "sign-in"),
            EventCode::SignedOut => ("fermeture de session", "sign-out"),
            EventCode::OfflineBegan => ("début du mode hors ligne", "offline began"),
            EventCode::OfflineEnded => ("fin du mode hors ligne", "offline ended"),
            EventCode::Cancelled => ("annulation", "cancellation"),
            EventCode::RightsChanged => ("droits modifiés", "rights changed"),
            EventCode::SettingsChanged => ("réglages modifiés", "settings changed"),
            EventCode::DayClosed => ("clôture journalière", "day closed"),
            EventCode::MonthClosed => ("clôture mensuelle", "month closed"),
            EventCode::YearClosed => ("clôture annuelle", "year closed"),
            EventCode::ArchiveMade => ("archivage", "archive made"),
            EventCode::Exported => ("export de données", "data exported"),
            EventCode::TaxAudit => ("contrôle fiscal", "tax audit"),
            EventCode::NewVersion => ("nouvelle version du logiciel", "new version of the program"),
            EventCode::TrainingOn => ("début du mode école", "training began"),
            EventCode::TrainingOff => ("fin du mode école", "training ended"),
            EventCode::DrawerOpened => ("tiroir ouvert sans vente", "drawer opened without a sale"),
            EventCode::CardChecked => ("paiement par carte vérifié", "card payment checked"),
            EventCode::ClockSetBack => ("horloge reculée", "clock set back"),
            EventCode::RegisterLost => ("caisse perdue", "register lost"),
            EventCode::RegisterOpened => ("caisse ouverte", "register opened"),
            EventCode::IntegrityDefect => ("défaut d’intégrité", "integrity defect"),
        };
        either(language, fr, en)
    }
}

/// Where something was done, if not at the register whose chain tells of it. The entry's time is that
/// of the deed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AtOffice {
    /// Its number among what was done away from registers, in the order of the database.
    pub number: u64,
    /// The code of the terminal there, or the login at the server where it is none.
    pub place: String,
}

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
    /// Where it was done, if not at this register.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub office: Option<AtOffice>,
}
