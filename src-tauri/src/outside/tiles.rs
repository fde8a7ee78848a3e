//! Tiles of the map, from whatever server the group has entered. A map asks for dozens at once: what came is
//! kept on this disk ([`kept`]), a few are asked for at a time, and a server that fails is left alone for a while.

mod kept;

use super::http::{Answer, Outside, ask};
use chrono::{DateTime, Utc};
use domain::settings::{MapTile, ServiceFault, TileServer};
use kept::Kept;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio::time::Instant;

/// How many are asked for at a time.
pub const AT_ONCE: usize = 4;
/// How many may wait for their turn: more than two screens of them.
const WAITING_MAX: usize = 80;
/// How long a server that failed is not asked.
pub const PAUSE: Duration = Duration::from_secs(60);

/// A tile, as it is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// What it is: `image/png`.
    pub kind: &'static str,
    /// It.
    pub bytes: Vec<u8>,
}

impl Picture {
    /// What is a picture by its beginning, whatever the server calls it.
    fn of(bytes: Vec<u8>) -> Option<Picture> {
        let kind = match bytes.as_slice() {
            [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => "image/png",
            [0xff, 0xd8, 0xff, ..] => "image/jpeg",
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => "image/webp",
            _ => return None,
        };
        Some(Picture { kind, bytes })
    }
}

/// What has tiles.
pub trait Tiles {
    /// A tile; none where the map ends, or the server is left alone for now.
    fn tile(
        &self,
        tile: MapTile,
    ) -> impl Future<Output = Result<Option<Picture>, ServiceFault>> + Send;
}

/// The group's server of tiles.
pub struct TileSource<'a> {
    /// The line.
    pub outside: &'a Outside,
    /// What is entered of it.
    pub entered: TileServer,
    /// Now: what was kept long ago is asked for again.
    pub now: DateTime<Utc>,
}

/// What is known of tiles.
pub(super) struct KnownTiles {
    kept: OnceLock<Kept>,
    turns: Semaphore,
    waiting: AtomicUsize,
    /// The server that failed, and until when it is left alone.
    paused: Mutex<Option<(String, Instant)>>,
}

impl Default for KnownTiles {
    fn default() -> KnownTiles {
        KnownTiles {
            kept: OnceLock::new(),
            turns: Semaphore::new(AT_ONCE),
            waiting: AtomicUsize::new(0),
            paused: Mutex::default(),
        }
    }
}

impl KnownTiles {
    fn is_paused(&self, server: &str) -> bool {
        let paused = self.paused.lock().unwrap_or_else(PoisonError::into_inner);
        paused.as_ref().is_some_and(|(its, until)| its == server && Instant::now() < *until)
    }

    fn pause(&self, server: &str) {
        let until = Instant::now() + PAUSE;
        *self.paused.lock().unwrap_or_else(PoisonError::into_inner) =
            Some((server.to_owned(), until));
    }
}

/// Counts who waits, until it is dropped.
struct Waiting<'a>(&'a AtomicUsize);

impl<'a> Waiting<'a> {
    fn begun(count: &'a AtomicUsize) -> Option<Waiting<'a>> {
        let waiting = Waiting(count);
        (count.fetch_add(1, Ordering::Relaxed) < WAITING_MAX).then_some(waiting)
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Outside {
    /// Keeps tiles below that folder.
    pub fn keep_tiles_in(&self, folder: PathBuf) {
        // Where they were kept first they stay.
        let _ = self.tiles.kept.set(Kept::below(folder));
    }
}

impl Tiles for TileSource<'_> {
    async fn tile(&self, tile: MapTile) -> Result<Option<Picture>, ServiceFault> {
        let known = &self.outside.tiles;
        let place = (self.entered.tile_address.clone(), tile);
        let found = match known.kept.get() {
            Some(kept) => kept.find(place.clone(), self.now).await,
            None => None,
        };
        let old = match found {
            Some((picture, true)) => return Ok(Some(picture)),
            Some((picture, false)) => Some(picture),
            None => None,
        };
        match self.in_turn(tile).await {
            Ok(Some(picture)) => {
                if let Some(kept) = known.kept.get() {
                    kept.keep(place, &picture).await;
                }
                Ok(Some(picture))
            }
            // Streets do not move: an old tile is better than none.
            Ok(None) => Ok(old),
            Err(fault) => old.map_or(Err(fault), |old| Ok(Some(old))),
        }
    }
}

impl TileSource<'_> {
    /// Asks for it, when it is its turn and the server is not left alone.
    async fn in_turn(&self, tile: MapTile) -> Result<Option<Picture>, ServiceFault> {
        let (known, server) = (&self.outside.tiles, &self.entered.tile_address);
        let Some(_waiting) = Waiting::begun(&known.waiting).filter(|_| !known.is_paused(server))
        else {
            return Ok(None);
        };
        let Ok(_turn) = known.turns.acquire().await else { return Ok(None) };
        // Those before may have found out that it fails.
        if known.is_paused(server) {
            return Ok(None);
        }
        let asked = self.ask_for(tile).await;
        if asked.is_err() {
            known.pause(server);
        }
        asked
    }

    /// Asks for it at once, whatever is kept; none where the map ends.
    ///
    /// # Errors
    /// The server does not answer, or not with a tile.
    pub async fn ask_for(&self, tile: MapTile) -> Result<Option<Picture>, ServiceFault> {
        let request = self.outside.tiles_client()?.get(self.entered.address_of(tile));
        let Answer { status, body } =
            ask(request, ("tiles", "tile"), self.outside.deadline()).await?;
        let words = || format!("HTTP {status}");
        match status {
            200 => Picture::of(body).map(Some).ok_or(ServiceFault::Unreadable),
            204 | 404 => Ok(None),
            401 | 403 => Err(ServiceFault::Denied { words: words() }),
            429 => Err(ServiceFault::TooMuch { words: words() }),
            500.. => Err(ServiceFault::Troubled { words: words() }),
            _ => Err(ServiceFault::Refused { words: words() }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_known_by_its_beginning() {
        for (bytes, kind) in [
            (&b"\x89PNG\r\n\x1a\n...."[..], Some("image/png")),
            (b"\xff\xd8\xff\xe0", Some("image/jpeg")),
            (b"RIFF\x10\0\0\0WEBPVP8 ", Some("image/webp")),
            (b"<html><body>no</body></html>", None),
            (b"<svg onload=\"alert(1)\"/>", None),
            (b"\x89PN", None),
            (b"", None),
        ] {
            assert_eq!(Picture::of(bytes.to_vec()).map(|it| it.kind), kind, "{bytes:?}");
        }
    }
}
