//! A payment on the telephone in the payment dialog: what is asked, the code, where it stands, and the buttons.

use super::look::{chip, code};
use super::told::{Told, otherwise, told};
use super::watching::{Online, Payer};
use super::way::SendLink;
use crate::catalogue::{say, say_with};
use crate::frame::{Notice, Tone, hour};
use domain::online::OnlineStands;
use domain::payments::PaypalState;
use domain::{Cents, Language, Spoken};
use yew::prelude::*;

/// The amount in large figures: of what is asked, or of what would be.
fn amount(key: &str, cents: Cents, language: Language) -> Html {
    html! {
        <div class="amount-due">
            <span>{ say(language, key) }</span>
            <b data-testid="paypal-amount" data-cents={cents.0.to_string()}>{ cents.show(language) }</b>
        </div>
    }
}

/// What is said of it.
fn words(stands: &OnlineStands, told: Told, language: Language) -> Html {
    let (text, is_grave) = told.words(stands, language);
    match (is_grave, told.tone) {
        (true, _) => html! { <Notice {text} tone={Tone::Warning} testid="paypal-said" /> },
        (false, tone) => {
            html! { <p class={classes!("paypal-said", tone)} data-testid="paypal-said">{ text }</p> }
        }
    }
}

/// Where it stands, in words.
fn standing(stands: &OnlineStands, told: Told, more: Html, language: Language) -> Html {
    html! {
        <div class="paypal-standing" role="status" aria-live="polite">
            { chip(stands.state, "paypal-state", language) }{ more }{ words(stands, told, language) }
        </div>
    }
}

/// A payment that is followed.
fn followed(stands: &OnlineStands, told: Told, phone: Option<&str>, language: Language) -> Html {
    let until = [("hour", hour(stands.link_until).into())];
    let shown = stands.code.as_ref().filter(|_| told.is_open);
    let until = html! {
        if told.is_open {
            <span data-testid="paypal-until">{ say_with(language, "paypal-until", &until) }</span>
        }
    };
    html! {
        <div class={classes!("paypal", shown.map(|_| "open"))}>
            { for shown.map(|it| code(it, language)) }
            <div class="paypal-words">
                { amount("paypal-asked", stands.amount, language) }
                { standing(stands, told, until, language) }
                if told.is_open {
                    <SendLink key={stands.intent.0.to_string()} intent={stands.intent} phone={phone.map(|it| AttrValue::from(it.to_owned()))} />
                }
                if told.can_leave {
                    <small class="paypal-hint">{ say(language, "paypal-leave-about") }</small>
                }
            </div>
        </div>
    }
}

/// What can be asked for, and how the one before ended.
fn asking(
    online: &Online,
    cents: Cents,
    before: Option<(&OnlineStands, Told)>,
    language: Language,
) -> Html {
    let of = |it: &OnlineStands| html! { <span>{ it.amount.show(language) }</span> };
    html! {
        <div class="paypal-words">
            { amount("paypal-amount", cents, language) }
            if let Some((it, told)) = before {
                { standing(it, told, of(it), language) }
            } else {
                <p class="settle-guide">{ say(language, "paypal-guide") }</p>
            }
            { for online.holds.map(|on| holding(online, on, language)) }
        </div>
    }
}

/// Whether the kitchen begins before it is paid.
fn holding(online: &Online, on: bool, language: Language) -> Html {
    let change = online.hold.reform(move |_: MouseEvent| !on);
    html! {
        <button type="button" role="switch" class={classes!("pick", on.then_some("on"))} aria-checked={on.to_string()}
            data-testid="paypal-hold" onclick={change}>
            { if on { "☑" } else { "☐" } }{ "\u{a0}" }{ say(language, "paypal-hold") }
        </button>
    }
}

/// All that stands in the dialog while the customer pays on the telephone.
pub fn follow(online: &Online, payer: Payer, phone: Option<&str>, language: Language) -> Html {
    let stands = online.of(payer).map(|it| (it, told(it, online.now)));
    html! {
        <>
            { match (online.to_ask(payer), stands) {
                (Some(cents), before) => asking(online, cents, before, language),
                (None, Some((it, said))) => followed(it, said, phone, language),
                (None, None) => Html::default(),
            } }
            if !online.is_online {
                <Notice text={say(language, "paypal-offline")} tone={Tone::Warning} testid="paypal-offline" />
            }
            if let Some(failure) = &online.failure {
                <Notice text={failure.message.clone()} testid="paypal-error" />
            }
        </>
    }
}

/// The buttons of the dialog meanwhile: it is asked for, again where it is over, or given up. By their keys they are
/// two: who asks at the keyboard gives up nothing by a second touch.
pub fn actions(online: &Online, payer: Payer, language: Language) -> Html {
    let (stands, busy) = (online.of(payer), online.busy || !online.is_online || !online.is_read);
    if online.to_ask(payer).is_some() {
        let again = if stands.is_some() { "paypal-ask-again" } else { "paypal-ask" };
        let ask = online.ask.reform(move |_: MouseEvent| payer);
        let word = if online.busy { say(language, "paypal-asking") } else { say(language, again) };
        return html! {
            <button key="ask" class="button primary" data-testid="paypal-ask" aria-busy={online.busy.to_string()}
                disabled={busy} onclick={ask}>{ word }</button>
        };
    }
    let Some(stands) = stands.filter(|it| told(it, online.now).can_leave) else {
        return Html::default();
    };
    let intent = stands.intent;
    let leave = online.leave.reform(move |_: MouseEvent| intent);
    html! {
        <button key="leave" class="button" data-testid="paypal-leave" disabled={busy} onclick={leave}>{ say(language, "paypal-leave") }</button>
    }
}

/// What is said where nothing is due any more: who paid on the telephone sees that it came.
pub fn arrived(online: &Online, language: Language) -> Html {
    let captured = online.last().filter(|it| it.state == PaypalState::Captured);
    match captured {
        Some(it) => {
            let told = told(it, online.now);
            standing(it, told, Html::default(), language)
        }
        None => Html::default(),
    }
}

/// What is said beside another tender while a payment on the telephone is under way, of so much that is due.
pub fn beside(online: &Online, due: Cents, language: Language) -> Html {
    let Some(it) = online.live() else { return Html::default() };
    let values =
        [("state", it.state.say(language).into()), ("amount", it.amount.show(language).into())];
    let text = say_with(language, otherwise(it, due), &values);
    html! { <Notice {text} tone={Tone::Warning} testid="paypal-beside" /> }
}
