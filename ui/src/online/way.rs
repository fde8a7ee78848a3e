//! The link goes to the customer by text message or by e-mail.

use super::watching::send;
use crate::backend::new_uuid;
use crate::catalogue::{say, say_with};
use crate::frame::{Field, Notice, on_enter, use_screen};
use domain::Failure;
use domain::messages::Channel;
use domain::online::{LinkSent, SendLink as SendCall};
use domain::payments::PaypalIntentId;
use domain::text::phone_shown;
use uuid::Uuid;
use yew::prelude::*;

/// What [`SendLink`] is given.
#[derive(Properties, PartialEq)]
pub struct SendLinkProps {
    /// Whose link.
    pub intent: PaypalIntentId,
    /// The number that the order bears.
    pub phone: Option<AttrValue>,
}

/// Where it is to go, as it is typed.
#[derive(Clone, PartialEq)]
struct Typed {
    by: Channel,
    to: String,
    /// The same for each try of this.
    once: Uuid,
}

impl Typed {
    fn begun(by: Channel, phone: Option<&str>) -> Typed {
        let to = match by {
            Channel::Sms => phone.map(phone_shown).unwrap_or_default(),
            Channel::Email => String::new(),
        };
        Typed { by, to, once: new_uuid() }
    }
}

/// Sends the link.
#[component]
pub fn SendLink(props: &SendLinkProps) -> Html {
    let screen = use_screen();
    let language = screen.language;
    let typed = use_state(|| None::<Typed>);
    let (busy, failure) = (use_state(|| false), use_state(|| None::<Failure>));
    let sent = use_state(|| None::<LinkSent>);
    let pick = |by: Channel, testid: &'static str, key: &str| {
        let on = typed.as_ref().is_some_and(|it| it.by == by);
        let (set, failure, phone) = (typed.setter(), failure.setter(), props.phone.clone());
        let onclick = move |_: MouseEvent| {
            failure.set(None);
            set.set((!on).then(|| Typed::begun(by, phone.as_deref())));
        };
        html! {
            <button type="button" class={classes!("pick", on.then_some("on"))} aria-pressed={on.to_string()}
                data-testid={testid} {onclick}>{ say(language, key) }</button>
        }
    };
    let go = {
        let (typed, sent, failure) = (typed.clone(), sent.setter(), failure.setter());
        let (screen, busy, intent) = (screen.clone(), busy.clone(), props.intent);
        Callback::from(move |()| {
            let Some(Typed { by, to, once }) = (*typed).clone() else { return };
            let (set, sent, failure) = (typed.setter(), sent.clone(), failure.clone());
            failure.set(None);
            send(&screen, SendCall { intent, by, to, once }, &busy, move |answer| match answer {
                Ok(gone) => {
                    sent.set(Some(gone));
                    set.set(None);
                }
                Err(refused) => failure.set(Some(refused)),
            });
        })
    };
    let form = (*typed).clone().map(|now| {
        let label = match now.by {
            Channel::Sms => say(language, "paypal-to-number"),
            Channel::Email => say(language, "paypal-to-address"),
        };
        let kind = if now.by == Channel::Sms { "tel" } else { "email" };
        let (set, clear) = (typed.setter(), failure.setter());
        let by = now.by;
        let on_type = Callback::from(move |to| {
            clear.set(None);
            set.set(Some(Typed { by, to, once: new_uuid() }));
        });
        let enter = go.clone();
        html! {
            <div class="paypal-to" onkeydown={on_enter(move || enter.emit(()))}>
                <Field name="to" {label} {kind} value={now.to.clone()} failure={(*failure).clone()} {on_type} />
                <button type="button" class="button" data-testid="paypal-send" aria-busy={busy.to_string()}
                    disabled={*busy || now.to.trim().is_empty()} onclick={go.reform(|_: MouseEvent| ())}>{ say(language, "paypal-send") }</button>
            </div>
        }
    });
    let elsewhere = failure.as_ref().filter(|it| it.field.as_deref() != Some("to"));
    html! {
        <div class="paypal-way">
            <div class="picks" role="group" aria-label={say(language, "paypal-send")}>
                { pick(Channel::Sms, "paypal-sms", "paypal-by-text") }
                { pick(Channel::Email, "paypal-email", "paypal-by-mail") }
            </div>
            { form }
            if let Some(failure) = elsewhere {
                <Notice text={failure.message.clone()} testid="paypal-send-error" />
            }
            if let Some(sent) = &*sent {
                <p class="paypal-said ok" role="status" data-testid="paypal-sent">
                    { "✓\u{a0}" }{ say_with(language, "paypal-sent", &[("to", sent.to.as_str().into())]) }
                </p>
            }
        </div>
    }
}
