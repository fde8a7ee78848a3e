//! Customers: who calls, what is known of them, and how it is forgotten (UC06).
//!
//! Orders find or make their customer's file by themselves, by the number they bear, in the statement that
//! places them: also those that were taken while the server was away.

mod export;
mod keeping;
mod store;

use crate::app::{App, Caller, reply};
use crate::command;
use crate::error::{Error, raised};
use domain::customers::{
    CustomerFile, CustomerForgotten, CustomerRefused, CustomerRow, CustomerSaved, CustomersCall,
    EraseCustomer, FindCustomer, FoundCustomer, LAST_ORDERS, MergeCustomers, ReadCustomer,
    SaveCustomer, SearchCustomers,
};
use domain::text;
pub use keeping::{forget_old, keep_forgetting};

/// The most orders that a file shows.
const ORDERS_SHOWN_MAX: usize = 200;

/// Answers this capability's calls.
pub async fn answer(
    app: &App,
    caller: Caller,
    call: CustomersCall,
) -> Result<serde_json::Value, Error> {
    let caller = &caller;
    match call {
        CustomersCall::FindCustomer(call) => reply(call, |call| find(app, call)).await,
        CustomersCall::SaveCustomer(call) => reply(call, |call| save(app, caller, call)).await,
        CustomersCall::SearchCustomers(call) => reply(call, |call| search(app, call)).await,
        CustomersCall::ReadCustomer(call) => reply(call, |call| read(app, call)).await,
        CustomersCall::EraseCustomer(call) => reply(call, |call| erase(app, caller, call)).await,
        CustomersCall::MergeCustomers(call) => reply(call, |call| merge(app, caller, call)).await,
        CustomersCall::ExportCustomer(call) => {
            reply(call, |call| export::export(app, caller, call)).await
        }
    }
}

async fn find(app: &App, call: FindCustomer) -> Result<Option<FoundCustomer>, Error> {
    let phone = text::phone(Some(&call.phone), "phone").map_err(CustomerRefused::from)?;
    match phone {
        Some(phone) => Ok(store::find(app.database(), &phone, LAST_ORDERS).await?),
        None => Ok(None),
    }
}

async fn search(app: &App, call: SearchCustomers) -> Result<Vec<CustomerRow>, Error> {
    Ok(store::search(app.database(), &call.typed).await?)
}

async fn read(app: &App, call: ReadCustomer) -> Result<CustomerFile, Error> {
    let file = store::read(app.database(), call.customer, ORDERS_SHOWN_MAX).await?;
    file.ok_or_else(|| CustomerRefused::Unknown.into())
}

/// Makes a file or changes one: all of it, if nobody changed it meanwhile.
async fn save(app: &App, caller: &Caller, call: SaveCustomer) -> Result<CustomerSaved, Error> {
    let details = call.details.checked()?;
    let saved = store::save(app.database(), caller, &call, &details).await;
    let saved = command::once(app.database(), call.command, saved, |error| match error {
        None => CustomerRefused::Unknown.into(),
        Some(error) => refused(error),
    })
    .await;
    match saved {
        Err(error) if is_taken(&error) => {
            let other = store::find(app.database(), &details.phone, 0).await?;
            let name = other.and_then(|other| other.customer.name);
            Err(CustomerRefused::PhoneTaken { name }.into())
        }
        saved => saved,
    }
}

async fn erase(
    app: &App,
    caller: &Caller,
    call: EraseCustomer,
) -> Result<CustomerForgotten, Error> {
    let erased = store::erase(app.database(), caller, &call).await;
    told(app, call.command, erased).await
}

async fn merge(app: &App, caller: &Caller, call: MergeCustomers) -> Result<CustomerSaved, Error> {
    let joined = store::merge(app.database(), caller, &call).await;
    told(app, call.command, joined).await
}

/// What became of a command on a file that is there.
async fn told<T: serde::de::DeserializeOwned>(
    app: &App,
    command: domain::CommandId,
    done: Result<Option<T>, sqlx::Error>,
) -> Result<T, Error> {
    command::once(app.database(), command, done, |error| match error {
        None => CustomerRefused::Unknown.into(),
        Some(error) => refused(error),
    })
    .await
}

/// Whether the number was refused because another file has it.
fn is_taken(error: &Error) -> bool {
    matches!(error, Error::Refused(refused) if refused.field().as_deref() == Some("phone"))
}

/// What a refused statement means.
fn refused(error: sqlx::Error) -> Error {
    match raised(&error) {
        Some(("unknown_customer", _)) => return CustomerRefused::Unknown.into(),
        Some(("customer_changed", _)) => return CustomerRefused::ChangedFirst.into(),
        Some(("same_customer", _)) => return CustomerRefused::Same.into(),
        Some(("order_under_way", reference)) => {
            return CustomerRefused::OrderUnderWay { reference: reference.to_owned() }.into();
        }
        _ => {}
    }
    match error.as_database_error().and_then(|it| it.constraint()) {
        Some("customer_phone_once") => CustomerRefused::PhoneTaken { name: None }.into(),
        // The key is the screen's to make: somebody's tap of before made it.
        Some("customer_key") => CustomerRefused::ChangedFirst.into(),
        _ => error.into(),
    }
}
