//! One ingredient: its figures, the chart of its level with its table, and its movements.

use super::state::{days_left, state};
use crate::catalogue::{say, say_with};
use crate::frame::{Notice, use_fetched, use_screen};
use crate::office::{SaveTableButton, date, loading};
use crate::stockroom::chart::Chart;
use crate::stockroom::movements::{Filter, Names, Pages};
use domain::Language;
use domain::screens::{Cell, Table as File};
use domain::server::ShopChoice;
use domain::stock::{
    Course, CourseDay, IngredientCost, IngredientStands, ReadCourse, show_change, show_quantity,
};
use std::rc::Rc;
use yew::prelude::*;

/// What [`IngredientPage`] is given.
#[derive(Clone, PartialEq, Properties)]
pub struct IngredientPageProps {
    /// The shop.
    pub shop: ShopChoice,
    /// The ingredient, as it stands.
    pub row: IngredientStands,
    /// Back to the table.
    pub on_back: Callback<()>,
}

/// What is shown of it below its figures.
#[derive(Clone, Copy, PartialEq)]
enum View {
    /// The chart.
    Chart,
    /// The chart's table.
    Days,
    /// Its movements.
    Movements,
}

impl View {
    const ALL: [(View, &'static str); 3] =
        [(View::Chart, "chart"), (View::Days, "days"), (View::Movements, "movements")];

    fn name(self, language: Language) -> String {
        match self {
            View::Chart => say(language, "ingredient-chart"),
            View::Days => say(language, "ingredient-days"),
            View::Movements => say(language, "stock-movements"),
        }
    }
}

/// A figure: its name for tests, its name, and what it is.
type Figure = (&'static str, String, String);

/// What is known of it; what is expected and what it costs, where there is any.
fn figures_of(row: &IngredientStands, language: Language) -> Vec<Figure> {
    let shown = |quantity: i64| show_quantity(quantity, row.unit, language);
    let level = &row.level;
    let forecast = row.forecast.map_or_else(|| "—".to_owned(), shown);
    let expected = || ("expected", say(language, "level-expected"), shown(row.expected));
    let cost = |cost: &IngredientCost| {
        ("cost", say(language, "level-cost"), cost.mean.show(row.unit, language))
    };
    let always = [
        ("on-hand", say(language, "level-on-hand"), shown(level.on_hand)),
        ("reserved", say(language, "level-reserved"), shown(level.reserved)),
        ("projected", say(language, "level-projected"), shown(level.projected())),
        ("safety", say(language, "level-safety"), shown(level.safety)),
        ("forecast", say(language, "level-forecast"), forecast),
        ("days", say(language, "level-days"), days_left(row, language)),
    ];
    let expected = (row.expected > 0).then(expected);
    always.into_iter().chain(expected).chain(row.cost.as_ref().map(cost)).collect()
}

fn figures(row: &IngredientStands, language: Language) -> Html {
    let each = figures_of(row, language).into_iter().map(|(testid, name, figure)| {
        html! { <div><dt>{ name }</dt><dd data-testid={format!("figure-{testid}")}>{ figure }</dd></div> }
    });
    html! { <dl class="figures">{ for each }</dl> }
}

fn chart(course: &Course, row: &IngredientStands, language: Language) -> Html {
    let left = match row.days_left {
        Some(days) => say_with(language, "chart-days-left", &[("count", days.into())]),
        None => say(language, "chart-no-pace"),
    };
    let shown = |quantity| show_quantity(quantity, row.unit, language);
    let values = [
        ("name", row.name.as_str().into()),
        ("before", shown(course.began_with()).into()),
        ("now", shown(course.on_hand).into()),
        ("left", left.clone().into()),
    ];
    let safety = [("safety", shown(row.level.safety).into())];
    html! {
        <figure class="chart-figure" data-testid="chart" data-points={course.moved.len().to_string()}>
            <Chart since={course.since} until={course.until} began_with={course.began_with()} points={course.points()}
                safety={row.level.safety} days_left={row.days_left} unit={row.unit} {language}
                label={say_with(language, "chart-label", &values)} safety_word={say_with(language, "chart-safety", &safety)} />
            <figcaption data-testid="chart-caption">
                { left }
                if row.days_left.is_some() { { " " }{ say(language, "chart-to-come") } }
            </figcaption>
        </figure>
    }
}

/// What the columns of the chart's table are.
fn heads(language: Language) -> [String; 5] {
    [
        say(language, "course-day"),
        say(language, "course-came"),
        say(language, "course-left"),
        say(language, "course-reckoned"),
        say(language, "course-end"),
    ]
}

fn days(days: &[CourseDay], row: &IngredientStands, language: Language) -> Html {
    let change = |quantity: i64| match quantity {
        0 => "—".to_owned(),
        quantity => show_change(quantity, row.unit, language),
    };
    let cell = |text: String| html! { <td class="pf-v6-c-table__td number">{ text }</td> };
    let line = |day: &CourseDay| {
        html! {
            <tr key={day.day.to_string()} class="pf-v6-c-table__tr" data-testid={format!("course-{}", day.day)}>
                <th class="pf-v6-c-table__th" scope="row">{ date(day.day, language) }</th>
                { cell(change(day.came)) }
                { cell(change(day.left)) }
                { cell(change(day.reckoned)) }
                { cell(show_quantity(day.end, row.unit, language)) }
            </tr>
        }
    };
    let heads = heads(language).into_iter().enumerate().map(|(at, name)| {
        html! { <th class={classes!("pf-v6-c-table__th", "plain", (at > 0).then_some("number"))} scope="col">{ name }</th> }
    });
    html! {
        <div class="table">
            <table class="pf-v6-c-table course" data-testid="course">
                <thead class="pf-v6-c-table__thead"><tr class="pf-v6-c-table__tr">{ for heads }</tr></thead>
                <tbody class="pf-v6-c-table__tbody">{ days.iter().map(line).collect::<Html>() }</tbody>
            </table>
            if days.is_empty() {
                <p class="empty" data-testid="course-empty">{ say(language, "course-empty") }</p>
            }
        </div>
    }
}

/// The chart's table as a file.
fn file(course: &Course, language: Language) -> File {
    let line = |day: CourseDay| {
        vec![
            Cell::Text(day.day.to_string()),
            Cell::Whole(day.came),
            Cell::Whole(day.left),
            Cell::Whole(day.reckoned),
            Cell::Whole(day.end),
        ]
    };
    File { heads: heads(language).into(), rows: course.days().into_iter().map(line).collect() }
}

/// What is read for the chart and its table.
#[component]
fn CourseView(props: &CourseViewProps) -> Html {
    let screen = use_screen();
    let language = screen.language;
    let asked =
        ReadCourse { shop: props.shop.code.clone(), ingredient: props.row.level.ingredient };
    // What moved it is news of its level, which is read by the page above.
    let level = props.row.level;
    let looks = use_mut_ref(|| (level, 0_u32));
    let pulse = {
        let mut looks = looks.borrow_mut();
        if looks.0 != level {
            *looks = (level, looks.1 + 1);
        }
        looks.1
    };
    let read = use_fetched(asked, true, pulse, language);
    use_effect_with(read.failure.clone(), move |failure| {
        failure.iter().for_each(|failure| screen.heed(failure));
    });
    let course: Option<Rc<Course>> = read.data.clone();
    html! {
        <>
            <div class="bar">
                { props.views.clone() }
                if let Some(course) = course.clone() {
                    <SaveTableButton testid="save-course" name={format!("stock-{}-{}", props.shop.code, props.row.name)}
                        gather={Callback::from(move |take: Callback<_>| take.emit(Ok(file(&course, language))))} />
                }
            </div>
            if let Some(failure) = &read.failure {
                <Notice text={failure.message.clone()} testid="course-error" />
            } else if course.is_none() {
                { loading(language) }
            }
            if let Some(course) = course {
                if props.table {
                    { days(&course.days(), &props.row, language) }
                } else {
                    { chart(&course, &props.row, language) }
                }
            }
        </>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct CourseViewProps {
    shop: ShopChoice,
    row: IngredientStands,
    /// As a table.
    table: bool,
    /// The choice of what is shown.
    views: Html,
}

/// One ingredient of a shop.
#[component]
pub fn IngredientPage(props: &IngredientPageProps) -> Html {
    let language = use_screen().language;
    let view = use_state(|| View::Chart);
    let IngredientPageProps { shop, row, on_back } = props;
    let tabs = View::ALL.map(|(each, word)| {
        let (on, view) = (*view == each, view.setter());
        html! {
            <button class={on.then_some("on")} aria-pressed={on.to_string()} data-testid={format!("view-{word}")}
                onclick={move |_: MouseEvent| view.set(each)}>{ each.name(language) }</button>
        }
    });
    let views = html! {
        <div class="segment" role="group" aria-label={say(language, "ingredient-view")}>{ for tabs }</div>
    };
    let names: Names = Rc::new(vec![row.clone()]);
    let filter = Filter { ingredient: Some(row.level.ingredient), cause: None };
    html! {
        <>
            <header class="part-head">
                <button class="button" data-testid="ingredient-back" onclick={on_back.reform(|_: MouseEvent| ())}>
                    { "←\u{a0}" }{ say(language, "ingredient-back") }
                </button>
                <h2 data-testid="ingredient-name" title={row.name.clone()}>{ &row.name }</h2>
                { state(row, language) }
            </header>
            { figures(row, language) }
            if *view == View::Movements {
                <div class="bar">{ views }</div>
                <Pages shop={shop.clone()} {filter} {names} />
            } else {
                <CourseView shop={shop.clone()} row={row.clone()} table={*view == View::Days} {views} />
            }
        </>
    }
}

#[cfg(test)]
mod tests {
    use super::super::listing::tests::row;
    use super::*;
    use domain::stock::UnitCost;

    #[test]
    fn what_is_expected_and_what_it_costs_is_shown_where_it_is_known() {
        let words = |row: &IngredientStands| {
            let figures = figures_of(row, Language::Fr);
            figures
                .into_iter()
                .map(|(testid, _, figure)| format!("{testid} {figure}"))
                .collect::<Vec<_>>()
        };
        let mut ail = row("ail", 800, Some(-5), None);
        assert_eq!(words(&ail).len(), 6);
        assert_eq!(words(&ail)[4..], ["forecast \u{2212}5\u{a0}g", "days —"]);
        ail.expected = 2000;
        let cost = UnitCost(UnitCost::A_CENT / 2);
        ail.cost = Some(IngredientCost { last: cost, mean: cost });
        let known = ["expected 2\u{a0}kg", "cost 5,00\u{a0}€\u{a0}/\u{a0}kg"];
        assert_eq!(words(&ail)[6..], known);
    }
}
