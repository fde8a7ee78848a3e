//! Why a template is not kept, a message not moved or not written, or how a person is reached not kept.

use super::{Channel, DELAY_MINUTES, MessageState, Placeholder};
use crate::failure::{FailureCode, Field, Refusal};
use crate::language::{Language, Spoken, either};
use crate::orders::OrderState;
use crate::text::TextRefused;

/// A template that cannot be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TemplateRefused {
    /// It says nothing.
    Empty,
    /// Longer than its channel takes.
    TooLong {
        /// How many characters that is.
        characters_max: usize,
    },
    /// A control character other than the end of a line.
    ControlCharacter,
    /// A name that this kind of message does not know.
    Unknown {
        /// The name.
        name: String,
        /// Those that it does.
        known: &'static [Placeholder],
    },
    /// A brace or a bracket that is not closed, or closes nothing.
    Stray {
        /// Which.
        sign: char,
    },
    /// The same in the subject of an e-mail.
    Subject(Box<TemplateRefused>),
    /// Somebody else has saved it meanwhile.
    Moved,
}

impl Spoken for TemplateRefused {
    fn say(&self, language: Language) -> String {
        match self {
            TemplateRefused::Empty => {
                either(language, "Le message est vide.", "The message is empty.")
            }
            TemplateRefused::TooLong { characters_max } => either(
                language,
                format!("Le message est trop long : {characters_max} caractères au plus."),
                format!("The message is too long: {characters_max} characters at most."),
            ),
            TemplateRefused::ControlCharacter => either(
                language,
                "Le message contient un caractère invisible qui ne peut pas être envoyé.",
                "The message holds an invisible character that cannot be sent.",
            ),
            TemplateRefused::Unknown { name, known } => {
                let all = |language| {
                    let named = known.iter().map(|it| format!("{{{}}}", it.name(language)));
                    named.collect::<Vec<_>>().join(", ")
                };
                either(
                    language,
                    format!("« {{{name}}} » n’existe pas ici. Au choix : {}.", all(Language::Fr)),
                    format!("“{{{name}}}” does not exist here. There are: {}.", all(Language::En)),
                )
            }
            TemplateRefused::Subject(refused) => refused.say(language),
            TemplateRefused::Moved => either(
                language,
                "Ce modèle a été changé entre-temps : relisez-le avant d’enregistrer.",
                "This template was changed meanwhile: read it again before you save.",
            ),
            TemplateRefused::Stray { sign } => either(
                language,
                format!(
                    "« {sign} » est seul. Fermez l’accolade ou le crochet, ou doublez le signe \
                     pour l’écrire."
                ),
                format!(
                    "“{sign}” stands alone. Close the brace or the bracket, or double the sign to \
                     write it."
                ),
            ),
        }
    }
}

impl Refusal for TemplateRefused {
    fn code(&self) -> FailureCode {
        match self {
            TemplateRefused::Moved => FailureCode::Conflict,
            _ => FailureCode::Refused,
        }
    }

    fn field(&self) -> Option<Field> {
        match self {
            TemplateRefused::Moved => None,
            TemplateRefused::Subject(_) => Some("subject".to_owned()),
            _ => Some("text".to_owned()),
        }
    }
}

/// What a person cannot do with a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MessageRefused {
    /// No such message here.
    Unknown,
    /// Not from where it stands.
    Moved {
        /// Where it stands.
        state: MessageState,
    },
}

impl Spoken for MessageRefused {
    fn say(&self, language: Language) -> String {
        match self {
            MessageRefused::Unknown => {
                either(language, "Ce message n’existe pas ici.", "No such message here.")
            }
            MessageRefused::Moved { state } => either(
                language,
                format!("Ce message est maintenant : {}.", state.say(Language::Fr)),
                format!("This message is now: {}.", state.say(Language::En)),
            ),
        }
    }
}

impl Refusal for MessageRefused {
    fn code(&self) -> FailureCode {
        FailureCode::Conflict
    }
}

/// How a person is reached cannot be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReachRefused {
    /// Not a number, or not an address.
    Text(TextRefused),
    /// What is preferred is not there.
    Preferred {
        /// Which.
        channel: Channel,
    },
    /// No such manager here.
    Unknown,
    /// A shop's manager keeps what is his own.
    NotYours,
}

impl From<TextRefused> for ReachRefused {
    fn from(refused: TextRefused) -> ReachRefused {
        ReachRefused::Text(refused)
    }
}

impl Spoken for ReachRefused {
    fn say(&self, language: Language) -> String {
        match self {
            ReachRefused::Text(refused) => refused.say(language),
            ReachRefused::Preferred { channel: Channel::Sms } => either(
                language,
                "Pour un SMS, il faut un numéro.",
                "A text message needs a number.",
            ),
            ReachRefused::Preferred { channel: Channel::Email } => either(
                language,
                "Pour un e-mail, il faut une adresse.",
                "An e-mail needs an address.",
            ),
            ReachRefused::Unknown => either(
                language,
                "Cette personne ne répond d’aucun magasin d’ici.",
                "This person answers for no shop here.",
            ),
            ReachRefused::NotYours => either(
                language,
                "Vous pouvez changer vos propres coordonnées et celles de vos livreurs.",
                "You can change how you and your drivers are reached, and nobody else.",
            ),
        }
    }
}

impl Refusal for ReachRefused {
    fn code(&self) -> FailureCode {
        FailureCode::Refused
    }

    fn field(&self) -> Option<Field> {
        match self {
            ReachRefused::Text(refused) => refused.field(),
            ReachRefused::Preferred { channel: Channel::Sms } => Some("phone".to_owned()),
            ReachRefused::Preferred { channel: Channel::Email } => Some("email".to_owned()),
            ReachRefused::Unknown | ReachRefused::NotYours => None,
        }
    }
}

/// Of what customers are told cannot be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CustomerMessagesRefused {
    /// The delay is none that is worth a message.
    DelayMinutes,
    /// Somebody else has saved it meanwhile.
    Moved,
}

impl Spoken for CustomerMessagesRefused {
    fn say(&self, language: Language) -> String {
        let (least, most) = (DELAY_MINUTES.start(), DELAY_MINUTES.end());
        match self {
            CustomerMessagesRefused::DelayMinutes => either(
                language,
                format!("Un nombre de minutes, de {least} à {most}."),
                format!("A number of minutes, from {least} to {most}."),
            ),
            CustomerMessagesRefused::Moved => either(
                language,
                "Ce réglage a été changé entre-temps : relisez-le avant d’enregistrer.",
                "This was changed meanwhile: read it again before you save.",
            ),
        }
    }
}

impl Refusal for CustomerMessagesRefused {
    fn code(&self) -> FailureCode {
        match self {
            CustomerMessagesRefused::DelayMinutes => FailureCode::Refused,
            CustomerMessagesRefused::Moved => FailureCode::Conflict,
        }
    }

    fn field(&self) -> Option<Field> {
        match self {
            CustomerMessagesRefused::DelayMinutes => Some("delay-minutes".to_owned()),
            CustomerMessagesRefused::Moved => None,
        }
    }
}

/// A message to a customer that is not written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WriteRefused {
    /// What was typed.
    Text(TemplateRefused),
    /// No such order here.
    Unknown,
    /// Text messages do not reach its number, or it bears none.
    NoNumber,
    /// The group has entered no service for them.
    NoService,
    /// It makes no sense where the order stands by now.
    Moved {
        /// Where it stands.
        state: OrderState,
    },
}

impl From<TemplateRefused> for WriteRefused {
    fn from(refused: TemplateRefused) -> WriteRefused {
        WriteRefused::Text(refused)
    }
}

impl Spoken for WriteRefused {
    fn say(&self, language: Language) -> String {
        match self {
            WriteRefused::Text(refused) => refused.say(language),
            WriteRefused::Unknown => {
                either(language, "Cette commande n’existe pas ici.", "No such order here.")
            }
            WriteRefused::NoNumber => either(
                language,
                "Cette commande n’a pas de numéro de mobile : appelez le client.",
                "This order has no mobile number: call the customer.",
            ),
            WriteRefused::NoService => either(
                language,
                "Aucun service de SMS n’est réglé pour le groupe : un administrateur le fait au \
                 bureau, sous « Services ».",
                "The group has no service for text messages: an administrator sets one up at the \
                 office, under “Services”.",
            ),
            WriteRefused::Moved { state } => either(
                language,
                format!(
                    "La commande est maintenant : {}. Ce message n’a plus de sens.",
                    state.say(Language::Fr)
                ),
                format!(
                    "The order is now: {}. This message makes no sense any more.",
                    state.say(Language::En)
                ),
            ),
        }
    }
}

impl Refusal for WriteRefused {
    fn code(&self) -> FailureCode {
        match self {
            WriteRefused::Moved { .. } => FailureCode::Conflict,
            _ => FailureCode::Refused,
        }
    }

    fn field(&self) -> Option<Field> {
        match self {
            WriteRefused::Text(refused) => refused.field(),
            _ => None,
        }
    }
}
