//! A bar that chooses of which day a list is shown, beside what else chooses.

use crate::backend::local_now;
use crate::catalogue::say;
use crate::frame::use_screen;
use crate::ledger::use_day_field;
use chrono::{NaiveDate, TimeDelta};
use domain::shops::ZONE;
use yew::prelude::*;

/// What [`DayBar`] is given.
#[derive(Properties, PartialEq)]
pub struct DayBarProps {
    /// The list's name for tests: `runs-day`.
    pub name: &'static str,
    /// The day that is shown; none: every day.
    pub day: Option<NaiveDate>,
    /// Another is to be shown.
    pub on_day: Callback<Option<NaiveDate>>,
    /// What else chooses, before it.
    pub children: Html,
}

/// The bar, and under it that what was typed is no day.
#[component]
pub fn DayBar(props: &DayBarProps) -> Html {
    let screen = use_screen();
    let (language, name, day) = (screen.language, props.name, props.day);
    let now = local_now() + TimeDelta::milliseconds(screen.clock_offset_ms);
    let today = now.with_timezone(&ZONE).date_naive();
    let on_day = props.on_day.reform(move |day: Option<NaiveDate>| day.map(|day| day.min(today)));
    let field = use_day_field(day, today, on_day.clone());
    let to = |day: Option<NaiveDate>| on_day.reform(move |_: MouseEvent| day);
    let on_every_day = {
        let (forget, every) = (field.forget, to(None));
        move |event: MouseEvent| {
            forget.emit(());
            every.emit(event);
        }
    };
    let shown = day.unwrap_or(today);
    // From all days the first step is to the last one.
    let before = if day.is_some() { shown.pred_opt() } else { Some(today) };
    html! {
        <div class="day-bar">
            <div class="bar">
                { props.children.clone() }
                <button class="button square" data-testid={format!("{name}-day-before")} aria-label={say(language, "list-day-before")}
                    onclick={to(before)}>{ "◀" }</button>
                <input class="till-day" type="text" inputmode="numeric" autocomplete="off" data-testid={format!("{name}-day")}
                    aria-label={say(language, "list-of-day")} aria-invalid={field.wrong.to_string()}
                    placeholder={say(language, "list-every-day")} value={field.value}
                    oninput={field.oninput} onblur={field.onblur} />
                <button class="button square" data-testid={format!("{name}-day-after")} aria-label={say(language, "list-day-after")}
                    disabled={shown >= today} onclick={to(shown.succ_opt())}>{ "▶" }</button>
                <button class="button" data-testid={format!("{name}-every-day")} disabled={day.is_none() && !field.wrong}
                    onclick={on_every_day}>{ say(language, "list-every-day") }</button>
            </div>
            if field.wrong {
                <small class="field-error" role="alert" data-testid="error-day">{ say(language, "list-day-wrong") }</small>
            }
        </div>
    }
}
