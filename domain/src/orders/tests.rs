//! Pricing as tables: what is refused, what it costs.

use super::*;
use crate::language::{Language, Spoken};
use crate::menu::{
    Category, CategoryId, Dish, DishRefused, Extra, Formula, FormulaId, FormulaPart, HalfPrice,
    Ingredient, IngredientId, Look, Menu, Product, ProductId, RecipeLine, SellingRules, Shape,
    Size, SizeId, Unit, VatClass, VatRule,
};
use crate::money::VatRate;
use crate::text::TextRefused;
use chrono::TimeDelta;
use proptest::prelude::*;

const CHEESE: IngredientId = IngredientId(1);
const OLIVE: IngredientId = IngredientId(2);
const EGG: IngredientId = IngredientId(3);

pub(super) fn menu() -> Menu {
    let product =
        |id: i64, name: &str, class: VatClass, price: i64, cooking: Option<u32>| Product {
            id: ProductId(id),
            slug: name.to_lowercase(),
            category: CategoryId(if cooking.is_some() { 1 } else { 2 }),
            name: name.to_owned(),
            description: String::new(),
            vat_class: class,
            cooking_minutes: cooking,
            suspended: name == "Océane",
            sizes: vec![Size {
                id: SizeId(id * 10),
                name: None,
                price: Cents(price),
                recipe: vec![
                    RecipeLine { ingredient: CHEESE, quantity: 100 },
                    RecipeLine { ingredient: OLIVE, quantity: 2 * id + 1 },
                ],
                steps: vec![],
            }],
        };
    let ingredient = |id: IngredientId, name: &str, extra| Ingredient {
        id,
        name: name.to_owned(),
        unit: Unit::G,
        look: Look { shape: Shape::Melt, color: "#fbeecb".into() },
        allergens: vec![],
        extra,
    };
    let rule = |class, mode, rate| VatRule { class, mode, rate: VatRate(rate) };
    Menu {
        version: 7,
        categories: vec![Category { id: CategoryId(1), name: "Pizzas".into(), name_en: None }],
        ingredients: vec![
            ingredient(CHEESE, "fromage", Some(Extra { price: Cents(150), quantity: 50 })),
            ingredient(OLIVE, "olives", None),
            ingredient(EGG, "œuf", Some(Extra { price: Cents(100), quantity: 1 })),
        ],
        products: vec![
            product(1, "Reine", VatClass::Prepared, 800, Some(7)),
            product(2, "Limonade", VatClass::Packed, 250, None),
            product(3, "Océane", VatClass::Prepared, 950, Some(8)),
            product(4, "Royale", VatClass::Prepared, 905, Some(9)),
        ],
        formulas: vec![Formula {
            id: FormulaId(1),
            slug: "midi".into(),
            name: "Midi".into(),
            price: Cents(950),
            parts: vec![
                FormulaPart { name: "Pizza".into(), categories: vec![CategoryId(1)] },
                FormulaPart { name: "Boisson".into(), categories: vec![CategoryId(2)] },
            ],
        }],
        coming: vec![],
        vat: vec![
            rule(VatClass::Prepared, ServiceMode::TakeAway, 1000),
            rule(VatClass::Packed, ServiceMode::TakeAway, 550),
            rule(VatClass::Prepared, ServiceMode::EatIn, 1000),
            rule(VatClass::Packed, ServiceMode::EatIn, 1000),
        ],
        rules: SellingRules {
            half_price: HalfPrice::Dearer,
            discount_alone_percent: 10,
            delivery: DeliveryRules { fee: Cents(100), ..DeliveryRules::default() },
        },
    }
}

fn sold(sold: Sold, quantity: u32, price: i64) -> LineRequest {
    LineRequest { sold, quantity, unit_price: Cents(price), note: None, discount: None }
}

fn line(size: i64, quantity: u32, price: i64) -> LineRequest {
    sold(Sold::Dish(Dish::plain(SizeId(size))), quantity, price)
}

fn dish(
    first: i64,
    second: Option<i64>,
    without: &[IngredientId],
    extras: &[IngredientId],
) -> Dish {
    Dish {
        size: SizeId(first),
        half: second.map(SizeId),
        without: without.to_vec(),
        extras: extras.to_vec(),
    }
}

fn midi(dishes: Vec<Dish>, price: i64) -> LineRequest {
    sold(Sold::Formula { formula: FormulaId(1), dishes }, 1, price)
}

fn off(off: Off) -> Option<Discount> {
    Some(Discount { off, reason: "fidélité".into() })
}

fn order(lines: Vec<LineRequest>) -> OrderContent {
    OrderContent {
        channel: Channel::Counter,
        mode: ServiceMode::TakeAway,
        customer_name: None,
        customer_phone: None,
        delivery: None,
        lines,
        discount: None,
        menu_version: 7,
        despite_stock: false,
        approval: None,
    }
}

fn taxes(priced: &PricedOrder) -> Vec<(u32, i64, i64)> {
    priced.totals.vat.iter().map(|share| (share.rate.0, share.gross.0, share.tax.0)).collect()
}

#[test]
fn what_an_order_costs() {
    let asked = order(vec![line(10, 2, 800), line(20, 1, 250)]);
    let taken_away = price(&asked, &menu()).expect("priced");
    assert_eq!(taken_away.totals.gross, Cents(1850));
    assert_eq!(taxes(&taken_away), [(550, 250, 13), (1000, 1600, 145)]);
    assert_eq!(taken_away.need.get(&CHEESE), Some(&300));
    assert_eq!(taken_away.pizzas(), 2);

    let eaten_here = OrderContent { mode: ServiceMode::EatIn, ..asked };
    assert_eq!(taxes(&price(&eaten_here, &menu()).expect("priced")), [(1000, 1850, 168)]);
}

#[test]
fn halves_extras_and_what_is_left_out() {
    let mut menu = menu();
    // Reine has 3 olives, Royale 9: two halves take 6; of 3 and 4 they would take 4.
    let table = [
        (dish(10, Some(40), &[], &[]), "½\u{a0}Reine ½\u{a0}Royale", 905, [100, 6, 0]),
        (dish(40, Some(10), &[OLIVE], &[]), "½\u{a0}Royale ½\u{a0}Reine", 905, [100, 0, 0]),
        (dish(10, None, &[OLIVE], &[EGG, EGG, CHEESE]), "Reine", 1150, [150, 0, 2]),
        (dish(10, Some(40), &[CHEESE], &[EGG]), "½\u{a0}Reine ½\u{a0}Royale", 1005, [0, 6, 1]),
    ];
    for (dish, name, price, [cheese, olives, eggs]) in table {
        let made = dish.on(&menu).expect("made");
        assert_eq!((made.name().as_str(), made.price()), (name, Cents(price)), "{dish:?}");
        let need = made.need();
        let of = |ingredient| need.get(&ingredient).copied().unwrap_or(0);
        assert_eq!([of(CHEESE), of(OLIVE), of(EGG)], [cheese, olives, eggs], "{dish:?}");
    }
    menu.products[3].sizes[0].recipe[1].quantity = 4;
    let halves = dish(10, Some(40), &[], &[]);
    assert_eq!(halves.on(&menu).expect("made").need().get(&OLIVE), Some(&4));
    menu.rules.half_price = HalfPrice::Mean;
    let made = halves.on(&menu).expect("made");
    // 852.5 cents, rounded up; in the oven as long as the longer half.
    assert_eq!((made.price(), made.cooking_minutes()), (Cents(853), Some(9)));
}

#[test]
fn a_formula_is_shared_over_its_rates_by_what_its_parts_cost_apart() {
    let reine_and_drink = vec![dish(10, None, &[], &[EGG]), dish(20, None, &[], &[])];
    let priced = price(&order(vec![midi(reine_and_drink, 1050)]), &menu()).expect("priced");
    // 9.50 shared as 8.00 to 2.50: 7.24 and 2.26; the egg comes on top of the pizza.
    let shares: Vec<_> = priced.lines.iter().map(|line| line.unit_price.0).collect();
    assert_eq!(shares, [824, 226]);
    assert_eq!(taxes(&priced), [(550, 226, 12), (1000, 824, 75)]);
    assert!(priced.lines.iter().all(|line| line.formula.as_deref() == Some("Midi")));
}

#[test]
fn the_pizza_of_a_formula_may_be_in_halves_of_its_category() {
    let mut menu = menu();
    let line = || midi(vec![dish(10, Some(40), &[], &[]), dish(20, None, &[], &[])], 950);
    let priced = price(&order(vec![line()]), &menu).expect("priced");
    // 9.50 shared as 9.05, the dearer half's, to 2.50.
    let shares: Vec<_> = priced.lines.iter().map(|line| line.unit_price.0).collect();
    assert_eq!(shares, [744, 206]);
    assert_eq!(priced.lines[0].need.get(&OLIVE), Some(&6));
    menu.products[3].category = CategoryId(3);
    let refused = price(&order(vec![line()]), &menu).expect_err("of another category");
    assert_eq!(refused, OrderRefused::FormulaParts { name: "Midi".into() });
}

#[test]
fn discounts_are_shared_over_lines() {
    let mut asked = order(vec![line(10, 2, 800), line(20, 1, 250)]);
    asked.lines[0].discount = off(Off::Percent(10));
    asked.discount = off(Off::Amount(Cents(169)));
    let priced = price(&asked, &menu()).expect("priced");
    // 16.00 − 1.60 = 14.40 and 2.50; 1.69 over them is 1.44 and 0.25.
    let each: Vec<_> = priced.lines.iter().map(|line| line.discount.0).collect();
    assert_eq!(each, [160 + 144, 25]);
    assert_eq!(priced.totals.gross, Cents(1850 - 160 - 169));
    assert_eq!(priced.needs_manager, Some(OrderRefused::DiscountAlone { percent: 10 }));
}

#[test]
fn a_large_discount_and_a_sale_despite_the_stock_need_a_manager() {
    let mut asked = order(vec![line(10, 2, 800), line(20, 1, 250)]);
    let alone = Some(OrderRefused::DiscountAlone { percent: 10 });
    for (percent, despite_stock, needs_manager) in
        [(10, false, None), (11, false, alone), (10, true, Some(OrderRefused::DespiteStock))]
    {
        asked.discount = off(Off::Percent(percent));
        asked.despite_stock = despite_stock;
        let priced = price(&asked, &menu()).expect("priced");
        assert_eq!(priced.needs_manager, needs_manager, "{percent}");
    }
}

#[test]
fn what_is_refused() {
    let reine = || line(10, 1, 800);
    let with = |change: fn(&mut OrderContent)| {
        let mut call = order(vec![reine()]);
        change(&mut call);
        call
    };
    let one = |dish: Dish| order(vec![sold(Sold::Dish(dish), 1, 800)]);
    let halves = |second: &str| {
        OrderRefused::Dish(DishRefused::NoHalves { first: "Reine".into(), second: second.into() })
    };
    let parts = OrderRefused::FormulaParts { name: "Midi".into() };
    let table = [
        (order(vec![]), OrderRefused::Empty),
        (order(vec![line(10, 0, 800)]), OrderRefused::Quantity { quantity: 0 }),
        (order(vec![line(10, 10_000, 800)]), OrderRefused::Quantity { quantity: 10_000 }),
        (order(vec![reine(); 101]), OrderRefused::TooManyLines),
        (order(vec![line(99, 1, 800)]), OrderRefused::Dish(DishRefused::Unknown)),
        (order(vec![line(30, 1, 950)]), OrderRefused::Suspended { name: "Océane".into() }),
        (
            order(vec![line(10, 1, 1)]),
            OrderRefused::Price { name: "Reine".into(), price: Cents(800) },
        ),
        (
            order(vec![line(10, 1, -800)]),
            OrderRefused::Price { name: "Reine".into(), price: Cents(800) },
        ),
        (one(dish(10, Some(20), &[], &[])), halves("Limonade")),
        (one(dish(10, Some(10), &[], &[])), halves("Reine")),
        (one(dish(10, Some(99), &[], &[])), OrderRefused::Dish(DishRefused::Unknown)),
        (one(dish(10, None, &[EGG], &[])), OrderRefused::Dish(DishRefused::NotLeftOut)),
        (one(dish(10, None, &[CHEESE], &[CHEESE])), OrderRefused::Dish(DishRefused::NotLeftOut)),
        (
            one(dish(10, None, &[], &[OLIVE])),
            OrderRefused::Dish(DishRefused::NoExtra { ingredient: "olives".into() }),
        ),
        (one(dish(10, None, &[], &[EGG; 11])), OrderRefused::Dish(DishRefused::TooManyExtras)),
        (
            one(dish(20, None, &[OLIVE], &[])),
            OrderRefused::Dish(DishRefused::NotChanged { product: "Limonade".into() }),
        ),
        (
            order(vec![sold(Sold::Formula { formula: FormulaId(9), dishes: vec![] }, 1, 950)]),
            OrderRefused::UnknownFormula,
        ),
        (order(vec![midi(vec![], 950)]), parts.clone()),
        (order(vec![midi(vec![dish(20, None, &[], &[]), dish(10, None, &[], &[])], 950)]), parts),
        (with(|call| call.discount = off(Off::Percent(0))), OrderRefused::Discount),
        (with(|call| call.discount = off(Off::Percent(101))), OrderRefused::Discount),
        (with(|call| call.discount = off(Off::Amount(Cents(801)))), OrderRefused::Discount),
        (with(|call| call.discount = off(Off::Amount(Cents(-1)))), OrderRefused::Discount),
        (
            with(|call| {
                call.discount = Some(Discount { off: Off::Percent(5), reason: " ".into() });
            }),
            OrderRefused::NoReason,
        ),
        (with(|call| call.menu_version = 6), OrderRefused::StaleMenu),
        (with(|call| call.mode = ServiceMode::Delivery), OrderRefused::NoPhone),
        (
            with(|call| {
                call.mode = ServiceMode::Delivery;
                call.customer_phone = Some("06 12 34 56 78".into());
            }),
            OrderRefused::NoAddress,
        ),
        (
            with(|call| call.customer_name = Some("x".repeat(100_000))),
            OrderRefused::Text(TextRefused::TooLong { field: "customer_name", characters_max: 60 }),
        ),
        (
            with(|call| call.customer_phone = Some("12".into())),
            OrderRefused::Text(TextRefused::NotAPhone { field: "customer_phone" }),
        ),
        (
            with(|call| call.lines[0].note = Some("\u{1b}[2J".into())),
            OrderRefused::Text(TextRefused::ControlCharacter { field: "note" }),
        ),
    ];
    for (call, refused) in table {
        assert_eq!(price(&call, &menu()), Err(refused));
    }
}

/// The same, brought to an address.
fn delivered(lines: Vec<LineRequest>) -> OrderContent {
    let delivery = Some(crate::customers::DeliveryAddress {
        street: "12 rue des Lilas".into(),
        postcode: "67000".into(),
        town: "Mozzaville".into(),
        ..Default::default()
    });
    let customer_phone = Some("06 12 34 56 78".into());
    OrderContent { mode: ServiceMode::Delivery, delivery, customer_phone, ..order(lines) }
}

#[test]
fn a_delivery_costs_its_fee_shared_over_what_is_brought() {
    let mut menu = menu();
    menu.vat.push(VatRule {
        class: VatClass::Prepared,
        mode: ServiceMode::Delivery,
        rate: VatRate(1000),
    });
    menu.vat.push(VatRule {
        class: VatClass::Packed,
        mode: ServiceMode::Delivery,
        rate: VatRate(550),
    });
    let both = || delivered(vec![line(10, 1, 800), line(20, 2, 250)]);
    let priced = price(&both(), &menu).expect("priced");
    let fee: Vec<_> = priced.lines.iter().filter(|line| line.dish.is_none()).collect();
    let parts: Vec<_> =
        fee.iter().map(|line| (line.vat_class, line.vat_rate.0, line.gross().0)).collect();
    assert_eq!(parts, [(VatClass::Prepared, 1000, 62), (VatClass::Packed, 550, 38)]);
    assert_eq!((priced.totals.gross, priced.pizzas()), (Cents(1400), 1));
    assert!(fee.iter().all(|line| line.name == "Livraison" && line.need.is_empty()));
    // What is picked up is brought nowhere, whatever is typed.
    let picked_up = OrderContent { mode: ServiceMode::TakeAway, ..both() };
    let priced = price(&picked_up, &menu).expect("priced");
    assert_eq!((priced.delivery, priced.totals.gross), (None, Cents(1300)));

    menu.rules.delivery.free_from = Some(Cents(1300));
    assert_eq!(price(&both(), &menu).expect("priced").totals.gross, Cents(1300));
    menu.rules.delivery.minimum = Some(Cents(1500));
    let refused = OrderRefused::BelowMinimum { minimum: Cents(1500), lacks: Cents(200) };
    assert_eq!(price(&both(), &menu), Err(refused.clone()));
    assert_ne!(refused.say(Language::Fr), refused.say(Language::En));
    let mut nowhere = both();
    nowhere.delivery.as_mut().expect("an address").street = "rue des Lilas".into();
    let refused = price(&nowhere, &menu).expect_err("no number");
    assert_eq!(crate::failure::Refusal::field(&refused).as_deref(), Some("street"));
}

#[test]
fn when_it_can_be_promised() {
    let now: DateTime<Utc> = "2026-11-25T19:00:00Z".parse().expect("an instant");
    for (minutes, good) in [(-2, false), (0, true), (20, true), (48 * 60, false)] {
        let at = now + TimeDelta::minutes(minutes);
        assert_eq!(check_promise(at, now).is_ok(), good, "{minutes}");
    }
}

proptest! {
    /// Whatever is ordered and taken off, parts sum to the whole and nothing falls below zero.
    #[test]
    fn shares_of_formulas_and_discounts_add_up(
        quantities in (1u32..20, 0u32..20), extras in 0usize..4, percent in 0u32..=100, amount in 0i64..900,
    ) {
        let dishes = vec![dish(10, None, &[], &vec![EGG; extras]), dish(20, None, &[], &[])];
        let mut lines = vec![midi(dishes, 950 + 100 * extras as i64)];
        lines[0].quantity = quantities.0;
        lines[0].discount = (amount > 0).then(|| Discount { off: Off::Amount(Cents(amount)), reason: "x".into() });
        if quantities.1 > 0 {
            lines.push(line(40, quantities.1, 905));
        }
        let full: i64 = lines.iter().map(|line| line.unit_price.0 * i64::from(line.quantity)).sum();
        let mut asked = order(lines);
        asked.discount = (percent > 0).then(|| Discount { off: Off::Percent(percent), reason: "x".into() });
        let priced = price(&asked, &menu()).expect("priced");
        prop_assert_eq!(priced.totals.gross.0, full - priced.discounted().0);
        prop_assert!(priced.lines.iter().all(|line| line.gross() >= Cents::ZERO));
        prop_assert_eq!(priced.lines.iter().map(PricedLine::gross).sum::<Cents>(), priced.totals.gross);
    }

    /// What a half takes is never less than half of what the whole takes, nor a unit more.
    #[test]
    fn halves_take_half_of_each(first in 1i64..500, second in 1i64..500) {
        let mut menu = menu();
        menu.products[0].sizes[0].recipe[1].quantity = first;
        menu.products[3].sizes[0].recipe[1].quantity = second;
        let need = dish(10, Some(40), &[], &[]).on(&menu).expect("made").need();
        prop_assert_eq!(need[&OLIVE], (first + second + 1) / 2);
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
