//! Builds the screens: `ui/` to `ui/dist`, which the program embeds.
//!
//! Everything is first laid out in the target folder; then only what differs is copied, since a
//! newer file in `ui/dist` means that the program is compiled again.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::thread;

use anyhow::{Context, bail, ensure};
use wasm_bindgen_cli_support::Bindgen;

use crate::machine::{Machine, WASM};
use crate::project;
use crate::steps::{Steps, run};

/// The programs of the windows: see `ui/src/lib.rs`.
pub const PROGRAMS: [&str; 6] = ["counter", "till", "deliveries", "kitchen", "office", "set-up"];
/// What the page runs before and beside them.
const SCRIPTS: [&str; 2] = ["kept.js", "boot.js"];
const PATTERNFLY: &[&str] = &["patternfly.min.css", "patternfly-addons.css"];
/// What draws the map, from npm. The pictures that its stylesheet names are for what is not used of it.
const LEAFLET: [&str; 2] = ["leaflet.js", LEAFLET_STYLES];
const LEAFLET_STYLES: &str = "leaflet.css";
/// Where `index.html` wants its stylesheets.
const STYLES: &str = "<!-- styles -->";

/// How much the compiler tries.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    /// Quick to build.
    Dev,
    /// Small and quick to run.
    Release,
}

/// Compiles the screens and lays them out in `ui/dist`.
pub fn build(steps: &mut Steps, machine: &Machine, profile: Profile) -> anyhow::Result<()> {
    let mut cargo = machine.cargo_for_screens("build")?;
    let folder = match profile {
        Profile::Dev => {
            // The window cannot show it, and reading and writing it takes the generator longer
            // than all the rest.
            cargo.env("CARGO_PROFILE_DEV_DEBUG", "false");
            "debug"
        }
        Profile::Release => {
            cargo.arg("--release").env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "z");
            // Stripped of everything, a module no longer says which features of wasm it uses, and
            // wasm-opt refuses it.
            cargo.env("CARGO_PROFILE_RELEASE_STRIP", "debuginfo");
            // In one piece it is a fifth smaller.
            cargo.env("CARGO_PROFILE_RELEASE_LTO", "fat");
            cargo.env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "1");
            "release"
        }
    };
    steps.command("compile the screens", &mut cargo)?;
    let compiled = project::target().join(WASM).join(folder);
    steps.step("lay the screens out", || lay_out(&compiled, profile))
}

fn lay_out(compiled: &Path, profile: Profile) -> anyhow::Result<()> {
    let ui = project::root().join("ui");
    let layout = project::target().join("screens");
    if layout.exists() {
        fs::remove_dir_all(&layout)?;
    }
    fs::create_dir_all(&layout)?;

    thread::scope(|scope| {
        let each = PROGRAMS.map(|program| {
            let wasm = compiled.join(program).with_extension("wasm");
            let layout = &layout;
            scope.spawn(move || {
                bind(&wasm, layout, profile).with_context(|| wasm.display().to_string())
            })
        });
        each.into_iter().try_for_each(|bound| match bound.join() {
            Ok(bound) => bound,
            Err(_) => bail!("the generator broke"),
        })
    })?;
    let patternfly = ui.join("node_modules/@patternfly/patternfly");
    for sheet in PATTERNFLY {
        copy(&patternfly, Path::new(sheet), &layout)?;
        for asset in assets(&fs::read_to_string(patternfly.join(sheet))?) {
            copy(&patternfly, Path::new(asset), &layout)?;
        }
    }
    let leaflet = ui.join("node_modules/leaflet");
    for file in LEAFLET {
        copy(&leaflet.join("dist"), Path::new(file), &layout)?;
    }
    // What it is shipped under goes with it.
    fs::copy(leaflet.join("LICENSE"), layout.join("leaflet.LICENSE.txt"))?;
    let own: Vec<String> = files(&ui.join("styles"))?
        .iter()
        .filter(|file| file.extension().is_some_and(|extension| extension == "css"))
        .map(|file| file.display().to_string())
        .collect();
    for sheet in &own {
        copy(&ui.join("styles"), Path::new(sheet), &layout)?;
    }
    for script in SCRIPTS {
        copy(&ui, Path::new(script), &layout)?;
    }
    let theirs = PATTERNFLY.iter().copied().chain([LEAFLET_STYLES]);
    let sheets = theirs.chain(own.iter().map(String::as_str));
    let page = with_styles(&fs::read_to_string(ui.join("index.html"))?, sheets)?;
    fs::write(layout.join("index.html"), page)?;
    mirror(&layout, &ui.join("dist"))
}

/// Makes a compiled program one that a page can load.
fn bind(wasm: &Path, layout: &Path, profile: Profile) -> anyhow::Result<()> {
    let mut bindgen = Bindgen::new();
    bindgen.input_path(wasm).web(true)?.typescript(false).generate(layout)?;
    if profile == Profile::Release {
        let program = wasm.file_stem().context("a module without a name")?;
        let module = layout.join(module(&program.to_string_lossy()));
        let mut optimise = project::command("ui/node_modules/.bin/wasm-opt");
        // No further flags: what `--all-features` makes WebKit refuses.
        run(optimise.arg("-Oz").arg(&module).arg("-o").arg(&module))?;
    }
    Ok(())
}

/// A program's module as it lies in `ui/dist`.
pub fn module(program: &str) -> String {
    format!("{program}_bg.wasm")
}

/// The page with its stylesheets, PatternFly's first so that ours win.
fn with_styles<'a>(page: &str, sheets: impl Iterator<Item = &'a str>) -> anyhow::Result<String> {
    ensure!(page.contains(STYLES), "ui/index.html has lost its {STYLES}");
    let links: Vec<String> =
        sheets.map(|sheet| format!(r#"<link rel="stylesheet" href="/{sheet}" />"#)).collect();
    Ok(page.replace(STYLES, &links.join("\n    ")))
}

/// The fonts and pictures that a stylesheet names: some of the many that PatternFly brings.
fn assets(sheet: &str) -> BTreeSet<&str> {
    sheet
        .split("url(")
        .skip(1)
        .filter_map(|rest| rest.split(')').next())
        .map(|url| url.trim_matches(['"', '\'']).trim_start_matches("./"))
        .filter(|url| url.starts_with("assets/"))
        .collect()
}

fn copy(from: &Path, file: &Path, to: &Path) -> anyhow::Result<()> {
    let (from, to) = (from.join(file), to.join(file));
    fs::create_dir_all(to.parent().unwrap_or(&to))?;
    fs::copy(&from, &to).with_context(|| from.display().to_string())?;
    Ok(())
}

/// Makes `to` equal to `from`, touching only what differs.
fn mirror(from: &Path, to: &Path) -> anyhow::Result<()> {
    let wanted = files(from)?;
    for file in &wanted {
        if fs::read(to.join(file)).ok() != Some(fs::read(from.join(file))?) {
            copy(from, file, to)?;
        }
    }
    for file in files(to)?.difference(&wanted) {
        fs::remove_file(to.join(file))?;
    }
    Ok(())
}

/// All files below a folder, by their path in it; none when there is no such folder.
fn files(folder: &Path) -> anyhow::Result<BTreeSet<PathBuf>> {
    let mut found = BTreeSet::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        if !next.exists() {
            continue;
        }
        for entry in fs::read_dir(next)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.insert(path.strip_prefix(folder)?.to_path_buf());
            }
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stylesheet_names_its_assets() {
        let sheet = r#"a{src:url("./assets/b.svg")} c{src:url(assets/d.woff2)} e{src:url(data:x)}"#;
        assert_eq!(Vec::from_iter(assets(sheet)), ["assets/b.svg", "assets/d.woff2"]);
    }

    #[test]
    fn a_page_without_a_place_for_styles_is_refused() {
        let sheets = || ["a.css"].into_iter();
        assert!(with_styles("<head></head>", sheets()).is_err());
        let page = with_styles("<head><!-- styles --></head>", sheets());
        let wanted = r#"<head><link rel="stylesheet" href="/a.css" /></head>"#;
        assert_eq!(page.ok().as_deref(), Some(wanted));
    }
}
