//! The processes of one start of the program, as Linux tells of them in `/proc`.

use anyhow::Context;
use std::fs;
use std::path::{Path, PathBuf};

/// What the program's process is called, and how those of its browser begin.
const NAMES: [&str; 2] = ["oc-pizza", "WebKit"];
/// The driver between a test and the window is called like the browser's own and is not one.
const DRIVER: &str = "WebKitWebDriver";
/// Clock ticks in a second: of these Linux speaks to programs, whatever its own are.
const TICKS: f64 = 100.0;

/// The program's and its browser's.
pub struct Processes(Vec<Process>);

struct Process {
    folder: PathBuf,
    name: String,
}

impl Processes {
    /// Those that have inherited that home.
    pub fn of_home(home: &Path) -> anyhow::Result<Processes> {
        let home = format!("OC_PIZZA_HOME={}", home.display());
        let mut found = Vec::new();
        for entry in fs::read_dir("/proc")? {
            let folder = entry?.path();
            // What is no process has no such files, and what has ended none any more.
            let (Ok(environment), Ok(program)) =
                (fs::read(folder.join("environ")), fs::read_link(folder.join("exe")))
            else {
                continue;
            };
            let ours = environment.split(|byte| *byte == 0).any(|set| set == home.as_bytes());
            let name = program.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if ours && name != DRIVER && NAMES.iter().any(|start| name.starts_with(start)) {
                found.push(Process { folder, name });
            }
        }
        Ok(Processes(found))
    }

    /// Seconds since the program was started, to a hundredth.
    pub fn age(&self) -> Option<f64> {
        let program = self.0.iter().find(|process| process.name == NAMES[0])?;
        let stat = fs::read_to_string(program.folder.join("stat")).ok()?;
        // After the name, which may hold anything, the start is the twentieth.
        let started: f64 = stat.rsplit_once(')')?.1.split_whitespace().nth(19)?.parse().ok()?;
        let up = fs::read_to_string("/proc/uptime").ok()?;
        let up: f64 = up.split_whitespace().next()?.parse().ok()?;
        Some(up - started / TICKS)
    }

    /// Their memory, what they share with others counted by its share.
    pub fn megabytes(&self) -> anyhow::Result<f64> {
        self.0.iter().map(Process::megabytes).sum()
    }
}

impl Process {
    fn megabytes(&self) -> anyhow::Result<f64> {
        let file = self.folder.join("smaps_rollup");
        let rollup = fs::read_to_string(&file).with_context(|| file.display().to_string())?;
        let pss = rollup.lines().find_map(|line| line.strip_prefix("Pss:"));
        let kilobytes = pss.and_then(|pss| pss.trim().strip_suffix(" kB"));
        let kilobytes: f64 = kilobytes.context("no Pss in smaps_rollup")?.trim().parse()?;
        Ok(kilobytes * 1024.0 / 1e6)
    }
}
