//! Closing the day (Z): the drawer is counted, it is confirmed as final, and the Z is shown.

use super::figures::unpaid;
use super::paper;
use super::pieces::{Count, found};
use super::sheet::sheet;
use crate::backend::new_command;
use crate::catalogue::{say, say_with};
use crate::frame::{Notice, Tone, use_screen};
use crate::ledger::counting::{CLOSE, count, total};
use crate::ledger::{entry_id, use_till};
use domain::ledger::{CloseDay, DayClosed, TillStands};
use domain::{Cents, Language};
use std::rc::Rc;
use yew::prelude::*;

/// What [`ClosingPage`] is given.
#[derive(Properties, PartialEq)]
pub struct ClosingPageProps {
    /// How the register stands.
    pub stands: Rc<TillStands>,
    /// The day that was closed here, while the dialog is open.
    pub closed: UseStateHandle<Option<Rc<DayClosed>>>,
}

/// The Z, as the closing's reply says it.
fn z(closed: &DayClosed, language: Language) -> Html {
    let DayClosed { entry, closing, session } = closed;
    let mut rows = paper::head(entry, None, language);
    rows.extend(paper::closing(closing, language));
    if let Some(session) = session {
        rows.extend(paper::session(session, language));
    }
    html! {
        <div class="till-z" role="status" data-testid="day-closed" data-entry={entry_id(entry)}>
            { sheet(rows) }
        </div>
    }
}

/// What must lie in the drawer, while its session is open.
fn expected(stands: &TillStands) -> Option<Cents> {
    stands.drawer.as_ref().map(|drawer| drawer.session.expected())
}

/// The drawer is counted, where it is open.
fn counting(
    expected: Option<Cents>,
    ready: bool,
    on: impl Fn(MouseEvent) + 'static,
    language: Language,
) -> Html {
    html! {
        <>
            if let Some(expected) = expected {
                <p class="till-calm">{ say(language, "till-count-about") }</p>
                <div class="till-counting"><Count {expected} /></div>
            } else {
                <p class="till-calm" data-testid="count-none">{ say(language, "till-count-none") }</p>
            }
            <div class="bar">
                <span class="space"></span>
                if !ready { <span class="field-error" role="alert" data-testid="count-error">{ say(language, "till-count-wrong") }</span> }
                <button class="button primary" data-testid="day-close" disabled={!ready} onclick={on}>
                    { say(language, "till-close") }
                </button>
            </div>
        </>
    }
}

/// What closing means, the drawer as it was counted, and what is carried over.
fn is_final(stands: &TillStands, counted: Cents, language: Language) -> Html {
    let day = [("day", crate::ledger::day(stands.day).into())];
    html! {
        <div class="till-two">
            <section>
                <h3>{ say_with(language, "till-close-sure", &day) }</h3>
                <p>{ say(language, "till-close-about") }</p>
                <p class="till-calm">
                    { say(language, "till-total") }{ "\u{a0}" }<b>{ stands.figures.total.show(language) }</b>
                    { " · " }{ super::figures::tickets(&stands.figures, language) }
                </p>
                if let Some(expected) = expected(stands) { { found(counted, expected, language) } }
            </section>
            <section>{ unpaid(&stands.unpaid, language) }</section>
        </div>
    }
}

/// The page that closes the day.
#[component]
pub fn ClosingPage(props: &ClosingPageProps) -> Html {
    let (screen, till) = (use_screen(), use_till());
    let language = screen.language;
    let confirming = use_state(|| false);
    let stands = &props.stands;
    if let Some(closed) = &*props.closed {
        return z(closed, language);
    }
    let held = till.till.is_held(CLOSE);
    let typed = &till.till.typed.pieces;
    let expected = expected(stands);
    let counted = count(typed);
    let go = |to: bool| {
        let set = confirming.setter();
        move |_: MouseEvent| set.set(to)
    };
    let warning = (!screen.online).then(|| {
        html! { <Notice text={say(language, "till-close-away")} tone={Tone::Warning} testid="close-waits" /> }
    });
    let trouble = till.till.trouble(CLOSE, &["counted."], language);
    if stands.closed && !held {
        return html! {
            <div class="till-forms" data-testid="day-is-closed">
                { trouble }
                <p class="till-calm">{ say(language, "till-closed-about") }</p>
            </div>
        };
    }
    if !*confirming && !held {
        return html! { <>{ warning }{ trouble }{ counting(expected, counted.is_some(), go(true), language) }</> };
    }
    let close = {
        let (till, screen, set) = (till.clone(), screen.clone(), props.closed.setter());
        let count = expected.and(counted);
        move |_: MouseEvent| {
            let asked = CloseDay { command: new_command(), count: count.clone() };
            let set = set.clone();
            let done = Callback::from(move |closed| set.set(Some(Rc::new(closed))));
            till.send(&screen, CLOSE, Some(asked), done);
        }
    };
    let can = !till.till.is_busy() && (held || screen.online);
    html! {
        <div class="till-confirm" data-testid="close-confirming">
            { is_final(stands, total(typed), language) }
            { warning }
            { till.till.trouble(CLOSE, &[], language) }
            <div class="bar">
                if !held {
                    <button class="button" data-testid="day-close-back" onclick={go(false)}>{ say(language, "till-close-back") }</button>
                }
                <button class="button grave" data-testid="day-close-confirm" disabled={!can} onclick={close}>
                    { till.till.word(CLOSE, "till-close-confirm", language) }
                </button>
            </div>
        </div>
    }
}
