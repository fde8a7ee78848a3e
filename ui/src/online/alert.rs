//! The top bar's word while a payment on the telephone waits for a person, and the list where a manager looks
//! again, or says what was done on PayPal's own site.

use super::look::chip;
use super::watching::{send, use_ticks};
use crate::catalogue::{say, say_with};
use crate::frame::{Dialog, Field, Notice, Tone, hour, use_fetched, use_screen};
use domain::online::{EndOnline, ListOnlineToCheck, LookAgain, OnlineStands};
use domain::payments::PaypalState;
use domain::shops::WindowKind;
use domain::staff::{AT_THE_COUNTER, MANAGERS};
use domain::{Failure, Language};
use patternfly_yew::prelude::ModalVariant;
use std::rc::Rc;
use yew::prelude::*;

/// How often they are looked for where nothing is heard.
const LOOK_EVERY_MS: u32 = 60_000;
/// The most numbers that the bar names.
const NAMED_MAX: usize = 3;

/// What the top bar says; none: there is nothing to look at.
fn alert(waiting: &[OnlineStands], language: Language) -> Option<String> {
    let named: Vec<&str> = waiting.iter().take(NAMED_MAX).map(|it| it.number.as_str()).collect();
    let more = waiting.len().saturating_sub(NAMED_MAX);
    let numbers = named.join(", ") + &if more > 0 { format!(", +{more}") } else { String::new() };
    let values = [("numbers", numbers.as_str().into())];
    (!waiting.is_empty()).then(|| say_with(language, "paypal-alert", &values))
}

/// Opens the list of the payments that somebody has to look at; nothing while there is none.
#[component]
pub fn OnlineButton() -> Html {
    let screen = use_screen();
    let language = screen.language;
    let open = use_state(|| false);
    let wanted = screen.window == WindowKind::Counter
        && screen.online
        && AT_THE_COUNTER.admits(screen.staff.as_ref().map(|person| person.role));
    let pulse = screen.orders_pulse.wrapping_add(use_ticks(LOOK_EVERY_MS, wanted));
    let read = use_fetched(ListOnlineToCheck {}, wanted, pulse, language);
    let set = |to: bool| {
        let open = open.setter();
        move || open.set(to)
    };
    let (show, close) = (set(true), set(false));
    if !wanted {
        return Html::default();
    }
    let payments = read.data.clone().unwrap_or_default();
    html! {
        <>
            if let Some(text) = alert(&payments, language) {
                <button class="button warn" data-testid="paypal-alert" data-count={payments.len().to_string()}
                    onclick={move |_| show()}>{ text }</button>
            }
            if *open {
                <ToCheckDialog {payments} on_close={Callback::from(move |()| close())} />
            }
        </>
    }
}

/// What [`ToCheckDialog`] is given.
#[derive(Properties, PartialEq)]
struct ToCheckDialogProps {
    payments: Rc<Vec<OnlineStands>>,
    on_close: Callback<()>,
}

/// The payments that somebody has to look at.
#[component]
fn ToCheckDialog(props: &ToCheckDialogProps) -> Html {
    let screen = use_screen();
    let language = screen.language;
    let is_manager = MANAGERS.admits(screen.staff.as_ref().map(|person| person.role));
    let rows = props.payments.iter().map(|it| {
        html! { <ToCheck key={it.intent.0.to_string()} stands={it.clone()} {is_manager} /> }
    });
    let about = if is_manager { "paypal-check-about" } else { "paypal-check-manager" };
    html! {
        <Dialog title={say(language, "paypal-check-title")} testid="paypal-dialog" variant={ModalVariant::Large}
            on_close={props.on_close.clone()}>
            if props.payments.is_empty() {
                <p class="empty" data-testid="paypal-none">{ say(language, "paypal-check-none") }</p>
            } else {
                <p data-testid="paypal-about">{ say(language, about) }</p>
                <ul class="rows paypal-rows">{ rows.collect::<Html>() }</ul>
            }
        </Dialog>
    }
}

/// What [`ToCheck`] is given.
#[derive(Properties, PartialEq)]
struct ToCheckProps {
    stands: OnlineStands,
    is_manager: bool,
}

/// One of them.
#[component]
fn ToCheck(props: &ToCheckProps) -> Html {
    let screen = use_screen();
    let language = screen.language;
    let (busy, failure) = (use_state(|| false), use_state(|| None::<Failure>));
    let (reason, looked) = (use_state(String::new), use_state(|| false));
    let stands = &props.stands;
    let intent = stands.intent;
    let look = {
        let (screen, busy, failure) = (screen.clone(), busy.clone(), failure.setter());
        let looked = looked.setter();
        move |_: MouseEvent| {
            let (failure, looked) = (failure.clone(), looked.clone());
            looked.set(false);
            failure.set(None);
            send(&screen, LookAgain { intent }, &busy, move |answer| match answer {
                Ok(now) => looked.set(now.state == PaypalState::ToCheck),
                Err(refused) => failure.set(Some(refused)),
            });
        }
    };
    let end = {
        let (screen, busy, failure) = (screen.clone(), busy.clone(), failure.setter());
        let reason = (*reason).clone();
        move |_: MouseEvent| {
            let failure = failure.clone();
            failure.set(None);
            let asked = EndOnline { intent, reason: reason.clone() };
            send(&screen, asked, &busy, move |answer| failure.set(answer.err()));
        }
    };
    let on_type = {
        let (reason, failure) = (reason.setter(), failure.setter());
        Callback::from(move |typed| {
            failure.set(None);
            reason.set(typed);
        })
    };
    let elsewhere = failure.as_ref().filter(|it| it.field.as_deref() != Some("reason"));
    let values = [("hour", hour(stands.asked_at).into())];
    html! {
        <li class="row paypal-row" data-testid={format!("paypal-check-{}", stands.number)}>
            <b class="order-number">{ &stands.number }</b>
            <span class="paypal-row-words">
                <span class="paypal-standing">
                    <b data-testid="paypal-check-amount" data-cents={stands.amount.0.to_string()}>{ stands.amount.show(language) }</b>
                    { chip(stands.state, "paypal-check-state", language) }
                    <small>{ say_with(language, "paypal-asked-at", &values) }</small>
                </span>
                <span data-testid="paypal-check-words">{ stands.words(language).unwrap_or_else(|| say(language, "paypal-check")) }</span>
                if *looked {
                    <small role="status" data-testid="paypal-looked">{ say(language, "paypal-looked") }</small>
                }
                if let Some(failure) = elsewhere {
                    <Notice text={failure.message.clone()} tone={Tone::Failure} testid="paypal-check-error" />
                }
                if props.is_manager {
                    <span class="paypal-acts">
                        <button class="button" data-testid="paypal-look-again" disabled={*busy} onclick={look}>{ say(language, "paypal-look-again") }</button>
                        <Field name="reason" label={say(language, "paypal-end-reason")} value={(*reason).clone()}
                            failure={(*failure).clone()} {on_type} />
                        <button class="button" data-testid="paypal-end" disabled={*busy || reason.trim().is_empty()} onclick={end}>{ say(language, "paypal-end") }</button>
                    </span>
                }
            </span>
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::super::told::tests::stands;
    use super::*;
    use domain::payments::PaypalWish;

    #[test]
    fn the_bar_names_the_orders_as_far_as_there_is_room() {
        let of = |many: usize| {
            let each = (1..=many).map(|nth| OnlineStands {
                number: format!("A-00{nth}"),
                ..stands(PaypalState::ToCheck, PaypalWish::Take)
            });
            alert(&each.collect::<Vec<_>>(), Language::Fr)
        };
        assert_eq!(of(0), None);
        assert!(of(1).is_some_and(|it| it.ends_with("A-001")));
        assert!(of(5).is_some_and(|it| it.ends_with("A-001, A-002, A-003, +2")));
    }
}
