//! The menu as a shop reads it.

use crate::support::database::{Fresh, terminal_at};
use crate::support::people::{an_order, at_counter, line, sign_in};
use domain::menu::Allergen;
use domain::shops::WindowKind;
use domain::staff::Role;
use domain::{Cents, FailureCode};

#[tokio::test]
async fn a_menu_is_whole() {
    let fresh = Fresh::new().await;
    let menu = fresh.terminal("Caisse 1").menu().await.expect("the menu");
    assert!(menu.products.len() >= 15);
    for product in &menu.products {
        assert!(!product.sizes.is_empty() && !product.description.is_empty(), "{}", product.name);
        assert!(menu.categories.iter().any(|category| category.id == product.category));
        for size in &product.sizes {
            assert!(!size.recipe.is_empty(), "{}", product.name);
            assert!(size.recipe.iter().all(|line| menu.ingredient(line.ingredient).is_some()));
            assert_eq!(
                product.cooking_minutes.is_some(),
                !size.steps.is_empty(),
                "{}",
                product.name
            );
        }
    }
    let oceane = menu.products.iter().find(|product| product.slug == "oceane").expect("Océane");
    let allergens = menu.allergens(&oceane.sizes[0]);
    for expected in [Allergen::Gluten, Allergen::Crustaceans, Allergen::Milk, Allergen::Molluscs] {
        assert!(allergens.contains(&expected), "{allergens:?}");
    }
}

#[tokio::test]
async fn a_shop_has_its_own_prices_and_suspensions() {
    let fresh = Fresh::new().await;
    let here = fresh.terminal("Caisse 1");
    let elsewhere = terminal_at(fresh.pool(), "Caisse 1", "MOZ2");
    for change in [
        "INSERT INTO size_shop (size_id, shop_id, price_cents) SELECT size_id, 1, 777
         FROM product_size JOIN product USING (product_id) WHERE slug = 'reine'",
        "INSERT INTO product_shop (product_id, shop_id, suspended) SELECT product_id, 1, true
         FROM product WHERE slug = 'chorizo'
         ON CONFLICT (product_id, shop_id) DO UPDATE SET suspended = true",
    ] {
        sqlx::query(change).execute(here.database()).await.expect("a change of the menu");
    }
    let (menu, theirs) = (here.menu().await.expect("menu"), elsewhere.menu().await.expect("menu"));
    let find = |menu: &domain::menu::Menu, slug: &str| {
        menu.products.iter().find(|product| product.slug == slug).expect("on the menu").clone()
    };
    assert_eq!(find(&menu, "reine").sizes[0].price, Cents(777));
    assert_eq!(find(&theirs, "reine").sizes[0].price, Cents(800));
    assert!(find(&menu, "chorizo").suspended && !find(&theirs, "chorizo").suspended);

    sign_in(&here, WindowKind::Counter, Role::Cashier).await;
    let refused = at_counter(&here, an_order(&menu, vec![line(&menu, "chorizo", 1)]))
        .await
        .expect_err("off sale");
    assert_eq!(refused.code, FailureCode::StaleMenu);
    assert!(refused.message.contains("Chorizo"));
}
