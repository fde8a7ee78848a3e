//! The way to the backend: calls, command ids, the clock, and the news it sends by itself.
//!
//! The only module that knows Tauri. A call travels as JSON text, so that what arrives is read
//! by the very same `serde` code as in the backend.

use chrono::{DateTime, TimeDelta, Utc};
use domain::contract::News;
use domain::{Call, CommandId, Failure, Language};
use gloo_timers::future::TimeoutFuture;
use serde::{Serialize, de::DeserializeOwned};
use std::future::poll_fn;
use std::pin::pin;
use std::rc::Rc;
use std::task::Poll;
use uuid::{NoContext, Timestamp, Uuid};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// An answer that has not come by then is not waited for any longer, in milliseconds. The backend
/// gives up sooner unless it is asked again and again, and asking it twice is safe: a command is
/// applied at most once. Without this, an answer that got lost on its way would leave a screen
/// waiting for ever: no tap would leave it any more, and nothing would be read again.
const ANSWER_MAX_MS: u32 = 20_000;

/// The name of the event that carries [`News`].
const NEWS: &str = "news";
/// The command that says that this window hears it.
const LISTENING: &str = "listening";

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = ["window", "__TAURI__", "core"], js_name = invoke, catch)]
    async fn invoke(command: &str, arguments: &JsValue) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(js_namespace = ["window", "__TAURI__", "core"], js_name = invoke, catch)]
    fn invoke_now(command: &str, arguments: &JsValue) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(js_namespace = ["window", "__TAURI__", "event"], js_name = listen, catch)]
    async fn listen(event: &str, handler: &JsValue) -> Result<JsValue, JsValue>;
}

/// What every Tauri command of ours takes.
#[derive(Serialize)]
struct Arguments<Request> {
    request: Request,
    language: Language,
}

/// Makes a call and waits for its reply.
///
/// A rejection that is not a [`Failure`] (no such command, a reply of another version) is a fault
/// of the program and is told as such.
pub async fn call<C: Call>(call: C, language: Language) -> Result<C::Reply, Failure> {
    let request: C::Request = call.into();
    let arguments =
        to_js(&Arguments { request, language }).ok_or_else(|| Failure::internal(language))?;
    let answer = invoke(C::FACTS.capability, &arguments);
    match unless(TimeoutFuture::new(ANSWER_MAX_MS), answer).await {
        Some(Ok(reply)) => from_js(&reply).ok_or_else(|| Failure::internal(language)),
        Some(Err(failure)) => Err(from_js(&failure).unwrap_or_else(|| Failure::internal(language))),
        None => Err(Failure::unreachable(language)),
    }
}

/// Makes a call at once, with nobody waiting for its answer. It needs no task, and so can be made in
/// the midst of a panic, after which none runs any more.
pub fn tell<C: Call>(call: C, language: Language) {
    let request: C::Request = call.into();
    if let Some(arguments) = to_js(&Arguments { request, language }) {
        // Nobody could be told that it did not go.
        let _ = invoke_now(C::FACTS.capability, &arguments);
    }
}

/// What the answer is, unless patience ends before it comes.
async fn unless<T>(
    patience: impl Future<Output = ()>,
    answer: impl Future<Output = T>,
) -> Option<T> {
    let (mut patience, mut answer) = (pin!(patience), pin!(answer));
    poll_fn(|context| match answer.as_mut().poll(context) {
        Poll::Ready(answer) => Poll::Ready(Some(answer)),
        Poll::Pending => patience.as_mut().poll(context).map(|()| None),
    })
    .await
}

fn to_js(value: &impl Serialize) -> Option<JsValue> {
    js_sys::JSON::parse(&serde_json::to_string(value).ok()?).ok()
}

fn from_js<T: DeserializeOwned>(value: &JsValue) -> Option<T> {
    if value.is_undefined() {
        return serde_json::from_str("null").ok();
    }
    let text = js_sys::JSON::stringify(value).ok()?.as_string()?;
    serde_json::from_str(&text).ok()
}

/// A fresh id for a tap: it is sent again unchanged on each retry of that tap.
pub fn new_command() -> CommandId {
    CommandId(new_uuid())
}

/// A fresh UUIDv7, made from this window's clock and the browser's randomness.
pub fn new_uuid() -> Uuid {
    let now = local_now();
    let seconds = u64::try_from(now.timestamp()).unwrap_or_default();
    Uuid::new_v7(Timestamp::from_unix(NoContext, seconds, now.timestamp_subsec_nanos()))
}

/// This PC's clock. What is shown or promised goes by the server's: see `frame::use_now`.
pub fn local_now() -> DateTime<Utc> {
    let milliseconds = js_sys::Date::now();
    DateTime::UNIX_EPOCH + TimeDelta::microseconds((milliseconds * 1000.0) as i64)
}

/// Hears the backend's news for as long as the component lives.
#[hook]
pub fn use_news(heard: Callback<News>) {
    let latest = use_mut_ref(|| heard.clone());
    latest.replace(heard);
    use_effect_with((), move |()| {
        let handler = Closure::<dyn FnMut(JsValue)>::new(move |event: JsValue| {
            let payload = js_sys::Reflect::get(&event, &JsValue::from_str("payload"));
            if let Some(news) = payload.ok().as_ref().and_then(from_js::<News>) {
                let heard = latest.borrow().clone();
                heard.emit(news);
            }
        });
        let handler = Rc::new(handler);
        let subscription = Rc::new(std::cell::RefCell::new(None::<js_sys::Function>));
        {
            let (handler, subscription) = (handler.clone(), subscription.clone());
            spawn_local(async move {
                let unlisten = listen(NEWS, handler.as_ref().as_ref()).await;
                // What was told before is told again: only now is anybody there to hear it.
                let _ = invoke_now(LISTENING, &JsValue::UNDEFINED);
                *subscription.borrow_mut() =
                    unlisten.ok().and_then(|unlisten| unlisten.dyn_into().ok());
            });
        }
        move || {
            if let Some(unlisten) = subscription.borrow_mut().take() {
                // The window is going away; there is nobody left to tell.
                let _ = unlisten.call0(&JsValue::NULL);
            }
            drop(handler);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::future::{pending, ready};
    use std::task::{Context, Waker};

    #[test]
    fn an_answer_is_waited_for_until_patience_ends() {
        let mut context = Context::from_waker(Waker::noop());
        let answered = pin!(unless(ready(()), ready(7))).poll(&mut context);
        assert_eq!(answered, Poll::Ready(Some(7)));
        let waiting = pin!(unless(pending(), pending::<u8>())).poll(&mut context);
        assert_eq!(waiting, Poll::Pending);
        let given_up = pin!(unless(ready(()), pending::<u8>())).poll(&mut context);
        assert_eq!(given_up, Poll::Ready(None));
    }
}
