//! The kinds of messages: to whom, how, and how hard each is tried.

use super::Placeholder;
use crate::language::{Language, Spoken, either};
use crate::orders::words;
use crate::settings::LINK_MINUTES;
use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

/// How a message goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// A text message to a telephone.
    Sms,
    /// An e-mail.
    Email,
}

words!(Channel { Sms = "sms", Email = "email" });

impl Channel {
    /// The one that is tried where this one failed.
    pub fn other(self) -> Channel {
        match self {
            Channel::Sms => Channel::Email,
            Channel::Email => Channel::Sms,
        }
    }
}

impl Spoken for Channel {
    fn say(&self, language: Language) -> String {
        match self {
            Channel::Sms => either(language, "SMS", "text message"),
            Channel::Email => either(language, "e-mail", "e-mail"),
        }
    }
}

/// To whom a message goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// A customer, about his own order: nothing else is sent to one who did not agree to it.
    Customer,
    /// Who runs the shop.
    Manager,
    /// Who delivers.
    Driver,
    /// Who sells to the group.
    Supplier,
}

/// What a message is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MessageKind {
    /// The order is taken, with its promised time.
    OrderTaken,
    /// The order is on its way.
    Leaving,
    /// The order can be fetched.
    ReadyForPickUp,
    /// The order will be late.
    Delayed,
    /// The order was given up.
    OrderCancelled,
    /// An ingredient is short (UC10).
    StockShort,
    /// Products can no longer be made (UC12).
    ProductsSuspended,
    /// An inventory drafted a purchase order (UC13).
    PurchaseDrafted,
    /// An order to be delivered (UC21).
    DriverRun,
    /// A purchase order, to the supplier.
    PurchaseOrder,
    /// What somebody at the counter has to say about an order.
    FreeText,
    /// Where the customer pays an order on his telephone (UC04).
    PaymentLink,
}

words!(MessageKind {
    OrderTaken = "order_taken",
    Leaving = "leaving",
    ReadyForPickUp = "ready_for_pick_up",
    Delayed = "delayed",
    OrderCancelled = "order_cancelled",
    StockShort = "stock_short",
    ProductsSuspended = "products_suspended",
    PurchaseDrafted = "purchase_drafted",
    DriverRun = "driver_run",
    PurchaseOrder = "purchase_order",
    FreeText = "free_text",
    PaymentLink = "payment_link",
});

impl Spoken for MessageKind {
    fn say(&self, language: Language) -> String {
        match self {
            MessageKind::OrderTaken => either(language, "Commande prise", "Order taken"),
            MessageKind::Leaving => either(language, "Départ en livraison", "Leaving"),
            MessageKind::ReadyForPickUp => either(language, "Prête à emporter", "Ready to fetch"),
            MessageKind::Delayed => either(language, "Retard", "Delay"),
            MessageKind::OrderCancelled => either(language, "Commande annulée", "Order cancelled"),
            MessageKind::StockShort => either(language, "Stock bas", "Stock is short"),
            MessageKind::ProductsSuspended => {
                either(language, "Produits suspendus", "Products suspended")
            }
            MessageKind::PurchaseDrafted => {
                either(language, "Commande à valider", "Order to approve")
            }
            MessageKind::DriverRun => either(language, "Course", "Delivery run"),
            MessageKind::PurchaseOrder => {
                either(language, "Commande fournisseur", "Purchase order")
            }
            MessageKind::FreeText => either(language, "Message libre", "Free text"),
            MessageKind::PaymentLink => either(language, "Lien de paiement", "Payment link"),
        }
    }
}

/// How the messages of a kind are sent (product.md, "Messages").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sending {
    /// The kind.
    pub kind: MessageKind,
    /// To whom.
    pub to: Audience,
    /// How it can go; where there are two, by what the person prefers.
    pub channels: &'static [Channel],
    /// How often it is tried at most.
    pub tries_max: u32,
    /// From the beginning of the first try to that of the second; later ones wait `growth` times as
    /// long each.
    pub wait: TimeDelta,
    /// By how much the wait grows.
    pub growth: i32,
    /// The longest wait.
    pub wait_max: TimeDelta,
    /// How long it makes sense after what caused it.
    pub lasts: TimeDelta,
    /// Whether a failure sends it by the other channel, at once.
    pub other_channel: bool,
    /// Whether a person is told when it does not go.
    pub is_told: bool,
    /// What its text can name.
    pub names: &'static [Placeholder],
}

/// How the messages of every kind are sent.
pub const SENDINGS: &[Sending] = {
    use Placeholder::*;
    // As long as it makes sense: a service that is down for ten minutes costs nobody his message.
    const CUSTOMER: Sending = Sending {
        kind: MessageKind::OrderTaken,
        to: Audience::Customer,
        channels: &[Channel::Sms, Channel::Email],
        tries_max: 100,
        wait: TimeDelta::seconds(20),
        growth: 2,
        wait_max: TimeDelta::minutes(2),
        lasts: TimeDelta::minutes(20),
        other_channel: false,
        is_told: false,
        names: &[Shop, Order, Customer, Time, Due],
    };
    const MANAGER: Sending = Sending {
        to: Audience::Manager,
        tries_max: 8,
        wait: TimeDelta::seconds(30),
        wait_max: TimeDelta::hours(12),
        lasts: TimeDelta::hours(12),
        other_channel: true,
        is_told: true,
        ..CUSTOMER
    };
    &[
        CUSTOMER,
        Sending { kind: MessageKind::Leaving, ..CUSTOMER },
        Sending { kind: MessageKind::ReadyForPickUp, lasts: TimeDelta::hours(1), ..CUSTOMER },
        Sending { kind: MessageKind::Delayed, ..CUSTOMER },
        Sending {
            kind: MessageKind::OrderCancelled,
            lasts: TimeDelta::hours(2),
            names: &[Shop, Order, Customer],
            ..CUSTOMER
        },
        Sending {
            kind: MessageKind::StockShort,
            names: &[Shop, Ingredient, OnHand, Projected, Safety, Forecast, Elsewhere],
            ..MANAGER
        },
        Sending {
            kind: MessageKind::ProductsSuspended,
            names: &[Shop, Ingredient, OnHand, Products, Person],
            ..MANAGER
        },
        Sending {
            kind: MessageKind::PurchaseDrafted,
            names: &[Shop, Purchase, Supplier, Lines],
            ..MANAGER
        },
        // Five tries in a minute, then somebody is told.
        Sending {
            kind: MessageKind::DriverRun,
            to: Audience::Driver,
            channels: &[Channel::Sms],
            tries_max: 5,
            wait: TimeDelta::seconds(12),
            growth: 1,
            lasts: TimeDelta::minutes(1),
            is_told: true,
            names: &[Shop, Order, Customer, Phone, Content, Address, Access, Map, Due, Time],
            ..CUSTOMER
        },
        Sending {
            kind: MessageKind::PurchaseOrder,
            to: Audience::Supplier,
            channels: &[Channel::Email],
            tries_max: 8,
            wait: TimeDelta::minutes(1),
            wait_max: TimeDelta::hours(24),
            lasts: TimeDelta::hours(24),
            is_told: true,
            names: &[Shop, Purchase, Supplier, Lines],
            ..CUSTOMER
        },
        // About an order, by text message: to the number that it bears, and to no other.
        Sending { kind: MessageKind::FreeText, channels: &[Channel::Sms], ..CUSTOMER },
        // For as long as the longest link is good; each ends with its own. Who asked for the money waits for it.
        Sending {
            kind: MessageKind::PaymentLink,
            lasts: TimeDelta::minutes(*LINK_MINUTES.end() as i64),
            is_told: true,
            names: &[Shop, Order, Customer, Due, Link],
            ..CUSTOMER
        },
    ]
};

impl MessageKind {
    /// How its messages are sent.
    pub fn sending(self) -> &'static Sending {
        &SENDINGS[self as usize]
    }
}
