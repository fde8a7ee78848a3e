//! PayPal: tokens, orders, what is authorized, captured and refunded of them, and the page on which a customer
//! pays or does not. A request that is sent again under its name is answered as before, and counts once.

mod books;
mod page;
mod refusal;

use crate::stage::{
    Asked, BYTES_MAX, Serving, Stage, answer, gateway, json, locked, malformed, pairs, value,
};
use axum::Router;
use axum::body::to_bytes;
use axum::extract::{Request, State};
use axum::response::Response;
use books::{Books, Mood};
use refusal::{Reply, refused};
use serde_json::json;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::time::sleep;

/// How it behaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purse {
    /// It does what it is asked.
    Works,
    /// It does, and says so after a while.
    Slow(Duration),
    /// It does nothing and says nothing.
    Silent,
    /// It does what it is asked, and says nothing.
    SilentAfter,
    /// It says nothing to who asks for a token.
    SilentAtDoor,
    /// It does what it is asked, and its answer cannot be read.
    Malformed,
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
    /// It refuses, under this status of HTTP, by this name, for this issue.
    Refuses(u16, &'static str, &'static str),
    /// What the customer pays with is declined, and the request with it.
    Declines,
    /// The request is done, and the payment within is declined.
    DeclinesWithin,
    /// The request is done, and the payment within is not decided.
    Pends,
}

/// What it has of an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Purchase {
    /// Its name.
    pub id: String,
    /// Under which invoice.
    pub invoice: String,
    /// How it stands.
    pub status: &'static str,
    /// How much, in cents.
    pub cents: i64,
    /// How what was authorized of it stands.
    pub authorized: Option<&'static str>,
    /// How often it was captured.
    pub captures: usize,
    /// How much is with the group, in cents.
    pub captured: i64,
    /// How much of that went back.
    pub refunded: i64,
}

struct Desk {
    stage: Stage<Purse>,
    /// How the next requests are met, one each.
    next: Mutex<VecDeque<Purse>>,
    /// The tokens that are good: whoever asks for one leaves the others theirs.
    tokens: Mutex<Vec<String>>,
    given: Mutex<u32>,
    books: Mutex<Books>,
}

/// The service; off when dropped.
pub struct Paypal {
    desk: Arc<Desk>,
    serving: Serving,
}

impl Paypal {
    /// The client id that it knows.
    pub const CLIENT_ID: &str = "AOcPizza-client-dessai";
    /// Its secret.
    pub const SECRET: &str = "EOcPizza-secret-dessai";
    /// Both, as they are brought.
    const BASIC: &str = "Basic QU9jUGl6emEtY2xpZW50LWRlc3NhaTpFT2NQaXp6YS1zZWNyZXQtZGVzc2Fp";

    /// One that is on.
    pub async fn on(behaviour: Purse) -> Paypal {
        Paypal::at(0, behaviour).await
    }

    /// One at that port.
    pub async fn at(port: u16, behaviour: Purse) -> Paypal {
        let desk = Arc::new(Desk {
            stage: Stage::new(behaviour),
            next: Mutex::default(),
            tokens: Mutex::default(),
            given: Mutex::default(),
            books: Mutex::default(),
        });
        let router = Router::new().fallback(serve).with_state(desk.clone());
        Paypal { serving: Serving::on(port, router).await, desk }
    }

    /// It behaves so from now on.
    pub fn behave(&self, behaviour: Purse) {
        self.desk.stage.behave(behaviour);
    }

    /// It meets the next requests so, one each, but for those of a token.
    pub fn next(&self, behaviours: &[Purse]) {
        *locked(&self.desk.next) = behaviours.iter().copied().collect();
    }

    /// The tokens that it gave are over.
    pub fn end_token(&self) {
        locked(&self.desk.tokens).clear();
    }

    /// How many tokens it gave.
    pub fn tokens_given(&self) -> u32 {
        *locked(&self.desk.given)
    }

    /// The customer pays; whether there was anything to pay.
    pub fn pay(&self, order: &str) -> bool {
        locked(&self.desk.books).pay(order)
    }

    /// What was not decided is, for the group.
    pub fn decide(&self) {
        locked(&self.desk.books).decide();
    }

    /// Somebody gives money back at PayPal's own page.
    pub fn refund_here(&self, order: &str, cents: i64) {
        locked(&self.desk.books).refund_here(order, cents);
    }

    /// It forgets an order.
    pub fn forget(&self, order: &str) {
        locked(&self.desk.books).forget(order);
    }

    /// What was authorized was not captured in time.
    pub fn expire(&self, order: &str) {
        locked(&self.desk.books).expire(order);
    }

    /// What it has.
    pub fn purchases(&self) -> Vec<Purchase> {
        locked(&self.desk.books).purchases()
    }

    /// What it was asked.
    pub fn asked(&self) -> Vec<Asked> {
        self.desk.stage.asked()
    }

    /// Where it is.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.serving.port)
    }
}

async fn serve(State(desk): State<Arc<Desk>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, BYTES_MAX).await.unwrap_or_default();
    let asked = Asked::of(&parts, &body);
    desk.stage.keep(asked.clone());
    let path: Vec<_> = asked.path.trim_matches('/').split('/').collect();
    match (asked.method.as_str(), path.as_slice()) {
        ("POST", ["v1", "oauth2", "token"]) => give_token(&desk, &asked).await,
        ("GET", ["checkoutnow"]) => page::shown(&locked(&desk.books), &pairs(&asked.query)),
        ("POST", ["checkoutnow", choice]) => {
            page::answered(&mut locked(&desk.books), choice, &pairs(&asked.body))
        }
        (_, ["v2", rest @ ..]) => meet(&desk, &asked, rest).await,
        _ => answer(404, "text/html", "<html><body>Not Found</body></html>".to_owned()),
    }
}

async fn give_token(desk: &Desk, asked: &Asked) -> Response {
    let is_grant = value(&pairs(&asked.body), "grant_type") == Some("client_credentials");
    let knows = asked.header("authorization") == Some(Paypal::BASIC) && is_grant;
    match desk.stage.behaviour() {
        Purse::SilentAtDoor => std::future::pending().await,
        Purse::NoToken => return no_client(),
        _ if !knows => return no_client(),
        _ => {}
    }
    let mut given = locked(&desk.given);
    *given += 1;
    let token = format!("A21AA-{given}");
    locked(&desk.tokens).push(token.clone());
    json(200, &json!({ "access_token": token, "token_type": "Bearer", "expires_in": 32_400 }))
}

fn no_client() -> Response {
    let words = "Client Authentication failed";
    json(401, &json!({ "error": "invalid_client", "error_description": words }))
}

async fn meet(desk: &Desk, asked: &Asked, path: &[&str]) -> Response {
    let next = locked(&desk.next).pop_front();
    let behaviour = next.unwrap_or_else(|| desk.stage.behaviour());
    let address = format!("http://{}", asked.header("host").unwrap_or_default());
    let bearer = asked.header("authorization").and_then(|it| it.strip_prefix("Bearer "));
    let is_known = bearer.is_some_and(|it| locked(&desk.tokens).iter().any(|its| its == it));
    match behaviour {
        Purse::Silent => std::future::pending().await,
        Purse::Gateway(status) => return gateway(status),
        Purse::TooMuch => return refused(429, "RATE_LIMIT_REACHED", None).response(),
        Purse::NoBearer => return refused(401, "AUTHENTICATION_FAILURE", None).response(),
        _ if !is_known => return refused(401, "AUTHENTICATION_FAILURE", None).response(),
        Purse::Fails => return refused(500, "INTERNAL_SERVER_ERROR", None).response(),
        Purse::Refuses(status, name, issue) => {
            return refused(status, name, Some(issue)).response();
        }
        _ => {}
    }
    let mood = match behaviour {
        Purse::Declines => Mood::Declines,
        Purse::DeclinesWithin => Mood::DeclinesWithin,
        Purse::Pends => Mood::Pends,
        _ => Mood::Good,
    };
    let reply: Reply = locked(&desk.books).answer(asked, path, (mood, &address));
    match behaviour {
        Purse::SilentAfter => std::future::pending().await,
        Purse::Malformed => return malformed(),
        Purse::Slow(wait) => sleep(wait).await,
        _ => {}
    }
    reply.response()
}
