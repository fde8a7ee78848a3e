//! What messages say: a manager's words where there are any, else the program's.

use super::store;
use crate::app::{App, Caller};
use crate::error::Error;
use domain::Language;
use domain::messages::{
    Channel, ForgetTemplate, MessageKind, SENDINGS, SaveTemplate, Template, TemplateRefused,
    TemplateStands, default_subject, default_text,
};

/// Every template, in the order of the kinds.
pub async fn read(app: &App) -> Result<Vec<TemplateStands>, Error> {
    let mut written = store::templates(app.database()).await?;
    let mut all = Vec::new();
    for sending in SENDINGS {
        for channel in sending.channels {
            for language in [Language::Fr, Language::En] {
                let is = |it: &TemplateStands| {
                    (it.kind, it.channel, it.language) == (sending.kind, *channel, language)
                };
                let found = written.iter().position(is).map(|at| written.swap_remove(at));
                all.push(found.unwrap_or_else(|| ours(sending.kind, *channel, language)));
            }
        }
    }
    Ok(all)
}

fn ours(kind: MessageKind, channel: Channel, language: Language) -> TemplateStands {
    let subject = (channel == Channel::Email).then(|| default_subject(kind, language).to_owned());
    let text = default_text(kind, channel, language).to_owned();
    TemplateStands { kind, channel, language, subject, text, version: 0, set: None }
}

/// Keeps a template that can be read; which version it is then.
pub async fn save(app: &App, caller: &Caller, call: SaveTemplate) -> Result<i64, Error> {
    Template::read(call.kind, &call.text, call.channel.characters_max())?;
    let subject = match call.channel {
        Channel::Sms => None,
        Channel::Email => {
            let subject = call.subject.as_deref().unwrap_or_default();
            Template::read_subject(call.kind, subject)
                .map_err(|refused| TemplateRefused::Subject(Box::new(refused)))?;
            Some(subject)
        }
    };
    let saved = store::save(app.database(), &call, subject, caller.staff_id()?).await?;
    Ok(saved.ok_or(TemplateRefused::Moved)?)
}

/// Goes back to the program's own words.
pub async fn forget(app: &App, call: ForgetTemplate) -> Result<(), Error> {
    Ok(store::forget(app.database(), &call).await?)
}

/// What a message is worded from: subject, for an e-mail, and text. A manager's that this program cannot
/// read, being of another version, is passed over.
pub async fn worded_from(
    app: &App,
    (kind, channel, language): (MessageKind, Channel, Language),
) -> Result<(Template, Template), Error> {
    let written = store::template(app.database(), (kind, channel, language)).await?;
    let read = |subject: Option<&str>, text: &str| {
        let subject = subject.unwrap_or_else(|| default_subject(kind, language));
        Ok::<_, TemplateRefused>((
            Template::read_subject(kind, subject)?,
            Template::read(kind, text, channel.characters_max())?,
        ))
    };
    let own = written.and_then(|(subject, text)| read(subject.as_deref(), &text).ok());
    match own {
        Some(own) => Ok(own),
        None => Ok(read(None, default_text(kind, channel, language))?),
    }
}
