//! What PayPal is asked, to the letter. Nothing of a customer is in it.

use domain::Cents;
use domain::payments::{
    PaypalCall, PaypalId, PaypalIntent, PaypalStep, paypal_value, refund_invoice_id,
};
use domain::settings::{Paypal, ServiceFault};
use reqwest::header::CONTENT_TYPE;
use reqwest::{Client, RequestBuilder};
use serde_json::{Value, json};

/// In whose name the customer is asked.
const BRAND: &str = "OC Pizza";
/// In which language, where the customer's own account has none.
const LOCALE: &str = "fr-FR";

/// The request of a call, but for the token.
///
/// # Errors
/// When there is nothing that it could be asked about: nothing is asked.
pub fn of(
    client: &Client,
    entered: &Paypal,
    call: &PaypalCall,
    intent: &PaypalIntent,
) -> Result<RequestBuilder, ServiceFault> {
    let step = match call {
        PaypalCall::Order(id) => {
            return Ok(client.get(place(entered, &format!("/v2/checkout/orders/{id}"))));
        }
        PaypalCall::Refund(id) => {
            return Ok(client.get(place(entered, &format!("/v2/payments/refunds/{id}"))));
        }
        PaypalCall::Step(step) => *step,
    };
    let (path, body) = body(entered, step, intent)?;
    let request = client
        .post(place(entered, &path))
        .header("PayPal-Request-Id", intent.request_id(step))
        .header("Prefer", "return=representation")
        .header(CONTENT_TYPE, "application/json")
        .body(body.to_string());
    Ok(request)
}

/// A place at PayPal.
pub fn place(entered: &Paypal, path: &str) -> String {
    format!("{}{path}", entered.address().trim_end_matches('/'))
}

/// Where a step goes, and what goes there.
fn body(
    entered: &Paypal,
    step: PaypalStep,
    intent: &PaypalIntent,
) -> Result<(String, Value), ServiceFault> {
    let seen = &intent.seen;
    let order = seen.order.as_ref().map(|it| &it.id);
    let authorization = seen.authorization.as_ref().map(|it| &it.id);
    let capture = seen.capture.as_ref().map(|it| &it.id);
    Ok(match step {
        PaypalStep::Create => ("/v2/checkout/orders".to_owned(), order_body(entered, intent)?),
        PaypalStep::Authorize => {
            (format!("/v2/checkout/orders/{}/authorize", known(order)?), json!({}))
        }
        PaypalStep::Capture => {
            let path = format!("/v2/payments/authorizations/{}/capture", known(authorization)?);
            (path, json!({ "amount": euros(intent.amount)?, "final_capture": true }))
        }
        PaypalStep::Void => {
            (format!("/v2/payments/authorizations/{}/void", known(authorization)?), json!({}))
        }
        PaypalStep::Refund { nth, amount } => {
            let invoice = refund_invoice_id(&intent.reference, intent.attempt, nth);
            let path = format!("/v2/payments/captures/{}/refund", known(capture)?);
            (path, json!({ "amount": euros(amount)?, "invoice_id": invoice }))
        }
    })
}

fn order_body(entered: &Paypal, intent: &PaypalIntent) -> Result<Value, ServiceFault> {
    let unit = json!({
        "reference_id": intent.reference,
        "invoice_id": intent.invoice_id(),
        "amount": euros(intent.amount)?,
    });
    let experience = json!({
        "brand_name": BRAND,
        "locale": LOCALE,
        "user_action": "PAY_NOW",
        "shipping_preference": "NO_SHIPPING",
        "return_url": entered.return_address,
        "cancel_url": entered.return_address,
    });
    Ok(json!({
        "intent": "AUTHORIZE",
        "purchase_units": [unit],
        "payment_source": { "paypal": { "experience_context": experience } },
    }))
}

fn euros(amount: Cents) -> Result<Value, ServiceFault> {
    let value = paypal_value(amount).ok_or_else(nothing)?;
    Ok(json!({ "currency_code": "EUR", "value": value }))
}

fn known(id: Option<&PaypalId>) -> Result<&PaypalId, ServiceFault> {
    id.ok_or_else(nothing)
}

/// There is nothing to ask about.
fn nothing() -> ServiceFault {
    ServiceFault::Refused { words: String::new() }
}
