//! A proxy before PostgreSQL that counts round trips, and makes the line as bad as one can be: cut,
//! cut in the middle of an answer, slow, or silent.

use sqlx::postgres::PgConnectOptions;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::unix::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{UnixListener, UnixStream};
use tokio::sync::{Notify, watch};
use tokio::time::sleep;

/// What connections and the test share.
#[derive(Default)]
struct Line {
    round_trips: AtomicU64,
    signs_of_life: AtomicU64,
    cut: AtomicBool,
    cut_now: Notify,
    /// How many more bytes of answers pass before the line is cut; negative: any number.
    answers_left: AtomicI64,
    delay_millis: AtomicU64,
    /// What the server says is lost; what it is told is not.
    answers_lost: AtomicBool,
    /// Nothing passes, and nobody is told: as when a cable is pulled.
    silent: watch::Sender<bool>,
}

impl Line {
    /// Holds what is to pass for as long as the line makes it wait.
    async fn hold(&self) {
        let delay = self.delay_millis.load(Ordering::SeqCst);
        if delay > 0 {
            sleep(Duration::from_millis(delay)).await;
        }
        let mut silent = self.silent.subscribe();
        // The line outlives its connections.
        let _ = silent.wait_for(|silent| !silent).await;
    }
}

/// A Unix-socket proxy; stops accepting when dropped.
pub struct Proxy {
    folder: tempfile::TempDir,
    line: Arc<Line>,
    accepting: tokio::task::JoinHandle<()>,
}

impl Proxy {
    /// Listens before the server whose socket lies in `server`.
    pub fn before(server: &Path) -> Proxy {
        let folder = tempfile::tempdir().expect("a folder for the proxy's socket");
        let listener =
            UnixListener::bind(folder.path().join(".s.PGSQL.5432")).expect("the proxy listens");
        let line = Arc::new(Line { answers_left: AtomicI64::new(-1), ..Line::default() });
        let accepting = tokio::spawn(accept(listener, server.join(".s.PGSQL.5432"), line.clone()));
        Proxy { folder, line, accepting }
    }

    /// The same database, through the proxy.
    pub fn options(&self, direct: PgConnectOptions) -> PgConnectOptions {
        direct.socket(self.folder.path())
    }

    /// The folder of its socket.
    pub fn socket_folder(&self) -> &Path {
        self.folder.path()
    }

    /// Round trips so far: each `Sync` that ends a request of the extended protocol and each simple
    /// `Query` makes the client wait once. A bare `Sync` is how the pool looks whether a connection
    /// given back still lives; no caller waits for it.
    pub fn round_trips(&self) -> u64 {
        self.line.round_trips.load(Ordering::SeqCst)
    }

    /// How often a connection that was given back was asked whether it still lives.
    pub fn signs_of_life(&self) -> u64 {
        self.line.signs_of_life.load(Ordering::SeqCst)
    }

    /// Cuts every connection and lets none through until [`Proxy::mend`].
    pub fn cut(&self) {
        self.line.cut.store(true, Ordering::SeqCst);
        self.line.cut_now.notify_waiters();
    }

    /// Lets so many bytes of answers pass, and then cuts every connection, once.
    pub fn cut_after(&self, bytes: u32) {
        self.line.answers_left.store(i64::from(bytes), Ordering::SeqCst);
    }

    /// Passes nothing on any more, without a word, until [`Proxy::mend`].
    pub fn silence(&self) {
        self.line.silent.send_replace(true);
    }

    /// Loses the server's answers, and nothing of what it is told, until [`Proxy::mend`].
    pub fn lose_answers(&self) {
        self.line.answers_lost.store(true, Ordering::SeqCst);
    }

    /// Holds each message and each piece of an answer for so long.
    pub fn delay(&self, delay: Duration) {
        let millis = u64::try_from(delay.as_millis()).expect("a short delay");
        self.line.delay_millis.store(millis, Ordering::SeqCst);
    }

    /// Lets everything through again, at once.
    pub fn mend(&self) {
        self.line.cut.store(false, Ordering::SeqCst);
        self.line.answers_left.store(-1, Ordering::SeqCst);
        self.line.silent.send_replace(false);
        self.line.answers_lost.store(false, Ordering::SeqCst);
        self.delay(Duration::ZERO);
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.accepting.abort();
        self.cut();
    }
}

async fn accept(listener: UnixListener, server: PathBuf, line: Arc<Line>) {
    while let Ok((client, _)) = listener.accept().await {
        if !line.cut.load(Ordering::SeqCst) {
            tokio::spawn(carry(client, server.clone(), line.clone()));
        }
    }
}

async fn carry(client: UnixStream, server: PathBuf, line: Arc<Line>) {
    let Ok(server) = UnixStream::connect(server).await else { return };
    let (from_client, to_client) = client.into_split();
    let (from_server, to_server) = server.into_split();
    tokio::select! {
        () = count_and_pass(from_client, to_server, &line) => {}
        () = pass_back(from_server, to_client, &line) => {}
        () = line.cut_now.notified() => {}
    }
}

/// Passes the client's messages on whole. The first has no type byte (protocol, section
/// "Message Formats": StartupMessage); each other is a type, a length that counts itself, a body.
async fn count_and_pass(mut from: OwnedReadHalf, mut to: OwnedWriteHalf, line: &Line) {
    let (mut started, mut asked) = (false, false);
    loop {
        let mut message = vec![0; if started { 5 } else { 4 }];
        if from.read_exact(&mut message).await.is_err() {
            return;
        }
        let (kind, length) = message.split_at(message.len() - 4);
        match kind {
            b"P" | b"B" | b"D" | b"E" | b"C" => asked = true,
            b"Q" => count(line),
            b"S" if std::mem::take(&mut asked) => count(line),
            b"S" => {
                line.signs_of_life.fetch_add(1, Ordering::SeqCst);
            }
            _ => {}
        }
        let length = u32::from_be_bytes(length.try_into().expect("four bytes")) as usize;
        let head = message.len();
        message.resize(head + length.saturating_sub(4), 0);
        if from.read_exact(&mut message[head..]).await.is_err() {
            return;
        }
        line.hold().await;
        if to.write_all(&message).await.is_err() {
            return;
        }
        started = true;
    }
}

/// Passes the server's answers back.
async fn pass_back(mut from: OwnedReadHalf, mut to: OwnedWriteHalf, line: &Line) {
    let mut piece = vec![0; 16 * 1024];
    while let Ok(length @ 1..) = from.read(&mut piece).await {
        line.hold().await;
        if line.answers_lost.load(Ordering::SeqCst) {
            continue;
        }
        let signed = i64::try_from(length).expect("a short piece");
        let passing = line
            .answers_left
            .try_update(Ordering::SeqCst, Ordering::SeqCst, |left| {
                (left >= 0).then(|| (left - signed).max(-1))
            })
            .map_or(length, |left| length.min(usize::try_from(left).unwrap_or_default()));
        if to.write_all(&piece[..passing]).await.is_err() {
            return;
        }
        if passing < length {
            line.cut_now.notify_waiters();
            return;
        }
    }
}

fn count(line: &Line) {
    line.round_trips.fetch_add(1, Ordering::SeqCst);
}
