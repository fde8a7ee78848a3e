//! What somebody at the counter writes to the customer of an order: begun from the group's words, sent to the
//! number that the order bears.

use super::{Channel, MessageKind, TemplateRefused, sms_text};
use crate::language::Language;
use crate::orders::{OrderState, OrderSummary, ServiceMode};
use crate::text::gets_texts;
use serde::{Deserialize, Serialize};

/// What a counter begins a message with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageDrafts {
    /// The number, as it is kept.
    pub to: String,
    /// The language of the customer.
    pub language: Language,
    /// What can be said of the order where it stands, the likeliest first, each in words; own words last.
    pub drafts: Vec<(MessageKind, String)>,
}

/// The kinds that can be written by hand, the likeliest first.
pub const BY_HAND: [MessageKind; 6] = [
    MessageKind::ReadyForPickUp,
    MessageKind::Delayed,
    MessageKind::Leaving,
    MessageKind::OrderTaken,
    MessageKind::OrderCancelled,
    MessageKind::FreeText,
];

/// Those of an order where it stands, the likeliest first.
pub fn kinds_by_hand(mode: ServiceMode, stands: OrderState) -> Vec<MessageKind> {
    BY_HAND.into_iter().filter(|kind| kind.makes_sense(mode, stands)).collect()
}

/// Whether a customer of an order can be written to by hand.
pub fn can_be_written_to(order: &OrderSummary) -> bool {
    order.customer_phone.as_deref().is_some_and(gets_texts)
}

/// A text message as it was typed, as it goes.
///
/// # Errors
/// It is empty, longer than a message can be, or has a control character.
pub fn typed_text(typed: &str) -> Result<String, TemplateRefused> {
    let characters_max = Channel::Sms.characters_max();
    // Bytes first: a hundred kilobytes are refused without being counted.
    if typed.len() > 4 * characters_max || typed.chars().count() > characters_max {
        return Err(TemplateRefused::TooLong { characters_max });
    }
    let text = sms_text(typed.trim());
    match text.chars().any(|it| it.is_control() && it != '\n') {
        _ if text.is_empty() => Err(TemplateRefused::Empty),
        true => Err(TemplateRefused::ControlCharacter),
        false => Ok(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use MessageKind::{Delayed, FreeText, Leaving, OrderCancelled, OrderTaken, ReadyForPickUp};
    use OrderState::{Cancelled, Closed, OutForDelivery, Preparing, Queued, Ready};
    use ServiceMode::{Delivery, TakeAway};

    #[test]
    fn what_is_written_fits_where_the_order_stands() {
        for (mode, stands, kinds) in [
            (TakeAway, Queued, &[Delayed, OrderTaken, FreeText][..]),
            (TakeAway, Preparing, &[Delayed, OrderTaken, FreeText]),
            (TakeAway, Ready, &[ReadyForPickUp, FreeText]),
            (Delivery, Ready, &[Delayed, FreeText]),
            (Delivery, OutForDelivery, &[Leaving, FreeText]),
            (TakeAway, Cancelled, &[OrderCancelled, FreeText]),
            (TakeAway, Closed, &[FreeText]),
        ] {
            assert_eq!(kinds_by_hand(mode, stands), kinds, "{mode:?} {stands:?}");
        }
    }

    #[test]
    fn what_is_typed_goes_as_telephones_get_it() {
        let long = "x".repeat(1600);
        let huge = "é".repeat(50_000);
        let at_most = "é".repeat(480);
        let too_long = Err(TemplateRefused::TooLong { characters_max: 480 });
        for (typed, expected) in [
            ("  Votre «\u{a0}Reine\u{a0}» arrive… ", Ok("Votre \"Reine\" arrive...".to_owned())),
            ("a\r\nb", Ok("a\nb".to_owned())),
            (at_most.as_str(), Ok(at_most.clone())),
            ("", Err(TemplateRefused::Empty)),
            (" \n ", Err(TemplateRefused::Empty)),
            ("a\u{0}b", Err(TemplateRefused::ControlCharacter)),
            (long.as_str(), too_long.clone()),
            (huge.as_str(), too_long),
        ] {
            assert_eq!(typed_text(typed), expected, "{typed:.40}");
        }
    }
}
