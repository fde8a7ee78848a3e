//! The whole life of an order: what each window shows after each step, and its pictures.

use crate::shop::{CASHIER, PIZZAIOLO, Shop, database};
use crate::windows::{Key, SOON, Seen, Sign, Terminal};
use anyhow::ensure;
use domain::shops::WindowKind;
use domain::staff::Role;
use oc_pizza::demo::pin;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

/// Pizzas in the order: two of one kind and one of another.
const PIZZAS: usize = 3;

/// The three windows of the shop, each of a home of its own.
struct Windows {
    counter: Terminal,
    kitchen: Terminal,
    board: Terminal,
    pictures: PathBuf,
}

/// Plays it.
pub async fn play() -> anyhow::Result<()> {
    let shop = Shop::new().await?;
    let (_fresh, address) = database().await;
    let (counter, kitchen, board) = tokio::try_join!(
        shop.open(WindowKind::Counter, &address),
        shop.open(WindowKind::Kitchen, &address),
        shop.open(WindowKind::Board, &address),
    )?;
    let windows = Windows { counter, kitchen, board, pictures: pictures()? };
    windows.people_come().await?;
    windows.customer_chooses().await?;
    let number = windows.order_is_placed().await?;
    windows.first_pizza_is_made(&number).await?;
    windows.other_pizzas_follow().await?;
    windows.order_is_ready(&number).await?;
    windows.order_is_handed_over(&number).await?;
    windows.in_english_and_dark().await?;
    windows.all_is_well().await
}

/// Takes a picture of a window.
pub async fn picture(of: &Terminal, name: &str) -> anyhow::Result<()> {
    of.picture(&pictures()?.join(name).with_extension("png")).await
}

/// Where the pictures go.
fn pictures() -> anyhow::Result<PathBuf> {
    let folder = env::var_os("OC_PIZZA_SCREENSHOTS").map_or_else(
        || Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("screenshots"),
        PathBuf::from,
    );
    fs::create_dir_all(&folder)?;
    Ok(folder)
}

impl Windows {
    async fn picture(&self, of: &Terminal, name: &str) -> anyhow::Result<()> {
        of.picture(&self.pictures.join(name).with_extension("png")).await
    }

    async fn people_come(&self) -> anyhow::Result<()> {
        let Windows { counter, kitchen, board, .. } = self;
        counter.choose_person(CASHIER).await?;
        self.picture(counter, "counter-sign-in").await?;
        counter.sign_in(CASHIER, pin(Role::Cashier)).await?;
        counter.shows("cart-empty", Sign::There).await?;
        counter.shows("product-reine", Sign::Live).await?;
        self.picture(counter, "counter-empty").await?;
        kitchen.sign_in(PIZZAIOLO, pin(Role::Pizzaiolo)).await?;
        kitchen.shows("queue-empty", Sign::There).await?;
        board.shows("board-being-made", Sign::Says("Aucune commande")).await
    }

    async fn customer_chooses(&self) -> anyhow::Result<()> {
        let counter = &self.counter;
        let before = counter.find("product-reine").await?;
        for product in ["reine", "reine", "chorizo"] {
            counter.click(&format!("product-{product}")).await?;
        }
        counter.type_keys("search", "limo").await?;
        counter.shows("product-reine", Sign::Gone).await?;
        counter.press(Key::Enter).await?;
        counter.shows("product-reine", Sign::Live).await?;
        counter.shows("cart-line", Sign::Count(3)).await?;
        counter.shows("cart-pizzas", Sign::Has("data-count", &PIZZAS.to_string())).await?;
        counter.shows("promised-time", Sign::Says("Prête vers")).await?;
        counter.type_keys("customer-name", "Zoé").await?;
        let after = counter.find("product-reine").await?;
        ensure!(
            makeable(&after) < makeable(&before),
            "the basket takes from what can be made: {before:?}, {after:?}"
        );
        self.picture(counter, "counter-basket").await
    }

    async fn order_is_placed(&self) -> anyhow::Result<String> {
        let Windows { counter, kitchen, board, .. } = self;
        counter.click("place-order").await?;
        let number = counter.text("order-number").await?;
        self.picture(counter, "order-number").await?;
        let queue = kitchen.wait_for("kitchen-item", Sign::Count(PIZZAS), SOON).await?;
        let others: Vec<_> = queue.iter().map(|item| item.attribute("data-number")).collect();
        ensure!(others == [number.as_str(); PIZZAS], "the kitchen shows {others:?}");
        board.shows("board-being-made", Sign::Says(&number)).await?;
        self.picture(kitchen, "kitchen-queue").await?;
        counter.click("orders-open").await?;
        counter.shows(&row(&number), Sign::Says("en attente")).await?;
        counter.shows(&row(&number), Sign::Says("Zoé")).await?;
        Ok(number)
    }

    async fn first_pizza_is_made(&self, number: &str) -> anyhow::Result<()> {
        let Windows { counter, kitchen, board, .. } = self;
        kitchen.click("next-pizza").await?;
        kitchen.shows("recipe", Sign::Has("data-number", number)).await?;
        self.picture(kitchen, "kitchen-recipe").await?;
        counter.shows(&row(number), Sign::Says("en préparation")).await?;
        board.shows("board-being-made", Sign::Says(number)).await?;
        self.picture(counter, "orders-open").await?;
        kitchen.click("undo-tap").await?;
        kitchen.shows("kitchen-item", Sign::Count(PIZZAS)).await?;
        counter.shows(&row(number), Sign::Says("en attente")).await
    }

    async fn other_pizzas_follow(&self) -> anyhow::Result<()> {
        let kitchen = &self.kitchen;
        for left in (0..PIZZAS).rev() {
            kitchen.click("next-pizza").await?;
            kitchen.click("ready-for-oven").await?;
            kitchen.shows("recipe", Sign::Gone).await?;
            kitchen.shows("kitchen-item", Sign::Count(left)).await?;
        }
        kitchen.click("oven").await?;
        kitchen.shows("oven-page", Sign::There).await?;
        kitchen.shows("oven-item", Sign::Count(PIZZAS)).await?;
        self.picture(kitchen, "kitchen-oven").await
    }

    async fn order_is_ready(&self, number: &str) -> anyhow::Result<()> {
        let Windows { counter, kitchen, board, .. } = self;
        for left in (0..PIZZAS).rev() {
            board.shows("board-ready", Sign::Says("Votre numéro s’affichera ici")).await?;
            kitchen.click("pizza-cooked").await?;
            kitchen.shows("oven-item", Sign::Count(left)).await?;
        }
        kitchen.shows("order-ready", Sign::Has("data-number", number)).await?;
        board.shows("board-ready", Sign::Says(number)).await?;
        board.shows("board-being-made", Sign::Says("Aucune commande")).await?;
        counter.shows(&row(number), Sign::Says("prête")).await?;
        self.picture(board, "board").await?;
        kitchen.click("back").await?;
        kitchen.shows("to-serve", Sign::Says("1")).await
    }

    async fn order_is_handed_over(&self, number: &str) -> anyhow::Result<()> {
        let Windows { counter, kitchen, board, .. } = self;
        counter.click(&format!("hand-over-{number}")).await?;
        counter.shows(&row(number), Sign::Says("remise")).await?;
        // The customer has it and has not paid.
        counter.click(&format!("settle-{number}")).await?;
        counter.click("tender-card").await?;
        self.picture(counter, "counter-card").await?;
        counter.click("settle").await?;
        counter.shows("settled", Sign::There).await?;
        counter.click("dialog-close").await?;
        counter.shows(&row(number), Sign::Gone).await?;
        counter.shows("orders-empty", Sign::There).await?;
        board.shows(&format!("board-{number}"), Sign::Gone).await?;
        kitchen.shows("to-serve", Sign::Says("0")).await?;
        kitchen.shows("queue-empty", Sign::There).await?;
        counter.click("dialog-close").await
    }

    async fn in_english_and_dark(&self) -> anyhow::Result<()> {
        let counter = &self.counter;
        counter.click("language").await?;
        counter.click("theme").await?;
        counter.click("product-speciale").await?;
        counter.shows("place-order", Sign::Says("Validate")).await?;
        self.picture(counter, "counter-english-dark").await
    }

    async fn all_is_well(&self) -> anyhow::Result<()> {
        for window in [&self.counter, &self.kitchen, &self.board] {
            window.is_unharmed().await?;
        }
        Ok(())
    }
}

fn row(number: &str) -> String {
    format!("order-row-{number}")
}

fn makeable(tile: &Seen) -> Option<u32> {
    tile.attribute("data-makeable").parse().ok()
}
