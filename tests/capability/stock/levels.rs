//! Levels with forecast and days left, pages of movements, and which shops an office sees.

use super::{named, terminal, waste};
use crate::invariants;
use crate::support::database::{Fresh, terminal_at};
use crate::support::people::{in_kitchen, order, sign_in};
use chrono::{DateTime, TimeDelta, TimeZone, Utc};
use domain::menu::IngredientId;
use domain::shops::{WindowKind, ZONE};
use domain::staff::Role;
use domain::stock::{
    Alarm, IngredientStands, MOVEMENTS_PAGE, Movements, ReadLevels, ReadMovements,
};
use domain::{Failure, Language};
use oc_pizza::app::App;

/// A Friday evening, in service.
fn friday() -> DateTime<Utc> {
    let local = ZONE.with_ymd_and_hms(2026, 3, 13, 19, 0, 0).single().expect("a time");
    local.with_timezone(&Utc)
}

/// A Friday after the last service.
fn after_service() -> DateTime<Utc> {
    friday() + TimeDelta::hours(6)
}

/// A movement of then, on the book as well.
async fn plant(app: &App, it: IngredientId, cause: &str, quantity: i64, at: DateTime<Utc>) {
    sqlx::query(
        "WITH level AS (UPDATE stock_level SET on_hand = on_hand + $4 WHERE shop_id = $1 AND ingredient_id = $2)
         INSERT INTO stock_movement (shop_id, ingredient_id, cause, quantity, at) VALUES ($1, $2, $3, $4, $5)",
    )
    .bind(app.shop_id().await.expect("the shop").0)
    .bind(it.0)
    .bind(cause)
    .bind(quantity)
    .bind(at)
    .execute(app.database())
    .await
    .expect("planted");
}

async fn stands(app: &App, ingredient: IngredientId) -> IngredientStands {
    let rows = in_kitchen(app, ReadLevels { shop: None }).await.expect("the levels");
    rows.into_iter().find(|row| row.level.ingredient == ingredient).expect("a row")
}

#[tokio::test]
async fn the_forecast_is_the_mean_of_the_same_hours_and_days_left_the_present_pace() {
    let fresh = Fresh::new().await;
    let app = fresh.terminal("Cuisine").with_clock(friday);
    sign_in(&app, WindowKind::Kitchen, Role::Pizzaiolo).await;
    let (cheese, olives) = (named(&app, "fromage").await, named(&app, "épaule").await);
    assert_eq!(stands(&app, cheese).await.forecast, None, "no week is known");
    let week = TimeDelta::days(7);
    let evening = friday() + TimeDelta::hours(1);
    // Two weeks in which the shop worked: 700 less 100 of one that was undone, and 1400.
    plant(&app, cheese, "consumption", -700, evening - week).await;
    plant(&app, cheese, "undo", 100, evening - week).await;
    plant(&app, cheese, "consumption", -1400, evening - week * 2).await;
    // Other hours, another weekday, no use.
    plant(&app, cheese, "waste", -50, friday() - week - TimeDelta::hours(1)).await;
    plant(&app, cheese, "consumption", -5000, evening - TimeDelta::days(1)).await;
    plant(&app, cheese, "receipt", 9000, evening - week).await;
    let row = stands(&app, cheese).await;
    assert_eq!(row.forecast, Some(row.level.on_hand - 1000));
    assert_eq!(row.name, "fromage");
    // 7050 were used since the first movement, of nearly fourteen days ago.
    assert_eq!(row.days_left, u32::try_from(row.level.on_hand * 14 / 7050).ok());
    let other = stands(&app, olives).await;
    assert_eq!(other.forecast, Some(other.level.on_hand), "nothing is used of it");
    assert_eq!(other.days_left, None);
    // What is promised counts where it is more than usual.
    sqlx::query("UPDATE stock_level SET reserved = on_hand - 7 WHERE ingredient_id = $1")
        .bind(cheese.0)
        .execute(app.database())
        .await
        .expect("promised");
    let row = stands(&app, cheese).await;
    assert_eq!((row.forecast, row.alarm()), (Some(7), Alarm::Low));

    let late = fresh.terminal("Cuisine").with_clock(after_service);
    sign_in(&late, WindowKind::Kitchen, Role::Pizzaiolo).await;
    assert_eq!(stands(&late, cheese).await.forecast, None, "the service is over");
}

#[tokio::test]
async fn the_most_urgent_stands_first() {
    let fresh = Fresh::new().await;
    let app = terminal(&fresh, Role::Pizzaiolo).await;
    let rows = in_kitchen(&app, ReadLevels { shop: None }).await.expect("the levels");
    assert!(rows.len() > 10);
    let alarms: Vec<_> = rows.iter().map(IngredientStands::alarm).collect();
    assert_eq!(alarms[0], Alarm::Low, "MOZ1 has too little dough");
    assert!(alarms.is_sorted_by(|one, next| one >= next), "{alarms:?}");
}

async fn page(app: &App, window: WindowKind, call: ReadMovements) -> Result<Movements, Failure> {
    app.call(window, call, Language::Fr).await
}

#[tokio::test]
async fn movements_are_leafed_through_newest_first_and_each_is_seen_once() {
    let fresh = Fresh::new().await;
    let app = terminal(&fresh, Role::Pizzaiolo).await;
    let cheese = named(&app, "fromage").await;
    order(&app, &[("reine", 1)]).await;
    for _ in 0..MOVEMENTS_PAGE + 20 {
        waste(&app, cheese, 1).await.expect("booked");
    }
    for (ingredient, expected) in [
        (
            Some(cheese),
            "SELECT count(*) FROM stock_movement WHERE shop_id = $1 AND ingredient_id = $2",
        ),
        (None, "SELECT count(*) FROM stock_movement WHERE shop_id = $1 AND $2 <> 0"),
    ] {
        let expected: i64 = sqlx::query_scalar(expected)
            .bind(app.shop_id().await.expect("the shop").0)
            .bind(cheese.0)
            .fetch_one(app.database())
            .await
            .expect("a count");
        let (mut seen, mut before) = (Vec::new(), None);
        loop {
            let call = ReadMovements { shop: None, ingredient, cause: None, before };
            let found = page(&app, WindowKind::Kitchen, call).await.expect("a page");
            before = found.movements.last().map(|it| it.id);
            assert!(found.movements.len() <= MOVEMENTS_PAGE);
            seen.extend(found.movements.into_iter().map(|it| it.id));
            if !found.earlier {
                break;
            }
        }
        assert_eq!(seen.len() as i64, expected);
        assert!(seen.is_sorted_by(|newer, older| newer > older));
    }
    let call = ReadMovements {
        shop: None,
        ingredient: Some(IngredientId(987_654)),
        cause: None,
        before: None,
    };
    let none = page(&app, WindowKind::Kitchen, call).await.expect("nothing");
    assert_eq!(none, Movements { movements: Vec::new(), earlier: false });
    invariants::check(app.database()).await;
}

#[tokio::test]
async fn an_office_sees_the_shops_that_its_person_works_in_and_a_kitchen_its_own() {
    let fresh = Fresh::new().await;
    let office = fresh.terminal("Bureau");
    let levels = async |app: &App, window, shop: Option<&str>| {
        let call = ReadLevels { shop: shop.map(str::to_owned) };
        app.call(window, call, Language::Fr).await
    };
    sign_in(&office, WindowKind::Office, Role::ShopManager).await;
    levels(&office, WindowKind::Office, None).await.expect("its own");
    let own = levels(&office, WindowKind::Office, Some("MOZ1")).await.expect("the same");
    let refused = levels(&office, WindowKind::Office, Some("MOZ2")).await.expect_err("another's");
    assert!(refused.message.contains("MOZ2"), "{refused:?}");
    sign_in(&office, WindowKind::Office, Role::GroupManager).await;
    let other = levels(&office, WindowKind::Office, Some("MOZ2")).await.expect("every shop");
    assert_ne!(own, other);
    let call = |code: &str| ReadMovements {
        shop: Some(code.to_owned()),
        ingredient: None,
        cause: None,
        before: None,
    };
    page(&office, WindowKind::Office, call("MOZ2")).await.expect("every shop");
    page(&office, WindowKind::Office, call("XX9")).await.expect_err("no shop");

    let kitchen = terminal_at(fresh.pool(), "Cuisine", "MOZ2");
    sign_in(&kitchen, WindowKind::Kitchen, Role::Pizzaiolo).await;
    assert_eq!(
        levels(&kitchen, WindowKind::Kitchen, Some("MOZ2")).await.expect("its own").len(),
        other.len()
    );
    levels(&kitchen, WindowKind::Kitchen, Some("MOZ1")).await.expect_err("another's");
}
