//! An inventory (UC13): begun, counted one ingredient a screen, left and gone on with at any station.

use super::desk::{Counting, Desk, Typed};
use super::entry::Entry;
use super::pad::{Keys, Wish, use_pad_keys, use_page_keys};
use super::parts::{
    Said, at_the_figure, confirm_button, doubt, ingredient, level, new_command, no_quantity, said,
    shown,
};
use super::review::{Review, Saved};
use super::rupture;
use super::sending::{StockHandle, use_stock};
use super::weighing::{Weighing, difference, theoretical};
use crate::backend::new_uuid;
use crate::catalogue::{say, say_with};
use crate::frame::{Screen, hour, use_screen};
use crate::kitchen::parts::BigButton;
use domain::menu::IngredientId;
use domain::stock::{BeginInventory, CountIngredient, Inventory, InventoryId};
use yew::prelude::*;

/// Leaves the page; the inventory stays as it is.
pub fn leave(desk: &mut Desk) {
    (desk.counting.saved, desk.counting.giving_up) = (None, false);
    desk.show(None);
}

/// Shows an ingredient.
pub fn show(desk: &mut Desk, ingredient: IngredientId) {
    let shown = desk.counting.typed.as_ref().is_some_and(|it| it.ingredient == ingredient);
    if !shown {
        desk.counting.typed = Some(Typed::new(ingredient, Entry::default()));
    }
    (desk.counting.review, desk.failed) = (false, None);
}

/// The screen before (-1) or after the one that is shown.
fn turn(desk: &mut Desk, by: isize) {
    let Counting { inventory: Some(inventory), typed, .. } = &desk.counting else { return };
    let here = typed.as_ref().map(|it| it.ingredient).or_else(|| inventory.resumes_at());
    let Some(here) = here else { return };
    let (before, after) = inventory.neighbours(here);
    match if by < 0 { before } else { after } {
        Some(next) => show(desk, next),
        None if by > 0 => desk.counting.review = true,
        None => {}
    }
}

/// The inventory.
#[component]
pub fn InventoryPage() -> Html {
    let stock = use_stock();
    let counting = &stock.desk.counting;
    if let Some(written) = &counting.saved {
        return html! { <Saved written={written.clone()} /> };
    }
    let Some(inventory) = &counting.inventory else { return html! { <Begin /> } };
    let here = counting.typed.clone();
    let here = here.or_else(|| Some(Typed::new(inventory.resumes_at()?, Entry::default())));
    match here {
        Some(typed) if !counting.review => {
            html! { <Count inventory={inventory.clone()} {typed} /> }
        }
        _ => html! { <Review inventory={inventory.clone()} /> },
    }
}

/// None is under way: one can be begun.
#[component]
fn Begin() -> Html {
    let screen = use_screen();
    let language = screen.language;
    let stock = use_stock();
    let begin = {
        let stock = stock.clone();
        Callback::from(move |()| {
            let inventory = InventoryId(new_uuid());
            stock.send(BeginInventory { command: new_command(), inventory });
        })
    };
    {
        let (stock, begin) = (stock.clone(), begin.clone());
        use_page_keys(Keys {
            covered: stock.covered,
            wished: Callback::from(move |wish| match wish {
                Wish::Confirm => begin.emit(()),
                Wish::Back => stock.edit(leave),
                Wish::Turn(_) | Wish::Rupture => {}
            }),
            ..Keys::default()
        });
    }
    let hint = say_with(language, "stock-inventory-count", &[("count", screen.stock.len().into())]);
    let label = (say(language, "stock-inventory-begin"), Some(hint));
    html! {
        <>
            { crate::kitchen::parts::empty("inventory-none", say(language, "stock-inventory-none"),
                say(language, "stock-inventory-about")) }
            <footer class="kitchen-foot two">
                <BigButton testid="back" label={say(language, "kitchen-back-queue")} key_name="Escape"
                    onclick={stock.on_press(leave)} />
                { confirm_button(&stock, "inventory-begin", label, false, begin.reform(|_| ()), language) }
            </footer>
        </>
    }
}

/// What [`Count`] is given.
#[derive(Clone, PartialEq, Properties)]
struct CountProps {
    inventory: Inventory,
    typed: Typed,
}

/// Counts what is typed, or asks again; what was counted and is not typed anew stays.
fn count(stock: &StockHandle, props: &CountProps, screen: &Screen) {
    let CountProps { inventory, typed } = props;
    let Some(it) = ingredient(screen.menu.as_deref(), typed.ingredient) else { return };
    let there = level(&screen.stock, it.id).map(|it| it.on_hand);
    if typed.entry.is_empty() && inventory.count(it.id).is_some() {
        return stock.edit(|desk| turn(desk, 1));
    }
    let (language, kept) = (screen.language, typed.clone());
    match said(typed, there, it.unit) {
        Said::Nothing(refused) => {
            stock.edit(move |desk| desk.failed = Some(no_quantity(refused, language)));
        }
        Said::Doubtful(figure) => stock.edit(move |desk| {
            desk.counting.typed = Some(Typed { meant: Some(figure), ..kept });
        }),
        Said::Clear(counted) => {
            let (command, inventory, ingredient) = (new_command(), inventory.id, it.id);
            stock.edit(move |desk| desk.counting.typed = Some(kept));
            stock.send(CountIngredient { command, inventory, ingredient, counted });
        }
    }
}

/// One ingredient.
#[component]
fn Count(props: &CountProps) -> Html {
    let screen = use_screen();
    let language = screen.language;
    let stock = use_stock();
    let CountProps { inventory, typed } = props;
    let it = ingredient(screen.menu.as_deref(), typed.ingredient);
    let on_hand = level(&screen.stock, typed.ingredient).map(|it| it.on_hand);
    let unit = it.as_ref().map(|it| it.unit);
    // Until something is typed, the unit is the one in which people say about so much.
    let entry = match unit {
        Some(unit) if typed.entry == Entry::default() => {
            Entry::about(on_hand.unwrap_or_default(), unit)
        }
        _ => typed.entry.clone(),
    };
    let on_entry = {
        let (stock, typed) = (stock.clone(), typed.clone());
        Callback::from(move |entry: Entry| {
            let typed = Typed { entry, ..typed.clone() };
            stock.edit(move |desk| (desk.counting.typed, desk.failed) = (Some(typed), None));
        })
    };
    let confirm = {
        let (stock, screen) = (stock.clone(), screen.clone());
        let props =
            CountProps { typed: Typed { entry: entry.clone(), ..typed.clone() }, ..props.clone() };
        Callback::from(move |()| count(&stock, &props, &screen))
    };
    let run_out = {
        let (stock, id, entry) = (stock.clone(), typed.ingredient, entry.clone());
        Callback::from(move |()| {
            let entry = entry.clone();
            stock.edit(move |desk| {
                show(desk, id);
                rupture::open_for(desk, id, entry, true);
            });
        })
    };
    let wished = {
        let (stock, confirm, run_out) = (stock.clone(), confirm.clone(), run_out.clone());
        Callback::from(move |wish| match wish {
            Wish::Confirm => confirm.emit(()),
            Wish::Back => stock.edit(leave),
            Wish::Turn(by) => stock.edit(move |desk| turn(desk, by)),
            Wish::Rupture => run_out.emit(()),
        })
    };
    use_pad_keys(stock.covered || stock.is_held(), (&entry, unit), &on_entry, wished);
    let Some(it) = it else { return Html::default() };
    let place = inventory.list.iter().position(|listed| *listed == it.id).unwrap_or_default();
    let known = inventory.count(it.id);
    let figure = entry.read(it.unit).ok();
    let mut beside = vec![
        theoretical(on_hand, it.unit, language),
        difference(figure, on_hand, it.unit, language),
    ];
    if let Some(count) = known {
        let counted = shown(screen.menu.as_deref(), it.id, count.counted, language);
        beside.push((say(language, "stock-counted-already").into(), counted.into()));
    }
    let values = [("place", (place + 1).into()), ("all", inventory.list.len().into())];
    let left = inventory.left().count();
    let label = match (known, entry.is_empty()) {
        (Some(_), true) => (say(language, "stock-inventory-next"), None),
        _ => (
            say(language, "stock-inventory-save-next"),
            figure.map(|it_is| shown(screen.menu.as_deref(), it.id, it_is, language)),
        ),
    };
    let arrow = |testid: &'static str,
                 label: &'static str,
                 by: isize,
                 disabled: bool,
                 path: &'static str| {
        html! {
            <button type="button" class="kitchen-arrow" data-testid={testid} {disabled}
                aria-label={say(language, label)} onclick={stock.on_press(move |desk| turn(desk, by))}>
                <svg viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d={path} fill="currentColor" /></svg>
            </button>
        }
    };
    html! {
        <>
            <nav class="kitchen-progress">
                { arrow("count-previous", "stock-previous", -1, place == 0, "M16.5 4v16L5.5 12Z") }
                <span data-testid="count-place">{ say_with(language, "stock-place", &values) }</span>
                { arrow("count-next", "stock-next", 1, false, "M7.5 4v16l11-8Z") }
                <progress max={inventory.list.len().to_string()} value={inventory.counts.len().to_string()}></progress>
                <span data-testid="count-left">{ say_with(language, "stock-left", &[("count", left.into())]) }</span>
                if let Some(count) = known {
                    <em data-testid="counted-by">{ say_with(language, "stock-counted-by", &[
                        ("name", count.by.clone().into()), ("time", hour(count.at).into())]) }</em>
                }
            </nav>
            <Weighing ingredient={it.clone()} label={say(language, "stock-counted")} entry={entry.clone()} {on_entry}
                held={stock.is_held()} wrong={at_the_figure(stock.desk.failed.as_ref())} {beside}>
                { doubt(typed, on_hand, it.unit, language) }
            </Weighing>
            <footer class="kitchen-foot four">
                <BigButton testid="back" label={say(language, "kitchen-back-queue")} key_name="Escape"
                    hint={AttrValue::from(say(language, "stock-inventory-kept"))} onclick={stock.on_press(leave)} />
                <BigButton testid="count-rupture" label={say(language, "kitchen-stock-out")} key_name="R"
                    onclick={run_out.reform(|_| ())} />
                <BigButton testid="count-review" label={say(language, "stock-review")}
                    hint={AttrValue::from(say_with(language, "stock-counted-count", &[("count", inventory.counts.len().into())]))}
                    onclick={stock.on_press(|desk| desk.counting.review = true)} />
                { confirm_button(&stock, "stock-confirm", label, false, confirm.reform(|_| ()), language) }
            </footer>
        </>
    }
}

/// The hint on the kitchen's button: how far it is.
pub fn progress(desk: &Desk) -> Option<(usize, usize)> {
    let inventory = desk.counting.inventory.as_ref()?;
    Some((inventory.counts.len(), inventory.list.len()))
}
