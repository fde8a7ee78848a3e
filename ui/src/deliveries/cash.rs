//! The money of a run: what the driver has to bring, what he brings, and what differs.

use super::desk::{Act, Back, END, Said};
use super::desk_provider::use_desk;
use crate::backend::new_command;
use crate::catalogue::{say, say_with};
use crate::frame::{Field, Notice, Tone, use_screen};
use crate::settle::amount::{amount, as_typed, shown};
use domain::runs::{EndRun, Run};
use domain::{Cents, Language};
use yew::prelude::*;

/// What [`CashOfRun`] is given.
#[derive(Properties, PartialEq)]
pub struct CashOfRunProps {
    /// The run.
    pub run: Run,
    /// What is typed of it.
    pub back: Back,
}

/// A difference, by sign and word.
pub fn verdict(difference: Cents, language: Language) -> Html {
    let (tone, text) = match difference {
        Cents(0) => ("ok", format!("✓\u{a0}{}", say(language, "cash-right"))),
        Cents(..0) => {
            let values = [("amount", (Cents::ZERO - difference).show(language).into())];
            ("bad", format!("▼\u{a0}{}", say_with(language, "cash-missing", &values)))
        }
        _ => {
            let values = [("amount", difference.show(language).into())];
            ("warn", format!("▲\u{a0}{}", say_with(language, "cash-too-much", &values)))
        }
    };
    html! { <span class={classes!("chip", tone)} data-testid="cash-difference" data-cents={difference.0.to_string()}>{ text }</span> }
}

fn line(key: &str, testid: &'static str, value: Cents, language: Language) -> Html {
    html! {
        <li><span>{ say(language, key) }</span><b data-testid={testid} data-cents={value.0.to_string()}>{ value.show(language) }</b></li>
    }
}

/// The money of a run whose driver is back.
#[component]
pub fn CashOfRun(props: &CashOfRunProps) -> Html {
    let screen = use_screen();
    let language = screen.language;
    let handle = use_desk();
    let taps = &handle.desk.taps;
    let (run, typed) = (&props.run, &props.back.counted);
    let counted = amount(typed);
    let difference = counted.map(|it| run.cash.difference(it));
    let out = run.still_out().count();
    let held = taps.is_held(END);
    let failure = taps.failure(END);
    let asks_about_unpaid = failure.is_some_and(|it| it.field.as_deref() == Some("unpaid"));
    let end = |unpaid_is_meant: bool| {
        let (handle, screen) = (handle.clone(), screen.clone());
        let (run, driver) = (run.run, run.driver_name.clone());
        move |_: MouseEvent| {
            let ask = |counted| EndRun { command: new_command(), run, counted, unpaid_is_meant };
            let driver = driver.clone();
            handle.send(&screen, END, counted.map(ask), |it| Some(Said::Ended(driver, it)));
        }
    };
    let on_type = {
        let handle = handle.clone();
        Callback::from(move |typed| handle.act(Act::Counted(typed)))
    };
    let can_end = held || (out == 0 && counted.is_some());
    let elsewhere = failure.filter(|it| it.field.as_deref() != Some("counted"));
    html! {
        <section class="run-cash">
            <h3>{ say(language, "cash-title") }</h3>
            <ul class="cash-lines">
                { line("cash-float", "cash-float", run.cash.float, language) }
                { line("cash-taken", "cash-taken", run.cash.taken, language) }
                { line("cash-owed", "cash-owed", run.cash.owed(), language) }
            </ul>
            <div class="sending-float">
                <Field name="counted" label={say(language, "cash-counted")} value={shown(typed, language)} disabled={held}
                    failure={failure.cloned()} {on_type} />
                <div class="picks">
                    <button class="pick" data-testid="counted-right" disabled={held}
                        onclick={handle.does(Act::Counted(as_typed(run.cash.owed())))}>{ say(language, "cash-all-there") }</button>
                </div>
            </div>
            if let Some(difference) = difference { <p class="cash-verdict">{ verdict(difference, language) }</p> }
            if let Some(failure) = elsewhere {
                <Notice text={failure.message.clone()} tone={if held || asks_about_unpaid { Tone::Warning } else { Tone::Failure }} testid="end-error">
                    if asks_about_unpaid {
                        <button class="button" data-testid="end-unpaid" onclick={end(true)}>{ say(language, "end-unpaid") }</button>
                    }
                    if held { <p>{ say(language, "send-unknown") }</p> }
                </Notice>
            }
            if out > 0 {
                <p class="sending-missing" data-testid="end-missing">{ say_with(language, "end-still-out", &[("count", out.into())]) }</p>
            } else if counted.is_none() && !held {
                <p class="sending-missing" data-testid="end-missing">{ say(language, "end-not-counted") }</p>
            }
            <button class={classes!("button", "wide", can_end.then_some("primary"))} data-testid="end-run"
                disabled={!can_end || taps.is_busy(END)} aria-busy={taps.is_busy(END).to_string()} onclick={end(false)}>
                { taps.word(END, say(language, "end-run"), language) }
            </button>
        </section>
    }
}
