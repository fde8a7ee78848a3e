//! The runs that are over: what each brought, and what was missing.

use super::cash::verdict;
use super::under_way::sign;
use crate::catalogue::{say, say_with};
use crate::frame::{Dialog, Notice, hour, use_fetched, use_screen};
use domain::Language;
use domain::runs::{ReadRuns, Run};
use patternfly_yew::prelude::ModalVariant;
use yew::prelude::*;

/// What [`PastDialog`] is given.
#[derive(Properties, PartialEq)]
pub struct PastDialogProps {
    /// Looked at.
    pub on_close: Callback<()>,
}

fn row(run: &Run, language: Language) -> Html {
    let Some(ended) = &run.ended else { return Html::default() };
    let day = ended.at.with_timezone(&domain::shops::ZONE).format("%d/%m").to_string();
    let values = [
        ("day", day.into()),
        ("left", hour(run.left_at).into()),
        ("back", hour(ended.at).into()),
        ("by", ended.by.as_str().into()),
    ];
    let cash = [
        ("owed", run.cash.owed().show(language).into()),
        ("counted", ended.counted.show(language).into()),
    ];
    let stops = run.stops.iter().map(|stop| {
        let (sign, tone) = sign(stop.state);
        html! { <span class={classes!("chip", tone)}>{ sign }{ "\u{a0}" }{ &stop.number }</span> }
    });
    html! {
        <li key={run.run.0.to_string()} class="row past-run">
            <span class="row-words">
                <b title={run.driver_name.clone()}>{ &run.driver_name }</b>
                <small>{ say_with(language, "past-times", &values) }</small>
                <span class="run-stops">{ for stops }</span>
            </span>
            <span class="past-cash">
                <small>{ say_with(language, "past-cash", &cash) }</small>
                { verdict(ended.difference, language) }
            </span>
        </li>
    }
}

/// The runs that are over.
#[component]
pub fn PastDialog(props: &PastDialogProps) -> Html {
    let screen = use_screen();
    let language = screen.language;
    let read = use_fetched(ReadRuns { before: None }, true, screen.told_pulse, language);
    html! {
        <Dialog title={say(language, "past-title")} testid="past-dialog" variant={ModalVariant::Medium} on_close={props.on_close.clone()}>
            if let Some(failure) = &read.failure {
                <Notice text={failure.message.clone()} testid="past-error" />
            }
            <ul class="rows past-runs" data-testid="past-runs">
                if let Some(runs) = &read.data {
                    if runs.is_empty() {
                        <li class="empty" data-testid="past-empty">{ say(language, "past-empty") }</li>
                    }
                    { for runs.iter().map(|run| row(run, language)) }
                } else if read.failure.is_none() {
                    <li class="empty">{ say(language, "deliveries-loading") }</li>
                }
            </ul>
        </Dialog>
    }
}
