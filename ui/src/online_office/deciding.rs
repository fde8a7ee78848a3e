//! What a person says about a payment that has to be looked at: PayPal is asked again, or it was seen to by hand.

use crate::backend::call;
use crate::frame::use_screen;
use domain::Failure;
use domain::online::{EndOnline, LookAgain, OnlineRow};
use domain::payments::PaypalIntentId;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// What is being decided, and about what.
#[derive(Clone, PartialEq)]
pub struct Deciding {
    /// PayPal is being asked about it, or it is being ended.
    pub busy: Option<PaypalIntentId>,
    /// The one of which it is asked why it is ended.
    pub ending: Option<OnlineRow>,
    /// Why the last was not done.
    pub failure: Option<Failure>,
    /// PayPal is to be asked again.
    pub on_look: Callback<PaypalIntentId>,
    /// It is asked why that one is ended; none: it is not, after all.
    pub on_ending: Callback<Option<OnlineRow>>,
    /// It was seen to, and so.
    pub on_end: Callback<EndOnline>,
}

/// One thing at a time; `look` hears of each answer: it is done, or found to stand otherwise.
#[hook]
pub fn use_deciding(look: Callback<()>) -> Deciding {
    let screen = use_screen();
    let busy = use_state(|| None::<PaypalIntentId>);
    let ending = use_state(|| None::<OnlineRow>);
    let failure = use_state(|| None::<Failure>);
    let heard = {
        let (busy, ending, failure) = (busy.setter(), ending.setter(), failure.setter());
        let screen = screen.clone();
        Callback::from(move |refused: Option<Failure>| {
            busy.set(None);
            match &refused {
                Some(refused) => screen.heed(refused),
                None => ending.set(None),
            }
            failure.set(refused);
            look.emit(());
        })
    };
    let begin = {
        let (busy, failure) = (busy.clone(), failure.setter());
        Callback::from(move |intent| {
            busy.set(Some(intent));
            failure.set(None);
        })
    };
    let language = screen.language;
    let on_look = {
        let (begin, heard) = (begin.clone(), heard.clone());
        Callback::from(move |intent| {
            begin.emit(intent);
            let heard = heard.clone();
            spawn_local(
                async move { heard.emit(call(LookAgain { intent }, language).await.err()) },
            );
        })
    };
    let on_end = Callback::from(move |asked: EndOnline| {
        begin.emit(asked.intent);
        let heard = heard.clone();
        spawn_local(async move { heard.emit(call(asked, language).await.err()) });
    });
    let on_ending = {
        let (ending, failure) = (ending.setter(), failure.setter());
        Callback::from(move |row| {
            failure.set(None);
            ending.set(row);
        })
    };
    Deciding {
        busy: *busy,
        ending: (*ending).clone(),
        failure: (*failure).clone(),
        on_look,
        on_ending,
        on_end,
    }
}
