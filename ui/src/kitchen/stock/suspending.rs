//! Products that the pizzaïolo takes off sale by hand, and puts back (UC11): what the book cannot know.

use super::desk::{Desk, Page};
use super::pad::{Keys, Wish, use_page_keys};
use super::parts::new_command;
use super::sending::use_stock;
use crate::catalogue::say;
use crate::frame::use_screen;
use crate::kitchen::parts::BigButton;
use crate::menu::drawing::Drawing;
use domain::menu::{Dish, Product};
use domain::stock::{Quantities, StockLevel, SuspendProduct, makeable};
use yew::prelude::*;

/// How a product stands on sale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sale {
    /// It is sold.
    On,
    /// Nothing of it can be made: it comes back by itself.
    RunOut,
    /// A person took it off.
    Suspended,
}

impl Sale {
    fn of(product: &Product, levels: &[StockLevel]) -> Sale {
        let none = Quantities::new();
        let made = |recipe: &[_]| makeable(recipe, levels, &none) != Some(0);
        match product.suspended {
            true => Sale::Suspended,
            false if product.sizes.iter().any(|size| made(&size.recipe)) => Sale::On,
            false => Sale::RunOut,
        }
    }

    /// Its class and its word.
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Sale::On => ("on", "stock-on-sale"),
            Sale::RunOut => ("low", "stock-run-out"),
            Sale::Suspended => ("off", "stock-suspended"),
        }
    }
}

fn leave(desk: &mut Desk) {
    desk.show(Some(Page::Rupture));
}

/// All products, each with the touch that takes it off sale or puts it back.
#[component]
pub fn SuspendingPage() -> Html {
    let screen = use_screen();
    let language = screen.language;
    let stock = use_stock();
    {
        let stock = stock.clone();
        use_page_keys(Keys {
            covered: stock.covered,
            wished: Callback::from(move |wish| {
                if wish == Wish::Back {
                    stock.edit(leave);
                }
            }),
            ..Keys::default()
        });
    }
    let tiles = screen.menu.iter().flat_map(|menu| {
        menu.products.iter().filter_map(|product| {
            let size = product.sizes.first()?;
            let (class, word) = Sale::of(product, &screen.stock).words();
            let (stock, id, suspended) = (stock.clone(), product.id, !product.suspended);
            let onclick = move |_: MouseEvent| {
                stock.send(SuspendProduct { command: new_command(), product: id, suspended });
            };
            Some(html! {
                <li key={product.id.0}>
                    <button type="button" class={classes!("kitchen-tile", "sale", class)} {onclick}
                        data-testid={format!("suspend-{}", product.slug)} aria-pressed={product.suspended.to_string()}>
                        <Drawing menu={menu.clone()} dish={Dish::plain(size.id)} pixels={64} />
                        <b>{ &product.name }</b>
                        <span class={classes!("kitchen-stands", class)}>{ say(language, word) }</span>
                    </button>
                </li>
            })
        })
    });
    let tiles: Html = tiles.collect();
    html! {
        <>
            <section class="kitchen-page kitchen-picking" data-testid="suspending">
                <header><h2>{ say(language, "stock-suspend-which") }</h2></header>
                <ul class="kitchen-tiles">{ tiles }</ul>
            </section>
            <footer class="kitchen-foot back">
                <BigButton testid="back" label={say(language, "stock-back")} key_name="Escape"
                    onclick={stock.on_press(leave)} />
            </footer>
        </>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::menu::drawing::sample::menu;

    #[test]
    fn what_is_suspended_by_hand_is_told_from_what_ran_out() {
        let menu = menu();
        let level = |on_hand| {
            let of = move |it: &domain::menu::Ingredient| StockLevel {
                ingredient: it.id,
                on_hand,
                reserved: 0,
                safety: 0,
            };
            menu.ingredients.iter().map(of).collect::<Vec<_>>()
        };
        let mut product = menu.products[0].clone();
        assert_eq!(Sale::of(&product, &level(100_000)), Sale::On);
        assert_eq!(Sale::of(&product, &level(0)), Sale::RunOut);
        product.suspended = true;
        assert_eq!(Sale::of(&product, &level(100_000)), Sale::Suspended);
    }
}
