//! Dividing what is due among payers who pay apart: by person, by amount, or by what each had.

use super::amount::amount;
use super::split_lines::SplitLines;
use crate::catalogue::{say, say_with};
use crate::frame::{focus, on_enter};
use domain::orders::SoldLine;
use domain::payments::{PAYERS_MAX, SplitRefused, by_amount, by_person};
use domain::{Cents, Language, Spoken};
use yew::prelude::*;

/// What [`Split`] is given.
#[derive(Properties, PartialEq)]
pub struct SplitProps {
    /// What is divided.
    pub due: Cents,
    /// What was sold, as far as it is known.
    pub content: Vec<SoldLine>,
    /// The language shown.
    pub language: Language,
    /// The parts.
    pub on_split: Callback<Vec<Cents>>,
}

/// Parts typed so far, and the one being typed: what is still to be typed of it.
struct Typed {
    /// With the one being typed, where it is one.
    parts: Vec<Cents>,
    /// All of them, and the rest.
    divided: Result<Vec<Cents>, SplitRefused>,
}

impl Typed {
    fn of(due: Cents, before: &[Cents], typed: &str) -> Typed {
        let parts: Vec<_> = before.iter().copied().chain(amount(typed)).collect();
        let divided = by_amount(due, &parts);
        Typed { parts, divided }
    }

    /// The parts, where there are two or more.
    fn whole(&self) -> Option<&Vec<Cents>> {
        self.divided.as_ref().ok().filter(|parts| parts.len() > 1)
    }

    fn wrong(&self, typed: &str, language: Language) -> Option<String> {
        match &self.divided {
            _ if !typed.trim().is_empty() && amount(typed).is_none() => {
                Some(say(language, "cash-not-an-amount"))
            }
            Err(refused) if !self.parts.is_empty() => Some(refused.say(language)),
            _ => None,
        }
    }
}

/// Equal parts, by the number of payers.
fn people(props: &SplitProps) -> Html {
    let picks = (2..=PAYERS_MAX).map(|people| {
        let parts = by_person(props.due, people).ok();
        let (disabled, split) = (parts.is_none(), props.on_split.clone());
        let onclick = move |_: MouseEvent| parts.iter().for_each(|it| split.emit(it.clone()));
        html! { <button class="pick" data-testid={format!("split-{people}")} {disabled} {onclick}>{ people }</button> }
    });
    html! {
        <section>
            <h3>{ say(props.language, "split-people") }</h3>
            <div class="picks">{ for picks }</div>
        </section>
    }
}

/// Asks how it is divided.
#[component]
pub fn Split(props: &SplitProps) -> Html {
    let language = props.language;
    let before = use_state(Vec::<Cents>::new);
    let typed = use_state(String::new);
    let field = use_node_ref();
    {
        let field = field.clone();
        use_effect_with(before.len(), move |_| focus(&field));
    }
    let now = Typed::of(props.due, &before, &typed);
    let wrong = now.wrong(&typed, language);
    let whole = now.whole().cloned();
    let last = whole
        .as_ref()
        .and_then(|parts| parts.get(now.parts.len()))
        .map(|left| say_with(language, "split-rest", &[("left", left.show(language).into())]));
    let can_add = now.parts.len() > before.len() && last.is_some();
    let add = {
        let (parts, before, typed) = (now.parts.clone(), before.setter(), typed.setter());
        move || {
            if can_add {
                before.set(parts.clone());
                typed.set(String::new());
            }
        }
    };
    let split = props.on_split.clone();
    let divide = {
        let whole = whole.clone();
        move || whole.iter().for_each(|parts| split.emit(parts.clone()))
    };
    let entered = {
        let (add, divide) = (add.clone(), divide.clone());
        on_enter(move || if can_add { add() } else { divide() })
    };
    let set = typed.setter();
    let type_it = move |event: InputEvent| {
        set.set(event.target_unchecked_into::<web_sys::HtmlInputElement>().value());
    };
    let parts = before.iter().enumerate().map(|(at, part)| {
        let values = [("payer", (at + 1).into())];
        let (what, set) = (part.show(language), before.clone());
        let onclick = move |_: MouseEvent| {
            let mut left = (*set).clone();
            left.remove(at);
            set.set(left);
        };
        let label = say_with(language, "given-remove", &[("what", what.as_str().into())]);
        html! {
            <li><button class="pick" data-testid={format!("split-part-{at}")} aria-label={label} {onclick}>
                { say_with(language, "payer", &values) }{ " " }{ what }<i aria-hidden="true">{ "✕" }</i>
            </button></li>
        }
    });
    html! {
        <div class="split" data-testid="split-panel">
            { people(props) }
            <section>
                <h3>{ say(language, "split-amounts") }</h3>
                <ul class="given">{ for parts }</ul>
                <div class="given-field">
                    <label class="name-field">
                        <span>{ say_with(language, "split-part", &[("payer", (before.len() + 1).into())]) }</span>
                        <input ref={field} type="text" inputmode="decimal" autocomplete="off" data-testid="split-amount"
                            aria-invalid={wrong.is_some().to_string()} value={(*typed).clone()} oninput={type_it} onkeydown={entered} />
                    </label>
                    <button class="button" data-testid="split-add" disabled={!can_add} onclick={move |_| add()}>{ say(language, "given-add") }</button>
                    <button class="button primary" data-testid="split-do" disabled={whole.is_none()} onclick={move |_| divide()}>{ say(language, "split") }</button>
                </div>
                <p class="field-error" data-testid="split-error" aria-live="polite">{ wrong }</p>
                <p data-testid="split-rest">{ last }</p>
            </section>
            <SplitLines due={props.due} content={props.content.clone()} {language} on_split={props.on_split.clone()} />
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_as_they_are_typed() {
        for (before, typed, whole, said) in [
            (&[][..], "", None, false),
            (&[], "10", Some(&[1000, 1500][..]), false),
            (&[1000], "", Some(&[1000, 1500]), false),
            (&[1000], "5,50", Some(&[1000, 550, 950]), false),
            // The last part is typed, too.
            (&[1000], "15", Some(&[1000, 1500]), false),
            (&[1000], "15,01", None, true),
            (&[1000], "0", None, true),
            // All of it by one is not shared.
            (&[], "25", None, false),
            (&[], "x", None, true),
            (&[1000], "x", Some(&[1000, 1500]), true),
        ] {
            let before: Vec<_> = before.iter().copied().map(Cents).collect();
            let now = Typed::of(Cents(2500), &before, typed);
            let whole = whole.map(|it| it.iter().copied().map(Cents).collect::<Vec<_>>());
            assert_eq!(now.whole().cloned(), whole, "{before:?} {typed:?}");
            assert_eq!(now.wrong(typed, Language::Fr).is_some(), said, "{before:?} {typed:?}");
        }
    }
}
