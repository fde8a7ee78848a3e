//! Where an order is brought: the addresses that are known, and the one that is typed.
//!
//! A completion of what is typed will stand below the street; typing all of it by hand stays a way of its
//! own.

use super::desk::Act;
use super::desk_provider::use_desk;
use crate::catalogue::{say, say_with};
use crate::frame::{Dialog, Field, use_screen};
use domain::customers::DeliveryAddress;
use domain::{Failure, Language};
use yew::prelude::*;

/// What [`DeliveryDialog`] is given.
#[derive(Properties, PartialEq)]
pub struct DeliveryDialogProps {
    /// It was typed, or is left as it was.
    pub on_close: Callback<()>,
}

/// A field of the address: its name in a refusal, what it holds, and how wide it is.
type Part =
    (&'static str, fn(&DeliveryAddress) -> &str, fn(&mut DeliveryAddress, String), &'static str);

fn text(of: &Option<String>) -> &str {
    of.as_deref().unwrap_or_default()
}

fn some(typed: String) -> Option<String> {
    Some(typed).filter(|typed| !typed.is_empty())
}

const PARTS: [Part; 6] = [
    ("street", |it| &it.street, |it, typed| it.street = typed, "wide"),
    ("postcode", |it| &it.postcode, |it, typed| it.postcode = typed, "short"),
    ("town", |it| &it.town, |it, typed| it.town = typed, "long"),
    ("floor", |it| text(&it.floor), |it, typed| it.floor = some(typed), ""),
    ("code", |it| text(&it.code), |it, typed| it.code = some(typed), ""),
    ("address_note", |it| text(&it.note), |it, typed| it.note = some(typed), "wide"),
];

fn label(name: &str, language: Language) -> String {
    match name {
        "street" => say(language, "delivery-street"),
        "postcode" => say(language, "delivery-postcode"),
        "town" => say(language, "delivery-town"),
        "floor" => say(language, "delivery-floor"),
        "code" => say(language, "delivery-code"),
        _ => say(language, "delivery-note"),
    }
}

/// What bringing it costs, and from which amount it is brought.
fn rules(language: Language, rules: domain::orders::DeliveryRules) -> Html {
    let cents = |amount: domain::Cents| amount.show(language);
    html! {
        <p class="delivery-rules" data-testid="delivery-rules">
            { say_with(language, "delivery-fee", &[("fee", cents(rules.fee).into())]) }
            if let Some(from) = rules.free_from {
                { " " }{ say_with(language, "delivery-free", &[("from", cents(from).into())]) }
            }
            if let Some(minimum) = rules.minimum {
                { " " }{ say_with(language, "delivery-minimum", &[("minimum", cents(minimum).into())]) }
            }
        </p>
    }
}

/// Takes an address, typed or known.
#[component]
pub fn DeliveryDialog(props: &DeliveryDialogProps) -> Html {
    let screen = use_screen();
    let language = screen.language;
    let handle = use_desk();
    let failure = use_state(|| handle.desk.failure.clone());
    let address = handle.desk.basket.address.clone();
    // Each letter is at the desk: a lock or a reload loses none.
    let change = {
        let (handle, failure) = (handle.clone(), failure.setter());
        Callback::from(move |next: DeliveryAddress| {
            failure.set(None);
            handle.act(Act::Address(Box::new(next)));
        })
    };
    let fields = PARTS.map(|(name, of, set, width)| {
        let (change, at) = (change.clone(), address.clone());
        let on_type = Callback::from(move |typed: String| {
            let mut next = at.clone();
            set(&mut next, typed);
            // What was looked up stood for what was typed then.
            if ["street", "postcode", "town"].contains(&name) {
                next.position = None;
            }
            change.emit(next);
        });
        html! {
            <Field {name} label={label(name, language)} value={of(&address).to_owned()} width={classes!(width)}
                failure={(*failure).clone()} {on_type} />
        }
    });
    let without = address.without_number;
    let toggle = {
        let (change, at) = (change.clone(), address.clone());
        move |_: MouseEvent| change.emit(DeliveryAddress { without_number: !without, ..at.clone() })
    };
    let known = handle.desk.known.iter().flat_map(|known| known.customer.addresses.iter());
    let known = known.enumerate().map(|(nth, at)| {
        let (handle, close, at) = (handle.clone(), props.on_close.clone(), at.clone());
        let on = at.is_at(&address);
        let text = at.line();
        let take = move |_: MouseEvent| {
            handle.act(Act::Address(Box::new(at.clone())));
            close.emit(());
        };
        html! {
            <button class={classes!("pick", on.then_some("on"))} aria-pressed={on.to_string()}
                data-testid={format!("address-{nth}")} onclick={take}>{ text }</button>
        }
    });
    let known: Vec<Html> = known.collect();
    let take = {
        let (close, failure, address) = (props.on_close.clone(), failure.setter(), address.clone());
        Callback::from(move |()| match address.checked() {
            Ok(_) => close.emit(()),
            Err(refused) => failure.set(Some(Failure::of(&refused, language))),
        })
    };
    let actions = html! {
        <button class="button primary" data-testid="delivery-save" onclick={take.reform(|_: MouseEvent| ())}>
            { say(language, "delivery-save") }
        </button>
    };
    let on_enter = Callback::from(move |event: KeyboardEvent| {
        if event.key() == "Enter" && crate::frame::in_a_field(&event).is_some() {
            event.prevent_default();
            take.emit(());
        }
    });
    html! {
        <Dialog title={say(language, "delivery-title")} testid="delivery-dialog" {actions} on_close={props.on_close.clone()}>
            <div onkeydown={on_enter}>
                if !known.is_empty() { <div class="picks known-addresses">{ for known }</div> }
                <div class="papers-part delivery-form">
                    { for fields }
                    <button type="button" class={classes!("pick", "wide", without.then_some("on"))} aria-pressed={without.to_string()}
                        data-testid="delivery-without-number" onclick={toggle}>
                        { if without { "✓\u{a0}" } else { "" } }{ say(language, "delivery-without-number") }
                    </button>
                </div>
                if let Some(menu) = &screen.menu { { rules(language, menu.rules.delivery) } }
            </div>
        </Dialog>
    }
}
