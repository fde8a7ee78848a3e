//! Another safety stock: what it is, what it is to be, and what that means; what was typed stays until it is
//! set.

use crate::backend::call;
use crate::catalogue::{say, say_with};
use crate::frame::{Dialog, Field, Notice, Screen, Tone, use_screen};
use domain::server::ShopChoice;
use domain::stock::{
    IngredientStands, ReadLevels, SafetyRefused, SetSafety, StockLevel, read_quantity,
    show_quantity,
};
use domain::{Failure, FailureCode, Language};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// What [`SafetyDialog`] is given.
#[derive(Clone, Properties, PartialEq)]
pub struct SafetyDialogProps {
    /// The shop.
    pub shop: ShopChoice,
    /// The ingredient, as it stood when it was chosen.
    pub row: IngredientStands,
    /// It is set.
    pub on_done: Callback<StockLevel>,
    /// It stays as it is.
    pub on_keep: Callback<()>,
}

/// What the dialog holds.
#[derive(Clone, PartialEq)]
struct Hand {
    typed: UseStateHandle<String>,
    /// What it was when it was read last.
    known: UseStateHandle<i64>,
    busy: UseStateHandle<bool>,
    failure: UseStateHandle<Option<Failure>>,
    screen: Screen,
}

impl Hand {
    fn fails(&self, failure: Failure) {
        self.screen.heed(&failure);
        self.busy.set(false);
        self.failure.set(Some(failure));
    }

    fn set(&self, props: &SafetyDialogProps) {
        if *self.busy {
            return;
        }
        let language = self.screen.language;
        let safety = match read_quantity(&self.typed, props.row.unit) {
            Ok(safety) => safety,
            Err(refused) => {
                let refused = SafetyRefused::Quantity(refused);
                return self.failure.set(Some(Failure::of(&refused, language)));
            }
        };
        self.busy.set(true);
        let asked = SetSafety {
            shop: props.shop.code.clone(),
            ingredient: props.row.level.ingredient,
            known: *self.known,
            safety,
        };
        let (hand, done) = (self.clone(), props.on_done.clone());
        spawn_local(async move {
            match call(asked, language).await {
                Ok(level) => done.emit(level),
                Err(failure) => hand.fails(failure),
            }
        });
    }

    /// Reads what somebody else has set: from then on that is what is replaced.
    fn read_again(&self, props: &SafetyDialogProps) {
        self.busy.set(true);
        let asked = ReadLevels { shop: Some(props.shop.code.clone()) };
        let (hand, ingredient) = (self.clone(), props.row.level.ingredient);
        spawn_local(async move {
            match call(asked, hand.screen.language).await {
                Ok(rows) => {
                    let row = rows.into_iter().find(|row| row.level.ingredient == ingredient);
                    row.into_iter().for_each(|row| hand.known.set(row.level.safety));
                    hand.busy.set(false);
                    hand.failure.set(None);
                }
                Err(failure) => hand.fails(failure),
            }
        });
    }
}

/// What is known of the ingredient.
fn figures(row: &IngredientStands, known: i64, language: Language) -> Html {
    let pair = |name: String, quantity: i64, testid: &'static str| {
        let quantity = show_quantity(quantity, row.unit, language);
        html! { <li><span>{ name }</span><b data-testid={testid}>{ quantity }</b></li> }
    };
    html! {
        <ul class="recap-pairs">
            { pair(say(language, "level-on-hand"), row.level.on_hand, "safety-on-hand") }
            { pair(say(language, "level-projected"), row.level.projected(), "safety-projected") }
            { pair(say(language, "safety-known"), known, "safety-known") }
        </ul>
    }
}

/// Asks for it.
#[component]
pub fn SafetyDialog(props: &SafetyDialogProps) -> Html {
    let screen = use_screen();
    let language = screen.language;
    let hand = Hand {
        typed: use_state(|| show_quantity(props.row.level.safety, props.row.unit, language)),
        known: use_state(|| props.row.level.safety),
        busy: use_state(|| false),
        failure: use_state(|| None),
        screen,
    };
    let on_type = {
        let (typed, failure) = (hand.typed.setter(), hand.failure.setter());
        Callback::from(move |text| {
            typed.set(text);
            failure.set(None);
        })
    };
    let (set, again) = (hand.clone(), hand.clone());
    let (to_set, to_read) = (props.clone(), props.clone());
    let on_set = move |_: MouseEvent| set.set(&to_set);
    let on_again = move |_: MouseEvent| again.read_again(&to_read);
    let word =
        if *hand.busy { say(language, "safety-saving") } else { say(language, "safety-save") };
    let actions = html! {
        <button class="button primary" data-testid="safety-save" aria-busy={hand.busy.to_string()} disabled={*hand.busy}
            onclick={on_set}>{ word }</button>
    };
    let failure = (*hand.failure).clone();
    let elsewhere = failure.as_ref().filter(|it| it.field.as_deref() != Some("safety"));
    let moved = elsewhere.is_some_and(|it| it.code == FailureCode::Conflict);
    let name = [("name", props.row.name.as_str().into())];
    html! {
        <Dialog title={say_with(language, "safety-title", &name)} testid="safety-dialog" {actions}
            close_word={say(language, "safety-keep")} on_close={props.on_keep.clone()}>
            { figures(&props.row, *hand.known, language) }
            <Field name="safety" label={say(language, "safety-wanted")} value={(*hand.typed).clone()} width={classes!("wide")}
                example={say(language, "safety-example")} failure={failure.clone()} {on_type} />
            <p class="page-note">{ say(language, "safety-about") }</p>
            if let Some(failure) = elsewhere {
                <Notice text={failure.message.clone()} testid="safety-error"
                    tone={if moved { Tone::Warning } else { Tone::Failure }}>
                    if moved {
                        <button class="button" data-testid="safety-again" onclick={on_again}>{ say(language, "safety-again") }</button>
                    }
                </Notice>
            }
        </Dialog>
    }
}
