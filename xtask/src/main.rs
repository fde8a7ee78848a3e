//! The project's tasks: `cargo xtask demo | test | storm | bench | package | build-screens |
//! prepare-machine`.
//!
//! Each begins by looking at what the machine lacks, so that a fresh one needs no instructions.
//! Nothing of the program itself lives here.

mod bench;
mod demo;
mod machine;
mod package;
mod postgresql;
mod project;
mod screens;
mod steps;
mod storm;
mod test;
mod windows;

use std::path::PathBuf;

use clap::Parser;

use crate::machine::Machine;
use crate::screens::Profile;
use crate::steps::Steps;

#[derive(Parser)]
#[command(bin_name = "cargo xtask", about)]
enum Task {
    /// Opens a counter and a kitchen on a private database with a few days of business
    Demo {
        /// Without a display: walk through the windows and take their pictures
        #[arg(long, requires = "screenshots")]
        headless: bool,
        /// Where the pictures go
        #[arg(long, value_name = "DIR", requires = "headless")]
        screenshots: Option<PathBuf>,
    },
    /// Checks everything: format, lints, licences, tests
    Test {
        /// Leave out the tests in a real window
        #[arg(long)]
        fast: bool,
        /// Only the use cases, on this version of PostgreSQL: 12, 15 or 18
        #[arg(long, value_name = "VERSION")]
        postgres: Option<u32>,
    },
    /// Sells and cooks through faults of terminals, network and PostgreSQL: nothing is lost or doubled
    Storm {
        /// How long
        #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u64).range(1..))]
        minutes: u64,
        /// What an earlier storm printed, to have the same faults again
        #[arg(long)]
        seed: Option<u64>,
    },
    /// Measures the program against plain PostgreSQL; takes minutes
    Bench {
        /// Only these parts: orders, far, start, counter, kitchen, sizes
        parts: Vec<String>,
    },
    /// Builds the Debian package
    Package,
    /// Compiles the screens into ui/dist, which the program embeds
    BuildScreens {
        /// Small instead of quick to build
        #[arg(long)]
        release: bool,
    },
    /// Installs what the other tasks need
    PrepareMachine,
}

fn main() -> anyhow::Result<()> {
    let mut steps = Steps::begin();
    match Task::parse() {
        Task::Demo { screenshots, .. } => demo::run(&mut steps, screenshots.as_deref())?,
        Task::Test { postgres: Some(version), .. } => {
            test::run_on_postgresql(&mut steps, version)?;
        }
        Task::Test { fast, .. } => test::run(&mut steps, fast)?,
        Task::Storm { minutes, seed } => storm::run(&mut steps, minutes, seed)?,
        Task::Bench { parts } => bench::run(&mut steps, &parts)?,
        Task::Package => {
            let machine = Machine::prepare(&mut steps)?;
            package::build(&mut steps, &machine)?;
        }
        Task::BuildScreens { release } => {
            let machine = Machine::prepare(&mut steps)?;
            let profile = if release { Profile::Release } else { Profile::Dev };
            screens::build(&mut steps, &machine, profile)?;
        }
        Task::PrepareMachine => {
            Machine::prepare(&mut steps)?;
            machine::tauri_driver(&mut steps)?;
        }
    }
    steps.end();
    Ok(())
}
