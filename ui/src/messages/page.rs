//! The page: which of its parts is shown.

use super::customers::Customers;
use super::listing::Listing;
use super::reach::People;
use super::templates::Templates;
use crate::catalogue::say;
use crate::frame::use_screen;
use crate::office::ListPage;
use domain::messages::MessageState;
use domain::{Language, Spoken};
use yew::prelude::*;

/// The parts of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// What was written to people.
    Sent,
    /// Of what customers are told.
    Customers,
    /// What messages say.
    Templates,
    /// Who is told of a shop's stock.
    People,
}

impl Part {
    const ALL: [Part; 4] = [Part::Sent, Part::Customers, Part::Templates, Part::People];

    fn word(self) -> &'static str {
        match self {
            Part::Sent => "sent",
            Part::Customers => "customers",
            Part::Templates => "templates",
            Part::People => "people",
        }
    }

    fn name(self, language: Language) -> String {
        match self {
            Part::Sent => say(language, "messages-sent"),
            Part::Customers => say(language, "messages-customers"),
            Part::Templates => say(language, "messages-templates"),
            Part::People => say(language, "messages-people"),
        }
    }

    fn lead(self, language: Language) -> String {
        match self {
            Part::Sent => say(language, "messages-lead"),
            Part::Customers => say(language, "told-lead"),
            Part::Templates => say(language, "templates-lead"),
            Part::People => say(language, "reach-lead"),
        }
    }
}

/// Which messages are listed: what did not go first.
const FILTERS: [Option<MessageState>; 7] = [
    None,
    Some(MessageState::Failed),
    Some(MessageState::ToCheck),
    Some(MessageState::GivenUp),
    Some(MessageState::ToSend),
    Some(MessageState::Claimed),
    Some(MessageState::Sent),
];

fn filter_word(filter: Option<MessageState>) -> &'static str {
    filter.map_or("not-gone", MessageState::word)
}

fn filters(picked: &UseStateHandle<Option<MessageState>>, language: Language) -> Html {
    let each = FILTERS.map(|filter| {
        let on = **picked == filter;
        let name = filter.map_or_else(|| say(language, "messages-not-gone"), |it| it.say(language));
        let pick = picked.setter();
        html! {
            <button type="button" class={classes!("pick", on.then_some("on"))} aria-pressed={on.to_string()}
                data-testid={format!("messages-{}", filter_word(filter))}
                onclick={move |_: MouseEvent| pick.set(filter)}>
                <span class="first-capital">{ name }</span>
            </button>
        }
    });
    html! { <div class="picks" role="group" aria-label={say(language, "messages-filter")}>{ for each }</div> }
}

/// The page of messages.
#[component]
pub fn MessagesPage() -> Html {
    let language = use_screen().language;
    let part = use_state(|| Part::Sent);
    let filter = use_state(|| None::<MessageState>);
    let tabs = Part::ALL.map(|it| {
        let on = *part == it;
        let go = part.setter();
        html! {
            <button type="button" role="tab" class={classes!("page-tab", on.then_some("on"))} aria-selected={on.to_string()}
                data-testid={format!("part-{}", it.word())} onclick={move |_: MouseEvent| go.set(it)}>{ it.name(language) }</button>
        }
    });
    let shown = match *part {
        Part::Sent => html! {
            <>
                { filters(&filter, language) }
                <Listing key={filter_word(*filter)} state={*filter} />
            </>
        },
        Part::Customers => html! { <Customers /> },
        Part::Templates => html! { <Templates /> },
        Part::People => html! { <People /> },
    };
    html! {
        <ListPage name="messages" title={say(language, "messages-title")} lead={part.lead(language)} is_read=true>
            <div class="page-tabs" role="tablist">{ for tabs }</div>
            { shown }
        </ListPage>
    }
}
