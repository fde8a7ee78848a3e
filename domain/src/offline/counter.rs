//! The counter without a server: placing, changing, cancelling, the money, the hand-over.

use super::{Asked, SoldOffline, View};
use crate::kitchen::{ItemId, Pizza};
use crate::ledger::EntryRef;
use crate::menu::IngredientId;
use crate::money::Cents;
use crate::orders::{
    CancelOrder, Cancelled, ChangeOrder, ChangeRefused, HandOver, HandOverRefused, ItemState,
    OrderAsked, OrderContent, OrderId, OrderStands, OrderState, OrderSummary, PlaceOrder,
    PlacedOrder, PricedLine, PricedOrder, PromisedFor, Refund, SettleOrder, SettleRefused, Settled,
    SoldLine, Waiting, state_of_pizzas,
};
use crate::payments::{Due, Taken, TakingRules, take_apart};
use crate::stock::{self, Quantities, add_need};
use chrono::{DateTime, NaiveDate, Utc};

/// So many pizzas of one order have names of their own until the server names them.
const PIZZAS_MAX: i64 = 100_000;

impl View {
    /// What of this need the book does not have. What the shop does not keep is short, too.
    pub fn short(&self, need: &Quantities) -> Vec<IngredientId> {
        stock::short(need, &self.stock)
    }

    /// Places an order.
    pub fn place(
        &mut self,
        call: &PlaceOrder,
        sold: &SoldOffline,
        at: DateTime<Utc>,
    ) -> PlacedOrder {
        let SoldOffline { number, priced, .. } = sold;
        let count = priced.pizzas();
        let summary = OrderSummary {
            order: call.order,
            number: number.clone(),
            customer_name: priced.customer_name.clone(),
            customer_phone: priced.customer_phone.clone(),
            delivery: priced.delivery.clone(),
            channel: call.content.channel,
            mode: call.content.mode,
            state: state_of_pizzas(count, 0, count),
            total: priced.totals.gross,
            paid: Cents::ZERO,
            refunded: Cents::ZERO,
            paypal: None,
            held: false,
            pizzas: count,
            pizzas_started: 0,
            pizzas_left: count,
            placed_at: at,
            promised_at: call.promised_at,
            version: 1,
            shown_at: None,
            ended_at: None,
            content: lines(priced),
        };
        let placed = placed(&summary);
        self.queue(&summary, &pizzas(&summary, sold, at));
        self.open.push(summary);
        self.hold(call.order, &call.content, priced);
        placed
    }

    /// An order taken here since, as it was asked for.
    pub fn asked(&self, order: OrderId) -> Option<OrderAsked> {
        let content = &self.asked.get(&order)?.content;
        let summary = self.open.iter().find(|known| known.order == order)?.clone();
        let OrderContent { lines, discount, .. } = content.clone();
        Some(OrderAsked { summary, lines, discount })
    }

    /// Puts other content into an order that was taken here since.
    ///
    /// # Errors
    /// It is not known here, or no longer changes.
    pub fn change(
        &mut self,
        call: &ChangeOrder,
        sold: &SoldOffline,
        at: DateTime<Utc>,
    ) -> Result<PlacedOrder, ChangeRefused> {
        let priced = &sold.priced;
        let summary = self.order(call.order).ok_or(ChangeRefused::Unknown)?;
        if let Some(refused) = ChangeRefused::of(summary, call.version) {
            return Err(refused);
        }
        let taken = summary.paid + summary.refunded;
        if taken > priced.totals.gross {
            return Err(ChangeRefused::PaidMore { paid: taken });
        }
        let count = priced.pizzas();
        let before = PromisedFor::of(summary.pizzas, summary.delivery.as_ref());
        if before != PromisedFor::of(count, priced.delivery.as_ref()) {
            summary.promised_at = call.promised_at;
        }
        summary.customer_name.clone_from(&priced.customer_name);
        summary.customer_phone.clone_from(&priced.customer_phone);
        summary.delivery.clone_from(&priced.delivery);
        summary.channel = call.content.channel;
        summary.mode = call.content.mode;
        summary.state = state_of_pizzas(count, 0, count);
        summary.total = priced.totals.gross;
        (summary.pizzas, summary.pizzas_left) = (count, count);
        summary.content = lines(priced);
        summary.version += 1;
        summary.shown_at = None;
        let summary = summary.clone();
        self.release(call.order);
        self.queue(&summary, &pizzas(&summary, sold, at));
        self.hold(call.order, &call.content, priced);
        Ok(placed(&summary))
    }

    /// Gives up an order that nobody has begun to make. None: what was paid of it before is not
    /// known here, so what goes back is not either.
    ///
    /// # Errors
    /// It is not known, over, or begun.
    pub fn cancel(
        &mut self,
        call: &CancelOrder,
        at: DateTime<Utc>,
    ) -> Result<Option<Cancelled>, ChangeRefused> {
        let refunds: Vec<Refund> = self
            .taken
            .iter()
            .filter(|(order, _)| *order == call.order)
            .map(|(_, it)| *it)
            .collect();
        let order = self.order(call.order).ok_or(ChangeRefused::Unknown)?;
        if let Some(refused) = ChangeRefused::of(order, order.version) {
            return Err(refused);
        }
        if refunds.iter().map(|refund| refund.amount).sum::<Cents>() != order.paid {
            return Ok(None);
        }
        order.state = OrderState::Cancelled;
        order.version += 1;
        let over = order.clone();
        self.release(call.order);
        self.queue(&over, &[]);
        self.end(call.order, at);
        let OrderSummary { order, number, version, .. } = over;
        Ok(Some(Cancelled { order, number, version, wasted: 0, refunds }))
    }

    /// Notes money that was taken for an order; `entry` is what the ledger has of it.
    ///
    /// # Errors
    /// The order is not open here.
    pub fn settle(
        &mut self,
        call: &SettleOrder,
        taken: Vec<Taken>,
        at: DateTime<Utc>,
        entry: EntryRef,
    ) -> Result<Settled, SettleRefused> {
        let order = self.order(call.order).ok_or(SettleRefused::Unknown)?;
        let number = order.number.clone();
        let amount: Cents = taken.iter().map(|taken| taken.amount).sum();
        order.paid += amount;
        order.version += 1;
        let left = order.due();
        if order.state == OrderState::HandedOver && left <= Cents::ZERO {
            order.state = OrderState::Closed;
        }
        let (state, version) = (order.state, order.version);
        if state == OrderState::Closed {
            self.end(call.order, at);
        }
        let each = |taken: &Taken| Refund { tender: taken.tender, amount: taken.amount };
        self.taken.extend(taken.iter().map(|taken| (call.order, each(taken))));
        let change = taken.iter().map(|taken| taken.change).sum();
        let order = call.order;
        Ok(Settled { order, number, state, version, amount, change, taken, left, entry })
    }

    /// What is taken of what is given, on that day of the calendar.
    ///
    /// # Errors
    /// Something else is due, or what is given cannot be taken.
    pub fn taking(
        &self,
        call: &SettleOrder,
        rules: &TakingRules,
        day: NaiveDate,
    ) -> Result<Vec<Taken>, SettleRefused> {
        let Some(order) = self.open.iter().find(|known| known.order == call.order) else {
            let over = self.ended.iter().find(|known| known.order == call.order);
            let number = over.map(|over| over.number.clone());
            return Err(match (over.map(|over| over.state), number) {
                (Some(OrderState::Cancelled), Some(number)) => SettleRefused::Cancelled { number },
                (Some(_), Some(number)) => SettleRefused::PaidAlready { number },
                _ => SettleRefused::Unknown,
            });
        };
        let number = order.number.clone();
        match order.due() {
            due if due <= Cents::ZERO => return Err(SettleRefused::PaidAlready { number }),
            due if due != call.due => return Err(SettleRefused::Due { number, due }),
            _ => {}
        }
        let due = Due { amount: call.due, total: order.total };
        Ok(take_apart(due, &call.payers, rules, day, call.in_full)?.concat())
    }

    /// The customer has the order.
    ///
    /// # Errors
    /// It is not known, or not ready.
    pub fn hand_over(
        &mut self,
        call: &HandOver,
        at: DateTime<Utc>,
    ) -> Result<OrderStands, HandOverRefused> {
        let order = self.order(call.order).ok_or(HandOverRefused::Unknown)?;
        let number = order.number.clone();
        if !matches!(order.state, OrderState::Ready | OrderState::OutForDelivery) {
            return Err(HandOverRefused::NotReady { number, state: order.state });
        }
        let paid = order.due() <= Cents::ZERO;
        order.state = if paid { OrderState::Closed } else { OrderState::HandedOver };
        order.version += 1;
        let stands =
            OrderStands { order: call.order, number, state: order.state, version: order.version };
        if paid {
            self.end(call.order, at);
        }
        // Of orders that were read, it is not known what needed no cooking.
        if let Some(asked) = self.asked.get_mut(&call.order) {
            let uncooked = std::mem::take(&mut asked.uncooked);
            self.take_off_the_shelf(&uncooked, 1);
        }
        Ok(stands)
    }

    fn reserve(&mut self, need: &Quantities, times: i64) {
        for level in &mut self.stock {
            level.reserved += need.get(&level.ingredient).copied().unwrap_or(0) * times;
        }
    }

    /// Reserves what an order needs, and keeps what was asked for.
    fn hold(&mut self, order: OrderId, content: &OrderContent, priced: &PricedOrder) {
        self.reserve(&priced.need, 1);
        let mut uncooked = Quantities::new();
        for line in priced.lines.iter().filter(|line| line.cooking_minutes.is_none()) {
            add_need(&mut uncooked, &line.need, line.quantity);
        }
        let asked = Asked { content: content.clone(), need: priced.need.clone(), uncooked };
        self.asked.insert(order, asked);
    }

    /// Releases what an order has reserved, as far as it is known here.
    fn release(&mut self, order: OrderId) {
        if let Some(asked) = self.asked.remove(&order) {
            self.reserve(&asked.need, -1);
        }
    }

    /// Puts an order's pizzas into the queue, where it had some before in their places.
    fn queue(&mut self, order: &OrderSummary, pizzas: &[Pizza]) {
        let id = order.order;
        if let Some(load) = &mut self.load {
            let waiting =
                |pizza: &Pizza| Waiting { order: id, cooking_minutes: pizza.cooking_minutes };
            let waiting = pizzas.iter().map(waiting);
            put_in_places(&mut load.waiting, |it| it.order == id, waiting);
        }
        if let Some(kitchen) = &mut self.kitchen {
            let pizzas = pizzas.iter().cloned();
            put_in_places(&mut kitchen.waiting, |it| it.order == id, pizzas);
        }
    }
}

/// What comes new takes the places of what was there before; the rest waits at the end.
fn put_in_places<T>(
    queue: &mut Vec<T>,
    before: impl Fn(&T) -> bool,
    mut new: impl Iterator<Item = T>,
) {
    let in_place = |known: T| if before(&known) { new.next() } else { Some(known) };
    let mut next: Vec<T> = queue.drain(..).filter_map(in_place).collect();
    next.extend(new);
    *queue = next;
}

/// The name of a pizza until the server gives it one: of the order's place in the journal, and its
/// place in the order.
pub fn item(entry: i64, nth: i64) -> ItemId {
    ItemId(-(entry * PIZZAS_MAX + nth.min(PIZZAS_MAX - 1)) - 1)
}

impl ItemId {
    /// Of a pizza that the server has not named: the place of its order in the journal, and its own
    /// in the order, from 0.
    pub fn unnamed(self) -> Option<(i64, i64)> {
        let name = (self.0 < 0).then(|| -(self.0 + 1))?;
        Some((name / PIZZAS_MAX, name % PIZZAS_MAX))
    }
}

fn placed(order: &OrderSummary) -> PlacedOrder {
    PlacedOrder {
        order: order.order,
        number: order.number.clone(),
        reference: None,
        total: order.total,
        promised_at: order.promised_at,
    }
}

fn lines(priced: &PricedOrder) -> Vec<SoldLine> {
    let line = |line: &PricedLine| SoldLine {
        quantity: line.quantity,
        name: line.name.clone(),
        changes: line.changes.clone(),
        formula: line.formula.clone(),
        gross: line.gross(),
        is_fee: line.dish.is_none(),
    };
    priced.lines.iter().map(line).collect()
}

/// Each pizza of an order that nobody has begun.
fn pizzas(order: &OrderSummary, sold: &SoldOffline, at: DateTime<Utc>) -> Vec<Pizza> {
    let cooked = sold.priced.lines.iter().filter_map(|line| Some((line, line.cooking_minutes?)));
    let each = cooked.flat_map(|(line, minutes)| (0..line.quantity).map(move |_| (line, minutes)));
    let named = (0..).map(|nth| item(sold.entry, nth));
    let made = each.zip(named).filter_map(|((line, cooking_minutes), item)| {
        Some(Pizza {
            item,
            order: order.order,
            number: order.number.clone(),
            mode: order.mode,
            dish: line.dish.clone()?,
            portions: line.portions.clone(),
            name: line.name.clone(),
            changes: line.changes.clone(),
            note: line.note.clone(),
            state: ItemState::Waiting,
            since: at,
            promised_at: order.promised_at,
            // Without the server nobody asks how long it is on its way.
            travel_minutes: 0,
            cooking_minutes,
            taken_offline: true,
            mine: false,
        })
    });
    made.collect()
}
