//! The journal's file as it was found at a start: with much to decide, and damaged.

use crate::database::Fresh;
use crate::people::{self, at_counter, order};
use crate::shop::{CASHIER, Shop, database};
use crate::tour::picture;
use crate::windows::{Sign, Terminal};
use domain::menu::ReadMenu;
use domain::orders::{ListEndedOrders, ListOpenOrders, ReadLoad};
use domain::shops::{ReadTerminal, WindowKind};
use domain::staff::Role;
use domain::stock::ReadStock;
use oc_pizza::demo::pin;
use oc_pizza::journal::Journal;
use std::fs;
use std::path::Path;

/// A Saturday's orders of which the server would take none.
const UNDECIDED: usize = 60;
const DRINKS: [&str; 6] = ["cola", "limonade", "eau-plate", "eau-gazeuse", "cafe", "tiramisu"];

/// Sells without the server what the server refuses when it is back.
async fn sell_what_is_refused(fresh: &Fresh, home: &Path) -> anyhow::Result<()> {
    let app = fresh.terminal("Caisse 1");
    let journal = Journal::open(&home.join("journal.sqlite"), app.now()).await;
    let app = app.with_journal(Ok(journal.expect("the journal")));
    people::sign_in_with_pin(&app, WindowKind::Counter, Role::Cashier).await?;
    at_counter(&app, ReadTerminal {}).await?;
    at_counter(&app, ReadMenu {}).await?;
    at_counter(&app, ReadStock {}).await?;
    at_counter(&app, ReadLoad {}).await?;
    at_counter(&app, ListOpenOrders {}).await?;
    at_counter(&app, ListEndedOrders {}).await?;
    // What was read is kept behind whoever asked; only then can it be sold without the server.
    app.journal().expect("usable").expect("there is one").written().await;
    app.disconnected();
    for at in 0..UNDECIDED {
        order(&app, &[(DRINKS[at % DRINKS.len()], 1)]).await;
    }
    sqlx::query(
        "INSERT INTO product_shop (product_id, shop_id, suspended)
         SELECT product_id, shop_id, true FROM product, shop WHERE code = 'MOZ1'",
    )
    .execute(&fresh.pool())
    .await?;
    app.reconnected();
    app.replay().await.expect("the server is there");
    app.journal().expect("usable").expect("there is one").written().await;
    Ok(())
}

#[tokio::test]
async fn sixty_things_to_decide_are_all_there() -> anyhow::Result<()> {
    let shop = Shop::new().await?;
    let (fresh, address) = database().await;
    let home = shop.home(WindowKind::Counter);
    fs::create_dir_all(&home)?;
    sell_what_is_refused(&fresh, &home).await?;
    let counter = shop.counter(&address).await?;
    let count = UNDECIDED.to_string();
    counter.shows("to-decide", Sign::Has("data-count", &count)).await?;
    picture(&counter, "counter-much-to-decide").await?;
    // Nothing is on sale: the chips that say so, in the other language and theme.
    for control in ["language", "theme"] {
        counter.click(control).await?;
    }
    picture(&counter, "counter-suspended-en-dark").await?;
    for control in ["theme", "language"] {
        counter.click(control).await?;
    }
    counter.click("to-decide").await?;
    counter.shows("decide-why", Sign::Count(UNDECIDED)).await?;
    picture(&counter, "counter-to-decide-sixty").await?;
    counter.is_unharmed().await
}

#[tokio::test]
async fn a_damaged_journal_is_put_aside_and_the_counter_says_so_and_sells() -> anyhow::Result<()> {
    let shop = Shop::new().await?;
    let (_fresh, address) = database().await;
    let home = shop.home(WindowKind::Counter);
    fs::create_dir_all(&home)?;
    fs::write(home.join("journal.sqlite"), "not what SQLite wrote".repeat(400))?;
    let counter = Terminal::open(WindowKind::Counter, &home, &address).await?;
    counter.sign_in(CASHIER, pin(Role::Cashier)).await?;
    counter.shows("journal-put-aside", Sign::There).await?;
    counter.click("product-reine").await?;
    counter.click("place-order").await?;
    counter.shows("order-number", Sign::Says("A-001")).await?;
    picture(&counter, "counter-damaged-journal").await?;
    let kept = fs::read_dir(&home)?.flatten().map(|it| it.file_name());
    let aside = |name: &std::ffi::OsStr| name.to_string_lossy().starts_with("journal-damaged-");
    assert_eq!(kept.filter(|name| aside(name)).count(), 1);
    counter.is_unharmed().await
}
