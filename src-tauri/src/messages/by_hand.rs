//! What a counter writes to the customer of an order, and what was written about the orders of the day.

mod store;

use super::templates;
use crate::app::{App, Caller};
use crate::error::Error;
use crate::orders::load_of;
use domain::messages::{
    BY_HAND, Channel, DraftMessages, Fact, MessageDrafts, MessageKind, OrderMessage, Placeholder,
    Template, WriteRefused, WriteToCustomer, default_text, kinds_by_hand, new_time, typed_text,
};
use domain::text::gets_texts;

/// What was written about the orders of this shop.
pub async fn listed(app: &App, caller: &Caller) -> Result<Vec<OrderMessage>, Error> {
    store::listed(app.database(), caller.shop.id).await
}

/// What can be said of an order where it stands, in the group's words and the customer's language.
pub async fn draft(
    app: &App,
    caller: &Caller,
    call: DraftMessages,
) -> Result<MessageDrafts, Error> {
    let about = store::about(app.database(), caller.shop.id, call.order).await?;
    let about = about.ok_or(WriteRefused::Unknown)?;
    let to = about.phone.filter(|it| gets_texts(it)).ok_or(WriteRefused::NoNumber)?;
    let (mut facts, language) = (about.facts, about.language);
    let templates = templates::read(app).await?;
    let mut drafts = Vec::new();
    for kind in kinds_by_hand(about.mode, about.state) {
        if kind == MessageKind::Delayed {
            let load = load_of(app.database(), &caller.shop).await?;
            let told = new_time(about.awaited.expected(&load, about.now), about.now);
            facts.insert(Placeholder::Time, Fact::Time(told));
        } else {
            facts.insert(Placeholder::Time, Fact::Time(about.awaited.promised_at));
        }
        let of = (kind, Channel::Sms, language);
        let stands = templates.iter().find(|it| (it.kind, it.channel, it.language) == of);
        let ours = default_text(kind, Channel::Sms, language);
        let text = stands.map_or(ours, |it| it.text.as_str());
        let read = |text: &str| Template::read(kind, text, Channel::Sms.characters_max());
        // One that this program cannot read, being of another version, is passed over.
        let template = read(text).or_else(|_| read(ours))?;
        drafts.push((kind, template.write(Channel::Sms, &facts, language)));
    }
    Ok(MessageDrafts { to, language, drafts })
}

/// Writes it, once.
pub async fn write(app: &App, caller: &Caller, call: WriteToCustomer) -> Result<(), Error> {
    let text = typed_text(&call.text).map_err(WriteRefused::Text)?;
    // Which of these kinds makes sense the server says, where the order stands.
    if !BY_HAND.contains(&call.kind) {
        return Err(WriteRefused::Unknown.into());
    }
    let written = store::write(app.database(), caller, &call, &text).await;
    written.map_err(store::write_refused)
}
