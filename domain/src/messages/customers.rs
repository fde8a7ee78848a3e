//! What customers are told by the program itself: of which events, from which delay on, and how long what is
//! said of an order makes sense while the order goes on.

use super::{CustomerMessagesRefused, MessageKind};
use crate::orders::{OrderState, ServiceMode};
use serde::{Deserialize, Serialize};
use std::ops::RangeInclusive;

/// From how many minutes on a delay can be told.
pub const DELAY_MINUTES: RangeInclusive<u32> = 5..=120;

/// Of what the group's customers are told about their own orders. A text message costs the group money, so that
/// what most customers know without it (the order is taken, they are in front of the counter) is off until
/// somebody wants it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CustomerMessages {
    /// Of anything at all.
    pub on: bool,
    /// The order is taken.
    pub order_taken: bool,
    /// It is on its way.
    pub leaving: bool,
    /// It can be fetched.
    pub ready_for_pick_up: bool,
    /// It will be late.
    pub delayed: bool,
    /// It was given up.
    pub order_cancelled: bool,
    /// Later than promised by more than so many minutes is late.
    pub delay_minutes: u32,
}

impl Default for CustomerMessages {
    fn default() -> CustomerMessages {
        CustomerMessages {
            on: true,
            order_taken: false,
            leaving: true,
            ready_for_pick_up: false,
            delayed: true,
            order_cancelled: true,
            delay_minutes: 15,
        }
    }
}

impl CustomerMessages {
    /// The events of which customers are told, in the order in which they happen.
    pub const EVENTS: [MessageKind; 5] = [
        MessageKind::OrderTaken,
        MessageKind::Delayed,
        MessageKind::ReadyForPickUp,
        MessageKind::Leaving,
        MessageKind::OrderCancelled,
    ];

    /// The switch of an event; none: it is none of these.
    pub fn switch(&mut self, of: MessageKind) -> Option<&mut bool> {
        Some(match of {
            MessageKind::OrderTaken => &mut self.order_taken,
            MessageKind::Leaving => &mut self.leaving,
            MessageKind::ReadyForPickUp => &mut self.ready_for_pick_up,
            MessageKind::Delayed => &mut self.delayed,
            MessageKind::OrderCancelled => &mut self.order_cancelled,
            _ => return None,
        })
    }

    /// Whether customers are told of that event.
    pub fn tells(&self, of: MessageKind) -> bool {
        self.on && self.clone().switch(of).is_some_and(|switch| *switch)
    }

    /// Checks what was typed.
    ///
    /// # Errors
    /// The delay is outside of [`DELAY_MINUTES`].
    pub fn check(&self) -> Result<(), CustomerMessagesRefused> {
        match DELAY_MINUTES.contains(&self.delay_minutes) {
            true => Ok(()),
            false => Err(CustomerMessagesRefused::DelayMinutes),
        }
    }
}

impl MessageKind {
    /// Whether what a message says of an order still makes sense where that stands.
    pub fn makes_sense(self, mode: ServiceMode, stands: OrderState) -> bool {
        use OrderState::{Cancelled, OutForDelivery, Preparing, Queued, Ready};
        match self {
            MessageKind::OrderTaken => matches!(stands, Queued | Preparing),
            // What is brought may still wait for who brings it.
            MessageKind::Delayed => {
                matches!(stands, Queued | Preparing)
                    || stands == Ready && mode == ServiceMode::Delivery
            }
            MessageKind::ReadyForPickUp => stands == Ready && mode == ServiceMode::TakeAway,
            MessageKind::Leaving => stands == OutForDelivery,
            MessageKind::OrderCancelled => stands == Cancelled,
            _ => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn customers_are_told_of_what_is_switched_on() {
        let usual = CustomerMessages::default();
        let told = |it: &CustomerMessages| {
            CustomerMessages::EVENTS.into_iter().filter(|of| it.tells(*of)).collect::<Vec<_>>()
        };
        use MessageKind::{
            Delayed, DriverRun, FreeText, Leaving, OrderCancelled, PaymentLink, StockShort,
        };
        assert_eq!(told(&usual), [Delayed, Leaving, OrderCancelled]);
        assert_eq!(told(&CustomerMessages { on: false, ..usual.clone() }), []);
        let mut all = usual.clone();
        for of in CustomerMessages::EVENTS {
            *all.switch(of).expect("a switch") = true;
        }
        assert_eq!(told(&all), CustomerMessages::EVENTS);
        for other in [DriverRun, FreeText, PaymentLink, StockShort] {
            assert!(!all.tells(other) && all.switch(other).is_none(), "{other:?}");
        }
    }

    #[test]
    fn what_is_kept_has_the_names_of_the_events() {
        let kept = serde_json::to_value(CustomerMessages::default()).expect("JSON");
        for of in CustomerMessages::EVENTS {
            assert!(kept.get(of.word()).is_some_and(serde_json::Value::is_boolean), "{of:?}");
        }
        // What an older program kept knows no more than it did.
        let older: CustomerMessages =
            serde_json::from_value(serde_json::json!({ "leaving": false })).expect("JSON");
        assert_eq!(older, CustomerMessages { leaving: false, ..CustomerMessages::default() });
    }

    #[test]
    fn a_delay_worth_a_message() {
        for (minutes, stands) in [(0, false), (4, false), (5, true), (120, true), (121, false)] {
            let typed = CustomerMessages { delay_minutes: minutes, ..CustomerMessages::default() };
            assert_eq!(typed.check().is_ok(), stands, "{minutes}");
        }
    }

    #[test]
    fn what_is_said_of_an_order_makes_sense_for_a_while() {
        use MessageKind::{
            Delayed, DriverRun, FreeText, Leaving, OrderCancelled, OrderTaken, ReadyForPickUp,
        };
        use OrderState::{
            Cancelled, Closed, HandedOver, OutForDelivery, Preparing, Queued, Ready, Returned,
        };
        use ServiceMode::{Delivery, EatIn, TakeAway};
        for (kind, mode, sense) in [
            (OrderTaken, TakeAway, &[Queued, Preparing][..]),
            (Delayed, TakeAway, &[Queued, Preparing]),
            (Delayed, Delivery, &[Queued, Preparing, Ready]),
            (ReadyForPickUp, TakeAway, &[Ready]),
            (ReadyForPickUp, EatIn, &[]),
            (ReadyForPickUp, Delivery, &[]),
            (Leaving, Delivery, &[OutForDelivery]),
            (OrderCancelled, TakeAway, &[Cancelled]),
        ] {
            for stands in
                [Queued, Preparing, Ready, OutForDelivery, HandedOver, Closed, Cancelled, Returned]
            {
                let expected = sense.contains(&stands);
                assert_eq!(kind.makes_sense(mode, stands), expected, "{kind:?} {stands:?}");
                assert!(FreeText.makes_sense(mode, stands) && DriverRun.makes_sense(mode, stands));
            }
        }
    }
}
