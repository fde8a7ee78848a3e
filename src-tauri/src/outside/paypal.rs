//! PayPal: payments that a customer agrees to on a telephone (Orders v2, Payments v2). What is to be called when
//! is [`domain::payments::PaypalIntent`]'s; here each call is made, and what was answered is read.
//!
//! Each step bears the name of its request, and is sent again under it where PayPal says that it may be, or its
//! line broke: a name counts once.

mod answer;
mod request;

use super::Login;
use super::http::{Answer, Deadline, Outside, ask, words};
use super::token::given;
use domain::payments::{PaypalCall, PaypalIntent, PaypalMeaning, PaypalNo, PaypalWord};
use domain::settings::{Paypal, SecretName, ServiceFault};
use std::time::Duration;
use tokio::time::sleep;
use zeroize::Zeroizing;

/// What takes payments on the Internet.
pub trait OnlinePayments {
    /// Makes one call of a payment. A fault says that nobody knows what came of it: a step that was sent may have
    /// been done.
    fn call(
        &self,
        call: &PaypalCall,
        intent: &PaypalIntent,
    ) -> impl Future<Output = Result<PaypalWord, ServiceFault>> + Send;
    /// Looks whether it answers and knows the group.
    fn look(&self) -> impl Future<Output = Result<(), ServiceFault>> + Send;
}

/// The group's account with PayPal.
pub struct PaypalAccount<'a> {
    /// The line.
    pub outside: &'a Outside,
    /// What is entered of it.
    pub entered: Paypal,
    /// Its client id and its secret; none where nobody has entered them.
    pub login: Option<Login>,
}

/// How often a call is made that PayPal says may be made again, or that was cut off (outside.md).
const TRIES: u32 = 3;
const WAIT: Duration = Duration::from_millis(400);

impl OnlinePayments for PaypalAccount<'_> {
    async fn call(
        &self,
        call: &PaypalCall,
        intent: &PaypalIntent,
    ) -> Result<PaypalWord, ServiceFault> {
        let deadline = self.outside.deadline();
        let mut nth = 1;
        loop {
            let heard = match self.ask_once(call, intent, deadline).await {
                Ok(answer) => answer::word(call, &answer),
                Err(fault) => Err(fault),
            };
            let wait = WAIT * 2_u32.pow(nth - 1) + Duration::from_millis(fastrand::u64(0..200));
            if nth == TRIES || !is_worth_another(&heard) || !deadline.allows(wait) {
                return heard;
            }
            sleep(wait).await;
            nth += 1;
        }
    }

    async fn look(&self) -> Result<(), ServiceFault> {
        self.token(None, self.outside.deadline()).await.map(drop)
    }
}

/// Whether the same again, under the same name, may bring more. What was silent has had all the time there is.
fn is_worth_another(heard: &Result<PaypalWord, ServiceFault>) -> bool {
    match heard {
        Ok(PaypalWord::No(PaypalNo { meaning, .. })) => *meaning == PaypalMeaning::Again,
        Err(fault) => matches!(fault, ServiceFault::CutOff),
        Ok(_) => false,
    }
}

impl PaypalAccount<'_> {
    async fn ask_once(
        &self,
        call: &PaypalCall,
        intent: &PaypalIntent,
        deadline: Deadline,
    ) -> Result<Answer, ServiceFault> {
        let client = self.outside.client()?;
        // What cannot be asked is no reason to ask for a token.
        let request = request::of(client, &self.entered, call, intent)?;
        let again = request.try_clone();
        let what = ("paypal", answer::name(call));
        let bearer = self.token(None, deadline).await?;
        let answer = ask(request.bearer_auth(bearer.as_str()), what, deadline).await?;
        match again {
            // The token was over before its time: it is renewed once, and nothing was done.
            Some(again) if answer.status == 401 => {
                let bearer = self.token(Some(&bearer), deadline).await?;
                ask(again.bearer_auth(bearer.as_str()), what, deadline).await
            }
            _ => Ok(answer),
        }
    }

    /// A token that is good, and not that one, which turned out not to be.
    async fn token(
        &self,
        but: Option<&Zeroizing<String>>,
        deadline: Deadline,
    ) -> Result<Zeroizing<String>, ServiceFault> {
        let Some(login) = &self.login else {
            return Err(ServiceFault::NoSecret { name: SecretName::PaypalClientId });
        };
        let whose = (self.entered.address().to_owned(), login.user.to_string());
        let asked = async {
            let address = request::place(&self.entered, "/v1/oauth2/token");
            let request = self.outside.client()?.post(address);
            let request = request
                .basic_auth(login.user.as_str(), Some(login.password.as_str()))
                .form(&[("grant_type", "client_credentials")]);
            let answer = ask(request, ("paypal", "token"), deadline).await?;
            let_in(&answer)?;
            given(&answer)
        };
        self.outside.paypal_token.good(whose, but, asked).await
    }
}

/// Whether a token was given.
fn let_in(answer: &Answer) -> Result<(), ServiceFault> {
    let words = || answer.json().map(|said| words(&said)).unwrap_or_default();
    match answer.status {
        200..300 => Ok(()),
        400 | 401 | 403 => Err(ServiceFault::Denied { words: words() }),
        429 => Err(ServiceFault::TooMuch { words: words() }),
        500.. => Err(ServiceFault::Troubled { words: words() }),
        _ => Err(ServiceFault::Refused { words: words() }),
    }
}
