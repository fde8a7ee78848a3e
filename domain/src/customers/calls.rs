//! What a screen can ask about customers.

use super::{Customer, CustomerDetails, CustomerId, PastOrder};
use crate::calls;
use crate::contract::CommandId;
use crate::staff::{AT_THE_COUNTER, MANAGERS};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Orders of before that a counter is shown of who calls.
pub const LAST_ORDERS: usize = 3;
/// The most customers of one answer to [`SearchCustomers`].
pub const CUSTOMERS_SHOWN_MAX: usize = 60;

/// The customer of a number, however it is written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FindCustomer {
    /// As typed.
    pub phone: String,
}

/// Who calls.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundCustomer {
    /// The file.
    pub customer: Customer,
    /// The last orders of any shop, latest first; [`LAST_ORDERS`] at most.
    pub orders: Vec<PastOrder>,
}

/// Customers by a part of their name, number or e-mail address; by nothing, who ordered last.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SearchCustomers {
    /// As typed.
    pub typed: String,
}

/// A customer in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomerRow {
    /// Who.
    pub id: CustomerId,
    /// The number.
    pub phone: String,
    /// The name.
    pub name: Option<String>,
    /// The town of the last delivery.
    pub town: Option<String>,
    /// When an order bore the number last.
    pub last_order_at: Option<DateTime<Utc>>,
}

/// All that is kept of a customer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReadCustomer {
    /// Who.
    pub customer: CustomerId,
}

/// All that is kept of a customer: what he may ask to see (RGPD, art. 15).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomerFile {
    /// The file.
    pub customer: Customer,
    /// The orders, latest first.
    pub orders: Vec<PastOrder>,
}

/// Makes a file, or changes one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SaveCustomer {
    /// Names this tap.
    pub command: CommandId,
    /// Who.
    pub customer: CustomerId,
    /// The version that was read; none: a new file.
    pub version: Option<i64>,
    /// All of it.
    pub details: CustomerDetails,
}

/// A file after it was saved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomerSaved {
    /// Who.
    pub customer: CustomerId,
    /// The version now.
    pub version: i64,
}

/// Forgets the person at his word (RGPD, art. 17): orders and entries of the ledger stay, nameless.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EraseCustomer {
    /// Names this tap.
    pub command: CommandId,
    /// Who.
    pub customer: CustomerId,
    /// The version that was read.
    pub version: i64,
}

/// A person who was forgotten.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomerForgotten {
    /// The key, which is nobody's name.
    pub customer: CustomerId,
    /// Orders that are nameless now.
    pub orders: u64,
}

/// Two files and their versions as they were read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sides {
    /// Whose number and name stay.
    pub kept: CustomerId,
    /// Its version.
    pub kept_version: i64,
    /// Whose addresses and orders go over.
    pub other: CustomerId,
    /// Its version.
    pub other_version: i64,
}

/// Joins two files of one person.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MergeCustomers {
    /// Names this tap.
    pub command: CommandId,
    /// Which.
    pub sides: Sides,
}

/// Writes all that is kept of a customer into a file of this PC, to be handed to him (RGPD, art. 20).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ExportCustomer {
    /// Who.
    pub customer: CustomerId,
}

/// Where it was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomerExported {
    /// The whole path.
    pub file: String,
}

calls! {
    /// The calls about customers.
    "customers" CustomersCall {
        FindCustomer -> Option<FoundCustomer>, AT_THE_COUNTER, [Counter];
        SaveCustomer -> CustomerSaved, AT_THE_COUNTER, [Counter, Office], command;
        SearchCustomers -> Vec<CustomerRow>, MANAGERS, [Office];
        ReadCustomer -> CustomerFile, MANAGERS, [Office];
        EraseCustomer -> CustomerForgotten, MANAGERS, [Office], command;
        MergeCustomers -> CustomerSaved, MANAGERS, [Office], command;
        ExportCustomer -> CustomerExported, MANAGERS, [Office];
    }
}
