//! Why what was typed of a service is not kept, and why a trial failed.

use super::{LINK_MINUTES, ServiceFault};
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
    /// Not a time that a link can be good for.
    LinkTime,
    /// Not a number to try out with.
    Recipient,
    /// Nothing to look for.
    Query,
    /// Not the address of tiles.
    TileAddress,
    /// An address with a key in it.
    TileKey,
    /// Nothing that says whose a map is.
    Mention,
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
            ServiceRefused::LinkTime => "paypal-link",
            ServiceRefused::Recipient => "digitaleo-to",
            ServiceRefused::Query => "addresses-to",
            ServiceRefused::TileAddress | ServiceRefused::TileKey => "tiles-address",
            ServiceRefused::Mention => "tiles-mention",
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
            ServiceRefused::LinkTime => {
                let (least, most) = (LINK_MINUTES.start(), LINK_MINUTES.end());
                either(
                    language,
                    format!("Saisissez une durée de {least} à {most} minutes."),
                    format!("Type a time of {least} to {most} minutes."),
                )
            }
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
            ServiceRefused::TileAddress => either(
                language,
                "Saisissez l’adresse d’une tuile, qui commence par https:// et contient une fois {z}, {x} et {y}. Exemple : https://exemple.fr/{z}/{x}/{y}.png",
                "Type the address of a tile, which begins with https:// and has {z}, {x} and {y} in it once. Example: https://example.com/{z}/{x}/{y}.png",
            ),
            ServiceRefused::TileKey => either(
                language,
                "L’adresse contient une clé, que chaque comptoir pourrait lire : choisissez un service sans clé.",
                "There is a key in the address, which every counter could read: choose a service without one.",
            ),
            ServiceRefused::Mention => either(
                language,
                "Saisissez la mention que le service demande, en 80 caractères au plus. Exemple : © IGN",
                "Type the mention that the service asks for, 80 characters at most. Example: © IGN",
            ),
            ServiceRefused::Travel(refused) => refused.say(language),
            ServiceRefused::Trial(fault) => fault.say(language),
        }
    }
}
