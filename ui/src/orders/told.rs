//! What was written to the customer of an order: a line in its row, the newest last.

use crate::catalogue::{say, say_with};
use crate::frame::hour;
use crate::outbox::sign;
use domain::messages::{MessageState, OrderMessage};
use domain::orders::OrderId;
use domain::{Language, Spoken};
use yew::prelude::*;

/// The most messages of one order that its row shows.
const SHOWN_MAX: usize = 3;

/// How a message went, or that it did not: « SMS 19:42 ✓ ».
fn went(message: &OrderMessage, language: Language) -> String {
    let by = message.channel.say(language);
    let (_, sign) = sign(message.state);
    let said = match (message.state, message.sent_at) {
        (MessageState::Sent, Some(at)) => hour(at),
        (MessageState::Sent, None) => message.state.say(language),
        (MessageState::ToCheck, _) => say(language, "told-to-check"),
        (MessageState::Failed | MessageState::GivenUp, _) => say(language, "told-not-gone"),
        (MessageState::ToSend | MessageState::Claimed, _) => say(language, "told-under-way"),
    };
    let values = [("by", by.into()), ("said", said.into()), ("sign", sign.into())];
    say_with(language, "told-how", &values)
}

/// The messages of an order, of all that were written.
pub fn of_order(all: &[OrderMessage], order: OrderId) -> Vec<OrderMessage> {
    let mut own: Vec<_> = all.iter().filter(|it| it.order == order).cloned().collect();
    own.drain(..own.len().saturating_sub(SHOWN_MAX));
    own
}

/// What the row of an order says of them.
pub fn told(messages: &[OrderMessage], language: Language) -> Html {
    let each = messages.iter().map(|message| {
        let (tone, _) = sign(message.state);
        let text = format!("✉\u{a0}{} · {}", message.kind.say(language), went(message, language));
        html! {
            <small key={message.id.0} class={classes!("order-told", tone)} data-testid="order-told"
                data-state={message.state.word()}>{ text }</small>
        }
    });
    each.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::DateTime;
    use domain::messages::{Channel, MessageId, MessageKind};
    use uuid::Uuid;

    fn message(id: i64, order: u128, state: MessageState, sent: Option<i64>) -> OrderMessage {
        OrderMessage {
            order: OrderId(Uuid::from_u128(order)),
            id: MessageId(id),
            kind: MessageKind::Delayed,
            channel: Channel::Sms,
            state,
            sent_at: sent.and_then(|at| DateTime::from_timestamp(at, 0)),
        }
    }

    #[test]
    fn a_row_says_when_it_went_or_that_it_did_not() {
        use MessageState::*;
        // 19:42 in the shops' zone.
        let at = Some(1_783_618_920);
        for (state, sent, said) in [
            (Sent, at, "SMS 19:42\u{a0}✓"),
            (ToCheck, None, "SMS à vérifier\u{a0}?"),
            (GivenUp, None, "SMS pas parti\u{a0}–"),
            (Failed, None, "SMS pas parti\u{a0}✕"),
            (ToSend, None, "SMS en cours\u{a0}◐"),
            (Claimed, None, "SMS en cours\u{a0}◐"),
        ] {
            assert_eq!(went(&message(1, 1, state, sent), Language::Fr), said, "{state:?}");
        }
    }

    #[test]
    fn a_row_shows_its_own_and_the_newest() {
        let all: Vec<_> =
            (1..=6).map(|id| message(id, (id == 2).into(), MessageState::Sent, None)).collect();
        let ids = |order| {
            of_order(&all, OrderId(Uuid::from_u128(order)))
                .iter()
                .map(|it| it.id.0)
                .collect::<Vec<_>>()
        };
        assert_eq!((ids(1), ids(0), ids(7)), (vec![2], vec![4, 5, 6], vec![]));
    }
}
