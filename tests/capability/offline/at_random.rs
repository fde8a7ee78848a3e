//! Whatever people do while the server is away: what was shown then is what is booked.

use super::cut::{Cut, look, open};
use crate::invariants;
use crate::support::database::a_uuid;
use crate::support::people::{an_order, at_counter, in_kitchen, line, paid_by_card, tap};
use domain::kitchen::{Kitchen, NextPizza, PizzaCooked, ReadKitchen, ReadyForOven, UndoTap};
use domain::menu::IngredientId;
use domain::orders::{CancelOrder, ChangeOrder, HandOver, OrderSummary};
use domain::stock::{
    BeginInventory, ByHand, Cause, CountIngredient, DeclareRupture, GiveUpInventory, InventoryId,
    ReadInventory, ReadStock, SaveInventory, WasteOrCorrect,
};
use oc_pizza::app::App;

/// What people do at random: each by the rules, as far as the screens let them.
async fn at_random(app: &App, chance: &mut fastrand::Rng) {
    let menu = app.menu().await.expect("the menu");
    let orders = open(app).await;
    let kitchen = in_kitchen(app, ReadKitchen {}).await.expect("the kitchen");
    let any = (!orders.is_empty()).then(|| orders[chance.usize(0..orders.len())].clone());
    // What is refused changes nothing: that is part of the test.
    match (chance.u8(0..14), any) {
        (10.., _) => stock_at_random(app, chance).await,
        (0..=2, _) | (_, None) => {
            let slug = ["reine", "chorizo", "cola"][chance.usize(0..3)];
            let call = an_order(&menu, vec![line(&menu, slug, chance.u32(1..3))]);
            let _ = at_counter(app, call).await;
        }
        (3, Some(it)) => {
            let _ = at_counter(app, paid_by_card(it.order, it.due())).await;
        }
        (4, Some(it)) => {
            let _ = at_counter(app, HandOver { command: tap(), order: it.order }).await;
        }
        (5, Some(it)) => {
            let call =
                CancelOrder { command: tap(), order: it.order, reason: None, approval: None };
            let _ = at_counter(app, call).await;
        }
        (6, Some(it)) => {
            let lines = vec![line(&menu, "reine", chance.u32(1..4))];
            let content = an_order(&menu, lines).content;
            let (command, version, promised_at) = (tap(), it.version, it.promised_at);
            let call = ChangeOrder { command, order: it.order, version, content, promised_at };
            let _ = at_counter(app, call).await;
        }
        (7, _) => {
            let _ = in_kitchen(app, NextPizza { command: tap() }).await;
        }
        (8, _) => {
            if let Some(pizza) = kitchen.preparing.first() {
                let call = ReadyForOven { command: tap(), item: pizza.item };
                let _ = in_kitchen(app, call).await;
            }
        }
        _ => {
            if let Some(pizza) = kitchen.in_oven.first() {
                let (command, item) = (tap(), pizza.item);
                let done = in_kitchen(app, PizzaCooked { command, item }).await.expect("cooked");
                if chance.bool() {
                    let call = UndoTap { command: tap(), item: done.pizza.item, tap: command };
                    in_kitchen(app, call).await.expect("a moment ago");
                }
            }
        }
    }
}

/// What is on pizzas alone: of a drink that was ordered before, nobody here knows when it left the shelf.
const WATCHED: [&str; 3] = ["fromage", "épaule", "chorizo"];

async fn watched(app: &App) -> Vec<IngredientId> {
    let menu = app.menu().await.expect("the menu");
    let of = |name| menu.ingredients.iter().find(|it| it.name == name).expect("known").id;
    WATCHED.map(of).to_vec()
}

/// What is on the shelf of each, as it is shown.
async fn shelves(app: &App) -> Vec<i64> {
    let levels = at_counter(app, ReadStock {}).await.expect("the stock");
    let of = |id| levels.iter().find(|level| level.ingredient == id).expect("kept").on_hand;
    watched(app).await.into_iter().map(of).collect()
}

/// What is counted in the inventory that is under way, and by how much it differs.
async fn counts(app: &App) -> Option<Vec<(IngredientId, i64, i64)>> {
    let counting = in_kitchen(app, ReadInventory {}).await.expect("the inventory")?;
    let mut counts: Vec<_> = counting
        .counts
        .iter()
        .map(|count| (count.ingredient, count.counted, count.difference()))
        .collect();
    counts.sort_unstable();
    Some(counts)
}

/// What people do at random with stock. What is refused changes nothing.
async fn stock_at_random(app: &App, chance: &mut fastrand::Rng) {
    let ingredient = watched(app).await[chance.usize(0..WATCHED.len())];
    let counting = in_kitchen(app, ReadInventory {}).await.expect("the inventory");
    let command = tap();
    match (chance.u8(0..6), counting.map(|it| it.id)) {
        (0, _) => {
            let (cause, quantity) = (Cause::Waste, -chance.i64(1..300));
            let entry = ByHand { ingredient, cause, quantity, reason: "tombé".to_owned() };
            let _ = in_kitchen(app, WasteOrCorrect { command, entry }).await;
        }
        (1, _) => {
            let call = DeclareRupture { command, ingredient, seen: chance.i64(500..9000) };
            in_kitchen(app, call).await.expect("whatever is seen");
        }
        (_, None) => {
            let inventory = InventoryId(a_uuid());
            let begun = in_kitchen(app, BeginInventory { command, inventory }).await;
            begun.expect("none is under way");
        }
        (2, Some(inventory)) if chance.u8(0..4) == 0 => {
            in_kitchen(app, GiveUpInventory { command, inventory }).await.expect("given up");
        }
        (2, Some(inventory)) => {
            let _ = in_kitchen(app, SaveInventory { command, inventory, partly: true }).await;
        }
        (_, Some(inventory)) => {
            let counted = chance.i64(500..9000);
            let call = CountIngredient { command, inventory, ingredient, counted };
            in_kitchen(app, call).await.expect("whatever is counted");
        }
    }
}

/// An order as far as both sides know it.
fn known(order: &OrderSummary) -> String {
    let OrderSummary { number, state, total, paid, version, .. } = order;
    let counts = (order.pizzas, order.pizzas_started, order.pizzas_left);
    format!("{number} {state:?} {total:?} {paid:?} {version} {counts:?} {:?}", order.content)
}

#[tokio::test]
async fn what_was_shown_without_the_server_is_what_it_shows_when_it_is_back() {
    let seed = std::env::var("OC_PIZZA_SEED").ok().and_then(|seed| seed.parse().ok());
    let seed = seed.unwrap_or_else(|| fastrand::u64(..));
    eprintln!("OC_PIZZA_SEED={seed}");
    let mut chance = fastrand::Rng::with_seed(seed);
    let cut = Cut::ready().await;
    for _ in 0..3 {
        for _ in 0..10 {
            at_random(&cut.app, &mut chance).await;
        }
        look(&cut.app).await;
        cut.away().await;
        for _ in 0..30 {
            at_random(&cut.app, &mut chance).await;
        }
        let shown = open(&cut.app).await;
        let kitchen = in_kitchen(&cut.app, ReadKitchen {}).await.expect("the kitchen");
        let (stock, counting) = (shelves(&cut.app).await, counts(&cut.app).await);
        cut.back().await;
        assert_eq!((cut.waits(), cut.to_decide().await), (0, vec![]));
        assert_eq!((shelves(&cut.app).await, counts(&cut.app).await), (stock, counting));
        let shown: Vec<_> = shown.iter().map(known).collect();
        assert_eq!(open(&cut.app).await.iter().map(known).collect::<Vec<_>>(), shown);
        let real = in_kitchen(&cut.app, ReadKitchen {}).await.expect("the kitchen");
        let counts =
            |it: &Kitchen| (it.waiting.len(), it.preparing.len(), it.in_oven.len(), it.to_serve);
        assert_eq!(counts(&real), counts(&kitchen));
        let in_queue = |it: &Kitchen| {
            it.waiting.iter().map(|it| (it.number.clone(), it.name.clone())).collect::<Vec<_>>()
        };
        assert_eq!(in_queue(&real), in_queue(&kitchen));
        invariants::check(cut.app.database()).await;
    }
}
