//! Pricing as tables: what is refused, what it costs.

use super::*;
use crate::menu::{
    Category, CategoryId, Ingredient, IngredientId, Look, ProductId, RecipeLine, Shape, Unit,
    VatRule,
};
use crate::text::TextRefused;

fn now() -> DateTime<Utc> {
    "2026-11-25T19:00:00Z".parse().expect("an instant")
}

fn menu() -> Menu {
    let product =
        |id: i64, name: &str, class: VatClass, price: i64, cooking: Option<u32>| Product {
            id: ProductId(id),
            slug: name.to_lowercase(),
            category: CategoryId(1),
            name: name.to_owned(),
            description: String::new(),
            vat_class: class,
            cooking_minutes: cooking,
            suspended: name == "Océane",
            sizes: vec![Size {
                id: SizeId(id * 10),
                name: None,
                price: Cents(price),
                recipe: vec![RecipeLine { ingredient: IngredientId(1), quantity: 100 }],
                steps: vec![],
            }],
        };
    let rule = |class, mode, rate| VatRule { class, mode, rate: VatRate(rate) };
    Menu {
        version: 7,
        categories: vec![Category { id: CategoryId(1), name: "Pizzas".into(), name_en: None }],
        ingredients: vec![Ingredient {
            id: IngredientId(1),
            name: "fromage".into(),
            unit: Unit::G,
            look: Look { shape: Shape::Melt, color: "#fbeecb".into() },
            allergens: vec![],
        }],
        products: vec![
            product(1, "Reine", VatClass::Prepared, 800, Some(8)),
            product(2, "Limonade", VatClass::Packed, 250, None),
            product(3, "Océane", VatClass::Prepared, 950, Some(8)),
        ],
        vat: vec![
            rule(VatClass::Prepared, ServiceMode::TakeAway, 1000),
            rule(VatClass::Packed, ServiceMode::TakeAway, 550),
            rule(VatClass::Prepared, ServiceMode::EatIn, 1000),
            rule(VatClass::Packed, ServiceMode::EatIn, 1000),
        ],
    }
}

fn line(size: i64, quantity: u32, price: i64) -> LineRequest {
    LineRequest { size: SizeId(size), quantity, unit_price: Cents(price), note: None }
}

fn order(lines: Vec<LineRequest>) -> PlaceOrder {
    PlaceOrder {
        command: CommandId(Uuid::nil()),
        order: OrderId(Uuid::nil()),
        channel: Channel::Counter,
        mode: ServiceMode::TakeAway,
        customer_name: None,
        lines,
        menu_version: 7,
        promised_at: now() + TimeDelta::minutes(20),
        despite_stock: false,
    }
}

#[test]
fn what_an_order_costs() {
    let taken_away =
        price(&order(vec![line(10, 2, 800), line(20, 1, 250)]), &menu(), now()).expect("priced");
    assert_eq!(taken_away.totals.gross, Cents(1850));
    let taxes: Vec<_> =
        taken_away.totals.vat.iter().map(|s| (s.rate.0, s.gross.0, s.tax.0)).collect();
    assert_eq!(taxes, [(550, 250, 13), (1000, 1600, 145)]);
    assert_eq!(taken_away.need.get(&IngredientId(1)), Some(&300));
    assert_eq!(taken_away.pizzas(), 2);

    let mut eaten_here = order(vec![line(10, 2, 800), line(20, 1, 250)]);
    eaten_here.mode = ServiceMode::EatIn;
    let eaten_here = price(&eaten_here, &menu(), now()).expect("priced");
    let taxes: Vec<_> =
        eaten_here.totals.vat.iter().map(|s| (s.rate.0, s.gross.0, s.tax.0)).collect();
    assert_eq!(taxes, [(1000, 1850, 168)]);
}

#[test]
fn what_is_refused() {
    let reine = || line(10, 1, 800);
    let with = |change: fn(&mut PlaceOrder)| {
        let mut call = order(vec![reine()]);
        change(&mut call);
        call
    };
    let table = [
        (order(vec![]), OrderRefused::Empty),
        (order(vec![line(10, 0, 800)]), OrderRefused::Quantity { quantity: 0 }),
        (order(vec![line(10, 10_000, 800)]), OrderRefused::Quantity { quantity: 10_000 }),
        (order(vec![reine(); 101]), OrderRefused::TooManyLines),
        (order(vec![line(99, 1, 800)]), OrderRefused::UnknownProduct),
        (order(vec![line(30, 1, 950)]), OrderRefused::Suspended { name: "Océane".into() }),
        (
            order(vec![line(10, 1, 1)]),
            OrderRefused::Price { name: "Reine".into(), price: Cents(800) },
        ),
        (
            order(vec![line(10, 1, -800)]),
            OrderRefused::Price { name: "Reine".into(), price: Cents(800) },
        ),
        (with(|call| call.menu_version = 6), OrderRefused::StaleMenu),
        (with(|call| call.mode = ServiceMode::Delivery), OrderRefused::NoAddress),
        (with(|call| call.promised_at = now() - TimeDelta::minutes(2)), OrderRefused::Promise),
        (with(|call| call.promised_at = now() + TimeDelta::days(2)), OrderRefused::Promise),
        (
            with(|call| call.customer_name = Some("x".repeat(100_000))),
            OrderRefused::Text(TextRefused::TooLong { field: "customer_name", characters_max: 60 }),
        ),
        (
            with(|call| call.lines[0].note = Some("\u{1b}[2J".into())),
            OrderRefused::Text(TextRefused::ControlCharacter { field: "note" }),
        ),
    ];
    for (call, refused) in table {
        assert_eq!(price(&call, &menu(), now()), Err(refused));
    }
}

#[test]
fn every_refusal_speaks_both_languages() {
    for refused in [
        OrderRefused::Empty,
        OrderRefused::StaleMenu,
        OrderRefused::StockShort { ingredients: vec!["ail".into()] },
    ] {
        assert_ne!(refused.say(Language::Fr), refused.say(Language::En));
    }
}
