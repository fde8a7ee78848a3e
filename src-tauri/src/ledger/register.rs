//! The register of this terminal: the key it signs with, and where its chains stand.
//!
//! One entry after the other: whoever writes holds the register's [`Turn`] until it is known, or can
//! never be known, that the entries are written. Only then the chains go on from there.

use crate::terminals::register::RegisterKey;
use chrono::{DateTime, FixedOffset, NaiveDate, Utc};
use domain::Cents;
use domain::ledger::{
    Chain, Content, Entry, EntryRef, Flaw, Period, RegisterCode, Sealed, ShopIdentity, Stands,
    canonical, from_canonical,
};
use domain::orders::OrderId;
use serde::{Deserialize, Serialize};
use std::sync::{Arc, PoisonError};
use tokio::sync::{Mutex, OwnedMutexGuard};

/// A signed entry on its way into the ledger, as its row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signed {
    /// The register.
    pub register: RegisterCode,
    /// The chain.
    pub chain: Chain,
    /// Its number there.
    pub number: u64,
    /// When.
    pub at: DateTime<FixedOffset>,
    /// Of which day.
    pub business_day: NaiveDate,
    /// What it is.
    pub kind: String,
    /// The order whose money it is.
    pub order_id: Option<OrderId>,
    /// The content of that order that it was made of.
    pub revision: Option<i32>,
    /// What it adds to the perpetual total.
    pub total_cents: Cents,
    /// What was signed.
    pub canonical: String,
    /// The signature before.
    pub previous: String,
    /// SHA-256 of the canonical text, in hexadecimal digits.
    pub hash: String,
    /// Its signature.
    pub signature: String,
}

impl Signed {
    /// The entry it is.
    ///
    /// # Errors
    /// Its text is not canonical.
    pub fn sealed(&self) -> Result<Sealed, Flaw> {
        let (text, signature) = (self.canonical.clone(), self.signature.clone());
        Ok(Sealed { entry: from_canonical(&text)?, text, signature })
    }

    /// Which entry it is.
    pub fn entry(&self) -> EntryRef {
        let Signed { register, chain, number, .. } = self.clone();
        EntryRef { register, chain, number }
    }
}

/// What is to be written, and the order whose money it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The order, and which content of it.
    pub order: Option<(OrderId, Option<i32>)>,
    /// What it says.
    pub content: Content,
}

/// A register.
pub struct Register {
    code: RegisterCode,
    shop: std::sync::Mutex<ShopIdentity>,
    key: Arc<RegisterKey>,
    stands: Arc<Mutex<Stands>>,
}

impl Register {
    /// One whose chains stand there.
    pub fn new(
        code: RegisterCode,
        shop: ShopIdentity,
        key: Arc<RegisterKey>,
        stands: Stands,
    ) -> Register {
        let (shop, stands) = (std::sync::Mutex::new(shop), Arc::new(Mutex::new(stands)));
        Register { code, shop, key, stands }
    }

    /// Its code.
    pub fn code(&self) -> &RegisterCode {
        &self.code
    }

    /// The shop as its tickets name it.
    pub fn shop(&self) -> ShopIdentity {
        // Held for a copy alone.
        self.shop.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The shop's papers were changed: tickets from now on name it so.
    pub fn name_shop(&self, shop: ShopIdentity) {
        *self.shop.lock().unwrap_or_else(PoisonError::into_inner) = shop;
    }

    /// The key it signs with.
    pub fn key(&self) -> &RegisterKey {
        &self.key
    }

    /// Where its chains stand, once nobody writes.
    pub async fn stands(&self) -> Stands {
        self.stands.lock().await.clone()
    }

    /// Waits until nobody else writes.
    pub async fn turn(self: &Arc<Register>) -> Turn {
        let now = self.stands.clone().lock_owned().await;
        Turn { register: self.clone(), next: now.clone(), now, signed: Vec::new() }
    }
}

/// The right to write at a register, until it is kept or dropped: then nothing was written.
pub struct Turn {
    register: Arc<Register>,
    now: OwnedMutexGuard<Stands>,
    next: Stands,
    signed: Vec<Signed>,
}

impl Turn {
    /// The register.
    pub fn register(&self) -> &Register {
        &self.register
    }

    /// Signs an entry that follows on those signed before.
    ///
    /// # Errors
    /// It does not hold by its own rules, or the clock is behind the last entry.
    pub fn sign(&mut self, draft: Draft, at: DateTime<Utc>, day: NaiveDate) -> Result<(), Flaw> {
        let head = self.next.heads.get(&draft.content.chain()).cloned().unwrap_or_default();
        let (kind, total_cents) = (kind(&draft.content), total(&draft.content));
        let entry = Entry::after(&head, self.register.code.clone(), at, day, draft.content)?;
        let text = canonical(&entry)?;
        let (hash, signature) = self.register.key.sign(&text);
        let sealed = Sealed { entry, text, signature };
        self.next.add(&sealed);
        let Sealed { entry, text, signature } = sealed;
        self.signed.push(Signed {
            register: entry.register,
            chain: entry.chain,
            number: entry.number,
            at: entry.at,
            business_day: entry.business_day,
            kind,
            order_id: draft.order.map(|(order, _)| order),
            revision: draft.order.and_then(|(_, revision)| revision),
            total_cents,
            canonical: text,
            previous: entry.previous,
            hash,
            signature,
        });
        Ok(())
    }

    /// What was signed in this turn.
    pub fn signed(&self) -> &[Signed] {
        &self.signed
    }

    /// What was signed is written, or will be: the chains go on from there.
    pub fn keep(mut self) -> Stands {
        *self.now = self.next;
        self.now.clone()
    }

    /// Where the chains stand after what was signed in this turn.
    pub fn stands(&self) -> &Stands {
        &self.next
    }
}

/// What an entry is, in a word.
fn kind(content: &Content) -> String {
    let word = match content {
        Content::Ticket(ticket) => ticket.operation.word(),
        Content::Note(_) => "note",
        Content::Duplicate(_) => "duplicate",
        Content::Closing(closing) => match closing.period {
            Period::Day(_) => "day",
            Period::Month { .. } => "month",
            Period::Year(_) => "year",
        },
        Content::Event(event) => event.code.word(),
    };
    word.to_owned()
}

/// What an entry adds to the perpetual total.
fn total(content: &Content) -> Cents {
    match content {
        Content::Ticket(ticket) if !ticket.training => ticket.total,
        _ => Cents::ZERO,
    }
}
