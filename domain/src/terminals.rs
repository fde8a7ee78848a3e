//! Terminals as the server knows them: their kinds, the codes by which they are enrolled, and why
//! one is not. What an office sees of them and does with them is in [`office`].

pub mod office;

use crate::failure::{FailureCode, Refusal};
use crate::language::{Language, Spoken, either};
use core::fmt::{self, Display};
pub use office::*;
use serde::{Deserialize, Serialize};

/// What a terminal serves; each kind has its rights at the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TerminalKind {
    /// Takes orders and money.
    Counter,
    /// Makes them.
    Kitchen,
    /// Looks after the menu, the stock and the people.
    Office,
    /// Shows numbers to customers.
    Board,
}

impl TerminalKind {
    /// Every kind.
    pub const ALL: [TerminalKind; 4] =
        [TerminalKind::Counter, TerminalKind::Kitchen, TerminalKind::Office, TerminalKind::Board];

    /// The word on the command line and in the database.
    pub fn word(self) -> &'static str {
        match self {
            TerminalKind::Counter => "counter",
            TerminalKind::Kitchen => "kitchen",
            TerminalKind::Office => "office",
            TerminalKind::Board => "board",
        }
    }

    /// The kind of that word.
    pub fn from_word(word: &str) -> Option<TerminalKind> {
        TerminalKind::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

impl Spoken for TerminalKind {
    fn say(&self, language: Language) -> String {
        match self {
            TerminalKind::Counter => either(language, "Comptoir", "Counter"),
            TerminalKind::Kitchen => either(language, "Cuisine", "Kitchen"),
            TerminalKind::Office => either(language, "Bureau", "Office"),
            TerminalKind::Board => either(language, "Salle", "Board"),
        }
    }
}

/// What the login of every enrolled terminal begins with; its key follows.
pub const TERMINALS_LOGIN: &str = "oc_pizza_till_";

/// Minutes a code can be redeemed.
pub const CODE_MINUTES: i64 = 10;
/// The characters of a code: none that is taken for another when read aloud or written by hand.
/// Their number is a prime, which lets the last one tell every wrong or swapped character.
const ALPHABET: &[u8; 31] = b"23456789ABCDEFGHJKMNPQRSTUVWXYZ";
/// Characters of a code: four name its login, the rest is the secret, the last one checks.
const LENGTH: usize = 16;
const NAMING: usize = 4;

/// One use, ten minutes: `K7QD-2M9X-H4TB-WE3A`.
#[derive(Clone, PartialEq, Eq)]
pub struct EnrolmentCode(String);

impl fmt::Debug for EnrolmentCode {
    /// What names it, and not what is secret: this may end up in a log.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "EnrolmentCode({}…)", &self.0[..NAMING])
    }
}

impl EnrolmentCode {
    /// Makes one of random bytes; none when there were too few.
    pub fn from_random(bytes: impl IntoIterator<Item = u8>) -> Option<EnrolmentCode> {
        // Bytes above the last whole multiple would favour the first characters.
        let fair = bytes.into_iter().filter(|byte| *byte < 248).map(|byte| byte % 31);
        let mut places: Vec<u8> = fair.take(LENGTH - 1).collect();
        if places.len() < LENGTH - 1 {
            return None;
        }
        places.push(check(&places));
        Some(EnrolmentCode(
            places.iter().map(|place| char::from(ALPHABET[usize::from(*place)])).collect(),
        ))
    }

    /// Reads what was typed, in any case and with or without its dashes.
    ///
    /// # Errors
    /// A character is missing, wrong or in another's place.
    pub fn parse(typed: &str) -> Result<EnrolmentCode, TerminalRefused> {
        let text: String = typed
            .chars()
            .filter(|typed| !typed.is_whitespace() && *typed != '-')
            .map(|typed| typed.to_ascii_uppercase())
            .collect();
        let place = |typed: char| {
            ALPHABET
                .iter()
                .position(|known| char::from(*known) == typed)
                .and_then(|place| u8::try_from(place).ok())
        };
        match text.chars().map(place).collect::<Option<Vec<u8>>>() {
            Some(places)
                if places.len() == LENGTH && check(&places[..LENGTH - 1]) == places[LENGTH - 1] =>
            {
                Ok(EnrolmentCode(text))
            }
            _ => Err(TerminalRefused::CodeMistyped),
        }
    }

    /// The login that redeems it.
    pub fn login(&self) -> String {
        format!("oc_pizza_enrol_{}", self.0[..NAMING].to_ascii_lowercase())
    }

    /// The whole of it, from which the backend works out that login's password.
    pub fn secret(&self) -> &str {
        &self.0
    }
}

impl Display for EnrolmentCode {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let groups = [0, 4, 8, 12].map(|start| &self.0[start..start + 4]);
        out.write_str(&groups.join("-"))
    }
}

/// The last character: each place weighs differently, so that no single slip adds up.
fn check(places: &[u8]) -> u8 {
    let sum: u32 = (1..).zip(places).map(|(weight, place)| weight * u32::from(*place)).sum();
    (sum % 31) as u8
}

/// A terminal that is not made, or not taken away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TerminalRefused {
    /// The code cannot be one: told before the server is asked.
    CodeMistyped,
    /// No code the server knows.
    CodeUnknown,
    /// It was redeemed before.
    CodeUsed,
    /// It came too late.
    CodeExpired,
    /// This terminal has a login already.
    Enrolled {
        /// Its code.
        code: String,
    },
    /// The windows are open in this home.
    InUse,
    /// The owner of the tables may not make logins.
    NotSeparated {
        /// The owner.
        owner: String,
    },
    /// Somebody else than the owner asks.
    NotOwner {
        /// The owner.
        owner: String,
    },
    /// Only an office can be the whole group's.
    ShopNeeded,
    /// A code for nothing.
    KindsNeeded,
    /// No terminal of that code has a login.
    Unknown {
        /// The code.
        code: String,
    },
    /// Somebody would put out the very PC they work at.
    Itself {
        /// Its code.
        code: String,
    },
    /// The terminal asked for what its kinds may not do.
    NotItsWork,
}

impl Refusal for TerminalRefused {
    fn code(&self) -> FailureCode {
        FailureCode::Refused
    }
}

impl Spoken for TerminalRefused {
    fn say(&self, language: Language) -> String {
        match self {
            TerminalRefused::CodeMistyped => either(
                language,
                "Ce n’est pas un code d’inscription : il a seize signes, sans 0, 1, I, L ni O. Relisez-le.",
                "This is no enrolment code: it has sixteen characters, none of 0, 1, I, L and O. Read it again.",
            ),
            TerminalRefused::CodeUnknown => either(
                language,
                "Le serveur ne connaît pas ce code : il est trop ancien, ou d’un autre serveur. Demandez-en un autre à l’administrateur.",
                "The server does not know this code: it is too old, or another server’s. Ask the administrator for a new one.",
            ),
            TerminalRefused::CodeUsed => either(
                language,
                "Ce code a déjà servi. Demandez-en un autre à l’administrateur : un code n’inscrit qu’un poste.",
                "This code has been used. Ask the administrator for another: a code enrols one terminal.",
            ),
            TerminalRefused::CodeExpired => either(
                language,
                format!(
                    "Ce code est trop ancien : il valait {CODE_MINUTES} minutes. Demandez-en un autre à l’administrateur."
                ),
                format!(
                    "This code is too old: it was good for {CODE_MINUTES} minutes. Ask the administrator for another."
                ),
            ),
            TerminalRefused::Enrolled { code } => either(
                language,
                format!(
                    "Ce poste est déjà inscrit : {code}. Pour l’inscrire de nouveau, retirez-le d’abord : oc-pizza terminals --revoke {code}"
                ),
                format!(
                    "This terminal is enrolled: {code}. To enrol it again, revoke it first: oc-pizza terminals --revoke {code}"
                ),
            ),
            TerminalRefused::InUse => either(
                language,
                "OC Pizza est ouvert sur ce poste : fermez ses fenêtres, puis recommencez.",
                "OC Pizza is open on this terminal: close its windows and try again.",
            ),
            TerminalRefused::NotSeparated { owner } => either(
                language,
                format!(
                    "« {owner} » n’a pas le droit de créer des accès. L’administrateur du serveur tape : {}",
                    mends(owner)
                ),
                format!(
                    "“{owner}” may not make logins. The server’s administrator types: {}",
                    mends(owner)
                ),
            ),
            TerminalRefused::NotOwner { owner } => either(
                language,
                format!(
                    "Seul « {owner} », à qui sont les tables, gère les postes : donnez DATABASE_USER et DATABASE_PASSWORD."
                ),
                format!(
                    "Only “{owner}”, whose tables these are, looks after terminals: give DATABASE_USER and DATABASE_PASSWORD."
                ),
            ),
            TerminalRefused::ShopNeeded => either(
                language,
                "Donnez le magasin : --shop MOZ1. Seul un bureau (--kinds office) peut être celui du groupe.",
                "Give the shop: --shop MOZ1. Only an office (--kinds office) can be the group’s.",
            ),
            TerminalRefused::KindsNeeded => either(
                language,
                "Dites à quoi servira le poste : --kinds counter,kitchen (ou office, board).",
                "Say what the terminal is for: --kinds counter,kitchen (or office, board).",
            ),
            TerminalRefused::Unknown { code } => either(
                language,
                format!(
                    "Aucun poste inscrit n’a le code {code} : oc-pizza terminals en donne la liste."
                ),
                format!("No enrolled terminal has the code {code}: oc-pizza terminals lists them."),
            ),
            TerminalRefused::Itself { code } => either(
                language,
                format!(
                    "{code} est ce poste-ci : retirez-le depuis un autre bureau, ou sur le serveur avec : oc-pizza terminals --revoke {code}"
                ),
                format!(
                    "{code} is this very terminal: revoke it at another office, or on the server with: oc-pizza terminals --revoke {code}"
                ),
            ),
            TerminalRefused::NotItsWork => either(
                language,
                "Ce poste n’est pas inscrit pour cela : demandez à l’administrateur un code avec l’usage qui manque.",
                "This terminal is not enrolled for that: ask the administrator for a code with the missing use.",
            ),
        }
    }
}

/// The line of SQL that lets an owner make logins.
pub fn mends(owner: &str) -> String {
    format!("ALTER ROLE {owner} CREATEROLE;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn a_code(seed: u8) -> EnrolmentCode {
        let bytes = (0..15u8).map(|place| place.wrapping_mul(37).wrapping_add(seed) % 248);
        EnrolmentCode::from_random(bytes).expect("enough bytes")
    }

    #[test]
    fn a_code_is_read_as_it_is_written_and_as_it_is_typed() {
        for seed in 0..=247 {
            let code = a_code(seed);
            let written = code.to_string();
            assert_eq!(written.len(), 19);
            let typed = [written.clone(), written.to_lowercase(), written.replace('-', " ")];
            for typed in typed {
                assert_eq!(EnrolmentCode::parse(&typed), Ok(code.clone()), "{typed}");
            }
            assert!(code.login().starts_with("oc_pizza_enrol_"));
            assert!(!code.secret().contains('-'));
            assert!(!format!("{code:?}").contains(&code.secret()[NAMING..NAMING + 4]));
        }
        assert_eq!(EnrolmentCode::from_random([255; 100]), None);
    }

    #[test]
    fn one_wrong_or_swapped_character_is_told() {
        let mistyped = Err(TerminalRefused::CodeMistyped);
        for seed in [0, 7, 99, 200] {
            let right = a_code(seed).0;
            for place in 0..LENGTH {
                for other in ALPHABET.iter().map(|other| char::from(*other)).chain(['0', 'O', 'é'])
                {
                    let mut typed: Vec<char> = right.chars().collect();
                    if typed[place] != other {
                        typed[place] = other;
                        let typed: String = typed.into_iter().collect();
                        assert_eq!(EnrolmentCode::parse(&typed), mistyped, "{right} {typed}");
                    }
                }
                let mut typed: Vec<char> = right.chars().collect();
                if place + 1 < LENGTH && typed[place] != typed[place + 1] {
                    typed.swap(place, place + 1);
                    let typed: String = typed.into_iter().collect();
                    assert_eq!(EnrolmentCode::parse(&typed), mistyped, "{right} {typed}");
                }
            }
            for typed in ["", &right[1..], &format!("{right}2")] {
                assert_eq!(EnrolmentCode::parse(typed), mistyped, "{typed}");
            }
        }
    }

    #[test]
    fn words_and_kinds_are_the_same_list() {
        for kind in TerminalKind::ALL {
            assert_eq!(TerminalKind::from_word(kind.word()), Some(kind));
        }
        assert_eq!(TerminalKind::from_word("cellar"), None);
    }
}
