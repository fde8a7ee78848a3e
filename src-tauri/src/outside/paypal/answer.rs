//! What PayPal's answers mean. What is not in its own shape says nothing, and is asked for again: what stands
//! before PayPal does not know what it did.

use super::super::http::{Answer, quoted};
use domain::Cents;
use domain::payments::{
    AuthorizationSeen, AuthorizationStatus, CaptureSeen, CaptureStatus, OrderSaid, OrderStatus,
    PAYPAL_ISSUES, PaypalCall, PaypalId, PaypalMeaning, PaypalNo, PaypalStep, PaypalWord,
    RefundSeen, RefundStatus, of_paypal_value, of_signed_paypal_value,
};
use domain::settings::ServiceFault;
use serde::Deserialize;

/// The longest word of PayPal's for what it refuses.
const ISSUE_CHARACTERS_MAX: usize = 60;
/// The longest link that a code can show.
const LINK_CHARACTERS_MAX: usize = 500;

#[derive(Deserialize)]
struct Order {
    id: String,
    status: String,
    #[serde(default)]
    links: Vec<Link>,
    #[serde(default)]
    purchase_units: Vec<Unit>,
}

#[derive(Deserialize)]
struct Link {
    rel: String,
    href: String,
}

#[derive(Deserialize)]
struct Unit {
    payments: Option<Payments>,
}

#[derive(Deserialize)]
struct Payments {
    #[serde(default)]
    authorizations: Vec<Authorization>,
    #[serde(default)]
    captures: Vec<Capture>,
    #[serde(default)]
    refunds: Vec<Refund>,
}

#[derive(Deserialize)]
struct Money {
    currency_code: String,
    value: String,
}

#[derive(Deserialize)]
struct Authorization {
    id: String,
    status: String,
    amount: Money,
}

#[derive(Deserialize)]
struct Capture {
    id: String,
    status: String,
    amount: Money,
    seller_receivable_breakdown: Option<Breakdown>,
}

#[derive(Deserialize)]
struct Breakdown {
    paypal_fee: Option<Money>,
    net_amount: Option<Money>,
}

#[derive(Deserialize)]
struct Refund {
    id: String,
    status: String,
    amount: Money,
    invoice_id: Option<String>,
}

#[derive(Deserialize)]
struct Voided {
    status: String,
}

/// PayPal's own way to refuse, and OAuth's.
#[derive(Deserialize)]
struct Refused {
    #[serde(alias = "error")]
    name: String,
    debug_id: Option<String>,
    #[serde(default)]
    details: Vec<Detail>,
}

#[derive(Deserialize)]
struct Detail {
    #[serde(default)]
    issue: String,
}

/// What a call is named in traces.
pub fn name(call: &PaypalCall) -> &'static str {
    match call {
        PaypalCall::Step(step) => step.word(),
        PaypalCall::Order(_) => "order",
        PaypalCall::Refund(_) => "refund read",
    }
}

/// What an answer says of what was asked.
///
/// # Errors
/// It says nothing.
pub fn word(call: &PaypalCall, answer: &Answer) -> Result<PaypalWord, ServiceFault> {
    match answer.status {
        200..300 => done(call, answer),
        300..400 => Err(ServiceFault::Unreadable),
        status => no(call, status, answer).map(PaypalWord::No),
    }
}

fn done(call: &PaypalCall, answer: &Answer) -> Result<PaypalWord, ServiceFault> {
    Ok(match call {
        PaypalCall::Step(PaypalStep::Create | PaypalStep::Authorize) | PaypalCall::Order(_) => {
            PaypalWord::Order(order(answer.json()?)?)
        }
        PaypalCall::Step(PaypalStep::Capture) => PaypalWord::Captured(capture(answer.json()?)?),
        PaypalCall::Step(PaypalStep::Refund { .. }) | PaypalCall::Refund(_) => {
            PaypalWord::Refunded(refund(answer.json()?)?)
        }
        PaypalCall::Step(PaypalStep::Void) => return voided(answer),
    })
}

fn no(call: &PaypalCall, status: u16, answer: &Answer) -> Result<PaypalNo, ServiceFault> {
    let Ok(Refused { name, debug_id, details }) = answer.json() else {
        let meaning = match status {
            401 => PaypalMeaning::NotAllowed,
            429 | 500.. => PaypalMeaning::Again,
            _ => return Err(ServiceFault::Relayed { status }),
        };
        return Ok(PaypalNo { meaning, issue: format!("HTTP {status}"), debug_id: None });
    };
    let is_known = |issue: &&str| PAYPAL_ISSUES.iter().any(|(its, _)| its == issue);
    let issues: Vec<_> = details.iter().map(|it| it.issue.as_str()).collect();
    let known = issues.iter().copied().find(is_known);
    let issue = known.or(issues.first().copied()).filter(|it| !it.is_empty()).unwrap_or(&name);
    let no = PaypalNo {
        meaning: PaypalMeaning::of(status, issue),
        issue: plain(issue),
        debug_id: debug_id.map(|it| quoted(&it)),
    };
    let (what, issue, debug_id) = (self::name(call), &no.issue, no.debug_id.as_deref());
    tracing::warn!(service = "paypal", what, status, issue, debug_id, "PayPal refuses");
    Ok(no)
}

/// A word of PayPal's: capitals and lines. Anything else may be somebody's name.
fn plain(issue: &str) -> String {
    let is_plain = |it: &char| it.is_ascii_alphanumeric() || *it == '_';
    issue.chars().filter(is_plain).take(ISSUE_CHARACTERS_MAX).collect()
}

fn id(text: &str) -> Result<PaypalId, ServiceFault> {
    PaypalId::of(text).ok_or(ServiceFault::Unreadable)
}

fn euros(money: &Money) -> Option<Cents> {
    (money.currency_code == "EUR").then(|| of_paypal_value(&money.value)).flatten()
}

fn order(order: Order) -> Result<OrderSaid, ServiceFault> {
    let link = |rel: &str| order.links.iter().find(|it| it.rel == rel).map(|it| it.href.as_str());
    let link = link("payer-action").or_else(|| link("approve"));
    let is_link = |it: &&str| {
        it.len() <= LINK_CHARACTERS_MAX
            && it.starts_with("http")
            && it.bytes().all(|it| it.is_ascii_graphic())
    };
    let mut said = OrderSaid {
        id: id(&order.id)?,
        status: OrderStatus::from_word(&order.status).ok_or(ServiceFault::Unreadable)?,
        link: link.filter(is_link).map(str::to_owned),
        authorizations: Vec::new(),
        captures: Vec::new(),
        refunds: Vec::new(),
    };
    for payments in order.purchase_units.into_iter().filter_map(|it| it.payments) {
        for it in payments.authorizations {
            said.authorizations.push(authorization(&it)?);
        }
        for it in payments.captures {
            said.captures.push(capture(it)?);
        }
        for it in payments.refunds {
            said.refunds.push(refund(it)?);
        }
    }
    Ok(said)
}

fn authorization(it: &Authorization) -> Result<AuthorizationSeen, ServiceFault> {
    let status = AuthorizationStatus::from_word(&it.status).ok_or(ServiceFault::Unreadable)?;
    Ok(AuthorizationSeen { id: id(&it.id)?, status, amount: euros(&it.amount) })
}

fn capture(it: Capture) -> Result<CaptureSeen, ServiceFault> {
    let status = CaptureStatus::from_word(&it.status).ok_or(ServiceFault::Unreadable)?;
    let (fee, net) =
        it.seller_receivable_breakdown.map(|it| (it.paypal_fee, it.net_amount)).unwrap_or_default();
    let net = net.filter(|it| it.currency_code == "EUR");
    Ok(CaptureSeen {
        id: id(&it.id)?,
        status,
        amount: euros(&it.amount),
        fee: fee.and_then(|it| euros(&it)),
        // The fee may be more than what was paid.
        net: net.and_then(|it| of_signed_paypal_value(&it.value)),
    })
}

fn refund(it: Refund) -> Result<RefundSeen, ServiceFault> {
    let status = RefundStatus::from_word(&it.status).ok_or(ServiceFault::Unreadable)?;
    let amount = euros(&it.amount);
    Ok(RefundSeen { id: id(&it.id)?, status, amount, invoice_id: it.invoice_id })
}

/// Nothing is said where it was let go; or how it stands.
fn voided(answer: &Answer) -> Result<PaypalWord, ServiceFault> {
    if answer.body.is_empty() {
        return Ok(PaypalWord::Voided);
    }
    let Voided { status } = answer.json()?;
    let is_voided = AuthorizationStatus::from_word(&status) == Some(AuthorizationStatus::Voided);
    is_voided.then_some(PaypalWord::Voided).ok_or(ServiceFault::Unreadable)
}

#[cfg(test)]
mod tests;
