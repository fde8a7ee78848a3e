//! Purchase orders: what to buy, drafts, and what becomes of them. What is received is next door.

mod sheet;
mod store;

use super::receiving::units;
use crate::app::{App, Caller};
use crate::error::{Error, raised, unreadable};
use crate::ledger::paper;
use crate::printing::as_pdf;
use crate::shops;
use crate::shops::papers::works;
use domain::menu::IngredientId;
use domain::messages::{Fact, Facts, MessageKind, Placeholder};
use domain::printing::PrinterUse;
use domain::staff::CallRefused;
use domain::stock::{
    ExpectedPurchase, KeepPurchasePdf, LineFault, LineRefused, ListPurchases, PAPERS_PAGE,
    PrintPurchase, Purchase, PurchaseId, PurchaseRefused, PurchaseSheet, PurchaseState, Purchases,
    ReadToBuy, SavePurchase, SendPurchase, SendingWay, ToBuy,
};
use domain::{CommandId, stock};
use sheet::Sheet;
use std::fs::OpenOptions;
use std::io::Write as _;
use uuid::Uuid;

/// A page of orders.
pub async fn list(app: &App, caller: &Caller, call: ListPurchases) -> Result<Purchases, Error> {
    let mut page = store::list(app.database(), works(caller)?, &call).await?;
    page.earlier = page.purchases.len() > PAPERS_PAGE;
    page.purchases.truncate(PAPERS_PAGE);
    Ok(page)
}

/// What the kitchen may receive.
pub async fn expected(app: &App, caller: &Caller) -> Result<Vec<ExpectedPurchase>, Error> {
    Ok(store::expected(app.database(), caller.shop.id).await?)
}

/// What a shop should buy, by supplier.
pub async fn to_buy(app: &App, caller: &Caller, call: ReadToBuy) -> Result<Vec<ToBuy>, Error> {
    let shop = shops::seen(app, caller, Some(&call.shop)).await?;
    let known = store::needs(app.database(), shop.id).await?;
    let orders = stock::to_buy(&known.levels, &known.expected, &known.bought());
    Ok(orders.into_iter().map(|(supplier, lines)| ToBuy { supplier, lines }).collect())
}

/// One order with all that is known of it.
pub async fn read(
    app: &App,
    caller: &Caller,
    purchase: PurchaseId,
) -> Result<PurchaseSheet, Error> {
    Ok(sheet(app, caller, purchase).await?.shown(app, caller))
}

async fn sheet(app: &App, caller: &Caller, purchase: PurchaseId) -> Result<Sheet, Error> {
    let found = store::sheet(app.database(), works(caller)?, purchase).await?;
    Ok(found.ok_or(PurchaseRefused::Unknown)?)
}

/// Begins an order or changes a draft.
pub async fn save(app: &App, caller: &Caller, call: SavePurchase) -> Result<PurchaseSheet, Error> {
    let shop = shops::seen(app, caller, Some(&call.shop)).await?;
    let (state, id) = (PurchaseState::Draft, call.purchase);
    let SavePurchase { supplier, version, lines, .. } = call.clone();
    Purchase { id, supplier, state, lines, version }.check_draft(&units(app).await?)?;
    let saved = store::save(app.database(), shop.id, caller.staff_id()?, &call).await;
    saved.map_err(refused)?.ok_or(PurchaseRefused::Unknown)?;
    read(app, caller, id).await
}

/// Sends a draft: the letter is written by the statement that makes the order expected, with the order in
/// its facts, and goes by whoever sends.
pub async fn send(app: &App, caller: &Caller, call: SendPurchase) -> Result<PurchaseSheet, Error> {
    let found = sheet(app, caller, call.purchase).await?;
    if found.last_change == Some(call.once) {
        return Ok(found.shown(app, caller));
    }
    let role = caller.role().ok_or(CallRefused::NotSignedIn)?;
    found.purchase.state.check_step(PurchaseState::Sent, role)?;
    found.purchase.check_draft(&units(app).await?)?;
    let supplier = found.supplier.as_ref().ok_or(PurchaseRefused::NoSupplier)?;
    let nowhere = || PurchaseRefused::NoAddress { supplier: supplier.name.clone() };
    if call.way == SendingWay::Email && supplier.email.is_none() {
        return Err(nowhere().into());
    }
    let facts = facts(&found, caller);
    let lasts = MessageKind::PurchaseOrder.sending().lasts;
    let sent =
        store::send(app.database(), found.shop_id, (&call, caller.staff_id()?), (&facts, lasts))
            .await;
    let sent = sent.map_err(|error| match constraint(&error) {
        Some("message_reaches") => nowhere().into(),
        _ => moved(error),
    })?;
    sent.ok_or(PurchaseRefused::Unknown)?;
    tracing::info!(number = found.number, way = call.way.word(), "a purchase order was sent");
    read(app, caller, call.purchase).await
}

/// What the letter to a supplier knows.
fn facts(sheet: &Sheet, caller: &Caller) -> Facts {
    let paper = sheet.paper(caller);
    let text = |it: &str| Fact::Text(it.to_owned());
    Facts::from([
        (Placeholder::Shop, text(&sheet.shop.name)),
        (Placeholder::Purchase, text(&sheet.number)),
        (Placeholder::Supplier, text(&paper.supplier)),
        (Placeholder::Lines, Fact::Purchase(Box::new(paper))),
    ])
}

/// Cancels an order, or expects no more of it: `to` says which.
pub async fn end(
    app: &App,
    caller: &Caller,
    (once, purchase, version): (Uuid, PurchaseId, i64),
    to: PurchaseState,
) -> Result<PurchaseSheet, Error> {
    let found = sheet(app, caller, purchase).await?;
    if found.last_change == Some(once) {
        return Ok(found.shown(app, caller));
    }
    let role = caller.role().ok_or(CallRefused::NotSignedIn)?;
    found.purchase.state.check_step(to, role)?;
    let (key, by) = ((purchase, found.shop_id), caller.staff_id()?);
    let ended = store::end(app.database(), key, (once, version), (to, by)).await.map_err(moved)?;
    ended.ok_or(PurchaseRefused::Unknown)?;
    read(app, caller, purchase).await
}

/// Prints an order here.
pub async fn print(app: &App, caller: &Caller, call: PrintPurchase) -> Result<(), Error> {
    app.can_print(PrinterUse::Ticket)?;
    let document = sheet(app, caller, call.purchase).await?.paper(caller).document();
    paper::print(app, CommandId(call.print), PrinterUse::Ticket, document).await
}

/// Keeps an order as a PDF in the person's folder of downloads; where.
pub async fn keep_pdf(app: &App, caller: &Caller, call: KeepPurchasePdf) -> Result<String, Error> {
    let view = sheet(app, caller, call.purchase).await?.paper(caller);
    let pdf = as_pdf(view.document(), &view.reference)?;
    let folder = app.downloads().ok_or(PurchaseRefused::NoFolder)?;
    let not_kept = |error: std::io::Error| PurchaseRefused::NotKept { why: error.to_string() };
    std::fs::create_dir_all(folder).map_err(not_kept)?;
    // What is there already is another print of it, and somebody's.
    for nth in 1.. {
        let again = if nth == 1 { String::new() } else { format!(" ({nth})") };
        let path = folder.join(format!("{}{again}.pdf", view.reference));
        match OpenOptions::new().write(true).create_new(true).open(&path) {
            Ok(mut file) => {
                file.write_all(&pdf).map_err(not_kept)?;
                return Ok(path.display().to_string());
            }
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists && nth < 1000 => {}
            Err(error) => return Err(not_kept(error).into()),
        }
    }
    Err(PurchaseRefused::NoFolder.into())
}

fn constraint(error: &sqlx::Error) -> Option<&str> {
    error.as_database_error()?.constraint()
}

/// What a statement means that found the order elsewhere than it was seen.
fn moved(error: sqlx::Error) -> Error {
    match raised(&error) {
        Some(("changed_first", _)) => PurchaseRefused::ChangedFirst.into(),
        Some(("step", word)) => match PurchaseState::from_word(word) {
            Some(state) => PurchaseRefused::Step { state }.into(),
            None => unreadable("purchase", "state", word).into(),
        },
        _ => error.into(),
    }
}

/// What a statement means that did not take a draft.
fn refused(error: sqlx::Error) -> Error {
    match (raised(&error), constraint(&error)) {
        // Its name is another order's already, whoever's.
        (_, Some("purchase_key" | "purchase_of_a_shop")) => PurchaseRefused::ChangedFirst.into(),
        (_, Some("purchase_of_supplier")) => PurchaseRefused::NoSupplier.into(),
        (Some(("not_kept", ingredient)), _) => match ingredient.parse() {
            Ok(key) => {
                let (ingredient, fault) = (IngredientId(key), LineFault::Unknown);
                PurchaseRefused::from(LineRefused { ingredient, fault }).into()
            }
            Err(_) => unreadable("stock_level", "ingredient_id", ingredient).into(),
        },
        _ => moved(error),
    }
}
