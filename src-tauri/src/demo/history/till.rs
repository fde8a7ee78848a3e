//! The register of a shop's past: each order that was paid has its ticket, each day its closing.

use super::store::{Past, Shop};
use crate::ledger::register::{Draft, Register, Signed};
use crate::terminals::register::RegisterKey;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use domain::ledger::{
    Closer, Content, LedgerRefused, Period, RegisterCode, ShopIdentity, Stands, Till,
};
use domain::orders::OrderId;
use std::sync::Arc;

/// The register.
pub struct PastTill {
    register: Arc<Register>,
    till: Till,
}

impl PastTill {
    /// One that has written nothing yet.
    pub fn new(
        (code, papers): (RegisterCode, ShopIdentity),
        key: RegisterKey,
        shop: &Shop,
    ) -> PastTill {
        let till = Till {
            cashier: shop.cashier_name.clone(),
            shop: papers.clone(),
            software_version: crate::VERSION.to_owned(),
            training: false,
        };
        let register = Register::new(code, papers, Arc::new(key), Stands::default());
        PastTill { register: Arc::new(register), till }
    }

    /// The entries of a day: a ticket for each order that was paid, what has to be closed before the
    /// first, and the day's closing after the last.
    pub async fn day(&self, day: NaiveDate, orders: &[Past]) -> Result<Vec<Signed>, LedgerRefused> {
        let mut turn = self.register.turn().await;
        let mut last: Option<DateTime<Utc>> = None;
        for order in orders.iter().filter(|order| order.is_paid()) {
            for period in turn.stands().due(day) {
                let version = &self.till.software_version;
                let closing = turn.stands().late_closing(period, version, Vec::new());
                turn.sign(of(Content::Closing(closing)), order.placed_at, day)?;
            }
            let ticket = order.account.taking(&self.till, &[order.taken])?;
            let draft = Draft {
                order: Some((OrderId(order.order_id), Some(1))),
                content: Content::Ticket(ticket),
            };
            turn.sign(draft, order.placed_at, day)?;
            last = Some(order.placed_at);
        }
        if let Some(last) = last {
            let closer = Closer {
                closed_by: Some(self.till.cashier.clone()),
                software_version: self.till.software_version.clone(),
                ..Closer::default()
            };
            let closing = turn.stands().closing(Period::Day(day), closer);
            turn.sign(of(Content::Closing(closing)), last + TimeDelta::minutes(30), day)?;
        }
        let signed = turn.signed().to_vec();
        turn.keep();
        Ok(signed)
    }
}

fn of(content: Content) -> Draft {
    Draft { order: None, content }
}
