//! The page: the list kept fresh, what is shown of it, and the dialogs over it.

use super::code::CodeDialog;
use super::listing::{Being, Column, Listing};
use super::revoke::RevokeDialog;
use super::table::Table;
use crate::catalogue::{say, say_with};
use crate::frame::{Notice, Tone, use_screen};
use crate::office::{ListPage, administers, use_list};
use chrono::{DateTime, TimeDelta, Utc};
use domain::server::check::Finding;
use domain::terminals::{ListTerminals, TerminalEntry, TerminalList};
use domain::{Language, Spoken};
use std::rc::Rc;
use yew::prelude::*;

/// Terminals tell that they are there without any news of it: the list is read again so often,
const LOOK_EVERY_MS: u32 = 15_000;
/// and so often while a new one is waited for.
const LOOK_FOR_NEW_EVERY_MS: u32 = 3_000;

/// What is open over the page.
#[derive(Clone, PartialEq)]
enum Open {
    /// A code for a new one.
    Code,
    /// One is to be put out.
    Revoke(TerminalEntry),
}

/// Which of them to show, with how many there are of each.
fn beings(
    listing: &UseStateHandle<Listing>,
    terminals: &[TerminalEntry],
    now: DateTime<Utc>,
    language: Language,
) -> Html {
    let each = Being::ALL.map(|being| {
        let on = listing.being == being;
        let count = terminals.iter().filter(|it| being.admits(it.presence(now))).count();
        let count = [("count", (count as u32).into())];
        let word = match being {
            Being::Enrolled => say_with(language, "terminals-enrolled", &count),
            Being::Silent => say_with(language, "terminals-silent", &count),
            Being::Revoked => say_with(language, "terminals-revoked", &count),
        };
        let choose = {
            let listing = listing.clone();
            move |_| listing.set(Listing { being, ..(*listing).clone() })
        };
        html! {
            <button class={on.then_some("on")} aria-pressed={on.to_string()}
                data-testid={format!("show-{}", being.word())} onclick={choose}>{ word }</button>
        }
    });
    html! { <div class="segment" role="group" aria-label={say(language, "terminals-which")}>{ for each }</div> }
}

fn search(listing: &UseStateHandle<Listing>, language: Language) -> Html {
    let typed = {
        let listing = listing.clone();
        Callback::from(move |event: InputEvent| {
            let typed = event.target_unchecked_into::<web_sys::HtmlInputElement>().value();
            listing.set(Listing { typed, ..(*listing).clone() });
        })
    };
    let hint = say(language, "terminals-search");
    html! {
        <input class="search" type="text" autocomplete="off" data-testid="terminals-search"
            aria-label={hint.clone()} placeholder={hint} value={listing.typed.clone()} oninput={typed} />
    }
}

/// Why all PCs are one at the server, and the line that mends it.
fn not_separated(list: &TerminalList, language: Language) -> Html {
    let Some(owner) = list.not_separated.clone() else { return Html::default() };
    let text = Finding::NotSeparated { owner }.say(language);
    html! { <Notice {text} tone={Tone::Warning} testid="not-separated" /> }
}

/// The page of terminals.
#[component]
pub fn TerminalsPage() -> Html {
    let screen = use_screen();
    let language = screen.language;
    let open = use_state(|| None::<Open>);
    let listing = use_state(Listing::default);
    let every = if *open == Some(Open::Code) { LOOK_FOR_NEW_EVERY_MS } else { LOOK_EVERY_MS };
    let (read, look) = use_list(ListTerminals {}, every);
    // The server's clock when the list was read: what is shown is as old as the list.
    let now = read.at.unwrap_or_default() + TimeDelta::milliseconds(screen.clock_offset_ms);
    let administers = administers(&screen);
    let show = |what: Option<Open>| {
        let open = open.setter();
        Callback::from(move |_: MouseEvent| open.set(what.clone()))
    };
    let close = {
        let open = open.setter();
        Callback::from(move |()| open.set(None))
    };
    let done = {
        let close = close.clone();
        Callback::from(move |()| {
            close.emit(());
            look.emit(());
        })
    };
    let on_revoke = {
        let open = open.setter();
        Callback::from(move |terminal| open.set(Some(Open::Revoke(terminal))))
    };
    let on_sort = {
        let listing = listing.clone();
        Callback::from(move |column: Column| listing.set(listing.sorted_by(column)))
    };
    let list = read.data.clone();
    let terminals = use_memo(list.clone(), |list| {
        list.as_ref().map(|list| list.terminals.clone()).unwrap_or_default()
    });
    let separated = list.as_ref().is_some_and(|list| list.not_separated.is_none());
    let dialog = match (&*open, &list) {
        (Some(Open::Code), Some(list)) => html! {
            <CodeDialog shops={Rc::new(list.shops.clone())} whole_group={list.whole_group}
                known={Rc::new(terminals.iter().map(|it| it.code.clone()).collect::<Vec<_>>())}
                on_close={done.clone()} />
        },
        (Some(Open::Revoke(terminal)), _) => html! {
            <RevokeDialog terminal={terminal.clone()} on_done={done} on_keep={close} />
        },
        _ => Html::default(),
    };
    let action = (administers && separated).then(|| {
        html! {
            <button class="button primary" data-testid="code-open" onclick={show(Some(Open::Code))}>
                { say(language, "code-open") }
            </button>
        }
    });
    html! {
        <ListPage name="terminals" title={say(language, "terminals-title")} lead={say(language, "terminals-lead")}
            action={action.unwrap_or_default()} failure={read.failure.clone()} is_read={list.is_some()}>
            if let Some(list) = &list {
                { not_separated(list, language) }
                if !administers {
                    <p class="page-note" data-testid="terminals-only-seen">{ say(language, "terminals-only-seen") }</p>
                }
                if terminals.is_empty() {
                    <p class="empty" data-testid="terminals-empty">
                        { say(language, if separated { "terminals-empty" } else { "terminals-empty-one-login" }) }
                    </p>
                } else {
                    <div class="bar">
                        { beings(&listing, &terminals, now, language) }
                        { search(&listing, language) }
                    </div>
                    <Table {terminals} listing={(*listing).clone()} {now} {language} revokes={administers && separated}
                        {on_sort} {on_revoke} />
                }
            }
            { dialog }
        </ListPage>
    }
}
