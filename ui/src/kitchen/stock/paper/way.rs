//! What comes in: of a purchase order, from another shop, or something that nobody ordered.

use super::page::back_button;
use super::{Kind, Paper};
use crate::backend::local_now;
use crate::catalogue::{say, say_with};
use crate::frame::{Notice, Tone, use_fetched, use_screen};
use crate::kitchen::parts::BigButton;
use crate::kitchen::stock::sending::use_stock;
use chrono::{DateTime, TimeDelta, Utc};
use domain::Language;
use domain::shops::ZONE;
use domain::stock::{ExpectedPurchase, ListExpected, ListTransfers, TransferShown, TransferState};
use yew::prelude::*;

/// How long ago, in days by the calendar of the shops.
fn sent(at: DateTime<Utc>, now: DateTime<Utc>, language: Language) -> String {
    let day = |at: DateTime<Utc>| at.with_timezone(&ZONE).date_naive();
    let days = (day(now) - day(at)).num_days().max(0);
    match days {
        0 => say(language, "stock-sent-today"),
        1 => say(language, "stock-sent-yesterday"),
        days => say_with(language, "stock-sent-days", &[("days", days.into())]),
    }
}

fn count(lines: usize, language: Language) -> String {
    say_with(language, "stock-chosen", &[("count", lines.into())])
}

struct Entry {
    testid: String,
    name: String,
    about: [String; 2],
    begun: Paper,
}

fn tile(entry: Entry, on_begin: &Callback<Paper>) -> Html {
    let Entry { testid, name, about: [first, second], begun } = entry;
    let on_begin = on_begin.clone();
    html! {
        <li key={testid.clone()}>
            <button type="button" class="kitchen-expected" data-testid={testid}
                onclick={move |_: MouseEvent| on_begin.emit(begun.clone())}>
                <b>{ name }</b><span>{ first }</span><em>{ second }</em>
            </button>
        </li>
    }
}

fn section(title: String, testid: &'static str, empty: String, tiles: Vec<Html>) -> Html {
    html! {
        <section class="kitchen-ways" data-testid={testid}>
            <h2>{ title }</h2>
            if tiles.is_empty() {
                <p class="kitchen-none" data-testid={format!("{testid}-empty")}>{ empty }</p>
            } else {
                <ul>{ tiles.into_iter().collect::<Html>() }</ul>
            }
        </section>
    }
}

/// Orders expected, transfers under way, and neither.
#[component]
pub fn Way() -> Html {
    let (stock, screen) = (use_stock(), use_screen());
    // Days are told: no second needs to be heard of.
    let now = local_now() + TimeDelta::milliseconds(screen.clock_offset_ms);
    let language = screen.language;
    let orders = use_fetched(ListExpected {}, true, screen.pulse, language);
    let transfers = use_fetched(ListTransfers { shop: None }, true, screen.pulse, language);
    let on_begin = {
        let stock = stock.clone();
        Callback::from(move |begun: Paper| stock.edit(|desk| desk.receiving = begun))
    };
    let menu = screen.menu.as_deref();
    let order = |it: &ExpectedPurchase| {
        let begun = Paper::of_order(it, menu);
        let lines = count(begun.lines.len(), language);
        let about = [format!("{} · {lines}", it.number), sent(it.sent_at, now, language)];
        let (testid, name) = (format!("order-{}", it.number), it.supplier.clone());
        tile(Entry { testid, name, about, begun }, &on_begin)
    };
    let own = &screen.terminal.shop.code;
    let comes = |it: &&TransferShown| it.state == TransferState::UnderWay && it.to.code == *own;
    let transfer = |it: &TransferShown| {
        let about = [count(it.lines.len(), language), sent(it.sent_at, now, language)];
        let (testid, name) = (format!("transfer-{}", it.id.0), it.from.name.clone());
        tile(Entry { testid, name, about, begun: Paper::of_transfer(it, menu) }, &on_begin)
    };
    let loose = stock.on_press(|desk| desk.receiving = Paper::loose());
    let lists = orders.data.as_deref().zip(transfers.data.as_deref()).filter(|_| screen.online);
    let failure = orders.failure.as_ref().or(transfers.failure.as_ref());
    let lists = match (lists, failure) {
        _ if !screen.online => {
            let text = say(language, "stock-way-offline");
            html! { <Notice tone={Tone::Warning} testid="way-offline" {text} /> }
        }
        (Some((orders, transfers)), _) => {
            let came: Vec<Html> = transfers.iter().filter(comes).map(transfer).collect();
            let empty = say(language, "stock-orders-none");
            html! {
                <>
                    { section(say(language, "stock-orders"), "expected-orders", empty, orders.iter().map(order).collect()) }
                    { section(say(language, "stock-transfers"), "expected-transfers", say(language, "stock-transfers-none"), came) }
                </>
            }
        }
        (None, Some(failure)) => {
            html! { <Notice tone={Tone::Warning} testid="way-failed" text={failure.message.clone()} /> }
        }
        (None, None) => {
            html! { <p class="kitchen-loading" role="status">{ say(language, "stock-loading") }</p> }
        }
    };
    html! {
        <>
            <div class="kitchen-page kitchen-way" data-testid="receipt-way">
                { lists }
            </div>
            <footer class="kitchen-foot two">
                { back_button(&stock, &screen) }
                <BigButton testid="receipt-loose" label={say(language, "stock-loose")}
                    hint={AttrValue::from(say(language, "stock-loose-about"))} onclick={loose} />
            </footer>
        </>
    }
}

impl Kind {
    /// Who sends, or where it goes.
    pub fn other(&self) -> &str {
        match self {
            Kind::Unsaid | Kind::Loose | Kind::Leaving(None) => "",
            Kind::Ordered(order) => &order.supplier,
            Kind::Sent(sent) => &sent.from.name,
            Kind::Leaving(Some(to)) => &to.name,
        }
    }
}
