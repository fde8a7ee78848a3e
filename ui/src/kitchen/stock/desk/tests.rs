//! What is typed stays, and each answer leads to the next screen.

use super::*;
use domain::stock::{DeclareRupture, InventoryId, InventoryState, Seen};
use domain::{CommandId, FailureCode, Language};

const HAM: IngredientId = IngredientId(1);
const EGG: IngredientId = IngredientId(2);
const FLOUR: IngredientId = IngredientId(3);

fn inventory() -> Inventory {
    Inventory {
        id: InventoryId(uuid::Uuid::nil()),
        state: InventoryState::UnderWay,
        began_at: Default::default(),
        began_by: "Karim".to_owned(),
        list: vec![HAM, EGG, FLOUR],
        counts: vec![],
    }
}

fn count(ingredient: IngredientId) -> Count {
    let (at, by) = (Default::default(), String::new());
    Count { ingredient, counted: 5, theoretical: 6, at, by }
}

fn shown(desk: &Desk) -> Option<IngredientId> {
    desk.counting.typed.as_ref().map(|it| it.ingredient)
}

#[test]
fn each_count_leads_to_the_next_that_is_missing_and_the_last_to_the_review() {
    let mut desk = Desk::default();
    desk.answered(Ok(Answer::Begun(inventory())));
    for (counted, next, review) in
        [(EGG, Some(FLOUR), false), (FLOUR, Some(HAM), false), (HAM, None, true)]
    {
        desk.answered(Ok(Answer::Counted(count(counted))));
        assert_eq!((shown(&desk), desk.counting.review), (next, review));
    }
    desk.answered(Ok(Answer::Saved(Written::default())));
    assert!(desk.counting.inventory.is_none() && desk.counting.saved.is_some());
}

#[test]
fn a_rupture_within_an_inventory_counts() {
    let mut desk = Desk::default();
    desk.answered(Ok(Answer::Begun(inventory())));
    desk.counting.typed = Some(Typed::new(HAM, Entry::default()));
    let seen = Seen { ingredient: HAM, seen: 0, theoretical: 300 };
    let declared = RuptureDeclared { seen, no_longer_made: vec![], lacking: vec![] };
    desk.answered(Ok(Answer::Declared(declared)));
    assert_eq!(shown(&desk), Some(EGG));
    let counted = desk.counting.inventory.as_ref().and_then(|it| it.count(HAM));
    assert_eq!(counted.map(|it| it.counted), Some(0));
}

#[test]
fn a_command_in_doubt_is_kept_through_a_reload_and_a_no_keeps_what_was_typed() {
    let mut desk = Desk::default();
    let call = DeclareRupture { command: CommandId(Default::default()), ingredient: HAM, seen: 3 };
    desk.rupture.typed = Some(Typed::new(HAM, Entry::default()));
    desk.sent(&call.clone().into());
    desk.answered(Err(Failure::unreachable(Language::Fr)));
    let text = serde_json::to_string(&desk).expect("a text");
    let mut reloaded: Desk = serde_json::from_str(&text).expect("a desk");
    assert!(matches!(reloaded.kept(), Some(StockCall::DeclareRupture(kept)) if kept == call));
    assert!(reloaded.tap().is_some_and(|tap| !tap.busy));
    let code = FailureCode::Refused;
    let no = Failure { code, message: "no".to_owned(), field: Some("quantity".to_owned()) };
    reloaded.answered(Err(no));
    assert!(reloaded.tap().is_none() && reloaded.failed.is_some());
    assert_eq!(reloaded.rupture, desk.rupture);
}

#[test]
fn another_inventory_than_the_one_on_the_screen_begins_anew() {
    let mut desk = Desk::default();
    desk.counting.read(Some(inventory()));
    desk.counting.typed = Some(Typed::new(HAM, Entry::default()));
    desk.counting.read(Some(inventory()));
    assert_eq!(shown(&desk), Some(HAM), "what is typed stays");
    desk.counting.read(None);
    assert_eq!((shown(&desk), &desk.counting.inventory), (None, &None));
}
