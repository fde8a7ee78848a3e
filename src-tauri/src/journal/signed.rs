//! What commands write into the ledger, as it was signed: it is in the journal with them.

use super::{Journal, Taken, refused, store};
use crate::ledger::register::Signed;
use chrono::NaiveDate;
use domain::CommandId;
use domain::journal::JournalRefused;
use domain::ledger::EntryRef;
use domain::orders::OrderId;
use uuid::Uuid;

impl Journal {
    /// All that was signed for commands that were applied, or wait, or have to be decided about; in
    /// the order in which they were taken.
    ///
    /// # Errors
    /// The journal cannot be read.
    pub async fn signed(&self) -> Result<Vec<Signed>, JournalRefused> {
        let mut taking = self.taking.lock().await;
        store::signed(&mut taking).await.map_err(|error| refused(&error))
    }

    /// The commands that have signed an entry, printed it, or may have: all that ask for papers, but
    /// those that were refused; in order.
    ///
    /// # Errors
    /// The journal cannot be read.
    pub async fn about(&self, entry: &EntryRef) -> Result<Vec<Taken>, JournalRefused> {
        let mut taking = self.taking.lock().await;
        store::about(&mut taking, entry).await.map_err(|error| refused(&error))
    }

    /// What was signed on a business day, but what was refused.
    ///
    /// # Errors
    /// The journal cannot be read.
    pub async fn signed_on(&self, day: NaiveDate) -> Result<Vec<Signed>, JournalRefused> {
        let mut taking = self.taking.lock().await;
        store::signed_on(&mut taking, day).await.map_err(|error| refused(&error))
    }

    /// The last note of an order, but one that was refused.
    ///
    /// # Errors
    /// The journal cannot be read.
    pub async fn last_note(&self, order: OrderId) -> Result<Option<Signed>, JournalRefused> {
        let mut taking = self.taking.lock().await;
        store::last_note(&mut taking, order).await.map_err(|error| refused(&error))
    }

    /// The commands that this database was known to have refused, and what was signed for them: to be
    /// decided about, or given up.
    ///
    /// # Errors
    /// The journal cannot be read.
    pub async fn refused(
        &self,
        database: &str,
    ) -> Result<Vec<(Uuid, Vec<EntryRef>)>, JournalRefused> {
        let mut taking = self.taking.lock().await;
        store::refused(&mut taking, database).await.map_err(|error| refused(&error))
    }

    /// What was signed for a command before, if it may be written already.
    ///
    /// # Errors
    /// The journal cannot be read.
    pub async fn signed_with(
        &self,
        command: CommandId,
    ) -> Result<Option<Vec<Signed>>, JournalRefused> {
        let mut taking = self.taking.lock().await;
        let signed = store::signed_with(&mut taking, command).await;
        signed.map(|it| Some(it).filter(|it| !it.is_empty())).map_err(|error| refused(&error))
    }
}
