//! What a payer gave, and what it comes to.

use super::laid::Act;
use super::pane::Pane;
use crate::catalogue::{say, say_with};
use domain::{Cents, Spoken};
use yew::prelude::*;

impl Pane<'_> {
    /// What was given, thing by thing; a touch takes one back.
    pub(super) fn list(&self, wrong: Option<&(usize, String)>) -> Html {
        let language = self.language;
        let things = self.laid.hand().given.iter().enumerate().map(|(at, it)| {
            let what = format!("{} {}", it.kind().say(language), it.amount().show(language));
            let label = say_with(language, "given-remove", &[("what", what.as_str().into())]);
            let wrong = wrong.filter(|wrong| wrong.0 == at);
            if it.is_final() {
                return html! {
                    <li>
                        <span class="chip ok" data-testid={format!("given-{at}")} data-final="true">{ "✓\u{a0}" }{ what }</span>
                        if let Some((_, text)) = wrong {
                            <small class="field-error" data-testid={format!("given-error-{at}")}>{ text }</small>
                        }
                    </li>
                };
            }
            html! {
                <li>
                    <button class={classes!("pick", wrong.map(|_| "out"))} data-testid={format!("given-{at}")} aria-label={label}
                        onclick={self.does(Act::Remove(at))}>{ what }<i aria-hidden="true">{ "✕" }</i></button>
                    if let Some((_, text)) = wrong {
                        <small class="field-error" data-testid={format!("given-error-{at}")}>{ text }</small>
                    }
                </li>
            }
        });
        html! { <ul class="given" aria-label={say(language, "given-label")}>{ for things }</ul> }
    }

    /// What goes back, or what is left to pay, in large figures.
    pub(super) fn comes_to(&self) -> Html {
        let (hand, language) = (self.laid.hand(), self.language);
        let all = hand.with(hand.pending(self.terms, self.laid.in_full));
        let weighed = hand.weigh(&all, self.terms).ok().filter(|_| !all.is_empty());
        let change = weighed.filter(|it| it.left == Cents::ZERO).map(|it| it.change);
        if let Some(weighed) = weighed.filter(|it| it.left > Cents::ZERO) {
            let label = match self.laid.in_full {
                true => say(language, "left-due"),
                false => say(language, "left-after"),
            };
            return html! {
                <div class="change-due still">
                    <span>{ label }</span>
                    <b data-testid="left-due" data-cents={weighed.left.0.to_string()}>{ weighed.left.show(language) }</b>
                </div>
            };
        }
        html! {
            <div class="change-due">
                <span>{ say(language, "change-due") }</span>
                <b data-testid="change-due" data-cents={change.map(|it| it.0.to_string())}>
                    { change.map_or_else(|| "—".to_owned(), |it| it.show(language)) }
                </b>
            </div>
        }
    }
}
