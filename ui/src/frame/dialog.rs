//! A dialog over the screen: PatternFly's modal, in the language of the screen.

use super::{use_keys, use_screen};
use crate::catalogue::say;
use patternfly_yew::prelude::{Bullseye, Modal, ModalVariant};
use web_sys::{HtmlElement, KeyboardEvent};
use yew::prelude::*;

/// What [`Dialog`] is given.
#[derive(Properties, PartialEq)]
pub struct DialogProps {
    /// What it is about.
    pub title: AttrValue,
    /// Its name for tests.
    pub testid: AttrValue,
    /// Its width.
    #[prop_or(ModalVariant::Medium)]
    pub variant: ModalVariant,
    /// Asked to close: Esc, a tap outside, the closing button.
    pub on_close: Callback<()>,
    /// Further buttons, before the closing one.
    #[prop_or_default]
    pub actions: Html,
    /// The word on the closing button, where "close" would say too little.
    #[prop_or_default]
    pub close_word: Option<AttrValue>,
    /// What it shows.
    pub children: Html,
}

/// Keeps the Tab key among what a dialog holds.
pub(super) fn keep_inside(holder: &HtmlElement, event: &KeyboardEvent) {
    use wasm_bindgen::JsCast;
    let Ok(found) = holder.query_selector_all("button:not(:disabled), input, textarea") else {
        return;
    };
    let at = |index: u32| found.item(index).and_then(|it| it.dyn_into::<HtmlElement>().ok());
    let focused = web_sys::window().and_then(|it| it.document()).and_then(|it| it.active_element());
    let (Some(first), Some(last)) = (at(0), at(found.length().saturating_sub(1))) else { return };
    let on = |element: &HtmlElement| focused.as_ref() == Some(element.as_ref());
    let inside = focused.as_ref().is_some_and(|it| holder.contains(Some(it)));
    let (leaving, other_end) = if event.shift_key() { (&first, &last) } else { (&last, &first) };
    if !inside || on(leaving) {
        event.prevent_default();
        // A disabled end leaves the focus where it is.
        let _ = other_end.focus();
    }
}

/// Keeps the Tab key among what the node holds, for as long as the component lives.
#[hook]
pub fn use_tab_inside(holder: &NodeRef) {
    let holder = holder.clone();
    use_keys(Callback::from(move |event: KeyboardEvent| {
        if let (true, Some(holder)) = (event.key() == "Tab", holder.cast::<HtmlElement>()) {
            keep_inside(&holder, &event);
        }
    }));
}

/// A dialog with a closing button; Esc closes it, Tab stays within.
#[component]
pub fn Dialog(props: &DialogProps) -> Html {
    let language = use_screen().language;
    let holder = use_node_ref();
    {
        let holder = holder.clone();
        use_effect_with((), move |()| {
            let before = web_sys::window()
                .and_then(|window| window.document())
                .and_then(|document| document.active_element());
            if let Some(holder) = holder.cast::<HtmlElement>() {
                let wanted = holder
                    .query_selector(
                        "[data-first-focus]:not(:disabled), .pf-v6-c-modal-box__footer button",
                    )
                    .ok()
                    .flatten();
                focus_element(wanted);
            }
            move || focus_element(before)
        });
    }
    use_tab_inside(&holder);
    let close = props.on_close.reform(|_: MouseEvent| ());
    let close_word = props.close_word.clone().unwrap_or_else(|| say(language, "close").into());
    let footer = html! {
        <>
            { props.actions.clone() }
            <button class="button" data-testid="dialog-close" onclick={close}>
                { close_word }<kbd>{ say(language, "key-escape") }</kbd>
            </button>
        </>
    };
    html! {
        <div class="pf-v6-c-backdrop" ref={holder} data-testid={props.testid.clone()}>
            <Bullseye>
                <Modal
                    title={props.title.to_string()}
                    variant={props.variant}
                    show_close=false
                    onclose={props.on_close.clone()}
                    footer={footer}
                >
                    { props.children.clone() }
                </Modal>
            </Bullseye>
        </div>
    }
}

/// Whether a dialog lies over the screen: the keys are its own.
pub fn dialog_open() -> bool {
    let document = web_sys::window().and_then(|window| window.document());
    let found = document.and_then(|it| it.query_selector(".pf-v6-c-backdrop").ok().flatten());
    found.is_some()
}

fn focus_element(element: Option<web_sys::Element>) {
    use wasm_bindgen::JsCast;
    if let Some(element) = element.and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
        // What has left the page cannot take the focus back; nothing is lost.
        let _ = element.focus();
    }
}
