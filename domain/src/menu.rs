//! What is sold: categories, products, sizes, recipes, VAT classes, allergens.

mod dish;

pub use dish::{
    Changes, Dish, DishRefused, EXTRAS_MAX, HalfPrice, Made, Place, Portion, Standing, need_of,
};

use crate::calls;
use crate::contract::Who;
use crate::money::{Cents, VatRate};
use crate::orders::{DeliveryRules, ServiceMode};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

macro_rules! id {
    ($(#[$about:meta])* $name:ident) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub i64);
    };
}

id!(
    /// A category of the menu.
    CategoryId
);
id!(
    /// A product.
    ProductId
);
id!(
    /// A product in one size: what a line of an order names.
    SizeId
);
id!(
    /// A menu at one price.
    FormulaId
);
id!(
    /// An ingredient, or a thing sold as it is (a can).
    IngredientId
);

/// The unit an ingredient is counted in; quantities are whole numbers of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Unit {
    /// Gram.
    G,
    /// Millilitre.
    Ml,
    /// Piece.
    Pc,
}

impl Unit {
    /// The word stored in the database.
    pub fn word(self) -> &'static str {
        match self {
            Unit::G => "g",
            Unit::Ml => "ml",
            Unit::Pc => "pc",
        }
    }

    /// The unit of that word.
    pub fn from_word(word: &str) -> Option<Unit> {
        [Unit::G, Unit::Ml, Unit::Pc].into_iter().find(|unit| unit.word() == word)
    }
}

/// How an ingredient is drawn on a pizza: a shape and a colour.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Look {
    /// The shape.
    pub shape: Shape,
    /// `#rrggbb`.
    pub color: String,
}

/// The shapes an ingredient can have in a drawing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Shape {
    /// The base: drawn as the crust.
    Dough,
    /// Spread over the whole base.
    Sauce,
    /// Large soft ovals (cheese).
    Melt,
    /// Round slices.
    Slice,
    /// Open rings (olives).
    Ring,
    /// Small bars.
    Strip,
    /// Small leaves.
    Leaf,
    /// Small dots.
    Dot,
    /// A fried egg.
    Egg,
    /// A tin, as drinks are drawn.
    Can,
    /// A bottle.
    Bottle,
    /// A small pot, as desserts are drawn.
    Cup,
}

/// The fourteen allergens of Regulation (EU) 1169/2011, annex II.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Allergen {
    /// Cereals containing gluten.
    Gluten,
    /// Crustaceans.
    Crustaceans,
    /// Eggs.
    Eggs,
    /// Fish.
    Fish,
    /// Peanuts.
    Peanuts,
    /// Soybeans.
    Soy,
    /// Milk.
    Milk,
    /// Nuts.
    Nuts,
    /// Celery.
    Celery,
    /// Mustard.
    Mustard,
    /// Sesame seeds.
    Sesame,
    /// Sulphur dioxide and sulphites.
    Sulphites,
    /// Lupin.
    Lupin,
    /// Molluscs.
    Molluscs,
}

/// An ingredient.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ingredient {
    /// Its key.
    pub id: IngredientId,
    /// Its name.
    pub name: String,
    /// The unit of every quantity of it.
    pub unit: Unit,
    /// How it is drawn.
    pub look: Look,
    /// What a person may be allergic to in it.
    pub allergens: Vec<Allergen>,
    /// A helping of it on top, where that is sold.
    pub extra: Option<Extra>,
}

/// A helping of an ingredient, sold on top of a pizza.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extra {
    /// What it costs, VAT included.
    pub price: Cents,
    /// How much it is, in the ingredient's unit.
    pub quantity: i64,
}

/// How a product is taxed; the rate depends on the service mode too (CGI 278-0 bis, 279).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VatClass {
    /// Made to be eaten now.
    Prepared,
    /// A drink without alcohol in an open cup.
    OpenDrink,
    /// A drink without alcohol in a closed can or bottle, or food packed to keep.
    Packed,
    /// Alcohol.
    Alcohol,
}

/// A rate in force for a class and a way of service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VatRule {
    /// The class.
    pub class: VatClass,
    /// The way of service.
    pub mode: ServiceMode,
    /// The rate.
    pub rate: VatRate,
}

/// A category, in the order of the tabs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Category {
    /// Its key.
    pub id: CategoryId,
    /// Its name.
    pub name: String,
    /// Its name in English, where it differs.
    pub name_en: Option<String>,
}

/// One ingredient of a recipe.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecipeLine {
    /// The ingredient.
    pub ingredient: IngredientId,
    /// How much of it, in its unit.
    pub quantity: i64,
}

/// A product in one size.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Size {
    /// Its key.
    pub id: SizeId,
    /// The size's name; none where there is only one.
    pub name: Option<String>,
    /// Price in this shop, VAT included.
    pub price: Cents,
    /// What it takes.
    pub recipe: Vec<RecipeLine>,
    /// How it is made, in order.
    pub steps: Vec<String>,
}

/// A product.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Product {
    /// Its key.
    pub id: ProductId,
    /// Its name in addresses and tests: `reine`.
    pub slug: String,
    /// The tab it stands under.
    pub category: CategoryId,
    /// Its name.
    pub name: String,
    /// One sentence for the customer.
    pub description: String,
    /// How it is taxed.
    pub vat_class: VatClass,
    /// Minutes in the oven; none for what needs no cooking.
    pub cooking_minutes: Option<u32>,
    /// Taken off sale in this shop by hand.
    pub suspended: bool,
    /// Its sizes, the usual one first; never empty.
    pub sizes: Vec<Size>,
}

/// A rate that holds from a day on (CGI art. 269: that on which the pizza is sold).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComingRate {
    /// The first day, of the calendar.
    pub from: NaiveDate,
    /// What holds then.
    pub rule: VatRule,
}

/// Products of given categories at one price ("menu", "formule").
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Formula {
    /// Its key.
    pub id: FormulaId,
    /// Its name in addresses and tests: `midi`.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// The price of all its parts, VAT included; extras come on top.
    pub price: Cents,
    /// What it is made of, in the order it is chosen; never empty.
    pub parts: Vec<FormulaPart>,
}

/// One thing of a formula: a product of one of these categories, in its usual size.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormulaPart {
    /// What it is called: `Boisson`.
    pub name: String,
    /// The categories to choose from.
    pub categories: Vec<CategoryId>,
}

/// The group's rules of selling.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SellingRules {
    /// The price of two halves.
    pub half_price: HalfPrice,
    /// Discounts up to so many percent of an order are a cashier's own; above, a manager's.
    pub discount_alone_percent: u32,
    /// What being brought an order costs.
    #[serde(default)]
    pub delivery: DeliveryRules,
}

/// The menu of one shop at one version.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Menu {
    /// Grows with every change of anything in it.
    pub version: i64,
    /// Categories in the order of the tabs.
    pub categories: Vec<Category>,
    /// Ingredients by key.
    pub ingredients: Vec<Ingredient>,
    /// Products in the order of the grid.
    pub products: Vec<Product>,
    /// Menus at one price.
    pub formulas: Vec<Formula>,
    /// Rates in force.
    pub vat: Vec<VatRule>,
    /// Rates that hold from a later day.
    #[serde(default)]
    pub coming: Vec<ComingRate>,
    /// The rules of selling.
    pub rules: SellingRules,
}

impl Menu {
    /// The product and size of that key.
    pub fn size(&self, id: SizeId) -> Option<(&Product, &Size)> {
        self.products.iter().find_map(|product| {
            product.sizes.iter().find(|size| size.id == id).map(|size| (product, size))
        })
    }

    /// The formula of that key.
    pub fn formula(&self, id: FormulaId) -> Option<&Formula> {
        self.formulas.iter().find(|formula| formula.id == id)
    }

    /// The ingredient of that key.
    pub fn ingredient(&self, id: IngredientId) -> Option<&Ingredient> {
        self.ingredients.iter().find(|ingredient| ingredient.id == id)
    }

    /// The same on a later day of the calendar; none: the rates are the same as now.
    pub fn on(&self, day: NaiveDate) -> Option<Menu> {
        let (mut now, later): (Vec<_>, Vec<_>) =
            self.coming.iter().copied().partition(|coming| coming.from <= day);
        if now.is_empty() {
            return None;
        }
        now.sort_by_key(|coming| coming.from);
        let mut menu = Menu { coming: later, ..self.clone() };
        for ComingRate { rule, .. } in now {
            menu.vat.retain(|old| (old.class, old.mode) != (rule.class, rule.mode));
            menu.vat.push(rule);
        }
        Some(menu)
    }

    /// The rate of a class served in a mode.
    pub fn rate(&self, class: VatClass, mode: ServiceMode) -> Option<VatRate> {
        self.vat.iter().find(|rule| rule.class == class && rule.mode == mode).map(|rule| rule.rate)
    }

    /// What a person may be allergic to in a size, in the order of the regulation.
    pub fn allergens(&self, size: &Size) -> Vec<Allergen> {
        let mut found: Vec<Allergen> = size
            .recipe
            .iter()
            .filter_map(|line| self.ingredient(line.ingredient))
            .flat_map(|ingredient| ingredient.allergens.iter().copied())
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// The menu of this window's shop.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ReadMenu {}

calls! {
    /// The calls about the menu.
    "menu" MenuCall {
        ReadMenu -> Menu, Who::Anyone, [Counter, Kitchen];
    }
}
