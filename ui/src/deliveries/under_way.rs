//! The runs under way: who drives, what of it is still out, when he is expected back; and who is back.

use super::desk::Act;
use super::desk_provider::use_desk;
use crate::catalogue::{say, say_with};
use crate::frame::{hour, use_screen};
use chrono::{DateTime, Utc};
use domain::Language;
use domain::messages::MessageState;
use domain::runs::{Run, Stop, StopState};
use yew::prelude::*;

/// What [`UnderWay`] is given.
#[derive(Properties, PartialEq)]
pub struct UnderWayProps {
    /// All of them.
    pub runs: Vec<Run>,
    /// The minute it is.
    pub now: DateTime<Utc>,
}

/// The sign of a stop: colour alone tells nothing.
pub fn sign(state: StopState) -> (&'static str, &'static str) {
    match state {
        StopState::Out => ("➜", "calm"),
        StopState::Delivered => ("✓", "ok"),
        StopState::Failed => ("✕", "bad"),
    }
}

/// What is to be said of the driver's message; nothing where it went, or is about to.
pub fn not_told(stop: &Stop, language: Language) -> Option<String> {
    let key = match stop.driver_message? {
        MessageState::Sent | MessageState::ToSend => return None,
        MessageState::ToCheck => "message-to-check",
        _ => "message-not-gone",
    };
    Some(say(language, key))
}

/// The runs under way.
#[component]
pub fn UnderWay(props: &UnderWayProps) -> Html {
    let language = use_screen().language;
    let handle = use_desk();
    let rows = props.runs.iter().map(|run| {
        let settling = handle.desk.back.as_ref().is_some_and(|it| it.run == run.run);
        let late = run.back_at() < props.now;
        let values = [
            ("left", hour(run.left_at).into()),
            ("back", hour(run.back_at()).into()),
        ];
        let stops = run.stops.iter().map(|stop| {
            let (sign, tone) = sign(stop.state);
            let untold = not_told(stop, language).filter(|_| stop.state == StopState::Out);
            html! {
                <span class={classes!("chip", tone)} data-testid={format!("out-{}", stop.number)}
                    title={stop.customer_name.clone()}>
                    { sign }{ "\u{a0}" }{ &stop.number }
                    if let Some(untold) = untold { <b data-testid={format!("untold-{}", stop.number)}>{ " ⚠\u{a0}" }{ untold }</b> }
                </span>
            }
        });
        let name = &run.driver_name;
        let wanted = if settling { None } else { Some(run.run) };
        html! {
            <li key={run.run.0.to_string()} class={classes!("run", settling.then_some("on"))} data-testid={format!("run-{name}")}>
                <span class="run-words">
                    <b title={name.clone()}>{ name }</b>
                    <small>
                        { say_with(language, if run.is_estimate { "run-times-estimate" } else { "run-times" }, &values) }
                        if late { <span class="chip warn">{ "⚠\u{a0}" }{ say(language, "run-late") }</span> }
                    </small>
                    <span class="run-stops">{ for stops }</span>
                </span>
                <button class={classes!("button", settling.then_some("on"))} aria-pressed={settling.to_string()} data-testid={format!("back-{name}")}
                    onclick={handle.does(Act::Back(wanted))}>{ say(language, "run-back") }</button>
            </li>
        }
    });
    html! {
        <ul class="runs-list" data-testid="runs" data-count={props.runs.len().to_string()}>
            if props.runs.is_empty() {
                <li class="empty" data-testid="runs-empty">{ say(language, "runs-empty") }</li>
            }
            { for rows }
        </ul>
    }
}
