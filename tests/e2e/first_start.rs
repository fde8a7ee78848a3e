//! The first start: from a window that knows nothing to somebody signed in, and what the next
//! start remembers. The server is one made by the manual, the keyring a real one.

use crate::database::manual;
use crate::group_server::GroupServer;
use crate::proxy::Proxy;
use crate::shop::{PIZZAIOLO, database};
use crate::windows::keyring::DesktopSession;
use crate::windows::{self, Address, Sign, Terminal};
use domain::shops::WindowKind;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

const DATABASE: &str = "erp_oc_pizza_database";
const USER: &str = "db_user";
const PASSWORD: &str = "db_password";
const MANAGER: &str = "Nathalie";
const PIN: &str = "2468";

async fn open(home: &Path, session: &DesktopSession) -> anyhow::Result<Terminal> {
    Terminal::open_with(WindowKind::Counter, home, &session.variables(), &[]).await
}

/// A picture where they are asked for.
async fn picture(window: &Terminal, name: &str) -> anyhow::Result<()> {
    match std::env::var_os("OC_PIZZA_SCREENSHOTS") {
        Some(folder) => window.picture(&PathBuf::from(folder).join(name)).await,
        None => Ok(()),
    }
}

async fn fill_in(window: &Terminal, server: &GroupServer) -> anyhow::Result<()> {
    window.shows("field-port", Sign::Holds("5432")).await?;
    picture(window, "first-start.png").await?;
    // In the dark, and as a server far away is set.
    window.click("theme").await?;
    window.fill("field-host", "db.example.fr").await?;
    window.shows("field-tls", Sign::There).await?;
    picture(window, "first-start-dark.png").await?;
    window.fill("field-host", "").await?;
    window.click("theme").await?;
    // Nothing is sent anywhere before the form is full.
    window.click("server-save").await?;
    window.shows("error-host", Sign::Says("À remplir")).await?;
    window.fill("field-host", "127.0.0.1 localhost").await?;
    window.click("server-test").await?;
    window.shows("error-host", Sign::Says("n’est pas une adresse")).await?;
    picture(window, "first-start-no-host.png").await?;
    // A standby that is down, and the server.
    window.fill("field-host", "127.0.0.1:1, 127.0.0.1").await?;
    window.fill("field-port", &server.port().to_string()).await?;
    window.fill("field-database", DATABASE).await?;
    window.fill("field-user", USER).await?;

    window.fill("field-password", "faux").await?;
    window.click("server-test").await?;
    window.shows("error-password", Sign::Says("refuse ce mot de passe")).await?;
    window.shows("error-host", Sign::Gone).await?;
    picture(window, "first-start-wrong-password.png").await?;
    window.shows("field-database", Sign::Holds(DATABASE)).await?;
    // The other language says it too, and nothing typed is lost.
    window.click("language").await?;
    window.click("server-save").await?;
    window.shows("error-password", Sign::Says("refuses this password")).await?;
    window.shows("field-user", Sign::Holds(USER)).await?;
    window.click("language").await?;

    window.fill("field-password", PASSWORD).await?;
    window.click("server-test").await?;
    window.shows("server-found", Sign::Says("base vide")).await?;
    picture(window, "first-start-tested.png").await?;
    window.click("server-save").await
}

async fn open_the_first_shop(window: &Terminal) -> anyhow::Result<()> {
    window.shows("prepare", Sign::Live).await?;
    picture(window, "first-start-prepare.png").await?;
    window.click("prepare").await?;
    window.fill("field-name", "OC Pizza Mozart").await?;
    window.fill("field-code", "MOZ1").await?;
    window.fill("field-manager", MANAGER).await?;
    window.fill("field-pin", PIN).await?;
    window.fill("field-pin_again", "2469").await?;
    window.click("first-shop-open").await?;
    window.shows("error-pin_again", Sign::There).await?;
    picture(window, "first-start-shop.png").await?;
    window.fill("field-pin_again", PIN).await?;
    window.click("first-shop-open").await
}

#[tokio::test]
async fn a_new_terminal_is_led_to_its_first_sign_in_and_remembers_the_way() -> anyhow::Result<()> {
    let _turn = windows::turn().await;
    let server = GroupServer::start()?;
    server.type_in(&manual(DATABASE, USER, PASSWORD)).await?;
    let session = DesktopSession::open(&server.folder().join("session"))?;
    let home = server.folder().join("home");

    let window = open(&home, &session).await?;
    fill_in(&window, &server).await?;
    open_the_first_shop(&window).await?;
    window.goes_to_another_page().await?;
    window.sign_in(MANAGER, PIN).await?;
    window.is_unharmed().await?;

    // What is written is not secret, and what is secret is written nowhere.
    let config = fs::read_to_string(home.join("config.toml"))?;
    assert!(config.contains(DATABASE) && config.contains("MOZ1"), "{config}");
    assert!(!config.contains(PASSWORD), "{config}");

    drop(window);
    let window = open(&home, &session).await?;
    window.shows("server-save", Sign::Gone).await?;
    window.sign_in(MANAGER, PIN).await?;
    // A verb typed beside it finds the same server and the same password.
    let mut verb = Command::new(env!("CARGO_BIN_EXE_oc-pizza"));
    verb.arg("migrate").env("OC_PIZZA_HOME", &home).envs(session.variables());
    let done = verb.output()?;
    assert!(done.status.success(), "{done:?}");
    window.is_unharmed().await
}

#[tokio::test]
async fn an_office_is_set_up_in_its_own_window_as_it_was_chosen_to_look() -> anyhow::Result<()> {
    let _turn = windows::turn().await;
    let server = GroupServer::start()?;
    server.type_in(&manual(DATABASE, USER, PASSWORD)).await?;
    let session = DesktopSession::open(&server.folder().join("session"))?;
    let home = server.folder().join("home");

    let window = Terminal::open_with(WindowKind::Office, &home, &session.variables(), &[]).await?;
    window.click("language").await?;
    window.click("theme").await?;
    for (field, text) in [
        ("field-host", "127.0.0.1"),
        ("field-port", &server.port().to_string()),
        ("field-database", DATABASE),
        ("field-user", USER),
        ("field-password", PASSWORD),
    ] {
        window.fill(field, text).await?;
    }
    picture(&window, "first-start-office.png").await?;
    window.click("server-save").await?;
    window.shows("prepare", Sign::Says("Prepare the database")).await?;
    window.click("prepare").await?;
    for (field, text) in [
        ("field-name", "OC Pizza Mozart"),
        ("field-code", "MOZ1"),
        ("field-manager", MANAGER),
        ("field-pin", PIN),
        ("field-pin_again", PIN),
    ] {
        window.fill(field, text).await?;
    }
    window.click("first-shop-open").await?;
    window.goes_to_another_page().await?;
    window.shows("language", Sign::Says("FR")).await?;
    window.shows("theme", Sign::Says("☀")).await?;
    window.sign_in(MANAGER, PIN).await?;
    window.shows("page-terminals", Sign::There).await?;
    picture(&window, "first-start-office-done.png").await?;
    window.is_unharmed().await
}

#[tokio::test]
async fn a_form_that_leads_nowhere_any_more_gives_way_to_the_screen() -> anyhow::Result<()> {
    let _turn = windows::turn().await;
    let home = tempfile::tempdir()?;
    let (fresh, address) = database().await;
    let proxy = Proxy::before(fresh.socket_folder());
    let address = Address { socket_folder: proxy.socket_folder().to_owned(), ..address };
    proxy.cut();
    let window = Terminal::open(WindowKind::Kitchen, home.path(), &address).await?;
    window.click("start-change").await?;
    window.goes_to_another_page().await?;
    // The theme of a kitchen, on the form too.
    window.shows("theme", Sign::Says("☀")).await?;
    window.fill("field-port", "5433").await?;
    window.keeps("field-port", Sign::Holds("5433"), Duration::from_secs(4)).await?;
    // The server is back: nothing that is typed could be kept now.
    proxy.mend();
    window.goes_to_another_page().await?;
    window.choose_person(PIZZAIOLO).await?;
    window.is_unharmed().await
}

#[tokio::test]
async fn what_the_environment_told_is_kept_and_a_locked_keyring_is_waited_for() -> anyhow::Result<()>
{
    let _turn = windows::turn().await;
    let server = GroupServer::start()?;
    server.type_in(&manual(DATABASE, USER, PASSWORD)).await?;
    let mut session = DesktopSession::open(&server.folder().join("session"))?;
    let home = server.folder().join("home");
    // Told by the environment once, the terminal knows by itself from then on.
    let mut told = session.variables();
    told.extend([
        ("DATABASE_NAME", DATABASE.to_owned()),
        ("DATABASE_USER", USER.to_owned()),
        ("DATABASE_PASSWORD", PASSWORD.to_owned()),
        ("DATABASE_HOST", "127.0.0.1".to_owned()),
        ("DATABASE_PORT", server.port().to_string()),
    ]);
    let window = Terminal::open_with(WindowKind::Counter, &home, &told, &[]).await?;
    window.shows("prepare", Sign::Live).await?;
    let config = fs::read_to_string(home.join("config.toml"))?;
    assert!(config.contains("password_in_keyring = true"), "{config}");
    assert!(!config.contains(PASSWORD), "{config}");
    drop(window);

    session.lock()?;
    let window = open(&home, &session).await?;
    window.shows("keyring-error", Sign::Says("Le trousseau de clés est verrouillé")).await?;
    picture(&window, "keyring-locked.png").await?;
    window.shows("server-save", Sign::Gone).await?;
    session.unlock()?;
    window.shows("prepare", Sign::Live).await?;
    window.is_unharmed().await
}

#[tokio::test]
async fn a_server_out_of_reach_is_told_tried_again_and_can_be_changed() -> anyhow::Result<()> {
    let _turn = windows::turn().await;
    let home = tempfile::tempdir()?;
    let told = [
        ("DATABASE_NAME", DATABASE.to_owned()),
        ("DATABASE_USER", USER.to_owned()),
        ("DATABASE_HOST", "127.0.0.1".to_owned()),
        // Nobody listens on it.
        ("DATABASE_PORT", "1".to_owned()),
    ];
    let window = Terminal::open_with(WindowKind::Kitchen, home.path(), &told, &[]).await?;
    window.shows("start-error", Sign::Says("Rien ne répond à 127.0.0.1, port 1")).await?;
    picture(&window, "out-of-reach.png").await?;
    window.click("start-change").await?;
    window.goes_to_another_page().await?;
    window.shows("error-host", Sign::Says("Rien ne répond")).await?;
    window.shows("field-port", Sign::Holds("1")).await?;
    window.shows("field-user", Sign::Holds(USER)).await?;
    picture(&window, "out-of-reach-form.png").await?;
    window.is_unharmed().await
}
