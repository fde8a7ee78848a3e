//! One tap at a time, named once, sent until the server answers.
//!
//! A tap keeps its [`CommandId`] through every retry, so that a tap whose answer was lost is not
//! done twice. Here a tap is never given up: after the automatic retries it is kept, shown, and sent
//! again by the person or by itself.

use crate::backend;
use domain::kitchen::{
    ItemId, NextPizza, PizzaCooked, ReadyForOven, ReleasePizza, TapDone, UndoTap,
};
use domain::{CommandId, Failure, FailureCode, Language};
use gloo_timers::callback::Timeout;
use gloo_timers::future::TimeoutFuture;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// Pauses before the automatic retries, in milliseconds.
const RETRY_AFTER_MILLISECONDS: [u32; 3] = [300, 900, 2_000];
/// How often a kept tap is sent again by itself, in milliseconds.
const RETRY_BY_ITSELF_MILLISECONDS: u32 = 4_000;
/// A tap that takes longer says so, in milliseconds.
const SLOW_AFTER_MILLISECONDS: u32 = 300;

/// What the person tapped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tap {
    /// "Pizza suivante".
    Next,
    /// Back from the recipe.
    Release(ItemId),
    /// "Prête à enfourner".
    IntoOven(ItemId),
    /// "Cuite".
    Cooked(ItemId),
    /// Takes the last tap back.
    Undo {
        /// The pizza.
        item: ItemId,
        /// The tap to take back.
        tap: CommandId,
    },
}

/// A tap the server did not answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// What was tapped.
    pub tap: Tap,
    /// Its name.
    pub command: CommandId,
    /// What to say.
    pub message: String,
    /// It is being sent again.
    pub retrying: bool,
    /// How many times it was kept: each time is waited for anew.
    pub times: u32,
}

/// Whether a tap may leave.
///
/// Not state of the screen: a second touch must see it before the first one is drawn, and so must
/// one that comes between an answer and its drawing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Gate {
    /// Any tap.
    #[default]
    Free,
    /// None: one is under way.
    Sent,
    /// The kept one only: its outcome is not known.
    Kept,
}

impl Gate {
    /// The gate after an answer.
    fn after<T>(outcome: &Result<T, Failure>) -> Gate {
        match outcome {
            Err(failure) if failure.code == FailureCode::Unreachable => Gate::Kept,
            _ => Gate::Free,
        }
    }
}

/// Lets a tap through a gate that stands so, and closes it; says whether it did.
fn pass(gate: &Cell<Gate>, stands: Gate) -> bool {
    let open = gate.get() == stands;
    if open {
        gate.set(Gate::Sent);
    }
    open
}

/// Where the tap under way stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Progress {
    /// None is under way.
    #[default]
    Idle,
    /// Sent.
    Sending(Tap),
    /// Sent, and the answer takes its time.
    Slow(Tap),
    /// The server did not answer; the tap is kept.
    Stuck(Kept),
}

/// The taps of this station.
#[derive(Clone, PartialEq)]
pub struct Taps {
    /// Where the tap under way stands.
    pub progress: Progress,
    /// Sends a tap; ignored while one is under way or kept.
    pub send: Callback<Tap>,
    /// Sends the kept tap again.
    pub retry: Callback<()>,
    gate: Rc<Cell<Gate>>,
}

impl Taps {
    /// Whether a tap is under way or kept, known at once: `progress` follows when it is drawn,
    /// and on a busy PC an answer of the server may come in between.
    pub fn are_under_way(&self) -> bool {
        self.gate.get() != Gate::Free
    }

    /// Whether this tap is under way.
    pub fn is_busy(&self, tap: Tap) -> bool {
        matches!(self.progress, Progress::Sending(sent) | Progress::Slow(sent) if sent == tap)
    }

    /// Whether this tap takes its time: its button says so.
    pub fn is_slow(&self, tap: Tap) -> bool {
        self.progress == Progress::Slow(tap)
    }

    /// Sends the tap when the button is pressed.
    pub fn on_press(&self, tap: Tap) -> Callback<MouseEvent> {
        self.send.reform(move |_| tap)
    }
}

/// How a tap ended: what it was, its name, and what came of it.
pub type Ended = (Tap, CommandId, Result<TapDone, Failure>);

/// The taps of this station. `ended` hears each tap that was answered.
#[hook]
pub fn use_taps(language: Language, ended: Callback<Ended>) -> Taps {
    let progress = use_state_eq(Progress::default);
    let gate = use_memo((), |()| Cell::new(Gate::default()));
    let kept = match &*progress {
        Progress::Stuck(kept) => Some(kept.clone()),
        _ => None,
    };

    let send = {
        let (progress, gate, ended) = (progress.setter(), gate.clone(), ended.clone());
        Callback::from(move |tap| {
            if !pass(&gate, Gate::Free) {
                return;
            }
            let (progress, gate, ended) = (progress.clone(), gate.clone(), ended.clone());
            progress.set(Progress::Sending(tap));
            spawn_local(async move {
                let command = backend::new_command();
                let outcome = {
                    let progress = progress.clone();
                    let _slow = Timeout::new(SLOW_AFTER_MILLISECONDS, move || {
                        progress.set(Progress::Slow(tap));
                    });
                    insist(tap, command, language).await
                };
                gate.set(Gate::after(&outcome));
                settle((tap, command, outcome), 1, &progress, &ended);
            });
        })
    };
    let retry = {
        let (progress, kept, gate) = (progress.setter(), kept.clone(), gate.clone());
        Callback::from(move |()| {
            let Some(kept) = kept.clone().filter(|_| pass(&gate, Gate::Kept)) else { return };
            let (progress, gate, ended) = (progress.clone(), gate.clone(), ended.clone());
            progress.set(Progress::Stuck(Kept { retrying: true, ..kept.clone() }));
            spawn_local(async move {
                let outcome = send_once(kept.tap, kept.command, language).await;
                gate.set(Gate::after(&outcome));
                settle((kept.tap, kept.command, outcome), kept.times + 1, &progress, &ended);
            });
        })
    };
    use_retry_by_itself(kept.as_ref(), &retry);
    Taps { progress: (*progress).clone(), send, retry, gate }
}

/// Tells how a tap ended, or keeps it, for the so manieth time, when nobody knows.
fn settle(
    (tap, command, outcome): Ended,
    times: u32,
    progress: &UseStateSetter<Progress>,
    ended: &Callback<Ended>,
) {
    match outcome {
        Err(Failure { code: FailureCode::Unreachable, message, .. }) => {
            progress.set(Progress::Stuck(Kept { tap, command, message, retrying: false, times }));
        }
        outcome => {
            progress.set(Progress::Idle);
            ended.emit((tap, command, outcome));
        }
    }
}

/// Which wait a kept tap is in; none while it is being sent. Told by number, since a try that
/// fails before it was drawn would otherwise look like the wait before it, and nothing would be
/// sent any more.
fn wait_of(kept: Option<&Kept>) -> Option<u32> {
    kept.filter(|kept| !kept.retrying).map(|kept| kept.times)
}

/// A kept tap is sent again by itself now and then.
#[hook]
fn use_retry_by_itself(kept: Option<&Kept>, retry: &Callback<()>) {
    let retry = retry.clone();
    use_effect_with(wait_of(kept), move |wait| {
        let timer =
            wait.map(|_| Timeout::new(RETRY_BY_ITSELF_MILLISECONDS, move || retry.emit(())));
        move || drop(timer)
    });
}

/// Sends a tap, and again with growing pauses while the server does not answer.
async fn insist(tap: Tap, command: CommandId, language: Language) -> Result<TapDone, Failure> {
    for pause in RETRY_AFTER_MILLISECONDS {
        match send_once(tap, command, language).await {
            Err(failure) if failure.code == FailureCode::Unreachable => {
                TimeoutFuture::new(pause).await;
            }
            answered => return answered,
        }
    }
    send_once(tap, command, language).await
}

async fn send_once(tap: Tap, command: CommandId, language: Language) -> Result<TapDone, Failure> {
    match tap {
        Tap::Next => backend::call(NextPizza { command }, language).await,
        Tap::Release(item) => backend::call(ReleasePizza { command, item }, language).await,
        Tap::IntoOven(item) => backend::call(ReadyForOven { command, item }, language).await,
        Tap::Cooked(item) => backend::call(PizzaCooked { command, item }, language).await,
        Tap::Undo { item, tap } => backend::call(UndoTap { command, item, tap }, language).await,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tap_is_under_way_before_it_is_drawn_and_until_it_is_answered() {
        let gate = Rc::new(Cell::new(Gate::default()));
        let drawn = Taps {
            progress: Progress::Idle,
            send: Callback::noop(),
            retry: Callback::noop(),
            gate: gate.clone(),
        };
        assert!(!drawn.are_under_way());
        pass(&gate, Gate::Free);
        assert!(drawn.are_under_way(), "its own undo, read meanwhile, is not another's doing");
        gate.set(Gate::after(&Err::<(), _>(Failure::unreachable(Language::Fr))));
        assert!(drawn.are_under_way(), "its outcome is not known");
        gate.set(Gate::after(&Ok(())));
        assert!(!drawn.are_under_way());
    }

    #[test]
    fn one_tap_at_a_time_and_a_kept_one_first() {
        let gate = Cell::new(Gate::default());
        assert!(!pass(&gate, Gate::Kept), "nothing is kept");
        assert!(pass(&gate, Gate::Free));
        assert!(!pass(&gate, Gate::Free), "a second touch");
        // No answer: known at once, before the screen shows it.
        gate.set(Gate::after(&Err::<(), _>(Failure::unreachable(Language::Fr))));
        assert!(!pass(&gate, Gate::Free), "another tap would forget the kept one");
        assert!(pass(&gate, Gate::Kept));
        gate.set(Gate::after(&Ok(())));
        assert!(pass(&gate, Gate::Free));
        gate.set(Gate::after(&Err::<(), _>(Failure::internal(Language::Fr))));
        assert!(pass(&gate, Gate::Free), "a refusal is an answer");
    }

    #[test]
    fn a_try_that_fails_before_it_is_drawn_begins_another_wait() {
        let kept = |times, retrying| Kept {
            tap: Tap::Next,
            command: CommandId(Default::default()),
            message: String::new(),
            retrying,
            times,
        };
        let (first, sending, second) = (kept(1, false), kept(1, true), kept(2, false));
        assert_eq!(wait_of(Some(&sending)), None);
        assert_ne!(wait_of(Some(&first)), wait_of(Some(&second)));
        assert_eq!(wait_of(None), None);
    }
}
