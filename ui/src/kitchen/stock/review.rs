//! The end of an inventory: all differences before it is saved, and what was written.

use super::desk::Desk;
use super::inventory::{leave, show};
use super::pad::{Keys, Wish, use_page_keys};
use super::parts::{confirm_button, ingredient, named, new_command, shown};
use super::sending::{StockHandle, use_stock};
use crate::catalogue::{say, say_with};
use crate::frame::use_screen;
use crate::kitchen::parts::{BigButton, done_sign};
use crate::menu::drawing::IngredientDrawing;
use domain::Language;
use domain::menu::{IngredientId, Menu};
use domain::stock::{Count, GiveUpInventory, Inventory, SaveInventory, Written, show_change};
use yew::prelude::*;

/// The counts, those that differ most first, and those that are right last.
fn by_difference(inventory: &Inventory) -> Vec<&Count> {
    let mut counts: Vec<_> = inventory.counts.iter().collect();
    let share = |it: &Count| {
        let of = it.theoretical.unsigned_abs().max(1);
        it.difference().unsigned_abs().saturating_mul(1000) / of
    };
    counts.sort_by_key(|it| (core::cmp::Reverse(share(it)), it.ingredient));
    counts
}

fn change(menu: Option<&Menu>, id: IngredientId, by: i64, language: Language) -> String {
    match (ingredient(menu, id), by) {
        (_, 0) => say(language, "stock-even"),
        (Some(it), by) => show_change(by, it.unit, language),
        (None, by) => by.to_string(),
    }
}

/// What [`Review`] is given.
#[derive(Clone, PartialEq, Properties)]
pub struct ReviewProps {
    /// The inventory.
    pub inventory: Inventory,
}

fn save(stock: &StockHandle, inventory: &Inventory) {
    let partly = inventory.left().next().is_some();
    stock.send(SaveInventory { command: new_command(), inventory: inventory.id, partly });
}

/// All differences.
#[component]
pub fn Review(props: &ReviewProps) -> Html {
    let screen = use_screen();
    let (language, menu) = (screen.language, screen.menu.clone());
    let stock = use_stock();
    let inventory = &props.inventory;
    let left: Vec<IngredientId> = inventory.left().collect();
    let go_on = {
        let (stock, inventory) = (stock.clone(), inventory.clone());
        Callback::from(move |()| {
            let next = inventory.resumes_at().or_else(|| inventory.list.last().copied());
            stock.edit(move |desk| next.into_iter().for_each(|it| show(desk, it)));
        })
    };
    {
        let (stock, inventory, go_on) = (stock.clone(), inventory.clone(), go_on.clone());
        use_page_keys(Keys {
            covered: stock.covered || stock.is_held(),
            wished: Callback::from(move |wish| match wish {
                Wish::Confirm if inventory.counts.is_empty() => {}
                Wish::Confirm => save(&stock, &inventory),
                Wish::Back | Wish::Turn(-1) => go_on.emit(()),
                Wish::Turn(_) | Wish::Rupture => {}
            }),
            ..Keys::default()
        });
    }
    let menu = menu.as_deref();
    let rows = by_difference(inventory).into_iter().map(|count| {
        let id = count.ingredient;
        let look = ingredient(menu, id).map(|it| it.look);
        let class = if count.difference() == 0 { "even" } else { "differs" };
        html! {
            <li key={id.0}>
                <button type="button" class={classes!("kitchen-counted", class)} data-testid={format!("counted-{}", id.0)}
                    data-difference={count.difference().to_string()} onclick={stock.on_press(move |desk| show(desk, id))}>
                    if let Some(look) = look { <IngredientDrawing {look} pixels={44} /> }
                    <b>{ named(menu, id) }</b>
                    <span>{ shown(menu, id, count.theoretical, language) }{ " → " }{ shown(menu, id, count.counted, language) }</span>
                    <em>{ change(menu, id, count.difference(), language) }</em>
                </button>
            </li>
        }
    });
    let missing = left.iter().map(|id| named(menu, *id)).collect::<Vec<_>>().join(", ");
    let label = match left.len() {
        0 => (say(language, "stock-inventory-save"), None),
        some => (
            say(language, "stock-inventory-save-partly"),
            Some(say_with(language, "stock-left", &[("count", some.into())])),
        ),
    };
    let saving = {
        let (stock, inventory) = (stock.clone(), inventory.clone());
        Callback::from(move |_: MouseEvent| save(&stock, &inventory))
    };
    html! {
        <>
            <section class="kitchen-page kitchen-review" data-testid="review">
                <h2>{ say_with(language, "stock-review-title", &[("count", inventory.counts.len().into())]) }</h2>
                if !left.is_empty() {
                    <p class="kitchen-doubt" data-testid="not-counted" data-count={left.len().to_string()}>
                        { "⚠\u{a0}" }{ say_with(language, "stock-not-counted", &[("count", left.len().into())]) }
                        <small>{ missing }</small>
                    </p>
                }
                if inventory.counts.is_empty() {
                    <p class="kitchen-nothing" data-testid="review-empty">{ say(language, "stock-review-empty") }</p>
                } else {
                    <ul class="kitchen-counts">{ rows.collect::<Html>() }</ul>
                }
            </section>
            <GivingUp inventory={inventory.clone()} />
            <footer class="kitchen-foot three">
                <BigButton testid="count-on" label={say(language, "stock-count-on")} key_name="Escape"
                    onclick={go_on.reform(|_| ())} />
                <BigButton testid="inventory-give-up" label={say(language, "stock-give-up")} disabled={stock.is_held()}
                    onclick={stock.on_press(|desk| desk.counting.giving_up = true)} />
                { confirm_button(&stock, "inventory-save", label, inventory.counts.is_empty(), saving, language) }
            </footer>
        </>
    }
}

/// Asks whether the inventory is to be given up.
#[component]
fn GivingUp(props: &ReviewProps) -> Html {
    let language = use_screen().language;
    let stock = use_stock();
    if !stock.desk.counting.giving_up {
        return Html::default();
    }
    let give_up = {
        let (stock, inventory) = (stock.clone(), props.inventory.id);
        Callback::from(move |_: MouseEvent| {
            stock.edit(|desk| desk.counting.giving_up = false);
            stock.send(GiveUpInventory { command: new_command(), inventory });
        })
    };
    html! {
        <p class="kitchen-doubt asked" role="alert" data-testid="giving-up">
            <span>{ "⚠\u{a0}" }{ say(language, "stock-give-up-ask") }</span>
            <button type="button" class="kitchen-often" data-testid="give-up-yes" onclick={give_up}>
                { say(language, "stock-give-up-yes") }</button>
            <button type="button" class="kitchen-often" data-testid="give-up-no"
                onclick={stock.on_press(|desk| desk.counting.giving_up = false)}>{ say(language, "stock-give-up-no") }</button>
        </p>
    }
}

/// What [`Saved`] is given.
#[derive(Clone, PartialEq, Properties)]
pub struct SavedProps {
    /// What was written.
    pub written: Written,
}

/// What the inventory has written.
#[component]
pub fn Saved(props: &SavedProps) -> Html {
    let screen = use_screen();
    let (language, menu) = (screen.language, screen.menu.as_deref());
    let stock = use_stock();
    let Written { differences, overruled, drafted } = &props.written;
    {
        let stock = stock.clone();
        use_page_keys(Keys {
            covered: stock.covered,
            wished: Callback::from(move |wish| {
                if matches!(wish, Wish::Confirm | Wish::Back) {
                    stock.edit(|desk: &mut Desk| leave(desk));
                }
            }),
            ..Keys::default()
        });
    }
    let rows = differences.iter().map(|(id, by)| {
        html! {
            <li key={id.0} class="kitchen-counted differs" data-testid={format!("written-{}", id.0)} data-difference={by.to_string()}>
                if let Some(it) = ingredient(menu, *id) { <IngredientDrawing look={it.look} pixels={44} /> }
                <b>{ named(menu, *id) }</b><em>{ change(menu, *id, *by, language) }</em>
            </li>
        }
    });
    let again = overruled.iter().map(|id| named(menu, *id)).collect::<Vec<_>>().join(", ");
    html! {
        <>
            <section class="kitchen-page kitchen-review" data-testid="inventory-saved">
                <h1>{ done_sign() }{ " " }{ say_with(language, "stock-inventory-saved",
                    &[("count", differences.len().into())]) }</h1>
                if !overruled.is_empty() {
                    <p class="kitchen-doubt" data-testid="overruled">
                        { "⚠\u{a0}" }{ say_with(language, "stock-overruled", &[("names", again.into())]) }
                    </p>
                }
                if *drafted > 0 {
                    <p data-testid="purchases-drafted" data-count={drafted.to_string()}>
                        { say_with(language, "stock-purchases-drafted", &[("count", (*drafted).into())]) }
                    </p>
                }
                <ul class="kitchen-counts">{ rows.collect::<Html>() }</ul>
            </section>
            <footer class="kitchen-foot back">
                <BigButton testid="back" label={say(language, "kitchen-back-queue")} key_name="Enter" primary=true
                    onclick={stock.on_press(leave)} />
            </footer>
        </>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::stock::{InventoryId, InventoryState};

    #[test]
    fn what_differs_most_stands_first() {
        let count = |id: i64, counted, theoretical| Count {
            ingredient: IngredientId(id),
            counted,
            theoretical,
            at: Default::default(),
            by: String::new(),
        };
        let inventory = Inventory {
            id: InventoryId(uuid::Uuid::nil()),
            state: InventoryState::UnderWay,
            began_at: Default::default(),
            began_by: String::new(),
            list: vec![],
            counts: vec![count(1, 10, 10), count(2, 900, 1000), count(3, 2, 4), count(4, 3, 0)],
        };
        let order: Vec<_> = by_difference(&inventory).iter().map(|it| it.ingredient.0).collect();
        assert_eq!(order, [4, 3, 2, 1]);
    }
}
