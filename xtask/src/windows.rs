//! The tests in a real window, and the one fault of theirs that is not ours.
//!
//! WebKit's process that draws a window dies now and then (here in one window of some hundreds). The program
//! loads the page again (`src-tauri/src/browser.rs`), but a test that drives the window has lost it. Such a
//! test is run once more, by itself, and the output says so; any other failure stays one.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use anyhow::{Context, bail};

use crate::steps::Steps;

/// What the program logs when its browser has died.
const DIED: &str = "the window's browser ended";

/// Runs all of them; `tests` makes the command, without the names of any.
pub fn run(steps: &mut Steps, tests: impl Fn() -> Command) -> anyhow::Result<()> {
    let mut heard = Heard::default();
    let all = steps.step("tests in a real window", || heard.listen(&mut tests()));
    let (died, other) = heard.failed();
    match all {
        Err(failed) if died.is_empty() || other > 0 => Err(failed),
        Err(_) => {
            let name = format!("once more, since their browser died: {}", died.join(", "));
            let mut again = tests();
            again.args(["--", "--exact"]).args(&died);
            steps.command(&name, &mut again)
        }
        Ok(()) => Ok(()),
    }
}

/// What the tests printed.
#[derive(Default)]
struct Heard(Vec<String>);

impl Heard {
    /// Runs them, showing each line as it comes.
    fn listen(&mut self, tests: &mut Command) -> anyhow::Result<()> {
        let mut running = tests.stdout(Stdio::piped()).spawn().context("starting the tests")?;
        let output = running.stdout.take().context("the output of the tests")?;
        for line in BufReader::new(output).lines() {
            let line = line?;
            println!("{line}");
            self.0.push(line);
        }
        let ended = running.wait()?;
        if !ended.success() {
            bail!("{tests:?}: {ended}");
        }
        Ok(())
    }

    /// The failed tests whose browser died, and how many others failed.
    fn failed(&self) -> (Vec<&str>, usize) {
        let failed = self
            .0
            .iter()
            .filter_map(|line| line.strip_prefix("test ")?.strip_suffix(" ... FAILED"));
        let (died, other): (Vec<_>, Vec<_>) = failed.partition(|test| self.said(test, DIED));
        (died, other.len())
    }

    /// Whether that was printed in the part of a failed test.
    fn said(&self, test: &str, what: &str) -> bool {
        let begins = format!("---- {test} stdout ----");
        let part = self.0.iter().skip_while(|line| **line != begins).skip(1);
        part.take_while(|line| !line.starts_with("---- ")).any(|line| line.contains(what))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heard(output: &str) -> Heard {
        Heard(output.lines().map(str::to_owned).collect())
    }

    const OUTPUT: &str = "running 3 tests
test till::a_day ... ok
test till::in_the_dark ... FAILED
test selling::at_noon ... FAILED

failures:

---- till::in_the_dark stdout ----
Error: counter, which printed:
ERROR oc_pizza::browser: the window's browser ended window=\"counter\" reason=Crashed

---- selling::at_noon stdout ----
Error: counter: after 15s `pay` is not Live

failures:
    selling::at_noon
    till::in_the_dark";

    #[test]
    fn a_browser_that_died_is_told_from_a_fault_of_ours() {
        assert_eq!(heard(OUTPUT).failed(), (vec!["till::in_the_dark"], 1));
        let died = OUTPUT.replace("test selling::at_noon ... FAILED\n", "");
        assert_eq!(heard(&died).failed(), (vec!["till::in_the_dark"], 0));
        assert_eq!(heard("error: could not compile").failed(), (vec![], 0));
    }
}
