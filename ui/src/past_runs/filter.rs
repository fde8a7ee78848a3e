//! Of which day and of which driver runs are shown.

use crate::catalogue::say;
use crate::frame::use_screen;
use crate::office::{DayBar, choice};
use chrono::NaiveDate;
use domain::Language;
use domain::runs::RunDriver;
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
    let (language, filter) = (use_screen().language, props.filter);
    let on_day = props.on_filter.reform(move |day| Filter { day, ..filter });
    html! {
        <DayBar name="runs" day={filter.day} {on_day}>{ drivers(props, language) }</DayBar>
    }
}
