//! Payments on the telephone (UC04): asked for at a counter, and carried on by whichever counter or office of the
//! shop comes first, until each has its end.
//!
//! What is wanted of a payment follows from its order (`migrations/0038_paypal.sql`); what is to be done about it is
//! [`domain::payments::PaypalIntent`]'s; here it is done ([`steps`]) and its money written into the ledger
//! ([`booking`]). Its link goes to the customer as a message ([`link`]); an office reads what came of it in [`listed`].

pub mod booking;
mod code;
mod link;
mod listed;
mod steps;
mod store;
mod wants;

use crate::app::{App, Caller, reply};
use crate::error::Error;
use crate::settings::outside;
use crate::shops::papers::works;
use chrono::{DateTime, Utc};
use domain::Cents;
use domain::online::{
    AskOnline, EndOnline, LeaveOnline, ListOnlineToCheck, LookAgain, OnlineCall, OnlineOrder,
    OnlineRefused, OnlineStands, ReadOnline, StartHeld,
};
use domain::payments::{self, PaypalIntent, PaypalIntentId, PaypalSeen, PaypalWish};
use domain::shops::WindowKind;
use std::time::Duration;
pub use steps::{Online, carry_on_due, keep_carried_on};
use tokio::time::{Instant, timeout_at};

/// How long a counter waits for the link before it goes on without.
const LINK_MAX: Duration = Duration::from_secs(5);

/// Answers this capability's calls.
pub async fn answer(
    app: &App,
    caller: Caller,
    call: OnlineCall,
) -> Result<serde_json::Value, Error> {
    let caller = &caller;
    // Who learns looks at what is real, and does nothing to it.
    let looks = matches!(call, OnlineCall::ReadOnline(_) | OnlineCall::ListOnlineToCheck(_));
    if caller.window == WindowKind::Counter && !looks {
        app.training().admits(false)?;
    }
    match call {
        OnlineCall::ReadOnline(call) => reply(call, |call| read(app, caller, call)).await,
        OnlineCall::AskOnline(call) => reply(call, |call| ask(app, caller, call)).await,
        OnlineCall::LeaveOnline(call) => reply(call, |call| leave(app, caller, call)).await,
        OnlineCall::StartHeld(call) => reply(call, |call| start_held(app, caller, call)).await,
        OnlineCall::ListOnlineToCheck(call) => {
            reply(call, |_: ListOnlineToCheck| to_check(app, caller)).await
        }
        OnlineCall::LookAgain(call) => reply(call, |call| look_again(app, caller, call)).await,
        OnlineCall::SendLink(call) => reply(call, |call| link::send(app, caller, call)).await,
        OnlineCall::ListOnline(call) => reply(call, |call| listed::list(app, caller, call)).await,
        OnlineCall::EndOnline(call) => reply(call, |call| end(app, caller, call)).await,
    }
}

async fn read(app: &App, caller: &Caller, call: ReadOnline) -> Result<OnlineOrder, Error> {
    if call.watched && store::watch(app.database(), caller.shop.id, call.order).await? {
        app.online().look();
    }
    let offered = outside::paypal_entered(app).await?.is_some();
    let rows = store::of_order(app.database(), caller.shop.id, call.order).await?;
    let payments = rows.into_iter().map(store::ShownRow::shown).collect();
    Ok(OnlineOrder { offered, payments })
}

/// Asks for a payment, and waits a little for its link: PayPal is asked by who carries payments on.
async fn ask(app: &App, caller: &Caller, call: AskOnline) -> Result<OnlineStands, Error> {
    let entered = outside::paypal_entered(app).await?.ok_or(OnlineRefused::NotOffered)?;
    if call.amount <= Cents::ZERO || call.amount > call.due {
        return Err(OnlineRefused::Amount { left: call.due }.into());
    }
    let intent = intent(&call, caller.at);
    let lasts = entered.link_lasts();
    let asked = store::ask(app.database(), caller, &call, &intent, lasts).await;
    asked.map_err(store::ask_refused)?.ok_or(OnlineRefused::Unknown)?;
    let mut changes = app.online().changes();
    app.online().look();
    let until = Instant::now() + LINK_MAX;
    loop {
        let stands = shown(app, call.intent).await?;
        let has_link = stands.link.is_some() || stands.words(domain::Language::Fr).is_some();
        if has_link || timeout_at(until, changes.changed()).await.is_err() {
            return Ok(stands);
        }
    }
}

/// A payment before anything is known of it. Number, reference and time of the link are the server's.
fn intent(call: &AskOnline, at: DateTime<Utc>) -> PaypalIntent {
    PaypalIntent {
        intent: call.intent,
        order: call.order,
        reference: String::new(),
        attempt: 0,
        amount: call.amount,
        link_until: at,
        wish: PaypalWish::Hold,
        give_back: Cents::ZERO,
        seen: PaypalSeen::default(),
        begun: None,
        declines: 0,
        refunds_begun: 0,
        no: None,
        doubt: None,
    }
}

async fn leave(app: &App, caller: &Caller, call: LeaveOnline) -> Result<OnlineStands, Error> {
    let attempt = store::leave(app.database(), caller.shop.id, call.intent).await;
    if !attempt.map_err(store::leave_refused)? {
        return Err(OnlineRefused::Unknown.into());
    }
    app.online().look();
    shown(app, call.intent).await
}

async fn start_held(app: &App, caller: &Caller, call: StartHeld) -> Result<(), Error> {
    match store::start_held(app.database(), caller.shop.id, call.order).await? {
        true => Ok(()),
        false => Err(OnlineRefused::NotHeld.into()),
    }
}

async fn to_check(app: &App, caller: &Caller) -> Result<Vec<OnlineStands>, Error> {
    let rows = store::to_check(app.database(), caller.shop.id).await?;
    Ok(rows.into_iter().map(store::ShownRow::shown).collect())
}

async fn look_again(app: &App, caller: &Caller, call: LookAgain) -> Result<OnlineStands, Error> {
    if !store::look_again(app.database(), call.intent, works(caller)?).await? {
        shown(app, call.intent).await?;
        return Err(OnlineRefused::NotToCheck.into());
    }
    app.online().look();
    shown(app, call.intent).await
}

async fn end(app: &App, caller: &Caller, call: EndOnline) -> Result<OnlineStands, Error> {
    let reason = payments::reason(&call.reason).map_err(OnlineRefused::from)?;
    let by = (caller.staff_id()?, works(caller)?);
    if !store::end(app.database(), by, call.intent, &reason).await? {
        shown(app, call.intent).await?;
        return Err(OnlineRefused::NotToCheck.into());
    }
    tracing::warn!(intent = %call.intent.0, "a payment by PayPal was ended by hand");
    shown(app, call.intent).await
}

async fn shown(app: &App, intent: PaypalIntentId) -> Result<OnlineStands, Error> {
    let row = store::one(app.database(), intent).await?.ok_or(OnlineRefused::Unknown)?;
    Ok(row.shown())
}
