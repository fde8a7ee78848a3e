//! The card terminal on the network: it is asked for an amount over Caisse-AP (Concert V3), and says
//! whether it was taken. What it does not say for sure, a person has to look at: nothing is booked by
//! guess.

mod message;

pub use message::{Action, Till};

use crate::outside::network::{host_and_port, written};
use domain::Cents;
use domain::payments::{CardAnswer, CardNo, CardWord, TerminalFound, Unheard};
use message::{Heard, NotAMessage, request};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::io::{self, ErrorKind};
use std::str::FromStr;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::{Instant, timeout, timeout_at};

/// The port of terminals that speak it.
const PORT: u16 = 8888;

/// Where a terminal is: `tcp://192.168.1.40`, `tcp://tpe.local:8889`, or the same without `tcp://`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Address {
    /// Its name or address on the network.
    pub host: String,
    /// Its port.
    pub port: u16,
}

/// What is no terminal's address.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no card terminal’s address: tcp://HOST or tcp://HOST:PORT")]
pub struct NotAnAddress(String);

impl FromStr for Address {
    type Err = NotAnAddress;

    fn from_str(typed: &str) -> Result<Address, NotAnAddress> {
        // People leave out what is always the same.
        let place = typed.strip_prefix("tcp://").unwrap_or(typed);
        let found = host_and_port(place, PORT).map(|(host, port)| Address { host, port });
        found.ok_or_else(|| NotAnAddress(typed.to_owned()))
    }
}

impl Address {
    /// As people write it.
    pub fn shown(&self) -> String {
        written(&self.host, self.port)
    }
}

impl TryFrom<String> for Address {
    type Error = NotAnAddress;

    fn try_from(typed: String) -> Result<Address, NotAnAddress> {
        typed.parse()
    }
}

impl fmt::Display for Address {
    fn fmt(&self, to: &mut fmt::Formatter) -> fmt::Result {
        write!(to, "tcp://{}", self.shown())
    }
}

impl From<Address> for String {
    fn from(address: Address) -> String {
        address.to_string()
    }
}

/// How long a terminal is waited for.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Until it is reached, and has taken the request.
    pub asking: Duration,
    /// Until it answers: the customer looks for the card and types the code. Its own clock gives the
    /// customer less.
    pub answer: Duration,
    /// Until the rest of an answer is there that has begun.
    pub rest: Duration,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            asking: Duration::from_secs(5),
            answer: Duration::from_secs(180),
            rest: Duration::from_secs(2),
        }
    }
}

/// A terminal, and the till that it belongs to.
#[derive(Clone, Debug)]
pub struct CardTerminal {
    /// Where it is.
    pub address: Address,
    /// The till.
    pub till: Till,
    /// How long it is waited for.
    pub limits: Limits,
}

/// What an attempt to ask came to.
enum Asked {
    /// The terminal has the request.
    Has(TcpStream),
    /// It has nothing of it: nothing can have been taken.
    Not,
    /// It may have it.
    Perhaps,
}

impl CardTerminal {
    /// Asks for an amount, and waits for what the terminal says. It is asked once: what is not known
    /// of this time is not known after another.
    pub async fn ask(&self, action: Action, amount: Cents) -> CardWord {
        let unheard = CardWord::Unheard(Unheard::NoAnswer);
        let asked = match self.send(&request(&self.till, action, amount)).await {
            Asked::Has(line) => line,
            Asked::Perhaps => return unheard,
            Asked::Not => {
                let why = CardNo::TerminalFault;
                return CardWord::Answered(CardAnswer::Refused { why });
            }
        };
        match self.answer(asked, action).await {
            Ok(answer) => CardWord::Answered(answer),
            Err(NotAMessage) => unheard,
        }
    }

    /// Looks whether it is there. Nothing is asked of it: the protocol has no question that takes no
    /// money.
    pub async fn look(&self) -> TerminalFound {
        let to = (self.address.host.as_str(), self.address.port);
        match timeout(self.limits.asking, TcpStream::connect(to)).await {
            Ok(Ok(_)) => TerminalFound::There,
            Ok(Err(error)) if is_closed(&error) => TerminalFound::Closed,
            Ok(Err(_)) | Err(_) => TerminalFound::Nobody,
        }
    }

    async fn send(&self, request: &str) -> Asked {
        let until = Instant::now() + self.limits.asking;
        let to = (self.address.host.as_str(), self.address.port);
        let Ok(Ok(mut line)) = timeout_at(until, TcpStream::connect(to)).await else {
            return Asked::Not;
        };
        // A request goes at once, and whole.
        if line.set_nodelay(true).is_err() {
            return Asked::Not;
        }
        match timeout_at(until, line.write_all(request.as_bytes())).await {
            Ok(Ok(())) => Asked::Has(line),
            Ok(Err(_)) | Err(_) => Asked::Perhaps,
        }
    }

    /// Hears the terminal out, until it has said what became of the money.
    async fn answer(&self, mut line: TcpStream, action: Action) -> Result<CardAnswer, NotAMessage> {
        let until = Instant::now() + self.limits.answer;
        let (mut bytes, mut some) = (Vec::new(), [0; 1024]);
        loop {
            let heard = Heard::of(&bytes)?;
            if let Some(answer) = heard.answer(action)? {
                return Ok(answer);
            }
            let is_refused = heard.is_refused();
            let next = match bytes.is_empty() {
                true => timeout_at(until, line.read(&mut some)).await,
                false => timeout(self.limits.rest, line.read(&mut some)).await,
            };
            match next {
                Ok(Ok(read)) if read > 0 => bytes.extend_from_slice(&some[..read]),
                // It has said that nothing was done, and goes without saying why.
                _ if is_refused => return Ok(CardAnswer::Refused { why: CardNo::TerminalFault }),
                _ => return Err(NotAMessage),
            }
        }
    }
}

/// Somebody is there, and does not want to be called on that port.
fn is_closed(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::ConnectionRefused | ErrorKind::ConnectionReset)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_as_people_write_them() {
        for (typed, read) in [
            ("tcp://192.168.1.40", Some("tcp://192.168.1.40:8888")),
            ("tcp://tpe.local:8889", Some("tcp://tpe.local:8889")),
            ("tcp://[fd00::1]", Some("tcp://[fd00::1]:8888")),
            ("tcp://[fd00::1]:80", Some("tcp://[fd00::1]:80")),
            ("tcp://", None),
            ("tcp://:8888", None),
            ("tcp://a:0", None),
            ("tcp://a:b", None),
            ("tcp://a b", None),
            ("192.168.1.40", Some("tcp://192.168.1.40:8888")),
            ("tpe.local:8889", Some("tcp://tpe.local:8889")),
            ("", None),
            ("http://a", None),
            ("file:///dev/ttyUSB0", None),
        ] {
            let address = typed.parse::<Address>().map(|address| address.to_string());
            assert_eq!(address.ok().as_deref(), read, "{typed}");
        }
    }
}
