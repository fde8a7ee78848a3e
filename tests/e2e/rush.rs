//! Friday evening: sixty orders open at once, on every screen that shows them.

use crate::database::Fresh;
use crate::people::{an_order, at_counter, claim, cooked, into_oven, line, sign_in};
use crate::shop::{Shop, database};
use crate::tour::picture;
use crate::windows::{SOON, Sign, Terminal};
use anyhow::ensure;
use domain::orders::ServiceMode;
use domain::shops::WindowKind;
use domain::staff::Role;
use oc_pizza::app::App;
use std::time::Duration;

/// Orders open at once.
const ORDERS: usize = 60;
/// Those of them whose pizza is cooked.
const READY: usize = 9;
/// Cards on one page of the kitchen's queue.
const CARDS: usize = 5;
/// What is ordered, one after the other.
const PIZZAS: [&str; 5] = ["reine", "chorizo", "royale", "fromagere", "napolitaine"];
/// A name as long as the group gives its pizzas.
const LONG: &str = "Savoyarde au reblochon fermier et pommes de terre grenaille";
/// Names customers give.
const NAMES: [Option<&str>; 3] =
    [Some("Zoé"), None, Some("Marie-Amélie de La Rochefoucauld-Montmorency")];
/// The last card of a queue is as many taps away as there are pages.
const TURNED_WITHIN: Duration = Duration::from_secs(30);

/// A counter that may sell beyond the stock: no shop has dough for so many.
async fn manager(fresh: &Fresh) -> App {
    let counter = fresh.terminal("Caisse 2");
    sign_in(&counter, WindowKind::Counter, Role::ShopManager).await;
    counter
}

/// Places the orders, and cooks the pizzas of the first ones.
async fn rush(fresh: &Fresh) -> anyhow::Result<()> {
    rename(fresh, "napolitaine", LONG).await?;
    let counter = manager(fresh).await;
    let menu = counter.menu().await.expect("the menu");
    for at in 0..ORDERS {
        let pizza = PIZZAS[at % PIZZAS.len()];
        let mut order = an_order(&menu, vec![line(&menu, pizza, 1)]);
        order.content.customer_name = NAMES[at % NAMES.len()].map(str::to_owned);
        if at % 4 == 1 {
            order.content.mode = ServiceMode::EatIn;
        }
        if at % 7 == 6 {
            order.content.lines[0].note =
                Some("bien cuite, sans olives, coupée en huit".to_owned());
        }
        order.content.despite_stock = true;
        at_counter(&counter, order).await?;
    }
    let kitchen = fresh.terminal("Four 2");
    sign_in(&kitchen, WindowKind::Kitchen, Role::Pizzaiolo).await;
    for _ in 0..READY {
        let item = claim(&kitchen).await.pizza.item;
        into_oven(&kitchen, item).await;
        cooked(&kitchen, item).await;
    }
    Ok(())
}

/// Gives a product another name.
async fn rename(fresh: &Fresh, slug: &str, name: &str) -> anyhow::Result<()> {
    let renamed = sqlx::query("UPDATE product SET name = $2 WHERE slug = $1")
        .bind(slug)
        .bind(name)
        .execute(&fresh.pool())
        .await?;
    ensure!(renamed.rows_affected() == 1, "no product {slug}");
    Ok(())
}

#[tokio::test]
async fn sixty_open_orders_are_all_there() -> anyhow::Result<()> {
    let shop = Shop::new().await?;
    let (fresh, address) = database().await;
    rush(&fresh).await?;
    let (counter, kitchen, board) = tokio::try_join!(
        shop.counter(&address),
        shop.kitchen(&address),
        shop.open(WindowKind::Board, &address),
    )?;
    tokio::try_join!(list(&counter), queue(&kitchen), numbers(&board)).map(drop)
}

/// The counter lists them, finds one by its number, and the filters count them.
async fn list(counter: &Terminal) -> anyhow::Result<()> {
    counter.shows("orders-open", Sign::Says(&ORDERS.to_string())).await?;
    counter.click("orders-open").await?;
    counter.shows("order-name", Sign::Count(ORDERS)).await?;
    counter.shows("filter-ready", Sign::Says(&READY.to_string())).await?;
    picture(counter, "rush-orders").await?;
    counter.click("filter-ready").await?;
    counter.shows("order-name", Sign::Count(READY)).await?;
    counter.click("filter-all").await?;
    counter.type_keys("orders-search", "042").await?;
    counter.shows("order-name", Sign::Count(1)).await?;
    counter.click("dialog-close").await?;
    counter.is_unharmed().await
}

/// The kitchen shows five a page, down to the last.
async fn queue(kitchen: &Terminal) -> anyhow::Result<()> {
    let waiting = ORDERS - READY;
    kitchen.shows("waiting-count", Sign::Says(&format!("{waiting} pizzas"))).await?;
    kitchen.shows("kitchen-item", Sign::Count(CARDS)).await?;
    // So many have brought more than one ingredient to its line: one touch puts all of that away.
    kitchen.shows("stock-warning-also", Sign::There).await?;
    picture(kitchen, "rush-warned").await?;
    kitchen.click("stock-warning-read").await?;
    kitchen.shows("stock-warning", Sign::Gone).await?;
    picture(kitchen, "rush-queue").await?;
    let pages = waiting.div_ceil(CARDS);
    for page in 2..=pages {
        kitchen.click("page-next").await?;
        let shown = format!("{page} / {pages}");
        kitchen.wait_for("page-number", Sign::Says(&shown), TURNED_WITHIN).await?;
    }
    let left = waiting - (pages - 1) * CARDS;
    kitchen.shows("kitchen-item", Sign::Count(left)).await?;
    kitchen.click("recap").await?;
    picture(kitchen, "rush-recap").await?;
    kitchen.is_unharmed().await
}

/// The board has room for every number: nothing is scrolled or cut.
async fn numbers(board: &Terminal) -> anyhow::Result<()> {
    board.wait_for("board-ready", Sign::Says("A-001"), SOON).await?;
    picture(board, "rush-board").await?;
    let (last, ready) = (format!("board-A-{ORDERS:03}"), format!("board-A-{READY:03}"));
    for number in [last, ready] {
        ensure!(board.is_in_sight(&number).await?, "{number} is out of sight");
    }
    board.is_unharmed().await
}
