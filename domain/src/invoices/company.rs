//! The company that an invoice is for, as it is typed and as it is taken.

use super::InvoiceRefused;
use crate::text;
use serde::{Deserialize, Serialize};

/// The longest line of a company's name and address, in characters.
pub const COMPANY_CHARACTERS_MAX: usize = 100;

/// A company as it is typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypedCompany {
    /// Its name.
    pub name: String,
    /// Street and number.
    pub street: String,
    /// Postcode and town.
    pub town: String,
    /// Its SIREN, nine digits; nothing: not told.
    pub siren: String,
    /// Its VAT number; nothing: not told.
    pub vat_number: String,
}

/// A company (CGI annexe II, art. 242 nonies A, I 1° to 3°).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Company {
    /// Its name.
    pub name: String,
    /// Street and number.
    pub street: String,
    /// Postcode and town.
    pub town: String,
    /// Its SIREN: nine digits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub siren: Option<String>,
    /// Its VAT number: two letters and two to thirteen characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vat_number: Option<String>,
}

impl TypedCompany {
    /// The company, where it can be taken.
    ///
    /// # Errors
    /// What is missing, too long, or no such number; with its field.
    pub fn checked(&self) -> Result<Company, InvoiceRefused> {
        let line = |typed: &str, field| {
            text::checked(Some(typed), field, COMPANY_CHARACTERS_MAX)?
                .ok_or(InvoiceRefused::Missing { field })
        };
        let siren = siren(&self.siren)?;
        let vat_number = vat_number(&self.vat_number)?;
        // Of a French company the VAT number ends with its SIREN.
        if let (Some(siren), Some(vat)) = (&siren, &vat_number)
            && vat.starts_with("FR")
            && !vat.ends_with(siren.as_str())
        {
            return Err(InvoiceRefused::VatNumber);
        }
        Ok(Company {
            name: line(&self.name, "company-name")?,
            street: line(&self.street, "company-street")?,
            town: line(&self.town, "company-town")?,
            siren,
            vat_number,
        })
    }
}

/// What people type without what they type between.
fn plain(typed: &str) -> String {
    let kept = typed.chars().filter(|c| !text::BETWEEN_DIGITS.contains(c));
    kept.flat_map(char::to_uppercase).take(20).collect()
}

fn siren(typed: &str) -> Result<Option<String>, InvoiceRefused> {
    let digits = plain(typed);
    match digits.is_empty() {
        true => Ok(None),
        false if is_siren(&digits) => Ok(Some(digits)),
        false => Err(InvoiceRefused::Siren),
    }
}

/// Nine digits whose sum by Luhn is a multiple of ten.
fn is_siren(digits: &str) -> bool {
    let sum: u32 = digits
        .bytes()
        .rev()
        .enumerate()
        .map(|(at, byte)| {
            let digit = u32::from(byte.wrapping_sub(b'0')) * if at % 2 == 0 { 1 } else { 2 };
            digit / 10 + digit % 10
        })
        .sum();
    digits.len() == 9 && digits.bytes().all(|byte| byte.is_ascii_digit()) && sum.is_multiple_of(10)
}

fn vat_number(typed: &str) -> Result<Option<String>, InvoiceRefused> {
    let number = plain(typed);
    if number.is_empty() {
        return Ok(None);
    }
    let (country, rest) = number.split_at_checked(2).unwrap_or_default();
    let is_one = country.bytes().all(|byte| byte.is_ascii_uppercase())
        && (2..=13).contains(&rest.len())
        && rest.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && (country != "FR" || is_french(rest));
    if is_one { Ok(Some(number)) } else { Err(InvoiceRefused::VatNumber) }
}

/// A key of two characters and a SIREN; a key of digits follows from it (CGI annexe I, art. 215).
fn is_french(rest: &str) -> bool {
    let Some((key, siren)) = rest.split_at_checked(2) else { return false };
    let expected = siren.parse::<u32>().map(|siren| (12 + 3 * (siren % 97)) % 97);
    let holds = match (key.parse::<u32>(), expected) {
        (Ok(key), Ok(expected)) => key == expected,
        (Err(_), Ok(_)) => true,
        (_, Err(_)) => false,
    };
    is_siren(siren) && holds
}
