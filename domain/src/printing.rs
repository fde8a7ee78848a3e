//! Paper: what a ticket is made of, how it is laid out for a width, and how printers stand.
//!
//! A [`Document`] is made once; [`Document::lines`] lays it out for so many characters a line. The
//! preview on the screen, the printer and the PDF draw these [`PrintLine`]s and nothing else, so that
//! the three agree.
//!
//! What a customer takes away is in French whatever the screens speak: invoices and receipts must be
//! (loi n° 94-665 du 4 août 1994, art. 2). The kitchen's ticket has the language of its screens.

mod calls;
mod closing;
mod document;
mod invoice;
mod kitchen;
mod lines;
mod notice;
mod papers;
mod purchase;
mod recap;
mod receipt;
mod stands;
mod times;
mod wrap;

pub use calls::{GiveUpPrint, Printers, PrintingCall, ReadPrinters, WaitingPrint};
pub use closing::{ClosingKind, ClosingView};
pub use document::{Align, Block, Document, Size, Style};
pub use invoice::invoice;
pub use kitchen::{KitchenEvent, KitchenLine, KitchenTicket, differences};
pub use lines::{COLUMNS_MAX, COLUMNS_MIN, PrintLine};
pub use notice::notice;
pub use papers::{closing, document, note, ticket, x};
pub use purchase::{PurchaseLineView, PurchaseView};
pub use recap::recap;
pub use receipt::{CashView, DeductionView, LineView, Operation, ReceiptView, TenderView, head};
pub use stands::{PrintRefused, PrinterStands, PrinterState, PrinterTrouble, PrinterUse};
pub use wrap::plain;
