//! What the disk takes to be told: the least that a journal adds to an order.

use std::fs::File;
use std::io::Write;
use std::time::{Duration, Instant};

/// A page of a database.
const PAGE: [u8; 4096] = [0x5A; 4096];
/// How long it is tried.
const TRIED: Duration = Duration::from_secs(1);

/// Seconds of appending a page to a file and waiting until it is on the disk, on average.
pub fn seconds_of_a_sync() -> anyhow::Result<f64> {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"))?;
    let mut file = File::create(folder.path().join("synced"))?;
    let (begun, mut times) = (Instant::now(), 0_u32);
    while begun.elapsed() < TRIED {
        file.write_all(&PAGE)?;
        file.sync_data()?;
        times += 1;
    }
    Ok(begun.elapsed().as_secs_f64() / f64::from(times.max(1)))
}
