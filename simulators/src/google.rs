//! Google's ways, in both of their forms: the Directions API, which says no under HTTP 200, and the Routes
//! API, which says it by its HTTP status. How far and how long follows from the places alone.

mod directions;
mod roads;
mod routes;

use crate::stage::{Asked, BYTES_MAX, Serving, Stage, gateway, locked, malformed};
use axum::Router;
use axum::body::to_bytes;
use axum::extract::{Request, State};
use axum::response::Response;
use axum::routing::any;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::time::sleep;

/// How it behaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ways {
    /// It answers.
    Answers,
    /// After a while.
    Slow(Duration),
    /// Never.
    Silent,
    /// What cannot be read.
    Malformed,
    /// With this status of the Directions API, or what the Routes API says in its place.
    Says(&'static str),
    /// So for that many times, and then it answers.
    SaysAtFirst(&'static str, u32),
    /// What stands before it did not hear from it.
    Gateway(u16),
}

struct Map {
    stage: Stage<Ways>,
    /// How often it still says what it says at first.
    left: Mutex<u32>,
}

/// The service; off when dropped.
pub struct Google {
    map: Arc<Map>,
    serving: Serving,
}

impl Google {
    /// The key that it knows.
    pub const KEY: &str = "AIza-simulated";

    /// One that is on.
    pub async fn on(behaviour: Ways) -> Google {
        Google::at(0, behaviour).await
    }

    /// One at that port.
    pub async fn at(port: u16, behaviour: Ways) -> Google {
        let map = Arc::new(Map { stage: Stage::new(behaviour), left: Mutex::default() });
        let router = Router::new()
            .route("/maps/api/directions/json", any(directions_asked))
            .route("/directions/v2:computeRoutes", any(routes_asked))
            .with_state(map.clone());
        let google = Google { serving: Serving::on(port, router).await, map };
        google.behave(behaviour);
        google
    }

    /// It behaves so from now on.
    pub fn behave(&self, behaviour: Ways) {
        *locked(&self.map.left) = match behaviour {
            Ways::SaysAtFirst(_, times) => times,
            _ => 0,
        };
        self.map.stage.behave(behaviour);
    }

    /// What it was asked.
    pub fn asked(&self) -> Vec<Asked> {
        self.map.stage.asked()
    }

    /// Where the Directions API is.
    pub fn directions_address(&self) -> String {
        format!("http://127.0.0.1:{}/maps/api/directions/json", self.serving.port)
    }

    /// Where the Routes API is.
    pub fn routes_address(&self) -> String {
        format!("http://127.0.0.1:{}/directions/v2:computeRoutes", self.serving.port)
    }
}

impl Map {
    /// Keeps what was asked, and does what does not hang on it; what is said in the place of an answer.
    async fn stand(&self, request: Request) -> Result<(Asked, Option<&'static str>), Response> {
        let (parts, body) = request.into_parts();
        let body = to_bytes(body, BYTES_MAX).await.unwrap_or_default();
        let asked = Asked::of(&parts, &body);
        self.stage.keep(asked.clone());
        match self.stage.behaviour() {
            Ways::Silent => std::future::pending().await,
            Ways::Slow(wait) => sleep(wait).await,
            Ways::Malformed => return Err(malformed()),
            Ways::Gateway(status) => return Err(gateway(status)),
            Ways::Says(status) => return Ok((asked, Some(status))),
            Ways::SaysAtFirst(status, _) => {
                let mut left = locked(&self.left);
                if *left > 0 {
                    *left -= 1;
                    return Ok((asked, Some(status)));
                }
            }
            Ways::Answers => {}
        }
        Ok((asked, None))
    }
}

async fn directions_asked(State(map): State<Arc<Map>>, request: Request) -> Response {
    match map.stand(request).await {
        Ok((_, Some(status))) => directions::no(status),
        Ok((asked, None)) => directions::answered(&asked),
        Err(response) => response,
    }
}

async fn routes_asked(State(map): State<Arc<Map>>, request: Request) -> Response {
    match map.stand(request).await {
        Ok((_, Some(status))) => routes::no(status),
        Ok((asked, None)) => routes::answered(&asked),
        Err(response) => response,
    }
}
