//! What managers consented to at this terminal: kept in memory, for a few minutes.

use chrono::{DateTime, TimeDelta, Utc};
use domain::shops::WindowKind;
use domain::staff::{ApprovalId, StaffId};
use std::collections::HashMap;

/// How long a consent lasts: an order is finished and, after an outage, sent again within it.
const LASTS: TimeDelta = TimeDelta::minutes(10);

/// The consents that may still hold.
#[derive(Default)]
pub struct Consents(HashMap<ApprovalId, Consent>);

struct Consent {
    manager: StaffId,
    window: WindowKind,
    given_at: DateTime<Utc>,
}

impl Consents {
    /// Keeps one, and forgets those that ran out.
    pub fn give(
        &mut self,
        id: ApprovalId,
        window: WindowKind,
        manager: StaffId,
        now: DateTime<Utc>,
    ) {
        self.0.retain(|_, consent| now - consent.given_at < LASTS);
        self.0.insert(id, Consent { manager, window, given_at: now });
    }

    /// The manager who gave that consent at that window, while it lasts.
    pub fn given(&self, id: ApprovalId, window: WindowKind, now: DateTime<Utc>) -> Option<StaffId> {
        let consent = self.0.get(&id)?;
        let holds = consent.window == window && now - consent.given_at < LASTS;
        holds.then_some(consent.manager)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn a_consent_holds_at_its_window_for_ten_minutes() {
        let (id, manager) = (ApprovalId(Uuid::from_u128(1)), StaffId(7));
        let at = |minutes| DateTime::UNIX_EPOCH + TimeDelta::minutes(minutes);
        let mut consents = Consents::default();
        consents.give(id, WindowKind::Counter, manager, at(0));
        for (id, window, minutes, given) in [
            (id, WindowKind::Counter, 9, Some(manager)),
            (id, WindowKind::Counter, 10, None),
            (id, WindowKind::Kitchen, 1, None),
            (ApprovalId(Uuid::nil()), WindowKind::Counter, 1, None),
        ] {
            assert_eq!(consents.given(id, window, at(minutes)), given, "{minutes}");
        }
    }
}
