//! What managers consented to at this terminal: kept in memory, for a few minutes.

use chrono::{DateTime, TimeDelta, Utc};
use domain::shops::WindowKind;
use domain::staff::{ApprovalId, StaffId, StaffTile};
use serde::{Deserialize, Serialize};

/// How long a consent lasts: an order is finished and, after an outage, sent again within it.
const LASTS: TimeDelta = TimeDelta::minutes(10);

/// A manager's consent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consent {
    /// Its key, which a command carries.
    pub id: ApprovalId,
    /// The manager.
    pub manager: StaffId,
    /// By name; an older journal has none.
    #[serde(default)]
    pub name: String,
}

/// The consents that may still hold.
#[derive(Default)]
pub struct Consents(Vec<Given>);

struct Given {
    consent: Consent,
    window: WindowKind,
    at: DateTime<Utc>,
}

impl Given {
    /// Neither later than it lasts nor, where the clock was set back, longer before.
    fn holds(&self, now: DateTime<Utc>) -> bool {
        (now - self.at).abs() < LASTS
    }
}

impl Consents {
    /// Keeps one, and forgets those that ran out.
    pub fn give(
        &mut self,
        id: ApprovalId,
        window: WindowKind,
        manager: &StaffTile,
        now: DateTime<Utc>,
    ) {
        self.0.retain(|given| given.holds(now));
        let consent = Consent { id, manager: manager.id, name: manager.name.clone() };
        self.0.push(Given { consent, window, at: now });
    }

    /// The consents that hold at a window.
    pub fn at(&self, window: WindowKind, now: DateTime<Utc>) -> Vec<Consent> {
        let holds = |given: &&Given| given.window == window && given.holds(now);
        self.0.iter().filter(holds).map(|given| given.consent.clone()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::staff::Role;
    use uuid::Uuid;

    #[test]
    fn a_consent_holds_at_its_window_for_ten_minutes() {
        let id = ApprovalId(Uuid::from_u128(1));
        let (name, role) = ("Marc".to_owned(), Role::ShopManager);
        let manager = StaffTile { id: StaffId(7), name: name.clone(), role };
        let at = |minutes| DateTime::UNIX_EPOCH + TimeDelta::minutes(minutes);
        let mut consents = Consents::default();
        consents.give(id, WindowKind::Counter, &manager, at(0));
        for (window, minutes, given) in [
            (WindowKind::Counter, 9, true),
            (WindowKind::Counter, 10, false),
            (WindowKind::Kitchen, 1, false),
            // The clock was set back: a little, as by a time server, or by a day.
            (WindowKind::Counter, -1, true),
            (WindowKind::Counter, -24 * 60, false),
        ] {
            let held = consents.at(window, at(minutes));
            let expected = given.then(|| Consent { id, manager: manager.id, name: name.clone() });
            assert_eq!(held, Vec::from_iter(expected), "{minutes}");
        }
    }
}
