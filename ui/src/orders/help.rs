//! The help sheet: every key of the counter.

use crate::catalogue::say;
use crate::frame::{Dialog, use_screen};
use domain::Language;
use patternfly_yew::prelude::ModalVariant;
use yew::prelude::*;

/// The keys and what they do.
fn keys(language: Language) -> [(String, String); 18] {
    let own = |key: &str| key.to_owned();
    [
        (say(language, "key-letters"), say(language, "help-search")),
        (say(language, "key-enter"), say(language, "help-enter")),
        (own("+"), say(language, "help-more")),
        (own("\u{2212}"), say(language, "help-less")),
        (say(language, "key-delete"), say(language, "help-delete")),
        (own("← ↑ ↓ →"), say(language, "help-arrows")),
        (say(language, "key-space"), say(language, "help-space")),
        (format!("Alt + {}", say(language, "key-enter")), say(language, "help-compose")),
        (own("Tab"), say(language, "help-tab")),
        (own("F1"), say(language, "help-help")),
        (own("F2"), say(language, "help-customer")),
        (own("F4"), say(language, "help-phone")),
        (own("F6"), say(language, "help-delivery")),
        (own("F7"), say(language, "help-again")),
        (own("F8"), say(language, "help-deliveries")),
        (own("F9"), say(language, "help-validate")),
        (own("F10"), say(language, "help-pay")),
        (say(language, "key-escape"), say(language, "help-back")),
    ]
}

/// What [`HelpSheet`] is given.
#[derive(Properties, PartialEq)]
pub struct HelpSheetProps {
    /// It was read.
    pub on_close: Callback<()>,
}

/// The help sheet.
#[component]
pub fn HelpSheet(props: &HelpSheetProps) -> Html {
    let language = use_screen().language;
    let rows = keys(language).map(|(key, does)| {
        html! { <><dt><kbd>{ key }</kbd></dt><dd>{ does }</dd></> }
    });
    html! {
        <Dialog title={say(language, "help-title")} testid="help" variant={ModalVariant::Small} on_close={props.on_close.clone()}>
            <dl class="help-keys">{ for rows }</dl>
        </Dialog>
    }
}
