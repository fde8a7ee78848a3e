//! What is kept in the journal's file together, while somebody waits for it to be there.

use super::{Journal, Note, Snapshot, locked};
use chrono::{DateTime, Utc};
use domain::journal::JournalRefused;
use serde_json::Value;
use tokio::sync::oneshot;

impl Journal {
    /// Keeps these, all or none, behind what was kept before. It is under way when this returns.
    ///
    /// # Errors
    /// They are not in the file.
    pub fn keep_together(
        &self,
        kept: Vec<(String, Value)>,
        at: DateTime<Utc>,
    ) -> impl Future<Output = Result<(), JournalRefused>> {
        let snapshot = |(what, value)| (what, Snapshot { value: std::sync::Arc::new(value), at });
        let kept: Vec<_> = kept.into_iter().map(snapshot).collect();
        locked(&self.snapshots).extend(kept.iter().cloned());
        let (told, heard) = oneshot::channel();
        let sent = self.notes.send(Note::Together(kept, told));
        async move {
            match (sent, heard.await) {
                (Ok(()), Ok(written)) => written,
                // Nobody writes any more.
                _ => Err(JournalRefused::Unusable),
            }
        }
    }
}
