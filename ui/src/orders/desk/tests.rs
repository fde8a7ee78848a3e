//! What happens at the desk.

use super::super::basket::tests::menu;
use super::super::filter::tests::order as order_under_way;
use super::*;
use domain::FailureCode;
use domain::menu::Dish;
use domain::orders::{OrderId, OrderState, PlaceOrder};
use domain::{CommandId, Language};
use uuid::Uuid;

fn at() -> DateTime<Utc> {
    DateTime::UNIX_EPOCH
}

fn desk() -> Desk {
    let mut desk = Desk::default();
    desk.act(Act::Add(Rc::new(menu()), SizeId(1)));
    desk
}

fn order(desk: &Desk, id: u128) -> Validation {
    Validation::Place(PlaceOrder {
        command: CommandId(Uuid::from_u128(id)),
        order: OrderId(Uuid::from_u128(id + 1)),
        content: desk.basket.content(3),
        promised_at: at(),
    })
}

fn placed(order: u128, total: i64) -> PlacedOrder {
    PlacedOrder {
        order: OrderId(Uuid::from_u128(order)),
        number: "A-001".to_owned(),
        reference: Some("MOZ1-2026-000001".to_owned()),
        total: Cents(total),
        promised_at: at(),
    }
}

/// two Reine, paid 8.00 of 16.00.
fn asked() -> OrderAsked {
    let mut two = desk();
    two.act(Act::Change(0, 1));
    let mut summary = order_under_way(7, OrderState::Queued);
    summary.paid = Cents(800);
    OrderAsked { summary, lines: two.basket.requests(), discount: None }
}

fn refused(code: FailureCode) -> Failure {
    Failure { code, message: "no".to_owned(), field: None }
}

#[test]
fn an_unknown_outcome_freezes_the_basket_and_keeps_the_command() {
    let mut desk = desk();
    let call = order(&desk, 1);
    desk.act(Act::Sent(Box::new(call.clone()), false));
    desk.act(Act::Failed(Failure::unreachable(Language::Fr)));
    desk.act(Act::Add(Rc::new(menu()), SizeId(2)));
    desk.act(Act::Park(at()));
    assert_eq!(desk.basket.lines.len(), 1);
    assert!(desk.parked.is_empty());
    assert_eq!(desk.sent, Some(call));
    assert!(desk.outcome_unknown());
    desk.act(Act::GiveUp);
    // Left in the basket it would be validated again, under other ids.
    assert_eq!((desk.frozen(), desk.ids, desk.basket.lines.len()), (false, None, 0));
}

#[test]
fn ids_last_until_a_refused_basket_changes() {
    let mut desk = desk();
    desk.act(Act::Sent(Box::new(order(&desk, 1)), false));
    desk.act(Act::Failed(refused(FailureCode::StockShort)));
    assert!(!desk.frozen());
    desk.act(Act::Select(0));
    assert!(desk.ids.is_some());
    desk.act(Act::Change(0, 1));
    assert_eq!((desk.ids, desk.failure), (None, None));
}

#[test]
fn a_stale_menu_marks_prices_and_keeps_the_message() {
    let mut desk = desk();
    desk.act(Act::Sent(Box::new(order(&desk, 1)), false));
    desk.act(Act::Failed(refused(FailureCode::StaleMenu)));
    let mut dearer = menu();
    dearer.products[0].sizes[0].price.0 = 900;
    desk.act(Act::MenuRead(Rc::new(dearer)));
    assert_eq!(desk.ids, None);
    assert!(desk.failure.is_some());
    assert_eq!(desk.basket.lines[0].unit_price.0, 900);
}

#[test]
fn taking_up_puts_the_present_basket_aside_first() {
    let mut desk = desk();
    desk.act(Act::Park(at()));
    assert!(desk.basket.is_empty());
    desk.act(Act::Add(Rc::new(menu()), SizeId(2)));
    desk.act(Act::TakeUp(0, at()));
    assert_eq!(desk.basket.lines[0].sold, Sold::Dish(Dish::plain(SizeId(1))));
    assert_eq!(desk.parked[0].basket.lines[0].sold, Sold::Dish(Dish::plain(SizeId(2))));
}

#[test]
fn a_reload_takes_a_command_in_the_air_for_unknown() {
    let mut desk = desk();
    desk.act(Act::Sent(Box::new(order(&desk, 1)), false));
    let text = serde_json::to_string(&desk).expect("a text");
    let desk: Desk = serde_json::from_str(&text).expect("a desk");
    assert!(desk.outcome_unknown());
}

#[test]
fn once_placed_the_next_customer_starts_afresh() {
    let mut desk = desk();
    desk.act(Act::Sent(Box::new(order(&desk, 1)), false));
    desk.act(Act::Placed(placed(2, 800)));
    assert!(desk.basket.is_empty() && !desk.frozen() && desk.ids.is_none());
    assert!(desk.placed.is_some());
}
#[test]
fn the_money_is_taken_next_only_when_asked_for_and_due() {
    for (pay, total, due) in [(true, 800, Some(800)), (false, 800, None), (true, 0, None)] {
        let mut desk = desk();
        desk.act(Act::Sent(Box::new(order(&desk, 1)), pay));
        desk.act(Act::Placed(placed(2, total)));
        assert_eq!(desk.paying.as_ref().map(|paying| paying.due.0), due);
        desk.act(Act::PayingDone);
        assert!(desk.paying.is_none() && desk.placed.is_some());
    }
}

#[test]
fn leaving_a_change_brings_the_basket_back_and_says_so() {
    let mut desk = desk();
    let before = desk.basket.clone();
    desk.act(Act::Open(Box::new(asked()), Rc::new(menu())));
    assert_eq!(desk.basket.lines[0].quantity, 2);
    desk.act(Act::Change(0, 3));
    desk.act(Act::Park(at()));
    assert!(desk.parked.is_empty() && desk.changing.is_some());
    desk.act(Act::Leave);
    assert_eq!((desk.basket.lines.len(), &desk.unchanged), (1, &Some("A-007".to_owned())));
    assert_eq!(desk.basket, before);
    desk.act(Act::Change(0, 1));
    assert_eq!(desk.unchanged, None);
}

#[test]
fn a_refused_change_keeps_what_was_typed() {
    let mut desk = Desk::default();
    desk.act(Act::Open(Box::new(asked()), Rc::new(menu())));
    desk.act(Act::Change(0, 1));
    desk.act(Act::Sent(Box::new(order(&desk, 1)), false));
    desk.act(Act::Failed(refused(FailureCode::Conflict)));
    assert_eq!(desk.basket.lines[0].quantity, 3);
    assert!(desk.changing.is_some() && !desk.frozen() && desk.failure.is_some());
}

#[test]
fn after_a_change_only_the_rest_is_due_and_the_basket_comes_back() {
    let mut desk = desk();
    desk.act(Act::Open(Box::new(asked()), Rc::new(menu())));
    desk.act(Act::Sent(Box::new(order(&desk, 1)), true));
    desk.act(Act::Placed(placed(7, 1600)));
    assert_eq!(desk.paying.as_ref().map(|paying| paying.due), Some(Cents(800)));
    assert!(desk.placed_again && desk.changing.is_none());
    assert_eq!(desk.basket.lines[0].quantity, 1);
}

#[test]
fn whoever_was_asked_on_the_telephone_is_asked_again_after_a_change() {
    use domain::payments::PaypalState::{Authorized, Captured, Waiting};
    for (paypal, total, due) in [
        (Some(Waiting), 1600, Some(800)),
        (Some(Authorized), 1600, Some(800)),
        (Some(Authorized), 800, None),
        (Some(Captured), 1600, None),
        (None, 1600, None),
    ] {
        for is_wanted in [true, false] {
            let mut desk = desk();
            let mut asked = asked();
            asked.summary.paypal = paypal;
            desk.act(Act::Open(Box::new(asked), Rc::new(menu())));
            desk.act(Act::Sent(Box::new(order(&desk, 1)), false));
            desk.act(Act::Placed(placed(7, total)));
            let again = desk.asked_before.as_ref().map(|it| (it.due.0, it.online));
            assert_eq!(again, due.map(|due| (due, true)), "{paypal:?} {total}");
            desk.act(Act::AskAgain(is_wanted));
            let wanted = due.filter(|_| is_wanted);
            assert_eq!(desk.paying.as_ref().map(|it| it.due.0), wanted, "{paypal:?} {total}");
            assert_eq!(desk.asked_before, None);
        }
    }
}

#[test]
fn a_discount_is_another_order() {
    let mut desk = desk();
    desk.act(Act::Sent(Box::new(order(&desk, 1)), false));
    desk.act(Act::Failed(refused(FailureCode::NeedsManager)));
    let off = domain::orders::Off::Percent(10);
    let discount = Some(Discount { off, reason: "retard".to_owned() });
    desk.act(Act::Discount(Some(0), discount.clone()));
    assert_eq!((desk.ids, &desk.basket.lines[0].discount), (None, &discount));
    desk.act(Act::Discount(None, discount.clone()));
    assert_eq!(desk.basket.discount, discount);
}
