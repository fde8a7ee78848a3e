//! The page: what is ready and under way on the left, the map, and what is being done on the right.

use super::back::{BackPanel, hand_over};
use super::desk::{Act, Picked};
use super::desk_provider::use_desk;
use super::fail::FailDialog;
use super::map::Map;
use super::marks::{line, marks};
use super::minute::use_minute;
use super::past::PastDialog;
use super::ready::ReadyList;
use super::round::Round;
use super::said::said;
use super::under_way::UnderWay;
use crate::catalogue::{say, say_with};
use crate::frame::{Notice, Tone, dialog_open, hour, use_fetched, use_keys, use_screen};
use crate::settle::{Paying, SettleDialog};
use chrono::{DateTime, Utc};
use domain::orders::{ListOpenOrders, OrderId, Settled};
use domain::runs::{Deliveries, ReadDeliveries, StopState};
use domain::settings::ReadMapGround;
use domain::{Cents, Failure, Language};
use std::rc::Rc;
use yew::prelude::*;

/// What [`DeliveriesPage`] is given.
#[derive(Properties, PartialEq)]
pub struct DeliveriesPageProps {
    /// Back to the counter.
    pub on_close: Callback<()>,
}

/// Says that what is shown is old, or that there is nothing.
fn age(at: Option<DateTime<Utc>>, failure: Option<&Failure>, language: Language) -> Html {
    let Some(failure) = failure else { return Html::default() };
    let text = match at {
        Some(at) => {
            let values = [("why", failure.message.as_str().into()), ("hour", hour(at).into())];
            say_with(language, "deliveries-old", &values)
        }
        None => failure.message.clone(),
    };
    html! { <Notice {text} tone={Tone::Warning} testid="deliveries-failed" /> }
}

/// The lists, the map, and what is being done.
#[derive(Properties, PartialEq)]
struct BoardProps {
    read: Rc<Deliveries>,
    on_settle: Callback<Paying>,
}

#[component]
fn Board(props: &BoardProps) -> Html {
    let screen = use_screen();
    let language = screen.language;
    let handle = use_desk();
    let now = use_minute();
    let (read, desk) = (&props.read, &handle.desk);
    let ground = use_fetched(ReadMapGround {}, true, u32::from(screen.online), language);
    let ground = ground.data.as_ref().and_then(|it| it.as_ref().clone()).map(Rc::new);
    let on_order = {
        let (handle, read) = (handle.clone(), read.clone());
        Callback::from(move |order: OrderId| {
            if let Some(it) = read.ready.iter().find(|it| it.order == order) {
                handle.act(Act::Pick(Picked { order, number: it.number.clone() }));
            }
        })
    };
    let settled = desk.back.as_ref().and_then(|back| {
        Some((read.runs.iter().find(|run| run.run == back.run)?.clone(), back.clone()))
    });
    let count = |key: &str, count: usize| say_with(language, key, &[("count", count.into())]);
    let no_shop = read.shop.position.is_none();
    html! {
        <div class="deliveries">
            <div class="deliveries-lists">
                <section class="deliveries-part">
                    <h2>{ count("deliveries-ready", read.ready.len()) }</h2>
                    <ReadyList ready={read.ready.clone()} {now} reads_only={screen.training} />
                </section>
                <section class="deliveries-part under-way">
                    <h2>{ count("deliveries-out", read.runs.len()) }</h2>
                    <UnderWay runs={read.runs.clone()} {now} />
                </section>
            </div>
            <div class="deliveries-map">
                <Map marks={Rc::new(marks(read, desk, now, language))} line={Rc::new(line(read, desk))} {ground} {on_order} />
                if no_shop {
                    <p class="map-note" data-testid="map-no-shop">{ "⚠\u{a0}" }{ say(language, "map-no-shop") }</p>
                }
            </div>
            <div class="deliveries-doing">
                { said(desk.said.as_ref(), language) }
                if let Some((run, back)) = settled {
                    <BackPanel {run} {back} on_settle={props.on_settle.clone()} />
                } else {
                    <Round ready={read.ready.clone()} drivers={read.drivers.clone()} {now} reads_only={screen.training} />
                }
            </div>
        </div>
    }
}

/// The deliveries.
#[component]
pub fn DeliveriesPage(props: &DeliveriesPageProps) -> Html {
    let screen = use_screen();
    let language = screen.language;
    let handle = use_desk();
    let paying = use_state(|| None::<Paying>);
    let past = use_state(|| false);
    let pulse = screen.orders_pulse.wrapping_add(screen.told_pulse);
    let read = use_fetched(ReadDeliveries {}, true, pulse, language);
    let orders = use_fetched(ListOpenOrders {}, paying.is_some(), screen.orders_pulse, language);
    {
        // Also when a command was answered: what was read while it was under way was not heeded.
        let desk = handle.desk.dispatcher();
        use_effect_with((read.data.clone(), handle.desk.taps.clone()), move |(read, _)| {
            read.iter().for_each(|read| desk.dispatch(Act::Read(read.clone())));
        });
    }
    {
        let (back, handle) = (props.on_close.clone(), handle.clone());
        use_keys(Callback::from(move |event: KeyboardEvent| {
            if event.key() != "Escape" || dialog_open() {
                return;
            }
            match handle.desk.back {
                Some(_) => handle.act(Act::Back(None)),
                None => back.emit(()),
            }
        }));
    }
    let settle = {
        let paying = paying.setter();
        use_callback((), move |wanted, ()| paying.set(Some(wanted)))
    };
    let close = {
        let paying = paying.setter();
        Callback::from(move |()| paying.set(None))
    };
    // Who paid all of it at the door has it.
    let on_settled = {
        let (handle, screen) = (handle.clone(), screen.clone());
        let (read, order) = (read.data.clone(), paying.as_ref().map(|it| it.order));
        Callback::from(move |settled: Settled| {
            let mut stops = read.iter().flat_map(|read| &read.runs).flat_map(|run| &run.stops);
            let stop = stops.find(|it| Some(it.order) == order && it.state == StopState::Out);
            if let Some(stop) = stop.filter(|_| settled.left <= Cents::ZERO) {
                hand_over(&handle, &screen, stop);
            }
        })
    };
    let show_past = |on: bool| {
        let past = past.setter();
        Callback::from(move |()| past.set(on))
    };
    let over = match (&*paying, &handle.desk.failing) {
        (Some(paying), _) => html! {
            <SettleDialog paying={paying.clone()} orders={orders.data.clone()} {on_settled} on_close={close} />
        },
        (None, Some(failing)) => html! { <FailDialog failing={failing.clone()} /> },
        (None, None) if *past => html! { <PastDialog on_close={show_past(false)} /> },
        _ => Html::default(),
    };
    html! {
        <main class="deliveries-window" data-testid="deliveries">
            <header class="bar">
                <h1>{ say(language, "deliveries-title") }</h1>
                <span class="space"></span>
                <button class="button" data-testid="past-open" onclick={show_past(true).reform(|_: MouseEvent| ())}>{ say(language, "past-open") }</button>
                <button class="button" data-testid="deliveries-back" onclick={props.on_close.reform(|_: MouseEvent| ())}>
                    { say(language, "deliveries-back") }<kbd>{ say(language, "key-escape") }</kbd>
                </button>
            </header>
            if screen.training {
                <p class="training-note" data-testid="deliveries-training">{ "⚠\u{a0}" }{ say(language, "deliveries-training") }</p>
            }
            { age(read.at, read.failure.as_ref(), language) }
            if let Some(read) = &read.data {
                <Board read={read.clone()} on_settle={settle} />
            } else if read.failure.is_none() {
                <p class="empty" role="status">{ say(language, "deliveries-loading") }</p>
            }
            { over }
        </main>
    }
}
