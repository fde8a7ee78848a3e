//! Keeps the desk above the sign-in, and in the window's session store across a reload.

use super::desk::{Act, Desk};
use crate::frame::{keep, kept, use_screen};
use chrono::{DateTime, Utc};
use std::cell::Cell;
use std::rc::Rc;
use yew::prelude::*;

const DESK: &str = "oc-pizza.desk";
/// A counter in training has a desk of its own.
const LESSON: &str = "oc-pizza.lesson";

/// The desk as components reach it.
#[derive(Clone, PartialEq)]
pub struct DeskHandle {
    /// What the cashier is doing.
    pub desk: UseReducerHandle<Desk>,
    /// Whether it is the desk of training. (Of two desks with nothing on them it tells which.)
    pub training: bool,
    /// A validation is in the air: set at once, so that two quick taps are one.
    pub busy: Rc<Cell<bool>>,
    /// The time shown to the customer last: what is promised is what was announced.
    pub announced: Rc<Cell<Option<DateTime<Utc>>>>,
}

impl DeskHandle {
    /// Does something at the desk.
    pub fn act(&self, act: Act) {
        self.desk.dispatch(act);
    }
}

/// The desk.
///
/// # Panics
///
/// Outside of [`DeskProvider`]: a mistake in the program.
#[hook]
pub fn use_desk() -> DeskHandle {
    use_context::<DeskHandle>().expect("the counter stands within the DeskProvider")
}

/// What acts at the desk without looking at it: who uses it is not drawn again when the desk
/// changes.
///
/// # Panics
///
/// Outside of [`DeskProvider`]: a mistake in the program.
#[hook]
pub fn use_acts() -> UseReducerDispatcher<Desk> {
    use_context().expect("the counter stands within the DeskProvider")
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
    let screen = use_screen();
    let desk = use_reducer(|| kept::<Desk>(DESK).unwrap_or_default());
    let lesson = use_reducer(|| kept::<Desk>(LESSON).unwrap_or_default());
    let busy = use_memo((), |()| Cell::new(false));
    let announced = use_memo((), |()| Cell::new(None));
    use_effect_with(desk.clone(), |desk| keep(DESK, &**desk));
    use_effect_with(lesson.clone(), |lesson| keep(LESSON, &**lesson));
    {
        let desks = [desk.dispatcher(), lesson.dispatcher()];
        let version = screen.menu.as_ref().map(|menu| menu.version);
        let menu = screen.menu.clone();
        use_effect_with(version, move |_| {
            if let Some(menu) = menu {
                desks.iter().for_each(|desk| desk.dispatch(Act::MenuRead(menu.clone())));
            }
        });
    }
    {
        let (was, lesson) = (use_mut_ref(|| false), lesson.dispatcher());
        use_effect_with(screen.training, move |&training| {
            // What was sold to learn goes with it; what was begun before is there again.
            if was.replace(training) && !training {
                lesson.dispatch(Act::Clear);
            }
        });
    }
    {
        let desks = [desk.dispatcher(), lesson.dispatcher()];
        use_effect_with(screen.calling.clone(), move |calling| {
            if let Some((_, number)) = calling {
                let number = Some(number.clone());
                desks.iter().for_each(|desk| desk.dispatch(Act::Calling(number.clone())));
            }
        });
    }
    let desk = if screen.training { lesson } else { desk };
    let acts = desk.dispatcher();
    let training = screen.training;
    let handle = DeskHandle { desk, training, busy, announced };
    html! {
        <ContextProvider<UseReducerDispatcher<Desk>> context={acts}>
            <ContextProvider<DeskHandle> context={handle}>{ props.children.clone() }</ContextProvider<DeskHandle>>
        </ContextProvider<UseReducerDispatcher<Desk>>>
    }
}
