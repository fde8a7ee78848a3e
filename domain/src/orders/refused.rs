//! Why an order is not taken, or not handed over.

use super::{LINES_MAX, OrderState, QUANTITY_MAX};
use crate::customers::AddressRefused;
use crate::failure::{FailureCode, Field, Refusal};
use crate::language::{Language, Spoken, either};
use crate::menu::DishRefused;
use crate::money::Cents;
use crate::text::TextRefused;

/// An order that cannot be taken as asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OrderRefused {
    /// Nothing in it.
    Empty,
    /// More lines than [`LINES_MAX`].
    TooManyLines,
    /// A quantity outside 1 to [`QUANTITY_MAX`].
    Quantity {
        /// What was asked.
        quantity: u32,
    },
    /// A dish that cannot be made so.
    Dish(DishRefused),
    /// The formula is not on this shop's menu.
    UnknownFormula,
    /// Something is missing from a formula, or is not part of it.
    FormulaParts {
        /// Its name.
        name: String,
    },
    /// A discount of nothing, or of more than there is.
    Discount,
    /// A discount without a reason.
    NoReason,
    /// A discount that a manager must give.
    DiscountAlone {
        /// What a cashier gives alone, in percent of the order.
        percent: u32,
    },
    /// Taken off sale.
    Suspended {
        /// Its name.
        name: String,
    },
    /// The customer was told another price.
    Price {
        /// Its name.
        name: String,
        /// The menu's price.
        price: Cents,
    },
    /// The menu changed since the basket was filled.
    StaleMenu,
    /// The book says that something is gone.
    StockShort {
        /// The ingredients that ran out.
        ingredients: Vec<String>,
    },
    /// The promise lies in the past or too far ahead.
    Promise,
    /// A delivery to nowhere.
    NoAddress,
    /// A delivery to an address that cannot be one.
    Address(AddressRefused),
    /// A delivery to somebody who cannot be called.
    NoPhone,
    /// A delivery of too little.
    BelowMinimum {
        /// What has to be ordered.
        minimum: Cents,
        /// What it lacks.
        lacks: Cents,
    },
    /// A delivery to where the way is too long.
    TooFar {
        /// How long it is, in minutes.
        minutes: u32,
        /// How long it may be.
        most: u32,
    },
    /// A delivery from a shop that makes none.
    NotDelivering,
    /// What the book says is gone is sold by a manager, or with one's consent.
    DespiteStock,
    /// A text that cannot be taken.
    Text(TextRefused),
    /// What another shop, which is to make it, says.
    Elsewhere {
        /// Its name.
        shop: String,
        /// What.
        refused: Box<OrderRefused>,
    },
    /// The shop takes no delivery now.
    ShopClosed,
    /// No delivery, or something that is not there by the book: nobody places that in another shop.
    NotElsewhere,
    /// Another shop's order without the server.
    ElsewhereAway,
    /// It waited for the server until it could not be there in time any more.
    HeldUp,
}

impl From<TextRefused> for OrderRefused {
    fn from(refused: TextRefused) -> OrderRefused {
        OrderRefused::Text(refused)
    }
}

impl From<AddressRefused> for OrderRefused {
    fn from(refused: AddressRefused) -> OrderRefused {
        OrderRefused::Address(refused)
    }
}

impl Spoken for OrderRefused {
    fn say(&self, language: Language) -> String {
        let fr = language == Language::Fr;
        match self {
            OrderRefused::Empty => either(language, "La commande est vide.", "The order is empty."),
            OrderRefused::TooManyLines => either(
                language,
                format!("Une commande tient {LINES_MAX} lignes au plus."),
                format!("An order holds {LINES_MAX} lines at most."),
            ),
            OrderRefused::Quantity { .. } => either(
                language,
                format!("La quantité va de 1 à {QUANTITY_MAX} par ligne."),
                format!("Quantities go from 1 to {QUANTITY_MAX} a line."),
            ),
            OrderRefused::Dish(refused) => refused.say(language),
            OrderRefused::UnknownFormula => either(
                language,
                "Une formule n’est plus à la carte : elle vient d’être rechargée.",
                "A set menu is no longer on the menu, which has just been reloaded.",
            ),
            OrderRefused::FormulaParts { name } => either(
                language,
                format!("« {name} » n’est pas complète : choisissez chacune de ses parties."),
                format!("“{name}” is not complete: choose each of its parts."),
            ),
            OrderRefused::Discount => either(
                language,
                "Une remise va de 1 centime à tout le montant, ou de 1 à 100 %.",
                "A discount goes from one cent to the whole amount, or from 1 to 100%.",
            ),
            OrderRefused::NoReason => {
                either(language, "Une remise demande un motif.", "A discount needs a reason.")
            }
            OrderRefused::DiscountAlone { percent } => either(
                language,
                format!("Au-delà de {percent} %, la remise demande le code d’un responsable."),
                format!("Above {percent}%, a discount needs a manager’s PIN."),
            ),
            OrderRefused::Suspended { name } if fr => format!("{name} n’est plus en vente."),
            OrderRefused::Suspended { name } => format!("{name} is off sale."),
            OrderRefused::Price { name, price } if fr => {
                format!(
                    "{name} coûte maintenant {}. Vérifiez avec le client.",
                    price.show(language)
                )
            }
            OrderRefused::Price { name, price } => {
                format!("{name} now costs {}. Check with the customer.", price.show(language))
            }
            OrderRefused::StaleMenu => either(
                language,
                "La carte vient de changer : vérifiez la commande et validez à nouveau.",
                "The menu has just changed: check the order and validate again.",
            ),
            OrderRefused::StockShort { ingredients } => {
                let names = ingredients.join(", ");
                either(
                    language,
                    format!("Il n’y a plus assez de : {names}."),
                    format!("Not enough left of: {names}."),
                )
            }
            OrderRefused::Promise => either(
                language,
                "L’heure promise n’est plus valable : elle vient d’être recalculée.",
                "The promised time no longer holds: it has just been worked out again.",
            ),
            OrderRefused::NoAddress => either(
                language,
                "Une livraison demande une adresse.",
                "A delivery needs an address.",
            ),
            OrderRefused::Address(refused) => refused.say(language),
            OrderRefused::NoPhone => either(
                language,
                "Une livraison demande un numéro de téléphone.",
                "A delivery needs a telephone number.",
            ),
            OrderRefused::BelowMinimum { minimum, lacks } => {
                let (minimum, lacks) = (minimum.show(language), lacks.show(language));
                either(
                    language,
                    format!("On livre à partir de {minimum} : il manque {lacks}."),
                    format!("Deliveries start at {minimum}: {lacks} to go."),
                )
            }
            OrderRefused::TooFar { minutes, most } => either(
                language,
                format!(
                    "Hors zone : {minutes}\u{a0}min de trajet, {most} au plus. À emporter, ou par un autre magasin."
                ),
                format!(
                    "Outside the zone: {minutes} min away, {most} at most. Take-away, or another shop."
                ),
            ),
            OrderRefused::NotDelivering => either(
                language,
                "Ce magasin ne livre pas : à emporter, ou par un autre magasin.",
                "This shop does not deliver: take-away, or another shop.",
            ),
            OrderRefused::DespiteStock => either(
                language,
                "Vendre malgré la rupture demande le code d’un responsable.",
                "Selling what is out of stock needs a manager’s PIN.",
            ),
            OrderRefused::Text(refused) => refused.say(language),
            OrderRefused::Elsewhere { shop, refused } => {
                let said = refused.say(language);
                either(language, format!("{shop}\u{a0}: {said}"), format!("{shop}: {said}"))
            }
            OrderRefused::ShopClosed => either(
                language,
                "Le magasin vient de fermer, ou ne livre plus.",
                "The shop has just closed, or does not deliver any more.",
            ),
            OrderRefused::NotElsewhere => either(
                language,
                "Un autre magasin ne reçoit d’ici que des livraisons, et rien de ce qui lui manque.",
                "Another shop takes nothing from here but deliveries, and none of what it lacks.",
            ),
            OrderRefused::ElsewhereAway => either(
                language,
                "Sans le serveur, rien n’est passé à un autre magasin\u{a0}: ses prix et son stock ne sont pas connus d’ici. La commande reste à l’écran.",
                "Without the server nothing is placed in another shop: its prices and its stock are not known here. The order stays on the screen.",
            ),
            OrderRefused::HeldUp => either(
                language,
                "La commande a attendu le serveur et l’heure promise est passée\u{a0}: elle n’est pas prise. Rappelez le client.",
                "The order waited for the server and the promised time is past: it is not taken. Call the customer back.",
            ),
        }
    }
}

impl Refusal for OrderRefused {
    fn code(&self) -> FailureCode {
        match self {
            OrderRefused::StaleMenu
            | OrderRefused::Price { .. }
            | OrderRefused::UnknownFormula
            | OrderRefused::Suspended { .. } => FailureCode::StaleMenu,
            OrderRefused::StockShort { .. } => FailureCode::StockShort,
            OrderRefused::DespiteStock | OrderRefused::DiscountAlone { .. } => {
                FailureCode::NeedsManager
            }
            OrderRefused::Dish(refused) => refused.code(),
            // What is not on another shop's shelves is sold by nobody here.
            OrderRefused::Elsewhere { refused, .. } => match refused.code() {
                FailureCode::StockShort => FailureCode::Refused,
                code => code,
            },
            _ => FailureCode::Refused,
        }
    }

    fn field(&self) -> Option<Field> {
        match self {
            OrderRefused::Text(refused) => refused.field(),
            OrderRefused::Elsewhere { refused, .. } => refused.field(),
            OrderRefused::Quantity { .. } => Some("quantity".to_owned()),
            OrderRefused::Promise => Some("promised_at".to_owned()),
            OrderRefused::NoAddress | OrderRefused::TooFar { .. } | OrderRefused::NotDelivering => {
                Some("street".to_owned())
            }
            OrderRefused::Address(refused) => refused.field(),
            OrderRefused::NoPhone => Some("customer_phone".to_owned()),
            OrderRefused::BelowMinimum { .. } => Some("mode".to_owned()),
            OrderRefused::Discount
            | OrderRefused::NoReason
            | OrderRefused::DiscountAlone { .. } => Some("discount".to_owned()),
            _ => None,
        }
    }
}

/// A hand-over that came too late or too early.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HandOverRefused {
    /// No such order in this shop.
    Unknown,
    /// The order is not ready.
    NotReady {
        /// What is called out.
        number: String,
        /// Where it stands.
        state: OrderState,
    },
}

impl Spoken for HandOverRefused {
    fn say(&self, language: Language) -> String {
        match self {
            HandOverRefused::Unknown => {
                either(language, "Cette commande n’existe pas ici.", "No such order here.")
            }
            HandOverRefused::NotReady { number, state } => either(
                language,
                format!("{number} ne peut pas être remise : {}.", state.say(Language::Fr)),
                format!("{number} cannot be handed over: {}.", state.say(Language::En)),
            ),
        }
    }
}

impl Refusal for HandOverRefused {
    fn code(&self) -> FailureCode {
        FailureCode::Conflict
    }
}
