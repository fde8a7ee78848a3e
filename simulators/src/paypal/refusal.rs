//! An answer of PayPal's, and its own way to refuse.

use crate::stage::{answer, json};
use axum::response::Response;
use serde_json::{Value, json};

/// What it answers.
#[derive(Clone, Debug, PartialEq)]
pub struct Reply {
    /// The status of HTTP.
    pub status: u16,
    /// What is said; nothing: there is nothing to be said.
    pub body: Option<Value>,
}

impl Reply {
    /// It says that.
    pub fn says(status: u16, body: Value) -> Reply {
        Reply { status, body: Some(body) }
    }

    /// Whether it is a yes.
    pub fn is_yes(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// On its way.
    pub fn response(self) -> Response {
        match self.body {
            Some(body) => json(self.status, &body),
            None => answer(self.status, "application/json", String::new()),
        }
    }
}

/// It refuses.
pub fn refused(status: u16, name: &str, issue: Option<&str>) -> Reply {
    let detail = |issue: &str| json!({ "issue": issue, "description": "As simulated." });
    let body = json!({
        "name": name,
        "message": "The requested action could not be performed.",
        "debug_id": "f7a11c0de",
        "details": issue.map(detail).into_iter().collect::<Vec<_>>(),
        "links": [],
    });
    Reply::says(status, body)
}

/// It understands, and does not do it.
pub fn not_done(issue: &str) -> Reply {
    refused(422, "UNPROCESSABLE_ENTITY", Some(issue))
}

/// There is nothing of that name.
pub fn not_there() -> Reply {
    refused(404, "RESOURCE_NOT_FOUND", Some("INVALID_RESOURCE_ID"))
}

/// It does not understand.
pub fn not_understood(issue: &str) -> Reply {
    refused(400, "INVALID_REQUEST", Some(issue))
}
