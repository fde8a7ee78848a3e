//! Looking again at what changes without any news of it.

use gloo_timers::callback::Interval;
use yew::prelude::*;

/// Counts up for as long as the component lives, and at once when it is told to.
#[hook]
pub fn use_look(every_ms: u32) -> (u32, Callback<()>) {
    let looks = use_mut_ref(|| 0u32);
    let shown = use_state(|| 0u32);
    let look = {
        let shown = shown.setter();
        use_callback((), move |(), ()| {
            let mut looks = looks.borrow_mut();
            *looks += 1;
            shown.set(*looks);
        })
    };
    {
        let look = look.clone();
        use_effect_with(every_ms, move |&every| {
            let looking = Interval::new(every, move || look.emit(()));
            move || drop(looking)
        });
    }
    (*shown, look)
}
