//! Why what was typed of a service is not kept, and why a trial failed.

use super::ServiceFault;
use crate::delivery::TravelRefused;
use crate::failure::{Field, Refusal};
use crate::language::{Language, Spoken, either};

/// What stands in the way of a service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ServiceRefused {
    /// Not an address of a service.
    Address {
        /// Where it was typed.
        field: &'static str,
    },
    /// Not a name that messages can come from.
    Sender,
    /// Not a number to try out with.
    Recipient,
    /// Nothing to look for.
    Query,
    /// Not a way to estimate.
    Travel(TravelRefused),
    /// The trial failed.
    Trial(ServiceFault),
}

impl Refusal for ServiceRefused {
    fn field(&self) -> Option<Field> {
        let field = match self {
            ServiceRefused::Address { field } => field,
            ServiceRefused::Sender => "digitaleo-sender",
            ServiceRefused::Recipient => "digitaleo-to",
            ServiceRefused::Query => "addresses-to",
            ServiceRefused::Travel(refused) => return refused.field(),
            ServiceRefused::Trial(_) => return None,
        };
        Some(field.to_owned())
    }
}

impl Spoken for ServiceRefused {
    fn say(&self, language: Language) -> String {
        match self {
            ServiceRefused::Address { .. } => either(
                language,
                "Saisissez l’adresse entière du service, qui commence par https://",
                "Type the whole address of the service, which begins with https://",
            ),
            ServiceRefused::Sender => either(
                language,
                "L’expéditeur a de 1 à 11 lettres ou chiffres, sans espace ni accent. Exemple : OCPizza",
                "The sender has 1 to 11 letters or digits, without blanks and accents. Example: OCPizza",
            ),
            ServiceRefused::Recipient => either(
                language,
                "Saisissez le numéro du téléphone qui recevra l’essai. Exemple : 06 12 34 56 78",
                "Type the number of the telephone that is to get the trial. Example: 06 12 34 56 78",
            ),
            ServiceRefused::Query => either(
                language,
                "Saisissez le début d’une adresse, trois lettres au moins.",
                "Type the beginning of an address, three letters at least.",
            ),
            ServiceRefused::Travel(refused) => refused.say(language),
            ServiceRefused::Trial(fault) => fault.say(language),
        }
    }
}
