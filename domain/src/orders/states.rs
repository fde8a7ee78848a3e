//! The life of a pizza and of an order, as data.

use super::words;
use crate::language::{Language, Spoken, either};
use crate::staff::{COUNTER_ROLES, KITCHEN_ROLES, MANAGER_ROLES, Role};
use serde::{Deserialize, Serialize};

/// Where one pizza stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ItemState {
    /// Nobody makes it yet.
    Waiting,
    /// On a pizzaïolo's table.
    Preparing,
    /// In the oven.
    InOven,
    /// Done.
    Cooked,
    /// Given up before it was started.
    Cancelled,
    /// Given up after: it is thrown away.
    Wasted,
}

/// Where an order stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrderState {
    /// Validated, nothing started.
    Queued,
    /// Its first pizza is started.
    Preparing,
    /// Its last pizza is cooked, or there is nothing to cook.
    Ready,
    /// On its way.
    OutForDelivery,
    /// The customer has it.
    HandedOver,
    /// Handed over and paid.
    Closed,
    /// Given up.
    Cancelled,
    /// The delivery failed.
    Returned,
}

words!(ItemState {
    Waiting = "waiting",
    Preparing = "preparing",
    InOven = "in_oven",
    Cooked = "cooked",
    Cancelled = "cancelled",
    Wasted = "wasted",
});
words!(OrderState {
    Queued = "queued",
    Preparing = "preparing",
    Ready = "ready",
    OutForDelivery = "out_for_delivery",
    HandedOver = "handed_over",
    Closed = "closed",
    Cancelled = "cancelled",
    Returned = "returned",
});

impl Spoken for OrderState {
    fn say(&self, language: Language) -> String {
        match self {
            OrderState::Queued => either(language, "en attente", "waiting"),
            OrderState::Preparing => either(language, "en préparation", "being made"),
            OrderState::Ready => either(language, "prête", "ready"),
            OrderState::OutForDelivery => either(language, "en livraison", "out for delivery"),
            OrderState::HandedOver => either(language, "remise", "handed over"),
            OrderState::Closed => either(language, "soldée", "closed"),
            OrderState::Cancelled => either(language, "annulée", "cancelled"),
            OrderState::Returned => either(language, "retour", "returned"),
        }
    }
}

impl Spoken for ItemState {
    fn say(&self, language: Language) -> String {
        match self {
            ItemState::Waiting => either(language, "en attente", "waiting"),
            ItemState::Preparing => either(language, "en préparation", "being made"),
            ItemState::InOven => either(language, "au four", "in the oven"),
            ItemState::Cooked => either(language, "cuite", "cooked"),
            ItemState::Cancelled => either(language, "annulée", "cancelled"),
            ItemState::Wasted => either(language, "jetée", "thrown away"),
        }
    }
}

/// One tap of the kitchen on one pizza.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Step {
    /// "Pizza suivante".
    Claim,
    /// Back from the recipe.
    Release,
    /// "Prête à enfourner".
    IntoOven,
    /// "Cuite".
    Cooked,
    /// Undo of the last tap within ten seconds: oven → table.
    OutOfOven,
    /// Undo of the last tap within ten seconds: cooked → oven.
    NotCooked,
}

impl Step {
    /// Every step.
    pub const ALL: [Step; 6] = [
        Step::Claim,
        Step::Release,
        Step::IntoOven,
        Step::Cooked,
        Step::OutOfOven,
        Step::NotCooked,
    ];

    /// The state it leaves and the state it reaches.
    pub fn ends(self) -> (ItemState, ItemState) {
        match self {
            Step::Claim => (ItemState::Waiting, ItemState::Preparing),
            Step::Release => (ItemState::Preparing, ItemState::Waiting),
            Step::IntoOven => (ItemState::Preparing, ItemState::InOven),
            Step::Cooked => (ItemState::InOven, ItemState::Cooked),
            Step::OutOfOven => (ItemState::InOven, ItemState::Preparing),
            Step::NotCooked => (ItemState::Cooked, ItemState::InOven),
        }
    }

    /// Whether a pizza that stands there has come as far as this step brings one, or further.
    pub fn is_behind(self, state: ItemState) -> bool {
        let (from, to) = self.ends();
        let far = |state| match state {
            ItemState::Waiting => Some(0),
            ItemState::Preparing => Some(1),
            ItemState::InOven => Some(2),
            ItemState::Cooked => Some(3),
            ItemState::Cancelled | ItemState::Wasted => None,
        };
        // A step back is past as soon as the pizza is not where it was.
        let (Some(from), Some(to), Some(stands)) = (far(from), far(to), far(state)) else {
            return false;
        };
        if from < to { stands >= to } else { stands != from }
    }

    /// The step that takes this one back. A release is taken back by claiming again.
    pub fn undone_by(self) -> Option<Step> {
        match self {
            Step::Claim => Some(Step::Release),
            Step::IntoOven => Some(Step::OutOfOven),
            Step::Cooked => Some(Step::NotCooked),
            Step::Release | Step::OutOfOven | Step::NotCooked => None,
        }
    }
}

/// A transition of an order and the roles that may bring it about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OrderStep {
    /// The state it leaves.
    pub from: OrderState,
    /// The state it reaches.
    pub to: OrderState,
    /// Who may; empty where the program does it by itself.
    pub roles: &'static [Role],
}

/// The whole table of an order's life (product.md, "The life of an order").
pub const ORDER_STEPS: &[OrderStep] = {
    use OrderState::*;
    &[
        OrderStep { from: Queued, to: Preparing, roles: KITCHEN_ROLES },
        // The claim of its only started pizza was released.
        OrderStep { from: Preparing, to: Queued, roles: KITCHEN_ROLES },
        OrderStep { from: Preparing, to: Ready, roles: KITCHEN_ROLES },
        // Undo of "cuite" within ten seconds.
        OrderStep { from: Ready, to: Preparing, roles: KITCHEN_ROLES },
        OrderStep { from: Ready, to: OutForDelivery, roles: COUNTER_ROLES },
        OrderStep { from: Ready, to: HandedOver, roles: COUNTER_ROLES },
        OrderStep { from: OutForDelivery, to: HandedOver, roles: COUNTER_ROLES },
        OrderStep { from: OutForDelivery, to: Returned, roles: COUNTER_ROLES },
        // It is sent again, by another run, or fetched after all.
        OrderStep { from: Returned, to: Ready, roles: COUNTER_ROLES },
        OrderStep { from: HandedOver, to: Closed, roles: &[] },
        // A change that takes out the last pizza, or brings the first, moves it too.
        OrderStep { from: Queued, to: Ready, roles: COUNTER_ROLES },
        OrderStep { from: Ready, to: Queued, roles: COUNTER_ROLES },
        OrderStep { from: Queued, to: Cancelled, roles: COUNTER_ROLES },
        OrderStep { from: Preparing, to: Cancelled, roles: MANAGER_ROLES },
        OrderStep { from: Ready, to: Cancelled, roles: MANAGER_ROLES },
        OrderStep { from: Returned, to: Cancelled, roles: MANAGER_ROLES },
    ]
};

/// The states an order can reach from one.
pub fn allowed_steps(from: OrderState) -> impl Iterator<Item = &'static OrderStep> {
    ORDER_STEPS.iter().filter(move |step| step.from == from)
}

/// The state that follows from the pizzas alone, before the hand-over.
pub fn state_of_pizzas(pizzas: u32, started: u32, left: u32) -> OrderState {
    debug_assert!(started <= pizzas && left <= pizzas, "counts are of the same pizzas");
    match (started, left) {
        (_, 0) => OrderState::Ready,
        (0, _) => OrderState::Queued,
        _ => OrderState::Preparing,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pizza_goes_forward_one_state_at_a_time_and_back_only_by_undo() {
        for step in Step::ALL {
            let (from, to) = step.ends();
            assert_eq!((from as i32 - to as i32).abs(), 1, "{step:?}");
            if let Some(undo) = step.undone_by() {
                assert_eq!(undo.ends(), (to, from), "{step:?}");
            }
        }
    }

    #[test]
    fn a_step_is_behind_where_the_pizza_went_on() {
        use ItemState::*;
        for (step, behind, not) in [
            (Step::Claim, &[Preparing, InOven, Cooked][..], &[Waiting, Cancelled, Wasted][..]),
            (Step::IntoOven, &[InOven, Cooked], &[Waiting, Preparing, Wasted]),
            (Step::Cooked, &[Cooked], &[Waiting, Preparing, InOven, Cancelled]),
            (Step::Release, &[Waiting, InOven, Cooked], &[Preparing, Cancelled]),
        ] {
            assert!(behind.iter().all(|state| step.is_behind(*state)), "{step:?}");
            assert!(!not.iter().any(|state| step.is_behind(*state)), "{step:?}");
        }
    }

    #[test]
    fn nothing_leaves_an_ended_order() {
        for ended in [OrderState::Closed, OrderState::Cancelled] {
            assert_eq!(allowed_steps(ended).count(), 0);
        }
    }

    #[test]
    fn every_state_is_reached_and_stored_under_its_own_word() {
        use OrderState::*;
        for state in
            [Queued, Preparing, Ready, OutForDelivery, HandedOver, Closed, Cancelled, Returned]
        {
            assert_eq!(OrderState::from_word(state.word()), Some(state));
            assert!(ORDER_STEPS.iter().any(|step| step.to == state), "{state:?}");
        }
    }

    #[test]
    fn the_order_follows_its_pizzas() {
        for (pizzas, started, left, state) in [
            (0, 0, 0, OrderState::Ready),
            (2, 0, 2, OrderState::Queued),
            (2, 1, 2, OrderState::Preparing),
            (2, 2, 1, OrderState::Preparing),
            (2, 2, 0, OrderState::Ready),
        ] {
            assert_eq!(state_of_pizzas(pizzas, started, left), state);
        }
    }
}
