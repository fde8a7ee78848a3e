//! What `oc-pizza check` finds, each a line that says what to do about it.

use super::{ServerRefused, Tables, Tls};
use crate::language::{Language, Spoken, either};
use crate::terminals::mends;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// As it should be.
    Ok,
    /// It works, and is not as it should be.
    Warning,
    /// It does not work.
    Fault,
}

impl Spoken for Level {
    fn say(&self, language: Language) -> String {
        match self {
            Level::Ok => either(language, "ok", "ok"),
            Level::Warning => either(language, "attention", "warning"),
            Level::Fault => either(language, "défaut", "fault"),
        }
    }
}

/// One thing that was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// The server answers.
    Database {
        /// Where.
        host: String,
        /// The database.
        database: String,
        /// PostgreSQL's version.
        version: String,
    },
    /// It cannot be worked with.
    NoDatabase(ServerRefused),
    /// The tables.
    Schema(Tables),
    /// This terminal has a login of its own.
    OwnLogin {
        /// The login.
        login: String,
    },
    /// The owner's login is used here; so many terminals have their own.
    Owner {
        /// How many.
        terminals: i64,
    },
    /// The owner may not make logins.
    NotSeparated {
        /// The owner.
        owner: String,
    },
    /// How the line is protected.
    Line {
        /// Within this PC.
        local: bool,
        /// By what.
        tls: Tls,
    },
    /// The keyring gives and takes.
    Keyring,
    /// It does not.
    NoKeyring {
        /// Why.
        refused: ServerRefused,
        /// Whether this terminal's password lies there.
        needed: bool,
    },
}

impl Finding {
    /// How bad it is.
    pub fn level(&self) -> Level {
        match self {
            Finding::Database { .. }
            | Finding::OwnLogin { .. }
            | Finding::Keyring
            | Finding::Schema(Tables::Current)
            | Finding::Line { local: true, .. }
            | Finding::Line { tls: Tls::VerifyFull, .. } => Level::Ok,
            Finding::Owner { terminals } if *terminals > 0 => Level::Ok,
            Finding::Owner { .. }
            | Finding::NotSeparated { .. }
            | Finding::Line { .. }
            | Finding::NoKeyring { needed: false, .. } => Level::Warning,
            Finding::NoDatabase(_)
            | Finding::Schema(Tables::None | Tables::Older)
            | Finding::NoKeyring { needed: true, .. } => Level::Fault,
        }
    }
}

impl Spoken for Finding {
    fn say(&self, language: Language) -> String {
        match self {
            Finding::Database { host, database, version } => either(
                language,
                format!("Serveur : PostgreSQL {version} à {host}, base « {database} »."),
                format!("Server: PostgreSQL {version} at {host}, database “{database}”."),
            ),
            Finding::NoDatabase(refused) => {
                let why = refused.say(language);
                either(language, format!("Serveur : {why}"), format!("Server: {why}"))
            }
            Finding::Schema(Tables::Current) => either(
                language,
                "Tables : de cette version du programme.",
                "Tables: this program’s version.",
            ),
            Finding::Schema(Tables::Older) => {
                let why = ServerRefused::OlderSchema.say(language);
                either(language, format!("Tables : {why}"), format!("Tables: {why}"))
            }
            Finding::Schema(Tables::None) => {
                let why = ServerRefused::NoTables.say(language);
                either(language, format!("Tables : {why}"), format!("Tables: {why}"))
            }
            Finding::OwnLogin { login } => either(
                language,
                format!("Postes : séparés ; celui-ci a son propre accès ({login})."),
                format!("Terminals: separated; this one has a login of its own ({login})."),
            ),
            Finding::Owner { terminals: 0 } => either(
                language,
                "Postes : aucun n’est inscrit, tous ont le même accès. Pour en inscrire un : oc-pizza terminals --new-code --shop MOZ1 --kinds counter",
                "Terminals: none is enrolled, all have the same login. To enrol one: oc-pizza terminals --new-code --shop MOZ1 --kinds counter",
            ),
            Finding::Owner { terminals } => either(
                language,
                format!(
                    "Postes : séparés, {terminals} inscrit(s). L’accès utilisé ici est celui de l’administrateur."
                ),
                format!(
                    "Terminals: separated, {terminals} enrolled. The login used here is the administrator’s."
                ),
            ),
            Finding::NotSeparated { owner } => either(
                language,
                format!(
                    "Postes : pas séparés, tous ont le même accès : pour l’essai et la formation seulement, l’attestation ne couvre pas ce cas. L’administrateur du serveur tape : {}",
                    mends(owner)
                ),
                format!(
                    "Terminals: not separated, all have the same login: for trial and training only, the attestation does not cover it. The server’s administrator types: {}",
                    mends(owner)
                ),
            ),
            Finding::Line { local: true, .. } => either(
                language,
                "Connexion : dans ce poste, sans réseau.",
                "Connection: within this PC, no network.",
            ),
            Finding::Line { tls: Tls::VerifyFull, .. } => either(
                language,
                "Connexion : chiffrée, certificat et nom vérifiés.",
                "Connection: encrypted, certificate and name checked.",
            ),
            Finding::Line { tls, .. } => {
                let word = tls.word();
                either(
                    language,
                    format!(
                        "Connexion : « {word} » ne vérifie pas qui répond. Choisissez verify-full, avec le fichier de l’autorité (ca_file)."
                    ),
                    format!(
                        "Connection: “{word}” does not check who answers. Choose verify-full, with the authority’s file (ca_file)."
                    ),
                )
            }
            Finding::Keyring => either(language, "Trousseau : il répond.", "Keyring: it answers."),
            Finding::NoKeyring { refused, .. } => {
                let why = refused.say(language);
                either(language, format!("Trousseau : {why}"), format!("Keyring: {why}"))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_work_is_a_fault_and_what_is_weak_a_warning() {
        let line = |local, tls| Finding::Line { local, tls };
        let keyring = |needed| Finding::NoKeyring { refused: ServerRefused::KeyringLocked, needed };
        for (finding, level) in [
            (Finding::Schema(Tables::Current), Level::Ok),
            (Finding::Schema(Tables::Older), Level::Fault),
            (Finding::Schema(Tables::None), Level::Fault),
            (Finding::NoDatabase(ServerRefused::Busy), Level::Fault),
            (Finding::Owner { terminals: 0 }, Level::Warning),
            (Finding::Owner { terminals: 2 }, Level::Ok),
            (Finding::NotSeparated { owner: "db_user".to_owned() }, Level::Warning),
            (line(true, Tls::Disable), Level::Ok),
            (line(false, Tls::VerifyFull), Level::Ok),
            (line(false, Tls::VerifyCa), Level::Warning),
            (line(false, Tls::Require), Level::Warning),
            (keyring(false), Level::Warning),
            (keyring(true), Level::Fault),
        ] {
            assert_eq!(finding.level(), level, "{finding:?}");
            assert_ne!(finding.say(Language::Fr), finding.say(Language::En));
        }
    }
}
