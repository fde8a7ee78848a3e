//! A chart of a level over time: steps, the line at which managers are warned, and what is to come at the
//! present pace. Drawn as SVG from points that are worked out in [`plan`].

mod plan;

use chrono::{DateTime, Utc};
use domain::menu::Unit;
use domain::stock::show_quantity;
use domain::{Language, shops::ZONE};
use plan::{HEIGHT, LEFT, Plan, RIGHT, WIDTH};
use yew::prelude::*;

/// What is drawn.
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct ChartProps {
    /// From when on.
    pub since: DateTime<Utc>,
    /// Until when: now.
    pub until: DateTime<Utc>,
    /// The level at the beginning.
    pub began_with: i64,
    /// The level after each movement, oldest first.
    pub points: Vec<(DateTime<Utc>, i64)>,
    /// The level at or below which managers are warned.
    pub safety: i64,
    /// How many days the last level lasts at the present pace, if that can be told.
    pub days_left: Option<u32>,
    /// Of what all of it is.
    pub unit: Unit,
    /// The language.
    pub language: Language,
    /// What it says, for who does not see it.
    pub label: String,
    /// The word on the line of the safety stock.
    pub safety_word: String,
}

/// `30/11`, `30 Nov`.
fn day(at: DateTime<Utc>, language: Language) -> String {
    let day = at.with_timezone(&ZONE).date_naive();
    match language {
        Language::Fr => day.format("%d/%m").to_string(),
        Language::En => day.format("%-d\u{a0}%b").to_string(),
    }
}

/// The chart.
#[component]
pub fn Chart(props: &ChartProps) -> Html {
    let plan = Plan::of(props);
    let levels = plan.levels.iter().map(|&(level, y)| {
        html! {
            <g>
                <line class="chart-grid" x1={LEFT.to_string()} x2={RIGHT.to_string()} y1={y.to_string()} y2={y.to_string()} />
                <text class="chart-level" x={(LEFT - 10.0).to_string()} y={(y + 5.0).to_string()}>
                    { show_quantity(level, props.unit, props.language) }
                </text>
            </g>
        }
    });
    let days = plan.days.iter().map(|&(at, x)| {
        html! {
            <text class="chart-day" x={x.to_string()} y={(HEIGHT - 8.0).to_string()}>{ day(at, props.language) }</text>
        }
    });
    html! {
        <svg class="chart" viewBox={format!("0 0 {WIDTH} {HEIGHT}")} role="img" aria-label={props.label.clone()}>
            { for levels }
            { for days }
            <path class="chart-area" d={plan.area} />
            <path class="chart-line" d={plan.line} />
            if let Some(to_come) = plan.to_come {
                <path class="chart-to-come" d={to_come} />
            }
            <line class="chart-safety" x1={LEFT.to_string()} x2={RIGHT.to_string()}
                y1={plan.safety.to_string()} y2={plan.safety.to_string()} />
            <text class="chart-safety-word" x={(RIGHT - 4.0).to_string()} y={(plan.safety - 6.0).to_string()}>
                { &props.safety_word }
            </text>
            <line class="chart-now" x1={plan.now.0.to_string()} x2={plan.now.0.to_string()} y1="12" y2={plan.bottom.to_string()} />
            <circle class="chart-dot" cx={plan.now.0.to_string()} cy={plan.now.1.to_string()} r="5" />
        </svg>
    }
}
