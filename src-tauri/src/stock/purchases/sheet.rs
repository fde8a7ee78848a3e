//! A purchase order as the database has it, and as its page and its paper show it.

use crate::app::{App, Caller};
use chrono::{DateTime, Utc};
use domain::ledger::ShopIdentity;
use domain::printing::{PrinterUse, PurchaseLineView, PurchaseView};
use domain::server::ShopChoice;
use domain::shops::{ShopId, ZONE};
use domain::stock::{
    IngredientNamed, Purchase, PurchaseSent, PurchaseSheet, ReceiptShown, SupplierNamed,
};
use serde::Deserialize;
use uuid::Uuid;

/// All that is known of an order.
#[derive(Deserialize)]
pub struct Sheet {
    pub purchase: Purchase,
    pub shop: ShopChoice,
    pub shop_id: ShopId,
    pub identity: ShopIdentity,
    pub number: String,
    pub supplier: Option<SupplierNamed>,
    pub written_at: DateTime<Utc>,
    pub written_by: Option<String>,
    pub by_inventory: bool,
    pub sent: Option<PurchaseSent>,
    pub ended: Option<(DateTime<Utc>, String)>,
    pub receipts: Vec<ReceiptShown>,
    /// Of each line's ingredient.
    pub names: Vec<IngredientNamed>,
    /// The tap that changed it last.
    pub last_change: Option<Uuid>,
}

impl Sheet {
    /// As the supplier gets it: of the day it was sent and by whom, else of today and who asks.
    pub fn paper(&self, caller: &Caller) -> PurchaseView {
        let lines = self.purchase.lines.iter().filter(|line| line.ordered > 0);
        let view = |line: &domain::stock::PurchaseLine| {
            let named = self.names.iter().find(|it| it.ingredient == line.ingredient)?;
            let (name, unit) = (named.name.clone(), named.unit);
            let price = line.price_of(line.ordered);
            Some(PurchaseLineView { name, quantity: line.ordered, unit, lot: line.lot, price })
        };
        let (at, by) = match &self.sent {
            Some(sent) => (sent.at, sent.by.clone()),
            None => (caller.at, caller.name().unwrap_or_default()),
        };
        PurchaseView {
            shop: self.identity.clone(),
            supplier: self.supplier.as_ref().map_or_else(String::new, |it| it.name.clone()),
            reference: self.number.clone(),
            day: at.with_timezone(&ZONE).date_naive(),
            by,
            lines: lines.filter_map(view).collect(),
            total: self.purchase.total(),
        }
    }

    /// As its page shows it.
    pub fn shown(self, app: &App, caller: &Caller) -> PurchaseSheet {
        PurchaseSheet {
            paper: self.paper(caller),
            prints: app.can_print(PrinterUse::Ticket).is_ok(),
            purchase: self.purchase,
            shop: self.shop,
            number: self.number,
            supplier: self.supplier,
            written_at: self.written_at,
            written_by: self.written_by,
            by_inventory: self.by_inventory,
            sent: self.sent,
            ended: self.ended,
            receipts: self.receipts,
            names: self.names,
        }
    }
}
