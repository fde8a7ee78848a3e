//! Mail: one letter, handed to the group's server over SMTP (RFC 5321), once. Who calls decides when it is
//! tried again.
//!
//! A letter may have gone from the moment its content is given until the server answers to it, and only
//! then: so the conversation is held step by step, and each step says what its failure means.

mod letter;

pub use letter::{Attachment, Letter};

use super::{Limits, Login};
use domain::messages::Outcome;
use domain::settings::{MailSecurity, MailServer};
use lettre::Address;
use lettre::transport::smtp::Error as SmtpError;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{
    AsyncSmtpConnection, Certificate, TlsParameters, TlsParametersBuilder,
};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::ClientId;
use std::error::Error as _;
use std::time::Duration;
use tokio::time::timeout;

/// What a try brought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tried {
    /// What became of it.
    pub outcome: Outcome,
    /// What went wrong, in the words of the server or of the line.
    pub fault: Option<String>,
}

impl Tried {
    /// It did not go, for a reason that may pass.
    pub fn not(fault: &str) -> Tried {
        Tried { outcome: Outcome::Failed, fault: Some(fault.to_owned()) }
    }
}

/// What takes letters.
pub trait EmailGateway {
    /// Hands a letter over, once.
    fn send(&self, letter: &Letter) -> impl Future<Output = Tried> + Send;
    /// Looks whether it would take one: as far as signing in.
    fn look(&self) -> impl Future<Output = Result<(), String>> + Send;
}

/// A server of mail.
pub struct Smtp {
    /// Where it is.
    pub server: MailServer,
    /// Who signs in; none where it asks nobody to.
    pub login: Option<Login>,
    /// How long it may take.
    pub limits: Limits,
}

/// How far the conversation got.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    /// Coming in: connecting, protecting the line, signing in, saying who sends.
    Opening,
    /// To whom it is to go.
    Recipient,
    /// Asking to be given the word.
    Asking,
    /// The content was begun.
    Content,
}

/// Why it stopped.
enum Stopped {
    Smtp(SmtpError),
    /// The letter itself cannot be sent.
    Letter(String),
}

impl From<SmtpError> for Stopped {
    fn from(error: SmtpError) -> Stopped {
        Stopped::Smtp(error)
    }
}

impl EmailGateway for Smtp {
    async fn send(&self, letter: &Letter) -> Tried {
        let mut step = Step::Opening;
        let all = self.limits.connect + self.limits.call;
        let ended = timeout(all, self.hand_over(letter, &mut step)).await;
        match ended {
            Ok(Ok(())) => Tried { outcome: Outcome::Sent, fault: None },
            Ok(Err(Stopped::Letter(words))) => {
                Tried { outcome: Outcome::Refused, fault: Some(words) }
            }
            Ok(Err(Stopped::Smtp(error))) => {
                Tried { outcome: meaning(step, &error), fault: Some(in_words(&error)) }
            }
            Err(_silence) => Tried {
                outcome: if step == Step::Content { Outcome::Unknown } else { Outcome::Failed },
                fault: Some(format!("no answer in {} s", all.as_secs())),
            },
        }
    }

    async fn look(&self) -> Result<(), String> {
        let all = self.limits.connect + self.limits.call;
        match timeout(all, self.come_in()).await {
            Ok(Ok(mut line)) => {
                // A farewell; whether it is answered is nothing to us.
                let _ = timeout(Duration::from_secs(1), line.quit()).await;
                Ok(())
            }
            Ok(Err(error)) => Err(in_words(&error)),
            Err(_silence) => Err(format!("no answer in {} s", all.as_secs())),
        }
    }
}

impl Smtp {
    async fn hand_over(&self, letter: &Letter, step: &mut Step) -> Result<(), Stopped> {
        let address =
            |it: &str| it.parse::<Address>().map_err(|error| Stopped::Letter(error.to_string()));
        let (from, to) = (address(&self.server.sender)?, address(&letter.to)?);
        let content = letter.formatted(&self.server, (from.clone(), to.clone()));
        let content = content.map_err(Stopped::Letter)?;
        let mut line = self.come_in().await?;
        line.command(Mail::new(Some(from), Vec::new())).await?;
        *step = Step::Recipient;
        line.command(Rcpt::new(to, Vec::new())).await?;
        *step = Step::Asking;
        line.command(Data).await?;
        *step = Step::Content;
        line.message(&content).await?;
        // It is theirs from here on, whatever becomes of the line.
        let _ = timeout(Duration::from_secs(1), line.quit()).await;
        Ok(())
    }

    /// A protected line on which we are signed in.
    async fn come_in(&self) -> Result<AsyncSmtpConnection, SmtpError> {
        let MailServer { host, port, security, .. } = &self.server;
        // What the PC is called is nobody's business: RFC 5321, 4.1.3, takes an address.
        let name = ClientId::default();
        let tls = self.tls()?;
        let at_once = (*security == MailSecurity::Tls).then(|| tls.clone());
        let connect = Some(self.limits.connect);
        let mut line = AsyncSmtpConnection::connect_tokio1(
            (host.as_str(), *port),
            connect,
            &name,
            at_once,
            None,
        )
        .await?;
        if *security == MailSecurity::StartTls {
            // A server that does not offer it is left: nothing goes in clear.
            line.starttls(tls, &name).await?;
        }
        if let Some(Login { user, password }) = &self.login {
            let who = Credentials::new(user.to_string(), password.to_string());
            line.auth(&[Mechanism::Plain, Mechanism::Login], &who).await?;
        }
        Ok(line)
    }

    fn tls(&self) -> Result<TlsParameters, SmtpError> {
        let builder = TlsParametersBuilder::new(self.server.host.clone());
        let builder = match &self.server.ca {
            Some(ca) => builder.add_root_certificate(Certificate::from_pem(ca.as_bytes())?),
            None => builder,
        };
        builder.build_rustls()
    }
}

/// What a failure at that step means for the letter. Of the recipient a clear no is for good; whatever else
/// is refused before the content (who sends, a password) is ours to mend, and may be tomorrow.
fn meaning(step: Step, error: &SmtpError) -> Outcome {
    match step {
        Step::Opening | Step::Asking => Outcome::Failed,
        Step::Recipient if error.is_permanent() => Outcome::Refused,
        Step::Recipient => Outcome::Failed,
        Step::Content if error.is_permanent() => Outcome::Refused,
        Step::Content if error.is_transient() => Outcome::Failed,
        Step::Content => Outcome::Unknown,
    }
}

fn in_words(error: &SmtpError) -> String {
    let mut words = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let more = error.to_string();
        if !words.contains(&more) {
            words = format!("{words}: {more}");
        }
        cause = error.source();
    }
    words
}
