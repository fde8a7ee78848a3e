//! The server that takes the group's mail: where it is, how the line is protected, in whose name mail goes.
//! Its user and its password are among the group's secrets.

use crate::failure::{FailureCode, Field, Refusal};
use crate::language::{Language, Spoken, either};
use crate::orders::words;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// How the line to it is protected. Nothing goes in clear, whatever the server says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MailSecurity {
    /// Asked for before anything else is said (RFC 3207); port 587, mostly.
    StartTls,
    /// From the first byte (RFC 8314); port 465, mostly.
    Tls,
}

words!(MailSecurity { StartTls = "start_tls", Tls = "tls" });

impl MailSecurity {
    /// The usual port.
    pub fn port(self) -> u16 {
        match self {
            MailSecurity::StartTls => 587,
            MailSecurity::Tls => 465,
        }
    }
}

/// The server of mail, checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailServer {
    /// Its name: the one that its certificate has.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the line is protected.
    pub security: MailSecurity,
    /// The address that mail comes from.
    pub sender: String,
    /// The name beside it.
    pub name: String,
    /// Who vouches for its certificate, as PEM, where that is nobody whom the system knows.
    pub ca: Option<String>,
}

/// As it was typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypedMail {
    /// The server's name.
    pub host: String,
    /// Its port; empty: the usual one.
    pub port: String,
    /// How the line is protected.
    pub security: MailSecurity,
    /// The address that mail comes from.
    pub sender: String,
    /// The name beside it; empty: the group's.
    pub name: String,
    /// The certificate of who vouches for it; empty: somebody whom the system knows.
    pub ca: String,
}

/// The name that mail bears where none is typed.
const NAME: &str = "OC Pizza";
const CHARACTERS_MAX: usize = 200;
const CA_BYTES_MAX: usize = 50_000;

impl TypedMail {
    /// Reads what was typed.
    ///
    /// # Errors
    /// What is wrong, at its field.
    pub fn check(&self) -> Result<MailServer, MailRefused> {
        let host = self.host.trim();
        let in_a_name = |it: char| it.is_ascii_alphanumeric() || "-.:".contains(it);
        if host.is_empty() || host.len() > CHARACTERS_MAX || !host.chars().all(in_a_name) {
            return Err(MailRefused::Host);
        }
        let port = match self.port.trim() {
            "" => self.security.port(),
            typed => match typed.parse() {
                Ok(port) if port > 0 => port,
                _ => return Err(MailRefused::Port),
            },
        };
        let (sender, name) = (self.sender.trim(), self.name.trim());
        if !is_address(sender) {
            return Err(MailRefused::Sender);
        }
        if name.chars().count() > CHARACTERS_MAX || name.chars().any(char::is_control) {
            return Err(MailRefused::Name);
        }
        let ca = self.ca.trim();
        let is_pem = ca.starts_with("-----BEGIN CERTIFICATE-----") && ca.len() <= CA_BYTES_MAX;
        if !ca.is_empty() && !is_pem {
            return Err(MailRefused::Ca);
        }
        Ok(MailServer {
            host: host.to_owned(),
            port,
            security: self.security,
            sender: sender.to_owned(),
            name: if name.is_empty() { NAME } else { name }.to_owned(),
            ca: (!ca.is_empty()).then(|| ca.to_owned()),
        })
    }
}

/// Whether that is an address of mail, as far as that can be told without sending: one `@`, a name of ASCII
/// before it and a domain with a dot after it.
pub fn is_address(typed: &str) -> bool {
    let Some((local, domain)) = typed.split_once('@') else { return false };
    let is_local = |it: char| it.is_ascii_alphanumeric() || "!#$%&'*+/=?^_`{|}~.-".contains(it);
    let is_label = |label: &str| {
        !label.is_empty()
            && label.chars().all(|it| it.is_ascii_alphanumeric() || it == '-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let dots = |text: &str| text.starts_with('.') || text.ends_with('.') || text.contains("..");
    typed.len() <= 254
        && !local.is_empty()
        && local.len() <= 64
        && local.chars().all(is_local)
        && !dots(local)
        && domain.contains('.')
        && domain.split('.').all(is_label)
}

/// What stands in the way of mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MailRefused {
    /// Not a server's name.
    Host,
    /// Not a port.
    Port,
    /// Not an address to send from.
    Sender,
    /// Not a name to send in.
    Name,
    /// Not a certificate.
    Ca,
    /// Not an address to send to.
    To,
    /// The trial did not go, in the words of the server or of the line.
    NotSent {
        /// Which.
        words: String,
    },
    /// Nobody knows whether the trial went: look into the box.
    Unknown,
}

impl Refusal for MailRefused {
    fn code(&self) -> FailureCode {
        FailureCode::Refused
    }

    fn field(&self) -> Option<Field> {
        let field = match self {
            MailRefused::Host => "mail-host",
            MailRefused::Port => "mail-port",
            MailRefused::Sender => "mail-sender",
            MailRefused::Name => "mail-name",
            MailRefused::Ca => "mail-ca",
            MailRefused::To => "mail-to",
            MailRefused::NotSent { .. } | MailRefused::Unknown => return None,
        };
        Some(field.to_owned())
    }
}

impl Spoken for MailRefused {
    fn say(&self, language: Language) -> String {
        match self {
            MailRefused::Host => either(
                language,
                "Saisissez le nom du serveur de courriel. Exemple : smtp.exemple.fr",
                "Type the name of the mail server. Example: smtp.example.com",
            ),
            MailRefused::Port => either(
                language,
                "Le port est un nombre de 1 à 65535, ou rien pour le port habituel.",
                "The port is a number from 1 to 65535, or nothing for the usual one.",
            ),
            MailRefused::Sender | MailRefused::To => either(
                language,
                "Ce n’est pas une adresse de courriel. Exemple : caisse@exemple.fr",
                "This is not an e-mail address. Example: till@example.com",
            ),
            MailRefused::Name => either(
                language,
                "Le nom de l’expéditeur est trop long ou contient un caractère invisible.",
                "The sender’s name is too long or holds an invisible character.",
            ),
            MailRefused::Ca => either(
                language,
                "Ce n’est pas un certificat : copiez le fichier PEM entier, de -----BEGIN CERTIFICATE----- à la fin.",
                "This is not a certificate: copy the whole PEM file, from -----BEGIN CERTIFICATE----- to its end.",
            ),
            MailRefused::NotSent { words } => either(
                language,
                format!("Le courriel d’essai n’est pas parti : {words}"),
                format!("The trial mail did not go: {words}"),
            ),
            MailRefused::Unknown => either(
                language,
                "Le serveur a reçu le courriel d’essai sans répondre : regardez s’il est arrivé.",
                "The server got the trial mail and did not answer: look whether it arrived.",
            ),
        }
    }
}

/// The server of mail as it is entered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailStands {
    /// Where it is; none: not entered, and no mail goes.
    pub server: Option<MailServer>,
    /// Who entered it, and when.
    pub set: Option<(String, DateTime<Utc>)>,
}

/// How mail is sent.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ReadMail {}

/// Enters the server of mail, for the whole group. May be repeated. No command: it is done now or not at
/// all.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SetMail {
    /// As it was typed.
    pub typed: TypedMail,
}

/// « Tester »: sends a mail through what is typed, before it is kept, with the group's user and password.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct TestMail {
    /// As it was typed.
    pub typed: TypedMail,
    /// To whom.
    pub to: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed() -> TypedMail {
        TypedMail {
            host: " smtp.exemple.fr ".to_owned(),
            port: String::new(),
            security: MailSecurity::StartTls,
            sender: "caisse@exemple.fr".to_owned(),
            name: String::new(),
            ca: String::new(),
        }
    }

    #[test]
    fn what_is_typed_is_read_with_the_usual_port_and_name() {
        let server = typed().check().expect("good");
        assert_eq!((server.host.as_str(), server.port), ("smtp.exemple.fr", 587));
        assert_eq!((server.name.as_str(), server.ca), ("OC Pizza", None));
        let tls = TypedMail { security: MailSecurity::Tls, ..typed() };
        assert_eq!(tls.check().map(|it| it.port), Ok(465));
    }

    #[test]
    fn each_fault_is_told_at_its_field() {
        for (wrong, field) in [
            (TypedMail { host: String::new(), ..typed() }, "mail-host"),
            (TypedMail { host: "a b".to_owned(), ..typed() }, "mail-host"),
            (TypedMail { port: "0".to_owned(), ..typed() }, "mail-port"),
            (TypedMail { port: "65536".to_owned(), ..typed() }, "mail-port"),
            (TypedMail { sender: "caisse".to_owned(), ..typed() }, "mail-sender"),
            (TypedMail { name: "a\r\nBcc: x@y.fr".to_owned(), ..typed() }, "mail-name"),
            (TypedMail { ca: "/etc/ca.pem".to_owned(), ..typed() }, "mail-ca"),
        ] {
            let refused = wrong.check().expect_err("refused");
            assert_eq!(refused.field().as_deref(), Some(field), "{refused:?}");
        }
    }

    #[test]
    fn what_an_address_of_mail_is() {
        for good in ["a@b.fr", "jean.d'arc+x@sous.domaine-1.fr"] {
            assert!(is_address(good), "{good}");
        }
        for bad in [
            "",
            "a",
            "a@b",
            "@b.fr",
            "a@",
            "a@b..fr",
            ".a@b.fr",
            "a b@c.fr",
            "a@b.fr\r\n",
            "é@b.fr",
            "a@-b.fr",
            "a@b@c.fr",
            "<a@b.fr>",
        ] {
            assert!(!is_address(bad), "{bad:?}");
        }
    }
}
