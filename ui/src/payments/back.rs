//! Money that goes back to a card over the terminal, once its refund is booked.

use super::payment::CardPayment;
use super::sending::{fresh, send, use_cards};
use crate::catalogue::say_with;
use crate::frame::{Notice, use_screen};
use domain::orders::OrderId;
use domain::payments::{AskCard, CardEnd};
use domain::{Cents, Failure};
use yew::prelude::*;

/// What [`CardBack`] is given.
#[derive(Properties, PartialEq)]
pub struct CardBackProps {
    /// The order.
    pub order: OrderId,
    /// What is called out of it.
    pub number: String,
    /// What goes back by card.
    pub amount: Cents,
}

/// Asks the terminal to give it back; nothing where there is no terminal: it is given back by hand.
#[component]
pub fn CardBack(props: &CardBackProps) -> Html {
    let (screen, cards) = (use_screen(), use_cards());
    let language = screen.language;
    let (busy, failed) = (use_state(|| false), use_state(|| None::<Failure>));
    let doubt = use_mut_ref(|| None::<AskCard>);
    // What was asked for this refund: an earlier one of the same order has its own.
    let mine = use_mut_ref(Vec::new);
    let asked: Vec<_> = cards.of(props.order);
    let asked: Vec<_> =
        asked.into_iter().filter(|it| mine.borrow().contains(&it.payment)).collect();
    let is_done = asked.iter().any(|it| it.end == Some(CardEnd::GivenBack));
    let waits = asked.iter().any(|it| it.is_open());
    if !cards.has_terminal() && asked.is_empty() {
        return Html::default();
    }
    let ask = {
        let (order, number, amount) = (props.order, props.number.clone(), props.amount);
        let (failed, busy, screen) = (failed.setter(), busy.clone(), screen.clone());
        move |_: MouseEvent| {
            let (due, number) = (Cents::ZERO, number.clone());
            let again = doubt.borrow().clone();
            let asked = again.unwrap_or_else(|| {
                fresh(|payment| AskCard { payment, order, number, due, amount, goes_back: true })
            });
            let (failed, doubt) = (failed.clone(), doubt.clone());
            failed.set(None);
            mine.borrow_mut().push(asked.payment);
            doubt.replace(Some(asked.clone()));
            send(&screen, asked, busy.clone(), move |answer| {
                if !answer.as_ref().is_err_and(Failure::leaves_outcome_unknown) {
                    doubt.replace(None);
                }
                failed.set(answer.err());
            });
        }
    };
    let amount = props.amount.show(language);
    html! {
        <div class="cards" data-testid="card-back-over">
            { for asked.last().map(|it| html! { <CardPayment asked={it.clone()} /> }) }
            if !waits && !is_done {
                <button class="button" data-testid="card-back-ask" disabled={*busy} onclick={ask}>
                    { say_with(language, "card-back-ask", &[("amount", amount.as_str().into())]) }
                </button>
            }
            if let Some(failure) = &*failed {
                <Notice text={failure.message.clone()} testid="card-back-error" />
            }
        </div>
    }
}
