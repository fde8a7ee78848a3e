//! The page: the list kept fresh, what stands in the way, and the dialogs over it.

use super::enter::EnterDialog;
use super::forget::ForgetDialog;
use super::mail::MailDialog;
use super::rows::Services;
use super::set_up::SetUpDialog;
use crate::catalogue::{say, say_with};
use crate::frame::{Notice, Tone, use_screen};
use crate::office::{ListPage, administers, use_list};
use domain::server::check::{Finding, Level};
use domain::settings::{
    EnteredService, ListSecrets, ReadServices, SecretList, SecretName, SecretStands, Service,
    ServiceStands,
};
use domain::{Language, Spoken};
use yew::prelude::*;

/// No news tells of secrets, nor of a key that was typed on the command line.
const LOOK_EVERY_MS: u32 = 15_000;

/// What is open over the page.
#[derive(Clone, PartialEq)]
enum Open {
    /// One is to be set.
    Enter(SecretStands),
    /// One is to be forgotten.
    Forget(SecretStands),
    /// The server of mail is to be entered.
    Mail,
    /// A service is to be set up, as it stands or as it usually is.
    SetUp(EnteredService, Option<ServiceStands>),
}

/// What was done last.
#[derive(Clone, Copy, PartialEq)]
enum Done {
    Kept(SecretName),
    Forgotten(SecretName),
    Mail,
    SetUp(Service),
}

fn done_words(done: Done, language: Language) -> String {
    let named = |name: SecretName| [("name", name.say(language).into())];
    match done {
        Done::Kept(name) => say_with(language, "secret-kept", &named(name)),
        Done::Forgotten(name) => say_with(language, "secret-forgotten", &named(name)),
        Done::Mail => say(language, "mail-kept"),
        Done::SetUp(service) => {
            say_with(language, "set-up-done", &[("service", service.say(language).into())])
        }
    }
}

/// What `oc-pizza check` would say against it.
fn findings(list: &SecretList, language: Language) -> Html {
    let damaged = list.damaged.iter().map(|name| Finding::SecretDamaged { name: *name });
    let each = [list.key.finding()].into_iter().chain(damaged).filter_map(|finding| {
        let (tone, testid) = match finding.level() {
            Level::Ok => return None,
            Level::Warning => (Tone::Warning, "group-key"),
            Level::Fault if matches!(finding, Finding::SecretDamaged { .. }) => {
                (Tone::Failure, "secret-row-damaged")
            }
            Level::Fault => (Tone::Failure, "group-key"),
        };
        Some(html! { <Notice text={finding.say(language)} {tone} {testid} /> })
    });
    each.collect()
}

/// The page of services.
#[component]
pub fn ServicesPage() -> Html {
    let screen = use_screen();
    let language = screen.language;
    let open = use_state(|| None::<Open>);
    let done = use_state(|| None::<Done>);
    let (read, look) = use_list(ListSecrets {}, LOOK_EVERY_MS);
    let (entered, look_entered) = use_list(ReadServices {}, LOOK_EVERY_MS);
    let administers = administers(&screen);
    let show = |what: fn(SecretStands) -> Open| {
        let (open, done) = (open.setter(), done.setter());
        Callback::from(move |secret| {
            done.set(None);
            open.set(Some(what(secret)));
        })
    };
    let on_mail = {
        let (open, done) = (open.setter(), done.setter());
        Callback::from(move |()| {
            done.set(None);
            open.set(Some(Open::Mail));
        })
    };
    let close = {
        let open = open.setter();
        Callback::from(move |()| open.set(None))
    };
    let finish = |what: fn(SecretName) -> Done| {
        let (close, done, look) = (close.clone(), done.setter(), look.clone());
        Callback::from(move |name| {
            close.emit(());
            done.set(Some(what(name)));
            look.emit(());
        })
    };
    let on_mail_done = {
        let (close, done) = (close.clone(), done.setter());
        Callback::from(move |()| {
            close.emit(());
            done.set(Some(Done::Mail));
        })
    };
    let set_up = {
        let (open, done, entered) = (open.setter(), done.setter(), entered.data.clone());
        Callback::from(move |service: Service| {
            let mut stands = entered.iter().flat_map(|all| all.iter());
            let stands = stands.find(|it| it.entered.service() == service).cloned();
            let shown = stands.as_ref().map(|it| it.entered.clone());
            if let Some(shown) = shown.or_else(|| EnteredService::usual(service)) {
                done.set(None);
                open.set(Some(Open::SetUp(shown, stands)));
            }
        })
    };
    let is_set_up = {
        let (close, done, look) = (close.clone(), done.setter(), look_entered);
        Callback::from(move |service| {
            close.emit(());
            done.set(Some(Done::SetUp(service)));
            look.emit(());
        })
    };
    let dialog = match &*open {
        Some(Open::Enter(secret)) => html! {
            <EnterDialog secret={secret.clone()} on_done={finish(Done::Kept)} on_keep={close.clone()} />
        },
        Some(Open::Forget(secret)) => html! {
            <ForgetDialog secret={secret.clone()} on_done={finish(Done::Forgotten)} on_keep={close.clone()} />
        },
        Some(Open::Mail) => html! {
            <MailDialog {administers} on_done={on_mail_done} on_close={close.clone()} />
        },
        Some(Open::SetUp(service, stands)) => html! {
            <SetUpDialog service={service.clone()} stands={stands.clone()} on_done={is_set_up} on_keep={close.clone()} />
        },
        None => Html::default(),
    };
    html! {
        <ListPage name="services" title={say(language, "services-title")} lead={say(language, "services-lead")}
            failure={read.failure.clone()} is_read={read.data.is_some()}>
            if let Some(done) = *done {
                <p class="page-done" role="status" data-testid="services-done">
                    { "✓\u{a0}" }{ done_words(done, language) }
                </p>
            }
            if let Some(list) = &read.data {
                { findings(list, language) }
                if !administers {
                    <p class="page-note" data-testid="services-only-seen">{ say(language, "services-only-seen") }</p>
                }
                <Services list={list.clone()} entered={entered.data.clone()} {language} {administers}
                    on_enter={show(Open::Enter)} on_forget={show(Open::Forget)} {on_mail} on_set_up={set_up} />
            }
            { dialog }
        </ListPage>
    }
}
