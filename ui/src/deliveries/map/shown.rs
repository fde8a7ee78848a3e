//! What is on the map: its ground, the way, and the marks, side by side with a line to the place of each that had to
//! move; and at which of them the keyboard is.

use super::Mark;
use super::apart::{Arrow, Footing, Pixel, apart, beside, extent};
use super::leaflet::{Drawn, On};
use domain::delivery::Position;
use domain::orders::OrderId;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::Callback;

/// So often the map is zoomed out until what stands on it is in sight.
const ZOOMS_MAX: usize = 5;

/// A mark that is drawn.
struct Standing {
    /// As tests call it.
    name: String,
    at: Position,
    is_orders: bool,
    is_tapped: bool,
    element: HtmlElement,
    /// From its place to its middle.
    moved: (i32, i32),
    _on: On,
}

impl Standing {
    fn has_focus(&self) -> bool {
        self.element.matches(":focus").unwrap_or(false)
    }

    /// Whether the keyboard goes to it when it comes to the map.
    fn offer(&self, is_offered: bool) {
        self.element.set_tab_index(if is_offered { 0 } else { -1 });
    }
}

/// What is on the map.
#[derive(Default)]
pub struct Shown {
    // In this order: what is on the map goes before the map does.
    ground: Option<On>,
    way: Option<On>,
    leaders: Vec<On>,
    marks: Vec<Standing>,
    map: Option<Drawn>,
    /// What is in sight.
    fitted: Vec<Position>,
    /// The mark that the keyboard was at last.
    at: Option<String>,
}

impl Shown {
    /// Begins with a map, or with none.
    pub fn begin(&mut self, map: Option<Drawn>) {
        *self = Shown::default();
        self.map = map;
    }

    /// The ground that is drawn to this zoom; none: nothing.
    pub fn ground(&mut self, deepest_zoom: Option<u8>) {
        self.ground = self.map.as_ref().zip(deepest_zoom).map(|(map, deepest)| map.ground(deepest));
    }

    /// All is to be brought into sight with the next drawing.
    pub fn fit_again(&mut self) {
        self.fitted.clear();
    }

    /// Draws marks and way; who was at a mark with the keyboard stays at it.
    pub fn draw(
        &mut self,
        holder: &HtmlElement,
        marks: &[Mark],
        line: &[Position],
        on_order: &Callback<OrderId>,
    ) {
        let held = self.marks.iter().find(|it| it.has_focus()).map(|it| it.name.clone());
        (self.way, self.leaders, self.marks) = (None, Vec::new(), Vec::new());
        let Some(map) = &self.map else { return };
        // Before there is a view nothing can be added.
        let places = places(marks, line);
        let is_moved = self.fitted != places || places.is_empty();
        if is_moved {
            map.fit(&places);
            self.fitted = places;
        }
        self.way = (line.len() > 1).then(|| map.line(line));
        let standing = marks.iter().filter_map(|it| standing(map, holder, it, on_order));
        self.marks = standing.collect();
        self.stand_apart();
        if is_moved {
            self.bring_into_sight();
        }
        self.offer();
        let held = self.marks.iter().find(|it| Some(&it.name) == held.as_ref());
        if let Some(held) = held {
            // What was just drawn takes the focus.
            let _ = held.element.focus();
        }
    }

    /// Those of orders are taken to be as large as the largest: any two may change places then.
    fn footings(&self, map: &Drawn) -> Vec<Footing> {
        let size = |it: &Standing| (it.element.offset_width(), it.element.offset_height());
        let orders = self.marks.iter().filter(|it| it.is_orders).map(size);
        let largest = orders.fold((0, 0), |most, size| (most.0.max(size.0), most.1.max(size.1)));
        let footing = |it: &Standing| Footing {
            place: map.pixel(it.at),
            size: if it.is_orders { largest } else { size(it) },
        };
        self.marks.iter().map(footing).collect()
    }

    fn middles(&self, map: &Drawn) -> Vec<Pixel> {
        let middle = |it: &Standing| {
            let (x, y) = map.pixel(it.at);
            (x + it.moved.0, y + it.moved.1)
        };
        self.marks.iter().map(middle).collect()
    }

    /// Marks keep their size when the map is zoomed: each time they have to make room for each other anew.
    pub fn stand_apart(&mut self) {
        self.leaders.clear();
        let Some(map) = &self.map else { return };
        let footings = self.footings(map);
        let middles = apart(&footings, map.room());
        for ((mark, footing), middle) in self.marks.iter_mut().zip(&footings).zip(middles) {
            let (x, y) = (middle.0 - footing.place.0, middle.1 - footing.place.1);
            mark.moved = (x, y);
            // An element that is on the page takes a style and a class.
            let _ = mark.element.set_attribute("style", &format!("--x: {x}px; --y: {y}px"));
            let is_away = middle != footing.alone();
            let _ = mark.element.class_list().toggle_with_force("away", is_away);
            if is_away {
                self.leaders.extend([map.leader(mark.at, middle), map.dot(mark.at)]);
            }
        }
    }

    /// Marks that moved apart may have left what is in sight.
    fn bring_into_sight(&mut self) {
        for _ in 0..ZOOMS_MAX {
            let Some(map) = &self.map else { return };
            let extent = extent(&self.footings(map), &self.middles(map));
            if extent.is_none_or(|extent| map.takes_in(extent)) {
                return;
            }
            map.zoom_out();
            self.stand_apart();
        }
    }

    /// The keyboard comes to one of the marks, and goes on from there by arrows: to the one where it was last, if that
    /// is there, else to the first that can be picked.
    fn offer(&self) {
        let last = self.marks.iter().position(|it| Some(&it.name) == self.at.as_ref());
        let first = || self.marks.iter().position(|it| it.is_tapped);
        let offered = last.or_else(first).unwrap_or(0);
        self.marks.iter().enumerate().for_each(|(nth, it)| it.offer(nth == offered));
    }

    /// A mark has the focus: the keyboard comes back to it, and who came by the keyboard sees it.
    pub fn focused(&mut self) {
        let Some(nth) = self.marks.iter().position(Standing::has_focus) else { return };
        self.at = Some(self.marks[nth].name.clone());
        self.offer();
        let by_keyboard = self.marks[nth].element.matches(":focus-visible").unwrap_or(false);
        if let Some(map) = self.map.as_ref().filter(|_| by_keyboard) {
            map.show(self.middles(map)[nth]);
        }
    }

    /// Where this arrow leads from the mark that has the focus.
    pub fn beside(&self, arrow: Arrow) -> Option<HtmlElement> {
        let from = self.marks.iter().position(Standing::has_focus)?;
        let middles = self.middles(self.map.as_ref()?);
        let to = beside(&middles, from, arrow).unwrap_or(from);
        Some(self.marks[to].element.clone())
    }
}

/// All places that are to be seen.
fn places(marks: &[Mark], line: &[Position]) -> Vec<Position> {
    let mut all: Vec<_> = marks.iter().map(|it| it.at).chain(line.iter().copied()).collect();
    all.sort();
    all.dedup();
    all
}

fn child(of: &Element, tag: &str, class: &str, text: &str) -> Option<Element> {
    let element = of.owner_document()?.create_element(tag).ok()?;
    element.set_class_name(class);
    element.set_text_content(Some(text));
    of.append_child(&element).ok()?;
    Some(element)
}

fn name(mark: &Mark) -> String {
    match mark.order {
        Some(_) => format!("mark-{}", mark.label),
        None => "mark-shop".to_owned(),
    }
}

/// The element of a mark: a button where a tap does something, else a picture with its words.
fn element(holder: &HtmlElement, mark: &Mark) -> Option<HtmlElement> {
    let tag = if mark.is_tapped { "button" } else { "span" };
    let element = holder.owner_document()?.create_element(tag).ok()?;
    element.set_class_name(&format!("map-label {}", mark.tone));
    for (name, value) in [
        ("data-testid", name(mark).as_str()),
        ("data-tone", mark.tone),
        ("title", &mark.words),
        ("aria-label", &mark.words),
    ] {
        element.set_attribute(name, value).ok()?;
    }
    match mark.is_tapped {
        true => element.set_attribute("aria-pressed", &(mark.tone == "picked").to_string()).ok()?,
        false => element.set_attribute("role", "img").ok()?,
    }
    child(&element, "i", "map-sign", &mark.sign)?;
    child(&element, "b", "", &mark.label)?;
    element.dyn_into().ok()
}

/// How far a mark stands before others: what is picked, and what is late, is not hidden.
fn height(tone: &str) -> i32 {
    match tone {
        "picked" => 20_000,
        "late" => 10_000,
        _ => 0,
    }
}

fn standing(
    map: &Drawn,
    holder: &HtmlElement,
    mark: &Mark,
    on_order: &Callback<OrderId>,
) -> Option<Standing> {
    let element = element(holder, mark)?;
    let tapped = mark.order.filter(|_| mark.is_tapped).map(|order| {
        let on_order = on_order.clone();
        Box::new(move || on_order.emit(order)) as Box<dyn FnMut()>
    });
    let on = map.mark(mark.at, &element, height(mark.tone), tapped);
    let Mark { at, is_tapped, .. } = *mark;
    let (name, is_orders) = (name(mark), mark.order.is_some());
    Some(Standing { name, at, is_orders, is_tapped, element, moved: (0, 0), _on: on })
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
    fn the_same_places_are_seen_in_whatever_order_they_come() {
        let line = [mark(3).at, mark(1).at];
        assert_eq!(
            places(&[mark(2), mark(1)], &line),
            places(&[mark(1), mark(2)], &[line[1], line[0]])
        );
    }
}
