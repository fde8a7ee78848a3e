//! Setting a service up: where it is and how it is used, tried out as it is typed before it is kept.

use super::fields::{Fields, Hand};
use super::rows::by_whom;
use crate::backend::call;
use crate::catalogue::{say, say_with};
use crate::frame::{Dialog, Field, Notice, use_screen};
use domain::settings::{
    EnteredService, PaypalSite, SecretSet, Service, ServiceStands, ServiceTried, SetService,
    TestService, TypedService, WaysBy,
};
use domain::{Failure, Language, Spoken};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// What [`SetUpDialog`] is given.
#[derive(Properties, PartialEq)]
pub struct SetUpDialogProps {
    /// The service, as it stands or as it usually is.
    pub service: EnteredService,
    /// By whom it was entered; none: it is not.
    pub stands: Option<ServiceStands>,
    /// It is kept.
    pub on_done: Callback<Service>,
    /// It stays as it was.
    pub on_keep: Callback<()>,
}

/// What is under way.
#[derive(Clone, Copy, PartialEq)]
enum Doing {
    Keeping,
    Trying,
}

/// What a service is tried out with, if with anything: the field's name, its label, an example.
fn trial(service: Service, language: Language) -> Option<(&'static str, String, &'static str)> {
    match service {
        Service::Digitaleo => {
            Some(("digitaleo-to", say(language, "trial-phone"), "06 12 34 56 78"))
        }
        Service::Addresses => {
            Some(("addresses-to", say(language, "trial-address"), "8 boulevard du Port"))
        }
        _ => None,
    }
}

/// What trying does, before it is done.
fn trial_words(service: Service, language: Language) -> String {
    match service {
        Service::Paypal => say(language, "trial-paypal"),
        Service::Digitaleo => say(language, "trial-digitaleo"),
        Service::Google => say(language, "trial-google"),
        Service::Tiles => say(language, "trial-tiles"),
        _ => say(language, "trial-addresses"),
    }
}

/// Whether a failure is told at a field that is shown.
fn is_at_field(failure: &Failure, typed: &TypedService) -> bool {
    let Some(field) = failure.field.as_deref() else { return false };
    match typed {
        TypedService::Paypal(typed) => match typed.site {
            PaypalSite::Sandbox => field.starts_with("paypal-") && field != "paypal-live",
            PaypalSite::Live => field.starts_with("paypal-") && field != "paypal-sandbox",
        },
        TypedService::Digitaleo(_) => field.starts_with("digitaleo-"),
        TypedService::Addresses(_) => field.starts_with("addresses-"),
        TypedService::Tiles(_) => field.starts_with("tiles-"),
        TypedService::Google(typed) => match typed.ways_by {
            WaysBy::Directions => field != "google-routes",
            WaysBy::Routes => field != "google-directions",
            WaysBy::Nobody => field.starts_with("travel-"),
        },
    }
}

/// The form, its trial, and what came of it; what was typed stays until it is kept.
#[component]
pub fn SetUpDialog(props: &SetUpDialogProps) -> Html {
    let screen = use_screen();
    let language = screen.language;
    let service = props.service.service();
    let typed = use_state(|| props.service.typed());
    let to = use_state(String::new);
    let doing = use_state(|| None::<Doing>);
    let failure = use_state(|| None::<Failure>);
    let tried = use_state(|| None::<ServiceTried>);
    let forget_outcome = {
        let (failure, tried) = (failure.setter(), tried.setter());
        move || {
            failure.set(None);
            tried.set(None);
        }
    };
    let change = {
        let (typed, forget) = (typed.setter(), forget_outcome.clone());
        Callback::from(move |changed: TypedService| {
            typed.set(changed);
            forget();
        })
    };
    let on_to = {
        let (to, forget) = (to.setter(), forget_outcome.clone());
        Callback::from(move |text: String| {
            to.set(text);
            forget();
        })
    };
    let act = |what: Doing| {
        let (typed, to, doing, failure, tried) =
            ((*typed).clone(), (*to).clone(), doing.clone(), failure.setter(), tried.setter());
        let (done, screen) = (props.on_done.clone(), screen.clone());
        Callback::from(move |_: MouseEvent| {
            if doing.is_some() {
                return;
            }
            tried.set(None);
            if let Err(refused) = typed.check() {
                return failure.set(Some(Failure::of(&refused, language)));
            }
            failure.set(None);
            doing.set(Some(what));
            let (typed, to) = (typed.clone(), to.clone());
            let (doing, failure, tried) = (doing.setter(), failure.clone(), tried.clone());
            let (done, screen) = (done.clone(), screen.clone());
            spawn_local(async move {
                let refused = match what {
                    Doing::Keeping => match call(SetService { typed }, language).await {
                        Ok(_) => return done.emit(service),
                        Err(refused) => refused,
                    },
                    Doing::Trying => match call(TestService { typed, to }, language).await {
                        Ok(brought) => {
                            doing.set(None);
                            return tried.set(Some(brought));
                        }
                        Err(refused) => refused,
                    },
                };
                screen.heed(&refused);
                doing.set(None);
                failure.set(Some(refused));
            });
        })
    };
    let word = |what: Doing| match (what, *doing == Some(what)) {
        (Doing::Keeping, false) => say(language, "secret-keep"),
        (Doing::Keeping, true) => say(language, "secret-keeping"),
        (Doing::Trying, false) => say(language, "trial-try"),
        (Doing::Trying, true) => say(language, "trial-trying"),
    };
    let actions = html! {
        <button class="button primary" data-testid="service-keep" disabled={doing.is_some()}
            aria-busy={(*doing == Some(Doing::Keeping)).to_string()} onclick={act(Doing::Keeping)}>
            { word(Doing::Keeping) }
        </button>
    };
    let elsewhere = failure.as_ref().filter(|it| !is_at_field(it, &typed));
    let hand = Hand { typed: (*typed).clone(), failure: (*failure).clone(), language, change };
    html! {
        <Dialog title={say_with(language, "set-up-title", &[("service", service.say(language).into())])}
            testid="service-dialog" {actions} close_word={say(language, "secret-cancel")}
            on_close={props.on_keep.clone()}>
            if let Some(stands) = &props.stands {
                <p class="page-note" data-testid="service-before">
                    { say_with(language, "set-up-before", &[("by", whose(stands, language).into())]) }
                </p>
            }
            <div class="set-up-fields">
                <Fields {hand} />
            </div>
            <section class="trial">
                <p class="page-note">{ trial_words(service, language) }</p>
                <div class="trial-line">
                    if let Some((name, label, example)) = trial(service, language) {
                        <Field {name} {label} value={(*to).clone()} example={Some(AttrValue::from(example))}
                            failure={(*failure).clone()} on_type={on_to} />
                    }
                    <button class="button" data-testid="service-try" disabled={doing.is_some()}
                        aria-busy={(*doing == Some(Doing::Trying)).to_string()} onclick={act(Doing::Trying)}>
                        { word(Doing::Trying) }
                    </button>
                </div>
                if let Some(tried) = &*tried {
                    <p class="page-done" role="status" data-testid="service-tried">
                        { "✓\u{a0}" }{ tried.say(language) }
                    </p>
                }
                if let Some(failure) = elsewhere {
                    <Notice text={failure.message.clone()} testid="service-error" />
                }
            </section>
        </Dialog>
    }
}

/// Who entered a service, and when.
pub fn whose(stands: &ServiceStands, language: Language) -> String {
    by_whom(&SecretSet { by: stands.by.clone(), at: stands.at }, language)
}
