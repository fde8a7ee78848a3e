//! The page: a search, who it finds, and the file of the one that is opened.

use super::file::File;
use crate::catalogue::{say, say_with};
use crate::frame::{use_fetched, use_screen};
use crate::office::{ListPage, date};
use chrono::{DateTime, Utc};
use domain::Language;
use domain::customers::{CUSTOMERS_SHOWN_MAX, CustomerId, CustomerRow, SearchCustomers};
use domain::shops::ZONE;
use domain::text::phone_shown;
use gloo_timers::callback::Timeout;
use yew::prelude::*;

/// What is typed is looked for once nothing came after it for so long.
const PAUSE_MS: u32 = 250;

/// The day of an instant, as people write it.
pub fn day(at: DateTime<Utc>, language: Language) -> String {
    date(at.with_timezone(&ZONE).date_naive(), language)
}

/// What [`Found`] is given.
#[derive(Properties, PartialEq)]
struct FoundProps {
    typed: AttrValue,
    readings: u32,
    on_open: Callback<CustomerId>,
}

fn row(row: &CustomerRow, language: Language, open: &Callback<CustomerId>) -> Html {
    let (id, phone) = (row.id, phone_shown(&row.phone));
    let name = row.name.clone().unwrap_or_else(|| say(language, "customers-no-name"));
    let last = row.last_order_at.map(|at| day(at, language));
    html! {
        <li key={row.phone.clone()}>
            <button class="button customer-row" data-testid={format!("customer-{}", row.phone)}
                onclick={open.reform(move |_: MouseEvent| id)}>
                <b title={name.clone()}>{ name.clone() }</b>
                <span>{ phone }</span>
                <span>{ row.town.clone() }</span>
                <small>{ last }</small>
            </button>
        </li>
    }
}

/// Who is found by what is typed.
#[component]
fn Found(props: &FoundProps) -> Html {
    let screen = use_screen();
    let language = screen.language;
    let asked = SearchCustomers { typed: props.typed.to_string() };
    let read = use_fetched(asked, true, props.readings, language);
    {
        let screen = screen.clone();
        use_effect_with(read.failure.clone(), move |failure| {
            failure.iter().for_each(|failure| screen.heed(failure));
        });
    }
    let rows = read.data.clone();
    html! {
        <ListPage name="customers" title={say(language, "customers-title")} lead={say(language, "customers-lead")}
            failure={read.failure.clone()} is_read={rows.is_some()}>
            if let Some(rows) = rows {
                if rows.is_empty() {
                    <p class="empty" data-testid="customers-empty">
                        { say(language, if props.typed.trim().is_empty() { "customers-empty" } else { "customers-none" }) }
                    </p>
                } else {
                    <ul class="customers-list" data-testid="customers-list">
                        { rows.iter().map(|it| row(it, language, &props.on_open)).collect::<Html>() }
                    </ul>
                }
                if rows.len() >= CUSTOMERS_SHOWN_MAX {
                    <small class="code-hint" data-testid="customers-more">
                        { say_with(language, "customers-more", &[("count", (rows.len() as u32).into())]) }
                    </small>
                }
            }
        </ListPage>
    }
}

/// The page of customers.
#[component]
pub fn CustomersPage() -> Html {
    let language = use_screen().language;
    let typed = use_state(String::new);
    let looked = use_state(String::new);
    let shown = use_state(|| None::<CustomerId>);
    let said = use_state(|| None::<String>);
    let readings = use_state(|| 0_u32);
    {
        let (looked, typed) = (looked.setter(), (*typed).clone());
        use_effect_with(typed, move |typed| {
            let typed = typed.clone();
            let later = Timeout::new(PAUSE_MS, move || looked.set(typed));
            move || drop(later)
        });
    }
    let on_open = {
        let (shown, said) = (shown.setter(), said.setter());
        Callback::from(move |id| {
            said.set(None);
            shown.set(Some(id));
        })
    };
    let on_close = {
        let (shown, said, readings) = (shown.setter(), said.setter(), readings.clone());
        Callback::from(move |words: Option<String>| {
            shown.set(None);
            said.set(words);
            readings.set(*readings + 1);
        })
    };
    if let Some(customer) = *shown {
        return html! { <File {customer} {on_close} {on_open} /> };
    }
    let on_type = {
        let typed = typed.setter();
        Callback::from(move |event: InputEvent| {
            typed.set(event.target_unchecked_into::<web_sys::HtmlInputElement>().value());
        })
    };
    let hint = say(language, "customers-search");
    html! {
        <>
            if let Some(said) = &*said {
                <p class="page-done" role="status" data-testid="customers-said">{ "✓\u{a0}" }{ said }</p>
            }
            <div class="bar customers-bar">
                <input class="search" type="text" autocomplete="off" data-testid="customers-search"
                    aria-label={hint.clone()} placeholder={hint} value={(*typed).clone()} oninput={on_type} />
            </div>
            <Found key={(*looked).clone()} typed={(*looked).clone()} readings={*readings} {on_open} />
        </>
    }
}
