//! What the shops have: levels and movements, inventories, purchases, transfers, and what it costs.
//!
//! The book's rule: on hand moves only through movements, so that their sum is what is on hand.
//! Quantities are whole numbers of the ingredient's unit (g, ml, pieces) everywhere.

mod buying;
mod calls;
mod cost;
mod course;
mod forecast;
mod inventory;
mod levels;
mod lines;
mod movement;
mod past;
mod purchase;
mod quantity;
mod receipt;
mod reckoning;
mod refused;
mod rupture;
mod safety;
mod sending;
mod shown;
mod supplier;
mod transfer;
mod warning;

pub use buying::{
    CancelPurchase, ClosePurchase, ExpectedPurchase, IngredientChoice, IngredientNamed,
    KeepPurchasePdf, ListExpected, ListIngredients, ListPurchases, ListReceipts, ListSuppliers,
    Margins, PAPERS_PAGE, PrintPurchase, ProductMargin, PurchaseListed, PurchaseSent,
    PurchaseSheet, Purchases, ReadMargins, ReadPurchase, ReadToBuy, ReceiptLineShown, ReceiptShown,
    Receipts, SavePurchase, SaveSupplier, SendPurchase, SendingWay, SupplierNamed, ToBuy,
    TypedSupplier,
};
pub use calls::{
    AcknowledgeWarning, BeginInventory, CountIngredient, DeclareRupture, GiveUpInventory,
    ListLacking, MOVEMENTS_PAGE, Movements, ReadInventory, ReadLevels, ReadMovements, ReadStock,
    ReadWarnings, ReceiveGoods, RuptureDeclared, SaveInventory, ShopBook, StockCall,
    SuspendProduct, WasteOrCorrect, words_of_use,
};
pub use cost::{IngredientCost, Margin, PRICE_MAX, RecipeCost, UnitCost};
pub use course::{Course, CourseDay, Moved, ReadCourse};
pub use forecast::{
    PACE_DAYS, Service, WEEKS_BACK, course, days_left, end_of_service, expected_use, forecast,
    same_hours_before,
};
pub use inventory::{
    Count, INVENTORY_STEPS, Inventory, InventoryId, InventoryState, Written, is_doubtful,
};
pub use levels::{Quantities, StockLevel, add_need, makeable, short};
pub use lines::{LINES_MAX, Units};
pub use movement::{Astray, ByHand, CAUSES, Cause, CauseRule, Movement, MovementId, Way, astray};
pub use past::{
    CountFate, Differences, INVENTORIES_PAGE, Inventories, InventoryLine, ListInventories,
    NoInventory, PastCount, PastInventory, ReadPastInventory,
};
pub use purchase::{
    Offer, PURCHASE_STEPS, Purchase, PurchaseId, PurchaseLine, PurchaseState, PurchaseStep,
    SupplierId, chosen, in_lots, to_buy,
};
pub use quantity::{check_quantity, read_change, read_quantity, show_change, show_quantity};
pub use receipt::{Arrived, Delivery, NUMBER_CHARACTERS_MAX, Receipt, ReceiptId};
pub use reckoning::Reckoning;
pub use refused::{
    InventoryRefused, LineFault, LineRefused, MovementRefused, PurchaseRefused, QuantityRefused,
    ReceiptRefused, SuspendRefused, TransferRefused,
};
pub use rupture::{Lacking, Promised, Seen, lacking, no_longer_made};
pub use safety::{SafetyRefused, SetSafety};
pub use sending::{
    ListEveryShop, ListTransfers, ReceiveTransfer, SendTransfer, TRANSFERS_LISTED_MAX,
    TakeBackTransfer, TransferLineShown, TransferShown,
};
pub use shown::{IngredientStands, LackingOrder, most_urgent_first};
pub use supplier::{Supplier, SupplierRefused};
pub use transfer::{
    Side, TRANSFER_STEPS, Transfer, TransferId, TransferLine, TransferState, check_came,
    check_sent, more_than_there,
};
pub use warning::{Alarm, Outlook, StockWarning, WarningId, crosses};
