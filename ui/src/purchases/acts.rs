//! What can be done about an order where it stands: each asks once more where it cannot be taken back.

use crate::backend::{call, new_uuid};
use crate::catalogue::{say, say_with};
use crate::frame::{Notice, Screen, Tone, use_screen};
use domain::stock::{
    CancelPurchase, ClosePurchase, KeepPurchasePdf, PrintPurchase, PurchaseSheet, PurchaseState,
    SendPurchase, SendingWay, StockCall,
};
use domain::{Call, Failure, Language};
use uuid::Uuid;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// What [`Acts`] is given.
#[derive(Properties, PartialEq)]
pub struct ActsProps {
    /// The order, as it stands.
    pub sheet: PurchaseSheet,
    /// The draft is to be changed.
    pub on_change: Callback<PurchaseSheet>,
    /// Something was done: it is to be read again.
    pub on_done: Callback<()>,
}

/// What is asked once more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Asking {
    Email,
    Hand,
    Cancel,
    Close,
}

impl Asking {
    fn word(self) -> &'static str {
        match self {
            Asking::Email => "email",
            Asking::Hand => "hand",
            Asking::Cancel => "cancel",
            Asking::Close => "close",
        }
    }

    /// What will happen.
    fn text(self, sheet: &PurchaseSheet, language: Language) -> String {
        let address = sheet.supplier.as_ref().and_then(|it| it.email.clone()).unwrap_or_default();
        match self {
            Asking::Email => say_with(language, "purchase-ask-email", &[("to", address.into())]),
            Asking::Hand => say(language, "purchase-ask-hand"),
            Asking::Cancel if sheet.sent.is_some() => say(language, "purchase-ask-cancel-sent"),
            Asking::Cancel => say(language, "purchase-ask-cancel"),
            Asking::Close => say(language, "purchase-ask-close"),
        }
    }

    fn confirm(self, language: Language) -> String {
        match self {
            Asking::Email => say(language, "purchase-send"),
            Asking::Hand => say(language, "purchase-sent-otherwise"),
            Asking::Cancel => say(language, "purchase-cancel"),
            Asking::Close => say(language, "purchase-close"),
        }
    }
}

#[derive(Clone)]
struct Hand {
    screen: Screen,
    busy: UseStateHandle<bool>,
    failure: UseStateHandle<Option<Failure>>,
    told: UseStateHandle<Option<String>>,
}

impl Hand {
    /// Makes a call; `done` hears its answer.
    fn ask<C: Call<Request = StockCall>>(&self, asked: C, done: Callback<C::Reply>) {
        self.busy.set(true);
        self.failure.set(None);
        self.told.set(None);
        let hand = self.clone();
        spawn_local(async move {
            let answer = call(asked, hand.screen.language).await;
            hand.busy.set(false);
            match answer {
                Ok(reply) => done.emit(reply),
                Err(refused) => {
                    hand.screen.heed(&refused);
                    hand.failure.set(Some(refused));
                }
            }
        });
    }
}

/// The buttons, the question and what came of it.
#[component]
pub fn Acts(props: &ActsProps) -> Html {
    let screen = use_screen();
    let language = screen.language;
    let asking = use_state(|| None::<(Asking, Uuid)>);
    let hand = Hand {
        screen,
        busy: use_state(|| false),
        failure: use_state(|| None),
        told: use_state(|| None),
    };
    let sheet = &props.sheet;
    let purchase = &sheet.purchase;
    let (id, version, state) = (purchase.id, purchase.version, purchase.state);
    let button = |what: Asking, class: &'static str, words: String, live: bool| {
        let asking = asking.setter();
        let ask = move |_: MouseEvent| asking.set(Some((what, new_uuid())));
        html! {
            <button class={classes!("button", class)} data-testid={format!("purchase-{}", what.word())}
                disabled={!live || *hand.busy} onclick={ask}>{ words }</button>
        }
    };
    let confirm = {
        let (hand, asking, on_done) = (hand.clone(), asking.clone(), props.on_done.clone());
        Callback::from(move |_: MouseEvent| {
            let Some((what, once)) = *asking else { return };
            let (close, on_done) = (asking.setter(), on_done.clone());
            let done = Callback::from(move |_: PurchaseSheet| {
                close.set(None);
                on_done.emit(());
            });
            let send = |way| SendPurchase { once, purchase: id, version, way };
            match what {
                Asking::Email => hand.ask(send(SendingWay::Email), done),
                Asking::Hand => hand.ask(send(SendingWay::Hand), done),
                Asking::Cancel => hand.ask(CancelPurchase { once, purchase: id, version }, done),
                Asking::Close => hand.ask(ClosePurchase { once, purchase: id, version }, done),
            }
        })
    };
    let leave = {
        let (asking, failure) = (asking.setter(), hand.failure.setter());
        move |_: MouseEvent| {
            asking.set(None);
            failure.set(None);
        }
    };
    let keep_pdf = {
        let hand = hand.clone();
        move |_: MouseEvent| {
            let told = hand.told.setter();
            let done = Callback::from(move |path: String| {
                told.set(Some(say_with(language, "purchase-pdf-kept", &[("path", path.into())])));
            });
            hand.ask(KeepPurchasePdf { purchase: id }, done);
        }
    };
    let print = {
        let hand = hand.clone();
        move |_: MouseEvent| {
            let told = hand.told.setter();
            let done = Callback::from(move |()| told.set(Some(say(language, "purchase-printing"))));
            hand.ask(PrintPurchase { print: new_uuid(), purchase: id }, done);
        }
    };
    let change = {
        let (sheet, on_change) = (sheet.clone(), props.on_change.clone());
        move |_: MouseEvent| on_change.emit(sheet.clone())
    };
    let has_supplier = sheet.supplier.is_some();
    let has_address = sheet.supplier.as_ref().is_some_and(|it| it.email.is_some());
    let is_draft = state == PurchaseState::Draft;
    let conflict = hand.failure.as_ref().is_some_and(|it| it.code == domain::FailureCode::Conflict);
    html! {
        <div class="purchase-acts">
            if let Some((what, _)) = *asking {
                <Notice text={what.text(sheet, language)} tone={Tone::Warning} testid="purchase-ask">
                    <button class={classes!("button", if matches!(what, Asking::Cancel | Asking::Close) { "grave" } else { "primary" })}
                        data-testid="purchase-confirm" aria-busy={hand.busy.to_string()} disabled={*hand.busy}
                        onclick={confirm}>{ what.confirm(language) }</button>
                    <button class="button" data-testid="purchase-leave" onclick={leave}>{ say(language, "purchase-leave") }</button>
                </Notice>
            } else {
                <div class="purchase-buttons">
                    if is_draft {
                        if has_address {
                            { button(Asking::Email, "primary", say(language, "purchase-send"), true) }
                        }
                        { button(Asking::Hand, if has_address { "" } else { "primary" },
                                 say(language, "purchase-sent-otherwise"), has_supplier) }
                        <button class="button" data-testid="purchase-change" onclick={change}>{ say(language, "purchase-change") }</button>
                    }
                    if state == PurchaseState::PartlyReceived {
                        { button(Asking::Close, "", say(language, "purchase-close"), true) }
                    }
                    <button class="button" data-testid="purchase-pdf" disabled={*hand.busy} onclick={keep_pdf}>{ say(language, "purchase-pdf") }</button>
                    if sheet.prints {
                        <button class="button" data-testid="purchase-print" disabled={*hand.busy} onclick={print}>{ say(language, "purchase-print") }</button>
                    }
                    if is_draft || state == PurchaseState::Sent {
                        { button(Asking::Cancel, "quiet", say(language, "purchase-cancel"), true) }
                    }
                </div>
                if is_draft && !has_address {
                    <p class="page-note" data-testid="purchase-no-address">
                        { say(language, if has_supplier { "purchase-no-address" } else { "purchase-choose-supplier" }) }
                    </p>
                }
            }
            if let Some(told) = &*hand.told {
                <p class="page-done" role="status" data-testid="purchase-told">{ "✓\u{a0}" }{ told }</p>
            }
            if let Some(failure) = &*hand.failure {
                <Notice text={failure.message.clone()} testid="purchase-error"
                    tone={if conflict { Tone::Warning } else { Tone::Failure }} />
            }
        </div>
    }
}
