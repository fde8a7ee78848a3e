//! Keeps the dispatcher's desk above the sign-in and across a reload, and sends its commands.

use super::desk::{Act, Desk, Said};
use crate::backend::call;
use crate::frame::{Screen, keep, kept};
use domain::contract::ChangeKind;
use domain::runs::PlanRun;
use domain::{Call, Failure};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

const DESK: &str = "oc-pizza.deliveries";

/// The desk as components reach it.
#[derive(Clone, PartialEq)]
pub struct DeskHandle {
    /// What the dispatcher is doing.
    pub desk: UseReducerHandle<Desk>,
    /// A command is in the air: set at once, so that two quick taps are one.
    busy: Rc<Cell<bool>>,
}

impl DeskHandle {
    /// Does something at the desk.
    pub fn act(&self, act: Act) {
        self.desk.dispatch(act);
    }

    /// A callback that does something at the desk.
    pub fn does(&self, act: Act) -> Callback<MouseEvent> {
        let desk = self.desk.dispatcher();
        Callback::from(move |_| desk.dispatch(act.clone()))
    }

    /// Sends a form's command: the one in doubt, before any other.
    pub fn send<C: Call + Clone>(
        &self,
        screen: &Screen,
        form: &str,
        fresh: Option<C>,
        say: impl FnOnce(C::Reply) -> Option<Said> + 'static,
    ) {
        let Some(asked) = self.desk.taps.in_doubt::<C>(form).or(fresh) else { return };
        let Ok(text) = serde_json::to_string(&asked) else { return };
        if self.busy.replace(true) {
            return;
        }
        let (handle, screen, form) = (self.clone(), screen.clone(), form.to_owned());
        self.act(Act::Sent(form.clone(), text));
        spawn_local(async move {
            let answer = call(asked, screen.language).await;
            handle.busy.set(false);
            handle.heed(&screen, answer.as_ref().err());
            handle.act(Act::Answered(form, answer.map(say)));
            screen.refresh.emit(ChangeKind::Order);
        });
    }

    /// Asks for the round through these orders.
    pub fn plan(&self, screen: &Screen, asked: PlanRun) {
        let (handle, screen) = (self.clone(), screen.clone());
        self.act(Act::Planning);
        spawn_local(async move {
            let orders = asked.orders.clone();
            let answer = call(asked, screen.language).await;
            handle.heed(&screen, answer.as_ref().err());
            handle.act(Act::Planned(orders, answer));
        });
    }

    fn heed(&self, screen: &Screen, failure: Option<&Failure>) {
        if let Some(failure) = failure {
            screen.heed(failure);
        }
    }
}

/// The dispatcher's desk.
///
/// # Panics
///
/// Outside of [`DeskProvider`]: a mistake in the program.
#[hook]
pub fn use_desk() -> DeskHandle {
    use_context::<DeskHandle>().expect("the deliveries stand within the DeskProvider")
}

/// What [`DeskProvider`] is given.
#[derive(Properties, PartialEq)]
pub struct DeskProviderProps {
    /// The screens.
    pub children: Html,
}

/// Provides the desk to everything below.
#[component]
pub fn DeskProvider(props: &DeskProviderProps) -> Html {
    let desk = use_reducer(|| kept::<Desk>(DESK).unwrap_or_default());
    let busy = use_memo((), |()| Cell::new(false));
    use_effect_with(desk.clone(), |desk| keep(DESK, &**desk));
    let handle = DeskHandle { desk, busy };
    html! { <ContextProvider<DeskHandle> context={handle}>{ props.children.clone() }</ContextProvider<DeskHandle>> }
}
