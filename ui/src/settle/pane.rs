//! Where a payer's money is typed: kinds of tender, quick values, field and pad, what was given.

use super::amount::{as_typed, euros, shown, touched};
use super::hand::{Terms, given};
use super::laid::{Act, Laid, Step};
use crate::catalogue::{say, say_with};
use crate::frame::on_enter;
use crate::online::Online;
use domain::payments::{Given, PaymentRefused, TenderKind};
use domain::{Cents, Language, Spoken};
use yew::prelude::*;

/// The notes that are one tap away, in euros.
const NOTES: [i64; 4] = [10, 20, 50, 100];
/// The usual face values of meal vouchers, in euros.
const VOUCHERS: std::ops::RangeInclusive<i64> = 5..=15;
/// The keys of the pad.
const PAD: [char; 12] = ['1', '2', '3', '4', '5', '6', '7', '8', '9', SIGN, '0', '⌫'];
/// The decimal sign's key: it shows and types that of the language.
const SIGN: char = ',';
/// As what money may come here.
const KINDS: [TenderKind; 5] = [
    TenderKind::Cash,
    TenderKind::Card,
    TenderKind::MealVoucher,
    TenderKind::Cheque,
    // Last: it is known a moment later whether it is taken, and nothing moves under a finger.
    TenderKind::Paypal,
];

/// What is drawn.
pub struct Pane<'a> {
    /// What lies there.
    pub laid: &'a Laid,
    /// What is to be paid.
    pub terms: &'a Terms,
    /// The language shown.
    pub language: Language,
    /// Changes it.
    pub act: &'a Callback<Act>,
    /// Confirms.
    pub enter: &'a Callback<()>,
    /// Where it is typed.
    pub field: &'a NodeRef,
    /// A card is asked of the terminal, and not typed on it.
    pub asks: bool,
    /// What the server said of one of the payer's things.
    pub said: Option<(usize, String)>,
    /// The order's payments on the telephone.
    pub online: &'a Online,
    /// The number that the order bears.
    pub phone: Option<&'a str>,
}

/// The name of a kind for tests.
fn testid(kind: TenderKind) -> &'static str {
    match kind {
        TenderKind::Cash => "tender-cash",
        TenderKind::Card => "tender-card",
        TenderKind::MealVoucher => "tender-voucher",
        TenderKind::Cheque => "tender-cheque",
        TenderKind::Paypal => "tender-paypal",
    }
}

/// What a confirmation asks of the terminal, where it does: what comes by card and would be taken.
pub fn asked(laid: &Laid, terms: &Terms, asks: bool, step: &Step) -> Option<Cents> {
    let pending = laid.hand().pending(terms, laid.in_full)?;
    let is_asked = asks && pending.kind() == TenderKind::Card && *step != Step::Wait;
    is_asked.then(|| pending.amount())
}

/// What is wrong with which of the payer's things: one of those given, or the one being typed,
/// which comes after them.
pub fn wrong(laid: &Laid, terms: &Terms, language: Language) -> Option<(usize, String)> {
    let hand = laid.hand();
    let last = hand.given.len();
    let pending = hand.pending(terms, laid.in_full);
    if pending.is_none() && !hand.typed.trim().is_empty() {
        return Some((last, say(language, "cash-not-an-amount")));
    }
    let refused = match hand.weigh(&hand.with(pending), terms) {
        Err(PaymentRefused::Given { at, why }) => return Some((at.given, why.say(language))),
        Err(other) => Some(other.say(language)),
        Ok(_) if hand.kind != TenderKind::MealVoucher => None,
        Ok(_) => terms.rules.vouchers.check_day(terms.day).err().map(|why| why.say(language)),
    };
    refused.map(|text| (last, text))
}

impl Pane<'_> {
    /// What a confirmation asks of the terminal, where it does.
    pub(super) fn asked(&self, step: &Step) -> Option<Cents> {
        asked(self.laid, self.terms, self.asks, step)
    }

    pub(super) fn does(&self, act: Act) -> Callback<MouseEvent> {
        let emit = self.act.clone();
        Callback::from(move |_| emit.emit(act.clone()))
    }

    fn pick(&self, testid: String, text: String, act: Act) -> Html {
        html! { <button class="pick" data-testid={testid} onclick={self.does(act)}>{ text }</button> }
    }

    /// As what the next thing comes, and how it is to be paid.
    pub fn tenders(&self) -> Html {
        let chosen = self.laid.hand().kind;
        let taken = |kind: &TenderKind| match kind {
            TenderKind::MealVoucher => self.terms.rules.vouchers.accepted,
            TenderKind::Paypal => self.online.offered || *kind == chosen,
            _ => true,
        };
        let kinds = KINDS.into_iter().filter(taken).map(|kind| {
            let on = kind == chosen;
            html! {
                <button class={classes!(on.then_some("on"))} aria-pressed={on.to_string()} data-testid={testid(kind)}
                    onclick={self.does(Act::Kind(kind))}>{ kind.say(self.language) }</button>
            }
        });
        html! {
            <div class="segment" role="group" aria-label={say(self.language, "tender-label")}>{ for kinds }</div>
        }
    }

    /// Values that are one tap away. A note is what is typed; a voucher is given, unless it is
    /// refused: then it says so where it would be typed.
    fn quick(&self) -> Html {
        let (hand, language) = (self.laid.hand(), self.language);
        let exact = Act::Type(as_typed(hand.rest(self.terms)));
        let exact = |testid: &str| self.pick(testid.to_owned(), say(language, "cash-exact"), exact);
        let voucher = |value: i64| {
            let amount = Cents(value * 100);
            let more = given(TenderKind::MealVoucher, amount);
            let act = match more.filter(|_| hand.weigh(&hand.with(more), self.terms).is_ok()) {
                Some(more) => Act::Add(more),
                None => Act::Type(as_typed(amount)),
            };
            self.pick(format!("voucher-{value}"), euros(value, language), act)
        };
        let note = |value: i64| {
            let act = Act::Type(value.to_string());
            self.pick(format!("cash-{value}"), euros(value, language), act)
        };
        html! {
            <div class="picks">{
                match hand.kind {
                    TenderKind::Cash => html! { <>{ exact("cash-exact") }{ for NOTES.map(note) }</> },
                    TenderKind::MealVoucher => html! { <>{ for VOUCHERS.map(voucher) }</> },
                    _ => exact("given-rest"),
                }
            }</div>
        }
    }

    fn field(&self, wrong: bool) -> Html {
        let (hand, language) = (self.laid.hand(), self.language);
        let label = match hand.kind {
            TenderKind::Cash => say(language, "cash-received"),
            TenderKind::MealVoucher => say(language, "voucher-value"),
            _ => say(language, "given-amount"),
        };
        let testid = if hand.kind == TenderKind::Cash { "cash-received" } else { "given-amount" };
        let pending = hand.pending(self.terms, self.laid.in_full);
        let proposed = pending.map(|it| shown(&as_typed(it.amount()), language));
        // What a terminal is asked for is in the list once it took it.
        let by_hand = |it: &Given| !(self.asks && it.kind() == TenderKind::Card);
        let can = pending.filter(by_hand).filter(|_| !hand.typed.trim().is_empty());
        let can = can.filter(|_| hand.weigh(&hand.with(can), self.terms).is_ok());
        let add = self.act.clone();
        let added = move |_: MouseEvent| can.into_iter().for_each(|it| add.emit(Act::Add(it)));
        let typed = self.act.reform(|event: InputEvent| {
            Act::Type(event.target_unchecked_into::<web_sys::HtmlInputElement>().value())
        });
        let enter = self.enter.clone();
        html! {
            <div class="given-field">
                <label class="name-field">
                    <span>{ label }</span>
                    <input
                        ref={self.field.clone()} type="text" inputmode="decimal" autocomplete="off"
                        data-testid={testid} data-first-focus="true" aria-invalid={wrong.to_string()}
                        placeholder={proposed} value={shown(&hand.typed, language)} oninput={typed}
                        onkeydown={on_enter(move || enter.emit(()))}
                    />
                </label>
                <button class="button" data-testid="given-add" disabled={can.is_none()} onclick={added}>
                    { say(language, "given-add") }
                </button>
            </div>
        }
    }

    fn pad(&self) -> Html {
        let keys = PAD.map(|key| {
            let typed = if key == SIGN { self.language.decimal_sign() } else { key };
            let act = Act::Type(touched(&self.laid.hand().typed, typed));
            let label =
                if key == '⌫' { say(self.language, "pad-erase") } else { typed.to_string() };
            html! {
                <button class="button pad-key" data-testid={format!("cash-key-{key}")} aria-label={label}
                    onclick={self.does(act)}>{ typed }</button>
            }
        });
        html! { <div class="pad">{ for keys }</div> }
    }

    /// All of it but the kinds.
    pub fn typing(&self) -> Html {
        let (hand, language) = (self.laid.hand(), self.language);
        let wrong = wrong(self.laid, self.terms, language).or_else(|| self.said.clone());
        let typed = wrong.as_ref().filter(|wrong| wrong.0 >= hand.given.len());
        let asked = hand.pending(self.terms, self.laid.in_full);
        let card = asked.filter(|it| it.kind() == TenderKind::Card).map(|it| it.amount());
        let guide = if self.asks { "card-guide-asked" } else { "card-guide" };
        html! {
            <div class="cash">
                <div class="cash-typed">
                    if hand.kind == TenderKind::Card {
                        <p class="settle-guide" data-testid="card-guide">{
                            card.map(|due| say_with(language, guide, &[("due", due.show(language).into())]))
                        }</p>
                    }
                    { self.field(typed.is_some()) }
                    <p class="field-error" data-testid="cash-error" aria-live="polite">{ typed.map(|it| it.1.clone()) }</p>
                    { self.quick() }
                    { self.list(wrong.as_ref()) }
                    { self.comes_to() }
                </div>
                { self.pad() }
            </div>
        }
    }
}
