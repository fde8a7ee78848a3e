//! The demonstration as its JSON files say it, read and checked.
//!
//! Owns the form of the files and that every name used in one is borne by something in another.
//! A field that no struct knows is refused, so that a slip of the pen is not lost.

use anyhow::{Context, ensure};
use chrono::{NaiveDate, NaiveTime};
use domain::menu::{Allergen, Shape, Unit, VatClass};
use domain::staff::Role;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// All of it.
#[derive(Debug)]
pub struct Demo {
    pub shops: Vec<Shop>,
    pub staff: Vec<Person>,
    pub vat: Vec<VatRates>,
    pub categories: Vec<Category>,
    pub formulas: Vec<Formula>,
    pub ingredients: Vec<Ingredient>,
    pub products: Vec<Product>,
    pub stock: Vec<Level>,
    pub suppliers: Vec<Supplier>,
}

#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Shop {
    pub code: String,
    pub name: String,
    pub address: String,
    /// Latitude and longitude, in millionths of a degree.
    pub latitude_e6: i32,
    pub longitude_e6: i32,
    pub siret: String,
    pub stations: u32,
    pub making_seconds: u32,
    pub oven_places: u32,
    pub hours: Vec<Hours>,
}

/// Open on these days between these times.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Hours {
    /// 1 is Monday.
    pub days: Vec<u8>,
    pub opens_at: NaiveTime,
    /// Before `opens_at`: of the next day.
    pub closes_at: NaiveTime,
}

/// A person. The name stands for one person only.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    pub name: String,
    pub role: Role,
    /// The code of the shop; none for those who work in all.
    pub shop: Option<String>,
    /// The number that text messages go to, as numbers are kept.
    pub phone: Option<String>,
}

/// The rates of a class from a day on.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct VatRates {
    pub vat_class: VatClass,
    pub valid_from: NaiveDate,
    pub basis_points: BasisPoints,
}

/// One rate a way of service; the fields bear the words of `vat_rate.mode`.
#[derive(Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct BasisPoints {
    pub take_away: u32,
    pub delivery: u32,
    pub eat_in: u32,
}

#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Category {
    pub name: String,
    pub name_en: Option<String>,
}

#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Ingredient {
    pub name: String,
    pub unit: Unit,
    pub order_lot: i64,
    pub shape: Shape,
    pub color: String,
    pub allergens: Vec<Allergen>,
    /// A helping on top, where it is sold so.
    #[serde(default)]
    pub extra: Option<Extra>,
}

#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Extra {
    pub price_cents: i64,
    pub quantity: i64,
}

#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Formula {
    pub slug: String,
    pub name: String,
    pub price_cents: i64,
    pub parts: Vec<Part>,
}

/// One thing of a formula.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    pub name: String,
    pub categories: Vec<String>,
}

#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Product {
    pub category: String,
    pub slug: String,
    pub name: String,
    pub description: String,
    pub vat_class: VatClass,
    pub cooking_minutes: Option<u32>,
    pub price_cents: i64,
    pub recipe: Vec<Line>,
    pub steps: Vec<String>,
}

/// So much of an ingredient, in its unit.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    pub ingredient: String,
    pub quantity: i64,
}

/// What the shops have of an ingredient at the start, in its unit.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Level {
    pub ingredient: String,
    pub safety: i64,
    /// By the code of the shop.
    pub on_hand: BTreeMap<String, i64>,
}

/// Who sells what to the group.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Supplier {
    pub name: String,
    pub email: Option<String>,
    pub phone: String,
    pub offers: Vec<Offer>,
}

/// A lot of an ingredient, and what it costs without VAT.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Offer {
    pub ingredient: String,
    pub lot: i64,
    pub lot_price_cents: i64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MenuFile {
    categories: Vec<Category>,
    formulas: Vec<Formula>,
    products: Vec<Product>,
}

impl Demo {
    /// Reads the files and checks that they fit together.
    pub fn read() -> anyhow::Result<Demo> {
        let MenuFile { categories, formulas, products } =
            parse("menu.json", include_str!("menu.json"))?;
        let demo = Demo {
            shops: parse("shops.json", include_str!("shops.json"))?,
            staff: parse("staff.json", include_str!("staff.json"))?,
            vat: parse("vat.json", include_str!("vat.json"))?,
            categories,
            formulas,
            ingredients: parse("ingredients.json", include_str!("ingredients.json"))?,
            products,
            stock: parse("stock.json", include_str!("stock.json"))?,
            suppliers: parse("suppliers.json", include_str!("suppliers.json"))?,
        };
        demo.check()?;
        Ok(demo)
    }

    fn check(&self) -> anyhow::Result<()> {
        let shops = distinct(self.shops.iter().map(|shop| &shop.code))?;
        let ingredients = distinct(self.ingredients.iter().map(|ingredient| &ingredient.name))?;
        self.check_staff(&shops)?;
        self.check_products(&ingredients)?;
        self.check_stock(&shops, &ingredients)?;
        let sold = self.suppliers.iter().flat_map(|it| &it.offers).map(|offer| &offer.ingredient);
        ensure!(distinct(sold)? == ingredients, "the suppliers do not sell each ingredient once");
        Ok(())
    }

    fn check_staff(&self, shops: &BTreeSet<&str>) -> anyhow::Result<()> {
        distinct(self.staff.iter().map(|person| &person.name))?;
        for Person { name, role, shop, phone } in &self.staff {
            let kept = domain::text::phone(phone.as_deref(), "phone").ok().flatten();
            ensure!(kept == *phone, "{name}: the number is not as numbers are kept");
            let works_in_all = matches!(role, Role::GroupManager | Role::Administrator);
            ensure!(shop.is_none() == works_in_all, "{name}: a shop does not fit {role:?}");
            if let Some(code) = shop {
                ensure!(shops.contains(code.as_str()), "{name}: no shop {code}");
            }
        }
        Ok(())
    }

    fn check_products(&self, ingredients: &BTreeSet<&str>) -> anyhow::Result<()> {
        let categories = distinct(self.categories.iter().map(|category| &category.name))?;
        distinct(self.products.iter().map(|product| &product.slug))?;
        for Product { slug, category, recipe, .. } in &self.products {
            ensure!(categories.contains(category.as_str()), "{slug}: no category {category}");
            // Without a recipe nothing would say when the last one is sold.
            ensure!(!recipe.is_empty(), "{slug}: an empty recipe");
            distinct(recipe.iter().map(|line| &line.ingredient)).context(slug.clone())?;
            for Line { ingredient, .. } in recipe {
                ensure!(ingredients.contains(ingredient.as_str()), "{slug}: no {ingredient}");
            }
        }
        for Formula { slug, parts, .. } in &self.formulas {
            for category in parts.iter().flat_map(|part| &part.categories) {
                ensure!(categories.contains(category.as_str()), "{slug}: no category {category}");
            }
        }
        Ok(())
    }

    /// Every shop keeps every ingredient: one that a shop does not keep counts as none.
    fn check_stock(
        &self,
        shops: &BTreeSet<&str>,
        ingredients: &BTreeSet<&str>,
    ) -> anyhow::Result<()> {
        let kept = distinct(self.stock.iter().map(|level| &level.ingredient))?;
        ensure!(kept == *ingredients, "the stock does not list the ingredients");
        for Level { ingredient, on_hand, .. } in &self.stock {
            let stocked: BTreeSet<&str> = on_hand.keys().map(String::as_str).collect();
            ensure!(stocked == *shops, "{ingredient}: the stock does not list the shops");
        }
        Ok(())
    }
}

fn parse<T: DeserializeOwned>(file: &'static str, text: &str) -> anyhow::Result<T> {
    serde_json::from_str(text).context(file)
}

/// The names as a set; a name given twice is refused.
fn distinct<'a>(names: impl Iterator<Item = &'a String>) -> anyhow::Result<BTreeSet<&'a str>> {
    let mut set = BTreeSet::new();
    for name in names {
        ensure!(set.insert(name.as_str()), "{name} stands there twice");
    }
    Ok(set)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The group's own figures, as its earlier database held them.
    #[derive(Deserialize)]
    struct Facts {
        products: Vec<ProductFact>,
        ingredients: Vec<IngredientFact>,
        stock: Vec<StockFact>,
    }

    #[derive(Deserialize)]
    struct ProductFact {
        name: String,
        price_cents: i64,
        recipe: BTreeMap<String, i64>,
    }

    #[derive(Deserialize)]
    struct IngredientFact {
        name: String,
        unit: Unit,
        order_lot: i64,
    }

    #[derive(Deserialize)]
    struct StockFact {
        shop: u32,
        ingredient: String,
        safety: i64,
        on_hand: i64,
    }

    fn facts() -> anyhow::Result<Facts> {
        parse("facts.json", include_str!("facts.json"))
    }

    /// Three names were misspelt there.
    fn spelt(name: &str) -> &str {
        match name {
            "pate à pizza" => "pâte à pizza",
            "oeuf" => "œuf",
            "bleu d'auvergne" => "bleu d’Auvergne",
            right => right,
        }
    }

    fn pizzas(demo: &Demo) -> impl Iterator<Item = &Product> {
        demo.products.iter().filter(|product| product.category == "Pizzas")
    }

    #[test]
    fn the_pizzas_are_the_groups() -> anyhow::Result<()> {
        let demo = Demo::read()?;
        let ours: Vec<_> = pizzas(&demo)
            .map(|pizza| {
                let recipe: BTreeMap<_, _> = pizza
                    .recipe
                    .iter()
                    .map(|line| (line.ingredient.as_str(), line.quantity))
                    .collect();
                (pizza.name.as_str(), pizza.price_cents, recipe)
            })
            .collect();
        let facts = facts()?;
        let theirs: Vec<_> = facts
            .products
            .iter()
            .map(|pizza| {
                let recipe: BTreeMap<_, _> =
                    pizza.recipe.iter().map(|(name, &quantity)| (spelt(name), quantity)).collect();
                (pizza.name.as_str(), pizza.price_cents, recipe)
            })
            .collect();
        assert_eq!(ours, theirs);
        assert_eq!(ours.len(), 10);
        Ok(())
    }

    #[test]
    fn the_ingredients_are_the_groups_then_what_is_sold_as_it_is() -> anyhow::Result<()> {
        let demo = Demo::read()?;
        let facts = facts()?;
        let (theirs, ours) = demo.ingredients.split_at(facts.ingredients.len());
        for (held, fact) in theirs.iter().zip(&facts.ingredients) {
            assert_eq!(
                (held.name.as_str(), held.unit, held.order_lot),
                (spelt(&fact.name), fact.unit, fact.order_lot)
            );
        }
        for Ingredient { name, unit, shape, .. } in ours {
            assert_eq!(*unit, Unit::Pc, "{name}");
            assert!(matches!(shape, Shape::Can | Shape::Bottle | Shape::Cup), "{name}");
        }
        Ok(())
    }

    #[test]
    fn three_shops_have_what_they_had() -> anyhow::Result<()> {
        let demo = Demo::read()?;
        let levels: BTreeMap<&str, &Level> =
            demo.stock.iter().map(|level| (level.ingredient.as_str(), level)).collect();
        let facts = facts()?;
        assert_eq!(facts.stock.len(), 3 * facts.ingredients.len());
        for StockFact { shop, ingredient, safety, on_hand } in &facts.stock {
            let level = levels.get(spelt(ingredient)).context(ingredient.clone())?;
            let held = level.on_hand.get(&format!("MOZ{shop}"));
            assert_eq!((level.safety, held), (*safety, Some(on_hand)), "{shop} {ingredient}");
        }
        Ok(())
    }

    #[test]
    fn a_pizza_is_baked_as_long_as_its_steps_say() -> anyhow::Result<()> {
        for Product { slug, cooking_minutes, steps, .. } in pizzas(&Demo::read()?) {
            let minutes = cooking_minutes.context("no cooking")?;
            assert!((6..=9).contains(&minutes) && (4..=6).contains(&steps.len()), "{slug}");
            let said = format!("300\u{a0}°C pendant {minutes}\u{a0}min");
            assert_eq!(steps.iter().filter(|step| step.contains(&said)).count(), 1, "{slug}");
        }
        Ok(())
    }

    #[test]
    fn the_rates_are_those_of_the_code() -> anyhow::Result<()> {
        // CGI art. 278-0 bis, 278, 279.
        let table = [
            (VatClass::Prepared, 1000, 1000),
            (VatClass::OpenDrink, 1000, 1000),
            (VatClass::Packed, 550, 1000),
            (VatClass::Alcohol, 2000, 2000),
        ];
        let demo = Demo::read()?;
        assert_eq!(demo.vat.len(), table.len());
        for (rates, (class, away, eat_in)) in demo.vat.iter().zip(table) {
            let points = BasisPoints { take_away: away, delivery: away, eat_in };
            assert_eq!((rates.vat_class, &rates.basis_points), (class, &points));
        }
        Ok(())
    }

    #[test]
    fn each_shop_has_its_people() -> anyhow::Result<()> {
        let demo = Demo::read()?;
        let roles_in = |shop: Option<&str>| -> Vec<Role> {
            let here = demo.staff.iter().filter(|person| person.shop.as_deref() == shop);
            here.map(|person| person.role).collect()
        };
        use Role::{Administrator, Cashier, Driver, GroupManager, Pizzaiolo, ShopManager};
        assert_eq!(demo.shops.len(), 5);
        for shop in &demo.shops {
            let people = [Cashier, Cashier, Pizzaiolo, Pizzaiolo, Driver, ShopManager];
            assert_eq!(roles_in(Some(&shop.code)), people, "{}", shop.code);
        }
        assert_eq!(roles_in(None), [GroupManager, Administrator]);
        Ok(())
    }

    #[test]
    fn what_does_not_fit_together_is_refused() -> anyhow::Result<()> {
        let slips: [fn(&mut Demo); 8] = [
            |demo| demo.staff[0].shop = Some("MOZ9".to_owned()),
            |demo| demo.staff[0].shop = None,
            |demo| demo.staff[0].name = demo.staff[1].name.clone(),
            |demo| demo.products[0].category = "Pâtes".to_owned(),
            |demo| demo.products[0].recipe[0].ingredient = "ananas".to_owned(),
            |demo| demo.stock.truncate(1),
            |demo| demo.stock[0].on_hand.clear(),
            |demo| demo.suppliers.truncate(1),
        ];
        for (at, slip) in slips.iter().enumerate() {
            let mut demo = Demo::read()?;
            slip(&mut demo);
            assert!(demo.check().is_err(), "slip {at}");
        }
        let extra = r#"{ "ingredient": "ail", "quantity": 1, "unit": "g" }"#;
        assert!(serde_json::from_str::<Line>(extra).is_err());
        Ok(())
    }
}
