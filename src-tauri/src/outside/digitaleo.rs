//! Text messages: handed to Digitaleo, once. Who calls decides when one is tried again.
//!
//! A message may have gone from the moment that Digitaleo is given it until its answer is understood, and
//! only then. What it answers is read in `digitaleo/answer.rs`.

mod answer;

use super::http::{Answer, Deadline, Outside, ask};
use super::{Login, http};
use domain::messages::Outcome;
use domain::settings::{Digitaleo, SecretName, ServiceFault, SmsForm};
use reqwest::RequestBuilder;
use reqwest::header::CONTENT_TYPE;
use serde::Deserialize;
use serde_json::json;
use std::time::Duration;
use tokio::time::Instant;
use zeroize::Zeroizing;

/// A text message.
pub struct Sms {
    /// The number, with its country (E.164).
    pub to: String,
    /// What it says.
    pub text: String,
}

/// A message that is not known to have gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotSent {
    /// What became of it.
    pub outcome: Outcome,
    /// Why.
    pub fault: ServiceFault,
}

impl NotSent {
    /// It did not go, for a reason that may pass.
    fn before(fault: ServiceFault) -> NotSent {
        NotSent { outcome: Outcome::Failed, fault }
    }
}

/// What takes text messages.
pub trait SmsGateway {
    /// Hands a message over, once.
    fn send(&self, sms: &Sms) -> impl Future<Output = Result<(), NotSent>> + Send;
    /// Looks whether it would take one: as far as its knowing who asks.
    fn look(&self) -> impl Future<Output = Result<(), ServiceFault>> + Send;
}

/// The group's account with Digitaleo.
pub struct DigitaleoAccount<'a> {
    /// The line.
    pub outside: &'a Outside,
    /// What is entered of it.
    pub entered: Digitaleo,
    /// Who signs in; none where nobody has entered that.
    pub login: Option<Login>,
}

/// What Digitaleo lets somebody in by.
pub(super) struct Token {
    bearer: Zeroizing<String>,
    until: Instant,
    /// The address and the login that it was given for.
    whose: (String, String),
}

/// So long before its end a token is not used any more.
const BEFORE_END: Duration = Duration::from_secs(60);
/// How long one is taken to be good of which nothing is said.
const USUAL: Duration = Duration::from_secs(300);

impl SmsGateway for DigitaleoAccount<'_> {
    async fn send(&self, sms: &Sms) -> Result<(), NotSent> {
        let deadline = self.outside.deadline();
        let bearer = self.token(None, deadline).await.map_err(NotSent::before)?;
        let mut answer = self.hand_over(sms, &bearer, deadline).await?;
        if answer::is_unknown_caller(&answer) {
            // The token was over before its time: it is renewed once, and nothing had gone.
            let bearer = self.token(Some(&bearer), deadline).await.map_err(NotSent::before)?;
            answer = self.hand_over(sms, &bearer, deadline).await?;
        }
        answer::taken(&answer)
    }

    async fn look(&self) -> Result<(), ServiceFault> {
        self.token(None, self.outside.deadline()).await.map(drop)
    }
}

impl DigitaleoAccount<'_> {
    /// A token that is good, and not that one, which turned out not to be.
    async fn token(
        &self,
        but: Option<&Zeroizing<String>>,
        deadline: Deadline,
    ) -> Result<Zeroizing<String>, ServiceFault> {
        let Some(login) = &self.login else {
            return Err(ServiceFault::NoSecret { name: SecretName::DigitaleoLogin });
        };
        let whose = (self.entered.token_address.clone(), login.user.to_string());
        // Whoever else needs one meanwhile waits for this one.
        let mut kept = self.outside.token.lock().await;
        let is_good =
            |it: &&Token| it.whose == whose && it.until > Instant::now() && Some(&it.bearer) != but;
        if let Some(token) = kept.as_ref().filter(is_good) {
            return Ok(token.bearer.clone());
        }
        *kept = None;
        let form = [
            ("client_id", login.user.as_str()),
            ("client_secret", login.password.as_str()),
            ("grant_type", "client_credentials"),
        ];
        let request = self.outside.client()?.post(&self.entered.token_address).form(&form);
        let since = Instant::now();
        let answer = ask(request, ("digitaleo", "token"), deadline).await?;
        let Given { bearer, lasts } = given(&answer)?;
        let until = since + lasts.saturating_sub(BEFORE_END);
        *kept = Some(Token { bearer: bearer.clone(), until, whose });
        Ok(bearer)
    }

    async fn hand_over(
        &self,
        sms: &Sms,
        bearer: &str,
        deadline: Deadline,
    ) -> Result<Answer, NotSent> {
        let request = self.request(sms).map_err(NotSent::before)?.bearer_auth(bearer);
        let asked = ask(request, ("digitaleo", "sms"), deadline).await;
        asked.map_err(|fault| NotSent {
            outcome: if fault.may_be_done() { Outcome::Unknown } else { Outcome::Failed },
            fault,
        })
    }

    fn request(&self, sms: &Sms) -> Result<RequestBuilder, ServiceFault> {
        let Digitaleo { sms_address, sender, form, .. } = &self.entered;
        // Whose number it is is nobody's business there.
        let contacts = json!([{ "firstName": "", "lastName": "", "recipient": sms.to }]);
        let request = self.outside.client()?.post(sms_address);
        Ok(match form {
            SmsForm::Json => {
                let body = json!({ "text": sms.text, "sender": sender, "contacts": contacts });
                request.header(CONTENT_TYPE, "application/json").body(body.to_string())
            }
            SmsForm::Form => request.form(&[
                ("text", sms.text.as_str()),
                ("sender", sender),
                ("contacts", &contacts.to_string()),
            ]),
        })
    }
}

/// A token that was given.
struct Given {
    bearer: Zeroizing<String>,
    lasts: Duration,
}

#[derive(Deserialize)]
struct GivenToken {
    access_token: String,
    #[serde(default)]
    expires_in: serde_json::Value,
}

fn given(answer: &Answer) -> Result<Given, ServiceFault> {
    answer::let_in(answer)?;
    let GivenToken { access_token, expires_in } = answer.json()?;
    let access_token = Zeroizing::new(access_token);
    let seconds = match &expires_in {
        serde_json::Value::String(text) => text.parse().ok(),
        other => other.as_u64(),
    };
    // What goes into a header is a word of ASCII.
    let is_word = !access_token.is_empty() && access_token.bytes().all(|it| it.is_ascii_graphic());
    if !is_word {
        return Err(ServiceFault::Unreadable);
    }
    Ok(Given { bearer: access_token, lasts: seconds.map_or(USUAL, Duration::from_secs) })
}

/// Words of an answer, as they can be shown.
fn words(answer: &serde_json::Value) -> String {
    let of = |name: &str| match &answer[name] {
        serde_json::Value::Null => None,
        serde_json::Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    };
    let said = ["message", "error_description", "error", "details"].into_iter().filter_map(of);
    http::quoted(&said.collect::<Vec<_>>().join(" "))
}
