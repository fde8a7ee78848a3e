//! The till: how it stands, its drawer, its closing, its papers; and the way back to the counter.

use super::card::CardTerminalPage;
use super::closing::ClosingPage;
use super::drawer;
use super::entries::EntriesPage;
use super::figures::{days, defects, x};
use super::training::TrainingPage;
use crate::catalogue::{say, say_with};
use crate::frame::{Notice, Tone, dialog_open, hour, use_fetched, use_keys, use_screen};
use crate::ledger::PrintXButton;
use crate::ledger::day;
use chrono::{DateTime, Utc};
use domain::ledger::{DayClosed, ReadTill};
use domain::{Failure, Language};
use std::rc::Rc;
use yew::prelude::*;

/// A page of the till.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Page {
    Now,
    Drawer,
    Close,
    Entries,
    Training,
    Card,
}

impl Page {
    const ALL: [(Page, &str, &str); 6] = [
        (Page::Now, "till-tab-now", "till-now"),
        (Page::Drawer, "till-tab-drawer", "till-drawer"),
        (Page::Close, "till-tab-close", "till-closing"),
        (Page::Entries, "till-tab-entries", "till-entries"),
        (Page::Training, "till-tab-training", "till-training"),
        (Page::Card, "till-tab-card", "till-card"),
    ];

    /// Whether it is there while the counter is in training: drawer and closing are real.
    fn is_there(self, training: bool) -> bool {
        !training || !matches!(self, Page::Drawer | Page::Close)
    }
}

/// What [`TillPage`] is given.
#[derive(Properties, PartialEq)]
pub struct TillPageProps {
    /// Back to the counter.
    pub on_close: Callback<()>,
}

/// Says that what is shown is old, or that there is nothing, and what can still be done.
fn age(
    at: Option<DateTime<Utc>>,
    failure: Option<&Failure>,
    online: bool,
    language: Language,
) -> Html {
    let text = match (failure, at) {
        (Some(failure), Some(at)) => {
            let values = [("why", failure.message.as_str().into()), ("hour", hour(at).into())];
            say_with(language, "till-old", &values)
        }
        (Some(failure), None) => failure.message.clone(),
        (None, _) if !online => say(language, "till-away"),
        (None, _) => return Html::default(),
    };
    html! {
        <Notice {text} tone={Tone::Warning} testid="till-failed">
            if !online { <p data-testid="till-away">{ say(language, "till-away-about") }</p> }
        </Notice>
    }
}

/// The till.
#[component]
pub fn TillPage(props: &TillPageProps) -> Html {
    let screen = use_screen();
    let language = screen.language;
    let chosen = use_state(|| None::<Page>);
    let page = chosen.unwrap_or(if screen.training { Page::Training } else { Page::Now });
    let closed = use_state(|| None::<Rc<DayClosed>>);
    let stands = use_fetched(ReadTill {}, true, screen.orders_pulse, language);
    let title = match &stands.data {
        Some(stands) => {
            let register = stands.register.to_string();
            let values = [("register", register.into()), ("day", day(stands.day).into())];
            say_with(language, "till-title", &values)
        }
        None => say(language, "till-open"),
    };
    {
        let back = props.on_close.clone();
        use_keys(Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" && !dialog_open() {
                back.emit(());
            }
        }));
    }
    let there = Page::ALL.into_iter().filter(|(each, ..)| each.is_there(screen.training));
    let tabs = there.map(|(each, testid, key)| {
        let (on, choose) = (page == each, chosen.setter());
        html! {
            <button class={classes!(on.then_some("on"))} aria-pressed={on.to_string()} data-testid={testid}
                data-first-focus={on.then_some("true")} onclick={move |_: MouseEvent| choose.set(Some(each))}>{ say(language, key) }</button>
        }
    });
    let of_till = stands.data.as_ref().map(|stands| match page {
        Page::Now if screen.training => x(stands, language),
        Page::Now => html! { <>{ x(stands, language) }<PrintXButton /></> },
        Page::Drawer => drawer::page(stands.drawer.as_ref(), language),
        Page::Close => html! { <ClosingPage stands={stands.clone()} closed={closed.clone()} /> },
        Page::Entries => html! { <EntriesPage today={stands.day} /> },
        Page::Training | Page::Card => Html::default(),
    });
    // These need no server: the counter's own training, and its own terminal.
    let body = match page {
        Page::Training => Some(html! { <TrainingPage /> }),
        Page::Card => Some(html! { <CardTerminalPage /> }),
        _ => of_till,
    };
    html! {
        <main class="till-window" data-testid="till">
            <header class="bar">
                <h1>{ title }</h1>
                <span class="space"></span>
                <button class="button" data-testid="till-back" onclick={props.on_close.reform(|_: MouseEvent| ())}>
                    { say(language, "till-back") }<kbd>{ say(language, "key-escape") }</kbd>
                </button>
            </header>
            <div class="till">
                <div class="bar">
                    <div class="segment" role="group" aria-label={say(language, "till-open")}>{ for tabs }</div>
                    if let Some(stands) = &stands.data { { days(stands, language) } }
                </div>
                { age(stands.at, stands.failure.as_ref(), screen.online, language) }
                if let Some(stands) = &stands.data { { defects(stands, language) } }
                if let Some(body) = body {
                    <div class="till-page">{ body }</div>
                } else if stands.failure.is_none() {
                    <p class="empty" role="status">{ say(language, "till-loading") }</p>
                }
            </div>
        </main>
    }
}
