//! What the kitchen's pages have in common: large buttons, signs, delays, empty pages.

use super::queue::{Haste, haste};
use super::taps::{Tap, Taps};
use crate::catalogue::{say, say_with};
use crate::frame::{hour, use_now, use_screen};
use crate::menu::drawing::SoldDrawing;
use chrono::{DateTime, Utc};
use domain::kitchen::Pizza;
use domain::menu::Portion;
use domain::orders::ServiceMode;
use domain::{Language, Spoken};
use yew::prelude::*;

impl Haste {
    /// The class of what is shown in its colours.
    pub fn class(self) -> &'static str {
        match self {
            Haste::Calm(_) => "calm",
            Haste::Near(_) => "near",
            Haste::Late(_) => "late",
        }
    }

    /// The words: a delay is never told by its colour alone.
    pub fn say(self, language: Language) -> String {
        match self {
            Haste::Calm(minutes) => {
                say_with(language, "kitchen-calm", &[("minutes", minutes.into())])
            }
            Haste::Near(minutes) => {
                say_with(language, "kitchen-near", &[("minutes", minutes.into())])
            }
            Haste::Late(minutes) => {
                say_with(language, "kitchen-late", &[("minutes", minutes.into())])
            }
        }
    }
}

/// When a pizza has to be ready and the minutes left, with sign, word and colour: what is brought leaves so much
/// before it is awaited.
pub fn due(pizza: &Pizza, now: DateTime<Utc>, language: Language) -> Html {
    let (ready_by, promised) = (pizza.ready_by(), hour(pizza.promised_at));
    let haste = haste(ready_by, now);
    let title = match pizza.travel_minutes {
        0 => say_with(language, "kitchen-promised", &[("time", promised.into())]),
        minutes => {
            let values = [("time", promised.into()), ("minutes", minutes.into())];
            say_with(language, "kitchen-promised-there", &values)
        }
    };
    html! {
        <p class={classes!("kitchen-due", haste.class())} data-testid="due">
            <b {title}>{ hour(ready_by) }</b>
            <span>
                { match haste {
                    Haste::Calm(_) => Html::default(),
                    Haste::Near(_) => clock_sign(),
                    Haste::Late(_) => warning_sign(),
                } }
                { haste.say(language) }
            </span>
        </p>
    }
}

/// What [`Due`] is given.
#[derive(Clone, PartialEq, Properties)]
pub struct DueProps {
    /// What was promised.
    pub pizza: Pizza,
}

/// A promise, ticking by itself.
#[component]
pub fn Due(props: &DueProps) -> Html {
    due(&props.pizza, use_now(), use_screen().language)
}

fn sign(path: &'static str) -> Html {
    html! {
        <svg class="kitchen-sign" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            <path d={path} fill="none" stroke="currentColor" stroke-width="2.2"
                stroke-linecap="round" stroke-linejoin="round" />
        </svg>
    }
}

/// The sign of what is late or wrong.
pub fn warning_sign() -> Html {
    sign("M12 3.5 22 20.5H2ZM12 10v5M12 17.6v.1")
}

/// The sign of what is done.
pub fn done_sign() -> Html {
    sign("M3.5 12.5 9.5 18.5 20.5 6")
}

fn clock_sign() -> Html {
    sign("M12 3a9 9 0 1 0 .1 0ZM12 7.5V12l3 2")
}

/// How the customer gets it: a sign and the word.
pub fn mode(mode: ServiceMode, language: Language) -> Html {
    let drawn = match mode {
        ServiceMode::TakeAway => sign("M5 8.5H19L20.5 21H3.5ZM8.5 11V6.5a3.5 3.5 0 0 1 7 0V11"),
        ServiceMode::EatIn => {
            sign("M5 3v6a2.5 2.5 0 0 0 5 0V3M7.5 3v18M18 21v-7h-3c0-6 1-10 3-11Z")
        }
        ServiceMode::Delivery => sign(
            "M2 6h12v11H2ZM14 10h4.5l3.5 4v3h-8ZM6.5 17a2 2 0 1 0 .1 0ZM17.5 17a2 2 0 1 0 .1 0Z",
        ),
    };
    html! { <span class="kitchen-mode">{ drawn }{ mode.say(language) }</span> }
}

/// What [`Picture`] is given.
#[derive(Clone, PartialEq, Properties)]
pub struct PictureProps {
    /// What is on it.
    pub portions: Vec<Portion>,
    /// Width and height where nothing says otherwise.
    pub pixels: u32,
}

/// The drawing of a pizza, in a box that may be smaller; empty until the menu is there.
#[component]
pub fn Picture(props: &PictureProps) -> Html {
    let menu = use_screen().menu;
    html! {
        <div class="kitchen-picture">
            if let Some(menu) = menu {
                <SoldDrawing {menu} portions={props.portions.clone()} pixels={props.pixels} />
            }
        </div>
    }
}

/// What [`BigButton`] is given.
#[derive(Clone, PartialEq, Properties)]
pub struct BigButtonProps {
    /// Its name for tests.
    pub testid: AttrValue,
    /// What it does.
    pub label: AttrValue,
    /// To what, or how many.
    #[prop_or_default]
    pub hint: Option<AttrValue>,
    /// The one button of a page that goes on with the work.
    #[prop_or_default]
    pub primary: bool,
    /// There is nothing to do it to.
    #[prop_or_default]
    pub disabled: bool,
    /// The key that presses it.
    #[prop_or_default]
    pub key_name: Option<&'static str>,
    /// The tap it sends, where it sends one: it says when the answer takes its time.
    #[prop_or_default]
    pub tap: Option<(Taps, Tap)>,
    /// Pressed; a button that sends a tap needs nothing more.
    #[prop_or_default]
    pub onclick: Callback<MouseEvent>,
}

/// A button for a floury hand.
#[component]
pub fn BigButton(props: &BigButtonProps) -> Html {
    let language = use_screen().language;
    let tap = props.tap.as_ref();
    let busy = tap.is_some_and(|(taps, tap)| taps.is_busy(*tap));
    let hint = if tap.is_some_and(|(taps, tap)| taps.is_slow(*tap)) {
        Some(AttrValue::from(say(language, "kitchen-busy")))
    } else {
        props.hint.clone()
    };
    let onclick = match tap {
        Some((taps, tap)) => taps.on_press(*tap),
        None => props.onclick.clone(),
    };
    html! {
        <button type="button" class={classes!("kitchen-button", props.primary.then_some("primary"))}
            data-testid={props.testid.clone()} disabled={props.disabled}
            aria-busy={busy.to_string()} aria-keyshortcuts={props.key_name}
            {onclick}>
            <span>{ &props.label }</span>
            if let Some(hint) = hint {
                <small>{ hint }</small>
            }
        </button>
    }
}

/// A page with nothing on it says why, and what will come.
pub fn empty(testid: &'static str, title: String, hint: String) -> Html {
    html! {
        <div class="kitchen-empty" data-testid={testid}>
            <svg viewBox="-50 -50 100 100" aria-hidden="true" focusable="false">
                <circle r="44" fill="none" stroke="currentColor" stroke-width="3"
                    stroke-dasharray="6 7" />
                <circle r="33" fill="none" stroke="currentColor" stroke-width="2" opacity=".6" />
            </svg>
            <h2>{ title }</h2>
            <p>{ hint }</p>
        </div>
    }
}
