//! Which orders are shown: those under way or those over, by state, mode, channel, lateness, and what is typed.

use crate::menu::folded;
use chrono::{DateTime, Utc};
use domain::orders::{Channel, OrderState, OrderSummary, ServiceMode};
use domain::text::{phone_at_home, phone_part};

/// What is shown; by default, everything.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filter {
    /// Those of today that are over, instead of those under way.
    pub ended: bool,
    /// Those in this state.
    pub state: Option<OrderState>,
    /// Those served so.
    pub mode: Option<ServiceMode>,
    /// Those that came so.
    pub channel: Option<Channel>,
    /// Those past their promise.
    pub late: bool,
    /// Those whose number, name or telephone holds this.
    pub typed: String,
}

/// The states an order under way is looked for in.
pub const STATES: [OrderState; 4] =
    [OrderState::Queued, OrderState::Preparing, OrderState::Ready, OrderState::HandedOver];
/// The states an order ends in.
pub const ENDS: [OrderState; 2] = [OrderState::Closed, OrderState::Cancelled];
/// The ways of service that a counter sells.
pub const MODES: [ServiceMode; 3] =
    [ServiceMode::TakeAway, ServiceMode::EatIn, ServiceMode::Delivery];
/// How orders come.
pub const CHANNELS: [Channel; 2] = [Channel::Counter, Channel::Phone];

/// Whole minutes past the promise of an order that is not ready.
pub fn late(order: &OrderSummary, now: DateTime<Utc>) -> Option<i64> {
    let waited_for = matches!(order.state, OrderState::Queued | OrderState::Preparing);
    let minutes = (now - order.promised_at).num_minutes();
    (waited_for && minutes > 0).then_some(minutes)
}

/// Whether what was typed is in the number, the name or the telephone number.
fn found(order: &OrderSummary, typed: &str) -> bool {
    let wanted = folded(typed.trim());
    let name = order.customer_name.as_deref().unwrap_or_default();
    let phone = order.customer_phone.as_deref().map(phone_at_home).unwrap_or_default();
    // Two digits are no number yet.
    let called = phone_part(typed).is_some_and(|it| it.len() > 2 && phone.contains(&it));
    folded(&order.number).contains(&wanted) || folded(name).contains(&wanted) || called
}

impl Filter {
    /// The same in the other list, whose orders stand elsewhere.
    pub fn in_list(&self, ended: bool) -> Filter {
        Filter { ended, state: None, late: false, ..self.clone() }
    }

    /// The states to choose from.
    pub fn states(&self) -> &'static [OrderState] {
        if self.ended { &ENDS } else { &STATES }
    }

    /// Whether an order is shown.
    pub fn admits(&self, order: &OrderSummary, now: DateTime<Utc>) -> bool {
        self.state.is_none_or(|state| order.state == state)
            && self.mode.is_none_or(|mode| order.mode == mode)
            && self.channel.is_none_or(|channel| order.channel == channel)
            && (!self.late || late(order, now).is_some())
            && found(order, &self.typed)
    }

    /// How many there are of a state, whatever is typed.
    pub fn count(state: Option<OrderState>, orders: &[OrderSummary]) -> usize {
        orders.iter().filter(|order| state.is_none_or(|state| order.state == state)).count()
    }
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use chrono::TimeDelta;
    use domain::Cents;
    use domain::orders::OrderId;
    use uuid::Uuid;

    /// An order of one pizza at 8.00, unpaid, for Zoé.
    pub fn order(id: u128, state: OrderState) -> OrderSummary {
        let at = DateTime::UNIX_EPOCH;
        OrderSummary {
            order: OrderId(Uuid::from_u128(id)),
            number: format!("A-{id:03}"),
            customer_name: Some("Zoé".to_owned()),
            customer_phone: Some("+33612345678".to_owned()),
            delivery: None,
            channel: Channel::Counter,
            mode: ServiceMode::TakeAway,
            state,
            total: Cents(800),
            paid: Cents(0),
            refunded: Cents(0),
            paypal: None,
            held: false,
            pizzas: 1,
            pizzas_started: 0,
            pizzas_left: 1,
            placed_at: at,
            promised_at: at + TimeDelta::minutes(20),
            version: 1,
            shown_at: None,
            ended_at: None,
            content: vec![],
        }
    }

    #[test]
    fn late_is_what_is_waited_for_past_its_promise() {
        let now = DateTime::UNIX_EPOCH + TimeDelta::minutes(25);
        for (state, expected) in [
            (OrderState::Queued, Some(5)),
            (OrderState::Preparing, Some(5)),
            (OrderState::Ready, None),
        ] {
            assert_eq!(late(&order(1, state), now), expected);
        }
        assert_eq!(late(&order(1, OrderState::Queued), DateTime::UNIX_EPOCH), None);
    }

    #[test]
    fn numbers_names_and_telephones_are_searched() {
        let order = order(42, OrderState::Ready);
        for (typed, is) in [
            ("", true),
            ("zoe", true),
            ("042", true),
            ("a-04", true),
            ("x", false),
            ("06 12 34", true),
            ("5678", true),
            ("99 99", false),
            ("06/12", true),
            ("+33 6 12", true),
            ("0033 (0)6 12", true),
            ("+32 6 12", false),
            ("78", false),
        ] {
            assert_eq!(found(&order, typed), is, "{typed}");
        }
    }

    #[test]
    fn the_other_list_is_searched_for_the_same_in_any_state() {
        let filter = Filter {
            state: Some(OrderState::Queued),
            late: true,
            typed: "zoe".to_owned(),
            ..Filter::default()
        };
        let ended = filter.in_list(true);
        assert_eq!((ended.state, ended.late, ended.typed.as_str()), (None, false, "zoe"));
        for state in ended.states() {
            assert!(ended.admits(&order(1, *state), DateTime::UNIX_EPOCH), "{state:?}");
        }
        assert_eq!(ended.in_list(false).states(), STATES);
    }

    #[test]
    fn every_filter_narrows_the_list() {
        let now = DateTime::UNIX_EPOCH + TimeDelta::minutes(25);
        let order = order(1, OrderState::Queued);
        let all = Filter::default;
        for (filter, is) in [
            (all(), true),
            (Filter { state: Some(OrderState::Ready), ..all() }, false),
            (Filter { mode: Some(ServiceMode::EatIn), ..all() }, false),
            (Filter { mode: Some(ServiceMode::TakeAway), ..all() }, true),
            (Filter { channel: Some(Channel::Phone), ..all() }, false),
            (Filter { late: true, state: Some(OrderState::Queued), ..all() }, true),
        ] {
            assert_eq!(filter.admits(&order, now), is, "{filter:?}");
        }
        assert!(!Filter { late: true, ..all() }.admits(&order, DateTime::UNIX_EPOCH));
    }
}
