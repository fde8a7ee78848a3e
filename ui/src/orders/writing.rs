//! Writing to the customer of an order: begun from the group's words, changed as one likes, sent to the number
//! that the order bears.

use crate::backend::{call, new_uuid};
use crate::catalogue::{say, say_with};
use crate::frame::{Dialog, Notice, Tone, use_fetched, use_screen, wrong};
use crate::outbox::cost;
use domain::messages::{
    DraftMessages, MessageDrafts, MessageKind, WriteToCustomer, segments, typed_text,
};
use domain::orders::OrderSummary;
use domain::text::phone_shown;
use domain::{Failure, FailureCode, Language, Spoken};
use patternfly_yew::prelude::ModalVariant;
use std::rc::Rc;
use uuid::Uuid;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

/// What [`WritingDialog`] is given.
#[derive(Properties, PartialEq)]
pub struct WritingDialogProps {
    /// The order.
    pub order: OrderSummary,
    /// It is written: what is said above the list.
    pub on_written: Callback<String>,
    /// Nothing is.
    pub on_close: Callback<()>,
}

/// What is being written.
#[derive(Clone, PartialEq)]
struct Typed {
    kind: MessageKind,
    text: String,
    /// The same for each try of these words.
    once: Uuid,
}

impl Typed {
    fn begun((kind, text): &(MessageKind, String)) -> Typed {
        Typed { kind: *kind, text: text.clone(), once: new_uuid() }
    }
}

/// What is there to begin with.
fn kinds(
    drafts: &MessageDrafts,
    typed: &Typed,
    on_pick: &Callback<Typed>,
    language: Language,
) -> Html {
    let each = drafts.drafts.iter().map(|draft| {
        let on = typed.kind == draft.0;
        let begun = draft.clone();
        html! {
            <button type="button" class={classes!("pick", on.then_some("on"))} aria-pressed={on.to_string()}
                data-testid={format!("write-{}", draft.0.word())}
                onclick={on_pick.reform(move |_: MouseEvent| Typed::begun(&begun))}>{ draft.0.say(language) }</button>
        }
    });
    html! { <div class="picks" role="group" aria-label={say(language, "write-kind")}>{ for each }</div> }
}

/// What [`Writing`] is given.
#[derive(Properties, PartialEq)]
struct WritingProps {
    drafts: Rc<MessageDrafts>,
    order: OrderSummary,
    on_written: Callback<String>,
    on_close: Callback<()>,
    title: String,
}

/// The form, once it is known what there is to say.
#[component]
fn Writing(props: &WritingProps) -> Html {
    let screen = use_screen();
    let language = screen.language;
    let drafts = &props.drafts;
    let typed = use_state(|| {
        let own = (MessageKind::FreeText, String::new());
        Typed::begun(drafts.drafts.first().unwrap_or(&own))
    });
    let failure = use_state(|| None::<Failure>);
    let busy = use_state(|| false);
    let on_typed = {
        let (typed, failure) = (typed.setter(), failure.setter());
        Callback::from(move |next| {
            failure.set(None);
            typed.set(next);
        })
    };
    let on_text = {
        let (on_typed, kind) = (on_typed.clone(), typed.kind);
        Callback::from(move |event: InputEvent| {
            let text = event.target_unchecked_into::<HtmlTextAreaElement>().value();
            on_typed.emit(Typed { kind, text, once: new_uuid() });
        })
    };
    let goes = typed_text(&typed.text);
    let send = {
        let (typed, failure, busy) = (typed.clone(), failure.setter(), busy.clone());
        let (order, on_written, screen) =
            (props.order.clone(), props.on_written.clone(), screen.clone());
        Callback::from(move |_: MouseEvent| {
            if *busy {
                return;
            }
            busy.set(true);
            failure.set(None);
            let Typed { kind, text, once } = (*typed).clone();
            let asked = WriteToCustomer { once, order: order.order, kind, text };
            let (failure, busy, screen) = (failure.clone(), busy.setter(), screen.clone());
            let (on_written, number) = (on_written.clone(), order.number.clone());
            spawn_local(async move {
                match call(asked, language).await {
                    Ok(()) => {
                        let values = [("number", number.into())];
                        on_written.emit(say_with(language, "write-done", &values));
                    }
                    Err(refused) => {
                        busy.set(false);
                        screen.heed(&refused);
                        failure.set(Some(refused));
                    }
                }
            });
        })
    };
    let mistake = goes.as_ref().err().map(|refused| Failure::of(refused, language));
    let shown = mistake.or_else(|| (*failure).clone());
    let is_wrong = shown.as_ref().is_some_and(|it| it.field.is_some());
    let elsewhere = shown.as_ref().filter(|it| it.field.is_none());
    let word = if *busy { say(language, "write-sending") } else { say(language, "write-send") };
    let actions = html! {
        <button class="button primary" data-testid="write-go" aria-busy={busy.to_string()}
            disabled={*busy || goes.is_err()} onclick={send}>{ word }</button>
    };
    html! {
        <Dialog title={props.title.clone()} testid="write-dialog" variant={ModalVariant::Medium} on_close={props.on_close.clone()}
            {actions}>
            <div class="write">
                <p data-testid="write-to">{ say_with(language, "write-to", &[("phone", phone_shown(&drafts.to).into())]) }</p>
                { kinds(drafts, &typed, &on_typed, language) }
                <label class="field">
                    <span>{ say(language, "write-text") }</span>
                    <textarea rows="6" spellcheck="true" data-testid="field-text" data-first-focus="true"
                        aria-invalid={is_wrong.to_string()} value={typed.text.clone()} oninput={on_text} />
                    { wrong(shown.as_ref(), "text") }
                </label>
                if let Ok(text) = &goes {
                    { cost(&segments(text), language) }
                }
                if let Some(failure) = elsewhere {
                    <Notice text={failure.message.clone()} testid="write-error"
                        tone={if failure.code == FailureCode::Conflict { Tone::Warning } else { Tone::Failure }} />
                }
            </div>
        </Dialog>
    }
}

/// Writes to the customer of an order.
#[component]
pub fn WritingDialog(props: &WritingDialogProps) -> Html {
    let screen = use_screen();
    let language = screen.language;
    let order = &props.order;
    // Read when somebody comes: what is typed is not pulled away by news.
    let read = use_fetched(DraftMessages { order: order.order }, true, 0, language);
    {
        let screen = screen.clone();
        use_effect_with(read.failure.clone(), move |failure| {
            failure.iter().for_each(|failure| screen.heed(failure));
        });
    }
    let title = say_with(language, "write-title", &[("number", order.number.as_str().into())]);
    if let Some(drafts) = &read.data {
        return html! {
            <Writing drafts={drafts.clone()} order={order.clone()} on_written={props.on_written.clone()}
                on_close={props.on_close.clone()} {title} />
        };
    }
    html! {
        <Dialog {title} testid="write-dialog" variant={ModalVariant::Medium} on_close={props.on_close.clone()}>
            if let Some(failure) = &read.failure {
                <Notice text={failure.message.clone()} testid="write-error" />
            } else {
                <p class="empty" role="status">{ say(language, "write-reading") }</p>
            }
        </Dialog>
    }
}
