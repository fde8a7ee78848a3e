//! A new PC is enrolled with a code and sells; revoked in mid-service it is told so.

use crate::database::manual;
use crate::group_server::GroupServer;
use crate::windows::keyring::DesktopSession;
use crate::windows::{self, Sign, Terminal};
use anyhow::{Context, ensure};
use domain::server::ServerSettings;
use domain::shops::WindowKind;
use domain::staff::Role;
use domain::terminals::mends;
use oc_pizza::server::connect;
use oc_pizza::terminals::revoke;
use oc_pizza::{app, demo};
use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

const DATABASE: &str = "erp_oc_pizza_database";
const USER: &str = "db_user";
const PASSWORD: &str = "db_password";
const CASHIER: &str = "Inès";
/// The listener finds its session ended, and the window what that means, within this machine's time.
const NOTICED_WITHIN: Duration = Duration::from_secs(20);
/// The other process may be a dead one's session, for which the server has nine seconds.
const TWIN_TOLD_WITHIN: Duration = Duration::from_secs(30);

async fn picture(window: &Terminal, name: &str) -> anyhow::Result<()> {
    match std::env::var_os("OC_PIZZA_SCREENSHOTS") {
        Some(folder) => window.picture(&PathBuf::from(folder).join(name)).await,
        None => Ok(()),
    }
}

#[tokio::test]
async fn a_pc_is_enrolled_sells_and_is_told_when_it_is_revoked() -> anyhow::Result<()> {
    let _turn = windows::turn().await;
    let server = GroupServer::start()?;
    server.type_in(&manual(DATABASE, USER, PASSWORD)).await?;
    server.type_in(&[mends(USER)]).await?;
    let settings = ServerSettings {
        host: "127.0.0.1".parse().expect("a host"),
        port: server.port(),
        database: DATABASE.to_owned(),
        user: USER.to_owned(),
        tls: None,
        ca_file: None,
    };
    let owner = connect::ways(&settings, Some(PASSWORD)).remove(0);
    connect::migrate(std::slice::from_ref(&owner))
        .await
        .map_err(|error| error.in_words(domain::Language::En))?;
    let pool = app::pool(owner.clone());
    demo::load(&pool).await?;
    pool.close().await;
    // The administrator's PC, where the group's key is made with the first code.
    let office = DesktopSession::open(&server.folder().join("office-session"))?;
    let mut make = Command::new(env!("CARGO_BIN_EXE_oc-pizza"));
    make.args(["terminals", "--new-code", "--shop", "MOZ1", "--kinds", "counter"]);
    make.env("OC_PIZZA_HOME", server.folder().join("office")).envs(office.variables());
    make.env("DATABASE_NAME", DATABASE)
        .env("DATABASE_USER", USER)
        .env("DATABASE_PASSWORD", PASSWORD);
    make.env("DATABASE_HOST", "127.0.0.1").env("DATABASE_PORT", server.port().to_string());
    let made = make.output()?;
    ensure!(made.status.success(), "{made:?}");
    let made = String::from_utf8(made.stdout)?;
    let code = made.lines().next().context("a code")?;

    let session = DesktopSession::open(&server.folder().join("session"))?;
    let home = server.folder().join("home");
    let verb = |words: &[&str]| {
        let mut verb = Command::new(env!("CARGO_BIN_EXE_oc-pizza"));
        verb.args(words).env("OC_PIZZA_HOME", &home).envs(session.variables());
        verb.env("LC_ALL", "fr_FR.UTF-8").output()
    };
    let (code, port) = (code.to_lowercase(), server.port().to_string());
    let enrol = ["enrol", &code, "--host", "127.0.0.1", "--port", &port, "--database", DATABASE];
    let done = verb(&enrol)?;
    let told = String::from_utf8_lossy(&done.stdout);
    ensure!(done.status.success() && told.contains("MOZ1-1 (counter)"), "{done:?}");
    let config = fs::read_to_string(home.join("config.toml"))?;
    assert!(config.contains("oc_pizza_till_") && config.contains("MOZ1"), "{config}");
    assert!(config.contains("password_in_keyring = true"), "{config}");
    let done = verb(&["check"])?;
    let told = String::from_utf8_lossy(&done.stdout);
    ensure!(done.status.success() && told.contains("séparés"), "{done:?}");
    ensure!(!told.contains("attention") && !told.contains("défaut"), "{told}");
    ensure!(told.contains("MOZ1-1 a sa clé") && told.contains("trousseau de ce poste"), "{told}");

    // Nothing more is told to it.
    let open =
        async || Terminal::open_with(WindowKind::Counter, &home, &session.variables(), &[]).await;
    let window = open().await?;
    window.sign_in(CASHIER, demo::pin(Role::Cashier)).await?;
    window.click("product-reine").await?;
    window.click("place-order").await?;
    window.shows("order-number", Sign::Says("A-001")).await?;
    let refused = verb(&enrol)?;
    let told = String::from_utf8_lossy(&refused.stderr);
    ensure!(told.contains("fermez ses fenêtres"), "{refused:?}");

    // The same home on another PC, whose keyring is another.
    let copied = server.folder().join("copied");
    fs::create_dir(&copied)?;
    fs::copy(home.join("config.toml"), copied.join("config.toml"))?;
    let elsewhere = DesktopSession::open(&server.folder().join("elsewhere"))?;
    let copy =
        Terminal::open_with(WindowKind::Counter, &copied, &elsewhere.variables(), &[]).await?;
    copy.shows("server-error", Sign::Says("copié d’un autre PC")).await?;
    picture(&copy, "terminal-copied.png").await?;
    drop(copy);

    // Copied within this PC, or with its keyring: the server sees two.
    let twin = server.folder().join("twin");
    fs::create_dir(&twin)?;
    fs::copy(home.join("config.toml"), twin.join("config.toml"))?;
    let copy = Terminal::open_with(WindowKind::Counter, &twin, &session.variables(), &[]).await?;
    copy.wait_for("set-up-error", Sign::Says("est déjà ouvert sur"), TWIN_TOLD_WITHIN).await?;
    picture(&copy, "terminal-twice.png").await?;
    copy.click("theme").await?;
    picture(&copy, "terminal-twice-dark.png").await?;
    drop(copy);

    window.click("product-reine").await?;
    revoke(&owner, "MOZ1-1").await.map_err(|error| error.in_words(domain::Language::En))?;
    window.wait_for("connection-state", Sign::Says("hors ligne"), NOTICED_WITHIN).await?;
    window.click("place-order").await?;
    window.wait_for("order-error", Sign::Says("a été retiré"), NOTICED_WITHIN).await?;
    picture(&window, "terminal-revoked.png").await?;
    window.shows("cart-line", Sign::Count(1)).await?;
    drop(window);

    let window = open().await.context("opened again")?;
    window.wait_for("server-error", Sign::Says("a été retiré"), NOTICED_WITHIN).await?;
    picture(&window, "terminal-revoked-start.png").await?;
    window.is_unharmed().await
}
