//! The kitchen's screen: the queue, the recipe on the table, the oven (UC15 to UC17).
//!
//! [`station`] decides what is shown and how each event changes it, [`taps`] sends what is
//! tapped, [`reading`] keeps the rest fresh, [`reports`] tells what was drawn and read; the pages
//! only draw. Which step a pizza may take, and
//! what it does to order and stock, is decided by the backend.

mod cover;
mod keys;
mod made_already;
mod notice_book;
mod notices;
mod order_notice;
mod oven_page;
mod parts;
mod queue;
mod queue_page;
mod reading;
mod recap_page;
mod recipe_page;
mod reports;
mod sheet;
mod station;
mod stock;
mod taps;
mod window;

use crate::backend::local_now;
use crate::catalogue::{say, say_with};
use crate::frame::{Chime, Notice, Tone, use_keys, use_screen};
use chrono::{DateTime, TimeDelta, Utc};
use keys::{Act, Front};
use notices::{Covers, ReadyStrip, UndoBar};
use oven_page::OvenPage;
use queue_page::{PageArrows, QueuePage};
use recap_page::RecapPage;
use recipe_page::RecipePage;
use station::{Event, Page, Reading, Station, Told};
use stock::{
    StockHandle, StockPages, WarningCover, use_stock_desk, use_warnings, use_what_is_known,
};
use taps::{Ended, Progress, Tap, Taps, use_taps};
use yew::prelude::*;

pub use window::KitchenWindow;

/// What hears the keys.
fn front(station: &Station, taps: &Taps) -> Front {
    if matches!(taps.progress, Progress::Stuck(_)) {
        Front::Stuck
    } else if station.told().is_some() {
        Front::Told
    } else if station.page == Page::Work && station.recipe().is_some() {
        Front::Recipe
    } else {
        Front::Page(station.page)
    }
}

/// Does what a key asked for; the same as the buttons do.
fn perform(act: Act, now: DateTime<Utc>, station: &UseReducerHandle<Station>, taps: &Taps) {
    let on_the_table = station.recipe().map(|pizza| pizza.item);
    match act {
        Act::Retry => taps.retry.emit(()),
        Act::PutAway => match station.told() {
            Some(Told::Problem(_)) => station.dispatch(Event::Dismiss),
            Some(Told::Notice(notice)) => station.dispatch(Event::NoticeRead(notice.id)),
            Some(Told::Ready(_)) => station.dispatch(Event::Acknowledge),
            None => {}
        },
        Act::Next => {
            if station.kitchen.as_ref().is_some_and(|kitchen| !kitchen.waiting.is_empty()) {
                taps.send.emit(Tap::Next);
            }
        }
        Act::IntoOven => on_the_table.into_iter().for_each(|it| taps.send.emit(Tap::IntoOven(it))),
        Act::Release => on_the_table.into_iter().for_each(|it| taps.send.emit(Tap::Release(it))),
        Act::Open(page) => station.dispatch(Event::Open(page)),
        Act::Turn(by) => station.dispatch(Event::Turn(by)),
        Act::Undo => {
            if let Some(last) = station.last_tap.as_ref().filter(|last| now < last.until) {
                taps.send.emit(Tap::Undo { item: last.item, tap: last.command });
            }
        }
    }
}

/// The kitchen, below the top bar.
#[component]
fn KitchenScreen() -> Html {
    let screen = use_screen();
    let language = screen.language;
    let station = use_reducer(Station::default);

    let ended = {
        let (station, screen) = (station.dispatcher(), screen.clone());
        Callback::from(move |(tap, command, outcome): Ended| {
            station.dispatch(match outcome {
                Ok(done) => Event::Done(tap, command, Box::new(done)),
                Err(failure) => {
                    screen.heed(&failure);
                    Event::Refused(failure)
                }
            });
        })
    };
    let taps = use_taps(language, ended);
    let read = {
        let (station, screen, own) = (station.dispatcher(), screen.clone(), taps.clone());
        Callback::from(move |(taps, result): reading::Read| {
            if let Err(failure) = &result {
                screen.heed(failure);
            }
            let tap_under_way = own.are_under_way();
            station.dispatch(Event::Read(Reading { taps, tap_under_way, result }));
        })
    };
    reading::use_readings(&screen, station.taps, read);
    use_effect_with(station.rings, |&rings| {
        if rings > 0 {
            Chime::ARRIVAL.play();
        }
    });
    // Its own one: told from what comes all the time.
    use_effect_with(station.notices.alarms, |&alarms| {
        if alarms > 0 {
            Chime::CHANGED.play();
        }
    });
    let warnings = use_warnings(&screen);
    let is_told = matches!(taps.progress, Progress::Stuck(_)) || station.told().is_some();
    let warned = warnings.next().filter(|_| !is_told).map(|warning| warning.id);
    let stock = use_stock_desk(&screen, is_told || warned.is_some());
    use_what_is_known(&warnings, &stock.desk);
    let stock_is_open = stock.desk.open.is_some();
    reports::use_reports(&screen, &station, stock_is_open || warned.is_some());
    {
        let (station, taps, stock) = (station.clone(), taps.clone(), stock.clone());
        let warnings = warnings.clone();
        let offset = TimeDelta::milliseconds(screen.clock_offset_ms);
        use_keys(Callback::from(move |event: web_sys::KeyboardEvent| {
            if keys::is_taken(&event) {
                return;
            }
            let front = front(&station, &taps);
            if warned.is_some() {
                if let "Enter" | "Escape" | " " = event.key().as_str() {
                    event.prevent_default();
                    warnings.acknowledge_all();
                }
                return;
            }
            // A page of stock hears its keys itself.
            if !is_told && stock_is_open {
                return;
            }
            if front == Front::Page(Page::Work) && stock::open_by_key(&stock, &event.key()) {
                event.prevent_default();
                return;
            }
            let Some(key) = keys::key(&event.key()) else { return };
            event.prevent_default();
            if let Some(act) = keys::act(key, front) {
                perform(act, local_now() + offset, &station, &taps);
            }
        }));
    }

    let Some(kitchen) = station.kitchen.clone() else {
        let why = station.reading_failed.clone();
        return html! {
            <main class="kitchen">
                if let Some(text) = why {
                    <Notice {text} testid="reading-failed" />
                } else {
                    <p class="kitchen-loading" role="status">{ say(language, "kitchen-loading") }</p>
                }
            </main>
        };
    };
    let waiting =
        say_with(language, "kitchen-waiting-count", &[("count", kitchen.waiting.len().into())]);
    let on_the_queue = !stock_is_open && station.page == Page::Work && station.recipe().is_none();
    let title = stock.desk.title(language).or_else(|| match station.page {
        Page::Work => None,
        Page::Oven => Some(say(language, "kitchen-oven-title")),
        Page::Recap => Some(say(language, "kitchen-recap-title")),
    });
    html! {
        <ContextProvider<StockHandle> context={stock}>
        <main class="kitchen">
            <header class="kitchen-head">
                if let Some(title) = title {
                    <h1>{ title }</h1>
                }
                <p key={station.rings} class={classes!("kitchen-count", (station.rings > 0)
                    .then_some("fresh"))} data-testid="waiting-count">{ waiting }</p>
                <UndoBar station={station.clone()} taps={taps.clone()} />
                if on_the_queue {
                    <PageArrows station={station.clone()} taps={taps.clone()} kitchen={kitchen.clone()} />
                }
            </header>
            <div class="kitchen-notices">
                if let Some(why) = &station.reading_failed {
                    <Notice tone={Tone::Warning} testid="reading-failed"
                        text={say_with(language, "kitchen-reading-failed",
                            &[("why", why.clone().into())])} />
                }
                <ReadyStrip station={station.clone()} taps={taps.clone()} />
            </div>
            { match station.page {
                _ if stock_is_open => html! { <StockPages /> },
                Page::Work if on_the_queue => {
                    html! { <QueuePage station={station.clone()} taps={taps.clone()} {kitchen} /> }
                }
                Page::Work => {
                    html! { <RecipePage station={station.clone()} taps={taps.clone()} {kitchen} /> }
                }
                Page::Oven => {
                    html! { <OvenPage station={station.clone()} taps={taps.clone()} {kitchen} /> }
                }
                Page::Recap => {
                    html! { <RecapPage station={station.clone()} taps={taps.clone()} {kitchen} /> }
                }
            } }
            if warned.is_some() { <WarningCover {warnings} /> }
            <Covers {station} {taps} />
        </main>
        </ContextProvider<StockHandle>>
    }
}
