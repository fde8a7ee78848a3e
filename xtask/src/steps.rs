//! Says what is being done and how long it took.

use std::process::Command;
use std::time::Instant;

use anyhow::{Context, ensure};

/// The steps of one task.
pub struct Steps {
    begun: Instant,
}

impl Steps {
    /// Starts the clock.
    pub fn begin() -> Self {
        Self { begun: Instant::now() }
    }

    /// Does one step; its name is the error's first line.
    pub fn step<T>(
        &mut self,
        name: &str,
        work: impl FnOnce() -> anyhow::Result<T>,
    ) -> anyhow::Result<T> {
        println!("▶ {name}");
        let begun = Instant::now();
        let result = work().with_context(|| format!("{name}: failed"))?;
        println!("  {name}: {:.1} s", begun.elapsed().as_secs_f32());
        Ok(result)
    }

    /// A step that is one command, its output shown as it comes.
    pub fn command(&mut self, name: &str, command: &mut Command) -> anyhow::Result<()> {
        self.step(name, || run(command))
    }

    /// A step that cannot be done here.
    pub fn skip(&mut self, name: &str, why: &str) {
        println!("▷ {name}: SKIPPED, {why}");
    }

    /// The last line.
    pub fn end(self) {
        println!("Done in {:.0} s.", self.begun.elapsed().as_secs_f32());
    }
}

/// Runs a command to its end with its output shown.
pub fn run(command: &mut Command) -> anyhow::Result<()> {
    let status = command.status().with_context(|| format!("starting {command:?}"))?;
    ensure!(status.success(), "{command:?}: {status}");
    Ok(())
}
