//! The customers' board: which numbers are being made, which are ready.

use crate::catalogue::say;
use crate::frame::{Chime, Clock, LanguageSwitch, ThemeSwitch, use_fetched, use_screen};
use domain::orders::ReadBoard;
use std::collections::BTreeSet;
use yew::prelude::*;

/// Numbers that became ready since the last look; none at the first look, when everything is new.
fn newly_ready(before: Option<&[String]>, now: &[String]) -> BTreeSet<String> {
    let Some(before) = before else { return BTreeSet::new() };
    now.iter().filter(|number| !before.contains(number)).cloned().collect()
}

/// What [`Column`] is given.
#[derive(Properties, PartialEq)]
struct ColumnProps {
    title: String,
    empty: String,
    sign: &'static str,
    testid: &'static str,
    numbers: Vec<String>,
    #[prop_or_default]
    fresh: BTreeSet<String>,
}

/// One column of numbers.
#[component]
fn Column(props: &ColumnProps) -> Html {
    let numbers = props.numbers.iter().map(|number| {
        let fresh = props.fresh.contains(number).then_some("fresh");
        html! { <li key={number.clone()} class={classes!(fresh)} data-testid={format!("board-{number}")}>{ number }</li> }
    });
    let many = match props.numbers.len() {
        ..=3 => Some("few"),
        4..=12 => None,
        13..=24 => Some("many"),
        25..=60 => Some("crowd"),
        _ => Some("throng"),
    };
    html! {
        <section class="board-column" data-testid={props.testid}>
            <h1><span aria-hidden="true">{ props.sign }</span>{ &props.title }</h1>
            <ul class={classes!("board-numbers", many)}>{ for numbers }</ul>
            if props.numbers.is_empty() {
                <p class="empty">{ &props.empty }</p>
            }
        </section>
    }
}

/// The board.
#[component]
pub fn BoardScreen() -> Html {
    let screen = use_screen();
    let language = screen.language;
    let board = use_fetched(ReadBoard {}, true, screen.pulse, language);
    let fresh = use_state(BTreeSet::new);
    let before = use_mut_ref(|| None::<Vec<String>>);
    {
        let set_fresh = fresh.setter();
        use_effect_with(board.data.clone(), move |board| {
            if let Some(board) = board {
                let new = newly_ready(before.borrow().as_deref(), &board.ready);
                before.replace(Some(board.ready.clone()));
                if !new.is_empty() {
                    Chime::READY.play();
                    set_fresh.set(new);
                }
            }
        });
    }
    let shown = board.data.as_deref().cloned().unwrap_or_default();
    html! {
        <main class="board">
            <header class="board-head">
                <b class="brand">{ "OC\u{a0}Pizza" }</b>
                <span class="shop">{ &screen.terminal.shop.name }</span>
                <span class="space"></span>
                if !screen.online || board.failure.is_some() {
                    <span class="chip bad" data-testid="connection-state" role="alert">{ say(language, "board-offline") }</span>
                }
                <Clock />
                <LanguageSwitch />
                <ThemeSwitch />
            </header>
            <div class="board-columns">
                <Column
                    title={say(language, "board-being-made")} empty={say(language, "board-none-made")}
                    sign="◐" testid="board-being-made" numbers={shown.being_made}
                />
                <div class="board-ready" aria-live="polite">
                    <Column
                        title={say(language, "board-ready")} empty={say(language, "board-none-ready")}
                        sign="✓" testid="board-ready" numbers={shown.ready} fresh={(*fresh).clone()}
                    />
                </div>
            </div>
            // Where customers pay they are told so (code de l'environnement art. D541-372).
            <footer class="board-notice" data-testid="board-notice">{ say(language, "board-notice") }</footer>
        </main>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_number_that_was_not_ready_chimes() {
        let numbers = |of: &[&str]| of.iter().map(|&it| it.to_owned()).collect::<Vec<_>>();
        let (one, two) = (numbers(&["A-001"]), numbers(&["A-001", "A-002"]));
        assert!(newly_ready(None, &two).is_empty());
        assert_eq!(newly_ready(Some(&one), &two), BTreeSet::from(["A-002".to_owned()]));
        assert!(newly_ready(Some(&two), &one).is_empty());
    }
}
