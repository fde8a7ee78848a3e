//! A payment's row: how it stands, in sign and word, and what a person can do about it.

use super::deciding::Deciding;
use crate::catalogue::{say, say_with};
use crate::frame::hour;
use crate::office::{date, day_and_hour};
use crate::online::sign;
use domain::online::{EndedByHand, OnlineRow};
use domain::payments::PaypalState;
use domain::{Cents, Language, Spoken};
use yew::prelude::*;

/// Whether PayPal took its money, wherever that is by now.
pub fn was_taken(row: &OnlineRow) -> bool {
    matches!(row.stands.state, PaypalState::Captured | PaypalState::Refunded)
}

/// Who ended it by hand, when, and why.
pub fn by_hand(ended: &EndedByHand, language: Language) -> String {
    let by = if ended.by.is_empty() { say(language, "online-somebody") } else { ended.by.clone() };
    let values = [
        ("by", by.into()),
        // It may break between its words: the column is narrow.
        ("at", day_and_hour(ended.at, language).replace('\u{a0}', " ").into()),
        ("reason", ended.reason.as_str().into()),
    ];
    say_with(language, "online-ended", &values)
}

/// What is to be known besides the state: what a person has to look at, or what is still to happen by itself.
pub fn words(row: &OnlineRow, language: Language) -> Option<String> {
    let said = row.stands.words(language);
    let unheard = || row.stands.unheard.then(|| say(language, "online-unheard"));
    let is_on_way =
        row.stands.state == PaypalState::Captured && !row.stands.booked && row.ended.is_none();
    said.or_else(unheard).or_else(|| is_on_way.then(|| say(language, "online-not-booked")))
}

/// How it stands, in words, and its buttons.
fn state(row: &OnlineRow, deciding: &Deciding, language: Language) -> Html {
    let (state, intent) = (row.stands.state, row.stands.intent);
    let (sign, tone) = sign(state);
    let busy = deciding.busy.is_some();
    html! {
        <>
            <span class={classes!("chip", tone)} data-testid="online-state" data-state={state.word()}>
                <span aria-hidden="true">{ sign }</span><span class="first-capital">{ state.say(language) }</span>
            </span>
            if let Some(words) = words(row, language) {
                <small class={classes!("online-words", (state == PaypalState::ToCheck).then_some("late"))}>{ words }</small>
            }
            if let Some(ended) = &row.ended {
                <small class="online-words" data-testid="online-ended">{ by_hand(ended, language) }</small>
            }
            if state == PaypalState::ToCheck {
                <span class="online-acts">
                    <button class="button" data-testid="online-look-again" disabled={busy}
                        aria-busy={(deciding.busy == Some(intent)).to_string()}
                        onclick={deciding.on_look.reform(move |_: MouseEvent| intent)}>{ say(language, "online-look-again") }</button>
                    <button class="button" data-testid="online-end" disabled={busy} onclick={{
                        let row = row.clone();
                        deciding.on_ending.reform(move |_: MouseEvent| Some(row.clone()))
                    }}>{ say(language, "online-end") }</button>
                </span>
            }
        </>
    }
}

/// An amount; a dash where nobody has said it.
fn money(cents: Option<Cents>, language: Language) -> String {
    cents.map_or_else(|| "–".to_owned(), |it| it.show(language))
}

/// When it was asked for, and by whom; who works elsewhere by now is not known here.
fn asked(row: &OnlineRow, language: Language) -> String {
    let at = hour(row.stands.asked_at);
    match row.asked_by.as_str() {
        "" => at,
        by => say_with(language, "online-asked", &[("at", at.into()), ("by", by.into())]),
    }
}

/// The row.
pub fn row(row: &OnlineRow, with_shop: bool, deciding: &Deciding, language: Language) -> Html {
    let OnlineRow { shop, stands, invoice, .. } = row;
    let given_back = Some(stands.given_back).filter(|it| *it != Cents::ZERO);
    let number =
        |cents| html! { <td class="pf-v6-c-table__td number">{ money(cents, language) }</td> };
    html! {
        <tr key={stands.intent.0.to_string()} class="pf-v6-c-table__tr" data-testid={format!("online-row-{invoice}")}>
            <th class="pf-v6-c-table__th" scope="row">
                { date(row.day, language) }
                <small class="online-asked" title={row.asked_by.clone()}>{ asked(row, language) }</small>
            </th>
            if with_shop {
                <td class="pf-v6-c-table__td"><span class="table-name" title={shop.name.clone()}>{ &shop.name }</span></td>
            }
            <td class="pf-v6-c-table__td">
                <b>{ &stands.number }</b><small class="online-invoice">{ invoice }</small>
            </td>
            <td class="pf-v6-c-table__td">{ state(row, deciding, language) }</td>
            { number(Some(stands.amount)) }
            { number(stands.fee) }
            { number(row.net) }
            { number(given_back) }
        </tr>
    }
}
