//! The hosts of the group's server: one, or a primary with its standbys, in any order.
//!
//! Written as people write them, in the form, the configuration and `DATABASE_HOST` alike:
//! `db1.example, db2.example:5433`. Which one is the primary is found out, not written down.

use super::{ServerRefused, is_local};
use core::fmt;
use core::net::Ipv6Addr;
use core::str::FromStr;
use serde::{Deserialize, Serialize};

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Host {
    /// A name, an address, or the folder of a Unix socket.
    pub name: String,
    /// Its port, where it is not the one of the others.
    pub port: Option<u16>,
}

/// All of them; there is at least one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Hosts(Vec<Host>);

impl Hosts {
    /// In the order in which they were written.
    pub fn iter(&self) -> impl Iterator<Item = &Host> {
        self.0.iter()
    }

    /// The first one to which what is sent leaves this PC.
    pub fn far(&self) -> Option<&Host> {
        self.iter().find(|host| !is_local(&host.name))
    }
}

impl FromStr for Hosts {
    type Err = ServerRefused;

    fn from_str(typed: &str) -> Result<Hosts, ServerRefused> {
        let parts = typed.split(',').map(str::trim).filter(|part| !part.is_empty());
        let hosts = parts.map(Host::from_str).collect::<Result<Vec<_>, _>>()?;
        if hosts.is_empty() {
            return Err(ServerRefused::Missing { field: "host" });
        }
        Ok(Hosts(hosts))
    }
}

fn is_name(typed: &str) -> bool {
    !typed.is_empty() && typed.chars().all(|c| c.is_alphanumeric() || "-._".contains(c))
}

impl FromStr for Host {
    type Err = ServerRefused;

    fn from_str(typed: &str) -> Result<Host, ServerRefused> {
        let refused = || ServerRefused::Host { typed: typed.to_owned() };
        if typed.starts_with('/') || typed.parse::<Ipv6Addr>().is_ok() {
            return Ok(Host { name: typed.to_owned(), port: None });
        }
        let (name, port, is_right) = match typed.strip_prefix('[') {
            // An IPv6 address with a port has brackets, as in a browser.
            Some(rest) => {
                let (address, rest) = rest.split_once(']').ok_or_else(refused)?;
                let port = match rest {
                    "" => None,
                    rest => Some(rest.strip_prefix(':').ok_or_else(refused)?),
                };
                (address, port, address.parse::<Ipv6Addr>().is_ok())
            }
            None => {
                let (name, port) = match typed.split_once(':') {
                    Some((name, port)) => (name, Some(port)),
                    None => (typed, None),
                };
                (name, port, is_name(name))
            }
        };
        if !is_right {
            return Err(refused());
        }
        let port = match port {
            None => None,
            Some(port) => Some(port.parse().ok().filter(|it| *it != 0).ok_or_else(refused)?),
        };
        Ok(Host { name: name.to_owned(), port })
    }
}

impl fmt::Display for Host {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.port, self.name.contains(':')) {
            (None, _) => f.write_str(&self.name),
            (Some(port), true) => write!(f, "[{}]:{port}", self.name),
            (Some(port), false) => write!(f, "{}:{port}", self.name),
        }
    }
}

impl fmt::Display for Hosts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hosts: Vec<String> = self.iter().map(Host::to_string).collect();
        f.write_str(&hosts.join(", "))
    }
}

impl TryFrom<String> for Hosts {
    type Error = String;

    /// In a file, whose reader adds the line.
    fn try_from(written: String) -> Result<Hosts, String> {
        written.parse().map_err(|_| {
            format!("{written:?} is no host, nor several: \"db1.example, db2.example:5433\"")
        })
    }
}

impl From<Hosts> for String {
    fn from(hosts: Hosts) -> String {
        hosts.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_and_written_the_same() {
        for (typed, written, expected) in [
            ("db.example", "db.example", vec![("db.example", None)]),
            (" a , b:5433,", "a, b:5433", vec![("a", None), ("b", Some(5433))]),
            (
                "/run/postgresql,10.0.0.2",
                "/run/postgresql, 10.0.0.2",
                vec![("/run/postgresql", None), ("10.0.0.2", None)],
            ),
            (
                "::1,[fe80::2]:1,[::3]",
                "::1, [fe80::2]:1, ::3",
                vec![("::1", None), ("fe80::2", Some(1)), ("::3", None)],
            ),
            ("café.example", "café.example", vec![("café.example", None)]),
        ] {
            let hosts: Hosts = typed.parse().expect(typed);
            let read: Vec<_> = hosts.iter().map(|host| (host.name.as_str(), host.port)).collect();
            assert_eq!(read, expected, "{typed}");
            assert_eq!(hosts.to_string(), written);
            assert_eq!(written.parse(), Ok(hosts));
        }
    }

    #[test]
    fn what_is_no_host_is_named_and_the_others_are_not() {
        for (typed, wrong) in [
            ("db1 db2", "db1 db2"),
            ("db1,db2:high", "db2:high"),
            ("db:0", "db:0"),
            ("db:70000", "db:70000"),
            ("db:", "db:"),
            (":5432", ":5432"),
            ("db1;db2", "db1;db2"),
            ("postgres://db", "postgres://db"),
            ("user@db", "user@db"),
            ("a, 1:2:3", "1:2:3"),
            ("[::1", "[::1"),
            ("[::1]5432", "[::1]5432"),
            ("[db]:5432", "[db]:5432"),
        ] {
            let refused = Err(ServerRefused::Host { typed: wrong.to_owned() });
            assert_eq!(typed.parse::<Hosts>(), refused, "{typed}");
        }
        for typed in ["", " ", ",", " , "] {
            let refused = Err(ServerRefused::Missing { field: "host" });
            assert_eq!(typed.parse::<Hosts>(), refused);
        }
    }

    #[test]
    fn what_leaves_this_pc_is_told_from_what_does_not() {
        let far = |typed: &str| {
            let hosts: Hosts = typed.parse().expect(typed);
            hosts.far().map(|host| host.name.clone())
        };
        assert_eq!(far("localhost, 127.0.0.1:5433, ::1, /run/postgresql"), None);
        assert_eq!(far("localhost, db2").as_deref(), Some("db2"));
    }
}
