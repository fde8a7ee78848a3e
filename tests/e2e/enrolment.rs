//! A new PC is enrolled with a code and sells; revoked in mid-service it is told so.

use crate::group::Group;
use crate::tour::picture;
use crate::windows::keyring::DesktopSession;
use crate::windows::{self, Key, Sign, Terminal};
use anyhow::{Context, ensure};
use domain::shops::WindowKind;
use domain::staff::Role;
use domain::terminals::TerminalKind;
use oc_pizza::demo;
use oc_pizza::terminals::revoke;
use std::fs;
use std::time::Duration;

const CASHIER: &str = "Inès";
/// The listener finds its session ended, and the window what that means, within this machine's time.
const NOTICED_WITHIN: Duration = Duration::from_secs(20);
/// The other process may be a dead one's session, for which the server has nine seconds.
const TWIN_TOLD_WITHIN: Duration = Duration::from_secs(30);

#[tokio::test]
async fn a_pc_is_enrolled_sells_and_is_told_when_it_is_revoked() -> anyhow::Result<()> {
    let _turn = windows::turn().await;
    let group = Group::start().await?;
    let pc = group.pc("counter")?;
    let code = group.code(Some("MOZ1"), TerminalKind::Counter)?.to_lowercase();
    let enrol = group.enrol_words(&code);
    pc.enrol(&enrol, "MOZ1-1 (counter)")?;
    let config = fs::read_to_string(pc.home.join("config.toml"))?;
    assert!(config.contains("oc_pizza_till_") && config.contains("MOZ1"), "{config}");
    assert!(config.contains("password_in_keyring = true"), "{config}");
    let done = pc.verb(&["check".to_owned()])?;
    let told = String::from_utf8_lossy(&done.stdout);
    ensure!(done.status.success() && told.contains("séparés"), "{done:?}");
    ensure!(!told.contains("attention") && !told.contains("défaut"), "{told}");
    ensure!(told.contains("MOZ1-1 a sa clé") && told.contains("trousseau de ce poste"), "{told}");

    // Nothing more is told to it.
    let window = pc.open(WindowKind::Counter).await?;
    window.sign_in(CASHIER, demo::pin(Role::Cashier)).await?;
    window.click("product-reine").await?;
    window.click("place-order").await?;
    window.shows("order-number", Sign::Says("A-001")).await?;
    let refused = pc.verb(&enrol)?;
    let told = String::from_utf8_lossy(&refused.stderr);
    ensure!(told.contains("fermez ses fenêtres"), "{refused:?}");

    // The same home on another PC, whose keyring is another.
    let copied = pc.home.with_file_name("copied");
    fs::create_dir(&copied)?;
    fs::copy(pc.home.join("config.toml"), copied.join("config.toml"))?;
    let elsewhere = DesktopSession::open(&pc.home.with_file_name("elsewhere"))?;
    let copy =
        Terminal::open_with(WindowKind::Counter, &copied, &elsewhere.variables(), &[]).await?;
    copy.shows("server-error", Sign::Says("copié d’un autre PC")).await?;
    picture(&copy, "terminal-copied").await?;
    drop(copy);

    // Copied within this PC, or with its keyring: the server sees two.
    let twin = pc.copied("twin")?;
    let copy = twin.open(WindowKind::Counter).await?;
    copy.wait_for("set-up-error", Sign::Says("est déjà ouvert sur"), TWIN_TOLD_WITHIN).await?;
    picture(&copy, "terminal-twice").await?;
    copy.click("theme").await?;
    picture(&copy, "terminal-twice-dark").await?;
    drop(copy);

    window.click("product-reine").await?;
    revoke(&group.owner, "MOZ1-1").await.map_err(|error| error.in_words(domain::Language::En))?;
    window.wait_for("revoked", Sign::Says("a été retiré"), NOTICED_WITHIN).await?;
    picture(&window, "terminal-revoked").await?;
    // Nobody can type on behind the page, and what was typed stays.
    window.press(Key::F9).await?;
    window.click("revoked-retry").await?;
    window.shows("revoked-still", Sign::Says("refuse toujours")).await?;
    window.click("revoked-look").await?;
    window.shows("revoked-banner", Sign::Says("Poste retiré")).await?;
    window.shows("connection-state", Sign::Says("poste retiré")).await?;
    window.shows("cart-line", Sign::Count(1)).await?;
    window.click("place-order").await?;
    window.shows("order-error", Sign::Says("a été retiré")).await?;
    window.shows("cart-line", Sign::Count(1)).await?;
    picture(&window, "terminal-revoked-look").await?;
    window.shows("journal-waits", Sign::Gone).await?;
    window.click("revoked-back").await?;
    window.shows("revoked", Sign::There).await?;
    window.is_unharmed().await?;
    drop(window);

    let window = pc.open(WindowKind::Counter).await.context("opened again")?;
    window.wait_for("revoked", Sign::Says("a été retiré"), NOTICED_WITHIN).await?;
    picture(&window, "terminal-revoked-start").await?;
    window.is_unharmed().await
}
