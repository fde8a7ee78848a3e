//! Days of business before today: what reports, searches and backups of a demonstration need.
//!
//! The same days for the same date: everything is drawn from a seeded generator. Orders are
//! priced by the program's own rules.

mod store;
mod till;

use crate::ledger::store::append;
use crate::menu;
use crate::orders::rows;
use crate::terminals::register::RegisterKey;
use anyhow::Context;
use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, TimeDelta, Utc};
use domain::Cents;
use domain::ledger::Account;
use domain::menu::{Dish, Menu, Product};
use domain::orders::{
    Channel, Discount, LineRequest, Off, OrderContent, OrderId, Sale, ServiceMode, Sold, price,
};
use domain::payments::{Taken, TenderKind};
use domain::shops::{ShopId, ZONE};
use fastrand::Rng;
use sqlx::PgPool;
use std::collections::HashMap;
use store::{Day, Past, Shop};
use till::PastTill;
use uuid::Uuid;

/// Days of business a demonstration has behind it.
pub const DAYS: u64 = 60;

/// Orders a shop takes on an ordinary day.
const ORDERS_A_DAY: f64 = 60.0;

/// Names called out.
const NAMES: &[&str] = &[
    "Zoé",
    "Mme Lefèvre",
    "Hugo",
    "Inès",
    "M. Nguyen",
    "Camille",
    "Léa",
    "Baptiste",
    "Fatou",
    "M. García",
    "Chloé",
    "Anaïs",
    "Mathis",
    "Élodie",
    "Youssef",
    "Mme O’Brien",
];

/// Fills the days before today, where there are no orders at all.
///
/// # Errors
/// When the database does not take them.
pub async fn load(pool: &PgPool, today: NaiveDate, days: u64) -> anyhow::Result<()> {
    if store::has_orders(pool).await.context("looking for orders")? {
        return Ok(());
    }
    let mut transaction = pool.begin().await?;
    let mut orders = 0;
    for shop in store::shops(pool).await.context("reading the shops")? {
        let menu = menu::of_shop(pool, ShopId(shop.shop_id)).await.context("reading the menu")?;
        let hours = store::hours(pool, shop.shop_id).await.context("reading the hours")?;
        let rng = Rng::with_seed(shop.shop_id.unsigned_abs());
        let mut past = Writer { shop: &shop, menu: &menu, rng, year: HashMap::new() };
        let terminal = past.key();
        // Whoever signed has gone with the key: the shop goes on under another code.
        let key = RegisterKey::random()?;
        let opened = store::open_register(&mut transaction, terminal, &shop, &key.public()?).await;
        let till = PastTill::new(opened.context("opening a register")?, key, &shop);
        for before in (1..=days).rev() {
            let day = today - Days::new(before);
            let told = past.day(day, &hours)?;
            orders += told.len();
            let number = i64::try_from(told.len())?;
            let year = day.year();
            let last = [
                (day.to_string(), number),
                (year.to_string(), past.year.get(&year).copied().unwrap_or(0)),
            ];
            let signed = till.day(day, &told).await.map_err(|it| anyhow::anyhow!("{it:?}"))?;
            let day = Day { shop: &shop, day, terminal, orders: &told, last };
            store::insert(&mut transaction, day).await.context("inserting a day")?;
            let shop = ShopId(shop.shop_id);
            let written = append(&mut *transaction, shop, terminal, &signed).await;
            written.context("writing a day's tickets")?;
        }
        store::close_register(&mut transaction, terminal).await?;
        let bought = store::insert_purchases(&mut transaction, &shop).await;
        bought.context("inserting the purchase orders")?;
    }
    transaction.commit().await?;
    tracing::info!(orders, days, "the history is loaded");
    Ok(())
}

/// One shop's past.
struct Writer<'a> {
    shop: &'a Shop,
    menu: &'a Menu,
    rng: Rng,
    /// The last number given in each year.
    year: HashMap<i32, i64>,
}

/// How much is ordered in the half hour that begins then, of 1 at the peak.
fn appetite(at: NaiveTime) -> f64 {
    let bell = |peak: f64, width: f64| {
        let hour = f64::from(at.signed_duration_since(NaiveTime::MIN).num_minutes() as i32) / 60.0;
        (-((hour - peak) / width).powi(2)).exp()
    };
    0.7 * bell(12.6, 0.8) + bell(20.0, 1.2)
}

/// How much more is ordered on a day of the week.
fn weekday_factor(day: NaiveDate) -> f64 {
    match day.weekday().number_from_monday() {
        1 | 2 => 0.8,
        5 | 6 => 1.5,
        7 => 1.2,
        _ => 1.0,
    }
}

impl Writer<'_> {
    fn key(&mut self) -> Uuid {
        uuid::Builder::from_random_bytes(self.rng.u128(..).to_be_bytes()).into_uuid()
    }

    /// The orders of a day, in the order they came.
    fn day(
        &mut self,
        day: NaiveDate,
        hours: &[(i16, NaiveTime, NaiveTime)],
    ) -> anyhow::Result<Vec<Past>> {
        let mut moments = self.moments(day, hours);
        moments.sort_unstable();
        moments
            .into_iter()
            .enumerate()
            .map(|(at, moment)| self.order(day, at + 1, moment))
            .collect()
    }

    /// When orders came: more at the peaks, none while the shop is closed.
    fn moments(
        &mut self,
        day: NaiveDate,
        hours: &[(i16, NaiveTime, NaiveTime)],
    ) -> Vec<DateTime<Utc>> {
        let weekday = day.weekday().number_from_monday() as i16;
        let wanted = ORDERS_A_DAY * weekday_factor(day) * (0.8 + 0.4 * self.rng.f64());
        let mut moments = Vec::new();
        // Minutes are drawn until enough were accepted; a shop that never opens takes none.
        for _ in 0..(wanted as usize) * 60 {
            if moments.len() >= wanted as usize {
                break;
            }
            let second = self.rng.u32(0..86_400);
            let Some(time) = NaiveTime::from_num_seconds_from_midnight_opt(second, 0) else {
                continue;
            };
            let open = hours.iter().any(|&(on, opens, closes)| {
                // A quarter of an hour before it closes nobody orders a pizza any more.
                let last = closes - TimeDelta::minutes(15);
                on == weekday && time >= opens && (time < last || last < opens)
            });
            if open && self.rng.f64() < appetite(time) {
                let local = day.and_time(time).and_local_timezone(ZONE);
                moments.extend(local.earliest().map(|at| at.with_timezone(&Utc)));
            }
        }
        moments
    }

    fn order(
        &mut self,
        day: NaiveDate,
        nth: usize,
        placed_at: DateTime<Utc>,
    ) -> anyhow::Result<Past> {
        let content = self.content();
        let priced = price(&content, self.menu)
            .map_err(|refused| anyhow::anyhow!("an order of the history: {refused:?}"))?;
        let year = self.year.entry(day.year()).or_default();
        *year += 1;
        let reference = format!("{}-{}-{year:06}", self.shop.code, day.year());
        let cancelled = self.rng.u32(0..100) < 2;
        let minutes = |minutes: u32| TimeDelta::minutes(i64::from(minutes));
        let waited = minutes(self.rng.u32(1..10));
        let made = minutes(8 + 2 * priced.pizzas().min(6)) + minutes(self.rng.u32(0..6));
        let ready_at = if priced.pizzas() > 0 { placed_at + waited + made } else { placed_at };
        let total = priced.totals.gross;
        let cash = self.rng.u32(0..10) < 3;
        let (tender, received) =
            if cash { (TenderKind::Cash, note_for(total)) } else { (TenderKind::Card, total) };
        let (order_id, number) = (self.key(), format!("A-{nth:03}"));
        let mut account = Account::sold(OrderId(order_id), number.clone(), content.mode, &priced);
        account.name.reference = Some(reference.clone());
        Ok(Past {
            order_id,
            number,
            reference,
            account,
            taken: Taken { tender, amount: total, received, change: received - total, payer: None },
            channel: content.channel.word(),
            mode: content.mode.word(),
            state: if cancelled { "cancelled" } else { "closed" },
            customer_name: priced.customer_name.clone(),
            total_cents: total.0,
            discount_cents: priced.discounted().0,
            pizzas: priced.pizzas(),
            placed_at,
            promised_at: placed_at + waited + made + minutes(2),
            started_at: placed_at + waited,
            ready_at,
            ended_at: ready_at + minutes(self.rng.u32(1..12)),
            tender: tender.word(),
            received_cents: received.0,
            asked: rows::asked(&content),
            lines: rows::lines(&priced),
            discounts: rows::discounts(&priced),
        })
    }

    fn content(&mut self) -> OrderContent {
        let lines = (0..1 + self.rng.usize(0..3)).map(|_| self.line()).collect();
        let discount = (self.rng.u32(0..40) == 0)
            .then(|| Discount { off: Off::Percent(10), reason: "fidélité".to_owned() });
        let phone = self.rng.u32(0..4) == 0;
        OrderContent {
            channel: if phone { Channel::Phone } else { Channel::Counter },
            mode: match self.rng.u32(0..4) {
                0 if !phone => ServiceMode::EatIn,
                _ => ServiceMode::TakeAway,
            },
            customer_name: self.rng.choice(NAMES).map(|name| (*name).to_owned()),
            customer_phone: None,
            delivery: None,
            lines,
            discount,
            menu_version: self.menu.version,
            despite_stock: false,
            approval: None,
        }
    }

    fn line(&mut self) -> LineRequest {
        let sold = self.sold();
        // What does not fit is sold as the menu has it.
        let fits = Sale::of(&sold, self.menu).is_ok_and(|sale| sale.suspended().is_none());
        let sold = if fits { sold } else { Sold::Dish(self.pizza()) };
        let unit_price = Sale::of(&sold, self.menu).map_or(Cents::ZERO, |sale| sale.price());
        let quantity = if self.rng.u32(0..5) == 0 { 2 } else { 1 };
        LineRequest { sold, quantity, unit_price, note: None, discount: None }
    }

    fn sold(&mut self) -> Sold {
        match self.rng.u32(0..20) {
            0..=4 => Sold::Dish(self.one_of(|product| product.cooking_minutes.is_none())),
            5 => Sold::Dish(Dish { half: Some(self.pizza().size), ..self.pizza() }),
            6 => {
                let extras = self.menu.ingredients.iter().filter(|it| it.extra.is_some());
                let extra = self.rng.choice(extras.collect::<Vec<_>>()).map(|it| it.id);
                Sold::Dish(Dish { extras: extra.into_iter().collect(), ..self.pizza() })
            }
            7 | 8 => {
                let Some(formula) = self.rng.choice(&self.menu.formulas) else {
                    return Sold::Dish(self.pizza());
                };
                let dishes = formula
                    .parts
                    .iter()
                    .map(|part| self.one_of(|it| part.categories.contains(&it.category)))
                    .collect();
                Sold::Formula { formula: formula.id, dishes }
            }
            _ => Sold::Dish(self.pizza()),
        }
    }

    fn pizza(&mut self) -> Dish {
        self.one_of(|product| product.cooking_minutes.is_some())
    }

    /// A product in its usual size; the first ones of the menu are liked best.
    fn one_of(&mut self, wanted: impl Fn(&Product) -> bool) -> Dish {
        let products: Vec<_> =
            self.menu.products.iter().filter(|it| wanted(it) && !it.suspended).collect();
        let liked = (self.rng.f64().powi(2) * products.len() as f64) as usize;
        let size = products.get(liked).and_then(|product| product.sizes.first());
        Dish::plain(size.map_or(domain::menu::SizeId(0), |size| size.id))
    }
}

/// The note somebody pays an amount with: the next five euros, or the amount itself.
fn note_for(total: Cents) -> Cents {
    Cents(total.0.div_euclid(500) * 500 + if total.0 % 500 == 0 { 0 } else { 500 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_eat_at_noon_and_in_the_evening() {
        let at = |hour| appetite(NaiveTime::from_hms_opt(hour, 0, 0).expect("an hour"));
        assert!(at(13) > 3.0 * at(15) && at(20) > 3.0 * at(17) && at(20) > at(13));
    }

    #[test]
    fn notes_reach() {
        for (total, note) in [(850, 1000), (1000, 1000), (1001, 1500), (0, 0)] {
            assert_eq!(note_for(Cents(total)), Cents(note));
        }
    }
}
