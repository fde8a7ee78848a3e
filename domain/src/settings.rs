//! What the group has entered once for all its terminals: today its secrets, the names and
//! passwords of the services that it uses. Which there are, who needs them, what each looks like.

mod mail;
pub mod office;
pub mod outside;

use crate::failure::{FailureCode, Field, Refusal};
use crate::language::{Language, Spoken, either};
use crate::terminals::TerminalKind;
use chrono::{DateTime, Utc};
pub use mail::*;
pub use office::*;
pub use outside::*;
use serde::{Deserialize, Serialize};

/// One of the group's secrets. (The pepper for PINs is none of them: nobody types it.)
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SecretName {
    /// PayPal's client id.
    PaypalClientId,
    /// PayPal's secret.
    PaypalSecret,
    /// The login of Digitaleo, which sends text messages.
    DigitaleoLogin,
    /// Its password.
    DigitaleoPassword,
    /// Google's key, for ways and addresses.
    GoogleKey,
    /// The user of the server that sends mail.
    SmtpUser,
    /// Its password.
    SmtpPassword,
    /// Where faults are reported.
    SentryDsn,
}

use SecretName::{
    DigitaleoLogin, DigitaleoPassword, GoogleKey, PaypalClientId, PaypalSecret, SentryDsn,
    SmtpPassword, SmtpUser,
};

impl SecretName {
    /// Every one.
    pub const ALL: [SecretName; 8] = [
        PaypalClientId,
        PaypalSecret,
        DigitaleoLogin,
        DigitaleoPassword,
        GoogleKey,
        SmtpUser,
        SmtpPassword,
        SentryDsn,
    ];

    /// The word on the command line and in the database.
    pub fn word(self) -> &'static str {
        match self {
            PaypalClientId => "paypal-client-id",
            PaypalSecret => "paypal-secret",
            DigitaleoLogin => "digitaleo-login",
            DigitaleoPassword => "digitaleo-password",
            GoogleKey => "google-key",
            SmtpUser => "smtp-user",
            SmtpPassword => "smtp-password",
            SentryDsn => "sentry-dsn",
        }
    }

    /// The secret of that word.
    pub fn from_word(word: &str) -> Option<SecretName> {
        SecretName::ALL.into_iter().find(|name| name.word() == word)
    }

    /// The kinds of terminals that work with it; no other may read it.
    pub fn needed_by(self) -> &'static [TerminalKind] {
        match self {
            PaypalClientId | PaypalSecret | DigitaleoLogin | DigitaleoPassword | GoogleKey
            | SmtpUser | SmtpPassword | SentryDsn => &[TerminalKind::Counter, TerminalKind::Office],
        }
    }

    /// The service it is for.
    pub fn service(self) -> Service {
        match self {
            PaypalClientId | PaypalSecret => Service::Paypal,
            DigitaleoLogin | DigitaleoPassword => Service::Digitaleo,
            GoogleKey => Service::Google,
            SmtpUser | SmtpPassword => Service::Mail,
            SentryDsn => Service::Sentry,
        }
    }

    /// What it is among its service's.
    pub fn part(self, language: Language) -> String {
        match self {
            PaypalClientId => either(language, "identifiant", "client id"),
            PaypalSecret => either(language, "secret", "secret"),
            DigitaleoLogin => either(language, "identifiant", "login"),
            DigitaleoPassword | SmtpPassword => either(language, "mot de passe", "password"),
            GoogleKey => either(language, "clé", "key"),
            SmtpUser => either(language, "utilisateur", "user"),
            SentryDsn => either(language, "DSN", "DSN"),
        }
    }

    /// Checks a value as it was typed: it is taken as it is, or not at all.
    ///
    /// # Errors
    /// What is wrong with it, never the value.
    pub fn check(self, value: &str) -> Result<(), SecretRefused> {
        let name = self;
        if value.is_empty() {
            Err(SecretRefused::Empty { name })
        } else if value.len() > BYTES_MAX {
            Err(SecretRefused::TooLong { name })
        } else if value.chars().any(char::is_control) {
            Err(SecretRefused::Control { name })
        } else if value.trim() != value {
            Err(SecretRefused::Blank { name })
        } else if self.is_one_word() && !value.chars().all(|it| it.is_ascii_graphic()) {
            Err(SecretRefused::NotOneWord { name })
        } else if self == SentryDsn && !is_dsn(value) {
            Err(SecretRefused::NotADsn)
        } else {
            Ok(())
        }
    }

    /// Whether a service has made it, out of letters, digits and signs.
    fn is_one_word(self) -> bool {
        matches!(self, PaypalClientId | PaypalSecret | GoogleKey | SentryDsn)
    }
}

impl Spoken for SecretName {
    fn say(&self, language: Language) -> String {
        format!("{}, {}", self.service().say(language), self.part(language))
    }
}

/// A service that the group uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Service {
    /// Payments on the Internet.
    Paypal,
    /// Ways and addresses.
    Google,
    /// Text messages.
    Digitaleo,
    /// The server that sends mail.
    Mail,
    /// France's addresses.
    Addresses,
    /// The ground of the map.
    Tiles,
    /// Where faults are reported.
    Sentry,
}

impl Service {
    /// Every one.
    pub const ALL: [Service; 7] = [
        Service::Paypal,
        Service::Google,
        Service::Addresses,
        Service::Tiles,
        Service::Digitaleo,
        Service::Mail,
        Service::Sentry,
    ];

    /// The word of its setting, and in tests.
    pub fn word(self) -> &'static str {
        match self {
            Service::Paypal => "paypal",
            Service::Google => "google",
            Service::Addresses => "addresses",
            Service::Tiles => "tiles",
            Service::Digitaleo => "digitaleo",
            Service::Mail => "mail",
            Service::Sentry => "sentry",
        }
    }
}

impl Spoken for Service {
    fn say(&self, language: Language) -> String {
        match self {
            Service::Paypal => either(language, "PayPal", "PayPal"),
            Service::Google => either(language, "Google", "Google"),
            Service::Addresses => {
                either(language, "Base Adresse Nationale", "Base Adresse Nationale")
            }
            Service::Tiles => either(language, "Fond de carte", "Map ground"),
            Service::Digitaleo => either(language, "Digitaleo", "Digitaleo"),
            Service::Mail => either(language, "Courriel", "Mail"),
            Service::Sentry => either(language, "Sentry", "Sentry"),
        }
    }
}

/// The longest secret there is, in bytes.
const BYTES_MAX: usize = 500;

/// `https://key@host/project`.
fn is_dsn(value: &str) -> bool {
    let parts = value
        .strip_prefix("https://")
        .or_else(|| value.strip_prefix("http://"))
        .and_then(|rest| rest.split_once('@'))
        .and_then(|(key, rest)| Some((key, rest.split_once('/')?)));
    let Some((key, (host, path))) = parts else { return false };
    let project = path.rsplit('/').next().unwrap_or_default();
    let is_key = !key.is_empty() && key.bytes().all(|it| it.is_ascii_alphanumeric() || it == b':');
    let is_host = !host.is_empty()
        && host.bytes().all(|it| it.is_ascii_alphanumeric() || b".-:[]".contains(&it));
    is_key && is_host && !project.is_empty() && project.bytes().all(|it| it.is_ascii_digit())
}

/// A secret as its list shows it: never its value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SecretStands {
    /// Which one.
    pub name: SecretName,
    /// By whom and when; nothing where it is not set.
    pub set: Option<SecretSet>,
}

/// Who has entered a secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SecretSet {
    /// The person, or the login where it was typed on a command line.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// A secret that is not kept or not known, or a group key that is not here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SecretRefused {
    /// Nothing was typed.
    Empty {
        /// Which.
        name: SecretName,
    },
    /// Longer than any secret.
    TooLong {
        /// Which.
        name: SecretName,
    },
    /// With a character that nobody sees.
    Control {
        /// Which.
        name: SecretName,
    },
    /// Copied with the blanks around it.
    Blank {
        /// Which.
        name: SecretName,
    },
    /// With blanks or letters that the service never puts there.
    NotOneWord {
        /// Which.
        name: SecretName,
    },
    /// Not an address of Sentry.
    NotADsn,
    /// No secret of that name.
    Unknown {
        /// What was typed.
        typed: String,
    },
    /// The group has a key, and this terminal has it not.
    KeyNotHere,
    /// The group has no key yet, and who asks may not make one.
    NoKey,
    /// What was typed is not the group's key.
    WrongKey,
    /// It does not open with the group's key: somebody has changed it.
    Damaged {
        /// Which.
        name: SecretName,
    },
}

impl Refusal for SecretRefused {
    fn code(&self) -> FailureCode {
        FailureCode::Refused
    }

    fn field(&self) -> Option<Field> {
        match self {
            SecretRefused::Empty { name }
            | SecretRefused::TooLong { name }
            | SecretRefused::Control { name }
            | SecretRefused::Blank { name }
            | SecretRefused::NotOneWord { name }
            | SecretRefused::Damaged { name } => Some(name.word().to_owned()),
            SecretRefused::NotADsn => Some(SentryDsn.word().to_owned()),
            _ => None,
        }
    }
}

impl Spoken for SecretRefused {
    fn say(&self, language: Language) -> String {
        match self {
            SecretRefused::Empty { name } => {
                let word = name.word();
                either(
                    language,
                    format!(
                        "Rien n’a été saisi. Pour retirer ce secret : « Oublier » au bureau, ou oc-pizza secret forget {word}"
                    ),
                    format!(
                        "Nothing was typed. To take this secret away: “Forget” at the office, or oc-pizza secret forget {word}"
                    ),
                )
            }
            SecretRefused::TooLong { name } => {
                let name = name.say(language);
                either(
                    language,
                    format!(
                        "« {name} » a au plus {BYTES_MAX} caractères : copiez la valeur seule."
                    ),
                    format!("“{name}” has at most {BYTES_MAX} characters: copy the value alone."),
                )
            }
            SecretRefused::Control { .. } => either(
                language,
                "La valeur contient un caractère invisible : copiez-la de nouveau, seule.",
                "The value holds an invisible character: copy it again, alone.",
            ),
            SecretRefused::Blank { .. } => either(
                language,
                "La valeur commence ou finit par un espace : copiez-la de nouveau, sans rien autour.",
                "The value begins or ends with a blank: copy it again, with nothing around it.",
            ),
            SecretRefused::NotOneWord { name } => {
                let name = name.say(language);
                either(
                    language,
                    format!(
                        "« {name} » n’a ni espace ni accent : copiez la valeur telle que le service la donne."
                    ),
                    format!(
                        "“{name}” has no blank and no accent: copy the value as the service gives it."
                    ),
                )
            }
            SecretRefused::NotADsn => either(
                language,
                "Ce n’est pas un DSN de Sentry. Exemple : https://cle@sentry.exemple.fr/42",
                "This is not a DSN of Sentry. Example: https://key@sentry.example.com/42",
            ),
            SecretRefused::Unknown { typed } => {
                let words = SecretName::ALL.map(SecretName::word).join(", ");
                either(
                    language,
                    format!("Aucun secret ne s’appelle « {typed} ». Il y a : {words}."),
                    format!("No secret is called “{typed}”. There are: {words}."),
                )
            }
            SecretRefused::KeyNotHere => either(
                language,
                "Ce poste n’a pas la clé du groupe. Sur un poste qui l’a : oc-pizza key show ; puis ici : oc-pizza key enter",
                "This terminal does not have the group’s key. On one that has it: oc-pizza key show; then here: oc-pizza key enter",
            ),
            SecretRefused::NoKey => either(
                language,
                "Le groupe n’a pas encore de clé. L’administrateur la crée une fois : oc-pizza key make",
                "The group has no key yet. The administrator makes it once: oc-pizza key make",
            ),
            SecretRefused::WrongKey => either(
                language,
                "Ce n’est pas la clé du groupe : elle a 64 signes, de 0 à 9 et de a à f. Relisez-la.",
                "This is not the group’s key: it has 64 characters, 0 to 9 and a to f. Read it again.",
            ),
            SecretRefused::Damaged { name } => {
                let (name, word) = (name.say(language), name.word());
                either(
                    language,
                    format!(
                        "« {name} » ne s’ouvre pas avec la clé du groupe : sa ligne a été changée. Saisissez-le de nouveau : oc-pizza secret set {word}"
                    ),
                    format!(
                        "“{name}” does not open with the group’s key: its row was changed. Enter it again: oc-pizza secret set {word}"
                    ),
                )
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_names_are_the_same_list() {
        for name in SecretName::ALL {
            assert_eq!(SecretName::from_word(name.word()), Some(name));
            assert_eq!(serde_json::to_value(name).expect("JSON"), name.word());
            assert!(!name.needed_by().contains(&TerminalKind::Kitchen), "{name:?}");
            assert!(name.needed_by().contains(&TerminalKind::Office), "{name:?}");
        }
        assert_eq!(SecretName::from_word("pin-pepper"), None);
    }

    #[test]
    fn a_value_is_taken_as_it_is_or_not_at_all() {
        let long = "x".repeat(BYTES_MAX + 1);
        for (name, value, refused) in [
            (PaypalSecret, "EH3-aJ_9", None),
            (SmtpPassword, "phrase de passe, à moi", None),
            (DigitaleoLogin, "oc-pizza@example.fr", None),
            (SentryDsn, "https://a1b2@sentry.example.fr/42", None),
            (SentryDsn, "https://a1:b2@sentry.example.fr:9000/on/it/42", None),
            (SmtpPassword, "", Some(SecretRefused::Empty { name: SmtpPassword })),
            (SmtpUser, &long, Some(SecretRefused::TooLong { name: SmtpUser })),
            (GoogleKey, "AIza\u{0}x", Some(SecretRefused::Control { name: GoogleKey })),
            (GoogleKey, " AIza", Some(SecretRefused::Blank { name: GoogleKey })),
            (SmtpPassword, "mot ", Some(SecretRefused::Blank { name: SmtpPassword })),
            (PaypalSecret, "EH3 aJ", Some(SecretRefused::NotOneWord { name: PaypalSecret })),
            (GoogleKey, "clé", Some(SecretRefused::NotOneWord { name: GoogleKey })),
            (SentryDsn, "sentry.example.fr/42", Some(SecretRefused::NotADsn)),
            (SentryDsn, "https://sentry.example.fr/42", Some(SecretRefused::NotADsn)),
            (SentryDsn, "https://key@/42", Some(SecretRefused::NotADsn)),
            (SentryDsn, "https://key@sentry.example.fr/", Some(SecretRefused::NotADsn)),
            (SentryDsn, "ftp://key@sentry.example.fr/42", Some(SecretRefused::NotADsn)),
        ] {
            assert_eq!(name.check(value).err(), refused, "{name:?} {value:?}");
        }
    }

    #[test]
    fn each_refusal_says_what_to_do_and_none_says_the_value() {
        for name in SecretName::ALL {
            assert!(Service::ALL.contains(&name.service()), "{name:?}");
            assert!(name.say(Language::Fr).ends_with(&name.part(Language::Fr)));
            let value = "s3cret\u{7}";
            let refused = name.check(value).expect_err("a bell");
            for language in [Language::Fr, Language::En] {
                assert!(!refused.say(language).contains("s3cret"));
            }
            assert_eq!(refused.field().as_deref(), Some(name.word()));
        }
        for refused in [SecretRefused::KeyNotHere, SecretRefused::NoKey] {
            assert!(refused.say(Language::Fr).contains("oc-pizza key"));
            assert_ne!(refused.say(Language::Fr), refused.say(Language::En));
        }
    }
}
