//! Measures the program against plain PostgreSQL, and its windows; what and how is in
//! `tests/bench`.

use std::env;

use crate::machine::{self, Machine};
use crate::package;
use crate::project;
use crate::screens::{PROGRAMS, module};
use crate::steps::Steps;

/// Everything as it is shipped, then the bench itself: all of it, or the parts that are named.
pub fn run(steps: &mut Steps, parts: &[String]) -> anyhow::Result<()> {
    let machine = Machine::prepare(steps)?;
    let driver = machine::tauri_driver(steps)?;
    let package = package::build(steps, &machine)?;
    let mut bench = project::cargo(&["bench", "--bench", "service", "--"]);
    bench.args(parts);
    let screens = project::root().join("ui/dist").canonicalize()?;
    let modules = PROGRAMS.map(|program| screens.join(module(program)));
    bench.env("OC_PIZZA_BENCH_WASM", env::join_paths(modules)?);
    bench.env("OC_PIZZA_BENCH_DEB", package);
    bench.env("OC_PIZZA_TAURI_DRIVER", driver);
    steps.command("measure", &mut bench)
}
