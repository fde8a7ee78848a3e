//! What an office asks about suppliers, purchase orders and receipts, and a kitchen about what is
//! expected.
//!
//! None of the office's calls is a command: one that waited in a journal would send an order to a supplier
//! a day late. Each change names the version that was seen, and itself (`once`), so that made twice it is
//! done once. Receiving is a command ([`super::ReceiveGoods`]): its delivery names the order.

use super::{
    Margin, Offer, Purchase, PurchaseId, PurchaseLine, PurchaseState, ReceiptId, RecipeCost,
    SupplierId,
};
use crate::menu::{IngredientId, Unit};
use crate::messages::MessageState;
use crate::money::Cents;
use crate::orders::words;
use crate::printing::PurchaseView;
use crate::server::ShopChoice;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// How many orders or receipts a page has at most.
pub const PAPERS_PAGE: usize = 50;

/// The group's suppliers, by name, each with what it sells.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ListSuppliers {}

/// What is typed of a supplier.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypedSupplier {
    /// Its name; no two have the same.
    pub name: String,
    /// Where purchase orders are sent; empty: they are told by telephone.
    pub email: String,
    /// The number to call.
    pub phone: String,
    /// All that it sells to the group, each ingredient once.
    pub offers: Vec<Offer>,
}

/// Adds a supplier or changes one, with all that it sells. It is the whole group's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaveSupplier {
    /// Names this tap.
    pub once: Uuid,
    /// Which; none: a new one.
    pub supplier: Option<SupplierId>,
    /// The version that was read; 0 of a new one.
    pub version: i64,
    /// What it is to be.
    pub typed: TypedSupplier,
}

/// Purchase orders, the latest first: of a shop, or of every shop that the office sees and the person
/// works in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ListPurchases {
    /// The code of one shop.
    pub shop: Option<String>,
    /// Those that stand so; none named: all.
    pub states: Vec<PurchaseState>,
    /// Older ones than this: the last of the page before.
    pub before: Option<PurchaseId>,
}

/// A page of purchase orders.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Purchases {
    /// The shops that may be seen, by code.
    pub shops: Vec<ShopChoice>,
    /// At most [`PAPERS_PAGE`].
    pub purchases: Vec<PurchaseListed>,
    /// Whether there are older ones.
    pub earlier: bool,
}

/// A purchase order in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PurchaseListed {
    /// Its key.
    pub id: PurchaseId,
    /// Who buys.
    pub shop: ShopChoice,
    /// Its number: `BC-MOZ1-2026-0012`.
    pub number: String,
    /// Who sells, if that is known.
    pub supplier: Option<String>,
    /// Where it stands.
    pub state: PurchaseState,
    /// How many ingredients.
    pub lines: u32,
    /// What all of it costs without VAT; none where a price is missing.
    pub total: Option<Cents>,
    /// When it was begun.
    pub written_at: DateTime<Utc>,
    /// When it was sent.
    pub sent_at: Option<DateTime<Utc>>,
    /// Where its letter to the supplier stands; none: none was written.
    pub letter: Option<MessageState>,
}

/// How an order gets to its supplier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SendingWay {
    /// By a letter that the program sends, with the order as a PDF.
    Email,
    /// A person prints it or tells it by telephone.
    Hand,
}

words!(SendingWay { Email = "email", Hand = "hand" });

/// A purchase order with its lines and its receipts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadPurchase {
    /// Which.
    pub purchase: PurchaseId,
}

/// A purchase order, as its page shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PurchaseSheet {
    /// What it is.
    pub purchase: Purchase,
    /// Who buys.
    pub shop: ShopChoice,
    /// Its number.
    pub number: String,
    /// Who sells.
    pub supplier: Option<SupplierNamed>,
    /// When it was begun.
    pub written_at: DateTime<Utc>,
    /// Who began it, by first name; of one that an inventory drafted, who counted.
    pub written_by: Option<String>,
    /// Whether an inventory drafted it.
    pub by_inventory: bool,
    /// How it was sent.
    pub sent: Option<PurchaseSent>,
    /// When it was closed or cancelled, and by whom.
    pub ended: Option<(DateTime<Utc>, String)>,
    /// What came of it, in order.
    pub receipts: Vec<ReceiptShown>,
    /// The ingredients of its lines.
    pub names: Vec<IngredientNamed>,
    /// As the supplier gets it.
    pub paper: PurchaseView,
    /// Whether this terminal prints.
    pub prints: bool,
}

/// An ingredient, as people call it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IngredientNamed {
    /// Its key.
    pub ingredient: IngredientId,
    /// Its name.
    pub name: String,
    /// Its unit.
    pub unit: Unit,
}

/// A supplier on an order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SupplierNamed {
    /// Its name.
    pub name: String,
    /// Its address for orders.
    pub email: Option<String>,
    /// The number to call.
    pub phone: Option<String>,
}

/// How an order was sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PurchaseSent {
    /// When.
    pub at: DateTime<Utc>,
    /// By whom, first name.
    pub by: String,
    /// How.
    pub way: SendingWay,
    /// Where the letter stands, and what went wrong with it last; none by hand.
    pub letter: Option<(MessageState, Option<String>)>,
}

/// Begins an order, or changes a draft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavePurchase {
    /// Names this tap.
    pub once: Uuid,
    /// The code of the shop that buys.
    pub shop: String,
    /// Its key, made by the screen that begins it.
    pub purchase: PurchaseId,
    /// The version that was read; 0 of a new one.
    pub version: i64,
    /// Who sells; none: it is not known yet.
    pub supplier: Option<SupplierId>,
    /// All that is ordered ([`Purchase::check_draft`]).
    pub lines: Vec<PurchaseLine>,
}

/// Sends a draft to its supplier: expected from then on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SendPurchase {
    /// Names this tap.
    pub once: Uuid,
    /// Which.
    pub purchase: PurchaseId,
    /// The version that was read.
    pub version: i64,
    /// How.
    pub way: SendingWay,
}

/// Gives an order up before anything of it came.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CancelPurchase {
    /// Names this tap.
    pub once: Uuid,
    /// Which.
    pub purchase: PurchaseId,
    /// The version that was read.
    pub version: i64,
}

/// Expects what is missing of an order no more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClosePurchase {
    /// Names this tap.
    pub once: Uuid,
    /// Which.
    pub purchase: PurchaseId,
    /// The version that was read.
    pub version: i64,
}

/// Prints an order on this terminal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrintPurchase {
    /// Names the print.
    pub print: Uuid,
    /// Which.
    pub purchase: PurchaseId,
}

/// Saves an order as a PDF on this PC, in the person's folder of downloads; where it is then.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeepPurchasePdf {
    /// Which.
    pub purchase: PurchaseId,
}

/// What a shop should buy (UC13): what is at its safety stock or below, with what is expected and drafted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadToBuy {
    /// The shop's code.
    pub shop: String,
}

/// What is to be bought of one supplier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToBuy {
    /// Who sells; none where nobody was chosen yet.
    pub supplier: Option<SupplierId>,
    /// What.
    pub lines: Vec<PurchaseLine>,
}

/// The ingredients that orders are written with, as an office knows them.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ListIngredients {}

/// An ingredient to choose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IngredientChoice {
    /// Its key.
    pub id: IngredientId,
    /// Its name.
    pub name: String,
    /// Its unit.
    pub unit: Unit,
    /// The lot that it is ordered in where no supplier says another.
    pub lot: i64,
}

/// Receipts, the latest first: of a shop, or of every shop that the office sees and the person works in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListReceipts {
    /// The code of one shop.
    pub shop: Option<String>,
    /// Older ones than this: the last of the page before.
    pub before: Option<ReceiptId>,
}

/// A page of receipts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipts {
    /// The shops that may be seen, by code.
    pub shops: Vec<ShopChoice>,
    /// At most [`PAPERS_PAGE`].
    pub receipts: Vec<ReceiptShown>,
    /// Whether there are older ones.
    pub earlier: bool,
}

/// A receipt, as it is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceiptShown {
    /// Its key.
    pub id: ReceiptId,
    /// Where it came to.
    pub shop: ShopChoice,
    /// The number on the delivery note.
    pub number: Option<String>,
    /// Where it came from, in a person's words.
    pub comment: Option<String>,
    /// The order it came for: its key and its number.
    pub purchase: Option<(PurchaseId, String)>,
    /// When.
    pub at: DateTime<Utc>,
    /// Who took it in, by first name.
    pub by: String,
    /// What came, by name.
    pub lines: Vec<ReceiptLineShown>,
}

impl ReceiptShown {
    /// What all of it cost without VAT; none where a price is missing.
    pub fn total(&self) -> Option<Cents> {
        self.lines.iter().map(|line| line.price).sum()
    }
}

/// One ingredient that came.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceiptLineShown {
    /// The ingredient.
    pub ingredient: IngredientId,
    /// Its name.
    pub name: String,
    /// Its unit.
    pub unit: Unit,
    /// How much came, in the unit.
    pub quantity: i64,
    /// What that much cost, without VAT, if that is known.
    pub price: Option<Cents>,
}

/// The orders that this kitchen may receive (UC14), those sent first first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListExpected {}

/// An order whose goods are expected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExpectedPurchase {
    /// What it is; of each line [`PurchaseLine::outstanding`] is expected. What a person enters is checked
    /// with it by [`super::Delivery::receive`], as the backend does.
    pub purchase: Purchase,
    /// Its number, which the supplier's papers repeat.
    pub number: String,
    /// Who sends it.
    pub supplier: String,
    /// When it was sent.
    pub sent_at: DateTime<Utc>,
}

/// What each product costs and leaves in a shop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadMargins {
    /// The code of another shop than the window's.
    pub shop: Option<String>,
}

/// What the products of a shop leave.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Margins {
    /// The shops that may be seen, by code.
    pub shops: Vec<ShopChoice>,
    /// The products, each size, in the order of the menu.
    pub products: Vec<ProductMargin>,
}

/// What one size of a product costs and leaves, without VAT.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProductMargin {
    /// The product's name.
    pub product: String,
    /// The size's, where there are several.
    pub size: Option<String>,
    /// The price with VAT.
    pub price: Cents,
    /// What its recipe costs at the shop's mean costs.
    pub recipe: RecipeCost,
    /// Those of its ingredients whose cost is not known, by name.
    pub unknown: Vec<String>,
    /// What is left of it taken away, and eaten in; only where every cost is known.
    pub margins: Option<(Margin, Margin)>,
}
