//! What is written into the journal's file while nobody waits for it: marks, and what was read.

use super::{Note, refused, store};
use crate::sqlite_file::Connection;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Mutex, mpsc};
use tokio::time::sleep;

/// How long notes are gathered, to be written at once.
const GATHERED: Duration = Duration::from_millis(25);

/// So many notes are written at once, and after so many the log is brought into the file.
const NOTES_MAX: usize = 250;

/// Writes what is noted, away from who waits for an answer, and never while somebody takes: SQLite
/// lets one write, and who finds it busy sleeps.
pub(super) async fn write_notes(
    taking: Arc<Mutex<Connection>>,
    mut marking: Connection,
    mut noted: mpsc::UnboundedReceiver<Note>,
) {
    let (mut notes, mut since_brought_in) = (Vec::new(), 0);
    while noted.recv_many(&mut notes, NOTES_MAX).await > 0 {
        let awaited = |note: &Note| matches!(note, Note::Written(_) | Note::Together(..));
        if !notes.iter().any(awaited) {
            sleep(GATHERED).await;
            notes.extend(std::iter::from_fn(|| noted.try_recv().ok()));
        }
        since_brought_in += notes.len();
        let written = {
            let _nobody_takes = taking.lock().await;
            store::write(&mut marking, &notes).await
        };
        if let Err(error) = &written {
            // What is not marked is applied once more after a restart, which changes nothing.
            tracing::warn!(%error, "the journal could not be marked");
        }
        if since_brought_in > NOTES_MAX {
            since_brought_in = 0;
            store::bring_in(&mut marking).await;
        }
        for note in notes.drain(..) {
            // Who asked may have gone.
            let _ = match note {
                Note::Written(heard) => heard.send(()).is_ok(),
                Note::Together(_, heard) => {
                    heard.send(written.as_ref().copied().map_err(refused)).is_ok()
                }
                Note::Mark(..) | Note::Keep(..) => true,
            };
        }
    }
}
