//! Selling to learn it: checked as a real sale is, and nothing written of it but a ticket of training.

use super::priced;
use crate::app::{App, Away, Caller};
use crate::delivery;
use crate::error::Error;
use crate::ledger::register::{Draft, Turn};
use crate::ledger::{accounts, entries, learner, training};
use crate::stock;
use anyhow::Context;
use domain::ledger::{Content, LedgerRefused, local};
use domain::orders::{OrderRefused, Settled, TrainOrder, TrainSale, Trained, check_promise};
use domain::stock::short;
use futures_util::future::BoxFuture;

/// Checks an order as the statement that would place it does: the menu, the prices, who may sell it,
/// what is in stock. Nothing is reserved.
///
/// # Errors
/// It would be refused.
pub async fn order(app: &App, caller: &Caller, call: TrainOrder) -> Result<Trained, Error> {
    let TrainOrder { content, promised_at } = call;
    check_promise(promised_at, caller.at)?;
    let (menu, priced, _) = priced(app, caller, &content).await?;
    delivery::check(app, caller, (&*menu, &priced), promised_at)?;
    let levels = match app.is_away() {
        true => app.view().stock,
        false => stock::levels(app, caller).await?,
    };
    let short = short(&priced.need, &levels);
    if !short.is_empty() && !content.despite_stock {
        let name = |key| menu.ingredient(key).map(|ingredient| ingredient.name.clone());
        let ingredients = short.into_iter().filter_map(name).collect();
        return Err(OrderRefused::StockShort { ingredients }.into());
    }
    let nth = training::next_order(app).await?;
    Ok(Trained { nth, total: priced.totals.gross, promised_at })
}

/// The same while the server is away, on the heap, as whatever is seldom called: what every other call
/// needs of the stack stays as it is.
pub fn order_away<'a>(
    app: &'a App,
    caller: &'a Caller,
    call: TrainOrder,
) -> BoxFuture<'a, Result<Option<Away>, Error>> {
    Box::pin(async move { Away::of(&order(app, caller, call).await?) })
}

/// The ticket of training that says what would be taken.
///
/// # Errors
/// It would not be taken.
pub fn drafts<'a>(
    app: &'a App,
    caller: &'a Caller,
    turn: &'a Turn,
    call: &'a TrainSale,
) -> BoxFuture<'a, Result<Vec<Draft>, Error>> {
    Box::pin(async move {
        let (_, priced, _) = priced(app, caller, &call.content).await?;
        let account = call.account(&priced);
        let taken = call.taken(&account, &caller.shop.taking, local(caller.at).date_naive())?;
        let ticket = account.taking(&learner(caller, turn), &taken).map_err(LedgerRefused::Bill)?;
        // No order bears it.
        Ok(vec![Draft { order: None, content: Content::Ticket(ticket) }])
    })
}

/// Writes that ticket, and nothing else: no drawer opens.
///
/// # Errors
/// The server does not answer.
pub async fn sell(app: &App, caller: &Caller, call: TrainSale) -> Result<Settled, Error> {
    let settled = settled(caller, &call)?;
    entries::write(app, caller, call.command, &settled, &[]).await
}

/// What its ticket says.
///
/// # Errors
/// There is none, which is a fault of the program.
pub fn settled(caller: &Caller, call: &TrainSale) -> Result<Settled, Error> {
    let signed = caller.signed.last().context("a sale of training without its ticket")?;
    let ticket = accounts::ticket(signed).context("a sale of training whose entry is no ticket")?;
    Ok(call.settled(&ticket, signed.entry()))
}
