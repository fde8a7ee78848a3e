//! A terminal that was put out: it is said once, nothing is answered or written any more, and nobody
//! knocks at the server until a person asks for it.

use super::App;
use domain::contract::CallFacts;
use domain::server::ServerRefused;

/// What is answered all the same: why nothing is, whether that has changed, and faults.
const ANSWERED: [&str; 2] = ["server", "screens"];

impl App {
    /// What the server said of this terminal when it was looked at.
    pub fn heard_of_entry<T>(&self, looked: &Result<T, ServerRefused>) {
        let revoked = match looked {
            Ok(_) => false,
            Err(ServerRefused::Revoked) => true,
            // Somebody else's trouble says nothing of ours.
            Err(_) => return,
        };
        let before = self.revoked.send_replace(revoked);
        if before != revoked {
            tracing::warn!(revoked, "whether the server puts this terminal out");
        }
    }

    /// Whether the server puts this terminal out.
    pub fn is_revoked(&self) -> bool {
        *self.revoked.borrow()
    }

    /// Waits until this terminal is let in again.
    pub async fn let_in(&self) {
        // The sender is this very value: it cannot be gone.
        let _ = self.revoked.subscribe().wait_for(|revoked| !revoked).await;
    }

    /// Lets through what may be asked: of a terminal that was put out, neither what was read last is
    /// shown nor a command taken.
    pub(super) fn not_revoked(&self, facts: &CallFacts) -> Result<(), ServerRefused> {
        if self.is_revoked() && !ANSWERED.contains(&facts.capability) {
            return Err(ServerRefused::Revoked);
        }
        Ok(())
    }
}
