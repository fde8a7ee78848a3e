//! What is shipped, in bytes. The task that starts the bench says where it lies, since only it
//! knows whether that was built to be shipped.

use anyhow::{Context, ensure};
use std::env;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::report::{Bound, Report, Row, count};

/// Where the screens' module of a release build lies.
const WASM: &str = "OC_PIZZA_BENCH_WASM";
/// Where the Debian package lies.
const PACKAGE: &str = "OC_PIZZA_BENCH_DEB";

/// Row 12; says what is not there to be measured.
pub fn tell(report: &mut Report) -> anyhow::Result<()> {
    match env::var_os(WASM) {
        Some(module) => report.add(row("wasm, gzip -9", "kB", zipped(module.as_ref())?, 600.0)),
        None => report.leave_out("12", "wasm, gzip -9", "cargo xtask bench builds it"),
    }
    match env::var_os(PACKAGE) {
        Some(package) => {
            let bytes = std::fs::metadata(&package).context(PACKAGE)?.len();
            report.add(row(".deb", "MB", count(bytes) / 1e6, 12.0));
        }
        None => report.leave_out("12", ".deb", "set OC_PIZZA_BENCH_DEB to its path"),
    }
    Ok(())
}

fn row(what: &'static str, unit: &'static str, size: f64, at_most: f64) -> Row {
    let bound = Bound::AtMost(at_most);
    Row { number: "12", what, unit, ours: vec![size], reference: vec![], bound }
}

/// Kilobytes of a file after `gzip -9`.
fn zipped(file: &Path) -> anyhow::Result<f64> {
    let mut gzip = Command::new("gzip");
    let output = gzip.args(["-9", "-c"]).arg(file).stderr(Stdio::inherit()).output()?;
    ensure!(output.status.success(), "gzip {}: {}", file.display(), output.status);
    Ok(count(output.stdout.len()) / 1e3)
}
