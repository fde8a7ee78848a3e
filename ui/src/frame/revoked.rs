//! A terminal that was put out: a page that says so and what to do, at a start and in mid-service.
//! What was typed stays behind it, and can be looked at.

use super::dialog::keep_inside;
use super::notice::{Notice, Tone};
use super::top_bar::LanguageButton;
use crate::backend::call;
use crate::catalogue::{say, say_with};
use domain::server::{ReadServer, ServerRefused, Step};
use domain::{FailureCode, Language, Spoken};
use gloo_events::{EventListener, EventListenerOptions, EventListenerPhase};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{HtmlElement, KeyboardEvent, Node};
use yew::prelude::*;

/// What [`RevokedPage`] is given.
#[derive(Properties, PartialEq)]
pub struct RevokedPageProps {
    /// The language shown.
    pub language: Language,
    /// Commands that wait on this terminal.
    #[prop_or_default]
    pub waits: u32,
    /// Changes the language.
    pub set_language: Callback<Language>,
    /// The server lets this terminal in again.
    pub on_let_in: Callback<()>,
    /// Further buttons.
    pub children: Html,
}

/// The page. It asks nothing by itself: the server has said no.
#[component]
pub fn RevokedPage(props: &RevokedPageProps) -> Html {
    let language = props.language;
    let busy = use_state(|| false);
    // What stands in the way, when it was asked again.
    let still = use_state(|| None::<String>);
    let ask = {
        let (busy, still) = (busy.clone(), still.setter());
        let let_in = props.on_let_in.clone();
        Callback::from(move |_: MouseEvent| {
            busy.set(true);
            let (busy, still, let_in) = (busy.setter(), still.clone(), let_in.clone());
            spawn_local(async move {
                let answer = call(ReadServer {}, language).await.map(|set_up| set_up.step);
                busy.set(false);
                match answer {
                    Ok(Step::Connect { failure: Some(failure) }) => {
                        let same = failure.code == FailureCode::Revoked;
                        let words =
                            if same { say(language, "revoked-still") } else { failure.message };
                        still.set(Some(words));
                    }
                    Err(failure) => still.set(Some(failure.message)),
                    // What is missing then, the pages of the first start say.
                    Ok(_) => let_in.emit(()),
                }
            });
        })
    };
    let waits = (props.waits > 0).then(|| {
        let text = say_with(language, "revoked-waits", &[("waits", props.waits.into())]);
        html! { <Notice {text} tone={Tone::Warning} testid="revoked-waits" /> }
    });
    html! {
        <main class="waiting revoked">
            <b class="brand">{ "OC\u{a0}Pizza" }</b>
            <section class="revoked-card">
                <h1>{ say(language, "revoked-title") }</h1>
                <p data-testid="revoked">{ ServerRefused::Revoked.say(language) }</p>
                { waits }
                if let Some(still) = &*still {
                    <Notice text={still.clone()} testid="revoked-still" />
                }
            </section>
            <div class="waiting-actions">
                { props.children.clone() }
                <button class="button" data-testid="revoked-retry" aria-busy={busy.to_string()} disabled={*busy} onclick={ask}>
                    { say(language, "retry") }
                </button>
                <LanguageButton {language} on_choose={props.set_language.clone()} />
            </div>
        </main>
    }
}

/// What [`RevokedCover`] is given.
#[derive(Properties, PartialEq)]
pub struct RevokedCoverProps {
    /// The language shown.
    pub language: Language,
    /// Commands that wait on this terminal.
    pub waits: u32,
    /// Changes the language.
    pub set_language: Callback<Language>,
    /// The server lets this terminal in again.
    pub on_let_in: Callback<()>,
}

/// The page over the screens of a terminal put out in mid-service, until somebody wants to see what
/// stands there: to write an order down, or to tell it to a colleague.
#[component]
pub fn RevokedCover(props: &RevokedCoverProps) -> Html {
    let language = props.language;
    let looking = use_state(|| false);
    let cover = use_node_ref();
    use_keys_kept(&cover, !*looking);
    let look = |on: bool| {
        let looking = looking.setter();
        Callback::from(move |_: MouseEvent| looking.set(on))
    };
    if *looking {
        return html! {
            <div class="revoked-banner">
                <Notice text={say(language, "revoked-looking")} testid="revoked-banner">
                    <button class="button" data-testid="revoked-back" onclick={look(false)}>
                        { say(language, "revoked-back") }
                    </button>
                </Notice>
            </div>
        };
    }
    html! {
        <div class="revoked-cover" data-testid="revoked-cover" tabindex="-1" ref={cover}>
            <RevokedPage {language} waits={props.waits} set_language={props.set_language.clone()}
                on_let_in={props.on_let_in.clone()}>
                <button class="button primary" data-testid="revoked-look" onclick={look(true)}>
                    { say(language, "revoked-look") }
                </button>
            </RevokedPage>
        </div>
    }
}

/// Keeps the keyboard, and the focus, with what covers the screens: they hear keys wherever it is.
#[hook]
fn use_keys_kept(cover: &NodeRef, covered: bool) {
    let cover = cover.clone();
    use_effect_with(covered, move |&covered| {
        let listener = web_sys::window().filter(|_| covered).map(|window| {
            let options =
                EventListenerOptions { phase: EventListenerPhase::Capture, passive: false };
            let cover = cover.clone();
            EventListener::new_with_options(&window, "keydown", options, move |event| {
                event.stop_immediate_propagation();
                let (Some(cover), Some(event)) =
                    (cover.cast::<HtmlElement>(), event.dyn_ref::<KeyboardEvent>())
                else {
                    return;
                };
                let target = event.target().and_then(|target| target.dyn_into::<Node>().ok());
                if event.key() == "Tab" {
                    keep_inside(&cover, event);
                } else if !cover.contains(target.as_ref()) {
                    event.prevent_default();
                }
            })
        });
        if let Some(cover) = cover.cast::<HtmlElement>().filter(|_| covered) {
            // Without the focus it is still there to be touched.
            let _ = cover.focus();
        }
        move || drop(listener)
    });
}
