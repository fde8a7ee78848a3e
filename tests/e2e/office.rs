//! An administrator lets a PC in from the office, sees it work, and puts it out.

use crate::group::Group;
use crate::tour::picture;
use crate::windows::{self, SOON, Sign, Terminal};
use domain::shops::WindowKind;
use domain::staff::Role;
use domain::terminals::TerminalKind;
use oc_pizza::demo;
use sqlx::{AssertSqlSafe, ConnectOptions, Executor};
use std::time::Duration;

const ADMINISTRATOR: &str = "Étienne";
/// The page reads the list again by itself, and a terminal tells at its start that it is there.
const LISTED_WITHIN: Duration = Duration::from_secs(45);

/// Many terminals of long names, as the years leave them behind.
async fn many_terminals(group: &Group) -> anyhow::Result<()> {
    let rows = "
        INSERT INTO oc_pizza.terminal (terminal_id, code, name, shop_id, kinds, login, enrolled_at,
            last_seen_at, program_version, revoked_at)
        SELECT gen_random_uuid(), shop.code || '-' || (100 + n), CASE WHEN n % 4 = 0
                THEN 'Caisse du fond à gauche, à côté du four à bois, sous l’escalier' ELSE 'Poste ' || n END,
            shop_id, CASE n % 3 WHEN 0 THEN ARRAY['counter'] WHEN 1 THEN ARRAY['kitchen', 'board']
                ELSE ARRAY['counter', 'kitchen', 'office', 'board'] END,
            'oc_pizza_old_' || shop_id || '_' || n, now() - interval '90 days',
            CASE n % 5 WHEN 0 THEN NULL ELSE now() - interval '11 hours' * (n % 5 - 1) END,
            '0.1.0', CASE WHEN n % 7 = 0 THEN now() - interval '2 days' END
        FROM oc_pizza.shop CROSS JOIN generate_series(1, 12) AS n";
    // PostgreSQL 12 has no random keys of its own.
    let rows = rows.replace("gen_random_uuid()", "md5(shop.code || n)::uuid");
    group.owner.connect().await?.execute(AssertSqlSafe(rows)).await?;
    Ok(())
}

/// Pictures of a window, light and dark.
pub async fn in_both_themes(window: &Terminal, name: &str) -> anyhow::Result<()> {
    picture(window, name).await?;
    let dark = |on: bool| {
        format!(
            "document.documentElement.dataset.theme = '{}';
             document.documentElement.classList.toggle('pf-v6-theme-dark', {on});",
            if on { "dark" } else { "light" }
        )
    };
    window.play(&dark(true)).await?;
    picture(window, &format!("{name}-dark")).await?;
    window.play(&dark(false)).await
}

#[tokio::test]
async fn a_pc_is_let_in_and_put_out_from_the_office() -> anyhow::Result<()> {
    let _turn = windows::turn().await;
    let group = Group::start().await?;
    let desk = group.pc("office")?;
    let code = group.code(None, TerminalKind::Office)?;
    desk.enrol(&group.enrol_words(&code), "GROUPE-1")?;
    let office = desk.open(WindowKind::Office).await?;
    office.choose_person(ADMINISTRATOR).await?;
    in_both_themes(&office, "office-sign-in").await?;
    office.sign_in(ADMINISTRATOR, demo::pin(Role::Administrator)).await?;
    office.shows("stands-in", Sign::Says("Le groupe")).await?;
    office.shows("terminal-GROUPE-1", Sign::Says("ce poste")).await?;
    office.shows("revoke-GROUPE-1", Sign::Gone).await?;

    // A code for a counter that is a kitchen too.
    office.click("code-open").await?;
    office.click("code-kind-counter").await?;
    office.shows("code-kinds-hint", Sign::Says("au moins un usage")).await?;
    office.click("code-kind-kitchen").await?;
    office.click("code-kind-counter").await?;
    in_both_themes(&office, "office-code-form").await?;
    office.click("code-make").await?;
    office.shows("code-left", Sign::Says("9:")).await?;
    let code = office.text("code-shown").await?;
    let line = office.text("enrol-line").await?;
    assert!(line.contains(&format!("oc-pizza enrol {code} --host ADRESSE --port ")), "{line}");
    in_both_themes(&office, "office-code").await?;
    let shop = group.pc("shop")?;
    let line = line.replace("ADRESSE", "127.0.0.1");
    let words: Vec<String> = line.split(' ').skip(1).map(str::to_owned).collect();
    shop.enrol(&words, "MOZ1-1 (counter, kitchen)")?;
    office.wait_for("code-joined", Sign::Says("MOZ1-1 est inscrit"), SOON).await?;
    picture(&office, "office-code-joined").await?;
    office.click("dialog-close").await?;
    office.shows("presence-MOZ1-1", Sign::Says("jamais ouvert")).await?;

    let counter = shop.open(WindowKind::Counter).await?;
    counter.sign_in("Inès", demo::pin(Role::Cashier)).await?;
    counter.click("product-reine").await?;
    office.wait_for("presence-MOZ1-1", Sign::Says("en service"), LISTED_WITHIN).await?;

    // Among many it is found.
    many_terminals(&group).await?;
    office.wait_for("show-silent", Sign::Says("40"), LISTED_WITHIN).await?;
    in_both_themes(&office, "office-terminals").await?;
    office.click("sort-presence").await?;
    office.click("show-revoked").await?;
    picture(&office, "office-terminals-revoked").await?;
    office.click("show-enrolled").await?;
    office.fill("terminals-search", "rien de tel").await?;
    office.shows("terminals-none-found", Sign::There).await?;
    office.fill("terminals-search", "moz1-1").await?;
    office.click("revoke-MOZ1-1").await?;
    office.shows("revoke-dialog", Sign::Says("Retirer MOZ1-1 ?")).await?;
    office.shows("revoke-there", Sign::There).await?;
    in_both_themes(&office, "office-revoke").await?;
    office.click("revoke-confirm").await?;
    office.shows("revoke-dialog", Sign::Gone).await?;
    office.shows("terminal-MOZ1-1", Sign::Gone).await?;
    office.click("show-revoked").await?;
    office.shows("presence-MOZ1-1", Sign::Says("retiré")).await?;
    office.is_unharmed().await?;
    counter.wait_for("revoked", Sign::Says("a été retiré"), LISTED_WITHIN).await?;
    in_both_themes(&counter, "counter-revoked").await?;
    counter.click("revoked-look").await?;
    counter.shows("cart-line", Sign::Count(1)).await
}

#[tokio::test]
async fn managers_see_terminals_and_one_login_for_all_is_told() -> anyhow::Result<()> {
    use crate::shop::{Shop, database};
    let (shop, (fresh, address)) = (Shop::new().await?, database().await);
    let office = shop.open(WindowKind::Office, &address).await?;
    office.sign_in("Nathalie", demo::pin(Role::ShopManager)).await?;
    office.shows("stands-in", Sign::Says("Mozzaville-Centre")).await?;
    office.shows("not-separated", Sign::Says("CREATEROLE;")).await?;
    office.shows("not-separated", Sign::Says(fresh.user())).await?;
    office.shows("terminals-only-seen", Sign::There).await?;
    office.shows("terminals-empty", Sign::Says("le même accès")).await?;
    office.shows("code-open", Sign::Gone).await?;
    in_both_themes(&office, "office-one-login").await?;
    office.is_unharmed().await
}
