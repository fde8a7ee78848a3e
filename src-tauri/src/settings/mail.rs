//! The group's server of mail: entered at an office, tried out, and had by whoever sends.

use super::{Secrets, store};
use crate::app::{App, Caller};
use crate::command_line::language;
use crate::error::Error;
use crate::outside::email::{EmailGateway, Letter, Smtp};
use crate::outside::{Limits, Login};
use anyhow::Context;
use domain::messages::Outcome;
use domain::server::check::Finding;
use domain::settings::{
    MailRefused, MailServer, MailStands, SecretName, SetMail, TestMail, is_address,
};
use sqlx::PgExecutor;

const NAME: &str = "mail";

/// The server of mail as it is entered.
pub async fn read(app: &App) -> Result<MailStands, Error> {
    Ok(match store::setting(app.database(), NAME).await? {
        Some((value, by, at)) => MailStands { server: Some(parsed(value)?), set: Some((by, at)) },
        None => MailStands { server: None, set: None },
    })
}

async fn server(server: impl PgExecutor<'_>) -> Result<Option<MailServer>, Error> {
    let entered = store::setting(server, NAME).await?;
    entered.map(|(value, ..)| parsed(value)).transpose()
}

fn parsed(value: serde_json::Value) -> Result<MailServer, Error> {
    Ok(serde_json::from_value(value).context("setting.value of mail")?)
}

/// Enters it; as it was read.
pub async fn set(app: &App, caller: &Caller, call: SetMail) -> Result<MailServer, Error> {
    let server = call.typed.check()?;
    let value = serde_json::to_value(&server).context("JSON")?;
    store::put_setting(app.database(), (NAME, &value), Some(caller.staff_id()?)).await?;
    tracing::info!(host = server.host, port = server.port, "the server of mail is set");
    Ok(server)
}

/// Sends a mail through what is typed.
pub async fn try_out(app: &App, call: TestMail) -> Result<(), Error> {
    let server = call.typed.check()?;
    let to = call.to.trim();
    if !is_address(to) {
        return Err(MailRefused::To.into());
    }
    let letter = Letter {
        id: format!("trial-{}", App::new_key()),
        to: to.to_owned(),
        subject: "OC Pizza : essai / trial".to_owned(),
        text: "Ce courriel montre que la caisse sait envoyer.\n\nThis mail shows that the till can send."
            .to_owned(),
        attachments: Vec::new(),
        at: app.now(),
    };
    let tried = through(app, server).await?.send(&letter).await;
    match tried.outcome {
        Outcome::Sent => Ok(()),
        Outcome::Unknown => Err(MailRefused::Unknown.into()),
        Outcome::Failed | Outcome::Refused => {
            Err(MailRefused::NotSent { words: tried.fault.unwrap_or_default() }.into())
        }
    }
}

/// What mail is sent through; none where none is entered.
///
/// # Errors
/// The server does not answer, or the keyring, which has the user and the password.
pub async fn smtp(app: &App) -> Result<Option<Smtp>, Error> {
    match server(app.database()).await? {
        Some(server) => through(app, server).await.map(Some),
        None => Ok(None),
    }
}

/// Whether the server would take mail from here, for `oc-pizza check`; nothing where none is entered, or this
/// terminal sends none.
///
/// # Errors
/// The server does not answer.
pub(crate) async fn look(
    database: impl PgExecutor<'_>,
    secrets: &Secrets,
    limits: Limits,
) -> Result<Option<Finding>, Error> {
    let entered = match server(database).await {
        // A kitchen and a board have no right to it.
        Err(Error::Refused(_)) => None,
        entered => entered?,
    };
    let Some(server) = entered else { return Ok(None) };
    let host = format!("{}:{}", server.host, server.port);
    let looked = match with(secrets, server, limits).await {
        Ok(smtp) => smtp.look().await,
        Err(error) => Err(format!("{:#}", error.in_words(language()))),
    };
    Ok(Some(match looked {
        Ok(()) => Finding::Mail { host },
        Err(words) => Finding::MailTroubled { host, words },
    }))
}

async fn through(app: &App, server: MailServer) -> Result<Smtp, Error> {
    with(app.secrets(), server, app.outside().limits()).await
}

async fn with(secrets: &Secrets, server: MailServer, limits: Limits) -> Result<Smtp, Error> {
    let user = secrets.value(SecretName::SmtpUser).await?;
    let password = secrets.value(SecretName::SmtpPassword).await?;
    // A server of the group's own may ask for neither.
    let login = user.zip(password).map(|(user, password)| Login { user, password });
    Ok(Smtp { server, login, limits })
}
