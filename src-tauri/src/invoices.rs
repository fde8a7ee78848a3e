//! Invoices for companies: made of a ticket of the ledger, numbered by the server, printed.
//!
//! The number is the server's to give, without a gap: an invoice is not made while it is away.

mod store;

use crate::app::{App, Caller, reply};
use crate::command;
use crate::error::Error;
use crate::ledger::{entries, paper};
use domain::invoices::{
    InvoiceMade, InvoicePrinted, InvoiceRefused, InvoiceStands, InvoicesCall, MakeInvoice,
    PrintInvoice, ReadInvoice, billed, company,
};
use domain::ledger::EntryRef;
use domain::printing::{self, PrinterUse};

/// Answers this capability's calls.
pub async fn answer(
    app: &App,
    caller: Caller,
    call: InvoicesCall,
) -> Result<serde_json::Value, Error> {
    let caller = &caller;
    match call {
        InvoicesCall::ReadInvoice(call) => reply(call, |call| read(app, caller, call)).await,
        InvoicesCall::MakeInvoice(call) => reply(call, |call| make(app, caller, call)).await,
        InvoicesCall::PrintInvoice(call) => reply(call, |call| print(app, caller, call)).await,
    }
}

async fn read(app: &App, caller: &Caller, call: ReadInvoice) -> Result<InvoiceStands, Error> {
    let shown = entries::read(app, &call.entry).await?;
    let corrects = billed(&shown)?.0.corrects.as_ref();
    stands(app, caller, &call.entry, corrects).await
}

async fn stands(
    app: &App,
    caller: &Caller,
    entry: &EntryRef,
    corrects: Option<&EntryRef>,
) -> Result<InvoiceStands, Error> {
    let invoice = store::of(app.database(), &caller.shop, entry).await?;
    let of_corrected = match corrects {
        Some(corrected) => store::of(app.database(), &caller.shop, corrected).await?,
        None => None,
    };
    Ok(InvoiceStands { invoice, of_corrected })
}

/// Makes the invoice of a ticket, or the credit note of one that gave money back.
async fn make(app: &App, caller: &Caller, call: MakeInvoice) -> Result<InvoiceMade, Error> {
    let shown = entries::read(app, &call.entry).await?;
    let (ticket, kind) = billed(&shown)?;
    let stands = stands(app, caller, &call.entry, ticket.corrects.as_ref()).await?;
    let company = match company(kind, call.company.as_ref(), &stands) {
        // It may be this very tap that made it, and its first answer was lost.
        Err(refused @ InvoiceRefused::Made { .. }) => {
            let none = Ok(None);
            return command::once(app.database(), call.command, none, |_| refused.into()).await;
        }
        company => company?,
    };
    let corrects = stands.of_corrected.map(|it| it.number.number);
    let row = store::Row { kind, entry: &call.entry, corrects, company: &company };
    let made = store::make(app.database(), caller, call.command, &row).await;
    command::once(app.database(), call.command, made, |error| match error {
        None => InvoiceRefused::NoTicket.into(),
        Some(error) => refused(error),
    })
    .await
}

/// Prints an invoice: the original once, then duplicatas.
async fn print(app: &App, caller: &Caller, call: PrintInvoice) -> Result<InvoicePrinted, Error> {
    app.can_print(PrinterUse::Ticket)?;
    let shown = entries::read(app, &call.entry).await?;
    let ticket = billed(&shown)?.0;
    let made = store::of(app.database(), &caller.shop, &call.entry).await?;
    let made = made.ok_or(InvoiceRefused::None)?;
    let printed = store::print(app.database(), caller, call.command, made.number.number).await;
    let printed: InvoicePrinted =
        command::once(app.database(), call.command, printed, |error| match error {
            None => InvoiceRefused::None.into(),
            Some(error) => refused(error),
        })
        .await?;
    let document = printing::invoice(&made, &shown, ticket, printed.copy);
    paper::print(app, call.command, PrinterUse::Ticket, document).await?;
    Ok(printed)
}

/// What a refused row means: another counter was first.
fn refused(error: sqlx::Error) -> Error {
    let constraint = error.as_database_error().and_then(|it| it.constraint());
    match constraint {
        Some("invoice_key" | "invoice_of_entry" | "invoice_print_key") => {
            InvoiceRefused::Overtaken.into()
        }
        _ => error.into(),
    }
}
