//! The terminals, a row each.

use super::listing::{Column, Listing};
use super::presence::presence;
use crate::catalogue::say;
use crate::office::Head;
use chrono::{DateTime, Utc};
use domain::terminals::TerminalEntry;
use domain::{Language, Spoken};
use std::rc::Rc;
use yew::prelude::*;

/// What [`Table`] is given.
#[derive(Properties, PartialEq)]
pub struct TableProps {
    /// All of them.
    pub terminals: Rc<Vec<TerminalEntry>>,
    /// Which are shown, and how.
    pub listing: Listing,
    /// The server's clock, when they were read.
    pub now: DateTime<Utc>,
    /// The language.
    pub language: Language,
    /// Whether they can be put out from here.
    pub revokes: bool,
    /// Sorted by this column from now on.
    pub on_sort: Callback<Column>,
    /// One is to be put out.
    pub on_revoke: Callback<TerminalEntry>,
}

fn head(props: &TableProps, column: Column) -> Html {
    let name = match column {
        Column::Code => say(props.language, "terminal-code"),
        Column::Name => say(props.language, "terminal-name"),
        Column::Shop => say(props.language, "terminal-shop"),
        Column::Kinds => say(props.language, "terminal-kinds"),
        Column::Presence => say(props.language, "terminal-presence"),
        Column::Version => say(props.language, "terminal-version"),
    };
    let falling = (props.listing.by == column).then_some(props.listing.falling);
    let head = Head { word: column.word(), name, is_number: false, falling };
    head.show(props.on_sort.reform(move |_| column))
}

fn row(props: &TableProps, terminal: &TerminalEntry) -> Html {
    let language = props.language;
    let code = &terminal.code;
    let shop =
        terminal.shop.as_ref().map_or_else(|| say(language, "the-group"), |it| it.name.clone());
    let kinds: Vec<String> = terminal.kinds.iter().map(|kind| kind.say(language)).collect();
    let revoke = (props.revokes && terminal.revoked_at.is_none() && !terminal.here).then(|| {
        let one = terminal.clone();
        html! {
            <button class="button grave" data-testid={format!("revoke-{code}")}
                onclick={props.on_revoke.reform(move |_| one.clone())}>
                { say(language, "terminal-revoke") }
            </button>
        }
    });
    html! {
        <tr key={code.clone()} class={classes!("pf-v6-c-table__tr", terminal.revoked_at.map(|_| "gone"))}
            data-testid={format!("terminal-{code}")}>
            <th class="pf-v6-c-table__th" scope="row">{ code }</th>
            <td class="pf-v6-c-table__td">
                <span class="table-name" title={terminal.name.clone()}>{ &terminal.name }</span>
                if terminal.here {
                    <span class="chip" data-testid="terminal-here">{ say(language, "terminal-here") }</span>
                }
            </td>
            <td class="pf-v6-c-table__td"><span class="table-name" title={shop.clone()}>{ &shop }</span></td>
            <td class="pf-v6-c-table__td">{ kinds.join(", ") }</td>
            <td class="pf-v6-c-table__td">{ presence(terminal, props.now, language) }</td>
            <td class="pf-v6-c-table__td">{ terminal.version.as_deref().unwrap_or("—") }</td>
            if props.revokes {
                <td class="pf-v6-c-table__td table-action">{ revoke }</td>
            }
        </tr>
    }
}

/// The table; its head stays in sight.
#[component]
pub fn Table(props: &TableProps) -> Html {
    let shown = props.listing.of(&props.terminals, props.now, props.language);
    let rows: Html = shown.iter().map(|terminal| row(props, terminal)).collect();
    html! {
        <div class="table">
            <table class="pf-v6-c-table terminals" data-testid="terminals">
                <thead class="pf-v6-c-table__thead">
                    <tr class="pf-v6-c-table__tr">
                        { for Column::ALL.map(|column| head(props, column)) }
                        if props.revokes {
                            <th class="pf-v6-c-table__th of-action"></th>
                        }
                    </tr>
                </thead>
                <tbody class="pf-v6-c-table__tbody">{ rows }</tbody>
            </table>
            if shown.is_empty() {
                <p class="empty" data-testid="terminals-none-found">{ say(props.language, "terminals-none-found") }</p>
            }
        </div>
    }
}
