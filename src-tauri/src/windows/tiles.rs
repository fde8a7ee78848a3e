//! The scheme of the map's tiles, `tiles://localhost/14/8298/5635`: a window draws what the backend fetches, and
//! itself reaches nothing on the Internet.

use crate::app::App;
use crate::outside::tiles::Picture;
use crate::settings::map_ground;
use domain::settings::MapTile;
use domain::shops::WindowKind;
use std::sync::Arc;
use tauri::http::{Request, Response, StatusCode, header};
use tauri::{Manager, Runtime, UriSchemeContext, UriSchemeResponder};

/// Its name.
pub const SCHEME: &str = "tiles";

/// Answers a window: a counter's with a tile, if there is one; any other's with none.
pub fn answer<R: Runtime>(
    context: UriSchemeContext<'_, R>,
    request: Request<Vec<u8>>,
    responder: UriSchemeResponder,
) {
    let asked = asked(context.webview_label(), request.uri().path());
    let app = Arc::clone(&context.app_handle().state::<Arc<App>>());
    tauri::async_runtime::spawn(async move {
        let tile = match asked {
            Some(tile) => map_ground::tile(&app, tile).await,
            None => None,
        };
        responder.respond(response(tile));
    });
}

/// The tile that a window may have.
fn asked(window: &str, path: &str) -> Option<MapTile> {
    let tile = MapTile::of_path(path)?;
    (window == WindowKind::Counter.word()).then_some(tile)
}

fn response(tile: Option<Picture>) -> Response<Vec<u8>> {
    let Some(Picture { kind, bytes }) = tile else {
        let mut none = Response::new(Vec::new());
        *none.status_mut() = StatusCode::NOT_FOUND;
        return none;
    };
    let mut whole = Response::new(bytes);
    whole.headers_mut().insert(header::CONTENT_TYPE, header::HeaderValue::from_static(kind));
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_counter_has_tiles_and_nobody_else() {
        let path = "/14/8298/5635";
        assert_eq!(asked("counter", path), MapTile::of(14, 8298, 5635));
        for (window, path) in [
            ("kitchen", path),
            ("board", path),
            ("office", path),
            ("", path),
            ("counter", "/14/8298/5635/../../etc/passwd"),
            ("counter", "/"),
        ] {
            assert_eq!(asked(window, path), None, "{window} {path}");
        }
    }

    #[test]
    fn a_tile_comes_as_what_it_is() {
        let came = response(Some(Picture { kind: "image/png", bytes: vec![1] }));
        assert_eq!(
            (came.status(), &came.headers()["content-type"]),
            (StatusCode::OK, &"image/png".parse().expect("a kind"))
        );
        assert_eq!(response(None).status(), StatusCode::NOT_FOUND);
    }
}
