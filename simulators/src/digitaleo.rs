//! Digitaleo: tokens, and text messages that it takes once it knows who brings them.

use crate::stage::{
    Asked, BYTES_MAX, Serving, Stage, gateway, json, locked, malformed, pairs, value,
};
use axum::Router;
use axum::body::to_bytes;
use axum::extract::{Request, State};
use axum::response::Response;
use axum::routing::post;
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::time::sleep;

/// How it behaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Post {
    /// It takes what it is brought.
    Takes,
    /// It takes it, and says so after a while.
    Slow(Duration),
    /// It takes it, and says nothing.
    SilentAfter,
    /// It says nothing to who asks for a token.
    SilentAtDoor,
    /// It takes it, and its answer cannot be read.
    Malformed,
    /// It takes nothing, and says so under this HTTP status, with this one in the answer.
    Refuses(u16, u16, &'static str),
    /// It gives no token to anybody.
    NoToken,
    /// It takes no token, however new.
    NoBearer,
    /// It was asked too much.
    TooMuch,
    /// It fails, and says so itself.
    Fails,
    /// What stands before it did not hear from it.
    Gateway(u16),
}

/// In which form an account takes messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Account {
    /// As JSON.
    Json,
    /// As a form, of which `contacts` is JSON.
    Form,
}

/// A text message that was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentSms {
    /// To which number.
    pub to: String,
    /// In whose name.
    pub sender: String,
    /// What it says.
    pub text: String,
}

struct Desk {
    stage: Stage<Post>,
    account: Account,
    /// The token that is good; none: none was given, or it is over.
    token: Mutex<Option<String>>,
    given: Mutex<u32>,
    sent: Mutex<Vec<SentSms>>,
}

/// The service; off when dropped.
pub struct Digitaleo {
    desk: Arc<Desk>,
    serving: Serving,
}

impl Digitaleo {
    /// The login that it knows.
    pub const LOGIN: &str = "oc-pizza";
    /// Its password.
    pub const PASSWORD: &str = "s3cret d'essai";

    /// One that is on.
    pub async fn on(account: Account, behaviour: Post) -> Digitaleo {
        Digitaleo::at(0, account, behaviour).await
    }

    /// One at that port.
    pub async fn at(port: u16, account: Account, behaviour: Post) -> Digitaleo {
        let desk = Arc::new(Desk {
            stage: Stage::new(behaviour),
            account,
            token: Mutex::default(),
            given: Mutex::default(),
            sent: Mutex::default(),
        });
        let router = Router::new()
            .route("/token", post(give_token))
            .route("/rest/sms", post(take))
            .with_state(desk.clone());
        Digitaleo { serving: Serving::on(port, router).await, desk }
    }

    /// It behaves so from now on.
    pub fn behave(&self, behaviour: Post) {
        self.desk.stage.behave(behaviour);
    }

    /// The token that it gave is over.
    pub fn end_token(&self) {
        *locked(&self.desk.token) = None;
    }

    /// How many tokens it gave.
    pub fn tokens_given(&self) -> u32 {
        *locked(&self.desk.given)
    }

    /// The messages that it took.
    pub fn sent(&self) -> Vec<SentSms> {
        locked(&self.desk.sent).clone()
    }

    /// What it was asked.
    pub fn asked(&self) -> Vec<Asked> {
        self.desk.stage.asked()
    }

    /// Where tokens are asked for.
    pub fn token_address(&self) -> String {
        format!("http://127.0.0.1:{}/token", self.serving.port)
    }

    /// Where messages are brought.
    pub fn sms_address(&self) -> String {
        format!("http://127.0.0.1:{}/rest/sms", self.serving.port)
    }
}

/// Its way to say no.
fn no(http: u16, status: u16, message: &str) -> Response {
    json(http, &json!({ "status": status, "message": message }))
}

async fn read(desk: &Desk, request: Request) -> Asked {
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, BYTES_MAX).await.unwrap_or_default();
    let asked = Asked::of(&parts, &body);
    desk.stage.keep(asked.clone());
    asked
}

async fn give_token(State(desk): State<Arc<Desk>>, request: Request) -> Response {
    let asked = read(&desk, request).await;
    let form = pairs(&asked.body);
    let is = |name, expected| value(&form, name) == Some(expected);
    let knows = is("client_id", Digitaleo::LOGIN)
        && is("client_secret", Digitaleo::PASSWORD)
        && is("grant_type", "client_credentials");
    match desk.stage.behaviour() {
        Post::SilentAtDoor => std::future::pending().await,
        Post::NoToken => return json(401, &json!({ "error": "invalid_client" })),
        _ if !knows => return json(401, &json!({ "error": "invalid_client" })),
        _ => {}
    }
    let mut given = locked(&desk.given);
    *given += 1;
    let token = format!("token-{given}");
    *locked(&desk.token) = Some(token.clone());
    json(200, &json!({ "access_token": token, "token_type": "Bearer", "expires_in": 3600 }))
}

async fn take(State(desk): State<Arc<Desk>>, request: Request) -> Response {
    let asked = read(&desk, request).await;
    let behaviour = desk.stage.behaviour();
    let bearer = asked.header("authorization").and_then(|it| it.strip_prefix("Bearer "));
    let is_known = bearer.is_some() && bearer == locked(&desk.token).as_deref();
    match behaviour {
        Post::TooMuch => return no(429, 429, "Too many requests"),
        Post::Gateway(status) => return gateway(status),
        Post::NoBearer => return no(401, 401, "Unauthorized"),
        _ if !is_known => return no(401, 401, "Unauthorized"),
        Post::Fails => return no(500, 500, "Internal error"),
        Post::Refuses(http, status, message) => return no(http, status, message),
        _ => {}
    }
    let taken = match message(desk.account, &asked) {
        Ok(taken) => taken,
        Err(why) => return no(400, 400, why),
    };
    locked(&desk.sent).extend(taken);
    match behaviour {
        Post::SilentAfter => std::future::pending().await,
        Post::Malformed => return malformed(),
        Post::Slow(wait) => sleep(wait).await,
        _ => {}
    }
    json(200, &json!({ "status": 200, "id": format!("sms-{}", locked(&desk.sent).len()) }))
}

/// The messages in a request, or what is wrong with it.
fn message(account: Account, asked: &Asked) -> Result<Vec<SentSms>, &'static str> {
    let kind = asked.header("content-type").unwrap_or_default();
    let (text, sender, contacts) = match account {
        Account::Json if kind.starts_with("application/json") => {
            let body: Value = serde_json::from_str(&asked.body).map_err(|_| "invalid JSON")?;
            let of = |name: &str| body[name].as_str().unwrap_or_default().to_owned();
            (of("text"), of("sender"), body["contacts"].clone())
        }
        Account::Form if kind.starts_with("application/x-www-form-urlencoded") => {
            let form = pairs(&asked.body);
            let of = |name| value(&form, name).unwrap_or_default().to_owned();
            let contacts = serde_json::from_str(&of("contacts")).map_err(|_| "invalid contacts")?;
            (of("text"), of("sender"), contacts)
        }
        _ => return Err("unsupported content type"),
    };
    let is_sender =
        (1..=11).contains(&sender.len()) && sender.bytes().all(|it| it.is_ascii_alphanumeric());
    let contacts = contacts.as_array().filter(|all| !all.is_empty()).ok_or("contacts missing")?;
    if text.is_empty() || !is_sender {
        return Err("text or sender invalid");
    }
    let each = contacts.iter().map(|contact| {
        let to = contact["recipient"].as_str().unwrap_or_default();
        let digits = to.strip_prefix('+').unwrap_or_default();
        let is_e164 =
            (8..=15).contains(&digits.len()) && digits.bytes().all(|it| it.is_ascii_digit());
        let sms = || SentSms { to: to.to_owned(), sender: sender.clone(), text: text.clone() };
        is_e164.then(sms).ok_or("recipient invalid")
    });
    each.collect()
}
