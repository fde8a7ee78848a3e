//! What products cost and leave in a shop.

mod store;

use crate::app::{App, Caller};
use crate::error::Error;
use crate::{menu, shops};
use domain::menu::{Menu, Product, Size};
use domain::orders::ServiceMode;
use domain::stock::{Margin, ProductMargin, Quantities, ReadMargins, RecipeCost, UnitCost};
use std::collections::BTreeMap;

/// What each product leaves, in the order of the menu.
pub async fn read(
    app: &App,
    caller: &Caller,
    call: ReadMargins,
) -> Result<Vec<ProductMargin>, Error> {
    let shop = shops::seen(app, caller, Some(&call.shop)).await?;
    let menu = menu::of_shop(app.database(), shop.id).await?;
    let costs = store::costs(app.database(), shop.id).await?;
    let each = |product: &Product| {
        let sizes = product.sizes.iter().map(|size| margin(&menu, &costs, product, size));
        sizes.collect::<Vec<_>>()
    };
    Ok(menu.products.iter().flat_map(each).collect())
}

fn margin(
    menu: &Menu,
    costs: &BTreeMap<domain::menu::IngredientId, UnitCost>,
    product: &Product,
    size: &Size,
) -> ProductMargin {
    let need: Quantities = size.recipe.iter().map(|it| (it.ingredient, it.quantity)).collect();
    let recipe = RecipeCost::of(&need, costs);
    let name = |id| menu.ingredients.iter().find(|it| it.id == id).map(|it| it.name.clone());
    let of = |mode| {
        let rate = menu.rate(product.vat_class, mode)?;
        Some(Margin::of(size.price, rate, recipe.cost))
    };
    let margins = match recipe.unknown.is_empty() {
        true => of(ServiceMode::TakeAway).zip(of(ServiceMode::EatIn)),
        false => None,
    };
    ProductMargin {
        product: product.name.clone(),
        size: size.name.clone(),
        price: size.price,
        unknown: recipe.unknown.iter().copied().filter_map(name).collect(),
        recipe,
        margins,
    }
}
