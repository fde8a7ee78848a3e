//! Messages to people: what becomes of them, what they say, and what is decided by hand. The statement that
//! causes a message writes its row; `sending` sends it.

mod by_hand;
mod customers;
mod delays;
mod reach;
mod sending;
mod store;
mod templates;

use crate::app::{App, Caller, reply};
use crate::error::Error;
pub use delays::{keep_told, tell_delays};
use domain::messages::{
    ListMessages, Message, MessageRefused, MessageState, MessagesCall, MoveMessage,
};
use domain::shops::WindowKind;
use domain::staff::Role;
pub use sending::{Outbox, keep_sent, send_due};
use store::Seen;
pub(crate) use store::language_word;

/// Answers this capability's calls.
pub async fn answer(
    app: &App,
    caller: Caller,
    call: MessagesCall,
) -> Result<serde_json::Value, Error> {
    let caller = &caller;
    match call {
        MessagesCall::ListMessages(call) => reply(call, |call| list(app, caller, call)).await,
        MessagesCall::ListUndecided(call) => {
            reply(call, async |_| {
                store::list(app.database(), seen(caller)?, &MessageState::UNDECIDED).await
            })
            .await
        }
        MessagesCall::ListOrderMessages(call) => {
            reply(call, |_| by_hand::listed(app, caller)).await
        }
        MessagesCall::DraftMessages(call) => {
            reply(call, |call| by_hand::draft(app, caller, call)).await
        }
        MessagesCall::WriteToCustomer(call) => {
            reply(call, |call| by_hand::write(app, caller, call)).await
        }
        MessagesCall::ReadCustomerMessages(call) => reply(call, |_| customers::read(app)).await,
        MessagesCall::SaveCustomerMessages(call) => {
            reply(call, |call| customers::save(app, caller, call)).await
        }
        MessagesCall::MoveMessage(call) => reply(call, |call| decide(app, caller, call)).await,
        MessagesCall::ReadTemplates(call) => reply(call, |_| templates::read(app)).await,
        MessagesCall::SaveTemplate(call) => {
            reply(call, |call| templates::save(app, caller, call)).await
        }
        MessagesCall::ForgetTemplate(call) => {
            reply(call, |call| templates::forget(app, call)).await
        }
        MessagesCall::ReadFacts(call) => {
            reply(call, async |call| {
                store::last_facts(app.database(), seen(caller)?, call.kind).await
            })
            .await
        }
        MessagesCall::ListReach(call) => reply(call, |_| reach::list(app, caller)).await,
        MessagesCall::SetReach(call) => reply(call, |call| reach::set(app, caller, call)).await,
    }
}

/// Which messages somebody sees: a counter those of its shop, an office those of the shops that it looks
/// after and the person works in.
fn seen(caller: &Caller) -> Result<Seen, Error> {
    Ok(match caller.window {
        WindowKind::Office => {
            let everywhere =
                matches!(caller.role(), Some(Role::GroupManager | Role::Administrator));
            let works = if everywhere { None } else { Some(caller.staff_id()?) };
            Seen { shop: None, works }
        }
        _ => Seen { shop: Some(caller.shop.id), works: None },
    })
}

async fn list(app: &App, caller: &Caller, call: ListMessages) -> Result<Vec<Message>, Error> {
    let stands = call.state.map_or(MessageState::NOT_GONE.to_vec(), |it| vec![it]);
    store::list(app.database(), seen(caller)?, &stands).await
}

/// Brings a message to where a person says, if it still stands where it was seen.
async fn decide(app: &App, caller: &Caller, call: MoveMessage) -> Result<(), Error> {
    let role = caller.role().ok_or(MessageRefused::Unknown)?;
    call.from.check_by_hand(call.to, role)?;
    let by = caller.staff_id()?;
    let stands = store::decide(app.database(), seen(caller)?, &call, by).await?;
    match stands.ok_or(MessageRefused::Unknown)? {
        (_, true) => Ok(()),
        (state, false) => Err(MessageRefused::Moved { state }.into()),
    }
}
