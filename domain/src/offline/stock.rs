//! Stock without a server: what is seen and counted here, compared with what was read last and what was
//! done here since. The server compares it with its own book as of then.

use super::View;
use crate::kitchen::Pizza;
use crate::menu::{IngredientId, Menu, need_of};
use crate::stock::{
    BeginInventory, Count, CountIngredient, DeclareRupture, Inventory, InventoryId,
    InventoryRefused, InventoryState, Lacking, LackingOrder, MovementRefused, Promised, Quantities,
    RuptureDeclared, SaveInventory, Seen, StockLevel, Written, check_quantity, lacking,
    no_longer_made,
};
use chrono::{DateTime, Utc};

/// Who does it, and when.
pub type By<'a> = (&'a str, DateTime<Utc>);

impl View {
    /// The level of an ingredient; none where the shop does not keep it.
    pub fn level(&mut self, ingredient: IngredientId) -> Option<&mut StockLevel> {
        self.stock.iter_mut().find(|level| level.ingredient == ingredient)
    }

    /// What came onto the shelf, or (below zero) left it.
    pub fn shelve(&mut self, moved: &Quantities) {
        for level in &mut self.stock {
            level.on_hand += moved.get(&level.ingredient).copied().unwrap_or(0);
        }
    }

    /// What a pizza takes leaves the shelf, or (-1 times) comes back.
    pub(super) fn take_off_the_shelf(&mut self, need: &Quantities, times: i64) {
        for level in &mut self.stock {
            let taken = need.get(&level.ingredient).copied().unwrap_or(0) * times;
            level.on_hand -= taken;
            level.reserved -= taken;
        }
    }

    /// A manager says that the book was wrong: what was counted before is overruled.
    pub fn correct(&mut self, ingredient: IngredientId, quantity: i64, at: DateTime<Utc>) {
        self.shelve(&Quantities::from([(ingredient, quantity)]));
        self.corrected.insert(ingredient, at);
    }

    /// Brings the book to what is seen.
    ///
    /// # Errors
    /// The shop does not keep it.
    pub fn declare(
        &mut self,
        call: &DeclareRupture,
        menu: &Menu,
        (by, at): By<'_>,
    ) -> Result<RuptureDeclared, MovementRefused> {
        let before = self.stock.clone();
        let level = self.level(call.ingredient).ok_or(MovementRefused::Unknown)?;
        let (ingredient, theoretical) = (call.ingredient, level.on_hand);
        let seen = Seen { ingredient, seen: call.seen, theoretical };
        level.on_hand = call.seen;
        if let Some(counting) = self.inventory.as_mut().filter(|it| it.list.contains(&ingredient)) {
            counting.counts.retain(|count| count.ingredient != ingredient);
            counting.counts.push(seen.as_count(at, by.to_owned()));
        }
        Ok(RuptureDeclared {
            seen,
            no_longer_made: no_longer_made(menu, &before, &self.stock),
            lacking: self.lacking(menu),
        })
    }

    /// The orders that lack something, as far as they are known here: what needs no cooking is not.
    fn lacking(&self, menu: &Menu) -> Vec<LackingOrder> {
        let on_hand = self.stock.iter().map(|level| (level.ingredient, level.on_hand)).collect();
        let Some(kitchen) = &self.kitchen else { return vec![] };
        let queue: Vec<&Pizza> = kitchen.preparing.iter().chain(&kitchen.waiting).collect();
        let promised: Vec<_> = queue
            .iter()
            .map(|it| Promised { order: it.order, need: need_of(&it.portions) })
            .collect();
        let name = |it| menu.ingredient(it).map_or("?", |known| known.name.as_str()).to_owned();
        let named = |it: Lacking| {
            let pizza = queue.iter().find(|pizza| pizza.order == it.order)?;
            let order = self.open.iter().find(|known| known.order == it.order);
            Some(LackingOrder {
                order: it.order,
                number: pizza.number.clone(),
                customer_name: order.and_then(|known| known.customer_name.clone()),
                customer_phone: order.and_then(|known| known.customer_phone.clone()),
                dishes: it.dishes,
                ingredients: it.ingredients.into_iter().map(name).collect(),
            })
        };
        lacking(&on_hand, &promised).into_iter().filter_map(named).collect()
    }

    /// Begins an inventory of all that the shop keeps.
    ///
    /// # Errors
    /// One is under way.
    pub fn begin_inventory(
        &mut self,
        call: &BeginInventory,
        (by, at): By<'_>,
    ) -> Result<Inventory, InventoryRefused> {
        if let Some(counting) = &self.inventory {
            return Err(InventoryRefused::UnderWay { by: counting.began_by.clone() });
        }
        let begun = Inventory {
            id: call.inventory,
            state: InventoryState::UnderWay,
            began_at: at,
            began_by: by.to_owned(),
            list: self.stock.iter().map(|level| level.ingredient).collect(),
            counts: vec![],
        };
        self.inventory = Some(begun.clone());
        Ok(begun)
    }

    fn under_way(&mut self, inventory: InventoryId) -> Result<&mut Inventory, InventoryRefused> {
        self.inventory.as_mut().filter(|it| it.id == inventory).ok_or(InventoryRefused::Over)
    }

    /// Takes a count.
    ///
    /// # Errors
    /// The inventory is over, the ingredient is not on its list, or nobody has so much of it.
    pub fn count(
        &mut self,
        call: &CountIngredient,
        menu: &Menu,
        (by, at): By<'_>,
    ) -> Result<Count, InventoryRefused> {
        let known = menu.ingredient(call.ingredient).ok_or(InventoryRefused::NotOnList)?;
        check_quantity(call.counted, known.unit)?;
        self.count_again(call, (by, at))
    }

    /// Takes a count that was taken before.
    ///
    /// # Errors
    /// As [`View::count`], but for how much it is.
    pub fn count_again(
        &mut self,
        call: &CountIngredient,
        (by, at): By<'_>,
    ) -> Result<Count, InventoryRefused> {
        let CountIngredient { ingredient, counted, .. } = *call;
        let theoretical = self.level(ingredient).ok_or(InventoryRefused::NotOnList)?.on_hand;
        let count = Count { ingredient, counted, theoretical, at, by: by.to_owned() };
        self.under_way(call.inventory)?.put(count.clone())?;
        Ok(count)
    }

    /// Writes the inventory.
    ///
    /// # Errors
    /// It is over, nothing is counted, or some are not and nobody said that this is meant.
    pub fn save_inventory(&mut self, call: &SaveInventory) -> Result<Written, InventoryRefused> {
        let corrected = self.corrected.clone();
        let as_of = |count: &Count| {
            let since = corrected.get(&count.ingredient).is_some_and(|at| *at > count.at);
            (!since).then_some(count.theoretical)
        };
        let written = self.under_way(call.inventory)?.written(as_of, call.partly)?;
        self.shelve(&written.differences);
        self.inventory = None;
        Ok(written)
    }

    /// Gives the inventory up.
    ///
    /// # Errors
    /// It is over.
    pub fn give_up_inventory(&mut self, inventory: InventoryId) -> Result<(), InventoryRefused> {
        self.under_way(inventory)?;
        self.inventory = None;
        Ok(())
    }
}
