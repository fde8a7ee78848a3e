//! The top bar: shop, person, wait, connection, clock, and the switches.

use super::lock::lock;
use super::theme::{self, Theme};
use super::{hour, use_now, use_screen};
use crate::catalogue::{say, say_with};
use domain::Language;
use domain::shops::WindowKind;
use yew::prelude::*;

/// From so many minutes of wait on, the wait is worth a second look.
const LONG_WAIT_MINUTES: i64 = 20;

/// The wall clock.
#[component]
pub fn Clock() -> Html {
    let now = use_now();
    html! { <time class="clock" data-testid="clock">{ hour(now) }</time> }
}

/// How long a pizza ordered now would wait.
#[component]
fn Wait() -> Html {
    let screen = use_screen();
    let now = use_now();
    let Some(load) = &screen.load else { return Html::default() };
    let minutes = (load.wait(now).num_seconds() + 59) / 60;
    let tone = if minutes >= LONG_WAIT_MINUTES { "warn" } else { "calm" };
    let text = match minutes {
        ..=0 => say(screen.language, "wait-none"),
        _ => say_with(screen.language, "wait-minutes", &[("minutes", minutes.into())]),
    };
    html! { <span class={classes!("chip", tone)} data-testid="wait">{ text }</span> }
}

/// Whether the server can be reached.
#[component]
pub fn Connection() -> Html {
    let screen = use_screen();
    let (tone, text) = if screen.online {
        ("ok", say(screen.language, "connection-online"))
    } else if screen.revoked {
        ("bad", say(screen.language, "connection-revoked"))
    } else {
        let since = screen.journal.as_of.map(|at| {
            let hour = hour(at);
            say_with(screen.language, "connection-offline-as-of", &[("hour", hour.into())])
        });
        ("bad", since.unwrap_or_else(|| say(screen.language, "connection-offline")))
    };
    html! {
        <span class={classes!("chip", tone)} data-testid="connection-state" role="status">{ text }</span>
    }
}

/// What was taken here and waits for the server; and that a damaged journal was put aside.
#[component]
fn Journal() -> Html {
    let screen = use_screen();
    let language = screen.language;
    let waits = (screen.journal.waits > 0).then(|| {
        let text = say_with(language, "journal-waits", &[("waits", screen.journal.waits.into())]);
        html! { <span class="chip warn" data-testid="journal-waits" role="status">{ text }</span> }
    });
    let aside = screen.journal.put_aside.as_ref().map(|file| {
        let text = say_with(language, "journal-put-aside-what", &[("file", file.as_str().into())]);
        html! {
            <span class="chip bad" data-testid="journal-put-aside" role="status" title={text.clone()}
                aria-label={text}>
                { say(language, "journal-put-aside") }
            </span>
        }
    });
    html! { <>{ waits }{ aside }</> }
}

/// Switches the language.
#[component]
pub fn LanguageSwitch() -> Html {
    let screen = use_screen();
    html! { <LanguageButton language={screen.language} on_choose={screen.set_language.clone()} /> }
}

/// What [`LanguageButton`] is given.
#[derive(Properties, PartialEq)]
pub struct LanguageButtonProps {
    /// The language shown.
    pub language: Language,
    /// The other one was chosen.
    pub on_choose: Callback<Language>,
}

/// The button that switches the language, for pages that stand before any screen too.
#[component]
pub fn LanguageButton(props: &LanguageButtonProps) -> Html {
    let (other, short) = match props.language {
        Language::Fr => (Language::En, "EN"),
        Language::En => (Language::Fr, "FR"),
    };
    let switch = props.on_choose.reform(move |_: MouseEvent| other);
    html! {
        <button
            class="button quiet"
            data-testid="language"
            aria-label={say(props.language, "language-switch")}
            title={say(props.language, "language-switch")}
            onclick={switch}
        >
            { short }
        </button>
    }
}

/// Switches between light and dark.
#[component]
pub fn ThemeSwitch() -> Html {
    let screen = use_screen();
    html! { <ThemeButton window={screen.window} language={screen.language} /> }
}

/// What [`ThemeButton`] is given.
#[derive(Properties, PartialEq)]
pub struct ThemeButtonProps {
    /// The window whose theme it is.
    pub window: WindowKind,
    /// The language shown.
    pub language: Language,
}

/// The button that switches the theme, for pages that stand before any screen too.
#[component]
pub fn ThemeButton(props: &ThemeButtonProps) -> Html {
    let window = props.window;
    let theme = use_state(|| theme::kept_theme(window));
    let switch = {
        let theme = theme.clone();
        Callback::from(move |_: MouseEvent| {
            let chosen = theme.other();
            theme::keep_theme(window, chosen);
            theme::show_theme(chosen);
            theme.set(chosen);
        })
    };
    let (sign, label) = match *theme {
        Theme::Light => ("☾", say(props.language, "theme-dark")),
        Theme::Dark => ("☀", say(props.language, "theme-light")),
    };
    html! {
        <button class="button quiet" data-testid="theme" aria-label={label.clone()} title={label} onclick={switch}>
            { sign }
        </button>
    }
}

/// What [`TopBar`] is given.
#[derive(Properties, PartialEq)]
pub struct TopBarProps {
    /// What a program has to say besides, before the connection.
    #[prop_or_default]
    pub children: Html,
}

/// The bar at the top of a window where people work.
#[component]
pub fn TopBar(props: &TopBarProps) -> Html {
    let screen = use_screen();
    let language = screen.language;
    let person = screen.staff.as_ref().map(|person| {
        let who = format!("{} · {}", person.name, screen.terminal.name);
        html! { <span class="chip" data-testid="signed-in">{ who }</span> }
    });
    let switch_person = screen.staff.is_some().then(|| {
        let screen = screen.clone();
        html! {
            <button class="button quiet" data-testid="lock" onclick={move |_| lock(&screen)}>
                { say(language, "switch-person") }
            </button>
        }
    });
    let place = if screen.terminal.of_the_group {
        say(language, "the-group")
    } else {
        screen.terminal.shop.name.clone()
    };
    html! {
        <header class="top-bar">
            <b class="brand">{ "OC\u{a0}Pizza" }</b>
            <span class="shop" title={place.clone()} data-testid="stands-in">{ &place }</span>
            { person }
            <span class="space"></span>
            <Wait />
            <Journal />
            { props.children.clone() }
            <Connection />
            <Clock />
            <LanguageSwitch />
            <ThemeSwitch />
            { switch_person }
        </header>
    }
}
