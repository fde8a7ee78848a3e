//! Leaflet, which draws the map: what is used of it, and nothing else. `boot.js` loads it before the program.

use super::apart::Pixel;
use domain::delivery::Position;
use js_sys::{Array, Function, JSON, Object, Reflect};
use serde_json::{Value, json};
use wasm_bindgen::prelude::*;
use web_sys::{Element, HtmlElement};

#[wasm_bindgen]
extern "C" {
    /// A map.
    pub type LeafletMap;
    /// Something on it.
    pub type Layer;
    /// How a marker looks.
    type Icon;
    /// A pixel.
    type Point;

    #[wasm_bindgen(method, getter)]
    fn x(this: &Point) -> f64;
    #[wasm_bindgen(method, getter)]
    fn y(this: &Point) -> f64;

    #[wasm_bindgen(js_namespace = leaflet, js_name = map)]
    fn make_map(holder: &HtmlElement, options: &JsValue) -> LeafletMap;
    #[wasm_bindgen(method, js_name = fitBounds)]
    fn fit_bounds(this: &LeafletMap, corners: &JsValue, options: &JsValue);
    #[wasm_bindgen(method, js_name = setView)]
    fn set_view(this: &LeafletMap, center: &JsValue, zoom: u8);
    #[wasm_bindgen(method, js_name = zoomOut)]
    fn farther(this: &LeafletMap, by: f64);
    #[wasm_bindgen(method, js_name = panBy)]
    fn pan_by(this: &LeafletMap, pixels: &JsValue, options: &JsValue);
    #[wasm_bindgen(method, js_name = getSize)]
    fn size(this: &LeafletMap) -> Point;
    #[wasm_bindgen(method, js_name = latLngToLayerPoint)]
    fn pixel_of(this: &LeafletMap, at: &JsValue) -> Point;
    #[wasm_bindgen(method, js_name = layerPointToLatLng)]
    fn place_of(this: &LeafletMap, pixel: &JsValue) -> JsValue;
    #[wasm_bindgen(method, js_name = layerPointToContainerPoint)]
    fn in_sight(this: &LeafletMap, pixel: &JsValue) -> Point;
    #[wasm_bindgen(method, js_name = on)]
    fn hear(this: &LeafletMap, event: &str, heard: &Function);
    #[wasm_bindgen(method, js_name = remove)]
    fn end(this: &LeafletMap);

    #[wasm_bindgen(js_namespace = ["leaflet", "control"], js_name = zoom)]
    fn zoom_control(options: &JsValue) -> Layer;
    #[wasm_bindgen(js_namespace = ["leaflet", "control"], js_name = scale)]
    fn scale_control(options: &JsValue) -> Layer;
    #[wasm_bindgen(js_namespace = leaflet, js_name = tileLayer)]
    fn tile_layer(address: &str, options: &JsValue) -> Layer;
    #[wasm_bindgen(js_namespace = leaflet, js_name = polyline)]
    fn polyline(points: &JsValue, options: &JsValue) -> Layer;
    #[wasm_bindgen(js_namespace = leaflet, js_name = circleMarker)]
    fn circle(at: &JsValue, options: &JsValue) -> Layer;
    #[wasm_bindgen(js_namespace = leaflet, js_name = divIcon)]
    fn div_icon(options: &JsValue) -> Icon;
    #[wasm_bindgen(js_namespace = leaflet, js_name = marker)]
    fn make_marker(at: &JsValue, options: &JsValue) -> Layer;

    #[wasm_bindgen(method, js_name = addTo)]
    fn add_to(this: &Layer, map: &LeafletMap);
    #[wasm_bindgen(method, js_name = remove)]
    fn take_away(this: &Layer);
    #[wasm_bindgen(method, js_name = on)]
    fn on(this: &Layer, event: &str, heard: &Function);
}

/// Where the backend answers for tiles (`src-tauri/src/windows/tiles.rs`).
const TILES: &str = "tiles://localhost/{z}/{x}/{y}";
/// How near all is shown at most: a street.
const NEAREST: u8 = 16;
/// How near a place is shown that is alone.
const ALONE: u8 = 14;
/// The pixels from each edge of the map that its controls have: left, top, right, bottom.
const EDGES: [i32; 4] = [10, 60, 62, 40];
/// What stands on a place reaches so far to each side, and above it.
const MARK: (i32, i32) = (36, 56);

fn js(value: &Value) -> JsValue {
    // What was just written can be read.
    JSON::parse(&value.to_string()).unwrap_or_default()
}

fn point(at: Position) -> Value {
    let (latitude, longitude) = at.degrees();
    json!([latitude, longitude])
}

fn points(all: &[Position]) -> JsValue {
    js(&all.iter().copied().map(point).collect())
}

fn pixels((x, y): Pixel) -> JsValue {
    js(&json!([x, y]))
}

fn whole(point: &Point) -> Pixel {
    (point.x().round() as i32, point.y().round() as i32)
}

/// A map in an element of the page, until it is dropped.
pub struct Drawn {
    map: LeafletMap,
    _zoomed: Closure<dyn FnMut()>,
}

/// Something on a map, until it is dropped.
pub struct On {
    layer: Layer,
    _heard: Option<Closure<dyn FnMut()>>,
}

impl Drop for On {
    fn drop(&mut self) {
        self.layer.take_away();
    }
}

impl Drop for Drawn {
    fn drop(&mut self) {
        self.map.end();
    }
}

impl Drawn {
    /// A map with its scale, and the two buttons of its zoom; `zoomed` hears that it was.
    pub fn inside(
        holder: &HtmlElement,
        (nearer, farther): (&str, &str),
        zoomed: Box<dyn FnMut()>,
    ) -> Drawn {
        // Its movements would have to be waited for, by people and by tests.
        let map = make_map(
            holder,
            &js(&json!({
                "attributionControl": false, "zoomControl": false, "fadeAnimation": false,
                "zoomAnimation": false, "markerZoomAnimation": false, "inertia": false, "zoomSnap": 0.5, "minZoom": 5, "maxZoom": 19,
            })),
        );
        let zoom =
            json!({ "position": "topright", "zoomInTitle": nearer, "zoomOutTitle": farther });
        zoom_control(&js(&zoom)).add_to(&map);
        scale_control(&js(&json!({ "imperial": false, "maxWidth": 140 }))).add_to(&map);
        let zoomed = Closure::wrap(zoomed);
        map.hear("viewreset", zoomed.as_ref().unchecked_ref());
        Drawn { map, _zoomed: zoomed }
    }

    /// Where a place is: in pixels that move with the map, and are others when it is zoomed.
    pub fn pixel(&self, at: Position) -> Pixel {
        whole(&self.map.pixel_of(&js(&point(at))))
    }

    /// The ground.
    pub fn ground(&self, deepest_zoom: u8) -> On {
        let options = json!({ "maxNativeZoom": deepest_zoom, "maxZoom": 19, "keepBuffer": 1 });
        self.with(tile_layer(TILES, &js(&options)), None)
    }

    /// A line through these places.
    pub fn line(&self, through: &[Position]) -> On {
        let options =
            json!({ "className": "map-line", "interactive": false, "weight": 5, "opacity": 1 });
        self.with(polyline(&points(through), &js(&options)), None)
    }

    /// A thin line from a place to what is said of it elsewhere.
    pub fn leader(&self, from: Position, to: Pixel) -> On {
        let ends = Array::of2(&js(&point(from)), &self.map.place_of(&pixels(to)));
        let options =
            json!({ "className": "map-leader", "interactive": false, "weight": 1.5, "opacity": 1 });
        self.with(polyline(&ends, &js(&options)), None)
    }

    /// A point on a place.
    pub fn dot(&self, at: Position) -> On {
        let options = json!({
            "className": "map-dot", "interactive": false, "radius": 4, "weight": 1, "opacity": 1, "fillOpacity": 1,
        });
        self.with(circle(&js(&point(at)), &js(&options)), None)
    }

    /// An element that stands at a place, those further down before those further up, and `above` others;
    /// `tapped` hears a tap on it.
    pub fn mark(
        &self,
        at: Position,
        element: &Element,
        above: i32,
        tapped: Option<Box<dyn FnMut()>>,
    ) -> On {
        let look = Object::new();
        for (name, value) in [
            ("html", JsValue::from(element)),
            ("className", JsValue::from_str("map-mark")),
            ("iconSize", Array::of2(&0.into(), &0.into()).into()),
        ] {
            // A plain object takes any property.
            let _ = Reflect::set(&look, &JsValue::from_str(name), &value);
        }
        let options: Object = js(&json!({
            "keyboard": false, "interactive": tapped.is_some(), "zIndexOffset": above,
        }))
        .unchecked_into();
        let _ = Reflect::set(&options, &JsValue::from_str("icon"), &div_icon(&look));
        let marker = make_marker(&js(&point(at)), &options);
        let heard = tapped.map(Closure::wrap);
        if let Some(heard) = &heard {
            marker.on("click", heard.as_ref().unchecked_ref());
        }
        self.with(marker, heard)
    }

    fn with(&self, layer: Layer, heard: Option<Closure<dyn FnMut()>>) -> On {
        layer.add_to(&self.map);
        On { layer, _heard: heard }
    }

    /// Shows all of these places.
    pub fn fit(&self, places: &[Position]) {
        match places {
            [] => self.map.set_view(&js(&json!([46.6, 2.4])), 5),
            [alone] => self.map.set_view(&js(&point(*alone)), ALONE),
            some => {
                // Room for what stands on a place, and for the controls.
                let [left, top, right, bottom] = EDGES;
                let room = json!({
                    "paddingTopLeft": [left + MARK.0, top + MARK.1],
                    "paddingBottomRight": [right + MARK.0, bottom], "maxZoom": NEAREST,
                });
                self.map.fit_bounds(&points(some), &js(&room));
            }
        }
    }

    /// Half a step farther.
    pub fn zoom_out(&self) {
        self.map.farther(0.5);
    }

    /// How many pixels are in sight beside its controls.
    pub fn room(&self) -> (i32, i32) {
        let ((width, height), [left, top, right, bottom]) = (whole(&self.map.size()), EDGES);
        (width - left - right, height - top - bottom)
    }

    /// Moves the map until what is between these corners is in sight; false where it is too large for that.
    pub fn takes_in(&self, (from, to): (Pixel, Pixel)) -> bool {
        let (from, to) = (self.sight(from), self.sight(to));
        let (width, height) = whole(&self.map.size());
        let [left, top, right, bottom] = EDGES;
        let aside = into_sight((from.0, to.0), (left, width - right));
        let down = into_sight((from.1, to.1), (top, height - bottom));
        let moved = aside.zip(down);
        moved.into_iter().for_each(|by| self.pan(by));
        moved.is_some()
    }

    /// Moves the map until the mark that has its middle there is in sight.
    pub fn show(&self, middle: Pixel) {
        let ((x, y), (aside, up)) = (middle, MARK);
        self.takes_in(((x - aside, y - up), (x + aside, y + up)));
    }

    fn sight(&self, pixel: Pixel) -> Pixel {
        whole(&self.map.in_sight(&pixels(pixel)))
    }

    fn pan(&self, by: (i32, i32)) {
        if by != (0, 0) {
            self.map.pan_by(&pixels(by), &js(&json!({ "animate": false })));
        }
    }
}

/// By how much the sight has to move that `from` and `to` are both in it; none: it is too narrow.
fn into_sight((from, to): (i32, i32), (first, last): (i32, i32)) -> Option<i32> {
    let fits = to - from <= last - first;
    fits.then(|| (to - last).max(0) + (from - first).min(0))
}

#[cfg(test)]
mod tests {
    use super::into_sight;

    #[test]
    fn the_sight_moves_no_more_than_it_has_to() {
        for (what, moved) in [
            ((20, 80), Some(0)),
            ((-5, 80), Some(-15)),
            ((60, 130), Some(30)),
            ((10, 100), Some(0)),
            ((10, 101), None),
        ] {
            assert_eq!(into_sight(what, (10, 100)), moved, "{what:?}");
        }
    }
}
