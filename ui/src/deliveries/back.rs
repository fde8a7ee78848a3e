//! A driver is back: what became of each order of the run, the money of those that are not paid, and what is
//! counted at the end.

use super::cash::CashOfRun;
use super::desk::{Act, Back, Failing};
use super::desk_provider::{DeskHandle, use_desk};
use super::ready::{money, place};
use super::under_way::{not_told, sign};
use crate::backend::new_command;
use crate::catalogue::{say, say_with};
use crate::frame::{Notice, Screen, Tone, use_screen};
use crate::settle::Paying;
use domain::orders::HandOver;
use domain::runs::{Run, Stop, StopState};
use domain::text::phone_shown;
use domain::{Cents, Language, Spoken};
use yew::prelude::*;

/// What [`BackPanel`] is given.
#[derive(Properties, PartialEq)]
pub struct BackPanelProps {
    /// The run.
    pub run: Run,
    /// What is typed of it.
    pub back: Back,
    /// An order's money is to be taken.
    pub on_settle: Callback<Paying>,
}

/// The form that hands an order over.
pub fn hand_over_form(stop: &Stop) -> String {
    format!("hand-over-{}", stop.order.0)
}

/// The customer has it.
pub fn hand_over(handle: &DeskHandle, screen: &Screen, stop: &Stop) {
    let asked = HandOver { command: new_command(), order: stop.order };
    handle.send(screen, &hand_over_form(stop), Some(asked), |_| None);
}

fn acts(
    handle: &DeskHandle,
    screen: &Screen,
    run: &Run,
    stop: &Stop,
    on_settle: &Callback<Paying>,
) -> Html {
    let (language, number) = (screen.language, &stop.number);
    let form = hand_over_form(stop);
    let busy = handle.desk.taps.is_busy(&form);
    let give = {
        let (handle, screen, stop) = (handle.clone(), screen.clone(), stop.clone());
        move |_: MouseEvent| hand_over(&handle, &screen, &stop)
    };
    let failing = Failing {
        run: run.run,
        order: stop.order,
        number: number.clone(),
        reason: None,
        note: String::new(),
    };
    let not = handle.does(Act::Fail(Some(failing)));
    let due = stop.due > Cents::ZERO;
    let paying = Paying::of(stop.order, &stop.number, stop.due);
    let settle = on_settle.reform(move |_: MouseEvent| paying.clone());
    let values = [("due", stop.due.show(language).into())];
    let word = match due {
        true => say(language, "stop-delivered-unpaid"),
        false => say(language, "stop-delivered"),
    };
    html! {
        <span class="stop-acts">
            if due {
                <button class="button primary" data-testid={format!("take-{number}")} disabled={busy} onclick={settle}>{ say_with(language, "stop-take", &values) }</button>
            }
            <button class={classes!("button", (!due).then_some("primary"))} data-testid={format!("delivered-{number}")}
                disabled={busy} aria-busy={busy.to_string()} onclick={give}>{ handle.desk.taps.word(&form, word, language) }</button>
            <button class="button" data-testid={format!("failed-{number}")} disabled={busy} onclick={not}>{ say(language, "stop-failed") }</button>
        </span>
    }
}

/// What can still be paid of an order that the customer has.
fn late_money(stop: &Stop, on_settle: &Callback<Paying>, language: Language) -> Html {
    if stop.state != StopState::Delivered || stop.due <= Cents::ZERO {
        return Html::default();
    }
    let number = &stop.number;
    let paying = Paying::of(stop.order, &stop.number, stop.due);
    let settle = on_settle.reform(move |_: MouseEvent| paying.clone());
    let values = [("due", stop.due.show(language).into())];
    html! {
        <span class="stop-acts">
            <button class="button" data-testid={format!("take-{number}")} onclick={settle}>{ say_with(language, "stop-take", &values) }</button>
        </span>
    }
}

fn row(handle: &DeskHandle, screen: &Screen, props: &BackPanelProps, stop: &Stop) -> Html {
    let language = screen.language;
    let (sign, tone) = sign(stop.state);
    let name = stop.customer_name.clone().unwrap_or_else(|| say(language, "delivery-no-name"));
    let failure = handle.desk.taps.failure(&hand_over_form(stop));
    let wrong = stop.went_wrong.as_ref().map(|wrong| {
        let note = wrong.note.as_ref().map(|note| format!("\u{a0}: {note}")).unwrap_or_default();
        format!("{}{note}", wrong.reason.say(language))
    });
    html! {
        <li key={stop.order.0.to_string()} class="back-stop" data-testid={format!("back-stop-{}", stop.number)} data-state={stop.state.word()}>
            <header>
                <b title={name.clone()}>{ &stop.number }{ " · " }{ name.clone() }</b>
                <span class={classes!("chip", tone)}>{ sign }{ "\u{a0}" }{ stop.state.say(language) }</span>
                { money(stop.due, language) }
            </header>
            { place(stop.address.as_ref(), language) }
            if let Some(phone) = stop.customer_phone.as_ref().filter(|_| stop.state == StopState::Out) {
                <small>{ "☎\u{a0}" }{ phone_shown(phone) }</small>
            }
            if let Some(wrong) = wrong { <small class="delivery-wrong">{ wrong }</small> }
            if let Some(untold) = not_told(stop, language) { <small class="delivery-wrong">{ "⚠\u{a0}" }{ untold }</small> }
            if stop.state == StopState::Out {
                { acts(handle, screen, &props.run, stop, &props.on_settle) }
            }
            { late_money(stop, &props.on_settle, language) }
            if let Some(failure) = failure {
                <Notice text={failure.message.clone()} tone={Tone::Failure} testid="delivered-error" />
            }
        </li>
    }
}

/// The run of a driver who is back.
#[component]
pub fn BackPanel(props: &BackPanelProps) -> Html {
    let screen = use_screen();
    let language = screen.language;
    let handle = use_desk();
    let values = [("driver", props.run.driver_name.as_str().into())];
    html! {
        <section class="round" data-testid="back-panel">
            <header class="bar">
                <h2 title={props.run.driver_name.clone()}>{ say_with(language, "back-title", &values) }</h2>
                <span class="space"></span>
                <button class="button quiet" data-testid="back-close" onclick={handle.does(Act::Back(None))}>{ say(language, "back-later") }</button>
            </header>
            <ul class="back-stops">
                { for props.run.stops.iter().map(|stop| row(&handle, &screen, props, stop)) }
            </ul>
            <CashOfRun run={props.run.clone()} back={props.back.clone()} />
        </section>
    }
}
