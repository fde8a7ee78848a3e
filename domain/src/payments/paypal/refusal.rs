//! What PayPal refuses, and what that means for a payment. The words are PayPal's own; what is not in the table is
//! for a person to look at.

use crate::language::{Language, Spoken, either};
use serde::{Deserialize, Serialize};

/// What is to be done about a refusal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaypalMeaning {
    /// The same again later, under the same name.
    Again,
    /// PayPal does not know the group, or does not let it do that: nothing was done, and it is to be set right
    /// at the office.
    NotAllowed,
    /// It was done before: the order is looked at, which says how it stands.
    Done,
    /// The customer is to agree again, or with something else.
    AskCustomer,
    /// Another invoice is to be named.
    InvoiceUsed,
    /// It cannot be done any more: the order is looked at.
    Final,
    /// There is nothing of that name.
    Gone,
    /// Nobody knows.
    Unclear,
}

use PaypalMeaning::{Again, AskCustomer, Done, Final, InvoiceUsed, NotAllowed};

/// What each word of PayPal's means, in `details[].issue`, or where there is none, in `name`.
pub const PAYPAL_ISSUES: [(&str, PaypalMeaning); 29] = [
    ("PREVIOUS_REQUEST_IN_PROGRESS", Again),
    ("RESOURCE_CONFLICT", Again),
    ("INTERNAL_SERVER_ERROR", Again),
    ("INTERNAL_SERVICE_ERROR", Again),
    ("SERVICE_UNAVAILABLE", Again),
    ("RATE_LIMIT_REACHED", Again),
    ("AUTHENTICATION_FAILURE", NotAllowed),
    ("PERMISSION_DENIED", NotAllowed),
    ("NOT_AUTHORIZED", NotAllowed),
    ("ORDER_ALREADY_AUTHORIZED", Done),
    ("ORDER_ALREADY_CAPTURED", Done),
    ("ORDER_ALREADY_COMPLETED", Done),
    ("AUTHORIZATION_ALREADY_CAPTURED", Done),
    ("AUTHORIZATION_VOIDED", Done),
    ("PREVIOUSLY_CAPTURED", Done),
    ("PREVIOUSLY_VOIDED", Done),
    ("ORDER_NOT_APPROVED", AskCustomer),
    ("INSTRUMENT_DECLINED", AskCustomer),
    ("PAYER_ACTION_REQUIRED", AskCustomer),
    ("PAYER_CANNOT_PAY", AskCustomer),
    ("DUPLICATE_INVOICE_ID", InvoiceUsed),
    ("REFUND_AMOUNT_EXCEEDED", Final),
    ("CAPTURE_FULLY_REFUNDED", Final),
    ("AUTHORIZATION_EXPIRED", Final),
    ("AUTHORIZATION_DENIED", Final),
    ("CANNOT_BE_VOIDED", Final),
    ("ORDER_EXPIRED", Final),
    ("MAX_CAPTURE_COUNT_EXCEEDED", Final),
    ("MAX_CAPTURE_AMOUNT_EXCEEDED", Final),
];

impl PaypalMeaning {
    /// What a refusal means: by its word where that is known, else by the status of HTTP.
    pub fn of(status: u16, word: &str) -> PaypalMeaning {
        let known = PAYPAL_ISSUES.iter().find(|(its, _)| *its == word);
        match (known, status) {
            (Some((_, meaning)), _) => *meaning,
            (None, 401 | 403) => NotAllowed,
            (None, 404) => PaypalMeaning::Gone,
            (None, 429 | 500..) => Again,
            (None, _) => PaypalMeaning::Unclear,
        }
    }
}

/// A refusal of PayPal's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaypalNo {
    /// What is to be done about it.
    pub meaning: PaypalMeaning,
    /// PayPal's word.
    pub issue: String,
    /// The number under which PayPal finds the request, for whoever asks it.
    pub debug_id: Option<String>,
}

impl Spoken for PaypalNo {
    fn say(&self, language: Language) -> String {
        let issue = &self.issue;
        match self.meaning {
            Again => either(
                language,
                "PayPal est occupé : la demande est renvoyée d’elle-même.",
                "PayPal is busy: the request is sent again by itself.",
            ),
            NotAllowed => either(
                language,
                "PayPal refuse les identifiants du groupe : prévenez un administrateur, ou choisissez un autre règlement.",
                "PayPal refuses the group’s credentials: tell an administrator, or choose another tender.",
            ),
            Done => either(
                language,
                "PayPal l’a déjà fait : le paiement est relu.",
                "PayPal has done it already: the payment is read again.",
            ),
            AskCustomer => either(
                language,
                "Le moyen de paiement du client est refusé : il peut en choisir un autre sur le même lien.",
                "The customer’s means of payment was declined: another one can be chosen on the same link.",
            ),
            InvoiceUsed => either(
                language,
                "PayPal connaît déjà ce numéro : un autre est demandé.",
                "PayPal knows this number already: another one is asked for.",
            ),
            Final => either(
                language,
                "PayPal ne peut plus le faire : le paiement est relu.",
                "PayPal cannot do it any more: the payment is read again.",
            ),
            PaypalMeaning::Gone => either(
                language,
                "PayPal ne connaît plus ce paiement.",
                "PayPal does not know this payment any more.",
            ),
            PaypalMeaning::Unclear => either(
                language,
                format!("PayPal refuse la demande ({issue})."),
                format!("PayPal refuses the request ({issue})."),
            ),
        }
    }
}
