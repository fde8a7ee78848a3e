//! A receipt printer on a TCP port: it keeps what it prints, can be unplugged, silent, slow, out of
//! paper, open, or leave in the middle; and what it got is read back as text.

use oc_pizza::app::App;
use oc_pizza::home::Printers;
use oc_pizza::outside::printer::Limits;
use oc_pizza::printing::{Patience, Printing};
use std::io::ErrorKind;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::{JoinHandle, JoinSet};
use tokio::time::sleep;

/// Between two tries to have a port back.
const RETRY: Duration = Duration::from_millis(50);

/// Pauses and limits that do not make a test wait.
pub fn patience() -> Patience {
    let millis = Duration::from_millis;
    let limits =
        Limits { connect: millis(2_000), take: millis(2_000), answer: millis(700), well: 2 };
    Patience { pause: millis(20), pause_max: millis(100), failures: 3, limits }
}

/// Printers as `config.toml` has them: name, uses, address, stand-in.
pub fn printers(list: &[(&str, &[&str], String, Option<&str>)]) -> anyhow::Result<Printers> {
    let mut text = String::new();
    for (name, uses, address, instead) in list {
        text += &format!("[[printer]]\nname = {name:?}\nuse = {uses:?}\naddress = {address:?}\n");
        text += &instead.map(|other| format!("instead = {other:?}\n")).unwrap_or_default();
    }
    read_printers(&text)
}

/// Those of such a file.
pub fn read_printers(text: &str) -> anyhow::Result<Printers> {
    let table: toml::Table = toml::from_str(text)?;
    Ok(table["printer"].clone().try_into()?)
}

/// A terminal that prints there, with its queue in that folder, as a start of the program makes it.
pub async fn printing_at(app: App, folder: &Path, printers: &Printers) -> App {
    let file = folder.join("printing.sqlite");
    let printing = Printing::open(&file, printers, app.clock(), patience()).await;
    app.with_printing(Ok(printing.expect("the queue opens")))
}

/// How it behaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Behaviour {
    /// It answers every question.
    Well,
    /// It prints, and answers none.
    Dumb,
    /// It answers how it stands, and not whether it has printed.
    Half,
    /// It takes connections, reads nothing and answers nothing.
    Stuck,
    /// It has no paper.
    PaperOut,
    /// Its cover is open.
    CoverOpen,
    /// The paper ends after so many lines of a print, and the rest waits within it.
    EndsAfter(usize),
    /// The line is cut after so many lines of a print.
    CutAfter(usize),
    /// The same, of a printer that answers no question.
    DumbCutAfter(usize),
}

/// What the printer and the test share.
struct Inside {
    behaviour: watch::Sender<Behaviour>,
    /// What came out, a text for each paper that was cut off.
    papers: Mutex<Vec<String>>,
    drawer: watch::Sender<u32>,
    printed: watch::Sender<usize>,
}

/// The printer; unplugged when dropped.
pub struct TestPrinter {
    port: u16,
    inside: Arc<Inside>,
    accepting: Mutex<Option<JoinHandle<()>>>,
}

impl TestPrinter {
    /// A printer that is on.
    pub async fn on() -> TestPrinter {
        let printer = TestPrinter::off().await;
        printer.plug_in().await;
        printer
    }

    /// A printer that is not: nobody listens at its address.
    pub async fn off() -> TestPrinter {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let port = listener.local_addr().expect("bound").port();
        let inside = Inside {
            behaviour: watch::Sender::new(Behaviour::Well),
            papers: Mutex::default(),
            drawer: watch::Sender::new(0),
            printed: watch::Sender::new(0),
        };
        TestPrinter { port, inside: Arc::new(inside), accepting: Mutex::default() }
    }

    pub fn address(&self) -> String {
        format!("tcp://127.0.0.1:{}", self.port)
    }

    pub fn behave(&self, behaviour: Behaviour) {
        self.inside.behaviour.send_replace(behaviour);
    }

    pub async fn plug_in(&self) {
        // While it is unplugged a connection of anybody may go out by its port, and soon ends.
        let listener = loop {
            match TcpListener::bind(("127.0.0.1", self.port)).await {
                Ok(listener) => break listener,
                Err(error) if error.kind() == ErrorKind::AddrInUse => sleep(RETRY).await,
                Err(error) => panic!("its port: {error}"),
            }
        };
        let inside = Arc::clone(&self.inside);
        *locked(&self.accepting) = Some(tokio::spawn(async move {
            let mut connections = JoinSet::new();
            while let Ok((stream, _)) = listener.accept().await {
                connections.spawn(serve(stream, Arc::clone(&inside)));
            }
        }));
    }

    pub fn is_plugged_in(&self) -> bool {
        locked(&self.accepting).is_some()
    }

    pub async fn unplug(&self) {
        let accepting = locked(&self.accepting).take();
        if let Some(accepting) = accepting {
            accepting.abort();
            // Its port is closed when it has ended; that it was ended is no fault.
            let _ = accepting.await;
        }
    }

    /// What came out so far.
    pub fn papers(&self) -> Vec<String> {
        locked(&self.inside.papers).clone()
    }

    /// How often the drawer opened.
    pub fn drawer(&self) -> u32 {
        *self.inside.drawer.borrow()
    }

    /// Waits until so many papers came out.
    pub async fn wait_for(&self, papers: usize) -> Vec<String> {
        let mut printed = self.inside.printed.subscribe();
        let waited = printed.wait_for(|count| *count >= papers);
        let waited = tokio::time::timeout(Duration::from_secs(20), waited).await;
        assert!(
            waited.is_ok(),
            "{papers} papers were waited for, these came out: {:?}",
            self.papers()
        );
        self.papers()
    }
}

impl Drop for TestPrinter {
    fn drop(&mut self) {
        if let Some(accepting) = locked(&self.accepting).take() {
            accepting.abort();
        }
    }
}

async fn serve(mut stream: TcpStream, inside: Arc<Inside>) {
    let mut reader = Reader::default();
    let mut behaviour = inside.behaviour.subscribe();
    loop {
        let now = *behaviour.borrow_and_update();
        if now == Behaviour::Stuck {
            // It reads on when it behaves again.
            if behaviour.changed().await.is_err() {
                return;
            }
            continue;
        }
        let mut bytes = [0; 256];
        let read = tokio::select! {
            read = stream.read(&mut bytes) => read,
            _ = behaviour.changed() => continue,
        };
        let Ok(count @ 1..) = read else { return };
        for byte in &bytes[..count] {
            let answer = match reader.take(*byte) {
                Some(Told::Line) if is_cut(now, reader.lines) => {
                    // No farewell: what it was sent is thrown away.
                    stream.set_zero_linger().expect("the line is there");
                    return;
                }
                Some(Told::Question(n)) => answer(now, n, reader.lines),
                Some(Told::Printed) => {
                    // New paper: what waited within comes out first.
                    inside.print(reader.held.take_if(|_| now == Behaviour::Well));
                    acknowledgement(now, reader.lines)
                }
                Some(Told::Cut) => {
                    inside.print(reader.paper(now));
                    None
                }
                Some(Told::Drawer) => {
                    inside.drawer.send_modify(|times| *times += 1);
                    None
                }
                Some(Told::Line) | None => None,
            };
            if let Some(answer) = answer
                && stream.write_all(&[answer]).await.is_err()
            {
                return;
            }
        }
    }
}

impl Inside {
    fn print(&self, paper: Option<String>) {
        if let Some(paper) = paper {
            locked(&self.papers).push(paper);
            self.printed.send_modify(|count| *count += 1);
        }
    }
}

fn is_cut(now: Behaviour, lines: usize) -> bool {
    [Behaviour::CutAfter(lines), Behaviour::DumbCutAfter(lines)].contains(&now)
}

/// `DLE EOT n`.
fn answer(now: Behaviour, question: u8, lines: usize) -> Option<u8> {
    let is_out = matches!(now, Behaviour::EndsAfter(last) if lines > last);
    match (now, question) {
        (Behaviour::Dumb | Behaviour::DumbCutAfter(_) | Behaviour::Stuck, _) => None,
        (Behaviour::PaperOut, 2) => Some(0x32),
        (Behaviour::PaperOut, 4) => Some(0x7e),
        (Behaviour::CoverOpen, 2) => Some(0x16),
        (_, 2) if is_out => Some(0x32),
        _ => Some(0x12),
    }
}

/// `GS r 1`, which it comes to only after all that was sent before.
fn acknowledgement(now: Behaviour, lines: usize) -> Option<u8> {
    match now {
        Behaviour::Well => Some(0x00),
        Behaviour::EndsAfter(last) if lines <= last => Some(0x00),
        _ => None,
    }
}

/// What a byte completed.
enum Told {
    Line,
    Cut,
    Drawer,
    Question(u8),
    Printed,
}

/// Reads what a printer is sent.
#[derive(Default)]
pub struct Reader {
    command: Vec<u8>,
    line: String,
    text: String,
    /// Lines of this paper.
    lines: usize,
    /// What did not come out since there was no paper.
    held: Option<String>,
}

impl Reader {
    fn take(&mut self, byte: u8) -> Option<Told> {
        if self.command.is_empty() && ![0x10, 0x1b, 0x1d].contains(&byte) {
            return self.character(byte);
        }
        self.command.push(byte);
        let told = match self.command[..] {
            [0x1b | 0x1d | 0x10] | [0x10, 0x04] | [0x1b, b't' | b'E'] => return None,
            [0x1d, b'!' | b'a' | b'r' | b'V'] | [0x1d, b'V', b'A'] => return None,
            [0x1b, b'p', ..] if self.command.len() < 5 => return None,
            [0x1b, b'p', ..] => Some(Told::Drawer),
            [0x1b, b'@'] | [0x1b, b't', 16] | [0x1d, b'a', 0] => None,
            [0x1b, b'E', bold] => {
                self.line.push_str(if bold == 1 { "*" } else { "" });
                None
            }
            [0x1d, b'!', size] => {
                self.line.push_str(match size {
                    0x11 => "#",
                    0x01 => "^",
                    _ => "",
                });
                None
            }
            [0x1d, b'V', b'A', _] => Some(Told::Cut),
            [0x1d, b'r', 1] => Some(Told::Printed),
            [0x10, 0x04, question] => Some(Told::Question(question)),
            ref unknown => panic!("a printer does not know {unknown:x?}"),
        };
        self.command.clear();
        told
    }

    fn character(&mut self, byte: u8) -> Option<Told> {
        if byte != b'\n' {
            let byte = [byte];
            let (character, _, _) = encoding_rs::WINDOWS_1252.decode(&byte);
            self.line.push_str(&character);
            return None;
        }
        self.line.push('\n');
        self.text.push_str(&std::mem::take(&mut self.line));
        self.lines += 1;
        Some(Told::Line)
    }

    /// What was printed since the last cut; none: the paper ended before.
    fn paper(&mut self, now: Behaviour) -> Option<String> {
        let lines = std::mem::take(&mut self.lines);
        let text = std::mem::take(&mut self.text);
        match now {
            Behaviour::EndsAfter(last) if lines > last => {
                self.lines = lines;
                self.held = Some(text);
                None
            }
            _ => Some(text),
        }
    }

    /// All papers in these bytes, which came through a device.
    pub fn papers(bytes: &[u8]) -> Vec<String> {
        let mut reader = Reader::default();
        let mut papers = Vec::new();
        for byte in bytes {
            if let Some(Told::Cut) = reader.take(*byte) {
                papers.extend(reader.paper(Behaviour::Well));
            }
        }
        papers
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
