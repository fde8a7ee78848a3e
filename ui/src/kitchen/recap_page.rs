//! The recapitulation: how many of each pizza wait.

use super::oven_page::way_back;
use super::parts::{Picture, empty};
use super::queue::tally;
use super::queue_page::{PageProps, changes, words};
use super::sheet::garnish;
use super::station::Page;
use crate::catalogue::say;
use crate::frame::use_screen;
use yew::prelude::*;

/// How many of each pizza wait, the most first.
#[component]
pub fn RecapPage(props: &PageProps) -> Html {
    let screen = use_screen();
    let language = screen.language;
    let tallies = tally(&props.kitchen.waiting);
    let rows = tallies.iter().map(|tally| {
        let made_of = screen.menu.as_deref().map(|menu| garnish(menu, &tally.portions));
        html! {
            <li key={tally.key()} data-testid="recap-item" data-count={tally.count.to_string()}>
                <Picture portions={tally.portions.clone()} pixels={84} />
                <div>
                    <h2>{ words(&tally.name) }</h2>
                    <p>{ made_of }</p>
                    { changes(&tally.changes, language) }
                </div>
                <b>{ format!("{}\u{a0}×", tally.count) }</b>
            </li>
        }
    });
    html! {
        <>
            <section class="kitchen-page" data-testid="recap-page">
                if tallies.is_empty() {
                    { empty("recap-empty", say(language, "kitchen-queue-empty"),
                        say(language, "kitchen-recap-empty-hint")) }
                } else {
                    <ul class="kitchen-recap">{ for rows }</ul>
                }
            </section>
            { way_back(language, props.station.recipe(), props.on_open(Page::Work)) }
        </>
    }
}
