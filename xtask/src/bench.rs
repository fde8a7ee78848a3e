//! Measures the program against plain PostgreSQL; what and how is in `tests/bench`.

use crate::machine::Machine;
use crate::project;
use crate::screens::{self, Profile};
use crate::steps::Steps;

/// The screens as they are shipped, then the bench itself.
pub fn run(steps: &mut Steps) -> anyhow::Result<()> {
    let machine = Machine::prepare(steps)?;
    screens::build(steps, &machine, Profile::Release)?;
    let mut bench = project::command("cargo");
    bench.args(["bench", "--bench", "service"]);
    let screens = project::root().join("ui/dist").canonicalize()?;
    bench.env("OC_PIZZA_BENCH_WASM", screens.join("oc-pizza-ui_bg.wasm"));
    steps.command("measure", &mut bench)
}
