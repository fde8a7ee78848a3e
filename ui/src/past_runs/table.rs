//! Runs that are over, a row each.

use crate::catalogue::{say, say_with};
use crate::frame::hour;
use crate::office::{date, plain_table, signed};
use chrono::{DateTime, Utc};
use domain::runs::{PastRun, Run, Stop, StopState};
use domain::screens::Cell;
use domain::{Cents, Language, Spoken};
use yew::prelude::*;

/// What became of an order, in words: its number, why it came back, and what was noted.
fn failure(stop: &Stop, language: Language) -> String {
    let wrong = stop.went_wrong.as_ref();
    let reason = wrong.map_or_else(|| stop.state.say(language), |it| it.reason.say(language));
    let note = wrong.and_then(|it| it.note.as_deref());
    let note = note.map(|it| format!(" ({it})")).unwrap_or_default();
    let values = [("number", stop.number.as_str().into()), ("reason", reason.into())];
    format!("{}{note}", say_with(language, "past-runs-failure", &values))
}

/// When it was settled; it is over, so it was.
fn ended_at(run: &Run) -> DateTime<Utc> {
    run.ended.as_ref().map_or(run.left_at, |it| it.at)
}

fn counted(run: &Run) -> Cents {
    run.ended.as_ref().map_or(Cents::ZERO, |it| it.counted)
}

fn difference(run: &Run) -> Cents {
    run.ended.as_ref().map_or(Cents::ZERO, |it| it.difference)
}

fn expected(run: &Run, language: Language) -> String {
    let key = if run.is_estimate { "past-runs-estimated" } else { "past-runs-expected" };
    say_with(language, key, &[("minutes", run.expected_minutes.into())])
}

fn stops(run: &Run, language: Language) -> Html {
    let delivered = run.stops.iter().filter(|it| it.state != StopState::Failed).map(|it| {
        let name = it.customer_name.clone();
        html! { <span class="chip ok" title={name}>{ "✓\u{a0}" }{ &it.number }</span> }
    });
    let failed = run.failed().map(|it| {
        let words = failure(it, language);
        html! {
            <p class="run-failed" title={words.clone()} data-testid={format!("failed-{}", it.number)}>{ "✕\u{a0}" }{ &words }</p>
        }
    });
    html! { <><span class="recap-states">{ for delivered }</span>{ for failed }</> }
}

fn row(past: &PastRun, with_shop: bool, language: Language) -> Html {
    let PastRun { shop, day, run } = past;
    let times = [("left", hour(run.left_at).into()), ("back", hour(ended_at(run)).into())];
    let took = run.took().unwrap_or_default();
    let difference = difference(run);
    let is_off = (difference != Cents::ZERO).then_some("off");
    html! {
        <tr key={run.run.0.to_string()} class="pf-v6-c-table__tr" data-testid={format!("past-run-{}", run.run.0)}>
            <th class="pf-v6-c-table__th" scope="row">
                { date(*day, language) }<small>{ say_with(language, "past-runs-times", &times) }</small>
            </th>
            if with_shop {
                <td class="pf-v6-c-table__td"><span class="table-name" title={shop.name.clone()}>{ &shop.name }</span></td>
            }
            <td class="pf-v6-c-table__td">
                <span class="table-name" title={run.driver_name.clone()}>{ &run.driver_name }</span>
            </td>
            <td class="pf-v6-c-table__td">{ stops(run, language) }</td>
            <td class="pf-v6-c-table__td number">
                { say_with(language, "past-runs-took", &[("minutes", took.into())]) }<small>{ expected(run, language) }</small>
            </td>
            <td class="pf-v6-c-table__td number">{ run.cash.owed().show(language) }</td>
            <td class="pf-v6-c-table__td number">{ counted(run).show(language) }</td>
            <td class={classes!("pf-v6-c-table__td", "number", is_off)} data-testid={format!("difference-{}", run.run.0)}>
                { signed(difference, language) }
            </td>
        </tr>
    }
}

/// What the columns are, with their words for styles.
fn heads(language: Language) -> [(&'static str, String); 8] {
    [
        ("when", say(language, "past-runs-when")),
        ("shop", say(language, "past-runs-shop")),
        ("driver", say(language, "past-runs-driver")),
        ("orders", say(language, "past-runs-orders")),
        ("minutes", say(language, "past-runs-minutes")),
        ("owed", say(language, "past-runs-owed")),
        ("brought", say(language, "past-runs-brought")),
        ("difference", say(language, "past-runs-difference")),
    ]
}

/// A page of runs; its head stays in sight.
pub fn table(runs: &[PastRun], with_shop: bool, language: Language) -> Html {
    let heads = heads(language).into_iter().filter(|(word, _)| with_shop || *word != "shop");
    let rows: Html = runs.iter().map(|it| row(it, with_shop, language)).collect();
    plain_table("driven", heads, &["minutes", "owed", "brought", "difference"], rows)
}

/// The columns of a file of runs.
pub fn file_heads(language: Language) -> Vec<String> {
    [
        "past-runs-when",
        "past-runs-left",
        "past-runs-back",
        "past-runs-shop",
        "past-runs-driver",
        "past-runs-orders",
        "past-runs-failed",
        "past-runs-minutes-expected",
        "past-runs-minutes-real",
        "past-runs-owed",
        "past-runs-brought",
        "past-runs-difference",
    ]
    .map(|key| say(language, key))
    .to_vec()
}

/// A run's row of a file.
pub fn file_row(past: &PastRun, language: Language) -> Vec<Cell> {
    let PastRun { shop, day, run } = past;
    let numbers: Vec<_> = run.stops.iter().map(|it| it.number.as_str()).collect();
    let failed: Vec<_> = run.failed().map(|it| failure(it, language)).collect();
    vec![
        Cell::Text(day.to_string()),
        Cell::Text(hour(run.left_at)),
        Cell::Text(hour(ended_at(run))),
        Cell::Text(shop.code.clone()),
        Cell::Text(run.driver_name.clone()),
        Cell::Text(numbers.join(" ")),
        Cell::Text(failed.join(" · ")),
        Cell::Whole(i64::from(run.expected_minutes)),
        Cell::from(run.took()),
        Cell::Money(run.cash.owed()),
        Cell::Money(counted(run)),
        Cell::Money(difference(run)),
    ]
}
