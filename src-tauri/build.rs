//! Prepares what Tauri compiles into the program: permissions, capabilities and the screens.
//!
//! The folders of this package are not the ones Tauri expects, so each is named here, and so is
//! everything whose change must compile the program again.

use std::{fs, path::Path};

/// What a change of must run this script, and with it the compiler, again. Cargo looks into
/// folders. The migrations are here because they are compiled in by a macro that cannot watch
/// for new files.
const WATCHED: [&str; 6] = [
    "src-tauri/build.rs",
    "src-tauri/capabilities",
    "src-tauri/permissions",
    "icons",
    "migrations",
    "ui/dist",
];

/// Shown by a program that was compiled before its screens.
const NO_SCREENS: &str = r#"<!doctype html>
<html lang="fr">
  <head>
    <meta charset="utf-8" />
    <title>OC Pizza</title>
  </head>
  <body>
    <h1>OC Pizza</h1>
    <p>Les écrans ne sont pas encore construits. Tapez <code>cargo xtask build-screens</code>, puis compilez de nouveau.</p>
    <p lang="en">The screens are not built yet. Type <code>cargo xtask build-screens</code>, then compile again.</p>
  </body>
</html>
"#;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    for path in WATCHED {
        println!("cargo:rerun-if-changed={path}");
    }
    stand_in_for_screens(Path::new("ui/dist"))?;
    // No list of commands here: Tauri would write permissions of its own making into the tree.
    // A command that no file of ours permits is refused all the same.
    let permissions =
        tauri_build::AppManifest::new().permissions_path_pattern("./src-tauri/permissions/*");
    let attributes = tauri_build::Attributes::new()
        .capabilities_path_pattern("./src-tauri/capabilities/*")
        .app_manifest(permissions);
    Ok(tauri_build::try_build(attributes)?)
}

/// A fresh clone has no screens; the rules and their tests compile without them.
fn stand_in_for_screens(folder: &Path) -> std::io::Result<()> {
    let page = folder.join("index.html");
    if page.exists() {
        return Ok(());
    }
    fs::create_dir_all(folder)?;
    fs::write(page, NO_SCREENS)
}
