//! What may be drawn one frame later, so that what somebody waits for is painted first.

use gloo_render::{AnimationFrame, request_animation_frame};
use gloo_timers::callback::Timeout;
use std::cell::RefCell;
use std::rc::Rc;
use yew::prelude::*;

/// The value as it stood before this drawing; once that has been painted, the present one.
///
/// For what hangs on a tap without being its answer: the tap's own line is in the basket before
/// three hundred tiles have worked out what is left.
#[hook]
pub fn use_later<T: Clone + PartialEq + 'static>(value: T) -> T {
    let shown = use_state_eq(|| value.clone());
    let set = shown.setter();
    use_effect_with(value, move |value| {
        let value = value.clone();
        let waiting = after_painting(move || set.set(value));
        move || drop(waiting)
    });
    (*shown).clone()
}

/// Does something once the next frame has been painted, unless what is returned is dropped before:
/// a frame's own callbacks run before it is painted.
fn after_painting(what: impl FnOnce() + 'static) -> (AnimationFrame, Rc<RefCell<Option<Timeout>>>) {
    let painted = Rc::new(RefCell::new(None));
    let timer = painted.clone();
    let frame = request_animation_frame(move |_| {
        timer.replace(Some(Timeout::new(0, what)));
    });
    (frame, painted)
}
