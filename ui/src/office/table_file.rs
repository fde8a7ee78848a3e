//! The button that has a page's table written into a file.

use crate::backend::call;
use crate::catalogue::{say, say_with};
use crate::frame::{Notice, use_screen};
use domain::Failure;
use domain::screens::{SaveTable, Table};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// What [`SaveTableButton`] is given.
#[derive(Properties, PartialEq)]
pub struct SaveTableButtonProps {
    /// Its name for tests: `save-levels`.
    pub testid: &'static str,
    /// What the file is to be called.
    pub name: String,
    /// Gathers the table, of all that the filters leave and not of the rows in sight alone, and hands it to
    /// what it is given: at once, or when what is not in sight is read.
    pub gather: Callback<Callback<Result<Table, Failure>>>,
    /// There is nothing to write.
    #[prop_or_default]
    pub disabled: bool,
}

/// Where it was written, or why not.
#[derive(Clone, PartialEq)]
enum Said {
    Written(String),
    Failed(Failure),
}

/// Writes a table into a file, and says where it is.
#[component]
pub fn SaveTableButton(props: &SaveTableButtonProps) -> Html {
    let screen = use_screen();
    let language = screen.language;
    let busy = use_state(|| false);
    let said = use_state(|| None::<Said>);
    let save = {
        let (busy, said, screen) = (busy.setter(), said.setter(), screen.clone());
        let (name, gather) = (props.name.clone(), props.gather.clone());
        Callback::from(move |_: MouseEvent| {
            busy.set(true);
            said.set(None);
            let (busy, said, screen) = (busy.clone(), said.clone(), screen.clone());
            let name = name.clone();
            gather.emit(Callback::from(move |gathered: Result<Table, Failure>| {
                let (busy, said, screen) = (busy.clone(), said.clone(), screen.clone());
                let asked = gathered.map(|table| SaveTable { name: name.clone(), table });
                spawn_local(async move {
                    let answer = match asked {
                        Ok(asked) => call(asked, language).await,
                        Err(failure) => Err(failure),
                    };
                    busy.set(false);
                    answer.as_ref().err().iter().for_each(|failure| screen.heed(failure));
                    let written = answer.map(|file| Said::Written(file.path));
                    said.set(Some(written.unwrap_or_else(Said::Failed)));
                });
            }));
        })
    };
    let testid = props.testid;
    html! {
        <div class="save-table">
            {
                match &*said {
                    Some(Said::Written(path)) => html! {
                        <p class="page-note" role="status" data-testid={format!("{testid}-done")}>
                            { "✓\u{a0}" }{ say_with(language, "table-saved", &[("path", path.as_str().into())]) }
                        </p>
                    },
                    Some(Said::Failed(failure)) => html! {
                        <Notice text={failure.message.clone()} testid={format!("{testid}-error")} />
                    },
                    None => Html::default(),
                }
            }
            <button class="button" data-testid={testid} disabled={props.disabled || *busy} aria-busy={busy.to_string()}
                title={say(language, "table-save-about")} onclick={save}>
                { say(language, if *busy { "table-saving" } else { "table-save" }) }
            </button>
        </div>
    }
}
