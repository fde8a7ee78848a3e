//! Where the server is.

use crate::backend::call;
use crate::catalogue::{say, say_with};
use crate::frame::{Field, Notice, wrong};
use domain::server::{
    Hosts, PORT, SaveServer, ServerFound, SetUp, Step, Tables, TestServer, Tls, TypedServer,
};
use domain::{Failure, Language};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// The fields that stand on the form: any other failure is shown above it.
const FIELDS: [&str; 8] =
    ["host", "port", "database", "user", "password", "tls", "ca_file", "shop"];

/// What [`ConnectForm`] is given.
#[derive(Properties, PartialEq)]
pub struct ConnectFormProps {
    /// The language.
    pub language: Language,
    /// What the terminal knows already.
    pub known: SetUp,
    /// It was kept; what comes next.
    pub on_saved: Callback<SetUp>,
}

/// What the form starts with.
fn first_typed(known: &SetUp) -> TypedServer {
    match &known.settings {
        Some(settings) => TypedServer::from_settings(settings),
        None => TypedServer { port: PORT.to_string(), ..TypedServer::default() },
    }
}

fn first_failure(known: &SetUp) -> Option<Failure> {
    match &known.step {
        Step::Connect { failure } => failure.clone(),
        _ => None,
    }
}

/// What was found, in a line.
fn found_line(language: Language, found: &ServerFound) -> String {
    let version = found.version.as_str().into();
    match found.tables {
        Tables::Current => say_with(
            language,
            "server-found",
            &[("version", version), ("shops", found.shops.len().into())],
        ),
        Tables::None | Tables::Older => {
            say_with(language, "server-found-empty", &[("version", version)])
        }
    }
}

/// The form.
#[component]
pub fn ConnectForm(props: &ConnectFormProps) -> Html {
    let language = props.language;
    let typed = use_state(|| first_typed(&props.known));
    let shop = use_state(|| props.known.shop.clone().unwrap_or_default());
    let found = use_state(|| props.known.found.clone());
    let failure = use_state(|| first_failure(&props.known));
    let tested = use_state(|| false);
    let busy = use_state(|| false);

    let change = |set: fn(&mut TypedServer, String)| {
        let (typed, tested) = (typed.clone(), tested.setter());
        Callback::from(move |text: String| {
            let mut next = (*typed).clone();
            set(&mut next, text);
            typed.set(next);
            tested.set(false);
        })
    };
    let test = {
        let (typed, found, failure) = (typed.clone(), found.setter(), failure.setter());
        let (busy, tested) = (busy.setter(), tested.setter());
        Callback::from(move |_: MouseEvent| {
            let asked = TestServer { typed: (*typed).clone() };
            let (found, failure) = (found.clone(), failure.clone());
            let (busy, tested) = (busy.clone(), tested.clone());
            busy.set(true);
            failure.set(None);
            spawn_local(async move {
                match call(asked, language).await {
                    Ok(there) => {
                        found.set(Some(there));
                        tested.set(true);
                    }
                    Err(refused) => failure.set(Some(refused)),
                }
                busy.set(false);
            });
        })
    };
    let save = {
        let (typed, shop) = (typed.clone(), shop.clone());
        let (found, failure, busy) = (found.setter(), failure.setter(), busy.clone());
        let on_saved = props.on_saved.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if *busy {
                return;
            }
            let shop = Some((*shop).clone()).filter(|code| !code.is_empty());
            let asked = SaveServer { typed: (*typed).clone(), shop };
            let (found, failure) = (found.clone(), failure.clone());
            let (busy, on_saved) = (busy.setter(), on_saved.clone());
            busy.set(true);
            failure.set(None);
            spawn_local(async move {
                let answer = call(asked, language).await;
                busy.set(false);
                match answer {
                    // Something is still to be chosen: what was typed stays.
                    Ok(SetUp {
                        step: Step::Connect { failure: Some(why) }, found: there, ..
                    }) => {
                        found.set(there);
                        failure.set(Some(why));
                    }
                    Ok(next) => on_saved.emit(next),
                    Err(refused) => failure.set(Some(refused)),
                }
            });
        })
    };
    let elsewhere = failure
        .as_ref()
        .filter(|failure| !failure.field.as_deref().is_some_and(|it| FIELDS.contains(&it)));
    let shops = found.as_ref().map(|found| found.shops.clone()).unwrap_or_default();
    let wrong_now = (*failure).clone();
    let known_password =
        props.known.knows_password.then(|| AttrValue::from(say(language, "server-password-known")));
    html! {
        <form class="set-up-card" onsubmit={save} novalidate=true>
            <h1>{ say(language, "server-title") }</h1>
            <p class="set-up-lead">{ say(language, "server-lead") }</p>
            if let Some(failure) = elsewhere {
                <Notice text={failure.message.clone()} testid="server-error" />
            }
            <div class="fields">
                <Field name="host" width="long" label={say(language, "server-host")} value={typed.host.clone()}
                    example={say(language, "server-host-example")} failure={wrong_now.clone()}
                    on_type={change(|typed, text| typed.host = text)} />
                <Field name="port" width="short" label={say(language, "server-port")} value={typed.port.clone()}
                    failure={wrong_now.clone()} on_type={change(|typed, text| typed.port = text)} />
                <Field name="database" label={say(language, "server-database")}
                    value={typed.database.clone()} failure={wrong_now.clone()} width="wide"
                    on_type={change(|typed, text| typed.database = text)} />
                <Field name="user" label={say(language, "server-user")} value={typed.user.clone()}
                    failure={wrong_now.clone()} on_type={change(|typed, text| typed.user = text)} />
                <Field name="password" kind="password" label={say(language, "server-password")}
                    value={typed.password.clone()} example={known_password}
                    failure={wrong_now.clone()}
                    on_type={change(|typed, text| typed.password = text)} />
                if is_far(&typed.host) || typed.tls.is_some() {
                    { tls_choice(language, typed.tls, wrong_now.as_ref(), change(|typed, word| typed.tls = Tls::from_word(&word))) }
                    <Field name="ca_file" label={say(language, "server-ca-file")}
                        value={typed.ca_file.clone()} example={say(language, "server-ca-file-example")}
                        failure={wrong_now.clone()} on_type={change(|typed, text| typed.ca_file = text)} />
                }
                if shops.len() > 1 {
                    <label class="field wide">
                        <span>{ say(language, "server-shop") }</span>
                        <select data-testid="field-shop" onchange={chosen(shop.setter())}>
                            <option value="" selected={shop.is_empty()}>{ say(language, "server-shop-choose") }</option>
                            { for shops.iter().map(|one| html! {
                                <option value={one.code.clone()} selected={*shop == one.code}>
                                    { format!("{} · {}", one.code, one.name) }
                                </option>
                            }) }
                        </select>
                        { wrong(wrong_now.as_ref(), "shop") }
                    </label>
                }
            </div>
            <div class="set-up-actions">
                <p class="set-up-found" role="status" data-testid="server-found">
                    if let (true, Some(found)) = (*tested, &*found) {
                        { found_line(language, found) }
                    }
                </p>
                <button type="button" class="button" data-testid="server-test" disabled={*busy} onclick={test}>
                    { say(language, "server-test") }
                </button>
                <button type="submit" class="button primary" data-testid="server-save" disabled={*busy}>
                    { say(language, "server-save") }
                </button>
            </div>
        </form>
    }
}

/// Whether what is sent there leaves this PC, so that protecting it is a question.
fn is_far(typed: &str) -> bool {
    typed.parse().map_or(true, |hosts: Hosts| hosts.far().is_some())
}

/// The value of a list when one of its lines is chosen.
fn chosen(set: UseStateSetter<String>) -> Callback<Event> {
    Callback::from(move |event: Event| {
        set.set(event.target_unchecked_into::<web_sys::HtmlSelectElement>().value());
    })
}

/// The protections; in clear is not among them, since it is for this PC alone.
fn tls_choice(
    language: Language,
    tls: Option<Tls>,
    failure: Option<&Failure>,
    on_choose: Callback<String>,
) -> Html {
    let choose = on_choose
        .reform(|event: Event| event.target_unchecked_into::<web_sys::HtmlSelectElement>().value());
    let line = |word: &'static str, text: String| {
        let chosen = tls.filter(|tls| *tls != Tls::VerifyFull);
        let selected = chosen.map_or("", Tls::word) == word;
        html! { <option value={word} {selected}>{ text }</option> }
    };
    html! {
        <label class="field">
            <span>{ say(language, "server-tls") }</span>
            <select data-testid="field-tls" onchange={choose}>
                { line("", say(language, "server-tls-usual")) }
                { line(Tls::VerifyCa.word(), say(language, "server-tls-verify-ca")) }
                { line(Tls::Require.word(), say(language, "server-tls-require")) }
            </select>
            { wrong(failure, "tls") }
        </label>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_form_starts_from_what_is_known() {
        let mut known = SetUp {
            step: Step::Connect { failure: None },
            settings: None,
            knows_password: false,
            found: None,
            shop: None,
        };
        assert_eq!(first_typed(&known).port, "5432");
        let typed = TypedServer {
            host: "db".to_owned(),
            database: "shops".to_owned(),
            user: "till".to_owned(),
            ..TypedServer::default()
        };
        known.settings = typed.settings().ok();
        assert_eq!(first_typed(&known).host, "db");
    }

    #[test]
    fn what_was_found_is_said_in_a_line() {
        let found = |tables| ServerFound { version: "15.14".to_owned(), tables, shops: Vec::new() };
        let line = found_line(Language::Fr, &found(Tables::Current));
        assert!(line.contains("15.14") && line.contains("magasin"), "{line}");
        assert!(found_line(Language::En, &found(Tables::None)).contains("empty"));
    }
}
