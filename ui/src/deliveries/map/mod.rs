//! The map: the shop, orders as marks with their number and a sign, and the way through them; on a ground of tiles
//! where the group has one, else on none. It is a picture beside the lists, which have all that it has.

mod apart;
mod leaflet;
mod shown;

use crate::catalogue::say;
use crate::frame::use_screen;
use apart::Arrow;
use domain::delivery::Position;
use domain::orders::OrderId;
use domain::settings::MapGround;
use leaflet::Drawn;
use shown::Shown;
use std::rc::Rc;
use web_sys::HtmlElement;
use yew::prelude::*;

/// A mark.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// Where.
    pub at: Position,
    /// The order; none: the shop.
    pub order: Option<OrderId>,
    /// What stands before its number, since colour alone tells nothing.
    pub sign: String,
    /// Its number, or the shop's sign.
    pub label: String,
    /// Its class.
    pub tone: &'static str,
    /// All that is known, for who rests on it, or hears it read.
    pub words: String,
    /// Whether a tap does something.
    pub is_tapped: bool,
}

/// What [`Map`] is given.
#[derive(Properties, PartialEq)]
pub struct MapProps {
    /// What stands on it.
    pub marks: Rc<Vec<Mark>>,
    /// The way.
    pub line: Rc<Vec<Position>>,
    /// What it is drawn on; none: on nothing.
    pub ground: Option<Rc<MapGround>>,
    /// An order's mark is tapped.
    pub on_order: Callback<OrderId>,
}

/// The map.
#[component]
pub fn Map(props: &MapProps) -> Html {
    let language = use_screen().language;
    let holder = use_node_ref();
    let shown = use_mut_ref(Shown::default);
    let again = use_state(|| 0_u32);
    let latest = use_mut_ref(|| props.on_order.clone());
    latest.replace(props.on_order.clone());
    {
        let (holder, shown) = (holder.clone(), shown.clone());
        use_effect_with(language, move |&language| {
            let (nearer, farther) = (say(language, "map-nearer"), say(language, "map-farther"));
            let map = holder.cast::<HtmlElement>().map(|holder| {
                let zoomed = shown.clone();
                let on_zoom = move || {
                    // Who zooms it from here has it in hand, and does this himself.
                    if let Ok(mut shown) = zoomed.try_borrow_mut() {
                        shown.stand_apart();
                    }
                };
                Drawn::inside(&holder, (&nearer, &farther), Box::new(on_zoom))
            });
            shown.borrow_mut().begin(map);
            move || shown.borrow_mut().begin(None)
        });
    }
    {
        let (holder, shown) = (holder.clone(), shown.clone());
        let things = (props.marks.clone(), props.line.clone(), language, *again);
        use_effect_with(things, move |(marks, line, _, _)| {
            let on_order = Callback::from(move |order| {
                let on_order = latest.borrow().clone();
                on_order.emit(order);
            });
            let Some(holder) = holder.cast::<HtmlElement>() else { return };
            shown.borrow_mut().draw(&holder, marks, line, &on_order);
        });
    }
    {
        let shown = shown.clone();
        use_effect_with((props.ground.clone(), language), move |(ground, _)| {
            shown.borrow_mut().ground(ground.as_ref().map(|it| it.deepest_zoom));
        });
    }
    let onkeydown = {
        let shown = shown.clone();
        Callback::from(move |event: KeyboardEvent| {
            let Some(arrow) = Arrow::of(&event.key()) else { return };
            let beside = shown.borrow().beside(arrow);
            // On the map itself arrows move the map.
            let Some(beside) = beside else { return };
            event.prevent_default();
            // What is on the page takes the focus.
            let _ = beside.focus();
        })
    };
    let onfocusin = {
        let shown = shown.clone();
        Callback::from(move |_: FocusEvent| {
            // While it is drawn the focus stays where it was.
            if let Ok(mut shown) = shown.try_borrow_mut() {
                shown.focused();
            }
        })
    };
    let fit = {
        let again = again.clone();
        move |_: MouseEvent| {
            shown.borrow_mut().fit_again();
            again.set(*again + 1);
        }
    };
    let state = if props.ground.is_some() { "ground" } else { "plain" };
    html! {
        <section class={classes!("map", state)} data-testid="map" data-ground={state} aria-label={say(language, "map-label")}>
            // Whatever is in it is Leaflet's.
            <div class="map-holder" ref={holder} {onkeydown} {onfocusin}></div>
            <button class="button map-fit" data-testid="map-fit" onclick={fit}>{ say(language, "map-fit") }</button>
            <p class="map-hint">{ say(language, "map-keys") }</p>
            if let Some(ground) = &props.ground {
                <small class="map-mention" data-testid="map-mention">{ &ground.mention }</small>
            }
        </section>
    }
}
