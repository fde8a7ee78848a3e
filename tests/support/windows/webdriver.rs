//! As much of the WebDriver protocol as driving one window takes, in plain HTTP.

use anyhow::Context;
use serde_json::{Value, json};
use std::net::Ipv4Addr;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

/// No command of ours takes so long; one that does has hung.
const ANSWER_MAX: Duration = Duration::from_secs(60);
/// The key under which the protocol hands an element over.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// Why a command was not done.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// The driver refused it; the first word is the protocol's error code.
    #[error("{0}: {1}")]
    Refused(String, String),
    /// The driver or the window is gone.
    #[error("{0:#}")]
    Lost(#[from] anyhow::Error),
}

impl Trouble {
    /// Whether the page was only being drawn anew: the same may be tried again.
    pub fn passes(&self) -> bool {
        let codes = [
            "no such element",
            "stale element reference",
            "element not interactable",
            "element click intercepted",
        ];
        matches!(self, Trouble::Refused(code, _) if codes.contains(&code.as_str()))
    }

    /// Whether the page was left under the question: who only looks may ask the next page.
    pub fn is_of_a_page_left(&self) -> bool {
        matches!(self, Trouble::Refused(code, said) if code == "no such frame" && said.contains("unload"))
    }
}

/// An element of the page, for as long as it stays there.
pub struct Element(String);

/// One window under a driver.
pub struct Session {
    port: u16,
    path: String,
}

impl Session {
    /// Has the driver that listens on `port` start `program`.
    pub async fn begin(port: u16, program: &str, arguments: &[&str]) -> Result<Session, Trouble> {
        let options = json!({ "application": program, "args": arguments });
        let wanted = json!({ "capabilities": { "alwaysMatch": { "tauri:options": options } } });
        let begun = send(port, "POST", "/session", Some(wanted)).await?;
        let id = begun["sessionId"].as_str().context("a session without a name")?;
        Ok(Session { port, path: format!("/session/{id}") })
    }

    /// Makes the window so large.
    pub async fn resize(&self, (width, height): (u32, u32)) -> Result<(), Trouble> {
        let rectangle = json!({ "x": 0, "y": 0, "width": width, "height": height });
        self.post("/window/rect", rectangle).await.map(drop)
    }

    /// Runs a function's body in the page.
    pub async fn run(&self, script: &str, arguments: Value) -> Result<Value, Trouble> {
        self.post("/execute/sync", json!({ "script": script, "args": arguments })).await
    }

    /// Runs a function's body in the page, and waits until it calls its last argument.
    pub async fn run_until_called(&self, script: &str, arguments: Value) -> Result<Value, Trouble> {
        self.post("/execute/async", json!({ "script": script, "args": arguments })).await
    }

    /// The first element of a CSS selector.
    pub async fn find(&self, selector: &str) -> Result<Element, Trouble> {
        let wanted = json!({ "using": "css selector", "value": selector });
        element(&self.post("/element", wanted).await?)
    }

    /// What has the focus: the page itself if nothing else.
    pub async fn focused(&self) -> Result<Element, Trouble> {
        element(&send(self.port, "GET", &format!("{}/element/active", self.path), None).await?)
    }

    /// Clicks it, as a finger would: what lies over it gets in the way.
    pub async fn click(&self, Element(id): &Element) -> Result<(), Trouble> {
        self.post(&format!("/element/{id}/click"), json!({})).await.map(drop)
    }

    /// Types into it.
    pub async fn type_into(&self, Element(id): &Element, keys: &str) -> Result<(), Trouble> {
        self.post(&format!("/element/{id}/value"), json!({ "text": keys })).await.map(drop)
    }

    async fn post(&self, path: &str, body: Value) -> Result<Value, Trouble> {
        send(self.port, "POST", &format!("{}{path}", self.path), Some(body)).await
    }
}

fn element(found: &Value) -> Result<Element, Trouble> {
    let id = found[ELEMENT].as_str().context("an element without a name")?;
    Ok(Element(id.to_owned()))
}

/// Sends one command and unwraps the answer's `value`.
async fn send(port: u16, method: &str, path: &str, body: Option<Value>) -> Result<Value, Trouble> {
    let body = body.map(|body| body.to_string()).unwrap_or_default();
    let answer = timeout(ANSWER_MAX, exchange(port, method, path, &body))
        .await
        .with_context(|| format!("the driver is silent about {method} {path}"))?
        .with_context(|| format!("the driver is gone at {method} {path}"))?;
    let (_, body) = answer.split_once("\r\n\r\n").context("an answer without a body")?;
    let mut answer: Value = serde_json::from_str(body)
        .with_context(|| format!("the driver answered {path} with {body}"))?;
    match answer["value"]["error"].as_str() {
        Some(code) => {
            let message = answer["value"]["message"].as_str().unwrap_or_default();
            Err(Trouble::Refused(code.to_owned(), message.to_owned()))
        }
        None => Ok(answer["value"].take()),
    }
}

/// One connection a request: the driver closes it when everything is said.
async fn exchange(port: u16, method: &str, path: &str, body: &str) -> std::io::Result<String> {
    let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await?;
    let head = format!(
        "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).await?;
    stream.write_all(body.as_bytes()).await?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await?;
    Ok(answer)
}
