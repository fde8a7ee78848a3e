//! A rupture (UC11): the ingredient, what is seen of it, and what that means.

use super::desk::{Desk, Page, Rupture, Typed};
use super::entry::Entry;
use super::pad::{Keys, Wish, use_pad_keys, use_page_keys};
use super::parts::{
    Said, at_the_figure, capital, confirm_button, doubt, ingredient, level, named, new_command,
    no_quantity, said, shown,
};
use super::picking::Picking;
use super::sending::{StockHandle, use_stock};
use super::weighing::{Weighing, difference, theoretical};
use crate::catalogue::{say, say_with};
use crate::frame::use_screen;
use crate::kitchen::parts::{BigButton, done_sign, warning_sign};
use crate::menu::drawing::Drawing;
use domain::menu::{Dish, IngredientId};
use domain::stock::{DeclareRupture, LackingOrder, RuptureDeclared, StockLevel, show_change};
use yew::prelude::*;

/// Opens the page for an ingredient, from wherever it is.
pub fn open_for(desk: &mut Desk, ingredient: IngredientId, entry: Entry, within_inventory: bool) {
    desk.rupture =
        Rupture { typed: Some(Typed::new(ingredient, entry)), done: None, within_inventory };
    desk.show(Some(Page::Rupture));
}

/// Leaves the page: back to the inventory it was opened from, or to the kitchen's own.
fn leave(desk: &mut Desk) {
    let back = desk.rupture.within_inventory.then_some(Page::Inventory);
    desk.rupture = Rupture::default();
    desk.show(back);
}

/// The rupture.
#[component]
pub fn RupturePage() -> Html {
    let screen = use_screen();
    let stock = use_stock();
    let rupture = &stock.desk.rupture;
    if let Some(done) = &rupture.done {
        return html! { <Declared done={done.clone()} /> };
    }
    if let Some(typed) = &rupture.typed {
        return html! { <Seen typed={typed.clone()} /> };
    }
    let (picking, leaving) = (stock.clone(), stock.clone());
    let (menu, levels) = (screen.menu.clone(), screen.stock.clone());
    let on_pick = Callback::from(move |id| {
        let unit = ingredient(menu.as_deref(), id).map(|it| it.unit);
        let there = level(&levels, id).map_or(0, |it| it.on_hand);
        let entry = unit.map(|unit| Entry::about(there, unit)).unwrap_or_default();
        picking.edit(move |desk| {
            desk.rupture.typed = Some(Typed::new(id, entry));
            desk.failed = None;
            desk.search.clear();
        });
    });
    let language = screen.language;
    html! {
        <>
            <Picking question={say(language, "stock-rupture-which")} {on_pick}
                on_back={Callback::from(move |()| leaving.edit(leave))} />
            <footer class="kitchen-foot pair">
                <BigButton testid="back" label={say(language, "kitchen-back-queue")} key_name="Escape"
                    onclick={stock.on_press(leave)} />
                <BigButton testid="suspend-open" label={say(language, "stock-suspend")}
                    onclick={stock.on_press(|desk| desk.show(Some(Page::Suspending)))} />
            </footer>
        </>
    }
}

/// What [`Seen`] is given.
#[derive(Clone, PartialEq, Properties)]
struct SeenProps {
    typed: Typed,
}

/// Declares what is typed, or asks again.
fn declare(
    stock: &StockHandle,
    typed: &Typed,
    there: Option<&StockLevel>,
    screen: &crate::frame::Screen,
) {
    let Some(it) = ingredient(screen.menu.as_deref(), typed.ingredient) else { return };
    let (language, id) = (screen.language, typed.ingredient);
    match said(typed, there.map(|it| it.on_hand), it.unit) {
        Said::Nothing(refused) => {
            stock.edit(move |desk| desk.failed = Some(no_quantity(refused, language)));
        }
        Said::Doubtful(figure) => stock.edit(move |desk| {
            desk.rupture.typed.iter_mut().for_each(|typed| typed.meant = Some(figure));
        }),
        Said::Clear(seen) => {
            stock.send(DeclareRupture { command: new_command(), ingredient: id, seen });
        }
    }
}

/// What is seen of the ingredient.
#[component]
fn Seen(props: &SeenProps) -> Html {
    let screen = use_screen();
    let language = screen.language;
    let stock = use_stock();
    let typed = &props.typed;
    let it = ingredient(screen.menu.as_deref(), typed.ingredient);
    let there = level(&screen.stock, typed.ingredient).copied();
    let on_hand = there.map(|it| it.on_hand);
    let unit = it.as_ref().map(|it| it.unit);
    let on_entry = {
        let stock = stock.clone();
        Callback::from(move |entry: Entry| {
            stock.edit(move |desk| {
                if let Some(typed) = &mut desk.rupture.typed {
                    typed.entry = entry;
                }
                desk.failed = None;
            });
        })
    };
    let confirm = {
        let (stock, typed, screen) = (stock.clone(), typed.clone(), screen.clone());
        Callback::from(move |()| declare(&stock, &typed, there.as_ref(), &screen))
    };
    let back = {
        let stock = stock.clone();
        Callback::from(move |()| {
            stock.edit(|desk| match desk.rupture.within_inventory {
                true => leave(desk),
                false => {
                    desk.rupture.typed = None;
                    desk.failed = None;
                }
            });
        })
    };
    let wished = {
        let (confirm, back) = (confirm.clone(), back.clone());
        Callback::from(move |wish| match wish {
            Wish::Confirm => confirm.emit(()),
            Wish::Back => back.emit(()),
            Wish::Turn(_) | Wish::Rupture => {}
        })
    };
    use_pad_keys(stock.covered || stock.is_held(), (&typed.entry, unit), &on_entry, wished);
    let Some(it) = it else { return Html::default() };
    let figure = typed.entry.read(it.unit).ok();
    let none = {
        let (stock, id) = (stock.clone(), typed.ingredient);
        Callback::from(move |_: MouseEvent| {
            stock.send(DeclareRupture { command: new_command(), ingredient: id, seen: 0 });
        })
    };
    let hint = figure.map(|seen| shown(screen.menu.as_deref(), it.id, seen, language));
    let save = (say(language, "stock-rupture-save"), hint);
    html! {
        <>
            <Weighing ingredient={it.clone()} label={say(language, "stock-seen")} entry={typed.entry.clone()}
                {on_entry} held={stock.is_held()} wrong={at_the_figure(stock.desk.failed.as_ref())}
                beside={vec![theoretical(on_hand, it.unit, language), difference(figure, on_hand, it.unit, language)]}>
                { doubt(typed, on_hand, it.unit, language) }
            </Weighing>
            <footer class="kitchen-foot three">
                <BigButton testid="back" label={say(language, "stock-back")} key_name="Escape"
                    onclick={back.reform(|_| ())} />
                <BigButton testid="stock-none" label={say(language, "stock-rupture-none")}
                    disabled={stock.is_held()} onclick={none} />
                { confirm_button(&stock, "stock-confirm", save, false, confirm.reform(|_| ()), language) }
            </footer>
        </>
    }
}

/// What [`Declared`] is given.
#[derive(Clone, PartialEq, Properties)]
struct DeclaredProps {
    done: RuptureDeclared,
}

/// An order that lacks something.
fn lacking(order: &LackingOrder) -> Html {
    html! {
        <li key={order.number.clone()} data-testid="lacking-order" data-number={order.number.clone()}>
            <b>{ &order.number }</b>
            <span>{ order.customer_name.clone().unwrap_or_default() }</span>
            <em>{ order.ingredients.join(", ") }</em>
        </li>
    }
}

/// What the rupture means: the products that leave the counters, the orders that lack it.
#[component]
fn Declared(props: &DeclaredProps) -> Html {
    let screen = use_screen();
    let language = screen.language;
    let stock = use_stock();
    let RuptureDeclared { seen, no_longer_made, lacking: orders } = &props.done;
    let within = stock.desk.rupture.within_inventory;
    {
        let stock = stock.clone();
        use_page_keys(Keys {
            covered: stock.covered,
            wished: Callback::from(move |wish| {
                if matches!(wish, Wish::Confirm | Wish::Back) {
                    stock.edit(leave);
                }
            }),
            ..Keys::default()
        });
    }
    let menu = screen.menu.clone();
    let name = named(menu.as_deref(), seen.ingredient);
    let unit = ingredient(menu.as_deref(), seen.ingredient).map(|it| it.unit);
    let change = unit.map(|unit| show_change(seen.difference(), unit, language));
    let values = [
        ("name", capital(&name).into()),
        ("seen", shown(menu.as_deref(), seen.ingredient, seen.seen, language).into()),
        ("change", change.unwrap_or_default().into()),
    ];
    let products = menu.iter().flat_map(|menu| {
        let lost = menu.products.iter().filter(|it| no_longer_made.contains(&it.id));
        lost.filter_map(|product| {
            let size = product.sizes.first()?;
            Some(html! {
                <li key={product.id.0} data-testid="no-longer-made" data-slug={product.slug.clone()}>
                    <Drawing menu={menu.clone()} dish={Dish::plain(size.id)} pixels={64} />
                    <b>{ &product.name }</b>
                </li>
            })
        })
    });
    let products: Vec<Html> = products.collect();
    let back = if within { "stock-back-inventory" } else { "kitchen-back-queue" };
    html! {
        <>
            <section class="kitchen-page kitchen-declared" data-testid="declared">
                <h1>{ done_sign() }{ " " }{ say_with(language, "stock-declared", &values) }</h1>
                if products.is_empty() {
                    <p class="kitchen-nothing" data-testid="all-made">{ say(language, "stock-all-made") }</p>
                } else {
                    <h2>{ warning_sign() }{ " " }{ say_with(language, "stock-no-longer-made",
                        &[("count", products.len().into())]) }</h2>
                    <ul class="kitchen-lost">{ for products }</ul>
                }
                if orders.is_empty() {
                    <p class="kitchen-nothing" data-testid="lacking-none">{ say(language, "stock-lacking-none") }</p>
                } else {
                    <h2>{ warning_sign() }{ " " }{ say_with(language, "stock-lacking",
                        &[("count", orders.len().into())]) }</h2>
                    <ul class="kitchen-lacking">{ for orders.iter().map(lacking) }</ul>
                    <p>{ say(language, "stock-lacking-told") }</p>
                }
            </section>
            <footer class="kitchen-foot two">
                if within {
                    <span></span>
                } else {
                    <BigButton testid="stock-another" label={say(language, "stock-rupture-another")}
                        onclick={stock.on_press(|desk| desk.rupture = Rupture::default())} />
                }
                <BigButton testid="back" label={say(language, back)} key_name="Enter" primary=true
                    onclick={stock.on_press(leave)} />
            </footer>
        </>
    }
}
