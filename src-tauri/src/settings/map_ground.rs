//! The ground of the counters' map: which server of tiles the group has entered, and a tile of it.

use super::outside::entered;
use crate::app::App;
use crate::error::Error;
use crate::outside::tiles::{Picture, TileSource, Tiles};
use domain::settings::{DEEPEST_ZOOM, MapGround, MapTile, Service, TileServer};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::time::Instant;

/// How long what is entered is not read again for one more tile. A map that is opened reads it anew.
const READ_AGAIN_AFTER: Duration = Duration::from_secs(60);

/// Which server is entered, as it was read last.
#[derive(Default)]
pub struct KnownGround(Mutex<Option<(Instant, Option<TileServer>)>>);

impl KnownGround {
    fn last(&self) -> MutexGuard<'_, Option<(Instant, Option<TileServer>)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// On what a counter draws its map.
pub async fn read(app: &App) -> Result<Option<MapGround>, Error> {
    let server = server(app).await?;
    let ground = |it: TileServer| MapGround { mention: it.mention, deepest_zoom: DEEPEST_ZOOM };
    Ok(server.map(ground))
}

async fn server(app: &App) -> Result<Option<TileServer>, Error> {
    let read = entered::<TileServer>(app.database(), Service::Tiles).await?;
    *app.known_ground().last() = Some((Instant::now(), read.clone()));
    Ok(read)
}

/// The server for one more tile; the one that was known last while the database does not answer.
async fn known_server(app: &App) -> Option<TileServer> {
    let last = app.known_ground().last().clone();
    match last {
        Some((at, known)) if at.elapsed() < READ_AGAIN_AFTER => known,
        last => match server(app).await {
            Ok(read) => read,
            Err(_) => last.and_then(|(_, known)| known),
        },
    }
}

/// A tile of the ground; none where there is none, or none is to be had now. Nothing says which one it was: it is
/// where customers live.
pub async fn tile(app: &App, tile: MapTile) -> Option<Picture> {
    let entered = known_server(app).await?;
    let source = TileSource { outside: app.outside(), entered, now: app.now() };
    source.tile(tile).await.ok().flatten()
}
