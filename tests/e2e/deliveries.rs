//! The deliveries in real windows: what is ready, the best round, a run that leaves and comes back, with a ground
//! of tiles and without one.

use crate::database::Fresh;
use crate::office::in_both_themes;
use crate::people;
use crate::shop::{Shop, database, other_counter};
use crate::tour::picture;
use crate::windows::{SOON, Sign, Terminal};
use anyhow::ensure;
use domain::customers::DeliveryAddress;
use domain::delivery::Position;
use domain::kitchen::ItemId;
use domain::orders::{Channel, ServiceMode};
use domain::shops::WindowKind;
use domain::staff::Role;
use oc_pizza::app::App;
use serde_json::json;
use simulators::Ground;
use sqlx::AssertSqlSafe;
use std::time::Duration;

/// The driver of the first shop.
pub const DRIVER: &str = "Théo";
/// A second one, with a long name.
pub const COLLEAGUE: &str = "Jean-Baptiste-Emmanuel";
/// Where the first shop is.
const SHOP_AT: (f64, f64) = (48.8566, 2.3522);
const LONG_NAME: &str = "Mme Marie-Antoinette Lefèvre-Desjardins de la Tour";

/// A customer's order by telephone: who, with what, and how far from the shop, in degrees.
struct Call<'a> {
    name: &'a str,
    street: String,
    away: Option<(f64, f64)>,
    products: &'a [(&'a str, u32)],
}

async fn taken(app: &App, call: &Call<'_>, nth: usize) -> String {
    let menu = app.menu().await.expect("the menu");
    let lines = call.products.iter().map(|(slug, count)| people::line(&menu, slug, *count));
    let mut order = people::an_order(&menu, lines.collect());
    order.content.channel = Channel::Phone;
    order.content.mode = ServiceMode::Delivery;
    order.content.customer_phone = Some(format!("06123456{nth:02}"));
    order.content.customer_name = Some(call.name.to_owned());
    order.content.delivery = Some(DeliveryAddress {
        street: call.street.clone(),
        postcode: "99120".to_owned(),
        town: "Mozzaville".to_owned(),
        floor: Some("3e gauche".to_owned()),
        position: call
            .away
            .and_then(|(north, east)| Position::of_degrees(SHOP_AT.0 + north, SHOP_AT.1 + east)),
        ..DeliveryAddress::default()
    });
    people::at_counter(app, order).await.expect("placed").number
}

/// The kitchen makes all that waits.
async fn cooks(fresh: &Fresh, pizzas: usize) {
    let kitchen = fresh.terminal("Cuisine");
    people::sign_in(&kitchen, WindowKind::Kitchen, Role::Pizzaiolo).await;
    let mut items: Vec<ItemId> = Vec::new();
    for _ in 0..pizzas {
        let item = people::claim(&kitchen).await.pizza.item;
        people::into_oven(&kitchen, item).await;
        items.push(item);
    }
    for item in items {
        people::cooked(&kitchen, item).await;
    }
}

async fn shop_is_placed(fresh: &Fresh) -> anyhow::Result<()> {
    let place = format!(
        "UPDATE oc_pizza.shop SET latitude_e6 = {}, longitude_e6 = {} WHERE code = 'MOZ1'",
        SHOP_AT.0 * 1e6,
        SHOP_AT.1 * 1e6
    );
    sqlx::query(AssertSqlSafe(place)).execute(&fresh.pool()).await?;
    Ok(())
}

/// A colleague of the driver comes to the shop.
pub async fn second_driver(fresh: &Fresh) -> anyhow::Result<()> {
    let more = format!(
        "WITH more AS (
             INSERT INTO oc_pizza.staff (name, role, pin_hash)
             SELECT '{COLLEAGUE}', role, pin_hash FROM oc_pizza.staff WHERE name = '{DRIVER}' RETURNING staff_id)
         INSERT INTO oc_pizza.staff_shop (staff_id, shop_id)
         SELECT staff_id, shop_id FROM more, oc_pizza.shop WHERE code = 'MOZ1'"
    );
    sqlx::query(AssertSqlSafe(more)).execute(&fresh.pool()).await?;
    Ok(())
}

/// Three deliveries that are ready, of 17.00 each; returns their numbers.
async fn three_ready(fresh: &Fresh) -> anyhow::Result<Vec<String>> {
    shop_is_placed(fresh).await?;
    let app = other_counter(fresh).await;
    let mut numbers = Vec::new();
    for (nth, (name, away)) in
        [(LONG_NAME, (0.006, 0.004)), ("M. Ducoin", (-0.004, 0.009)), ("Zoé", (0.003, -0.008))]
            .into_iter()
            .enumerate()
    {
        let street = format!("{} bis rue des Lilas-Blancs-du-Faubourg-Saint-Antoine", nth + 12);
        let call = Call { name, street, away: Some(away), products: &[("reine", 2)] };
        numbers.push(taken(&app, &call, nth).await);
    }
    cooks(fresh, 6).await;
    Ok(numbers)
}

/// Thirty deliveries that are ready, each so far from the shop; returns their numbers.
pub async fn thirty_ready(
    fresh: &Fresh,
    away: impl Fn(usize) -> Option<(f64, f64)>,
) -> anyhow::Result<Vec<String>> {
    shop_is_placed(fresh).await?;
    let app = other_counter(fresh).await;
    let mut numbers = Vec::new();
    for nth in 0..30 {
        let call = Call {
            name: if nth % 3 == 0 { LONG_NAME } else { "M. Le" },
            street: format!("{} impasse de l’Église-Saint-Étienne-du-Grès-et-de-la-Crau", nth + 1),
            away: away(nth),
            products: &[("cola", 1)],
        };
        numbers.push(taken(&app, &call, nth).await);
    }
    Ok(numbers)
}

/// The driver is here.
pub async fn driver_comes(counter: &Terminal) -> anyhow::Result<()> {
    counter.shows(&format!("driver-state-{DRIVER}"), Sign::Says("absent")).await?;
    taps(counter, &format!("presence-{DRIVER}")).await?;
    counter.shows(&format!("driver-state-{DRIVER}"), Sign::Says("présent")).await
}

/// Taps what may have to be scrolled to.
pub async fn taps(counter: &Terminal, id: &str) -> anyhow::Result<()> {
    counter.find(id).await?;
    let scroll = "document.querySelector(`[data-testid='${arguments[0]}']`).scrollIntoView({ block: 'center' })";
    counter.run(scroll, json!([id])).await?;
    counter.click(id).await
}

pub async fn picks(counter: &Terminal, numbers: &[String]) -> anyhow::Result<()> {
    for number in numbers {
        taps(counter, &format!("delivery-{number}")).await?;
    }
    counter.shows("stops", Sign::Has("data-count", &numbers.len().to_string())).await
}

/// The numbers of the stops, in their order.
async fn stops(counter: &Terminal, many: usize) -> anyhow::Result<Vec<String>> {
    let mut numbers = Vec::new();
    for at in 1..=many {
        let stop = counter.find(&format!("stop-{at}")).await?;
        numbers.push(stop.attribute("data-number").to_owned());
    }
    Ok(numbers)
}

#[tokio::test]
async fn a_run_leaves_by_the_best_round_and_comes_back_with_its_money() -> anyhow::Result<()> {
    let shop = Shop::new().await?;
    let (fresh, address) = database().await;
    let nowhere = "UPDATE oc_pizza.shop SET latitude_e6 = NULL, longitude_e6 = NULL";
    sqlx::query(nowhere).execute(&fresh.pool()).await?;
    let counter = shop.counter(&address).await?;
    counter.shows("deliveries-open", Sign::Says("0")).await?;
    counter.open_deliveries().await?;
    counter.shows("deliveries-empty", Sign::There).await?;
    counter.shows("map-no-shop", Sign::There).await?;
    in_both_themes(&counter, "deliveries-empty").await?;
    counter.leave_deliveries().await?;
    let numbers = three_ready(&fresh).await?;
    counter.shows("deliveries-open", Sign::Says("3")).await?;
    picture(&counter, "deliveries-at-the-counter").await?;
    counter.open_deliveries().await?;
    counter.shows("deliveries-ready", Sign::Has("data-count", "3")).await?;
    counter.shows("map", Sign::Has("data-ground", "plain")).await?;
    counter.shows("mark-shop", Sign::There).await?;
    for number in &numbers {
        counter.shows(&format!("mark-{number}"), Sign::Has("data-tone", "ready")).await?;
    }
    in_both_themes(&counter, "deliveries-ready").await?;
    driver_comes(&counter).await?;
    makes_a_round(&counter, &numbers).await?;
    is_kept(&counter, &numbers).await?;
    sends(&counter, &numbers).await?;
    comes_back(&counter, &numbers).await?;
    counter.is_unharmed().await
}

/// The list and the map pick alike; the best round orders; a person changes it.
async fn makes_a_round(counter: &Terminal, numbers: &[String]) -> anyhow::Result<()> {
    taps(counter, &format!("delivery-{}", numbers[0])).await?;
    counter.click(&format!("mark-{}", numbers[1])).await?;
    counter.click(&format!("mark-{}", numbers[2])).await?;
    counter.shows("stops", Sign::Has("data-count", "3")).await?;
    counter.shows(&format!("delivery-{}", numbers[1]), Sign::Has("aria-pressed", "true")).await?;
    counter.shows("send-missing", Sign::Says("trajet")).await?;
    picture(counter, "deliveries-picked").await?;
    taps(counter, "best-round").await?;
    counter.shows("round", Sign::Has("data-estimate", "true")).await?;
    counter.shows("round", Sign::Says("(estimation)")).await?;
    let best = stops(counter, 3).await?;
    ensure!(best.iter().all(|it| numbers.contains(it)), "{best:?}");
    counter.shows(&format!("mark-{}", best[1]), Sign::Has("data-tone", "picked")).await?;
    let drawn = counter.run("return document.querySelectorAll('path.map-line').length", json!([]));
    ensure!(drawn.await? == json!(1), "the way is not drawn");
    in_both_themes(counter, "deliveries-round").await?;
    taps(counter, &format!("earlier-{}", best[2])).await?;
    counter.shows("stop-2", Sign::Has("data-number", &best[2])).await?;
    counter.shows("round", Sign::There).await?;
    counter.shows(&format!("arrival-{}", best[1]), Sign::There).await
}

/// What is picked survives the way to the counter and back, the lock, and a page that is loaded again.
async fn is_kept(counter: &Terminal, numbers: &[String]) -> anyhow::Result<()> {
    let before = stops(counter, numbers.len()).await?;
    counter.leave_deliveries().await?;
    counter.shows("deliveries-open", Sign::Says(&numbers.len().to_string())).await?;
    counter.open_deliveries().await?;
    ensure!(stops(counter, numbers.len()).await? == before, "the order of the stops");
    counter.shows("round", Sign::There).await?;
    counter.play("location.reload()").await?;
    counter.goes_to_another_page().await?;
    ensure!(stops(counter, numbers.len()).await? == before, "after a reload");
    Ok(())
}

async fn sends(counter: &Terminal, numbers: &[String]) -> anyhow::Result<()> {
    counter.shows("send-missing", Sign::Says("livreur")).await?;
    taps(counter, &format!("driver-{DRIVER}")).await?;
    counter.shows("send-missing", Sign::Says("fonds")).await?;
    counter.fill("field-float", "600").await?;
    taps(counter, "send-run").await?;
    counter.shows("error-float", Sign::Says("500,00 €")).await?;
    picture(counter, "deliveries-float-refused").await?;
    taps(counter, "float-30").await?;
    counter.shows("field-float", Sign::Holds("30,00")).await?;
    in_both_themes(counter, "deliveries-to-send").await?;
    taps(counter, "send-run").await?;
    counter.shows("run-sent", Sign::Says(DRIVER)).await?;
    counter.shows("runs", Sign::Has("data-count", "1")).await?;
    counter.shows("deliveries-ready", Sign::Has("data-count", "0")).await?;
    counter.shows(&format!("driver-state-{DRIVER}"), Sign::Says("en course")).await?;
    for number in numbers {
        counter.shows(&format!("out-{number}"), Sign::There).await?;
    }
    in_both_themes(counter, "deliveries-sent").await?;
    counter.click("language").await?;
    picture(counter, "deliveries-sent-english").await?;
    counter.click("language").await
}

/// One is paid at the door and delivered, one was paid by nobody, one comes back; the money lacks two euros.
async fn comes_back(counter: &Terminal, numbers: &[String]) -> anyhow::Result<()> {
    taps(counter, &format!("back-{DRIVER}")).await?;
    counter.shows("end-missing", Sign::Says("3 commandes")).await?;
    in_both_themes(counter, "deliveries-back").await?;
    taps(counter, &format!("take-{}", numbers[0])).await?;
    counter.shows("amount-due", Sign::Says("17,00 €")).await?;
    counter.click("cash-20").await?;
    counter.shows("change-due", Sign::Says("3,00 €")).await?;
    picture(counter, "deliveries-settle").await?;
    counter.click("settle").await?;
    counter.shows("settled-change", Sign::Says("3,00 €")).await?;
    counter.click("dialog-close").await?;
    let stop = |nth: usize| format!("back-stop-{}", numbers[nth]);
    counter.shows(&stop(0), Sign::Has("data-state", "delivered")).await?;
    counter.shows("cash-owed", Sign::Says("47,00 €")).await?;
    taps(counter, &format!("delivered-{}", numbers[1])).await?;
    counter.shows(&stop(1), Sign::Has("data-state", "delivered")).await?;
    taps(counter, &format!("failed-{}", numbers[2])).await?;
    counter.click("reason-other").await?;
    counter.click("fail-confirm").await?;
    counter.shows("error-note", Sign::Says("quelques mots")).await?;
    in_both_themes(counter, "deliveries-failed").await?;
    counter.click("reason-not_found").await?;
    counter.click("fail-confirm").await?;
    counter.shows("fail-dialog", Sign::Gone).await?;
    counter.shows(&stop(2), Sign::Has("data-state", "failed")).await?;
    counter.shows("end-missing", Sign::Says("Comptez")).await?;
    counter.fill("field-counted", "45").await?;
    counter.shows("cash-difference", Sign::Says("il manque 2,00 €")).await?;
    taps(counter, "end-run").await?;
    counter.shows("end-error", Sign::Says(&numbers[1])).await?;
    in_both_themes(counter, "deliveries-unpaid").await?;
    taps(counter, "end-unpaid").await?;
    counter.shows("run-ended", Sign::Has("data-difference", "-200")).await?;
    counter.shows("back-panel", Sign::Gone).await?;
    counter.shows(&format!("wrong-{}", numbers[2]), Sign::Says("introuvable")).await?;
    in_both_themes(counter, "deliveries-ended").await?;
    counter.click("past-open").await?;
    counter.shows("past-runs", Sign::Says("il manque 2,00 €")).await?;
    in_both_themes(counter, "deliveries-past").await?;
    counter.click("dialog-close").await?;
    taps(counter, &format!("again-{}", numbers[2])).await?;
    counter.shows(&format!("delivery-{}", numbers[2]), Sign::Has("aria-pressed", "false")).await
}

#[tokio::test]
async fn of_two_dispatchers_one_sends_and_the_other_is_told() -> anyhow::Result<()> {
    let shop = Shop::new().await?;
    let (fresh, address) = database().await;
    let numbers = three_ready(&fresh).await?;
    second_driver(&fresh).await?;
    let colleague = COLLEAGUE;
    let (one, other) = (shop.counter(&address).await?, shop.second_counter(&address).await?);
    for counter in [&one, &other] {
        counter.open_deliveries().await?;
    }
    driver_comes(&one).await?;
    one.click(&format!("presence-{colleague}")).await?;
    for (counter, driver, taken) in
        [(&one, DRIVER, &numbers[..2]), (&other, colleague, &numbers[1..])]
    {
        picks(counter, taken).await?;
        taps(counter, "best-round").await?;
        counter.shows("round", Sign::There).await?;
        taps(counter, &format!("driver-{driver}")).await?;
        taps(counter, "float-20").await?;
    }
    picture(&other, "deliveries-two-before").await?;
    let (first, second) = tokio::join!(one.click("send-run"), other.click("send-run"));
    first?;
    second?;
    one.shows("runs", Sign::Has("data-count", "1")).await?;
    other.shows("runs", Sign::Has("data-count", "1")).await?;
    let left =
        one.run("return !!document.querySelector('[data-testid=run-sent]')", json!([])).await?;
    let (winner, loser) = if left == json!(true) { (&one, &other) } else { (&other, &one) };
    winner.shows("stops", Sign::Gone).await?;
    loser.shows("run-sent", Sign::Gone).await?;
    loser.shows("deliveries", Sign::Says(&numbers[1])).await?;
    // What is left of its own is still picked, and a round is asked for anew.
    loser.shows("stops", Sign::Has("data-count", "1")).await?;
    loser.shows("send-missing", Sign::Says("trajet")).await?;
    in_both_themes(loser, "deliveries-two-loser").await?;
    for counter in [&one, &other] {
        counter.is_unharmed().await?;
    }
    Ok(())
}

/// How many tiles are drawn.
const TILES_DRAWN: &str = "return Array.from(document.querySelectorAll('img.leaflet-tile'))
    .filter(it => it.complete && it.naturalWidth === 256).length";

async fn ground_is_set(fresh: &Fresh, address: &str) -> anyhow::Result<()> {
    let set = "INSERT INTO oc_pizza.setting (name, value) VALUES ('tiles', $1)
        ON CONFLICT ON CONSTRAINT setting_key DO UPDATE SET value = excluded.value";
    let value = json!({ "tile_address": address, "mention": "© Mairie de Mozzaville" });
    sqlx::query(set).bind(value).execute(&fresh.pool()).await?;
    Ok(())
}

#[tokio::test]
async fn the_map_has_a_ground_where_the_group_has_one_and_none_is_waited_for() -> anyhow::Result<()>
{
    let shop = Shop::new().await?;
    let (fresh, address) = database().await;
    let simulator = simulators::Tiles::on(Ground::Draws).await;
    ground_is_set(&fresh, &simulator.tile_address()).await?;
    let numbers = three_ready(&fresh).await?;
    let counter = shop.counter(&address).await?;
    counter.open_deliveries().await?;
    counter.shows("map", Sign::Has("data-ground", "ground")).await?;
    counter.shows("map-mention", Sign::Says("© Mairie de Mozzaville")).await?;
    let mut drawn = json!(0);
    for _ in 0..40 {
        drawn = counter.run(TILES_DRAWN, json!([])).await?;
        if drawn.as_u64() >= Some(6) {
            break;
        }
        tokio::time::sleep(Duration::from_millis(250)).await;
    }
    ensure!(drawn.as_u64() >= Some(6), "{drawn} tiles; asked for {:?}", simulator.asked());
    picks(&counter, &numbers).await?;
    taps(&counter, "best-round").await?;
    counter.shows("round", Sign::There).await?;
    in_both_themes(&counter, "deliveries-tiles").await?;
    // Which tiles were looked at is where customers live: nothing of it is in the log.
    let (log, asked) = (shop.log(WindowKind::Counter)?, simulator.asked());
    for path in asked.iter().map(|it| it.path.trim_end_matches(".png")) {
        ensure!(!log.contains(path), "{path} is in the log");
    }
    counter.is_unharmed().await?;
    // A server that is silent takes nothing from the map, and is not asked for each tile.
    let silent = simulators::Tiles::on(Ground::Silent).await;
    ground_is_set(&fresh, &silent.tile_address()).await?;
    counter.leave_deliveries().await?;
    // Until the orders are read the buttons may still move.
    counter.shows("deliveries-open", Sign::Says("3")).await?;
    counter.open_deliveries().await?;
    counter.wait_for("round", Sign::There, SOON).await?;
    counter.shows(&format!("mark-{}", numbers[0]), Sign::Has("data-tone", "picked")).await?;
    counter.click("map-fit").await?;
    ensure!(silent.asked().len() <= 4, "{:?}", silent.asked());
    picture(&counter, "deliveries-tiles-silent").await?;
    counter.is_unharmed().await
}

#[tokio::test]
async fn thirty_deliveries_with_long_names_are_all_reached() -> anyhow::Result<()> {
    let shop = Shop::new().await?;
    let (fresh, address) = database().await;
    let numbers = thirty_ready(&fresh, |nth| {
        let (angle, far) = (nth as f64 * 0.7, 0.002 + nth as f64 * 0.000_4);
        // One that nobody looked up.
        (nth != 7).then(|| (far * angle.sin(), far * angle.cos() * 1.5))
    })
    .await?;
    let late = "UPDATE oc_pizza.orders SET promised_at = now() - interval '17 minutes' WHERE number <= 'A-006'";
    sqlx::query(late).execute(&fresh.pool()).await?;
    let counter = shop.counter(&address).await?;
    counter.open_deliveries().await?;
    counter.shows("deliveries-ready", Sign::Has("data-count", "30")).await?;
    counter.shows(&format!("late-{}", numbers[0]), Sign::Says("retard 1")).await?;
    counter.shows(&format!("mark-{}", numbers[0]), Sign::Has("data-tone", "late")).await?;
    counter.shows(&format!("mark-{}", numbers[7]), Sign::Gone).await?;
    counter.shows(&format!("delivery-{}", numbers[7]), Sign::Says("sans position")).await?;
    in_both_themes(&counter, "deliveries-thirty").await?;
    driver_comes(&counter).await?;
    picks(&counter, &numbers[..26]).await?;
    counter.shows("round-too-many", Sign::Says("25")).await?;
    taps(&counter, &format!("drop-{}", numbers[25])).await?;
    taps(&counter, "best-round").await?;
    counter.shows("round-remarks", Sign::Says(&numbers[7])).await?;
    taps(&counter, &format!("driver-{DRIVER}")).await?;
    in_both_themes(&counter, "deliveries-twenty-five").await?;
    counter.is_unharmed().await?;
    drop(counter);
    let large = shop.large_counter(&address).await?;
    large.open_deliveries().await?;
    large.shows("deliveries-ready", Sign::Has("data-count", "30")).await?;
    in_both_themes(&large, "deliveries-large-thirty").await?;
    picks(&large, &numbers[..6]).await?;
    taps(&large, "best-round").await?;
    large.shows("round", Sign::There).await?;
    taps(&large, &format!("driver-{DRIVER}")).await?;
    in_both_themes(&large, "deliveries-large-round").await?;
    large.click("language").await?;
    picture(&large, "deliveries-large-english").await?;
    large.is_unharmed().await
}
