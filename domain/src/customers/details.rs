//! What is known of a customer, and what somebody types of one.

use super::refused::CustomerRefused;
use super::{CustomerId, DeliveryAddress};
use crate::language::Language;
use crate::text::{self, NAME_CHARACTERS_MAX, checked};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// The most addresses that are kept of one customer: the ones used last.
pub const ADDRESSES_MAX: usize = 10;
/// The longest note of the shop about a customer, in characters.
pub const CUSTOMER_NOTE_CHARACTERS_MAX: usize = 280;

/// Whether a customer wants to be written to about anything but his own orders (Code des postes et des
/// communications électroniques, art. L34-5): only who said so, and until he says otherwise.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consent {
    /// When it was given last.
    pub given_at: Option<DateTime<Utc>>,
    /// When it was withdrawn.
    pub withdrawn_at: Option<DateTime<Utc>>,
}

impl Consent {
    /// Whether it holds.
    pub fn holds(&self) -> bool {
        self.given_at.is_some() && self.withdrawn_at.is_none()
    }

    /// What it is once somebody noted that it is wanted, or not: what stays as it was keeps its date.
    pub fn noted(self, wanted: bool, at: DateTime<Utc>) -> Consent {
        match (wanted, self.holds()) {
            (true, false) => Consent { given_at: Some(at), withdrawn_at: None },
            (false, true) => Consent { withdrawn_at: Some(at), ..self },
            _ => self,
        }
    }
}

/// What is known of a customer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Customer {
    /// Who.
    pub id: CustomerId,
    /// The number, as it is kept ([`text::phone`]); none: the file was forgotten.
    pub phone: Option<String>,
    /// The name.
    pub name: Option<String>,
    /// For receipts and messages.
    pub email: Option<String>,
    /// A note of the shop.
    pub note: Option<String>,
    /// The language that the person is written in.
    #[serde(default)]
    pub language: Language,
    /// Whether advertising is wanted.
    pub consent: Consent,
    /// Where orders were brought, the last one first; [`ADDRESSES_MAX`] at most.
    pub addresses: Vec<DeliveryAddress>,
    /// Since when there is a file.
    pub created_at: DateTime<Utc>,
    /// When an order bore the number last.
    pub last_order_at: Option<DateTime<Utc>>,
    /// Grows with each change somebody makes of the file.
    pub version: i64,
}

impl Customer {
    /// The same as somebody may change it.
    pub fn details(&self) -> CustomerDetails {
        CustomerDetails {
            phone: self.phone.as_deref().map(text::phone_shown).unwrap_or_default(),
            name: self.name.clone().unwrap_or_default(),
            email: self.email.clone(),
            note: self.note.clone(),
            language: self.language,
            advertising: self.consent.holds(),
            addresses: self.addresses.clone(),
        }
    }
}

/// What somebody types of a customer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomerDetails {
    /// The number.
    pub phone: String,
    /// The name.
    pub name: String,
    /// An e-mail address.
    pub email: Option<String>,
    /// A note of the shop.
    pub note: Option<String>,
    /// The language that the person is written in.
    #[serde(default)]
    pub language: Language,
    /// Advertising is wanted.
    pub advertising: bool,
    /// Where orders are brought.
    pub addresses: Vec<DeliveryAddress>,
}

impl CustomerDetails {
    /// Trims and checks it all.
    ///
    /// # Errors
    /// The first thing wrong with it.
    pub fn checked(&self) -> Result<CustomerDetails, CustomerRefused> {
        let phone = text::phone(Some(&self.phone), "phone")?.ok_or(CustomerRefused::NoPhone)?;
        let name = checked(Some(&self.name), "name", NAME_CHARACTERS_MAX)?;
        let mut addresses: Vec<DeliveryAddress> = Vec::new();
        for (at, address) in self.addresses.iter().enumerate() {
            let refused = |refused| CustomerRefused::Address { at, refused };
            let address = address.checked().map_err(refused)?;
            if !addresses.iter().any(|known| known.is_at(&address)) {
                addresses.push(address);
            }
        }
        if addresses.len() > ADDRESSES_MAX {
            return Err(CustomerRefused::TooManyAddresses);
        }
        Ok(CustomerDetails {
            phone,
            name: name.ok_or(CustomerRefused::NoName)?,
            email: text::email(self.email.as_deref(), "email")?,
            note: checked(self.note.as_deref(), "note", CUSTOMER_NOTE_CHARACTERS_MAX)?,
            language: self.language,
            advertising: self.advertising,
            addresses,
        })
    }
}
