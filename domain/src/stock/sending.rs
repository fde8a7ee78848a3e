//! What is asked about transfers, and how one is listed.

use super::{Quantities, TransferId, TransferState};
use crate::contract::CommandId;
use crate::menu::{IngredientId, Unit};
use crate::server::ShopChoice;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// How many transfers a list has at most; what is under way comes first.
pub const TRANSFERS_LISTED_MAX: usize = 100;

/// The transfers from and to a shop: what is under way, then the last that are over.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ListTransfers {
    /// The code of another shop than the window's, from an office that sees it.
    pub shop: Option<String>,
}

/// The group's shops, by code: to any of them goods are sent.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ListEveryShop {}

/// Sends goods to another shop: they leave the shelf at once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SendTransfer {
    /// Names this tap.
    pub command: CommandId,
    /// The transfer's key from now on.
    pub transfer: TransferId,
    /// The code of the shop that sends, where it is another than the window's.
    pub shop: Option<String>,
    /// The code of the shop that it goes to.
    pub to: String,
    /// What leaves, in each ingredient's unit.
    pub lines: Vec<(IngredientId, i64)>,
}

/// Receives a transfer: all of it is told, also what did not come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceiveTransfer {
    /// Names this tap.
    pub command: CommandId,
    /// Which.
    pub transfer: TransferId,
    /// The code of the shop that receives, where it is another than the window's.
    pub shop: Option<String>,
    /// What came of each line, nothing (0) included.
    pub came: Quantities,
    /// Why less or more came than was sent.
    pub reason: Option<String>,
}

/// Takes a transfer back: all of it is on the sender's shelf again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakeBackTransfer {
    /// Names this tap.
    pub command: CommandId,
    /// Which.
    pub transfer: TransferId,
    /// The code of the shop that sent, where it is another than the window's.
    pub shop: Option<String>,
}

/// One ingredient of a transfer, as it is listed; quantities in its unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TransferLineShown {
    /// The ingredient.
    pub ingredient: IngredientId,
    /// Its name.
    pub name: String,
    /// Its unit.
    pub unit: Unit,
    /// What left the sender.
    pub sent: i64,
    /// What came, once somebody said so.
    pub received: Option<i64>,
}

/// A transfer, as it is listed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TransferShown {
    /// Its key.
    pub id: TransferId,
    /// The shop that sent.
    pub from: ShopChoice,
    /// The shop that it goes to.
    pub to: ShopChoice,
    /// Where it stands.
    pub state: TransferState,
    /// What is in it, by name.
    pub lines: Vec<TransferLineShown>,
    /// Why less or more came.
    pub reason: Option<String>,
    /// When it was sent.
    pub sent_at: DateTime<Utc>,
    /// By whom, where that is somebody whom the login sees.
    pub sent_by: Option<String>,
    /// When it came or was taken back.
    pub ended_at: Option<DateTime<Utc>>,
    /// By whom, where that is somebody whom the login sees.
    pub ended_by: Option<String>,
}

impl TransferShown {
    /// Whether less or more came of a line than was sent.
    pub fn differs(&self) -> bool {
        self.lines.iter().any(|line| line.received.is_some_and(|came| came != line.sent))
    }
}
