//! What is ready to be brought, by promised time: each is picked by a tap, and what came back is sent again.

use super::desk::{Act, Desk, Picked};
use super::desk_provider::use_desk;
use crate::backend::new_command;
use crate::catalogue::{say, say_with};
use crate::frame::{Notice, Tone, hour, minutes_until, use_screen};
use chrono::{DateTime, Utc};
use domain::orders::OrderState;
use domain::runs::{ReadyDelivery, SendAgain};
use domain::text::phone_shown;
use domain::{Cents, Language, Spoken};
use yew::prelude::*;

/// What [`ReadyList`] is given.
#[derive(Properties, PartialEq)]
pub struct ReadyListProps {
    /// All of them, by promised time.
    pub ready: Vec<ReadyDelivery>,
    /// The minute it is.
    pub now: DateTime<Utc>,
    /// Nothing can be done: the counter is in training.
    pub reads_only: bool,
}

/// What is paid, or not.
pub fn money(due: Cents, language: Language) -> Html {
    if due > Cents::ZERO {
        let text = say_with(language, "delivery-due", &[("due", due.show(language).into())]);
        return html! { <span class="chip warn" data-cents={due.0.to_string()}>{ text }</span> };
    }
    html! { <span class="chip ok" data-cents="0">{ "✓\u{a0}" }{ say(language, "delivery-paid") }</span> }
}

/// How late it is.
fn late(it: &ReadyDelivery, now: DateTime<Utc>, language: Language) -> Html {
    let minutes = (-minutes_until(now, it.promised_at)).max(1);
    html! {
        if it.is_late(now) {
            <span class="chip bad delivery-late" data-testid={format!("late-{}", it.number)}>
                { say_with(language, "delivery-late", &[("minutes", minutes.into())]) }
            </span>
        }
    }
}

/// Where it is brought, and whether anybody knows where that is.
pub fn place(address: Option<&domain::customers::DeliveryAddress>, language: Language) -> Html {
    let Some(address) = address else {
        return html! { <small class="delivery-nowhere">{ "⚠\u{a0}" }{ say(language, "delivery-no-address") }</small> };
    };
    html! {
        <>
            <small title={address.line()}>{ address.line() }</small>
            if address.position.is_none() {
                <small class="delivery-nowhere">{ "⚠\u{a0}" }{ say(language, "delivery-no-position") }</small>
            }
        </>
    }
}

/// Why it came back.
fn came_back(it: &ReadyDelivery, language: Language) -> Html {
    let Some(wrong) = it.went_wrong.as_ref().filter(|_| it.state == OrderState::Returned) else {
        return Html::default();
    };
    let values = [
        ("why", wrong.reason.say(language).into()),
        ("driver", wrong.driver.as_str().into()),
        ("hour", hour(wrong.at).into()),
    ];
    let note = wrong.note.as_ref().map(|note| format!("\u{a0}: {note}")).unwrap_or_default();
    html! {
        <small class="delivery-wrong" data-testid={format!("wrong-{}", it.number)}>
            { "✕\u{a0}" }{ say_with(language, "delivery-came-back", &values) }{ note }
        </small>
    }
}

fn words(it: &ReadyDelivery, language: Language) -> Html {
    let name = it.customer_name.clone().unwrap_or_else(|| say(language, "delivery-no-name"));
    html! {
        <span class="delivery-words">
            <b title={name.clone()}>{ &name }</b>
            { place(it.address.as_ref(), language) }
            if let Some(phone) = &it.customer_phone { <small>{ "☎\u{a0}" }{ phone_shown(phone) }</small> }
            { came_back(it, language) }
        </span>
    }
}

/// One that is ready: a button.
fn card(
    it: &ReadyDelivery,
    desk: &Desk,
    props: &ReadyListProps,
    language: Language,
    pick: Callback<MouseEvent>,
) -> Html {
    let place = desk.place(it.order);
    let pizzas = say_with(language, "delivery-pizzas", &[("count", it.pizzas.into())]);
    html! {
        <button class={classes!("delivery", place.map(|_| "on"))} data-testid={format!("delivery-{}", it.number)}
            aria-pressed={place.is_some().to_string()} disabled={props.reads_only || desk.is_held()} onclick={pick}>
            <span class="delivery-number">
                <b>{ &it.number }</b>
                <i class="delivery-place">{ place.map(|it| it.to_string()).unwrap_or_default() }</i>
            </span>
            { words(it, language) }
            <span class="delivery-side">
                <b>{ hour(it.promised_at) }</b>
                { money(it.due, language) }
                <small>{ pizzas }</small>
            </span>
            { late(it, props.now, language) }
        </button>
    }
}

/// What is ready to be brought.
#[component]
pub fn ReadyList(props: &ReadyListProps) -> Html {
    let screen = use_screen();
    let language = screen.language;
    let handle = use_desk();
    let desk = &handle.desk;
    let rows = props.ready.iter().map(|it| {
        let key = it.order.0.to_string();
        if it.state == OrderState::Ready {
            let pick = handle.does(Act::Pick(Picked { order: it.order, number: it.number.clone() }));
            return html! { <li {key}>{ card(it, desk, props, language, pick) }</li> };
        }
        let form = format!("again-{key}");
        let again = {
            let (handle, screen, form, order) =
                (handle.clone(), screen.clone(), form.clone(), it.order);
            move |_: MouseEvent| {
                let asked = SendAgain { command: new_command(), order };
                handle.send(&screen, &form, Some(asked), |_| None);
            }
        };
        let word = desk.taps.word(&form, say(language, "delivery-again"), language);
        html! {
            <li {key} class="delivery returned" data-testid={format!("delivery-{}", it.number)}>
                <span class="delivery-number"><b>{ &it.number }</b></span>
                { words(it, language) }
                <span class="delivery-side">
                    { money(it.due, language) }
                    <button class="button" data-testid={format!("again-{}", it.number)}
                        disabled={props.reads_only || desk.taps.is_busy(&form)} onclick={again}>{ word }</button>
                </span>
                if let Some(failure) = desk.taps.failure(&form) {
                    <Notice text={failure.message.clone()} tone={Tone::Failure} testid="again-error" />
                }
            </li>
        }
    });
    html! {
        <ul class="deliveries-list" data-testid="deliveries-ready" data-count={props.ready.len().to_string()}>
            if props.ready.is_empty() {
                <li class="empty" data-testid="deliveries-empty">{ say(language, "deliveries-empty") }</li>
            }
            { for rows }
        </ul>
    }
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use chrono::TimeDelta;
    use domain::customers::DeliveryAddress;
    use domain::delivery::Position;
    use domain::orders::OrderId;
    use uuid::Uuid;

    /// A delivery of 16.00 that is ready, in a street of Mozzaville.
    pub fn ready(nth: u128) -> ReadyDelivery {
        let at = DateTime::UNIX_EPOCH + TimeDelta::hours(20);
        ReadyDelivery {
            order: OrderId(Uuid::from_u128(nth)),
            number: format!("A-{nth:03}"),
            state: OrderState::Ready,
            version: 1,
            promised_at: at,
            ready_since: Some(at),
            customer_name: Some("Mme Lefèvre".to_owned()),
            customer_phone: Some("+33612345678".to_owned()),
            address: Some(DeliveryAddress {
                street: format!("{nth} rue des Lilas"),
                postcode: "67000".to_owned(),
                town: "Mozzaville".to_owned(),
                position: Position::of_degrees(48.85 + nth as f64 / 1000.0, 2.35),
                ..DeliveryAddress::default()
            }),
            total: Cents(1600),
            due: Cents(1600),
            pizzas: 2,
            went_wrong: None,
        }
    }

    #[test]
    fn late_begins_when_the_promise_is_past() {
        assert!(!ready(1).is_late(ready(1).promised_at));
        assert!(ready(1).is_late(ready(1).promised_at + TimeDelta::seconds(1)));
    }
}
