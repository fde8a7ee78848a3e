//! An order that was taken while the server was away: the kitchen may have made it from its ticket.

use crate::backend::{call, new_command};
use crate::catalogue::{say, say_with};
use crate::frame::{Dialog, Notice, Tone, use_screen};
use domain::Failure;
use domain::contract::ChangeKind;
use domain::kitchen::MadeAlready;
use domain::orders::OrderId;
use patternfly_yew::prelude::ModalVariant;
use wasm_bindgen_futures::spawn_local;
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
    let screen = use_screen();
    let language = screen.language;
    let busy = use_state(|| false);
    let failure = use_state(|| None::<Failure>);
    // The same on each try: it may have been done, though nobody heard it.
    let command = use_memo((), |()| new_command());
    let yes = {
        let (screen, busy, failure) = (screen.clone(), busy.clone(), failure.setter());
        let (order, command, on_close) = (props.order, *command, props.on_close.clone());
        move |_: MouseEvent| {
            if !*busy {
                busy.set(true);
                let (screen, busy, failure) = (screen.clone(), busy.setter(), failure.clone());
                send(MadeAlready { command, order }, screen, busy, failure, on_close.clone());
            }
        }
    };
    let actions = html! {
        <button class="button primary" data-testid="made-already" data-first-focus="true"
            disabled={*busy} onclick={yes}>{ say(language, "kitchen-made-already") }</button>
    };
    let number = [("number", props.number.as_str().into())];
    html! {
        <Dialog title={say_with(language, "kitchen-taken-offline-title", &number)}
            testid="taken-offline-dialog" variant={ModalVariant::Medium} on_close={props.on_close.clone()}
            close_word={Some(AttrValue::from(say(language, "kitchen-to-make")))} {actions}>
            <div class="decide at-arms-length">
                <p>{ say(language, "kitchen-taken-offline-about") }</p>
                if let Some(failure) = &*failure {
                    <Notice text={failure.message.clone()} testid="made-already-error" tone={Tone::Failure} />
                }
            </div>
        </Dialog>
    }
}

fn send(
    asked: MadeAlready,
    screen: crate::frame::Screen,
    busy: UseStateSetter<bool>,
    failure: UseStateSetter<Option<Failure>>,
    on_close: Callback<()>,
) {
    spawn_local(async move {
        let answer = call(asked, screen.language).await;
        match answer {
            Ok(_) => {
                screen.refresh.emit(ChangeKind::Order);
                on_close.emit(());
            }
            Err(refused) => {
                screen.heed(&refused);
                failure.set(Some(refused));
                busy.set(false);
            }
        }
    });
}
