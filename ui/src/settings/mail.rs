//! The server of mail: entered for the whole group, and tried before it is kept.

use crate::backend::call;
use crate::catalogue::{say, say_with};
use crate::frame::{Dialog, Field, Notice, use_fetched, use_screen, wrong};
use domain::settings::{
    MailSecurity, MailServer, MailStands, ReadMail, SetMail, TestMail, TypedMail, is_address,
};
use domain::{Failure, Language};
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

/// What [`MailDialog`] is given.
#[derive(Properties, PartialEq)]
pub struct MailDialogProps {
    /// Whether who looks may change it.
    pub administers: bool,
    /// It is kept.
    pub on_done: Callback<()>,
    /// It stays as it was.
    pub on_close: Callback<()>,
}

/// The dialog, once it is known what is entered.
#[component]
pub fn MailDialog(props: &MailDialogProps) -> Html {
    let screen = use_screen();
    let language = screen.language;
    let read = use_fetched(ReadMail {}, true, 0, language);
    match (&read.data, &read.failure) {
        (Some(stands), _) => html! {
            <MailForm stands={(**stands).clone()} administers={props.administers}
                on_done={props.on_done.clone()} on_close={props.on_close.clone()} />
        },
        (None, failure) => html! {
            <Dialog title={say(language, "mail-title")} testid="mail-dialog" on_close={props.on_close.clone()}>
                if let Some(failure) = failure {
                    <Notice text={failure.message.clone()} testid="mail-error" />
                } else {
                    <p class="waiting-text" role="status">{ say(language, "loading") }</p>
                }
            </Dialog>
        },
    }
}

#[derive(Properties, PartialEq)]
struct MailFormProps {
    stands: MailStands,
    administers: bool,
    on_done: Callback<()>,
    on_close: Callback<()>,
}

/// What the form begins with.
fn begun(server: Option<&MailServer>) -> TypedMail {
    let text = |of: fn(&MailServer) -> String| server.map(of).unwrap_or_default();
    TypedMail {
        host: text(|it| it.host.clone()),
        port: text(|it| it.port.to_string()),
        security: server.map_or(MailSecurity::StartTls, |it| it.security),
        sender: text(|it| it.sender.clone()),
        name: text(|it| it.name.clone()),
        ca: text(|it| it.ca.clone().unwrap_or_default()),
    }
}

/// The fields under which a failure is shown.
const FIELDS: [&str; 6] =
    ["mail-host", "mail-port", "mail-sender", "mail-name", "mail-ca", "mail-to"];

/// How the trial went.
#[derive(Clone, PartialEq)]
enum Trial {
    UnderWay,
    Went(String),
}

/// One of the two ways to protect the line.
fn security(form: &Form) -> Html {
    let each = [MailSecurity::StartTls, MailSecurity::Tls].map(|it| {
        let on = form.typed.security == it;
        let (form, word) = (form.clone(), it.word());
        let name = match it {
            MailSecurity::StartTls => say(form.language, "mail-start-tls"),
            MailSecurity::Tls => say(form.language, "mail-tls"),
        };
        let pick = move |_: MouseEvent| form.change(|typed| typed.security = it);
        html! {
            <button type="button" class={classes!("pick", on.then_some("on"))} aria-pressed={on.to_string()}
                data-testid={format!("mail-{word}")} onclick={pick}>{ name }</button>
        }
    });
    html! {
        <div class="field wide" role="group" aria-label={say(form.language, "mail-security")}>
            <span>{ say(form.language, "mail-security") }</span>
            <div class="picks">{ for each }</div>
        </div>
    }
}

/// What the form holds, and how it is changed.
#[derive(Clone, PartialEq)]
struct Form {
    typed: UseStateHandle<TypedMail>,
    failure: UseStateHandle<Option<Failure>>,
    trial: UseStateHandle<Option<Trial>>,
    language: Language,
    administers: bool,
}

impl Form {
    fn change(&self, of: impl FnOnce(&mut TypedMail)) {
        let mut typed = (*self.typed).clone();
        of(&mut typed);
        self.typed.set(typed);
        self.failure.set(None);
        self.trial.set(None);
    }

    fn field(
        &self,
        (name, width): (&'static str, &'static str),
        example: Option<String>,
        of: fn(&mut TypedMail) -> &mut String,
    ) -> Html {
        let label = match name {
            "mail-host" => say(self.language, "mail-host"),
            "mail-port" => say(self.language, "mail-port"),
            "mail-sender" => say(self.language, "mail-sender"),
            _ => say(self.language, "mail-name"),
        };
        let value = of(&mut (*self.typed).clone()).clone();
        let form = self.clone();
        let on_type = Callback::from(move |text: String| form.change(|it| *of(it) = text));
        html! {
            <Field {name} {label} {value} width={classes!(width)} disabled={!self.administers}
                example={example.map(AttrValue::from)} failure={(*self.failure).clone()} {on_type} />
        }
    }

    /// The certificate of a server that vouches for itself.
    fn certificate(&self) -> Html {
        let form = self.clone();
        let on_type = move |event: InputEvent| {
            let text = event.target_unchecked_into::<HtmlTextAreaElement>().value();
            form.change(|it| it.ca = text);
        };
        let is_wrong =
            self.failure.as_ref().is_some_and(|it| it.field.as_deref() == Some("mail-ca"));
        html! {
            <details class="mail-ca" open={is_wrong || !self.typed.ca.is_empty()}>
                <summary data-testid="mail-ca-open">{ say(self.language, "mail-ca") }</summary>
                <textarea rows="4" spellcheck="false" data-testid="field-mail-ca" disabled={!self.administers}
                    aria-label={say(self.language, "mail-ca")} aria-invalid={is_wrong.to_string()}
                    placeholder="-----BEGIN CERTIFICATE-----" value={self.typed.ca.clone()} oninput={on_type} />
                { wrong((*self.failure).as_ref(), "mail-ca") }
            </details>
        }
    }
}

/// The trial: to whom, and what the server answered.
fn trial(
    form: &Form,
    to: &UseStateHandle<String>,
    busy: bool,
    on_try: Callback<MouseEvent>,
) -> Html {
    let language = form.language;
    let on_type = {
        let (to, form) = (to.setter(), form.clone());
        Callback::from(move |text| {
            to.set(text);
            form.failure.set(None);
            form.trial.set(None);
        })
    };
    let word = match *form.trial {
        Some(Trial::UnderWay) => say(language, "mail-trying"),
        _ => say(language, "mail-try"),
    };
    html! {
        <fieldset class="mail-trial">
            <legend>{ say(language, "mail-trial") }</legend>
            <div class="mail-trial-line">
                <Field name="mail-to" kind="email" label={say(language, "mail-to")} value={(**to).clone()}
                    example="nom@exemple.fr" failure={(*form.failure).clone()} {on_type} />
                <button type="button" class="button" data-testid="mail-try" disabled={busy || !is_address(to.trim())} onclick={on_try}>{ word }</button>
            </div>
            if let Some(Trial::Went(to)) = &*form.trial {
                <p class="page-done" role="status" data-testid="mail-went">
                    { "✓\u{a0}" }{ say_with(language, "mail-went", &[("to", to.as_str().into())]) }
                </p>
            }
        </fieldset>
    }
}

#[component]
fn MailForm(props: &MailFormProps) -> Html {
    let screen = use_screen();
    let language = screen.language;
    let form = Form {
        typed: use_state(|| begun(props.stands.server.as_ref())),
        failure: use_state(|| None),
        trial: use_state(|| None),
        language,
        administers: props.administers,
    };
    let to = use_state(String::new);
    let busy = use_state(|| false);
    let keep = {
        let (form, busy, done, screen) =
            (form.clone(), busy.clone(), props.on_done.clone(), screen.clone());
        Callback::from(move |_: MouseEvent| {
            if let Err(refused) = form.typed.check() {
                return form.failure.set(Some(Failure::of(&refused, language)));
            }
            busy.set(true);
            let asked = SetMail { typed: (*form.typed).clone() };
            let (form, busy, done, screen) =
                (form.clone(), busy.setter(), done.clone(), screen.clone());
            spawn_local(async move {
                match call(asked, language).await {
                    Ok(_) => done.emit(()),
                    Err(refused) => {
                        screen.heed(&refused);
                        busy.set(false);
                        form.failure.set(Some(refused));
                    }
                }
            });
        })
    };
    let on_try = {
        let (form, to, screen) = (form.clone(), to.clone(), screen.clone());
        Callback::from(move |_: MouseEvent| {
            let asked = TestMail { typed: (*form.typed).clone(), to: (*to).clone() };
            form.failure.set(None);
            form.trial.set(Some(Trial::UnderWay));
            let (form, screen) = (form.clone(), screen.clone());
            spawn_local(async move {
                let to = asked.to.clone();
                match call(asked, language).await {
                    Ok(()) => form.trial.set(Some(Trial::Went(to))),
                    Err(refused) => {
                        screen.heed(&refused);
                        form.trial.set(None);
                        form.failure.set(Some(refused));
                    }
                }
            });
        })
    };
    let word = if *busy { say(language, "mail-keeping") } else { say(language, "mail-keep") };
    let is_busy = *busy || *form.trial == Some(Trial::UnderWay);
    let actions = html! {
        if props.administers {
            <button class="button primary" data-testid="mail-keep" aria-busy={busy.to_string()} disabled={is_busy} onclick={keep}>{ word }</button>
        }
    };
    let is_shown = |it: &Failure| it.field.as_deref().is_some_and(|field| FIELDS.contains(&field));
    let elsewhere = form.failure.as_ref().filter(|it| !is_shown(it)).cloned();
    let port = form.typed.security.port().to_string();
    let by = props
        .stands
        .set
        .as_ref()
        .map(|(who, _)| say_with(language, "mail-by", &[("who", who.as_str().into())]));
    html! {
        <Dialog title={say(language, "mail-title")} testid="mail-dialog" {actions} close_word={say(language, "mail-cancel")}
            on_close={props.on_close.clone()}>
            if let Some(by) = by {
                <p class="page-note" data-testid="mail-before">{ by }</p>
            }
            <div class="reach-form">
                { form.field(("mail-host", ""), Some("smtp.exemple.fr".to_owned()), |it| &mut it.host) }
                { form.field(("mail-port", ""), Some(port), |it| &mut it.port) }
                { security(&form) }
                { form.field(("mail-sender", ""), Some("caisse@exemple.fr".to_owned()), |it| &mut it.sender) }
                { form.field(("mail-name", ""), Some("OC Pizza".to_owned()), |it| &mut it.name) }
            </div>
            if props.administers {
                { trial(&form, &to, is_busy, on_try) }
            }
            if let Some(failure) = elsewhere {
                <Notice text={failure.message.clone()} testid="mail-error" />
            }
            <p class="page-note">{ say(language, "mail-login") }</p>
            // Last, since it is long and mostly empty: what is said stays in sight.
            { form.certificate() }
        </Dialog>
    }
}
