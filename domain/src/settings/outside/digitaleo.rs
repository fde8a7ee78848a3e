//! Digitaleo, which sends text messages: where it is, in whose name they go, and in which form it takes
//! them. Its documents are not public, and accounts differ: so all of it is entered.

use super::{ServiceRefused, address};
use crate::orders::words;
use serde::{Deserialize, Serialize};

/// The longest name that a text message comes from (3GPP TS 23.040, 9.1.2.5).
pub const SENDER_CHARACTERS_MAX: usize = 11;

/// In which form an account takes messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SmsForm {
    /// As JSON.
    Json,
    /// As a form, of which the field `contacts` is JSON.
    Form,
}

words!(SmsForm { Json = "json", Form = "form" });

/// What is entered of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Digitaleo {
    /// Where a token is asked for.
    pub token_address: String,
    /// Where messages are handed over.
    pub sms_address: String,
    /// The name that messages come from, which Digitaleo has to have approved.
    pub sender: String,
    /// In which form.
    pub form: SmsForm,
}

impl Default for Digitaleo {
    fn default() -> Digitaleo {
        Digitaleo {
            token_address: "https://oauth.messengeo.net/token".to_owned(),
            sms_address: "https://sms.messengeo.net/rest/sms".to_owned(),
            sender: "OCPizza".to_owned(),
            form: SmsForm::Json,
        }
    }
}

impl Digitaleo {
    /// As it stands in its form.
    pub fn typed(&self) -> TypedDigitaleo {
        TypedDigitaleo {
            token_address: self.token_address.clone(),
            sms_address: self.sms_address.clone(),
            sender: self.sender.clone(),
            form: self.form,
        }
    }
}

/// As it was typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypedDigitaleo {
    /// Where a token is asked for.
    pub token_address: String,
    /// Where messages are handed over.
    pub sms_address: String,
    /// The name that messages come from.
    pub sender: String,
    /// In which form.
    pub form: SmsForm,
}

impl TypedDigitaleo {
    /// Reads what was typed.
    ///
    /// # Errors
    /// What is wrong, at its field.
    pub fn check(&self) -> Result<Digitaleo, ServiceRefused> {
        let sender = self.sender.trim();
        let is_sender = (1..=SENDER_CHARACTERS_MAX).contains(&sender.len())
            && sender.bytes().all(|it| it.is_ascii_alphanumeric());
        Ok(Digitaleo {
            token_address: address(&self.token_address, "digitaleo-token")?,
            sms_address: address(&self.sms_address, "digitaleo-sms")?,
            sender: if is_sender { sender.to_owned() } else { return Err(ServiceRefused::Sender) },
            form: self.form,
        })
    }
}
