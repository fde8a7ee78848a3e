//! Why a run is not planned, sent or ended, or an order not brought back.

use super::{COUNTED_MAX, FLOAT_MAX, RUN_MINUTES_MAX, StopState};
use crate::delivery::STOPS_MAX;
use crate::failure::{FailureCode, Field, Refusal};
use crate::language::{Language, Spoken, either};
use crate::money::Cents;
use crate::orders::OrderState;
use crate::shops::ZONE;
use crate::text::TextRefused;
use chrono::{DateTime, Utc};

/// What is asked of a run cannot be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RunRefused {
    /// No order is picked.
    Empty,
    /// More orders than a way takes.
    TooMany {
        /// How many.
        orders: usize,
    },
    /// An order is picked twice.
    Twice,
    /// Times that no run takes.
    Minutes,
    /// A float that no driver carries.
    Float,
    /// The drawer does not hold the float.
    NotInDrawer {
        /// What it holds.
        holds: Cents,
    },
    /// A sum that no driver brings.
    Counted,
    /// Another reason is asked for in words.
    NoNote,
    /// A text that cannot be taken.
    Text(TextRefused),
    /// Nobody who delivers for this shop.
    UnknownDriver,
    /// The driver is on a run.
    DriverOut {
        /// Who.
        driver: String,
        /// Since when.
        left_at: DateTime<Utc>,
    },
    /// No such order in this shop.
    UnknownOrder,
    /// The customer fetches it, or eats it here.
    NotADelivery {
        /// What is called out.
        number: String,
    },
    /// The order is not ready to leave.
    NotReady {
        /// What is called out.
        number: String,
        /// Where it stands.
        state: OrderState,
    },
    /// Another dispatcher was first: the order has left.
    TakenAlready {
        /// What is called out.
        number: String,
        /// Who has it.
        driver: String,
        /// Since when.
        left_at: DateTime<Utc>,
    },
    /// The server could not be asked when it was sent: it is not sent by itself later.
    HeldUp,
    /// No such run in this shop.
    Unknown,
    /// The run is over.
    Over {
        /// Who drove.
        driver: String,
        /// When it ended.
        at: DateTime<Utc>,
    },
    /// The order is not of that run.
    NotOfRun {
        /// What is called out.
        number: String,
    },
    /// It was said already what became of it.
    Done {
        /// What is called out.
        number: String,
        /// What that was.
        state: StopState,
    },
    /// Of these nobody has said what became of them.
    StillOut {
        /// What is called out of each.
        numbers: Vec<String>,
    },
    /// These were handed over and are not paid.
    Unpaid {
        /// What is called out of each.
        numbers: Vec<String>,
    },
    /// The order did not come back: there is nothing to send again.
    NotReturned {
        /// What is called out.
        number: String,
        /// Where it stands.
        state: OrderState,
    },
    /// Only the server can do it, and it is away.
    Away,
}

impl From<TextRefused> for RunRefused {
    fn from(refused: TextRefused) -> RunRefused {
        RunRefused::Text(refused)
    }
}

fn clock(at: &DateTime<Utc>, language: Language) -> String {
    let local = at.with_timezone(&ZONE);
    let form = either(language, "%-H\u{a0}h\u{a0}%M", "%-H:%M");
    local.format(&form).to_string()
}

impl Spoken for RunRefused {
    fn say(&self, language: Language) -> String {
        use RunRefused::*;
        match self {
            Empty
            | TooMany { .. }
            | Twice
            | Minutes
            | Float
            | NotInDrawer { .. }
            | Counted
            | NoNote
            | Text(_) => self.say_of_what_is_asked(language),
            UnknownDriver
            | DriverOut { .. }
            | UnknownOrder
            | NotADelivery { .. }
            | NotReady { .. }
            | TakenAlready { .. }
            | HeldUp
            | Away => self.say_of_leaving(language),
            Unknown
            | Over { .. }
            | NotOfRun { .. }
            | Done { .. }
            | StillOut { .. }
            | Unpaid { .. }
            | NotReturned { .. } => self.say_of_coming_back(language),
        }
    }
}

impl RunRefused {
    fn say_of_what_is_asked(&self, language: Language) -> String {
        match self {
            RunRefused::TooMany { orders } => either(
                language,
                format!("Une course compte {STOPS_MAX} commandes au plus : il y en a {orders}."),
                format!("A run has {STOPS_MAX} orders at most: there are {orders}."),
            ),
            RunRefused::Twice => either(
                language,
                "La même commande est choisie deux fois.",
                "The same order is picked twice.",
            ),
            RunRefused::Minutes => either(
                language,
                format!(
                    "Ces heures ne vont pas ensemble ({RUN_MINUTES_MAX} min au plus) : recalculez le trajet."
                ),
                format!(
                    "These times do not fit ({RUN_MINUTES_MAX} min at most): work the way out again."
                ),
            ),
            RunRefused::Float => {
                let most = FLOAT_MAX;
                either(
                    language,
                    format!("Le fonds va de 0 à {}.", most.show(Language::Fr)),
                    format!("A float goes from 0 to {}.", most.show(Language::En)),
                )
            }
            RunRefused::NotInDrawer { holds } => either(
                language,
                format!("Le tiroir ne contient que {}.", holds.show(Language::Fr)),
                format!("The drawer holds no more than {}.", holds.show(Language::En)),
            ),
            RunRefused::Counted => {
                let most = COUNTED_MAX;
                either(
                    language,
                    format!("Le montant compté va de 0 à {}.", most.show(Language::Fr)),
                    format!("What is counted goes from 0 to {}.", most.show(Language::En)),
                )
            }
            RunRefused::NoNote => either(
                language,
                "Dites en quelques mots pourquoi elle revient.",
                "Say in a few words why it comes back.",
            ),
            RunRefused::Text(refused) => refused.say(language),
            _ => either(language, "Choisissez au moins une commande.", "Pick one order at least."),
        }
    }

    fn say_of_leaving(&self, language: Language) -> String {
        match self {
            RunRefused::DriverOut { driver, left_at } => either(
                language,
                format!(
                    "{driver} est en course depuis {} : choisissez quelqu’un d’autre, ou soldez sa course.",
                    clock(left_at, Language::Fr)
                ),
                format!(
                    "{driver} has been on a run since {}: choose somebody else, or settle that run.",
                    clock(left_at, Language::En)
                ),
            ),
            RunRefused::UnknownOrder => {
                either(language, "Cette commande n’existe pas ici.", "No such order here.")
            }
            RunRefused::NotADelivery { number } => either(
                language,
                format!("{number} n’est pas une livraison."),
                format!("{number} is no delivery."),
            ),
            RunRefused::NotReady { number, state } => either(
                language,
                format!("{number} ne peut pas partir : {}.", state.say(Language::Fr)),
                format!("{number} cannot leave: {}.", state.say(Language::En)),
            ),
            RunRefused::TakenAlready { number, driver, left_at } => either(
                language,
                format!(
                    "{number} est déjà partie avec {driver} à {}. Rien n’a été envoyé.",
                    clock(left_at, Language::Fr)
                ),
                format!(
                    "{number} has already left with {driver} at {}. Nothing was sent.",
                    clock(left_at, Language::En)
                ),
            ),
            RunRefused::HeldUp => either(
                language,
                "Le serveur n’a pas répondu à temps : cette course n’est pas partie. Envoyez-la à nouveau si le livreur est encore là.",
                "The server did not answer in time: this run was not sent. Send it again if the driver is still here.",
            ),
            RunRefused::Away => either(
                language,
                "Le serveur est absent : une course ne peut pas partir, et le livreur ne recevrait aucun SMS. Rien n’a été enregistré.",
                "The server is away: no run can leave, and the driver would get no text message. Nothing was recorded.",
            ),
            _ => either(
                language,
                "Cette personne ne livre pas pour ce magasin.",
                "This person does not deliver for this shop.",
            ),
        }
    }

    fn say_of_coming_back(&self, language: Language) -> String {
        match self {
            RunRefused::Over { driver, at } => either(
                language,
                format!(
                    "La course de {driver} est déjà soldée depuis {}.",
                    clock(at, Language::Fr)
                ),
                format!("{driver}’s run has been settled since {}.", clock(at, Language::En)),
            ),
            RunRefused::NotOfRun { number } => either(
                language,
                format!("{number} n’est pas de cette course."),
                format!("{number} is not of this run."),
            ),
            RunRefused::Done { number, state } => either(
                language,
                format!("{number} est déjà notée : {}.", state.say(Language::Fr)),
                format!("{number} is noted already: {}.", state.say(Language::En)),
            ),
            RunRefused::StillOut { numbers } => {
                let numbers = numbers.join(", ");
                either(
                    language,
                    format!("Dites d’abord ce que sont devenues : {numbers}."),
                    format!("Say first what became of: {numbers}."),
                )
            }
            RunRefused::Unpaid { numbers } => {
                let numbers = numbers.join(", ");
                either(
                    language,
                    format!(
                        "Livrées et pas encore réglées : {numbers}. Encaissez-les, ou confirmez."
                    ),
                    format!("Delivered and not paid yet: {numbers}. Take the money, or confirm."),
                )
            }
            RunRefused::NotReturned { number, state } => either(
                language,
                format!("{number} n’est pas revenue : {}.", state.say(Language::Fr)),
                format!("{number} did not come back: {}.", state.say(Language::En)),
            ),
            _ => either(language, "Cette course n’existe pas ici.", "No such run here."),
        }
    }
}

impl Refusal for RunRefused {
    fn code(&self) -> FailureCode {
        use RunRefused::*;
        match self {
            DriverOut { .. }
            | NotReady { .. }
            | TakenAlready { .. }
            | UnknownOrder
            | Unknown
            | Over { .. }
            | NotOfRun { .. }
            | Done { .. }
            | StillOut { .. }
            | NotReturned { .. } => FailureCode::Conflict,
            _ => FailureCode::Refused,
        }
    }

    fn field(&self) -> Option<Field> {
        let field = match self {
            RunRefused::Float | RunRefused::NotInDrawer { .. } => "float",
            RunRefused::Counted => "counted",
            RunRefused::NoNote => "note",
            RunRefused::UnknownDriver | RunRefused::DriverOut { .. } => "driver",
            RunRefused::Empty | RunRefused::TooMany { .. } | RunRefused::Twice => "orders",
            RunRefused::Unpaid { .. } => "unpaid",
            RunRefused::Text(refused) => return refused.field(),
            _ => return None,
        };
        Some(field.to_owned())
    }
}
