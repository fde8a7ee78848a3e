//! The messages that stand as was asked, a row each, and what a person decides about one.

use super::row::Row;
use crate::catalogue::say;
use crate::frame::{Notice, Tone, use_screen};
use crate::office::{loading, use_list};
use crate::outbox::use_deciding;
use domain::messages::{ListMessages, Message, MessageState};
use domain::{FailureCode, Language};
use yew::prelude::*;

/// News tells of most; what another shop's terminal does may come late.
const LOOK_EVERY_MS: u32 = 20_000;

/// What [`Listing`] is given.
#[derive(Properties, PartialEq)]
pub struct ListingProps {
    /// Those that stand so; none: those that did not go.
    pub state: Option<MessageState>,
}

fn head(language: Language) -> Html {
    let column = |of: &'static str, name: String| {
        html! { <th class={classes!("pf-v6-c-table__th", of)} scope="col"><span class="table-head">{ name }</span></th> }
    };
    html! {
        <thead class="pf-v6-c-table__thead">
            <tr class="pf-v6-c-table__tr">
                { column("of-when", say(language, "message-when")) }
                { column("of-what", say(language, "message-what")) }
                { column("of-to", say(language, "message-to")) }
                { column("of-state", say(language, "message-state")) }
                { column("of-action", String::new()) }
            </tr>
        </thead>
    }
}

/// The list.
#[component]
pub fn Listing(props: &ListingProps) -> Html {
    let screen = use_screen();
    let language = screen.language;
    let (read, look) = use_list(ListMessages { state: props.state }, LOOK_EVERY_MS);
    let deciding = use_deciding(look);
    let role = screen.staff.as_ref().map(|person| person.role);
    let rows = |list: &[Message]| -> Html {
        let each = list.iter().map(|message| {
            html! {
                <Row key={message.id.0} message={message.clone()} {role} busy={deciding.busy == Some(message.id)}
                    on_decide={deciding.on_decide.clone()} />
            }
        });
        each.collect()
    };
    html! {
        <>
            if let Some(refused) = read.failure.as_ref().or(deciding.failure.as_ref()) {
                <Notice text={refused.message.clone()} testid="messages-error"
                    tone={if refused.code == FailureCode::Conflict { Tone::Warning } else { Tone::Failure }} />
            }
            if let Some(list) = &read.data {
                if list.is_empty() {
                    <p class="empty" data-testid="messages-empty">
                        { if props.state.is_none() { say(language, "messages-all-gone") } else { say(language, "messages-none") } }
                    </p>
                } else {
                    <div class="table">
                        <table class="pf-v6-c-table messages" data-testid="messages">
                            { head(language) }
                            <tbody class="pf-v6-c-table__tbody">{ rows(list) }</tbody>
                        </table>
                    </div>
                }
            } else if read.failure.is_none() {
                { loading(language) }
            }
        </>
    }
}
