//! What Digitaleo's answers mean for a message. A refusal may come under HTTP 200: then the status within
//! counts. What is neither a clear yes nor a clear no is for a person to look at.

use super::super::http::{Answer, words};
use super::NotSent;
use domain::messages::Outcome;
use domain::settings::ServiceFault;
use serde_json::Value;

/// Words that stand for a success, or a failure, where no number does.
const YES: [&str; 6] = ["ok", "success", "sent", "accepted", "queued", "pending"];
const NO: [&str; 6] = ["error", "ko", "failed", "failure", "rejected", "refused"];
/// What a refusal speaks of where it is for the number's sake: it will be refused tomorrow, too.
const OF_THE_NUMBER: [&str; 5] = ["recipient", "contact", "phone", "number", "numéro"];

/// What an answer says.
enum Said {
    Yes,
    No(ServiceFault),
    /// Nobody knows what it means.
    Unclear(ServiceFault),
}

/// Whether it does not know who asks.
pub fn is_unknown_caller(answer: &Answer) -> bool {
    answer.status == 401 || inner(answer).is_some_and(|(status, _)| status == Some(401))
}

/// Whether the message was taken.
pub fn taken(answer: &Answer) -> Result<(), NotSent> {
    match said(answer) {
        Said::Yes => Ok(()),
        Said::Unclear(fault) => Err(NotSent { outcome: Outcome::Unknown, fault }),
        Said::No(fault) => {
            let is_for_good = matches!(&fault, ServiceFault::Refused { words }
                if OF_THE_NUMBER.iter().any(|it| words.to_lowercase().contains(it)));
            let outcome = if is_for_good { Outcome::Refused } else { Outcome::Failed };
            Err(NotSent { outcome, fault })
        }
    }
}

/// Whether a token was given.
pub fn let_in(answer: &Answer) -> Result<(), ServiceFault> {
    let said = inner(answer).map(|(_, words)| words).unwrap_or_default();
    match answer.status {
        200..300 => Ok(()),
        // OAuth says « invalid_client » under either.
        400 | 401 | 403 => Err(ServiceFault::Denied { words: said }),
        status => Err(by_number(status, said)),
    }
}

fn said(answer: &Answer) -> Said {
    let inner = inner(answer);
    match answer.status {
        200..300 if answer.body.is_empty() => Said::Yes,
        200..300 => match inner {
            Some((Some(200..300), _)) => Said::Yes,
            Some((Some(status), words)) => Said::No(by_number(status, words)),
            _ => Said::Unclear(ServiceFault::Unreadable),
        },
        // What stands before it speaks, and does not know how far it got.
        status @ (500..=502 | 504..) if inner.is_none() => {
            Said::Unclear(ServiceFault::Relayed { status })
        }
        status => Said::No(by_number(status, inner.map(|(_, words)| words).unwrap_or_default())),
    }
}

/// The status within an answer, as a number of HTTP, and its words; none where it is no answer of
/// Digitaleo's. One without a status is a success unless it names an error.
fn inner(answer: &Answer) -> Option<(Option<u16>, String)> {
    let said: Value = serde_json::from_slice(&answer.body).ok()?;
    let object = said.as_object()?;
    let by_word = |word: &str| {
        let word = word.to_lowercase();
        let is_yes = YES.contains(&word.as_str()).then_some(200);
        is_yes.or(NO.contains(&word.as_str()).then_some(400))
    };
    let status = match &said["status"] {
        Value::Null => Some(if object.contains_key("error") { 400 } else { 200 }),
        Value::Number(number) => number.as_u64().and_then(|it| u16::try_from(it).ok()),
        Value::String(text) => text.parse().ok().or_else(|| by_word(text)),
        Value::Bool(went) => Some(if *went { 200 } else { 400 }),
        _ => None,
    };
    Some((status, words(&said)))
}

fn by_number(status: u16, words: String) -> ServiceFault {
    match status {
        401 | 403 => ServiceFault::Denied { words },
        429 => ServiceFault::TooMuch { words },
        500.. => ServiceFault::Troubled { words },
        _ => ServiceFault::Refused { words },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Outcome::{Failed, Refused, Unknown};
    use proptest::prelude::*;

    fn outcome(status: u16, body: &str) -> Option<Outcome> {
        taken(&Answer { status, body: body.as_bytes().to_vec() }).err().map(|not| not.outcome)
    }

    #[test]
    fn what_an_answer_means_for_a_message() {
        for (status, body, expected) in [
            (200, r#"{"status":200,"id":"7"}"#, None),
            (200, r#"{"status":"OK"}"#, None),
            (200, r#"{"status":"201"}"#, None),
            (201, r#"{"id":"7"}"#, None),
            (202, "", None),
            (200, r#"{"status":true}"#, None),
            (200, r#"{"status":400,"message":"recipient invalid"}"#, Some(Refused)),
            (200, r#"{"status":"error","message":"Numéro inconnu"}"#, Some(Refused)),
            (200, r#"{"status":"error","message":"sender not approved"}"#, Some(Failed)),
            (200, r#"{"status":false}"#, Some(Failed)),
            (200, r#"{"status":429}"#, Some(Failed)),
            (200, r#"{"status":500,"message":"x"}"#, Some(Failed)),
            (200, r#"{"error":"invalid"}"#, Some(Failed)),
            (422, r#"{"status":422,"details":{"contacts":"bad"}}"#, Some(Refused)),
            (400, "no", Some(Failed)),
            (403, r#"{"status":403}"#, Some(Failed)),
            (429, "", Some(Failed)),
            (500, r#"{"status":500,"message":"x"}"#, Some(Failed)),
            (503, "<html>", Some(Failed)),
            (301, "", Some(Failed)),
            (502, "<html>", Some(Unknown)),
            (504, "", Some(Unknown)),
            (500, "<html>", Some(Unknown)),
            (200, r#"{"status":"perhaps"}"#, Some(Unknown)),
            (200, r#"{"status":{}}"#, Some(Unknown)),
            (200, r#"{"stat"#, Some(Unknown)),
            (200, "<html>", Some(Unknown)),
            (200, "[]", Some(Unknown)),
        ] {
            assert_eq!(outcome(status, body), expected, "{status} {body}");
        }
    }

    #[test]
    fn who_is_not_known_is_told_from_any_other_no() {
        for (status, body, expected) in [
            (401, "", true),
            (200, r#"{"status":401}"#, true),
            (200, r#"{"status":"401"}"#, true),
            (403, r#"{"status":403}"#, false),
            (200, r#"{"status":200}"#, false),
            (200, "401", false),
        ] {
            let answer = Answer { status, body: body.as_bytes().to_vec() };
            assert_eq!(is_unknown_caller(&answer), expected, "{status} {body}");
        }
    }

    proptest! {
        /// Whatever comes, nothing breaks, and only what is known for sure is sent, or not.
        #[test]
        fn no_answer_breaks_it(
            status in 100_u16..600,
            body in prop_oneof![
                "[ -~]{0,80}",
                "\\{\"status\":[ -~]{0,20}\\}",
                "\\{\"status\":\"[a-z0-9]{0,12}\",\"message\":\"[a-z]{0,9}\"\\}",
            ],
        ) {
            let answer = Answer { status, body: body.clone().into_bytes() };
            let taken = taken(&answer);
            let is_json = serde_json::from_str::<Value>(&body).is_ok_and(|it| it.is_object());
            if (200..300).contains(&status) && !is_json && !body.is_empty() {
                prop_assert_eq!(taken.map_err(|not| not.outcome), Err(Unknown));
            } else if taken.is_ok() {
                prop_assert!((200..300).contains(&status));
            }
            let _ = (is_unknown_caller(&answer), let_in(&answer));
        }
    }
}
