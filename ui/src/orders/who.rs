//! The head of the basket: whom it is for.

use super::cart::CartProps;
use super::desk::{Act, Desk};
use super::desk_provider::use_desk;
use super::known::{Known, call_chip};
use crate::catalogue::say;
use crate::frame::{focus, use_screen};
use domain::Failure;
use domain::orders::Channel;
use domain::text::NAME_CHARACTERS_MAX;
use yew::prelude::*;

/// The most that is typed of a telephone number.
const PHONE_CHARACTERS_MAX: usize = 40;

/// What the backend calls the fields of this page.
const NAME: &str = "customer_name";
const PHONE: &str = "customer_phone";
/// And those of the address, which are said at its line.
const ADDRESS: [&str; 6] = ["street", "postcode", "town", "floor", "code", "address_note"];

/// Whether a failure is said at a field of the page's head, and needs no second place.
pub fn said_at_a_field(failure: &Failure) -> bool {
    [NAME, PHONE].map(Some).contains(&failure.field.as_deref()) || at_the_address(failure)
}

/// Whether a failure is the address's.
pub fn at_the_address(failure: &Failure) -> bool {
    failure.field.as_deref().is_some_and(|field| ADDRESS.contains(&field))
}

/// What is wrong with a field, which then has the focus: the tap that was refused came from the
/// other end of the page.
#[hook]
fn use_wrong(desk: &Desk, field: &str, node: &NodeRef) -> Option<String> {
    let failure = desk.failure.as_ref().filter(|it| it.field.as_deref() == Some(field));
    let wrong = failure.map(|failure| failure.message.clone());
    let node = node.clone();
    use_effect_with(wrong.is_some(), move |wrong| {
        if *wrong {
            focus(&node);
        }
    });
    wrong
}

fn sentence(wrong: Option<&str>, testid: &'static str) -> Html {
    let Some(wrong) = wrong else { return Html::default() };
    html! { <small class="field-error" role="alert" data-testid={testid}>{ wrong.to_owned() }</small> }
}

/// The number to call, and money off the order.
#[component]
fn Phone(props: &CartProps) -> Html {
    let language = use_screen().language;
    let handle = use_desk();
    let desk = &handle.desk;
    let typed = {
        let handle = handle.clone();
        Callback::from(move |event: InputEvent| {
            let field = event.target_unchecked_into::<web_sys::HtmlInputElement>();
            handle.act(Act::Phone(field.value()));
        })
    };
    let wrong = use_wrong(desk, PHONE, &props.phone_field);
    html! {
        <div class="cart-who-row phone-row">
            <label class="name-field">
                <span>{ say(language, "customer-phone") }<kbd>{ "F4" }</kbd></span>
                <input
                    ref={props.phone_field.clone()} type="tel" autocomplete="off" data-testid="customer-phone"
                    maxlength={PHONE_CHARACTERS_MAX.to_string()} placeholder={say(language, "customer-phone-hint")}
                    aria-invalid={wrong.is_some().to_string()} value={desk.basket.customer_phone.clone()}
                    disabled={desk.frozen()} oninput={typed}
                />
            </label>
            <button
                class="button" data-testid="discount-open" disabled={desk.basket.lines.is_empty() || desk.frozen()}
                onclick={props.on_discount.reform(|_| None)}
            >{ say(language, "discount-open") }</button>
            { sentence(wrong.as_deref(), "customer-phone-error") }
        </div>
    }
}

/// Whom the order is called out for, and putting it aside.
#[component]
pub fn Who(props: &CartProps) -> Html {
    let language = use_screen().language;
    let handle = use_desk();
    let typed = {
        let handle = handle.clone();
        Callback::from(move |event: InputEvent| {
            let field = event.target_unchecked_into::<web_sys::HtmlInputElement>();
            handle.act(Act::Name(field.value()));
        })
    };
    let wrong = use_wrong(&handle.desk, NAME, &props.name_field);
    let by_phone = handle.desk.basket.channel == Channel::Phone;
    html! {
        <div class={classes!("cart-who", by_phone.then_some("by-phone"))}>
            { call_chip(&handle, &props.phone_field, language) }
            <div class="cart-who-row">
            <label class="name-field">
                <span>{ say(language, "customer-name") }<kbd>{ "F2" }</kbd></span>
                <input
                    ref={props.name_field.clone()}
                    type="text"
                    autocomplete="off"
                    maxlength={NAME_CHARACTERS_MAX.to_string()}
                    data-testid="customer-name"
                    placeholder={say(language, "customer-name-hint")}
                    aria-invalid={wrong.is_some().to_string()}
                    value={handle.desk.basket.customer_name.clone()}
                    disabled={handle.desk.frozen()}
                    oninput={typed}
                />
            </label>
            <button
                class="button"
                data-testid="park-basket"
                disabled={handle.desk.basket.is_empty() || handle.desk.frozen() || handle.desk.changing.is_some()}
                onclick={props.on_park.reform(|_| ())}
            >{ say(language, "park") }</button>
            { sentence(wrong.as_deref(), "customer-name-error") }
            </div>
            <Phone ..props.clone() />
            <Known on_delivery={props.on_delivery.clone()} />
        </div>
    }
}
