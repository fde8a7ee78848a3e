//! Invoices for companies (CGI art. 289): from a ticket of the ledger, with the company's name beside it.
//!
//! The ledger names no customer, and never will: an invoice refers to its ticket by register and number,
//! and has the company, a number of the shop's one gapless series, and the day it was made
//! (CGI annexe II, art. 242 nonies A, I). What it bills is the ticket's, to the cent. Money that went back
//! of a ticket with an invoice has a credit note, of the same series, that names that invoice.

mod company;
mod refused;

pub use company::{COMPANY_CHARACTERS_MAX, Company, TypedCompany};
pub use refused::InvoiceRefused;

use crate::calls;
use crate::contract::CommandId;
use crate::language::{Language, either};
use crate::ledger::{Content, EntryRef, EntryShown, Operation, Ticket};
use crate::money::Cents;
use crate::staff::AT_THE_COUNTER;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// What an invoice is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InvoiceKind {
    /// What was sold.
    Invoice,
    /// What went back of it.
    CreditNote,
}

impl InvoiceKind {
    /// The word stored in the database.
    pub fn word(self) -> &'static str {
        match self {
            InvoiceKind::Invoice => "invoice",
            InvoiceKind::CreditNote => "credit_note",
        }
    }
}

/// The number of an invoice: which of its shop's, from 1, without a gap.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvoiceNumber {
    /// The shop's code.
    pub shop: String,
    /// Which of it.
    pub number: u64,
}

impl InvoiceNumber {
    /// As it is printed: `F-MOZ1-000012`.
    pub fn show(&self) -> String {
        format!("F-{}-{:06}", self.shop, self.number)
    }
}

/// An invoice that was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invoice {
    /// Its number.
    pub number: InvoiceNumber,
    /// What it is.
    pub kind: InvoiceKind,
    /// Whom it is for.
    pub company: Company,
    /// When it was made.
    pub at: DateTime<Utc>,
    /// The invoice that a credit note corrects.
    pub corrects: Option<InvoiceNumber>,
    /// How often it was printed.
    pub prints: u32,
}

/// The invoice of a ticket, and what can be made of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvoiceStands {
    /// The one that was made.
    pub invoice: Option<Invoice>,
    /// The one of the ticket that money went back of.
    pub of_corrected: Option<Invoice>,
}

/// Whether a ticket has an invoice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadInvoice {
    /// The ticket.
    pub entry: EntryRef,
}

/// Makes the invoice of a ticket, or the credit note of money that went back of one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MakeInvoice {
    /// Names this tap.
    pub command: CommandId,
    /// The ticket.
    pub entry: EntryRef,
    /// Whom it is for; a credit note is for whom the invoice was.
    pub company: Option<TypedCompany>,
}

/// Prints an invoice: the original, or, once that is printed, a numbered duplicata.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrintInvoice {
    /// Names this tap.
    pub command: CommandId,
    /// The ticket.
    pub entry: EntryRef,
}

/// What was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvoiceMade {
    /// Its number.
    pub number: InvoiceNumber,
}

/// What was printed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvoicePrinted {
    /// Which duplicata; 0: the original.
    pub copy: u32,
}

/// What an invoice is made of.
///
/// # Errors
/// It is no ticket, or nothing was sold.
pub fn billed(shown: &EntryShown) -> Result<(&Ticket, InvoiceKind), InvoiceRefused> {
    let Content::Ticket(ticket) = &shown.content else { return Err(InvoiceRefused::NoTicket) };
    if ticket.training {
        return Err(InvoiceRefused::Training);
    }
    let kind = match ticket.operation {
        Operation::Sale | Operation::Advance => InvoiceKind::Invoice,
        Operation::Refund | Operation::Cancellation => InvoiceKind::CreditNote,
        // What was sold and never was.
        Operation::Reversal if ticket.total < Cents::ZERO => InvoiceKind::CreditNote,
        Operation::Reversal => return Err(InvoiceRefused::NoTicket),
    };
    Ok((ticket, kind))
}

/// Whom the invoice of a ticket is for: the company that was typed, or that of the invoice which a
/// credit note corrects.
///
/// # Errors
/// What was typed cannot be taken, there is an invoice already, or there is none to correct.
pub fn company(
    kind: InvoiceKind,
    typed: Option<&TypedCompany>,
    stands: &InvoiceStands,
) -> Result<Company, InvoiceRefused> {
    if let Some(made) = &stands.invoice {
        return Err(InvoiceRefused::Made { number: made.number.show() });
    }
    match (kind, typed, &stands.of_corrected) {
        (InvoiceKind::Invoice, Some(typed), _) => typed.checked(),
        (InvoiceKind::Invoice, None, _) => Err(InvoiceRefused::NoCompany),
        (InvoiceKind::CreditNote, _, Some(corrected)) => Ok(corrected.company.clone()),
        (InvoiceKind::CreditNote, _, None) => Err(InvoiceRefused::NothingToCorrect),
    }
}

calls! {
    /// The calls about invoices.
    "invoices" InvoicesCall {
        ReadInvoice -> InvoiceStands, AT_THE_COUNTER, [Counter];
        MakeInvoice -> InvoiceMade, AT_THE_COUNTER, [Counter], command;
        PrintInvoice -> InvoicePrinted, AT_THE_COUNTER, [Counter], command;
    }
}

impl InvoicesCall {
    /// What a command was, in words, for who decides about it later; nothing of what is only read.
    pub fn told(&self, language: Language) -> Option<String> {
        let ticket = |entry: &EntryRef| {
            let (number, register) = (entry.number, &entry.register);
            either(
                language,
                format!("ticket n°\u{a0}{number} ({register})"),
                format!("ticket no.\u{a0}{number} ({register})"),
            )
        };
        let (fr, en, entry) = match self {
            // A credit note is for whom its invoice was: nobody is named.
            InvoicesCall::MakeInvoice(MakeInvoice { entry, company: None, .. }) => {
                ("Avoir", "Credit note", entry)
            }
            InvoicesCall::MakeInvoice(MakeInvoice { entry, .. }) => ("Facture", "Invoice", entry),
            InvoicesCall::PrintInvoice(PrintInvoice { entry, .. }) => {
                ("Impression de la facture", "Print of the invoice", entry)
            }
            InvoicesCall::ReadInvoice(_) => return None,
        };
        let ticket = ticket(entry);
        Some(either(language, format!("{fr} : {ticket}"), format!("{en}: {ticket}")))
    }
}

#[cfg(test)]
mod tests;
