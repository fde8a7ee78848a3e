//! The map: the shop, orders as marks with their number and a sign, and the way through them; on a ground of tiles
//! where the group has one, else on none. It is a picture beside the lists, which have all that it has.

mod leaflet;

use crate::catalogue::say;
use crate::frame::use_screen;
use domain::delivery::Position;
use domain::orders::OrderId;
use domain::settings::MapGround;
use leaflet::{Drawn, On};
use std::rc::Rc;
use web_sys::{Element, HtmlElement};
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

/// What is on the map.
#[derive(Default)]
struct Shown {
    // In this order: what is on the map goes before the map does.
    ground: Option<On>,
    things: Vec<On>,
    map: Option<Drawn>,
    fitted: Vec<Position>,
}

impl Shown {
    fn clear(&mut self) {
        (self.ground, self.things) = (None, Vec::new());
        self.fitted.clear();
        self.map = None;
    }
}

/// How many marks before that one stand on the same house: it stands above them.
fn nth_there(marks: &[Mark], at: usize) -> usize {
    let here = marks[at].at.rounded();
    marks[..at].iter().filter(|it| it.at.rounded() == here).count()
}

fn child(of: &Element, tag: &str, class: &str, text: &str) -> Option<Element> {
    let element = of.owner_document()?.create_element(tag).ok()?;
    element.set_class_name(class);
    element.set_text_content(Some(text));
    of.append_child(&element).ok()?;
    Some(element)
}

/// The element of a mark: a button where a tap does something.
fn drawn(holder: &HtmlElement, mark: &Mark, nth: usize) -> Option<Element> {
    let tag = if mark.is_tapped { "button" } else { "span" };
    let element = holder.owner_document()?.create_element(tag).ok()?;
    element.set_class_name(&format!("map-label {}", mark.tone));
    let testid = match mark.order {
        Some(_) => format!("mark-{}", mark.label),
        None => "mark-shop".to_owned(),
    };
    for (name, value) in [
        ("data-testid", testid.as_str()),
        ("data-tone", mark.tone),
        ("title", &mark.words),
        ("aria-label", &mark.words),
        ("style", &format!("--nth: {nth}")),
    ] {
        element.set_attribute(name, value).ok()?;
    }
    child(&element, "i", "map-sign", &mark.sign)?;
    child(&element, "b", "", &mark.label)?;
    Some(element)
}

/// How far a mark stands before others: what is picked, and what is late, is not hidden.
fn height(tone: &str) -> i32 {
    match tone {
        "picked" => 20_000,
        "late" => 10_000,
        _ => 0,
    }
}

/// All places that are to be seen.
fn places(marks: &[Mark], line: &[Position]) -> Vec<Position> {
    let mut all: Vec<_> = marks.iter().map(|it| it.at).chain(line.iter().copied()).collect();
    all.sort();
    all.dedup();
    all
}

/// The map.
#[component]
pub fn Map(props: &MapProps) -> Html {
    let language = use_screen().language;
    let holder = use_node_ref();
    let shown = use_mut_ref(Shown::default);
    let again = use_state(|| 0_u32);
    let on_order = use_mut_ref(|| props.on_order.clone());
    on_order.replace(props.on_order.clone());
    {
        let (holder, shown) = (holder.clone(), shown.clone());
        use_effect_with(language, move |&language| {
            let (nearer, farther) = (say(language, "map-nearer"), say(language, "map-farther"));
            let holder = holder.cast::<HtmlElement>();
            shown.borrow_mut().map = holder.map(|it| Drawn::inside(&it, (&nearer, &farther)));
            move || shown.borrow_mut().clear()
        });
    }
    {
        // Before there is a view nothing can be added.
        let (holder, shown) = (holder.clone(), shown.clone());
        let things = (props.marks.clone(), props.line.clone(), language, *again);
        use_effect_with(things, move |(marks, line, _, _)| {
            let (Some(holder), mut shown) = (holder.cast::<HtmlElement>(), shown.borrow_mut())
            else {
                return;
            };
            let shown = &mut *shown;
            let Some(map) = &shown.map else { return };
            shown.things.clear();
            let places = places(marks, line);
            if shown.fitted != places || places.is_empty() {
                map.fit(&places);
                shown.fitted = places;
            }
            if line.len() > 1 {
                shown.things.push(map.line(line));
            }
            for (at, mark) in marks.iter().enumerate() {
                let Some(element) = drawn(&holder, mark, nth_there(marks, at)) else { continue };
                let tapped = mark.order.filter(|_| mark.is_tapped).map(|order| {
                    let on_order = on_order.clone();
                    let tap = move || {
                        let on_order = on_order.borrow().clone();
                        on_order.emit(order);
                    };
                    Box::new(tap) as Box<dyn FnMut()>
                });
                let above = height(mark.tone);
                shown.things.push(map.mark(mark.at, &element, above, tapped));
            }
        });
    }
    {
        let shown = shown.clone();
        use_effect_with((props.ground.clone(), language), move |(ground, _)| {
            let mut shown = shown.borrow_mut();
            let shown = &mut *shown;
            let map = shown.map.as_ref();
            shown.ground = map.zip(ground.as_ref()).map(|(map, it)| map.ground(it.deepest_zoom));
        });
    }
    let fit = {
        let again = again.clone();
        move |_: MouseEvent| {
            shown.borrow_mut().fitted.clear();
            again.set(*again + 1);
        }
    };
    let state = if props.ground.is_some() { "ground" } else { "plain" };
    html! {
        <section class={classes!("map", state)} data-testid="map" data-ground={state} aria-label={say(language, "map-label")}>
            // Whatever is in it is Leaflet's.
            <div class="map-holder" ref={holder}></div>
            <button class="button map-fit" data-testid="map-fit" onclick={fit}>{ say(language, "map-fit") }</button>
            if let Some(ground) = &props.ground {
                <small class="map-mention" data-testid="map-mention">{ &ground.mention }</small>
            }
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(latitude_e6: i32) -> Mark {
        Mark {
            at: Position { latitude_e6, longitude_e6: 0 },
            order: None,
            sign: "●".to_owned(),
            label: "A-001".to_owned(),
            tone: "ready",
            words: String::new(),
            is_tapped: true,
        }
    }

    #[test]
    fn marks_of_one_house_stand_one_above_the_other() {
        let marks = [mark(1_000_000), mark(1_000_040), mark(2_000_000), mark(1_000_010)];
        let nths: Vec<_> = (0..4).map(|at| nth_there(&marks, at)).collect();
        assert_eq!(nths, [0, 1, 0, 2]);
    }

    #[test]
    fn the_same_places_are_seen_in_whatever_order_they_come() {
        let line = [mark(3).at, mark(1).at];
        assert_eq!(
            places(&[mark(2), mark(1)], &line),
            places(&[mark(1), mark(2)], &[line[1], line[0]])
        );
    }
}
