//! What an office asks about the services.

use super::{EnteredService, PaypalSite, TypedService};
use crate::delivery::Travel;
use crate::language::{Language, Spoken, either};
use crate::text::phone_shown;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// What is entered of a service, by whom and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceStands {
    /// What is entered.
    pub entered: EnteredService,
    /// Who entered it; empty where that was nobody who is known.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// What is entered of the services; those that are not are not used.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ReadServices {}

/// Enters a service, for the whole group. May be repeated. No command: it is done now or not at all.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SetService {
    /// As it was typed.
    pub typed: TypedService,
}

/// « Tester »: uses the service as it is typed, before it is kept, with the group's credentials.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct TestService {
    /// As it was typed.
    pub typed: TypedService,
    /// The number that gets a text message; the address that is looked for; of ways nothing.
    pub to: String,
}

/// What a trial brought.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ServiceTried {
    /// The text message was taken.
    Taken {
        /// For which number.
        to: String,
    },
    /// How long it is from the Louvre to the Eiffel Tower.
    Way {
        /// So many minutes.
        travel: Travel,
    },
    /// The address that was found first; none: it knows none of that name.
    Found {
        /// As it is written.
        address: Option<String>,
    },
    /// A tile came.
    Drawn,
    /// PayPal knows the group.
    Known {
        /// Which PayPal.
        site: PaypalSite,
    },
}

impl Spoken for ServiceTried {
    fn say(&self, language: Language) -> String {
        match self {
            ServiceTried::Taken { to } => {
                let to = phone_shown(to);
                either(
                    language,
                    format!(
                        "Digitaleo a accepté le SMS d’essai pour le {to} : regardez s’il arrive."
                    ),
                    format!("Digitaleo took the trial message for {to}: look whether it arrives."),
                )
            }
            ServiceTried::Way { travel } => {
                let minutes = travel.say(language);
                let (fr, en) = match travel.is_estimate {
                    true => ("Google n’est pas interrogé. ", "Google is not asked. "),
                    false => ("Google répond. ", "Google answers. "),
                };
                either(
                    language,
                    format!("{fr}Du Louvre à la tour Eiffel : {minutes}."),
                    format!("{en}From the Louvre to the Eiffel Tower: {minutes}."),
                )
            }
            ServiceTried::Found { address: Some(address) } => either(
                language,
                format!("La base répond. Première adresse trouvée : {address}"),
                format!("The base answers. First address found: {address}"),
            ),
            ServiceTried::Known { site: PaypalSite::Sandbox } => either(
                language,
                "PayPal reconnaît les identifiants du groupe, en bac à sable : aucun client ne paie.",
                "PayPal knows the group’s credentials, in the sandbox: no customer pays.",
            ),
            ServiceTried::Known { site: PaypalSite::Live } => either(
                language,
                "PayPal reconnaît les identifiants du groupe : les clients paient pour de vrai.",
                "PayPal knows the group’s credentials: customers really pay.",
            ),
            ServiceTried::Drawn => either(
                language,
                "Le serveur répond. Une tuile de Paris est arrivée.",
                "The server answers. A tile of Paris came.",
            ),
            ServiceTried::Found { address: None } => either(
                language,
                "La base répond, et ne connaît pas cette adresse.",
                "The base answers, and does not know this address.",
            ),
        }
    }
}
