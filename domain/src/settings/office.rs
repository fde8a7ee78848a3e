//! What an office sees of the group's secrets, and does with them.
//!
//! Managers see which are set, by whom and when, so that they know whom to ask; an administrator
//! alone sets and forgets. PostgreSQL lets the login of an office do it, and no other terminal's.

use super::{
    EnteredService, MailServer, MailStands, MapGround, ReadMail, ReadMapGround, ReadServices,
    SecretName, SecretStands, ServiceStands, ServiceTried, SetMail, SetService, TestMail,
    TestService,
};
use crate::calls;
use crate::server::ServerRefused;
use crate::server::check::Finding;
use crate::staff::{ADMINISTRATORS, AT_THE_COUNTER, MANAGERS};
use serde::{Deserialize, Serialize};
use std::fmt;

/// Whether secrets can be set at the terminal that asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum GroupKeyStands {
    /// They can: the group's key is here.
    Here,
    /// The group has one, and it is not here.
    NotHere,
    /// The group has none yet.
    NotMade,
    /// This terminal has nothing to keep one in.
    NoKeyring,
    /// What it would be in is locked.
    KeyringLocked,
}

impl GroupKeyStands {
    /// What `oc-pizza check` says of it.
    pub fn finding(self) -> Finding {
        let silent = |refused| Finding::NoKeyring { refused, needed: true };
        match self {
            GroupKeyStands::Here => Finding::GroupKey,
            GroupKeyStands::NotHere => Finding::GroupKeyNotHere,
            GroupKeyStands::NotMade => Finding::NoGroupKey,
            GroupKeyStands::NoKeyring => silent(ServerRefused::NoKeyring),
            GroupKeyStands::KeyringLocked => silent(ServerRefused::KeyringLocked),
        }
    }
}

/// The group's secrets, without their values.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SecretList {
    /// Whether they can be set here.
    pub key: GroupKeyStands,
    /// Every one there is, set or not.
    pub secrets: Vec<SecretStands>,
    /// Those that do not open with the group's key, as far as that can be tried here.
    pub damaged: Vec<SecretName>,
}

/// A secret's value on its way from who typed it to where it is sealed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SecretValue(pub String);

impl fmt::Debug for SecretValue {
    /// Without the value: this may end up in a log.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretValue")
    }
}

/// The group's secrets.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ListSecrets {}

/// Sets a secret, or replaces it. May be repeated. No command: a value is not to lie in a journal.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SetSecret {
    /// Which.
    pub name: SecretName,
    /// As it was typed.
    pub value: SecretValue,
}

/// Takes a secret away. May be repeated. No command: it is done now or not at all.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ForgetSecret {
    /// Which.
    pub name: SecretName,
}

calls! {
    /// The calls about what the group has entered once for all.
    "settings" SettingsCall {
        ListSecrets -> SecretList, MANAGERS, [Office];
        SetSecret -> (), ADMINISTRATORS, [Office];
        ForgetSecret -> (), ADMINISTRATORS, [Office];
        ReadMail -> MailStands, MANAGERS, [Office];
        SetMail -> MailServer, ADMINISTRATORS, [Office];
        TestMail -> (), ADMINISTRATORS, [Office];
        ReadServices -> Vec<ServiceStands>, MANAGERS, [Office];
        SetService -> EnteredService, ADMINISTRATORS, [Office];
        TestService -> ServiceTried, ADMINISTRATORS, [Office];
        ReadMapGround -> Option<MapGround>, AT_THE_COUNTER, [Counter];
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::server::check::Level;

    #[test]
    fn a_value_is_sent_and_never_written_out() {
        let call = SetSecret {
            name: SecretName::PaypalSecret,
            value: SecretValue("EH3-geheim".to_owned()),
        };
        let sent = serde_json::to_value(&call).expect("JSON");
        assert_eq!(sent, serde_json::json!({ "name": "paypal-secret", "value": "EH3-geheim" }));
        for written in [format!("{call:?}"), format!("{:#?}", SettingsCall::from(call))] {
            assert!(written.contains("PaypalSecret") && !written.contains("geheim"), "{written}");
        }
    }

    #[test]
    fn none_of_the_calls_is_kept_in_a_journal() {
        assert!(SettingsCall::ALL.iter().all(|call| !call.is_command));
    }

    #[test]
    fn only_where_the_key_is_all_is_well() {
        for (stands, well) in [
            (GroupKeyStands::Here, true),
            (GroupKeyStands::NotHere, false),
            (GroupKeyStands::NotMade, false),
            (GroupKeyStands::NoKeyring, false),
            (GroupKeyStands::KeyringLocked, false),
        ] {
            assert_eq!(stands.finding().level() == Level::Ok, well, "{stands:?}");
        }
    }
}
