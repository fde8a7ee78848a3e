//! What the kitchen is told: the undo, an order that is ready, a problem, a tap without answer.

use super::parts::{done_sign, warning_sign};
use super::station::{Event, LastTap, Problem, ReadyOrder, Station};
use super::taps::{Progress, Tap, Taps};
use crate::catalogue::{say, say_with};
use crate::frame::{focus, use_now, use_screen, use_tab_inside};
use chrono::{DateTime, TimeDelta, Utc};
use domain::Language;
use domain::kitchen::UNDO_WINDOW;
use yew::prelude::*;

/// How long the notice of an order that needs no acknowledgement stays.
const READY_SHOWN: TimeDelta = TimeDelta::seconds(20);

/// Whole seconds in which a tap can still be taken back, begun ones counted.
fn seconds_left(last: &LastTap, now: DateTime<Utc>) -> i64 {
    let left = (last.until - now).min(UNDO_WINDOW).num_milliseconds();
    (left + 999).div_euclid(1000).max(0)
}

/// What the tap did, in a word or two.
fn what_was_done(last: &LastTap, language: Language) -> String {
    let name = [("name", format!("{} · {}", last.number, last.name).into())];
    match last.tap {
        Tap::IntoOven(_) => say_with(language, "kitchen-undo-oven", &name),
        Tap::Cooked(_) => say_with(language, "kitchen-undo-cooked", &name),
        Tap::Next | Tap::Release(_) | Tap::Undo { .. } => {
            say_with(language, "kitchen-undo-claim", &name)
        }
    }
}

/// What the notices are given.
#[derive(Clone, PartialEq, Properties)]
pub struct NoticeProps {
    /// The station's state.
    pub station: UseReducerHandle<Station>,
    /// Its taps.
    pub taps: Taps,
}

/// Takes the last tap back while it can be.
#[component]
pub fn UndoBar(props: &NoticeProps) -> Html {
    let language = use_screen().language;
    let now = use_now();
    let Some(last) = &props.station.last_tap else { return Html::default() };
    let seconds = seconds_left(last, now);
    if seconds == 0 {
        return Html::default();
    }
    let undo = Tap::Undo { item: last.item, tap: last.command };
    let label = if props.taps.is_slow(undo) { "kitchen-busy" } else { "kitchen-undo" };
    html! {
        <div class="kitchen-undo" role="status">
            <span>{ what_was_done(last, language) }</span>
            <button type="button" data-testid="undo-tap" aria-keyshortcuts="Z"
                aria-busy={props.taps.is_busy(undo).to_string()}
                onclick={props.taps.on_press(undo)}>
                { say(language, label) }
                <small>
                    { say_with(language, "kitchen-undo-seconds", &[("seconds", seconds.into())]) }
                </small>
            </button>
        </div>
    }
}

/// "A-042 est prête", for orders whose customer is in the shop.
#[component]
pub fn ReadyStrip(props: &NoticeProps) -> Html {
    let language = use_screen().language;
    let now = use_now();
    let Some(ready) = &props.station.ready else { return Html::default() };
    if ready.delivery || now - ready.since >= READY_SHOWN {
        return Html::default();
    }
    html! {
        <p class="kitchen-ready" role="status" data-testid="order-ready"
            data-number={ready.number.clone()}>
            { done_sign() }
            <b>{ is_ready(ready, language) }</b>
            <span>{ say(language, "kitchen-ready-serve") }</span>
        </p>
    }
}

fn is_ready(ready: &ReadyOrder, language: Language) -> String {
    say_with(language, "kitchen-order-ready", &[("number", ready.number.clone().into())])
}

/// What has to be read before going on, over the whole screen; nothing if there is nothing.
#[component]
pub fn Covers(props: &NoticeProps) -> Html {
    let language = use_screen().language;
    let station = props.station.dispatcher();
    if let Progress::Stuck(kept) = &props.taps.progress {
        let label = if kept.retrying { "kitchen-retrying" } else { "kitchen-retry" };
        let retry = props.taps.retry.reform(|_: MouseEvent| ());
        return html! {
            <Cover key="stuck" tone="late" title={say(language, "kitchen-stuck")}
                text={format!("{}\n{}", kept.message, say(language, "kitchen-stuck-kept"))}
                testid="unreachable" button="retry" label={say(language, label)} onclick={retry} />
        };
    }
    if let Some(problem) = &props.station.problem {
        let text = match problem {
            Problem::Refused(sentence) => sentence.clone(),
            Problem::TakenAway { number, name } => say_with(
                language,
                "kitchen-taken-away",
                &[("number", number.clone().into()), ("name", name.clone().into())],
            ),
        };
        return html! {
            <Cover key="problem" tone="near" title={say(language, "kitchen-problem")} {text}
                testid="problem" button="problem-close" label={say(language, "kitchen-acknowledge")}
                onclick={move |_| station.dispatch(Event::Dismiss)} />
        };
    }
    match &props.station.ready {
        Some(ready) if ready.delivery => html! {
            <Cover key={ready.number.clone()} tone="done" title={is_ready(ready, language)}
                text={say(language, "kitchen-ready-deliver")} testid="delivery-ready"
                button="acknowledge" label={say(language, "kitchen-acknowledge")}
                onclick={move |_| station.dispatch(Event::Acknowledge)} />
        },
        _ => Html::default(),
    }
}

/// What [`Cover`] is given.
#[derive(Clone, PartialEq, Properties)]
struct CoverProps {
    /// `late`, `near` or `done`: its sign and colours.
    tone: &'static str,
    title: AttrValue,
    /// One paragraph a line.
    text: AttrValue,
    testid: &'static str,
    button: &'static str,
    label: AttrValue,
    onclick: Callback<MouseEvent>,
}

/// A message over the whole screen, with the one button that goes on. Tab does not leave it; the
/// undo above it keeps its key.
#[component]
fn Cover(props: &CoverProps) -> Html {
    let (holder, button) = (use_node_ref(), use_node_ref());
    use_tab_inside(&holder);
    {
        let button = button.clone();
        use_effect_with((), move |()| focus(&button));
    }
    html! {
        <div ref={holder} class={classes!("kitchen-cover", props.tone)} role="alertdialog" aria-modal="true"
            aria-labelledby="kitchen-cover-title" data-testid={props.testid}>
            <div>
                { if props.tone == "done" { done_sign() } else { warning_sign() } }
                <h1 id="kitchen-cover-title">{ &props.title }</h1>
                { for props.text.lines().map(|line| html! { <p>{ line.to_owned() }</p> }) }
                <button ref={button} type="button" class="kitchen-button primary"
                    data-testid={props.button} onclick={props.onclick.clone()}>
                    { &props.label }
                </button>
            </div>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::super::queue::tests::at;
    use super::*;
    use domain::CommandId;
    use domain::kitchen::ItemId;

    #[test]
    fn the_undo_counts_down_and_never_beyond_its_window() {
        let last = LastTap {
            command: CommandId(Default::default()),
            tap: Tap::Next,
            item: ItemId(1),
            name: "Reine".to_owned(),
            number: "A-001".to_owned(),
            until: at(10),
        };
        for (second, left) in [(-3, 10), (0, 10), (1, 9), (9, 1), (10, 0), (60, 0)] {
            assert_eq!(seconds_left(&last, at(second)), left, "{second}");
        }
        assert_eq!(seconds_left(&last, at(9) + TimeDelta::milliseconds(400)), 1);
    }
}
