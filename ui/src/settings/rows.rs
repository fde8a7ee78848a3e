//! The secrets, by service: each with a sign and words, and what can be done with it.

use super::set_up::whose;
use crate::catalogue::{say, say_with};
use crate::frame::hour;
use chrono::{DateTime, Utc};
use domain::settings::{
    EnteredService, GroupKeyStands, PaypalSite, SecretList, SecretSet, SecretStands, Service,
    ServiceStands, WaysBy,
};
use domain::shops::ZONE;
use domain::{Language, Spoken};
use std::rc::Rc;
use yew::prelude::*;

/// What [`Services`] is given.
#[derive(Properties, PartialEq)]
pub struct ServicesProps {
    /// All of them.
    pub list: Rc<SecretList>,
    /// What is entered of the services; none: it is not known yet.
    pub entered: Option<Rc<Vec<ServiceStands>>>,
    /// The language.
    pub language: Language,
    /// Whether who looks may change something.
    pub administers: bool,
    /// One is to be set, or replaced.
    pub on_enter: Callback<SecretStands>,
    /// One is to be forgotten.
    pub on_forget: Callback<SecretStands>,
    /// The server of mail is to be looked at.
    pub on_mail: Callback<()>,
    /// One is to be set up.
    pub on_set_up: Callback<Service>,
}

/// Who has set it, and when.
pub fn by_whom(set: &SecretSet, language: Language) -> String {
    let values = [
        ("who", set.by.as_str().into()),
        ("day", day(set.at, language).into()),
        ("hour", hour(set.at).into()),
    ];
    say_with(language, "secret-by", &values)
}

fn day(at: DateTime<Utc>, language: Language) -> String {
    let form = match language {
        Language::Fr => "%d/%m/%Y",
        Language::En => "%-d %b %Y",
    };
    at.with_timezone(&ZONE).format(form).to_string()
}

/// What a service does for the group.
fn purpose(service: Service, language: Language) -> String {
    match service {
        Service::Paypal => say(language, "service-paypal"),
        Service::Google => say(language, "service-google"),
        Service::Addresses => say(language, "service-addresses"),
        Service::Tiles => say(language, "service-tiles"),
        Service::Digitaleo => say(language, "service-digitaleo"),
        Service::Mail => say(language, "service-mail"),
        Service::Sentry => say(language, "service-sentry"),
    }
}

/// The sign and the words.
fn state(secret: &SecretStands, is_damaged: bool, language: Language) -> Html {
    let (tone, sign, words) = match (&secret.set, is_damaged) {
        (_, true) => ("bad", "✕", say(language, "secret-damaged")),
        (Some(_), false) => ("ok", "✓", say(language, "secret-set")),
        (None, false) => ("calm", "○", say(language, "secret-absent")),
    };
    let by = secret.set.as_ref().map(|set| {
        let by = by_whom(set, language);
        html! { <small>{ by }</small> }
    });
    html! {
        <span class="secret-state" data-testid={format!("state-{}", secret.name.word())}>
            <span class={classes!("chip", tone)}><span aria-hidden="true">{ sign }</span>{ words }</span>
            { by }
        </span>
    }
}

fn row(props: &ServicesProps, secret: &SecretStands) -> Html {
    let (language, name) = (props.language, secret.name);
    let word = name.word();
    let (is_set, can_enter) = (secret.set.is_some(), props.list.key == GroupKeyStands::Here);
    let acts = |callback: &Callback<SecretStands>| {
        let one = secret.clone();
        callback.reform(move |_: MouseEvent| one.clone())
    };
    let whole = name.say(language);
    let enter =
        if is_set { say(language, "secret-replace") } else { say(language, "secret-enter") };
    let forget = say(language, "secret-forget");
    html! {
        <li key={word} class="secret" data-testid={format!("secret-{word}")}>
            <span class="secret-name">{ name.part(language) }</span>
            { state(secret, props.list.damaged.contains(&name), language) }
            if props.administers {
                <span class="secret-acts">
                    if can_enter {
                        <button class="button" data-testid={format!("enter-{word}")}
                            aria-label={format!("{enter}, {whole}")} onclick={acts(&props.on_enter)}>{ &enter }</button>
                    }
                    // What was set can go from a PC that cannot open it, too.
                    if is_set {
                        <button class="button grave" data-testid={format!("forget-{word}")}
                            aria-label={format!("{forget}, {whole}")} onclick={acts(&props.on_forget)}>{ &forget }</button>
                    }
                </span>
            }
        </li>
    }
}

/// The server of mail, which is no secret: its own dialog shows it.
fn mail_server(props: &ServicesProps) -> Html {
    html! {
        <li class="secret" data-testid="mail-server">
            <span class="secret-name">{ say(props.language, "mail-server") }</span>
            <span class="secret-state"><small>{ say(props.language, "mail-server-what") }</small></span>
            <span class="secret-acts">
                <button class="button" data-testid="mail-open"
                    onclick={props.on_mail.reform(|_: MouseEvent| ())}>{ say(props.language, "mail-open") }</button>
            </span>
        </li>
    }
}

/// What is entered of a service, in a word.
fn summary(entered: &EnteredService, language: Language) -> String {
    match entered {
        EnteredService::Paypal(it) => match it.site {
            PaypalSite::Sandbox => say(language, "paypal-sandbox"),
            PaypalSite::Live => say(language, "paypal-live"),
        },
        EnteredService::Digitaleo(it) => it.sender.clone(),
        EnteredService::Google(it) => match it.ways_by {
            WaysBy::Directions => say(language, "ways-directions"),
            WaysBy::Routes => say(language, "ways-routes"),
            WaysBy::Nobody => say(language, "ways-nobody"),
        },
        EnteredService::Addresses(it) => host(&it.search_address),
        EnteredService::Tiles(it) => host(&it.tile_address),
    }
}

/// The name of who is asked.
fn host(address: &str) -> String {
    let place = address.split("//").nth(1).unwrap_or_default();
    place.split('/').next().unwrap_or_default().to_owned()
}

/// Where a service is and how it is used, for those that are set up so.
fn set_up_row(props: &ServicesProps, service: Service) -> Option<Html> {
    EnteredService::usual(service)?;
    let (language, word) = (props.language, service.word());
    let stands = props.entered.as_ref()?.iter().find(|it| it.entered.service() == service);
    let (tone, sign, words) = match stands {
        Some(stands) => ("ok", "✓", summary(&stands.entered, language)),
        None => ("calm", "○", say(language, "set-up-absent")),
    };
    let by = stands.map(|stands| {
        let by = whose(stands, language);
        html! { <small>{ by }</small> }
    });
    let act =
        if stands.is_some() { say(language, "set-up-change") } else { say(language, "set-up-act") };
    let label = format!("{act}, {}", service.say(language));
    Some(html! {
        <li key={format!("set-up-{word}")} class="secret" data-testid={format!("stands-{word}")}>
            <span class="secret-name">{ say(language, "set-up-name") }</span>
            <span class="secret-state">
                <span class={classes!("chip", tone)}><span aria-hidden="true">{ sign }</span>{ words }</span>
                { by }
            </span>
            if props.administers {
                <span class="secret-acts">
                    <button class="button" data-testid={format!("set-up-{word}")} aria-label={label}
                        onclick={props.on_set_up.reform(move |_: MouseEvent| service)}>{ act }</button>
                </span>
            }
        </li>
    })
}

/// A part of the page for each service.
#[component]
pub fn Services(props: &ServicesProps) -> Html {
    let each = Service::ALL.map(|service| {
        let its = props.list.secrets.iter().filter(|secret| secret.name.service() == service);
        let rows: Html = set_up_row(props, service)
            .into_iter()
            .chain(its.map(|secret| row(props, secret)))
            .collect();
        html! {
            <section class="service" data-testid={format!("service-{}", service.word())}>
                <header>
                    <h2>{ service.say(props.language) }</h2>
                    <p>{ purpose(service, props.language) }</p>
                </header>
                <ul>
                    if service == Service::Mail {
                        { mail_server(props) }
                    }
                    { rows }
                </ul>
            </section>
        }
    });
    html! { <div class="services">{ for each }</div> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_those_of_the_shops() {
        let at = "2026-11-25T23:30:00Z".parse().expect("an instant");
        assert_eq!(day(at, Language::Fr), "26/11/2026");
        assert_eq!(day(at, Language::En), "26 Nov 2026");
    }
}
