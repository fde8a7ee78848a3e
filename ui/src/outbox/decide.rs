//! What a person decides about a message that stands as it was seen.

use crate::backend::call;
use crate::catalogue::say;
use crate::frame::use_screen;
use domain::messages::{Message, MessageId, MessageState, MoveMessage};
use domain::staff::Role;
use domain::{Failure, Language};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// What is decided about a message.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Decision {
    /// Which.
    pub message: MessageId,
    /// Where it stood.
    pub from: MessageState,
    /// Where it is to stand.
    pub to: MessageState,
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

/// A button for each thing that somebody of that role can decide about a message.
pub fn decisions(
    message: &Message,
    role: Option<Role>,
    busy: bool,
    on_decide: &Callback<Decision>,
    language: Language,
) -> Html {
    let id = message.id.0;
    let buttons = steps(message.state, role).into_iter().map(|to| {
        let decision = Decision { message: message.id, from: message.state, to };
        html! {
            <button class="button" disabled={busy} data-testid={format!("message-{id}-{}", to.word())}
                onclick={on_decide.reform(move |_: MouseEvent| decision)}>{ step_name(to, language) }</button>
        }
    });
    html! { <span class="message-acts">{ for buttons }</span> }
}

/// What is being decided.
pub struct Deciding {
    /// About which message.
    pub busy: Option<MessageId>,
    /// Why the last decision was not taken.
    pub failure: Option<Failure>,
    /// Something is decided.
    pub on_decide: Callback<Decision>,
}

/// Tells the backend what is decided, one thing at a time; `look` hears of each answer: it is decided, or found to
/// stand otherwise.
#[hook]
pub fn use_deciding(look: Callback<()>) -> Deciding {
    let screen = use_screen();
    let busy = use_state(|| None::<MessageId>);
    let failure = use_state(|| None::<Failure>);
    let on_decide = {
        let (busy, failure) = (busy.clone(), failure.setter());
        Callback::from(move |Decision { message, from, to }: Decision| {
            if busy.is_some() {
                return;
            }
            busy.set(Some(message));
            failure.set(None);
            let (busy, failure) = (busy.setter(), failure.clone());
            let (look, screen) = (look.clone(), screen.clone());
            spawn_local(async move {
                let answer = call(MoveMessage { message, from, to }, screen.language).await;
                busy.set(None);
                if let Err(refused) = answer {
                    screen.heed(&refused);
                    failure.set(Some(refused));
                }
                look.emit(());
            });
        })
    };
    Deciding { busy: *busy, failure: (*failure).clone(), on_decide }
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
