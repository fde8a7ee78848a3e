//! The kitchen without a server: the taps on pizzas, one state at a time, and the undo.

use super::View;
use crate::contract::CommandId;
use crate::kitchen::{ItemId, Kitchen, Pizza, TapDone, TapRefused, UNDO_WINDOW};
use crate::menu::need_of;
use crate::orders::{
    Baking, ItemState, Load, OrderId, OrderState, ServiceMode, Step, Waiting, state_of_pizzas,
};
use chrono::{DateTime, Utc};

/// A tap: its name, and when.
pub type Tap = (CommandId, DateTime<Utc>);

impl View {
    /// Claims the first waiting pizza.
    ///
    /// # Errors
    /// None waits.
    pub fn claim_next(&mut self, tap: Tap) -> Result<TapDone, TapRefused> {
        let first = self.kitchen.as_ref().and_then(|kitchen| kitchen.waiting.first());
        let item = first.ok_or(TapRefused::QueueEmpty)?.item;
        self.tap(item, Step::Claim, tap)
    }

    /// Moves a pizza one step.
    ///
    /// # Errors
    /// It is not known here, stands elsewhere, or is another station's.
    pub fn tap(&mut self, item: ItemId, step: Step, tap: Tap) -> Result<TapDone, TapRefused> {
        let (from, to) = step.ends();
        let pizza = self.pizza(item).ok_or(TapRefused::Unknown)?;
        if pizza.state != from {
            return Err(TapRefused::Moved { state: pizza.state });
        }
        if from == ItemState::Preparing && !pizza.mine {
            return Err(TapRefused::AnotherStation);
        }
        let mine = to != ItemState::Waiting && (pizza.mine || from == ItemState::Waiting);
        let moved = Pizza { state: to, since: tap.1, mine, ..pizza.clone() };
        match (from, to) {
            (ItemState::Preparing, ItemState::InOven) => {
                self.take_off_the_shelf(&need_of(&moved.portions), 1);
            }
            (ItemState::InOven, ItemState::Preparing) => {
                self.take_off_the_shelf(&need_of(&moved.portions), -1);
            }
            _ => {}
        }
        self.put(moved.clone());
        self.taps.insert(item, tap);
        Ok(self.moved(moved, from))
    }

    /// Takes back a tap made here since, while it is young.
    ///
    /// # Errors
    /// It is not the pizza's last, or old.
    pub fn undo(
        &mut self,
        item: ItemId,
        undone: CommandId,
        tap: Tap,
    ) -> Result<TapDone, TapRefused> {
        let last = self.taps.get(&item).copied();
        if last.is_none_or(|(name, at)| name != undone || tap.1 > at + UNDO_WINDOW) {
            return Err(TapRefused::TooLateToUndo);
        }
        let step = match self.pizza(item).ok_or(TapRefused::Unknown)?.state {
            ItemState::Preparing => Step::Release,
            ItemState::InOven => Step::OutOfOven,
            ItemState::Cooked => Step::NotCooked,
            _ => return Err(TapRefused::TooLateToUndo),
        };
        self.tap(item, step, tap)
    }

    fn pizza(&self, item: ItemId) -> Option<&Pizza> {
        self.lists().flatten().find(|pizza| pizza.item == item)
    }

    fn lists(&self) -> impl Iterator<Item = &Vec<Pizza>> {
        let shown = self.kitchen.iter().flat_map(|it| [&it.waiting, &it.preparing, &it.in_oven]);
        shown.chain([&self.cooked])
    }

    fn left_of(&self, order: OrderId) -> u32 {
        let shown = self.kitchen.iter().flat_map(|it| [&it.waiting, &it.preparing, &it.in_oven]);
        let left = shown.flatten().filter(|pizza| pizza.order == order).count();
        count(left)
    }

    /// Puts a pizza where its state is shown, and nowhere else.
    fn put(&mut self, pizza: Pizza) {
        let Some(kitchen) = &mut self.kitchen else { return };
        for list in
            [&mut kitchen.waiting, &mut kitchen.preparing, &mut kitchen.in_oven, &mut self.cooked]
        {
            list.retain(|known| known.item != pizza.item);
        }
        match pizza.state {
            // Who gives a pizza back had taken the first.
            ItemState::Waiting => kitchen.waiting.insert(0, pizza),
            ItemState::Preparing => kitchen.preparing.push(pizza),
            ItemState::InOven => kitchen.in_oven.push(pizza),
            ItemState::Cooked => self.cooked.push(pizza),
            ItemState::Cancelled | ItemState::Wasted => {}
        }
    }

    /// The kitchen as it is shown. Where the orders are known, they say which are ready.
    pub fn shown_kitchen(&self) -> Option<Kitchen> {
        let mut kitchen = self.kitchen.clone()?;
        if self.load.is_some() {
            let ready = self.open.iter().filter(|order| order.state == OrderState::Ready);
            let (deliver, serve): (Vec<_>, Vec<_>) =
                ready.partition(|order| order.mode == ServiceMode::Delivery);
            kitchen.to_serve = count(serve.len());
            kitchen.to_deliver = count(deliver.len());
        }
        Some(kitchen)
    }

    /// The same where they are not: the last of an order's pizzas makes it ready.
    fn count_ready(&mut self, pizza: &Pizza, from: ItemState, left: u32) {
        let Some(kitchen) = &mut self.kitchen else { return };
        let more = match (from, pizza.state, left) {
            (ItemState::InOven, ItemState::Cooked, 0) => 1,
            (ItemState::Cooked, _, 1) => -1,
            _ => 0,
        };
        let shown = match pizza.mode {
            ServiceMode::Delivery => &mut kitchen.to_deliver,
            ServiceMode::TakeAway | ServiceMode::EatIn => &mut kitchen.to_serve,
        };
        *shown = shown.saturating_add_signed(more);
    }

    /// What a moved pizza means for its order, and for the next promise.
    fn moved(&mut self, pizza: Pizza, from: ItemState) -> TapDone {
        let delta = |state| i32::from(from == state) - i32::from(pizza.state == state);
        let (started, unfinished) = (delta(ItemState::Waiting), delta(ItemState::Cooked));
        if let Some(load) = &mut self.load {
            load.follow(&pizza, from);
        }
        // A kitchen alone does not read the orders: it counts the pizzas it has.
        let Some(order) = self.order(pizza.order) else {
            let pizzas_left = self.left_of(pizza.order);
            self.count_ready(&pizza, from, pizzas_left);
            let order_state = state_of_pizzas(pizzas_left.max(1), 1, pizzas_left);
            return TapDone { pizza, order_state, version: 0, pizzas_left };
        };
        order.pizzas_started = order.pizzas_started.saturating_add_signed(started);
        order.pizzas_left = order.pizzas_left.saturating_add_signed(unfinished);
        order.state = state_of_pizzas(order.pizzas, order.pizzas_started, order.pizzas_left);
        order.version += 1;
        let (order_state, version, pizzas_left) = (order.state, order.version, order.pizzas_left);
        TapDone { pizza, order_state, version, pizzas_left }
    }
}

impl Load {
    /// The same after a pizza was moved from there to where it is now.
    fn follow(&mut self, pizza: &Pizza, from: ItemState) {
        let Pizza { order, cooking_minutes, since, .. } = *pizza;
        let baking = Baking { since, cooking_minutes };
        let waiting = Waiting { order, cooking_minutes };
        let alike = |baking: &Baking| baking.cooking_minutes == cooking_minutes;
        match from {
            ItemState::Waiting => take_first(&mut self.waiting, |it| *it == waiting),
            ItemState::Preparing => take_first(&mut self.preparing, alike),
            ItemState::InOven => take_first(&mut self.in_oven, alike),
            _ => {}
        }
        match pizza.state {
            ItemState::Waiting => self.waiting.insert(0, waiting),
            ItemState::Preparing => self.preparing.push(baking),
            ItemState::InOven => self.in_oven.push(baking),
            _ => {}
        }
    }
}

fn take_first<T>(list: &mut Vec<T>, is_it: impl Fn(&T) -> bool) {
    if let Some(place) = list.iter().position(is_it) {
        list.remove(place);
    }
}

fn count(some: usize) -> u32 {
    u32::try_from(some).unwrap_or(u32::MAX)
}
