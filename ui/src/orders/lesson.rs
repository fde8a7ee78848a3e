//! An order of training: validated as a real one is, and nowhere but at this desk.

use super::desk::{Act, Desk};
use crate::backend::call;
use crate::catalogue::say_with;
use crate::settle::Lesson;
use domain::orders::{PlaceOrder, PlacedOrder, TrainOrder, Trained};
use domain::{Failure, Language};

/// Has it checked; it gets a number that is none, and is placed nowhere.
pub async fn validated(asked: PlaceOrder, language: Language) -> Result<Act, Failure> {
    let PlaceOrder { order, content, promised_at, .. } = asked;
    let asked = TrainOrder { content, promised_at };
    let Trained { nth, total, promised_at } = call(asked, language).await?;
    let number = say_with(language, "training-number", &[("nth", nth.to_string().into())]);
    Ok(Act::Trained(nth, PlacedOrder { order, number, reference: None, total, promised_at }))
}

impl Desk {
    /// It was accepted: the money is counted next, or not.
    pub(super) fn trained(&mut self, nth: u32, placed: PlacedOrder) {
        let content = self.sent.as_ref().map(|sent| sent.content().clone());
        self.placed(placed);
        if let (Some(paying), Some(content)) = (&mut self.paying, content) {
            paying.lesson = Some(Lesson { nth, content });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::basket::tests::menu;
    use super::*;
    use chrono::DateTime;
    use domain::menu::SizeId;
    use domain::orders::{OrderContent, OrderId};
    use domain::{Cents, CommandId};
    use std::rc::Rc;
    use uuid::Uuid;
    use yew::Reducible;

    /// A desk after one thing was added and that was validated.
    fn validated(pay: bool) -> (Desk, OrderContent) {
        let mut desk = Rc::new(Desk::default()).reduce(Act::Add(Rc::new(menu()), SizeId(1)));
        let content = desk.basket.content(3);
        let (command, order) = (CommandId(Uuid::from_u128(1)), OrderId(Uuid::from_u128(2)));
        let promised_at = DateTime::UNIX_EPOCH;
        let call = PlaceOrder { command, order, content: content.clone(), promised_at };
        desk = desk.reduce(Act::Sent(Box::new(super::super::desk::Validation::Place(call)), pay));
        let (number, total) = ("École 12".to_owned(), Cents(800));
        let placed = PlacedOrder { order, number, reference: None, total, promised_at };
        ((*desk.reduce(Act::Trained(12, placed))).clone(), content)
    }

    #[test]
    fn its_payment_brings_what_was_validated() {
        let (desk, content) = validated(true);
        let paying = desk.paying.clone().expect("the money is counted next");
        assert_eq!((paying.due, paying.lesson), (Cents(800), Some(Lesson { nth: 12, content })));
        assert!(desk.basket.is_empty() && desk.sent.is_none());
        // A reload finds it again.
        let text = serde_json::to_string(&desk).expect("a text");
        let again: Desk = serde_json::from_str(&text).expect("a desk");
        assert_eq!(again.paying, desk.paying);
        assert_eq!(*Rc::new(again).reduce(Act::Clear), Desk::default());
    }

    #[test]
    fn validated_alone_nothing_is_paid() {
        let (desk, _) = validated(false);
        assert_eq!(desk.paying, None);
        assert_eq!(desk.placed.map(|placed| placed.number).as_deref(), Some("École 12"));
    }
}
