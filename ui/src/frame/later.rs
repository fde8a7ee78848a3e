//! What may be drawn one frame later, so that what somebody waits for is painted first.

use gloo_render::{AnimationFrame, request_animation_frame};
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

/// The frame after the next, in which something is done unless what is returned is dropped before.
fn after_painting(
    what: impl FnOnce() + 'static,
) -> (AnimationFrame, Rc<RefCell<Option<AnimationFrame>>>) {
    let second = Rc::new(RefCell::new(None));
    let held = second.clone();
    // A frame's own callbacks run before it is painted.
    let first = request_animation_frame(move |_| {
        held.replace(Some(request_animation_frame(|_| what())));
    });
    (first, second)
}
