//! An order that another shop brings (product.md, "Delivery"): placed there from here, at its prices, from its
//! stock, under its numbers and for when it can be there.

use super::content::{OrderContent, ServiceMode};
use super::refused::OrderRefused;
use super::{Load, OrderId};
use crate::contract::CommandId;
use crate::menu::{Menu, ProductId, SizeId};
use crate::money::Cents;
use crate::server::ShopChoice;
use crate::stock::StockLevel;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// What a size costs in a shop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SizePrice {
    /// The size.
    pub size: SizeId,
    /// Its price there, VAT included.
    pub price: Cents,
}

/// What a shop asks for what is on the group's menu, and what of it is off sale there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Selling {
    /// Of the menu: it grows with each price and each product taken off sale, whichever shop's.
    pub version: i64,
    /// By size.
    pub prices: Vec<SizePrice>,
    /// Taken off sale there by hand.
    pub suspended: Vec<ProductId>,
}

impl Selling {
    /// The menu as that shop sells it; none: the two were read at different times.
    pub fn on(&self, menu: &Menu) -> Option<Menu> {
        if self.version != menu.version {
            return None;
        }
        let mut there = menu.clone();
        for product in &mut there.products {
            product.suspended = self.suspended.contains(&product.id);
            for size in &mut product.sizes {
                let price = self.prices.iter().find(|it| it.size == size.id)?;
                size.price = price.price;
            }
        }
        Some(there)
    }
}

/// What has to be known of another shop to sell for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadElsewhere {
    /// Its code.
    pub shop: String,
}

/// Another shop, as it stands now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Elsewhere {
    /// Which.
    pub shop: ShopChoice,
    /// At which prices it sells.
    pub selling: Selling,
    /// What is ahead in its kitchen.
    pub load: Load,
    /// What is left there for orders to come, as if it were all of what is on its shelves.
    pub stock: Vec<StockLevel>,
}

/// Validates an order that another shop makes and brings. Nothing is paid for it here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlaceElsewhere {
    /// Names this validation; sent again unchanged on a retry.
    pub command: CommandId,
    /// The order to be.
    pub order: OrderId,
    /// The code of the shop.
    pub shop: String,
    /// What is in it, at that shop's prices.
    pub content: OrderContent,
    /// The time the customer was told: that shop's.
    pub promised_at: DateTime<Utc>,
}

impl PlaceElsewhere {
    /// Checks that it is what another shop takes from here: something that it brings, of which its book says
    /// that it is there. Nobody here can look at its shelves.
    ///
    /// # Errors
    /// It is not.
    pub fn check(&self) -> Result<(), OrderRefused> {
        let is_taken = self.content.mode == ServiceMode::Delivery && !self.content.despite_stock;
        is_taken.then_some(()).ok_or(OrderRefused::NotElsewhere)
    }
}

/// What that shop says, by its name: who asks stands in another.
pub fn said_by(shop: &str, refused: OrderRefused) -> OrderRefused {
    OrderRefused::Elsewhere { shop: shop.to_owned(), refused: Box::new(refused) }
}

#[cfg(test)]
mod tests {
    use super::super::tests::menu;
    use super::*;
    use crate::failure::{Failure, FailureCode, Refusal};
    use crate::language::{Language, Spoken};

    fn selling(menu: &Menu, price: i64) -> Selling {
        let sizes = menu.products.iter().flat_map(|product| &product.sizes);
        let prices = sizes.map(|size| SizePrice { size: size.id, price: Cents(price) }).collect();
        Selling { version: menu.version, prices, suspended: vec![menu.products[0].id] }
    }

    #[test]
    fn another_shop_sells_at_its_own_prices_and_what_is_not_off_sale_there() {
        let mut here = menu();
        here.products[1].suspended = true;
        let there = selling(&here, 1234).on(&here).expect("of one time");
        let sizes = || there.products.iter().flat_map(|product| &product.sizes);
        assert!(sizes().all(|size| size.price == Cents(1234)));
        let off: Vec<_> = there.products.iter().map(|product| product.suspended).collect();
        assert_eq!(off[..2], [true, false], "there, not here");
        assert_eq!(there.rules, here.rules);
    }

    #[test]
    fn prices_of_another_time_are_none() {
        let menu = menu();
        let mut later = selling(&menu, 1);
        later.version += 1;
        assert_eq!(later.on(&menu), None);
        let mut less = selling(&menu, 1);
        less.prices.pop();
        assert_eq!(less.on(&menu), None, "a size without a price is sold by nobody");
    }

    #[test]
    fn what_the_other_shop_lacks_is_said_by_its_name_and_forced_by_nobody() {
        let short = || OrderRefused::StockShort { ingredients: vec!["jambon".to_owned()] };
        let suspended = || OrderRefused::Suspended { name: "Reine".to_owned() };
        for (refused, code) in [
            (short(), FailureCode::Refused),
            (suspended(), FailureCode::StaleMenu),
            (OrderRefused::StaleMenu, FailureCode::StaleMenu),
            (OrderRefused::DiscountAlone { percent: 10 }, FailureCode::NeedsManager),
            (OrderRefused::ShopClosed, FailureCode::Refused),
        ] {
            let (alone, field) = (refused.say(Language::Fr), refused.field());
            let said = said_by("Mozzaville-Gare", refused);
            let failure = Failure::of(&said, Language::Fr);
            assert!(failure.message.starts_with("Mozzaville-Gare"), "{failure:?}");
            assert!(failure.message.ends_with(&alone), "{failure:?}");
            assert_eq!((failure.code, failure.field), (code, field));
        }
    }
}
