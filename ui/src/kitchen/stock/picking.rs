//! Choosing an ingredient: large tiles with its picture and how it stands, found by typing.

use super::pad::{Keys, Wish, use_page_keys};
use super::sending::use_stock;
use crate::catalogue::say;
use crate::frame::{focus, use_screen};
use crate::menu::drawing::IngredientDrawing;
use crate::menu::folded;
use domain::Language;
use domain::menu::{Ingredient, IngredientId, Menu};
use domain::stock::{Alarm, StockLevel, show_quantity};
use yew::prelude::*;

/// What the shop keeps, as it is found by typing: names that begin with it first.
pub fn found<'a>(menu: &'a Menu, levels: &[StockLevel], typed: &str) -> Vec<&'a Ingredient> {
    let wanted = folded(typed.trim());
    let kept = |it: &&Ingredient| levels.iter().any(|level| level.ingredient == it.id);
    let mut found: Vec<_> = menu
        .ingredients
        .iter()
        .filter(kept)
        .filter_map(|it| Some((folded(&it.name).find(&wanted)? > 0, folded(&it.name), it)))
        .collect();
    if wanted.is_empty() {
        found.iter_mut().for_each(|it| it.0 = false);
    }
    found.sort_by(|one, other| (one.0, &one.1).cmp(&(other.0, &other.1)));
    found.into_iter().map(|it| it.2).collect()
}

/// How an ingredient stands: what the book has, and a word where that is little.
pub fn stands(level: &StockLevel, ingredient: &Ingredient, language: Language) -> Html {
    let low = Alarm::of(level, None) == Alarm::Low;
    html! {
        <span class={classes!("kitchen-stands", low.then_some("low"))}>
            { show_quantity(level.on_hand, ingredient.unit, language) }
            if low {
                <em>{ say(language, if level.on_hand <= 0 { "stock-none" } else { "stock-low" }) }</em>
            }
        </span>
    }
}

/// What [`Picking`] is given.
#[derive(Clone, PartialEq, Properties)]
pub struct PickingProps {
    /// What is asked.
    pub question: AttrValue,
    /// Those that are chosen already.
    #[prop_or_default]
    pub chosen: Vec<IngredientId>,
    /// One is chosen.
    pub on_pick: Callback<IngredientId>,
    /// One step back.
    pub on_back: Callback<()>,
    /// Goes on, where that is not choosing one.
    #[prop_or_default]
    pub on_confirm: Option<Callback<()>>,
}

/// The tiles, and the field to find one.
#[component]
pub fn Picking(props: &PickingProps) -> Html {
    let screen = use_screen();
    let language = screen.language;
    let stock = use_stock();
    let field = use_node_ref();
    let menu = screen.menu.clone();
    let shown = menu
        .as_deref()
        .map(|menu| found(menu, &screen.stock, &stock.desk.search))
        .unwrap_or_default();
    let first = shown.first().map(|it| it.id);
    {
        let (props, typed, field) = (props.clone(), stock.desk.search.clone(), field.clone());
        let stock = stock.clone();
        use_page_keys(Keys {
            covered: stock.covered,
            letters: true,
            wished: Callback::from(move |wish| match (wish, &props.on_confirm) {
                (Wish::Back, _) if !typed.is_empty() => stock.edit(|desk| desk.search.clear()),
                (Wish::Back, _) => props.on_back.emit(()),
                (Wish::Confirm, Some(confirm)) if typed.is_empty() => confirm.emit(()),
                (Wish::Confirm, _) if !typed.is_empty() => {
                    first.into_iter().for_each(|it| props.on_pick.emit(it));
                    stock.edit(|desk| desk.search.clear());
                }
                _ => {}
            }),
            ..Keys::default()
        });
        // Typing anywhere searches.
        use_effect_with((), move |()| focus(&field));
    }
    let oninput = {
        let stock = stock.clone();
        Callback::from(move |event: InputEvent| {
            let typed = event.target_unchecked_into::<web_sys::HtmlInputElement>().value();
            stock.edit(move |desk| desk.search = typed);
        })
    };
    let tiles = shown.iter().map(|it| {
        let level = screen.stock.iter().find(|level| level.ingredient == it.id);
        let (on_pick, id) = (props.on_pick.clone(), it.id);
        let chosen = props.chosen.contains(&id);
        html! {
            <li key={id.0}>
                <button type="button" class={classes!("kitchen-tile", chosen.then_some("chosen"))}
                    data-testid={format!("ingredient-{}", id.0)} data-name={it.name.clone()}
                    aria-pressed={(!props.chosen.is_empty() || chosen).then(|| chosen.to_string())}
                    onclick={move |_: MouseEvent| on_pick.emit(id)}>
                    <IngredientDrawing look={it.look.clone()} pixels={64} />
                    <b>{ &it.name }</b>
                    if let Some(level) = level { { stands(level, it, language) } }
                </button>
            </li>
        }
    });
    html! {
        <section class="kitchen-page kitchen-picking" data-testid="picking">
            <header>
                <h2>{ &props.question }</h2>
                <input ref={field} type="search" class="kitchen-search" data-testid="ingredient-search" autocomplete="off"
                    spellcheck="false" placeholder={say(language, "stock-search")}
                    aria-label={say(language, "stock-search")} value={stock.desk.search.clone()} {oninput} />
            </header>
            if shown.is_empty() {
                <p class="kitchen-nothing" data-testid="ingredient-none">{ say(language, "stock-search-none") }</p>
            } else {
                <ul class="kitchen-tiles">{ tiles.collect::<Html>() }</ul>
            }
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::menu::drawing::sample::menu;

    #[test]
    fn an_ingredient_is_found_by_what_is_typed_of_it() {
        let menu = menu();
        let level =
            |it: &Ingredient| StockLevel { ingredient: it.id, on_hand: 1, reserved: 0, safety: 0 };
        let levels: Vec<_> = menu.ingredients.iter().map(level).collect();
        let names = |typed: &str| -> Vec<_> {
            found(&menu, &levels, typed).into_iter().map(|it| it.name.as_str()).collect()
        };
        assert_eq!(names("OEU"), ["œuf"]);
        assert_eq!(names("o")[..2], ["œuf", "olives"]);
        assert_eq!(names("zzz").len(), 0);
        assert_eq!(names("").len(), levels.len());
        assert_eq!(found(&menu, &levels[..1], "").len(), 1, "what the shop does not keep");
    }
}
