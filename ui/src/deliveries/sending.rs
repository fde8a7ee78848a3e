//! Sending a driver off: what he carries in change, and the tap.

use super::desk::{Act, Desk, SEND, Said};
use super::desk_provider::use_desk;
use crate::backend::{new_command, new_uuid};
use crate::catalogue::{say, say_with};
use crate::frame::{Field, Notice, Tone, use_screen};
use crate::settle::amount::{amount, as_typed, euros, shown};
use domain::Cents;
use domain::runs::{Driver, PlannedRun, Presence, RunId, SendRun, StopAsked};
use domain::staff::StaffId;
use yew::prelude::*;

/// The floats that are one tap away, in euros.
const FLOATS: [i64; 4] = [0, 20, 30, 50];

/// What [`Sending`] is given.
#[derive(Properties, PartialEq)]
pub struct SendingProps {
    /// The drivers.
    pub drivers: Vec<Driver>,
    /// Nothing can be done: the counter is in training.
    pub reads_only: bool,
}

/// The float as it stands in its field: what was typed, else what the driver carried last.
fn float(desk: &Desk, driver: Option<&Driver>) -> String {
    let proposed = || driver.and_then(|it| it.float).map(as_typed).unwrap_or_default();
    desk.float.clone().unwrap_or_else(proposed)
}

/// What is still missing before a driver can leave.
fn missing(desk: &Desk, driver: Option<&Driver>) -> Option<&'static str> {
    match (&desk.planned, driver) {
        _ if desk.is_held() => None,
        (None, _) => Some("send-no-round"),
        (_, None) => Some("send-no-driver"),
        (_, Some(driver)) if driver.presence != Presence::Here => Some("send-driver-away"),
        _ => amount(&float(desk, Some(driver?))).is_none().then_some("send-no-float"),
    }
}

/// The run that leaves.
fn asked(plan: &PlannedRun, driver: StaffId, float: Cents) -> SendRun {
    let stop = |it: &domain::runs::PlannedStop| StopAsked { order: it.order, minutes: it.minutes };
    SendRun {
        command: new_command(),
        run: RunId(new_uuid()),
        driver,
        stops: plan.stops.iter().map(stop).collect(),
        minutes: plan.minutes,
        is_estimate: plan.is_estimate,
        float,
    }
}

/// What he carries, and the tap.
#[component]
pub fn Sending(props: &SendingProps) -> Html {
    let screen = use_screen();
    let language = screen.language;
    let handle = use_desk();
    let desk = &handle.desk;
    let driver = props.drivers.iter().find(|it| desk.driver == Some(it.driver));
    let missing = missing(desk, driver);
    let typed = float(desk, driver);
    let failure = desk.taps.failure(SEND);
    let held = desk.is_held();
    let send = {
        let (handle, screen, typed) = (handle.clone(), screen.clone(), typed.clone());
        move |_: MouseEvent| {
            let desk = &handle.desk;
            let fresh = desk.planned.as_ref().zip(desk.driver).zip(amount(&typed));
            let fresh = fresh.map(|((plan, driver), float)| asked(plan, driver, float));
            handle.send(&screen, SEND, fresh, |sent| Some(Said::Sent(sent)));
        }
    };
    let on_type = {
        let handle = handle.clone();
        Callback::from(move |typed| handle.act(Act::Float(typed)))
    };
    let quick = FLOATS.map(|value| {
        let typed = Act::Float(as_typed(Cents(value * 100)));
        html! {
            <button class="pick" data-testid={format!("float-{value}")} disabled={held}
                onclick={handle.does(typed)}>{ euros(value, language) }</button>
        }
    });
    let what = match driver {
        Some(driver) => say_with(language, "send-who", &[("driver", driver.name.as_str().into())]),
        None => say(language, "send"),
    };
    let elsewhere = failure.filter(|it| it.field.as_deref() != Some("float"));
    html! {
        <section class="sending">
            if driver.is_some() || held {
                <div class="sending-float">
                    <Field name="float" label={say(language, "float-label")} value={shown(&typed, language)} disabled={held}
                        failure={failure.cloned()} {on_type} />
                    <div class="picks">{ for quick }</div>
                </div>
            }
            if let Some(failure) = elsewhere {
                <Notice text={failure.message.clone()} tone={if held { Tone::Warning } else { Tone::Failure }} testid="send-error">
                    if held { <p>{ say(language, "send-unknown") }</p> }
                </Notice>
            }
            if let Some(missing) = missing {
                <p class="sending-missing" data-testid="send-missing">{ say(language, missing) }</p>
            }
            <button class={classes!("button", "wide", missing.is_none().then_some("primary"))} data-testid="send-run"
                disabled={missing.is_some() || desk.taps.is_busy(SEND) || props.reads_only} aria-busy={desk.taps.is_busy(SEND).to_string()} onclick={send}>
                { desk.taps.word(SEND, what, language) }
            </button>
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::DateTime;

    fn driver(presence: Presence, float: Option<i64>) -> Driver {
        Driver {
            driver: StaffId(7),
            name: "Karim".to_owned(),
            presence,
            float: float.map(Cents),
            has_phone: true,
        }
    }

    #[test]
    fn what_is_missing_is_named_in_the_order_in_which_it_is_done() {
        let plan = PlannedRun {
            stops: Vec::new(),
            minutes: 12,
            leaves_at: DateTime::UNIX_EPOCH,
            is_estimate: false,
            remarks: Vec::new(),
            line: Vec::new(),
        };
        let mut desk = Desk::default();
        let here = driver(Presence::Here, Some(3000));
        assert_eq!(missing(&desk, None), Some("send-no-round"));
        desk.planned = Some(plan);
        assert_eq!(missing(&desk, None), Some("send-no-driver"));
        assert_eq!(missing(&desk, Some(&driver(Presence::Absent, None))), Some("send-driver-away"));
        assert_eq!(missing(&desk, Some(&driver(Presence::Here, None))), Some("send-no-float"));
        assert_eq!(
            (missing(&desk, Some(&here)), float(&desk, Some(&here))),
            (None, "30,00".to_owned())
        );
        desk.float = Some("trente".to_owned());
        assert_eq!(missing(&desk, Some(&here)), Some("send-no-float"));
        desk.float = Some("0".to_owned());
        assert_eq!(missing(&desk, Some(&here)), None, "he may carry nothing");
    }
}
