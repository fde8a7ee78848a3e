//! Data kept fresh: fetched at first sight, and again after each pulse.

use crate::backend::{call, local_now};
use chrono::{DateTime, Utc};
use domain::{Call, Failure, FailureCode, Language};
use gloo_timers::future::TimeoutFuture;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// How often a fetch that waits for the server looks whether it is wanted at once.
const PATIENCE_MS: u32 = 250;
/// The longest wait between two tries, in steps of [`PATIENCE_MS`].
const STEPS_MAX: u32 = 32;

/// What was fetched last.
#[derive(Debug, PartialEq)]
pub struct Fetched<R> {
    /// The last good answer: it stays when a later fetch fails.
    pub data: Option<Rc<R>>,
    /// When it came, by this PC's clock.
    pub at: Option<DateTime<Utc>>,
    /// Why the last fetch failed, if it did.
    pub failure: Option<Failure>,
}

impl<R> Default for Fetched<R> {
    fn default() -> Self {
        Fetched { data: None, at: None, failure: None }
    }
}

impl<R> Reducible for Fetched<R> {
    type Action = Result<R, Failure>;

    fn reduce(self: Rc<Self>, answer: Result<R, Failure>) -> Rc<Self> {
        Rc::new(match answer {
            Ok(data) => Fetched { data: Some(Rc::new(data)), at: Some(local_now()), failure: None },
            Err(failure) => {
                Fetched { data: self.data.clone(), at: self.at, failure: Some(failure) }
            }
        })
    }
}

/// What is in the air, shared by all renders of one component.
#[derive(Default)]
struct Flight {
    running: bool,
    again: bool,
    gone: bool,
}

/// Keeps the answer to a call fresh while it is `wanted`: fetched again whenever `pulse` changes.
/// Pulses during a fetch are answered by one more fetch after it, however many they are; an
/// unreachable server is tried again until it answers.
#[hook]
pub fn use_fetched<C: Call + Clone>(
    asked: C,
    wanted: bool,
    pulse: u32,
    language: Language,
) -> UseReducerHandle<Fetched<C::Reply>> {
    let fetched = use_reducer(Fetched::<C::Reply>::default);
    let flight = use_mut_ref(Flight::default);
    {
        let flight = flight.clone();
        use_effect_with((), move |()| move || flight.borrow_mut().gone = true);
    }
    let answered = fetched.dispatcher();
    use_effect_with((wanted, pulse), move |&(wanted, _)| {
        if !wanted {
            return;
        }
        {
            let mut flight = flight.borrow_mut();
            flight.again = flight.running;
            if std::mem::replace(&mut flight.running, true) {
                return;
            }
        }
        spawn_local(async move {
            let mut steps = 2;
            loop {
                let answer = call(asked.clone(), language).await;
                if flight.borrow().gone {
                    return;
                }
                let unreachable =
                    matches!(&answer, Err(failure) if failure.code == FailureCode::Unreachable);
                answered.dispatch(answer);
                for _ in 0..if unreachable { steps } else { 0 } {
                    if flight.borrow().again || flight.borrow().gone {
                        break;
                    }
                    TimeoutFuture::new(PATIENCE_MS).await;
                }
                steps = (steps * 2).min(STEPS_MAX);
                let mut flight = flight.borrow_mut();
                if flight.gone || !(std::mem::take(&mut flight.again) || unreachable) {
                    flight.running = false;
                    return;
                }
            }
        });
    });
    fetched
}
