//! The run that is made: its stops in their order with when the driver is there, how long it takes in all, who
//! drives, and what has to be known about it.

use super::desk::Act;
use super::desk_provider::{DeskHandle, use_desk};
use super::drivers::Drivers;
use super::sending::Sending;
use crate::catalogue::{say, say_with};
use crate::frame::{Notice, Screen, Tone, hour, use_screen};
use chrono::{DateTime, TimeDelta, Utc};
use domain::delivery::STOPS_MAX;
use domain::orders::OrderId;
use domain::runs::{Driver, PlanRun, PlannedRun, ReadyDelivery};
use domain::{Language, Spoken};
use std::rc::Rc;
use yew::prelude::*;

/// What [`Round`] is given.
#[derive(Properties, PartialEq)]
pub struct RoundProps {
    /// What is ready.
    pub ready: Vec<ReadyDelivery>,
    /// The drivers.
    pub drivers: Vec<Driver>,
    /// The minute it is.
    pub now: DateTime<Utc>,
    /// Nothing can be done: the counter is in training.
    pub reads_only: bool,
}

/// When the driver is somewhere if he leaves now: what was worked out a while ago holds from now on.
pub fn arrives(plan: &PlannedRun, minutes: u32, now: DateTime<Utc>) -> DateTime<Utc> {
    plan.leaves_at.max(now) + TimeDelta::minutes(i64::from(minutes))
}

/// When he is at an order's door, and whether that is past its promise.
fn arrival(
    order: OrderId,
    plan: Option<&Rc<PlannedRun>>,
    promised_at: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
    language: Language,
) -> Html {
    let Some((plan, stop)) =
        plan.and_then(|plan| Some((plan, plan.stops.iter().find(|stop| stop.order == order)?)))
    else {
        return Html::default();
    };
    let at = arrives(plan, stop.minutes, now);
    let about = if plan.is_estimate { "≈\u{a0}" } else { "" };
    html! {
        <span class="stop-when">
            <b data-testid={format!("arrival-{}", stop.number)}>{ about }{ hour(at) }</b>
            if promised_at.is_some_and(|promised| promised < at) {
                <small class="chip bad">{ "⚠\u{a0}" }{ say(language, "stop-late") }</small>
            }
        </span>
    }
}

fn stops(handle: &DeskHandle, screen: &Screen, props: &RoundProps) -> Html {
    let (desk, language) = (&handle.desk, screen.language);
    let plan = desk.planned.clone().map(Rc::new);
    let held = desk.is_held();
    let each = desk.picked.iter().enumerate().map(|(at, picked)| {
        let of = props.ready.iter().find(|it| it.order == picked.order);
        let name = of.and_then(|it| it.customer_name.clone());
        let name = name.unwrap_or_else(|| say(language, "delivery-no-name"));
        let street = of.and_then(|it| Some(it.address.as_ref()?.street.clone()));
        let earlier = {
            let (handle, screen) = (handle.clone(), screen.clone());
            move |at: usize| {
                let mut orders = handle.desk.orders();
                orders.swap(at, at - 1);
                handle.act(Act::Earlier(at));
                handle.plan(&screen, PlanRun { orders, as_given: true });
            }
        };
        let (up, down, last) = (earlier.clone(), earlier, desk.picked.len() - 1);
        let values = [("number", picked.number.as_str().into())];
        html! {
            <li key={picked.order.0.to_string()} class="stop" data-testid={format!("stop-{}", at + 1)} data-number={picked.number.clone()}>
                <i class="stop-place">{ at + 1 }</i>
                <span class="stop-words">
                    <b title={name.clone()}>{ &picked.number }{ " · " }{ &name }</b>
                    if let Some(street) = street { <small title={street.clone()}>{ street.clone() }</small> }
                </span>
                { arrival(picked.order, plan.as_ref(), of.map(|it| it.promised_at), props.now, language) }
                <span class="stop-acts">
                    <button class="button quiet square" data-testid={format!("earlier-{}", picked.number)} disabled={held || at == 0}
                        aria-label={say_with(language, "stop-earlier", &values)} onclick={move |_: MouseEvent| up(at)}>{ "▲" }</button>
                    <button class="button quiet square" data-testid={format!("later-{}", picked.number)} disabled={held || at == last}
                        aria-label={say_with(language, "stop-later", &values)} onclick={move |_: MouseEvent| down(at + 1)}>{ "▼" }</button>
                    <button class="button quiet square" data-testid={format!("drop-{}", picked.number)} disabled={held}
                        aria-label={say_with(language, "stop-drop", &values)} onclick={handle.does(Act::Pick(picked.clone()))}>{ "✕" }</button>
                </span>
            </li>
        }
    });
    html! { <ol class="stops" data-testid="stops" data-count={desk.picked.len().to_string()}>{ for each }</ol> }
}

/// How long it takes in all, and what has to be known about that.
fn whole(plan: &PlannedRun, now: DateTime<Utc>, language: Language) -> Html {
    let values =
        [("minutes", plan.minutes.into()), ("hour", hour(arrives(plan, plan.minutes, now)).into())];
    let words = match plan.is_estimate {
        true => say_with(language, "round-estimate", &values),
        false => say_with(language, "round-minutes", &values),
    };
    let remarks = plan.remarks.iter().map(|remark| {
        html! { <li>{ "⚠\u{a0}" }{ remark.say(language) }</li> }
    });
    html! {
        <div class="round-whole" data-testid="round" data-minutes={plan.minutes.to_string()} data-estimate={plan.is_estimate.to_string()}>
            <b>{ words }</b>
            if !plan.remarks.is_empty() {
                <ul data-testid="round-remarks">{ for remarks }</ul>
            }
        </div>
    }
}

/// The run that is made.
#[component]
pub fn Round(props: &RoundProps) -> Html {
    let screen = use_screen();
    let language = screen.language;
    let handle = use_desk();
    let desk = &handle.desk;
    let some = !desk.picked.is_empty();
    let best = {
        let (handle, screen) = (handle.clone(), screen.clone());
        move |_: MouseEvent| {
            let orders = handle.desk.orders();
            handle.plan(&screen, PlanRun { orders, as_given: false });
        }
    };
    let too_many = desk.picked.len() > STOPS_MAX;
    let is_first = desk.planned.is_none();
    let word =
        if desk.planning { say(language, "round-planning") } else { say(language, "round-best") };
    html! {
        <section class="round">
            <header class="bar">
                <h2>{ say(language, "round-title") }</h2>
                <span class="space"></span>
                if some {
                    <button class="button quiet" data-testid="pick-none" disabled={desk.is_held()} onclick={handle.does(Act::PickNone)}>{ say(language, "round-none") }</button>
                }
            </header>
            if some {
                { stops(&handle, &screen, props) }
                if let Some(plan) = &desk.planned { { whole(plan, props.now, language) } }
                if too_many {
                    <Notice text={say_with(language, "round-too-many", &[("most", STOPS_MAX.into())])} tone={Tone::Warning} testid="round-too-many" />
                }
                if let Some(failure) = &desk.plan_failure {
                    <Notice text={failure.message.clone()} testid="round-error" />
                }
                <button class={classes!("button", "wide", is_first.then_some("primary"))} data-testid="best-round"
                    disabled={desk.planning || desk.is_held() || too_many || props.reads_only} aria-busy={desk.planning.to_string()} onclick={best}>{ word }</button>
            } else {
                <p class="empty" data-testid="round-empty">
                    { if props.ready.is_empty() { say(language, "round-nothing") } else { say(language, "round-empty") } }
                </p>
            }
            <Drivers drivers={props.drivers.clone()} chooses={some} reads_only={props.reads_only} />
            if some { <Sending drivers={props.drivers.clone()} reads_only={props.reads_only} /> }
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_worked_out_a_while_ago_holds_from_now_on() {
        let at = DateTime::UNIX_EPOCH + TimeDelta::hours(20);
        let plan = PlannedRun {
            stops: Vec::new(),
            minutes: 30,
            leaves_at: at,
            is_estimate: false,
            remarks: Vec::new(),
            line: Vec::new(),
        };
        assert_eq!(arrives(&plan, 12, at - TimeDelta::minutes(1)), at + TimeDelta::minutes(12));
        assert_eq!(arrives(&plan, 12, at + TimeDelta::minutes(5)), at + TimeDelta::minutes(17));
    }
}
