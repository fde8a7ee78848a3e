//! The left of the counter: mode, categories, search, and the grid.

use super::desk::Act;
use super::desk_provider::use_desk;
use super::filter::{CHANNELS, MODES};
use super::formula::formula_tiles;
use crate::catalogue::{say, say_with};
use crate::frame::{Notice, Tone, hour, use_later, use_screen};
use crate::menu::{Grid, category_name, shown};
use domain::menu::{CategoryId, FormulaId, Menu, SizeId};
use domain::orders::{Channel, ServiceMode};
use domain::staff::MANAGERS;
use domain::{Language, Spoken};
use std::rc::Rc;
use yew::prelude::*;

/// A tab of the menu.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tab {
    /// The products of a category.
    Category(CategoryId),
    /// The set menus.
    Formulas,
}

/// What [`MenuPane`] is given.
#[derive(Properties, PartialEq)]
pub struct MenuPaneProps {
    /// The tab chosen; none: the first.
    pub category: Option<Tab>,
    /// What is searched.
    pub search: AttrValue,
    /// The search field.
    pub field: NodeRef,
    /// A tab was chosen.
    pub on_category: Callback<Tab>,
    /// The search changed.
    pub on_search: Callback<String>,
    /// The number of who calls is to be typed.
    pub on_phone: Callback<()>,
    /// Where the order is brought is to be typed.
    pub on_delivery: Callback<()>,
    /// A product is to be composed.
    pub on_compose: Callback<SizeId>,
    /// A set menu is to be chosen.
    pub on_formula: Callback<FormulaId>,
}

/// The tab shown: the chosen one, as long as the menu has it.
fn tab(menu: &Menu, chosen: Option<Tab>) -> Option<Tab> {
    let has = |tab: &Tab| match tab {
        Tab::Category(id) => menu.categories.iter().any(|category| category.id == *id),
        Tab::Formulas => !menu.formulas.is_empty(),
    };
    let first = menu.categories.first().map(|category| Tab::Category(category.id));
    chosen.filter(has).or(first)
}

/// The products shown under a tab, or found by what is typed.
fn products(menu: &Menu, chosen: Option<Tab>, typed: &str) -> Vec<usize> {
    match tab(menu, chosen) {
        Some(Tab::Formulas) if typed.trim().is_empty() => vec![],
        Some(Tab::Category(id)) => shown(menu, Some(id), typed),
        Some(Tab::Formulas) | None => shown(menu, None, typed),
    }
}

/// The tabs of the menu.
fn tabs(menu: &Menu, current: Option<Tab>, language: Language, on: &Callback<Tab>) -> Html {
    let categories = menu.categories.iter().map(|category| {
        let tab = Tab::Category(category.id);
        segment(
            current == Some(tab),
            format!("category-{}", category.id.0),
            category_name(category, language),
            on.reform(move |_| tab),
        )
    });
    let formulas = (!menu.formulas.is_empty()).then(|| {
        segment(
            current == Some(Tab::Formulas),
            "category-formulas".to_owned(),
            say(language, "formulas"),
            on.reform(move |_| Tab::Formulas),
        )
    });
    html! {
        <div class="segment" role="group" aria-label={say(language, "category-label")}>
            { for categories }{ for formulas }
        </div>
    }
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

/// What [`Modes`] is given.
#[derive(Properties, PartialEq)]
struct ModesProps {
    on_delivery: Callback<()>,
}

/// Picked up, eaten here, or brought.
#[component]
fn Modes(props: &ModesProps) -> Html {
    let language = use_screen().language;
    let handle = use_desk();
    let buttons = MODES.map(|mode| {
        let (chosen, on_delivery) = (handle.clone(), props.on_delivery.clone());
        segment(
            handle.desk.basket.mode == mode,
            format!("mode-{}", mode.word()),
            mode.say(language),
            Callback::from(move |_| {
                chosen.act(Act::Mode(mode));
                if mode == ServiceMode::Delivery {
                    on_delivery.emit(());
                }
            }),
        )
    });
    let frozen = handle.desk.frozen();
    html! { <fieldset class="segment" disabled={frozen} aria-label={say(language, "mode-label")}>{ for buttons }</fieldset> }
}

/// What [`Channels`] is given.
#[derive(Properties, PartialEq)]
struct ChannelsProps {
    on_phone: Callback<()>,
}

/// Face to face or by telephone.
#[component]
fn Channels(props: &ChannelsProps) -> Html {
    let language = use_screen().language;
    let handle = use_desk();
    let buttons = CHANNELS.map(|channel| {
        let (chosen, on_phone) = (handle.clone(), props.on_phone.clone());
        segment(
            handle.desk.basket.channel == channel,
            format!("channel-{}", channel.word()),
            channel.say(language),
            Callback::from(move |_| {
                chosen.act(Act::Channel(channel));
                // Who calls gives a number first.
                if channel == Channel::Phone {
                    on_phone.emit(());
                }
            }),
        )
    });
    let frozen = handle.desk.frozen();
    html! { <fieldset class="segment" disabled={frozen} aria-label={say(language, "channel-label")}>{ for buttons }</fieldset> }
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
        let menu = screen.menu.clone();
        // Another desk's while the counter is in training; the tiles are not drawn anew for that.
        let desk = use_mut_ref(|| handle.desk.dispatcher());
        desk.replace(handle.desk.dispatcher());
        use_callback(menu, move |size, menu| {
            if let Some(menu) = menu {
                desk.borrow().dispatch(Act::Add(menu.clone(), size));
            }
        })
    };
    let found = use_memo(
        (screen.menu.clone(), props.category, props.search.clone()),
        |(menu, category, search)| {
            menu.as_ref().map_or_else(Vec::new, |menu| products(menu, *category, search))
        },
    );
    let need = use_memo((screen.menu.clone(), handle.desk.basket.lines.clone()), |(menu, _)| {
        menu.as_ref().map(|menu| handle.desk.basket.need(menu)).unwrap_or_default()
    });
    let promised = use_later(need);
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
    let searching = !props.search.trim().is_empty();
    let (frozen, on_formula) = (handle.desk.frozen(), &props.on_formula);
    let formulas: Vec<Html> = if searching || current == Some(Tab::Formulas) {
        formula_tiles(&menu, &props.search, frozen, language, on_formula)
    } else {
        vec![]
    };
    let nothing = found.is_empty() && formulas.is_empty();
    let failure = screen.menu_failure.as_ref().map(|failure| failure.message.as_str());
    html! {
        <section class="menu-pane">
            <div class="bar">
                <Channels on_phone={props.on_phone.clone()} />
                <Modes on_delivery={props.on_delivery.clone()} />
            </div>
            <div class="bar">
                { tabs(&menu, current, language, &props.on_category) }
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
            if nothing {
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
                {promised}
                may_force={MANAGERS.admits(screen.staff.as_ref().map(|person| person.role))}
                frozen={handle.desk.frozen()}
                {language}
                on_add={add}
                on_compose={props.on_compose.clone()}
            >
                { for formulas }
            </Grid>
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::super::basket::tests::menu;
    use super::*;

    #[test]
    fn the_tab_shown_is_one_that_the_menu_has() {
        let mut menu = menu();
        assert_eq!(tab(&menu, Some(Tab::Formulas)), None);
        menu.categories = vec![domain::menu::Category {
            id: CategoryId(1),
            name: "Pizzas".to_owned(),
            name_en: None,
        }];
        let pizzas = Tab::Category(CategoryId(1));
        for chosen in [None, Some(Tab::Formulas), Some(Tab::Category(CategoryId(9)))] {
            assert_eq!(tab(&menu, chosen), Some(pizzas));
        }
        assert_eq!(products(&menu, Some(pizzas), ""), [0, 1]);
        assert_eq!(products(&menu, Some(pizzas), "lim"), [1]);
    }

    #[test]
    fn enter_adds_the_first_product_on_sale() {
        let mut menu = menu();
        assert_eq!(first_found(&menu, "i"), Some(SizeId(1)));
        menu.products[0].suspended = true;
        assert_eq!(first_found(&menu, "i"), Some(SizeId(2)));
        assert_eq!(first_found(&menu, "zzz"), None);
    }
}
