//! A product as one customer wants it: in halves, without this, with more of that.
//!
//! One list of portions says what is on it. Its price, what it takes from the stock, the recipe
//! page and the drawing are all read from that list, so that they cannot differ.

use super::{Ingredient, IngredientId, Menu, Product, RecipeLine, Size, SizeId, VatClass};
use crate::failure::{FailureCode, Refusal};
use crate::language::{Language, Spoken, either};
use crate::money::Cents;
use crate::stock::Quantities;
use serde::{Deserialize, Serialize};

/// The most extras on one dish.
pub const EXTRAS_MAX: usize = 10;

/// How the price of two halves comes from the prices of the two pizzas: a setting of the group.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HalfPrice {
    /// The dearer one's.
    #[default]
    Dearer,
    /// Half of each, rounded up to the cent.
    Mean,
}

impl HalfPrice {
    fn of(self, first: Cents, second: Cents) -> Cents {
        match self {
            HalfPrice::Dearer => first.max(second),
            HalfPrice::Mean => Cents((first.0 + second.0 + 1).div_euclid(2)),
        }
    }
}

/// A product as one customer wants it, by keys.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Dish {
    /// The product in its size; the first half of a pizza in halves.
    pub size: SizeId,
    /// The second half, of the same size.
    #[serde(default)]
    pub half: Option<SizeId>,
    /// Ingredients left out, on both halves.
    #[serde(default)]
    pub without: Vec<IngredientId>,
    /// Ingredients added over the whole, each time one helping; named twice is twice as much.
    #[serde(default)]
    pub extras: Vec<IngredientId>,
}

/// Which part of it a portion lies on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// All of it.
    Whole,
    /// The first half.
    First,
    /// The second half.
    Second,
}

/// Why a portion is there, or is not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// By the recipe.
    Usual,
    /// In the recipe, but this customer does not want it.
    LeftOut,
    /// This customer wants it besides.
    Extra,
}

/// An ingredient on a dish.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Portion {
    /// The ingredient.
    pub ingredient: IngredientId,
    /// Where it lies.
    pub place: Place,
    /// Why.
    pub standing: Standing,
    /// How much of it, in halves of the ingredient's unit: a half of 75 g is 75 of them.
    halves: i64,
}

impl Portion {
    /// How much of it, in the ingredient's unit, rounded up.
    pub fn quantity(&self) -> i64 {
        (self.halves + 1).div_euclid(2)
    }
}

/// A dish found on the menu.
#[derive(Clone, Debug, PartialEq)]
pub struct Made<'a> {
    /// The product, and its size.
    pub first: (&'a Product, &'a Size),
    /// The second half.
    pub second: Option<(&'a Product, &'a Size)>,
    /// What is left out.
    pub without: Vec<&'a Ingredient>,
    /// What is added, a helping each.
    pub extras: Vec<&'a Ingredient>,
    /// What is on it, in the order it is put there.
    pub portions: Vec<Portion>,
    rule: HalfPrice,
}

impl Dish {
    /// A product as it is on the menu.
    pub fn plain(size: SizeId) -> Dish {
        Dish { size, half: None, without: vec![], extras: vec![] }
    }

    /// Whether it is a product as it is on the menu.
    pub fn is_plain(&self) -> bool {
        self.half.is_none() && self.without.is_empty() && self.extras.is_empty()
    }

    /// Finds it on the menu.
    ///
    /// # Errors
    /// What cannot be made so. A product that is off sale is found all the same.
    pub fn on<'a>(&self, menu: &'a Menu) -> Result<Made<'a>, DishRefused> {
        let first = menu.size(self.size).ok_or(DishRefused::Unknown)?;
        let second = match self.half {
            Some(half) => Some(other_half(first, menu.size(half).ok_or(DishRefused::Unknown)?)?),
            None => None,
        };
        let changed = !self.without.is_empty() || !self.extras.is_empty();
        if changed && first.0.cooking_minutes.is_none() {
            return Err(DishRefused::NotChanged { product: first.0.name.clone() });
        }
        if self.extras.len() > EXTRAS_MAX {
            return Err(DishRefused::TooManyExtras);
        }
        let ingredient = |id: &IngredientId| menu.ingredient(*id).ok_or(DishRefused::Unknown);
        let without = self.without.iter().map(ingredient).collect::<Result<Vec<_>, _>>()?;
        let extras = self.extras.iter().map(ingredient).collect::<Result<Vec<_>, _>>()?;
        let portions = self.portions(first.1, second.map(|half| half.1), &extras)?;
        Ok(Made { first, second, without, extras, portions, rule: menu.rules.half_price })
    }

    fn portions(
        &self,
        first: &Size,
        second: Option<&Size>,
        extras: &[&Ingredient],
    ) -> Result<Vec<Portion>, DishRefused> {
        let mut portions = match second {
            None => first.recipe.iter().map(|line| usual(line, Place::Whole)).collect(),
            Some(second) => halves(&first.recipe, &second.recipe),
        };
        for left_out in &self.without {
            let mut found = false;
            for portion in portions.iter_mut().filter(|portion| portion.ingredient == *left_out) {
                portion.standing = Standing::LeftOut;
                found = true;
            }
            if !found || self.extras.contains(left_out) {
                return Err(DishRefused::NotLeftOut);
            }
        }
        for extra in extras {
            let helping = extra
                .extra
                .ok_or_else(|| DishRefused::NoExtra { ingredient: extra.name.clone() })?;
            portions.push(Portion {
                ingredient: extra.id,
                place: Place::Whole,
                standing: Standing::Extra,
                halves: 2 * helping.quantity,
            });
        }
        Ok(portions)
    }
}

fn other_half<'a>(
    first: (&'a Product, &'a Size),
    second: (&'a Product, &'a Size),
) -> Result<(&'a Product, &'a Size), DishRefused> {
    let fits = first.0.cooking_minutes.is_some()
        && second.0.cooking_minutes.is_some()
        && first.0.id != second.0.id
        && first.1.name == second.1.name
        && first.0.vat_class == second.0.vat_class;
    fits.then_some(second).ok_or_else(|| DishRefused::NoHalves {
        first: first.0.name.clone(),
        second: second.0.name.clone(),
    })
}

fn usual(line: &RecipeLine, place: Place) -> Portion {
    let halves = if place == Place::Whole { 2 * line.quantity } else { line.quantity };
    Portion { ingredient: line.ingredient, place, standing: Standing::Usual, halves }
}

/// What both halves have alike lies on the whole.
fn halves(first: &[RecipeLine], second: &[RecipeLine]) -> Vec<Portion> {
    let mut portions: Vec<_> = first
        .iter()
        .map(|line| usual(line, if second.contains(line) { Place::Whole } else { Place::First }))
        .collect();
    let others = second.iter().filter(|line| !first.contains(line));
    portions.extend(others.map(|line| usual(line, Place::Second)));
    portions
}

impl Made<'_> {
    /// The name it is sold under: `Reine`, `½ Chorizo ½ Royale`, with its size where there is
    /// more than one.
    pub fn name(&self) -> String {
        let products = match self.second {
            None => self.first.0.name.clone(),
            Some((second, _)) => format!("½\u{a0}{} ½\u{a0}{}", self.first.0.name, second.name),
        };
        match &self.first.1.name {
            Some(size) => format!("{products} {size}"),
            None => products,
        }
    }

    /// What was changed, by name, as it goes to the kitchen and on the ticket.
    pub fn changes(&self) -> Changes {
        let names = |ingredients: &[&Ingredient]| {
            ingredients.iter().map(|ingredient| ingredient.name.clone()).collect()
        };
        Changes { without: names(&self.without), extras: names(&self.extras) }
    }

    /// Whether either half is taken off sale by hand.
    pub fn is_suspended(&self) -> bool {
        self.first.0.suspended || self.second.is_some_and(|(product, _)| product.suspended)
    }

    /// The price without extras, VAT included.
    pub fn base_price(&self) -> Cents {
        match self.second {
            None => self.first.1.price,
            Some((_, second)) => self.rule.of(self.first.1.price, second.price),
        }
    }

    /// The price of the extras. What is left out is not taken off.
    pub fn extras_price(&self) -> Cents {
        self.extras.iter().filter_map(|extra| extra.extra).map(|extra| extra.price).sum()
    }

    /// What one of it costs, VAT included.
    pub fn price(&self) -> Cents {
        self.base_price() + self.extras_price()
    }

    /// How it is taxed.
    pub fn vat_class(&self) -> VatClass {
        self.first.0.vat_class
    }

    /// Minutes in the oven, the longer half's; none for what needs no cooking.
    pub fn cooking_minutes(&self) -> Option<u32> {
        let second = self.second.and_then(|(product, _)| product.cooking_minutes);
        self.first.0.cooking_minutes.max(second)
    }

    /// What one of it takes from the stock: the halves of an ingredient are summed, then rounded
    /// up (product.md, "Stock").
    pub fn need(&self) -> Quantities {
        need_of(&self.portions)
    }
}

/// What a dish of these portions takes from the stock.
pub fn need_of(portions: &[Portion]) -> Quantities {
    let mut halves = Quantities::new();
    for portion in portions.iter().filter(|it| it.standing != Standing::LeftOut) {
        *halves.entry(portion.ingredient).or_default() += portion.halves;
    }
    halves.into_iter().map(|(ingredient, sum)| (ingredient, (sum + 1).div_euclid(2))).collect()
}

/// What was changed on a dish, by name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changes {
    /// Left out.
    pub without: Vec<String>,
    /// Added.
    pub extras: Vec<String>,
}

impl Changes {
    /// `sans olives`, `+ œuf`, `+ œuf`: one text each.
    pub fn show(&self, language: Language) -> Vec<String> {
        let without = either(language, "sans", "no");
        let left_out = self.without.iter().map(|name| format!("{without}\u{a0}{name}"));
        left_out.chain(self.extras.iter().map(|name| format!("+\u{a0}{name}"))).collect()
    }
}

/// A dish that cannot be made so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DishRefused {
    /// A product or an ingredient is not on the menu.
    Unknown,
    /// These two are not sold in halves of one.
    NoHalves {
        /// One.
        first: String,
        /// The other.
        second: String,
    },
    /// Sold as it is.
    NotChanged {
        /// Its name.
        product: String,
    },
    /// What is to be left out is not on it, or is added as well.
    NotLeftOut,
    /// The ingredient is not sold as an extra.
    NoExtra {
        /// Its name.
        ingredient: String,
    },
    /// More than [`EXTRAS_MAX`].
    TooManyExtras,
}

impl Spoken for DishRefused {
    fn say(&self, language: Language) -> String {
        match self {
            DishRefused::Unknown => either(
                language,
                "Un produit n’est plus à la carte : elle vient d’être rechargée.",
                "A product is no longer on the menu, which has just been reloaded.",
            ),
            DishRefused::NoHalves { first, second } => either(
                language,
                format!("{first} et {second} ne se font pas en moitiés."),
                format!("{first} and {second} do not go half and half."),
            ),
            DishRefused::NotChanged { product } => either(
                language,
                format!("{product} se vend sans changement."),
                format!("{product} is sold as it is."),
            ),
            DishRefused::NotLeftOut => either(
                language,
                "Un ingrédient à retirer n’est pas sur la pizza.",
                "An ingredient to leave out is not on the pizza.",
            ),
            DishRefused::NoExtra { ingredient } => either(
                language,
                format!("Il n’y a pas de supplément « {ingredient} »."),
                format!("“{ingredient}” is not sold as an extra."),
            ),
            DishRefused::TooManyExtras => either(
                language,
                format!("Une pizza porte {EXTRAS_MAX} suppléments au plus."),
                format!("A pizza takes {EXTRAS_MAX} extras at most."),
            ),
        }
    }
}

impl Refusal for DishRefused {
    fn code(&self) -> FailureCode {
        match self {
            DishRefused::Unknown => FailureCode::StaleMenu,
            _ => FailureCode::Refused,
        }
    }
}
