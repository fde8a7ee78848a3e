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

/// How long a window may be left alone before it locks itself. Kitchens and boards never do; an
/// office shows a code for ten minutes to somebody who types it elsewhere.
fn alone_at_most(window: WindowKind) -> Option<TimeDelta> {
    match window {
        WindowKind::Counter => Some(TimeDelta::minutes(5)),
        WindowKind::Office => Some(TimeDelta::minutes(15)),
        WindowKind::Kitchen | WindowKind::Board => None,
    }
}

/// How often that is looked at.
const LOOK_EVERY_MS: u32 = 5_000;

/// Whether a window touched last at `touched_at` has been left alone by now.
fn left_alone(at_most: TimeDelta, touched_at: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    now - touched_at >= at_most
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

/// Locks a window that nobody touches.
#[hook]
pub fn use_lock_when_left_alone() {
    let screen = use_screen();
    let watched = alone_at_most(screen.window).filter(|_| screen.staff.is_some());
    let latest = use_mut_ref(|| screen.clone());
    latest.replace(screen);
    let touched_at = use_mut_ref(local_now);
    use_effect_with(watched, move |&watched| {
        let watch = watched.map(|at_most| {
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
                if left_alone(at_most, *touched_at.borrow(), local_now()) {
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
    fn so_long_without_a_touch_locks_and_not_one_second_less() {
        let touched_at = DateTime::UNIX_EPOCH;
        for (window, seconds, locks) in [
            (WindowKind::Counter, 0, false),
            (WindowKind::Counter, 299, false),
            (WindowKind::Counter, 300, true),
            (WindowKind::Counter, 86_400, true),
            (WindowKind::Office, 899, false),
            (WindowKind::Office, 900, true),
            // A clock that was set back does not lock.
            (WindowKind::Counter, -3_600, false),
        ] {
            let at_most = alone_at_most(window).expect("it locks");
            let now = touched_at + TimeDelta::seconds(seconds);
            assert_eq!(left_alone(at_most, touched_at, now), locks, "{window:?} {seconds}");
        }
        assert_eq!(alone_at_most(WindowKind::Kitchen), None);
        let code = TimeDelta::minutes(domain::terminals::CODE_MINUTES);
        assert!(alone_at_most(WindowKind::Office).is_some_and(|at_most| at_most > code));
    }
}
