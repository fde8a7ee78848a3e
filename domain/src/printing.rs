//! Paper: what a ticket is made of, how it is laid out for a width, and how printers stand.
//!
//! A [`Document`] is made once; [`Document::lines`] lays it out for so many characters a line. The
//! preview on the screen, the printer and the PDF draw these [`PrintLine`]s and nothing else, so that
//! the three agree.
//!
//! What a customer takes away is in French whatever the screens speak: invoices and receipts must be
//! (loi n° 94-665 du 4 août 1994, art. 2). The kitchen's ticket has the language of its screens.

mod closing;
mod document;
mod kitchen;
mod lines;
mod receipt;
mod stands;
mod times;
mod wrap;

pub use closing::{
    CashCountView, ClosingKind, ClosingView, Counts, Movement, TenderTotal, UnpaidView,
};
pub use document::{Align, Block, Document, Size, Style};
pub use kitchen::{KitchenEvent, KitchenLine, KitchenTicket};
pub use lines::{COLUMNS_MAX, COLUMNS_MIN, PrintLine};
pub use receipt::{
    CashView, DeductionView, DiscountView, LineView, Operation, RateView, ReceiptView,
    ShopIdentity, TenderView, signature_mark,
};
pub use stands::{PrintRefused, PrinterStands, PrinterState, PrinterTrouble, PrinterUse};
pub use wrap::plain;
