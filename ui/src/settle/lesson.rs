//! The money of an order of training: counted as a real one's, and taken nowhere.

use super::Lesson;
use super::Paying;
use crate::backend::call;
use crate::catalogue::say;
use domain::orders::{SettleOrder, Settled, TrainSale};
use domain::{Failure, Language};
use std::pin::Pin;
use yew::prelude::*;

/// An answer to come.
type Answer = Pin<Box<dyn Future<Output = Result<Settled, Failure>>>>;

/// What a payment asks for: the real thing, or a ticket of training.
pub fn asking(paying: &Paying) -> impl Fn(SettleOrder, Language) -> Answer + Clone + use<> {
    let (lesson, number) = (paying.lesson.clone(), paying.number.clone());
    move |asked, language| match lesson.clone() {
        None => Box::pin(call(asked, language)),
        Some(lesson) => Box::pin(trained(asked, lesson, number.clone(), language)),
    }
}

async fn trained(
    asked: SettleOrder,
    Lesson { nth, content }: Lesson,
    number: String,
    language: Language,
) -> Result<Settled, Failure> {
    let SettleOrder { command, order, due, payers, in_full } = asked;
    let sale = TrainSale { command, order, nth, content, due, payers, in_full };
    // Named as it was when it was validated.
    Ok(Settled { number, ..call(sale, language).await? })
}

/// Says that no money is to change hands.
pub fn reminder(paying: &Paying, language: Language) -> Html {
    html! {
        if paying.lesson.is_some() {
            <p class="training-note" data-testid="settle-training">{ "⚠\u{a0}" }{ say(language, "training-settle") }</p>
        }
    }
}
