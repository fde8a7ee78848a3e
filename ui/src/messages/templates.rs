//! What messages say: which one is looked at, by which channel, in which language.

use super::wording::Wording;
use crate::catalogue::say;
use crate::frame::{Notice, use_fetched, use_screen};
use crate::office::loading;
use domain::messages::{Channel, MessageKind, ReadTemplates, SENDINGS};
use domain::staff::GROUP_MANAGERS;
use domain::{Language, Spoken};
use web_sys::HtmlSelectElement;
use yew::prelude::*;

fn kinds(picked: &UseStateHandle<MessageKind>, language: Language) -> Html {
    let pick = {
        let picked = picked.setter();
        move |event: Event| {
            let word = event.target_unchecked_into::<HtmlSelectElement>().value();
            if let Some(kind) = MessageKind::from_word(&word) {
                picked.set(kind);
            }
        }
    };
    let each = SENDINGS.iter().map(|sending| {
        let word = sending.kind.word();
        html! { <option value={word} selected={**picked == sending.kind}>{ sending.kind.say(language) }</option> }
    });
    html! {
        <select data-testid="template-kind" aria-label={say(language, "template-kind")} onchange={pick}>{ for each }</select>
    }
}

/// One of a few, side by side.
pub fn choices<T: Copy + PartialEq + 'static>(
    label: String,
    all: &[(T, &'static str, String)],
    picked: T,
    disabled: bool,
    on_pick: &Callback<T>,
) -> Html {
    let each = all.iter().map(|(value, word, name)| {
        let (value, on) = (*value, *value == picked);
        html! {
            <button type="button" class={classes!("pick", on.then_some("on"))} aria-pressed={on.to_string()} {disabled}
                data-testid={*word} onclick={on_pick.reform(move |_: MouseEvent| value)}>
                <span class="first-capital">{ name }</span>
            </button>
        }
    });
    html! { <div class="picks" role="group" aria-label={label}>{ for each }</div> }
}

/// The languages that people are written in.
pub fn languages() -> [(Language, &'static str, String); 2] {
    [
        (Language::Fr, "in-french", "Français".to_owned()),
        (Language::En, "in-english", "English".to_owned()),
    ]
}

/// The part of the page.
#[component]
pub fn Templates() -> Html {
    let screen = use_screen();
    let language = screen.language;
    let may_change = GROUP_MANAGERS.admits(screen.staff.as_ref().map(|person| person.role));
    // Read when somebody comes, and when somebody asks: what is typed is not pulled away by news.
    let readings = use_state(|| 0_u32);
    let read = use_fetched(ReadTemplates {}, true, *readings, language);
    let kind = use_state(|| MessageKind::StockShort);
    let channel = use_state(|| Channel::Sms);
    let spoken = use_state(|| Language::Fr);
    {
        let screen = screen.clone();
        use_effect_with(read.failure.clone(), move |failure| {
            failure.iter().for_each(|failure| screen.heed(failure));
        });
    }
    let known = kind.sending().channels;
    let by = if known.contains(&channel) { *channel } else { known[0] };
    let channels: Vec<_> = known
        .iter()
        .map(|it| {
            let word = if *it == Channel::Sms { "by-sms" } else { "by-email" };
            (*it, word, it.say(language))
        })
        .collect();
    let on_channel = {
        let channel = channel.setter();
        Callback::from(move |it| channel.set(it))
    };
    let on_language = {
        let spoken = spoken.setter();
        Callback::from(move |it| spoken.set(it))
    };
    let on_read_again = {
        let readings = readings.clone();
        Callback::from(move |()| readings.set(*readings + 1))
    };
    let stands = read.data.as_ref().and_then(|all| {
        let is = |it: &&domain::messages::TemplateStands| {
            (it.kind, it.channel, it.language) == (*kind, by, *spoken)
        };
        all.iter().find(is).cloned()
    });
    html! {
        <>
            <div class="template-which">
                { kinds(&kind, language) }
                { choices(say(language, "template-channel"), &channels, by, false, &on_channel) }
                { choices(say(language, "template-language"), &languages(), *spoken, false, &on_language) }
            </div>
            if let Some(failure) = &read.failure {
                <Notice text={failure.message.clone()} testid="templates-error" />
            } else if read.data.is_none() {
                { loading(language) }
            }
            if let Some(template) = stands {
                <Wording key={format!("{}-{}-{:?}-{}-{}", kind.word(), by.word(), *spoken, template.version, *readings)}
                    template={template.clone()} {may_change} {on_read_again} />
            }
        </>
    }
}
