//! A server of map tiles: a town that was never built, with streets, a river and a park, the same at each look.

use crate::stage::{Asked, Serving, Stage, answer, gateway};
use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, header};
use axum::response::Response;
use axum::routing::get;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use tokio::time::sleep;

/// How it behaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground {
    /// It draws.
    Draws,
    /// After a while.
    Slow(Duration),
    /// Never.
    Silent,
    /// The map ends here.
    Ends,
    /// It was asked too much.
    TooMuch,
    /// It does not want this program.
    Forbidden,
    /// A page in the place of a tile.
    Page,
    /// A tile without an end.
    Endless,
    /// What stands before it did not hear from it.
    Gateway(u16),
}

/// Pixels of a tile's side.
const SIDE: u32 = 256;
/// Streets, the ground between them, the park, the river, the avenues.
const COLOURS: [[u8; 3]; 5] =
    [[255, 255, 255], [242, 239, 233], [200, 222, 180], [170, 205, 224], [250, 214, 150]];

struct Town {
    stage: Stage<Ground>,
    busy: AtomicUsize,
    busiest: AtomicUsize,
}

/// The service; off when dropped.
pub struct Tiles {
    town: Arc<Town>,
    serving: Serving,
}

impl Tiles {
    /// One that is on.
    pub async fn on(behaviour: Ground) -> Tiles {
        Tiles::at(0, behaviour).await
    }

    /// One at that port.
    pub async fn at(port: u16, behaviour: Ground) -> Tiles {
        let (busy, busiest) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let town = Arc::new(Town { stage: Stage::new(behaviour), busy, busiest });
        let router = Router::new().route("/{z}/{x}/{y}", get(tile)).with_state(town.clone());
        Tiles { serving: Serving::on(port, router).await, town }
    }

    /// It behaves so from now on.
    pub fn behave(&self, behaviour: Ground) {
        self.town.stage.behave(behaviour);
    }

    /// What it was asked.
    pub fn asked(&self) -> Vec<Asked> {
        self.town.stage.asked()
    }

    /// How many it was asked for at a time, at most.
    pub fn busiest(&self) -> usize {
        self.town.busiest.load(Ordering::Relaxed)
    }

    /// Where a tile is.
    pub fn tile_address(&self) -> String {
        format!("http://127.0.0.1:{}/{{z}}/{{x}}/{{y}}.png", self.serving.port)
    }
}

/// One of those that are drawn at a time, until it is dropped.
struct Drawn<'a>(&'a Town);

impl<'a> Drawn<'a> {
    fn begun(town: &'a Town) -> Drawn<'a> {
        let now = town.busy.fetch_add(1, Ordering::Relaxed) + 1;
        town.busiest.fetch_max(now, Ordering::Relaxed);
        Drawn(town)
    }
}

impl Drop for Drawn<'_> {
    fn drop(&mut self) {
        self.0.busy.fetch_sub(1, Ordering::Relaxed);
    }
}

async fn tile(State(town): State<Arc<Town>>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    let asked = Asked::of(&parts, b"");
    let place = place(&asked.path);
    town.stage.keep(asked);
    let _drawn = Drawn::begun(&town);
    match town.stage.behaviour() {
        Ground::Silent => std::future::pending().await,
        Ground::Slow(wait) => sleep(wait).await,
        Ground::Ends => return answer(404, "text/plain", "no such tile".to_owned()),
        Ground::TooMuch => return answer(429, "text/plain", "slow down".to_owned()),
        Ground::Forbidden => return answer(403, "text/plain", "blocked".to_owned()),
        Ground::Page => return answer(200, "text/html", "<html>sign in</html>".to_owned()),
        Ground::Endless => return answer(200, "image/png", "\u{0}".repeat(2 << 20)),
        Ground::Gateway(status) => return gateway(status),
        Ground::Draws => {}
    }
    let Some((zoom, column, row)) = place else {
        return answer(400, "text/plain", "z/x/y.png".to_owned());
    };
    let mut response = Response::new(Body::from(png(zoom, column, row)));
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("image/png"));
    response
}

fn place(path: &str) -> Option<(u8, u32, u32)> {
    let mut parts = path.strip_prefix('/')?.strip_suffix(".png")?.split('/');
    let mut next = || parts.next();
    Some((next()?.parse().ok()?, next()?.parse().ok()?, next()?.parse().ok()?))
}

/// What is at a place of the earth, in pixels of zoom 16: the same town at each zoom.
fn colour(across: f64, down: f64) -> u8 {
    let near = |at: f64, every: f64, width: f64| at.rem_euclid(every) < width;
    let river = 260.0 * (across / 700.0).sin() + 90.0 * (across / 230.0).cos();
    if (down.rem_euclid(3000.0) - 1500.0 - river).abs() < 34.0 {
        3
    } else if near(across + down * 0.08, 640.0, 14.0) || near(down - across * 0.05, 520.0, 14.0) {
        4
    } else if near(across + down * 0.08, 128.0, 6.0) || near(down - across * 0.05, 104.0, 6.0) {
        0
    } else if near(across, 1900.0, 380.0) && near(down, 1700.0, 310.0) {
        2
    } else {
        1
    }
}

fn png(zoom: u8, column: u32, row: u32) -> Vec<u8> {
    let scale = 2_f64.powi(16 - i32::from(zoom));
    let at = |tile: u32, pixel: u32| (f64::from(tile) * f64::from(SIDE) + f64::from(pixel)) * scale;
    let pixels: Vec<u8> = (0..SIDE)
        .flat_map(|y| (0..SIDE).map(move |x| (x, y)))
        .map(|(x, y)| colour(at(column, x), at(row, y)))
        .collect();
    let mut written = Vec::new();
    let mut encoder = png::Encoder::new(&mut written, SIDE, SIDE);
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_palette(COLOURS.concat());
    let mut writer = encoder.write_header().expect("a head");
    writer.write_image_data(&pixels).expect("pixels");
    writer.finish().expect("an end");
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tile_is_the_same_at_each_look_and_its_neighbour_is_another() {
        assert_eq!(png(14, 8298, 5635), png(14, 8298, 5635));
        assert_ne!(png(14, 8298, 5635), png(14, 8299, 5635));
        assert_eq!(place("/14/8298/5635.png"), Some((14, 8298, 5635)));
        assert_eq!(place("/14/8298/5635"), None);
    }
}
