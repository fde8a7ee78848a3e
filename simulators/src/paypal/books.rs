//! What PayPal has: orders, and what was authorized, captured and refunded of each; and its answers, by the names
//! of the requests.

use super::Purchase;
use super::refusal::{Reply, not_done, not_there, not_understood};
use crate::stage::Asked;
use serde_json::{Value, json};
use std::collections::{HashMap, HashSet};

/// How payments go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mood {
    Good,
    Declines,
    DeclinesWithin,
    Pends,
}

impl Mood {
    fn choose(
        self,
        good: &'static str,
        pends: &'static str,
        declined: &'static str,
    ) -> &'static str {
        match self {
            Mood::Good => good,
            Mood::Pends => pends,
            Mood::Declines | Mood::DeclinesWithin => declined,
        }
    }
}

struct Order {
    id: String,
    reference: String,
    invoice: String,
    brand: String,
    cents: i64,
    status: &'static str,
    authorization: Option<Part>,
    captures: Vec<Part>,
    refunds: Vec<Part>,
}

/// An authorization, a capture or a refund.
#[derive(Clone)]
struct Part {
    id: String,
    status: &'static str,
    cents: i64,
    invoice: Option<String>,
}

/// What a customer is to pay.
pub struct Due {
    pub brand: String,
    pub cents: i64,
}

/// All of it.
#[derive(Default)]
pub struct Books {
    orders: Vec<Order>,
    /// By path and name of the request.
    answers: HashMap<(String, String), Reply>,
    /// An invoice is used for ever.
    invoices: HashSet<String>,
    made: u32,
}

/// The longest name of a request.
const REQUEST_ID_CHARACTERS_MAX: usize = 108;

impl Books {
    /// Does what is asked, or answers what it did.
    pub fn answer(&mut self, asked: &Asked, path: &[&str], (mood, address): (Mood, &str)) -> Reply {
        match (asked.method.as_str(), path) {
            ("GET", ["checkout", "orders", id]) => self.read(id, address),
            ("GET", ["payments", "refunds", id]) => self.read_refund(id),
            ("POST", _) => self.once(asked, path, (mood, address)),
            _ => not_there(),
        }
    }

    /// Of a request that comes again under its name, the first answer counts.
    fn once(&mut self, asked: &Asked, path: &[&str], (mood, address): (Mood, &str)) -> Reply {
        let Some(name) = asked.header("paypal-request-id") else {
            return not_understood("MISSING_REQUIRED_PARAMETER");
        };
        if name.is_empty() || name.len() > REQUEST_ID_CHARACTERS_MAX {
            return not_understood("INVALID_STRING_LENGTH");
        }
        let known = (asked.path.clone(), name.to_owned());
        if let Some(reply) = self.answers.get(&known) {
            let status = if reply.status == 201 { 200 } else { reply.status };
            return Reply { status, ..reply.clone() };
        }
        let Ok(body) = serde_json::from_str::<Value>(&asked.body) else {
            return not_understood("MALFORMED_REQUEST_JSON");
        };
        let is_whole = asked.header("prefer") == Some("return=representation");
        let reply = match path {
            ["checkout", "orders"] => self.create(&body, address),
            ["checkout", "orders", id, "authorize"] => self.authorize(id, mood, address),
            ["payments", "authorizations", id, "capture"] => self.capture(id, &body, mood),
            ["payments", "authorizations", id, "void"] => self.void(id),
            ["payments", "captures", id, "refund"] => self.refund(id, &body, mood),
            _ => not_there(),
        };
        let reply = if is_whole { reply } else { minimal(reply) };
        if reply.is_yes() {
            self.answers.insert(known, reply.clone());
        }
        reply
    }

    fn name(&mut self, letter: char) -> String {
        self.made += 1;
        format!("{letter}{:08}OCPIZZA", self.made)
    }

    fn order(&mut self, id: &str) -> Option<&mut Order> {
        self.orders.iter_mut().find(|it| it.id == id)
    }

    fn read(&self, id: &str, address: &str) -> Reply {
        let order = self.orders.iter().find(|it| it.id == id);
        order.map_or_else(not_there, |order| Reply::says(200, order.shown(address)))
    }

    fn read_refund(&self, id: &str) -> Reply {
        let refund = self.orders.iter().flat_map(|it| &it.refunds).find(|it| it.id == id);
        refund.map_or_else(not_there, |refund| Reply::says(200, refund.shown()))
    }

    fn create(&mut self, body: &Value, address: &str) -> Reply {
        let unit = &body["purchase_units"][0];
        let experience = &body["payment_source"]["paypal"]["experience_context"];
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let Some(cents) = cents(&unit["amount"]).filter(|it| *it > 0) else {
            return not_understood("INVALID_PARAMETER_VALUE");
        };
        let is_whole = body["intent"] == "AUTHORIZE"
            && experience["user_action"] == "PAY_NOW"
            && ["return_url", "cancel_url"].iter().all(|it| text(&experience[*it]).contains("://"));
        if !is_whole {
            return not_understood("INVALID_PARAMETER_VALUE");
        }
        let invoice = text(&unit["invoice_id"]);
        if !self.invoices.insert(invoice.clone()) {
            return not_done("DUPLICATE_INVOICE_ID");
        }
        let order = Order {
            id: self.name('O'),
            reference: text(&unit["reference_id"]),
            invoice,
            brand: text(&experience["brand_name"]),
            cents,
            status: "PAYER_ACTION_REQUIRED",
            authorization: None,
            captures: Vec::new(),
            refunds: Vec::new(),
        };
        let shown = order.shown(address);
        self.orders.push(order);
        Reply::says(201, shown)
    }

    fn authorize(&mut self, id: &str, mood: Mood, address: &str) -> Reply {
        let name = self.name('A');
        let Some(order) = self.order(id) else { return not_there() };
        if order.authorization.is_some() {
            return not_done("ORDER_ALREADY_AUTHORIZED");
        }
        match (order.status, mood) {
            ("APPROVED", Mood::Declines) => {
                order.status = "PAYER_ACTION_REQUIRED";
                return not_done("INSTRUMENT_DECLINED");
            }
            ("APPROVED", _) => {}
            _ => return not_done("ORDER_NOT_APPROVED"),
        }
        let status = mood.choose("CREATED", "PENDING", "DENIED");
        let cents = order.cents;
        order.authorization = Some(Part { id: name, status, cents, invoice: None });
        order.status = "COMPLETED";
        Reply::says(201, order.shown(address))
    }

    fn by_authorization(&mut self, id: &str) -> Option<&mut Order> {
        let is_it = |it: &Order| it.authorization.as_ref().is_some_and(|its| its.id == id);
        self.orders.iter_mut().find(|it| is_it(it))
    }

    fn capture(&mut self, id: &str, body: &Value, mood: Mood) -> Reply {
        let name = self.name('C');
        let asked = cents(&body["amount"]);
        let Some(order) = self.by_authorization(id) else { return not_there() };
        let Some(authorization) = &mut order.authorization else { return not_there() };
        match authorization.status {
            "CREATED" => {}
            "CAPTURED" => return not_done("AUTHORIZATION_ALREADY_CAPTURED"),
            "VOIDED" => return not_done("AUTHORIZATION_VOIDED"),
            "EXPIRED" => return not_done("AUTHORIZATION_EXPIRED"),
            "DENIED" => return not_done("AUTHORIZATION_DENIED"),
            _ => return not_done("PENDING_AUTHORIZATION"),
        }
        if asked != Some(order.cents) || body["final_capture"] != true {
            return not_done("MAX_CAPTURE_AMOUNT_EXCEEDED");
        }
        if mood == Mood::Declines {
            return not_done("INSTRUMENT_DECLINED");
        }
        let status = mood.choose("COMPLETED", "PENDING", "DECLINED");
        if status != "DECLINED" {
            authorization.status = "CAPTURED";
        }
        let invoice = Some(order.invoice.clone());
        let capture = Part { id: name, status, cents: order.cents, invoice };
        order.captures.push(capture.clone());
        Reply::says(201, capture.shown_captured())
    }

    fn void(&mut self, id: &str) -> Reply {
        let Some(order) = self.by_authorization(id) else { return not_there() };
        let Some(authorization) = &mut order.authorization else { return not_there() };
        match authorization.status {
            "CREATED" | "PENDING" => {
                authorization.status = "VOIDED";
                Reply::says(200, authorization.shown())
            }
            "CAPTURED" => not_done("PREVIOUSLY_CAPTURED"),
            "VOIDED" => not_done("PREVIOUSLY_VOIDED"),
            _ => not_done("CANNOT_BE_VOIDED"),
        }
    }

    fn refund(&mut self, id: &str, body: &Value, mood: Mood) -> Reply {
        let name = self.name('R');
        let invoice = body["invoice_id"].as_str().map(str::to_owned);
        let is_used = invoice.as_ref().is_some_and(|it| self.invoices.contains(it));
        let has_it = |it: &Order| it.captures.iter().any(|its| its.id == id);
        let Some(order) = self.orders.iter_mut().find(|it| has_it(it)) else { return not_there() };
        let left = order.captured() - order.refunded();
        let asked = if body["amount"].is_null() { Some(left) } else { cents(&body["amount"]) };
        match asked {
            _ if left == 0 => return not_done("CAPTURE_FULLY_REFUNDED"),
            None => return not_understood("INVALID_PARAMETER_VALUE"),
            Some(cents) if cents > left => return not_done("REFUND_AMOUNT_EXCEEDED"),
            _ if is_used => return not_done("DUPLICATE_INVOICE_ID"),
            _ if mood == Mood::Declines => return not_done("REFUND_NOT_PERMITTED"),
            _ => {}
        }
        let status = mood.choose("COMPLETED", "PENDING", "FAILED");
        let cents = asked.unwrap_or_default();
        let refund = Part { id: name, status, cents, invoice: invoice.clone() };
        order.refunds.push(refund.clone());
        order.recount();
        self.invoices.extend(invoice);
        Reply::says(201, refund.shown())
    }

    /// The customer pays.
    pub fn pay(&mut self, id: &str) -> bool {
        let open = |it: &&mut Order| it.status == "PAYER_ACTION_REQUIRED";
        let order = self.order(id).filter(open);
        order.map(|order| order.status = "APPROVED").is_some()
    }

    /// What a customer is to pay; none: nothing any more.
    pub fn due(&self, id: &str) -> Option<Due> {
        let order = self.orders.iter().find(|it| it.id == id)?;
        let due = || Due { brand: order.brand.clone(), cents: order.cents };
        (order.status == "PAYER_ACTION_REQUIRED").then(due)
    }

    pub fn decide(&mut self) {
        for order in &mut self.orders {
            for it in order.authorization.iter_mut().filter(|it| it.status == "PENDING") {
                it.status = "CREATED";
            }
            let parts = order.captures.iter_mut().chain(&mut order.refunds);
            for it in parts.filter(|it| it.status == "PENDING") {
                it.status = "COMPLETED";
            }
            order.recount();
        }
    }

    pub fn refund_here(&mut self, id: &str, cents: i64) {
        let name = self.name('R');
        if let Some(order) = self.order(id) {
            order.refunds.push(Part { id: name, status: "COMPLETED", cents, invoice: None });
            order.recount();
        }
    }

    pub fn forget(&mut self, id: &str) {
        self.orders.retain(|it| it.id != id);
    }

    pub fn expire(&mut self, id: &str) {
        if let Some(authorization) = self.order(id).and_then(|it| it.authorization.as_mut()) {
            authorization.status = "EXPIRED";
        }
    }

    pub fn purchases(&self) -> Vec<Purchase> {
        let each = self.orders.iter().map(|it| Purchase {
            id: it.id.clone(),
            invoice: it.invoice.clone(),
            status: it.status,
            cents: it.cents,
            authorized: it.authorization.as_ref().map(|it| it.status),
            captures: it.captures.len(),
            captured: it.captured(),
            refunded: it.refunded(),
        });
        each.collect()
    }
}

impl Order {
    fn captured(&self) -> i64 {
        let is_here = |it: &&Part| !["PENDING", "DECLINED", "FAILED"].contains(&it.status);
        self.captures.iter().filter(is_here).map(|it| it.cents).sum()
    }

    fn refunded(&self) -> i64 {
        self.refunds.iter().filter(|it| it.status != "FAILED").map(|it| it.cents).sum()
    }

    /// Says at the capture how much of it went back.
    fn recount(&mut self) {
        let (taken, back) = (self.captured(), self.refunded());
        let here = ["COMPLETED", "PARTIALLY_REFUNDED"];
        for it in self.captures.iter_mut().filter(|it| back > 0 && here.contains(&it.status)) {
            it.status = if back == taken { "REFUNDED" } else { "PARTIALLY_REFUNDED" };
        }
    }

    fn shown(&self, address: &str) -> Value {
        let authorizations: Vec<_> = self.authorization.iter().map(Part::shown).collect();
        let captures: Vec<_> = self.captures.iter().map(Part::shown_captured).collect();
        let refunds: Vec<_> = self.refunds.iter().map(Part::shown).collect();
        let mut unit = json!({
            "reference_id": self.reference,
            "invoice_id": self.invoice,
            "amount": amount(self.cents),
        });
        if self.authorization.is_some() {
            unit["payments"] = json!({ "authorizations": authorizations });
            if !captures.is_empty() {
                unit["payments"]["captures"] = captures.into();
            }
            if !refunds.is_empty() {
                unit["payments"]["refunds"] = refunds.into();
            }
        }
        let id = &self.id;
        json!({
            "id": id,
            "intent": "AUTHORIZE",
            "status": self.status,
            "payment_source": { "paypal": { "email_address": "client@exemple.fr" } },
            "purchase_units": [unit],
            "links": [
                { "rel": "self", "href": format!("{address}/v2/checkout/orders/{id}") },
                { "rel": "payer-action", "href": format!("{address}/checkoutnow?token={id}") },
            ],
        })
    }
}

impl Part {
    fn shown(&self) -> Value {
        let mut shown =
            json!({ "id": self.id, "status": self.status, "amount": amount(self.cents) });
        if let Some(invoice) = &self.invoice {
            shown["invoice_id"] = invoice.as_str().into();
        }
        shown
    }

    /// With what PayPal keeps: 2.9 %, and 35 cents.
    fn shown_captured(&self) -> Value {
        let mut shown = self.shown();
        let fee = (self.cents * 29 + 500) / 1000 + 35;
        if self.status != "PENDING" && self.status != "DECLINED" {
            shown["seller_receivable_breakdown"] = json!({
                "gross_amount": amount(self.cents),
                "paypal_fee": amount(fee),
                "net_amount": amount(self.cents - fee),
            });
        }
        shown
    }
}

/// What is said to who does not ask for more.
fn minimal(reply: Reply) -> Reply {
    match reply.body {
        Some(body) if (200..300).contains(&reply.status) => {
            let few = json!({ "id": body["id"], "status": body["status"], "links": body["links"] });
            Reply::says(reply.status, few)
        }
        body => Reply { body, ..reply },
    }
}

fn amount(cents: i64) -> Value {
    let (sign, size) = (if cents < 0 { "-" } else { "" }, cents.abs());
    let value = format!("{sign}{}.{:02}", size / 100, size % 100);
    json!({ "currency_code": "EUR", "value": value })
}

/// An amount of euros with two decimals.
fn cents(amount: &Value) -> Option<i64> {
    let (whole, cents) = amount["value"].as_str()?.split_once('.')?;
    let figures = |text: &str| !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit());
    let is_one = amount["currency_code"] == "EUR" && figures(whole) && figures(cents);
    let is_one = is_one && cents.len() == 2 && whole.len() <= 7;
    if !is_one {
        return None;
    }
    Some(whole.parse::<i64>().ok()? * 100 + cents.parse::<i64>().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_and_written_to_the_cent() {
        for (value, expected) in [("0.01", 1), ("0.10", 10), ("1234.56", 123_456)] {
            let read = json!({ "currency_code": "EUR", "value": value });
            assert_eq!(cents(&read), Some(expected));
            assert_eq!(amount(expected), read);
        }
        for (currency, value) in [("USD", "1.00"), ("EUR", "1"), ("EUR", "1.0"), ("EUR", "1,00")] {
            let read = json!({ "currency_code": currency, "value": value });
            assert_eq!(cents(&read), None, "{read}");
        }
    }
}
