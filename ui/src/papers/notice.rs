//! The notice for where customers pay, as it is printed.

use crate::backend::{call, new_command};
use crate::catalogue::say;
use crate::frame::{Dialog, Notice, use_screen};
use crate::office::paper;
use domain::shops::{PrintNotice, ShopPapers};
use domain::{Failure, printing};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// What [`NoticeDialog`] is given.
#[derive(Properties, PartialEq)]
pub struct NoticeDialogProps {
    /// Of which shop.
    pub shop: ShopPapers,
    /// Whether this terminal prints.
    pub prints: bool,
    /// It was seen.
    pub on_close: Callback<()>,
}

/// Shows the notice, and prints it.
#[component]
pub fn NoticeDialog(props: &NoticeDialogProps) -> Html {
    let screen = use_screen();
    let language = screen.language;
    let (busy, sent) = (use_state(|| false), use_state(|| false));
    let failure = use_state(|| None::<Failure>);
    let print = {
        let (busy, sent, failure) = (busy.setter(), sent.setter(), failure.setter());
        let shop = props.shop.code.clone();
        Callback::from(move |_: MouseEvent| {
            busy.set(true);
            let asked = PrintNotice { print: new_command().0, shop: shop.clone() };
            let (busy, sent, failure, screen) =
                (busy.clone(), sent.clone(), failure.clone(), screen.clone());
            spawn_local(async move {
                let answer = call(asked, language).await;
                busy.set(false);
                sent.set(answer.is_ok());
                answer.as_ref().err().iter().for_each(|refused| screen.heed(refused));
                failure.set(answer.err());
            });
        })
    };
    let actions = props.prints.then(|| {
        html! {
            <button class="button primary" data-testid="notice-print" disabled={*busy} onclick={print}>
                { say(language, "notice-print") }
            </button>
        }
    });
    html! {
        <Dialog title={say(language, "notice-title")} testid="notice-dialog" actions={actions.unwrap_or_default()}
            on_close={props.on_close.clone()}>
            <p class="page-note">{ say(language, "notice-lead") }</p>
            { paper(&printing::notice(&props.shop.papers.name), "notice") }
            if !props.prints {
                <p class="page-note" data-testid="notice-no-printer">{ say(language, "notice-no-printer") }</p>
            }
            if *sent {
                <p><span class="chip ok" role="status" data-testid="notice-sent">{ "✓\u{a0}" }{ say(language, "recap-sent") }</span></p>
            }
            if let Some(failure) = &*failure {
                <Notice text={failure.message.clone()} testid="notice-error" />
            }
        </Dialog>
    }
}
