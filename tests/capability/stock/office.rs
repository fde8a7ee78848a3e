//! Stock at an office: another safety stock, the course of an ingredient, movements of one cause, and past
//! inventories with what their differences are worth.

use super::{by_hand, level, moved, named, terminal, waste};
use crate::invariants;
use crate::support::database::{Fresh, a_uuid, terminal_at};
use crate::support::people::{at_counter, claim, in_kitchen, into_oven, order, sign_in, tap};
use crate::support::separated::Separated;
use crate::terminals::program;
use domain::menu::IngredientId;
use domain::server::ShopChoice;
use domain::shops::{ListShops, WindowKind};
use domain::staff::Role;
use domain::stock::{
    Arrived, BeginInventory, Cause, CountFate, CountIngredient, Delivery, GiveUpInventory,
    INVENTORIES_PAGE, Inventories, InventoryId, InventoryState, ListInventories, Movements,
    PastInventory, ReadCourse, ReadMovements, ReadPastInventory, ReadStock, ReceiptId,
    ReceiveGoods, SaveInventory, SetSafety, StockLevel,
};
use domain::terminals::TerminalKind;
use domain::{Call, Cents, Failure, FailureCode, Language};
use oc_pizza::app::{App, Capability};

async fn ask<C: Call>(app: &App, call: C) -> Result<C::Reply, Failure>
where
    C::Request: Capability,
{
    app.call(WindowKind::Office, call, Language::Fr).await
}

fn to(ingredient: IngredientId, known: i64, safety: i64) -> SetSafety {
    SetSafety { shop: "MOZ1".to_owned(), ingredient, known, safety }
}

fn codes(shops: &[ShopChoice]) -> Vec<&str> {
    shops.iter().map(|shop| shop.code.as_str()).collect()
}

#[tokio::test]
async fn a_manager_sets_a_safety_stock_and_overwrites_nobody() {
    let fresh = Fresh::new().await;
    let app = terminal(&fresh, Role::Pizzaiolo).await;
    sign_in(&app, WindowKind::Office, Role::ShopManager).await;
    let cheese = named(&app, "fromage").await;
    let before = level(&app, cheese).await;
    let expected = StockLevel { safety: before.safety + 500, ..before };
    let call = to(cheese, before.safety, before.safety + 500);
    assert_eq!(ask(&app, call.clone()).await, Ok(expected));
    assert_eq!(ask(&app, call.clone()).await, Ok(expected), "sent again, it is done already");
    assert_eq!(level(&app, cheese).await, expected);
    // Who read it before is told what it is now.
    let late = ask(&app, SetSafety { safety: 0, ..call.clone() }).await.expect_err("moved");
    assert_eq!((late.code, late.field.as_deref()), (FailureCode::Conflict, None));
    assert!(late.message.contains("entre-temps"), "{late:?}");
    for (call, field) in [
        (SetSafety { safety: -1, ..call.clone() }, Some("safety")),
        (SetSafety { safety: 1_000_001, ..call.clone() }, Some("safety")),
        (SetSafety { shop: "MOZ2".to_owned(), ..call.clone() }, None),
        (SetSafety { shop: "XX9".to_owned(), ..call.clone() }, None),
        (SetSafety { ingredient: IngredientId(987_654), ..call.clone() }, Some("ingredient")),
    ] {
        let refused = ask(&app, call.clone()).await.expect_err("refused");
        assert_eq!(refused.code, FailureCode::Refused, "{call:?}: {refused:?}");
        assert_eq!(refused.field.as_deref(), field, "{call:?}: {refused:?}");
    }
    assert_eq!(level(&app, cheese).await, expected);
    assert_eq!(moved(&app, cheese).await.len(), 1, "nothing moved");
    invariants::check(app.database()).await;
}

#[tokio::test]
async fn the_course_of_an_ingredient_adds_up_to_what_is_there() {
    let fresh = Fresh::new().await;
    let app = terminal(&fresh, Role::ShopManager).await;
    sign_in(&app, WindowKind::Office, Role::ShopManager).await;
    let cheese = named(&app, "fromage").await;
    let there = level(&app, cheese).await.on_hand;
    order(&app, &[("reine", 2)]).await;
    for _ in 0..2 {
        into_oven(&app, claim(&app).await.pizza.item).await;
    }
    waste(&app, cheese, 30).await.expect("booked");
    in_kitchen(&app, by_hand(cheese, Cause::Correction, 1000)).await.expect("booked");
    let read = ReadCourse { shop: "MOZ1".to_owned(), ingredient: cheese };
    let course = ask(&app, read.clone()).await.expect("its course");
    assert_eq!(course.on_hand, level(&app, cheese).await.on_hand);
    // What was there at first is a movement, too.
    assert_eq!(course.began_with(), 0);
    let of = |cause| {
        let of_it = course.moved.iter().filter(|moved| moved.cause == cause);
        (of_it.clone().count(), of_it.map(|moved| moved.quantity).sum::<i64>())
    };
    let used = there + 970 - course.on_hand;
    assert!(used > 0);
    assert_eq!(of(Cause::Consumption).1, -used);
    assert_eq!(
        (of(Cause::Initial).1, of(Cause::Waste), of(Cause::Correction)),
        (there, (1, -30), (1, 1000))
    );
    let days = course.days();
    let newest = days.first().expect("today");
    assert_eq!(newest.end, course.on_hand);
    let strange = ReadCourse { ingredient: IngredientId(987_654), ..read.clone() };
    ask(&app, strange).await.expect_err("no such ingredient");
    ask(&app, ReadCourse { shop: "MOZ2".to_owned(), ..read }).await.expect_err("another's shop");
}

#[tokio::test]
async fn movements_of_one_cause_are_leafed_through() {
    let fresh = Fresh::new().await;
    let app = terminal(&fresh, Role::ShopManager).await;
    sign_in(&app, WindowKind::Office, Role::ShopManager).await;
    let (cheese, ham) = (named(&app, "fromage").await, named(&app, "épaule").await);
    order(&app, &[("reine", 1)]).await;
    into_oven(&app, claim(&app).await.pizza.item).await;
    waste(&app, cheese, 5).await.expect("booked");
    waste(&app, ham, 7).await.expect("booked");
    waste(&app, cheese, 6).await.expect("booked");
    let of = async |ingredient, cause| {
        let shop = Some("MOZ1".to_owned());
        let call = ReadMovements { shop, ingredient, cause, before: None };
        let Movements { movements, .. } = ask(&app, call).await.expect("a page");
        assert!(movements.iter().all(|it| cause.is_none_or(|cause| it.cause == cause)));
        movements.iter().map(|it| it.quantity).collect::<Vec<_>>()
    };
    assert_eq!(of(None, Some(Cause::Waste)).await, [-6, -7, -5]);
    assert_eq!(of(Some(cheese), Some(Cause::Waste)).await, [-6, -5]);
    assert_eq!(of(None, Some(Cause::Correction)).await, [0; 0]);
    assert_eq!(of(Some(ham), Some(Cause::Consumption)).await.len(), 1);
    assert!(of(None, Some(Cause::Consumption)).await.len() > 3);
}

async fn list(app: &App, before: Option<InventoryId>) -> Inventories {
    ask(app, ListInventories { shop: "MOZ1".to_owned(), before }).await.expect("the inventories")
}

async fn read(app: &App, inventory: InventoryId) -> PastInventory {
    let call = ReadPastInventory { shop: "MOZ1".to_owned(), inventory };
    ask(app, call).await.expect("the inventory")
}

async fn begin(app: &App) -> InventoryId {
    let inventory = InventoryId(a_uuid());
    in_kitchen(app, BeginInventory { command: tap(), inventory }).await.expect("begun");
    inventory
}

async fn count(app: &App, inventory: InventoryId, ingredient: IngredientId, counted: i64) {
    let call = CountIngredient { command: tap(), inventory, ingredient, counted };
    in_kitchen(app, call).await.expect("counted");
}

/// So much came, at that price without VAT.
async fn came(app: &App, ingredient: IngredientId, quantity: i64, price: Cents) {
    let delivery = Delivery {
        purchase: None,
        number: Some("BL-1".to_owned()),
        comment: Some("Marché de gros".to_owned()),
        lines: vec![Arrived { ingredient, quantity, price: Some(price) }],
        more_is_meant: false,
    };
    let call = ReceiveGoods { command: tap(), receipt: ReceiptId(a_uuid()), delivery };
    in_kitchen(app, call).await.expect("received");
}

#[tokio::test]
async fn a_past_inventory_says_what_differed_and_what_that_is_worth() {
    let fresh = Fresh::new().await;
    let app = terminal(&fresh, Role::ShopManager).await;
    sign_in(&app, WindowKind::Office, Role::ShopManager).await;
    assert_eq!(list(&app, None).await, Inventories { inventories: vec![], earlier: false });
    let names = ["fromage", "épaule", "champignons", "œuf"];
    let mut found = Vec::new();
    for name in names {
        found.push(named(&app, name).await);
    }
    let [cheese, ham, mushrooms, egg] = found[..] else { panic!("four ingredients") };
    // A cent a gram, once it was dearer.
    came(&app, cheese, 100, Cents(900)).await;
    came(&app, cheese, 1000, Cents(1000)).await;
    let inventory = begin(&app).await;
    let cheeses = level(&app, cheese).await.on_hand;
    count(&app, inventory, cheese, cheeses - 400).await;
    let hams = level(&app, ham).await.on_hand;
    count(&app, inventory, ham, hams + 20).await;
    let eggs = level(&app, egg).await.on_hand;
    count(&app, inventory, egg, eggs).await;
    count(&app, inventory, mushrooms, 1).await;
    let open = read(&app, inventory).await;
    assert_eq!((open.state, open.counts.len(), open.ended_at), (InventoryState::UnderWay, 4, None));
    assert!(open.counts.iter().any(|it| open.fate(it) == CountFate::Waiting));
    // Somebody corrects one of them before it is saved; that stands.
    in_kitchen(&app, by_hand(mushrooms, Cause::Correction, -3)).await.expect("corrected");
    let call = SaveInventory { command: tap(), inventory, partly: true };
    let written = in_kitchen(&app, call).await.expect("saved");
    assert_eq!(written.overruled, [mushrooms]);
    // What it cost since is not what it cost then.
    came(&app, cheese, 10, Cents(5000)).await;

    let past = read(&app, inventory).await;
    let of = |ingredient| {
        past.counts.iter().find(|it| it.count.ingredient == ingredient).expect("a count")
    };
    for (ingredient, fate, worth) in [
        (cheese, CountFate::Written, Some(Cents(-400))),
        (ham, CountFate::Written, None),
        (egg, CountFate::Right, None),
        (mushrooms, CountFate::Overruled, None),
    ] {
        let count = of(ingredient);
        assert_eq!((past.fate(count), count.value()), (fate, worth), "{count:?}");
    }
    assert_eq!(of(cheese).name, "fromage");
    let line = past.line();
    let found = line.differences;
    assert_eq!((found.missing, found.over, found.value, found.unknown), (1, 1, Cents(-400), 1));
    assert_eq!(line.counted, 4);
    let all = at_counter(&app, ReadStock {}).await.expect("the stock").len();
    assert_eq!(line.listed as usize, all);
    assert!(line.ended_at.is_some() && line.ended_by.as_ref() == Some(&line.began_by));
    let listed = list(&app, None).await;
    assert_eq!(listed, Inventories { inventories: vec![line], earlier: false });

    let given_up = begin(&app).await;
    let call = GiveUpInventory { command: tap(), inventory: given_up };
    in_kitchen(&app, call).await.expect("given up");
    let listed = list(&app, None).await;
    let states: Vec<_> = listed.inventories.iter().map(|line| line.state).collect();
    assert_eq!(states, [InventoryState::GivenUp, InventoryState::Saved]);
    let none = ReadPastInventory { shop: "MOZ1".to_owned(), inventory: InventoryId(a_uuid()) };
    let refused = ask(&app, none).await.expect_err("no such inventory");
    assert_eq!(refused.code, FailureCode::Refused);
    invariants::check(app.database()).await;
}

#[tokio::test]
async fn inventories_are_leafed_through_newest_first_and_each_is_seen_once() {
    let fresh = Fresh::new().await;
    let app = terminal(&fresh, Role::ShopManager).await;
    sign_in(&app, WindowKind::Office, Role::ShopManager).await;
    sqlx::query(
        "INSERT INTO inventory (inventory_id, shop_id, state, list, began_at, began_by, ended_at, ended_by)
         SELECT md5(n::text)::uuid, $1, 'saved', '{}', now() - (n / 2) * interval '1 day', staff_id,
                now() - (n / 2) * interval '1 day', staff_id
         FROM generate_series(1, $2) AS n, (SELECT staff_id FROM staff ORDER BY staff_id LIMIT 1) AS somebody",
    )
    .bind(app.shop_id().await.expect("the shop").0)
    .bind(INVENTORIES_PAGE as i32 * 2 + 3)
    .execute(app.database())
    .await
    .expect("planted");
    let (mut seen, mut before) = (Vec::new(), None);
    loop {
        let page = list(&app, before).await;
        assert!(page.inventories.len() <= INVENTORIES_PAGE);
        before = page.inventories.last().map(|line| line.id);
        seen.extend(page.inventories.into_iter().map(|line| (line.began_at, line.id.0)));
        if !page.earlier {
            break;
        }
    }
    assert_eq!(seen.len(), INVENTORIES_PAGE * 2 + 3);
    assert!(seen.is_sorted_by(|newer, older| newer > older));
}

#[tokio::test]
async fn an_office_lists_the_shops_that_its_person_works_in() {
    let fresh = Fresh::new().await;
    let office = fresh.terminal("Bureau");
    sign_in(&office, WindowKind::Office, Role::ShopManager).await;
    assert_eq!(codes(&ask(&office, ListShops {}).await.expect("its own")), ["MOZ1"]);
    sign_in(&office, WindowKind::Office, Role::GroupManager).await;
    assert_eq!(ask(&office, ListShops {}).await.expect("all").len(), 5);
}

#[tokio::test]
async fn an_offices_own_login_sets_a_safety_stock_of_its_shop_alone() {
    let fresh = Separated::new().await;
    let terminal = fresh.enrolled("MOZ1", &[TerminalKind::Office]).await;
    let office = program(&terminal, fresh.options());
    sign_in(&office, WindowKind::Office, Role::GroupManager).await;
    let kitchen = terminal_at(fresh.pool(), "Cuisine", "MOZ1");
    sign_in(&kitchen, WindowKind::Kitchen, Role::Pizzaiolo).await;
    sign_in(&kitchen, WindowKind::Counter, Role::Cashier).await;
    let cheese = named(&kitchen, "fromage").await;
    let known = level(&kitchen, cheese).await.safety;
    let set = ask(&office, to(cheese, known, known + 1)).await.expect("set");
    assert_eq!(set.safety, known + 1);
    let other = SetSafety { shop: "MOZ2".to_owned(), ..to(cheese, known, 7) };
    ask(&office, other).await.expect_err("another's shop");
    assert_eq!(codes(&ask(&office, ListShops {}).await.expect("its own")), ["MOZ1"]);
    ask(&office, ReadCourse { shop: "MOZ1".to_owned(), ingredient: cheese }).await.expect("read");
    let inventory = begin(&kitchen).await;
    assert_eq!(list(&office, None).await.inventories.len(), 1);
    assert!(read(&office, inventory).await.counts.is_empty());
    // Whatever it types itself.
    let typed =
        "UPDATE oc_pizza.stock_level SET safety = 1 WHERE shop_id <> ALL (oc_pizza.my_shops())";
    let typed = sqlx::query(typed).execute(office.database()).await.expect("an answer");
    assert_eq!(typed.rows_affected(), 0);
    invariants::check(&fresh.pool()).await;
}
