//! Leaflet, which draws the map: what is used of it, and nothing else. `boot.js` loads it before the program.

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

    #[wasm_bindgen(js_namespace = leaflet, js_name = map)]
    fn make_map(holder: &HtmlElement, options: &JsValue) -> LeafletMap;
    #[wasm_bindgen(method, js_name = fitBounds)]
    fn fit_bounds(this: &LeafletMap, corners: &JsValue, options: &JsValue);
    #[wasm_bindgen(method, js_name = setView)]
    fn set_view(this: &LeafletMap, center: &JsValue, zoom: u8);
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

/// A map in an element of the page, until it is dropped.
pub struct Drawn(LeafletMap);

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
        self.0.end();
    }
}

impl Drawn {
    /// A map with its scale, and the two buttons of its zoom.
    pub fn inside(holder: &HtmlElement, (nearer, farther): (&str, &str)) -> Drawn {
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
        Drawn(map)
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
        layer.add_to(&self.0);
        On { layer, _heard: heard }
    }

    /// Shows all of these places.
    pub fn fit(&self, places: &[Position]) {
        match places {
            [] => self.0.set_view(&js(&json!([46.6, 2.4])), 5),
            [alone] => self.0.set_view(&js(&point(*alone)), ALONE),
            some => {
                // Room for what stands on a place, and for the controls.
                let room = json!({ "paddingTopLeft": [70, 80], "paddingBottomRight": [70, 50], "maxZoom": NEAREST });
                self.0.fit_bounds(&points(some), &js(&room));
            }
        }
    }
}
