//! The terminal's home: its folders, who it is, and the claim that makes one process its owner.
//!
//! ```text
//! <config folder>/config.toml   who this terminal is, where its server is; nothing secret
//! <data folder>/lock            held by the process that owns the home, until it ends
//! <data folder>/socket          where that process takes what later starts hand over
//! <data folder>/journal.sqlite  what was validated here: see [`crate::journal`]
//! <data folder>/printing.sqlite what is to be printed here: see [`crate::printing`]
//! <data folder>/cards.sqlite    what the card terminal was asked: see [`crate::payments`]
//! <data folder>/logs/  webview/  postgresql/
//! ```
//!
//! What a person saves goes to the user's folder of downloads, else to `downloads/` of the home.
//!
//! With `OC_PIZZA_HOME` set both folders are that one. What the log, the browser and the cluster
//! put into their folders is theirs.

mod config;
mod printers;
mod services;

pub use config::{CardTerminalConfig, Config, ConfigFile};
pub use printers::{PrinterConfig, Printers};

use crate::app::Identity;
use anyhow::{Context, bail};
use directories::{ProjectDirs, UserDirs};
use domain::shops::WindowKind;
use serde::{Deserialize, Serialize};
use std::fs::{self, DirBuilder, File, TryLockError};
use std::io::{self, BufRead, BufReader, ErrorKind, Write};
use std::os::fd::AsRawFd;
use std::os::unix::fs::DirBuilderExt;
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

/// A first start with an embedded cluster answers only once that is made.
const HAND_OVER_MAX: Duration = Duration::from_secs(60);
/// Between two looks at a home whose owner does not answer.
const LOOK_AGAIN_AFTER: Duration = Duration::from_millis(100);
/// A process that hands over has everything to say at hand; one that is silent is not ours.
const LISTEN_MAX: Duration = Duration::from_secs(2);

/// The folders of one terminal.
#[derive(Clone, Debug)]
pub struct Home {
    config: PathBuf,
    data: PathBuf,
    downloads: PathBuf,
}

/// What a start asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// The windows to open or bring to the front.
    pub windows: Vec<WindowKind>,
    /// The shop's code, if one was typed.
    pub shop: Option<String>,
    /// The number of somebody who calls, as it was typed: a counter is to be told.
    #[serde(default)]
    pub call: Option<String>,
}

/// What the owner of the home says to a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Answer {
    /// The windows are open.
    Opened,
    /// They are not; the sentence says why.
    Refused(String),
}

/// Who does what was asked for.
#[derive(Debug)]
pub enum Claim {
    /// This process owns the home now.
    Ours(Claimed),
    /// The process that owned it already has done it.
    HandedOver,
}

/// The home as its owner holds it, until this is dropped.
#[derive(Debug)]
pub struct Claimed {
    socket: Socket,
    listener: UnixListener,
    /// Last: fields are dropped in order, and who gets the lock next must find no socket of ours.
    _lock: File,
}

impl Home {
    /// The home named by `OC_PIZZA_HOME`, else the user's own folders. They are made if missing.
    ///
    /// # Errors
    /// When a folder cannot be made, or the user has no home.
    pub fn locate() -> anyhow::Result<Self> {
        if let Some(folder) = std::env::var_os("OC_PIZZA_HOME").filter(|set| !set.is_empty()) {
            return Self::at(Path::new(&folder));
        }
        let folders = ProjectDirs::from("fr", "OC Pizza", "oc-pizza")
            .context("this user has no home folder; set OC_PIZZA_HOME")?;
        let home = Self::in_folders(folders.config_dir(), folders.data_dir())?;
        let user = UserDirs::new();
        let downloads = user.as_ref().and_then(UserDirs::download_dir).map(Path::to_owned);
        Ok(Self { downloads: downloads.unwrap_or_else(|| home.downloads.clone()), ..home })
    }

    /// The home in one folder, made if missing.
    ///
    /// # Errors
    /// When the folder cannot be made.
    pub fn at(folder: &Path) -> anyhow::Result<Self> {
        Self::in_folders(folder, folder)
    }

    fn in_folders(config: &Path, data: &Path) -> anyhow::Result<Self> {
        let make = |folder: &Path| {
            DirBuilder::new()
                .recursive(true)
                .mode(0o700)
                .create(folder)
                .and_then(|()| folder.canonicalize())
                .with_context(|| format!("making the folder {}", folder.display()))
        };
        let data = make(data)?;
        let home = Self { config: make(config)?, downloads: data.join("downloads"), data };
        make(&home.logs())?;
        Ok(home)
    }

    /// The folder of everything that is not configuration.
    pub fn data(&self) -> &Path {
        &self.data
    }

    /// The folder of the log files.
    pub fn logs(&self) -> PathBuf {
        self.data.join("logs")
    }

    /// The folder in which the windows' browser keeps its files.
    pub fn webview(&self) -> PathBuf {
        self.data.join("webview")
    }

    /// Where a person finds what is saved.
    pub fn downloads(&self) -> PathBuf {
        self.downloads.clone()
    }

    /// The folder of the map's tiles.
    pub fn tiles(&self) -> PathBuf {
        self.data.join("tiles")
    }

    /// The file of the journal.
    pub fn journal(&self) -> PathBuf {
        self.data.join("journal.sqlite")
    }

    /// The file of the print queue.
    pub fn printing(&self) -> PathBuf {
        self.data.join("printing.sqlite")
    }

    /// The file of the card payments.
    pub fn cards(&self) -> PathBuf {
        self.data.join("cards.sqlite")
    }

    /// What this terminal was told, in `config.toml`.
    pub fn config(&self) -> ConfigFile {
        ConfigFile::in_folder(&self.config)
    }

    /// Who this terminal is. At the first start it becomes somebody, in `shop`; later `shop`
    /// stands in for what the file says, for this start only.
    ///
    /// # Errors
    /// When the file cannot be read or written, or holds what it should not (with the line).
    pub fn identity(&self, shop: Option<&str>) -> anyhow::Result<Identity> {
        let config = self.config().read_or_introduce(shop)?;
        Ok(Identity {
            terminal: config.terminal,
            name: config.name,
            shop_code: shop.map(str::to_owned).or(config.shop),
        })
    }

    /// The home's lock, unless another process holds it. It falls when the file is dropped.
    ///
    /// # Errors
    /// When the lock cannot be tried.
    pub fn try_lock(&self) -> anyhow::Result<Option<File>> {
        let path = self.data.join("lock");
        let file = File::create(&path).with_context(|| format!("opening {}", path.display()))?;
        match file.try_lock() {
            Ok(()) => Ok(Some(file)),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => {
                Err(error).with_context(|| format!("locking {}", path.display()))
            }
        }
    }

    /// Has the process that owns the home do something, and does not become its owner.
    ///
    /// # Errors
    /// Nobody owns it, or the owner refuses.
    pub fn hand_over(&self, request: &Request) -> anyhow::Result<()> {
        match self.claim(request)? {
            Claim::HandedOver => Ok(()),
            Claim::Ours(_) => bail!("OC Pizza is not running here"),
        }
    }

    /// Makes this process the owner of the home, or has the owner do what is asked. Waits for an
    /// owner that is still starting, and for one that is ending.
    ///
    /// # Errors
    /// When the owner refuses, does not answer within a minute, or the files cannot be used.
    pub fn claim(&self, request: &Request) -> anyhow::Result<Claim> {
        let since = Instant::now();
        loop {
            if let Some(lock) = self.try_lock()? {
                let socket = Socket::of(&self.data)?;
                let listener = socket.bind()?;
                return Ok(Claim::Ours(Claimed { socket, listener, _lock: lock }));
            }
            match Socket::of(&self.data)?.ask(request) {
                Ok(Answer::Opened) => return Ok(Claim::HandedOver),
                Ok(Answer::Refused(why)) => bail!(why),
                Err(error) if since.elapsed() > HAND_OVER_MAX => {
                    return Err(error).with_context(|| {
                        format!(
                            "OC Pizza is running in {} and does not answer",
                            self.data.display()
                        )
                    });
                }
                // It has not come to listening yet, or it is on its way out.
                Err(_) => thread::sleep(LOOK_AGAIN_AFTER),
            }
        }
    }
}

impl Claimed {
    /// Answers, on a thread of its own, what later starts hand over.
    ///
    /// # Errors
    /// When the thread cannot be started.
    pub fn answer_with(
        &self,
        answer: impl Fn(Request) -> Answer + Send + 'static,
    ) -> io::Result<()> {
        let listener = self.listener.try_clone()?;
        let listen = move || {
            for caller in listener.incoming() {
                if let Err(error) = caller.and_then(|caller| reply(caller, &answer)) {
                    tracing::warn!("a start could not hand over: {error}");
                    // Out of file descriptors, for instance: not at full speed.
                    thread::sleep(LOOK_AGAIN_AFTER);
                }
            }
        };
        thread::Builder::new().name("hand-over".to_owned()).spawn(listen)?;
        Ok(())
    }
}

impl Drop for Claimed {
    fn drop(&mut self) {
        // Who comes now waits for the lock instead.
        if let Err(error) = self.socket.remove() {
            tracing::warn!("the socket stays behind: {error}");
        }
    }
}

/// One line in, one line out.
fn reply(caller: UnixStream, answer: &impl Fn(Request) -> Answer) -> io::Result<()> {
    caller.set_read_timeout(Some(LISTEN_MAX))?;
    let request: Request = read_line(&caller)?;
    write_line(&caller, &answer(request))
}

fn read_line<T: for<'a> Deserialize<'a>>(stream: &UnixStream) -> io::Result<T> {
    let mut line = String::new();
    BufReader::new(stream).read_line(&mut line)?;
    Ok(serde_json::from_str(&line)?)
}

fn write_line(mut stream: &UnixStream, value: &impl Serialize) -> io::Result<()> {
    stream.write_all(format!("{}\n", serde_json::to_string(value)?).as_bytes())
}

/// The socket in the home. Nobody else enters that folder, so nobody else can listen in our place.
#[derive(Debug)]
struct Socket {
    folder: File,
}

impl Socket {
    fn of(folder: &Path) -> io::Result<Self> {
        Ok(Self { folder: File::open(folder)? })
    }

    /// Its path through the open folder: a socket's path has 107 bytes at most, a home's any
    /// number.
    fn path(&self) -> PathBuf {
        PathBuf::from(format!("/proc/self/fd/{}/socket", self.folder.as_raw_fd()))
    }

    /// For the lock's holder: a socket found there is that of a process that was killed.
    fn bind(&self) -> anyhow::Result<UnixListener> {
        self.remove()?;
        UnixListener::bind(self.path()).context("opening the socket for later starts")
    }

    fn remove(&self) -> io::Result<()> {
        match fs::remove_file(self.path()) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    fn ask(&self, request: &Request) -> io::Result<Answer> {
        let owner = UnixStream::connect(self.path())?;
        owner.set_read_timeout(Some(HAND_OVER_MAX))?;
        write_line(&owner, request)?;
        read_line(&owner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counter() -> Request {
        Request { windows: vec![WindowKind::Counter], shop: None, call: None }
    }

    #[test]
    fn the_second_start_hands_over() -> anyhow::Result<()> {
        let folder = tempfile::tempdir()?;
        // Longer than a socket's path may be.
        let home = Home::at(&folder.path().join("h".repeat(120)))?;
        let Claim::Ours(claimed) = home.claim(&counter())? else { bail!("an empty home is owned") };
        claimed.answer_with(|request| match request.shop {
            None => Answer::Opened,
            Some(shop) => Answer::Refused(format!("not {shop}")),
        })?;
        assert!(matches!(home.claim(&counter())?, Claim::HandedOver));
        let elsewhere = Request { shop: Some("MOZ2".to_owned()), ..counter() };
        let refused = home.claim(&elsewhere).err().context("it was not refused")?;
        assert_eq!(refused.to_string(), "not MOZ2");

        drop(claimed);
        assert!(matches!(home.claim(&counter())?, Claim::Ours(_)));
        Ok(())
    }

    #[test]
    fn a_start_waits_for_an_owner_that_is_ending() -> anyhow::Result<()> {
        let folder = tempfile::tempdir()?;
        let home = Home::at(folder.path())?;
        let Claim::Ours(claimed) = home.claim(&counter())? else { bail!("an empty home is owned") };
        // It was killed before and left its socket, and ends now without having listened.
        let ending = thread::spawn(move || {
            thread::sleep(LOOK_AGAIN_AFTER);
            drop(claimed);
        });
        assert!(matches!(home.claim(&counter())?, Claim::Ours(_)));
        ending.join().map_err(|_| anyhow::anyhow!("the owner panicked"))
    }

    #[test]
    fn the_socket_of_a_killed_process_is_replaced() -> anyhow::Result<()> {
        let folder = tempfile::tempdir()?;
        let home = Home::at(folder.path())?;
        drop(Socket::of(home.data())?.bind()?);
        assert!(home.data().join("socket").exists());
        assert!(matches!(home.claim(&counter())?, Claim::Ours(_)));
        Ok(())
    }
}
