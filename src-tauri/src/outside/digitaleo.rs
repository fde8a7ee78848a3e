//! Text messages: handed to Digitaleo, once. Who calls decides when one is tried again.
//!
//! A message may have gone from the moment that Digitaleo is given it until its answer is understood, and
//! only then. What it answers is read in `digitaleo/answer.rs`.

mod answer;

use super::Login;
use super::http::{Answer, Deadline, Outside, ask};
use super::token::given;
use domain::messages::Outcome;
use domain::settings::{Digitaleo, SecretName, ServiceFault, SmsForm};
use reqwest::RequestBuilder;
use reqwest::header::CONTENT_TYPE;
use serde_json::json;
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
        let asked = async {
            let form = [
                ("client_id", login.user.as_str()),
                ("client_secret", login.password.as_str()),
                ("grant_type", "client_credentials"),
            ];
            let request = self.outside.client()?.post(&self.entered.token_address).form(&form);
            let answer = ask(request, ("digitaleo", "token"), deadline).await?;
            answer::let_in(&answer)?;
            given(&answer)
        };
        self.outside.digitaleo_token.good(whose, but, asked).await
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
