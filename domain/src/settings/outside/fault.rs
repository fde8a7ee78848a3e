//! Why a service was of no use, in the user's words; what the service itself said is quoted.

use crate::language::{Language, Spoken, either};
use crate::settings::SecretName;
use serde::{Deserialize, Serialize};

/// What went wrong with a service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ServiceFault {
    /// It is not entered, or is not to be asked.
    NotEntered,
    /// What it knows the group by is not entered.
    NoSecret {
        /// Which.
        name: SecretName,
    },
    /// It was not reached: nothing was asked.
    NotReached {
        /// In the words of the line.
        words: String,
    },
    /// It was asked, and nothing came in time.
    Silent {
        /// How long was waited.
        seconds: u64,
    },
    /// It was asked, and the line broke before its answer was whole.
    CutOff,
    /// It answered what nobody can read.
    Unreadable,
    /// What stands before it answered in its place, and does not know what it did.
    Relayed {
        /// Under this status of HTTP.
        status: u16,
    },
    /// It does not know the group, or not for this.
    Denied {
        /// Its own words.
        words: String,
    },
    /// It was asked too much.
    TooMuch {
        /// Its own words.
        words: String,
    },
    /// It failed, and says so.
    Troubled {
        /// Its own words.
        words: String,
    },
    /// It takes what it was asked for a mistake.
    Refused {
        /// Its own words.
        words: String,
    },
    /// There is no way there, or no such place.
    NoWay,
}

impl ServiceFault {
    /// Whether it may have done what it was asked: nobody knows.
    pub fn may_be_done(&self) -> bool {
        matches!(
            self,
            ServiceFault::Silent { .. }
                | ServiceFault::CutOff
                | ServiceFault::Unreadable
                | ServiceFault::Relayed { .. }
        )
    }
}

/// What it said, quoted, if it said anything.
fn quoted(words: &str, language: Language) -> String {
    match words.trim() {
        "" => String::new(),
        words => either(
            language,
            format!(" Sa réponse : « {words} »"),
            format!(" Its answer: “{words}”"),
        ),
    }
}

impl Spoken for ServiceFault {
    fn say(&self, language: Language) -> String {
        let with = |fr: &str, en: &str, words: &str| {
            format!("{}{}", either(language, fr, en), quoted(words, language))
        };
        match self {
            ServiceFault::NotEntered => {
                either(language, "Le service n’est pas réglé.", "The service is not set.")
            }
            ServiceFault::NoSecret { name } => {
                let name = name.say(language);
                either(
                    language,
                    format!("« {name} » n’est pas renseigné."),
                    format!("“{name}” is not entered."),
                )
            }
            ServiceFault::NotReached { words } => either(
                language,
                format!(
                    "Le service n’est pas joignable : vérifiez l’adresse et Internet ({words})."
                ),
                format!(
                    "The service cannot be reached: check the address and the Internet ({words})."
                ),
            ),
            ServiceFault::Silent { seconds } => either(
                language,
                format!("Le service n’a pas répondu en {seconds} s."),
                format!("The service did not answer within {seconds} s."),
            ),
            ServiceFault::CutOff => either(
                language,
                "La ligne s’est coupée avant la fin de la réponse.",
                "The line broke before the answer was whole.",
            ),
            ServiceFault::Unreadable => either(
                language,
                "La réponse est illisible : vérifiez que l’adresse est bien celle du service.",
                "The answer cannot be read: check that the address is the service’s.",
            ),
            ServiceFault::Relayed { status } => either(
                language,
                format!(
                    "Le service n’a pas répondu lui-même (HTTP {status}) : on ne sait pas ce qu’il a fait."
                ),
                format!(
                    "The service did not answer itself (HTTP {status}): nobody knows what it did."
                ),
            ),
            ServiceFault::Denied { words } => with(
                "Le service refuse les identifiants ou la clé du groupe.",
                "The service refuses the group’s credentials or key.",
                words,
            ),
            ServiceFault::TooMuch { words } => with(
                "Le service a reçu trop de demandes : réessayez dans un moment.",
                "The service got too many requests: try again in a while.",
                words,
            ),
            ServiceFault::Troubled { words } => {
                with("Le service est en panne.", "The service is out of order.", words)
            }
            ServiceFault::Refused { words } => {
                with("Le service refuse la demande.", "The service refuses the request.", words)
            }
            ServiceFault::NoWay => either(
                language,
                "Le service ne trouve pas de trajet, ou pas le lieu.",
                "The service finds no way, or no such place.",
            ),
        }
    }
}
