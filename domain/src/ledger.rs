//! The fiscal ledger: what is written of each taking of money, never changed, and closed by the day,
//! the month and the year (CGI art. 286 I 3° bis; BOI-TVA-DECLA-30-10-30).
//!
//! Here are contents, their canonical text, figures, closings and what a verification finds. Hashes
//! and signatures are made by the backend, which hands them in.

mod account;
mod archive;
mod bill;
mod books;
mod calls;
mod canonical;
mod check;
mod closing;
mod days;
mod defect;
mod duplicate;
mod entry;
mod event;
mod figures;
mod giving_back;
mod no;
mod note;
mod office;
mod rates;
mod recap;
mod refused;
mod remaining;
mod reversal;
mod shop_day;
mod stands;
mod ticket;
mod training;
mod vat;
mod verify;
mod watch;

pub use account::{Account, AccountLine, Booked};
pub use archive::{
    ARCHIVE_FORMAT, ArchiveFlaw, ArchiveHead, ArchiveRead, ArchiveReading, ArchiveRefused,
    ArchivedRegister, Beginning, Cut, Damaged, Genuine, Line, Signer,
};
pub use bill::{Bill, Till};
pub use calls::{
    CashMoved, CloseDay, DayClosed, Drawer, EntryLine, EntryShown, LedgerCall, ListEntries,
    MoveCash, OpenDrawer, OpenSession, PrintEntry, PrintNote, PrintX, ReadEntry, ReadTill,
    TillStands,
};
pub use canonical::{canonical, from_canonical};
pub use closing::{Closer, Closing, Period, Unpaid};
pub use days::{DayRefused, Days};
pub use defect::{Defect, Flaw};
pub use duplicate::Duplicate;
pub use entry::{Chain, Content, Entry, EntryRef, Head, RegisterCode, Sealed, local};
pub use event::{AtOffice, Event, EventCode};
pub use figures::{Figures, Running, Standing, TenderTotal};
pub use giving_back::{GoingBack, LineLeft};
pub use no::LedgerRefused;
pub use note::{NOTE_FROM, Note};
pub use office::{
    AuditNoted, DeclareRegisterLost, ListRecaps, NoteTaxAudit, OfficeRefused, PrintRecap,
    RECAP_DAYS, ReadRecap, RecapList, RecapShown,
};
pub use recap::Recap;
pub use refused::BillRefused;
pub use remaining::{Back, Remaining};
pub use shop_day::{DayClosing, DayLine, RegisterDay, RegisterState, ShopDay};
pub use stands::Stands;
pub use ticket::{
    Deduction, Nature, Operation, OrderName, RateTotal, ShopIdentity, TenderLine, Ticket,
    TicketLine,
};
pub use training::{SwitchTraining, TrainingRefused, admits};
pub use vat::{VAT_COLUMNS, VatExport};
pub use verify::{Verification, Verified};
pub use watch::Watch;

#[cfg(test)]
mod tests;
