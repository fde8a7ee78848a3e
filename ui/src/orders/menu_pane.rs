//! The left of the counter: mode, categories, search, and the grid.

use super::desk::Act;
use super::desk_provider::use_desk;
use crate::catalogue::{say, say_with};
use crate::frame::{Notice, Tone, hour, use_screen};
use crate::menu::{Grid, category_name, shown};
use domain::menu::{CategoryId, Menu, SizeId};
use domain::orders::ServiceMode;
use domain::staff::MANAGERS;
use domain::{Language, Spoken};
use std::rc::Rc;
use yew::prelude::*;

/// The ways of service that a counter offers.
const MODES: [ServiceMode; 2] = [ServiceMode::TakeAway, ServiceMode::EatIn];

/// What [`MenuPane`] is given.
#[derive(Properties, PartialEq)]
pub struct MenuPaneProps {
    /// The tab chosen; none: the first.
    pub category: Option<CategoryId>,
    /// What is searched.
    pub search: AttrValue,
    /// The search field.
    pub field: NodeRef,
    /// A tab was chosen.
    pub on_category: Callback<CategoryId>,
    /// The search changed.
    pub on_search: Callback<String>,
}

/// The tab shown: the chosen one, as long as the menu has it.
fn tab(menu: &Menu, chosen: Option<CategoryId>) -> Option<CategoryId> {
    let has = |id: &CategoryId| menu.categories.iter().any(|category| category.id == *id);
    chosen.filter(has).or(menu.categories.first().map(|category| category.id))
}

/// The product that Enter adds: the first one found that is on sale.
pub fn first_found(menu: &Menu, typed: &str) -> Option<SizeId> {
    shown(menu, None, typed)
        .into_iter()
        .filter_map(|at| menu.products.get(at))
        .find(|product| !product.suspended)
        .and_then(|product| product.sizes.first())
        .map(|size| size.id)
}

fn segment(on: bool, testid: String, text: String, chosen: Callback<MouseEvent>) -> Html {
    html! {
        <button class={classes!(on.then_some("on"))} aria-pressed={on.to_string()} data-testid={testid} onclick={chosen}>
            { text }
        </button>
    }
}

/// Take-away or eat in.
#[component]
fn Modes() -> Html {
    let language = use_screen().language;
    let handle = use_desk();
    let buttons = MODES.map(|mode| {
        let chosen = handle.clone();
        segment(
            handle.desk.basket.mode == mode,
            format!("mode-{}", mode.word()),
            mode.say(language),
            Callback::from(move |_| chosen.act(Act::Mode(mode))),
        )
    });
    let frozen = handle.desk.frozen();
    html! { <fieldset class="segment" disabled={frozen} aria-label={say(language, "mode-label")}>{ for buttons }</fieldset> }
}

/// Says that the menu shown is an old one, and how old.
fn age_of_menu(language: Language, failure: Option<&str>, at: String) -> Html {
    failure.map_or_else(Html::default, |message| {
        let text = say_with(language, "menu-old", &[("hour", at.into()), ("why", message.into())]);
        html! { <Notice {text} tone={Tone::Warning} testid="menu-error" /> }
    })
}

/// The left of the counter.
#[component]
pub fn MenuPane(props: &MenuPaneProps) -> Html {
    let screen = use_screen();
    let language = screen.language;
    let handle = use_desk();
    let add = {
        let (handle, menu) = (handle.clone(), screen.menu.clone());
        let dispatcher = handle.desk.dispatcher();
        use_callback(menu, move |size, menu| {
            if let Some(menu) = menu {
                dispatcher.dispatch(Act::Add(menu.clone(), size));
            }
        })
    };
    let found = use_memo(
        (screen.menu.clone(), props.category, props.search.clone()),
        |(menu, category, search)| {
            menu.as_ref().map_or_else(Vec::new, |menu| shown(menu, tab(menu, *category), search))
        },
    );
    let need = use_memo((screen.menu.clone(), handle.desk.basket.lines.clone()), |(menu, _)| {
        menu.as_ref().map(|menu| handle.desk.basket.need(menu)).unwrap_or_default()
    });
    let typed = props.on_search.reform(|event: InputEvent| {
        event.target_unchecked_into::<web_sys::HtmlInputElement>().value()
    });
    let Some(menu) = screen.menu.clone() else {
        let what = match &screen.menu_failure {
            Some(failure) => {
                html! { <Notice text={failure.message.clone()} testid="menu-error" /> }
            }
            None => html! { <p class="empty" role="status">{ say(language, "menu-loading") }</p> },
        };
        return html! { <section class="menu-pane">{ what }</section> };
    };
    let current = tab(&menu, props.category).filter(|_| props.search.is_empty());
    let tabs = menu.categories.iter().map(|category| {
        let id = category.id;
        segment(
            current == Some(id),
            format!("category-{}", id.0),
            category_name(category, language),
            props.on_category.reform(move |_| id),
        )
    });
    let failure = screen.menu_failure.as_ref().map(|failure| failure.message.as_str());
    html! {
        <section class="menu-pane">
            <div class="bar">
                <Modes />
            </div>
            <div class="bar">
                <div class="segment" role="group" aria-label={say(language, "category-label")}>{ for tabs }</div>
                <input
                    ref={props.field.clone()}
                    class="search"
                    type="text"
                    autocomplete="off"
                    data-testid="search"
                    aria-label={say(language, "search-label")}
                    placeholder={say(language, "search-hint")}
                    value={props.search.clone()}
                    oninput={typed}
                />
            </div>
            { age_of_menu(language, failure, screen.menu_at.map(hour).unwrap_or_default()) }
            if found.is_empty() {
                <p class="empty" data-testid="grid-empty">{
                    if props.search.is_empty() {
                        say(language, "category-empty")
                    } else {
                        say_with(language, "search-empty", &[("typed", props.search.as_str().into())])
                    }
                }</p>
            }
            <Grid
                menu={menu}
                shown={Rc::clone(&found)}
                stock={screen.stock.clone()}
                promised={Rc::clone(&need)}
                may_force={MANAGERS.admits(screen.staff.as_ref().map(|person| person.role))}
                frozen={handle.desk.frozen()}
                {language}
                on_add={add}
            />
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::super::basket::tests::menu;
    use super::*;

    #[test]
    fn enter_adds_the_first_product_on_sale() {
        let mut menu = menu();
        assert_eq!(first_found(&menu, "i"), Some(SizeId(1)));
        menu.products[0].suspended = true;
        assert_eq!(first_found(&menu, "i"), Some(SizeId(2)));
        assert_eq!(first_found(&menu, "zzz"), None);
    }
}
