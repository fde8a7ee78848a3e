//! People, their roles, and signing in with a PIN (UC05).

use crate::calls;
use crate::contract::Who;
use crate::failure::{FailureCode, Field, Refusal};
use crate::language::{Language, Spoken, either};
use core::fmt;
use serde::{Deserialize, Serialize};

/// A person who works for the group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct StaffId(pub i64);

/// What a person does; decides which calls the person may make.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Takes orders and money.
    Cashier,
    /// Makes pizzas.
    Pizzaiolo,
    /// Delivers.
    Driver,
    /// Runs one shop.
    ShopManager,
    /// Runs the group.
    GroupManager,
    /// Runs the program.
    Administrator,
}

impl Role {
    /// Every role.
    pub const ALL: [Role; 6] = [
        Role::Cashier,
        Role::Pizzaiolo,
        Role::Driver,
        Role::ShopManager,
        Role::GroupManager,
        Role::Administrator,
    ];

    /// The word stored in the database.
    pub fn word(self) -> &'static str {
        match self {
            Role::Cashier => "cashier",
            Role::Pizzaiolo => "pizzaiolo",
            Role::Driver => "driver",
            Role::ShopManager => "shop_manager",
            Role::GroupManager => "group_manager",
            Role::Administrator => "administrator",
        }
    }

    /// The role of that word.
    pub fn from_word(word: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.word() == word)
    }
}

impl Spoken for Role {
    fn say(&self, language: Language) -> String {
        match self {
            Role::Cashier => either(language, "Caisse", "Cashier"),
            Role::Pizzaiolo => either(language, "Pizzaïolo", "Pizzaiolo"),
            Role::Driver => either(language, "Livraison", "Driver"),
            Role::ShopManager => either(language, "Responsable", "Shop manager"),
            Role::GroupManager => either(language, "Gérance", "Group manager"),
            Role::Administrator => either(language, "Administration", "Administrator"),
        }
    }
}

/// The roles that work at a counter.
pub const COUNTER_ROLES: &[Role] =
    &[Role::Cashier, Role::ShopManager, Role::GroupManager, Role::Administrator];
/// The roles that work in the kitchen.
pub const KITCHEN_ROLES: &[Role] =
    &[Role::Pizzaiolo, Role::ShopManager, Role::GroupManager, Role::Administrator];
/// The roles that answer for a shop.
pub const MANAGER_ROLES: &[Role] = &[Role::ShopManager, Role::GroupManager, Role::Administrator];

/// Who may work at a counter.
pub const AT_THE_COUNTER: Who = Who::Roles(COUNTER_ROLES);
/// Who may work in the kitchen.
pub const IN_THE_KITCHEN: Who = Who::Roles(KITCHEN_ROLES);
/// Who may overrule the book, for instance sell what the stock says is gone.
pub const MANAGERS: Who = Who::Roles(MANAGER_ROLES);
/// Who may change what a shop's tickets say, and its rules of payment.
pub const GROUP_MANAGERS: Who = Who::Roles(&[Role::GroupManager, Role::Administrator]);
/// Who may let a PC in and put it out.
pub const ADMINISTRATORS: Who = Who::Roles(&[Role::Administrator]);

/// A person's tile on the sign-in page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffTile {
    /// The person.
    pub id: StaffId,
    /// First name, as colleagues say it.
    pub name: String,
    /// The person's role.
    pub role: Role,
}

/// What was typed as a PIN: four to eight digits, if it is one ([`is_pin`]).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Pin(pub String);

impl fmt::Debug for Pin {
    /// Without its digits: this may end up in a log.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Pin")
    }
}

/// The people who can sign in at this window.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ListStaff {}

/// Signs a person in at this window.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SignIn {
    /// The person whose tile was tapped.
    pub staff: StaffId,
    /// What was typed.
    pub pin: Pin,
}

/// Signs the person at this window out.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SignOut {}

/// Who is signed in at this window: asked when the window loads again.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct WhoIsSignedIn {}

/// A manager's consent, kept by the backend of the terminal it was given at for a few minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ApprovalId(pub uuid::Uuid);

/// A manager types a PIN to let the cashier do one thing; nobody is signed in or out by it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Approve {
    /// The manager.
    pub staff: StaffId,
    /// What was typed.
    pub pin: Pin,
}

/// The managers who can give their consent at this window.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ListManagers {}

calls! {
    /// The calls about people.
    "staff" StaffCall {
        ListStaff -> Vec<StaffTile>, Who::Anyone, [Counter, Kitchen, Office];
        SignIn -> StaffTile, Who::Anyone, [Counter, Kitchen, Office];
        SignOut -> (), Who::Anyone, [Counter, Kitchen, Office];
        ListManagers -> Vec<StaffTile>, AT_THE_COUNTER, [Counter];
        Approve -> ApprovalId, AT_THE_COUNTER, [Counter];
        WhoIsSignedIn -> Option<StaffTile>, Who::Anyone, [Counter, Kitchen, Board, Office];
    }
}

/// Wrong PINs after which a person is locked at a terminal until a manager resets.
pub const WRONG_PINS_MAX: u32 = 10;

/// Seconds to wait after so many wrong PINs in a row: none for the first two (fingers slip), then
/// doubling from five seconds to five minutes.
pub fn wait_seconds_after(wrong_pins: u32) -> u32 {
    match wrong_pins {
        0..=2 => 0,
        more => (5u32 << (more - 3).min(16)).min(300),
    }
}

/// Whether these characters can be a PIN at all.
pub fn is_pin(typed: &str) -> bool {
    (4..=8).contains(&typed.len()) && typed.bytes().all(|byte| byte.is_ascii_digit())
}

/// A sign-in that was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignInRefused {
    /// Unknown person or wrong PIN: the same words for both.
    Wrong,
    /// Too many wrong PINs: wait.
    Wait {
        /// Seconds until the next try is looked at.
        seconds: u32,
    },
    /// Locked at this terminal until a manager resets it.
    Locked,
    /// The role has no work at this window.
    NotHere,
    /// The server is away, and this person has not signed in at this terminal for a week.
    NotKnownHere,
    /// Consent is asked of a manager, and this is none.
    NotAManager,
    /// The terminal lacks the key by which PINs are verified.
    NoKey,
}

impl Spoken for SignInRefused {
    fn say(&self, language: Language) -> String {
        match self {
            SignInRefused::Wrong => {
                either(language, "Ce code n’est pas le bon.", "That PIN is not right.")
            }
            SignInRefused::Wait { seconds } => either(
                language,
                format!("Trop d’essais. Réessayez dans {seconds}\u{a0}s."),
                format!("Too many tries. Try again in {seconds} s."),
            ),
            SignInRefused::Locked => either(
                language,
                "Compte bloqué sur ce poste : demandez à un responsable.",
                "Locked at this terminal: ask a manager.",
            ),
            SignInRefused::NotHere => either(
                language,
                "Votre rôle ne travaille pas sur cet écran.",
                "Your role does not work at this screen.",
            ),
            SignInRefused::NotKnownHere => either(
                language,
                "Le serveur ne répond pas. En attendant, seules les personnes passées sur ce poste ces sept derniers jours peuvent s’identifier.",
                "The server does not answer. Meanwhile only people who were at this terminal in the last seven days can sign in.",
            ),
            SignInRefused::NotAManager => {
                either(language, "Il faut le code d’un responsable.", "This needs a manager’s PIN.")
            }
            SignInRefused::NoKey => either(
                language,
                "Ce poste ne peut pas vérifier les codes : la clé du groupe n’est pas dans son trousseau. L’administrateur tape ici : oc-pizza key enter",
                "This terminal cannot verify PINs: the group’s key is not in its keyring. The administrator types here: oc-pizza key enter",
            ),
        }
    }
}

impl Refusal for SignInRefused {
    fn code(&self) -> FailureCode {
        match self {
            SignInRefused::Wait { .. } | SignInRefused::Locked => FailureCode::LockedOut,
            SignInRefused::Wrong
            | SignInRefused::NotHere
            | SignInRefused::NotKnownHere
            | SignInRefused::NotAManager
            | SignInRefused::NoKey => FailureCode::Refused,
        }
    }

    fn field(&self) -> Option<Field> {
        Some("pin".to_owned())
    }
}

/// A call that this person, or nobody, may not make.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CallRefused {
    /// Nobody is signed in.
    NotSignedIn,
    /// The role may not.
    Role(Role),
    /// The call does not belong to this kind of window.
    Window,
}

impl Spoken for CallRefused {
    fn say(&self, language: Language) -> String {
        match self {
            CallRefused::NotSignedIn => {
                either(language, "Identifiez-vous d’abord.", "Please sign in first.")
            }
            CallRefused::Role(role) => either(
                language,
                format!("Le rôle « {} » n’a pas ce droit.", role.say(Language::Fr)),
                format!("The role “{}” may not do this.", role.say(Language::En)),
            ),
            CallRefused::Window => {
                either(language, "Cet écran n’a pas ce droit.", "This screen may not do this.")
            }
        }
    }
}

impl Refusal for CallRefused {
    fn code(&self) -> FailureCode {
        match self {
            CallRefused::NotSignedIn => FailureCode::NotSignedIn,
            CallRefused::Role(_) | CallRefused::Window => FailureCode::Refused,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_grows_and_is_bounded() {
        let waits: Vec<u32> = (0..12).map(wait_seconds_after).collect();
        assert_eq!(waits, [0, 0, 0, 5, 10, 20, 40, 80, 160, 300, 300, 300]);
        assert_eq!(wait_seconds_after(u32::MAX), 300);
    }

    #[test]
    fn what_can_be_a_pin() {
        for (typed, is) in [
            ("1234", true),
            ("12345678", true),
            ("123", false),
            ("123456789", false),
            ("12a4", false),
            ("١٢٣٤", false),
            ("", false),
            ("12 4", false),
        ] {
            assert_eq!(is_pin(typed), is, "{typed}");
        }
    }

    #[test]
    fn a_pin_is_not_written_out_and_travels_as_it_was_typed() -> Result<(), serde_json::Error> {
        let (staff, pin) = (StaffId(7), Pin("4444".to_owned()));
        let (signs_in, approves) = (SignIn { staff, pin: pin.clone() }, Approve { staff, pin });
        let written = format!("{signs_in:?} {approves:?}");
        assert_eq!(
            written,
            "SignIn { staff: StaffId(7), pin: Pin } Approve { staff: StaffId(7), pin: Pin }"
        );
        let sent = r#"{"staff":7,"pin":"4444"}"#;
        assert_eq!(serde_json::to_string(&signs_in)?, sent);
        assert_eq!(serde_json::from_str::<Approve>(sent)?.pin, approves.pin);
        Ok(())
    }

    #[test]
    fn words_and_roles_are_the_same_list() {
        for role in Role::ALL {
            assert_eq!(Role::from_word(role.word()), Some(role));
        }
    }
}
