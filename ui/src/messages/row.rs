//! A message: when, what, to whom, how it stands, its text as it went, and what can be decided about it.

use super::when;
use crate::catalogue::{say, say_with};
use crate::frame::use_screen;
use domain::messages::{Message, MessageId, MessageState};
use domain::staff::Role;
use domain::{Language, Spoken};
use yew::prelude::*;

/// What a person decides about a message that stands as it was seen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Decision {
    /// Which.
    pub message: MessageId,
    /// Where it stood.
    pub from: MessageState,
    /// Where it is to stand.
    pub to: MessageState,
}

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

fn chip(state: MessageState, language: Language) -> Html {
    let (tone, sign) = match state {
        MessageState::Sent => ("ok", "✓"),
        MessageState::Failed => ("bad", "✕"),
        MessageState::ToCheck => ("warn", "?"),
        MessageState::GivenUp => ("", "–"),
        MessageState::ToSend | MessageState::Claimed => ("", "◐"),
    };
    html! {
        <span class={classes!("chip", tone)}>
            <span aria-hidden="true">{ sign }</span><span class="first-capital">{ state.say(language) }</span>
        </span>
    }
}

/// What somebody of that role may bring it to, the most useful first.
fn steps(state: MessageState, role: Option<Role>) -> Vec<MessageState> {
    let all = [MessageState::ToSend, MessageState::Sent, MessageState::GivenUp];
    let may = |to: &MessageState| role.is_some_and(|it| state.check_by_hand(*to, it).is_ok());
    all.into_iter().filter(may).collect()
}

fn step_name(to: MessageState, language: Language) -> String {
    match to {
        MessageState::ToSend => say(language, "message-again"),
        MessageState::Sent => say(language, "message-went"),
        _ => say(language, "message-give-up"),
    }
}

/// Its text, as it went or was last tried; one that was never tried has none.
fn text(message: &Message, language: Language) -> Html {
    let id = message.id.0;
    match &message.text {
        Some(text) => html! {
            <details class="message-text" data-testid={format!("message-{id}-read")}>
                <summary data-testid={format!("message-{id}-open")}>{ text.lines().next().unwrap_or_default() }</summary>
                <p data-testid={format!("message-{id}-text")}>{ text }</p>
            </details>
        },
        None => html! { <small class="code-hint">{ say(language, "message-unworded") }</small> },
    }
}

/// One row.
#[component]
pub fn Row(props: &RowProps) -> Html {
    let language = use_screen().language;
    let RowProps { message, role, busy, .. } = props;
    let id = message.id.0;
    let buttons = steps(message.state, *role).into_iter().map(|to| {
        let decision = Decision { message: message.id, from: message.state, to };
        html! {
            <button class="button" disabled={*busy} data-testid={format!("message-{id}-{}", to.word())}
                onclick={props.on_decide.reform(move |_: MouseEvent| decision)}>{ step_name(to, language) }</button>
        }
    });
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
            <td class="pf-v6-c-table__td table-action"><span class="message-acts">{ for buttons }</span></td>
        </tr>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_be_decided_follows_the_table() {
        use MessageState::*;
        let manager = Some(Role::ShopManager);
        for (state, steps_there) in [
            (Failed, &[ToSend, GivenUp][..]),
            (ToCheck, &[ToSend, Sent, GivenUp]),
            (ToSend, &[GivenUp]),
            (Sent, &[]),
            (GivenUp, &[]),
            (Claimed, &[]),
        ] {
            assert_eq!(steps(state, manager), steps_there, "{state:?}");
        }
        assert!(steps(Failed, None).is_empty() && steps(Failed, Some(Role::Driver)).is_empty());
    }
}
