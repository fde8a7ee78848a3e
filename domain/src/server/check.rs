//! What `oc-pizza check` finds, each a line that says what to do about it.

use super::{ServerRefused, Tables, Tls};
use crate::language::{Language, Spoken, either};
use crate::payments::TerminalFound;
use crate::printing::PrinterTrouble;
use crate::settings::{SecretName, SecretRefused, Service, ServiceFault};
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
    /// The group's key is in this terminal's keyring.
    GroupKey,
    /// The group has one, and it is not.
    GroupKeyNotHere,
    /// The group has none yet.
    NoGroupKey,
    /// The group's secrets that this terminal may read.
    Secrets {
        /// Those that are set.
        set: Vec<SecretName>,
    },
    /// One does not open with the group's key.
    SecretDamaged {
        /// Which.
        name: SecretName,
    },
    /// This register's key is in the keyring, and known to the server.
    RegisterKey {
        /// The terminal's code.
        code: String,
    },
    /// It is not.
    RegisterKeyGone {
        /// The terminal's code.
        code: String,
    },
    /// A printer of this terminal can print.
    Printer {
        /// What people call it.
        name: String,
        /// Where it is.
        address: String,
        /// It says so itself; otherwise it takes what it is sent, and says nothing.
        answers: bool,
    },
    /// It cannot.
    PrinterTroubled {
        /// What people call it.
        name: String,
        /// Where it is.
        address: String,
        /// What is in the way.
        trouble: PrinterTrouble,
    },
    /// The card terminal of this counter, looked at.
    CardTerminal {
        /// Where it is.
        address: String,
        /// What was found there.
        found: TerminalFound,
    },
    /// The sum of movements is what is on hand, in so many shops.
    StockAddsUp {
        /// How many.
        shops: usize,
    },
    /// It is not.
    StockAstray {
        /// The shop's name.
        shop: String,
        /// Of how many ingredients.
        ingredients: usize,
    },
    /// What came of some purchase orders is not what their receipts say.
    PurchasesAstray {
        /// The shop's name.
        shop: String,
        /// Of how many orders.
        orders: usize,
    },
    /// The group's server of mail would take mail.
    Mail {
        /// Where it is.
        host: String,
    },
    /// It would not.
    MailTroubled {
        /// Where it is.
        host: String,
        /// Why, in the words of the server or of the line.
        words: String,
    },
    /// A service on the Internet answers, and knows the group.
    Outside {
        /// Which.
        service: Service,
    },
    /// It does not.
    OutsideTroubled {
        /// Which.
        service: Service,
        /// Why not.
        fault: ServiceFault,
    },
    /// The keyring keeps what it is given.
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
            | Finding::GroupKey
            | Finding::Secrets { .. }
            | Finding::RegisterKey { .. }
            | Finding::Printer { .. }
            | Finding::StockAddsUp { .. }
            | Finding::CardTerminal { found: TerminalFound::There, .. }
            | Finding::Mail { .. }
            | Finding::Outside { .. }
            | Finding::Keyring
            | Finding::Schema(Tables::Current)
            | Finding::Line { local: true, .. }
            | Finding::Line { tls: Tls::VerifyFull, .. } => Level::Ok,
            Finding::Owner { terminals } if *terminals > 0 => Level::Ok,
            Finding::Owner { .. }
            | Finding::NotSeparated { .. }
            | Finding::NoGroupKey
            | Finding::Line { .. }
            | Finding::NoKeyring { needed: false, .. } => Level::Warning,
            Finding::NoDatabase(_)
            | Finding::Schema(Tables::None | Tables::Older)
            | Finding::GroupKeyNotHere
            | Finding::SecretDamaged { .. }
            | Finding::RegisterKeyGone { .. }
            | Finding::PrinterTroubled { .. }
            | Finding::StockAstray { .. }
            | Finding::PurchasesAstray { .. }
            | Finding::CardTerminal { .. }
            | Finding::MailTroubled { .. }
            | Finding::OutsideTroubled { .. }
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
            Finding::Mail { host } => either(
                language,
                format!("Courriel : {host} répond et accepte de l’envoyer."),
                format!("Mail: {host} answers and takes it."),
            ),
            Finding::MailTroubled { host, words } => either(
                language,
                format!("Courriel : {host} ne l’accepte pas : {words}"),
                format!("Mail: {host} does not take it: {words}"),
            ),
            Finding::Outside { service } => {
                let name = service.say(language);
                either(
                    language,
                    format!("{name} : le service répond."),
                    format!("{name}: the service answers."),
                )
            }
            Finding::OutsideTroubled { service, fault } => {
                let (name, why) = (service.say(language), fault.say(language));
                either(language, format!("{name} : {why}"), format!("{name}: {why}"))
            }
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
            Finding::GroupKey => either(
                language,
                "Clé du groupe : dans le trousseau de ce poste.",
                "Group’s key: in this terminal’s keyring.",
            ),
            Finding::GroupKeyNotHere => {
                let why = SecretRefused::KeyNotHere.say(language);
                either(language, format!("Clé du groupe : {why}"), format!("Group’s key: {why}"))
            }
            Finding::NoGroupKey => either(
                language,
                "Clé du groupe : il n’y en a pas ; les codes des personnes sont sans poivre, et aucun secret ne peut être enregistré. L’administrateur tape : oc-pizza key make",
                "Group’s key: there is none; PINs have no pepper, and no secret can be kept. The administrator types: oc-pizza key make",
            ),
            Finding::Secrets { set } if set.is_empty() => either(
                language,
                "Secrets du groupe : aucun. Pour en enregistrer un : oc-pizza secret set NOM",
                "Group’s secrets: none. To keep one: oc-pizza secret set NAME",
            ),
            Finding::Secrets { set } => {
                let names: Vec<_> = set.iter().map(|name| name.word()).collect();
                let names = names.join(", ");
                either(
                    language,
                    format!("Secrets du groupe : {names}."),
                    format!("Group’s secrets: {names}."),
                )
            }
            Finding::SecretDamaged { name } => {
                let why = SecretRefused::Damaged { name: *name }.say(language);
                either(
                    language,
                    format!("Secrets du groupe : {why}"),
                    format!("Group’s secrets: {why}"),
                )
            }
            Finding::RegisterKey { code } => either(
                language,
                format!("Caisse : {code} a sa clé de signature, connue du serveur."),
                format!("Register: {code} has its signing key, and the server knows it."),
            ),
            Finding::RegisterKeyGone { code } => either(
                language,
                format!(
                    "Caisse : la clé de signature de {code} n’est pas dans ce trousseau. L’administrateur retire le poste (oc-pizza terminals --revoke {code}), puis l’inscrit de nouveau."
                ),
                format!(
                    "Register: the signing key of {code} is not in this keyring. The administrator revokes the terminal (oc-pizza terminals --revoke {code}), then enrols it again."
                ),
            ),
            Finding::Printer { name, address, answers: true } => either(
                language,
                format!("Imprimante : {name} ({address}) est prête."),
                format!("Printer: {name} ({address}) is ready."),
            ),
            Finding::Printer { name, address, answers: false } => either(
                language,
                format!(
                    "Imprimante : {name} ({address}) est là, et ne dit pas si elle a du papier."
                ),
                format!(
                    "Printer: {name} ({address}) is there, and does not say whether it has paper."
                ),
            ),
            Finding::PrinterTroubled { name, address, trouble } => {
                let why = trouble.say(language);
                either(
                    language,
                    format!("Imprimante : {name} ({address}) : {why}"),
                    format!("Printer: {name} ({address}): {why}"),
                )
            }
            Finding::CardTerminal { address, found } => {
                let what = found.say(language);
                either(
                    language,
                    format!("Terminal de carte : {address} : {what}"),
                    format!("Card terminal: {address}: {what}"),
                )
            }
            Finding::StockAddsUp { shops } => either(
                language,
                format!("Stock : la somme des mouvements fait le stock, dans {shops} boutique(s)."),
                format!("Stock: the movements add up to what is on hand, in {shops} shop(s)."),
            ),
            Finding::StockAstray { shop, ingredients } => either(
                language,
                format!(
                    "Stock : à {shop}, {ingredients} ingrédient(s) n’ont pas la somme de leurs mouvements. Quelqu’un a écrit dans la base ; prévenez l’éditeur avant tout inventaire."
                ),
                format!(
                    "Stock: at {shop}, {ingredients} ingredient(s) are not what their movements add up to. Somebody wrote into the database; tell the publisher before any inventory."
                ),
            ),
            Finding::PurchasesAstray { shop, orders } => either(
                language,
                format!(
                    "Achats : à {shop}, {orders} commande(s) ne sont pas ce que disent leurs réceptions. Quelqu’un a écrit dans la base ; prévenez l’éditeur."
                ),
                format!(
                    "Purchases: at {shop}, {orders} order(s) are not what their receipts say. Somebody wrote into the database; tell the publisher."
                ),
            ),
            Finding::Keyring => either(
                language,
                "Trousseau : il garde ce qu’on lui confie.",
                "Keyring: it keeps what it is given.",
            ),
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
        let named = || ("Comptoir".to_owned(), "tcp://a:9100".to_owned());
        let printer = |answers| {
            let (name, address) = named();
            Finding::Printer { name, address, answers }
        };
        let (name, address) = named();
        let troubled =
            Finding::PrinterTroubled { name, address, trouble: PrinterTrouble::PaperOut };
        let card = |found| Finding::CardTerminal { address: "tcp://a:8888".to_owned(), found };
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
            (printer(true), Level::Ok),
            (printer(false), Level::Ok),
            (troubled, Level::Fault),
            (card(TerminalFound::There), Level::Ok),
            (card(TerminalFound::Closed), Level::Fault),
            (card(TerminalFound::Nobody), Level::Fault),
            (Finding::StockAddsUp { shops: 2 }, Level::Ok),
            (Finding::StockAstray { shop: "A".to_owned(), ingredients: 1 }, Level::Fault),
            (Finding::PurchasesAstray { shop: "A".to_owned(), orders: 1 }, Level::Fault),
            (keyring(false), Level::Warning),
            (keyring(true), Level::Fault),
            (Finding::Keyring, Level::Ok),
            (Finding::GroupKey, Level::Ok),
            (Finding::NoGroupKey, Level::Warning),
            (Finding::GroupKeyNotHere, Level::Fault),
            (Finding::Secrets { set: Vec::new() }, Level::Ok),
            (Finding::Secrets { set: SecretName::ALL.into() }, Level::Ok),
            (Finding::SecretDamaged { name: SecretName::SmtpUser }, Level::Fault),
            (Finding::Outside { service: Service::Google }, Level::Ok),
            (
                Finding::OutsideTroubled {
                    service: Service::Digitaleo,
                    fault: ServiceFault::Silent { seconds: 10 },
                },
                Level::Fault,
            ),
            (Finding::RegisterKey { code: "MOZ1-1".to_owned() }, Level::Ok),
            (Finding::RegisterKeyGone { code: "MOZ1-1".to_owned() }, Level::Fault),
        ] {
            assert_eq!(finding.level(), level, "{finding:?}");
            assert_ne!(finding.say(Language::Fr), finding.say(Language::En));
        }
    }
}
