//! What every simulator has alike: a port of this machine, how it behaves, and what it was asked.

use axum::Router;
use axum::body::Body;
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use axum::response::Response;
use serde_json::Value;
use std::sync::{Mutex, MutexGuard, PoisonError};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// A request as it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// `POST`.
    pub method: String,
    /// `/rest/sms`.
    pub path: String,
    /// Behind the question mark, as it came.
    pub query: String,
    /// Names in small letters.
    pub headers: Vec<(String, String)>,
    /// What came with it.
    pub body: String,
}

impl Asked {
    pub(crate) fn of(parts: &Parts, body: &[u8]) -> Asked {
        let header = |(name, value): (&header::HeaderName, &header::HeaderValue)| {
            (name.as_str().to_owned(), String::from_utf8_lossy(value.as_bytes()).into_owned())
        };
        Asked {
            method: parts.method.to_string(),
            path: parts.uri.path().to_owned(),
            query: parts.uri.query().unwrap_or_default().to_owned(),
            headers: parts.headers.iter().map(header).collect(),
            body: String::from_utf8_lossy(body).into_owned(),
        }
    }

    /// A header, if it came.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(its, _)| its == name).map(|(_, value)| value.as_str())
    }
}

/// How it behaves, and what it was asked.
pub(crate) struct Stage<B> {
    behaviour: Mutex<B>,
    asked: Mutex<Vec<Asked>>,
}

impl<B: Clone> Stage<B> {
    pub(crate) fn new(behaviour: B) -> Stage<B> {
        Stage { behaviour: Mutex::new(behaviour), asked: Mutex::default() }
    }

    pub(crate) fn behave(&self, behaviour: B) {
        *locked(&self.behaviour) = behaviour;
    }

    pub(crate) fn behaviour(&self) -> B {
        locked(&self.behaviour).clone()
    }

    pub(crate) fn keep(&self, asked: Asked) {
        locked(&self.asked).push(asked);
    }

    pub(crate) fn asked(&self) -> Vec<Asked> {
        locked(&self.asked).clone()
    }
}

/// A simulator that is on; off when dropped.
pub(crate) struct Serving {
    pub(crate) port: u16,
    task: JoinHandle<()>,
}

impl Serving {
    /// Serves on a port of this machine; 0: whichever is free.
    pub(crate) async fn on(port: u16, router: Router) -> Serving {
        let listener = TcpListener::bind(("127.0.0.1", port)).await.expect("a port");
        let port = listener.local_addr().expect("an address").port();
        // It ends with the task alone.
        let task = tokio::spawn(async move { drop(axum::serve(listener, router).await) });
        Serving { port, task }
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// The longest request that is read.
pub(crate) const BYTES_MAX: usize = 1 << 20;

pub(crate) fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// An answer in JSON, with the number that a service gives each request.
pub(crate) fn json(status: u16, value: &Value) -> Response {
    answer(status, "application/json", value.to_string())
}

/// Any answer.
pub(crate) fn answer(status: u16, kind: &'static str, body: String) -> Response {
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::IM_A_TEAPOT);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, header::HeaderValue::from_static(kind));
    headers.insert("x-request-id", header::HeaderValue::from_static("simulated-7"));
    response
}

/// What stands before a service says when it does not hear from it.
pub(crate) fn gateway(status: u16) -> Response {
    answer(status, "text/html", "<html><body>Bad Gateway</body></html>".to_owned())
}

/// An answer that is cut in the middle of its JSON.
pub(crate) fn malformed() -> Response {
    answer(200, "application/json", "{\"status\": \"O".to_owned())
}

/// The pairs of a form or a query.
pub(crate) fn pairs(text: &str) -> Vec<(String, String)> {
    let plain = |part: &str| {
        let mut bytes = Vec::new();
        let mut rest = part.bytes();
        while let Some(byte) = rest.next() {
            match byte {
                b'+' => bytes.push(b' '),
                b'%' => {
                    let digits: String = rest.by_ref().take(2).map(char::from).collect();
                    bytes.push(u8::from_str_radix(&digits, 16).unwrap_or(b'?'));
                }
                other => bytes.push(other),
            }
        }
        String::from_utf8_lossy(&bytes).into_owned()
    };
    let split = |pair: &str| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        (plain(name), plain(value))
    };
    text.split('&').filter(|pair| !pair.is_empty()).map(split).collect()
}

/// The value of a name among pairs.
pub(crate) fn value<'a>(pairs: &'a [(String, String)], name: &str) -> Option<&'a str> {
    pairs.iter().find(|(its, _)| its == name).map(|(_, value)| value.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_read() {
        let read = pairs("a=1&b=%2B33%206&c=un+mot&d");
        let of = |name| value(&read, name);
        assert_eq!((of("a"), of("b"), of("c")), (Some("1"), Some("+33 6"), Some("un mot")));
        assert_eq!((of("d"), of("e")), (Some(""), None));
    }
}
