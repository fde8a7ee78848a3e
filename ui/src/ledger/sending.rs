//! Keeps the till above the sign-in and across a reload, and sends its commands.

use super::counting::Typed;
use super::kept::{Act, Tap, Till};
use crate::backend::call;
use crate::frame::{Screen, keep, kept};
use domain::contract::ChangeKind;
use domain::ledger::LedgerCall;
use domain::{Call, Failure};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

const TILL: &str = "oc-pizza.till";

/// The till as components reach it.
#[derive(Clone, PartialEq)]
pub struct TillHandle {
    /// What the cashier does at it.
    pub till: UseReducerHandle<Till>,
    /// A command is in the air: set at once, so that two quick taps are one.
    busy: Rc<Cell<bool>>,
}

impl TillHandle {
    /// Something was typed.
    pub fn type_in(&self, change: impl FnOnce(&mut Typed)) {
        let mut typed = self.till.typed.clone();
        change(&mut typed);
        self.till.dispatch(Act::Type(typed));
    }

    /// Sends a form's command: the one in doubt, before any other.
    pub fn send<C>(&self, screen: &Screen, form: &str, fresh: Option<C>, done: Callback<C::Reply>)
    where
        C: Call<Request = LedgerCall> + Clone,
    {
        let Some(asked) = self.till.in_doubt::<C>(form).or(fresh) else { return };
        let Some(tap) = Tap::of(form, &asked) else { return };
        if self.busy.replace(true) {
            return;
        }
        let (handle, screen, form) = (self.clone(), screen.clone(), form.to_owned());
        self.till.dispatch(Act::Sent(tap));
        spawn_local(async move {
            let answer = call(asked, screen.language).await;
            handle.answered(&screen, form, answer.map(|reply| done.emit(reply)));
        });
    }

    fn answered(&self, screen: &Screen, form: String, answer: Result<(), Failure>) {
        self.busy.set(false);
        if let Err(failure) = &answer {
            screen.heed(failure);
        }
        self.till.dispatch(Act::Answered(form, answer));
        screen.refresh.emit(ChangeKind::Order);
    }
}

/// The till.
///
/// # Panics
///
/// Outside of [`TillProvider`]: a mistake in the program.
#[hook]
pub fn use_till() -> TillHandle {
    use_context::<TillHandle>().expect("the counter stands within the TillProvider")
}

/// What [`TillProvider`] is given.
#[derive(Properties, PartialEq)]
pub struct TillProviderProps {
    /// The screens.
    pub children: Html,
}

/// Provides the till to everything below.
#[component]
pub fn TillProvider(props: &TillProviderProps) -> Html {
    let till = use_reducer(|| kept::<Till>(TILL).unwrap_or_default());
    let busy = use_memo((), |()| Cell::new(false));
    use_effect_with(till.clone(), |till| keep(TILL, &**till));
    let handle = TillHandle { till, busy };
    html! { <ContextProvider<TillHandle> context={handle}>{ props.children.clone() }</ContextProvider<TillHandle>> }
}
