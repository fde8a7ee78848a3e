//! What products cost and leave in a shop.

mod store;

use crate::app::{App, Caller};
use crate::error::Error;
use crate::shops::papers::works;
use crate::{menu, shops};
use domain::menu::{Menu, Product, Size};
use domain::orders::ServiceMode;
use domain::stock::{Margin, Margins, ProductMargin, Quantities, ReadMargins, RecipeCost};

/// What each product leaves, in the order of the menu.
pub async fn read(app: &App, caller: &Caller, call: ReadMargins) -> Result<Margins, Error> {
    let shop = shops::seen(app, caller, call.shop.as_deref()).await?;
    let menu = menu::of_shop(app.database(), shop.id).await?;
    let (shops, costs) = store::costs(app.database(), works(caller)?, shop.id).await?;
    let each = |product: &Product| {
        let sizes = product.sizes.iter().map(|size| margin(&menu, &costs, product, size));
        sizes.collect::<Vec<_>>()
    };
    Ok(Margins { shops, products: menu.products.iter().flat_map(each).collect() })
}

fn margin(menu: &Menu, costs: &store::Costs, product: &Product, size: &Size) -> ProductMargin {
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
