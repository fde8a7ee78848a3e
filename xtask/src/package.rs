//! Builds the Debian package of the program, from what `tauri.conf.json` says of it.
//!
//! Laid out by hand for `dpkg-deb`: Tauri's own bundler knows every system's packages, and takes
//! minutes to compile for this one.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, ensure};
use serde_json::Value;

use crate::machine::Machine;
use crate::project;
use crate::screens::{self, Profile};
use crate::steps::{Steps, run};

/// The workspace has one version.
const VERSION: &str = env!("CARGO_PKG_VERSION");
/// For `--embedded`, and for a shop that is its own server.
const RECOMMENDS: &str = "postgresql";

/// Compiles everything as it is shipped and packs it; returns where the package lies.
pub fn build(steps: &mut Steps, machine: &Machine) -> anyhow::Result<PathBuf> {
    screens::build(steps, machine, Profile::Release)?;
    let mut cargo = project::cargo(&["build", "--release", "--bin", "oc-pizza"]);
    steps.command("compile the program", &mut cargo)?;
    let package = steps.step("pack it", pack)?;
    println!("  {}: {} kB", package.display(), fs::metadata(&package)?.len() / 1000);
    Ok(package)
}

fn pack() -> anyhow::Result<PathBuf> {
    let facts = Facts::read()?;
    let folder = project::target().canonicalize()?.join("package");
    let content = folder.join("content");
    if content.exists() {
        fs::remove_dir_all(&content)?;
    }
    let program = project::target().join("release").join(&facts.program);
    put(&program, &content.join("usr/bin").join(&facts.program), 0o755)?;
    for icon in &facts.icons {
        let size = side(icon)?;
        let place = format!("usr/share/icons/hicolor/{size}x{size}/apps/{}.png", facts.program);
        put(icon, &content.join(place), 0o644)?;
    }
    let entry = format!("usr/share/applications/{}.desktop", facts.program);
    write(&content.join(entry), &facts.desktop_entry())?;
    let architecture = said_by(Command::new("dpkg").arg("--print-architecture"))?;
    let depends = depends(&folder, &program.canonicalize()?)?;
    let control = facts.control(&architecture, &depends, bytes(&content)?.div_ceil(1024));
    write(&content.join("DEBIAN/control"), &control)?;

    let package = folder.join(format!("{}_{VERSION}_{architecture}.deb", facts.program));
    let mut dpkg = Command::new("dpkg-deb");
    dpkg.args(["-Zxz", "--root-owner-group", "--build"]).arg(&content).arg(&package);
    run(&mut dpkg)?;
    Ok(package)
}

/// What the package says of the program.
struct Facts {
    name: String,
    program: String,
    publisher: String,
    description: String,
    icons: Vec<PathBuf>,
}

impl Facts {
    fn read() -> anyhow::Result<Self> {
        let text = fs::read_to_string(project::root().join("tauri.conf.json"))?;
        let said: Value = serde_json::from_str(&text)?;
        let word = |place: &str| {
            let word = said.pointer(place).and_then(Value::as_str);
            word.map(str::to_owned).with_context(|| format!("tauri.conf.json has no {place}"))
        };
        let icons = said["bundle"]["icon"].as_array().context("no icons")?;
        Ok(Self {
            name: word("/productName")?,
            program: word("/mainBinaryName")?,
            publisher: word("/bundle/publisher")?,
            description: word("/bundle/shortDescription")?,
            icons: icons
                .iter()
                .filter_map(Value::as_str)
                .map(|icon| project::root().join(icon))
                .collect(),
        })
    }

    fn desktop_entry(&self) -> String {
        let Self { name, program, description, .. } = self;
        format!(
            "[Desktop Entry]\nType=Application\nName={name}\nComment={description}\n\
             Exec={program}\nIcon={program}\nCategories=Office;\nTerminal=false\n"
        )
    }

    fn control(&self, architecture: &str, depends: &str, kilobytes: u64) -> String {
        let Self { program, publisher, description, .. } = self;
        format!(
            "Package: {program}\nVersion: {VERSION}\nArchitecture: {architecture}\n\
             Maintainer: {publisher}\nInstalled-Size: {kilobytes}\nSection: misc\n\
             Priority: optional\nDepends: {depends}\nRecommends: {RECOMMENDS}\n\
             Description: {description}\n"
        )
    }
}

/// How many pixels a PNG is wide: the number after its signature and its first chunk's head.
fn side(icon: &Path) -> anyhow::Result<u32> {
    let bytes = fs::read(icon).with_context(|| icon.display().to_string())?;
    let width = bytes.get(16..20).and_then(|width| width.try_into().ok());
    width.map(u32::from_be_bytes).with_context(|| format!("{} is no PNG", icon.display()))
}

/// The packages of the libraries the program is linked to, in the versions it needs.
fn depends(folder: &Path, program: &Path) -> anyhow::Result<String> {
    // Without this file, empty as it is, the tool does not take the folder for a package's.
    write(&folder.join("debian/control"), "")?;
    let mut tool = Command::new("dpkg-shlibdeps");
    let said = said_by(tool.current_dir(folder).arg("-O").arg("-e").arg(program))?;
    let depends = said.strip_prefix("shlibs:Depends=");
    depends.map(str::to_owned).with_context(|| format!("{tool:?} says {said:?}"))
}

fn said_by(command: &mut Command) -> anyhow::Result<String> {
    let output = command.stderr(Stdio::inherit()).output()?;
    ensure!(output.status.success(), "{command:?}: {}", output.status);
    Ok(String::from_utf8(output.stdout)?.trim().to_owned())
}

/// What the files below a folder take.
fn bytes(folder: &Path) -> anyhow::Result<u64> {
    let mut sum = 0;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let folder = entry.file_type()?.is_dir();
        sum += if folder { bytes(&entry.path())? } else { entry.metadata()?.len() };
    }
    Ok(sum)
}

fn put(from: &Path, to: &Path, mode: u32) -> anyhow::Result<()> {
    make_parent(to)?;
    fs::copy(from, to).with_context(|| from.display().to_string())?;
    Ok(fs::set_permissions(to, fs::Permissions::from_mode(mode))?)
}

fn write(to: &Path, text: &str) -> anyhow::Result<()> {
    make_parent(to)?;
    fs::write(to, text)?;
    Ok(fs::set_permissions(to, fs::Permissions::from_mode(0o644))?)
}

fn make_parent(file: &Path) -> anyhow::Result<()> {
    let parent = file.parent().context("a file in a folder")?;
    Ok(fs::create_dir_all(parent)?)
}
