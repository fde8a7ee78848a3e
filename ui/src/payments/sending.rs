//! Keeps the card payments fresh for every part of the counter, and sends what is asked and said of them.

use crate::backend::{call, new_uuid};
use crate::frame::{Screen, use_fetched, use_screen};
use domain::orders::OrderId;
use domain::payments::{AskCard, AskedCard, CardPaymentId, Cards, PaymentsCall, ReadCards};
use domain::shops::WindowKind;
use domain::staff::AT_THE_COUNTER;
use domain::{Call, Failure};
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// The card payments as components reach them.
#[derive(Clone, PartialEq)]
pub struct CardsHandle {
    /// As they were read last; none: not yet.
    pub cards: Option<Rc<Cards>>,
}

impl CardsHandle {
    /// Whether this counter has a terminal that is asked.
    pub fn has_terminal(&self) -> bool {
        self.cards.as_ref().is_some_and(|cards| cards.terminal.is_some())
    }

    /// Those of an order, in the order asked.
    pub fn of(&self, order: OrderId) -> Vec<AskedCard> {
        self.cards.iter().flat_map(|cards| cards.of(order)).cloned().collect()
    }

    /// Those that somebody has to do something about.
    pub fn open(&self) -> Vec<AskedCard> {
        let all = self.cards.iter().flat_map(|cards| cards.payments.iter());
        all.filter(|it| it.is_open()).cloned().collect()
    }
}

/// Asks for an amount, as a payment of its own.
pub fn fresh(ask: impl FnOnce(CardPaymentId) -> AskCard) -> AskCard {
    ask(CardPaymentId(new_uuid()))
}

/// The card payments.
///
/// # Panics
///
/// Outside of [`CardsProvider`]: a mistake in the program.
#[hook]
pub fn use_cards() -> CardsHandle {
    use_context::<CardsHandle>().expect("the counter stands within the CardsProvider")
}

/// Makes one call at a time and tells its answer; what it changes comes with the news.
pub fn send<C>(
    screen: &Screen,
    asked: C,
    busy: UseStateHandle<bool>,
    answered: impl FnOnce(Result<C::Reply, Failure>) + 'static,
) where
    C: Call<Request = PaymentsCall>,
{
    if *busy {
        return;
    }
    busy.set(true);
    let screen = screen.clone();
    spawn_local(async move {
        let answer = call(asked, screen.language).await;
        if let Err(failure) = &answer {
            screen.heed(failure);
        }
        busy.set(false);
        answered(answer);
    });
}

/// What [`CardsProvider`] is given.
#[derive(Properties, PartialEq)]
pub struct CardsProviderProps {
    /// The screens.
    pub children: Html,
}

/// Provides the card payments to everything below.
#[component]
pub fn CardsProvider(props: &CardsProviderProps) -> Html {
    let screen = use_screen();
    let wanted = screen.window == WindowKind::Counter
        && AT_THE_COUNTER.admits(screen.staff.as_ref().map(|person| person.role));
    let read = use_fetched(ReadCards {}, wanted, screen.cards_pulse, screen.language);
    let handle = CardsHandle { cards: read.data.clone().filter(|_| wanted) };
    html! {
        <ContextProvider<CardsHandle> context={handle}>{ props.children.clone() }</ContextProvider<CardsHandle>>
    }
}
