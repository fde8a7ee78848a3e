//! Somebody in a kitchen in the storm: pizzas are claimed, baked, taken out, and taken back.

use super::post::{Told, finishes, in_its_window, send};
use crate::support::people::tap;
use domain::CommandId;
use domain::kitchen::{
    ItemId, NextPizza, Pizza, PizzaCooked, ReadKitchen, ReadyForOven, TapDone, UndoTap,
};
use oc_pizza::app::App;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::sleep;

/// Somebody has two hands.
const ON_THE_TABLE_MAX: usize = 2;

/// The kitchen.
pub struct Kitchen {
    app: Arc<App>,
    chance: fastrand::Rng,
    /// The last tap and its pizza.
    last: Option<(ItemId, CommandId)>,
}

impl Kitchen {
    /// With nothing tapped yet.
    pub fn new(app: Arc<App>, chance: fastrand::Rng) -> Kitchen {
        Kitchen { app, chance, last: None }
    }

    /// Works until the storm is over.
    pub async fn work(mut self) {
        while !finishes() {
            if let Ok(kitchen) = in_its_window(&self.app, ReadKitchen {}).await {
                let mine: Vec<&Pizza> = kitchen.preparing.iter().filter(|it| it.mine).collect();
                let (table, oven) = (self.chance.choice(mine.clone()), kitchen.in_oven.first());
                match (self.last.take(), table, oven) {
                    (Some(tapped), _, _) if self.chance.u8(0..10) == 0 => self.undo(tapped).await,
                    (_, _, Some(pizza)) if self.chance.bool() => self.cooked(pizza.item).await,
                    (_, Some(pizza), _) if self.chance.u8(0..10) < 6 => self.bake(pizza.item).await,
                    _ if mine.len() < ON_THE_TABLE_MAX && !kitchen.waiting.is_empty() => {
                        self.next().await;
                    }
                    _ => {}
                }
            }
            sleep(Duration::from_millis(self.chance.u64(5..30))).await;
        }
    }

    fn tapped(&mut self, command: CommandId, told: Told<TapDone>) {
        if let Told::Done(done) = told {
            self.last = Some((done.pizza.item, command));
        }
    }

    async fn next(&mut self) {
        let command = tap();
        let told = send(&self.app, &mut self.chance, NextPizza { command }).await;
        self.tapped(command, told);
    }

    async fn bake(&mut self, item: ItemId) {
        let command = tap();
        let told = send(&self.app, &mut self.chance, ReadyForOven { command, item }).await;
        self.tapped(command, told);
    }

    async fn cooked(&mut self, item: ItemId) {
        let command = tap();
        let told = send(&self.app, &mut self.chance, PizzaCooked { command, item }).await;
        self.tapped(command, told);
    }

    async fn undo(&mut self, (item, tapped): (ItemId, CommandId)) {
        let call = UndoTap { command: tap(), item, tap: tapped };
        send(&self.app, &mut self.chance, call).await;
    }
}
