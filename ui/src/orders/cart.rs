//! The right of the counter: whom for, what, how much, for when, and the one red button.

use super::cart_line::CartLine;
use super::changing_banner::ChangingBanner;
use super::desk::{Act, How};
use super::desk_provider::use_desk;
use super::discount::shown;
use super::known::gone;
use super::placing::{place, promised};
use super::sums::sums;
use super::who::{Who, said_at_a_field};
use crate::catalogue::{say, say_with};
use crate::frame::{Notice, Tone, hour, minutes_until, use_now, use_screen};
use domain::FailureCode;
use domain::menu::Menu;
use domain::orders::ServiceMode;
use std::rc::Rc;
use yew::prelude::*;

/// What [`Cart`] is given.
#[derive(Clone, Properties, PartialEq)]
pub struct CartProps {
    /// The field of the customer's name.
    pub name_field: NodeRef,
    /// The field of the customer's telephone number.
    pub phone_field: NodeRef,
    /// A line's note is to be written.
    pub on_note: Callback<usize>,
    /// A line is to be composed.
    pub on_compose: Callback<usize>,
    /// Money is to be taken off a line, or off the order.
    pub on_discount: Callback<Option<usize>>,
    /// Where the order is brought is to be typed.
    pub on_delivery: Callback<()>,
    /// The basket is to be put aside.
    pub on_park: Callback<()>,
}

/// What [`Sums`] and [`Promise`] are given.
#[derive(Properties, PartialEq)]
struct WithMenu {
    menu: Rc<Menu>,
}

/// VAT, count of pizzas, total.
#[component]
fn Sums(props: &WithMenu) -> Html {
    let language = use_screen().language;
    let handle = use_desk();
    let basket = &handle.desk.basket;
    let sums = sums(basket, &props.menu);
    let totals = &sums.totals;
    let shares: Vec<String> = totals
        .vat
        .iter()
        .map(|share| format!("{}\u{a0}{}", share.rate.show(language), share.tax.show(language)))
        .collect();
    let vat = say_with(language, "vat-within", &[("shares", shares.join(" · ").into())]);
    let pizzas = basket.cooking(&props.menu).len();
    let others = basket.others(&props.menu);
    html! {
        <>
            if let Some(discount) = basket.discount.as_ref() {
                <div class="cart-small" data-testid="cart-discount" data-cents={sums.order_off.0.to_string()}>
                    <span>{ say_with(language, "cart-discount", &[("what", shown(discount, language).into())]) }</span>
                    <span>{ "\u{2212}" }{ sums.order_off.show(language) }</span>
                </div>
            }
            if let Some(fee) = sums.fee {
                <div class="cart-small" data-testid="cart-fee" data-cents={fee.0.to_string()}>
                    <span>{ say(language, "cart-fee") }</span>
                    <span>{ if fee.0 == 0 { say(language, "cart-fee-free") } else { fee.show(language) } }</span>
                </div>
            }
            if let Some(lacks) = sums.lacks {
                <div class="cart-small field-error" role="alert" data-testid="cart-minimum">
                    { say_with(language, "cart-minimum", &[("lacks", lacks.show(language).into())]) }
                </div>
            }
            <div class="cart-small" data-testid="cart-vat">
                if !shares.is_empty() { { vat } }
            </div>
            <div class="cart-total">
                <span>{ say(language, "total") }</span>
                <span class="cart-counts">
                    <b data-testid="cart-pizzas" data-count={pizzas.to_string()}>
                        { say_with(language, "pizzas-count", &[("count", pizzas.into())]) }
                    </b>
                    if others > 0 {
                        { say_with(language, "others-count", &[("count", others.into())]) }
                    }
                </span>
                <span data-testid="cart-total" data-cents={totals.gross.0.to_string()}>
                    { totals.gross.show(language) }
                </span>
            </div>
        </>
    }
}

/// The time to announce, worked out again at each change and each second.
#[component]
fn Promise(props: &WithMenu) -> Html {
    let screen = use_screen();
    let language = screen.language;
    let handle = use_desk();
    let now = use_now();
    let desk = &handle.desk;
    let (at, estimate) = match &desk.sent {
        // What was announced and sent is no longer worked out again.
        Some(sent) => (sent.promised_at(), false),
        None => promised(desk, &props.menu, screen.load.as_deref(), &screen.terminal.shop, now),
    };
    handle.announced.set(Some(at));
    if desk.basket.lines.is_empty() {
        // Its place stays, so that nothing jumps at the first tap.
        return html! { <span class="promise" aria-hidden="true">{ "\u{a0}" }</span> };
    }
    let minutes = minutes_until(now, at).max(0);
    let values = [("hour", hour(at).into()), ("minutes", minutes.into())];
    let brought = desk.basket.mode == ServiceMode::Delivery;
    let text = match (estimate, minutes, brought) {
        (true, _, true) => say_with(language, "promise-brought-estimate", &values),
        (false, _, true) => say_with(language, "promise-brought", &values),
        (true, ..) => say_with(language, "promise-estimate", &values),
        (false, 0, _) => say(language, "promise-now"),
        (false, ..) => say_with(language, "promise", &values),
    };
    html! {
        <span class={classes!("chip", "promise", if estimate { "warn" } else { "ok" })}
            data-testid="promised-time" data-at={at.to_rfc3339()}>{ text }</span>
    }
}

/// Why the last validation did not go through, and what can be done.
#[component]
fn Trouble() -> Html {
    let screen = use_screen();
    let language = screen.language;
    let handle = use_desk();
    let unknown = handle.desk.outcome_unknown();
    let failure = match &handle.desk.failure {
        None if !unknown => return Html::default(),
        Some(failure) if said_at_a_field(failure) => return Html::default(),
        failure => failure.clone(),
    };
    let short = failure.as_ref().is_some_and(|failure| failure.code == FailureCode::StockShort);
    let text = failure.map(|failure| failure.message);
    let force = {
        let (handle, screen) = (handle.clone(), screen.clone());
        move |_: MouseEvent| {
            let pay = handle.desk.pay;
            place(&handle, &screen, How { despite_stock: true, pay, ..How::default() });
        }
    };
    let give_up = {
        let handle = handle.clone();
        move |_: MouseEvent| handle.act(Act::GiveUp)
    };
    let dismiss = move |_: MouseEvent| handle.act(Act::Dismiss);
    html! {
        <Notice
            text={text.unwrap_or_else(|| say(language, "order-unknown"))}
            tone={if unknown { Tone::Warning } else { Tone::Failure }}
            testid="order-error"
        >
            if unknown {
                <p>{ say(language, "order-unknown-hint") }</p>
                <button class="button" data-testid="give-up-order" onclick={give_up}>{ say(language, "order-give-up") }</button>
            } else {
                if short {
                    <button class="button" data-testid="force-stock" onclick={force}>{ say(language, "force-stock") }</button>
                }
                <button class="button" data-testid="order-error-close" onclick={dismiss}>{ say(language, "understood") }</button>
            }
        </Notice>
    }
}

/// What [`Validate`] is given.
#[derive(Properties, PartialEq)]
struct ValidateProps {
    /// The money is taken at once.
    pay: bool,
}

/// Validating, and validating with the money taken at once: the one red button.
#[component]
fn Validate(props: &ValidateProps) -> Html {
    let screen = use_screen();
    let language = screen.language;
    let handle = use_desk();
    let pay = props.pay;
    let (sending, unknown) = (handle.desk.sending, handle.desk.outcome_unknown());
    let own = handle.desk.pay == pay;
    let there = handle.desk.elsewhere().map(|by| by.shop.name.clone());
    let is_the_one = pay || there.is_some();
    let label = match (sending && own, unknown && own, pay, there) {
        (true, ..) => say(language, "validating"),
        (_, true, ..) => say(language, "retry"),
        (_, _, true, _) => say(language, "pay"),
        (.., Some(shop)) => say_with(language, "validate-there", &[("shop", shop.into())]),
        _ => say(language, "validate"),
    };
    let empty = handle.desk.basket.lines.is_empty();
    // Until it is known what the other shop asks for it.
    let asks = !screen.menu.as_ref().is_some_and(|menu| handle.desk.is_sold_by(menu)) && !unknown;
    let placed = move |_: MouseEvent| place(&handle, &screen, How { pay, ..How::default() });
    let (testid, key) = if pay { ("pay", "F10") } else { ("place-order", "F9") };
    html! {
        <button
            class={classes!("button", "validate", is_the_one.then_some("primary"), sending.then_some("sending"))}
            data-testid={testid}
            aria-busy={(sending && own).to_string()}
            disabled={sending || empty || asks || (unknown && !own)}
            onclick={placed}
        >
            { label }<kbd>{ key }</kbd>
            if sending && own {
                <span class="progress" role="progressbar" aria-label={say(language, "validating")}></span>
            }
        </button>
    }
}

/// The right of the counter.
#[component]
pub fn Cart(props: &CartProps) -> Html {
    let screen = use_screen();
    let language = screen.language;
    let handle = use_desk();
    let desk = &handle.desk;
    let Some(menu) = &screen.menu else { return html! { <aside class="cart"></aside> } };
    let selected = desk.basket.current();
    let lines = desk.basket.lines.iter().enumerate().map(|(at, line)| {
        html! {
            <CartLine
                key={at}
                {at}
                line={line.clone()}
                selected={desk.basket.selected.is_some() && selected == Some(at)}
                frozen={desk.frozen()}
                menu={menu.clone()}
                on_note={props.on_note.clone()}
                on_compose={props.on_compose.clone()}
                on_discount={props.on_discount.clone()}
            />
        }
    });
    html! {
        <aside class="cart" aria-label={say(language, "cart-label")}>
            <ChangingBanner />
            <Who ..props.clone() />
            <ul class="cart-lines">
                // A list of its own: beside what has no key its keys would count for nothing.
                { lines.collect::<Html>() }
                { gone(&desk.gone, language) }
                if desk.basket.lines.is_empty() {
                    <li class="empty" data-testid="cart-empty">{ say(language, "cart-empty") }</li>
                }
            </ul>
            <div class="cart-foot">
                <Sums menu={menu.clone()} />
                <Promise menu={menu.clone()} />
                <Trouble />
                // What another shop makes is paid there.
                <div class={classes!("cart-validate", desk.elsewhere().map(|_| "there"))}>
                    <Validate pay=false />
                    if desk.elsewhere().is_none() { <Validate pay=true /> }
                </div>
            </div>
        </aside>
    }
}
