//! What a counter asks of its register: how it stands, its drawer, its closing, its papers.

use super::office::{
    AuditNoted, DeclareRegisterLost, ListRecaps, NoteTaxAudit, PrintRecap, ReadRecap, RecapList,
    RecapShown,
};
use super::{
    Closing, Content, Defect, EntryRef, Figures, Period, RegisterCode, Standing, SwitchTraining,
    Unpaid,
};
use crate::calls;
use crate::contract::CommandId;
use crate::language::{Language, either};
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
        NoteTaxAudit -> AuditNoted, MANAGERS, [Office];
    }
}

impl LedgerCall {
    /// What a command was, in words, for who decides about it later; nothing of what is only read or done at
    /// once.
    pub fn told(&self, language: Language) -> Option<String> {
        let entry = |entry: &EntryRef| format!("{} n°\u{a0}{}", entry.register, entry.number);
        let (fr, en, what) = match self {
            LedgerCall::OpenSession(call) => {
                ("Ouverture de la caisse", "Drawer’s session", call.float.show(language))
            }
            LedgerCall::MoveCash(call) => {
                let (fr, en) = match call.movement {
                    CashMovement::Out { .. } | CashMovement::Refund { .. } => {
                        ("Sortie d’espèces", "Cash out")
                    }
                    CashMovement::In { .. } | CashMovement::Sale { .. } => {
                        ("Entrée d’espèces", "Cash in")
                    }
                };
                (fr, en, call.movement.amount().show(language))
            }
            LedgerCall::OpenDrawer(call) => {
                ("Tiroir ouvert sans vente", "Drawer opened without a sale", call.reason.clone())
            }
            LedgerCall::CloseDay(_) => ("Clôture de la journée", "Day closed", String::new()),
            LedgerCall::PrintEntry(call) => ("Impression", "Print", entry(&call.entry)),
            LedgerCall::PrintNote(_) => {
                ("Impression de la note", "Print of the note", String::new())
            }
            LedgerCall::PrintX(_) => ("Impression du X", "Print of the X", String::new()),
            LedgerCall::ReadTill(_)
            | LedgerCall::ListEntries(_)
            | LedgerCall::ReadEntry(_)
            | LedgerCall::SwitchTraining(_)
            | LedgerCall::ListRecaps(_)
            | LedgerCall::ReadRecap(_)
            | LedgerCall::PrintRecap(_)
            | LedgerCall::NoteTaxAudit(_)
            | LedgerCall::DeclareRegisterLost(_) => return None,
        };
        Some(match what.as_str() {
            "" => either(language, fr, en),
            what => either(language, format!("{fr} : {what}"), format!("{en}: {what}")),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::Chain;
    use std::collections::BTreeSet;
    use uuid::Uuid;

    #[test]
    fn every_command_has_words_for_who_decides_about_it() {
        let command = CommandId(Uuid::nil());
        let entry = EntryRef {
            register: RegisterCode("MOZ1-C1".to_owned()),
            chain: Chain::Sales,
            number: 12,
        };
        let reason = "pain".to_owned();
        let (amount, order) = (Cents(1250), OrderId(Uuid::nil()));
        let out = CashMovement::Out { amount, reason: reason.clone() };
        let commands: [(LedgerCall, &str); 7] = [
            (OpenSession { command, float: Cents(15_000) }.into(), "150,00\u{a0}€"),
            (MoveCash { command, movement: out }.into(), "Sortie d’espèces\u{a0}: 12,50\u{a0}€"),
            (OpenDrawer { command, reason }.into(), "Tiroir ouvert sans vente\u{a0}: pain"),
            (CloseDay { command, count: None }.into(), "Clôture de la journée"),
            (PrintEntry { command, entry }.into(), "MOZ1-C1 n°\u{a0}12"),
            (PrintNote { command, order }.into(), "Impression de la note"),
            (PrintX { command }.into(), "Impression du X"),
        ];
        for (call, words) in &commands {
            let told = call.told(Language::Fr).unwrap_or_default();
            assert!(call.facts().is_command && told.ends_with(words), "{told}");
            let told = call.told(Language::En).unwrap_or_default();
            assert!(!told.is_empty() && !told.contains(" :"), "{told}");
        }
        let told: BTreeSet<_> = commands.iter().map(|it| it.0.facts().name).collect();
        let there = LedgerCall::ALL.iter().filter(|facts| facts.is_command).count();
        assert_eq!(told.len(), there, "one has no words");
        assert_eq!(LedgerCall::from(ReadTill {}).told(Language::Fr), None);
    }
}
