//! What the office's pages of a list have alike: the list kept fresh, their head, and what they show
//! until it is there.

use crate::catalogue::say;
use crate::frame::{Fetched, Notice, Screen, use_fetched, use_look, use_screen};
use domain::staff::ADMINISTRATORS;
use domain::{Call, Failure, Language};
use yew::prelude::*;

/// Whether who is signed in may change something.
pub fn administers(screen: &Screen) -> bool {
    ADMINISTRATORS.admits(screen.staff.as_ref().map(|person| person.role))
}

/// Keeps a list fresh of which no news tells everything: it is read again so often, and at once when
/// the callback is called.
#[hook]
pub fn use_list<C: Call + Clone>(
    asked: C,
    every_ms: u32,
) -> (UseReducerHandle<Fetched<C::Reply>>, Callback<()>) {
    let screen = use_screen();
    let (looks, look) = use_look(every_ms);
    let read = use_fetched(asked, true, screen.pulse + looks, screen.language);
    use_effect_with(read.failure.clone(), move |failure| {
        if let Some(failure) = failure {
            screen.heed(failure);
        }
    });
    (read, look)
}

/// Something is being read.
pub fn loading(language: Language) -> Html {
    html! {
        <p class="waiting-text" role="status">
            <span class="spinner" aria-hidden="true"></span>{ say(language, "loading") }
        </p>
    }
}

/// What [`ListPage`] is given.
#[derive(Properties, PartialEq)]
pub struct ListPageProps {
    /// Its name for tests.
    pub name: &'static str,
    /// Its heading.
    pub title: AttrValue,
    /// What it is for.
    pub lead: AttrValue,
    /// The button beside its heading.
    #[prop_or_default]
    pub action: Html,
    /// Why the list could not be read last.
    #[prop_or_default]
    pub failure: Option<Failure>,
    /// Whether there is a list, however old.
    pub is_read: bool,
    /// The list, and what is open over the page.
    pub children: Html,
}

/// A page of a list.
#[component]
pub fn ListPage(props: &ListPageProps) -> Html {
    let language = use_screen().language;
    html! {
        <>
            <header class="page-head">
                <div>
                    <h1>{ &props.title }</h1>
                    <p>{ &props.lead }</p>
                </div>
                { props.action.clone() }
            </header>
            if let Some(failure) = &props.failure {
                <Notice text={failure.message.clone()} testid={format!("{}-error", props.name)} />
            } else if !props.is_read {
                { loading(language) }
            }
            { props.children.clone() }
        </>
    }
}
