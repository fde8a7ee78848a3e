//! What has to be decided: a button with its count while there is something, and the list.

use super::entry::Entry;
use crate::catalogue::{say, say_with};
use crate::frame::{Dialog, Notice, use_fetched, use_screen};
use domain::journal::ListToDecide;
use domain::shops::WindowKind;
use patternfly_yew::prelude::ModalVariant;
use yew::prelude::*;

/// Opens the list; nothing where nothing has to be decided.
#[component]
pub fn ToDecideButton() -> Html {
    let screen = use_screen();
    let open = use_state(|| false);
    let count = screen.journal.to_decide;
    if screen.staff.is_none() || (count == 0 && !*open) {
        return Html::default();
    }
    let set = |to: bool| {
        let open = open.setter();
        move || open.set(to)
    };
    let (show, close) = (set(true), set(false));
    let text = say_with(screen.language, "to-decide", &[("count", count.into())]);
    html! {
        <>
            if count > 0 {
                <button class="button warn" data-testid="to-decide" data-count={count.to_string()}
                    onclick={move |_| show()}>{ text }</button>
            }
            if *open {
                <ToDecide on_close={Callback::from(move |()| close())} />
            }
        </>
    }
}

/// What [`ToDecide`] is given.
#[derive(Properties, PartialEq)]
struct ToDecideProps {
    on_close: Callback<()>,
}

/// The list, oldest first.
#[component]
fn ToDecide(props: &ToDecideProps) -> Html {
    let screen = use_screen();
    let language = screen.language;
    let listed = use_fetched(ListToDecide {}, true, screen.journal_pulse, language);
    let entries = listed.data.as_deref().cloned().unwrap_or_default();
    let rows = entries.iter().map(|it| html! { <Entry key={it.entry} it={it.clone()} /> });
    let kitchen = (screen.window == WindowKind::Kitchen).then_some("at-arms-length");
    html! {
        <Dialog title={say(language, "to-decide-title")} testid="to-decide-dialog"
            variant={ModalVariant::Large} on_close={props.on_close.clone()}>
            <div class={classes!("decide", kitchen)}>
                <p class="decide-about">{ say(language, "to-decide-about") }</p>
                if let Some(failure) = &listed.failure {
                    <Notice text={failure.message.clone()} testid="to-decide-error" />
                }
                if listed.data.is_some() && entries.is_empty() {
                    <p class="empty" data-testid="to-decide-empty">{ say(language, "to-decide-none") }</p>
                } else {
                    <ul class="decide-list">{ rows.collect::<Html>() }</ul>
                }
            </div>
        </Dialog>
    }
}
