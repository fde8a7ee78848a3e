//! What commands write into the ledger, as it was signed: it is in the journal with them.

use super::{Journal, refused, store};
use crate::ledger::register::Signed;
use domain::CommandId;
use domain::journal::JournalRefused;

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
