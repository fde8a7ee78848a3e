//! Why a server cannot be worked with, each reason with what to do about it.

use super::POSTGRESQL_MIN;
use crate::failure::{FailureCode, Field, Refusal};
use crate::language::{Language, Spoken, typeset};

/// What is wrong with a server's certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CertificateFault {
    /// No authority we trust has signed it.
    UnknownIssuer,
    /// It is another host's.
    OtherName,
    /// It is over, or has not begun.
    OutOfDate,
    /// Something else.
    Other,
}

/// A server that cannot be worked with, or a terminal that may not ask for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ServerRefused {
    /// Nobody has said where the server is.
    Nowhere,
    /// A field that must be filled is empty.
    Missing {
        /// The field.
        field: &'static str,
    },
    /// The port is not one.
    Port {
        /// What was typed.
        typed: String,
    },
    /// A host is not written like one.
    Host {
        /// What was typed.
        typed: String,
    },
    /// A password would go over the network in clear.
    Plain {
        /// The host.
        host: String,
    },
    /// The host has no address.
    UnknownHost {
        /// The host.
        host: String,
    },
    /// Nobody listens there.
    Closed {
        /// The host.
        host: String,
        /// The port.
        port: u16,
    },
    /// It did not answer in time.
    Silent {
        /// The host.
        host: String,
    },
    /// Of several hosts none answers.
    NoneAnswers {
        /// The hosts.
        hosts: String,
    },
    /// What answers takes no writes: the primary is gone, and no standby has taken its place.
    OnlyStandbys {
        /// Those that answer.
        hosts: String,
    },
    /// The only host that takes writes was the primary before another one was promoted.
    Overtaken {
        /// The host.
        host: String,
    },
    /// It is starting, stopping, or has no connection left.
    Busy,
    /// Wrong password, or no such user: PostgreSQL does not say which.
    WrongPassword {
        /// The login.
        user: String,
    },
    /// This terminal had a login of its own, and has it no more.
    Revoked,
    /// An enrolled terminal's keyring does not hold its password.
    PasswordGone,
    /// Another process works in this terminal's name: its home was copied.
    Elsewhere {
        /// Its PC, where the server says it.
        pc: Option<String>,
    },
    /// A session in this terminal's name is still there: another process's, or a lost line's.
    StillOpen,
    /// The server's rules of entry (`pg_hba.conf`) do not let this PC in.
    NotAdmitted {
        /// The login.
        user: String,
        /// The database.
        database: String,
    },
    /// There is no such database.
    NoDatabase {
        /// Its name.
        database: String,
    },
    /// PostgreSQL is too old.
    OldServer {
        /// Its version.
        version: String,
    },
    /// The login may not make or use the program's schema.
    NoRight {
        /// The login.
        user: String,
        /// The database.
        database: String,
    },
    /// The server does not speak TLS.
    NoTls {
        /// The host.
        host: String,
    },
    /// Its certificate does not convince.
    Certificate {
        /// The host.
        host: String,
        /// Why.
        fault: CertificateFault,
    },
    /// The file of authorities cannot be read.
    CaFile {
        /// Its path.
        path: String,
    },
    /// There are no tables yet.
    NoTables,
    /// The tables are an older program's.
    OlderSchema,
    /// The tables are a newer program's.
    NewerSchema,
    /// There are several shops.
    ChooseShop,
    /// There is no keyring to ask.
    NoKeyring,
    /// The keyring does not take or give anything: nobody has unlocked it.
    KeyringLocked,
    /// The terminal can work: it is not set up anew from its windows.
    AlreadySet,
    /// The group has shops: there is no first one to open.
    HasShops,
    /// A shop's code has another form.
    ShopCode,
    /// A PIN has another form.
    Pin,
    /// Something else, in the server's own words.
    Other {
        /// Its words.
        words: String,
    },
}

impl Refusal for ServerRefused {
    fn code(&self) -> FailureCode {
        match self {
            // These mend themselves: a network that comes back, a server that is started.
            ServerRefused::UnknownHost { .. }
            | ServerRefused::Closed { .. }
            | ServerRefused::Silent { .. }
            | ServerRefused::NoneAnswers { .. }
            | ServerRefused::OnlyStandbys { .. }
            | ServerRefused::Overtaken { .. }
            | ServerRefused::StillOpen
            | ServerRefused::Busy => FailureCode::Unreachable,
            ServerRefused::Revoked => FailureCode::Revoked,
            _ => FailureCode::SetUp,
        }
    }

    fn field(&self) -> Option<Field> {
        let field = match self {
            ServerRefused::Missing { field } => field,
            ServerRefused::Port { .. } => "port",
            ServerRefused::Host { .. }
            | ServerRefused::UnknownHost { .. }
            | ServerRefused::Closed { .. }
            | ServerRefused::NoneAnswers { .. }
            | ServerRefused::OnlyStandbys { .. }
            | ServerRefused::Overtaken { .. }
            | ServerRefused::Silent { .. } => "host",
            ServerRefused::WrongPassword { .. } => "password",
            ServerRefused::NoDatabase { .. } => "database",
            ServerRefused::NotAdmitted { .. } | ServerRefused::NoRight { .. } => "user",
            ServerRefused::Plain { .. }
            | ServerRefused::NoTls { .. }
            | ServerRefused::Certificate { .. } => "tls",
            ServerRefused::CaFile { .. } => "ca_file",
            ServerRefused::ChooseShop => "shop",
            ServerRefused::ShopCode => "code",
            ServerRefused::Pin => "pin",
            _ => return None,
        };
        Some(field.to_owned())
    }
}

impl Spoken for ServerRefused {
    fn say(&self, language: Language) -> String {
        match language {
            Language::Fr => typeset(&self.in_french()),
            Language::En => self.in_english(),
        }
    }
}

impl ServerRefused {
    fn in_french(&self) -> String {
        match self {
            ServerRefused::Nowhere => "Ce poste ne sait pas où est le serveur. Ouvrez OC Pizza pour le régler, ou donnez DATABASE_NAME, DATABASE_USER, DATABASE_PASSWORD, DATABASE_HOST et DATABASE_PORT (ou --embedded, pour un essai).".into(),
            ServerRefused::Missing { .. } => "À remplir.".into(),
            ServerRefused::Port { typed } => format!("« {typed} » n’est pas un port : un nombre de 1 à 65535, d’habitude 5432."),
            ServerRefused::Host { typed } => format!("« {typed} » n’est pas une adresse. Exemples : db.exemple.fr, ou db1.exemple.fr, db2.exemple.fr:5433 pour un serveur et ses secours."),
            ServerRefused::Plain { host } => format!("Vers {host}, le mot de passe et les commandes passeraient en clair : choisissez une connexion chiffrée."),
            ServerRefused::UnknownHost { host } => format!("L’adresse {host} est introuvable. Vérifiez le nom, et que ce poste a du réseau."),
            ServerRefused::Closed { host, port } => format!("Rien ne répond à {host}, port {port}. Vérifiez le port, et que PostgreSQL est démarré."),
            ServerRefused::Silent { host } => format!("{host} ne répond pas. Vérifiez l’adresse, le réseau et le pare-feu du serveur."),
            ServerRefused::NoneAnswers { hosts } => format!("Aucun des serveurs ne répond ({hosts}). Vérifiez le réseau, et que PostgreSQL est démarré."),
            ServerRefused::OnlyStandbys { hosts } => format!("Seul un serveur de secours répond ({hosts}), et il n’accepte pas de commandes. L’administrateur relance le serveur principal ou promeut celui-ci : ce poste suivra de lui-même."),
            ServerRefused::Overtaken { host } => format!("{host} a été remplacé par un autre serveur, qui ne répond plus : rien n’y est écrit. L’administrateur relance l’autre."),
            ServerRefused::Busy => "Le serveur démarre, s’arrête, ou n’a plus de place. Réessayez dans un instant.".into(),
            ServerRefused::WrongPassword { user } => format!("Le serveur refuse ce mot de passe pour « {user} ». Vérifiez l’utilisateur et retapez le mot de passe."),
            ServerRefused::PasswordGone => "Le mot de passe de ce poste n’est pas dans son trousseau : le trousseau a été effacé, ou ce dossier copié d’un autre PC. Fermez OC Pizza ; sur une copie, effacez config.toml ; puis demandez un code à l’administrateur et tapez : oc-pizza enrol CODE".into(),
            ServerRefused::Revoked => "L’accès de ce poste au serveur a été retiré. Pour le reprendre, demandez un code à l’administrateur, fermez OC Pizza et tapez : oc-pizza enrol CODE".into(),
            ServerRefused::Elsewhere { pc } => format!("Ce poste est déjà ouvert sur {} : deux dossiers d’OC Pizza ont la même identité. Fermez l’un des deux. Si celui-ci est une copie, effacez-y config.toml, demandez un code à l’administrateur et tapez : oc-pizza enrol CODE", pc.as_deref().unwrap_or("un autre PC")),
            ServerRefused::StillOpen => "Le serveur voit encore une session de ce poste. Si le poste s’est arrêté sans prévenir, elle se ferme en quelques secondes.".into(),
            ServerRefused::NotAdmitted { user, database } => format!("Le serveur ne laisse pas « {user} » entrer dans « {database} » depuis ce poste. Son administrateur doit l’autoriser (pg_hba.conf)."),
            ServerRefused::NoDatabase { database } => format!("Le serveur n’a pas de base « {database} ». Vérifiez le nom, ou créez-la comme l’indique le manuel."),
            ServerRefused::OldServer { version } => format!("Ce serveur est un PostgreSQL {version}. Il faut la version {POSTGRESQL_MIN} ou une plus récente."),
            ServerRefused::NoRight { user, database } => format!("« {user} » n’a pas les droits sur « {database} ». L’administrateur du serveur tape : GRANT ALL PRIVILEGES ON DATABASE {database} TO {user};"),
            ServerRefused::NoTls { host } => format!("{host} n’accepte pas de connexion chiffrée. Son administrateur doit l’activer (ssl = on)."),
            ServerRefused::Certificate { host, fault } => match fault {
                CertificateFault::UnknownIssuer => format!("Le certificat de {host} vient d’une autorité inconnue de ce poste. Donnez le fichier de cette autorité."),
                CertificateFault::OtherName => format!("Le certificat présenté n’est pas au nom de {host}. Vérifiez l’adresse, ou demandez un certificat à ce nom."),
                CertificateFault::OutOfDate => format!("Le certificat de {host} n’est pas valable à cette date. Vérifiez l’horloge de ce poste, ou faites-le renouveler."),
                CertificateFault::Other => format!("La connexion chiffrée avec {host} a échoué : son certificat ne convient pas."),
            },
            ServerRefused::CaFile { path } => format!("Le fichier {path} ne contient pas de certificat lisible."),
            ServerRefused::NoTables => "Cette base ne contient encore rien. Préparez-la depuis la fenêtre d’OC Pizza, ou avec : oc-pizza migrate".into(),
            ServerRefused::OlderSchema => "Cette base est celle d’une version plus ancienne d’OC Pizza. Un administrateur la met à jour avec : oc-pizza migrate".into(),
            ServerRefused::NewerSchema => "Un OC Pizza plus récent est passé sur cette base : mettez celui-ci à jour.".into(),
            ServerRefused::ChooseShop => "Choisissez le magasin de ce poste.".into(),
            ServerRefused::NoKeyring => "Ce poste n’a pas de trousseau de clés, où garder le mot de passe. Ouvrez une session de bureau, ou installez gnome-keyring.".into(),
            ServerRefused::KeyringLocked => "Le trousseau de clés est verrouillé. Déverrouillez-le : fermez la session et rouvrez-la avec votre mot de passe, ou tapez celui-ci dans la fenêtre du système.".into(),
            ServerRefused::AlreadySet => "Ce poste est déjà réglé et le serveur répond : rien n’a été changé.".into(),
            ServerRefused::HasShops => "Le groupe a déjà des magasins : rien n’a été changé.".into(),
            ServerRefused::ShopCode => "De deux à cinq lettres, puis un ou deux chiffres : MOZ1.".into(),
            ServerRefused::Pin => "De quatre à huit chiffres.".into(),
            ServerRefused::Other { words } => format!("Le serveur refuse : {words}"),
        }
        .typeset()
    }

    fn in_english(&self) -> String {
        match self {
            ServerRefused::Nowhere => "This terminal does not know where the server is. Open OC Pizza to tell it, or set DATABASE_NAME, DATABASE_USER, DATABASE_PASSWORD, DATABASE_HOST and DATABASE_PORT (or --embedded, for a trial).".into(),
            ServerRefused::Missing { .. } => "To be filled in.".into(),
            ServerRefused::Port { typed } => format!("“{typed}” is not a port: a number from 1 to 65535, usually 5432."),
            ServerRefused::Host { typed } => format!("“{typed}” is not an address. Examples: db.example.com, or db1.example.com, db2.example.com:5433 for a server and its standbys."),
            ServerRefused::Plain { host } => format!("To {host}, the password and the orders would travel in clear: choose an encrypted connection."),
            ServerRefused::UnknownHost { host } => format!("The address {host} cannot be found. Check the name, and that this terminal has a network."),
            ServerRefused::Closed { host, port } => format!("Nothing answers at {host}, port {port}. Check the port, and that PostgreSQL is running."),
            ServerRefused::Silent { host } => format!("{host} does not answer. Check the address, the network and the server’s firewall."),
            ServerRefused::NoneAnswers { hosts } => format!("None of the servers answers ({hosts}). Check the network, and that PostgreSQL is running."),
            ServerRefused::OnlyStandbys { hosts } => format!("Only a standby answers ({hosts}), and it takes no orders. The administrator restarts the primary or promotes this one: this terminal will follow by itself."),
            ServerRefused::Overtaken { host } => format!("{host} was replaced by another server, which no longer answers: nothing is written to it. The administrator restarts the other one."),
            ServerRefused::Busy => "The server is starting, stopping, or full. Try again in a moment.".into(),
            ServerRefused::WrongPassword { user } => format!("The server refuses this password for “{user}”. Check the user and type the password again."),
            ServerRefused::PasswordGone => "This terminal’s password is not in its keyring: the keyring was lost, or this folder copied from another PC. Close OC Pizza; on a copy, delete config.toml; then ask the administrator for a code and type: oc-pizza enrol CODE".into(),
            ServerRefused::Revoked => "This terminal’s access to the server was taken away. To have it back, ask the administrator for a code, close OC Pizza and type: oc-pizza enrol CODE".into(),
            ServerRefused::Elsewhere { pc } => format!("This terminal is open already on {}: two folders of OC Pizza have the same identity. Close one of them. If this one is a copy, delete config.toml in it, ask the administrator for a code and type: oc-pizza enrol CODE", pc.as_deref().unwrap_or("another PC")),
            ServerRefused::StillOpen => "The server still sees a session of this terminal. If the terminal stopped without a word, it closes within seconds.".into(),
            ServerRefused::NotAdmitted { user, database } => format!("The server does not let “{user}” into “{database}” from this terminal. Its administrator has to admit it (pg_hba.conf)."),
            ServerRefused::NoDatabase { database } => format!("The server has no database “{database}”. Check the name, or create it as the manual says."),
            ServerRefused::OldServer { version } => format!("This server is PostgreSQL {version}. Version {POSTGRESQL_MIN} or a later one is needed."),
            ServerRefused::NoRight { user, database } => format!("“{user}” has no rights on “{database}”. The server’s administrator types: GRANT ALL PRIVILEGES ON DATABASE {database} TO {user};"),
            ServerRefused::NoTls { host } => format!("{host} accepts no encrypted connection. Its administrator has to turn it on (ssl = on)."),
            ServerRefused::Certificate { host, fault } => match fault {
                CertificateFault::UnknownIssuer => format!("The certificate of {host} comes from an authority this terminal does not know. Give that authority’s file."),
                CertificateFault::OtherName => format!("The certificate is not in the name of {host}. Check the address, or ask for a certificate in that name."),
                CertificateFault::OutOfDate => format!("The certificate of {host} is not valid at this date. Check this terminal’s clock, or have it renewed."),
                CertificateFault::Other => format!("The encrypted connection with {host} failed: its certificate will not do."),
            },
            ServerRefused::CaFile { path } => format!("The file {path} holds no readable certificate."),
            ServerRefused::NoTables => "This database holds nothing yet. Prepare it from OC Pizza’s window, or with: oc-pizza migrate".into(),
            ServerRefused::OlderSchema => "This database is an older OC Pizza’s. An administrator brings it up to date with: oc-pizza migrate".into(),
            ServerRefused::NewerSchema => "A newer OC Pizza has been at this database: update this one.".into(),
            ServerRefused::ChooseShop => "Choose the shop of this terminal.".into(),
            ServerRefused::NoKeyring => "This terminal has no keyring to keep the password in. Open a desktop session, or install gnome-keyring.".into(),
            ServerRefused::KeyringLocked => "The keyring is locked. Unlock it: log out and in again with your password, or type it in the system’s window.".into(),
            ServerRefused::AlreadySet => "This terminal is set up and the server answers: nothing was changed.".into(),
            ServerRefused::HasShops => "The group has shops already: nothing was changed.".into(),
            ServerRefused::ShopCode => "Two to five letters, then one or two digits: MOZ1.".into(),
            ServerRefused::Pin => "Four to eight digits.".into(),
            ServerRefused::Other { words } => format!("The server refuses: {words}"),
        }
    }
}

/// French spaces.
trait Typeset {
    fn typeset(self) -> String;
}

impl Typeset for String {
    /// No line may begin with a colon, or end with an opening quote.
    fn typeset(self) -> String {
        self.replace(" :", "\u{a0}:").replace("« ", "«\u{a0}").replace(" »", "\u{a0}»")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_mends_itself_is_tried_again_and_the_rest_is_shown_at_its_field() {
        let (host, user, database) = ("db".to_owned(), "till".to_owned(), "shops".to_owned());
        for (refused, code, field) in [
            (
                ServerRefused::UnknownHost { host: host.clone() },
                FailureCode::Unreachable,
                Some("host"),
            ),
            (
                ServerRefused::Closed { host: host.clone(), port: 1 },
                FailureCode::Unreachable,
                Some("host"),
            ),
            (
                ServerRefused::OnlyStandbys { hosts: "db2".to_owned() },
                FailureCode::Unreachable,
                Some("host"),
            ),
            (ServerRefused::Busy, FailureCode::Unreachable, None),
            (ServerRefused::StillOpen, FailureCode::Unreachable, None),
            (ServerRefused::Elsewhere { pc: None }, FailureCode::SetUp, None),
            (ServerRefused::Elsewhere { pc: Some("MOZ1".to_owned()) }, FailureCode::SetUp, None),
            (
                ServerRefused::WrongPassword { user: user.clone() },
                FailureCode::SetUp,
                Some("password"),
            ),
            (
                ServerRefused::NoDatabase { database: database.clone() },
                FailureCode::SetUp,
                Some("database"),
            ),
            (ServerRefused::NoRight { user, database }, FailureCode::SetUp, Some("user")),
            (ServerRefused::NoTls { host }, FailureCode::SetUp, Some("tls")),
            (ServerRefused::NewerSchema, FailureCode::SetUp, None),
        ] {
            assert_eq!((refused.code(), refused.field().as_deref()), (code, field), "{refused:?}");
            assert_ne!(refused.say(Language::Fr), refused.say(Language::En));
        }
    }

    #[test]
    fn french_keeps_its_spaces_together() {
        let said = ServerRefused::Port { typed: "haut".to_owned() }.say(Language::Fr);
        assert!(said.starts_with("«\u{a0}haut\u{a0}» n’est pas un port\u{a0}: "), "{said}");
    }
}
