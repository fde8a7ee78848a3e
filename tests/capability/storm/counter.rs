//! Somebody at a counter in the storm: orders are placed, changed, cancelled, settled and handed over.

use super::post::{Told, finishes, in_its_window, say, send};
use crate::support::people::{an_order, line, paid_by_card, tap};
use chrono::TimeDelta;
use domain::menu::Menu;
use domain::orders::{
    CancelOrder, ChangeOrder, HandOver, ListOpenOrders, OrderId, OrderState, OrderSummary,
    PlaceOrder,
};
use oc_pizza::app::App;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::sleep;

/// More open orders than these are served before new ones are taken.
const OPEN_MAX: usize = 20;

/// The counter.
pub struct Counter {
    app: Arc<App>,
    menu: Arc<Menu>,
    chance: fastrand::Rng,
    /// As last read.
    open: Vec<OrderSummary>,
}

impl Counter {
    /// With nothing read yet.
    pub fn new(app: Arc<App>, menu: Arc<Menu>, chance: fastrand::Rng) -> Counter {
        Counter { app, menu, chance, open: Vec::new() }
    }

    /// Works until the storm is over.
    pub async fn work(mut self) {
        while !finishes() {
            if let Ok(open) = in_its_window(&self.app, ListOpenOrders {}).await {
                self.open = open;
            }
            match self.chance.u8(0..10) {
                0..5 if self.open.len() < OPEN_MAX => self.place().await,
                5 => self.change().await,
                6 if self.chance.bool() => self.cancel().await,
                6..8 => self.settle().await,
                _ => self.hand_over().await,
            }
            sleep(Duration::from_millis(self.chance.u64(5..60))).await;
        }
    }

    /// What a customer asks for, by the clock of this terminal.
    fn asked(&mut self) -> PlaceOrder {
        let products = ["reine", "chorizo", "royale", "cola"];
        let lines = (0..self.chance.usize(1..3))
            .map(|_| line(&self.menu, products[self.chance.usize(0..4)], self.chance.u32(1..3)))
            .collect();
        let promised_at = self.app.now() + TimeDelta::minutes(20);
        PlaceOrder { promised_at, ..an_order(&self.menu, lines) }
    }

    async fn place(&mut self) {
        let call = self.asked();
        let OrderId(order) = call.order;
        if let Told::Done(placed) = send(&self.app, &mut self.chance, call).await {
            assert_eq!(placed.order.0, order);
            say(&format!("order {order}"));
        }
    }

    /// One of the orders that were there.
    fn pick(&mut self, fits: impl Fn(&OrderSummary) -> bool) -> Option<OrderSummary> {
        let fitting: Vec<_> = self.open.iter().filter(|order| fits(order)).collect();
        let picked = self.chance.choice(fitting)?;
        Some(picked.clone())
    }

    async fn change(&mut self) {
        let content = self.asked();
        let Some(order) = self.pick(|order| order.state == OrderState::Queued) else { return };
        let (order, version) = (order.order, order.version);
        let PlaceOrder { command, content, promised_at, .. } = content;
        let call = ChangeOrder { command, order, version, content, promised_at };
        send(&self.app, &mut self.chance, call).await;
    }

    async fn cancel(&mut self) {
        // Now and then one that is started, which is refused.
        let Some(order) = self.pick(|_| true) else { return };
        let call = CancelOrder { command: tap(), order: order.order, reason: None, approval: None };
        send(&self.app, &mut self.chance, call).await;
    }

    async fn settle(&mut self) {
        let Some(order) = self.pick(|order| order.paid < order.total) else { return };
        let due = order.total - order.paid;
        let call = paid_by_card(order.order, due);
        send(&self.app, &mut self.chance, call).await;
    }

    async fn hand_over(&mut self) {
        let Some(order) = self.pick(|order| order.state == OrderState::Ready) else { return };
        let call = HandOver { command: tap(), order: order.order };
        send(&self.app, &mut self.chance, call).await;
    }
}
