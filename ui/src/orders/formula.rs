//! A set menu, chosen part by part.

use super::composer::{Extras, Halves, LeftOut, PartProps};
use super::desk::Act;
use super::desk_provider::use_desk;
use super::draft;
use crate::catalogue::{say, say_with};
use crate::frame::{Dialog, use_screen};
use crate::menu::drawing::Drawing;
use crate::menu::folded;
use domain::menu::{Dish, Formula, FormulaId, Menu, Product};
use domain::orders::{Sale, Sold};
use domain::stock::{Quantities, StockLevel};
use domain::{Cents, Language, Spoken};
use patternfly_yew::prelude::ModalVariant;
use std::rc::Rc;
use yew::prelude::*;

/// Side of the picture of a choice.
const PICTURE_PIXELS: u32 = 56;

/// The set menu that is chosen.
#[derive(Clone, Debug, PartialEq)]
pub struct Choosing {
    /// The line of the basket; none: a new one.
    pub at: Option<usize>,
    /// Which.
    pub formula: FormulaId,
    /// What is chosen already, one a part; empty: nothing.
    pub dishes: Vec<Dish>,
    /// Its note.
    pub note: Option<String>,
}

/// The products to choose from for a part.
fn choices<'a>(menu: &'a Menu, formula: &Formula, part: usize) -> Vec<&'a Product> {
    let Some(part) = formula.parts.get(part) else { return vec![] };
    let of = |product: &&Product| part.categories.contains(&product.category);
    menu.products.iter().filter(of).filter(|it| !it.sizes.is_empty()).collect()
}

/// The part to choose next: the first one still open after this, or before it.
fn next_part(chosen: &[Option<Dish>], part: usize) -> usize {
    let open = |at: &usize| chosen[*at].is_none();
    let after = (part + 1..chosen.len()).find(open);
    after.or_else(|| (0..chosen.len()).find(open)).unwrap_or(part)
}

/// The line once every part is chosen.
fn sold(formula: FormulaId, chosen: &[Option<Dish>]) -> Option<Sold> {
    let dishes = chosen.iter().cloned().collect::<Option<Vec<_>>>()?;
    Some(Sold::Formula { formula, dishes })
}

/// What the extras chosen so far cost: they come on top.
fn extras(menu: &Menu, chosen: &[Option<Dish>]) -> Cents {
    let made = chosen.iter().flatten().filter_map(|dish| dish.on(menu).ok());
    made.map(|made| made.extras_price()).sum()
}

/// What the choice of the other parts takes, besides the basket.
fn taken(menu: &Menu, basket: &Quantities, chosen: &[Option<Dish>], part: usize) -> Quantities {
    let mut all = basket.clone();
    let others = chosen.iter().enumerate().filter(|(at, _)| *at != part);
    for made in others.filter_map(|(_, dish)| dish.as_ref()?.on(menu).ok()) {
        domain::stock::add_need(&mut all, &made.need(), 1);
    }
    all
}

/// The tiles of the set menus whose name holds what is typed.
pub fn formula_tiles(
    menu: &Menu,
    typed: &str,
    frozen: bool,
    language: Language,
    on_open: &Callback<FormulaId>,
) -> Vec<Html> {
    let wanted = folded(typed.trim());
    let found = menu.formulas.iter().filter(|formula| folded(&formula.name).contains(&wanted));
    let tiles = found.map(|formula| {
        let id = formula.id;
        let parts: Vec<&str> = formula.parts.iter().map(|part| part.name.as_str()).collect();
        html! {
            <button
                key={format!("formula-{}", id.0)}
                class="tile formula-tile" data-testid={format!("formula-{}", formula.slug)}
                aria-disabled={frozen.to_string()}
                onclick={on_open.reform(move |_| id)} disabled={frozen}
            >
                <b class="tile-name">{ &formula.name }</b>
                <small class="formula-parts">{ parts.join(" + ") }</small>
                <span class="tile-row"><span>{ formula.price.show(language) }</span></span>
            </button>
        }
    });
    tiles.collect()
}

/// What [`Choices`] is given.
#[derive(Properties, PartialEq)]
struct ChoicesProps {
    menu: Rc<Menu>,
    stock: Rc<Vec<StockLevel>>,
    taken: Quantities,
    formula: Formula,
    part: usize,
    chosen: Option<Dish>,
    language: Language,
    on_choose: Callback<Dish>,
}

/// The products of one part.
#[component]
fn Choices(props: &ChoicesProps) -> Html {
    let language = props.language;
    let buttons = choices(&props.menu, &props.formula, props.part).into_iter().map(|product| {
        let dish = Dish::plain(product.sizes[0].id);
        let on = props.chosen.as_ref().is_some_and(|chosen| chosen.size == dish.size);
        let need = dish.on(&props.menu).map(|made| made.need()).unwrap_or_default();
        let short = !draft::lacking(&props.menu, &props.stock, &props.taken, &need).is_empty();
        let why = match (product.suspended, short) {
            (true, _) => Some(say(language, "tile-suspended")),
            (false, true) => Some(say(language, "tile-sold-out")),
            _ => None,
        };
        // Tapped again, it stays as it was composed.
        let chosen = props.chosen.clone().filter(|_| on).unwrap_or_else(|| dish.clone());
        html! {
            <button
                class={classes!("pick", "formula-choice", on.then_some("on"))} aria-pressed={on.to_string()}
                data-testid={format!("formula-choice-{}-{}", props.part + 1, product.slug)}
                disabled={product.suspended} onclick={props.on_choose.reform(move |_| chosen.clone())}
            >
                <Drawing menu={props.menu.clone()} {dish} pixels={PICTURE_PIXELS} />
                <span>{ &product.name }</span>
                if let Some(why) = why {
                    <span class="left bad">{ why }</span>
                }
            </button>
        }
    });
    html! { <div class="formula-choices" data-testid="formula-choices">{ for buttons }</div> }
}

/// What [`FormulaDialog`] is given.
#[derive(Properties, PartialEq)]
pub struct FormulaDialogProps {
    /// What is chosen.
    pub choosing: Choosing,
    /// The menu.
    pub menu: Rc<Menu>,
    /// Done, or given up.
    pub on_close: Callback<()>,
}

/// The parts with what is chosen of each.
fn part_tabs(
    formula: &Formula,
    menu: &Menu,
    chosen: &[Option<Dish>],
    part: &UseStateHandle<usize>,
    language: Language,
) -> Html {
    let tabs = formula.parts.iter().enumerate().map(|(at, wanted)| {
        let on = **part == at;
        let made = chosen[at].as_ref().and_then(|dish| dish.on(menu).ok());
        let changes = made.as_ref().map(|made| made.changes().show(language).join(", "));
        let changes = changes.unwrap_or_default();
        let name = made.map(|made| made.name());
        let set = part.setter();
        html! {
            <button class={classes!("pick", "formula-part", on.then_some("on"))} aria-pressed={on.to_string()}
                data-testid={format!("formula-part-{}", at + 1)} onclick={move |_| set.set(at)}>
                <small>{ &wanted.name }</small>
                <b>{ name.map_or_else(|| "…".to_owned(), |name| format!("✓\u{a0}{name}")) }</b>
                if !changes.is_empty() { <small data-testid={format!("formula-changes-{}", at + 1)}>{ changes }</small> }
            </button>
        }
    });
    html! { <div class="picks">{ for tabs }</div> }
}

/// Goes through the parts of a set menu.
#[component]
pub fn FormulaDialog(props: &FormulaDialogProps) -> Html {
    let screen = use_screen();
    let language = screen.language;
    let handle = use_desk();
    let (menu, choosing) = (&props.menu, &props.choosing);
    let found = menu.formula(choosing.formula);
    let parts = found.map_or(0, |formula| formula.parts.len());
    let chosen =
        use_state(|| (0..parts).map(|at| choosing.dishes.get(at).cloned()).collect::<Vec<_>>());
    let part = use_state(|| 0usize);
    // The menu may be another one since the dialog was opened.
    let Some(formula) = found.filter(|_| chosen.len() == parts) else {
        return html! {
            <Dialog title={say(language, "formulas")} testid="formula" on_close={props.on_close.clone()}>
                <p class="empty">{ say(language, "formula-gone") }</p>
            </Dialog>
        };
    };
    let on_choose = {
        let (chosen, part) = (chosen.clone(), part.clone());
        Callback::from(move |dish: Dish| {
            let mut next = (*chosen).clone();
            if let Some(place) = next.get_mut(*part) {
                *place = Some(dish);
                part.set(next_part(&next, *part));
                chosen.set(next);
            }
        })
    };
    let on_dish = {
        let (chosen, part) = (chosen.clone(), *part);
        Callback::from(move |dish: Dish| {
            let mut next = (*chosen).clone();
            next[part] = Some(dish);
            chosen.set(next);
        })
    };
    let changes = chosen[*part].clone().map(|dish| {
        let among = Some(formula.parts[*part].categories.clone());
        let part = PartProps { menu: menu.clone(), dish, among, language, on_dish };
        html! { <><Halves ..part.clone() /><LeftOut ..part.clone() /><Extras ..part /></> }
    });
    let whole = sold(formula.id, &chosen);
    let sale = whole.as_ref().map(|sold| Sale::of(sold, menu));
    let price = match &sale {
        Some(Ok(sale)) => sale.price(),
        _ => formula.price + extras(menu, &chosen),
    };
    let wrong = sale.and_then(Result::err).map(|refused| refused.say(language));
    let save = {
        let (at, menu, note) = (choosing.at, menu.clone(), choosing.note.clone());
        let (close, handle, whole) = (props.on_close.clone(), handle.clone(), whole.clone());
        move |_: MouseEvent| {
            if let Some(sold) = whole.clone() {
                handle.act(Act::Compose { at, menu: menu.clone(), sold, note: note.clone() });
                close.emit(());
            }
        }
    };
    let word = if choosing.at.is_some() {
        say(language, "note-save")
    } else {
        say(language, "composer-add")
    };
    let actions = html! {
        <button class="button primary" data-testid="formula-save" disabled={whole.is_none() || wrong.is_some()} onclick={save}>
            { word }
        </button>
    };
    let taken = taken(menu, &handle.desk.basket.need(menu), &chosen, *part);
    let title = format!("{} · {}", formula.name, price.show(language));
    html! {
        <Dialog {title} testid="formula" variant={ModalVariant::Large} on_close={props.on_close.clone()} {actions}>
            <div class="formula">
                { part_tabs(formula, menu, &chosen, &part, language) }
                <p class="formula-guide">{
                    say_with(language, "formula-choose", &[("part", formula.parts[*part].name.as_str().into())])
                }</p>
                <Choices
                    menu={menu.clone()} stock={screen.stock.clone()} {taken} formula={formula.clone()} part={*part}
                    chosen={chosen[*part].clone()} {language} {on_choose}
                />
                { changes }
                if let Some(wrong) = wrong {
                    <p class="field-error" role="alert" data-testid="formula-error">{ wrong }</p>
                }
            </div>
        </Dialog>
    }
}

#[cfg(test)]
mod tests {
    use super::super::basket::tests::menu;
    use super::*;
    use domain::menu::{CategoryId, FormulaPart, SizeId};

    fn with_formula() -> Menu {
        let mut menu = menu();
        menu.products[1].category = CategoryId(2);
        let part = |name: &str, category| FormulaPart {
            name: name.to_owned(),
            categories: vec![CategoryId(category)],
        };
        menu.formulas = vec![Formula {
            id: FormulaId(1),
            slug: "midi".to_owned(),
            name: "Midi".to_owned(),
            price: Cents(900),
            parts: vec![part("Pizza", 1), part("Boisson", 2)],
        }];
        menu
    }

    #[test]
    fn each_part_offers_its_categories() {
        let menu = with_formula();
        let names = |part| -> Vec<_> {
            choices(&menu, &menu.formulas[0], part).iter().map(|it| it.name.clone()).collect()
        };
        assert_eq!((names(0), names(1)), (vec!["Reine".to_owned()], vec!["Limonade".to_owned()]));
        assert!(names(2).is_empty());
    }

    #[test]
    fn the_next_part_is_one_still_open() {
        let dish = || Some(Dish::plain(SizeId(1)));
        for (chosen, part, next) in [
            (vec![dish(), None, None], 0, 1),
            (vec![None, None, dish()], 2, 0),
            (vec![dish(), dish()], 1, 1),
        ] {
            assert_eq!(next_part(&chosen, part), next);
        }
    }

    #[test]
    fn a_whole_formula_is_one_line_with_its_dishes() {
        let menu = with_formula();
        let [pizza, can] = [1, 2].map(|size| Some(Dish::plain(SizeId(size))));
        assert_eq!(sold(FormulaId(1), &[pizza.clone(), None]), None);
        let sold = sold(FormulaId(1), &[pizza, can]).expect("whole");
        let mut basket = super::super::basket::Basket::default();
        basket.add_sold(&menu, sold.clone(), None);
        basket.add_sold(&menu, sold, None);
        assert_eq!(basket.lines.len(), 1);
        assert_eq!(basket.totals(&menu).gross, Cents(1800));
        let parts: Vec<_> = basket.lines[0].parts.iter().map(|it| it.name.as_str()).collect();
        assert_eq!(parts, ["Reine", "Limonade"]);
        assert_eq!((basket.cooking(&menu).len(), basket.others(&menu)), (2, 2));
    }
}
