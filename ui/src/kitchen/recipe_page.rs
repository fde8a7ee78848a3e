//! The recipe of the pizza on the table (UC16), on one page.

use super::parts::{BigButton, Due, Picture, mode};
use super::queue::ingredients;
use super::queue_page::{OvenButton, PageProps, note};
use super::taps::Tap;
use crate::catalogue::{say, say_with};
use crate::frame::use_screen;
use domain::Language;
use domain::kitchen::Pizza;
use domain::menu::{Menu, Unit};
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
                    <Picture dish={pizza.dish.clone()} pixels={420} />
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
                    <h1>{ &pizza.name }</h1>
                </header>
                <Due promised_at={pizza.promised_at} />
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
    let Some((_, size)) = menu.size(pizza.dish.size) else {
        return html! { <p class="kitchen-recipe-gap">{ say(language, "kitchen-no-recipe") }</p> };
    };
    let rows = ingredients(menu, &pizza.dish);
    let rows = rows.iter().map(|(ingredient, count)| {
        html! {
            <li>
                <span>{ &ingredient.name }</span>
                <b>{ quantity(language, ingredient.unit, *count) }</b>
            </li>
        }
    });
    html! {
        <>
            <section class="kitchen-ingredients">
                <h2>{ say(language, "kitchen-ingredients") }</h2>
                <ul>{ for rows }</ul>
            </section>
            <section class="kitchen-steps">
                <h2>{ say(language, "kitchen-steps") }</h2>
                if size.steps.is_empty() {
                    <p>{ say(language, "kitchen-no-steps") }</p>
                } else {
                    <ol>{ for size.steps.iter().map(|step| html! { <li>{ step }</li> }) }</ol>
                }
            </section>
        </>
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
