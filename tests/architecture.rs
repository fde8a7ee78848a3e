//! The invariants of `docs/ARCHITECTURE.md`, checked on the files themselves.

use domain::contract::{CallFacts, every_call};
use domain::shops::WindowKind;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// Read at run time: a compiled-in path may be another clone's when target folders are shared.
fn root() -> PathBuf {
    PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").expect("cargo runs the tests"))
}

fn read(path: impl AsRef<Path>) -> String {
    let path = root().join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The Rust files below a folder, relative to the root, with their text.
fn rust_files(folder: &str) -> Vec<(String, String)> {
    let files: Vec<_> = WalkDir::new(root().join(folder))
        .into_iter()
        .map(|entry| entry.expect("a readable folder").into_path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "rs"))
        .map(|path| {
            let name = path.strip_prefix(root()).expect("below the root").display().to_string();
            let text = read(&path);
            (name, text)
        })
        .collect();
    assert!(!files.is_empty(), "{folder} holds no Rust file: what is checked here has moved");
    files
}

/// The dependencies a manifest names under `[dependencies]`.
fn dependencies(manifest: &str) -> BTreeSet<String> {
    let manifest: toml::Table = read(manifest).parse().expect("a manifest");
    manifest["dependencies"].as_table().expect("dependencies").keys().cloned().collect()
}

#[test]
fn the_domain_has_no_io_no_clock_no_async() {
    let known = ["chrono", "chrono-tz", "serde", "serde_json", "thiserror", "uuid"];
    let found = dependencies("domain/Cargo.toml");
    assert_eq!(found, known.map(str::to_owned).into(), "each new one is an argument to have");
    for (file, text) in rust_files("domain/src") {
        for absent in
            ["std::fs", "std::net", "std::env", "SystemTime", "Instant::", "async fn", "Utc::now"]
        {
            assert!(!text.contains(absent), "{file} has {absent}");
        }
    }
}

#[test]
fn the_screens_depend_on_the_domain_alone_of_ours() {
    let ours: Vec<_> = dependencies("ui/Cargo.toml")
        .into_iter()
        .filter(|name| name.starts_with("oc-pizza") || name == "domain")
        .collect();
    assert_eq!(ours, ["domain"]);
    assert!(!dependencies("ui/Cargo.toml").contains("sqlx"));
}

#[test]
fn the_shipped_program_knows_of_no_simulator() {
    for manifest in ["Cargo.toml", "domain/Cargo.toml", "ui/Cargo.toml", "xtask/Cargo.toml"] {
        assert!(!dependencies(manifest).contains("simulators"), "{manifest}");
    }
    let ours = ["domain", "oc-pizza-domain", "oc-pizza"].map(str::to_owned);
    let simulators = dependencies("simulators/Cargo.toml");
    assert!(
        ours.iter().all(|it| !simulators.contains(it)),
        "they play what is outside: {simulators:?}"
    );
}

/// The modules below a folder, or in a file, of the screens that are used there.
fn parts_used(of: &str) -> BTreeSet<String> {
    let parts = |text: &str| -> Vec<String> {
        let named = text.split("crate::").skip(1);
        let word = |rest: &str| {
            rest.split(|c: char| !(c.is_alphanumeric() || c == '_')).next().map(str::to_owned)
        };
        named.filter_map(word).collect()
    };
    rust_files(&format!("ui/src/{of}")).iter().flat_map(|(_, text)| parts(text)).collect()
}

#[test]
fn a_program_of_the_screens_loads_nothing_of_another() {
    // A kitchen draws what a counter sells; the office has its own pages.
    let (shared, programs) = (
        [
            "addresses",
            "backend.rs",
            "doubts",
            "frame",
            "journal",
            "ledger",
            "menu",
            "online",
            "outbox",
            "payments",
            "printing",
            "runs",
            "settle",
            "staff",
        ],
        [
            &["orders"][..],
            &["till"],
            &["deliveries"],
            &["kitchen"],
            &[
                "customers",
                "delivery",
                "margins",
                "messages",
                "office",
                "online_office",
                "papers",
                "past_runs",
                "purchases",
                "recaps",
                "receipts",
                "settings",
                "stockroom",
                "suppliers",
                "terminals",
                "transfers",
            ],
            &["server"],
        ],
    );
    let used =
        |parts: &[&str]| parts.iter().flat_map(|part| parts_used(part)).collect::<BTreeSet<_>>();
    let names = |parts: &[&str]| {
        parts.iter().map(|part| part.trim_end_matches(".rs").to_owned()).collect::<BTreeSet<_>>()
    };
    // The root joins them, and says the texts of each.
    let known = programs.concat().into_iter().chain(shared);
    let known: BTreeSet<_> = known.chain(["lib.rs", "catalogue.rs", "bin"]).collect();
    let there = fs::read_dir(root().join("ui/src")).expect("the screens");
    for part in there.map(|entry| entry.expect("an entry").file_name()) {
        let part = part.to_string_lossy();
        assert!(known.contains(&*part), "{part} is of no program: name it here");
    }
    let everywhere = used(&shared);
    assert!(everywhere.contains("catalogue"), "the search finds too little to be right");
    for (program, parts) in programs.iter().enumerate() {
        let loaded = used(parts);
        assert!(loaded.contains("frame"), "the search finds too little to be right");
        for (_, other) in programs.iter().enumerate().filter(|(other, _)| *other != program) {
            let other = names(other);
            let strange: Vec<_> =
                everywhere.union(&loaded).filter(|it| other.contains(*it)).collect();
            assert!(strange.is_empty(), "{parts:?} use {strange:?}");
        }
    }
}

/// Which program a window loads is said in the page's script, by its address.
#[test]
fn an_address_names_the_program_of_its_window() {
    let script = read("ui/boot.js");
    for own in [WindowKind::Kitchen, WindowKind::Office].map(WindowKind::word) {
        assert!(script.contains(&format!("'/{own}': '{own}'")), "{script}");
    }
    assert!(script.contains("?? 'counter'") && script.contains("?? own"), "{script}");
    for of_it in ["set-up", "till", "deliveries"] {
        assert!(read("ui/src/frame/address.rs").contains(&format!("\"?{of_it}\"")));
        assert!(script.contains(&format!("'?{of_it}': '{of_it}'")), "{script}");
    }
}

#[test]
fn sql_stands_only_in_stores() {
    for (file, text) in rust_files("src-tauri/src") {
        // Unit tests, at the end of a file or in one of their own, may look into the database.
        let is_store = file.ends_with("/store.rs") || file.ends_with("/tests.rs");
        let text = text.split("#[cfg(test)]").next().unwrap_or_default();
        // Comments and texts may speak of it; a statement has one of these.
        for sql in [
            "sqlx::query",
            "query_as(",
            "query_scalar(",
            ".execute(\"",
            "SELECT ",
            "INSERT INTO",
            "DELETE FROM",
        ] {
            assert!(is_store || !text.contains(sql), "{file} has {sql}");
        }
    }
}

#[test]
fn the_clock_and_randomness_are_forbidden_elsewhere() {
    let forbidden = read("clippy.toml");
    for path in [
        "chrono::Utc::now",
        "std::time::SystemTime::now",
        "uuid::Uuid::now_v7",
        "uuid::Uuid::new_v4",
        "rand::random",
    ] {
        assert!(forbidden.contains(&format!("\"{path}\"")), "clippy.toml no longer forbids {path}");
    }
    let mut roots = Vec::new();
    for (file, text) in rust_files("src-tauri/src") {
        roots.extend(text.matches("clippy::disallowed_methods").map(|_| file.clone()));
    }
    assert_eq!(
        roots,
        ["src-tauri/src/app.rs", "src-tauri/src/app.rs", "src-tauri/src/home/config.rs"],
        "the roots of time, of consents' keys, and of terminals' keys"
    );
}

#[test]
fn each_call_has_a_permission_and_each_window_only_those_it_needs() {
    let permissions: toml::Table =
        read("src-tauri/permissions/calls.toml").parse().expect("permissions");
    let permitted: BTreeSet<_> = permissions["permission"]
        .as_array()
        .expect("a list")
        .iter()
        .flat_map(|permission| permission["commands"]["allow"].as_array().expect("commands"))
        .map(|command| command.as_str().expect("a name").to_owned())
        .collect();
    let capabilities: BTreeSet<_> = every_call().map(|call| call.capability.to_owned()).collect();
    assert_eq!(permitted, capabilities);

    for window in WindowKind::ALL {
        let file: serde_json::Value =
            serde_json::from_str(&read(format!("src-tauri/capabilities/{}.json", window.word())))
                .expect("JSON");
        let granted: BTreeSet<_> = file["permissions"]
            .as_array()
            .expect("a list")
            .iter()
            .filter_map(|name| name.as_str().expect("a name").strip_prefix("call-"))
            .map(str::to_owned)
            .collect();
        let needed: BTreeSet<_> = every_call()
            .filter(|call| call.windows.contains(&window))
            .map(|call| call.capability.to_owned())
            .collect();
        assert_eq!(granted, needed, "{window:?}");
    }
}

#[test]
fn each_call_has_a_window_and_somebody_who_may_make_it() {
    let mut names = BTreeSet::new();
    for CallFacts { name, windows, who, .. } in every_call() {
        assert!(!windows.is_empty(), "{name}");
        assert!(
            who.admits(None) || domain::staff::Role::ALL.iter().any(|role| who.admits(Some(*role))),
            "{name}"
        );
        assert!(names.insert(name), "{name} twice");
    }
    let commands = read("src-tauri/src/ipc.rs");
    for call in every_call() {
        assert!(
            commands.contains(&format!("fn {}(", call.capability)),
            "no command for {}",
            call.capability
        );
    }
}

#[test]
fn each_call_that_is_named_is_a_command() {
    let named: usize = rust_files("domain/src")
        .iter()
        .map(|(_, text)| text.matches("    pub command: CommandId,").count())
        .sum();
    let commands = every_call().filter(|call| call.is_command).count();
    assert_eq!(commands, named, "a call with a CommandId says so in `calls!`: it is journaled");
}

#[test]
fn a_capability_is_found_under_its_name_in_all_layers() {
    let capabilities: BTreeSet<_> = every_call().map(|call| call.capability).collect();
    for name in capabilities {
        let store = format!("src-tauri/src/{name}/store.rs");
        // What the screens tell of themselves is logged: the database does not know it.
        assert_eq!(root().join(&store).exists(), name != "screens", "{store}");
        for place in [format!("domain/src/{name}.rs"), format!("src-tauri/src/{name}.rs")] {
            assert!(root().join(&place).exists(), "{place}");
        }
    }
    for name in ["orders", "kitchen", "menu", "staff"] {
        for place in [format!("ui/src/{name}/mod.rs"), format!("tests/capability/{name}.rs")] {
            assert!(root().join(&place).exists(), "{place}");
        }
    }
}

#[test]
fn every_module_says_what_it_owns_and_none_is_too_long() {
    for folder in ["domain/src", "simulators/src", "src-tauri/src", "ui/src", "xtask/src", "tests"]
    {
        for (file, text) in rust_files(folder) {
            assert!(text.starts_with("//!"), "{file} does not say what it owns");
            let lines = text.lines().count();
            assert!(lines <= 500, "{file} has {lines} lines: is there more than one thing in it?");
        }
    }
}
