//! What lies over the counter: one dialog at a time.

use super::cancel::CancelDialog;
use super::composer::{ComposerDialog, Composing};
use super::delivery::DeliveryDialog;
use super::desk::{Act, Desk};
use super::desk_provider::use_desk;
use super::discount::DiscountDialog;
use super::filter::Filter;
use super::formula::{Choosing, FormulaDialog};
use super::help::HelpSheet;
use super::lacking::LackingDialog;
use super::note::NoteDialog;
use super::open_order::Wanted;
use super::open_orders::OpenOrdersDialog;
use super::opening::open_order;
use super::parked::ParkedDialog;
use super::refund::RefundDialog;
use super::writing::WritingDialog;
use crate::catalogue::say_with;
use crate::frame::{Fetched, use_screen};
use crate::settle::{Paying, SettleDialog};
use domain::menu::{Dish, FormulaId, SizeId};
use domain::orders::{OrderSummary, Sold};
use std::rc::Rc;
use yew::prelude::*;

/// What lies over the counter.
#[derive(Clone, Debug, PartialEq)]
pub enum Sheet {
    /// The keys.
    Help,
    /// The baskets put aside.
    Parked,
    /// The orders under way.
    Orders,
    /// The orders that lack an ingredient.
    Lacking,
    /// The note of that line.
    Note(usize),
    /// A dish is composed.
    Compose(Composing),
    /// A set menu is chosen.
    Formula(Choosing),
    /// Where the order is brought.
    Delivery,
    /// Money off a line, or off the order.
    Discount(Option<usize>),
    /// The money of an order of the list is taken.
    Settle(Box<Paying>),
    /// An order of the list is given up.
    Cancel(Box<OrderSummary>),
    /// Money of an order of the list goes back.
    Refund(Box<OrderSummary>),
    /// The customer of an order of the list is written to.
    Write(Box<OrderSummary>),
}

impl Sheet {
    /// What composes a product.
    pub fn compose(size: SizeId) -> Sheet {
        let dish = Dish::plain(size);
        Sheet::Compose(Composing { at: None, dish, note: String::new() })
    }

    /// What composes a line of the basket, unless it is held.
    pub fn compose_line(desk: &Desk, at: usize) -> Option<Sheet> {
        let line = desk.basket.lines.get(at).filter(|_| !desk.frozen())?;
        Some(match &line.sold {
            Sold::Dish(dish) => Sheet::Compose(Composing {
                at: Some(at),
                dish: dish.clone(),
                note: line.note.clone().unwrap_or_default(),
            }),
            Sold::Formula { formula, dishes } => Sheet::Formula(Choosing {
                at: Some(at),
                formula: *formula,
                dishes: dishes.clone(),
                note: line.note.clone(),
            }),
        })
    }

    /// What chooses a set menu.
    pub fn formula(formula: FormulaId) -> Sheet {
        Sheet::Formula(Choosing { at: None, formula, dishes: vec![], note: None })
    }

    /// What lies there once this one is closed: the list an order was taken from.
    fn below(&self) -> Option<Sheet> {
        let of_the_list = matches!(
            self,
            Sheet::Settle(_) | Sheet::Cancel(_) | Sheet::Refund(_) | Sheet::Write(_)
        );
        of_the_list.then_some(Sheet::Orders)
    }
}

/// What [`Over`] is given.
#[derive(Properties, PartialEq)]
pub struct OverProps {
    /// What lies over the counter.
    pub sheet: UseStateHandle<Option<Sheet>>,
    /// The orders under way.
    pub orders: UseReducerHandle<Fetched<Vec<OrderSummary>>>,
}

/// Draws what lies over the counter.
#[component]
pub fn Over(props: &OverProps) -> Html {
    let screen = use_screen();
    let language = screen.language;
    let handle = use_desk();
    let filter = use_state(Filter::default);
    let said = use_state(|| None::<String>);
    let orders = &props.orders;
    let close = {
        let sheet = props.sheet.clone();
        let (said, filter) = (said.setter(), filter.clone());
        Callback::from(move |()| {
            let below = sheet.as_ref().and_then(Sheet::below);
            if below.is_none() {
                said.set(None);
                // The list is opened again for what is under way.
                if filter.ended {
                    filter.set(filter.in_list(false));
                }
            }
            sheet.set(below);
        })
    };
    let keep = {
        let (close, said, sheet) = (close.clone(), said.setter(), props.sheet.clone());
        Callback::from(move |()| {
            if let Some(Sheet::Cancel(order)) = &*sheet {
                let values = [("number", order.number.as_str().into())];
                said.set(Some(say_with(language, "cancel-kept", &values)));
            }
            close.emit(());
        })
    };
    let on_written = {
        let (close, said) = (close.clone(), said.setter());
        Callback::from(move |words| {
            said.set(Some(words));
            close.emit(());
        })
    };
    let on_wanted = {
        let (set, said) = (props.sheet.setter(), said.setter());
        let (screen, handle) = (screen.clone(), handle.clone());
        Callback::from(move |(order, wanted): (OrderSummary, Wanted)| {
            said.set(None);
            match wanted {
                Wanted::Settle => {
                    let paying = Paying::of(order.order, &order.number, order.due());
                    set.set(Some(Sheet::Settle(Box::new(paying))));
                }
                Wanted::Cancel => set.set(Some(Sheet::Cancel(Box::new(order)))),
                Wanted::Refund => set.set(Some(Sheet::Refund(Box::new(order)))),
                Wanted::Write => set.set(Some(Sheet::Write(Box::new(order)))),
                Wanted::Change => open_order(&handle, &screen, &order, set.clone(), said.clone()),
            }
        })
    };
    if let Some(paying) = handle.desk.paying.clone() {
        let done = Callback::from(move |()| handle.act(Act::PayingDone));
        return html! { <SettleDialog {paying} orders={orders.data.clone()} on_close={done} /> };
    }
    let Some(sheet) = (*props.sheet).clone() else { return Html::default() };
    let menu = screen.menu.clone();
    match (sheet, menu) {
        (Sheet::Help, _) => html! { <HelpSheet on_close={close} /> },
        (Sheet::Parked, _) => html! { <ParkedDialog on_close={close} /> },
        (Sheet::Delivery, _) => html! { <DeliveryDialog on_close={close} /> },
        (Sheet::Note(at), _) => html! { <NoteDialog {at} on_close={close} /> },
        (Sheet::Compose(composing), Some(menu)) => {
            html! { <ComposerDialog {composing} {menu} on_close={close} /> }
        }
        (Sheet::Formula(choosing), Some(menu)) => {
            html! { <FormulaDialog {choosing} {menu} on_close={close} /> }
        }
        (Sheet::Discount(line), Some(menu)) => {
            html! { <DiscountDialog {line} {menu} on_close={close} /> }
        }
        (Sheet::Compose(_) | Sheet::Formula(_) | Sheet::Discount(_), None) => Html::default(),
        (Sheet::Settle(paying), _) => {
            html! { <SettleDialog paying={*paying} orders={orders.data.clone()} on_close={close} /> }
        }
        (Sheet::Cancel(order), _) => {
            let order = latest(orders.data.as_ref(), *order);
            html! { <CancelDialog {order} on_close={close} on_keep={keep} /> }
        }
        (Sheet::Refund(order), _) => html! { <RefundDialog order={*order} on_close={close} /> },
        (Sheet::Write(order), _) => html! {
            <WritingDialog order={*order} {on_written} on_close={close} />
        },
        (Sheet::Lacking, _) => html! {
            <LackingDialog orders={orders.data.clone()} {on_wanted} on_close={close} />
        },
        (Sheet::Orders, _) => html! {
            <OpenOrdersDialog
                orders={orders.data.clone()} at={orders.at} failure={orders.failure.clone()} {filter}
                said={(*said).clone().map(AttrValue::from)} {on_wanted} on_close={close}
            />
        },
    }
}

/// The order as the list says it now.
fn latest(orders: Option<&Rc<Vec<OrderSummary>>>, order: OrderSummary) -> OrderSummary {
    let listed = orders.into_iter().flat_map(|it| it.iter()).find(|it| it.order == order.order);
    listed.cloned().unwrap_or(order)
}
