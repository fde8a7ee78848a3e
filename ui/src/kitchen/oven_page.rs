//! The oven (UC17): what is in, since when, how long still, and which is cooked.

use super::parts::{BigButton, Picture, empty, mode, warning_sign};
use super::queue::{Baking, baked_percent, baking, minutes_and_seconds};
use super::queue_page::{PageProps, changes, name, note};
use super::station::Page;
use super::taps::{Tap, Taps};
use crate::catalogue::{say, say_with};
use crate::frame::{hour, use_now, use_screen};
use domain::Language;
use domain::kitchen::Pizza;
use yew::prelude::*;

/// What [`Baked`] is given.
#[derive(Clone, PartialEq, Properties)]
pub struct BakedProps {
    /// The pizza.
    pub pizza: Pizza,
    /// The station's taps.
    pub taps: Taps,
}

/// The time a pizza still has, or has had too much: the words and the figure.
fn countdown(language: Language, baking: Baking) -> Html {
    match baking {
        Baking::Left(seconds) => html! {
            <p class="kitchen-countdown">
                <span>{ say(language, "kitchen-left") }</span>
                <b>{ minutes_and_seconds(seconds) }</b>
            </p>
        },
        Baking::Over(seconds) => html! {
            <p class="kitchen-countdown late">
                <span>
                    { warning_sign() }
                    { if seconds < 60 {
                        say(language, "kitchen-done-now")
                    } else {
                        say(language, "kitchen-over")
                    } }
                </span>
                <b>{ minutes_and_seconds(seconds) }</b>
            </p>
        },
    }
}

/// A pizza in the oven. It ticks by itself.
#[component]
pub fn Baked(props: &BakedProps) -> Html {
    let language = use_screen().language;
    let now = use_now();
    let BakedProps { pizza, taps } = props;
    let state = baking(pizza, now);
    let over = matches!(state, Baking::Over(_));
    let item = pizza.item.0.to_string();
    let tap = Tap::Cooked(pizza.item);
    let label = if taps.is_slow(tap) { "kitchen-busy" } else { "kitchen-cooked" };
    html! {
        <li class={classes!("kitchen-baked", over.then_some("late"))} data-testid="oven-item"
            data-number={pizza.number.clone()} data-item={item.clone()}>
            <p class="kitchen-card-top"><b>{ &pizza.number }</b>{ mode(pizza.mode, language) }</p>
            <Picture portions={pizza.portions.clone()} pixels={96} />
            <div class="kitchen-baked-name">
                { name(pizza) }
                { changes(&pizza.changes, language) }
                <p>{ say_with(language, "kitchen-since", &[("time", hour(pizza.since).into())]) }</p>
            </div>
            { note(pizza) }
            { countdown(language, state) }
            <progress max="100" value={baked_percent(pizza, now).to_string()}></progress>
            <button type="button" class="kitchen-button cooked" data-testid="pizza-cooked"
                data-number={pizza.number.clone()} data-item={item}
                aria-label={format!("{} : {} · {}", say(language, "kitchen-cooked"), pizza.number,
                    pizza.name)}
                aria-busy={taps.is_busy(tap).to_string()} onclick={taps.on_press(tap)}>
                <span>{ say(language, label) }</span>
            </button>
        </li>
    }
}

/// The oven and the way back.
#[component]
pub fn OvenPage(props: &PageProps) -> Html {
    let language = use_screen().language;
    let PageProps { station, taps, kitchen } = props;
    let pizzas = kitchen.in_oven.iter().map(|pizza| {
        html! { <Baked key={pizza.item.0} pizza={pizza.clone()} taps={taps.clone()} /> }
    });
    html! {
        <>
            <section class="kitchen-page" data-testid="oven-page">
                if kitchen.in_oven.is_empty() {
                    { empty("oven-empty", say(language, "kitchen-oven-empty"),
                        say(language, "kitchen-oven-empty-hint")) }
                } else {
                    <ul class="kitchen-oven">{ for pizzas }</ul>
                }
            </section>
            { way_back(language, station.recipe(), props.on_open(Page::Work)) }
        </>
    }
}

/// Back to the recipe on the table, or to the queue.
pub fn way_back(language: Language, recipe: Option<&Pizza>, onclick: Callback<MouseEvent>) -> Html {
    let (label, hint) = match recipe {
        Some(pizza) => {
            let hint = &[("name", pizza.name.clone().into())];
            let hint = say_with(language, "kitchen-back-recipe-hint", hint);
            (say(language, "kitchen-back-recipe"), Some(AttrValue::from(hint)))
        }
        None => (say(language, "kitchen-back-queue"), None),
    };
    html! {
        <footer class="kitchen-foot back">
            <BigButton testid="back" {label} {hint} key_name="Escape" {onclick} />
        </footer>
    }
}
