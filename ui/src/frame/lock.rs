//! Signing out: by the button, and by itself when nobody touches the counter or the office.

use super::{Screen, use_screen};
use crate::backend::{call, local_now};
use chrono::{DateTime, TimeDelta, Utc};
use domain::shops::WindowKind;
use domain::staff::SignOut;
use gloo_events::EventListener;
use gloo_timers::callback::Interval;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// A counter left alone for so long locks itself.
const LEFT_ALONE: TimeDelta = TimeDelta::minutes(5);
/// How often that is looked at.
const LOOK_EVERY_MS: u32 = 5_000;

/// Whether a counter touched last at `touched_at` has been left alone by now.
fn left_alone(touched_at: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    now - touched_at >= LEFT_ALONE
}

/// Shows the sign-in and tells the backend. What was typed stays: it is kept above the sign-in.
pub fn lock(screen: &Screen) {
    let language = screen.language;
    screen.set_staff.emit(None);
    spawn_local(async move {
        // Unreachable: the window is locked all the same, and the next sign-in replaces the session.
        let _ = call(SignOut {}, language).await;
    });
}

/// Locks a counter or an office that nobody touches. Kitchens and boards never lock by themselves.
#[hook]
pub fn use_lock_when_left_alone() {
    let screen = use_screen();
    let watched =
        matches!(screen.window, WindowKind::Counter | WindowKind::Office) && screen.staff.is_some();
    let latest = use_mut_ref(|| screen.clone());
    latest.replace(screen);
    let touched_at = use_mut_ref(local_now);
    use_effect_with(watched, move |&watched| {
        let watch = watched.then(|| {
            touched_at.replace(local_now());
            let touches: Vec<EventListener> = web_sys::window()
                .into_iter()
                .flat_map(|window| {
                    ["pointerdown", "keydown"].map(|kind| {
                        let touched_at = touched_at.clone();
                        EventListener::new(&window, kind, move |_| {
                            touched_at.replace(local_now());
                        })
                    })
                })
                .collect();
            let looking = Interval::new(LOOK_EVERY_MS, move || {
                if left_alone(*touched_at.borrow(), local_now()) {
                    let screen = latest.borrow().clone();
                    lock(&screen);
                }
            });
            (touches, looking)
        });
        move || drop(watch)
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_minutes_without_a_touch_lock_and_not_one_second_less() {
        let touched_at = DateTime::UNIX_EPOCH;
        for (seconds, locks) in [(0, false), (299, false), (300, true), (86_400, true)] {
            let now = touched_at + TimeDelta::seconds(seconds);
            assert_eq!(left_alone(touched_at, now), locks, "{seconds}");
        }
        // A clock that was set back does not lock.
        assert!(!left_alone(touched_at, touched_at - TimeDelta::hours(1)));
    }
}
