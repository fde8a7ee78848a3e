//! The queue (UC15): five cards a page, first in first out.

use super::made_already::TakenOffline;
use super::parts::{BigButton, Picture, due, empty, mode};
use super::queue::{haste, page_count, page_of, parts_of, tally};
use super::sheet::garnish;
use super::station::{Event, Page, Station};
use super::stock::StockButtons;
use super::taps::{Tap, Taps};
use crate::catalogue::{say, say_with};
use crate::frame::{use_now, use_screen};
use domain::Language;
use domain::kitchen::{Kitchen, Pizza};
use domain::menu::Changes;
use std::rc::Rc;
use yew::prelude::*;

/// A note longer than this is set smaller, in characters.
const LONG_NOTE: usize = 50;
/// More changes than this stand beside each other where they fit.
const MANY_CHANGES: usize = 3;
/// A word of a name longer than this does not fit a card, in characters.
const LONG_WORD: usize = 12;

/// What the kitchen's pages are given.
#[derive(Clone, PartialEq, Properties)]
pub struct PageProps {
    /// The station's state.
    pub station: UseReducerHandle<Station>,
    /// Its taps.
    pub taps: Taps,
    /// The last good reading.
    pub kitchen: Rc<Kitchen>,
}

impl PageProps {
    /// Tells the station an event when the button is pressed.
    pub fn on_press(&self, event: impl Fn() -> Event + 'static) -> Callback<MouseEvent> {
        let station = self.station.dispatcher();
        Callback::from(move |_: MouseEvent| station.dispatch(event()))
    }

    /// Opens a page when the button is pressed.
    pub fn on_open(&self, page: Page) -> Callback<MouseEvent> {
        self.on_press(move || Event::Open(page))
    }
}

/// The pages' arrows, at the right of the head line.
#[component]
pub fn PageArrows(props: &PageProps) -> Html {
    let language = use_screen().language;
    let (sheet, sheets) = (props.station.sheet, page_count(props.kitchen.waiting.len()));
    let arrow = |testid: &'static str, label: &'static str, by: isize, path: &'static str| {
        let disabled = if by < 0 { sheet == 0 } else { sheet + 1 >= sheets };
        html! {
            <button type="button" class="kitchen-arrow" data-testid={testid} {disabled}
                aria-label={say(language, label)} onclick={props.on_press(move || Event::Turn(by))}>
                <svg viewBox="0 0 24 24" aria-hidden="true" focusable="false">
                    <path d={path} fill="currentColor" />
                </svg>
            </button>
        }
    };
    let shown = say_with(
        language,
        "kitchen-page",
        &[("page", (sheet + 1).into()), ("pages", sheets.into())],
    );
    html! {
        <nav class="kitchen-arrows">
            { arrow("page-previous", "kitchen-page-previous", -1, "M16.5 4v16L5.5 12Z") }
            <span data-testid="page-number">{ shown }</span>
            { arrow("page-next", "kitchen-page-next", 1, "M7.5 4v16l11-8Z") }
        </nav>
    }
}

/// What [`Card`] is given.
#[derive(Clone, PartialEq, Properties)]
pub struct CardProps {
    /// The pizza.
    pub pizza: Pizza,
    /// It has just come.
    pub fresh: bool,
    /// Its order has just been changed.
    pub changed: bool,
}

/// A pizza that waits. It ticks by itself; its drawing does not.
#[component]
pub fn Card(props: &CardProps) -> Html {
    let screen = use_screen();
    let now = use_now();
    let CardProps { pizza, fresh, changed } = props;
    let made_of =
        screen.menu.as_deref().map(|menu| garnish(menu, &pizza.portions)).unwrap_or_default();
    let class = classes!(
        "kitchen-card",
        haste(pizza.ready_by(), now).class(),
        fresh.then_some("fresh"),
        changed.then_some("changed"),
    );
    html! {
        <li {class} data-testid="kitchen-item" data-number={pizza.number.clone()}
            data-item={pizza.item.0.to_string()}>
            <p class="kitchen-card-top">
                <b>{ &pizza.number }</b>{ mode(pizza.mode, screen.language) }
            </p>
            <Picture portions={pizza.portions.clone()} pixels={240} />
            { name(pizza) }
            <p class="kitchen-made-of">{ made_of }</p>
            { changes(&pizza.changes, screen.language) }
            { note(pizza) }
            if pizza.taken_offline { <TakenOffline order={pizza.order} number={pizza.number.clone()} /> }
            { due(pizza, now, screen.language) }
        </li>
    }
}

/// A pizza's name; one with a long word is set smaller, so that it need not be broken.
pub fn name(pizza: &Pizza) -> Html {
    let long = pizza.name.split_whitespace().any(|word| word.chars().count() > LONG_WORD);
    html! { <h2 class={long.then_some("long-word")}>{ words(&pizza.name) }</h2> }
}

/// A name's words; each half stays together and begins its own line where both do not fit one.
pub fn words(name: &str) -> Html {
    let parts = parts_of(name);
    if parts.len() < 2 {
        return html! { { name } };
    }
    let parts = parts.into_iter().map(|part| html! { <><span>{ part }</span>{ " " }</> });
    html! { { for parts } }
}

/// What the customer wants changed, a line each while they are few; nothing where nothing is.
pub fn changes(changes: &Changes, language: Language) -> Html {
    let lines = changes.show(language);
    if lines.is_empty() {
        return Html::default();
    }
    let many = (lines.len() > MANY_CHANGES).then_some("many");
    html! {
        <ul class={classes!("kitchen-changes", many)} data-testid="changes">
            { for lines.into_iter().map(|line| html! { <li>{ line }</li> }) }
        </ul>
    }
}

/// The cashier's note, if there is one.
pub fn note(pizza: &Pizza) -> Html {
    let Some(note) = &pizza.note else { return Html::default() };
    let long = note.chars().count() > LONG_NOTE;
    html! {
        <p class={classes!("kitchen-note", long.then_some("long"))} data-testid="note">{ note }</p>
    }
}

/// The queue and its buttons.
#[component]
pub fn QueuePage(props: &PageProps) -> Html {
    let language = use_screen().language;
    let PageProps { station, taps, kitchen } = props;
    let cards = page_of(&kitchen.waiting, station.sheet).iter().map(|pizza| {
        let fresh = station.fresh.contains(&pizza.item);
        let changed = station.notices.changed.contains(&pizza.order);
        html! { <Card key={pizza.item.0} pizza={pizza.clone()} {fresh} {changed} /> }
    });
    html! {
        <>
            if kitchen.waiting.is_empty() {
                { empty("queue-empty", say(language, "kitchen-queue-empty"),
                    say(language, "kitchen-queue-empty-hint")) }
            } else {
                <ol class="kitchen-cards">{ for cards }</ol>
            }
            <footer class="kitchen-foot queue">
                <BigButton testid="next-pizza" label={say(language, "kitchen-next")} primary=true
                    hint={AttrValue::from(match kitchen.waiting.first() {
                        Some(first) => format!("{} · {}", first.number, first.name),
                        None => say(language, "kitchen-next-none"),
                    })}
                    disabled={kitchen.waiting.is_empty()} key_name="Enter"
                    tap={(taps.clone(), Tap::Next)} />
                <OvenButton ..props.clone() />
                <BigButton testid="recap" label={say(language, "kitchen-recap")} key_name="R"
                    hint={AttrValue::from(say_with(language, "kitchen-recap-kinds",
                        &[("count", tally(&kitchen.waiting).len().into())]))}
                    onclick={props.on_open(Page::Recap)} />
                <div class="kitchen-figures">
                    { figure("to-serve", say(language, "kitchen-to-serve"), kitchen.to_serve) }
                    { figure("to-deliver", say(language, "kitchen-to-deliver"), kitchen.to_deliver) }
                </div>
                <StockButtons />
            </footer>
        </>
    }
}

/// Opens the oven; says how many are in.
#[component]
pub fn OvenButton(props: &PageProps) -> Html {
    let language = use_screen().language;
    let count = props.kitchen.in_oven.len();
    html! {
        <BigButton testid="oven" label={say(language, "kitchen-oven")} key_name="O"
            hint={AttrValue::from(
                say_with(language, "kitchen-oven-count", &[("count", count.into())])
            )}
            onclick={props.on_open(Page::Oven)} />
    }
}

/// A figure that is no button.
fn figure(testid: &'static str, label: String, count: u32) -> Html {
    html! {
        <p class="kitchen-figure"><b data-testid={testid}>{ count }</b><span>{ label }</span></p>
    }
}
