//! A card terminal on a TCP port: it takes the money, refuses, says nothing, leaves in the middle, or
//! talks nonsense; and keeps what it was asked.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// How it behaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Behaviour {
    /// It takes what is asked.
    Accepts,
    /// It takes another amount, in cents.
    Takes(u32),
    /// It refuses, with that reason.
    Refuses(&'static str),
    /// It refuses and says no reason.
    RefusesWithoutReason,
    /// It answers nothing.
    Silent,
    /// It leaves once it was asked.
    Leaves,
    /// It takes the money, and the line is cut after so many bytes of its answer.
    CutAfter(usize),
    /// It takes the money, and its answer comes byte by byte.
    Slow,
    /// It answers something else.
    Says(&'static str),
    /// The customer looks for the card: it answers as it behaves next.
    Waits,
}

/// The terminal; off when dropped.
pub struct TestTerminal {
    port: u16,
    asked: Arc<Mutex<Vec<String>>>,
    behaviour: watch::Sender<Behaviour>,
    serving: JoinHandle<()>,
}

impl TestTerminal {
    /// One that is on.
    pub async fn on(behaviour: Behaviour) -> TestTerminal {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let kept = asked.clone();
        let (behaviour, behaves) = watch::channel(behaviour);
        let serving = tokio::spawn(async move {
            while let Ok((line, _)) = listener.accept().await {
                serve(line, behaves.clone(), &kept).await;
            }
        });
        TestTerminal { port, asked, behaviour, serving }
    }

    /// Where none is: a port that is free.
    pub fn nobody() -> String {
        let free = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
        format!("tcp://{}", free.local_addr().expect("an address"))
    }

    /// Where it is.
    pub fn address(&self) -> String {
        format!("tcp://127.0.0.1:{}", self.port)
    }

    /// It behaves so from now on.
    pub fn behave(&self, behaviour: Behaviour) {
        self.behaviour.send_replace(behaviour);
    }

    /// What it was asked, each time.
    pub fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Drop for TestTerminal {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

async fn serve(
    mut line: TcpStream,
    mut behaves: watch::Receiver<Behaviour>,
    asked: &Mutex<Vec<String>>,
) {
    let mut bytes = [0; 512];
    let read = match line.read(&mut bytes).await {
        // Somebody only looked whether it is there.
        Ok(0) | Err(_) => return,
        Ok(read) => read,
    };
    let request = String::from_utf8_lossy(&bytes[..read]).into_owned();
    let amount = request.split("CB").nth(1).and_then(|it| it.get(3..)).unwrap_or("00").to_owned();
    asked.lock().unwrap_or_else(PoisonError::into_inner).push(request.clone());
    // As long as the till waits, too.
    let mut left = [0; 1];
    let behaviour = tokio::select! {
        next = behaves.wait_for(|it| *it != Behaviour::Waits) => match next {
            Ok(next) => *next,
            Err(_) => return,
        },
        _ = line.read(&mut left) => return,
    };
    let field = |tag: &str, value: &str| format!("{tag}{:03}{value}", value.len());
    let action = &request[request.find("CD001").map_or(0, |at| at + 5)..][..1];
    let head = format!("CZ0040300CJ012012345678901CA00201CE003978CD001{action}");
    let taken = |amount: &str| format!("{head}AE00210CC00300B{}", field("CB", amount));
    let answer = match behaviour {
        Behaviour::Accepts | Behaviour::CutAfter(_) | Behaviour::Slow => taken(&amount),
        Behaviour::Takes(cents) => taken(&format!("{cents:02}")),
        Behaviour::Refuses(why) => format!("{head}AE00201{}", field("AF", why)),
        Behaviour::RefusesWithoutReason => format!("{head}AE00201"),
        Behaviour::Says(text) => text.to_owned(),
        Behaviour::Leaves | Behaviour::Waits => return,
        Behaviour::Silent => {
            // Until the till has gone.
            let _ = line.read(&mut bytes).await;
            return;
        }
    };
    let said = match behaviour {
        Behaviour::CutAfter(bytes) => &answer.as_bytes()[..bytes.min(answer.len())],
        _ => answer.as_bytes(),
    };
    if behaviour == Behaviour::Slow {
        for byte in said {
            if line.write_all(&[*byte]).await.is_err() {
                return;
            }
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    } else if line.write_all(said).await.is_err() {
        return;
    }
    if !matches!(behaviour, Behaviour::CutAfter(_)) {
        // It does not close the line itself.
        let _ = line.read(&mut bytes).await;
    }
}
