//! What the shops have: levels and movements, inventories, purchases, transfers, and what it costs.
//!
//! The book's rule: on hand moves only through movements, so that their sum is what is on hand.
//! Quantities are whole numbers of the ingredient's unit (g, ml, pieces) everywhere.

mod buying;
mod calls;
mod cost;
mod forecast;
mod inventory;
mod levels;
mod lines;
mod movement;
mod purchase;
mod quantity;
mod receipt;
mod refused;
mod rupture;
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
    BeginInventory, CountIngredient, DeclareRupture, GiveUpInventory, ListLacking, MOVEMENTS_PAGE,
    Movements, ReadInventory, ReadLevels, ReadMovements, ReadStock, ReceiveGoods, RuptureDeclared,
    SaveInventory, ShopBook, StockCall, WasteOrCorrect, words_of_use,
};
pub use cost::{IngredientCost, Margin, PRICE_MAX, RecipeCost, UnitCost};
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
pub use purchase::{
    Offer, PURCHASE_STEPS, Purchase, PurchaseId, PurchaseLine, PurchaseState, PurchaseStep,
    SupplierId, chosen, in_lots, to_buy,
};
pub use quantity::{check_quantity, read_change, read_quantity, show_change, show_quantity};
pub use receipt::{Arrived, Delivery, NUMBER_CHARACTERS_MAX, Receipt, ReceiptId};
pub use refused::{
    InventoryRefused, LineFault, LineRefused, MovementRefused, PurchaseRefused, QuantityRefused,
    ReceiptRefused, TransferRefused,
};
pub use rupture::{Lacking, Promised, Seen, lacking, no_longer_made};
pub use shown::{IngredientStands, LackingOrder, most_urgent_first};
pub use supplier::{Supplier, SupplierRefused};
pub use transfer::{Side, TRANSFER_STEPS, Transfer, TransferId, TransferLine, TransferState};
pub use warning::{Alarm, Outlook, StockWarning, WarningId, crosses};
