//! The line to services on the Internet: protected, limited in time and in what it reads, and traced
//! without what was said.
//!
//! Each call has a connection of its own: of one that was kept open nobody knows, when it breaks, whether
//! the service got what it was asked. Tiles alone, which may be asked for twice and come by the dozen, share a few.
//! Nothing is sent on to where an answer points.

use super::Limits;
use super::directions::KnownWays;
use super::tiles::KnownTiles;
use super::token::KnownToken;
use domain::settings::ServiceFault;
use reqwest::header::HeaderMap;
use reqwest::redirect::Policy;
use reqwest::{Client, RequestBuilder, Response};
use rustls::crypto::ring;
use rustls::{ClientConfig, RootCertStore};
use std::error::Error as _;
use std::sync::{Arc, OnceLock};
use tokio::time::{Instant, timeout_at};

/// The longest answer that is read.
const BYTES_MAX: usize = 1 << 20;
/// The longest that a service is quoted.
const QUOTED_CHARACTERS_MAX: usize = 200;

/// The services outside, as this process knows them: the line to them, and what is kept of their answers.
#[derive(Default)]
pub struct Outside {
    limits: Limits,
    client: OnceLock<Client>,
    /// What tiles are asked for with.
    tiles_client: OnceLock<Client>,
    /// Tiles of the map, and how their server does.
    pub(super) tiles: KnownTiles,
    /// What Digitaleo gave last.
    pub(super) digitaleo_token: KnownToken,
    /// What PayPal gave last.
    pub(super) paypal_token: KnownToken,
    /// Ways that were worked out lately.
    pub(super) ways: KnownWays,
}

impl Outside {
    /// With other limits of time.
    pub fn within(limits: Limits) -> Outside {
        Outside { limits, ..Outside::default() }
    }

    /// Its limits of time.
    pub fn limits(&self) -> Limits {
        self.limits
    }

    /// Until when a call that begins now may last.
    pub(super) fn deadline(&self) -> Deadline {
        Deadline { at: Instant::now() + self.limits.whole(), limits: self.limits }
    }

    /// What requests are made with.
    pub(super) fn client(&self) -> Result<&Client, ServiceFault> {
        made_once(&self.client, self.limits, 0)
    }

    /// What tiles are asked for with.
    pub(super) fn tiles_client(&self) -> Result<&Client, ServiceFault> {
        made_once(&self.tiles_client, self.limits, super::tiles::AT_ONCE)
    }
}

fn made_once(
    place: &OnceLock<Client>,
    limits: Limits,
    kept_open: usize,
) -> Result<&Client, ServiceFault> {
    if let Some(client) = place.get() {
        return Ok(client);
    }
    let made = client(limits, kept_open)
        .map_err(|error| ServiceFault::NotReached { words: quoted(&format!("{error:#}")) })?;
    Ok(place.get_or_init(|| made))
}

fn client(limits: Limits, kept_open: usize) -> anyhow::Result<Client> {
    let mut roots = RootCertStore::empty();
    // A certificate of the system that cannot be read vouches for nobody.
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    let tls = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_root_certificates(roots)
        .with_no_client_auth();
    let client = Client::builder()
        .tls_backend_preconfigured(tls)
        .connect_timeout(limits.connect)
        .redirect(Policy::none())
        .pool_max_idle_per_host(kept_open)
        .user_agent(concat!("oc-pizza/", env!("CARGO_PKG_VERSION")));
    Ok(client.build()?)
}

/// The end of a call, whatever it consists of.
#[derive(Clone, Copy)]
pub(super) struct Deadline {
    at: Instant,
    limits: Limits,
}

impl Deadline {
    /// Whether a wait of so long would still leave time.
    pub(super) fn allows(self, wait: std::time::Duration) -> bool {
        Instant::now() + wait < self.at
    }
}

/// What a service answered.
pub(super) struct Answer {
    /// Its status.
    pub(super) status: u16,
    /// What it said.
    pub(super) body: Vec<u8>,
}

impl Answer {
    /// What it said, as JSON.
    pub(super) fn json<T: serde::de::DeserializeOwned>(&self) -> Result<T, ServiceFault> {
        serde_json::from_slice(&self.body).map_err(|_| ServiceFault::Unreadable)
    }
}

/// Asks a service. What it is asked is named for the trace, which has neither the address, where a key may
/// stand, nor anything that is said.
pub(super) async fn ask(
    request: RequestBuilder,
    (service, what): (&'static str, &'static str),
    deadline: Deadline,
) -> Result<Answer, ServiceFault> {
    let since = Instant::now();
    let asking = async {
        let response = request.send().await?;
        let (status, id) = (response.status().as_u16(), request_id(response.headers()));
        Ok::<_, reqwest::Error>((read(response).await?, status, id))
    };
    let asked = timeout_at(deadline.at, asking).await;
    let ms = u64::try_from(since.elapsed().as_millis()).unwrap_or(u64::MAX);
    let fault = match asked {
        Ok(Ok((Some(body), status, id))) => {
            tracing::info!(service, what, status, ms, id, "a service answered");
            return Ok(Answer { status, body });
        }
        Ok(Ok((None, ..))) => ServiceFault::Unreadable,
        Ok(Err(error)) => meaning(error, deadline),
        Err(_silence) => silent(deadline),
    };
    tracing::warn!(service, what, ms, fault = name(&fault), "a service was not heard");
    Err(fault)
}

fn silent(deadline: Deadline) -> ServiceFault {
    ServiceFault::Silent { seconds: deadline.limits.whole().as_secs() }
}

/// The whole answer; nothing where there is no end to it.
async fn read(mut response: Response) -> Result<Option<Vec<u8>>, reqwest::Error> {
    let mut body = Vec::new();
    while let Some(more) = response.chunk().await? {
        if body.len() + more.len() > BYTES_MAX {
            return Ok(None);
        }
        body.extend_from_slice(&more);
    }
    Ok(Some(body))
}

fn meaning(error: reqwest::Error, deadline: Deadline) -> ServiceFault {
    // Who looks at the cause alone has nothing of the address.
    let words = quoted(&deepest(&error));
    if error.is_connect() || error.is_builder() {
        ServiceFault::NotReached { words }
    } else if error.is_timeout() {
        silent(deadline)
    } else {
        ServiceFault::CutOff
    }
}

fn deepest(error: &reqwest::Error) -> String {
    let mut cause = error.source();
    let mut words = String::new();
    while let Some(deeper) = cause {
        words = deeper.to_string();
        cause = deeper.source();
    }
    words
}

/// Which fault it is, without the words of the service, which may name a customer.
fn name(fault: &ServiceFault) -> &'static str {
    match fault {
        ServiceFault::NotReached { .. } => "not reached",
        ServiceFault::Silent { .. } => "silent",
        ServiceFault::CutOff => "cut off",
        _ => "unreadable",
    }
}

/// The number that the service gave the request, for whoever asks it about it.
fn request_id(headers: &HeaderMap) -> Option<String> {
    let names =
        ["x-request-id", "x-goog-request-id", "request-id", "x-correlation-id", "paypal-debug-id"];
    let id = names.into_iter().find_map(|name| headers.get(name)?.to_str().ok())?;
    Some(id.chars().filter(|it| it.is_ascii_graphic()).take(80).collect())
}

/// Words of an answer, as they can be shown.
pub(super) fn words(answer: &serde_json::Value) -> String {
    let of = |name: &str| match &answer[name] {
        serde_json::Value::Null => None,
        serde_json::Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    };
    let said = ["message", "error_description", "error", "details"].into_iter().filter_map(of);
    quoted(&said.collect::<Vec<_>>().join(" "))
}

/// Words of a service, as they can be shown: on one line, and not too long.
pub(super) fn quoted(words: &str) -> String {
    let plain = words.chars().map(|it| if it.is_control() { ' ' } else { it });
    plain.take(QUOTED_CHARACTERS_MAX).collect::<String>().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_quoted_is_one_short_line() {
        assert_eq!(quoted(" a\r\nb\u{0} "), "a  b");
        assert_eq!(quoted(&"é".repeat(1000)).chars().count(), QUOTED_CHARACTERS_MAX);
    }

    #[test]
    fn a_services_number_of_a_request_is_found() {
        let mut headers = HeaderMap::new();
        assert_eq!(request_id(&headers), None);
        headers.insert("x-request-id", "a7 b".parse().expect("a header"));
        assert_eq!(request_id(&headers).as_deref(), Some("a7b"));
    }
}
