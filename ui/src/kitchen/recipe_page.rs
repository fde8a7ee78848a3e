//! The recipe of the pizza on the table (UC16), on one page.

use super::parts::{BigButton, Due, Picture, mode};
use super::queue_page::{OvenButton, PageProps, changes, note, words};
use super::sheet::{Group, Row, Sheet};
use super::taps::Tap;
use crate::catalogue::{say, say_with};
use crate::frame::use_screen;
use domain::Language;
use domain::kitchen::Pizza;
use domain::menu::{Menu, Place, Standing, Unit};
use yew::prelude::*;

/// A quantity with its unit's word.
fn quantity(language: Language, unit: Unit, count: i64) -> String {
    let count = [("count", count.into())];
    match unit {
        Unit::G => say_with(language, "kitchen-quantity-g", &count),
        Unit::Ml => say_with(language, "kitchen-quantity-ml", &count),
        Unit::Pc => say_with(language, "kitchen-quantity-pc", &count),
    }
}

/// The recipe of the pizza on the table; nothing while there is none.
#[component]
pub fn RecipePage(props: &PageProps) -> Html {
    let screen = use_screen();
    let language = screen.language;
    let taps = &props.taps;
    let Some(pizza) = props.station.recipe() else { return Html::default() };
    let (item, oven_minutes) = (pizza.item, i64::from(pizza.cooking_minutes));
    html! {
        <>
            <article class="kitchen-recipe" data-testid="recipe" data-item={item.0.to_string()}
                data-number={pizza.number.clone()}>
                <section class="kitchen-recipe-picture">
                    <Picture portions={pizza.portions.clone()} pixels={420} />
                    { changes(&pizza.changes, language) }
                    { note(pizza) }
                </section>
                <header>
                    <p class="kitchen-recipe-order">
                        <b>{ &pizza.number }</b>{ mode(pizza.mode, language) }
                        <span>
                            { say_with(language, "kitchen-cooking",
                                &[("minutes", oven_minutes.into())]) }
                        </span>
                    </p>
                    <h1>{ words(&pizza.name) }</h1>
                </header>
                <Due pizza={pizza.clone()} />
                if let Some(menu) = &screen.menu {
                    { recipe(language, menu, pizza) }
                }
            </article>
            <footer class="kitchen-foot recipe">
                <BigButton testid="ready-for-oven" label={say(language, "kitchen-ready-for-oven")}
                    primary=true hint={AttrValue::from(format!("{} · {}", pizza.number, pizza.name))}
                    key_name="Enter" tap={(taps.clone(), Tap::IntoOven(item))} />
                <OvenButton ..props.clone() />
                <BigButton testid="back" label={say(language, "kitchen-back-release")}
                    hint={AttrValue::from(say(language, "kitchen-back-release-hint"))}
                    key_name="Escape" tap={(taps.clone(), Tap::Release(item))} />
            </footer>
        </>
    }
}

/// Ingredients with quantities, and the steps.
fn recipe(language: Language, menu: &Menu, pizza: &Pizza) -> Html {
    let sheet = Sheet::of(menu, pizza);
    let halved = sheet.is_halved().then_some("halved");
    html! {
        <>
            <section class={classes!("kitchen-ingredients", halved)}>
                <h2>{ say(language, "kitchen-ingredients") }</h2>
                { for sheet.groups.iter().map(|it| group(language, it, sheet.is_halved())) }
            </section>
            <section class={classes!("kitchen-steps", halved)}>
                <h2>{ say(language, "kitchen-steps") }</h2>
                if sheet.has_steps() {
                    { steps(&sheet) }
                } else {
                    <p>{ say(language, "kitchen-no-steps") }</p>
                }
            </section>
        </>
    }
}

fn steps(sheet: &Sheet) -> Html {
    sheet
        .steps
        .iter()
        .filter(|part| !part.steps.is_empty())
        .map(|part| {
            html! {
                <>
                    if let Some(half) = &part.half {
                        <h3>{ half }</h3>
                    }
                    <ol>{ for part.steps.iter().map(|step| html! { <li>{ step }</li> }) }</ol>
                </>
            }
        })
        .collect()
}

/// What lies on one part of the pizza, under its name where there are several.
fn group(language: Language, group: &Group, halved: bool) -> Html {
    let heading = match &group.half {
        Some(half) => Some(half.clone()),
        None => halved.then(|| say(language, "kitchen-whole")),
    };
    html! {
        <div class={classes!("kitchen-part", place_word(group.place))}>
            if let Some(heading) = heading {
                <h3>{ heading }</h3>
            }
            <ul>{ for group.rows.iter().map(|it| row(language, it, group.place)) }</ul>
        </div>
    }
}

/// The words scripts know a place and a standing by.
fn place_word(place: Place) -> &'static str {
    match place {
        Place::Whole => "whole",
        Place::First => "first",
        Place::Second => "second",
    }
}

fn standing_word(standing: Standing) -> &'static str {
    match standing {
        Standing::Usual => "usual",
        Standing::LeftOut => "left-out",
        Standing::Extra => "extra",
    }
}

/// One ingredient. What is left out is struck through and told by a word, so is what is added.
fn row(language: Language, row: &Row, place: Place) -> Html {
    let amount = quantity(language, row.unit, row.quantity);
    let standing = standing_word(row.standing);
    let (name, amount) = match row.standing {
        Standing::Usual => (html! { { &row.name } }, html! { { amount } }),
        Standing::LeftOut => (
            html! { <><em>{ say(language, "kitchen-left-out") }</em>{ " " }<s>{ &row.name }</s></> },
            html! { <s>{ amount }</s> },
        ),
        Standing::Extra => (
            html! { <>{ &row.name }{ " " }<em>{ say(language, "kitchen-extra") }</em></> },
            html! { { amount } },
        ),
    };
    html! {
        <li class={standing} data-testid="recipe-portion" data-ingredient={row.name.clone()}
            data-quantity={row.quantity.to_string()} data-standing={standing}
            data-place={place_word(place)}>
            <span>{ name }</span>
            <b>{ amount }</b>
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantities_have_their_words() {
        for (unit, count, fr, en) in [
            (Unit::G, 50, "50\u{a0}g", "50\u{a0}g"),
            (Unit::Ml, 80, "80\u{a0}ml", "80\u{a0}ml"),
            (Unit::Pc, 1, "1 pièce", "1 piece"),
            (Unit::Pc, 2, "2 pièces", "2 pieces"),
        ] {
            assert_eq!(quantity(Language::Fr, unit, count), fr);
            assert_eq!(quantity(Language::En, unit, count), en);
        }
    }
}
