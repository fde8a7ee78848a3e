//! The page of levels: the list kept fresh, what is shown of it, and what is open over it or in its place.

use super::ingredient::IngredientPage;
use super::listing::{Column, Listing, Standing};
use super::safety::SafetyDialog;
use super::table::{Table, file};
use crate::catalogue::{say, say_with};
use crate::frame::{Notice, use_screen};
use crate::office::{SaveTableButton, loading, use_list};
use crate::stockroom::PartProps;
use domain::Language;
use domain::stock::{IngredientStands, ReadLevels, StockLevel, show_quantity};
use std::rc::Rc;
use yew::prelude::*;

/// News tells of this terminal's shop alone, and days pass without any: it is read again so often.
const LOOK_EVERY_MS: u32 = 30_000;

/// What is open.
#[derive(Clone, PartialEq)]
enum Open {
    /// One ingredient, in the table's place.
    Ingredient(IngredientStands),
    /// The safety stock of one, over the table.
    Safety(IngredientStands),
}

/// Which of them to show, with how many there are of each.
fn standings(
    listing: &UseStateHandle<Listing>,
    rows: &[IngredientStands],
    choose: impl Fn(Standing) -> Callback<MouseEvent>,
    language: Language,
) -> Html {
    let each = Standing::ALL.map(|standing| {
        let on = listing.standing == standing;
        let count = rows.iter().filter(|row| standing.admits(row)).count();
        let count = [("count", (count as u32).into())];
        let word = match standing {
            Standing::Any => say_with(language, "levels-any", &count),
            Standing::Low => say_with(language, "levels-low", &count),
            Standing::RunningOut => say_with(language, "levels-running-out", &count),
        };
        html! {
            <button class={on.then_some("on")} aria-pressed={on.to_string()}
                data-testid={format!("show-{}", standing.word())} onclick={choose(standing)}>{ word }</button>
        }
    });
    html! { <div class="segment" role="group" aria-label={say(language, "levels-which")}>{ for each }</div> }
}

fn search(typed: &str, on_type: Callback<String>, language: Language) -> Html {
    let oninput = on_type.reform(|event: InputEvent| {
        event.target_unchecked_into::<web_sys::HtmlInputElement>().value()
    });
    let hint = say(language, "levels-search");
    html! {
        <input class="search" type="text" autocomplete="off" data-testid="levels-search"
            aria-label={hint.clone()} placeholder={hint} value={typed.to_owned()} {oninput} />
    }
}

/// A safety stock was set.
fn set(row: &IngredientStands, level: &StockLevel, language: Language) -> Html {
    let safety = show_quantity(level.safety, row.unit, language);
    let values = [("name", row.name.as_str().into()), ("safety", safety.into())];
    html! {
        <p class="page-done" role="status" data-testid="safety-done">
            { "✓\u{a0}" }{ say_with(language, "safety-done", &values) }
        </p>
    }
}

/// The levels of a shop.
#[component]
pub fn LevelsPage(props: &PartProps) -> Html {
    let language = use_screen().language;
    let listing = use_state(Listing::default);
    let open = use_state(|| None::<Open>);
    let done = use_state(|| None::<(IngredientStands, StockLevel)>);
    let asked = ReadLevels { shop: Some(props.shop.code.clone()) };
    let (read, look) = use_list(asked, LOOK_EVERY_MS);
    let rows: Rc<Vec<IngredientStands>> = read.data.clone().unwrap_or_default();
    // Whatever is done next, what was done before is over.
    let change = {
        let (listing, done) = (listing.clone(), done.setter());
        move |with: Listing| {
            done.set(None);
            listing.set(with);
        }
    };
    let choose = |standing| {
        let (listing, change) = (listing.clone(), change.clone());
        Callback::from(move |_| change(Listing { standing, ..(*listing).clone() }))
    };
    let on_type = {
        let (listing, change) = (listing.clone(), change.clone());
        Callback::from(move |typed| change(Listing { typed, ..(*listing).clone() }))
    };
    let on_sort = {
        let (listing, change) = (listing.clone(), change.clone());
        Callback::from(move |column: Column| {
            change(Listing { sorted: listing.sorted.next(column), ..(*listing).clone() });
        })
    };
    let show = |what: fn(IngredientStands) -> Open| {
        let (open, done) = (open.setter(), done.setter());
        Callback::from(move |row| {
            done.set(None);
            open.set(Some(what(row)));
        })
    };
    let close = {
        let open = open.setter();
        Callback::from(move |()| open.set(None))
    };
    let gather = {
        let (rows, listing) = (rows.clone(), (*listing).clone());
        Callback::from(move |take: Callback<_>| take.emit(Ok(file(&listing, &rows, language))))
    };
    if let Some(Open::Ingredient(row)) = &*open {
        let now = rows.iter().find(|it| it.level.ingredient == row.level.ingredient);
        let row = now.unwrap_or(row).clone();
        return html! { <IngredientPage shop={props.shop.clone()} {row} on_back={close} /> };
    }
    let dialog = match &*open {
        Some(Open::Safety(row)) => {
            let (closing, done, row_done) = (close.clone(), done.setter(), row.clone());
            let on_done = Callback::from(move |level| {
                closing.emit(());
                done.set(Some((row_done.clone(), level)));
                look.emit(());
            });
            html! { <SafetyDialog shop={props.shop.clone()} row={row.clone()} {on_done} on_keep={close} /> }
        }
        _ => Html::default(),
    };
    let is_read = read.data.is_some();
    html! {
        <>
            if let Some(failure) = &read.failure {
                <Notice text={failure.message.clone()} testid="levels-error" />
            } else if !is_read {
                { loading(language) }
            }
            if let Some((row, level)) = (*done).as_ref().filter(|_| read.failure.is_none()) {
                { set(row, level, language) }
            }
            if is_read && rows.is_empty() {
                <p class="empty" data-testid="levels-empty">{ say(language, "levels-empty") }</p>
            } else if is_read {
                <div class="bar">
                    { standings(&listing, &rows, choose, language) }
                    { search(&listing.typed, on_type, language) }
                    <SaveTableButton testid="save-levels" name={format!("stock-{}", props.shop.code)} {gather} />
                </div>
                <Table rows={rows.clone()} listing={(*listing).clone()} {language} {on_sort}
                    on_open={show(Open::Ingredient)} on_safety={show(Open::Safety)} />
            }
            { dialog }
        </>
    }
}
