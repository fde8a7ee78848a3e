//! The journal of a terminal: what it holds is said here, and what stands in its way.

use crate::calls;
use crate::contract::Who;
use crate::failure::{FailureCode, Field, Refusal};
use crate::kitchen::KitchenCall;
use crate::language::{Language, Spoken, either};
use crate::orders::OrdersCall;
use crate::staff::ApprovalId;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// How the journal stands, as told to the windows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct JournalStands {
    /// So many commands were taken and wait for the server.
    pub waits: u32,
    /// So many were refused when nobody heard it: a person has to decide.
    #[serde(default)]
    pub to_decide: u32,
    /// The server is away: what is shown was read by then.
    pub as_of: Option<DateTime<Utc>>,
    /// A journal that was damaged was put aside under this name when the program started.
    pub put_aside: Option<String>,
}

/// The journal does not take the command, so it was not begun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JournalRefused {
    /// A newer program has written it.
    Newer,
    /// The disk is full.
    Full,
    /// It cannot be read or written; the log says why.
    Unusable,
}

impl Spoken for JournalRefused {
    fn say(&self, language: Language) -> String {
        match self {
            JournalRefused::Newer => either(
                language,
                "Le journal de ce poste vient d’une version plus récente d’OC Pizza. Rien n’est perdu : installez cette version, puis relancez.",
                "The journal of this terminal comes from a newer version of OC Pizza. Nothing is lost: install that version, then start again.",
            ),
            JournalRefused::Full => either(
                language,
                "Le disque de ce poste est plein : rien n’a été enregistré. Libérez de la place, puis recommencez.",
                "The disk of this terminal is full: nothing was recorded. Free some space, then try again.",
            ),
            JournalRefused::Unusable => either(
                language,
                "Le journal de ce poste ne peut pas être écrit : rien n’a été enregistré. Relancez OC Pizza ; si cela se répète, vérifiez le disque.",
                "The journal of this terminal cannot be written: nothing was recorded. Start OC Pizza again; if it happens again, check the disk.",
            ),
        }
    }
}

impl Refusal for JournalRefused {}

/// A command that was refused when the server was back and nobody waited for its answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToDecide {
    /// Its place in the journal.
    pub entry: i64,
    /// When it was taken, by this terminal's clock.
    pub at: DateTime<Utc>,
    /// Who made it.
    pub person: Option<String>,
    /// What it was, in words.
    pub what: String,
    /// What is in the order, where it is one.
    pub lines: Vec<String>,
    /// Why it was refused, in words.
    pub why: String,
    /// Whether it can be booked as it was sold, whatever the menu says by now.
    pub was_sold: bool,
    /// Whether only a manager gives it up: money or a sale would be missing.
    pub needs_manager: bool,
}

/// What a person has to decide about at this terminal; oldest first.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ListToDecide {}

/// Offers one of them to the server again; what hangs on it follows. The same words as any refusal
/// where it says no again.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct TryAgain {
    /// Its place in the journal.
    pub entry: i64,
    /// As it was sold, whatever the menu says by now.
    pub as_sold: bool,
}

/// Gives one of them up: it is never done. Who and why stay in the journal.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct GiveUp {
    /// Its place in the journal.
    pub entry: i64,
    /// Why.
    pub reason: String,
    /// A manager's consent, where it needs one.
    pub approval: Option<ApprovalId>,
}

calls! {
    /// The calls about the journal of this terminal.
    "journal" JournalCall {
        ListToDecide -> Vec<ToDecide>, Who::SignedIn, [Counter, Kitchen];
        TryAgain -> (), Who::SignedIn, [Counter, Kitchen];
        GiveUp -> (), Who::SignedIn, [Counter, Kitchen];
    }
}

/// A decision that is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DecisionRefused {
    /// Somebody decided already.
    Decided,
    /// It was refused before, when nobody heard it.
    Waits,
    /// Nobody said why.
    NoReason,
    /// A manager must consent.
    Manager,
}

impl Spoken for DecisionRefused {
    fn say(&self, language: Language) -> String {
        match self {
            DecisionRefused::Decided => either(
                language,
                "Quelqu’un vient d’en décider.",
                "Somebody has just decided about it.",
            ),
            DecisionRefused::Waits => either(
                language,
                "Cette opération a été refusée entre-temps et attend une décision : voyez « À décider ».",
                "This was refused meanwhile and waits for a decision: see “To decide”.",
            ),
            DecisionRefused::NoReason => {
                either(language, "Dites pourquoi c’est abandonné.", "Say why it is given up.")
            }
            DecisionRefused::Manager => either(
                language,
                "Abandonner une vente ou un encaissement demande le code d’un responsable.",
                "Giving up a sale or a payment needs a manager’s PIN.",
            ),
        }
    }
}

impl Refusal for DecisionRefused {
    fn code(&self) -> FailureCode {
        match self {
            DecisionRefused::Decided | DecisionRefused::Waits => FailureCode::Conflict,
            DecisionRefused::NoReason => FailureCode::Refused,
            DecisionRefused::Manager => FailureCode::NeedsManager,
        }
    }

    fn field(&self) -> Option<Field> {
        matches!(self, DecisionRefused::NoReason).then(|| "reason".to_owned())
    }
}

/// What an order's command was, in words; the number is that told then.
pub fn order_command(
    call: &OrdersCall,
    number: Option<&str>,
    language: Language,
) -> Option<String> {
    let number =
        number.map_or_else(|| either(language, "sans numéro", "without a number"), str::to_owned);
    let words = match call {
        OrdersCall::PlaceOrder(_) => {
            either(language, format!("Commande {number}"), format!("Order {number}"))
        }
        OrdersCall::PlaceElsewhere(call) => {
            let shop = &call.shop;
            either(language, format!("Commande pour {shop}"), format!("Order for {shop}"))
        }
        OrdersCall::ChangeOrder(_) => {
            either(language, format!("Modification : {number}"), format!("Change: {number}"))
        }
        OrdersCall::CancelOrder(_) => {
            either(language, format!("Annulation : {number}"), format!("Cancellation: {number}"))
        }
        OrdersCall::SettleOrder(call) => {
            let given = call.payers.iter().flat_map(|payer| &payer.given);
            let kinds: BTreeSet<_> = given.map(|given| given.kind()).collect();
            let kinds: Vec<_> = kinds.iter().map(|kind| kind.say(language)).collect();
            let (due, kinds) = (call.due.show(language), kinds.join(" + "));
            either(
                language,
                format!("Encaissement {number} : {due}, {kinds}"),
                format!("Payment {number}: {due}, {kinds}"),
            )
        }
        OrdersCall::TrainSale(call) => {
            let name = call.name();
            either(language, format!("Mode école : {name}"), format!("Training: {name}"))
        }
        OrdersCall::RefundOrder(_) => {
            either(language, format!("Remboursement : {number}"), format!("Refund: {number}"))
        }
        OrdersCall::HandOver(_) => {
            either(language, format!("Remise : {number}"), format!("Hand-over: {number}"))
        }
        _ => return None,
    };
    Some(words)
}

/// What a tap of the kitchen was, in words; the pizza is that shown then.
pub fn kitchen_tap(call: &KitchenCall, pizza: Option<&str>, language: Language) -> Option<String> {
    let tap = match call {
        KitchenCall::NextPizza(_) => either(language, "Pizza suivante", "Next pizza"),
        KitchenCall::ReleasePizza(_) => {
            either(language, "Pizza remise en attente", "Pizza given back")
        }
        KitchenCall::ReadyForOven(_) => either(language, "Pizza enfournée", "Pizza into the oven"),
        KitchenCall::PizzaCooked(_) => either(language, "Pizza cuite", "Pizza cooked"),
        KitchenCall::MadeAlready(_) => either(language, "Déjà faite", "Made already"),
        KitchenCall::UndoTap(_) => either(language, "Geste annulé", "Tap taken back"),
        _ => return None,
    };
    let pizza = pizza.map(|pizza| either(language, format!(" : {pizza}"), format!(": {pizza}")));
    Some(tap + &pizza.unwrap_or_default())
}
