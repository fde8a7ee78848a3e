//! What an office sets of deliveries: checked, told apart from what somebody else changed, and heard of by
//! counters and the journal.

use crate::ledger::{Till, cash, paid};
use crate::office_events::{deeds, write_down};
use crate::recaps::{ask, office};
use crate::support::people::{at_counter, order, sign_in};
use crate::support::separated::Separated;
use crate::terminals::program;
use domain::Cents;
use domain::FailureCode;
use domain::contract::{Change, ChangeKind};
use domain::delivery::{
    CompleteAddress, Completion, DeliverySettings, Position, ReadDeliverySettings,
    SetDeliveryRules, SetShopPlace, TypedDelivery, TypedPlace,
};
use domain::orders::DeliveryRules;
use domain::shops::{ReadTerminal, WindowKind};
use domain::staff::Role;
use domain::terminals::TerminalKind;
use oc_pizza::app::App;

async fn settings(app: &App) -> DeliverySettings {
    ask(app, ReadDeliverySettings {}).await.expect("the settings")
}

fn place(of: &DeliverySettings, nth: usize, typed: TypedPlace) -> SetShopPlace {
    let shop = &of.shops[nth];
    SetShopPlace { shop: shop.code.clone(), version: shop.version, typed }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_groups_rules_are_set_once_and_counters_have_them() {
    let till = Till::new().await;
    let counter = till.fresh.terminal("Caisse 2");
    sign_in(&counter, WindowKind::Counter, Role::Cashier).await;
    let placed = order(&counter, &[("cola", 1)]).await;
    paid(&counter, cash(&placed, 500)).await;
    write_down(&counter).await;
    let group = office(till.fresh.options(), Role::GroupManager).await;
    let before = settings(&group).await;
    let usual = DeliveryRules { fee: Cents(100), ..DeliveryRules::default() };
    assert_eq!((before.rules, before.version, before.shops.len()), (usual, 1, 5));
    assert!(before.shops.iter().all(|it| it.position.is_some() && it.delivers));

    let typed = TypedDelivery {
        fee: "2,50".to_owned(),
        free_from: "25".to_owned(),
        minimum: "12".to_owned(),
        minutes_max: "20".to_owned(),
        minutes_usual: "10".to_owned(),
    };
    let set = |version, typed: &TypedDelivery| SetDeliveryRules { version, typed: typed.clone() };
    let wrong = TypedDelivery { minutes_usual: "21".to_owned(), ..typed.clone() };
    let refused = ask(&group, set(1, &wrong)).await.expect_err("longer than the longest");
    assert_eq!(refused.field.as_deref(), Some("minutes_usual"));
    assert_eq!(settings(&group).await, before, "nothing was changed");
    // Sent again after a broken line it is done already; an older reading is not written over.
    for _ in 0..2 {
        let after = ask(&group, set(1, &typed)).await.expect("set");
        assert_eq!((after.version, after.rules.typed()), (2, typed_as_shown(&typed)));
    }
    let other = TypedDelivery { fee: "3".to_owned(), ..typed.clone() };
    let moved = ask(&group, set(1, &other)).await.expect_err("somebody was quicker");
    assert_eq!((moved.code, moved.field), (FailureCode::Conflict, None));

    counter.forget_menu();
    let rules = counter.menu().await.expect("the menu").rules.delivery;
    assert_eq!((rules.fee, rules.minutes_max, rules.minutes_usual), (Cents(250), 20, 10));
    write_down(&counter).await;
    let told = deeds(&till.fresh.pool(), "MOZ1").await;
    let event = told
        .iter()
        .find(|(_, it)| it.what.as_deref().is_some_and(|it| it.contains("delivery_fee_cents")));
    let (_, event) = event.expect("it is in the journal");
    assert!(event.detail.as_deref().is_some_and(|it| it.contains("250")), "{event:?}");
    assert_eq!(event.who, group.signed_in(WindowKind::Office).map(|it| it.name));
}

/// Amounts with their cents.
fn typed_as_shown(typed: &TypedDelivery) -> TypedDelivery {
    TypedDelivery { free_from: "25,00".to_owned(), minimum: "12,00".to_owned(), ..typed.clone() }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_shop_is_placed_once_and_its_counter_knows_where_it_stands() {
    let till = Till::new().await;
    let counter = till.fresh.terminal("Caisse 2");
    sign_in(&counter, WindowKind::Counter, Role::Cashier).await;
    let group = office(till.fresh.options(), Role::GroupManager).await;
    let before = settings(&group).await;
    let typed = TypedPlace {
        address: "1 quai Sud, 99120 Mozzaville".to_owned(),
        position: "43.4001, 3.7002".to_owned(),
        delivers: false,
    };
    let wrong = TypedPlace { position: "ici".to_owned(), ..typed.clone() };
    let refused = ask(&group, place(&before, 0, wrong)).await.expect_err("no position");
    assert_eq!(refused.field.as_deref(), Some("shop_position"));
    for _ in 0..2 {
        let after = ask(&group, place(&before, 0, typed.clone())).await.expect("placed");
        let shop = &after.shops[0];
        assert_eq!((shop.version, shop.delivers), (2, false));
        assert_eq!(shop.position, Position::of_degrees(43.4001, 3.7002));
        assert_eq!(shop.address, typed.address);
        assert_eq!(after.shops[1..], before.shops[1..]);
    }
    let back = TypedPlace { delivers: true, ..typed.clone() };
    let moved = ask(&group, place(&before, 0, back)).await.expect_err("somebody was quicker");
    assert_eq!(moved.code, FailureCode::Conflict);
    let unknown = SetShopPlace { shop: "XX9".to_owned(), version: 1, typed };
    ask(&group, unknown).await.expect_err("no such shop");
    let shop = counter.shop_id().await.expect("the shop");
    counter.heard(&Change { shop, kind: ChangeKind::Shop, order: None, version: 0 });
    let terminal = at_counter(&counter, ReadTerminal {}).await.expect("where it stands");
    assert!(!terminal.shop.delivers);
    assert_eq!(terminal.shop.position, Position::of_degrees(43.4001, 3.7002));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_shops_office_sets_its_own_place_and_a_shops_manager_nothing() {
    let fresh = Separated::new().await;
    let enrolled = fresh.enrolled("MOZ1", &[TerminalKind::Office]).await;
    let app = program(&enrolled, fresh.options());
    sign_in(&app, WindowKind::Office, Role::GroupManager).await;
    let seen = settings(&app).await;
    assert_eq!(seen.shops.iter().map(|it| it.code.as_str()).collect::<Vec<_>>(), ["MOZ1"]);
    let typed = TypedPlace { position: "43.4, 3.7".to_owned(), ..seen.shops[0].typed() };
    ask(&app, place(&seen, 0, typed.clone())).await.expect("its own");
    let other = SetShopPlace { shop: "MOZ2".to_owned(), version: 1, typed };
    ask(&app, other).await.expect_err("another shop's");
    let typed = TypedDelivery { fee: "2".to_owned(), ..seen.rules.typed() };
    let rules = SetDeliveryRules { version: 1, typed };
    assert_eq!(ask(&app, rules.clone()).await.expect("the group's").rules.fee, Cents(200));
    let completed = ask(&app, CompleteAddress { typed: "12 rue".to_owned() }).await;
    assert_eq!(completed, Ok(Completion::NotEntered));
    sign_in(&app, WindowKind::Office, Role::ShopManager).await;
    assert_eq!(settings(&app).await.shops.len(), 1);
    ask(&app, rules).await.expect_err("the group's");
}
