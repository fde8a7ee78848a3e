//! What the server refused when nobody heard it: shown to a person, tried again, or given up.

use super::{Entry, Journal, Outcome, Taken, Undecided};
use crate::app::{App, Asking, Capability, reply};
use crate::error::Error;
use crate::ledger::correcting;
use crate::ledger::unasked::{UNASKED, Unasked};
use domain::contract::CallFacts;
use domain::invoices::InvoicesCall;
use domain::journal::{
    DecisionRefused, GiveUp, JournalCall, ToDecide, TryAgain, kitchen_tap, order_command,
};
use domain::kitchen::{KitchenCall, TapDone};
use domain::language::either;
use domain::ledger::LedgerCall;
use domain::menu::Menu;
use domain::orders::{OrdersCall, REASON_CHARACTERS_MAX, Sale};
use domain::runs::RunsCall;
use domain::shops::WindowKind;
use domain::staff::MANAGERS;
use domain::stock::StockCall;
use domain::text;
use domain::{CommandId, Language};
use serde_json::Value;

impl Capability for JournalCall {
    fn facts(&self) -> CallFacts {
        JournalCall::facts(self)
    }

    /// The journal is there without a server, and without a shop.
    async fn answer(self, app: &App, asking: Asking) -> Result<Value, Error> {
        let Some(journal) = app.journal()? else {
            return Err(anyhow::anyhow!("this process keeps no journal").into());
        };
        let decides = !matches!(self, JournalCall::ListToDecide(_));
        if decides && asking.window == WindowKind::Counter {
            app.training().admits(false)?;
        }
        match self {
            JournalCall::ListToDecide(call) => {
                reply(call, async |_| Ok(listed(app, journal, asking.language).await)).await
            }
            JournalCall::TryAgain(call) => {
                reply(call, |call| try_again(app, journal, call, asking.language)).await
            }
            JournalCall::GiveUp(call) => {
                reply(call, async |call| give_up(app, journal, &call, &asking).await).await
            }
        }
    }
}

async fn listed(app: &App, journal: &Journal, language: Language) -> Vec<ToDecide> {
    let undecided = journal.undecided();
    // Names of what is in an order; without a menu it is shown without them.
    let menu = if undecided.is_empty() { None } else { app.menu().await.ok() };
    undecided.into_iter().map(|it| shown(it, menu.as_deref(), language)).collect()
}

async fn try_again(
    app: &App,
    journal: &Journal,
    TryAgain { entry, as_sold }: TryAgain,
    language: Language,
) -> Result<(), Error> {
    let Undecided { entry, mut taken, .. } = of(journal, entry)?;
    if correcting::is_taken_back(app, taken.command).await? {
        // It is being given up.
        return Err(DecisionRefused::Decided.into());
    }
    if let Some(answered) = &mut taken.answered {
        answered.decided = as_sold;
    }
    let order = order_of(&taken).cloned();
    offered(app, journal, entry, taken, language).await?;
    // Its payment and its hand-over were refused for want of the order.
    let of_it = |it: &Undecided| order.is_some() && order_of(&it.taken) == order.as_ref();
    for Undecided { entry, taken, .. } in journal.undecided().into_iter().filter(of_it) {
        if let Err(error) = offered(app, journal, entry, taken, language).await {
            tracing::info!("what hangs on it is still refused: {error:?}");
        }
    }
    Ok(())
}

/// Offers a command to the server again.
async fn offered(
    app: &App,
    journal: &Journal,
    entry: Entry,
    taken: Taken,
    language: Language,
) -> Result<(), Error> {
    let answer = app.apply_again(taken.clone()).await;
    if let Some(outcome) = Outcome::unheard(&answer, language) {
        app.mark(journal, (entry, &taken), outcome).await;
    }
    answer.map(drop)
}

async fn give_up(
    app: &App,
    journal: &Journal,
    call: &GiveUp,
    asking: &Asking,
) -> Result<(), Error> {
    let Undecided { entry, taken, .. } = of(journal, call.entry)?;
    let reason = text::checked(Some(&call.reason), "reason", REASON_CHARACTERS_MAX)?;
    let reason = reason.ok_or(DecisionRefused::NoReason)?;
    let role = asking.staff.as_ref().map(|person| person.role);
    let consent = asking.consents.iter().find(|consent| Some(consent.id) == call.approval);
    if needs_manager(&taken) && !MANAGERS.admits(role) && consent.is_none() {
        return Err(DecisionRefused::Manager.into());
    }
    if !taken.signed.is_empty() {
        // Its entries are in the ledger: they are taken back before it is given up.
        take_back(app, taken.command, &reason, asking).await?;
    }
    let who = asking.staff.as_ref().map_or(String::new(), |person| person.name.clone());
    let manager = consent.map(|consent| format!(" ({})", consent.manager.0)).unwrap_or_default();
    tracing::warn!(command = %taken.command.0, who, reason, "a command was given up");
    let outcome = Outcome::GivenUp(format!("{who}{manager}: {reason}"));
    app.mark(journal, (entry, &taken), outcome).await;
    Ok(())
}

/// Takes back what was signed for a command. Once that is in the journal it will be written, and the
/// command is given up.
async fn take_back(
    app: &App,
    refused: CommandId,
    reason: &str,
    asking: &Asking,
) -> Result<(), Error> {
    let (command, reason) = (correcting::taking_back(refused), reason.to_owned());
    let unasked = Unasked::TakeBack { command, refused, reason };
    match app.write_unasked(unasked, asking.clone()).await {
        Err(error) if error.is_passing() && correcting::is_taken_back(app, refused).await? => {
            tracing::info!("what takes it back waits: {error:?}");
            Ok(())
        }
        written => written.map(drop),
    }
}

fn of(journal: &Journal, place: i64) -> Result<Undecided, DecisionRefused> {
    let mut undecided = journal.undecided().into_iter();
    undecided.find(|it| it.entry.place() == place).ok_or(DecisionRefused::Decided)
}

/// The order that a command names.
fn order_of(taken: &Taken) -> Option<&Value> {
    taken.request.as_object()?.values().next()?.get("order")
}

/// A tap that is lost leaves a pizza, or a driver, where it was; anything else leaves money or a sale out.
fn needs_manager(taken: &Taken) -> bool {
    !matches!(taken.capability.as_str(), "kitchen" | "stock" | "customers" | "runs")
}

fn shown(undecided: Undecided, menu: Option<&Menu>, language: Language) -> ToDecide {
    let Undecided { entry, taken, words } = undecided;
    let sold = taken.answered.as_ref().and_then(|answered| answered.sold.as_ref());
    ToDecide {
        entry: entry.place(),
        at: taken.asking.at,
        person: taken.asking.staff.as_ref().map(|person| person.name.clone()),
        what: what(&taken, menu, language),
        lines: lines(&taken, menu),
        why: words,
        was_sold: sold.is_some() && taken.request.get("PlaceOrder").is_some(),
        needs_manager: needs_manager(&taken),
    }
}

/// What it was, in words; what this program does not know, by its name.
pub(super) fn what(taken: &Taken, menu: Option<&Menu>, language: Language) -> String {
    let told = taken.answered.as_ref().map(|answered| &answered.reply);
    let number = told.and_then(|reply| reply.get("number")?.as_str());
    let done = told.and_then(|reply| serde_json::from_value::<TapDone>(reply.clone()).ok());
    let pizza = done.map(|done| format!("{} ({})", done.pizza.name, done.pizza.number));
    let order = serde_json::from_value::<OrdersCall>(taken.request.clone()).ok();
    let tap = serde_json::from_value::<KitchenCall>(taken.request.clone()).ok();
    let stock = serde_json::from_value::<StockCall>(taken.request.clone()).ok();
    let invoice = serde_json::from_value::<InvoicesCall>(taken.request.clone()).ok();
    let till = serde_json::from_value::<LedgerCall>(taken.request.clone()).ok();
    let run = serde_json::from_value::<RunsCall>(taken.request.clone()).ok();
    order
        .and_then(|call| order_command(&call, number, language))
        .or_else(|| kitchen_tap(&tap?, pizza.as_deref(), language))
        .or_else(|| stock?.told(menu, language))
        .or_else(|| invoice?.told(language))
        .or_else(|| till?.told(language))
        .or_else(|| run?.told(language))
        .or_else(|| (taken.capability == "customers").then(|| of_a_customer(language)))
        .or_else(|| (taken.capability == UNASKED).then(|| by_itself(language)))
        .unwrap_or_else(|| taken.capability.clone())
}

/// A customer’s file. Whose is not said: the list is shown to whoever stands at the counter.
fn of_a_customer(language: Language) -> String {
    either(language, "Fiche d’un client", "A customer’s file")
}

/// What the program wrote into the ledger without being asked.
fn by_itself(language: Language) -> String {
    either(language, "Écriture du journal fiscal", "Entry of the ledger")
}

/// What is in an order: as it was sold, else by the menu's names of now.
fn lines(taken: &Taken, menu: Option<&Menu>) -> Vec<String> {
    let times = |quantity: u32, name: &str| format!("{quantity}\u{a0}× {name}");
    if let Some(sold) = taken.answered.as_ref().and_then(|answered| answered.sold.as_ref()) {
        return sold.priced.lines.iter().map(|it| times(it.quantity, &it.name)).collect();
    }
    let content = match serde_json::from_value::<OrdersCall>(taken.request.clone()) {
        Ok(OrdersCall::PlaceOrder(call)) => call.content,
        Ok(OrdersCall::PlaceElsewhere(call)) => call.content,
        Ok(OrdersCall::ChangeOrder(call)) => call.content,
        _ => return Vec::new(),
    };
    let name = |sold| menu.and_then(|menu| Sale::of(sold, menu).ok()).map(|sale| sale.name);
    let lines = content.lines.iter();
    lines.map(|line| times(line.quantity, name(&line.sold).as_deref().unwrap_or("?"))).collect()
}
