//! The group's key and secrets between real keyrings: made on the administrator's PC, brought to
//! another by a code, typed at a third.

use crate::database::manual;
use crate::group_server::GroupServer;
use crate::windows::keyring::DesktopSession;
use crate::windows::{self, Terminal};
use anyhow::{Context, ensure};
use domain::shops::WindowKind;
use domain::terminals::mends;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use tokio::time::sleep;
use walkdir::WalkDir;

const DATABASE: &str = "erp_oc_pizza_database";
const USER: &str = "db_user";
const PASSWORD: &str = "db_password";
const SECRET: &str = "EH3-geheim";
/// The listener connects, the secrets are read, the keyring writes.
const KEPT_WITHIN: Duration = Duration::from_secs(20);

/// A PC: a home, and a session with a keyring of its own.
struct Pc {
    home: PathBuf,
    session: DesktopSession,
    owner: Vec<(&'static str, String)>,
}

impl Pc {
    fn new(server: &GroupServer, name: &str) -> anyhow::Result<Pc> {
        let session = DesktopSession::open(&server.folder().join(format!("{name}-session")))?;
        Ok(Pc { home: server.folder().join(name), session, owner: Vec::new() })
    }

    /// One that knows the owner's login.
    fn of_the_owner(server: &GroupServer, name: &str) -> anyhow::Result<Pc> {
        let owner = vec![
            ("DATABASE_NAME", DATABASE.to_owned()),
            ("DATABASE_USER", USER.to_owned()),
            ("DATABASE_PASSWORD", PASSWORD.to_owned()),
            ("DATABASE_HOST", "127.0.0.1".to_owned()),
            ("DATABASE_PORT", server.port().to_string()),
        ];
        Ok(Pc { owner, ..Pc::new(server, name)? })
    }

    /// Types a verb, and something at it; what it printed, or what it said against it.
    fn types(&self, words: &str, typed: &str) -> anyhow::Result<Result<String, String>> {
        let mut verb = Command::new(env!("CARGO_BIN_EXE_oc-pizza"));
        verb.args(words.split(' ')).env("OC_PIZZA_HOME", &self.home);
        verb.envs(self.session.variables()).envs(self.owner.iter().cloned());
        verb.env("LC_ALL", "fr_FR.UTF-8");
        verb.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut running = verb.spawn()?;
        // A verb that refuses at once does not read what is typed at it.
        let _ = running.stdin.take().map(|mut input| input.write_all(typed.as_bytes()));
        let done = running.wait_with_output()?;
        let told = |told: &[u8]| String::from_utf8_lossy(told).trim().to_owned();
        Ok(if done.status.success() { Ok(told(&done.stdout)) } else { Err(told(&done.stderr)) })
    }

    fn does(&self, words: &str, typed: &str) -> anyhow::Result<String> {
        self.types(words, typed)?.map_err(|told| anyhow::anyhow!("{words}: {told}"))
    }

    /// Whether the keyring holds a text, in whatever entry of the program.
    fn keeps(&self, text: &str) -> anyhow::Result<bool> {
        let mut search = Command::new("secret-tool");
        search.args(["search", "--all", "service", "fr.ocpizza.till"]);
        let found = search.envs(self.session.variables()).output()?;
        Ok(String::from_utf8_lossy(&found.stdout).contains(text))
    }

    fn is_refused(&self, words: &str, typed: &str, says: &str) -> anyhow::Result<()> {
        let told = self.types(words, typed)?.err().context("it was done")?;
        ensure!(told.contains(says), "{words}: {told}");
        Ok(())
    }
}

/// No file of a home holds any of these.
pub fn holds_none(home: &Path, secrets: &[&str]) -> anyhow::Result<()> {
    for entry in WalkDir::new(home) {
        let entry = entry?;
        if entry.file_type().is_file() {
            let bytes = fs::read(entry.path())?;
            for secret in secrets {
                let is_there = bytes.windows(secret.len()).any(|part| part == secret.as_bytes());
                ensure!(!is_there, "{} holds {secret}", entry.path().display());
            }
        }
    }
    Ok(())
}

#[tokio::test]
async fn a_key_made_on_one_pc_comes_to_others_by_a_code_or_by_hand() -> anyhow::Result<()> {
    let _turn = windows::turn().await;
    let server = GroupServer::start()?;
    server.type_in(&manual(DATABASE, USER, PASSWORD)).await?;
    server.type_in(&[mends(USER)]).await?;
    let office = Pc::of_the_owner(&server, "office")?;
    office.does("init-demo", "")?;
    office.is_refused("key show", "", "oc-pizza key make")?;

    // The key is made with the first code.
    let code = office.does("terminals --new-code --shop MOZ1 --kinds counter", "")?;
    ensure!(!code.contains("pas encore de clé"), "{code}");
    let code = code.lines().next().context("a code")?.to_owned();
    let key = office.does("key show", "")?;
    ensure!(key.len() == 79, "{}", key.len());
    let digits = key.replace(' ', "");

    let mut counter = Pc::new(&server, "counter")?;
    let at = format!("--host 127.0.0.1 --port {} --database {DATABASE}", server.port());
    let told = counter.does(&format!("enrol {code} {at}"), "")?;
    ensure!(told.contains("MOZ1-1 (counter)") && !told.contains("clé"), "{told}");
    ensure!(counter.does("key show", "")? == key, "the same key");

    let told = counter.does("check", "")?;
    for line in ["trousseau de ce poste", "MOZ1-1 a sa clé de signature", "garde ce qu’on lui"] {
        ensure!(told.contains(line), "{line}: {told}");
    }

    office.is_refused("secret set paypal-pin", "", "Aucun secret")?;
    office.is_refused("secret set paypal-secret", " x\n", "espace")?;
    office.is_refused("secret set sentry-dsn", "nowhere\n", "DSN de Sentry")?;
    office.does("secret set paypal-secret", &format!("{SECRET}\r\n"))?;
    let told = office.does("secret list", "")?;
    ensure!(told.contains("paypal-secret") && told.contains("par db_user"), "{told}");
    ensure!(!told.contains(SECRET), "{told}");
    let told = counter.does("check", "")?;
    ensure!(told.contains("paypal-secret.") && !told.contains(SECRET), "{told}");
    counter.is_refused("secret set paypal-secret", "mine\n", "n’est pas inscrit pour cela")?;
    counter.does("key make", "")?;
    ensure!(counter.does("key show", "")? == key, "there is one already: none is made");

    // A PC with the owner's login and no key: neither codes nor secrets are made there.
    let another = Pc::of_the_owner(&server, "another")?;
    another.is_refused("check", "", "1 défaut")?;
    another.is_refused("secret set smtp-user", "caisse\n", "n’a pas la clé du groupe")?;
    another.is_refused(
        "terminals --new-code --shop MOZ1 --kinds kitchen",
        "",
        "oc-pizza key enter",
    )?;
    let slip = if key.starts_with('0') { "1" } else { "0" };
    another.is_refused("key enter", &format!("{slip}{}\n", &key[1..]), "pas la clé du groupe")?;
    another.does("key enter", &format!("{digits}\n"))?;
    let told = another.does("check", "")?;
    ensure!(told.contains("Clé du groupe"), "{told}");
    another.does("secret set smtp-user", "caisse\n")?;
    another.does("secret forget smtp-user", "")?;

    // What the counter needs is in its keyring while it works, and leaves it when it is forgotten.
    for (verb, kept) in [(None, true), (Some("secret forget paypal-secret"), false)] {
        if let Some(verb) = verb {
            office.does(verb, "")?;
        }
        let variables = counter.session.variables();
        let window =
            Terminal::open_with(WindowKind::Counter, &counter.home, &variables, &[]).await?;
        let since = Instant::now();
        while counter.keeps(SECRET)? != kept {
            ensure!(since.elapsed() < KEPT_WITHIN, "kept: {}", !kept);
            sleep(Duration::from_millis(200)).await;
        }
        window.is_unharmed().await?;
    }

    counter.session.lock()?;
    counter.is_refused("check", "", "défaut(s)")?;
    counter.is_refused("key show", "", "Le trousseau de clés est verrouillé")?;

    for pc in [&office, &counter, &another] {
        holds_none(&pc.home, &[&key, &digits, SECRET, PASSWORD])?;
    }
    Ok(())
}
