//! What the driver says of a connection, as a reason the program can tell: the only place that
//! reads PostgreSQL's codes and TLS's errors for it.

use domain::server::{CertificateFault, ServerRefused};
use domain::terminals::TERMINALS_LOGIN;
use rustls::CertificateError;
use sqlx::error::DatabaseError;
use sqlx::migrate::MigrateError;
use sqlx::postgres::PgConnectOptions;
use std::io::{self, ErrorKind};

/// Who asked whom for what: the words a reason needs.
struct Asked<'a>(&'a PgConnectOptions);

impl Asked<'_> {
    fn host(&self) -> String {
        match self.0.get_socket() {
            Some(folder) => folder.display().to_string(),
            None => self.0.get_host().to_owned(),
        }
    }

    fn user(&self) -> String {
        self.0.get_username().to_owned()
    }

    fn database(&self) -> String {
        self.0.get_database().unwrap_or_default().to_owned()
    }
}

/// Why `options` did not lead into the database.
pub fn refused(error: &sqlx::Error, options: &PgConnectOptions) -> ServerRefused {
    let asked = Asked(options);
    match error {
        sqlx::Error::Database(error) if is_revoked(error.as_ref()) => ServerRefused::Revoked,
        sqlx::Error::Database(error) => by_code(error.code().as_deref(), error.message(), &asked),
        sqlx::Error::Io(error) => by_line(error, &asked),
        sqlx::Error::Tls(error) => match error.downcast_ref::<rustls::Error>() {
            Some(error) => by_tls(error, &asked),
            None if error.to_string().contains("does not support TLS") => {
                ServerRefused::NoTls { host: asked.host() }
            }
            None => certificate(CertificateFault::Other, &asked),
        },
        sqlx::Error::PoolTimedOut => ServerRefused::Silent { host: asked.host() },
        other => ServerRefused::Other { words: other.to_string() },
    }
}

/// Whether the server does not let in a terminal that it gave a login. Its password was typed by
/// nobody and changed by nobody: the login is gone. (The rules of entry are named in every
/// language of the server, and are another matter.)
pub fn is_revoked(error: &dyn DatabaseError) -> bool {
    let words = error.message();
    matches!(error.code().as_deref(), Some("28P01" | "28000"))
        && words.contains(TERMINALS_LOGIN)
        && !words.contains("pg_hba.conf")
}

/// Why the tables could not be made, where the reason lies with the server.
pub fn not_migrated(error: &MigrateError, options: &PgConnectOptions) -> Option<ServerRefused> {
    match error {
        MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => {
            Some(refused(error, options))
        }
        MigrateError::VersionMissing(_) => Some(ServerRefused::NewerSchema),
        _ => None,
    }
}

/// Codes: PostgreSQL's documentation, appendix A.
fn by_code(code: Option<&str>, words: &str, asked: &Asked<'_>) -> ServerRefused {
    let (user, database) = (asked.user(), asked.database());
    match code.unwrap_or_default() {
        "28P01" => ServerRefused::WrongPassword { user },
        "28000" => ServerRefused::NotAdmitted { user, database },
        "3D000" => ServerRefused::NoDatabase { database },
        "42501" => ServerRefused::NoRight { user, database },
        "53300" | "57P01" | "57P02" | "57P03" => ServerRefused::Busy,
        _ => ServerRefused::Other { words: words.to_owned() },
    }
}

fn by_line(error: &io::Error, asked: &Asked<'_>) -> ServerRefused {
    if let Some(error) = error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>()) {
        return by_tls(error, asked);
    }
    let (host, port) = (asked.host(), asked.0.get_port());
    match error.kind() {
        // A socket's folder without a socket is a server that does not run.
        ErrorKind::ConnectionRefused | ErrorKind::NotFound => ServerRefused::Closed { host, port },
        _ => ServerRefused::Silent { host },
    }
}

fn by_tls(error: &rustls::Error, asked: &Asked<'_>) -> ServerRefused {
    let fault = match error {
        rustls::Error::InvalidCertificate(error) => match error {
            CertificateError::UnknownIssuer | CertificateError::BadSignature => {
                CertificateFault::UnknownIssuer
            }
            CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
                CertificateFault::OtherName
            }
            CertificateError::Expired
            | CertificateError::ExpiredContext { .. }
            | CertificateError::NotValidYet
            | CertificateError::NotValidYetContext { .. } => CertificateFault::OutOfDate,
            _ => CertificateFault::Other,
        },
        _ => CertificateFault::Other,
    };
    certificate(fault, asked)
}

fn certificate(fault: CertificateFault, asked: &Asked<'_>) -> ServerRefused {
    ServerRefused::Certificate { host: asked.host(), fault }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options() -> PgConnectOptions {
        PgConnectOptions::new_without_pgpass().host("db").port(5433).username("u").database("d")
    }

    #[test]
    fn codes_are_reasons() {
        let (user, database) = ("u".to_owned(), "d".to_owned());
        let options = options();
        for (code, expected) in [
            ("28P01", ServerRefused::WrongPassword { user: user.clone() }),
            (
                "28000",
                ServerRefused::NotAdmitted { user: user.clone(), database: database.clone() },
            ),
            ("3D000", ServerRefused::NoDatabase { database: database.clone() }),
            ("42501", ServerRefused::NoRight { user, database }),
            ("57P03", ServerRefused::Busy),
            ("53300", ServerRefused::Busy),
            ("XX000", ServerRefused::Other { words: "words".to_owned() }),
        ] {
            assert_eq!(by_code(Some(code), "words", &Asked(&options)), expected, "{code}");
        }
    }

    #[test]
    fn a_broken_line_is_a_reason() {
        let (host, options) = ("db".to_owned(), options());
        let closed = ServerRefused::Closed { host: host.clone(), port: 5433 };
        let certificate = |fault| ServerRefused::Certificate { host: host.clone(), fault };
        let tls = |fault| io::Error::new(ErrorKind::InvalidData, rustls::Error::from(fault));
        for (error, expected) in [
            (ErrorKind::ConnectionRefused.into(), closed.clone()),
            (ErrorKind::NotFound.into(), closed),
            (ErrorKind::TimedOut.into(), ServerRefused::Silent { host: host.clone() }),
            (tls(CertificateError::UnknownIssuer), certificate(CertificateFault::UnknownIssuer)),
            (tls(CertificateError::NotValidForName), certificate(CertificateFault::OtherName)),
            (tls(CertificateError::Expired), certificate(CertificateFault::OutOfDate)),
            (tls(CertificateError::Revoked), certificate(CertificateFault::Other)),
        ] {
            assert_eq!(refused(&sqlx::Error::Io(error), &options), expected);
        }
    }
}
