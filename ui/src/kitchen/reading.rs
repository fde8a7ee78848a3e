//! Keeps the kitchen's state fresh: read at first sight, after each news and after each tap.
//!
//! One reading at a time, so that they arrive in order; each carries how many taps were answered
//! when it began, so that one begun before a tap can be told from one begun after.

use crate::backend::call;
use crate::frame::Screen;
use domain::kitchen::{Kitchen, ReadKitchen};
use domain::{Failure, FailureCode, Language};
use gloo_timers::future::TimeoutFuture;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// How often a reading that waits for the server looks whether it is wanted at once.
const PATIENCE_MILLISECONDS: u32 = 250;
/// How many times it looks before it tries again by itself.
const LOOKS: u32 = 8;

/// A reading and the number of taps answered when it began.
pub type Read = (u32, Result<Kitchen, Failure>);

/// What the readings of one screen share.
struct Desk {
    language: Language,
    taps: u32,
    read: Callback<Read>,
    running: bool,
    again: bool,
    gone: bool,
}

/// Reads the kitchen whenever something may have changed; `read` hears what came of it.
#[hook]
pub fn use_readings(screen: &Screen, taps: u32, read: Callback<Read>) {
    let language = screen.language;
    let desk = use_mut_ref(|| Desk {
        language,
        taps,
        read: read.clone(),
        running: false,
        again: false,
        gone: false,
    });
    {
        let mut desk = desk.borrow_mut();
        desk.language = language;
        desk.taps = taps;
        desk.read = read;
    }
    {
        let desk = desk.clone();
        use_effect_with((), move |()| move || desk.borrow_mut().gone = true);
    }
    use_effect_with((screen.pulse, taps), move |_| {
        {
            let mut desk = desk.borrow_mut();
            desk.again = desk.running;
            if std::mem::replace(&mut desk.running, true) {
                return;
            }
        }
        spawn_local(async move {
            loop {
                let (language, taps) = {
                    let desk = desk.borrow();
                    (desk.language, desk.taps)
                };
                let answer = call(ReadKitchen {}, language).await;
                let unreachable =
                    matches!(&answer, Err(failure) if failure.code == FailureCode::Unreachable);
                let read = desk.borrow().read.clone();
                read.emit((taps, answer));
                for _ in 0..if unreachable { LOOKS } else { 0 } {
                    if desk.borrow().again || desk.borrow().gone {
                        break;
                    }
                    TimeoutFuture::new(PATIENCE_MILLISECONDS).await;
                }
                let mut desk = desk.borrow_mut();
                if desk.gone || !(std::mem::take(&mut desk.again) || unreachable) {
                    desk.running = false;
                    return;
                }
            }
        });
    });
}
