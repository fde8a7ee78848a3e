//! What the machine must have, and how it gets there. Knows Debian and its children; elsewhere it
//! lists what to look for.
//!
//! Installs without a question only as root. An ordinary user is asked before `sudo`, and where
//! nobody can answer the task stops with the command to type.

use std::fs;
use std::io::{self, IsTerminal, Write};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, bail, ensure};

use crate::project;
use crate::steps::{Steps, run};

/// The name of the screens' target.
pub const WASM: &str = "wasm32-unknown-unknown";

const PACKAGES: &[&str] = &[
    "libwebkit2gtk-4.1-dev",
    "build-essential",
    "libssl-dev",
    "librsvg2-dev",
    "libxdo-dev",
    "libayatana-appindicator3-dev",
    "libgl1-mesa-dri",
    "xvfb",
    "webkit2gtk-driver",
    "dbus-x11",
    "gnome-keyring",
    "libsecret-tools",
    "imagemagick",
    "xdotool",
    "fonts-dejavu-core",
    "postgresql",
];

/// A machine on which everything can be built.
pub struct Machine {
    wasm: Wasm,
}

/// Where the standard library for wasm comes from.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wasm {
    /// The toolchain in use has it.
    Toolchain,
    /// Debian's `rust-web-src`, compiled on the way.
    Distribution,
}

impl Machine {
    /// Finds what is missing and installs it.
    pub fn prepare(steps: &mut Steps) -> anyhow::Result<Self> {
        let missing = missing_packages();
        if !missing.is_empty() {
            steps.step(&format!("install {}", missing.join(" ")), || install(&missing))?;
        }
        let wasm = if has_wasm()? {
            Wasm::Toolchain
        } else if has_distribution() {
            Wasm::Distribution
        } else {
            steps.step("add the wasm target", add_wasm)?
        };
        if !npm_packages_are_current() {
            let mut npm = project::command("npm");
            steps.command(
                "fetch the npm packages",
                npm.arg("ci").current_dir(project::root().join("ui")),
            )?;
        }
        Ok(Self { wasm })
    }

    /// Cargo for the screens: `cargo <verb> -p oc-pizza-ui` for wasm.
    pub fn cargo_for_screens(&self, verb: &str) -> anyhow::Result<Command> {
        let mut command = match self.wasm {
            Wasm::Toolchain => project::command("cargo"),
            Wasm::Distribution => {
                let mut command = project::command("rustup");
                command.args(["run", "distro", "cargo", "-Zbuild-std=std,panic_abort"]);
                // Debian's compiler is a stable one, and building the standard library is not.
                command.env("RUSTC_BOOTSTRAP", "1");
                command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", rust_lld()?);
                command
            }
        };
        command.args([verb, "-p", "oc-pizza-ui", "--target", WASM]);
        Ok(command)
    }

    /// Whether clippy can read the screens: Debian's toolchain comes without it.
    pub fn can_lint_screens(&self) -> bool {
        self.wasm == Wasm::Toolchain
    }
}

/// The path of `tauri-driver`, which drives the window in tests; installed when missing.
pub fn tauri_driver(steps: &mut Steps) -> anyhow::Result<PathBuf> {
    let tools = project::tools()?;
    let driver = tools.join("bin/tauri-driver");
    if !driver.exists() {
        let mut install = project::cargo(&["install", "tauri-driver", "--version", "^2", "--root"]);
        steps.command("install tauri-driver", install.arg(&tools))?;
    }
    Ok(driver)
}

fn missing_packages() -> Vec<&'static str> {
    if !on_path("dpkg-query") {
        println!("  not a Debian: these must be there under their names here: {PACKAGES:?}, npm");
        return Vec::new();
    }
    let mut missing: Vec<_> =
        PACKAGES.iter().copied().filter(|package| !installed(package)).collect();
    // Node may come from elsewhere than Debian, and the two exclude each other.
    if !on_path("npm") {
        missing.push("npm");
    }
    missing
}

fn installed(package: &str) -> bool {
    let query = ["-W", "-f", "${db:Status-Status}", package];
    let output = Command::new("dpkg-query").args(query).output();
    output.is_ok_and(|output| output.stdout == b"installed")
}

fn on_path(program: &str) -> bool {
    let output = Command::new(program).arg("--version").output();
    output.is_ok_and(|output| output.status.success())
}

fn install(packages: &[&str]) -> anyhow::Result<()> {
    let root = fs::metadata("/proc/self")?.uid() == 0;
    let install = format!("apt-get install --yes --no-install-recommends {}", packages.join(" "));
    if !root {
        let command = format!("sudo apt-get update && sudo {install}");
        ensure!(allowed(&command)?, "please type: {command}");
    }
    for line in ["apt-get update", &install] {
        let mut command = Command::new(if root { "env" } else { "sudo" });
        command.arg("DEBIAN_FRONTEND=noninteractive").args(line.split(' '));
        run(&mut command)?;
    }
    Ok(())
}

fn allowed(command: &str) -> anyhow::Result<bool> {
    if !io::stdin().is_terminal() {
        return Ok(false);
    }
    print!("  Run `{command}`? [y/N] ");
    io::stdout().flush()?;
    let mut answer = String::new();
    io::stdin().read_line(&mut answer)?;
    Ok(matches!(answer.trim(), "y" | "Y" | "o" | "O"))
}

fn has_wasm() -> anyhow::Result<bool> {
    let folder = rustc(&["--print", "target-libdir", "--target", WASM])?;
    Ok(folder.is_dir())
}

/// Whether an earlier run had to take Debian's Rust.
fn has_distribution() -> bool {
    let output = Command::new("rustup").args(["run", "distro", "cargo", "--version"]).output();
    output.is_ok_and(|output| output.status.success())
}

/// By rustup, or where its server is out of reach from Debian's packages.
///
/// Not by `targets` in `rust-toolchain.toml`: out of reach, every cargo call would then fail.
fn add_wasm() -> anyhow::Result<Wasm> {
    let mut rustup = Command::new("rustup");
    if run(rustup.args(["target", "add", WASM])).is_ok() && has_wasm()? {
        return Ok(Wasm::Toolchain);
    }
    println!("  rustup could not; taking Debian's Rust, which brings the library's source");
    let packages = ["rustc-web", "cargo-web", "rust-web-src"];
    let missing: Vec<_> = packages.into_iter().filter(|package| !installed(package)).collect();
    if !missing.is_empty() {
        install(&missing)?;
    }
    run(Command::new("rustup").args(["toolchain", "link", "distro", "/usr"]))?;
    Ok(Wasm::Distribution)
}

/// The linker that comes with rustup's toolchain; Debian's has none for wasm.
fn rust_lld() -> anyhow::Result<PathBuf> {
    let libraries = rustc(&["--print", "target-libdir"])?;
    let linker = libraries.with_file_name("bin").join("rust-lld");
    if !linker.exists() {
        bail!("no linker for wasm at {}", linker.display());
    }
    Ok(linker)
}

fn rustc(arguments: &[&str]) -> anyhow::Result<PathBuf> {
    let mut command = project::command("rustc");
    let output = command.args(arguments).stderr(Stdio::inherit()).output()?;
    ensure!(output.status.success(), "{command:?}: {}", output.status);
    let text = String::from_utf8(output.stdout).context("rustc's answer")?;
    Ok(PathBuf::from(text.trim()))
}

/// npm leaves a copy of the lock file when it is done.
fn npm_packages_are_current() -> bool {
    let ui = project::root().join("ui");
    let changed = |file: &Path| fs::metadata(file).and_then(|data| data.modified()).ok();
    let done = changed(&ui.join("node_modules/.package-lock.json"));
    done.is_some() && done >= changed(&ui.join("package-lock.json"))
}
