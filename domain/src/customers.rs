//! Customers: who is called, where pizzas are brought, what was ordered before.
//!
//! A customer's number is the key: whatever bears it is his, in every shop of the group. Orders keep what
//! they were taken with; the file is what is known today, and is forgotten: at the customer's word, or
//! three years after the last order.

mod address;
mod calls;
mod details;
mod keeping;
mod past;
mod refused;

pub use address::{AddressRefused, DeliveryAddress};
pub use calls::{
    CUSTOMERS_SHOWN_MAX, CustomerExported, CustomerFile, CustomerForgotten, CustomerRow,
    CustomerSaved, CustomersCall, EraseCustomer, ExportCustomer, FindCustomer, FoundCustomer,
    LAST_ORDERS, MergeCustomers, ReadCustomer, SaveCustomer, SearchCustomers, Sides,
};
pub use details::{
    ADDRESSES_MAX, CUSTOMER_NOTE_CHARACTERS_MAX, Consent, Customer, CustomerDetails,
};
pub use keeping::{KEPT_YEARS, is_to_be_forgotten};
pub use past::{Again, PastOrder};
pub use refused::CustomerRefused;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A customer, for ever: also once nothing is known of the person any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CustomerId(pub Uuid);

#[cfg(test)]
mod tests;
