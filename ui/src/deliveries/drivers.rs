//! The drivers of the shop: who is here, who is on a run and until when; and who drives this one.

use super::desk::Act;
use super::desk_provider::use_desk;
use crate::backend::call;
use crate::catalogue::{say, say_with};
use crate::frame::{Notice, Tone, hour, use_screen};
use domain::contract::ChangeKind;
use domain::runs::{Driver, Presence, SetDriverPresence};
use domain::{Failure, Language};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// What [`Drivers`] is given.
#[derive(Properties, PartialEq)]
pub struct DriversProps {
    /// All of them.
    pub drivers: Vec<Driver>,
    /// A run is made: one of them is to drive it.
    pub chooses: bool,
    /// Nothing can be done: the counter is in training.
    pub reads_only: bool,
}

/// Where a driver is, by sign and word.
fn standing(driver: &Driver, language: Language) -> (&'static str, &'static str, String) {
    match driver.presence {
        Presence::Here => ("●", "ok", say(language, "driver-here")),
        Presence::Absent => ("○", "calm", say(language, "driver-absent")),
        Presence::OnRun { back_at, .. } => {
            ("➜", "warn", say_with(language, "driver-out", &[("hour", hour(back_at).into())]))
        }
    }
}

/// The drivers.
#[component]
pub fn Drivers(props: &DriversProps) -> Html {
    let screen = use_screen();
    let language = screen.language;
    let handle = use_desk();
    let failure = use_state(|| None::<Failure>);
    let busy = use_state(|| false);
    let rows = props.drivers.iter().map(|driver| {
        let key = driver.driver.0.to_string();
        let (sign, tone, words) = standing(driver, language);
        let chosen = handle.desk.driver == Some(driver.driver);
        let is_here = driver.presence == Presence::Here;
        let is_out = matches!(driver.presence, Presence::OnRun { .. });
        let present = {
            let (screen, failure, busy, driver) =
                (screen.clone(), failure.setter(), busy.setter(), driver.driver);
            move |_: MouseEvent| {
                busy.set(true);
                let (screen, failure, busy) = (screen.clone(), failure.clone(), busy.clone());
                let asked = SetDriverPresence { driver, present: !is_here };
                spawn_local(async move {
                    let refused = call(asked, screen.language).await.err();
                    busy.set(false);
                    refused.iter().for_each(|it| screen.heed(it));
                    failure.set(refused);
                    screen.refresh.emit(ChangeKind::Runs);
                });
            }
        };
        let word = if is_here { say(language, "driver-leaves") } else { say(language, "driver-comes") };
        let about = html! {
            <>
                <b title={driver.name.clone()}>{ &driver.name }</b>
                <span class={classes!("chip", tone)} data-testid={format!("driver-state-{}", driver.name)}>{ sign }{ "\u{a0}" }{ words }</span>
                if !driver.has_phone {
                    <small>{ "⚠\u{a0}" }{ say(language, "driver-no-phone") }</small>
                }
            </>
        };
        html! {
            <li {key} class={classes!("driver", chosen.then_some("on"))}>
                if props.chooses && is_here {
                    <button class="driver-words" data-testid={format!("driver-{}", driver.name)} aria-pressed={chosen.to_string()}
                        disabled={props.reads_only || handle.desk.is_held()} onclick={handle.does(Act::Drive(driver.driver))}>
                        <i aria-hidden="true">{ if chosen { "✓" } else { "" } }</i>{ about }
                    </button>
                } else {
                    <span class="driver-words" data-testid={format!("driver-{}", driver.name)}><i></i>{ about }</span>
                }
                if !is_out && !chosen {
                    <button class="button quiet" data-testid={format!("presence-{}", driver.name)} disabled={*busy || props.reads_only} onclick={present}>{ word }</button>
                }
            </li>
        }
    });
    html! {
        <section class="drivers">
            <h3>{ say(language, "drivers-title") }</h3>
            <ul data-testid="drivers">
                if props.drivers.is_empty() {
                    <li class="empty" data-testid="drivers-empty">{ say(language, "drivers-empty") }</li>
                }
                { for rows }
            </ul>
            if let Some(failure) = &*failure {
                <Notice text={failure.message.clone()} tone={Tone::Failure} testid="driver-error" />
            }
        </section>
    }
}
