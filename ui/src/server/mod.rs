//! The first start: telling the terminal where its server is, preparing an empty database, opening
//! the first shop. Which step comes next is the backend's to say; each step keeps what was typed
//! until it has led somewhere.

mod connect;
mod field;
mod first_shop;
mod prepare;

use crate::backend::call;
use crate::catalogue::say;
use crate::frame::{LanguageButton, Notice, ThemeButton, Tone};
use connect::ConnectForm;
use domain::server::{ReadServer, SetUp, Step};
use domain::shops::WindowKind;
use domain::{Failure, Language};
pub use field::wrong;
use first_shop::FirstShopForm;
use gloo_timers::callback::Interval;
use prepare::PreparePage;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// How often a step that waits for something outside is looked at again.
const LOOK_AGAIN_MS: u32 = 3_000;

/// What [`SetUpPage`] is given.
#[derive(Properties, PartialEq)]
pub struct SetUpPageProps {
    /// The window it fills.
    pub window: WindowKind,
    /// The language shown.
    pub language: Language,
    /// Changes it.
    pub set_language: Callback<Language>,
    /// The terminal can be worked with.
    pub on_done: Callback<()>,
}

/// The steps of a terminal that cannot work yet.
#[component]
pub fn SetUpPage(props: &SetUpPageProps) -> Html {
    let language = props.language;
    let set_up = use_state(|| None::<SetUp>);
    let failure = use_state(|| None::<Failure>);
    let changing = use_state(|| false);
    let go_on = {
        let (set_up, failure, done) = (set_up.setter(), failure.setter(), props.on_done.clone());
        let changing = changing.setter();
        use_callback(done, move |next: SetUp, done| {
            changing.set(false);
            if next.step == Step::Done {
                done.emit(());
            }
            failure.set(None);
            set_up.set(Some(next));
        })
    };
    let read = {
        let (go_on, failure) = (go_on.clone(), failure.setter());
        use_callback((language, go_on), move |(), (language, go_on)| {
            let (language, go_on, failure) = (*language, go_on.clone(), failure.clone());
            spawn_local(async move {
                match call(ReadServer {}, language).await {
                    Ok(next) => go_on.emit(next),
                    Err(refused) => failure.set(Some(refused)),
                }
            });
        })
    };
    let change = {
        let changing = changing.setter();
        use_callback((), move |(), ()| changing.set(true))
    };
    let waits = match &*set_up {
        _ if *changing => false,
        None => true,
        Some(known) => matches!(known.step, Step::Keyring { .. } | Step::Done),
    };
    {
        let read = read.clone();
        use_effect_with((waits, language), move |&(waits, _)| {
            let looking = waits.then(|| {
                read.emit(());
                Interval::new(LOOK_AGAIN_MS, move || read.emit(()))
            });
            move || drop(looking)
        });
    }
    let inside = match &*set_up {
        None => match &*failure {
            Some(failure) => trying_again(language, failure),
            None => waiting(language),
        },
        Some(known) if *changing => html! {
            <ConnectForm {language} known={known.clone()} on_saved={go_on} />
        },
        Some(known) => match &known.step {
            Step::Connect { .. } => html! {
                <ConnectForm {language} known={known.clone()} on_saved={go_on} />
            },
            Step::Keyring { failure } => keyring(language, failure, &read, &change),
            Step::Migrate => html! {
                <PreparePage {language} known={known.clone()} on_change={change} on_prepared={go_on} />
            },
            Step::FirstShop => html! { <FirstShopForm {language} on_opened={go_on} /> },
            Step::Done => waiting(language),
        },
    };
    html! {
        <main class="set-up">
            <header class="set-up-bar">
                <b class="brand">{ "OC\u{a0}Pizza" }</b>
                <span class="space"></span>
                <LanguageButton {language} on_choose={props.set_language.clone()} />
                <ThemeButton window={props.window} {language} />
            </header>
            <section class="set-up-page">
                if let (Some(failure), Some(_)) = (&*failure, &*set_up) {
                    <Notice text={failure.message.clone()} testid="set-up-error" />
                }
                { inside }
            </section>
        </main>
    }
}

fn waiting(language: Language) -> Html {
    html! {
        <p class="waiting-text" role="status">
            <span class="spinner" aria-hidden="true"></span>{ say(language, "loading") }
        </p>
    }
}

/// It cannot even be said what the terminal needs: that is asked again and again.
fn trying_again(language: Language, failure: &Failure) -> Html {
    html! {
        <div class="set-up-card">
            <Notice text={failure.message.clone()} testid="set-up-error" />
            <p class="waiting-text" role="status">
                <span class="spinner" aria-hidden="true"></span>
                { say(language, "start-retrying") }
            </p>
        </div>
    }
}

/// The keyring is asked again and again; whoever cannot wait asks now.
fn keyring(
    language: Language,
    failure: &Failure,
    read: &Callback<()>,
    change: &Callback<()>,
) -> Html {
    let change = change.reform(|_: MouseEvent| ());
    let again = read.reform(|_: MouseEvent| ());
    html! {
        <div class="set-up-card" data-testid="keyring">
            <h1>{ say(language, "keyring-title") }</h1>
            <p class="set-up-lead">{ say(language, "keyring-lead") }</p>
            <Notice text={failure.message.clone()} tone={Tone::Warning} testid="keyring-error" />
            <div class="set-up-actions">
                <p class="waiting-text" role="status">
                    <span class="spinner" aria-hidden="true"></span>
                    { say(language, "keyring-waiting") }
                </p>
                <span class="space"></span>
                <button class="button" data-testid="start-change" onclick={change}>
                    { say(language, "start-change") }
                </button>
                <button class="button" data-testid="keyring-retry" onclick={again}>
                    { say(language, "retry") }
                </button>
            </div>
        </div>
    }
}
