//! The form: what was typed stays, each mistake is told at its field, and the head of the ticket stands
//! beside it as it will be printed.

use crate::backend::call;
use crate::catalogue::{say, say_with};
use crate::frame::{Field, Notice, Tone, use_screen};
use crate::office::paper;
use domain::ledger::ShopIdentity;
use domain::shops::{ChangePapers, ShopPapers, TypedPapers};
use domain::{Cents, Failure, FailureCode, Language, printing};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// What [`Form`] is given.
#[derive(Properties, PartialEq)]
pub struct FormProps {
    /// The papers, as they stand.
    pub shop: ShopPapers,
    /// Whether who looks may change them.
    pub may_change: bool,
    /// Something is typed, or a refusal said: what was done before is over.
    pub on_stir: Callback<()>,
    /// They were changed.
    pub on_done: Callback<ShopPapers>,
    /// They are to be read again: what was typed is given up.
    pub on_read_again: Callback<()>,
    /// The notice for where customers pay is asked for.
    pub on_notice: Callback<()>,
}

/// A field of the form: its name, and what it holds.
type Part = (&'static str, fn(&mut TypedPapers) -> &mut String, &'static str);

/// What tickets say; the last is how wide it is.
const ON_TICKETS: [Part; 5] = [
    ("company", |it| &mut it.company, "wide"),
    ("address", |it| &mut it.address, "wide"),
    ("siret", |it| &mut it.siret, ""),
    ("naf", |it| &mut it.naf, ""),
    ("vat_number", |it| &mut it.vat_number, "wide"),
];

fn label(name: &str, language: Language) -> String {
    match name {
        "company" => say(language, "papers-company"),
        "address" => say(language, "papers-address"),
        "siret" => say(language, "papers-siret"),
        "naf" => say(language, "papers-naf"),
        "vat_number" => say(language, "papers-vat"),
        "refund_alone" => say(language, "papers-refund"),
        _ => say(language, "papers-name"),
    }
}

fn example(name: &str) -> Option<AttrValue> {
    let example = match name {
        "siret" => "902 134 568 00010",
        "naf" => "56.10C",
        "vat_number" => "FR23902134568",
        _ => return None,
    };
    Some(example.into())
}

/// The head of a ticket with what is typed; what cannot be kept stands there as it was typed.
fn head(typed: &TypedPapers) -> ShopIdentity {
    match typed.checked() {
        Ok(papers) => papers.identity(),
        Err(_) => ShopIdentity {
            name: typed.company.clone(),
            address: typed.address.clone(),
            siret: typed.siret.clone(),
            naf: typed.naf.replace('.', ""),
            vat_number: typed.vat_number.clone(),
        },
    }
}

#[derive(Clone, PartialEq)]
struct Hand {
    typed: UseStateHandle<TypedPapers>,
    failure: UseStateHandle<Option<Failure>>,
    stir: Callback<()>,
    language: Language,
    may_change: bool,
}

impl Hand {
    fn set(&self, change: impl FnOnce(&mut TypedPapers)) {
        let mut typed = (*self.typed).clone();
        change(&mut typed);
        self.typed.set(typed);
        self.failure.set(None);
        self.stir.emit(());
    }

    fn refuse(&self, refused: Failure) {
        self.failure.set(Some(refused));
        self.stir.emit(());
    }

    fn field(&self, (name, of, width): Part) -> Html {
        let typed = of(&mut (*self.typed).clone()).clone();
        let is_amount = name == "refund_alone";
        let value = if is_amount { Cents::retyped(&typed, self.language) } else { typed };
        let hand = self.clone();
        let on_type = Callback::from(move |text: String| hand.set(|it| *of(it) = text));
        html! {
            <Field {name} label={label(name, self.language)} {value} width={classes!(width)} disabled={!self.may_change}
                example={example(name)} failure={(*self.failure).clone()} {on_type} />
        }
    }

    fn tick(
        &self,
        name: &'static str,
        words: &str,
        of: fn(&mut TypedPapers) -> &mut bool,
        live: bool,
    ) -> Html {
        let on = *of(&mut (*self.typed).clone());
        let hand = self.clone();
        let toggle = move |_: MouseEvent| hand.set(|it| *of(it) = !on);
        html! {
            <button type="button" class={classes!("pick", on.then_some("on"))} aria-pressed={on.to_string()}
                disabled={!self.may_change || !live} data-testid={format!("papers-{name}")} onclick={toggle}>
                { if on { "✓\u{a0}" } else { "" } }{ say(self.language, words) }
            </button>
        }
    }
}

/// The form of one shop.
#[component]
pub fn Form(props: &FormProps) -> Html {
    let screen = use_screen();
    let language = screen.language;
    let typed = use_state(|| props.shop.papers.typed());
    let failure = use_state(|| None::<Failure>);
    let busy = use_state(|| false);
    let hand = Hand {
        typed: typed.clone(),
        failure: failure.clone(),
        stir: props.on_stir.clone(),
        language,
        may_change: props.may_change,
    };
    let is_changed = *typed != props.shop.papers.typed();
    let save = {
        let (typed, hand, busy) = (typed.clone(), hand.clone(), busy.clone());
        let (shop, version) = (props.shop.code.clone(), props.shop.version);
        let (done, screen) = (props.on_done.clone(), screen.clone());
        Callback::from(move |_: MouseEvent| {
            if let Err(refused) = typed.checked() {
                return hand.refuse(Failure::of(&refused, language));
            }
            busy.set(true);
            let asked = ChangePapers { shop: shop.clone(), version, typed: (*typed).clone() };
            let (hand, busy) = (hand.clone(), busy.setter());
            let (done, screen) = (done.clone(), screen.clone());
            spawn_local(async move {
                let answer = call(asked, language).await;
                busy.set(false);
                match answer {
                    Ok(papers) => done.emit(papers),
                    Err(refused) => {
                        screen.heed(&refused);
                        hand.refuse(refused);
                    }
                }
            });
        })
    };
    let again = props.on_read_again.reform(|_: MouseEvent| ());
    let fields = ["company", "name", "address", "siret", "naf", "vat_number", "refund_alone"];
    let elsewhere = failure
        .as_ref()
        .filter(|it| it.field.as_deref().is_none_or(|field| !fields.contains(&field)));
    let moved = elsewhere.is_some_and(|it| it.code == FailureCode::Conflict);
    let word = if *busy { say(language, "papers-saving") } else { say(language, "papers-save") };
    html! {
        <div class="papers-two">
            <div class="papers-form">
                <fieldset class="papers-part">
                    <legend>{ say(language, "papers-on-tickets") }</legend>
                    { for ON_TICKETS.map(|part| hand.field(part)) }
                </fieldset>
                <fieldset class="papers-part">
                    <legend>{ say(language, "papers-rules") }</legend>
                    { hand.field(("name", |it| &mut it.name, "wide")) }
                    <div class="field wide" role="group" aria-label={say(language, "papers-vouchers")}>
                        <span>{ say(language, "papers-vouchers") }</span>
                        <div class="picks">
                            { hand.tick("vouchers", "papers-takes", |it| &mut it.takes_vouchers, true) }
                            { hand.tick("holidays", "papers-holidays", |it| &mut it.vouchers_on_holidays, typed.takes_vouchers) }
                        </div>
                    </div>
                    { hand.field(("refund_alone", |it| &mut it.refund_alone, "")) }
                </fieldset>
                if props.may_change {
                    <div class="papers-foot">
                        if let Some(failure) = elsewhere {
                            <Notice text={failure.message.clone()} testid="papers-error"
                                tone={if moved { Tone::Warning } else { Tone::Failure }}>
                                if moved {
                                    <button class="button" data-testid="papers-again" onclick={again}>{ say(language, "papers-again") }</button>
                                }
                            </Notice>
                        }
                        <div class="papers-save">
                            <button class="button primary" data-testid="papers-save" aria-busy={busy.to_string()}
                                disabled={*busy || !is_changed} onclick={save}>{ word }</button>
                            <small class="code-hint">{ say(language, "papers-from-now") }</small>
                        </div>
                    </div>
                } else {
                    <p class="page-note" data-testid="papers-only-seen">{ say(language, "papers-only-seen") }</p>
                }
            </div>
            <aside class="papers-aside">
                <h2>{ say(language, "papers-preview") }</h2>
                { paper(&printing::head(&head(&typed)), "papers-head") }
                <small class="code-hint">{ say_with(language, "papers-version", &[("version", props.shop.version.to_string().into())]) }</small>
                <button class="button" data-testid="notice-open"
                    onclick={props.on_notice.reform(|_: MouseEvent| ())}>{ say(language, "notice-open") }</button>
            </aside>
        </div>
    }
}
