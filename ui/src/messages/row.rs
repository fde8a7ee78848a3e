//! A message: when, what, to whom, how it stands, its text as it went, and what can be decided about it.

use crate::catalogue::say_with;
use crate::frame::use_screen;
use crate::outbox::{Decision, chip, decisions, text, when};
use domain::Spoken;
use domain::messages::Message;
use domain::staff::Role;
use yew::prelude::*;

/// What [`Row`] is given.
#[derive(Properties, PartialEq)]
pub struct RowProps {
    /// The message.
    pub message: Message,
    /// The role of who looks.
    pub role: Option<Role>,
    /// Whether something is being decided about it.
    pub busy: bool,
    /// Something is decided.
    pub on_decide: Callback<Decision>,
}

/// One row.
#[component]
pub fn Row(props: &RowProps) -> Html {
    let language = use_screen().language;
    let RowProps { message, role, busy, .. } = props;
    let id = message.id.0;
    let tries = [("count", message.tries.into())];
    html! {
        <tr class="pf-v6-c-table__tr" data-testid={format!("message-{id}")}>
            <th class="pf-v6-c-table__th" scope="row">
                { when(message.written_at, language) }
                <small class="code-hint message-shop">{ &message.shop }</small>
            </th>
            <td class="pf-v6-c-table__td"><b>{ message.kind.say(language) }</b>{ text(message, language) }</td>
            <td class="pf-v6-c-table__td">
                <span class="message-to">{ &message.to }</span>
                <small class="code-hint first-capital">{ message.channel.say(language) }</small>
            </td>
            <td class="pf-v6-c-table__td">
                <span class="message-state">
                    { chip(message.state, language) }
                    if let Some(at) = message.sent_at {
                        <small class="code-hint">{ when(at, language) }</small>
                    } else if message.tries > 0 {
                        <small class="code-hint">{ say_with(language, "message-tries", &tries) }</small>
                    }
                    if let Some(fault) = &message.fault {
                        <small class="message-fault" data-testid={format!("message-{id}-fault")}>{ fault }</small>
                    }
                </span>
            </td>
            <td class="pf-v6-c-table__td table-action">
                { decisions(message, *role, *busy, &props.on_decide, language) }
            </td>
        </tr>
    }
}
