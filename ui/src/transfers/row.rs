//! One transfer: between which shops, what is in it, how it stands, and what this shop can do about it.

use crate::catalogue::{say, say_with};
use crate::frame::{hour, use_screen};
use crate::office::date;
use chrono::{DateTime, Utc};
use domain::shops::ZONE;
use domain::staff::MANAGERS;
use domain::stock::{TransferLineShown, TransferShown, TransferState, show_quantity};
use domain::{Language, Spoken};
use yew::prelude::*;

/// What [`Row`] is given.
#[derive(Properties, PartialEq)]
pub struct RowProps {
    /// The transfer.
    pub transfer: TransferShown,
    /// The code of the shop that looks.
    pub shop: String,
    /// It came.
    pub on_receive: Callback<TransferShown>,
    /// It is taken back.
    pub on_take_back: Callback<TransferShown>,
}

fn at(moment: DateTime<Utc>, who: Option<&str>, language: Language) -> String {
    let day = date(moment.with_timezone(&ZONE).date_naive(), language);
    let values = [
        ("day", day.into()),
        ("hour", hour(moment).into()),
        ("who", who.unwrap_or_default().into()),
    ];
    match who {
        Some(_) => say_with(language, "transfer-at-by", &values),
        None => say_with(language, "transfer-at", &values),
    }
}

fn line(line: &TransferLineShown, language: Language) -> Html {
    let sent = show_quantity(line.sent, line.unit, language);
    let came = line.received.filter(|came| *came != line.sent);
    html! {
        <li>
            <span>{ &line.name }</span><b>{ sent }</b>
            if let Some(came) = came {
                <span class="chip warn">
                    { say_with(language, "transfer-came", &[("quantity", show_quantity(came, line.unit, language).into())]) }
                </span>
            }
        </li>
    }
}

fn chip(transfer: &TransferShown, language: Language) -> Html {
    let (tone, sign) = match transfer.state {
        TransferState::UnderWay => ("warn", "→"),
        TransferState::Received if transfer.differs() => ("warn", "≠"),
        TransferState::Received => ("ok", "✓"),
        TransferState::TakenBack => ("", "↩"),
    };
    html! {
        <span class={classes!("chip", tone)}>
            <span aria-hidden="true">{ sign }</span><span class="first-capital">{ transfer.state.say(language) }</span>
        </span>
    }
}

/// One transfer.
#[component]
pub fn Row(props: &RowProps) -> Html {
    let screen = use_screen();
    let language = screen.language;
    let transfer = &props.transfer;
    let id = transfer.id.0;
    let is_under_way = transfer.state == TransferState::UnderWay;
    let manages = MANAGERS.admits(screen.staff.as_ref().map(|person| person.role));
    let (one, other) = (transfer.clone(), transfer.clone());
    let ended = transfer.ended_at.map(|when| at(when, transfer.ended_by.as_deref(), language));
    html! {
        <article class="transfer" data-testid={format!("transfer-{id}")}>
            <header>
                <b class="transfer-way">{ &transfer.from.name }{ " → " }{ &transfer.to.name }</b>
                { chip(transfer, language) }
            </header>
            <p class="code-hint">
                { say(language, "transfer-sent") }{ "\u{a0}" }{ at(transfer.sent_at, transfer.sent_by.as_deref(), language) }
                if let Some(ended) = ended {
                    { " · " }{ transfer.state.say(language) }{ "\u{a0}" }{ ended }
                }
            </p>
            <ul class="transfer-lines">{ for transfer.lines.iter().map(|it| line(it, language)) }</ul>
            if let Some(reason) = &transfer.reason {
                <p class="transfer-reason">{ say_with(language, "transfer-reason-said", &[("reason", reason.as_str().into())]) }</p>
            }
            if is_under_way {
                <footer>
                    if props.shop == transfer.to.code {
                        <button class="button primary" data-testid={format!("transfer-{id}-receive")}
                            onclick={props.on_receive.reform(move |_: MouseEvent| one.clone())}>{ say(language, "transfer-receive") }</button>
                    } else if manages {
                        <button class="button" data-testid={format!("transfer-{id}-take-back")}
                            onclick={props.on_take_back.reform(move |_: MouseEvent| other.clone())}>{ say(language, "transfer-take-back") }</button>
                    }
                </footer>
            }
        </article>
    }
}
