//! What a counter asks of its register: how it stands, its drawer, its closing, its papers.

use super::office::{
    DeclareRegisterLost, ListRecaps, PrintRecap, ReadRecap, RecapList, RecapShown,
};
use super::{
    Closing, Content, Defect, EntryRef, Figures, Period, RegisterCode, Standing, SwitchTraining,
    Unpaid,
};
use crate::calls;
use crate::contract::CommandId;
use crate::money::Cents;
use crate::orders::OrderId;
use crate::payments::{CashCount, CashMovement, CashSession};
use crate::staff::{AT_THE_COUNTER, MANAGERS};
use chrono::{DateTime, FixedOffset, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// How the register of this terminal stands: the X, at any time.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ReadTill {}

/// How a register stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TillStands {
    /// Its code.
    pub register: RegisterCode,
    /// The business day.
    pub day: NaiveDate,
    /// Whether that day is closed: no money is taken until the next begins.
    pub closed: bool,
    /// What the open day has come to.
    pub figures: Figures,
    /// What the register has come to since its first ticket.
    pub standing: Standing,
    /// What has to be closed before the next ticket: days that were left open, months, years.
    pub due: Vec<Period>,
    /// Orders of the shop that are not paid in full: they are carried over.
    pub unpaid: Vec<Unpaid>,
    /// The drawer, while its session is open.
    pub drawer: Option<Drawer>,
    /// What the last verification of the shop's registers found wrong; empty: nothing.
    #[serde(default)]
    pub defects: Vec<Defect>,
}

/// A drawer whose session is open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drawer {
    /// Since when.
    pub opened_at: DateTime<Utc>,
    /// Who opened it, by name.
    pub opened_by: String,
    /// What came and went.
    pub session: CashSession,
    /// What was put in and taken out by hand, latest first.
    pub moved: Vec<CashMoved>,
}

/// Cash put in or taken out by hand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CashMoved {
    /// When.
    pub at: DateTime<Utc>,
    /// Who, by name.
    pub who: String,
    /// How much, and why.
    pub movement: CashMovement,
}

/// Opens the drawer's session with what lies in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenSession {
    /// Names this tap.
    pub command: CommandId,
    /// What lies in the drawer.
    pub float: Cents,
}

/// Puts cash in or takes it out by hand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MoveCash {
    /// Names this tap.
    pub command: CommandId,
    /// [`CashMovement::In`] or [`CashMovement::Out`].
    pub movement: CashMovement,
}

/// Opens the drawer without a sale; it is noted with its reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenDrawer {
    /// Names this tap.
    pub command: CommandId,
    /// Why.
    pub reason: String,
}

/// Closes the business day of this register (the Z), and the drawer's session where it is open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CloseDay {
    /// Names this tap.
    pub command: CommandId,
    /// The drawer, counted; asked for while its session is open.
    pub count: Option<CashCount>,
}

/// A closed day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayClosed {
    /// The entry that says so.
    pub entry: EntryRef,
    /// What it says.
    pub closing: Closing,
    /// The drawer as it was found, where its session was open.
    pub session: Option<CashSession>,
}

/// The register's tickets, notes and closings of a business day, latest first; none: today's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListEntries {
    /// The day.
    pub day: Option<NaiveDate>,
}

/// An entry in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryLine {
    /// Which.
    pub entry: EntryRef,
    /// When.
    pub at: DateTime<Utc>,
    /// The word of what it is: `sale`, `refund`, `day`…
    pub kind: String,
    /// What is called out of its order.
    pub number: Option<String>,
    /// What was taken, or below zero given back; of a closing, what the period came to.
    pub total: Cents,
    /// Who, by name.
    pub who: Option<String>,
}

/// An entry, to be looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadEntry {
    /// Which.
    pub entry: EntryRef,
}

/// An entry as its paper shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryShown {
    /// Which.
    pub entry: EntryRef,
    /// When.
    pub at: DateTime<FixedOffset>,
    /// What it says.
    pub content: Content,
    /// Characters 3, 7, 13 and 19 of its signature.
    pub signature: String,
    /// Whether its original was printed: whatever is printed of it next is a duplicata.
    pub printed: bool,
    /// So many duplicatas of it were made.
    pub copies: u32,
}

/// Prints an entry at this terminal: the first time its original, each further time a duplicata,
/// which is numbered and an entry of its own. It is in the printer's queue when this is answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrintEntry {
    /// Names this tap.
    pub command: CommandId,
    /// Which.
    pub entry: EntryRef,
}

/// Prints the note of an order, which is handed over before it is paid. Asked for again, while the
/// order costs the same, it is a duplicata of that note.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrintNote {
    /// Names this tap.
    pub command: CommandId,
    /// Of which order.
    pub order: OrderId,
}

/// Prints how the register stands: the X, which closes nothing and is no entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrintX {
    /// Names this tap.
    pub command: CommandId,
}

calls! {
    /// The calls about registers: a counter's about its own, an office's about its shops'.
    "ledger" LedgerCall {
        ReadTill -> TillStands, AT_THE_COUNTER, [Counter];
        OpenSession -> (), AT_THE_COUNTER, [Counter], command;
        MoveCash -> (), AT_THE_COUNTER, [Counter], command;
        OpenDrawer -> (), AT_THE_COUNTER, [Counter], command;
        CloseDay -> DayClosed, AT_THE_COUNTER, [Counter], command;
        ListEntries -> Vec<EntryLine>, AT_THE_COUNTER, [Counter];
        ReadEntry -> EntryShown, AT_THE_COUNTER, [Counter];
        PrintEntry -> EntryShown, AT_THE_COUNTER, [Counter], command;
        PrintNote -> EntryShown, AT_THE_COUNTER, [Counter], command;
        PrintX -> (), AT_THE_COUNTER, [Counter], command;
        SwitchTraining -> (), AT_THE_COUNTER, [Counter];
        ListRecaps -> RecapList, MANAGERS, [Office];
        ReadRecap -> RecapShown, MANAGERS, [Office];
        PrintRecap -> (), MANAGERS, [Office];
        DeclareRegisterLost -> (), MANAGERS, [Office];
    }
}
