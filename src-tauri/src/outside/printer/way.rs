//! The way to a printer: a TCP port of the network, or a device file of this PC.

use crate::outside::network::{host_and_port, written};
use domain::printing::PrinterTrouble;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::fs::OpenOptions;
use std::io::{self, ErrorKind};
use std::os::unix::fs::{FileTypeExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::net::unix::pipe;
use tokio::time::{Instant, timeout, timeout_at};

/// The port of printers (« raw » or « JetDirect »).
const PORT: u16 = 9100;

/// Where a printer is: `tcp://192.168.1.30`, `tcp://cuisine.local:9100`, `file:///dev/usb/lp0`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Address {
    /// On the network.
    Tcp {
        /// Its name or address there.
        host: String,
        /// Its port.
        port: u16,
    },
    /// A device of this PC.
    Device(PathBuf),
}

/// What is no printer's address.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no printer’s address: tcp://HOST:PORT or file:///dev/usb/lp0")]
pub struct NotAnAddress(String);

impl FromStr for Address {
    type Err = NotAnAddress;

    fn from_str(typed: &str) -> Result<Address, NotAnAddress> {
        let refused = || NotAnAddress(typed.to_owned());
        if let Some(path) = typed.strip_prefix("file://") {
            let path = Path::new(path);
            return match path.is_absolute() {
                true => Ok(Address::Device(path.to_owned())),
                false => Err(refused()),
            };
        }
        let place = typed.strip_prefix("tcp://").ok_or_else(refused)?;
        let (host, port) = host_and_port(place, PORT).ok_or_else(refused)?;
        Ok(Address::Tcp { host, port })
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
        match self {
            Address::Tcp { host, port } => write!(to, "tcp://{}", written(host, *port)),
            Address::Device(path) => write!(to, "file://{}", path.display()),
        }
    }
}

impl From<Address> for String {
    fn from(address: Address) -> String {
        address.to_string()
    }
}

/// A way that broke while something was written.
#[derive(Clone, Copy, Debug)]
pub struct Failed {
    /// How many bytes had gone.
    pub written: usize,
    /// What is in the way.
    pub trouble: PrinterTrouble,
}

/// An open way to a printer.
pub enum Line {
    /// Through the network.
    Tcp(TcpStream),
    /// Through a device, which no thread waits for.
    Device {
        /// What is written.
        to: pipe::Sender,
        /// What it says, where it can be heard.
        from: Option<pipe::Receiver>,
    },
}

impl Line {
    /// Opens the way.
    ///
    /// # Errors
    /// Nobody is there, or may go there.
    pub async fn to(address: &Address, limit: Duration) -> Result<Line, PrinterTrouble> {
        match address {
            Address::Tcp { host, port } => {
                let connecting = TcpStream::connect((host.as_str(), *port));
                let connected = timeout(limit, connecting).await;
                let stream = connected.map_err(|_| PrinterTrouble::Unreachable)?;
                let stream = stream.map_err(|_| PrinterTrouble::Unreachable)?;
                // A question is three bytes, and is not to wait for more.
                stream.set_nodelay(true).map_err(|_| PrinterTrouble::Unreachable)?;
                Ok(Line::Tcp(stream))
            }
            Address::Device(path) => open(path),
        }
    }

    /// Whether there is a way back.
    pub fn can_answer(&self) -> bool {
        match self {
            Line::Tcp(_) => true,
            Line::Device { from, .. } => from.is_some(),
        }
    }

    /// Writes all of it within the time.
    ///
    /// # Errors
    /// How much had gone, and what is in the way.
    pub async fn write(&mut self, bytes: &[u8], limit: Duration) -> Result<(), Failed> {
        let until = Instant::now() + limit;
        let mut written = 0;
        while written < bytes.len() {
            let failed = |trouble| Failed { written, trouble };
            let some = timeout_at(until, self.write_some(&bytes[written..])).await;
            match some.map_err(|_| failed(PrinterTrouble::Silent))? {
                Ok(0) => return Err(failed(PrinterTrouble::Broken)),
                Ok(some) => written += some,
                Err(error) => return Err(failed(broken(&error))),
            }
        }
        Ok(())
    }

    async fn write_some(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Line::Tcp(stream) => stream.write(bytes).await,
            Line::Device { to, .. } => to.write(bytes).await,
        }
    }

    /// The next byte it says.
    ///
    /// # Errors
    /// It has left.
    pub async fn read(&mut self) -> Result<u8, PrinterTrouble> {
        let mut byte = [0];
        let read = match self {
            Line::Tcp(stream) => stream.read(&mut byte).await,
            Line::Device { from: Some(from), .. } => from.read(&mut byte).await,
            Line::Device { from: None, .. } => Ok(0),
        };
        match read {
            Ok(0) => Err(PrinterTrouble::Broken),
            Ok(_) => Ok(byte[0]),
            Err(error) => Err(broken(&error)),
        }
    }

    /// Says goodbye, so that what was written arrives before the way is closed; whether it was not
    /// thrown away.
    pub async fn leave(&mut self, limit: Duration) -> bool {
        let Line::Tcp(stream) = self else { return true };
        if stream.shutdown().await.is_err() {
            return false;
        }
        let until = Instant::now() + limit;
        let mut rest = [0; 64];
        loop {
            match timeout_at(until, stream.read(&mut rest)).await {
                // Closed, or it keeps its side open: both are polite.
                Ok(Ok(0)) | Err(_) => return true,
                Ok(Ok(_)) => {}
                Ok(Err(_)) => return false,
            }
        }
    }
}

fn open(path: &Path) -> Result<Line, PrinterTrouble> {
    let kind = std::fs::metadata(path).map_err(|error| absent(&error))?.file_type();
    // A file that grew there while the printer was unplugged is nobody's.
    if !kind.is_char_device() && !kind.is_fifo() {
        return Err(PrinterTrouble::NoDevice);
    }
    let answers = kind.is_char_device();
    let flags = rustix::fs::OFlags::NONBLOCK | rustix::fs::OFlags::NOCTTY;
    let flags = i32::try_from(flags.bits()).map_err(|_| PrinterTrouble::NoDevice)?;
    let open = |read| OpenOptions::new().read(read).write(true).custom_flags(flags).open(path);
    let file = open(answers).map_err(|error| absent(&error))?;
    let from = if answers { Some(file.try_clone()) } else { None };
    // The kernel tells of a device as it tells of a pipe.
    let ends = || -> io::Result<Line> {
        let from = from.transpose()?.map(pipe::Receiver::from_file_unchecked).transpose()?;
        Ok(Line::Device { to: pipe::Sender::from_file_unchecked(file)?, from })
    };
    ends().map_err(|_| PrinterTrouble::NoDevice)
}

/// Why a device is not opened.
fn absent(error: &io::Error) -> PrinterTrouble {
    match error.kind() {
        ErrorKind::PermissionDenied => PrinterTrouble::Forbidden,
        _ => PrinterTrouble::Unreachable,
    }
}

/// Why a way does not go on. A printer of the USB class says that it has no paper by « no space ».
fn broken(error: &io::Error) -> PrinterTrouble {
    match error.kind() {
        ErrorKind::StorageFull => PrinterTrouble::PaperOut,
        _ => PrinterTrouble::Broken,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_as_people_write_them() {
        for (typed, read) in [
            ("tcp://192.168.1.30", Some("tcp://192.168.1.30:9100")),
            ("tcp://cuisine.local:9101", Some("tcp://cuisine.local:9101")),
            ("tcp://[fd00::1]:9100", Some("tcp://[fd00::1]:9100")),
            ("tcp://[fd00::1]", Some("tcp://[fd00::1]:9100")),
            ("file:///dev/usb/lp0", Some("file:///dev/usb/lp0")),
            ("file://dev/usb/lp0", None),
            ("/dev/usb/lp0", None),
            ("tcp://", None),
            ("tcp://:9100", None),
            ("tcp://a:0", None),
            ("tcp://a:b", None),
            ("tcp://a b:9100", None),
            ("http://a", None),
        ] {
            let address = typed.parse::<Address>().map(|address| address.to_string());
            assert_eq!(address.ok().as_deref(), read, "{typed}");
        }
    }

    #[tokio::test]
    async fn what_is_no_device_is_not_written_to() -> anyhow::Result<()> {
        let folder = tempfile::tempdir()?;
        let file = folder.path().join("lp0");
        let to = |path: &Path| {
            let address = Address::Device(path.to_owned());
            async move { Line::to(&address, Duration::from_secs(1)).await.err() }
        };
        assert_eq!(to(&file).await, Some(PrinterTrouble::Unreachable));
        std::fs::write(&file, "")?;
        assert_eq!(to(&file).await, Some(PrinterTrouble::NoDevice));
        assert_eq!(to(folder.path()).await, Some(PrinterTrouble::NoDevice));
        Ok(())
    }
}
