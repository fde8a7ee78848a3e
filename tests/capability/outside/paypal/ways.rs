//! The ways of a payment that goes as it should: paid, changed, cancelled, given back in parts.

use super::*;
use domain::payments::{PaypalDoubt, PaypalState, RefundStatus};

#[tokio::test]
async fn a_payment_goes_from_its_link_to_its_money_to_the_letter() {
    let mut counter = Counter::with(2350).await;
    assert!(matches!(counter.goes_on().await, PaypalNext::Call(PaypalCall::Order(_))));
    assert_eq!(counter.intent.state(), PaypalState::Waiting);
    let link = counter.intent.seen.order.as_ref().and_then(|it| it.link.clone()).expect("a link");

    let created = counter.asked("/v2/checkout/orders").remove(0);
    let body: serde_json::Value = serde_json::from_str(&created.body).expect("JSON");
    assert_eq!(body["intent"], "AUTHORIZE");
    let unit = &body["purchase_units"][0];
    assert_eq!(unit["invoice_id"], "MOZ1-2026-000123-1");
    assert_eq!(unit["amount"]["value"], "23.50");
    let experience = &body["payment_source"]["paypal"]["experience_context"];
    assert_eq!(experience["return_url"], "https://oc-pizza.example/merci");
    assert_eq!(
        (&experience["locale"], &experience["user_action"]),
        (&"fr-FR".into(), &"PAY_NOW".into())
    );
    assert_eq!(created.header("prefer"), Some("return=representation"));

    // The customer looks at the page, does not want to, and then does.
    let page = browse(&link, "GET", "").await;
    assert!(page.contains("OC Pizza : 23,50 €") && page.contains("Payer"), "{page}");
    let token = format!("token={}", counter.purchase().id);
    let to = |choice: &str| format!("{}/checkoutnow/{choice}", counter.simulator.address());
    assert!(browse(&to("refuse"), "POST", &token).await.contains("Rien n’est payé"));
    assert_eq!(counter.purchase().status, "PAYER_ACTION_REQUIRED");
    assert!(browse(&to("pay"), "POST", &token).await.contains("Payé."));
    assert!(browse(&to("pay"), "POST", &token).await.starts_with("HTTP/1.1 404"), "once");

    assert_eq!(counter.goes_on().await, PaypalNext::Wait);
    assert_eq!(counter.intent.state(), PaypalState::Authorized);
    assert_eq!(counter.purchase().captured, 0, "nothing is taken before preparation begins");
    counter.wants(PaypalWish::Take);
    assert_eq!(counter.goes_on().await, PaypalNext::Over);
    assert_eq!(counter.intent.state(), PaypalState::Captured);
    let capture = counter.asked("/capture").remove(0);
    let body: serde_json::Value = serde_json::from_str(&capture.body).expect("JSON");
    assert_eq!(
        (&body["final_capture"], &body["amount"]["currency_code"]),
        (&true.into(), &"EUR".into())
    );
    let purchase = counter.purchase();
    assert_eq!((purchase.captures, purchase.captured, purchase.refunded), (1, 2350, 0));
    for asked in counter.simulator.asked() {
        let is_step = asked.method == "POST" && asked.path.starts_with("/v2/");
        let name = asked.header("paypal-request-id").unwrap_or_default();
        assert_eq!(is_step, (1..=108).contains(&name.len()), "{asked:?}");
    }
}

#[tokio::test]
async fn any_amount_arrives_to_the_cent_with_its_fee() {
    for (cents, fee, net) in [(1, 35, -34), (10, 35, -25), (123_456, 3615, 119_841)] {
        let mut counter = Counter::captured(cents).await;
        let capture = counter.intent.seen.capture.clone().expect("taken");
        assert_eq!(capture.amount, Some(Cents(cents)));
        assert_eq!((capture.fee, capture.net), (Some(Cents(fee)), Some(Cents(net))));
        assert_eq!(counter.purchase().captured, cents);
        counter.wants(PaypalWish::Leave);
        assert_eq!(counter.goes_on().await, PaypalNext::Over);
        assert_eq!(
            (counter.intent.state(), counter.purchase().refunded),
            (PaypalState::Refunded, cents)
        );
    }
}

#[tokio::test]
async fn an_order_that_is_changed_or_cancelled_keeps_nothing() {
    // Before anybody paid: there is nothing to be undone, and who pays later pays nothing.
    let mut counter = Counter::with(2350).await;
    counter.goes_on().await;
    counter.wants(PaypalWish::Leave);
    assert_eq!(
        (counter.goes_on().await, counter.intent.state()),
        (PaypalNext::Over, PaypalState::Cancelled)
    );
    counter.pay();
    assert_eq!((counter.goes_on().await, counter.purchase().authorized), (PaypalNext::Over, None));

    // Paid and not looked at yet, and settled otherwise: never authorized.
    let mut counter = Counter::paid(2350).await;
    counter.wants(PaypalWish::Leave);
    assert_eq!((counter.goes_on().await, counter.purchase().authorized), (PaypalNext::Over, None));

    // Authorized: let go.
    let mut counter = Counter::authorized(2350).await;
    counter.wants(PaypalWish::Leave);
    assert_eq!(counter.goes_on().await, PaypalNext::Over);
    assert_eq!(
        (counter.intent.state(), counter.purchase().authorized),
        (PaypalState::Cancelled, Some("VOIDED"))
    );
    assert_eq!(counter.asked("/void").len(), 1);

    // Taken: given back.
    let mut counter = Counter::captured(2350).await;
    counter.wants(PaypalWish::Leave);
    assert_eq!(counter.goes_on().await, PaypalNext::Over);
    assert_eq!(
        (counter.intent.state(), counter.purchase().refunded),
        (PaypalState::Refunded, 2350)
    );
}

#[tokio::test]
async fn who_pays_after_preparation_began_is_authorized_and_captured_at_once() {
    let mut counter = Counter::paid(2350).await;
    counter.wants(PaypalWish::Take);
    assert_eq!(counter.goes_on().await, PaypalNext::Over);
    assert_eq!((counter.intent.state(), counter.purchase().captures), (PaypalState::Captured, 1));
}

#[tokio::test]
async fn money_goes_back_in_parts_also_at_paypals_page() {
    let mut counter = Counter::captured(2350).await;
    for (in_all, back) in [(500, 500), (800, 800)] {
        counter.intent = counter.intent.giving_back(Cents(in_all));
        assert_eq!(counter.goes_on().await, PaypalNext::Over);
        assert_eq!(
            (counter.purchase().refunded, counter.intent.seen.given_back()),
            (back, Cents(back))
        );
    }
    let invoices: Vec<_> = counter.asked("/refund").into_iter().map(|it| it.body).collect();
    assert!(invoices[0].contains("MOZ1-2026-000123-1-R1") && invoices[1].contains("-1-R2"));
    // Somebody gives back the rest but a euro there: it is seen when the order is cancelled.
    let id = counter.purchase().id;
    counter.simulator.refund_here(&id, 1450);
    let order = counter.intent.seen.order.as_ref().expect("an order").id.clone();
    counter.call(PaypalCall::Order(order)).await.expect("read");
    assert_eq!(counter.intent.next(counter.now), PaypalNext::Show(PaypalDoubt::BackTooMuch));
    counter.wants(PaypalWish::Leave);
    assert_eq!(counter.goes_on().await, PaypalNext::Over);
    assert_eq!(
        (counter.intent.state(), counter.purchase().refunded),
        (PaypalState::Refunded, 2350)
    );
    let last = counter.asked("/refund").pop().expect("a refund");
    assert!(last.body.contains("\"1.00\""), "{}", last.body);
}

#[tokio::test]
async fn what_paypal_has_not_decided_is_asked_for_until_it_has() {
    let mut counter = Counter::paid(2350).await;
    counter.simulator.next(&[Purse::Works, Purse::Pends]);
    assert!(matches!(counter.goes_on().await, PaypalNext::Call(PaypalCall::Order(_))));
    assert_eq!(counter.intent.state(), PaypalState::Waiting, "nothing is authorized yet");
    counter.simulator.decide();
    assert_eq!(counter.goes_on().await, PaypalNext::Wait);
    counter.wants(PaypalWish::Take);
    counter.simulator.next(&[Purse::Pends]);
    assert!(matches!(counter.goes_on().await, PaypalNext::Call(PaypalCall::Order(_))));
    assert_eq!(counter.intent.state(), PaypalState::Authorized, "nothing is here yet");
    counter.simulator.decide();
    assert_eq!(counter.goes_on().await, PaypalNext::Over);
    assert_eq!(counter.intent.state(), PaypalState::Captured);
    counter.wants(PaypalWish::Leave);
    counter.simulator.next(&[Purse::Pends]);
    assert!(matches!(counter.goes_on().await, PaypalNext::Call(PaypalCall::Refund(_))));
    assert_eq!(counter.intent.seen.refunds[0].status, RefundStatus::Pending);
    counter.simulator.decide();
    assert_eq!(counter.goes_on().await, PaypalNext::Over);
    assert_eq!(
        (counter.intent.state(), counter.asked("/refund").len()),
        (PaypalState::Refunded, 1)
    );
    // Cancelled while PayPal thinks about it: let go.
    let mut counter = Counter::paid(2350).await;
    counter.simulator.next(&[Purse::Works, Purse::Pends]);
    counter.goes_on().await;
    counter.wants(PaypalWish::Leave);
    assert_eq!(
        (counter.goes_on().await, counter.purchase().authorized),
        (PaypalNext::Over, Some("VOIDED"))
    );
}
