//! What kitchen, counter and office ask of stock.

use super::{
    ByHand, CAUSES, CancelPurchase, Cause, ClosePurchase, Count, Course, Delivery,
    ExpectedPurchase, IngredientChoice, IngredientStands, Inventories, Inventory, InventoryId,
    KeepPurchasePdf, LackingOrder, ListEveryShop, ListExpected, ListIngredients, ListInventories,
    ListPurchases, ListReceipts, ListSuppliers, ListTransfers, Margins, Movement, MovementId,
    PastInventory, PrintPurchase, PurchaseSheet, Purchases, Quantities, ReadCourse, ReadMargins,
    ReadPastInventory, ReadPurchase, ReadToBuy, ReceiptId, Receipts, ReceiveTransfer, SavePurchase,
    SaveSupplier, Seen, SendPurchase, SendTransfer, SetSafety, StockLevel, StockWarning, Supplier,
    TakeBackTransfer, ToBuy, TransferShown, WarningId, Written, show_change,
};
use crate::calls;
use crate::contract::{CommandId, Who};
use crate::language::{Language, Spoken, either};
use crate::menu::{IngredientId, Menu, ProductId};
use crate::server::ShopChoice;
use crate::staff::{GROUP_MANAGERS, IN_THE_KITCHEN, MANAGERS};
use serde::{Deserialize, Serialize};

/// How many movements a page has at most.
pub const MOVEMENTS_PAGE: usize = 100;

/// The levels of this window's shop.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ReadStock {}

/// How each ingredient of a shop stands, with its forecast and the days it lasts; most urgent first.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ReadLevels {
    /// The code of another shop than the window's, from an office that sees it.
    pub shop: Option<String>,
}

/// The movements of a shop, newest first.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ReadMovements {
    /// The code of another shop than the window's, from an office that sees it.
    pub shop: Option<String>,
    /// Of one ingredient only.
    pub ingredient: Option<IngredientId>,
    /// Of one cause only.
    #[serde(default)]
    pub cause: Option<Cause>,
    /// Older ones than this: the last of the page before.
    pub before: Option<MovementId>,
}

/// A page of movements.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Movements {
    /// The newest first, at most [`MOVEMENTS_PAGE`].
    pub movements: Vec<Movement>,
    /// Whether there are older ones.
    pub earlier: bool,
}

/// Books by hand what was thrown away, or that the book was wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WasteOrCorrect {
    /// Names this tap.
    pub command: CommandId,
    /// What is booked.
    pub entry: ByHand,
}

/// An ingredient runs out, or is not what the book says (UC11): the book is brought to what is seen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeclareRupture {
    /// Names this tap.
    pub command: CommandId,
    /// The ingredient.
    pub ingredient: IngredientId,
    /// What is on the shelf, in its unit; nothing (0) where there is none left.
    pub seen: i64,
}

/// What a rupture changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuptureDeclared {
    /// What was entered, beside what the book said.
    pub seen: Seen,
    /// The products that can no longer be made, in the order of the menu.
    pub no_longer_made: Vec<ProductId>,
    /// The validated orders that lack something now, in the order of the queue.
    pub lacking: Vec<LackingOrder>,
}

/// Takes a product off sale in this shop by hand, or puts it back (UC11): what the book cannot know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SuspendProduct {
    /// Names this tap.
    pub command: CommandId,
    /// The product.
    pub product: ProductId,
    /// Off sale, or on sale again.
    pub suspended: bool,
}

/// The validated orders that lack something, in the order of the queue: somebody calls these customers.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ListLacking {}

/// The warnings of the shop that nobody at this terminal has read, oldest first (UC10).
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ReadWarnings {}

/// Somebody at this terminal has read a warning.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AcknowledgeWarning {
    /// The warning.
    pub warning: WarningId,
}

/// Begins an inventory of all that the shop keeps (UC13).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BeginInventory {
    /// Names this tap.
    pub command: CommandId,
    /// Its key from now on.
    pub inventory: InventoryId,
}

/// The inventory of the shop that is under way, to go on with at any of its kitchens.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ReadInventory {}

/// An ingredient is counted; one that was counted before is replaced.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CountIngredient {
    /// Names this tap.
    pub command: CommandId,
    /// The inventory.
    pub inventory: InventoryId,
    /// The ingredient.
    pub ingredient: IngredientId,
    /// What was seen, in its unit.
    pub counted: i64,
}

/// Writes an inventory into the book, once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaveInventory {
    /// Names this tap.
    pub command: CommandId,
    /// The inventory.
    pub inventory: InventoryId,
    /// The person knows that some are not counted: they stay as they are.
    pub partly: bool,
}

/// Gives an inventory up: nothing is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GiveUpInventory {
    /// Names this tap.
    pub command: CommandId,
    /// The inventory.
    pub inventory: InventoryId,
}

/// Receives goods (UC14); against a purchase order where its delivery names one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceiveGoods {
    /// Names this tap.
    pub command: CommandId,
    /// The receipt's key from now on.
    pub receipt: ReceiptId,
    /// What came.
    pub delivery: Delivery,
}

calls! {
    /// The calls about stock.
    "stock" StockCall {
        ReadStock -> Vec<StockLevel>, Who::Anyone, [Counter, Kitchen];
        ReadLevels -> Vec<IngredientStands>, IN_THE_KITCHEN, [Kitchen, Office];
        ReadMovements -> Movements, IN_THE_KITCHEN, [Kitchen, Office];
        ListLacking -> Vec<LackingOrder>, Who::SignedIn, [Counter, Kitchen];
        WasteOrCorrect -> StockLevel, IN_THE_KITCHEN, [Kitchen], command;
        DeclareRupture -> RuptureDeclared, IN_THE_KITCHEN, [Kitchen], command;
        SuspendProduct -> (), IN_THE_KITCHEN, [Kitchen], command;
        ReceiveGoods -> Vec<StockLevel>, IN_THE_KITCHEN, [Kitchen], command;
        ReadWarnings -> Vec<StockWarning>, IN_THE_KITCHEN, [Kitchen];
        AcknowledgeWarning -> (), IN_THE_KITCHEN, [Kitchen];
        ReadInventory -> Option<Inventory>, IN_THE_KITCHEN, [Kitchen];
        BeginInventory -> Inventory, IN_THE_KITCHEN, [Kitchen], command;
        CountIngredient -> Count, IN_THE_KITCHEN, [Kitchen], command;
        SaveInventory -> Written, IN_THE_KITCHEN, [Kitchen], command;
        GiveUpInventory -> (), IN_THE_KITCHEN, [Kitchen], command;
        ReadCourse -> Course, MANAGERS, [Office];
        SetSafety -> StockLevel, MANAGERS, [Office];
        ListInventories -> Inventories, MANAGERS, [Office];
        ReadPastInventory -> PastInventory, MANAGERS, [Office];
        ListTransfers -> Vec<TransferShown>, IN_THE_KITCHEN, [Kitchen, Office];
        ListEveryShop -> Vec<ShopChoice>, IN_THE_KITCHEN, [Kitchen, Office];
        SendTransfer -> Vec<StockLevel>, IN_THE_KITCHEN, [Kitchen, Office], command;
        ReceiveTransfer -> Vec<StockLevel>, IN_THE_KITCHEN, [Kitchen, Office], command;
        TakeBackTransfer -> Vec<StockLevel>, MANAGERS, [Kitchen, Office], command;
        ListExpected -> Vec<ExpectedPurchase>, IN_THE_KITCHEN, [Kitchen];
        ListIngredients -> Vec<IngredientChoice>, MANAGERS, [Office];
        ListSuppliers -> Vec<Supplier>, MANAGERS, [Office];
        SaveSupplier -> Supplier, GROUP_MANAGERS, [Office];
        ReadToBuy -> Vec<ToBuy>, MANAGERS, [Office];
        ListPurchases -> Purchases, MANAGERS, [Office];
        ReadPurchase -> PurchaseSheet, MANAGERS, [Office];
        SavePurchase -> PurchaseSheet, MANAGERS, [Office];
        SendPurchase -> PurchaseSheet, MANAGERS, [Office];
        CancelPurchase -> PurchaseSheet, MANAGERS, [Office];
        ClosePurchase -> PurchaseSheet, MANAGERS, [Office];
        PrintPurchase -> (), MANAGERS, [Office];
        KeepPurchasePdf -> String, MANAGERS, [Office];
        ListReceipts -> Receipts, MANAGERS, [Office];
        ReadMargins -> Margins, MANAGERS, [Office];
    }
}

impl StockCall {
    /// What a command was, in words, for who decides about it later; nothing of what is only read. The
    /// names are the menu's, where there is one.
    pub fn told(&self, menu: Option<&Menu>, language: Language) -> Option<String> {
        let known = |it| menu?.ingredients.iter().find(|known| known.id == it);
        let name = |it| known(it).map_or("?", |it| it.name.as_str());
        let words = match self {
            StockCall::WasteOrCorrect(WasteOrCorrect { entry, .. }) => {
                let (cause, name) = (entry.cause.say(language), name(entry.ingredient));
                let quantity = known(entry.ingredient).map_or(entry.quantity.to_string(), |it| {
                    show_change(entry.quantity, it.unit, language)
                });
                either(
                    language,
                    format!("{cause} : {name}, {quantity}"),
                    format!("{cause}: {name}, {quantity}"),
                )
            }
            StockCall::DeclareRupture(call) => {
                let name = name(call.ingredient);
                either(language, format!("Rupture : {name}"), format!("Run out: {name}"))
            }
            StockCall::SuspendProduct(call) => {
                let known =
                    menu.and_then(|menu| menu.products.iter().find(|it| it.id == call.product));
                let name = known.map_or("?", |it| it.name.as_str());
                match call.suspended {
                    true => either(
                        language,
                        format!("Suspension : {name}"),
                        format!("Suspended: {name}"),
                    ),
                    false => either(
                        language,
                        format!("Remise en vente : {name}"),
                        format!("On sale again: {name}"),
                    ),
                }
            }
            StockCall::BeginInventory(_) => {
                either(language, "Inventaire : début", "Inventory: begun")
            }
            StockCall::CountIngredient(call) => {
                let name = name(call.ingredient);
                either(language, format!("Comptage : {name}"), format!("Count: {name}"))
            }
            StockCall::SaveInventory(_) => {
                either(language, "Inventaire : enregistrement", "Inventory: saved")
            }
            StockCall::GiveUpInventory(_) => {
                either(language, "Inventaire : abandon", "Inventory: given up")
            }
            StockCall::ReceiveGoods(call) => {
                let of = call.delivery.comment.as_deref().or(call.delivery.number.as_deref());
                let of = of.unwrap_or_default();
                either(language, format!("Réception : {of}"), format!("Receipt: {of}"))
            }
            StockCall::SendTransfer(call) => {
                let to = &call.to;
                either(language, format!("Transfert vers {to}"), format!("Transfer to {to}"))
            }
            StockCall::ReceiveTransfer(_) => {
                either(language, "Réception d’un transfert", "Transfer received")
            }
            StockCall::TakeBackTransfer(_) => {
                either(language, "Reprise d’un transfert", "Transfer taken back")
            }
            // What is only read, and what an office does, which waits in no journal.
            _ => return None,
        };
        Some(words)
    }
}

/// One shop's book, as it is checked: what it has on hand, and what its movements add up to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShopBook {
    /// The shop's name.
    pub shop: String,
    /// Its levels.
    pub levels: Vec<StockLevel>,
    /// The sums of its movements.
    pub sums: Quantities,
}

/// The causes that count as use, as the database names them.
pub fn words_of_use() -> Vec<&'static str> {
    CAUSES.iter().filter(|rule| rule.is_use).map(|rule| rule.cause.word()).collect()
}
