//! Of which day and of which driver runs are shown.

use crate::backend::local_now;
use crate::catalogue::say;
use crate::frame::use_screen;
use crate::ledger::use_day_field;
use crate::office::choice;
use chrono::{NaiveDate, TimeDelta};
use domain::Language;
use domain::runs::RunDriver;
use domain::shops::ZONE;
use domain::staff::StaffId;
use yew::prelude::*;

/// Which runs are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Filter {
    /// Of one driver only.
    pub driver: Option<StaffId>,
    /// Of one day only.
    pub day: Option<NaiveDate>,
}

/// What [`FilterBar`] is given.
#[derive(Properties, PartialEq)]
pub struct FilterBarProps {
    /// What is shown.
    pub filter: Filter,
    /// Who ever drove.
    pub drivers: Vec<RunDriver>,
    /// Others are to be shown.
    pub on_filter: Callback<Filter>,
}

/// The choice of a driver.
fn drivers(props: &FilterBarProps, language: Language) -> Html {
    let filter = props.filter;
    let all = (String::new(), say(language, "past-runs-every-driver"), filter.driver.is_none());
    let each = props
        .drivers
        .iter()
        .map(|it| (it.driver.0.to_string(), it.name.clone(), filter.driver == Some(it.driver)));
    let on_pick = props
        .on_filter
        .reform(move |value: String| Filter { driver: value.parse().ok().map(StaffId), ..filter });
    let options = [all].into_iter().chain(each).collect();
    choice("filter-driver", say(language, "past-runs-driver"), options, on_pick)
}

/// The choices of a driver and of a day.
#[component]
pub fn FilterBar(props: &FilterBarProps) -> Html {
    let screen = use_screen();
    let language = screen.language;
    let filter = props.filter;
    let now = local_now() + TimeDelta::milliseconds(screen.clock_offset_ms);
    let today = now.with_timezone(&ZONE).date_naive();
    let on_day = props.on_filter.reform(move |day: Option<NaiveDate>| Filter {
        day: day.map(|day| day.min(today)),
        ..filter
    });
    let field = use_day_field(filter.day, today, on_day.clone());
    let to = |day: Option<NaiveDate>| on_day.reform(move |_: MouseEvent| day);
    let on_every_day = {
        let (forget, every) = (field.forget, to(None));
        move |event: MouseEvent| {
            forget.emit(());
            every.emit(event);
        }
    };
    let shown = filter.day.unwrap_or(today);
    // From all days the first step is to the last one.
    let before = if filter.day.is_some() { shown.pred_opt() } else { Some(today) };
    html! {
        <div class="past-runs-filter">
            <div class="bar">
                { drivers(props, language) }
                <button class="button square" data-testid="runs-day-before" aria-label={say(language, "past-runs-day-before")}
                    onclick={to(before)}>{ "◀" }</button>
                <input class="till-day" type="text" inputmode="numeric" autocomplete="off" data-testid="runs-day"
                    aria-label={say(language, "past-runs-of-day")} aria-invalid={field.wrong.to_string()}
                    placeholder={say(language, "past-runs-every-day")} value={field.value}
                    oninput={field.oninput} onblur={field.onblur} />
                <button class="button square" data-testid="runs-day-after" aria-label={say(language, "past-runs-day-after")}
                    disabled={shown >= today} onclick={to(shown.succ_opt())}>{ "▶" }</button>
                <button class="button" data-testid="runs-every-day" disabled={filter.day.is_none() && !field.wrong}
                    onclick={on_every_day}>{ say(language, "past-runs-every-day") }</button>
            </div>
            if field.wrong {
                <small class="field-error" role="alert" data-testid="error-day">{ say(language, "past-runs-day-wrong") }</small>
            }
        </div>
    }
}
