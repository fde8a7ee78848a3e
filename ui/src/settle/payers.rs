//! Those who pay apart: whose turn it is, who has paid, and what goes back to each.

use super::laid::Act;
use super::pane::Pane;
use crate::catalogue::{say, say_with};
use domain::Cents;
use yew::prelude::*;

impl Pane<'_> {
    /// A tab for each.
    pub fn payers(&self) -> Html {
        if !self.laid.is_split() {
            return Html::default();
        }
        let language = self.language;
        let tabs = self.laid.hands.iter().enumerate().map(|(at, hand)| {
            let on = at == self.laid.at;
            let stands = hand.stands(self.terms);
            let has_paid = stands.left == Cents::ZERO || self.online.has_agreed(at);
            let change = (stands.change > Cents::ZERO).then(|| {
                say_with(language, "payer-change", &[("change", stands.change.show(language).into())])
            });
            html! {
                <button class={classes!("pick", on.then_some("on"))} aria-pressed={on.to_string()} data-testid={format!("payer-{at}")}
                    data-left={stands.left.0.to_string()} onclick={self.does(Act::Turn(at))}>
                    if has_paid { <i aria-hidden="true">{ "✓" }</i> }
                    { say_with(language, "payer", &[("payer", (at + 1).into())]) }{ " " }
                    <b>{ hand.owed(self.terms).show(language) }</b>
                    if let Some(change) = change { <small>{ change }</small> }
                </button>
            }
        });
        html! {
            <div class="picks payers" role="group" aria-label={say(language, "payers-label")}>{ for tabs }</div>
        }
    }
}
