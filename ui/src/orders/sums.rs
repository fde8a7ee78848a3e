//! What a basket costs, discounts taken off: the same shares as the backend works out.

use super::basket::{Basket, Line};
use domain::Cents;
use domain::menu::Menu;
use domain::money::{Totals, VatRate, share};
use domain::orders::{Discount, Sale};

/// What a basket costs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sums {
    /// To be paid, and the VAT within.
    pub totals: Totals,
    /// Without any discount.
    pub full: Cents,
    /// What the order's own discount takes off.
    pub order_off: Cents,
}

/// An amount and how it is taxed.
type Rated = (VatRate, Cents);

/// Takes a discount off amounts, each bearing its share; one that cannot be takes off nothing.
fn take_off(rated: &mut [Rated], discount: Option<&Discount>) -> Cents {
    let gross: Vec<Cents> = rated.iter().map(|(_, amount)| *amount).collect();
    let off = discount.and_then(|discount| discount.of(gross.iter().copied().sum()).ok());
    let Some((amount, _)) = off else { return Cents::ZERO };
    for ((_, left), share) in rated.iter_mut().zip(share(amount, &gross)) {
        *left = *left - share;
    }
    amount
}

/// What a line's own discount takes off.
pub fn line_off(line: &Line) -> Cents {
    let gross = line.unit_price * line.quantity;
    line.discount.as_ref().and_then(|it| it.of(gross).ok()).map_or(Cents::ZERO, |(off, _)| off)
}

/// What a basket costs. A line whose product left the menu cannot be sold and costs nothing: it
/// is marked, and stays until somebody takes it out.
pub fn sums(basket: &Basket, menu: &Menu) -> Sums {
    let mut all: Vec<Rated> = Vec::new();
    let mut full = Cents::ZERO;
    for line in &basket.lines {
        let Ok(sale) = Sale::of(&line.sold, menu) else { continue };
        let dishes = sale.dishes.iter().zip(&sale.prices);
        let mut rated: Vec<Rated> = dishes
            .filter_map(|(made, &price)| {
                Some((menu.rate(made.vat_class(), basket.mode)?, price * line.quantity))
            })
            .collect();
        full += rated.iter().map(|(_, amount)| *amount).sum();
        take_off(&mut rated, line.discount.as_ref());
        all.append(&mut rated);
    }
    let order_off = take_off(&mut all, basket.discount.as_ref());
    Sums { totals: Totals::of(all), full, order_off }
}

#[cfg(test)]
mod tests {
    use super::super::basket::tests::menu;
    use super::*;
    use domain::menu::SizeId;
    use domain::orders::{Off, OrderContent, price};

    fn off(off: Off) -> Option<Discount> {
        Some(Discount { off, reason: "fidélité".to_owned() })
    }

    #[test]
    fn discounts_are_those_of_the_backend() {
        let menu = menu();
        for (line, order) in [
            (None, None),
            (off(Off::Percent(10)), None),
            (None, off(Off::Percent(33))),
            (off(Off::Amount(Cents(150))), off(Off::Amount(Cents(333)))),
        ] {
            let mut basket = Basket::default();
            for size in [1, 2, 1] {
                basket.add(&menu, SizeId(size));
            }
            basket.lines[0].discount = line;
            basket.discount = order;
            let content: OrderContent = basket.content(menu.version);
            let priced = price(&content, &menu).expect("an order");
            let sums = sums(&basket, &menu);
            assert_eq!(sums.totals, priced.totals);
            assert_eq!(sums.full - sums.totals.gross, priced.discounted());
            assert_eq!(sums.order_off + line_off(&basket.lines[0]), priced.discounted());
        }
    }

    #[test]
    fn a_discount_that_cannot_be_takes_off_nothing() {
        let menu = menu();
        let mut basket = Basket::default();
        basket.add(&menu, SizeId(1));
        for discount in [off(Off::Percent(0)), off(Off::Percent(101)), off(Off::Amount(Cents(900)))]
        {
            basket.discount = discount;
            assert_eq!(sums(&basket, &menu).totals.gross, Cents(800));
        }
    }
}
