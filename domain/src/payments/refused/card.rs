//! Why a card terminal is not asked, or cannot be said to have done so.

use crate::failure::{FailureCode, Field, Refusal};
use crate::language::{Language, Spoken, either};
use crate::money::Cents;
use crate::payments::CardState;

/// What cannot be said of a card payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CardRefused {
    /// Not an amount that can be meant.
    NotAnAmount,
    /// The terminal is connected and has not been given up on: it answers, not a person.
    TerminalAnswers,
    /// The role takes no money.
    Role,
    /// Another amount than was asked.
    OtherAmount {
        /// What was asked.
        asked: Cents,
    },
    /// The contrary is known already; somebody has to look at both.
    Contradicts {
        /// What is known.
        stands: CardState,
    },
    /// No terminal is known at this counter.
    NoTerminal,
    /// Not where a terminal can be.
    NotAnAddress,
    /// The terminal is busy with another payment of this counter.
    Busy {
        /// What is called out of that order.
        number: String,
    },
    /// No such payment at this counter, or it is over.
    Over,
    /// The order waits for what became of a card payment: nothing else settles it meanwhile.
    Held {
        /// How much was asked.
        amount: Cents,
        /// Where it stands.
        stands: CardState,
    },
    /// A card was debited for the order and the settlement leaves it out.
    LeftOut {
        /// How much.
        amount: Cents,
    },
    /// What is said to have been taken by card was not, or is booked or given back already.
    NotTaken,
    /// More is to go back to the card than the order's refunds say.
    NotRefunded {
        /// What may go back.
        left: Cents,
    },
    /// This PC cannot keep what it asks: nothing is asked.
    NotKept,
}

impl Spoken for CardRefused {
    fn say(&self, language: Language) -> String {
        match self {
            CardRefused::NotAnAmount => either(
                language,
                "Ce montant n’est pas possible : vérifiez-le.",
                "That amount cannot be: check it.",
            ),
            CardRefused::TerminalAnswers => either(
                language,
                "Le terminal de carte n’a pas encore répondu : attendez sa réponse.",
                "The card terminal has not answered yet: wait for its answer.",
            ),
            CardRefused::Role => either(
                language,
                "Votre rôle ne prend pas les paiements.",
                "Your role does not take payments.",
            ),
            CardRefused::OtherAmount { asked } => either(
                language,
                format!(
                    "Le terminal devait prendre {} : annulez l’opération sur le terminal et recommencez.",
                    asked.show(Language::Fr)
                ),
                format!(
                    "The terminal had to take {}: cancel it on the terminal and start again.",
                    asked.show(Language::En)
                ),
            ),
            CardRefused::Contradicts { stands } => either(
                language,
                format!(
                    "Ce paiement par carte est déjà noté : {}. Comparez avec le ticket du terminal.",
                    stands.say(Language::Fr)
                ),
                format!(
                    "This card payment is noted already: {}. Compare with the terminal’s slip.",
                    stands.say(Language::En)
                ),
            ),
            CardRefused::NoTerminal => either(
                language,
                "Aucun terminal de carte n’est réglé pour cette caisse : tapez le montant à la main.",
                "No card terminal is set for this register: type the amount by hand.",
            ),
            CardRefused::NotAnAddress => either(
                language,
                "Ce n’est pas l’adresse d’un terminal : 192.168.1.40, ou 192.168.1.40:8888.",
                "That is not a terminal’s address: 192.168.1.40, or 192.168.1.40:8888.",
            ),
            CardRefused::Busy { number } => either(
                language,
                format!("Le terminal attend encore le paiement de {number}."),
                format!("The terminal still waits for the payment of {number}."),
            ),
            CardRefused::Over => either(
                language,
                "Ce paiement par carte est terminé : il n’y a plus rien à dire.",
                "This card payment is over: nothing is left to say.",
            ),
            CardRefused::Held { amount, stands } => either(
                language,
                format!(
                    "Un paiement par carte de {} est {} : dites d’abord ce qu’il est devenu.",
                    amount.show(Language::Fr),
                    stands.say(Language::Fr)
                ),
                format!(
                    "A card payment of {} is {}: say first what became of it.",
                    amount.show(Language::En),
                    stands.say(Language::En)
                ),
            ),
            CardRefused::LeftOut { amount } => either(
                language,
                format!(
                    "La carte a déjà été débitée de {} pour cette commande : encaissez-le d’abord.",
                    amount.show(Language::Fr)
                ),
                format!(
                    "The card was debited of {} for this order already: settle that first.",
                    amount.show(Language::En)
                ),
            ),
            CardRefused::NotTaken => either(
                language,
                "Ce paiement par carte n’est pas, ou plus, à encaisser.",
                "This card payment is not, or no more, to be settled.",
            ),
            CardRefused::NotRefunded { left } => either(
                language,
                format!(
                    "Il reste {} à rendre par carte pour cette commande.",
                    left.show(Language::Fr)
                ),
                format!("{} is left to go back by card for this order.", left.show(Language::En)),
            ),
            CardRefused::NotKept => either(
                language,
                "Ce poste ne peut pas noter le paiement sur son disque : rien n’est demandé au terminal. Relancez OC Pizza ; si cela se répète, vérifiez le disque.",
                "This PC cannot note the payment on its disk: nothing is asked of the terminal. Start OC Pizza again; if it happens again, check the disk.",
            ),
        }
    }
}

impl Refusal for CardRefused {
    fn code(&self) -> FailureCode {
        match self {
            CardRefused::TerminalAnswers
            | CardRefused::Contradicts { .. }
            | CardRefused::Busy { .. }
            | CardRefused::Over
            | CardRefused::Held { .. }
            | CardRefused::LeftOut { .. }
            | CardRefused::NotTaken => FailureCode::Conflict,
            CardRefused::NotAnAmount
            | CardRefused::NotRefunded { .. }
            | CardRefused::Role
            | CardRefused::OtherAmount { .. }
            | CardRefused::NoTerminal
            | CardRefused::NotAnAddress
            | CardRefused::NotKept => FailureCode::Refused,
        }
    }

    fn field(&self) -> Option<Field> {
        match self {
            CardRefused::NotAnAmount | CardRefused::OtherAmount { .. } => Some("amount".to_owned()),
            CardRefused::NotAnAddress => Some("card-address".to_owned()),
            _ => None,
        }
    }
}
