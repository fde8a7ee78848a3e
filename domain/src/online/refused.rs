//! Why nothing is asked of a customer's telephone.

use crate::failure::{FailureCode, Field, Refusal};
use crate::language::{Language, Spoken, either};
use crate::money::Cents;
use crate::payments::{PaypalNo, ReasonRefused};
use crate::settings::ServiceFault;

/// What is not done about a payment on the telephone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OnlineRefused {
    /// The group takes none.
    NotOffered,
    /// No such order, or no such payment, in this shop.
    Unknown,
    /// Of a payment, not an amount: none, or more than is due.
    Amount {
        /// What may be asked for.
        left: Cents,
    },
    /// Something else is due by now.
    Due {
        /// What is called out.
        number: String,
        /// What is due.
        due: Cents,
    },
    /// The order was given up.
    Cancelled {
        /// What is called out.
        number: String,
    },
    /// What is due is asked for on a telephone already.
    AskedAlready {
        /// What is called out.
        number: String,
    },
    /// PayPal takes its money at this moment: until that is known nothing else is done with it.
    Taking {
        /// What is called out.
        number: String,
    },
    /// Its money is here: it is given back with a reason, as any.
    Taken {
        /// What is called out.
        number: String,
    },
    /// Nothing holds it.
    NotHeld,
    /// There is no link that the customer could open now.
    NoLink,
    /// No number that text messages reach.
    Number,
    /// No address of e-mail.
    Address,
    /// The group has nothing to send it with.
    NoWay,
    /// Nobody has to look at it.
    NotToCheck,
    /// Why it is ended is missing, or cannot be printed.
    Reason(ReasonRefused),
    /// PayPal refused.
    No(PaypalNo),
    /// PayPal did not answer.
    Service(ServiceFault),
}

impl Spoken for OnlineRefused {
    fn say(&self, language: Language) -> String {
        match self {
            OnlineRefused::NotOffered => either(
                language,
                "Le groupe n’encaisse pas par PayPal : un administrateur peut saisir le compte au bureau, « Services ».",
                "The group takes no payments by PayPal: an administrator can enter the account at the office, “Services”.",
            ),
            OnlineRefused::Unknown => {
                either(language, "Ce paiement n’existe pas ici.", "No such payment here.")
            }
            OnlineRefused::Amount { left } => either(
                language,
                format!("Demandez au plus {}.", left.show(Language::Fr)),
                format!("Ask for at most {}.", left.show(Language::En)),
            ),
            OnlineRefused::Due { number, due } => either(
                language,
                format!("{number} a changé : {} sont dus.", due.show(Language::Fr)),
                format!("{number} has changed: {} is due.", due.show(Language::En)),
            ),
            OnlineRefused::Cancelled { number } => either(
                language,
                format!("{number} est annulée : rien n’est demandé."),
                format!("{number} is cancelled: nothing is asked for."),
            ),
            OnlineRefused::AskedAlready { number } => either(
                language,
                format!(
                    "Un paiement PayPal est déjà demandé pour {number} : suivez-le, ou abandonnez-le d’abord."
                ),
                format!(
                    "A PayPal payment is asked for already for {number}: follow it, or give it up first."
                ),
            ),
            OnlineRefused::Taking { number } => either(
                language,
                format!(
                    "PayPal encaisse {number} en ce moment : attendez sa réponse, puis recommencez."
                ),
                format!(
                    "PayPal is taking the money of {number} right now: wait for its answer, then try again."
                ),
            ),
            OnlineRefused::Taken { number } => either(
                language,
                format!("{number} est encaissée par PayPal : remboursez-la, avec un motif."),
                format!("The money of {number} is here by PayPal: refund it, with a reason."),
            ),
            OnlineRefused::NotHeld => either(
                language,
                "Cette commande n’attend pas son paiement : elle est déjà en cuisine.",
                "This order does not wait for its payment: the kitchen has it already.",
            ),
            OnlineRefused::NoLink => either(
                language,
                "Il n’y a pas de lien à envoyer : le paiement n’attend plus le client.",
                "There is no link to send: the payment does not wait for the customer any more.",
            ),
            OnlineRefused::Number => either(
                language,
                "Saisissez un numéro de portable.",
                "Type the number of a mobile telephone.",
            ),
            OnlineRefused::Address => either(
                language,
                "Saisissez une adresse e-mail : nom@exemple.fr.",
                "Type an e-mail address: name@example.com.",
            ),
            OnlineRefused::NoWay => either(
                language,
                "Le groupe n’a rien de réglé pour l’envoyer ainsi : montrez le code au client.",
                "The group has nothing set up to send it so: show the customer the code.",
            ),
            OnlineRefused::NotToCheck => either(
                language,
                "Ce paiement n’est pas à vérifier : il suit son cours.",
                "Nobody has to look at this payment: it takes its course.",
            ),
            OnlineRefused::Reason(refused) => refused.say(language),
            OnlineRefused::No(no) => no.say(language),
            OnlineRefused::Service(fault) => fault.say(language),
        }
    }
}

impl Refusal for OnlineRefused {
    fn code(&self) -> FailureCode {
        match self {
            OnlineRefused::Due { .. }
            | OnlineRefused::Cancelled { .. }
            | OnlineRefused::AskedAlready { .. }
            | OnlineRefused::NotHeld
            | OnlineRefused::Taking { .. }
            | OnlineRefused::Taken { .. } => FailureCode::Conflict,
            _ => FailureCode::Refused,
        }
    }

    fn field(&self) -> Option<Field> {
        match self {
            OnlineRefused::Reason(refused) => refused.field(),
            OnlineRefused::Amount { .. } => Some("amount".to_owned()),
            OnlineRefused::Number | OnlineRefused::Address => Some("to".to_owned()),
            _ => None,
        }
    }
}

impl From<ReasonRefused> for OnlineRefused {
    fn from(refused: ReasonRefused) -> OnlineRefused {
        OnlineRefused::Reason(refused)
    }
}
