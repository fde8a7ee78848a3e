//! The first start: telling the terminal where its server is, preparing an empty database, opening
//! the first shop. Which step comes next is the backend's to say; each step keeps what was typed
//! until it has led somewhere. When nothing is left to do, the window goes back to its own program.

mod connect;
mod first_shop;
mod prepare;

use crate::backend::{call, use_news};
use crate::catalogue::say;
use crate::frame::{
    LanguageButton, Loading, Notice, ThemeButton, Tone, go_to_screens, this_window,
    use_kept_language, use_kept_theme,
};
use connect::ConnectForm;
use domain::contract::News;
use domain::server::{ReadServer, SetUp, Step};
use domain::shops::{ReadTerminal, WindowKind};
use domain::{Failure, FailureCode, Language};
use first_shop::FirstShopForm;
use gloo_timers::callback::Interval;
use prepare::PreparePage;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// How often a step that waits for something outside is looked at again.
const LOOK_AGAIN_MS: u32 = 3_000;

/// Goes back to the window's own program if that would not come here again at once; else says why it
/// would.
async fn leave(window: WindowKind, language: Language) -> Option<Failure> {
    let answer = call(ReadTerminal {}, language).await;
    let still = answer.err().filter(|failure| failure.code == FailureCode::SetUp);
    if still.is_none() {
        go_to_screens(window);
    }
    still
}

/// The steps of a terminal that cannot work yet: the whole of the window meanwhile.
#[component]
pub fn SetUpWindow() -> Html {
    let window = *use_memo((), |()| this_window());
    use_kept_theme(window);
    let (language, set_language) = use_kept_language();
    let set_up = use_state(|| None::<SetUp>);
    let failure = use_state(|| None::<Failure>);
    let changing = use_state(|| false);
    let go_on = {
        let (set_up, failure, changing) = (set_up.setter(), failure.setter(), changing.setter());
        use_callback((window, language), move |next: SetUp, &(window, language)| {
            changing.set(false);
            if next.step == Step::Done {
                let failure = failure.clone();
                spawn_local(async move { failure.set(leave(window, language).await) });
            } else {
                failure.set(None);
            }
            set_up.set(Some(next));
        })
    };
    // Another window may have done it, or the server may be back: a form would lead nowhere then.
    use_news(Callback::from(move |news| {
        if news == News::Online {
            spawn_local(async move { drop(leave(window, language).await) });
        }
    }));
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
            None => return html! { <Loading {language} /> },
        },
        Some(known) if known.step == Step::Done && failure.is_none() => {
            return html! { <Loading {language} /> };
        }
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
                <LanguageButton {language} on_choose={set_language} />
                <ThemeButton {window} {language} />
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
