//! Money off a line or the order: how much and why.

use super::desk::Act;
use super::desk_provider::use_desk;
use super::sums::sums;
use crate::catalogue::{say, say_with};
use crate::frame::{Dialog, on_enter, use_screen};
use crate::settle::amount::{amount, as_typed, shown as shown_typed};
use domain::menu::Menu;
use domain::orders::{Discount, Off, REASON_CHARACTERS_MAX};
use domain::{Language, Spoken};
use patternfly_yew::prelude::ModalVariant;
use std::rc::Rc;
use yew::prelude::*;

/// The percentages that are one tap away.
const PERCENTS: [u32; 4] = [5, 10, 20, 50];

/// How the figure is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Percent,
    Amount,
}

/// The discount typed; none while it is none yet.
fn discount(kind: Kind, typed: &str, reason: &str) -> Option<Discount> {
    let plain = typed.trim().trim_end_matches('%').trim();
    let off = match kind {
        Kind::Percent => Off::Percent(plain.parse().ok()?),
        Kind::Amount => Off::Amount(amount(plain)?),
    };
    Some(Discount { off, reason: reason.trim().to_owned() })
}

/// How a discount was typed.
fn typed_of(discount: Option<&Discount>) -> (Kind, String, String) {
    match discount {
        None => (Kind::Percent, String::new(), String::new()),
        Some(Discount { off: Off::Percent(percent), reason }) => {
            (Kind::Percent, percent.to_string(), reason.clone())
        }
        Some(Discount { off: Off::Amount(amount), reason }) => {
            (Kind::Amount, as_typed(*amount), reason.clone())
        }
    }
}

/// How a discount is shown: `10 %`, `2,00 €`, with its reason.
pub fn shown(discount: &Discount, language: Language) -> String {
    let off = match (discount.off, language) {
        (Off::Percent(percent), Language::Fr) => format!("{percent}\u{a0}%"),
        (Off::Percent(percent), Language::En) => format!("{percent}%"),
        (Off::Amount(amount), _) => amount.show(language),
    };
    format!("{off}, {}", discount.reason)
}

/// What [`DiscountDialog`] is given.
#[derive(Properties, PartialEq)]
pub struct DiscountDialogProps {
    /// The line; none: the order.
    pub line: Option<usize>,
    /// The menu.
    pub menu: Rc<Menu>,
    /// Done, or given up.
    pub on_close: Callback<()>,
}

/// A text field of the dialog; the first one holds a number, shown as the language writes it.
fn field(
    testid: &'static str,
    label: String,
    number_in: Option<Language>,
    value: &UseStateHandle<String>,
    entered: &Callback<KeyboardEvent>,
) -> Html {
    let set = value.setter();
    let typed = move |event: InputEvent| {
        set.set(event.target_unchecked_into::<web_sys::HtmlInputElement>().value());
    };
    let text = (**value).clone();
    let text = number_in.map_or_else(|| text.clone(), |language| shown_typed(&text, language));
    let first = number_in.is_some();
    html! {
        <label class="note-field">
            <span>{ label }</span>
            <input type="text" autocomplete="off" data-testid={testid} data-first-focus={first.then_some("true")}
                maxlength={REASON_CHARACTERS_MAX.to_string()} value={text} oninput={typed} onkeydown={entered} />
        </label>
    }
}

/// Buttons that fill a field.
fn fills(texts: Vec<(String, String)>, value: &UseStateHandle<String>) -> Html {
    let buttons = texts.into_iter().map(|(text, fill)| {
        let set = value.setter();
        html! { <button class="pick" onclick={move |_| set.set(fill.clone())}>{ text }</button> }
    });
    html! { <div class="picks">{ for buttons }</div> }
}

/// Takes money off.
#[component]
pub fn DiscountDialog(props: &DiscountDialogProps) -> Html {
    let language = use_screen().language;
    let handle = use_desk();
    let basket = &handle.desk.basket;
    let line = props.line.and_then(|at| basket.lines.get(at));
    let present = match props.line {
        Some(_) => line.and_then(|line| line.discount.clone()),
        None => basket.discount.clone(),
    };
    let (kind, typed, reason) = typed_of(present.as_ref());
    let kind = use_state(|| kind);
    let typed = use_state(|| typed);
    let reason = use_state(|| reason);
    let gross = match (props.line, line) {
        (Some(_), Some(line)) => line.unit_price * line.quantity,
        _ => {
            let mut plain = basket.clone();
            plain.discount = None;
            sums(&plain, &props.menu).totals.gross
        }
    };
    let wanted = discount(*kind, &typed, &reason);
    let off = wanted.as_ref().map(|wanted| wanted.of(gross));
    let can = matches!(off, Some(Ok(_)));
    let wrong = match &off {
        _ if typed.trim().is_empty() => None,
        None => Some(say(language, "discount-no-figure")),
        Some(Err(refused)) => Some(refused.say(language)),
        Some(Ok(_)) => None,
    };
    let preview = off.and_then(Result::ok).map(|(off, _)| {
        let values =
            [("off", off.show(language).into()), ("left", (gross - off).show(language).into())];
        say_with(language, "discount-preview", &values)
    });
    let save = {
        let (handle, at, close) = (handle.clone(), props.line, props.on_close.clone());
        move || {
            if can {
                handle.act(Act::Discount(at, wanted.clone()));
                close.emit(());
            }
        }
    };
    let entered = on_enter(save.clone());
    let remove = {
        let (handle, at, close) = (handle.clone(), props.line, props.on_close.clone());
        move |_: MouseEvent| {
            handle.act(Act::Discount(at, None));
            close.emit(());
        }
    };
    let actions = html! {
        <>
            <button class="button primary" data-testid="discount-save" disabled={!can} onclick={move |_| save()}>{ say(language, "note-save") }</button>
            if present.is_some() {
                <button class="button" data-testid="discount-remove" onclick={remove}>{ say(language, "discount-remove") }</button>
            }
        </>
    };
    let kinds = [(Kind::Percent, "discount-percent", "%"), (Kind::Amount, "discount-amount", "€")]
        .map(|(each, testid, text)| {
            let (on, set) = (*kind == each, kind.setter());
            html! {
                <button class={classes!(on.then_some("on"))} aria-pressed={on.to_string()} data-testid={testid}
                    onclick={move |_| set.set(each)}>{ text }</button>
            }
        });
    let percents = PERCENTS.map(|percent| (format!("{percent}\u{a0}%"), percent.to_string()));
    let reasons = ["loyalty", "late", "mistake", "gesture"].map(|word| {
        let text = match word {
            "loyalty" => say(language, "discount-loyalty"),
            "late" => say(language, "discount-late"),
            "mistake" => say(language, "discount-mistake"),
            _ => say(language, "discount-gesture"),
        };
        (text.clone(), text)
    });
    let what = line.map_or_else(|| say(language, "cart-label"), |line| line.name.clone());
    let alone = props.menu.rules.discount_alone_percent;
    html! {
        <Dialog
            title={say_with(language, "discount-title", &[("what", what.into())])} testid="discount"
            variant={ModalVariant::Small} on_close={props.on_close.clone()} {actions}
        >
            <div class="discount">
                <div class="segment" role="group" aria-label={say(language, "discount-kind")}>{ for kinds }</div>
                { field("discount-value", say(language, "discount-value"), Some(language), &typed, &entered) }
                if *kind == Kind::Percent { { fills(percents.to_vec(), &typed) } }
                { field("discount-reason", say(language, "discount-reason"), None, &reason, &entered) }
                { fills(reasons.to_vec(), &reason) }
                <p class="field-error" aria-live="polite" data-testid="discount-error">{ wrong }</p>
                <p class="discount-preview" data-testid="discount-preview">{ preview }</p>
                <small class="discount-rule">{ say_with(language, "discount-rule", &[("percent", alone.into())]) }</small>
            </div>
        </Dialog>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Cents;

    #[test]
    fn discounts_as_people_type_them() {
        for (kind, typed, off) in [
            (Kind::Percent, "10", Some(Off::Percent(10))),
            (Kind::Percent, " 10 % ", Some(Off::Percent(10))),
            (Kind::Percent, "10,5", None),
            (Kind::Percent, "", None),
            (Kind::Amount, "2,50", Some(Off::Amount(Cents(250)))),
            (Kind::Amount, "x", None),
        ] {
            let typed = discount(kind, typed, " retard ");
            let expected = off.map(|off| Discount { off, reason: "retard".to_owned() });
            assert_eq!(typed, expected);
            if let Some(expected) = expected {
                let (kind, typed, reason) = typed_of(Some(&expected));
                assert_eq!(discount(kind, &typed, &reason), Some(expected));
            }
        }
    }

    #[test]
    fn a_discount_is_shown_with_its_reason() {
        let off = Discount { off: Off::Percent(10), reason: "retard".to_owned() };
        assert_eq!(shown(&off, Language::Fr), "10\u{a0}%, retard");
        assert_eq!(shown(&off, Language::En), "10%, retard");
    }
}
