//! What an office sees of the terminals, and does with them.
//!
//! Two things limit it. The login of the PC: the group's office has to do with every terminal, a
//! shop's office with its shop's, and PostgreSQL sees to that. The person: a shop's manager sees the
//! shop's terminals, a group manager sees them all, and an administrator alone makes codes and
//! revokes.

use super::{TerminalKind, TerminalRefused};
use crate::calls;
use crate::server::{PORT, ServerSettings, ShopChoice, Tls};
use crate::staff::{ADMINISTRATORS, MANAGERS};
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

/// A terminal, as an office sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TerminalEntry {
    /// What an administrator calls it: `MOZ1-3`.
    pub code: String,
    /// What its people call it.
    pub name: String,
    /// Its shop; none: an office of the group.
    pub shop: Option<ShopChoice>,
    /// What it serves.
    pub kinds: Vec<TerminalKind>,
    /// When it became one.
    pub enrolled_at: DateTime<Utc>,
    /// When it last told that it is there.
    pub last_seen_at: Option<DateTime<Utc>>,
    /// The program it runs.
    pub version: Option<String>,
    /// When it was revoked.
    pub revoked_at: Option<DateTime<Utc>>,
    /// Whether it is the PC that asks.
    pub here: bool,
}

/// What is known of a terminal at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Presence {
    /// It has told lately that it is there.
    There,
    /// It has not: it is off, or has no network.
    Silent,
    /// It was enrolled, and has not been opened since.
    NeverSeen,
    /// It may not come in any more.
    Revoked,
}

/// Seconds between two times a terminal tells that it is there.
pub const SEEN_EVERY_SECONDS: u32 = 60;
/// How long one that is there may be late in telling it.
const SILENT_AFTER: TimeDelta = TimeDelta::seconds(3 * SEEN_EVERY_SECONDS as i64);

impl TerminalEntry {
    /// What is known of it `now`, by the server's clock.
    pub fn presence(&self, now: DateTime<Utc>) -> Presence {
        match (self.revoked_at, self.last_seen_at) {
            (Some(_), _) => Presence::Revoked,
            (None, None) => Presence::NeverSeen,
            (None, Some(seen)) if now - seen <= SILENT_AFTER => Presence::There,
            (None, Some(_)) => Presence::Silent,
        }
    }
}

/// The terminals that who asks may see.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TerminalList {
    /// The owner of the tables, where it may not make logins: then all PCs have one.
    pub not_separated: Option<String>,
    /// The shops whose terminals they can be, by code.
    pub shops: Vec<ShopChoice>,
    /// Whether the group's offices are among them.
    pub whole_group: bool,
    /// By shop and number; the group's last.
    pub terminals: Vec<TerminalEntry>,
}

/// A code that was made, and how it is redeemed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MadeCode {
    /// `K7QD-2M9X-H4TB-WE3A`.
    pub code: String,
    /// Until when, by the server's clock.
    pub expires_at: DateTime<Utc>,
    /// Where the server is, as the PC that asks knows it.
    pub server: ServerSettings,
}

/// The terminals.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ListTerminals {}

/// Makes a code for a new terminal. No command: a code is not to lie in a journal, and nobody would
/// be there to read it later.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct MakeEnrolmentCode {
    /// The code of its shop; none: an office of the group.
    pub shop: Option<String>,
    /// What it is for.
    pub kinds: Vec<TerminalKind>,
}

/// Takes a terminal's login away. May be repeated. No command: it is done now or not at all.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RevokeTerminal {
    /// The terminal's code.
    pub code: String,
}

calls! {
    /// The calls about terminals.
    "terminals" TerminalsCall {
        ListTerminals -> TerminalList, MANAGERS, [Office];
        MakeEnrolmentCode -> MadeCode, ADMINISTRATORS, [Office];
        RevokeTerminal -> (), ADMINISTRATORS, [Office];
    }
}

/// Whether there can be a terminal of a shop (none: of the group) for these kinds.
///
/// # Errors
/// It is for nothing, or would be the group's and is no office.
pub fn can_be(shop: Option<&str>, kinds: &[TerminalKind]) -> Result<(), TerminalRefused> {
    match (shop, kinds) {
        (_, []) => Err(TerminalRefused::KindsNeeded),
        (None, kinds) if kinds != [TerminalKind::Office] => Err(TerminalRefused::ShopNeeded),
        _ => Ok(()),
    }
}

/// What is typed on the new PC. Where the server is on the PC that asks, its address is another one
/// from outside: `elsewhere` stands for it.
pub fn enrol_line(code: &str, server: &ServerSettings, elsewhere: &str) -> String {
    let hosts: Vec<String> = server.host.iter().map(ToString::to_string).collect();
    let far = server.host.far().is_some();
    let host = if far { word(&hosts.join(",")) } else { elsewhere.to_owned() };
    let mut line = format!("oc-pizza enrol {code} --host {host}");
    if server.port != PORT {
        line += &format!(" --port {}", server.port);
    }
    line += &format!(" --database {}", word(&server.database));
    if far && server.tls() != Tls::usual(&server.host) {
        line += &format!(" --tls {}", server.tls().word());
    }
    if let Some(file) = &server.ca_file {
        line += &format!(" --ca-file {}", word(file));
    }
    line
}

/// As a shell takes it for one word.
fn word(text: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-._:/,".contains(c);
    if text.chars().all(plain) {
        text.to_owned()
    } else {
        format!("'{}'", text.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use TerminalKind::{Board, Counter, Office};

    #[test]
    fn a_terminal_that_told_within_three_minutes_is_there() {
        let now: DateTime<Utc> = "2026-11-25T18:00:00Z".parse().expect("an instant");
        let ago = |seconds| Some(now - TimeDelta::seconds(seconds));
        for (seen, revoked, presence) in [
            (None, None, Presence::NeverSeen),
            (ago(0), None, Presence::There),
            (ago(180), None, Presence::There),
            (ago(181), None, Presence::Silent),
            // The server's clock and ours are not quite the same.
            (ago(-5), None, Presence::There),
            (ago(0), ago(10), Presence::Revoked),
            (None, ago(10), Presence::Revoked),
        ] {
            let terminal = TerminalEntry {
                code: "MOZ1-1".to_owned(),
                name: "Caisse".to_owned(),
                shop: None,
                kinds: vec![Counter],
                enrolled_at: now,
                last_seen_at: seen,
                version: None,
                revoked_at: revoked,
                here: false,
            };
            assert_eq!(terminal.presence(now), presence, "{seen:?} {revoked:?}");
        }
    }

    #[test]
    fn only_an_office_can_be_the_groups() {
        for (shop, kinds, can) in [
            (Some("MOZ1"), &[Counter, Board][..], Ok(())),
            (None, &[Office], Ok(())),
            (None, &[Counter], Err(TerminalRefused::ShopNeeded)),
            (None, &[Office, Counter], Err(TerminalRefused::ShopNeeded)),
            (Some("MOZ1"), &[], Err(TerminalRefused::KindsNeeded)),
            (None, &[], Err(TerminalRefused::KindsNeeded)),
        ] {
            assert_eq!(can_be(shop, kinds), can, "{shop:?} {kinds:?}");
        }
    }

    #[test]
    fn what_is_typed_on_the_new_pc_says_where_the_server_is() {
        let server =
            |host: &str, port, tls, ca_file: Option<&str>, database: &str| ServerSettings {
                host: host.parse().expect("hosts"),
                port,
                database: database.to_owned(),
                user: "whoever".to_owned(),
                tls,
                ca_file: ca_file.map(str::to_owned),
            };
        for (server, line) in [
            (
                server("db.exemple.fr", PORT, None, None, "erp"),
                "--host db.exemple.fr --database erp",
            ),
            (
                server("db1, db2:5433", 5431, Some(Tls::Require), None, "erp"),
                "--host db1,db2:5433 --port 5431 --database erp --tls require",
            ),
            (
                server("db", PORT, None, Some("/etc/une autorité.pem"), "l'erp"),
                r"--host db --database 'l'\''erp' --ca-file '/etc/une autorité.pem'",
            ),
            (server("localhost", PORT, None, None, "erp"), "--host ICI --database erp"),
            (
                server("/var/run/postgresql", 5433, None, None, "erp"),
                "--host ICI --port 5433 --database erp",
            ),
        ] {
            let typed = enrol_line("K7QD-2M9X-H4TB-WE3A", &server, "ICI");
            assert_eq!(typed, format!("oc-pizza enrol K7QD-2M9X-H4TB-WE3A {line}"));
        }
    }
}
