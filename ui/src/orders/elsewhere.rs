//! A basket that another shop makes and brings: what is known of that shop meanwhile, and the menu, the kitchen
//! and the stock that the counter shows for it, which are that shop's.

use super::basket::Basket;
use super::desk::{Act, Desk};
use super::desk_provider::{DeskHandle, use_desk};
use crate::backend::call;
use crate::frame::{Screen, use_screen};
use domain::Failure;
use domain::contract::ChangeKind;
use domain::delivery::{Brings, Position};
use domain::menu::Menu;
use domain::orders::{Load, ReadElsewhere, ServiceMode};
use domain::stock::StockLevel;
use gloo_timers::callback::Interval;
use serde::{Deserialize, Serialize};
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// How often another shop is looked at while a basket is for it: it sends no news here.
const LOOK_EVERY_MS: u32 = 20_000;

/// That a basket is for another shop, as long as it is brought there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MadeThere {
    /// Where to.
    pub to: Position,
    /// By which shop, and how long that is on its way.
    pub by: Brings,
}

/// The other shop as it stood lately.
#[derive(Clone, Debug, PartialEq)]
pub struct There {
    /// Its code.
    pub code: String,
    /// The menu as it sells it.
    pub menu: Rc<Menu>,
    /// What is ahead in its kitchen.
    pub load: Rc<Load>,
    /// What is left there.
    pub stock: Rc<Vec<StockLevel>>,
}

impl Basket {
    /// The other shop that makes and brings it, if one does.
    pub(super) fn made_by(&self) -> Option<&Brings> {
        let there = self.elsewhere.as_ref()?;
        let brought = self.mode == ServiceMode::Delivery;
        let is_there = brought && self.address.position == Some(there.to);
        is_there.then_some(&there.by)
    }
}

impl Desk {
    /// The other shop that makes and brings the basket, if one does. An order that is changed is its shop's.
    pub(super) fn elsewhere(&self) -> Option<&Brings> {
        self.basket.made_by().filter(|_| self.changing.is_none())
    }

    /// The same as it stands, once it is known.
    pub(super) fn there(&self) -> Option<&Rc<There>> {
        let by = self.elsewhere()?;
        self.there.as_ref().filter(|there| there.code == by.shop.code)
    }

    /// Whether these are the prices by which the basket is sold.
    pub(super) fn is_sold_by(&self, menu: &Rc<Menu>) -> bool {
        self.elsewhere().is_none() || self.there().is_some_and(|it| Rc::ptr_eq(&it.menu, menu))
    }

    /// Another shop makes it from now on, or this one again.
    pub(super) fn pass_on(&mut self, by: Option<Brings>) {
        let to = self.basket.address.position;
        self.edit(|basket| basket.elsewhere = by.zip(to).map(|(by, to)| MadeThere { to, by }));
        self.there = None;
        self.there_failure = None;
    }

    /// What the other shop sells was read, or could not be: what was read before stays.
    pub(super) fn hear_there(&mut self, answer: Result<Rc<There>, Failure>) {
        match answer {
            Ok(there) => {
                self.take_prices(&there.menu, Some(&there.code));
                self.there = Some(there);
                self.there_failure = None;
            }
            Err(failure) => self.there_failure = Some(failure.message),
        }
    }
}

/// Reads the other shop; where this one's menu is behind, that is read first.
async fn read(code: String, menu: Rc<Menu>, acts: UseReducerDispatcher<Desk>, screen: Screen) {
    let answer = call(ReadElsewhere { shop: code.clone() }, screen.language).await;
    let heard = match answer {
        Err(failure) => Err(failure),
        Ok(read) => match read.selling.on(&menu) {
            None => return screen.refresh.emit(ChangeKind::Menu),
            Some(menu) => Ok(Rc::new(There {
                code,
                menu: Rc::new(menu),
                load: Rc::new(read.load),
                stock: Rc::new(read.stock),
            })),
        },
    };
    acts.dispatch(Act::There(heard));
}

/// Looks at the other shop for as long as the basket is for it: now and then, after each refusal, with each
/// change of the menu, and when the server is back.
#[hook]
fn use_there(handle: &DeskHandle, screen: &Screen) {
    let code = handle.desk.elsewhere().map(|by| by.shop.code.clone());
    let version = screen.menu.as_ref().map(|menu| menu.version);
    let refused = handle.desk.failure.is_some();
    let (acts, now) = (handle.desk.dispatcher(), screen.clone());
    use_effect_with((code, version, screen.online, refused), move |(code, ..)| {
        let asked = code.clone().zip(now.menu.clone());
        let looking = asked.map(|(code, menu)| {
            let look = move || {
                spawn_local(read(code.clone(), menu.clone(), acts.clone(), now.clone()));
            };
            look();
            Interval::new(LOOK_EVERY_MS, look)
        });
        move || drop(looking)
    });
}

/// What [`SoldThere`] is given.
#[derive(Properties, PartialEq)]
pub struct SoldThereProps {
    /// The counter.
    pub children: Html,
}

/// The counter as the shop sells that the basket is for.
#[component]
pub fn SoldThere(props: &SoldThereProps) -> Html {
    let screen = use_screen();
    let handle = use_desk();
    use_there(&handle, &screen);
    let version = screen.menu.as_ref().map(|menu| menu.version);
    let is_current = |there: &&Rc<There>| Some(there.menu.version) == version;
    let there = handle.desk.there().filter(is_current).cloned();
    {
        let acts = handle.desk.dispatcher();
        let menu = screen.menu.clone();
        let made_here = handle.desk.elsewhere().is_none();
        use_effect_with((made_here, handle.training), move |&(made_here, _)| {
            // What the other shop asked for it counts no more.
            if let Some(menu) = menu.filter(|_| made_here) {
                acts.dispatch(Act::MenuRead(menu));
            }
        });
    }
    let shown = match there {
        None => screen,
        Some(there) => Screen {
            menu: Some(there.menu.clone()),
            load: Some(there.load.clone()),
            stock: there.stock.clone(),
            ..screen
        },
    };
    html! { <ContextProvider<Screen> context={shown}>{ props.children.clone() }</ContextProvider<Screen>> }
}

#[cfg(test)]
mod tests {
    use super::super::basket::tests::menu;
    use super::*;
    use domain::customers::DeliveryAddress;
    use domain::delivery::Travel;
    use domain::menu::SizeId;
    use domain::server::ShopChoice;
    use domain::{Cents, Language};
    use yew::Reducible;

    fn place(latitude: f64) -> Option<Position> {
        Position::of_degrees(latitude, 3.69)
    }

    fn gare() -> Brings {
        let shop = ShopChoice { code: "MOZ2".to_owned(), name: "Gare".to_owned() };
        Brings { shop, is_here: false, travel: Travel { minutes: 2, is_estimate: false } }
    }

    fn to(position: Option<Position>) -> Act {
        Act::Address(Box::new(DeliveryAddress { position, ..DeliveryAddress::default() }))
    }

    /// A Reine for an address beside the other shop, which makes it.
    fn passed_on() -> Rc<Desk> {
        let acts = [
            Act::Add(Rc::new(menu()), SizeId(1)),
            Act::Mode(ServiceMode::Delivery),
            to(place(43.4)),
            Act::Elsewhere(Some(gare())),
        ];
        acts.into_iter().fold(Rc::new(Desk::default()), Reducible::reduce)
    }

    fn sells_at(cents: i64) -> Rc<There> {
        let mut there = menu();
        there.products[0].sizes[0].price = Cents(cents);
        let load = Load {
            stations: 1,
            making_seconds: 60,
            oven_places: 1,
            in_oven: vec![],
            preparing: vec![],
            waiting: vec![],
        };
        Rc::new(There {
            code: "MOZ2".to_owned(),
            menu: Rc::new(there),
            load: Rc::new(load),
            stock: Rc::default(),
        })
    }

    #[test]
    fn it_is_the_other_shops_for_as_long_as_it_is_brought_there() {
        let desk = passed_on();
        assert_eq!(desk.elsewhere(), Some(&gare()));
        for act in
            [to(place(43.5)), to(None), Act::Mode(ServiceMode::TakeAway), Act::Elsewhere(None)]
        {
            assert_eq!(desk.clone().reduce(act.clone()).elsewhere(), None, "{act:?}");
        }
        let back = desk.clone().reduce(Act::Mode(ServiceMode::TakeAway));
        assert_eq!(back.reduce(Act::Mode(ServiceMode::Delivery)).elsewhere(), Some(&gare()));
        // Put aside and taken up it is still that shop's; a reload finds it again.
        let at = chrono::DateTime::UNIX_EPOCH;
        let aside = desk.clone().reduce(Act::Park(at));
        assert_eq!(aside.elsewhere(), None);
        assert_eq!(aside.reduce(Act::TakeUp(0, at)).elsewhere(), Some(&gare()));
        let text = serde_json::to_string(&*desk).expect("a text");
        let again: Desk = serde_json::from_str(&text).expect("a desk");
        assert_eq!(again.elsewhere(), Some(&gare()));
    }

    #[test]
    fn it_is_sold_at_that_shops_prices_alone() {
        let desk = passed_on();
        let own = Rc::new(menu());
        assert!(!desk.is_sold_by(&own), "nobody knows its prices yet");
        let there = sells_at(950);
        // What this shop asks is no price of it.
        let desk = desk.reduce(Act::MenuRead(own.clone()));
        let desk = desk.reduce(Act::There(Ok(there.clone())));
        assert!(desk.is_sold_by(&there.menu) && !desk.is_sold_by(&own));
        assert_eq!(desk.basket.lines[0].unit_price, Cents(950));
        assert_eq!(desk.basket.lines[0].price_before, Some(Cents(800)));
        // That it cannot be read for a moment takes nothing away.
        let failure = Failure::unreachable(Language::Fr);
        let desk = desk.reduce(Act::There(Err(failure.clone())));
        assert_eq!(
            (desk.there(), desk.there_failure.as_ref()),
            (Some(&there), Some(&failure.message))
        );
        let here = desk.reduce(Act::Elsewhere(None));
        assert!(here.is_sold_by(&own) && here.there_failure.is_none());
        let here = here.reduce(Act::MenuRead(own));
        assert_eq!(here.basket.lines[0].unit_price, Cents(800));
    }
}
