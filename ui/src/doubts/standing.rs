//! Where a dialog's command stands: not sent, under way, in doubt, refused, or done.

use super::{Heard, Kept, use_doubts};
use crate::backend::call;
use crate::frame::use_screen;
use domain::contract::ChangeKind;
use domain::orders::OrderId;
use domain::{Call, Failure, Language};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// Where a command `C`, answered by `R`, stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing<C, R> {
    /// The command whose outcome is not known (yet): sent again unchanged.
    pub sent: Option<C>,
    /// It is under way.
    pub busy: bool,
    /// Why it failed, if it did.
    pub failure: Option<Failure>,
    /// What it did.
    pub done: Option<R>,
}

impl<C, R> Default for Standing<C, R> {
    fn default() -> Standing<C, R> {
        Standing { sent: None, busy: false, failure: None, done: None }
    }
}

impl<C, R> Standing<C, R> {
    /// The dialog opens, on a command that may be in doubt.
    pub fn opened(sent: Option<C>) -> Standing<C, R> {
        Standing { sent, ..Standing::default() }
    }

    /// Nobody knows whether it was applied.
    pub fn in_doubt(&self) -> bool {
        self.sent.is_some() && !self.busy
    }

    /// The command that leaves at a tap: the one in doubt, before any other.
    pub fn to_send(&self, fresh: Option<C>) -> Option<C>
    where
        C: Clone,
    {
        self.sent.clone().or(fresh)
    }

    /// It leaves.
    pub fn under_way(asked: C) -> Standing<C, R> {
        Standing { sent: Some(asked), busy: true, ..Standing::default() }
    }

    /// It was answered, or was not.
    pub fn answered(asked: C, answer: Result<R, Failure>) -> Standing<C, R> {
        match answer {
            Ok(done) => Standing { done: Some(done), ..Standing::default() },
            Err(failure) => Standing {
                sent: Some(asked).filter(|_| failure.leaves_outcome_unknown()),
                failure: Some(failure),
                ..Standing::default()
            },
        }
    }
}

/// Where a dialog's command stands, and what sends it.
type Sending<C> = (UseStateHandle<Standing<C, <C as Call>::Reply>>, Callback<Option<C>>);

/// A dialog's command on an order, at the counter or in the kitchen. A command in doubt is kept, so
/// that closing the dialog does not lose it.
#[hook]
pub fn use_standing<C>(order: OrderId) -> Sending<C>
where
    C: Call + Kept + Clone + 'static,
{
    use_standing_by(order, call::<C>)
}

/// The same where it is sent in another way.
#[hook]
pub fn use_standing_by<C, A>(
    order: OrderId,
    ask: impl Fn(C, Language) -> A + Clone + 'static,
) -> Sending<C>
where
    C: Call + Kept + Clone + 'static,
    A: Future<Output = Result<C::Reply, Failure>>,
{
    let screen = use_screen();
    let doubts = use_doubts();
    let standing = use_state(|| Standing::opened(doubts.on::<C>(order)));
    let in_the_air = use_mut_ref(|| false);
    let send = {
        let (standing, doubts) = (standing.clone(), doubts.dispatcher());
        Callback::from(move |fresh: Option<C>| {
            let Some(asked) = standing.to_send(fresh) else { return };
            if in_the_air.replace(true) {
                return;
            }
            let doubt = asked.clone().doubt();
            let command = doubt.command();
            doubts.dispatch(Heard::Sent(doubt));
            standing.set(Standing::under_way(asked.clone()));
            let (set, screen, in_the_air) = (standing.setter(), screen.clone(), in_the_air.clone());
            let (doubts, ask) = (doubts.clone(), ask.clone());
            spawn_local(async move {
                let answer = ask(asked.clone(), screen.language).await;
                in_the_air.replace(false);
                if let Err(failure) = &answer {
                    screen.heed(failure);
                }
                screen.refresh.emit(ChangeKind::Order);
                let next = Standing::answered(asked, answer);
                if !next.in_doubt() {
                    doubts.dispatch(Heard::Answered(command));
                }
                set.set(next);
            });
        })
    };
    (standing, send)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::orders::{SettleOrder, Settled};
    use domain::payments::Given;
    use domain::{Cents, CommandId, FailureCode};

    #[test]
    fn only_an_unknown_outcome_keeps_the_command() {
        let command = CommandId(uuid::Uuid::from_u128(1));
        let given = Given::Card { amount: Cents(500) };
        let order = OrderId(uuid::Uuid::from_u128(2));
        let asked = SettleOrder::at_once(command, order, Cents(500), given);
        let no = |code| Err::<Settled, _>(Failure { code, message: "no".to_owned(), field: None });
        for (code, kept) in [
            (FailureCode::Unreachable, true),
            (FailureCode::Internal, true),
            (FailureCode::Conflict, false),
            (FailureCode::Refused, false),
        ] {
            let standing = Standing::<_, Settled>::answered(asked.clone(), no(code));
            assert_eq!((standing.sent.is_some(), standing.busy), (kept, false), "{code:?}");
            assert!(standing.failure.is_some());
        }
    }
}
