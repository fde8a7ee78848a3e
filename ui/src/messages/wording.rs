//! The words of one message: typed beside what they come to, with what the last message of the kind knew.

use crate::backend::call;
use crate::catalogue::{say, say_with};
use crate::frame::{Field, Notice, Tone, use_fetched, use_screen, wrong};
use crate::outbox::{cost, when};
use domain::messages::{
    Channel, Facts, ForgetTemplate, Preview, ReadFacts, SaveTemplate, TemplateStands, examples,
    preview,
};
use domain::{Call, Failure, FailureCode, Language};
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

/// What [`Wording`] is given.
#[derive(Properties, PartialEq)]
pub struct WordingProps {
    /// The template, as it stands.
    pub template: TemplateStands,
    /// Whether who looks may change it.
    pub may_change: bool,
    /// It was changed, or is to be read again.
    pub on_read_again: Callback<()>,
}

/// The message as it would go.
fn letter(shown: &Preview, language: Language) -> Html {
    html! {
        <>
            if let Some(subject) = &shown.subject {
                <p class="template-subject" data-testid="template-subject">{ subject }</p>
            }
            <p class="template-letter" data-testid="template-letter">{ &shown.text }</p>
            { for shown.segments.as_ref().map(|segments| cost(segments, language)) }
        </>
    }
}

/// The names that the kind knows.
fn names(template: &TemplateStands, language: Language) -> Html {
    let known = template.kind.sending().names.iter();
    let each = known
        .map(|name| html! { <code>{ format!("{{{}}}", name.name(template.language)) }</code> });
    html! {
        <p class="template-names">
            <span class="code-hint">{ say(language, "template-names") }</span>
            { for each }
            <span class="code-hint">{ say(language, "template-optional") }</span>
        </p>
    }
}

/// Sends a call that ends in another reading, or says what stands in the way.
#[hook]
pub fn use_doing<C: Call<Reply: 'static>>(
    busy: UseStateHandle<bool>,
    failure: UseStateHandle<Option<Failure>>,
    done: Callback<()>,
) -> Callback<C> {
    let screen = use_screen();
    Callback::from(move |asked: C| {
        if *busy {
            return;
        }
        busy.set(true);
        let (busy, failure, done) = (busy.setter(), failure.setter(), done.clone());
        let screen = screen.clone();
        spawn_local(async move {
            let answer = call(asked, screen.language).await;
            busy.set(false);
            match answer {
                Ok(_) => done.emit(()),
                Err(refused) => {
                    screen.heed(&refused);
                    failure.set(Some(refused));
                }
            }
        });
    })
}

/// The form and the preview.
#[component]
pub fn Wording(props: &WordingProps) -> Html {
    let screen = use_screen();
    let language = screen.language;
    let TemplateStands { kind, channel, language: spoken, version, .. } = props.template;
    let read = use_fetched(ReadFacts { kind }, true, 0, language);
    let subject = use_state(|| props.template.subject.clone().unwrap_or_default());
    let text = use_state(|| props.template.text.clone());
    let failure = use_state(|| None::<Failure>);
    let busy = use_state(|| false);
    let save =
        use_doing::<SaveTemplate>(busy.clone(), failure.clone(), props.on_read_again.clone());
    let forget =
        use_doing::<ForgetTemplate>(busy.clone(), failure.clone(), props.on_read_again.clone());
    let real = read.data.as_ref().and_then(|facts| facts.as_ref().clone());
    let is_real = real.is_some();
    let facts: Facts = real.unwrap_or_else(|| examples(kind));
    let shown = preview((kind, channel, spoken), Some(&subject), &text, &facts);
    let mistake = shown.as_ref().err().map(|refused| Failure::of(refused, language));
    let told = (*failure).clone().or(mistake);
    let is_changed = *text != props.template.text
        || Some(&*subject) != props.template.subject.as_ref() && channel == Channel::Email;
    let on_subject = {
        let (subject, failure) = (subject.setter(), failure.setter());
        Callback::from(move |typed| {
            subject.set(typed);
            failure.set(None);
        })
    };
    let on_text = {
        let (text, failure) = (text.setter(), failure.setter());
        Callback::from(move |event: InputEvent| {
            text.set(event.target_unchecked_into::<HtmlTextAreaElement>().value());
            failure.set(None);
        })
    };
    let asked = SaveTemplate {
        kind,
        channel,
        language: spoken,
        version,
        subject: (channel == Channel::Email).then(|| (*subject).clone()),
        text: (*text).clone(),
    };
    let on_save = save.reform(move |_: MouseEvent| asked.clone());
    let on_forget =
        forget.reform(move |_: MouseEvent| ForgetTemplate { kind, channel, language: spoken });
    let again = props.on_read_again.reform(|_: MouseEvent| ());
    let at_field = |it: &&Failure| matches!(it.field.as_deref(), Some("text" | "subject"));
    let elsewhere = failure.as_ref().filter(|it| !at_field(it));
    let moved = elsewhere.is_some_and(|it| it.code == FailureCode::Conflict);
    let word =
        if *busy { say(language, "template-saving") } else { say(language, "template-save") };
    let is_wrong = told.as_ref().is_some_and(|it| it.field.as_deref() == Some("text"));
    html! {
        <div class="papers-two">
            <div class="papers-form">
                if channel == Channel::Email {
                    <Field name="subject" label={say(language, "template-subject")} value={(*subject).clone()}
                        disabled={!props.may_change} failure={told.clone()} on_type={on_subject} />
                }
                <label class="field">
                    <span>{ say(language, "template-text") }</span>
                    <textarea class="template-text" rows="9" spellcheck="true" data-testid="field-text" disabled={!props.may_change}
                        aria-invalid={is_wrong.to_string()} value={(*text).clone()} oninput={on_text} />
                    { wrong(told.as_ref(), "text") }
                </label>
                { names(&props.template, language) }
                if props.may_change {
                    <div class="papers-foot">
                        if let Some(failure) = elsewhere {
                            <Notice text={failure.message.clone()} testid="template-error"
                                tone={if moved { Tone::Warning } else { Tone::Failure }}>
                                if moved {
                                    <button class="button" data-testid="template-again" onclick={again}>{ say(language, "template-again") }</button>
                                }
                            </Notice>
                        }
                        <div class="papers-save">
                            <button class="button primary" data-testid="template-save" aria-busy={busy.to_string()}
                                disabled={*busy || !is_changed || shown.is_err()} onclick={on_save}>{ word }</button>
                            if version > 0 {
                                <button class="button" data-testid="template-forget" disabled={*busy} onclick={on_forget}>
                                    { say(language, "template-forget") }
                                </button>
                            }
                        </div>
                    </div>
                } else {
                    <p class="page-note" data-testid="template-only-seen">{ say(language, "template-only-seen") }</p>
                }
            </div>
            <aside class="papers-aside template-aside">
                <h2>{ say(language, "template-preview") }</h2>
                if let Ok(shown) = &shown {
                    { letter(shown, language) }
                } else {
                    <p class="page-note">{ say(language, "template-mistake") }</p>
                }
                <small class="code-hint" data-testid="template-facts">
                    { if is_real { say(language, "template-real") } else { say(language, "template-example") } }
                </small>
                <small class="code-hint" data-testid="template-whose">{ whose(&props.template, language) }</small>
            </aside>
        </div>
    }
}

/// Whose words they are.
fn whose(template: &TemplateStands, language: Language) -> String {
    match &template.set {
        Some((by, at)) => {
            let values = [("who", by.as_str().into()), ("when", when(*at, language).into())];
            say_with(language, "template-by", &values)
        }
        None => say(language, "template-ours"),
    }
}
