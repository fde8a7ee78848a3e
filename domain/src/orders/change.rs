//! Changing (UC07) and cancelling (UC08) an order.

use super::content::OrderContent;
use super::settle::Refund;
use super::{OrderId, OrderState, OrderSummary};
use crate::contract::CommandId;
use crate::failure::{FailureCode, Field, Refusal};
use crate::language::{Language, Spoken, either};
use crate::money::Cents;
use crate::online::OnlineRefused;
use crate::staff::ApprovalId;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Puts other content into an order none of whose pizzas is started. It keeps its number and its
/// place in the queue; pizzas that come on top wait at the end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeOrder {
    /// Names this change; sent again unchanged on a retry.
    pub command: CommandId,
    /// The order.
    pub order: OrderId,
    /// The version the change was made on: somebody else's change in between is not overwritten.
    pub version: i64,
    /// What it holds from now on.
    pub content: OrderContent,
    /// The time the customer was told. Counts only when the number of pizzas changed, or where it is
    /// brought; otherwise what was announced stands.
    pub promised_at: DateTime<Utc>,
}

/// Gives an order up. Before its first pizza is started, at the counter; later, by a manager,
/// with a reason: what was made is waste.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CancelOrder {
    /// Names this tap.
    pub command: CommandId,
    /// The order.
    pub order: OrderId,
    /// Why; asked for when something was made already.
    pub reason: Option<String>,
    /// A manager's consent, when something was made already.
    pub approval: Option<ApprovalId>,
}

/// What a cancellation did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cancelled {
    /// The order.
    pub order: OrderId,
    /// What was called out.
    pub number: String,
    /// Its version now.
    pub version: i64,
    /// Pizzas that became waste.
    pub wasted: u32,
    /// What the customer gets back, by the tender it was paid with.
    pub refunds: Vec<Refund>,
}

/// How much more or less of a line an order holds after a change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// The line's name, changes included.
    pub name: String,
    /// So many more; fewer below zero.
    pub by: i64,
}

/// A change or a cancellation that came too late.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChangeRefused {
    /// No such order in this shop.
    Unknown,
    /// Its first pizza is started.
    Started {
        /// What is called out.
        number: String,
    },
    /// Something was made: a manager must consent.
    Manager {
        /// What is called out.
        number: String,
    },
    /// It is over.
    Over {
        /// What is called out.
        number: String,
        /// Where it stands.
        state: OrderState,
    },
    /// A driver has it: it comes back first.
    Out {
        /// What is called out.
        number: String,
    },
    /// Somebody changed it meanwhile.
    ChangedFirst {
        /// What is called out.
        number: String,
    },
    /// More is paid than it would cost.
    PaidMore {
        /// What is paid.
        paid: Cents,
    },
    /// Something was made: a manager says why.
    NoReason,
    /// PayPal takes its money at this moment.
    Taking {
        /// What is called out.
        number: String,
    },
}

impl ChangeRefused {
    /// Why an order that stands so can no longer be changed by who read it at that `version`; none
    /// where it can. The statement that changes it refuses the same, in the same order.
    pub fn of(order: &OrderSummary, version: i64) -> Option<ChangeRefused> {
        let (number, state) = (order.number.clone(), order.state);
        match state {
            OrderState::HandedOver | OrderState::Closed | OrderState::Cancelled => {
                Some(ChangeRefused::Over { number, state })
            }
            OrderState::OutForDelivery => Some(ChangeRefused::Out { number }),
            _ if !order.is_untouched() => Some(ChangeRefused::Started { number }),
            _ if order.version != version => Some(ChangeRefused::ChangedFirst { number }),
            _ => None,
        }
    }
}

impl Spoken for ChangeRefused {
    fn say(&self, language: Language) -> String {
        match self {
            ChangeRefused::Unknown => {
                either(language, "Cette commande n’existe pas ici.", "No such order here.")
            }
            ChangeRefused::Taking { number } => {
                OnlineRefused::Taking { number: number.clone() }.say(language)
            }
            ChangeRefused::Started { number } => either(
                language,
                format!(
                    "{number} est déjà en préparation : elle ne change plus. Un responsable peut \
                     l’annuler."
                ),
                format!(
                    "{number} is being made already and no longer changes. A manager can cancel it."
                ),
            ),
            ChangeRefused::Manager { number } => either(
                language,
                format!("{number} est déjà en préparation : il faut le code d’un responsable."),
                format!("{number} is being made already: this needs a manager’s PIN."),
            ),
            ChangeRefused::Over { number, state } => either(
                language,
                format!("{number} est {} : elle ne change plus.", state.say(Language::Fr)),
                format!("{number} is {} and no longer changes.", state.say(Language::En)),
            ),
            ChangeRefused::Out { number } => either(
                language,
                format!("{number} est en livraison : notez d’abord son retour."),
                format!("{number} is out for delivery: note first that it came back."),
            ),
            ChangeRefused::ChangedFirst { number } => either(
                language,
                format!(
                    "{number} vient d’être modifiée ailleurs. Rouvrez-la pour voir son contenu."
                ),
                format!("{number} has just been changed elsewhere. Open it again to see it."),
            ),
            ChangeRefused::PaidMore { paid } => either(
                language,
                format!(
                    "{} sont déjà encaissés, plus que le nouveau total. Annulez la commande : le \
                     client est remboursé, puis reprenez-la.",
                    paid.show(Language::Fr)
                ),
                format!(
                    "{} is paid already, more than the new total. Cancel the order, which refunds \
                     the customer, and take it again.",
                    paid.show(Language::En)
                ),
            ),
            ChangeRefused::NoReason => either(
                language,
                "Dites pourquoi : ce qui est fait sera compté en perte.",
                "Say why: what is made will be booked as waste.",
            ),
        }
    }
}

impl Refusal for ChangeRefused {
    fn code(&self) -> FailureCode {
        match self {
            ChangeRefused::PaidMore { .. } | ChangeRefused::NoReason => FailureCode::Refused,
            ChangeRefused::Manager { .. } => FailureCode::NeedsManager,
            _ => FailureCode::Conflict,
        }
    }

    fn field(&self) -> Option<Field> {
        matches!(self, ChangeRefused::NoReason).then(|| "reason".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::orders::{Channel, ServiceMode};

    #[test]
    fn what_came_between_reading_an_order_and_changing_it() {
        let number = || "A-001".to_owned();
        let over = |state| Some(ChangeRefused::Over { number: number(), state });
        let started = || Some(ChangeRefused::Started { number: number() });
        let elsewhere = Some(ChangeRefused::ChangedFirst { number: number() });
        for (state, pizzas, version, refused) in [
            (OrderState::Queued, 1, 3, None),
            (OrderState::Queued, 1, 4, elsewhere.clone()),
            (OrderState::Ready, 0, 3, None),
            (OrderState::Ready, 0, 4, elsewhere),
            (OrderState::Preparing, 1, 4, started()),
            (OrderState::Ready, 1, 4, started()),
            (OrderState::Returned, 1, 3, started()),
            (OrderState::OutForDelivery, 1, 3, Some(ChangeRefused::Out { number: number() })),
            (OrderState::HandedOver, 1, 4, over(OrderState::HandedOver)),
            (OrderState::Closed, 1, 4, over(OrderState::Closed)),
            (OrderState::Cancelled, 1, 4, over(OrderState::Cancelled)),
        ] {
            let order = OrderSummary {
                delivery: None,
                order: OrderId(Default::default()),
                number: number(),
                customer_name: None,
                customer_phone: None,
                channel: Channel::Counter,
                mode: ServiceMode::TakeAway,
                state,
                total: Cents(800),
                paid: Cents(0),
                refunded: Cents(0),
                paypal: None,
                held: false,
                pizzas,
                pizzas_started: 0,
                pizzas_left: pizzas,
                placed_at: DateTime::UNIX_EPOCH,
                promised_at: DateTime::UNIX_EPOCH,
                version,
                shown_at: None,
                ended_at: None,
                content: vec![],
            };
            assert_eq!(ChangeRefused::of(&order, 3), refused, "{state:?} {pizzas} {version}");
        }
    }
}
