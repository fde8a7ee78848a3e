//! What the disk takes to be told: the least that a journal adds to an order.

use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

/// A page of a database.
const PAGE: [u8; 4096] = [0x5A; 4096];
/// How long it is tried.
const TRIED: Duration = Duration::from_secs(1);

/// Seconds of appending a page to a file and waiting until it is on the disk, on average, where so
/// many do so at once, each to a file of its own.
pub fn seconds_of_a_sync(at_once: usize) -> anyhow::Result<f64> {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"))?;
    let files = (0..at_once).map(|nth| folder.path().join(nth.to_string()));
    let syncing = files.map(|file| thread::spawn(move || times(&file)));
    let syncing: Vec<_> = syncing.collect();
    let mut all = 0;
    for thread in syncing {
        all += thread.join().map_err(|_| anyhow::anyhow!("the disk is not measured"))??;
    }
    let each = f64::from(all.max(1)) / f64::from(u32::try_from(at_once)?);
    Ok(TRIED.as_secs_f64() / each)
}

fn times(file: &Path) -> anyhow::Result<u32> {
    let mut file = File::create(file)?;
    let (begun, mut times) = (Instant::now(), 0);
    while begun.elapsed() < TRIED {
        file.write_all(&PAGE)?;
        file.sync_data()?;
        times += 1;
    }
    Ok(times)
}
