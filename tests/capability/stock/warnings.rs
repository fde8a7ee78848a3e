//! Warnings (UC10, UC12): whatever brings a level past its line tells who answers for the shop and covers
//! the kitchens' screens, once, and again after it recovered.

mod ahead;
mod reach;

use super::{by_hand, level, named, terminal};
use crate::invariants;
use crate::support::database::{Fresh, a_uuid};
use crate::support::mail::{Post, TestPost};
use crate::support::people::{
    an_order, at_counter, claim, cooked, in_kitchen, into_oven, line, order, sign_in, tap,
};
use crate::support::separated::Separated;
use crate::terminals::program;
use domain::Language;
use domain::menu::IngredientId;
use domain::messages::{
    Channel, Fact, Facts, ListMessages, MessageKind, MessageState, Placeholder, Template,
    default_text,
};
use domain::orders::{ChangeOrder, HandOver, ListOpenOrders};
use domain::settings::{MailSecurity, SetMail};
use domain::shops::WindowKind;
use domain::staff::Role;
use domain::stock::{
    Arrived, BeginInventory, Cause, CountIngredient, DeclareRupture, Delivery, InventoryId,
    ReceiptId, ReceiveGoods, SaveInventory, SendTransfer, StockLevel, TransferId, crosses,
};
use domain::terminals::TerminalKind;
use oc_pizza::app::App;
use oc_pizza::messages::send_due;
use sqlx::PgPool;
use sqlx::types::Json;
use std::sync::Arc;
use tokio::sync::Barrier;

/// The shop's manager is reached, by mail first.
async fn reach_the_manager(pool: &PgPool) {
    sqlx::query(
        "INSERT INTO staff_reach (staff_id, preferred, phone, email)
         SELECT staff_id, 'email', '+33612345678', 'gerant@exemple.fr' FROM staff JOIN staff_shop USING (staff_id)
         JOIN shop USING (shop_id) WHERE role = 'shop_manager' AND code = 'MOZ1' LIMIT 1",
    )
    .execute(pool)
    .await
    .expect("a manager to reach");
}

/// Leaves so much of an ingredient above its safety stock, by what is there.
async fn near(app: &App, ingredient: IngredientId, room: i64) {
    let safety = level(app, ingredient).await.projected() - room;
    set_safety(app, ingredient, safety).await;
}

async fn set_safety(app: &App, ingredient: IngredientId, safety: i64) {
    sqlx::query("UPDATE stock_level SET safety = $2 WHERE ingredient_id = $1 AND shop_id = $3")
        .bind(ingredient.0)
        .bind(safety)
        .bind(app.shop_id().await.expect("a shop").0)
        .execute(app.database())
        .await
        .expect("another safety stock");
}

async fn receive(app: &App, ingredient: IngredientId, quantity: i64) {
    let delivery = Delivery {
        purchase: None,
        number: None,
        comment: Some("Marché".to_owned()),
        lines: vec![Arrived { ingredient, quantity, price: None }],
        more_is_meant: false,
    };
    let call = ReceiveGoods { command: tap(), receipt: ReceiptId(a_uuid()), delivery };
    in_kitchen(app, call).await.expect("received");
}

/// How many messages of a kind were written.
async fn told(pool: &PgPool, kind: MessageKind) -> i64 {
    sqlx::query_scalar("SELECT count(*) FROM message WHERE kind = $1")
        .bind(kind.word())
        .fetch_one(pool)
        .await
        .expect("a count")
}

/// Of an ingredient, how many warnings cover or covered the kitchens' screens, and how many still hold.
async fn warned(pool: &PgPool, ingredient: IngredientId) -> (i64, i64) {
    sqlx::query_as(
        "SELECT count(*), count(*) FILTER (WHERE over_at IS NULL) FROM stock_warning WHERE ingredient_id = $1",
    )
    .bind(ingredient.0)
    .fetch_one(pool)
    .await
    .expect("a count")
}

async fn facts(pool: &PgPool, kind: MessageKind) -> Vec<Facts> {
    let facts: Vec<Json<Facts>> =
        sqlx::query_scalar("SELECT facts FROM message WHERE kind = $1 ORDER BY message_id")
            .bind(kind.word())
            .fetch_all(pool)
            .await
            .expect("facts that the domain reads");
    facts.into_iter().map(|Json(facts)| facts).collect()
}

/// Does once what takes cheese from what is left for orders to come.
async fn take(app: &App, step: &str, cheese: IngredientId) {
    let there = level(app, cheese).await;
    match step {
        "an order is placed" => {
            order(app, &[("reine", 1)]).await;
        }
        "an order is changed" => {
            let listed = at_counter(app, ListOpenOrders {}).await.expect("listed");
            let changed = listed.last().expect("one was placed");
            let menu = app.menu().await.expect("the menu");
            let asked = an_order(&menu, vec![line(&menu, "reine", changed.pizzas + 1)]);
            let change = ChangeOrder {
                command: tap(),
                order: changed.order,
                version: changed.version,
                content: asked.content,
                promised_at: asked.promised_at,
            };
            at_counter(app, change).await.expect("changed");
        }
        "some is thrown away" => {
            in_kitchen(app, by_hand(cheese, Cause::Waste, -1)).await.expect("booked");
        }
        "the book is corrected" => {
            in_kitchen(app, by_hand(cheese, Cause::Correction, -1)).await.expect("booked");
        }
        "less is seen" => {
            let seen = there.on_hand - 1;
            let call = DeclareRupture { command: tap(), ingredient: cheese, seen };
            in_kitchen(app, call).await.expect("declared");
        }
        "less is counted" => {
            let inventory = InventoryId(a_uuid());
            in_kitchen(app, BeginInventory { command: tap(), inventory }).await.expect("begun");
            let counted = there.on_hand - 1;
            let call = CountIngredient { command: tap(), inventory, ingredient: cheese, counted };
            in_kitchen(app, call).await.expect("counted");
            let call = SaveInventory { command: tap(), inventory, partly: true };
            in_kitchen(app, call).await.expect("saved");
        }
        "some is sent elsewhere" => {
            let call = SendTransfer {
                command: tap(),
                transfer: TransferId(a_uuid()),
                shop: None,
                to: "MOZ2".to_owned(),
                lines: vec![(cheese, 1)],
            };
            in_kitchen(app, call).await.expect("sent");
        }
        "more is wanted in store" => set_safety(app, cheese, there.safety + 1).await,
        other => panic!("{other}"),
    }
}

#[tokio::test]
async fn whatever_crosses_the_line_warns_once_and_again_after_it_recovered() {
    for step in [
        "an order is placed",
        "an order is changed",
        "some is thrown away",
        "the book is corrected",
        "less is seen",
        "less is counted",
        "some is sent elsewhere",
        "more is wanted in store",
    ] {
        let fresh = Fresh::new().await;
        let app = terminal(&fresh, Role::ShopManager).await;
        let (pool, cheese) = (fresh.pool(), named(&app, "fromage").await);
        reach_the_manager(&pool).await;
        order(&app, &[("reine", 1)]).await;
        near(&app, cheese, 1).await;
        let before = told(&pool, MessageKind::StockShort).await;
        let stands = async || {
            let told = told(&pool, MessageKind::StockShort).await - before;
            (told, warned(&pool, cheese).await)
        };
        assert_eq!(stands().await, (0, (0, 0)), "{step}: not yet");
        take(&app, step, cheese).await;
        assert_eq!(stands().await, (1, (1, 1)), "{step}");
        take(&app, step, cheese).await;
        assert_eq!(stands().await, (1, (1, 1)), "{step}: it is known");
        receive(&app, cheese, 9000).await;
        assert_eq!(stands().await, (1, (1, 0)), "{step}: there is enough");
        near(&app, cheese, 1).await;
        take(&app, step, cheese).await;
        assert_eq!(stands().await, (2, (2, 1)), "{step}: again");
        invariants::check(&pool).await;
    }
}

#[tokio::test]
async fn what_leaves_the_shelf_as_promised_crosses_nothing() {
    let fresh = Fresh::new().await;
    let app = terminal(&fresh, Role::ShopManager).await;
    let (pool, cheese) = (fresh.pool(), named(&app, "fromage").await);
    reach_the_manager(&pool).await;
    let placed = order(&app, &[("reine", 1), ("cola", 1)]).await;
    for name in ["fromage", "cola 33 cl"] {
        let ingredient = named(&app, name).await;
        near(&app, ingredient, 1).await;
    }
    let item = claim(&app).await.pizza.item;
    into_oven(&app, item).await;
    cooked(&app, item).await;
    at_counter(&app, HandOver { command: tap(), order: placed.order }).await.expect("over");
    assert_eq!(warned(&pool, cheese).await, (0, 0));
    assert_eq!(told(&pool, MessageKind::StockShort).await, 0);
}

#[tokio::test]
async fn the_database_and_the_rules_know_the_same_crossings() {
    let fresh = Fresh::new().await;
    let app = terminal(&fresh, Role::Pizzaiolo).await;
    let (pool, cheese) = (fresh.pool(), named(&app, "fromage").await);
    let shop = app.shop_id().await.expect("a shop").0;
    let set = async |level: StockLevel| {
        sqlx::query(
            "UPDATE stock_level SET on_hand = $3, reserved = $4, safety = $5
             WHERE shop_id = $1 AND ingredient_id = $2",
        )
        .bind(shop)
        .bind(cheese.0)
        .bind(level.on_hand)
        .bind(level.reserved)
        .bind(level.safety)
        .execute(&pool)
        .await
        .expect("set");
    };
    let levels = [
        (2000, 0, 1000),
        (2000, 1000, 1000),
        (999, 0, 1000),
        (0, 0, 0),
        (-5, 3, 0),
        (1001, 0, 1000),
    ];
    let level =
        |(on_hand, reserved, safety)| StockLevel { ingredient: cheese, on_hand, reserved, safety };
    for before in levels.map(level) {
        for after in levels.map(level) {
            set(before).await;
            let known = warned(&pool, cheese).await.0;
            set(after).await;
            let wrote = warned(&pool, cheese).await.0 - known;
            assert_eq!(wrote, i64::from(crosses(&before, &after)), "{before:?} {after:?}");
        }
    }
}

#[tokio::test]
async fn a_warning_says_the_figures_here_and_in_the_other_shops() {
    let fresh = Fresh::new().await;
    let app = terminal(&fresh, Role::ShopManager).await;
    let (pool, cheese) = (fresh.pool(), named(&app, "fromage").await);
    reach_the_manager(&pool).await;
    near(&app, cheese, 1).await;
    take(&app, "some is thrown away", cheese).await;
    let stands = level(&app, cheese).await;
    let facts = facts(&pool, MessageKind::StockShort).await.remove(0);
    for (name, quantity) in [
        (Placeholder::OnHand, stands.on_hand),
        (Placeholder::Projected, stands.projected()),
        (Placeholder::Safety, stands.safety),
    ] {
        let unit = domain::menu::Unit::G;
        assert_eq!(facts.get(&name), Some(&Fact::Quantity { quantity, unit }), "{name:?}");
    }
    let Some(Fact::Shops(others)) = facts.get(&Placeholder::Elsewhere) else {
        panic!("{facts:?}");
    };
    assert_eq!(others.len(), 4);
    assert!(others.iter().all(|it| it.outlook.on_hand > 0), "{others:?}");
    let text = default_text(MessageKind::StockShort, Channel::Email, Language::Fr);
    let said = Template::read(MessageKind::StockShort, text, 5000).expect("a template");
    let said = said.write(Channel::Email, &facts, Language::Fr);
    assert!(said.contains("Sécurité") && said.contains("Autres magasins"), "{said}");
    let kept: bool = sqlx::query_scalar(
        "SELECT bool_and(expires_at - written_at = make_interval(secs => $1)) FROM message",
    )
    .bind(MessageKind::StockShort.sending().lasts.num_seconds() as f64)
    .fetch_one(&pool)
    .await
    .expect("an answer");
    assert!(kept, "a warning makes sense for as long as the rules say");
}

#[tokio::test]
async fn what_is_found_short_names_the_products_that_went_off_sale() {
    let fresh = Fresh::new().await;
    let app = terminal(&fresh, Role::ShopManager).await;
    let (pool, ham) = (fresh.pool(), named(&app, "épaule").await);
    reach_the_manager(&pool).await;
    let call = DeclareRupture { command: tap(), ingredient: ham, seen: 0 };
    let declared = in_kitchen(&app, call).await.expect("declared");
    let menu = app.menu().await.expect("the menu");
    let name = |id| menu.products.iter().find(|it| it.id == id).expect("a product").name.clone();
    let gone: Vec<_> = declared.no_longer_made.into_iter().map(name).collect();
    assert!(!gone.is_empty());
    let facts = facts(&pool, MessageKind::ProductsSuspended).await;
    assert_eq!(facts.len(), 1);
    assert_eq!(facts[0].get(&Placeholder::Products), Some(&Fact::List(gone)));
    let who = app.signed_in(WindowKind::Kitchen).expect("somebody").name;
    assert_eq!(facts[0].get(&Placeholder::Person), Some(&Fact::Text(who)));
    // It is known, and what is sold is what UC10 warned of.
    receive(&app, ham, 150).await;
    order(&app, &[("reine", 1)]).await;
    let seen = level(&app, ham).await.on_hand;
    let call = DeclareRupture { command: tap(), ingredient: ham, seen };
    in_kitchen(&app, call).await.expect("declared");
    assert_eq!(told(&pool, MessageKind::ProductsSuspended).await, 1);
    in_kitchen(&app, by_hand(ham, Cause::Waste, -1)).await.expect("booked");
    assert_eq!(told(&pool, MessageKind::ProductsSuspended).await, 1, "none could be made before");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_orders_taken_at_once_one_crosses() {
    let fresh = Fresh::new().await;
    let first = terminal(&fresh, Role::ShopManager).await;
    let (pool, cheese) = (fresh.pool(), named(&first, "fromage").await);
    reach_the_manager(&pool).await;
    near(&first, cheese, 250).await;
    let barrier = Arc::new(Barrier::new(4));
    let mut tasks = Vec::new();
    for nth in 0..4 {
        let app = fresh.terminal(&format!("Caisse {nth}"));
        sign_in(&app, WindowKind::Counter, Role::Cashier).await;
        app.menu().await.expect("the menu");
        let barrier = barrier.clone();
        tasks.push(tokio::spawn(async move {
            barrier.wait().await;
            for _ in 0..3 {
                order(&app, &[("reine", 1)]).await;
            }
        }));
    }
    for task in tasks {
        task.await.expect("placed");
    }
    assert_eq!(warned(&pool, cheese).await, (1, 1));
    invariants::check(&pool).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_warning_that_mail_refuses_goes_the_other_way_and_is_shown_where_nothing_goes() {
    for refuses in [Post::ToRecipient("550 nobody"), Post::ToRecipient("450 later")] {
        let fresh = Fresh::new().await;
        let post = TestPost::on(MailSecurity::StartTls, refuses).await;
        let app = terminal(&fresh, Role::ShopManager).await;
        sign_in(&app, WindowKind::Office, Role::Administrator).await;
        let office = WindowKind::Office;
        app.call(office, SetMail { typed: post.typed() }, Language::Fr).await.expect("set");
        let (pool, cheese) = (fresh.pool(), named(&app, "fromage").await);
        reach_the_manager(&pool).await;
        near(&app, cheese, 1).await;
        take(&app, "an order is placed", cheese).await;
        let stands = async || -> (String, String, i32) {
            sqlx::query_as("SELECT state, channel, tries FROM message WHERE kind = 'stock_short'")
                .fetch_one(&pool)
                .await
                .expect("a message")
        };
        assert_eq!(send_due(&app).await.expect("tried"), 1);
        assert_eq!(stands().await, ("to_send".to_owned(), "sms".to_owned(), 1), "at once");
        // The group has no service for text messages.
        for _ in 1..MessageKind::StockShort.sending().tries_max {
            sqlx::query("UPDATE message SET due_at = now()").execute(&pool).await.expect("due");
            assert_eq!(send_due(&app).await.expect("tried"), 1);
        }
        assert_eq!(stands().await.0, "failed");
        let list = ListMessages { state: None };
        let shown = app.call(office, list, Language::Fr).await.expect("listed");
        assert_eq!(shown.len(), 1);
        assert_eq!(
            (shown[0].kind, shown[0].state),
            (MessageKind::StockShort, MessageState::Failed)
        );
        assert!(shown[0].text.is_some() && shown[0].fault.is_some(), "{shown:?}");
    }
}

#[tokio::test]
async fn a_kitchen_with_its_own_login_warns_and_reads_its_own() {
    let fresh = Separated::new().await;
    let pool = fresh.pool();
    reach_the_manager(&pool).await;
    let kitchen = fresh.enrolled("MOZ1", &[TerminalKind::Kitchen]).await;
    let kitchen = program(&kitchen, fresh.options());
    sign_in(&kitchen, WindowKind::Kitchen, Role::Pizzaiolo).await;
    let ham = named(&kitchen, "épaule").await;
    let call = DeclareRupture { command: tap(), ingredient: ham, seen: 0 };
    in_kitchen(&kitchen, call).await.expect("declared");
    assert_eq!(told(&pool, MessageKind::StockShort).await, 1);
    assert_eq!(told(&pool, MessageKind::ProductsSuspended).await, 1);
    let read = async |database: &PgPool| -> Result<i64, sqlx::Error> {
        sqlx::query_scalar("SELECT count(*) FROM stock_warning").fetch_one(database).await
    };
    assert_eq!(read(kitchen.database()).await.expect("its own"), 1);
    let elsewhere = fresh.enrolled("MOZ2", &[TerminalKind::Kitchen]).await;
    let elsewhere = program(&elsewhere, fresh.options());
    assert_eq!(read(elsewhere.database()).await.expect("another's"), 0);
    for forbidden in [
        "INSERT INTO stock_warning (shop_id, ingredient_id, alarm, on_hand, projected, safety) VALUES (1, 1, 'low', 1, 1, 1)",
        "SELECT warn_short(stock_level, 'low', 1) FROM stock_level",
        "SELECT look_ahead(interval '0')",
        "SELECT list_reach()",
        "SELECT email FROM staff_reach",
    ] {
        sqlx::query(forbidden).execute(kitchen.database()).await.expect_err(forbidden);
    }
}
