//! What is shipped, in bytes. The task that starts the bench says where it lies, since only it
//! knows whether that was built to be shipped.

use anyhow::{Context, bail, ensure};
use std::env;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::report::{Bound, Report, Row, count};

/// Where the modules of the screens' programs lie, of a release build.
const WASM: &str = "OC_PIZZA_BENCH_WASM";
/// Where the Debian package lies.
const PACKAGE: &str = "OC_PIZZA_BENCH_DEB";

/// Row 12; says what is not there to be measured.
pub fn tell(report: &mut Report) -> anyhow::Result<()> {
    match env::var_os(WASM) {
        Some(modules) => {
            for module in env::split_paths(&modules) {
                report.add(row(what(&module)?, "kB", zipped(&module)?, 600.0));
            }
        }
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

/// Each program is loaded alone, and so is held to the bound alone.
fn what(module: &Path) -> anyhow::Result<&'static str> {
    match module.file_name().and_then(|name| name.to_str()) {
        Some("counter_bg.wasm") => Ok("wasm of the counter, gzip -9"),
        Some("till_bg.wasm") => Ok("wasm of the till, gzip -9"),
        Some("deliveries_bg.wasm") => Ok("wasm of the deliveries, gzip -9"),
        Some("kitchen_bg.wasm") => Ok("wasm of the kitchen, gzip -9"),
        Some("office_bg.wasm") => Ok("wasm of the office, gzip -9"),
        Some("set-up_bg.wasm") => Ok("wasm of the first start, gzip -9"),
        _ => bail!("no program of ours: {}", module.display()),
    }
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
