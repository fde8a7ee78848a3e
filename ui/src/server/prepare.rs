//! An empty database: the program's tables are made in it.

use crate::backend::call;
use crate::catalogue::{say, say_with};
use crate::frame::Notice;
use domain::server::{MigrateServer, SetUp};
use domain::{Failure, Language};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// What [`PreparePage`] is given.
#[derive(Properties, PartialEq)]
pub struct PreparePageProps {
    /// The language.
    pub language: Language,
    /// What the terminal knows.
    pub known: SetUp,
    /// It is not the database that was meant.
    pub on_change: Callback<()>,
    /// It is prepared; what comes next.
    pub on_prepared: Callback<SetUp>,
}

/// Says what will be done, and does it.
#[component]
pub fn PreparePage(props: &PreparePageProps) -> Html {
    let language = props.language;
    let failure = use_state(|| None::<Failure>);
    let busy = use_state(|| false);
    let prepare = {
        let (failure, busy) = (failure.setter(), busy.setter());
        let on_prepared = props.on_prepared.clone();
        Callback::from(move |_: MouseEvent| {
            let (failure, busy) = (failure.clone(), busy.clone());
            let on_prepared = on_prepared.clone();
            busy.set(true);
            failure.set(None);
            spawn_local(async move {
                match call(MigrateServer {}, language).await {
                    Ok(next) => on_prepared.emit(next),
                    Err(refused) => {
                        failure.set(Some(refused));
                        busy.set(false);
                    }
                }
            });
        })
    };
    let change = props.on_change.reform(|_: MouseEvent| ());
    let settings = props.known.settings.as_ref();
    let database = settings.map(|it| it.database.clone()).unwrap_or_default();
    let host = settings.map(|it| it.host.to_string()).unwrap_or_default();
    html! {
        <div class="set-up-card">
            <h1>{ say(language, "prepare-title") }</h1>
            <p class="set-up-lead">
                { say_with(language, "prepare-lead", &[("database", database.into()), ("host", host.into())]) }
            </p>
            if let Some(failure) = &*failure {
                <Notice text={failure.message.clone()} testid="prepare-error" />
            }
            <div class="set-up-actions">
                <span class="space"></span>
                <button class="button" data-testid="start-change" disabled={*busy} onclick={change}>
                    { say(language, "start-change") }
                </button>
                <button class="button primary" data-testid="prepare" disabled={*busy} onclick={prepare}>
                    { say(language, if *busy { "preparing" } else { "prepare" }) }
                </button>
            </div>
        </div>
    }
}
