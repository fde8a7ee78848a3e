//! The card terminal in the payment dialog: it is asked, waited for, and what it took lies there.

use super::Paying;
use super::hand::Terms;
use super::laid::{Act, Laid, Step};
use crate::catalogue::say;
use crate::frame::{Notice, Tone, use_screen};
use crate::payments::{CardPayment, fresh, send, use_cards};
use domain::orders::SettleOrder;
use domain::payments::{
    AskCard, AskedCard, CardNo, CardPaymentId, CardState, Given, Payer, carried,
};
use domain::{Cents, Failure, Language, Spoken};
use yew::prelude::*;

/// What the terminal has to do with a payment.
pub struct AtTerminal {
    /// A card is asked of it, and not typed on it.
    pub asks: bool,
    /// The payment of which nobody knows yet: nothing else is done meanwhile.
    pub held: Option<AskedCard>,
    /// What it took, and is not booked.
    pub taken: Vec<AskedCard>,
    /// What it refused last.
    pub refused: Option<AskedCard>,
    /// Asks it.
    pub ask: Callback<Cents>,
    by_hand: UseStateHandle<bool>,
    failure: UseStateHandle<Option<Failure>>,
}

/// The terminal, for the payment of that order.
#[hook]
pub fn use_terminal(
    paying: &Paying,
    due: Cents,
    laid: &UseReducerHandle<Laid>,
    is_sent: bool,
) -> AtTerminal {
    let (screen, cards) = (use_screen(), use_cards());
    let by_hand = use_state(|| false);
    let failure = use_state(|| None::<Failure>);
    let busy = use_state(|| false);
    // Sent again while nobody knows whether it was asked.
    let doubt = use_mut_ref(|| None::<AskCard>);
    let mut of_order = cards.of(paying.order);
    of_order.retain(|it| !it.goes_back);
    let taken: Vec<AskedCard> = of_order.iter().filter(|it| it.is_taken()).cloned().collect();
    {
        let lies: Vec<Given> = taken.iter().map(carried).collect();
        let (laid, is_read) = (laid.dispatcher(), cards.cards.is_some());
        use_effect_with((lies, is_sent || !is_read), move |(lies, is_left)| {
            if !*is_left {
                laid.dispatch(Act::Cards(lies.clone()));
            }
        });
    }
    let ask = {
        let (order, number) = (paying.order, paying.number.clone());
        let (failure, busy) = (failure.setter(), busy.clone());
        Callback::from(move |amount: Cents| {
            let again = doubt.borrow().clone().filter(|it| it.amount == amount);
            let number = number.clone();
            let asked = again.unwrap_or_else(|| {
                fresh(|payment| AskCard { payment, order, number, due, amount, goes_back: false })
            });
            let (failure, doubt) = (failure.clone(), doubt.clone());
            failure.set(None);
            doubt.replace(Some(asked.clone()));
            send(&screen, asked, busy.clone(), move |answer| {
                let unknown = answer.as_ref().is_err_and(Failure::leaves_outcome_unknown);
                if !unknown {
                    doubt.replace(None);
                }
                failure.set(answer.err());
            });
        })
    };
    AtTerminal {
        // No real card pays for a lesson.
        asks: cards.has_terminal() && !*by_hand && paying.lesson.is_none(),
        held: of_order.iter().find(|it| it.is_held()).cloned(),
        refused: of_order.last().filter(|it| it.card.state == CardState::Refused).cloned(),
        taken,
        ask,
        by_hand,
        failure,
    }
}

/// Settles by itself what a card was waited for in this dialog, once it is enough: the cashier has
/// confirmed it before the terminal was asked.
#[hook]
pub fn use_settles_itself(
    terminal: &AtTerminal,
    laid: &Laid,
    terms: &Terms,
    settle: Callback<Vec<Payer>>,
) {
    let waited = use_mut_ref(|| None::<CardPaymentId>);
    if let Some(held) = &terminal.held {
        waited.replace(Some(held.payment));
    }
    let step = laid.step(terms);
    use_effect_with(laid.clone(), move |laid| {
        let came = waited.borrow().filter(|payment| laid.has_card(*payment));
        if came.is_some() {
            waited.replace(None);
            if let Step::Settle(payers) = step {
                settle.emit(payers);
            }
        }
    });
}

/// What is said of the terminal beside the payment: why it refused, and what it took that cannot be
/// settled as things stand.
pub fn beside(terminal: &AtTerminal, is_refused: bool, language: Language) -> Html {
    let AtTerminal { refused, taken, failure, by_hand, .. } = terminal;
    let why = refused.as_ref().and_then(|it| it.card.no);
    let fault = why == Some(CardNo::TerminalFault) && !**by_hand;
    let type_it = {
        let by_hand = by_hand.setter();
        move |_: MouseEvent| by_hand.set(true)
    };
    html! {
        <>
            if let Some(why) = why {
                <Notice text={why.say(language)} tone={Tone::Warning} testid="card-refused-why">
                    if fault {
                        <button class="button" data-testid="card-by-hand" onclick={type_it}>{ say(language, "card-by-hand") }</button>
                    }
                </Notice>
            }
            if let Some(failure) = &**failure {
                <Notice text={failure.message.clone()} testid="card-ask-error" />
            }
            if is_refused {
                { for taken.iter().map(|it| html! { <CardPayment key={it.payment.0.to_string()} asked={it.clone()} /> }) }
            }
        </>
    }
}

/// The settlement of these payers.
pub fn settling(
    ask: impl Fn(Vec<Payer>) -> SettleOrder + 'static,
    send: Callback<Option<SettleOrder>>,
) -> Callback<Vec<Payer>> {
    Callback::from(move |payers| send.emit(Some(ask(payers))))
}
