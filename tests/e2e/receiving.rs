//! Goods that come into the kitchen of a purchase order or from another shop, and goods that leave for one.

use crate::database::Fresh;
use crate::proxy::Proxy;
use crate::shop::{Shop, database, other_counter};
use crate::stock::{ingredient, level, pad, pick};
use crate::tour::picture;
use crate::windows::{Sign, Terminal};
use domain::menu::IngredientId;
use sqlx::{AssertSqlSafe, ConnectOptions, Executor};
use std::time::Duration;

/// The program notices within ten seconds; the rest is this machine's.
const NOTICED_WITHIN: Duration = Duration::from_secs(20);

async fn done(fresh: &Fresh, statement: &str) -> anyhow::Result<()> {
    let mut server = fresh.options().connect().await?;
    server.execute(AssertSqlSafe(format!("SET search_path = oc_pizza; {statement}"))).await?;
    Ok(())
}

/// An order of ten kilograms of cheese and ham, sent yesterday, and one of twenty ingredients, of somebody
/// with a long name, that is late.
async fn orders(fresh: &Fresh) -> anyhow::Result<()> {
    done(
        fresh,
        "UPDATE supplier SET name = 'Société coopérative des producteurs laitiers des monts du Lévezou' WHERE supplier_id = 1;
         INSERT INTO purchase (purchase_id, shop_id, number, supplier_id, state, written_at, written_by, sent_at, sent_way)
         SELECT md5(nth::text)::uuid, shop_id, 'BC-MOZ1-2026-000' || nth, nth, 'sent', now() - interval '20 days',
                (SELECT min(staff_id) FROM staff), now() - CASE nth WHEN 1 THEN 9 ELSE 1 END * interval '1 day', 'hand'
         FROM generate_series(1, 2) AS nth, shop WHERE code = 'MOZ1';
         INSERT INTO purchase_line (purchase_id, shop_id, ingredient_id, ordered, lot)
         SELECT purchase_id, shop_id, ingredient_id, 10000, 1000
         FROM purchase JOIN stock_level USING (shop_id) JOIN ingredient USING (ingredient_id)
         WHERE number LIKE '%2' AND name IN ('fromage', 'épaule')
            OR number LIKE '%1' AND ingredient_id IN (SELECT ingredient_id FROM ingredient ORDER BY ingredient_id LIMIT 20)",
    )
    .await
}

/// Cheese and ham under way from a shop with a long name.
async fn transfer(fresh: &Fresh) -> anyhow::Result<String> {
    done(
        fresh,
        "UPDATE shop SET name = 'Mozzaville-Université, résidence des Amphithéâtres' WHERE code = 'MOZ4';
         INSERT INTO transfer (transfer_id, from_shop, to_shop, staff_id)
         SELECT md5('t')::uuid, sender.shop_id, receiver.shop_id, (SELECT min(staff_id) FROM staff)
         FROM shop AS sender, shop AS receiver WHERE sender.code = 'MOZ4' AND receiver.code = 'MOZ1';
         INSERT INTO transfer_line (transfer_id, from_shop, to_shop, ingredient_id, sent)
         SELECT transfer_id, from_shop, to_shop, ingredient_id, 1500 FROM transfer, ingredient
         WHERE ingredient.name IN ('fromage', 'épaule')",
    )
    .await?;
    let id = sqlx::query_scalar("SELECT transfer_id::text FROM oc_pizza.transfer");
    Ok(id.fetch_one(&fresh.pool()).await?)
}

/// What is on the screen.
async fn on_screen(kitchen: &Terminal) -> anyhow::Result<IngredientId> {
    Ok(IngredientId(kitchen.find("weighing").await?.attribute("data-ingredient").parse()?))
}

#[tokio::test]
async fn an_order_is_received_in_two_parts_and_is_closed() -> anyhow::Result<()> {
    let (shop, (fresh, address)) = (Shop::new().await?, database().await);
    let app = other_counter(&fresh).await;
    let kitchen = shop.kitchen(&address).await?;
    kitchen.click("receipt").await?;
    kitchen.shows("expected-orders-empty", Sign::There).await?;
    kitchen.shows("expected-transfers-empty", Sign::There).await?;
    picture(&kitchen, "receive-way-empty").await?;
    kitchen.click("back").await?;
    orders(&fresh).await?;
    kitchen.click("receipt").await?;
    kitchen.shows("order-BC-MOZ1-2026-0001", Sign::Says("il y a 9 jours")).await?;
    picture(&kitchen, "receive-way").await?;
    kitchen.click("order-BC-MOZ1-2026-0002").await?;
    kitchen.click("receipt-next").await?;
    kitchen.shows("receipt-number-error", Sign::Says("numéro")).await?;
    kitchen.type_keys("receipt-number", "BL-77").await?;
    picture(&kitchen, "receive-origin").await?;
    kitchen.click("receipt-next").await?;
    kitchen.shows("line-place", Sign::Says("1 / 2")).await?;
    let first = on_screen(&kitchen).await?;
    let before = level(&app, first).await.on_hand;
    pad(&kitchen, "12").await?;
    kitchen.click("stock-confirm").await?;
    kitchen.shows("more-than-ordered", Sign::Says("10 kg attendus")).await?;
    picture(&kitchen, "receive-more").await?;
    kitchen.click("stock-confirm").await?;
    kitchen.shows("line-place", Sign::Says("2 / 2")).await?;
    let second = on_screen(&kitchen).await?;
    pad(&kitchen, "4").await?;
    kitchen.is_unharmed().await?;
    kitchen.play("location.reload();").await?;
    kitchen.shows("entry", Sign::Says("4 kg")).await?;
    picture(&kitchen, "receive-line").await?;
    kitchen.click("stock-confirm").await?;
    kitchen.shows("order-ends", Sign::Has("data-state", "partly_received")).await?;
    picture(&kitchen, "receive-review-part").await?;
    kitchen.click("receipt-save").await?;
    kitchen.shows("receipt-saved", Sign::Says("reste attendu")).await?;
    picture(&kitchen, "receive-saved-part").await?;
    assert_eq!(level(&app, first).await.on_hand, before + 12_000);
    kitchen.click("back").await?;

    // The rest, by the same number, which is a mistake; and something that nobody ordered.
    let before = level(&app, second).await.on_hand;
    kitchen.click("receipt").await?;
    kitchen.click("order-BC-MOZ1-2026-0002").await?;
    kitchen.type_keys("receipt-number", "BL-77").await?;
    kitchen.click("receipt-next").await?;
    kitchen.shows("line-place", Sign::Says("1 / 1")).await?;
    kitchen.click("came-all").await?;
    kitchen.shows("entry", Sign::Says("6 kg")).await?;
    kitchen.click("stock-confirm").await?;
    kitchen.click("receipt-save").await?;
    kitchen.shows("receipt-number-error", Sign::Says("déjà reçu")).await?;
    picture(&kitchen, "receive-number-taken").await?;
    kitchen.fill("receipt-number", "BL-78").await?;
    kitchen.click("receipt-next").await?;
    kitchen.click("stock-confirm").await?;
    kitchen.click("receipt-add").await?;
    pick(&kitchen, ingredient(&app, "chorizo").await, "chor").await?;
    picture(&kitchen, "receive-add").await?;
    kitchen.click("receipt-next").await?;
    kitchen.shows("line-place", Sign::Says("2 / 2")).await?;
    kitchen.click("unit-g").await?;
    pad(&kitchen, "500").await?;
    picture(&kitchen, "receive-none-expected").await?;
    kitchen.click("stock-confirm").await?;
    kitchen.shows("order-ends", Sign::Has("data-state", "received")).await?;
    picture(&kitchen, "receive-review-whole").await?;
    kitchen.click("receipt-save").await?;
    kitchen.shows("receipt-saved", Sign::Says("clos")).await?;
    assert_eq!(level(&app, second).await.on_hand, before + 6_000);
    kitchen.click("back").await?;
    kitchen.click("receipt").await?;
    kitchen.shows("order-BC-MOZ1-2026-0001", Sign::There).await?;
    kitchen.shows("order-BC-MOZ1-2026-0002", Sign::Gone).await?;
    Ok(())
}

#[tokio::test]
async fn twenty_ingredients_are_gone_through_in_english_and_by_day() -> anyhow::Result<()> {
    let (shop, (fresh, address)) = (Shop::new().await?, database().await);
    orders(&fresh).await?;
    let kitchen = shop.kitchen(&address).await?;
    kitchen.click("language").await?;
    kitchen.click("theme").await?;
    kitchen.click("receipt").await?;
    kitchen.shows("order-BC-MOZ1-2026-0001", Sign::Says("9 days ago")).await?;
    picture(&kitchen, "receive-way-english-light").await?;
    kitchen.click("order-BC-MOZ1-2026-0001").await?;
    kitchen.type_keys("receipt-number", "BL-2026/0099-LÉVEZOU").await?;
    picture(&kitchen, "receive-origin-twenty").await?;
    kitchen.click("receipt-next").await?;
    for nth in 1..=20 {
        kitchen.shows("line-place", Sign::Says(&format!("{nth} / 20"))).await?;
        kitchen.click(if nth % 7 == 0 { "came-none" } else { "came-all" }).await?;
        if nth == 7 {
            kitchen.resize((1280, 800)).await?;
            picture(&kitchen, "receive-line-small-english").await?;
            for button in ["came-all", "line-price", "pad-0", "stock-confirm"] {
                assert!(kitchen.is_in_sight(button).await?, "{button}");
            }
        }
        kitchen.click("stock-confirm").await?;
    }
    kitchen.shows("order-ends", Sign::Has("data-state", "partly_received")).await?;
    picture(&kitchen, "receive-review-twenty-small").await?;
    kitchen.click("receipt-save").await?;
    kitchen.shows("receipt-saved", Sign::Says("stays expected")).await?;
    picture(&kitchen, "receive-saved-english-light").await?;
    kitchen.is_unharmed().await
}

#[tokio::test]
async fn a_transfer_is_received_with_what_is_missing_and_another_one_leaves() -> anyhow::Result<()>
{
    let (shop, (fresh, address)) = (Shop::new().await?, database().await);
    let app = other_counter(&fresh).await;
    let cheese = ingredient(&app, "fromage").await;
    let id = transfer(&fresh).await?;
    let kitchen = shop.kitchen(&address).await?;
    let before = level(&app, cheese).await.on_hand;
    kitchen.click("receipt").await?;
    kitchen.shows("expected-transfers", Sign::Says("Amphithéâtres")).await?;
    picture(&kitchen, "receive-transfer-way").await?;
    kitchen.click(&format!("transfer-{id}")).await?;
    kitchen.shows("manifest", Sign::Says("1,5 kg")).await?;
    picture(&kitchen, "receive-transfer-origin").await?;
    kitchen.click("receipt-next").await?;
    let mut came = 0;
    for nth in 1..=2 {
        kitchen.shows("line-place", Sign::Says(&format!("{nth} / 2"))).await?;
        if on_screen(&kitchen).await? == cheese {
            pad(&kitchen, "1,2").await?;
            picture(&kitchen, "receive-transfer-line").await?;
            came += 1200;
        } else {
            kitchen.click("came-all").await?;
        }
        kitchen.click("stock-confirm").await?;
    }
    kitchen.click("receipt-save").await?;
    kitchen.shows("transfer-reason-error", Sign::Says("indiquez pourquoi")).await?;
    picture(&kitchen, "receive-transfer-why").await?;
    kitchen.click("transfer-reason-1").await?;
    kitchen.click("receipt-save").await?;
    kitchen.shows("receipt-saved", Sign::There).await?;
    picture(&kitchen, "receive-transfer-saved").await?;
    assert_eq!((came, level(&app, cheese).await.on_hand), (1200, before + 1200));
    kitchen.click("back").await?;

    kitchen.click("transfer").await?;
    kitchen.shows("to-MOZ1", Sign::Gone).await?;
    kitchen.click("receipt-next").await?;
    kitchen.shows("to-error", Sign::There).await?;
    kitchen.click("to-MOZ4").await?;
    picture(&kitchen, "send-transfer-shop").await?;
    kitchen.click("receipt-next").await?;
    pick(&kitchen, cheese, "from").await?;
    kitchen.click("receipt-next").await?;
    kitchen.click("unit-kg").await?;
    pad(&kitchen, "900").await?;
    kitchen.click("stock-confirm").await?;
    kitchen.shows("entry-error", Sign::Says("n’en a que")).await?;
    picture(&kitchen, "send-transfer-too-much").await?;
    kitchen.click("pad-back").await?;
    kitchen.click("pad-back").await?;
    kitchen.click("unit-g").await?;
    pad(&kitchen, "00").await?;
    kitchen.click("stock-confirm").await?;
    kitchen.shows("receipt-review", Sign::Says("900 g")).await?;
    kitchen.is_unharmed().await?;
    kitchen.play("location.reload();").await?;
    kitchen.shows("receipt-review", Sign::Says("900 g")).await?;
    picture(&kitchen, "send-transfer-review").await?;
    kitchen.click("receipt-save").await?;
    kitchen.shows("receipt-saved", Sign::Says("En route vers")).await?;
    picture(&kitchen, "send-transfer-saved").await?;
    assert_eq!(level(&app, cheese).await.on_hand, before + 1200 - 900);
    kitchen.click("back").await?;
    kitchen.click("language").await?;
    kitchen.click("theme").await?;
    kitchen.click("transfer").await?;
    kitchen.shows("to-MOZ4", Sign::There).await?;
    picture(&kitchen, "send-transfer-english-light").await?;
    Ok(())
}

#[tokio::test]
async fn what_was_ended_elsewhere_meanwhile_is_not_received() -> anyhow::Result<()> {
    let (shop, (fresh, address)) = (Shop::new().await?, database().await);
    let app = other_counter(&fresh).await;
    let cheese = ingredient(&app, "fromage").await;
    let id = transfer(&fresh).await?;
    orders(&fresh).await?;
    let kitchen = shop.kitchen(&address).await?;
    let before = level(&app, cheese).await.on_hand;
    let ended = [
        (
            format!("transfer-{id}"),
            "INSERT INTO transfer_end (transfer_id, from_shop, to_shop, shop_id, state, staff_id)
             SELECT transfer_id, from_shop, to_shop, from_shop, 'taken_back', staff_id FROM transfer",
            "repris",
        ),
        (
            "order-BC-MOZ1-2026-0002".to_owned(),
            "UPDATE purchase SET state = 'closed', ended_at = now(), version = version + 1
             WHERE number = 'BC-MOZ1-2026-0002'",
            "clôturée",
        ),
    ];
    for (paper, statement, said) in ended {
        kitchen.click("receipt").await?;
        kitchen.click(&paper).await?;
        if paper.starts_with("order") {
            kitchen.type_keys("receipt-number", "BL-79").await?;
        }
        kitchen.click("receipt-next").await?;
        for nth in 1..=2 {
            kitchen.shows("line-place", Sign::Says(&format!("{nth} / 2"))).await?;
            kitchen.click("came-all").await?;
            kitchen.click("stock-confirm").await?;
        }
        kitchen.shows("receipt-review", Sign::There).await?;
        done(&fresh, statement).await?;
        kitchen.click("receipt-save").await?;
        kitchen.shows("stock-problem", Sign::Says(said)).await?;
        picture(&kitchen, &format!("receive-{said}-meanwhile")).await?;
        kitchen.click("stock-problem-close").await?;
        // What was typed stays, until somebody gives it up.
        kitchen.shows("receipt-review", Sign::There).await?;
        kitchen.click("receipt-give-up").await?;
        kitchen.click("receipt-give-up").await?;
        kitchen.shows("receipt", Sign::There).await?;
    }
    assert_eq!(level(&app, cheese).await.on_hand, before, "nothing came in");
    Ok(())
}

#[tokio::test]
async fn without_the_server_an_order_waits_or_its_goods_come_in_without_it() -> anyhow::Result<()> {
    let (shop, (fresh, mut address)) = (Shop::new().await?, database().await);
    let app = other_counter(&fresh).await;
    orders(&fresh).await?;
    let proxy = Proxy::before(&address.socket_folder);
    address.socket_folder = proxy.socket_folder().to_owned();
    let kitchen = shop.kitchen(&address).await?;
    kitchen.click("receipt").await?;
    kitchen.click("order-BC-MOZ1-2026-0002").await?;
    kitchen.type_keys("receipt-number", "BL-9").await?;
    kitchen.click("receipt-next").await?;
    let first = on_screen(&kitchen).await?;
    let before = level(&app, first).await.on_hand;
    pad(&kitchen, "3").await?;
    kitchen.click("stock-confirm").await?;
    kitchen.click("came-none").await?;
    // The readings are on the disk.
    tokio::time::sleep(Duration::from_secs(1)).await;
    proxy.cut();
    kitchen.wait_for("connection-state", Sign::Says("état de"), NOTICED_WITHIN).await?;
    kitchen.shows("paper-offline", Sign::Says("sans bon")).await?;
    picture(&kitchen, "receive-offline-line").await?;
    kitchen.is_unharmed().await?;
    kitchen.play("location.reload();").await?;
    kitchen.shows("paper-offline", Sign::There).await?;
    kitchen.click("receipt-loosen").await?;
    kitchen.shows("receipt-review", Sign::Says("BC-MOZ1-2026-0002")).await?;
    picture(&kitchen, "receive-offline-review").await?;
    kitchen.click("receipt-save").await?;
    kitchen.shows("receipt-saved", Sign::There).await?;
    kitchen.click("back").await?;
    kitchen.click("receipt").await?;
    kitchen.shows("way-offline", Sign::Says("Sans bon")).await?;
    kitchen.shows("receipt-loose", Sign::Live).await?;
    picture(&kitchen, "receive-way-offline").await?;
    proxy.mend();
    kitchen.wait_for("connection-state", Sign::Says("à jour"), NOTICED_WITHIN).await?;
    kitchen.shows("journal-waits", Sign::Gone).await?;
    kitchen.shows("order-BC-MOZ1-2026-0002", Sign::There).await?;
    assert_eq!(level(&app, first).await.on_hand, before + 3000);
    Ok(())
}
