//! What lies over the whole screen until somebody has read it.

use super::parts::{done_sign, warning_sign};
use crate::frame::{focus, use_tab_inside};
use yew::prelude::*;

/// What [`Cover`] is given.
#[derive(Clone, PartialEq, Properties)]
pub struct CoverProps {
    /// `late`, `near` or `done`: its sign and colours; a second word for what is alone in it.
    pub tone: &'static str,
    /// What it is about, over the title.
    #[prop_or_default]
    pub above: Option<AttrValue>,
    /// The large line.
    pub title: AttrValue,
    /// One paragraph a line.
    #[prop_or_default]
    pub text: AttrValue,
    /// Its name for tests.
    pub testid: &'static str,
    /// The order's number, where it is about one.
    #[prop_or_default]
    pub number: Option<AttrValue>,
    /// The button's name for tests.
    pub button: &'static str,
    /// What the button says.
    pub label: AttrValue,
    /// What it says besides.
    #[prop_or_default]
    pub hint: Option<AttrValue>,
    /// Pressed.
    pub onclick: Callback<MouseEvent>,
    /// What stands between the title and the text.
    #[prop_or_default]
    pub children: Html,
}

/// A message over the whole screen, with the one button that goes on. Tab does not leave it; the
/// undo above it keeps its key.
#[component]
pub fn Cover(props: &CoverProps) -> Html {
    let (holder, button) = (use_node_ref(), use_node_ref());
    use_tab_inside(&holder);
    {
        let button = button.clone();
        use_effect_with((), move |()| focus(&button));
    }
    html! {
        <div ref={holder} class={classes!("kitchen-cover", props.tone)} role="alertdialog"
            aria-modal="true" aria-labelledby="kitchen-cover-title" data-testid={props.testid}
            data-number={props.number.clone()}>
            <div>
                { if props.tone == "done" { done_sign() } else { warning_sign() } }
                <h1 id="kitchen-cover-title">
                    if let Some(above) = &props.above {
                        <small>{ above }</small>{ " " }
                    }
                    { &props.title }
                </h1>
                { props.children.clone() }
                { for props.text.lines().map(|line| html! { <p>{ line.to_owned() }</p> }) }
                <button ref={button} type="button" class="kitchen-button primary"
                    data-testid={props.button} onclick={props.onclick.clone()}>
                    <span>{ &props.label }</span>
                    if let Some(hint) = &props.hint {
                        <small>{ hint }</small>
                    }
                </button>
            </div>
        </div>
    }
}
