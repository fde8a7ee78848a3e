//! The grid of the menu: one tile a product, one tap adds one.
//!
//! With three hundred products a tap must still paint at once: a tile draws itself again only
//! when what it shows changed.

use super::drawing::Drawing;
use crate::catalogue::{say, say_with};
use domain::Language;
use domain::menu::{Dish, Menu, SizeId};
use domain::stock::{Quantities, StockLevel, makeable};
use gloo_timers::callback::Timeout;
use std::cell::RefCell;
use std::rc::Rc;
use yew::prelude::*;

/// At or below so many left, a tile says so louder.
const FEW: i64 = 3;
/// A finger that rests so long on a tile wants to compose.
const LONG_TOUCH_MS: u32 = 500;
/// Side of a tile's picture.
const PICTURE_PIXELS: u32 = 84;

/// Whether a product can be ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Offer {
    /// As many as wanted.
    Free,
    /// So many are left.
    Left(i64),
    /// None is left by the book.
    SoldOut,
    /// Taken off sale by hand.
    Suspended,
}

impl Offer {
    fn of(suspended: bool, left: Option<i64>) -> Offer {
        match left {
            _ if suspended => Offer::Suspended,
            None => Offer::Free,
            Some(..=0) => Offer::SoldOut,
            Some(left) => Offer::Left(left),
        }
    }

    /// How many the tile says can be made.
    fn makeable(self) -> Option<String> {
        match self {
            Offer::Free => None,
            Offer::Left(left) => Some(left.to_string()),
            Offer::SoldOut | Offer::Suspended => Some("0".to_owned()),
        }
    }

    fn show(self, language: Language) -> Html {
        let (tone, text) = match self {
            Offer::Free => return Html::default(),
            Offer::Left(left @ ..=FEW) => {
                ("warn", say_with(language, "tile-left", &[("count", left.into())]))
            }
            Offer::Left(left) => ("", say_with(language, "tile-left", &[("count", left.into())])),
            Offer::SoldOut => ("bad", say(language, "tile-sold-out")),
            Offer::Suspended => ("bad", say(language, "tile-suspended")),
        };
        html! { <span class={classes!("left", tone)}>{ text }</span> }
    }
}

/// What [`Grid`] is given.
#[derive(Properties, PartialEq)]
pub struct GridProps {
    /// The menu.
    pub menu: Rc<Menu>,
    /// Places in `menu.products` of what is shown, in this order.
    pub shown: Rc<Vec<usize>>,
    /// The stock.
    pub stock: Rc<Vec<StockLevel>>,
    /// What the basket takes of it.
    pub promised: Rc<Quantities>,
    /// A manager may sell what the book says is gone.
    pub may_force: bool,
    /// The basket cannot be changed now.
    pub frozen: bool,
    /// The language.
    pub language: Language,
    /// One of it is wanted.
    pub on_add: Callback<SizeId>,
    /// One of it is wanted otherwise than it is on the menu.
    pub on_compose: Callback<SizeId>,
    /// Further tiles.
    #[prop_or_default]
    pub children: Html,
}

/// The grid of tiles.
#[component]
pub fn Grid(props: &GridProps) -> Html {
    let tiles = props.shown.iter().filter_map(|&at| {
        let product = props.menu.products.get(at)?;
        let size = product.sizes.first()?;
        let left = makeable(&size.recipe, &props.stock, &props.promised);
        let offer = Offer::of(product.suspended, left);
        let orderable = match offer {
            Offer::Free | Offer::Left(_) => !props.frozen,
            Offer::SoldOut => props.may_force && !props.frozen,
            Offer::Suspended => false,
        };
        Some(html! {
            <Tile
                key={product.id.0}
                menu={props.menu.clone()}
                {at}
                {offer}
                {orderable}
                language={props.language}
                on_add={props.on_add.clone()}
                on_compose={props.on_compose.clone()}
            />
        })
    });
    // A list of its own: beside what has no key the tiles' keys would count for nothing.
    let tiles = tiles.collect::<Html>();
    html! { <div class="grid" data-testid="grid">{ tiles }{ props.children.clone() }</div> }
}

/// What [`Tile`] is given.
#[derive(Properties, PartialEq)]
struct TileProps {
    menu: Rc<Menu>,
    at: usize,
    offer: Offer,
    orderable: bool,
    language: Language,
    on_add: Callback<SizeId>,
    on_compose: Callback<SizeId>,
}

/// What tells a long touch from a tap.
#[derive(Default)]
struct Touch {
    /// Runs while a finger rests on the tile.
    resting: Option<Timeout>,
    /// The touch was a long one: its end is no tap.
    long: bool,
}

/// What a tile listens to besides the tap.
struct Listening {
    down: Callback<PointerEvent>,
    up: Callback<PointerEvent>,
    menu: Callback<MouseEvent>,
    key: Callback<KeyboardEvent>,
}

/// A long touch, the right button and Alt+Enter ask for something else than a tap.
fn listening(touch: &Rc<RefCell<Touch>>, ask: &Callback<()>) -> Listening {
    let down = {
        let (touch, ask) = (touch.clone(), ask.clone());
        Callback::from(move |event: PointerEvent| {
            let (held, ask) = (touch.clone(), ask.clone());
            let timer = Timeout::new(LONG_TOUCH_MS, move || {
                held.borrow_mut().long = true;
                ask.emit(());
            });
            let resting = (event.button() == 0).then_some(timer);
            touch.replace(Touch { resting, long: false });
        })
    };
    let up = {
        let touch = touch.clone();
        Callback::from(move |_: PointerEvent| touch.borrow_mut().resting = None)
    };
    let menu = {
        let (touch, ask) = (touch.clone(), ask.clone());
        Callback::from(move |event: MouseEvent| {
            event.prevent_default();
            touch.borrow_mut().resting = None;
            ask.emit(());
        })
    };
    let key = {
        let ask = ask.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.alt_key() && event.key() == "Enter" {
                event.prevent_default();
                ask.emit(());
            }
        })
    };
    Listening { down, up, menu, key }
}

/// One product.
#[component]
fn Tile(props: &TileProps) -> Html {
    let touch = use_mut_ref(Touch::default);
    let Some(product) = props.menu.products.get(props.at) else { return Html::default() };
    let Some(size) = product.sizes.first() else { return Html::default() };
    let add = {
        let (on_add, size, orderable) = (props.on_add.clone(), size.id, props.orderable);
        let touch = touch.clone();
        Callback::from(move |_: MouseEvent| {
            let long = std::mem::take(&mut touch.borrow_mut().long);
            if orderable && !long {
                on_add.emit(size);
            }
        })
    };
    let ask = {
        let (on_compose, size, orderable) = (props.on_compose.clone(), size.id, props.orderable);
        Callback::from(move |()| {
            if orderable {
                on_compose.emit(size);
            }
        })
    };
    let listening = listening(&touch, &ask);
    let out = matches!(props.offer, Offer::SoldOut | Offer::Suspended);
    html! {
        <button
            class={classes!("tile", out.then_some("out"))}
            data-testid={format!("product-{}", product.slug)}
            data-makeable={props.offer.makeable()}
            aria-disabled={(!props.orderable).to_string()}
            title={product.description.clone()}
            onclick={add}
            onpointerdown={listening.down}
            onpointerup={listening.up.clone()}
            onpointerleave={listening.up.clone()}
            onpointercancel={listening.up}
            oncontextmenu={listening.menu}
            onkeydown={listening.key}
        >
            <Drawing menu={props.menu.clone()} dish={Dish::plain(size.id)} pixels={PICTURE_PIXELS} />
            <b class="tile-name">{ &product.name }</b>
            <span class="tile-row">
                <span>{ size.price.show(props.language) }</span>
                { props.offer.show(props.language) }
            </span>
        </button>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_tile_offers() {
        for (suspended, left, offer, makeable) in [
            (false, None, Offer::Free, None),
            (false, Some(7), Offer::Left(7), Some("7")),
            (false, Some(0), Offer::SoldOut, Some("0")),
            (true, Some(7), Offer::Suspended, Some("0")),
            (true, None, Offer::Suspended, Some("0")),
        ] {
            assert_eq!(Offer::of(suspended, left), offer);
            assert_eq!(offer.makeable().as_deref(), makeable);
        }
    }
}
