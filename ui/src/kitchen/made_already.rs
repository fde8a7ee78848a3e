//! An order that was taken while the server was away: the kitchen may have made it from its ticket.

use crate::backend::new_command;
use crate::catalogue::{say, say_with};
use crate::doubts::use_standing;
use crate::frame::{Dialog, Notice, Tone, use_screen};
use domain::kitchen::MadeAlready;
use domain::orders::OrderId;
use patternfly_yew::prelude::ModalVariant;
use yew::prelude::*;

/// What [`TakenOffline`] is given.
#[derive(Properties, PartialEq)]
pub struct TakenOfflineProps {
    /// The order.
    pub order: OrderId,
    /// What is called out.
    pub number: AttrValue,
}

/// The sign on a card, and the question behind it.
#[component]
pub fn TakenOffline(props: &TakenOfflineProps) -> Html {
    let language = use_screen().language;
    let asked = use_state(|| false);
    let show = |to: bool| {
        let asked = asked.setter();
        move || asked.set(to)
    };
    let (open, close) = (show(true), show(false));
    html! {
        <>
            <button type="button" class="kitchen-taken-offline" data-testid="taken-offline"
                onclick={move |_| open()}>
                { "⚠\u{a0}" }{ say(language, "kitchen-taken-offline") }
            </button>
            if *asked {
                <Question order={props.order} number={props.number.clone()}
                    on_close={Callback::from(move |()| close())} />
            }
        </>
    }
}

/// What [`Question`] is given.
#[derive(Properties, PartialEq)]
struct QuestionProps {
    order: OrderId,
    number: AttrValue,
    on_close: Callback<()>,
}

/// Whether all that waits of the order was made.
#[component]
fn Question(props: &QuestionProps) -> Html {
    let language = use_screen().language;
    let QuestionProps { order, number, on_close } = props;
    let order = *order;
    let (standing, send) = use_standing::<MadeAlready>(order);
    use_effect_with((standing.done.is_some(), on_close.clone()), |(done, close)| {
        if *done {
            close.emit(());
        }
    });
    let yes = send.reform(move |_: MouseEvent| Some(MadeAlready { command: new_command(), order }));
    let actions = html! {
        <button class="button primary" data-testid="made-already" data-first-focus="true"
            disabled={standing.busy} onclick={yes}>{ say(language, "kitchen-made-already") }</button>
    };
    let number = [("number", number.as_str().into())];
    html! {
        <Dialog title={say_with(language, "kitchen-taken-offline-title", &number)}
            testid="taken-offline-dialog" variant={ModalVariant::Medium} on_close={on_close.clone()}
            close_word={Some(AttrValue::from(say(language, "kitchen-to-make")))} {actions}>
            <div class="decide at-arms-length">
                <p>{ say(language, "kitchen-taken-offline-about") }</p>
                if let Some(failure) = &standing.failure {
                    <Notice text={failure.message.clone()} testid="made-already-error" tone={Tone::Failure} />
                }
            </div>
        </Dialog>
    }
}
