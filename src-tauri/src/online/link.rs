//! The link of a payment, sent to the customer: as a message of the outbox, for as long as it may be opened.

mod store;

use crate::app::{App, Caller};
use crate::error::Error;
use domain::messages::Channel;
use domain::online::{LinkSent, OnlineRefused, SendLink};
use domain::text::{email, gets_texts, phone, phone_shown};

/// Sends it to who is named. The tap that is made twice sends once.
pub async fn send(app: &App, caller: &Caller, call: SendLink) -> Result<LinkSent, Error> {
    let to = address(call.by, &call.to)?;
    let found = store::write(app.database(), caller, &call, &to).await?;
    let link = found.ok_or(OnlineRefused::Unknown)?;
    if !link.is_written {
        if !link.is_open {
            return Err(OnlineRefused::NoLink.into());
        }
        if !link.has_way {
            return Err(OnlineRefused::NoWay.into());
        }
    }
    Ok(LinkSent { to: if call.by == Channel::Sms { phone_shown(&to) } else { to } })
}

/// The number or the address, as messages go to it.
fn address(by: Channel, typed: &str) -> Result<String, OnlineRefused> {
    match by {
        Channel::Sms => {
            let number = phone(Some(typed), "to").ok().flatten();
            number.filter(|it| gets_texts(it)).ok_or(OnlineRefused::Number)
        }
        Channel::Email => email(Some(typed), "to").ok().flatten().ok_or(OnlineRefused::Address),
    }
}
