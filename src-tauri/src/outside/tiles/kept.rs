//! Tiles on this disk: as many as there is room for, the oldest going first. A disk that is full or fails only
//! means that tiles are asked for again.

use super::Picture;
use chrono::{DateTime, TimeDelta, Utc};
use domain::settings::MapTile;
use sha2::{Digest, Sha256};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;
use tokio::task::spawn_blocking;

/// The room for them, in bytes: some three thousand tiles, the deliveries of several shops.
const ROOM: u64 = 64 << 20;
/// What stays when there is no more room.
const AFTERWARDS: u64 = ROOM / 4 * 3;
/// How long one does; servers ask for a week at least (operations.osmfoundation.org/policies/tiles).
const FRESH: TimeDelta = TimeDelta::days(14);

/// A tile of a server.
type Place = (String, MapTile);

/// The tiles below a folder.
#[derive(Clone)]
pub struct Kept {
    folder: Arc<PathBuf>,
    room: (u64, u64),
    /// How many bytes there are; unknown until the first is kept.
    bytes: Arc<Mutex<Option<u64>>>,
}

impl Kept {
    /// Those below that folder, which is made when there is one to keep.
    pub fn below(folder: PathBuf) -> Kept {
        Kept { folder: Arc::new(folder), room: (ROOM, AFTERWARDS), bytes: Arc::default() }
    }

    fn file(&self, (server, tile): &Place) -> PathBuf {
        let digest = Sha256::digest(server.as_bytes());
        let server: String = digest[..8].iter().map(|it| format!("{it:02x}")).collect();
        self.folder.join(server).join(tile.name())
    }

    /// A tile that was kept, and whether it still does.
    pub async fn find(&self, place: Place, now: DateTime<Utc>) -> Option<(Picture, bool)> {
        let file = self.file(&place);
        let read =
            move || -> io::Result<_> { Ok((fs::read(&file)?, fs::metadata(&file)?.modified()?)) };
        let (bytes, since) = spawn_blocking(read).await.ok()?.ok()?;
        let age = now - DateTime::<Utc>::from(since);
        Some((Picture::of(bytes)?, age < FRESH))
    }

    /// Keeps a tile.
    pub async fn keep(&self, place: Place, picture: &Picture) {
        let (kept, bytes) = (self.clone(), picture.bytes.clone());
        let kept = spawn_blocking(move || kept.write(&kept.file(&place), &bytes)).await;
        if let Ok(Err(error)) = kept {
            tracing::debug!(%error, "a tile is not kept");
        }
    }

    fn write(&self, file: &Path, bytes: &[u8]) -> io::Result<()> {
        let folder = file.parent().unwrap_or(file);
        fs::create_dir_all(folder)?;
        // Under another name until it is whole.
        let begun = file.with_extension("begun");
        let before = fs::metadata(file).map_or(0, |facts| facts.len());
        fs::write(&begun, bytes)?;
        fs::rename(&begun, file)?;
        let mut all = self.bytes.lock().unwrap_or_else(PoisonError::into_inner);
        let sum = match *all {
            Some(all) => (all + bytes.len() as u64).saturating_sub(before),
            None => files(&self.folder)?.iter().map(|(_, _, length)| length).sum(),
        };
        *all = Some(if sum > self.room.0 { self.make_room(file)? } else { sum });
        Ok(())
    }

    /// Lets the oldest go, and never what was just written; returns what is left.
    fn make_room(&self, written: &Path) -> io::Result<u64> {
        let mut files = files(&self.folder)?;
        files.sort();
        let mut left: u64 = files.iter().map(|(_, _, length)| length).sum();
        for (_, file, length) in files.into_iter().filter(|(_, file, _)| file != written) {
            if left <= self.room.1 {
                break;
            }
            fs::remove_file(file)?;
            left -= length;
        }
        Ok(left)
    }
}

/// The files two levels down, each with when it was written and its length.
fn files(folder: &Path) -> io::Result<Vec<(SystemTime, PathBuf, u64)>> {
    let mut found = Vec::new();
    for server in fs::read_dir(folder)? {
        let server = server?.path();
        if !server.is_dir() {
            continue;
        }
        for file in fs::read_dir(server)? {
            let file = file?;
            let facts = file.metadata()?;
            found.push((facts.modified()?, file.path(), facts.len()));
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(nth: u8) -> Picture {
        let bytes = [b"\x89PNG\r\n\x1a\n".to_vec(), vec![nth; 92]].concat();
        Picture::of(bytes).expect("a picture")
    }

    fn place(nth: u32) -> Place {
        ("https://a.fr/{z}/{x}/{y}".to_owned(), MapTile::of(14, nth, 1).expect("a tile"))
    }

    fn written(kept: &Kept, nth: u32) -> DateTime<Utc> {
        fs::metadata(kept.file(&place(nth))).expect("there").modified().expect("a time").into()
    }

    #[tokio::test]
    async fn what_is_kept_is_found_and_grows_old() {
        let home = tempfile::tempdir().expect("a folder");
        let kept = Kept::below(home.path().join("tiles"));
        kept.keep(place(1), &picture(1)).await;
        let at = written(&kept, 1);
        assert_eq!(kept.find(place(1), at).await, Some((picture(1), true)));
        assert_eq!(kept.find(place(1), at + FRESH).await, Some((picture(1), false)));
        assert_eq!(kept.find(place(2), at).await, None);
        let (_, tile) = place(1);
        assert_eq!(kept.find(("https://b.fr/{z}/{x}/{y}".to_owned(), tile), at).await, None);
        fs::write(kept.file(&place(1)), b"damaged").expect("written");
        assert_eq!(kept.find(place(1), at).await, None, "what is no picture is asked for again");
    }

    #[tokio::test]
    async fn there_is_never_more_than_there_is_room_for() {
        let home = tempfile::tempdir().expect("a folder");
        let room = (1000, 600);
        let kept = Kept { room, ..Kept::below(home.path().join("tiles")) };
        for nth in 0..40 {
            kept.keep(place(nth), &picture(1)).await;
            let sum: u64 = files(&kept.folder).expect("read").iter().map(|(_, _, it)| it).sum();
            assert!(sum <= 1000, "{sum} after {nth}");
            assert_eq!(Some(sum), *kept.bytes.lock().expect("whole"));
            assert!(kept.file(&place(nth)).exists(), "the newest stays: {nth}");
        }
        // A program that starts anew counts what is there.
        let again = Kept { room, ..Kept::below(home.path().join("tiles")) };
        again.keep(place(40), &picture(1)).await;
        let sum: u64 = files(&again.folder).expect("read").iter().map(|(_, _, it)| it).sum();
        assert_eq!(Some(sum), *again.bytes.lock().expect("whole"));
    }

    #[tokio::test]
    async fn a_disk_that_fails_is_no_reason_to_fail() {
        let home = tempfile::tempdir().expect("a folder");
        let taken = home.path().join("tiles");
        fs::write(&taken, b"a file where the folder would be").expect("written");
        let kept = Kept::below(taken);
        kept.keep(place(1), &picture(1)).await;
        assert_eq!(kept.find(place(1), DateTime::UNIX_EPOCH).await, None);
    }
}
