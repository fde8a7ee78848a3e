//! What a basket costs, discounts taken off: the same shares as the backend works out.

use super::basket::{Basket, Line};
use domain::Cents;
use domain::menu::{Menu, VatClass};
use domain::money::{Totals, VatRate, share};
use domain::orders::{Discount, Sale, ServiceMode, fee_parts};

/// What a basket costs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sums {
    /// To be paid, and the VAT within.
    pub totals: Totals,
    /// Without any discount.
    pub full: Cents,
    /// What the order's own discount takes off.
    pub order_off: Cents,
    /// What it costs to bring it; none: it is not brought.
    pub fee: Option<Cents>,
    /// What it lacks to be brought at all.
    pub lacks: Option<Cents>,
}

/// An amount and how it is taxed.
type Rated = (VatClass, VatRate, Cents);

/// Takes a discount off amounts, each bearing its share; one that cannot be takes off nothing.
fn take_off(rated: &mut [Rated], discount: Option<&Discount>) -> Cents {
    let gross: Vec<Cents> = rated.iter().map(|(.., amount)| *amount).collect();
    let off = discount.and_then(|discount| discount.of(gross.iter().copied().sum()).ok());
    let Some((amount, _)) = off else { return Cents::ZERO };
    for ((.., left), share) in rated.iter_mut().zip(share(amount, &gross)) {
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
                let class = made.vat_class();
                Some((class, menu.rate(class, basket.mode)?, price * line.quantity))
            })
            .collect();
        full += rated.iter().map(|(.., amount)| *amount).sum();
        take_off(&mut rated, line.discount.as_ref());
        all.append(&mut rated);
    }
    let order_off = take_off(&mut all, basket.discount.as_ref());
    let rules = &menu.rules.delivery;
    let goods = all.iter().map(|(.., amount)| *amount).sum::<Cents>();
    let brought = basket.mode == ServiceMode::Delivery && !basket.lines.is_empty();
    let fee = brought.then(|| rules.fee_of(goods));
    all.extend(fee_parts(fee.unwrap_or_default(), all.clone().into_iter()));
    let totals = Totals::of(all.into_iter().map(|(_, rate, amount)| (rate, amount)));
    Sums { totals, full, order_off, fee, lacks: rules.lacks(goods).filter(|_| brought) }
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
    fn a_delivery_costs_what_the_backend_says() {
        let mut menu = menu();
        for (class, rate) in [(VatClass::Prepared, 1000), (VatClass::Packed, 550)] {
            let mode = ServiceMode::Delivery;
            menu.vat.push(domain::menu::VatRule { class, mode, rate: VatRate(rate) });
        }
        menu.rules.delivery.fee = Cents(100);
        let mut basket = Basket { mode: ServiceMode::Delivery, ..Basket::default() };
        basket.customer_phone = "06 12 34 56 78".to_owned();
        basket.address = domain::customers::DeliveryAddress {
            street: "12 rue des Lilas".to_owned(),
            postcode: "67000".to_owned(),
            town: "Mozzaville".to_owned(),
            ..Default::default()
        };
        assert_eq!(sums(&basket, &menu).totals.gross, Cents::ZERO, "nothing is brought yet");
        for size in [1, 2, 1, 2, 2] {
            basket.add(&menu, SizeId(size));
            basket.discount = off(Off::Percent(7));
            let priced = price(&basket.content(menu.version), &menu).expect("an order");
            let sums = sums(&basket, &menu);
            assert_eq!(
                (sums.totals, sums.fee, sums.lacks),
                (priced.totals, Some(Cents(100)), None)
            );
        }
        menu.rules.delivery.minimum = Some(Cents(5000));
        assert!(sums(&basket, &menu).lacks.is_some());
        assert!(price(&basket.content(menu.version), &menu).is_err());
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
